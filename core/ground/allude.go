package ground

import (
	"math/bits"
	"slices"
	"strings"

	"rso/catalog/text"
)

// mostAllusive bounds how many words of an item an allusion has: "the wireless pink one".
const mostAllusive = 4

// alluded reads words behind an article, or behind whose it is, that only one item of the plan has in its name or its record: "the moka pot", "the
// pink one", "the two matte lipsticks" where there are two. What a record has but the name hasn't points at the item only
// where the words are the subject, or stand before "one".
func (rd *reading) alluded(i int) (items uint32, n int) {
	plan := rd.sc.plan()
	if i == 0 || i >= len(rd.toks) || plan&(plan-1) == 0 {
		return 0, 0
	}
	if rd.toks[i].Gap != 0 || !(rd.v.l.has(rd.toks[i-1:i], 0, the) > 0 || rd.possessive(i-1)) {
		return rd.listed(i)
	}
	at, count := i, 1
	if v, ok := rd.v.r.Number(rd.toks[i].Word); ok && v >= 2 && v <= float64(len(rd.sc.Items)) && !rd.hyphenates(i) {
		at, count = i+1, int(v)
	}
	items = plan
	titled, ones := false, false
	for k := at; k < len(rd.toks) && k < at+mostAllusive && (k == at || rd.toks[k].Gap == 0 || rd.joined(k)); k++ {
		if rd.has(k, one) > 0 {
			n, ones = k+1-i, true
			break
		}
		named, known := rd.having(k)
		if rd.function(k) && !rd.hyphenates(k) {
			if named == 0 {
				break
			}
			continue // "the down comforter"
		}
		if items&(named|known) == 0 {
			break
		}
		titled = titled || items&named != 0 && plan&^named != 0
		items, n = items&(named|known), k+1-i
	}
	if i > 1 && rd.has(i-2, is) > 0 && !ones {
		return 0, 0 // "is the mystery" says what it is
	}
	if n <= at-i || items == plan || bits.OnesCount32(items) != count || !(ones || titled || rd.subjective(i+n)) {
		return 0, 0
	}
	return items, n
}

// listed reads words of the name of one item of the plan that stand in a list, whatever their order: "…, or turkey mousse at
// £9.40".
func (rd *reading) listed(i int) (items uint32, n int) {
	if !rd.sc.letters[rd.toks[i].Word[0]] || rd.toks[i].Gap == 0 && rd.has(i-1, and) == 0 && rd.has(i-1, contrast) == 0 {
		return 0, 0
	}
	items = rd.sc.plan()
	for k := i; k < len(rd.toks) && k < i+mostAllusive && (k == i || rd.toks[k].Gap == 0) && !rd.function(k); k++ {
		named, _ := rd.having(k)
		if items&named == 0 {
			break
		}
		items, n = items&named, n+1
	}
	if n < 2 || items&(items-1) != 0 {
		return 0, 0
	}
	return items, n
}

// alluding says whether what the word at token i begins alludes to some items, though it is read as pointing at all: "the two
// matte lipsticks", "the two-seater".
func (rd *reading) alluding(i int) bool {
	all := rd.has(i, every)
	if all < 2 {
		return false
	}
	_, n := rd.alluded(i + 1)
	return n > all-1
}

// hyphenates says whether a hyphen ties the word at token i to the next.
func (rd *reading) hyphenates(i int) bool { return i+1 < len(rd.toks) && rd.hyphenated(i+1) }

// having returns the items of the plan whose name has the word at token k, and those whose record has it among its values.
func (rd *reading) having(k int) (named, known uint32) {
	columns, n := rd.st.Label(k)
	word := rd.toks[k].Word
	if v, ok := rd.v.r.Number(word); ok && rd.hyphenates(k) { // "the two-seater"
		word = plainNumber(v, false)
	}
	for at := range rd.sc.Items {
		for _, t := range rd.sc.titles[at] {
			if rd.same(word, t.Word) || len(t.Word) >= shortestBegin && len(word) <= len(t.Word)+2 && strings.HasPrefix(word, t.Word) { // "the orbital sander" is a random orbit sander
				named |= 1 << at
			}
		}
		if rd.v.record(rd.sc.items[at]).says(word) {
			known |= 1 << at
		}
		for _, form := range rd.v.formsOf(rd.toks[k].Word) {
			if rd.v.record(rd.sc.items[at]).says(form) {
				known |= 1 << at
			}
		}
		if n == 1 {
			if truth, yes, sure := rd.st.Truth(columns[0], rd.sc.items[at]); truth && yes && sure {
				known |= 1 << at
			}
		}
	}
	return named, known
}

// subjective says whether what ends before token k is the subject of the clause: a verb follows, or a number.
func (rd *reading) subjective(k int) bool {
	return k < len(rd.toks) && rd.toks[k].Gap == 0 && (rd.has(k, is) > 0 || rd.has(k, aux) > 0 || rd.numeric(k))
}

// refined returns the item that is meant by the name of another that its own begins with, where a word beside the name tells:
// "the left-handed Rosalind", "the Velvet Tonka mist".
func (rd *reading) refined(item uint32, first, last int) uint32 {
	own := rd.sc.titles[bits.TrailingZeros32(item)]
	var longer uint32
	for at, title := range rd.sc.titles {
		if len(title) > len(own) && slices.EqualFunc(own, title[:len(own)], func(a, b text.Token) bool { return a.Word == b.Word }) {
			longer |= 1 << at
		}
	}
	if longer == 0 {
		return item
	}
	tells := func(k int) uint32 {
		named, known := rd.having(k)
		if (named|known)&item != 0 {
			return 0
		}
		return (named | known) & longer
	}
	if last < len(rd.toks) && rd.toks[last].Gap == 0 && !rd.function(last) {
		if of := tells(last); of != 0 && of&(of-1) == 0 {
			return of
		}
	}
	for k := first - 1; k >= max(0, first-3) && rd.toks[k+1].Gap == 0 && !rd.function(k); k-- {
		if of := tells(k); of != 0 && of&(of-1) == 0 {
			return of
		}
	}
	return item
}

// someone says whether "the … one" stands at token i with a word that tells nothing of the items: it may be any of them, "the
// big one".
func (rd *reading) someone(i int) bool {
	if i == 0 || i+1 >= len(rd.toks) || rd.has(i-1, the) == 0 || rd.has(i+1, one) == 0 || rd.toks[i].Gap != 0 || rd.toks[i+1].Gap != 0 || rd.numeric(i) || rd.said[i].n > 0 {
		return false
	}
	_, label := rd.st.Label(i)
	_, _, value := rd.st.Values(i)
	_, compared := rd.st.Compared(i)
	return label+value+compared == 0 && rd.st.Ordinal(i) == 0 && rd.plain(i)
}
