//go:build js && wasm && !search

package main

import (
	"errors"

	"github.com/hack-pad/safejs"
	"rso/core/jlexer"

	"rso/wasm/browser/frame"
)

// readFrame reads the only argument of a method, a frame.
func readFrame(args []safejs.Value, takes string, by func(*jlexer.Lexer)) error {
	l, err := lexer(args, takes)
	if err != nil {
		return err
	}
	by(l)
	return readAll(l)
}

// lexer begins to read the only argument of a method.
func lexer(args []safejs.Value, takes string) (*jlexer.Lexer, error) {
	if len(args) != 1 {
		return nil, errors.New(takes)
	}
	b, err := bytesOf(args[0], "frame")
	return &jlexer.Lexer{Data: b}, err
}

// readOptions reads the options; an empty array stands for none.
func readOptions(v safejs.Value) (o frame.Options, err error) {
	b, err := bytesOf(v, "options")
	if err != nil || len(b) == 0 {
		return o, err
	}
	l := jlexer.Lexer{Data: b}
	o.UnmarshalEasyJSON(&l)
	return o, readAll(&l)
}
