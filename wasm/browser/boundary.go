//go:build js && wasm

package main

import (
	"fmt"

	"github.com/hack-pad/safejs"
	"rso/core/jlexer"
	"rso/core/jwriter"

	"rso/wasm/boundary"
	"rso/wasm/browser/frame"
)

// What the modules share, by short names.
type handler = boundary.Handler

var (
	method  = boundary.Method
	object  = boundary.Object
	bytesOf = boundary.FromJS
	toJS    = boundary.ToJS
)

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
