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

// allow takes back what was just said as a wish: "leather is fine too" asks for nothing, it ends an exclusion; "leather
// doesn't matter" ends a wish as well.
func (w *weigher) allow(p *piece, matters bool) bool {
	n := len(w.u.Constraints)
	if n == 0 || w.lastValue != n-1 || p.first != w.lastValueAt || w.s.toks[p.first].Gap != 0 {
		return false
	}
	said := w.u.Constraints[n-1]
	w.u.Constraints = w.u.Constraints[:n-1]
	switch {
	case matters:
		w.u.Allowed = append(w.u.Allowed, said)
	case said.Column != Record && w.r.x.columns[said.Column].truth:
		w.drop(said.Column)
	default:
		w.u.Allowed, w.u.Replaced = append(w.u.Allowed, said), append(w.u.Replaced, said)
	}
	w.lastValue = -1
	return true
}

// release gives up the values that are asked for and have a word in their names: "the bar doesn't matter", of a rooftop bar.
func (w *weigher) release(word string) {
	for _, k := range w.ctx.Held {
		if k.Column == Record || k.Op != In {
			continue
		}
		col := w.r.c.Column(k.Column)
		if vs := slices.DeleteFunc(slices.Clone(k.Values), func(v uint32) bool { return !slices.Contains(wordsOf(col.Value(v)), word) }); len(vs) > 0 {
			w.u.Replaced = append(w.u.Replaced, Constraint{Column: k.Column, Op: In, Values: vs})
		}
	}
}

// allowWord ends the exclusion of a word that names no value.
func (w *weigher) allowWord(p *piece) bool {
	n := len(w.u.Words)
	if n == 0 || p.first == 0 {
		return false
	}
	if before := w.s.toks[p.first-1].Word; before != w.u.Words[n-1] && !slices.Contains(w.r.forms(before), w.u.Words[n-1]) {
		return false
	}
	w.release(w.u.Words[n-1])
	w.u.Allowed = append(w.u.Allowed, Constraint{Column: Record, Op: NotIn, Words: w.r.forms(w.u.Words[n-1])})
	w.u.Words = w.u.Words[:n-1]
	return true
}

// refer takes "the second one": a comparison before it takes its value, a feeling files it.
func (w *weigher) refer(p *piece, pieces []piece, k int) {
	for j := k - 1; j >= max(0, k-3); j-- {
		q := &pieces[j]
		if q.kind == nothing && !w.s.is(function, q.first) {
			break
		}
		if q.kind == sorted && q.dir.comparative {
			w.u.About = append(w.u.About, p.items...)
			return
		}
		if cmp, n := w.s.compares(before, q.first); n > 0 && q.kind == nothing {
			col := w.numbered(q.first, p.last)
			if cmp.dim != 0 {
				col = w.r.column(cmp.dim)
			}
			if col >= 0 {
				w.relative(col, cmp.op, p.items[0], q.first, p.last)
				return
			}
		}
	}
	if w.sameAt >= 0 && p.first-w.sameAt <= sameReach && w.same(w.sameOf, p.items[0], w.sameAt, p.last) {
		return
	}
	if at := w.labelAt; w.label >= 0 && at > 0 && p.first-at <= 3 && w.s.sourced(at) && w.r.c.Column(w.label).Kind == catalog.Values && w.same(w.label, p.items[0], at, p.last) {
		return // "from the brand of the third one"
	}
	w.felt(p.items, p.first)
}

// numbered returns the column of numbers that a word right before token i names, or right behind token j, or -1: "pay more
// than the second costs".
func (w *weigher) numbered(i, j int) int {
	for _, at := range [...]int{i - 1, i - 2, j} {
		if at < 0 || at >= len(w.s.toks) || w.s.toks[max(at, i)].Gap != 0 {
			continue
		}
		if p := w.s.label(at); p.kind == labelled && p.label >= 0 && w.r.c.Column(p.label).Kind == catalog.Number {
			return p.label
		}
	}
	return -1
}

// other takes "but by another maker": not the one of what is liked.
func (w *weigher) other(p *piece) {
	if vs := w.r.c.Column(p.label).Values(w.u.Liked[len(w.u.Liked)-1]); w.r.c.Column(p.label).Kind == catalog.Values && len(vs) > 0 {
		w.add(Constraint{Column: p.label, Op: NotIn, Values: slices.Clone(vs), Span: w.span(p.first-1, p.last)})
	}
}

// sameReach is how many words may stand between "the same brand" and the item that it is the brand of.
const sameReach = 6

// same takes "the same brand as the first one", "from the same year".
func (w *weigher) same(col int, than catalog.Item, first, last int) bool {
	if col < 0 {
		return false
	}
	w.sameAt = -1
	span := w.span(first, last)
	if v, ok := w.r.c.Column(col).Number(than); ok {
		w.add(Constraint{Column: col, Op: Between, Lo: v, Hi: v, Span: span})
		return true
	}
	if vs := w.r.c.Column(col).Values(than); len(vs) > 0 {
		w.add(Constraint{Column: col, Op: In, Values: slices.Clone(vs), Span: span})
		return true
	}
	return false
}

// relative adds a bound taken from an item.
func (w *weigher) relative(col int, op Op, than catalog.Item, first, last int) {
	v, ok := w.r.c.Column(col).Number(than)
	if !ok {
		return
	}
	switch op {
	case AtMost:
		op = Less
	case AtLeast:
		op = Greater
	}
	w.add(Constraint{Column: col, Op: op, Lo: v, Hi: v, Span: w.span(first, last)})
}

// sort takes a superlative as the order of the list, and a comparative as a bound relative to what was shown.
func (w *weigher) sort(p *piece, pieces []piece, k int) {
	col := p.dir.column
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
		than = w.ctx.Shown[:min(1, len(w.ctx.Shown))]
	}
	if len(than) == 0 {
		than = w.ctx.More[:min(1, len(w.ctx.More))]
	}
	if len(than) == 0 {
		w.u.Sort = &Sort{col, p.dir.descending}
		return
	}
	op := Less
	if p.dir.descending != (w.denied(p) && !w.s.is(too, p.first)) {
		op = Greater
	}
	w.relative(col, op, than[0], p.first, p.last)
}

// estimate takes a vague amount: "well reviewed" is four fifths of what the column's scale goes to.
func (w *weigher) estimate(p *piece) {
	col := p.dir.column
	lo, hi, ok := w.r.c.Column(col).Range()
	if !ok || w.denied(p) {
		return
	}
	k := Constraint{Column: col, Confidence: sureVague, Span: w.span(p.first, p.last)}
	if p.dir.none {
		if lo == 0 {
			k.Op = AtMost
			w.add(k)
		}
		return
	}
	if w.r.c.Column(col).Role == catalog.Rating {
		k.Op, k.Lo = AtLeast, scaleOf(hi)*.8
	} else if k.Op, k.Lo = AtLeast, lo+(hi-lo)*.5; !p.dir.descending {
		k.Op, k.Hi = AtMost, k.Lo
	}
	for _, c := range w.u.Constraints {
		if c.Column == col {
			return // "good ratings, 4 or more"
		}
	}
	w.add(k)
}

// scaleOf is the highest rating of the scale that a column's ratings are on.
func scaleOf(most float64) float64 {
	for _, scale := range [...]float64{5, 10, 20, 100} {
		if most <= scale {
			return scale
		}
	}
	return most
}

// name takes a word for a column: the object of a retraction, or a hint for the number next to it.
func (w *weigher) name(p *piece) {
	w.label, w.labelAt = p.label, p.first
	if p.first > 0 {
		before := w.s.toks[p.first-1].Word
		if w.r.l.is(whichever, before) {
			if !w.anyBut(p) {
				w.drop(p.label)
			}
			return
		}
		if w.r.l.is(others, before) && p.label >= 0 && len(w.u.Liked) > 0 {
			w.other(p)
			return
		}
		open := w.sameAt >= 0 && w.r.c.Column(w.sameOf).Kind == catalog.Values                                                                                                // "from that maker, in this budget"
		its := w.r.l.is(whose, before) && p.first > 1 && w.s.is(links, p.first-2)                                                                                             // "other homes in its district"
		if (w.r.l.is(same, before) || its) && p.label >= 0 && !open && !(p.last < len(w.s.toks) && w.s.is(links, p.last) && w.r.c.Column(p.label).Role == catalog.Category) { // "that kind of time"
			w.sameAt, w.sameSince, w.sameOf = p.first, p.last, p.label
		}
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
