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
		if rd.v.c.Column(k).Kind == catalog.Values && slices.ContainsFunc(NameWords(rd.v.c.Column(k).Name), func(w string) bool {
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
