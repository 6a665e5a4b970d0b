//go:build js && wasm

// Command compiler is the compiler for a page: catalog/compile without files. It puts one factory on the global object:
//
//	rso.compile(feed, options, progress) -> {catalog, report} or a frame of {error, problems}
//
// Bytes are Uint8Arrays, frames are JSON in UTF-8; web/rso.d.ts is the contract. A call returns when the catalog is
// there, so the module is for a worker; progress is called meanwhile. The same feed and options give the same bytes
// as the command's. Nothing that is wrong with a feed or an argument ends the program.
package main

import (
	"runtime/debug"

	"rso/wasm/boundary"
)

// lazy is how far the heap grows between two collections, in per cent: the module lives for one feed, and what it
// would tidy up goes with it.
const lazy = 200

func main() {
	debug.SetGCPercent(lazy)
	boundary.Serve("compile", compile)
}
