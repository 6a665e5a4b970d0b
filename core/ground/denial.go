package ground

import (
	"slices"
	"strings"

	"rso/catalog"
	"rso/catalog/text"
)

// literal says whether a record has the words of [first, last) with the negation before them: "no return policy".
func (rd *reading) literal(first, last int) bool {
	for k := max(0, first-3); k < first; k++ {
		if rd.denies(k) > 0 && rd.supported(k, last) != 0 {
			return true
		}
	}
	words := rd.phrase(first, last)
	return slices.ContainsFunc(rd.sc.items, func(i catalog.Item) bool { return rd.v.lacksWords(rd.v.record(i), words) })
}

// closely says whether a negation stands right before tokens [i, last), but for an article: "no warranty", "without any warranty".
func (rd *reading) closely(i, last int) bool {
	for k := max(0, i-3); k < i; k++ {
		if n := rd.denies(k); n > 0 {
			for k += n; k < i && rd.function(k); k++ {
			}
			if k == i {
				return !(last < len(rd.toks) && rd.toks[last].Gap == 0 && !rd.function(last) && rd.st.Negation(last) == 0)
			}
		}
	}
	return false
}

// turns says whether a column says that there is none of what tokens [i, i+n) name: "fragrance" of "fragrance_free".
func (rd *reading) turns(col, i, n int) bool {
	name := text.Tokens(nil, strings.ReplaceAll(rd.v.c.Column(col).Name, "_", " "))
	last := len(name) - 1
	return last > 0 && rd.v.l.has(name, last, freeOf) > 0 && rd.has(i+n-1, freeOf) == 0
}

// fills says whether a record has something in one of some columns, other than that there is none.
func (rd *reading) fills(item catalog.Item, columns []int) bool {
	for _, col := range columns {
		for _, f := range rd.v.c.FactsOf(item, col) {
			if !rd.v.none(text.Fold(f.Text)) {
				return true
			}
		}
	}
	return false
}

// denial makes a claim of a word of the records that is denied: "contains no leather".
func (rd *reading) denial(i int) {
	if rd.isUnknown(i) {
		return
	}
	if rd.function(i) || rd.unable(i) {
		return
	}
	if !rd.denied(i, i+1) {
		rd.affirmed(i)
		return
	}
	if col := rd.begun(rd.toks[i].Word); col >= 0 {
		rd.flag(i, 1, []int{col})
		return
	}
	if rd.plain(i) && !(i > 0 && (rd.has(i-1, article) > 0 || rd.has(i-1, yours) > 0)) {
		return
	}
	if said := rd.supported(i, i+1); said != 0 && !rd.lacking(i) && !rd.literal(i, i+1) && !rd.lackedBy(said, rd.toks[i].Word) && !rd.unsure(said, rd.toks[i].Word) {
		rd.claims = append(rd.claims, claim{first: i, last: i + 1, kind: DeniedAttribute, holds: rd.everyItem() &^ said})
	}
}

// How far a negation reaches: words behind it in its clause, and words before it for what is denied of the item behind,
// "Sandra Bullock is not in Speed".
const (
	negationReach = 6
	negationBack  = 2
	negationLast  = 6 // where it stands last in its clause: "Robin Williams spielt in Titanic nicht mit"
)

// denied says whether what stands in tokens [first, last) is denied of the subject.
func (rd *reading) denied(first, last int) bool {
	return rd.senses.has(lacks) && (rd.before(first) || rd.behind(last))
}

// before says whether a negation before token first reaches it.
func (rd *reading) before(first int) bool {
	from := first
	for left := negationReach; from > 0 && left > 0; from-- { // a name is no longer way for its words
		if !rd.hidden[from-1] {
			left--
		}
	}
	for k := from; k < first; k++ {
		n := rd.denies(k)
		if n > 0 && rd.has(k, neither) > 0 && (k == 0 || rd.clause[k-1] != rd.clause[k]) && !rd.verb(k+n, first) {
			continue // "neither of these Fujifilms is sealed"
		}
		if n > 0 && rd.text[rd.toks[k].End:rd.toks[k+1].Start] == "-" {
			continue // "no-frost" says what there is
		}
		if n > 0 && rd.has(k, noun) > 0 && rd.ended(k+n, first) {
			continue // "no caffeine and plenty of fennel"
		}
		if n > 0 && k+n <= first && rd.clause[k] == rd.clause[first] && !rd.turned(k+n, first) {
			return true
		}
	}
	return false
}

// behind says whether a negation behind what ends before token last is about it: "rainproof it is not".
func (rd *reading) behind(last int) bool {
	reach := negationBack
	if rd.v.l.last {
		reach = negationLast
	}
	for k := last; k < min(len(rd.toks), last+reach) && rd.clause[k] == rd.clause[last-1]; k++ {
		if k > last && rd.has(k-1, it) == 0 && !(rd.v.l.last && rd.light(k-1)) {
			break
		}
		if n := rd.denies(k); n > 0 { // "rainproof it is not"
			return k+n == len(rd.toks) || rd.clause[k+n] != rd.clause[k] || rd.has(k+n, inIt) > 0
		}
	}
	return false
}

// denies counts the words at token k that negate something of an item: not those that say what the shopper or the writer
// doesn't do, and no sayings.
func (rd *reading) denies(k int) int {
	if rd.hidden[k] {
		return 0
	}
	for j := max(0, k-3); j <= k; j++ {
		if n := rd.has(j, notDenied); j+n > k {
			return 0
		}
	}
	n := rd.has(k, lacks)
	if n == 0 {
		return 0
	}
	if rd.has(k, dont) > 0 && !(k > 0 && rd.clause[k-1] == rd.clause[k] && (rd.hidden[k-1] || rd.has(k-1, all) > 0)) {
		return 0 // "don't think too long"
	}
	for j := k - 1; j >= 0 && rd.clause[j] == rd.clause[k] && !rd.hidden[j] && rd.has(j, it) == 0; j-- {
		gets := k+n < len(rd.toks) && rd.has(k+n, get) > 0 || rd.has(k, cannot) > 0 // "you won't get a certificate", "you can't machine wash it"
		if rd.has(j, iSense) > 0 || rd.has(j, wish) > 0 || rd.has(j, you) > 0 && !gets {
			return 0
		}
	}
	return n
}

// verb says whether the verb of a clause stands between two tokens.
func (rd *reading) verb(from, to int) bool {
	for k := from; k < to; k++ {
		if rd.has(k, aux) > 0 {
			return true
		}
	}
	return false
}

// ended says whether an "and" stands between two tokens.
func (rd *reading) ended(from, to int) bool {
	for k := from; k < to; k++ {
		if rd.has(k, and) > 0 {
			return true
		}
	}
	return false
}

// turned says whether a word between two tokens ends what a negation reaches: "not a comedy but a drama".
func (rd *reading) turned(from, to int) bool {
	for k := from; k < to; k++ {
		if rd.has(k, but) > 0 {
			return true
		}
	}
	return false
}

// isUnknown says whether the clause of token i, or the one before it, says that something isn't known.
func (rd *reading) isUnknown(i int) bool { return rd.inClause(i, unknownSense, 1) }
