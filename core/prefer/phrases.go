package prefer

import (
	"slices"
	"strings"

	"rso/catalog/text"
)

// begins is the number of words that only begin a phrase.
const begins = -1

// A phraseKind is what the phrases of a language are for.
type phraseKind uint8

const (
	cues       phraseKind = iota // show a dialogue act
	names                        // words for dimensions
	concepts                     // ordinary words for values
	before                       // comparisons before a number
	behind                       // and behind one
	orders                       // superlatives and comparatives
	vagues                       // much and little of a dimension
	negations                    // turn what follows into an exclusion
	pardonings                   // turn it into something that no longer matters
	limits                       // only turn comparisons around
	idlers                       // do nothing
	narratives                   // begin what is told
	strengths                    // say whether what follows is binding (1) or a wish (0)
	signaling                    // have one meaning each
	numKinds
)

// A book is all phrases of a language, of every kind, so that a word is looked up once and not once for each.
type book struct {
	ids  map[string]int32 // by folded phrase: its first use, begins when it only begins longer ones
	uses []use
}

// A use is one kind that a phrase is of, and its number among that kind's.
type use struct {
	kind phraseKind
	id   int16
	next int32 // the phrase's next use, 0 for none
}

// A heard is the longest phrase of every kind that begins at a word.
type heard [numKinds]struct {
	id int16
	n  uint8 // words; 0 when none does
}

// add enters a phrase; the first number entered for a phrase of a kind stays.
func (b *book) add(kind phraseKind, phrase string, id int) {
	whole := text.Fold(strings.TrimSpace(phrase))
	if whole == "" {
		return
	}
	for end := range whole {
		if whole[end] != ' ' {
			continue
		}
		if _, ok := b.ids[whole[:end]]; !ok {
			b.ids[whole[:end]] = begins
		}
	}
	if len(b.uses) == 0 {
		b.uses = append(b.uses, use{}) // 0 is none
	}
	fresh := int32(len(b.uses))
	at, ok := b.ids[whole]
	if !ok || at == begins {
		b.ids[whole] = fresh
	} else {
		for b.uses[at].kind != kind && b.uses[at].next > 0 {
			at = b.uses[at].next
		}
		if b.uses[at].kind == kind {
			return
		}
		b.uses[at].next = fresh
	}
	b.uses = append(b.uses, use{kind: kind, id: int16(id)})
}

// addAll enters every phrase of a list separated by semicolons.
func (b *book) addAll(kind phraseKind, list string, id int) {
	for list != "" {
		phrase, rest, _ := strings.Cut(list, ";")
		b.add(kind, phrase, id)
		list = rest
	}
}

// read finds the phrases that begin at toks[i]. None reaches over the end of a sentence.
func (b *book) read(toks []text.Token, i int) (h heard) {
	var room [64]byte
	words := room[:0]
	for j := i; j < len(toks) && (j == i || toks[j].Gap != '.'); j++ {
		var at int32
		var ok bool
		if j == i {
			at, ok = b.ids[toks[j].Word]
		} else {
			if j == i+1 {
				words = append(words, toks[i].Word...)
			}
			words = append(append(words, ' '), toks[j].Word...)
			at, ok = b.ids[string(words)]
		}
		if !ok {
			break
		}
		if at == begins {
			continue
		}
		for ; at > 0; at = b.uses[at].next {
			u := b.uses[at]
			h[u.kind].id, h[u.kind].n = u.id, uint8(j-i+1)
		}
	}
	return h
}

// at returns the longest phrase of one kind that begins at toks[i].
func (b *book) at(kind phraseKind, toks []text.Token, i int) (id, n int) {
	if i >= len(toks) {
		return 0, 0
	}
	h := b.read(toks, i)
	return int(h[kind].id), int(h[kind].n)
}

// each calls f with every word of the phrases of some kinds, in no order.
func (b *book) each(kinds []phraseKind, f func(word string)) {
	for phrase, at := range b.ids {
		for ; at > 0; at = b.uses[at].next {
			if slices.Contains(kinds, b.uses[at].kind) {
				for _, w := range strings.Fields(phrase) {
					f(w)
				}
				break
			}
		}
	}
}
