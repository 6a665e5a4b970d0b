package prefer

import (
	"math"

	"rso/catalog"
)

// measure turns a quantity into a constraint on the column that it most likely speaks of.
func (w *weigher) measure(p *piece, alternative bool) {
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
func (w *weigher) revises(p *piece) bool {
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
