//go:build js && wasm

package main

import (
	"fmt"
	"sync"

	"github.com/hack-pad/safejs"
	"rso/core/jlexer"
	"rso/core/jwriter"

	"rso/wasm/browser/frame"
)

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

// bytesOf copies a Uint8Array.
func bytesOf(v safejs.Value, what string) ([]byte, error) {
	ctor, err := uint8Array()
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

// framed makes a handler of a function that returns a frame. An error and a panic are frames too: the page decodes
// what it gets.
func framed(f func([]safejs.Value) ([]byte, error)) handler {
	return func(args []safejs.Value) (result any, err error) {
		defer func() {
			if r := recover(); r != nil {
				result, err = errorFrame(fmt.Errorf("the call failed: %v", r))
			}
		}()
		b, err := f(args)
		if err != nil {
			return errorFrame(err)
		}
		return toJS(b)
	}
}

func errorFrame(err error) (any, error) { return toJS(faultFrame(err)) }

// faultFrame is the frame {"error": "..."}.
func faultFrame(err error) []byte {
	var w jwriter.Writer
	frame.Fault{Error: err.Error()}.MarshalEasyJSON(&w)
	b, e := built(&w)
	if e != nil {
		return []byte(`{"error":"the fault can't be written"}`)
	}
	return b
}

// Frames are written and read by direct calls: through an interface, the linker would keep the decoders of replies
// too, which nobody calls and which weigh 40 KB in the module.

// written returns what a frame writes of itself.
func written(by func(*jwriter.Writer)) ([]byte, error) {
	var w jwriter.Writer
	by(&w)
	return built(&w)
}

// built returns what a writer holds.
func built(w *jwriter.Writer) ([]byte, error) { return w.BuildBytes() }

// readAll says what was wrong with a frame that a lexer has read.
func readAll(l *jlexer.Lexer) error {
	l.Consumed()
	if err := l.Error(); err != nil {
		return fmt.Errorf("the frame is not valid JSON: %w", err)
	}
	return nil
}
