package ground

import (
	"slices"
	"strings"

	"rso/catalog/text"
)

// What a record has only to say that there is none of it.

// affirmed makes a claim of a word that a record has only to say that there is none of it: "with a zipper" of what has latches
// instead of one.
func (rd *reading) affirmed(i int) {
	word := rd.toks[i].Word
	if len(word) < shortestDenied || rd.said[i].n > 0 || rd.used[i] || i > 0 && rd.has(i-1, noun) > 0 {
		return
	}
	c := claim{first: i, last: i + 1, kind: WrongAttribute, holds: rd.everyItem()}
	for k, item := range rd.sc.items {
		if rd.onlyDenied(rd.v.record(item), word) {
			c.holds &^= 1 << k
		}
	}
	if c.holds != rd.everyItem() && !rd.spared(i) {
		rd.claims = append(rd.claims, c)
	}
}

// shortestDenied is how many letters a word has that says what there is none of.
const shortestDenied = 4

// onlyDenied says whether a record has a word, and only behind one that says that there is none: "no box spring needed".
func (rd *reading) onlyDenied(r *record, word string) (denied bool) {
	if !r.says(word) {
		return false
	}
	toks := text.Tokens(nil, strings.ReplaceAll(r.text, "|", ";"))
	for k := range toks {
		if toks[k].Word != word {
			continue
		}
		found := false
		for j := k - 1; j >= max(0, k-noneReach) && toks[j+1].Gap == 0 && !found; j-- {
			n := rd.v.l.has(toks, j, noun)
			if found = n > 0 && j+n <= k; !found && rd.v.r.Function(toks[j].Word) && rd.v.l.has(toks, j, article) == 0 && rd.v.l.has(toks, j, outOf) == 0 {
				break // "no television on purpose"
			}
		}
		if !found {
			return false
		}
		denied = true
	}
	return denied
}

// lackedBy says whether some of the items have a word only behind one that says that there is none.
func (rd *reading) lackedBy(items uint32, word string) bool {
	for k, item := range rd.sc.items {
		if items>>k&1 == 1 && rd.onlyDenied(rd.v.record(item), word) {
			return true
		}
	}
	return false
}

// unsure says whether items have a word in no more than a description that also denies something: of descriptions only the
// words are kept, so it may be what is denied.
func (rd *reading) unsure(items uint32, word string) bool {
	for k, item := range rd.sc.items {
		if r := rd.v.record(item); items>>k&1 == 1 && !r.says(word) && !slices.ContainsFunc(rd.v.formsOf(word), r.says) {
			for _, no := range denying {
				if rd.v.mentions(item, no) {
					return true
				}
			}
		}
	}
	return false
}

// denying are words that deny what stands near them, in the languages that catalogs are in.
var denying = [...]string{"not", "no", "without", "nicht", "ohne", "kein", "keine", "sin"}

// noneReach is how far "no" and its like reach in a record.
const noneReach = 3

// lacking says whether some record has the word at token i behind a negation of its own: "not suited to induction".
func (rd *reading) lacking(i int) bool {
	for _, item := range rd.sc.items {
		words := strings.Fields(rd.v.record(item).text)
		for k, w := range words {
			if w != rd.toks[i].Word && !slices.Contains(rd.v.formsOf(rd.toks[i].Word), w) {
				continue
			}
			if k+1 < len(words) && rd.v.l.has([]text.Token{{Word: words[k+1]}}, 0, freeOf) > 0 {
				return true
			}
			for _, step := range [...]int{-1, 1} { // "bulb not included" too
				for j := k + step; j >= max(0, k-recordReach) && j <= min(len(words)-1, k+recordReach) && words[j] != "|"; j += step {
					if rd.v.none(words[j]) {
						return true
					}
				}
			}
		}
	}
	return false
}

// recordReach is how far a negation in a record reaches.
const recordReach = 4
