//go:build js && wasm

// Command report is the module that measures a policy in the page. It puts one factory on the global object:
//
//	rso.report(catalog, policy, options, tell) -> undefined or {error}
//
// It returns at once, and calls tell with one frame for each measurement, and in the end with one that holds the report
// that policy/evaluate -report writes:
//
//	{"complete":1,"of":20,"result":{"planner":…,"family":…,"metrics":{…}}}
//	{"report":"<!doctype html>…"}
//
// Bytes are Uint8Arrays, frames are JSON in UTF-8; web/rso.d.ts is the contract. A fault is an {"error"} frame. While it
// measures, the thread is busy: the page gives it a worker of its own, and stops it by ending that.
package main

import "rso/wasm/boundary"

func main() { boundary.Serve("report", start) }
