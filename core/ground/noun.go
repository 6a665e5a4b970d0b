package ground

import (
	"slices"
	"strings"
	"unicode"
)

// Where every noun has a capital, a capital makes no name. What is left of a run of them may be one when its words are no
// ordinary nouns of the language and there are several, "Robert Redford", when the catalog calls something by it, or when it
// is written as no noun is: "OnePlus", "XT".

// properNames claims the names among the words of [first, last), which have capitals.
func (rd *reading) properNames(first, last int) {
	if last-first > 1 && !rd.ordinaryRun(first, last) && (rd.supported(first, last) != 0 || rd.called(first, last, true) != nothing) {
		rd.name(first, last)
		return
	}
	from, words := first, 0 // the name at hand, and of how many words it is
	end := func(to int) {
		if words > 0 && rd.proper(from, to, words) {
			rd.name(from, to)
		}
		words = 0
	}
	for i := first; i < last; {
		next := i + 1
		for next < last && rd.hyphenated(next) {
			next++
		}
		switch {
		case next-i == 1 && !rd.ordinary(i), next-i > 1 && !rd.ordinary(next-1):
			if words == 0 {
				from = i
			}
			words++
		default:
			end(i)
			for k := i; k < next; k++ { // "ein Tarantino-Film"
				if rd.brand(k) {
					rd.name(k, k+1)
				}
			}
		}
		i = next
	}
	end(last)
}

// ordinaryRun says whether every word of [first, last) is an ordinary one.
func (rd *reading) ordinaryRun(first, last int) bool {
	for k := first; k < last; k++ {
		if !rd.ordinary(k) {
			return false
		}
	}
	return true
}

// hyphenated says whether a hyphen alone stands before token i.
func (rd *reading) hyphenated(i int) bool {
	switch rd.text[rd.toks[i-1].End:rd.toks[i].Start] {
	case "-", "‑":
		return true
	}
	return false
}

// ordinary says whether the word at token i is a noun of the language, or another word of it, rather than a name.
func (rd *reading) ordinary(i int) bool {
	w := rd.toks[i].Word
	if rd.v.r.Function(w) || rd.v.r.Plain(w) || rd.said[i].n > 0 || rd.numeric(i) && w[0] > '9' {
		return true
	}
	if _, n := rd.st.Label(i); n > 0 {
		return true
	}
	if _, n := rd.st.Compared(i); n > 0 {
		return true
	}
	if _, _, n := rd.st.Values(i); n > 0 {
		return !rd.brand(i)
	}
	for _, head := range rd.v.l.heads {
		if stem, ok := strings.CutSuffix(w, head); ok && len(stem) != 1 {
			return true
		}
	}
	return false
}

// noun says whether the word at token i must be a noun: for its capital, or for what stands before it, "de acción".
func (rd *reading) noun(i int) bool {
	if rd.v.l.nouns {
		return rd.capital(i) && !rd.opens(i)
	}
	return rd.has(i, outOf) > 0 || i > 0 && rd.has(i-1, outOf) > 0
}

// proper says whether what stands in [first, last), a number of words that are not ordinary, is a name.
func (rd *reading) proper(first, last, words int) bool {
	if words > 1 {
		nouns := words == 2 && (rd.opens(first) && rd.v.l.inflected(rd.toks[first].Word) || first > 0 && rd.has(first-1, article) > 0)
		return !nouns || rd.marked(first) || rd.marked(last-1) || rd.brand(first) || rd.called(first, last, true) != nothing // but "ein Hauch Magie"
	}
	if rd.marked(first) || rd.brand(first) || rd.made(first) {
		return true
	}
	called := rd.called(first, last, true)
	return called == person || called == another && rd.titled(first)
}

// made says whether words that a maker or a person follows stand before token i: "stammt von", "Regisseur", and "von" alone
// when no plural follows, "von Kennern".
func (rd *reading) made(i int) bool {
	for k := max(0, i-3); k < i && rd.toks[i].Gap == 0; k++ {
		if n := rd.has(k, by); k+n == i && (n > 1 || rd.capital(k) || rd.has(k, outOf) > 0 && !rd.v.l.inflected(rd.toks[i].Word)) {
			return true
		}
	}
	return false
}

// titled says whether a noun that is also a title may be meant as one: not "ein Abend mit Chips", "die Titanic".
func (rd *reading) titled(i int) bool {
	if rd.opens(i) {
		return i+1 == len(rd.toks) || rd.toks[i+1].Gap == 0 // but "Super, dann …"
	}
	before := i - 1
	switch w := rd.toks[before].Word; {
	case rd.has(before, and) > 0:
		return before > 0 && rd.hidden[before-1]
	case rd.has(before, determiner) > 0 || rd.has(before, noun) > 0 || rd.has(before, by) > 0:
		return false
	default:
		return rd.capital(before) || rd.v.r.Function(w) || !rd.v.l.inflected(w)
	}
}

// brand says whether the word at token i is, or begins, what the catalog calls a maker, and isn't an ordinary word.
func (rd *reading) brand(i int) bool {
	return rd.capital(i) && !rd.plain(i) && !rd.function(i) && rd.has(i, names) == 0 && rd.ofMaker(i)
}

// marked says whether the word at token i is written as no ordinary word is: with a capital inside or a digit.
func (rd *reading) marked(i int) bool {
	for k, r := range rd.text[rd.toks[i].Start:rd.toks[i].End] {
		if k > 0 && (unicode.IsUpper(r) || unicode.IsDigit(r)) {
			return true
		}
	}
	return false
}

// inflected says whether a word may be an adjective before a noun, whose capital comes from the sentence that it begins, or a
// plural.
func (l *Language) inflected(word string) bool {
	return slices.ContainsFunc(l.adj, func(end string) bool { return strings.HasSuffix(word, end) })
}

// light says whether the word at token i may stand between what is denied and the negation at the end of the clause: anything
// but a word that joins, or a name that is no item's.
func (rd *reading) light(i int) bool {
	return rd.has(i, and) == 0 && (rd.hidden[i] || !rd.capital(i) || rd.ordinary(i))
}
