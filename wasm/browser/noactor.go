//go:build js && wasm && !search && !actor

package main

func acted(*session) map[string]handler { return nil }
