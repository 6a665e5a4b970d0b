//go:build js && wasm && !search

package main

import (
	"errors"

	"github.com/hack-pad/safejs"
)

// apply changes the catalog by a delta; the conversation goes on.
func (s *session) apply(args []safejs.Value) ([]byte, error) {
	if len(args) != 1 {
		return nil, errors.New("apply takes one delta, the bytes of a file that catalog/compile -delta made")
	}
	b, err := bytesOf(args[0], "delta")
	if err != nil {
		return nil, err
	}
	return []byte("{}"), s.Apply(b)
}
