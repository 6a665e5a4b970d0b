package prefer

import (
	"slices"

	"rso/catalog"
	"rso/policy"
)

// retracted handles a value behind "forget about", "doesn't matter".
func (w *weigher) retracted(column int, vs []uint32) bool {
	if w.retracts < 0 {
		return false
	}
	w.u.Replaced = append(w.u.Replaced, Constraint{Column: column, Op: In, Values: vs})
	w.retracts = -1
	return true
}

// refer takes "the second one": a comparison before it takes its value, a feeling files it.
func (w *weigher) refer(p piece, pieces []piece, k int) {
	for j := k - 1; j >= max(0, k-3); j-- {
		q := pieces[j]
		if q.kind == nothing && !w.r.l.function[w.s.toks[q.first].Word] {
			break
		}
		if cmp, n := w.r.l.before.at(w.s.toks, q.first); n > 0 && cmp.hint != anyColumn {
			w.relative(cmp.hint, cmp.op, p.items[0], q.first, p.last)
			return
		}
		if q.kind == sorted && q.dir.comparative {
			w.u.About = append(w.u.About, p.items...)
			return
		}
	}
	if w.label >= 0 && p.first-w.labelAt <= 4 && w.same(w.label, p) {
		return
	}
	w.felt(p.items, p.first)
}

// same takes "from the same year as the first one".
func (w *weigher) same(col int, p piece) bool {
	span := w.span(w.labelAt, p.last)
	if v, ok := w.r.c.Column(col).Number(p.items[0]); ok {
		w.add(Constraint{Column: col, Op: Between, Lo: v, Hi: v, Span: span})
		return true
	}
	if vs := w.r.c.Column(col).Values(p.items[0]); len(vs) > 0 {
		w.add(Constraint{Column: col, Op: In, Values: slices.Clone(vs), Span: span})
		return true
	}
	return false
}

// relative adds a bound taken from an item.
func (w *weigher) relative(h columnHint, op Op, than catalog.Item, first, last int) {
	col := w.r.column(h)
	if col < 0 {
		return
	}
	v, ok := w.r.c.Column(col).Number(than)
	if !ok {
		return
	}
	w.add(Constraint{Column: col, Op: op, Lo: v, Hi: v, Span: w.span(first, last)})
}

// sort takes a superlative as the order of the list, and a comparative as a bound relative to what was shown.
func (w *weigher) sort(p piece, pieces []piece, k int) {
	col := w.r.column(p.dir.hint)
	if !p.dir.comparative {
		if !w.denied(p) {
			w.u.Sort = &Sort{col, p.dir.descending}
		}
		return
	}
	if slices.Contains(w.u.Message.Acts, policy.Compare) {
		return // "which is cheaper?"
	}
	than := w.ctx.Focus
	if n := len(w.u.About); n > 0 {
		than = w.u.About[n-1:] // "like the second one, but cheaper"
	}
	for _, q := range pieces[k+1:] {
		if q.kind == refers {
			than = q.items
			break
		}
	}
	if len(than) == 0 {
		w.u.Sort = &Sort{col, p.dir.descending}
		return
	}
	op := Less
	if p.dir.descending {
		op = Greater
	}
	w.relative(p.dir.hint, op, than[0], p.first, p.last)
}

// name takes a word for a column: the object of a retraction, or a hint for the number next to it.
func (w *weigher) name(p piece) {
	w.label, w.labelAt = p.label, p.first
	if p.first > 0 && w.r.l.any[w.s.toks[p.first-1].Word] {
		w.drop(p.label)
		return
	}
	if w.retracts >= 0 && p.first-w.retracts <= 3 {
		w.drop(p.label)
		w.retracts = -1
	}
}

func (w *weigher) drop(column int) {
	if column >= 0 && !slices.Contains(w.u.Dropped, column) {
		w.u.Dropped = append(w.u.Dropped, column)
	}
}
