package prefer

import (
	"slices"
	"strings"

	"rso/catalog"
	"rso/catalog/text"
	"rso/policy"
)

// value adds a constraint on a column of values. "A or B" widens the constraint before it; so does "A and B" where
// an item can only have one. Of two names that only have values in common these are meant: "bags for women".
func (w *weigher) value(column int, vs []uint32, p piece, pieces []piece, k int) {
	if w.retracted(column, vs) || p.part && column == w.anyOf && p.first-w.anyAt <= 2 && w.anyAt >= 0 && w.s.toks[p.first].Gap == 0 {
		return
	}
	if w.describes(column, vs, p) {
		return
	}
	op := In
	if w.denied(p) || w.feeling == seen && p.first-w.feltAt <= 4 && w.family(column, vs) {
		op = NotIn
	}
	col := w.r.c.Column(column)
	if op == NotIn && p.part && k > 0 && pieces[k-1].kind == nothing && pieces[k-1].last == p.first && w.s.toks[p.first].Gap == 0 && !w.s.is(function, p.first-1) && w.s.headed(named{column, vs}, p.last-1) {
		return // "no capsule machines" has nothing against coffee machines
	}
	w.contradict(column, op, vs)
	for i := range w.u.Constraints {
		c := &w.u.Constraints[i]
		if c.Column != column || c.Op != op {
			continue
		}
		if slices.Equal(c.Values, vs) {
			return // "a funny comedy"
		}
		if both := shared(c.Values, vs); op == In && !col.Many && len(both) > 0 && !w.alternative(pieces, k) {
			c.Values = both
			c.Span = w.from(c.Span, p.last)
			return
		}
	}
	if n := len(w.u.Constraints); n > 0 {
		last := &w.u.Constraints[n-1]
		if p.part && op == In && !col.Many && last.Column == column && last.Op == op && w.lastValue == n-1 && p.first == w.lastValueAt && w.s.toks[p.first].Gap == 0 {
			last.Span = w.from(last.Span, p.last)
			return // "history books", in a shop that has picture books too
		}
		joined := w.alternative(pieces, k) || w.s.toks[p.first].Gap == ',' && k > 0 && pieces[k-1].kind == values && w.listed(pieces, k) || !col.Many && op == In && p.first-w.lastValueAt <= besides && w.s.toks[p.first].Gap != '.'
		if last.Column == column && last.Op == op && (joined || op == NotIn) {
			for _, v := range vs {
				if !slices.Contains(last.Values, v) {
					last.Values = append(last.Values, v)
				}
			}
			last.Words = append(last.Words, w.said(op, column, p)...)
			last.Span = w.from(last.Span, p.last)
			return
		}
	}
	if at := slices.IndexFunc(w.u.Constraints, func(c Constraint) bool { return c.Column == column && c.Op == In }); at >= 0 && !col.Many && op == In && !w.u.Instead {
		if vague := w.u.Constraints[at].Confidence < 1 && !p.part && p.kind == values; !vague && !w.requested(p.first) {
			return // an item has one of them, and what was asked for first is not given up for what is told later
		}
		w.u.Constraints = slices.Delete(w.u.Constraints, at, at+1)
	}
	w.lastValue = len(w.u.Constraints)
	said := Constraint{Column: column, Op: op, Values: vs, Words: w.said(op, column, p), Span: w.span(p.first, p.last)}
	if p.part || p.kind == conceived {
		said.Confidence = surePart
	}
	w.add(said)
}

// family says whether values name what several titles have in common: who has read a series has read its volumes.
func (w *weigher) family(column int, vs []uint32) bool {
	col := w.r.c.Column(column)
	if col.Role != catalog.Attribute || len(vs) != 1 {
		return false
	}
	items := col.Having(vs[0])
	return len(items) > 0 && strings.Contains(text.Fold(w.r.c.Title(items[0])), text.Fold(col.Value(vs[0])))
}

// requested says whether something is asked for between the last value and token i.
func (w *weigher) requested(i int) bool {
	for j := max(0, w.lastValueAt); j < i; j++ {
		if k, n := w.s.phrase(cues, j); n > 0 && w.r.l.cueList[k].act == policy.Request {
			return true
		}
	}
	return false
}

// besides is how many words may stand between the parts of a list.
const besides = 5

// contradict drops what the same message said of the same values before: "slim fit isn't for me, so no slim".
func (w *weigher) contradict(column int, op Op, vs []uint32) {
	w.u.Constraints = slices.DeleteFunc(w.u.Constraints, func(c Constraint) bool {
		return c.Column == column && (c.Op == In && op == NotIn || c.Op == NotIn && op == In) && slices.Equal(c.Values, vs)
	})
}

// said returns the word of an exclusion that items may not have anywhere in their records: who wants no leather doesn't
// want what is described as leather either. Who it is by or in, and what kind of thing it is, the columns say.
func (w *weigher) said(op Op, column int, p piece) []string {
	if w.r.c.Column(column).Role != catalog.Attribute || op != NotIn || p.last-p.first != 1 || p.kind == conceived || w.s.strict {
		return nil
	}
	return w.r.forms(w.s.toks[p.first].Word)
}

// forms lists a word and its other forms, as far as the catalog has them.
func (r *Reasoner) forms(word string) []string {
	var list []string
	for _, f := range append([]string{word}, r.l.singular(word)...) {
		if r.c.HasWord(f) {
			list = append(list, f)
		}
	}
	return list
}

// flag takes the name of a column that says yes or no.
func (w *weigher) flag(p piece) {
	sense := &w.r.x.columns[p.label]
	if w.retracts >= 0 {
		w.drop(p.label)
		w.retracts = -1
		return
	}
	vs := sense.yes
	if w.denied(p) != p.strong {
		vs = sense.no
	}
	if len(vs) == 0 {
		return
	}
	for _, c := range w.u.Constraints {
		if c.Column == p.label {
			return
		}
	}
	w.lastValue, w.lastValueAt = len(w.u.Constraints), p.last
	w.add(Constraint{Column: p.label, Op: In, Values: slices.Clone(vs), Span: w.span(p.first, p.last)})
}

// listed says whether piece k is a part of a list that ends in "or": "oak, pine or beech".
func (w *weigher) listed(pieces []piece, k int) bool {
	column := -1
	for j := k; j < len(pieces) && j-k < 2*besides; j++ {
		switch p := pieces[j]; {
		case p.kind == orPiece:
			return j > k
		case p.kind == values && (column < 0 || p.mention[0].Column == column) && (j == k || w.s.toks[p.first].Gap == ',' || pieces[j-1].kind == orPiece):
			column = p.mention[0].Column
		default:
			return false
		}
	}
	return false
}

// alternative says whether only words without content and an "or" stand between piece k and the last constraint.
func (w *weigher) alternative(pieces []piece, k int) bool {
	for j := k - 1; j >= 0 && k-j <= 5; j-- {
		switch p := pieces[j]; {
		case p.kind == orPiece:
			return true
		case p.kind == nothing && w.s.is(function, p.first):
		default:
			return false
		}
	}
	return false
}

// conceive adds what a concept wants and drops what it replaces.
func (w *weigher) conceive(p piece, pieces []piece, k int) {
	type bound struct {
		column int
		values []uint32
	}
	var found []bound
	for _, name := range p.concept.want {
		es := w.r.entities(name)
		if len(es) == 0 {
			continue
		}
		b := bound{es[0].Column, entitiesValues(sameColumn(es))}
		if n := len(found); n > 0 && !p.concept.both && found[n-1].column == b.column {
			for _, v := range b.values {
				if !slices.Contains(found[n-1].values, v) {
					found[n-1].values = append(found[n-1].values, v)
				}
			}
			continue
		} else if n > 0 && !p.concept.both {
			continue
		}
		found = append(found, b)
	}
	if p.concept.both && len(found) != len(p.concept.want) {
		return
	}
	for _, b := range found {
		for _, v := range b.values {
			w.u.Linked = append(w.u.Linked, catalog.Entity{Column: b.column, Value: v})
		}
		w.value(b.column, b.values, p, pieces, k)
	}
	if w.denied(p) {
		return
	}
	for _, name := range p.concept.drop {
		for _, e := range w.r.entities(name) {
			w.u.Replaced = append(w.u.Replaced, Constraint{Column: e.Column, Op: In, Values: []uint32{e.Value}})
			k := Constraint{Column: e.Column, Op: NotIn, Values: []uint32{e.Value}, Confidence: surePart, Span: w.span(p.first, p.last), Turn: w.ctx.Turn}
			k.Hard = len(found) == 0 // "less violent" excludes, "more serious" prefers
			w.u.Constraints = append(w.u.Constraints, k)
		}
	}
}
