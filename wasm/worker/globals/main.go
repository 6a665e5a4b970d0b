// Globals has a WebAssembly module export its global variables, as global0, global1 and so on:
//
//	go run ./wasm/worker/globals MODULE
//
// A Go program keeps where it stands in them, its stack and its goroutine. With those exported, program.mjs can put a program back to
// where it stood when it had started. The module is written anew in its place.
//
// The format is that of the WebAssembly core specification, 5.5.
package main

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: globals MODULE")
		os.Exit(2)
	}
	if err := run(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "globals:", err)
		os.Exit(1)
	}
}

func run(file string) error {
	module, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	module, err = export(module)
	if err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	written := file + ".new"
	if err := os.WriteFile(written, module, 0o644); err != nil {
		return err
	}
	return os.Rename(written, file)
}

// Numbers of sections, and the kind of export that a global is.
const (
	globalSection = 6
	exportSection = 7
	globalKind    = 3
)

var errFormat = errors.New("this is no WebAssembly module that the go command has built")

// export returns the module with its globals exported.
func export(module []byte) ([]byte, error) {
	rest, ok := bytes.CutPrefix(module, []byte("\x00asm\x01\x00\x00\x00"))
	if !ok {
		return nil, errFormat
	}
	out := append([]byte(nil), module[:8]...)
	globals, exported := uint64(0), false
	for len(rest) > 0 {
		id := rest[0]
		size, n := binary.Uvarint(rest[1:])
		if n <= 0 || size > uint64(len(rest)-1-n) {
			return nil, errFormat
		}
		body := rest[1+n : 1+n+int(size)]
		rest = rest[1+n+int(size):]
		switch id {
		case globalSection:
			if globals, n = binary.Uvarint(body); n <= 0 {
				return nil, errFormat
			}
		case exportSection:
			count, n := binary.Uvarint(body)
			if n <= 0 || exported {
				return nil, errFormat
			}
			exported = true
			more := binary.AppendUvarint(nil, count+globals)
			more = append(more, body[n:]...)
			for k := range globals {
				name := fmt.Sprintf("global%d", k)
				more = append(binary.AppendUvarint(more, uint64(len(name))), name...)
				more = binary.AppendUvarint(append(more, globalKind), k)
			}
			body = more
		}
		out = append(binary.AppendUvarint(append(out, id), uint64(len(body))), body...)
	}
	if globals == 0 || !exported {
		return nil, errFormat
	}
	return out, nil
}
