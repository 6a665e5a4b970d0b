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

import (
	"github.com/hack-pad/safejs"
)

// version is the version of the boundary; the page refuses a module of another.
const version = "1"

func main() {
	if err := export(); err != nil {
		println("rso: " + err.Error())
		return
	}
	select {}
}

// export publishes the factory.
func export() error {
	factory, err := object(map[string]any{"version": version})
	if err != nil {
		return err
	}
	if err := method(factory, "report", start); err != nil {
		return err
	}
	return safejs.Global().Set("rso", factory)
}
