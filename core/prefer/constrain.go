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
func (w *weigher) value(column int, vs []uint32, p *piece, pieces []piece, k int) {
	if w.retracted(column, vs) || w.describes(column, vs, p) {
		return
	}
	op := w.polarity(column, vs, p, pieces, k)
	if op == NotIn && w.qualified(column, vs, p, pieces, k) || op == In && w.refused(column, vs) {
		return
	}
	w.contradict(column, op, vs)
	if w.repeats(p, pieces, k) {
		return
	}
	if w.restated(column, op, vs, pieces, k) || w.modified(column, op, p) {
		w.u.Constraints = w.u.Constraints[:len(w.u.Constraints)-1]
	}
	said := Constraint{Column: column, Op: op, Values: vs, Words: w.said(op, column, p), Span: w.span(p.first, p.last)}
	if p.part || p.kind == conceived {
		said.Confidence = surePart
	}
	if w.narrows(&said, p, pieces, k) || w.widens(&said, p, pieces, k) || !w.replaces(&said, p) {
		return
	}
	w.lastValue = len(w.u.Constraints)
	w.add(said)
}

// polarity says whether values are wanted, or excluded.
func (w *weigher) polarity(column int, vs []uint32, p *piece, pieces []piece, k int) Op {
	if k > 1 && pieces[k-1].kind == nothing && w.s.is(beats, p.first-1) && pieces[k-2].kind == values && pieces[k-2].mention[0].Column == column {
		w.negated = p.first // "beige over white"
	}
	if w.corrects(column, pieces, k) {
		w.negated = none
	}
	if w.disowned(pieces, k) || w.denied(p) || w.feeling == seen && p.first-w.feltAt <= 4 && w.family(column, vs) {
		return NotIn
	}
	return In
}

// qualified says whether an unknown word before a denied kind is what is meant: "no capsule machines" has nothing against
// coffee machines.
func (w *weigher) qualified(column int, vs []uint32, p *piece, pieces []piece, k int) bool {
	return p.part && k > 0 && pieces[k-1].kind == nothing && pieces[k-1].last == p.first && w.s.toks[p.first].Gap == 0 &&
		!w.s.is(function, p.first-1) && w.s.headed(named{column, vs}, p.last-1)
}

// narrows takes values that say again what was said in this message, or that tell which of its values are meant.
func (w *weigher) narrows(said *Constraint, p *piece, pieces []piece, k int) bool {
	one := said.Op == In && !w.r.c.Column(said.Column).Many // an item has one of them, and it is wanted
	for i := range w.u.Constraints {
		c := &w.u.Constraints[i]
		if c.Column != said.Column || c.Op != said.Op {
			continue
		}
		if slices.Equal(c.Values, said.Values) {
			return true // "a funny comedy"
		}
		if both := shared(c.Values, said.Values); one && len(both) > 0 && !w.alternative(pieces, k) {
			c.Values = both
			c.Span = w.from(c.Span, p.last)
			return true
		}
	}
	last := w.lastSaid(said)
	if last == nil || !p.part || !one || w.s.toks[p.first].Gap != 0 {
		return false
	}
	if w.lastValue == len(w.u.Constraints)-1 && p.first == w.lastValueAt {
		last.Span = w.from(last.Span, p.last)
		return true // "history books", in a shop that has picture books too
	}
	return last.Confidence == 1 && !w.alternative(pieces, k) && !w.turned(p.first) && !w.requested(p.first) // "a dash cam for my daughter's first car" is no car vacuum
}

// lastSaid returns the constraint said last, if it is one of the same sense on the same column.
func (w *weigher) lastSaid(said *Constraint) *Constraint {
	n := len(w.u.Constraints)
	if n == 0 || w.u.Constraints[n-1].Column != said.Column || w.u.Constraints[n-1].Op != said.Op {
		return nil
	}
	return &w.u.Constraints[n-1]
}

// widens takes values that are said in a list with those before.
func (w *weigher) widens(said *Constraint, p *piece, pieces []piece, k int) bool {
	last := w.lastSaid(said)
	if last == nil || said.Op == In && !w.joined(said.Column, p, pieces, k) {
		return false
	}
	for _, v := range said.Values {
		if !slices.Contains(last.Values, v) {
			last.Values = append(last.Values, v)
		}
	}
	last.Words = append(last.Words, said.Words...)
	last.Span = w.from(last.Span, p.last)
	return true
}

// joined says whether wanted values stand in a list with those before: with an "or", after a comma in a list that ends in
// one, or just near them where an item can only have one.
func (w *weigher) joined(column int, p *piece, pieces []piece, k int) bool {
	gap := w.s.toks[p.first].Gap
	switch {
	case w.turned(p.first):
		return false
	case w.alternative(pieces, k), gap == ',' && k > 0 && pieces[k-1].kind == values && w.listed(pieces, k):
		return true
	}
	return !w.r.c.Column(column).Many && p.first-w.lastValueAt <= besides && gap != '.'
}

// replaces drops what the message said of the same column before, where an item has one of them; false when that stays:
// what was asked for first is not given up for what is told later.
func (w *weigher) replaces(said *Constraint, p *piece) bool {
	turned := w.turned(p.first)
	at := slices.IndexFunc(w.u.Constraints, func(c Constraint) bool { return c.Column == said.Column && c.Op == In })
	if at < 0 || said.Op != In || w.r.c.Column(said.Column).Many || w.u.Instead && !turned {
		return true
	}
	if surer := w.u.Constraints[at].Confidence < 1 && !p.part && p.kind == values; !surer && !turned && !w.requested(p.first) {
		return false
	}
	w.u.Constraints = slices.Delete(w.u.Constraints, at, at+1)
	return true
}

// corrects says whether piece k is what is wanted instead of the one value denied right before it: "sorry, not red, blue".
func (w *weigher) corrects(column int, pieces []piece, k int) bool {
	if corrected := w.u.Instead || w.u.Message.Has(policy.Repair) || w.u.Message.Main() == policy.Deny; k < 2 || !corrected || w.r.c.Column(column).Many || !w.denied(&pieces[k]) || w.s.toks[pieces[k].first].Gap != ',' {
		return false
	}
	is := func(p *piece) bool { return p.kind == values && p.mention[0].Column == column }
	denied, no := &pieces[k-1], &pieces[k-2]
	if !is(denied) || no.kind != negates || no.last != denied.first || !w.s.is(corrections, no.first) {
		return false
	}
	if k+1 == len(pieces) {
		return true
	}
	next := &pieces[k+1] // a longer list excludes all that is in it
	return next.kind != orPiece && !w.s.is(and, next.first) && !(is(next) && w.s.toks[next.first].Gap == ',')
}

// disowned says whether piece k begins a clause that goes on to turn it down: "gloves, poles I already have".
func (w *weigher) disowned(pieces []piece, k int) bool {
	p, toks := &pieces[k], w.s.toks
	if p.first > 0 && toks[p.first].Gap == 0 && !w.s.is(but, p.first-1) && !w.s.is(and, p.first-1) {
		return false
	}
	if k+1 == len(pieces) || toks[pieces[k+1].first].Gap != 0 {
		return false
	}
	next := &pieces[k+1]
	if next.kind != narrated && (next.kind != signals || next.signal != owns && next.signal != seen && next.signal != dislikes) {
		return false
	}
	return next.last == len(toks) || toks[next.last].Gap != 0
}

// repeats says whether a part of a name only says what the value before it is a value of: "blue flowers", where a column has
// the color of flowers.
func (w *weigher) repeats(p *piece, pieces []piece, k int) bool {
	if !p.part || p.last-p.first != 1 || k == 0 || pieces[k-1].kind != values || w.s.toks[p.first].Gap != 0 {
		return false
	}
	before, said := pieces[k-1].mention[0].Column, w.s.toks[p.first].Word
	return before != p.mention[0].Column && slices.ContainsFunc(w.r.x.columns[before].name, func(name string) bool {
		return said == name || slices.Contains(w.r.l.singular(said), name) || len(said) > minPart && w.r.edits(said, name) < 2
	})
}

// restated says whether the constraint before only repeats what is believed already, and this value takes its place: "rubber
// looks cheap. Put it on a steel bracelet".
func (w *weigher) restated(column int, op Op, vs []uint32, pieces []piece, k int) bool {
	n := len(w.u.Constraints)
	if n == 0 || op != In || w.r.c.Column(column).Many || w.alternative(pieces, k) {
		return false
	}
	last, held := &w.u.Constraints[n-1], w.held(column)
	if last.Column != column || last.Op != In || held == nil || held.Op != In {
		return false
	}
	return len(shared(last.Values, held.Values)) == len(last.Values) && len(shared(vs, held.Values)) == 0
}

// modified says whether the value before, of the same kind, only describes this one: "ski poles", in a shop that has skis.
func (w *weigher) modified(column int, op Op, p *piece) bool {
	n := len(w.u.Constraints)
	if n == 0 || op != In || w.lastValue != n-1 || p.first != w.lastValueAt || p.part || w.s.toks[p.first].Gap != 0 || w.r.c.Column(column).Role != catalog.Category {
		return false
	}
	last := &w.u.Constraints[n-1]
	if last.Column != column || last.Op != In || len(last.Values) != 1 {
		return false
	}
	said, name := text.Fold(last.Span), text.Fold(w.r.c.Column(column).Value(last.Values[0]))
	return said != name && slices.Contains(w.r.l.singular(said), name)
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

// requested says whether something is asked for between the last value and token i, or follows from it.
func (w *weigher) requested(i int) bool {
	for j := max(0, w.lastValueAt); j < i; j++ {
		if w.s.is(hence, j) {
			return true
		}
		if k, n := w.s.phrase(cues, j); n > 0 && w.r.l.cueList[k].act == policy.Request {
			return true
		}
	}
	return false
}

// turned says whether the shopper has changed his mind between the last value and token i: "I wear nude, let's do pink".
func (w *weigher) turned(i int) bool {
	for j := max(0, w.lastValueAt); j < i; j++ {
		if v, n := w.s.means(j); n > 0 && v == instead {
			return true
		}
	}
	return false
}

// besides is how many words may stand between the parts of a list.
const besides = 5

// refused says whether the same message has excluded values already.
func (w *weigher) refused(column int, vs []uint32) bool {
	return slices.ContainsFunc(w.u.Constraints, func(c Constraint) bool {
		return c.Column == column && c.Op == NotIn && len(shared(c.Values, vs)) == len(vs)
	})
}

// contradict drops what the same message said of the same values before: "slim fit isn't for me, so no slim".
func (w *weigher) contradict(column int, op Op, vs []uint32) {
	w.u.Constraints = slices.DeleteFunc(w.u.Constraints, func(c Constraint) bool {
		return c.Column == column && (c.Op == In && op == NotIn || c.Op == NotIn && op == In) && slices.Equal(c.Values, vs)
	})
}

// said returns the word of an exclusion that items may not have anywhere in their records: who wants no leather doesn't
// want what is described as leather either. Who it is by or in, and what kind of thing it is, the columns say.
func (w *weigher) said(op Op, column int, p *piece) []string {
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

// grade takes the name of a column that says how much there is of something, and knows a none: "no caffeine", "sugar free",
// "lots of caffeine"; and "organic", where what isn't says no.
func (w *weigher) grade(p *piece, pieces []piece, k int) bool {
	if p.label < 0 || w.retracts >= 0 || p.first > 0 && (w.s.is(whichever, p.first-1) || w.s.is(same, p.first-1)) || w.s.questioned(p.first) {
		return false
	}
	sense := &w.r.x.columns[p.label]
	for j := max(0, k-3); j < min(len(pieces), k+4); j++ {
		if q := &pieces[j]; q.kind == values && q.mention[0].Column == p.label {
			return false // "low caffeine"
		}
	}
	con := Constraint{Column: p.label, Op: In, Confidence: surePart, Span: w.span(p.first, p.last)}
	switch {
	case len(sense.none) == 0 || slices.ContainsFunc(w.u.Constraints, func(c Constraint) bool { return c.Column == p.label }):
		return false
	case w.denied(p) || w.lacked(p.last):
		con.Values = slices.Clone(sense.none)
	case len(sense.high) > 0 && p.first > 0 && (w.s.is(plenty, p.first-1) || p.first > 1 && w.s.is(links, p.first-1) && w.s.is(plenty, p.first-2)):
		con.Values = slices.Clone(sense.high)
	case w.r.c.Column(p.label).Name == w.s.phraseOf(p): // "organic", and no word for what is measured
		con.Op, con.Values = NotIn, slices.Clone(sense.none)
	default:
		return false
	}
	w.lastValue, w.lastValueAt = len(w.u.Constraints), p.last
	w.add(con)
	return true
}

// flag takes the name of a column that says yes or no.
func (w *weigher) flag(p *piece) {
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
		switch p := &pieces[j]; {
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
		switch p := &pieces[j]; {
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
func (w *weigher) conceive(p *piece, pieces []piece, k int) {
	type bound struct {
		column int
		values []uint32
	}
	var found []bound
	want := p.concept.want
	if own := w.s.phraseOf(p); !p.concept.both && slices.Contains(want, own) && len(w.r.entities(own)) > 0 {
		want = []string{own} // family games, where some are called so
	}
	for _, name := range want {
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
		w.lastValueAt = p.last
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
