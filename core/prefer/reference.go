package prefer

import (
	"slices"
	"strings"

	"rso/catalog"
)

// reference reads "the second one", "number 2", "the first three": places in the list just shown.
func (s *scanner) reference(i int) piece {
	if len(s.ctx.Shown)+len(s.ctx.More) == 0 {
		return piece{}
	}
	if p := s.called(i); p.kind != nothing {
		return p
	}
	if p := s.numbered(i); p.kind != nothing {
		return p
	}
	n, ok := s.r.l.ordinals[s.toks[i].Word]
	if w := s.toks[i].Word; !ok && w[len(w)-1] == 's' {
		n, ok = s.r.l.ordinals[w[:len(w)-1]] // "the second's too small"
	}
	at := i
	if s.is(articles, i) && i+1 < len(s.toks) {
		at++
	}
	if count, end, many := s.count(at); !ok && many && end < len(s.toks) && s.toks[end].Gap == 0 { // "las dos primeras"
		w := s.toks[end].Word
		if from, of := s.r.l.ordinals[strings.TrimSuffix(w, "s")]; of && w[len(w)-1] == 's' {
			return piece{first: i, last: end + 1, kind: refers, items: s.some(from, count)}
		}
	}
	if !ok {
		return piece{}
	}
	last := i + 1
	follows := last < len(s.toks) && s.toks[last].Gap == 0
	if follows {
		if count, end, ok := s.count(last); ok {
			return piece{first: i, last: end, kind: refers, items: s.some(n, count)}
		}
		switch w := s.toks[last].Word; {
		case s.r.l.is(things, w):
			last++
		case s.r.l.is(times, w):
			return piece{} // "last week"
		case !s.r.l.is(function, w) && !s.determined(i):
			return piece{} // "the first wives club", "my second laptop"
		}
	}
	items := s.some(n, 1)
	if len(items) == 0 {
		return piece{}
	}
	return piece{first: i, last: last, kind: refers, items: items}
}

// some returns count items from the n-th on or, when n is negative, the last count.
func (s *scanner) some(n, count int) []catalog.Item {
	if n < 0 {
		return s.ctx.Shown[max(0, len(s.ctx.Shown)-count+n+1):max(0, len(s.ctx.Shown)+n+1)]
	}
	var items []catalog.Item
	for k := range count {
		if i, ok := s.ctx.at(n + k); ok {
			items = append(items, i)
		}
	}
	return items
}

// count reads a small number of items: "three", "2 ones".
func (s *scanner) count(j int) (n, last int, ok bool) {
	w := s.toks[j].Word
	v, known := s.r.l.numbers[w]
	n, last = int(v.value), j+1
	if !known || v.scale {
		if len(w) > 1 || w < "2" || w > "9" {
			return 0, 0, false
		}
		n = int(w[0] - '0')
	}
	if last < len(s.toks) && s.toks[last].Gap == 0 && s.is(things, last) {
		last++
	}
	return n, last, n > 1 && n < 10
}

// numbered reads "#2", "number two", "option 3".
func (s *scanner) numbered(i int) piece {
	j := i
	sign := s.toks[i].Start > 0 && s.message[s.toks[i].Start-1] == '#'
	if !sign {
		if !s.is(numbering, i) || i+1 == len(s.toks) || s.toks[i+1].Gap == '.' && s.toks[i].Word != "no" {
			return piece{}
		}
		j++
	}
	n := 0
	if w := s.toks[j].Word; len(w) == 1 && w >= "1" && w <= "9" {
		n = int(w[0] - '0')
	} else if v, ok := s.r.l.numbers[w]; ok && !v.scale && v.value < 11 {
		n = int(v.value)
	}
	item, ok := s.ctx.at(n)
	if n == 0 || !ok {
		return piece{}
	}
	return piece{first: i, last: j + 1, kind: refers, items: []catalog.Item{item}}
}

// determined says whether the word before toks[i] points: "the second laptop", "than the first phone".
func (s *scanner) determined(i int) bool {
	return i > 0 && s.is(pointers, i-1)
}

// called reads "the Fjell", "that Dell": words that one of the items just shown has in its title or its values, and no
// other has, behind a word that points.
func (s *scanner) called(i int) piece {
	if !s.determined(i) || s.is(function, i) || len(s.ctx.Shown)+len(s.ctx.More) < 2 || s.strict {
		return piece{}
	}
	var found []catalog.Item
	last := i
	for _, item := range slices.Concat(s.ctx.Shown, s.ctx.More) {
		n := 0
		title := wordsOf(s.r.c.Title(item))
		for i+n < len(s.toks) && (n == 0 || s.toks[i+n].Gap == 0) && slices.Contains(title, s.toks[i+n].Word) {
			n++
		}
		switch {
		case n == 0 || i+n < last:
		case i+n > last:
			found, last = []catalog.Item{item}, i+n
		default:
			found = append(found, item)
		}
	}
	if len(found) != 1 || s.plainWords(i, last) {
		return piece{}
	}
	if last < len(s.toks) && s.toks[last].Gap == 0 {
		switch w := s.toks[last].Word; {
		case s.r.l.is(things, w) && w[len(w)-1] != 's': // "the Fjell one", but not "the Nordvik ones"
			last++
		case s.r.l.is(things, w) || !s.r.l.is(function, w):
			return piece{}
		}
	}
	return piece{first: i, last: last, kind: refers, items: found}
}

// sourced says whether the column named at token i is where something comes from: "from the brand".
func (s *scanner) sourced(i int) bool {
	for j := i - 1; j >= max(0, i-2); j-- {
		if s.is(sources, j) {
			return true
		}
	}
	return false
}

// group says whether items are spoken of at token i by what they have in common: "the ones in Rome".
func (s *scanner) group(i int) bool {
	for j := i; j < min(i+2, len(s.toks)-1); j++ {
		if w := s.toks[j].Word; s.is(things, j) && w[len(w)-1] == 's' && s.is(function, j+1) && s.toks[j+1].Gap == 0 {
			return true
		}
	}
	return false
}

// plainWords says whether all words of [i, last) are ordinary or name values of the catalog: "the leather bag" asks for one.
func (s *scanner) plainWords(i, last int) bool {
	for j := i; j < last; j++ {
		w := s.toks[j].Word
		ordinary := len(w) < 3 || s.r.l.is(function, w) || s.r.l.is(common, w) || s.r.l.ordinary(w)
		if maker := s.namesMaker(j); maker || !ordinary && len(s.partsAt(j)) == 0 {
			return false
		}
	}
	return true
}

// namesMaker says whether the word is a maker's.
func (s *scanner) namesMaker(j int) bool {
	return slices.ContainsFunc(s.partsAt(j), func(n named) bool { return s.r.c.Column(n.column).Role == catalog.Maker })
}
