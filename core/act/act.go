// Package act is the template Actor: it plays a strategy in words, from the facts that the Fact retriever picked and
// from the belief, and from nothing else. It works offline and is what answers when there is no LLM or when an LLM's
// draft does not hold.
//
// What it says stands in languages/*.txt: for every strategy realisations with slots, "{name} {reasons}.", by the moments that
// they are for. One is playable when all its slots can be filled. Among the playable ones the Actor takes those that repeat
// no sentence and that it has used least, so that nothing is said twice before everything was said once:
//
//	a := act.Actor{Language: act.English()}
//	a.Speak(&act.Scene{Catalog: c, Belief: &b, Strategy: policy.Recommend, Items: items, Evidence: evidence})
package act

import (
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
	Total    int             // candidates
	Occasion Occasion        // what the shopper just did
	Accepted bool            // the shopper took the item
	Lead     bool            // a second utterance of the same turn follows
	Turn     int             // the message at hand, from 1: what was said in it is news
	Offers   int             // recommendations made before
	Sorted   bool            // the first item has the most or least of what the belief is sorted by, of all that fit
	Register Register        // how the shopper writes
	First    policy.Strategy // what the first utterance of the turn plays: a lead, or the strategy itself
}

// An Occasion is what an utterance answers to.
type Occasion uint8

const (
	Other Occasion = iota
	Greeting
	Thanks
	Farewell
	Restart
	Rejected // what was on the table was turned down
	Critique // something like it, but different, is wanted
	Seen     // it was known already
	Named    // an item was asked for by its name
	Answered // the shopper answered a question
	Nothing  // no candidate is left
)

// A Register is how a shopper writes.
type Register uint8

const (
	Plain  Register = iota
	Terse           // in catchwords: replies are brief
	Chatty          // in whole sentences, and several
)

// The mean number of words of a shopper's messages from which on he is chatty, and up to which he is brief.
const (
	chattyWords = 14
	terseWords  = 2.5
	fewMessages = 3 // which say little
)

// RegisterOf tells how a shopper writes who wrote so many words in so many messages.
func RegisterOf(words, messages int) Register {
	mean := float64(words) / float64(max(messages, 1))
	switch {
	case messages < fewMessages:
		return Plain
	case mean <= terseWords:
		return Terse
	case mean >= chattyWords:
		return Chatty
	}
	return Plain
}

// occasions are the names of the occasions as conditions, in their order.
var occasions = [...]string{"other", "greeting", "thanks", "farewell", "restart", "rejected", "critique", "seen", "named", "answered", "nothing"}

// has says whether a condition of a section holds; ok is false when it is none of the scene itself.
func (s *Scene) has(condition string) (holds, ok bool) {
	for o, name := range occasions {
		if name == condition {
			return s.Occasion == Occasion(o), true
		}
	}
	if r, isRole := catalog.ParseRole(condition); isRole { // of what is asked about
		return s.Question != nil && s.Catalog.Column(s.Question.Column).Role == r, true
	}
	switch condition {
	case "lead":
		return s.Lead, true
	case "accepted":
		return s.Accepted, true
	case "sorted":
		return s.Sorted, true
	case "one":
		return s.Total == 1 && len(s.Items) == 1, true
	case "first":
		return s.Offers == 0, true
	case "terse":
		return s.Register == Terse, true
	case "chatty":
		return s.Register == Chatty, true
	case "nothing_open":
		return s.Question == nil, true
	}
	return false, false
}
