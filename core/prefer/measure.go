package prefer

import (
	"math"
	"strings"

	"rso/catalog"
	"rso/catalog/text"
)

// measure turns a quantity into a constraint on the column that it most likely speaks of.
func (w *weigher) measure(p piece, alternative bool) {
	q := p.quantity
	col, factor := w.columnOf(q, p)
	if col < 0 || max(q.lo, q.hi) >= largest {
		return
	}
	if w.retracts >= 0 {
		w.drop(col)
		w.retracts = -1
		return
	}
	k := Constraint{Column: col, Op: q.op, Lo: q.lo / factor, Hi: q.hi / factor, Span: w.span(p.first, p.last)}
	if q.op == About {
		k.Op, k.Lo, k.Hi = Between, near(w.r.c.Column(col), k.Lo, -1), near(w.r.c.Column(col), k.Hi, 1)
	}
	if w.denied(p) {
		w.opposite(&k)
	}
	if n := len(w.u.Constraints); alternative && n > 0 && w.u.Constraints[n-1].Column == col && w.u.Constraints[n-1].Op == Between && k.Op == Between {
		last := &w.u.Constraints[n-1] // "the forties or fifties"
		last.Lo, last.Hi = min(last.Lo, k.Lo), max(last.Hi, k.Hi)
		last.Span = w.from(last.Span, p.last)
		return
	}
	w.add(k)
}

// near widens a number to what "around" means: five years, a fifth of anything else.
func near(c *catalog.Column, v, sign float64) float64 {
	if c.Role == catalog.Year {
		return v + sign*5
	}
	return v + sign*math.Abs(v)/5
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

// columnOf finds the column of a quantity and how many units of the quantity make one of the column's; -1 when the
// number most likely means nothing here.
func (w *weigher) columnOf(q quantity, p piece) (column int, factor float64) {
	if q.hint != anyColumn {
		if q.hint == yearColumn && !yearRange(q) {
			return -1, 1
		}
		return w.numberColumn(w.r.column(q.hint)), 1
	}
	if q.base != "" {
		return w.unitColumn(q.base, p)
	}
	if col := w.labelled(p); col >= 0 {
		return col, 1
	}
	if year := w.r.c.With(catalog.Year); year >= 0 && yearRange(q) {
		return w.numberColumn(year), 1
	}
	if w.ctx.Asked >= 0 && w.r.c.Column(w.ctx.Asked).Kind == catalog.Number {
		return w.ctx.Asked, 1
	}
	if q.bare {
		return -1, 1
	}
	return w.numberColumn(w.r.c.With(catalog.Price)), 1
}

func (w *weigher) numberColumn(col int) int {
	if col < 0 || w.r.c.Column(col).Kind != catalog.Number {
		return -1
	}
	return col
}

// yearRange says whether a quantity could be a time.
func yearRange(q quantity) bool {
	within := func(v float64) bool { return v >= 1000 && v < 2100 && v == math.Trunc(v) }
	switch q.op {
	case Less, AtMost:
		return within(q.hi)
	case Greater, AtLeast:
		return within(q.lo)
	}
	return within(q.lo) && within(q.hi)
}

// labelled returns the number column that a word beside the quantity names: by a label ("rating above 4") or by a
// word of its own name ("ram of 16").
func (w *weigher) labelled(p piece) int {
	if w.labelAt >= 0 && p.first-w.labelAt <= 3 {
		if col := w.numberColumn(w.label); col >= 0 {
			return col
		}
	}
	for j := max(0, p.first-3); j < min(len(w.s.toks), p.last+2); j++ {
		if j >= p.first && j < p.last {
			continue
		}
		if col := w.numberColumn(w.s.label(j).label); col >= 0 {
			return col
		}
		if word := w.s.toks[j].Word; !w.r.l.function[word] && len(word) > 2 {
			if col := w.r.namedColumn(word); col >= 0 {
				return col
			}
		}
	}
	return -1
}

// unitColumn returns the number column measured in a unit of the same base, and how many base units one of the
// column's is.
func (w *weigher) unitColumn(base string, p piece) (int, float64) {
	if base == "stars" {
		return w.numberColumn(w.r.c.With(catalog.Rating)), 1
	}
	if col := w.labelled(p); col >= 0 {
		return col, w.unitFactor(col, base)
	}
	for i := range w.r.c.Columns() {
		if w.r.c.Column(i).Kind == catalog.Number {
			if u, ok := w.r.l.units[text.Fold(w.r.c.Column(i).Unit)]; ok && u.base == base {
				return i, u.factor
			}
		}
	}
	if base == "g" {
		if col := w.r.column(weightColumn); col >= 0 {
			return col, 1
		}
	}
	for i := range w.r.c.Columns() {
		if w.r.c.Column(i).Kind == catalog.Number && strings.Contains(text.Fold(w.r.c.Column(i).Name), base) && len(base) > 2 {
			return i, 1
		}
	}
	return -1, 1
}

// unitFactor is how many base units one unit of a column is; a column without a unit counts in base units.
func (w *weigher) unitFactor(col int, base string) float64 {
	if u, ok := w.r.l.units[text.Fold(w.r.c.Column(col).Unit)]; ok && u.base == base {
		return u.factor
	}
	return 1
}
