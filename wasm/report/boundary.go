//go:build js && wasm

package main

import (
	"encoding/json"
	"fmt"

	"github.com/hack-pad/safejs"
)

// method puts a function on an object. Its error, and a panic in it, become {error}.
func method(obj safejs.Value, name string, f func(args []safejs.Value) error) error {
	wrapped, err := safejs.FuncOf(func(_ safejs.Value, args []safejs.Value) any {
		if err := guarded(func() error { return f(args) }); err != nil {
			return failure(err)
		}
		return nil
	})
	if err != nil {
		return err
	}
	return obj.Set(name, wrapped)
}

// guarded makes an error of a panic.
func guarded(f func() error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("the call failed: %v", r)
		}
	}()
	return f()
}

// failure is the object {error: "..."}.
func failure(err error) any {
	obj, e := object(map[string]any{"error": err.Error()})
	if e != nil {
		return nil
	}
	return obj
}

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

// bytesOf copies a Uint8Array.
func bytesOf(v safejs.Value, what string) ([]byte, error) {
	ctor, err := safejs.Global().Get("Uint8Array")
	if err != nil {
		return nil, err
	}
	if ok, err := v.InstanceOf(ctor); err != nil || !ok {
		return nil, fmt.Errorf("the %s must be a Uint8Array", what)
	}
	n, err := v.Length()
	if err != nil {
		return nil, err
	}
	b := make([]byte, n)
	_, err = safejs.CopyBytesToGo(b, v)
	return b, err
}

// toJS copies bytes into a new Uint8Array.
func toJS(b []byte) (safejs.Value, error) {
	ctor, err := safejs.Global().Get("Uint8Array")
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

// A listener is told by frames how it goes.
type listener struct{ tell safejs.Value }

func (l listener) hears(frame any) error {
	b, err := json.Marshal(frame)
	if err != nil {
		return err
	}
	v, err := toJS(b)
	if err != nil {
		return err
	}
	_, err = l.tell.Invoke(v)
	return err
}
