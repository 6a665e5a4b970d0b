// Package act is the template Actor: it plays a strategy in words, from the facts that the Fact retriever picked and
// from the belief, and from nothing else. It works offline and is what answers when there is no LLM or when an LLM's
// draft does not hold.
//
// For every strategy english.go has several realisations with slots, "{best} fits: {reasons}."; one is playable when
// all its slots can be filled. Among the playable ones the Actor takes those it has used least, so that nothing is
// repeated before everything was said once.
package act

import (
	"strings"

	"rso/catalog"
	"rso/core/ground"
	"rso/core/prefer"
	"rso/policy"
)

// A Question is about one open attribute.
type Question struct {
	Column  int
	Options []string // the likeliest answers
}

// A Scene is all that the Actor knows when it speaks.
type Scene struct {
	Catalog  *catalog.Catalog
	Belief   *prefer.Belief
	Strategy policy.Strategy
	Items    []catalog.Item    // the items of the plan, best first
	Evidence []ground.Evidence // the facts it may use
	Question *Question         // what an elicitation asks for; nil when nothing is open
	Relaxed  []prefer.Constraint
	Total    int      // candidates
	Occasion Occasion // what the shopper just did
	Accepted bool     // the shopper took the item
	Lead     bool     // a second utterance of the same turn follows
}

// An Occasion is what a social utterance answers to.
type Occasion uint8

const (
	Other Occasion = iota
	Greeting
	Thanks
	Farewell
	Restart
	Nothing // no candidate is left
)

// An Actor speaks. It remembers what it has said.
type Actor struct {
	Used []Use // in the order of first use
}

// A Use counts how often a realisation was used.
type Use struct {
	Text string
	N    int
}

// uses returns the count of a realisation, to be read or raised.
func (a *Actor) uses(text string) *int {
	for i := range a.Used {
		if a.Used[i].Text == text {
			return &a.Used[i].N
		}
	}
	a.Used = append(a.Used, Use{Text: text})
	return &a.Used[len(a.Used)-1].N
}

// Speak plays the scene's strategy. Every name and number in the answer is from the scene's evidence or belief.
func (a *Actor) Speak(s *Scene) string {
	best, fewest := "", -1
	var filled string
	for _, t := range s.realisations() {
		text, ok := s.fill(t)
		if !ok {
			continue
		}
		if n := *a.uses(t); fewest < 0 || n < fewest {
			best, filled, fewest = t, text, n
		}
	}
	if fewest < 0 {
		return ""
	}
	*a.uses(best)++
	return filled
}

// fill replaces the slots of a realisation; ok is false when one can't be filled.
func (s *Scene) fill(t string) (text string, ok bool) {
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(t, "{")
		b.WriteString(before)
		if !found {
			return upper(b.String()), true
		}
		slot, after, _ := strings.Cut(rest, "}")
		v := s.slot(slot)
		if v == "" {
			return "", false
		}
		b.WriteString(v)
		t = after
	}
}

// upper gives a sentence its capital.
func upper(s string) string {
	if s != "" && 'a' <= s[0] && s[0] <= 'z' {
		return string(s[0]-'a'+'A') + s[1:]
	}
	return s
}
