package prefer

import (
	"slices"

	"rso/catalog"
	"rso/catalog/text"
)

// A Demand is what a text asks for beyond its words: the part of a search field's text that is no name. "red running
// shoes under $100" demands three things, the color, the kind and the price.
type Demand struct {
	Constraints []Constraint
	Sort        *Sort
	Words       []text.Token // what is left to search for: bounds, orders and what is excluded are no words of an item
}

// Demand reads the text of a search field. A text without numbers, comparisons, orders and negations demands nothing:
// then its words alone say what is wanted, and better than a filter would, since "cotton shirt" is a kind of shirt in
// one shop and a material in another.
func (r *Reasoner) Demand(message string) Demand {
	message = clip(message)
	toks := text.Tokens(nil, message)
	if len(toks) > maxWords {
		toks = toks[:maxWords]
	}
	if !r.demanding(toks) {
		return Demand{Words: toks}
	}
	s := r.scanner(message, toks, Context{Asked: -1})
	s.strict = true
	pieces := s.scan()
	u := Understanding{Wants: map[signal]bool{}}
	w := newWeigher(r, s.ctx, &s, &u)
	w.weigh(pieces)
	if !slices.ContainsFunc(pieces, func(p piece) bool { return p.kind == sorted && !p.dir.comparative }) {
		u.Sort = nil // "like the Fjell but cheaper" names an item; only "the cheapest" is an order
	}
	if u.Sort == nil && !slices.ContainsFunc(u.Constraints, func(k Constraint) bool { return k.Op != In }) {
		return Demand{Words: toks} // "my sister told me two weeks ago that you have it in stock"
	}
	d := Demand{Constraints: u.Constraints, Sort: u.Sort}
	for _, p := range pieces {
		switch p.kind {
		case measured:
			if !p.quantity.bare {
				continue
			}
		case sorted, negates, strength, orPiece:
			continue
		case values, conceived:
			if excluded(u.Constraints, &p) {
				continue
			}
		}
		d.Words = append(d.Words, toks[p.first:p.last]...)
	}
	return d
}

// demanding says whether a text may hold more than words: a cheap look before the reading.
func (r *Reasoner) demanding(toks []text.Token) bool {
	for i, t := range toks {
		if c := t.Word[0]; '0' <= c && c <= '9' {
			return true
		}
		if _, ok := r.l.numbers[t.Word]; ok {
			return true
		}
		if h, _ := r.l.phrases.read(toks, i); h[before].n > 0 || h[orders].n > 0 || h[negations].n > 0 {
			return true
		}
	}
	return false
}

// excluded says whether a piece names a value that is not wanted.
func excluded(constraints []Constraint, p *piece) bool {
	return slices.ContainsFunc(constraints, func(k Constraint) bool {
		return k.Op == NotIn && slices.ContainsFunc(p.mention, func(e catalog.Entity) bool { return e.Column == k.Column && slices.Contains(k.Values, e.Value) })
	})
}
