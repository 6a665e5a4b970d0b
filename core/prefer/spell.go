package prefer

import (
	"slices"
	"strings"

	"rso/catalog"
	"rso/catalog/text"
)

// Misspelt words of the grammar: "cheeper then 30 dolars" bounds a price as well. A word that neither the catalog nor the
// language knows is read as the one word of the grammar that is an edit away (two, in long words), when its first letter
// is right. The message itself stays as it was typed, so that spans are the shopper's words.

// grammar collects the words that can be misspelt: those of phrases with a meaning, and number words and units.
func (l *Language) grammar() map[byte][]string {
	letters := map[byte][]string{}
	seen := map[string]bool{}
	add := func(w string) {
		if len(w) >= minSpelt && !seen[w] {
			seen[w] = true
			letters[w[0]] = append(letters[w[0]], w)
		}
	}
	l.phrases.each([]phraseKind{names, orders, vagues, before, behind, negations, limits, strengths, signaling}, add)
	l.phrases.each([]phraseKind{concepts}, func(w string) {
		if len(w) > minSpelt { // a short one is as close to what shops sell: "pots" and "pets"
			add(w)
		}
	})
	for w := range l.numbers {
		add(w)
	}
	for w := range l.units {
		add(w)
	}
	for w := range l.decades {
		add(w)
	}
	for w := range l.ordinals {
		add(w)
	}
	for w := range l.parts {
		add(w)
	}
	for w, k := range l.phrases.All() {
		if l.phrases.entries[k].sets.has(function) {
			add(w)
		}
	}
	return letters
}

// Limits of the correction of words.
const (
	minSpelt   = 4  // a shorter word is close to too many others
	longSpelt  = 8  // in words this long two letters may be wrong
	mostSpelt  = 12 // words of a message that are tried
	maxSpelled = 24 // the longest word that is tried
)

// knows says whether a word is one of the language's.
func (l *Language) knows(w string) bool {
	if l.is(function, w) || l.is(common, w) || l.ordinary(w) {
		return true
	}
	for _, v := range l.letters()[w[0]] {
		if v == w {
			return true
		}
	}
	return false
}

// spell returns a copy of the tokens in which misspelt words of the grammar are right.
func (r *Reasoner) spell(toks []text.Token) []text.Token {
	out, tried := toks, 0
	for i, t := range toks {
		w, known := r.spelt[t.Word]
		if !known {
			if len(t.Word) < minSpelt || len(t.Word) > maxSpelled || tried == mostSpelt || t.Word[0] >= '0' && t.Word[0] <= '9' {
				continue
			}
			if base, owns := strings.CutSuffix(t.Word, "'s"); owns && !r.l.knows(t.Word) && !r.c.HasWord(t.Word) && r.speaks(base) {
				w = base // "the colour's up to you"
			} else if _, column := r.x.named.At(toks, i); column == 0 && !r.l.knows(t.Word) && len(r.forms(t.Word)) == 0 {
				w = r.meant(t.Word)
				tried++
			}
			if len(r.spelt) > maxParts {
				r.spelt = map[string]string{}
			}
			r.spelt[strings.Clone(t.Word)] = w // a word shares its message's memory
		}
		if w == "" {
			continue
		}
		if &out[0] == &toks[0] {
			out = append([]text.Token(nil), toks...)
		}
		out[i].Word = w
	}
	return out
}

// speaks says whether a word names a column, or is in the catalog.
func (r *Reasoner) speaks(w string) bool {
	_, label := r.l.phrases.at(names, wordTokens(w), 0)
	_, column := r.x.named.At(wordTokens(w), 0)
	return label > 0 || column > 0 || r.c.HasWord(w)
}

// meant returns the word of the grammar that w is a misspelling of, "" when there is none or the catalog has a word that
// is as close.
func (r *Reasoner) meant(w string) string {
	limit := 1
	if len(w) >= longSpelt {
		limit = 2
	}
	best, cost := "", limit+1
	for k, list := range [...]map[byte][]string{r.l.letters(), r.letters} {
		for _, v := range list[w[0]] {
			if len(v) > len(w)+cost || len(w) > len(v)+cost || k == 1 && (catalog.Edits(w, v) > 1 || len(w) <= minSpelt && !slipped(w, v)) {
				continue // "assembled" is no misspelt "assembly"
			}
			if d := catalog.Edits(w, v); d < cost || d == cost && best != "" && likelier(v, best) {
				best, cost = v, d
			}
		}
	}
	for _, v := range r.x.initial[w[0]] {
		if best != "" && len(v) <= len(w)+cost+1 && r.edits(w, v) <= cost && v != best && !slices.Contains(r.l.singular(v), best) {
			return "" // as likely the name of a value
		}
	}
	return best
}

// likelier says which of two words that are equally close to a typed one is meant: people leave letters out more often
// than they add or change them. Of two of one length it is the first of the alphabet, so that all runs agree.
func likelier(a, b string) bool { return len(a) > len(b) || len(a) == len(b) && a < b }
