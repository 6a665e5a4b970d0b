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

// measure turns a quantity into a constraint on the column that it most likely speaks of.
func (w *weigher) measure(p piece, alternative bool) {
	q := *p.quantity
	m, ok := w.columnOf(q, p)
	if !ok || max(q.lo, q.hi) >= largest {
		return
	}
	if w.retracts >= 0 {
		w.drop(m.column)
		w.retracts = -1
		return
	}
	k := Constraint{Column: m.column, Op: q.op, Lo: clean(q.lo * m.factor), Hi: clean(q.hi * m.factor), Span: w.span(p.first, p.last)}
	col := w.r.c.Column(m.column)
	sense := &w.r.x.columns[m.column]
	switch {
	case sense.beside >= 0:
		w.ends(k, sense)
		return
	case sense.least && (q.alone && q.op == Between || q.op == About):
		k.Op = AtMost // "for a 7 year old", where a column has the least age
	case sense.most && (q.alone && q.op == Between || q.op == About):
		k.Op = AtLeast
	case q.op == About:
		k.Op, k.Lo, k.Hi, k.Near = Between, near(col, k.Lo, -1), near(col, k.Hi, 1), true
	case q.bare && w.revises(p) && w.held(m.column) != nil:
		k.revise(w.held(m.column))
	case q.alone && q.op == Between && k.Lo == k.Hi && col.Role != catalog.Year:
		w.alone(&k)
		k.Confidence = sureAlone
	}
	if w.denied(p) || p.first <= w.limit && (k.Op != Between && k.Op != Outside) {
		w.opposite(&k)
	}
	if n := len(w.u.Constraints); alternative && n > 0 && w.u.Constraints[n-1].Column == m.column && w.u.Constraints[n-1].Op == Between && k.Op == Between {
		last := &w.u.Constraints[n-1] // "the forties or fifties"
		last.Lo, last.Hi = min(last.Lo, k.Lo), max(last.Hi, k.Hi)
		last.Span = w.from(last.Span, p.last)
		return
	}
	w.add(k)
}

// revises says whether a mere number takes the place of one that was said before: the shopper has changed his mind, "make it
// 128", or says nothing else, "128 then".
func (w *weigher) revises(p piece) bool {
	toks := w.s.toks
	then := p.last < len(toks) && w.s.is(hence, p.last)
	if p.last < len(toks) && toks[p.last].Gap == 0 && !then {
		return false
	}
	ends := p.last == len(toks) || then && p.last+1 == len(toks)
	return w.u.Instead || ends && (p.first < 3 || toks[p.first].Gap == ',')
}

// held returns the latest bound that the belief has for a column, nil when it has none.
func (w *weigher) held(column int) *Constraint {
	for i := len(w.ctx.Held) - 1; i >= 0; i-- {
		if w.ctx.Held[i].Column == column {
			return &w.ctx.Held[i]
		}
	}
	return nil
}

// revise makes a number the kind of bound that an earlier one was.
func (k *Constraint) revise(held *Constraint) {
	switch {
	case held.Op != Between && held.Op != Outside:
		k.Op = held.Op
	case held.Near || held.Hi > held.Lo:
		k.Lo, k.Hi, k.Near = clean(k.Lo-(held.Hi-held.Lo)/2), clean(k.Hi+(held.Hi-held.Lo)/2), held.Near
	}
}

// priced says whether a quantity is an amount of money.
func (w *weigher) priced(q *quantity) bool {
	return w.r.l.dimensions[q.dim].role == catalog.Price
}

// clean rounds away what a conversion of units adds to a number in its last digits.
func clean(v float64) float64 {
	if v == 0 || math.Abs(v) >= largest {
		return v
	}
	scale := 1.0
	for math.Abs(v)*scale < 1e8 {
		scale *= 10
	}
	return math.Round(v*scale) / scale
}

// ends bounds the columns with the least and the most of something: a game for 4 players is one for at most 4 and at
// least 4 as well.
func (w *weigher) ends(k Constraint, sense *columnSense) {
	least, most := k.Column, sense.beside
	if sense.most {
		least, most = most, least
	}
	if k.Op == Between || k.Op == About {
		w.add(Constraint{Column: least, Op: AtMost, Hi: k.Lo, Span: k.Span})
	}
	op := AtLeast
	if k.Op == Greater {
		op = Greater
	}
	v := k.Hi
	if k.Op == AtLeast || k.Op == Greater {
		v = k.Lo
	}
	w.add(Constraint{Column: most, Op: op, Lo: v, Span: k.Span})
}

// alone bounds a column by a number that nothing is said of. Where several items have just that number, it is meant; else
// what such a number usually says: that much money at most, a battery that lasts at least so long, about that width.
func (w *weigher) alone(k *Constraint) {
	v := k.Lo
	dim := w.r.x.dimensionOf(k.Column)
	bare := Between
	if dim > 0 {
		bare = w.r.l.dimensions[dim].bare
	}
	col := w.r.c.Column(k.Column)
	switch {
	case v < 0: // the number itself
	case col.Role == catalog.Price && w.ctx.Asked == k.Column:
		k.Op = AtMost
	case col.Role == catalog.Price:
		k.Lo = clean(v * 2 / 3)
	case bare == AtLeast:
		k.Op = AtLeast
	case bare == AtMost:
		k.Lo = clean(v * 2 / 3)
	case w.several(k, 3):
	case v == math.Trunc(v) && v >= 10:
		k.Hi = v + .99
		if !w.several(k, 1) {
			k.Lo, k.Hi = clean(v*.9), clean(v*1.1)
		}
	}
}

// several says whether at least so many items satisfy a constraint on a number.
func (w *weigher) several(k *Constraint, least int) bool {
	col, n := w.r.c.Column(k.Column), 0
	for i := range catalog.Item(w.r.c.Len()) {
		if v, ok := col.Number(i); ok && v >= k.Lo && v <= k.Hi {
			if n++; n == least {
				return true
			}
		}
	}
	return false
}

// dimensionOf returns the first dimension that a column measures, 0 when there is none.
func (x *lexicon) dimensionOf(column int) int {
	for d := range x.of {
		if len(x.of[d]) > 0 && x.of[d][0] == column {
			return d
		}
	}
	return 0
}

// near widens a number to what "around" means: five years, three tenths of a price, a fifth of anything else.
func near(c *catalog.Column, v, sign float64) float64 {
	switch c.Role {
	case catalog.Year:
		return v + sign*5
	case catalog.Price:
		return clean(v + sign*math.Abs(v)*.3)
	}
	return clean(v + sign*math.Abs(v)/5)
}

// opposite turns a bound around: "not over 500", "not the 80s".
func (w *weigher) opposite(k *Constraint) {
	switch k.Op {
	case Less:
		k.Op, k.Lo = AtLeast, k.Hi
	case AtMost:
		k.Op, k.Lo = Greater, k.Hi
	case Greater:
		k.Op, k.Hi = AtMost, k.Lo
	case AtLeast:
		k.Op, k.Hi = Less, k.Lo
	default:
		k.Op = Outside
	}
}

// columnOf finds the column of a quantity and the factor between their units; ok is false when the number most likely
// means nothing here. What is said of the number comes first: its comparison, the words beside it, its unit.
func (w *weigher) columnOf(q quantity, p piece) (m measureOf, ok bool) {
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
	if m, ok = w.named(q, p); ok {
		return m, true
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

// named finds the number column whose own name is the unit of a quantity: "4 stars", where hotels have stars and ratings.
func (w *weigher) named(q quantity, p piece) (m measureOf, ok bool) {
	if len(q.units) == 0 {
		return m, false
	}
	for j := p.first; j < p.last; j++ {
		if w.s.amountAt(j) || len(w.r.l.units[w.s.toks[j].Word]) == 0 {
			continue
		}
		if m, last := w.labelOf(j, q); last > 0 {
			return m, true
		}
	}
	return m, false
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
func (w *weigher) labelled(q quantity, p piece) (m measureOf, ok bool) {
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
	if col, k := w.r.x.named.at(w.s.toks, j); k > 0 && k >= n {
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
