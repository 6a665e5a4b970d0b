package core

import (
	"rso/core/jlexer"

	"rso/core/jwriter"
)

// A savedSession is a session as it is stored: what the shopper said, and did by hand. The same messages give the same
// session. Only what was shown in the place of the replies that they give is stored beside them.
//
//easyjson:json
type savedSession struct {
	Version  int            `json:"version"`
	Catalog  string         `json:"catalog"` // identity of the catalog, for people who read the file
	Messages []savedMessage `json:"messages"`
	Said     []string       `json:"said,omitempty"` // what was shown for the last messages, "" for the reply that they give
}

// A savedMessage is a gesture, or the text of a message.
type savedMessage struct{ Gesture }

// MarshalEasyJSON writes a string of a message.
func (m savedMessage) MarshalEasyJSON(w *jwriter.Writer) {
	if m.done() == 0 {
		w.String(m.Text)
		return
	}
	m.Gesture.MarshalEasyJSON(w)
}

// UnmarshalEasyJSON reads either.
func (m *savedMessage) UnmarshalEasyJSON(l *jlexer.Lexer) {
	if l.IsDelim('"') {
		m.Text = l.String()
		return
	}
	m.Gesture.UnmarshalEasyJSON(l)
}
