//go:build js && wasm

// Package boundary is what the programs that a page loads on demand have in common where Go meets JavaScript. (The module for every
// page, wasm/browser, has a boundary of its own: with this one it would be 3 KB larger, and it has none to spare.)
package boundary

import (
	"fmt"
	"sync"

	"github.com/hack-pad/safejs"
)

// Version is the version of the boundary; the page refuses a program of another.
const Version = "1"

// A Handler is a function as Go sees it. What it returns is a JavaScript value or nil; its error becomes {"error"}.
type Handler func(args []safejs.Value) (any, error)

// Serve publishes one function as rso.name on the global object, and never returns. When it can't, it says so on the console, and the
// program is over.
func Serve(name string, h Handler) {
	if err := Export(name, h); err != nil {
		println("rso: " + err.Error())
		return
	}
	select {}
}

// Export publishes {version, name: h} as rso on the global object. A panic in the handler is an error like any other.
func Export(name string, h Handler) error {
	f, err := safejs.FuncOf(func(_ safejs.Value, args []safejs.Value) any {
		v, err := Guard(func() (any, error) { return h(args) })
		if err == nil {
			return v
		}
		fault, err := Object(map[string]any{"error": err.Error()})
		if err != nil {
			return nil
		}
		return fault
	})
	if err != nil {
		return err
	}
	rso, err := Object(map[string]any{"version": Version, name: f})
	if err != nil {
		return err
	}
	return safejs.Global().Set("rso", rso)
}

// Guard makes an error of a panic.
func Guard[T any](f func() (T, error)) (v T, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("the call failed: %v", r)
		}
	}()
	return f()
}

// Object makes an object with fields.
func Object(fields map[string]any) (safejs.Value, error) {
	ctor, err := safejs.Global().Get("Object")
	if err != nil {
		return safejs.Value{}, err
	}
	obj, err := ctor.New()
	if err != nil {
		return safejs.Value{}, err
	}
	for k, v := range fields {
		if err := obj.Set(k, v); err != nil {
			return safejs.Value{}, err
		}
	}
	return obj, nil
}

// uint8Array is the class, which every call needs.
var uint8Array = sync.OnceValues(func() (safejs.Value, error) { return safejs.Global().Get("Uint8Array") })

// Length is the number of bytes of a Uint8Array; another value is an error that names what it was to be.
func Length(v safejs.Value, what string) (int, error) {
	ctor, err := uint8Array()
	if err != nil {
		return 0, err
	}
	if ok, err := v.InstanceOf(ctor); err != nil || !ok {
		return 0, fmt.Errorf("the %s must be a Uint8Array", what)
	}
	return v.Length()
}

// Bytes copies a Uint8Array.
func Bytes(v safejs.Value, what string) ([]byte, error) {
	n, err := Length(v, what)
	if err != nil {
		return nil, err
	}
	b := make([]byte, n)
	_, err = safejs.CopyBytesToGo(b, v)
	return b, err
}

// Uint8Array copies bytes into a new one.
func Uint8Array(b []byte) (safejs.Value, error) {
	ctor, err := uint8Array()
	if err != nil {
		return safejs.Value{}, err
	}
	v, err := ctor.New(len(b))
	if err != nil {
		return safejs.Value{}, err
	}
	_, err = safejs.CopyBytesToJS(v, b)
	return v, err
}
