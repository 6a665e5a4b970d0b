package ground

import (
	"slices"
	"strings"

	"rso/catalog"
)

// What can be done to an item, and what it has, as the names of columns and the endings of words say.

// unable makes a claim of a verb that is denied of an item: "you can't dim it".
func (rd *reading) unable(i int) bool {
	if !rd.near(i, i-2, i, lacks) || rd.near(i, i-4, i, iSense) {
		return false
	}
	able := rd.able(i)
	if able != 0 {
		rd.claims = append(rd.claims, claim{first: i, last: i + 1, kind: DeniedAttribute, holds: rd.everyItem() &^ able})
	}
	return able != 0
}

// able returns the items whose records say that they can be done what the verb at token i says: "foldable" of "doesn't fold",
// "dimmable" of "can't be dimmed".
func (rd *reading) able(i int) (items uint32) {
	if len(rd.v.l.able) == 0 {
		return 0
	}
	verb := rd.toks[i].Word
	stems := []string{verb, verb + verb[len(verb)-1:]} // dim, dimmable
	for _, end := range [...]string{"ing", "ed", "e"} {
		if stem, ok := strings.CutSuffix(verb, end); ok && len(stem) > 2 {
			stems = append(stems, stem, stem+"e")
		}
	}
	for at, item := range rd.sc.items {
		r := rd.v.record(item)
		for _, stem := range stems {
			for _, end := range rd.v.l.able {
				if r.says(stem+end) || rd.v.mentions(item, stem+end) || rd.flagged(item, stem+end) {
					items |= 1 << at
				}
			}
		}
	}
	return items
}

// flagged says whether a column of one word says yes of an item.
func (rd *reading) flagged(item catalog.Item, name string) bool {
	for k := range rd.v.c.Columns() {
		if rd.v.c.Column(k).Kind == catalog.Values && strings.EqualFold(rd.v.c.Column(k).Name, name) {
			truth, yes, known := rd.st.Truth(k, item)
			return truth && yes && known
		}
	}
	return false
}

// freed makes a claim of a word that a column says items are free of: "neither contains fragrance", of fragrance_free.
func (rd *reading) freed(i int) bool {
	col, ok := rd.v.free[rd.toks[i].Word]
	if !ok || i+1 < len(rd.toks) && rd.has(i+1, freeOf) > 0 || !rd.says(col) {
		return false
	}
	rd.flag(i, 1, []int{col})
	return true
}

// begun finds a column that says yes or no and whose name has a word that a word begins, "touch" of "touchscreen", or is what a
// word begins with, "mic"; -1 when there is none.
func (rd *reading) begun(word string) int {
	if len(word) < shortestBegin {
		return -1
	}
	for k := range rd.v.c.Columns() {
		if rd.v.c.Column(k).Kind == catalog.Values && slices.ContainsFunc(rd.v.names[k], func(w string) bool {
			return strings.HasPrefix(w, word) || common(w, word) >= akinLetters || w == rd.v.c.Column(k).Name && len(w) > 2 && strings.HasPrefix(word, w)
		}) && rd.says(k) {
			return k
		}
	}
	return -1
}

// akinLetters is how many letters two words share that say the same: "stabilisation" of "stabilised".
const akinLetters = 7

// common counts the letters that two words begin with alike.
func common(a, b string) (n int) {
	for n < min(len(a), len(b)) && a[n] == b[n] {
		n++
	}
	return n
}

// shortestBegin is how many letters say what a word begins with.
const shortestBegin = 5
