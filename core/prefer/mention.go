package prefer

import (
	"slices"

	"rso/catalog"
)

// A mentioned is the piece that a mention makes, once it was asked for.
type mentioned struct {
	piece piece
	known bool
}

// mention makes a piece of the mention that begins at toks[i], if it is one in this sentence.
func (s *scanner) mention(i int) piece {
	if i >= len(s.toks) {
		return piece{}
	}
	if at := &s.mentionedAt[i]; !at.known {
		at.known, at.piece = true, s.newMention(i)
	}
	return s.mentionedAt[i].piece
}

func (s *scanner) newMention(i int) piece {
	for _, m := range s.mentions {
		if m.First != i {
			continue
		}
		if es, ok := s.read(m); ok {
			k := values
			if s.r.c.Column(es[0].Column).Role == catalog.Title {
				k = titles
			}
			return piece{first: m.First, last: m.Last, kind: k, mention: es}
		}
	}
	return piece{}
}

// read decides what a mention names here: the values of one column or the items of a title; ok is false when the
// words are more likely just words.
func (s *scanner) read(m catalog.Mention) (es []catalog.Entity, ok bool) {
	var valued, titled []catalog.Entity
	for _, e := range m.Entities {
		if s.r.c.Column(e.Column).Role == catalog.Title {
			titled = append(titled, e)
		} else {
			valued = append(valued, e)
		}
	}
	valued, titled = wholes(valued), wholes(titled)
	isTitle := len(titled) > 0 && s.titleLikely(m, titled)
	if of := s.ofLabel(m, valued); len(of) > 0 {
		return of, true
	}
	valued = slices.DeleteFunc(valued, func(e catalog.Entity) bool { return s.r.x.columns[e.Column].truth })
	if len(valued) > 0 && s.valueLikely(m, valued) && !(isTitle && s.afterTitleCue(m)) {
		return sameColumn(s.likeliest(valued)), true
	}
	return titled, isTitle
}

// ofLabel keeps the values of the column that is named right beside the mention: "size M", "in oak wood".
func (s *scanner) ofLabel(m catalog.Mention, es []catalog.Entity) []catalog.Entity {
	var of []catalog.Entity
	for _, e := range es {
		if col := s.r.x.columns[e.Column]; !col.truth && col.plain && s.r.c.Column(e.Column).Role != catalog.People && (s.labels(m.First-1, e.Column) || s.labels(m.First-2, e.Column) || s.labels(m.Last, e.Column)) {
			of = append(of, e)
		}
	}
	return of
}

// labels says whether the word at j names a column of values.
func (s *scanner) labels(j, column int) bool {
	if j < 0 || j >= len(s.toks) {
		return false
	}
	if col, n := s.r.x.named.At(s.toks, j); n == 1 {
		return col == column
	}
	dims, n := s.dims(j)
	return n == 1 && slices.ContainsFunc(dims, func(d int) bool { return slices.Contains(s.r.x.of[d], column) })
}

// likeliest puts the values first whose column people speak of most: what kind of thing it is, who made it, and then
// what it is like.
func (s *scanner) likeliest(es []catalog.Entity) []catalog.Entity {
	rank := func(e catalog.Entity) int { return rankOf(s.r.c.Column(e.Column).Role) }
	best := es[0]
	for _, e := range es[1:] {
		if rank(e) < rank(best) {
			best = e
		}
	}
	return slices.DeleteFunc(es, func(e catalog.Entity) bool { return e.Column != best.Column })
}

// rankOf orders roles by how readily people name their values.
func rankOf(r catalog.Role) int {
	switch r {
	case catalog.Category:
		return 0
	case catalog.Maker:
		return 1
	case catalog.People:
		return 2
	}
	return 3
}

// wholes drops aliases where something has the whole name.
func wholes(es []catalog.Entity) []catalog.Entity {
	if len(es) > 0 && !es[0].Alias {
		return slices.DeleteFunc(es, func(e catalog.Entity) bool { return e.Alias })
	}
	return es
}

// sameColumn keeps the entities of the first one's column.
func sameColumn(es []catalog.Entity) []catalog.Entity {
	col := es[0].Column
	return slices.DeleteFunc(slices.Clone(es), func(e catalog.Entity) bool { return e.Column != col })
}

// felt says whether the sentence has spoken of items before token i: liked, seen or looked for.
func (s *scanner) felt(i int) bool {
	for j := i - 1; j >= 0; j-- {
		switch v, n := s.means(j); {
		case n == 0:
		case v == likes || v == dislikes || v == seen || v == unseen || v == owns || v == similar:
			return true
		}
		if s.toks[j].Gap == '.' {
			return false
		}
	}
	return false
}

func digits(w string) bool {
	for i := range len(w) {
		if w[i] < '0' || w[i] > '9' {
			return false
		}
	}
	return true
}
