package prompt

import (
	"errors"
	"fmt"

	"rso/core/jlexer"
)

// Read reads a frame that somebody sent. It is strict: what is not a request within the bounds of [Request.Check], or has
// a field that requests don't have, gives an error that names the field, in a sentence that may be sent back.
func Read(frame []byte) (Request, error) {
	if len(frame) > MaxFrame {
		return Request{}, fmt.Errorf("prompt: the request has %d bytes: at most %d are allowed", len(frame), MaxFrame)
	}
	var r Request
	l := jlexer.Lexer{Data: frame}
	r.UnmarshalEasyJSON(&l)
	l.Consumed()
	if err := l.Error(); err != nil {
		return Request{}, explain(frame, err)
	}
	if err := r.Check(); err != nil {
		return Request{}, err
	}
	return r, nil
}

// explain puts a lexer's error in words, without the frame, which the lexer's own has.
func explain(frame []byte, err error) error {
	var e *jlexer.LexerError
	if !errors.As(err, &e) {
		return fmt.Errorf("prompt: the request can't be read: %w", err)
	}
	if e.Reason == "unknown field" {
		name := e.Data
		shorten(&name, maxName)
		return fmt.Errorf("prompt: there is no field %q in a request: leave it out", name)
	}
	if name := FieldBefore(frame, e.Offset); name != "" {
		shorten(&name, maxName)
		return fmt.Errorf("prompt: the request's field %q can't be read, byte %d: %s", name, e.Offset, e.Reason)
	}
	return fmt.Errorf("prompt: the request is not a JSON object of the fields that it must have, byte %d: %s", e.Offset, e.Reason)
}

// FieldBefore returns the name of the last field of a JSON object that begins before an offset, "" when there is none: where a lexer
// gave up.
func FieldBefore(frame []byte, offset int) string {
	name := ""
	offset = min(offset, len(frame))
	for i := 0; i < offset; i++ {
		if frame[i] != '"' {
			continue
		}
		start := i + 1
		for i++; i < offset && frame[i] != '"'; i++ {
			if frame[i] == '\\' {
				i++
			}
		}
		end := min(i, offset)
		next := end + 1
		for next < len(frame) && (frame[next] == ' ' || frame[next] == '\n' || frame[next] == '\t' || frame[next] == '\r') {
			next++
		}
		if next < len(frame) && frame[next] == ':' {
			name = string(frame[start:end])
		}
	}
	return name
}
