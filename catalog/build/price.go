package build

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"rso/catalog"
	"rso/catalog/feed"
)

// prices makes a column of prices for each currency, the commonest first, so that a filter in one currency never
// compares with another; and one of list prices where items are on sale.
func (t *table) prices(at int) slot {
	d := &t.decisions[at]
	l := &ledger{t: t, price: t.b.columns[at], header: d.Unit, codes: []string{""}, declared: map[uint32]bool{}, bad: map[int32]bool{}}
	beside := map[part]*column{}
	for i, e := range t.decisions {
		if e.part != noPart {
			beside[e.part] = t.b.columns[i]
		}
	}
	l.tender = beside[currencyPart]
	sums := l.read(l.price)
	var sales []sum
	if c := beside[salePart]; c != nil {
		sales = l.read(c)
	}
	main := l.rank(sums)[0]
	if main == 0 {
		main = l.rank(sales)[0]
	}
	sums = l.assign(sums, main)
	if c := beside[listPart]; c != nil {
		l.strike(sums, l.assign(l.read(c), main))
	}
	if c := beside[salePart]; c != nil {
		sums = l.reduce(sums, l.assign(sales, main), c)
	}
	sums = l.abroad(sums)
	rank := l.rank(sums)
	if len(l.declared) > 0 { // the column's own currency, of which there may be none, goes first
		rank = slices.Insert(slices.DeleteFunc(rank, func(code uint32) bool { return code == main }), 0, main)
	}
	d.Unit = l.codes[rank[0]]
	l.explain(d)
	l.warn(sums, rank)
	return l.columns(sums, rank, d)
}

// rank orders the currencies that are named: the commonest first. Without any there is one, which has no name.
func (l *ledger) rank(sums []sum) []uint32 {
	count := make([]int, len(l.codes))
	for _, s := range sums {
		count[s.code]++
	}
	var out []uint32
	for code, n := range count {
		if code > 0 && n > 0 {
			out = append(out, uint32(code))
		}
	}
	slices.SortFunc(out, func(a, b uint32) int {
		return cmp.Or(cmp.Compare(count[b], count[a]), cmp.Compare(l.codes[a], l.codes[b]))
	})
	if len(out) == 0 {
		return []uint32{0}
	}
	return out
}

// assign gives prices without a currency the commonest.
func (l *ledger) assign(sums []sum, main uint32) []sum {
	for k := range sums {
		if sums[k].code == 0 && main != 0 {
			sums[k].code = main
			l.t.report(int(sums[k].row), feed.Problem{Field: l.price.name, Cause: "no currency", Reason: fmt.Sprintf("the price names no currency; it was taken for %s, as most are", l.codes[main])})
		}
	}
	return sums
}

// explain says where the currency is from.
func (l *ledger) explain(d *Decision) {
	switch {
	case d.Unit == "":
		d.Why += "; nothing says its currency"
	case l.tender != nil && l.price.stats().unit == "":
		d.Why += fmt.Sprintf(", the currency from %q", l.tender.name)
	case d.Unit == l.header && l.price.stats().unit == "":
		d.Why += ", which says the currency"
	default:
		d.Why += ", the currency from its values"
	}
}

// find returns the price of a row in a currency.
func find(sums []sum, row, code uint32) *sum {
	k, _ := slices.BinarySearchFunc(sums, row, func(s sum, row uint32) int { return cmp.Compare(s.row, row) })
	for ; k < len(sums) && sums[k].row == row; k++ {
		if sums[k].code == code {
			return &sums[k]
		}
	}
	return nil
}

// abroad adds the prices of columns that have a currency of their own by their names ("price_usd").
func (l *ledger) abroad(sums []sum) []sum {
	for i, d := range l.t.decisions {
		if d.part == foreignPart {
			l.header = currencyOf(d.Column)
			l.declared[l.code(l.header)] = true
			sums = append(sums, l.read(l.t.b.columns[i])...)
		}
	}
	slices.SortStableFunc(sums, func(a, b sum) int { return cmp.Compare(a.row, b.row) })
	return sums
}

// hasRow says whether a row has a price in any currency.
func hasRow(sums []sum, row uint32) bool {
	_, ok := slices.BinarySearchFunc(sums, row, func(s sum, row uint32) int { return cmp.Compare(s.row, row) })
	return ok
}

// strike adds the list prices that are above the price; equal or lower ones are no discount.
func (l *ledger) strike(sums, lists []sum) {
	for _, s := range lists {
		if p := find(sums, s.row, s.code); p != nil && s.amount > p.amount {
			p.list = s.amount
		}
	}
}

// reduce puts sale prices in the place of prices. One above the price is a slip, and 0 means that there is none.
func (l *ledger) reduce(sums, sales []sum, c *column) []sum {
	var more []sum
	for _, s := range sales {
		p := find(sums, s.row, s.code)
		switch {
		case s.amount == 0:
		case p == nil && hasRow(sums, s.row):
			l.t.report(int(s.row), feed.Problem{Field: c.name, Cause: "sale elsewhere", Reason: fmt.Sprintf("the sale price is in %s and the price isn't; it was ignored", l.codes[s.code])})
		case p == nil:
			more = append(more, s)
		case s.amount < p.amount:
			if !(p.list > p.amount) {
				p.list = p.amount
			}
			p.amount = s.amount
		case s.amount > p.amount:
			l.t.report(int(s.row), feed.Problem{Field: c.name, Cause: "sale above", Reason: fmt.Sprintf("the sale price %s is above the price %s; it was ignored", catalog.FormatNumber(s.amount), catalog.FormatNumber(p.amount))})
		}
	}
	if len(more) > 0 {
		sums = append(sums, more...)
		slices.SortStableFunc(sums, func(a, b sum) int { return cmp.Compare(a.row, b.row) })
	}
	return sums
}

// warn reports prices in other currencies than most.
func (l *ledger) warn(sums []sum, rank []uint32) {
	for _, code := range rank[1:] {
		if l.declared[code] {
			continue
		}
		for _, s := range sums {
			if s.code == code {
				l.t.report(int(s.row), feed.Problem{Field: l.price.name, Cause: l.codes[code],
					Reason: fmt.Sprintf("the price is in %s, most are in %s; it was kept apart, so that it is compared only with others in %s", l.codes[code], l.codes[rank[0]], l.codes[code])})
			}
		}
	}
}

// How an item came by its price, the better ways last.
const (
	unpriced = iota
	own
	fromVariant
	fromAvailable
)

// A quote is what each item costs in one currency.
type quote struct {
	prices []float64
	before []float64 // the struck-through prices
	how    []uint8
}

// columns makes the columns of all currencies, the prices first.
func (l *ledger) columns(sums []sum, rank []uint32, d *Decision) slot {
	t, name := l.t, d.Name
	var prices, lists slot
	priced := make([]bool, t.n)
	for k, code := range rank {
		q := l.quote(sums, code, uint32(k))
		for i := range priced {
			priced[i] = priced[i] || q.how[i] != unpriced
		}
		unit, suffix := l.codes[code], ""
		if k > 0 {
			suffix = " (" + unit + ")"
			t.decisions = append(t.decisions, Decision{Column: l.price.name + suffix, Name: name + suffix, Role: catalog.Price, Kind: catalog.Number, Unit: unit, Why: "prices in another currency are kept apart"})
		}
		prices.add(catalog.Column{Name: name + suffix, Role: catalog.Price, Kind: catalog.Number, Unit: unit}, q.prices)
		if slices.ContainsFunc(q.before, func(v float64) bool { return !math.IsNaN(v) }) {
			before := t.free(listPrice + suffix)
			lists.add(catalog.Column{Name: before, Kind: catalog.Number, Unit: unit}, q.before)
			t.decisions = append(t.decisions, Decision{Column: before, Name: before, Kind: catalog.Number, Unit: unit, Why: "what items on sale cost before"})
		}
	}
	l.unpriced(priced)
	return slot{append(prices.columns, lists.columns...), append(prices.data, lists.data...)}
}

// quote collects the prices in one currency, the k-th: an item costs what the cheapest of its variants does that is to
// be had.
func (l *ledger) quote(sums []sum, code, k uint32) quote {
	q := quote{missing(l.t.n), missing(l.t.n), make([]uint8, l.t.n)}
	for _, s := range sums {
		if s.code != code {
			continue
		}
		i, how := l.t.item[s.row], uint8(own)
		if n := l.t.variantOf(s.row); n >= 0 {
			how = l.t.offers[n].offer(s.amount, k)
		}
		if how > q.how[i] || how == q.how[i] && s.amount < q.prices[i] {
			q.prices[i], q.before[i], q.how[i] = s.amount, s.list, how
		}
	}
	l.inherit(q, k)
	return q
}

// offer gives the variant a price in the k-th currency, and returns what that says of its item's.
func (v *variant) offer(amount float64, k uint32) uint8 {
	if math.IsNaN(v.price) || v.column == k && amount < v.price {
		v.price, v.column = amount, k
	}
	if v.state().orderable() {
		return fromAvailable
	}
	return fromVariant
}

func (s *slot) add(c catalog.Column, numbers []float64) {
	s.columns, s.data = append(s.columns, c), append(s.data, data{numbers: numbers})
}

// inherit gives variants without a price of their own the item's.
func (l *ledger) inherit(q quote, k uint32) {
	for n := range l.t.offers {
		v := &l.t.offers[n]
		if i := l.t.item[l.t.b.variants[n].row]; i >= 0 && math.IsNaN(v.price) && q.how[i] == own {
			v.price, v.column = q.prices[i], k
		}
	}
}

// unpriced reports the items that have no price, unless it was said already what is wrong with it.
func (l *ledger) unpriced(priced []bool) {
	for row, i := range l.t.item {
		if i >= 0 && l.t.b.rows[row].parent < 0 && !priced[i] && !l.bad[i] {
			l.t.report(row, feed.Problem{Field: l.price.name, Reason: "the item has no price"})
		}
	}
}

// free is a name that no column has.
func (t *table) free(name string) string {
	for slices.ContainsFunc(t.decisions, func(d Decision) bool { return d.Name == name && !d.Drop }) {
		name = "earlier " + name
	}
	return name
}
