package prefer

import (
	"math"
	"slices"

	"rso/catalog"
	"rso/catalog/text"
)

// month is the base of the units of ages and warranties: who names no unit there counts years.
const month = "month"

// A reading of a quantity: the column that it speaks of, and how many of the column's units one of the quantity's is.
type measureOf struct {
	column int
	factor float64
}

// columnOf finds the column of a quantity and the factor between their units; ok is false when the number most likely
// means nothing here. What is said of the number comes first: its comparison, the words beside it, its unit.
func (w *weigher) columnOf(q quantity, p *piece) (m measureOf, ok bool) {
	l := w.r.l
	price, year := l.dimension("price"), l.dimension("year")
	if q.dim == year && (len(q.units) > 0 || !w.yearRange(q, true)) {
		if len(q.units) == 0 {
			return m, false
		}
		q.dim = 0
	}
	if q.dim == price && len(q.units) > 0 && q.units[0].base != money {
		q.dim = 0 // "spend two hours"
	}
	if q.column > 0 {
		return measureOf{q.column - 1, 1}, true
	}
	if q.dim == price {
		return w.among(w.money(), q)
	}
	if q.dim != 0 {
		if m, ok = w.among(w.r.x.of[q.dim], q); ok && len(q.units) == 0 && l.dimensions[q.dim].unit == "" && w.r.x.columns[m.column].unit.base != "" && w.r.x.columns[m.column].unit.base != month {
			return m, false // "we are five", where the capacity is in litres
		}
		return m, ok
	}
	if m, ok := w.labelled(q, p); ok {
		return m, true
	}
	if len(q.units) > 0 {
		return w.unitColumn(q)
	}
	if w.yearRange(q, false) {
		return measureOf{w.r.c.With(catalog.Year), 1}, true
	}
	if w.ctx.Asked >= 0 && w.r.c.Column(w.ctx.Asked).Kind == catalog.Number {
		return measureOf{w.ctx.Asked, 1}, true
	}
	if q.bare {
		for i := len(w.ctx.Held) - 1; i >= 0 && w.revises(p); i-- {
			k := &w.ctx.Held[i]
			if m = (measureOf{k.Column, 1}); k.Column != Record && w.r.c.Column(k.Column).Kind == catalog.Number && w.fits(m, q) {
				return m, true
			}
		}
		return m, false
	}
	if m, ok = w.among(w.money(), q); ok && q.bound() < w.least(m.column) && !w.fits(m, q) {
		return m, false // nothing costs less than nothing, and no camper "4 or more"
	}
	return m, ok
}

// money lists the columns of amounts of money, the price first.
func (w *weigher) money() []int {
	columns := w.r.x.of[w.r.l.dimension("price")]
	for d, dim := range w.r.l.dimensions {
		if dim.unit == money && len(columns) == 0 {
			columns = w.r.x.of[d]
		}
	}
	return columns
}

// bound is the number that a quantity is bounded by.
func (q *quantity) bound() float64 {
	if q.op == Greater || q.op == AtLeast {
		return q.lo
	}
	return q.hi
}

// among picks the column of a dimension whose numbers are of the size of the quantity's; the first when none are.
func (w *weigher) among(columns []int, q quantity) (m measureOf, ok bool) {
	for _, col := range columns {
		if w.r.c.Column(col).Kind != catalog.Number {
			continue
		}
		factor, fits := w.factor(col, q)
		if factor == 0 {
			continue
		}
		if fits {
			return measureOf{col, factor}, true
		}
		if !ok {
			m, ok = measureOf{col, factor}, true
		}
	}
	return m, ok
}

// fits says whether a column has numbers of the size of a quantity: what nothing is said of may mean something else.
func (w *weigher) fits(m measureOf, q quantity) bool { return w.ofSize(m.column, q, m.factor) }

// factor is how many of a column's units one of the quantity's is, 0 when they measure different things; fits says
// whether the column has numbers of that size. A column that doesn't tell its unit counts in the one that fits.
func (w *weigher) factor(column int, q quantity) (factor float64, fits bool) {
	own := w.r.x.columns[column].unit
	if len(q.units) == 0 && own.base == month && (q.annual || slices.Contains(w.r.x.of[w.r.l.dimension("age")], column)) {
		return 12 / own.factor, w.ofSize(column, q, 12/own.factor) // "a 2 year warranty", "he's 3"
	}
	if len(q.units) == 0 {
		return 1, w.ofSize(column, q, 1)
	}
	for _, u := range q.units {
		switch {
		case own.base == u.base:
			f := u.factor / own.factor
			return f, w.ofSize(column, q, f)
		case own.base != "" || u.base == money:
			continue
		}
		if w.ofSize(column, q, 1) {
			return 1, true
		}
		for _, f := range w.r.l.factors[u.base] {
			if w.ofSize(column, q, u.factor/f) {
				return u.factor / f, true
			}
		}
		if factor == 0 {
			factor = 1
		}
	}
	return factor, false
}

// ofSize says whether a bound lies where a column has numbers, or near them.
func (w *weigher) ofSize(column int, q quantity, factor float64) bool {
	lo, hi, ok := w.r.c.Column(column).Range()
	if beside := w.r.x.columns[column].beside; beside >= 0 {
		if l, h, also := w.r.c.Column(beside).Range(); also {
			lo, hi = min(lo, l), max(hi, h)
		}
	}
	v := q.bound() * factor
	margin := (hi - lo) / 4
	least := lo - margin
	if lo > 0 {
		least = max(least, lo/10) // nothing that has run a thousand kilometres has run five metres
	}
	return ok && v >= least && v <= hi+margin
}

// least is the least number of a column.
func (w *weigher) least(column int) float64 {
	lo, _, _ := w.r.c.Column(column).Range()
	return lo
}

// yearRange says whether a quantity could be a time. Without a comparison of times it must lie where the catalog has
// years, and be no amount of money: "under 2000" is a price where there are prices.
func (w *weigher) yearRange(q quantity, said bool) bool {
	year := w.r.c.With(catalog.Year)
	if year < 0 || w.r.c.Column(year).Kind != catalog.Number || len(q.units) > 0 {
		return false
	}
	within := func(v float64) bool { return v >= 1000 && v < 2100 && v == math.Trunc(v) }
	if !said && w.r.c.With(catalog.Price) >= 0 {
		lo, hi, ok := w.r.c.Column(year).Range()
		if !ok || !q.alone && q.op != Between {
			return false
		}
		within = func(v float64) bool { return v >= lo && v <= hi+1 && v == math.Trunc(v) }
	}
	switch q.op {
	case Less, AtMost:
		return within(q.hi)
	case Greater, AtLeast:
		return within(q.lo)
	}
	return within(q.lo) && within(q.hi)
}

// Where a word for a column stands around its number: "ram of at least 16", "16 gigs of ram".
const (
	labelBefore = 4
	labelBehind = 3
)

// labelled finds the number column that a word beside the quantity names: behind it rather than before, and one whose
// numbers are of its size.
func (w *weigher) labelled(q quantity, p *piece) (m measureOf, ok bool) {
	for j := p.last; j < min(len(w.s.toks), p.last+labelBehind) && w.s.toks[j].Gap == 0 && !w.s.amountAt(j); j++ {
		if m, last := w.labelOf(j, q); last > 0 && !w.begins(last) {
			w.usedLabel = j
			return m, true
		}
		if _, label := w.s.dims(j); label == 0 && !w.s.is(links, j) { // "a 5 year warranty"
			break
		}
	}
	for j := p.first; j < p.last; j++ { // "rated 4 or more": a label that a comparison has swallowed
		if m, last := w.labelOf(j, q); last > 0 && !w.s.amountAt(j) {
			return m, true
		}
	}
	for j := p.first - 1; j >= max(0, p.first-labelBefore, w.measuredTo); j-- {
		if w.s.toks[j+1].Gap == '.' || w.s.amountAt(j) {
			break
		}
		if m, last := w.labelOf(j, q); last > 0 && j != w.usedLabel && j >= w.lastValueAt { // "tablets, no more than 15" counts none
			return m, true
		}
	}
	return m, false
}

// begins says whether a number begins at token j, so that a label before it is that one's: "under 20 with a rating over 4".
func (w *weigher) begins(j int) bool {
	if j >= len(w.s.toks) || w.s.toks[j].Gap != 0 {
		return false
	}
	p := w.s.quantity(j)
	return p.kind == measured
}

// amountAt says whether a number stands at token j.
func (s *scanner) amountAt(j int) bool {
	c := s.toks[j].Word[0]
	return c >= '0' && c <= '9'
}

// labelOf reads the label at token j as the column of a quantity, whose numbers must be of its size; last is the token
// behind it, 0 when there is none.
func (w *weigher) labelOf(j int, q quantity) (m measureOf, last int) {
	var columns []int
	dims, n := w.s.dims(j)
	if col, k := w.r.x.named.At(w.s.toks, j); k > 0 && k >= n {
		columns, n = append(columns, col), k
	} else {
		for _, d := range dims {
			columns = append(columns, w.r.x.of[d]...)
		}
	}
	for _, col := range columns {
		if w.r.c.Column(col).Kind != catalog.Number {
			continue
		}
		if factor, fits := w.factor(col, q); fits {
			return measureOf{col, factor}, j + n
		}
	}
	return m, 0
}

// unitColumn finds the column that is measured in the quantity's unit: one with numbers of its size, the first whose
// dimension people speak of.
func (w *weigher) unitColumn(q quantity) (m measureOf, ok bool) {
	if slices.ContainsFunc(q.units, func(u unit) bool { return u.base == money }) {
		price := w.r.column(w.r.l.dimension("price"))
		last := q.units[len(q.units)-1]
		other := false
		for i, s := range w.r.x.columns {
			other = other || s.unit.base == last.base && w.ofSize(i, q, last.factor/s.unit.factor)
		}
		if price >= 0 && (w.r.c.Column(price).Unit == "GBP" || !other) { // pounds
			q.units = nil
			return w.among([]int{price}, q)
		}
	}
	for _, u := range q.units {
		if u.base == money {
			continue
		}
		if u.base == "stars" {
			q.units = nil
			return w.among(w.r.x.of[w.r.l.dimension("rating")], q)
		}
		var columns []int
		for i := range w.r.x.columns {
			if w.r.x.columns[i].unit.base == u.base {
				columns = append(columns, i)
			}
		}
		if m, ok = w.among(columns, q); ok && (!q.alone || w.fits(m, q)) {
			return m, true
		}
		for d, dim := range w.r.l.dimensions {
			if dim.unit == u.base && d > 0 {
				if m, ok = w.among(w.r.x.of[d], q); ok && (!q.alone || w.fits(m, q)) {
					return m, true
				}
			}
		}
		for i := range w.r.x.columns {
			if s := &w.r.x.columns[i]; s.plain && len(u.base) > 2 && slices.Contains(s.name, text.Fold(u.base)) {
				return w.among([]int{i}, q)
			}
		}
	}
	return m, false
}
