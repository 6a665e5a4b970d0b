//go:build js && wasm

// Command browser is the module for the page. It puts one factory on the global object:
//
//	rso.open(catalog, policy, options) -> {turn, act, choices, save, restore, reset, describe, apply, close} or {error}
//
// Built with the tag "search" it is a smaller module for a shop's search field, with another factory:
//
//	rso.catalog(catalog) -> {search, apply, close} or {error}
//
// Bytes are Uint8Arrays, frames are JSON in UTF-8; web/rso.d.ts is the contract. Every call returns at once, every
// handler recovers: a fault is an {"error"} frame, not a dead module.
package main

import (
	"github.com/hack-pad/safejs"
)

// version is the version of the boundary; the host refuses a module of another.
const version = "1"

func main() {
	if err := export(); err != nil {
		println("rso: " + err.Error())
		return
	}
	select {}
}

func export() error {
	factory, err := object(map[string]any{"version": version})
	if err != nil {
		return err
	}
	if err := method(factory, opens, open); err != nil {
		return err
	}
	return safejs.Global().Set("rso", factory)
}
