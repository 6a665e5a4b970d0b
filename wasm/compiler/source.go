//go:build js && wasm

package main

import (
	"errors"
	"io"

	"github.com/hack-pad/safejs"
)

// A source reads a Uint8Array piece by piece: the feed needn't be in the module's memory, which never shrinks.
type source struct {
	bytes safejs.Value
	at, n int
	show  func(stage string, done, total int)
}

func (s *source) Read(p []byte) (int, error) {
	if s.at == s.n {
		return 0, io.EOF
	}
	part, err := s.bytes.Call("subarray", s.at, min(s.at+len(p), s.n))
	if err != nil {
		return 0, err
	}
	n, err := safejs.CopyBytesToGo(p, part)
	if err == nil && n == 0 && len(p) > 0 {
		err = errors.New("its bytes were taken away meanwhile")
	}
	s.at += n
	s.show("reading", s.at, s.n)
	return n, err
}

// A meter passes the progress on, as often as it shows: a hundred times a stage.
type meter struct {
	call  safejs.Value // undefined: nobody listens
	stage string
	shown int
}

func (m *meter) show(stage string, done, total int) {
	if m.call.Type() != safejs.TypeFunction {
		return
	}
	percent := 100
	if total > 0 {
		percent = int(int64(done) * 100 / int64(total))
	}
	if stage == m.stage && percent == m.shown {
		return
	}
	m.stage, m.shown = stage, percent
	_, _ = m.call.Invoke(stage, done, total) // a listener that throws is its own affair
}
