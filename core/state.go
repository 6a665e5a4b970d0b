package core

import (
	"fmt"
	"unicode/utf8"

	"github.com/mailru/easyjson/jlexer"
	"rso/core/jwriter"
)

// stateVersion is the version of saved sessions.
//
//	1  first version: the messages
const stateVersion = 1

// maxLog is how many messages a session remembers for Save: of a longer conversation the latest.
const maxLog = 500

// Save returns the session's state as JSON. The same session gives the same bytes.
//
// A session has no randomness, so its messages are its state: they are all that is kept, and Restore says them again
// (about a millisecond each in the page). What they lead to can't be out of step with the code that reads it, and a
// session outlives a recompiled catalog.
func (s *Session) Save() []byte {
	var w jwriter.Writer
	savedSession{stateVersion, s.catalog.Identity(), s.log}.MarshalEasyJSON(&w)
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
	if v.Version != stateVersion {
		return fmt.Errorf("core: the saved session has version %d, this release reads %d: start a new one", v.Version, stateVersion)
	}
	s.Reset()
	for _, m := range v.Messages[max(0, len(v.Messages)-maxLog):] {
		s.Turn(m)
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
