package core

import (
	"fmt"
	"unicode/utf8"

	"rso/core/jlexer"
	"rso/core/jwriter"
)

// stateVersion is the version of saved sessions.
//
//	1  first version: the messages
//	2  what was shown for the last of them, where it was not the reply that they give
//	3  gestures among the messages
const stateVersion = 3

// maxLog is how many messages a session remembers for Save: of a longer conversation the latest.
const maxLog = 500

// Save returns the session's state as JSON. The same session gives the same bytes.
//
// A session has no randomness, so its messages are its state, with what [Session.Said] was told of the last turns.
// Restore says the messages again (about a millisecond each in the page). What they lead to can't be out of step with
// the code that reads it, and a session outlives a recompiled catalog.
func (s *Session) Save() []byte {
	var w jwriter.Writer
	messages := make([]savedMessage, len(s.log))
	for k, g := range s.log {
		messages[k].Gesture = g
	}
	savedSession{stateVersion, s.catalog.Identity(), messages, s.replaced()}.MarshalEasyJSON(&w)
	out, _ := w.BuildBytes() // fails only after an error of the writer, which strings and numbers don't cause
	return out
}

// Restore puts a session into a saved state. On an error the session is as it was.
func (s *Session) Restore(state []byte) error {
	var v savedSession
	l := jlexer.Lexer{Data: state}
	v.UnmarshalEasyJSON(&l)
	l.Consumed()
	if err := l.Error(); err != nil {
		return fmt.Errorf("core: the saved session can't be read (%w): start a new one", err)
	}
	if v.Version < 1 || v.Version > stateVersion {
		return fmt.Errorf("core: the saved session has version %d, this release reads 1 to %d: start a new one", v.Version, stateVersion)
	}
	s.Reset()
	n := len(v.Messages)
	for k := max(0, n-maxLog); k < n; k++ {
		if _, err := s.Act(v.Messages[k].Gesture); err != nil { // a message, or what means nothing in a recompiled catalog: its words are left
			s.Turn(v.Messages[k].Text)
		}
		if at := k - n + len(v.Said); at >= 0 {
			s.Said(v.Said[at])
		}
	}
	return nil
}

// remembered returns a message as it is kept: of bounded length, and valid UTF-8 as JSON demands, so that saying it
// again is the same.
func remembered(text string) string {
	const most = 8000
	text = string([]rune(text[:min(len(text), most)])) // longer, when it was broken
	end := min(len(text), most)
	for end < len(text) && !utf8.RuneStart(text[end]) {
		end--
	}
	return text[:end]
}
