package prefer

import (
	"strings"

	"rso/catalog/text"
	"rso/policy"
)

// Heard returns what the words of a message show by themselves, without a catalog: its acts, its length, whether it asks,
// and its tone. Readers of human dialogues and sessions both start here, so that "long" and "pleased" mean the same to
// both.
func (l *Language) Heard(message string) policy.Message {
	toks := text.Tokens(nil, message)
	return l.heard(message, toks, l.hear(toks))
}

// negatedTone is how many words a "not" turns praise into blame for.
const negatedTone = 3

// hear finds the phrases of a message, word by word.
func (l *Language) hear(toks []text.Token) []heard {
	list := make([]heard, len(toks))
	for i := range toks {
		list[i], _ = l.phrases.read(toks, i)
	}
	return list
}

// heard measures a tokenised message.
func (l *Language) heard(message string, toks []text.Token, at []heard) policy.Message {
	m := policy.Message{Acts: l.acts(message, toks, at), Words: len(toks), Question: strings.Contains(message, "?")}
	negated := 0
	for _, t := range toks {
		if t.Gap == '.' {
			negated = 0
		}
		praise, blame := l.is(praise, t.Word), l.is(blame, t.Word)
		switch {
		case l.is(not, t.Word):
			negated = negatedTone + 1
		case praise && negated == 0, blame && negated > 0:
			m.Positive = true
		case praise, blame:
			m.Negative = true
		}
		negated = max(0, negated-1)
	}
	return m
}

// acts lists the acts of a tokenised message, most telling first.
func (l *Language) acts(message string, toks []text.Token, at []heard) []policy.Act {
	var found [policy.NumActs]bool
	none := true
	for i := 0; i < len(toks); {
		k, n := at[i][cues].id, int(at[i][cues].n)
		if n == 0 {
			i++
			continue
		}
		if cue := l.cueList[k]; cue.fits(toks, i, n) {
			found[cue.act], none = true, false
		}
		i += n
	}
	if none && strings.Contains(message, "?") {
		found[policy.AskItem], none = true, false
	}
	if none {
		found[policy.Inform] = true
	}
	var acts []policy.Act
	for _, a := range telling {
		if found[a] {
			acts = append(acts, a)
		}
	}
	return acts
}

// telling orders acts: of two in one message, the one that decides what a good reply does comes first. "Thanks,
// I'll watch it" is a choice, "hi, something funny?" a request.
var telling = [...]policy.Act{policy.Choose, policy.Compare, policy.AskItem, policy.Seen, policy.Repair, policy.Critique, policy.Reject,
	policy.Request, policy.Inform, policy.Deny, policy.Affirm, policy.Bye, policy.Thank, policy.Greet, policy.OffTopic}

// A cue is a phrase that shows an act, where it stands.
type cue struct {
	act   policy.Act
	where place
}

// place says where a phrase must stand to be a cue.
type place uint8

const (
	anywhere place = iota
	opening        // first words of a sentence or clause
	alone          // a clause of its own: "ok", but not "an ok film"
	numPlaces
)

func (p place) String() string { return [...]string{"anywhere", "opening", "alone"}[p] }

// fits says whether the cue's phrase, words [i, i+n), stands where it must.
func (c cue) fits(toks []text.Token, i, n int) bool {
	starts := i == 0 || toks[i].Gap != 0
	ends := i+n == len(toks) || toks[i+n].Gap != 0
	switch c.where {
	case opening:
		return starts
	case alone:
		return starts && ends
	}
	return true
}
