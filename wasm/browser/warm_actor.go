//go:build js && wasm && !search && actor

package main

import (
	"strings"
	"time"

	"rso/core"
)

// The drafts that are verified after each message while nobody types, in slices with pauses between them in which the page has
// the thread to itself: the first words of a language model are then as quick to verify as later ones.
const (
	warmDraft = 24 * time.Millisecond // of work, for each message
	warmSlice = 4 * time.Millisecond
	warmPause = time.Millisecond
)

// warmDrafts verifies what a language model might write of a reply.
func warmDrafts(s *core.Session, r core.Reply) {
	if len(r.Items) == 0 {
		return
	}
	s.Request()
	text := draftOf(r)
	for left := warmDraft; left > 0; time.Sleep(warmPause) {
		began := time.Now()
		for time.Since(began) < warmSlice {
			s.Finish(text)
		}
		left -= max(warmSlice, time.Since(began))
	}
}

// draftOf tells a reply with what its items have.
func draftOf(r core.Reply) string {
	var b strings.Builder
	b.WriteString(r.Text)
	for _, i := range r.Items {
		b.WriteString(" I think " + i.Title + " could be right for you")
		for _, a := range i.Attributes {
			if len(a.Values) > 0 {
				b.WriteString(", with " + strings.Join(a.Values[:min(2, len(a.Values))], " and ") + " for " + a.Name)
			}
		}
		b.WriteString(", and it isn't too much for an evening.")
	}
	return b.String()
}
