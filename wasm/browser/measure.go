//go:build js && wasm && !search && measure

package main

import (
	"errors"

	"github.com/hack-pad/safejs"
)

// measured are methods for ./build.sh bench understand alone: a module of its own has them.
func measured(s *session) map[string]handler {
	return map[string]handler{"understand": s.understand}
}

// understand reads a message, a string, and answers how many constraints it has: strings and numbers cross the boundary
// in no time, so that the reading is what is measured.
func (s *session) understand(args []safejs.Value) (any, error) {
	if len(args) != 1 {
		return nil, errors.New("understand takes one string")
	}
	text, err := args[0].String()
	if err != nil {
		return nil, err
	}
	return len(s.Understand(text).Constraints), nil
}
