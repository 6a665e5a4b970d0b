package ground

import (
	"slices"
	"strings"

	"rso/catalog"
	"rso/catalog/text"
)

// values makes claims of the values that the sentence names, and of the columns that it says an item has or lacks.
func (rd *reading) values() {
	for i := 0; i < len(rd.toks); i++ {
		if rd.hidden[i] || rd.used[i] {
			continue
		}
		if es, part, n := rd.st.Values(i); n > 0 {
			rd.value(i, n, es, part)
			i += n - 1
			continue
		}
		if columns, n := rd.st.Label(i); n > 0 {
			rd.flag(i, n, columns)
			i += n - 1
			continue
		}
		if n := rd.evoked(i); n > 0 {
			i += n - 1
			continue
		}
		rd.denial(i)
	}
}

// evoked makes a claim of a word that stands for values of a catalog in another language, or for a column that says whether:
// not of one that only brings them to mind, "lustig", or that is said of much else. It returns how many words
// it is.
func (rd *reading) evoked(i int) int {
	if !rd.v.l.foreign {
		return 0
	}
	es, column, named, n := rd.st.Evoked(i)
	switch {
	case n == 0, rd.has(i, opinion) > 0, rd.unsaid(i):
	case column >= 0:
		rd.flag(i, n, []int{column})
		return n
	case named, rd.noun(i) && !rd.v.r.Plain(rd.toks[i].Word), rd.noun(i) && rd.denied(i, i+n):
		rd.value(i, n, es, false)
		return n
	}
	return 0
}

// value makes a claim of values that tokens [i, i+n) name: the item has one of them, or the words are in its record.
func (rd *reading) value(i, n int, es []catalog.Entity, part bool) {
	c := claim{first: i, last: i + n, kind: WrongAttribute, holds: rd.supported(i, i+n), names: rd.singles(i, rd.capital(i))}
	for k, item := range rd.sc.items {
		for _, e := range es {
			if rd.v.c.Column(e.Column).Has(item, e.Value) {
				c.holds |= 1 << k
			}
		}
	}
	if c.holds == 0 && n > 1 {
		all := uint32(0)
		for k, item := range rd.sc.items {
			if rd.v.saysAll(rd.v.record(item), rd.toks[i:i+n]) {
				all |= 1 << k
			}
		}
		c.holds = all
	}
	column := es[0].Column
	role := rd.v.c.Column(column).Role
	if rd.denied(i, i+n) {
		if rd.wished(i) || rd.isUnknown(i) {
			return // "not the organic coffee you were after"
		}
		if c.holds == 0 || rd.literal(i, i+n) {
			return // the record has nothing of it, or says just that: a true denial
		}
		c.holds, c.kind = rd.everyItem()&^c.holds, DeniedAttribute
		rd.claims = append(rd.claims, c)
		return
	}
	if role == catalog.People {
		c.kind = WrongPerson
	}
	switch {
	case c.holds == 0 && rd.v.l.foreign && rd.unsaid(i):
		return // "la ficha no dice si es apta para microondas"
	case c.holds == rd.everyItem(), part && !c.names && c.holds&rd.sc.plan() != 0:
		return
	case !(c.names && c.holds != 0) && (rd.wished(i) || rd.mereWord(i, n, part, role)), rd.contrasted(i):
		return
	case strings.Contains(rd.sc.belief, " "+rd.phrase(i, i+n)+" ") && (rd.wished(i) || rd.asks()), rd.asks() && len(rd.mentions) == 0:
		return
	case rd.believes(es) && (rd.wished(i) || rd.asks() || len(rd.mentions) == 0):
		return
	}
	c.fact = rd.valuesOf(column)
	rd.use(i, i+n)
	rd.claims = append(rd.claims, c)
}

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

// believes says whether the belief is about one of some values.
func (rd *reading) believes(es []catalog.Entity) bool {
	if rd.sc.Belief == nil {
		return false
	}
	for _, k := range rd.sc.Belief.Constraints {
		for _, e := range es {
			for _, v := range k.Values {
				if k.Column == e.Column && v == e.Value {
					return true
				}
			}
		}
	}
	return false
}

// mereWord says whether a word that happens to be a value is just a word here: an ordinary one that nothing says of an item.
func (rd *reading) mereWord(i, n int, part bool, role catalog.Role) bool {
	if n > 1 && !part {
		return false
	}
	if i+n < len(rd.toks) && rd.numeric(i+n) {
		return true
	}
	if !rd.v.r.Plain(rd.toks[i].Word) && !part {
		return false
	}
	if part && role != catalog.Category {
		return true
	}
	if !(i > 0 && rd.clause[i] == rd.clause[i-1] && rd.has(i-1, thatIs) > 0) {
		return true
	}
	next := i + n // "a fresh cheese", "is fresh."
	ends := next >= len(rd.toks) || rd.clause[next] != rd.clause[i] || rd.hidden[next] || rd.v.r.Function(rd.toks[next].Word)
	return rd.v.r.Plain(rd.toks[i].Word) && role != catalog.Category && !ends && rd.supported(next, next+1) == 0
}

// numeric says whether a number begins at token i.
func (rd *reading) numeric(i int) bool {
	_, spelled := rd.v.r.Number(rd.toks[i].Word)
	return spelled || rd.toks[i].Word[0] <= '9'
}

// contrasted says whether what stands at token i is said of something else than the item: "unlike a musical", "for fans of
// crime".
func (rd *reading) contrasted(i int) bool {
	for k := max(0, i-3); k < i; k++ {
		if rd.clause[k] == rd.clause[i] && rd.has(k, contrast) > 0 {
			return true
		}
	}
	return false
}

// valuesOf returns what the record of an item says in a column.
func (rd *reading) valuesOf(column int) func(int) string {
	return func(k int) string {
		var list []string
		for _, f := range rd.v.c.FactsOf(rd.sc.items[k], column) {
			list = append(list, f.Text)
		}
		return strings.Join(list, ", ")
	}
}

// flag makes a claim of the name of a column: that says yes or no, or that is denied as a whole, "without any warranty".
func (rd *reading) flag(i, n int, columns []int) {
	denied := rd.denied(i, i+n)
	for _, col := range columns {
		c := claim{first: i, last: i + n, kind: WrongAttribute, fact: rd.valuesOf(col)}
		flagged := false
		if rd.turns(col, i, n) {
			denied = !denied
		}
		for k, item := range rd.sc.items {
			truth, yes, known := rd.st.Truth(col, item)
			flagged = flagged || truth
			if truth && known && yes != denied || truth && !known && denied {
				c.holds |= 1 << k
			}
		}
		if flagged {
			if c.holds == 0 && !denied && rd.supported(i, i+n) != 0 {
				return
			}
			if denied {
				c.kind = DeniedAttribute
			}
			if rd.wished(i) || rd.asks() && len(rd.mentions) == 0 || rd.isUnknown(i) {
				return
			}
			rd.use(i, i+n)
			rd.claims = append(rd.claims, c)
			return
		}
	}
	if rd.has(i, opinion) > 0 {
		return
	}
	if !denied || rd.isUnknown(i) || rd.wished(i) || !rd.closely(i) || rd.literal(i, i+n) {
		return
	}
	c := claim{first: i, last: i + n, kind: DeniedAttribute, fact: rd.valuesOf(columns[0])}
	for k, item := range rd.sc.items {
		for _, col := range columns {
			if !rd.fills(item, []int{col}) {
				c.holds |= 1 << k
			}
		}
	}
	rd.claims = append(rd.claims, c)
}

// closely says whether a negation stands right before token i, but for an article: "no warranty", "without any warranty".
func (rd *reading) closely(i int) bool {
	for k := max(0, i-3); k < i; k++ {
		if n := rd.denies(k); n > 0 {
			for k += n; k < i && rd.v.r.Function(rd.toks[k].Word); k++ {
			}
			if k == i {
				return !(i+1 < len(rd.toks) && rd.toks[i+1].Gap == 0 && !rd.v.r.Function(rd.toks[i+1].Word) && rd.st.Negation(i+1) == 0)
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
	if rd.v.r.Function(rd.toks[i].Word) || !rd.denied(i, i+1) || rd.v.r.Plain(rd.toks[i].Word) && !(i > 0 && rd.has(i-1, article) > 0) {
		return
	}
	if said := rd.supported(i, i+1); said != 0 {
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
func (rd *reading) denied(first, last int) bool { return rd.before(first) || rd.behind(last) }

// before says whether a negation before token first reaches it.
func (rd *reading) before(first int) bool {
	for k := max(0, first-negationReach); k < first; k++ {
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
		gets := k+n < len(rd.toks) && rd.has(k+n, get) > 0 // "you won't get a certificate"
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

// unsaid says whether the clause of token i says in so many words that something isn't known or was not found.
func (rd *reading) unsaid(i int) bool {
	for k := range rd.toks {
		for j := k; j < k+rd.has(k, unknownSense) && rd.clause[k] == rd.clause[i]; j++ {
			if rd.v.l.has(rd.toks[j:j+1], 0, never) > 0 {
				return true
			}
		}
	}
	return false
}

// isUnknown says whether the clause of token i, or the one before it, says that something isn't known.
func (rd *reading) isUnknown(i int) bool { return rd.inClause(i, unknownSense, 1) }

// compare makes claims of comparatives and superlatives: "the cheaper one", "X is newer than Y", "the lightest of them".
func (rd *reading) compare() {
	for i := range rd.toks {
		if rd.hidden[i] || rd.used[i] {
			continue
		}
		cmp, n := rd.st.Compared(i)
		if n == 0 || len(cmp.Columns) == 0 || rd.has(i, opinion) > 0 || rd.wished(i) || rd.denied(i, i+n) || rd.asks() && len(rd.mentions) == 0 {
			continue
		}
		c := claim{first: i, last: i + n, kind: WrongNumber}
		if rd.v.c.Column(cmp.Columns[0]).Role == catalog.Price {
			c.kind = WrongPrice
		}
		others := rd.others(i + n)
		if cmp.Comparison && others == 0 {
			if !(i > 0 && rd.has(i-1, the) > 0) { // "the cheaper one"
				continue
			}
			cmp.Comparison = false
		}
		c.relative, c.names = true, i > 0 && rd.has(i-1, the) > 0 && !rd.predicated(i)
		decided := false
		for k, item := range rd.sc.items {
			better, known := true, false
			for o := range rd.sc.items {
				if o == k || cmp.Comparison && others>>o&1 == 0 || !cmp.Comparison && rd.sc.plan()>>o&1 == 0 {
					continue
				}
				any := false
				for m, col := range cmp.Columns {
					x, okX := rd.v.c.Column(col).Number(item)
					y, okY := rd.v.c.Column(col).Number(rd.sc.items[o])
					if okX && okY {
						known = true
						any = any || (x > y) == cmp.More[m] && x != y || x == y && !cmp.Comparison
					}
				}
				better = better && (any || !known)
			}
			decided = decided || known
			if better && (known || others>>k&1 == 0) {
				c.holds |= 1 << k
			}
		}
		if decided {
			rd.claims = append(rd.claims, c)
		}
	}
}

// predicated says whether a comparative is said of a subject before it: "is the newer and the cheaper one".
func (rd *reading) predicated(i int) bool {
	for k := i - 2; k >= max(0, i-5) && rd.clause[k] == rd.clause[i]; k-- {
		if rd.has(k, is) > 0 {
			return true
		}
		if rd.hidden[k] || rd.used[k] {
			return false
		}
	}
	return false
}

// others are the items that something is compared with: those named behind a "than".
func (rd *reading) others(from int) uint32 {
	for k := from; k < min(len(rd.toks), from+3); k++ {
		if rd.has(k, than) == 0 {
			continue
		}
		for _, m := range rd.mentions {
			if m.first > k && m.first <= k+3 {
				return m.items
			}
		}
	}
	return 0
}
