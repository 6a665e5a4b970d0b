package ground

import (
	"slices"
	"strings"

	"rso/catalog"
)

// values makes claims of the values that the sentence names, and of the columns that it says an item has or lacks.
func (rd *reading) values() {
	for i := 0; i < len(rd.toks); i++ {
		if rd.hidden[i] || rd.used[i] || rd.freed(i) || rd.look(i) || rd.opposed(i) {
			continue
		}
		es, part, n := rd.st.Values(i)
		if columns, k := rd.st.Label(i); part && k >= n && k > 0 && rd.says(columns[0]) { // "raw milk" of raw_milk
			rd.flag(i, k, columns)
			i += k - 1
			continue
		}
		if n > 0 {
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
	case named, rd.noun(i) && !rd.plain(i), rd.noun(i) && rd.denied(i, i+n):
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
		if c.holds == 0 || rd.literal(i, i+n) || n == 1 && rd.lacking(i) {
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
	c.free = rd.partOf(i)
	rd.use(i, i+n)
	rd.claims = append(rd.claims, c)
}

// labelled says whether a value in tokens [first, last) stands right before the name of its column.
func (rd *reading) labelled(first, last int) bool {
	columns, n := rd.st.Label(last)
	if n == 0 || rd.clause[last] != rd.clause[first] {
		return false
	}
	es, _, _ := rd.st.Values(first)
	return slices.ContainsFunc(es, func(e catalog.Entity) bool { return slices.Contains(columns, e.Column) })
}

// valueAt says whether a value that an item has stands right before token i: "a horror romance".
func (rd *reading) valueAt(i int) bool {
	_, _, n := rd.st.Values(i - 1)
	return n == 1 && rd.clause[i-1] == rd.clause[i] && rd.supported(i-1, i) != 0
}

// partOf says whether a value is said of some of the items: "one in Savoie and two in Tyrol".
func (rd *reading) partOf(i int) bool {
	if i < 2 || len(rd.sc.Items) < 2 || !rd.function(i-1) {
		return false
	}
	for k := max(0, i-3); k < i-1; k++ { // "two come from Burgundy"
		if n, ok := rd.v.r.Number(rd.toks[k].Word); ok && n < float64(len(rd.sc.Items)) && rd.clause[k] == rd.clause[i] && (k == i-2 || k == 0 || rd.clause[k-1] != rd.clause[k]) {
			return true
		}
	}
	return false
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
	if !part && rd.labelled(i, i+n) {
		return false // "on clear vinyl"
	}
	if !rd.plain(i) && !part {
		return false
	}
	if part && role != catalog.Category {
		return true
	}
	if !(i > 0 && rd.clause[i] == rd.clause[i-1] && (rd.has(i-1, thatIs) > 0 || !part && role == catalog.Category && rd.valueAt(i))) {
		return true
	}
	next := i + n // "a fresh cheese", "is fresh."
	ends := next >= len(rd.toks) || rd.clause[next] != rd.clause[i] || rd.hidden[next] || rd.function(next)
	return rd.plain(i) && role != catalog.Category && !ends && rd.supported(next, next+1) == 0
}

// numeric says whether a number begins at token i.
func (rd *reading) numeric(i int) bool {
	return rd.trait(i, askedNumber, isNumber, func(i int) bool {
		_, spelled := rd.v.r.Number(rd.toks[i].Word)
		return spelled || rd.toks[i].Word[0] <= '9'
	})
}

// contrasted says whether what stands at token i is said of something else than the item: "unlike a musical", "for fans of
// crime", "your sofa".
func (rd *reading) contrasted(i int) bool {
	for k := max(0, i-6); k < i; k++ {
		n := rd.has(k, contrast)
		if n == 0 || rd.clause[k] != rd.clause[i] || k+n < i-2 {
			continue
		}
		if rd.has(k, orSense) > 0 && k == i-1 && k > 0 && rd.supported(k-1, k) != 0 && !rd.asks() {
			continue // "in chrome or copper"
		}
		return true
	}
	return i > 0 && rd.has(i-1, yours) > 0
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
	if i+n < len(rd.toks) && rd.hyphenated(i+n) && rd.has(i+n, freeOf) > 0 {
		denied = !denied // "DRM-free"
	}
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
			if rd.wished(i) || rd.asks() && len(rd.mentions) == 0 || rd.isUnknown(i) || denied && rd.inClause(i, comesWith, 0) && rd.leavesOut() {
				return
			}
			rd.use(i, i+n)
			rd.claims = append(rd.claims, c)
			return
		}
	}
	if rd.has(i, opinion) > 0 || rd.has(i, by) > 0 || i+n < len(rd.toks) && rd.numeric(i+n) {
		return // "isn't made for …", "not a recent vintage: 2014"
	}
	for k := i + n; k < min(len(rd.toks), i+n+numberReach) && rd.clause[k] == rd.clause[i]; k++ {
		if rd.numeric(k) {
			return // "neither costs more than $30": the number is read
		}
	}
	if rd.left(i, n, columns) {
		return
	}
	if !denied || rd.isUnknown(i) || rd.wished(i) || !(rd.closely(i, i+n) || rd.behind(i+n)) || rd.literal(i, i+n) {
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

// numberReach is how far behind the name of a column a number may stand that is the column's.
const numberReach = 4
