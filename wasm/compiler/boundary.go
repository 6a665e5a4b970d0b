//go:build js && wasm

package main

import (
	"fmt"
	"sync"

	"github.com/hack-pad/safejs"
)

// The boundary is made as wasm/browser's is. A package for both makes that module 3 KB larger, which has none to spare.

// A handler is a method as Go sees it. Its error becomes {"error"}.
type handler func(args []safejs.Value) (any, error)

// method puts a handler on an object. A panic in it is an error like any other.
func method(obj safejs.Value, name string, h handler) error {
	f, err := safejs.FuncOf(func(_ safejs.Value, args []safejs.Value) (result any) {
		defer func() {
			if r := recover(); r != nil {
				result = failure(fmt.Errorf("%s: %v", name, r))
			}
		}()
		v, err := h(args)
		if err != nil {
			return failure(err)
		}
		return v
	})
	if err != nil {
		return err
	}
	return obj.Set(name, f)
}

// failure is the object {error: "..."}.
func failure(err error) any {
	obj, e := object(map[string]any{"error": err.Error()})
	if e != nil {
		return nil
	}
	return obj
}

// object makes an object with fields.
func object(fields map[string]any) (safejs.Value, error) {
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

// uint8Array is the class, which every call needs twice.
var uint8Array = sync.OnceValues(func() (safejs.Value, error) { return safejs.Global().Get("Uint8Array") })

// lengthOf is the number of bytes of a Uint8Array; another value is an error that names what it was to be.
func lengthOf(v safejs.Value, what string) (int, error) {
	ctor, err := uint8Array()
	if err != nil {
		return 0, err
	}
	if ok, err := v.InstanceOf(ctor); err != nil || !ok {
		return 0, fmt.Errorf("the %s must be a Uint8Array", what)
	}
	return v.Length()
}

// fromJS copies a Uint8Array.
func fromJS(v safejs.Value, what string) ([]byte, error) {
	n, err := lengthOf(v, what)
	if err != nil {
		return nil, err
	}
	b := make([]byte, n)
	_, err = safejs.CopyBytesToGo(b, v)
	return b, err
}

// toJS copies bytes into a new Uint8Array.
func toJS(b []byte) (any, error) {
	ctor, err := uint8Array()
	if err != nil {
		return nil, err
	}
	v, err := ctor.New(len(b))
	if err != nil {
		return nil, err
	}
	_, err = safejs.CopyBytesToJS(v, b)
	return v, err
}
