// Package wasm holds the programs that run as WebAssembly: browser, compiler and report in the page, worker at the edge. It has no
// code of its own (what two of them share is in boundary); its test keeps the house's arrows (DESIGN.md, "The house"): who may
// import whom, and what must never reach the page.
package wasm
