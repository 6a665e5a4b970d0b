package prefer

import (
	"slices"
	"strings"

	"rso/catalog"
)

// synonym reads a word for a thing that this catalog may call otherwise: a "cell phone" where there are smartphones, an
// "e-bike" where a column says whether a bicycle is electric.
func (s *scanner) synonym(i, n int, c *concept) piece {
	if s.strict {
		return piece{}
	}
	if own := s.phraseOf(&piece{first: i, last: i + n}); !c.opposite { // what goes by the very word, if anything does
		forms := append([]string{own}, s.r.l.singular(own)...)
		for _, f := range forms {
			if es := slices.DeleteFunc(slices.Clone(s.r.entities(f)), func(e catalog.Entity) bool { return s.r.x.columns[e.Column].truth }); len(es) > 0 {
				return piece{first: i, last: i + n, kind: values, mention: sameColumn(s.likeliest(es))}
			}
		}
	}
	p, ok := s.r.synonyms[c]
	if !ok {
		p = s.newSynonym(c)
		s.r.synonyms[c] = p
	}
	p.first, p.last, p.mention = i, i+n, slices.Clone(p.mention)
	return p
}

// newSynonym reads a concept in this catalog, wherever it stands.
func (s *scanner) newSynonym(c *concept) (p piece) {
	for _, name := range c.want {
		toks := wordTokens(name)
		if col, k := s.r.x.named.At(toks, 0); k == len(toks) && s.r.x.columns[col].truth {
			p.kind, p.label, p.strong = flagged, col, c.opposite
			return p
		}
	}
	if c.opposite {
		return p
	}
	var whole, part, loose named
	for _, name := range c.want {
		for _, e := range s.r.entities(name) {
			if s.r.x.columns[e.Column].truth {
				continue
			}
			whole = s.collect(whole, named{e.Column, []uint32{e.Value}})
		}
		for _, x := range s.r.headed(name) {
			part = s.collect(part, x)
		}
		if name == c.want[0] {
			for _, x := range s.r.havingAll(name) {
				if s.r.c.Column(x.column).Role == catalog.Maker {
					continue
				}
				loose = s.collect(loose, x)
			}
		}
	}
	switch {
	case len(whole.values) > 0 && (len(part.values) == 0 || rankOf(s.r.c.Column(part.column).Role) >= rankOf(s.r.c.Column(whole.column).Role)):
		p.kind, p.mention = values, entitiesOf(whole)
	case len(part.values) > 0:
		p.kind, p.mention, p.part = values, entitiesOf(part), true
	case len(loose.values) > 0:
		p.kind, p.mention, p.part = values, entitiesOf(loose), true
	}
	return p
}

// collect adds values of the same column, and takes those of a likelier one instead.
func (s *scanner) collect(to, n named) named {
	switch {
	case len(to.values) == 0 || rankOf(s.r.c.Column(n.column).Role) < rankOf(s.r.c.Column(to.column).Role):
		return named{n.column, slices.Clone(n.values)}
	case n.column != to.column:
		return to
	}
	for _, v := range n.values {
		if !slices.Contains(to.values, v) {
			to.values = append(to.values, v)
		}
	}
	return to
}

// headed returns the values whose names end with a phrase: "tv" is meant by "smart TVs", and not by "TV stands".
func (r *Reasoner) headed(phrase string) []named {
	words := wordsOf(phrase)
	head := words[len(words)-1]
	usual := r.l.ordinary(head) || r.l.is(common, head) || r.l.is(function, head)
	last := append([]string{words[len(words)-1]}, r.l.singular(words[len(words)-1])...)
	var all []named
	for _, n := range r.partsOf(words[len(words)-1]) {
		if role := r.c.Column(n.column).Role; role == catalog.Maker || usual && role != catalog.Category {
			continue // "novels" are not what Tall Pine Books has published
		}
		x := named{column: n.column}
		for _, v := range n.values {
			name := wordsOf(r.c.Column(n.column).Value(v))
			head := name[len(name)-1]
			if len(name) >= len(words) && slices.ContainsFunc(last, func(w string) bool { return strings.HasSuffix(head, w) }) &&
				slices.Equal(name[len(name)-len(words):len(name)-1], words[:len(words)-1]) {
				x.values = append(x.values, v)
			}
		}
		if len(x.values) > 0 {
			all = append(all, x)
		}
	}
	return all
}

// havingAll returns the values that have all words of a phrase in their names.
func (r *Reasoner) havingAll(phrase string) []named {
	var all []named
	for k, w := range wordsOf(phrase) {
		if of := r.partsOf(w); k == 0 {
			all = inBoth(of, of)
		} else {
			all = inBoth(all, of)
		}
	}
	return all
}
