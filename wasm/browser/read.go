//go:build js && wasm && !search

package main

import (
	"errors"

	"github.com/hack-pad/safejs"
	"github.com/mailru/easyjson/jlexer"

	"rso/wasm/browser/frame"
)

// readMessage reads the frame {"text": "..."}.
func readMessage(args []safejs.Value) (m frame.Message, err error) {
	if len(args) != 1 {
		return m, errors.New(`turn takes one frame, {"text": "..."}`)
	}
	b, err := bytesOf(args[0], "frame")
	if err != nil {
		return m, err
	}
	l := jlexer.Lexer{Data: b}
	m.UnmarshalEasyJSON(&l)
	return m, readAll(&l)
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
