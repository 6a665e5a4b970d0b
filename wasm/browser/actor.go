//go:build js && wasm && !search && actor

package main

import (
	"errors"
	"fmt"

	"github.com/hack-pad/safejs"
	"rso/core/jwriter"

	"rso/core"
	"rso/core/act/prompt"
	"rso/core/ground"
	"rso/wasm/browser/frame"
)

// acted are the methods for a language model's words: what to ask it, and what of its draft holds. They are a tenth of the
// module that has them, actor.wasm, and most pages speak in the template Actor's words.
func acted(s *session) map[string]handler {
	return map[string]handler{"prompt": s.frame(s.prompt), "draft": s.frame(s.piece)}
}

// checked reads the part of a language's pack that checks drafts.
func checked(pack string) (*ground.Language, error) {
	_, _, checks, err := core.Unpack(pack)
	if err != nil {
		return nil, err
	}
	l, err := ground.ReadLanguage(checks)
	if err != nil {
		return nil, fmt.Errorf("the part that checks: %w", err)
	}
	return l, nil
}

// prompt is what a language model is asked for the last reply.
func (s *session) prompt([]safejs.Value) ([]byte, error) {
	r := s.Request()
	if r == nil {
		return nil, errors.New("nothing was said yet: call turn first, then prompt")
	}
	s.Expect()
	var w jwriter.Writer
	prompt.Frame{Request: r, Messages: r.Messages()}.MarshalEasyJSON(&w)
	return built(&w)
}

// piece answers {"text": "…", "end": false, "cut": false}, the next piece of a draft, with what may be shown of it.
func (s *session) piece(args []safejs.Value) ([]byte, error) {
	var p frame.Piece
	err := readFrame(args, `draft takes one frame, {"text": "...", "end": false, "cut": false}`, p.UnmarshalEasyJSON)
	if err != nil {
		return nil, err
	}
	v := s.Draft(p.Text)
	if p.End {
		told := v.Faults
		v = s.EndDraft(p.Cut)
		v.Faults = append(told, v.Faults...)
	}
	var w jwriter.Writer
	v.MarshalEasyJSON(&w)
	return built(&w)
}
