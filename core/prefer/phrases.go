package prefer

import (
	"slices"
	"strings"

	"rso/catalog/text"
)

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

// A book is all phrases of a language, of every kind, and the sets of its words: a word is looked up once and not once for each.
type book struct {
	text.Phrases // a phrase's number is its place among the entries
	entries      []entry
	uses         []use
}

// An entry is what a phrase does.
type entry struct {
	sets wordSets // of a word
	use  int32    // the first of its uses, 0 when it has none
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

// entry returns what a folded phrase does.
func (b *book) entry(folded string) *entry {
	k, ok := b.Number(folded)
	if !ok {
		k = len(b.entries)
		b.Set(folded, k)
		b.entries = append(b.entries, entry{})
	}
	return &b.entries[k]
}

// setsOf returns the sets that a word is in.
func (b *book) setsOf(word string) wordSets {
	if k, ok := b.Number(word); ok {
		return b.entries[k].sets
	}
	return 0
}

// enter puts a word in a set.
func (b *book) enter(set wordSet, word string) { b.entry(word).sets |= 1 << set }

// add enters a phrase; the first number entered for a phrase of a kind stays.
func (b *book) add(kind phraseKind, phrase string, id int) {
	whole := text.Fold(strings.TrimSpace(phrase))
	if whole == "" {
		return
	}
	if len(b.uses) == 0 {
		b.uses = append(b.uses, use{}) // 0 is none
	}
	last := &b.entry(whole).use
	for *last > 0 {
		if b.uses[*last].kind == kind {
			return
		}
		last = &b.uses[*last].next
	}
	*last = int32(len(b.uses))
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

// read finds the phrases that begin at toks[i], and the sets that the word is in. No phrase reaches over the end of a sentence.
func (b *book) read(toks []text.Token, i int) (h heard, sets wordSets) {
	b.From(toks, i, func(k, words int) {
		e := &b.entries[k]
		if words == 1 {
			sets = e.sets
		}
		for at := e.use; at > 0; at = b.uses[at].next {
			u := &b.uses[at]
			h[u.kind].id, h[u.kind].n = u.id, uint8(words)
		}
	})
	return h, sets
}

// at returns the longest phrase of one kind that begins at toks[i].
func (b *book) at(kind phraseKind, toks []text.Token, i int) (id, n int) {
	if i >= len(toks) {
		return 0, 0
	}
	h, _ := b.read(toks, i)
	return int(h[kind].id), int(h[kind].n)
}

// each calls f with every word of the phrases of some kinds, in no order.
func (b *book) each(kinds []phraseKind, f func(word string)) {
	for phrase, k := range b.All() {
		for at := b.entries[k].use; at > 0; at = b.uses[at].next {
			if slices.Contains(kinds, b.uses[at].kind) {
				for _, w := range strings.Fields(phrase) {
					f(w)
				}
				break
			}
		}
	}
}
