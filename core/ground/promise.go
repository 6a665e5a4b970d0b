package ground

import (
	"slices"
	"strings"
	"unicode"

	"rso/catalog"
	"rso/catalog/text"
)

// stock makes a claim of what can be had.
func (rd *reading) stock(i, n int, said senses) {
	in, out, plenty := said.has(inStock), said.has(outOfStock), said.has(plentiful)
	if rd.noneOf(i) && !out {
		in, out, plenty = false, true, false // "none are left in stock"
	}
	if rd.isUnknown(i) || rd.asks() && len(rd.mentions) == 0 {
		return
	}
	if next := i + n; in && rd.v.l.has(rd.toks[i:i+1], 0, is) > 0 && next < len(rd.toks) && rd.toks[next].Gap == 0 && rd.has(next, wears)+rd.has(next, thatIs) > 0 && rd.has(next, ties) == 0 {
		return // "is available in blue"
	}
	c := claim{first: i, last: i + n, kind: Availability}
	later := comesLater(rd.phrase(i, i+n))
	for k, item := range rd.sc.items {
		left, counted := rd.stockOf(item)
		said := counted || rd.availability(item) != ""
		open := rd.v.c.Available(item) && (!counted || left > 0) && !comesLater(rd.availability(item))
		switch {
		case later:
			if comesLater(rd.availability(item)) {
				c.holds |= 1 << k
			}
		case !said && rd.v.record(item).says(rd.phrase(i, i+n)):
			c.holds |= 1 << k // in another column: "delivery: sold out"
		case in && said && open, out && said && !open, plenty && open && (!counted || left > fewLeft):
			c.holds |= 1 << k
		case !in && !out && !plenty && counted && left > 0 && left <= fewLeft, !in && !out && !plenty && rd.v.saysAll(rd.v.record(item), rd.toks[i:i+n]):
			c.holds |= 1 << k
		}
	}
	c.fact = func(k int) string {
		if left, counted := rd.stockOf(rd.sc.items[k]); counted {
			return plainNumber(left, false)
		}
		return rd.availability(rd.sc.items[k])
	}
	rd.use(i, i+n)
	rd.claims = append(rd.claims, c)
}

// comesLater says whether a state says that an item can be ordered and comes later.
func comesLater(state string) bool {
	switch text.Fold(state) {
	case "backorder", "back order", "on backorder", "preorder", "pre order", "made to order":
		return true
	}
	return false
}

// noneOf says whether a negation stands before token i in its clause.
func (rd *reading) noneOf(i int) bool {
	for k := i - 1; k >= 0 && rd.clause[k] == rd.clause[i]; k-- {
		if rd.has(k, never) > 0 || rd.has(k, lacks) > 0 {
			return true
		}
	}
	return false
}

// fewLeft is how many of an item are few.
const fewLeft = 10

func (rd *reading) stockOf(i catalog.Item) (left float64, ok bool) {
	for _, k := range rd.st.Measures("stock") {
		if rd.v.c.Column(k).Kind == catalog.Number {
			return rd.v.c.Column(k).Number(i)
		}
	}
	return 0, false
}

func (rd *reading) availability(i catalog.Item) string {
	if k := rd.v.c.With(catalog.Availability); k >= 0 {
		for _, f := range rd.v.c.FactsOf(i, k) {
			return f.Text
		}
	}
	return ""
}

// promise makes a claim of what a shop promises: it holds when the record has its words, and every word that makes more of
// it.
func (rd *reading) promise(i, n int, kind Kind) {
	if rd.used[i] || rd.isUnknown(i) || rd.asks() && len(rd.mentions) == 0 {
		return
	}
	c := claim{first: i, last: i + n, kind: kind}
	for k, item := range rd.sc.items {
		r := rd.v.record(item)
		holds := kind == Discount && rd.has(i, reduced) > 0 && rd.reducedTo(item) || rd.saysContent(r, i, i+n) || rd.hasColumn(item, i, n) || rd.v.speaks(r, rd.v.l.sets[rd.said[i].id])
		for j := range rd.toks {
			if n := rd.has(j, urgently); n > 0 && rd.clause[j] == rd.clause[i] && !rd.hidden[j] && !rd.v.saysAll(r, rd.toks[j:j+n]) && !(j == i && n == 1) {
				holds = false
			}
		}
		if holds {
			c.holds |= 1 << k
		}
	}
	if rd.denied(i, i+n) {
		c.kind, c.holds = DeniedAttribute, 0
		for k, item := range rd.sc.items {
			if !rd.v.speaks(rd.v.record(item), rd.v.l.sets[rd.said[i].id]) || rd.literal(i, i+n) {
				c.holds |= 1 << k
			}
		}
	}
	if kind == Discount && c.holds != 0 {
		rd.use(i, i+n) // "on sale", and not "sale" once more
	}
	rd.claims = append(rd.claims, c)
}

// saysContent says whether a record has the words of tokens [first, last) that carry content: "free" of "for free".
func (rd *reading) saysContent(r *record, first, last int) bool {
	content := false
	for k := first; k < last; k++ {
		if rd.function(k) {
			continue
		}
		if content = true; !rd.v.saysWord(r, rd.toks[k].Word) {
			return false
		}
	}
	return content || rd.v.saysAll(r, rd.toks[first:last])
}

// reducedTo says whether a record has another price that is above what the item costs: what it cost before.
func (rd *reading) reducedTo(item catalog.Item) bool {
	price := rd.v.c.With(catalog.Price)
	if price < 0 {
		return false
	}
	now, ok := rd.v.c.Column(price).Number(item)
	for _, k := range rd.prices() {
		if v, has := rd.v.c.Column(k).Number(item); ok && has && v != now {
			return true
		}
	}
	return false
}

// prices lists the other columns of what an item costs or has cost.
func (rd *reading) prices() (list []int) {
	for k := range rd.v.c.Columns() {
		if col := rd.v.c.Column(k); col.Kind == catalog.Number && col.Role != catalog.Price && slices.ContainsFunc(rd.v.names[k], func(w string) bool { return slices.Contains(priceWords, w) }) {
			list = append(list, k)
		}
	}
	return list
}

// priceWords are words in the names of columns of prices, in the languages that catalogs are in.
var priceWords = []string{"price", "rrp", "msrp", "was", "preis", "uvp", "precio", "pvp"}

// hasColumn says whether the n words at token i name a column that an item's record fills, or speak of the same: "guaranteed
// for five years" of warranty_years.
func (rd *reading) hasColumn(item catalog.Item, i, n int) bool {
	if columns, k := rd.st.Label(i); k == n && rd.fills(item, columns) {
		return true
	}
	for col := range rd.v.c.Columns() {
		name := text.Tokens(nil, spaced(rd.v.c.Column(col).Name))
		for k := range name {
			if id, n := rd.v.l.senses.At(name, k); n > 0 && rd.v.l.sets[id].both(rd.v.l.sets[rd.said[i].id], promises()) && rd.fills(item, []int{col}) {
				return true
			}
		}
	}
	return false
}

// spaced writes the name of a column as words: delivery_days, deliveryDays.
func spaced(name string) string {
	var b strings.Builder
	small := false
	for _, r := range name {
		if r == '_' || small && unicode.IsUpper(r) {
			b.WriteByte(' ')
		}
		if r != '_' {
			b.WriteRune(r)
		}
		small = unicode.IsLower(r)
	}
	return b.String()
}

// promises are the senses of what a record may say of how an item comes and goes.
func promises() senses { return sensesOf(shipping, returns, warranty) }

// speaks says whether a record promises what has one of some senses: "can be returned" of a record with a return policy.
func (v *Verifier) speaks(r *record, of senses) bool {
	if !r.read {
		toks := text.Tokens(nil, r.text)
		for k := range toks {
			if id, n := v.l.senses.At(toks, k); n > 0 && !(k > 0 && v.l.has(toks, k-1, noun) > 0) {
				for _, s := range [...]sense{shipping, returns, warranty} {
					if v.l.sets[id].has(s) {
						r.senses.add(s)
					}
				}
			}
		}
		r.read = true
	}
	return r.senses.both(of, promises())
}
