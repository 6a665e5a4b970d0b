package prefer

import (
	"slices"
	"strings"

	"rso/catalog"
)

// named is values of one column that a word stands in the names of.
type named struct {
	column int
	values []uint32
}

// partly reads words that are a part of the names of values: "kitchen stuff" in a shop that has kitchen accessories. Words
// in a row name the values that have them all.
func (s *scanner) partly(i int) piece {
	if s.strict || s.measures(i) {
		return piece{}
	}
	var best named
	last := i
	for _, n := range s.partsAt(i) {
		vs, j := s.abbreviated(i, n), i+1
		for j < len(s.toks) && s.toks[j].Gap == 0 {
			if s.is(and, j) && j+1 < len(s.toks) && s.toks[j+1].Gap == 0 && len(s.pair(vs, n.column, j+1)) > 0 {
				j++ // "wine and cheese"
			}
			both := shared(vs, valuesOf(s.partsAt(j), n.column))
			if len(both) == 0 {
				break
			}
			vs, j = both, j+1
		}
		if of := s.lettered(vs, n.column, j); len(of) > 0 {
			vs, j = of, j+1
		} else if j > i+1 {
			if vs = s.inOrder(vs, n.column, i, j); len(vs) == 0 {
				vs, j = s.abbreviated(i, n), i+1
			}
		}
		if col, k := s.r.x.named.At(s.toks, i); j == i+1 && k == 1 && (col != n.column || i > 0 && (s.is(same, i-1) || s.is(whichever, i-1))) {
			continue // the name of a column
		}
		switch {
		case len(vs) == 0, j == i+1 && !s.tells(i, n), j < last, s.functionOnly(i, j):
		case j > last || s.prefers(named{n.column, vs}, best, j-1):
			best, last = named{n.column, vs}, j
		}
	}
	if n, ok := s.paired(i); ok && last <= i+2 {
		best, last = n, i+2
	}
	if last == i {
		return piece{}
	}
	return piece{first: i, last: last, kind: values, mention: entitiesOf(best), part: true}
}

// pair keeps the values whose names have the word before the "and" before j right before the one at j.
func (s *scanner) pair(vs []uint32, column, j int) []uint32 {
	return s.inOrder(shared(vs, valuesOf(s.partsAt(j), column)), column, j-2, j+1)
}

// lettered keeps the values in whose names a word of one or two letters begins one that ends in digits: "vitamin d" is
// vitamin D3.
func (s *scanner) lettered(vs []uint32, column, j int) []uint32 {
	if j >= len(s.toks) || s.toks[j].Gap != 0 || len(s.toks[j].Word) > 2 {
		return nil
	}
	w, col := s.toks[j].Word, s.r.c.Column(column)
	return slices.DeleteFunc(slices.Clone(vs), func(v uint32) bool {
		return !slices.ContainsFunc(wordsOf(col.Value(v)), func(name string) bool {
			rest, ok := strings.CutPrefix(name, w)
			return ok && digits(rest) && !digits(w)
		})
	})
}

// paired reads two words that a value writes as one: a "smart watch" where there are smartwatches.
func (s *scanner) paired(i int) (n named, ok bool) {
	if i+1 >= len(s.toks) || s.toks[i+1].Gap != 0 || !s.r.x.begins[s.toks[i].Word] {
		return n, false
	}
	for _, f := range append([]string{s.toks[i+1].Word}, s.r.l.singular(s.toks[i+1].Word)...) {
		var found []named
		if s.r.addParts(&found, s.toks[i].Word+f); len(found) > 0 {
			return found[0], true
		}
	}
	return n, false
}

// functionOnly says whether no word of [i, j) has content.
func (s *scanner) functionOnly(i, j int) bool {
	if j == i+1 {
		return false // tells says so
	}
	for _, t := range s.toks[i:j] {
		if !s.r.l.is(function, t.Word) {
			return false
		}
	}
	return true
}

// inOrder keeps the values in whose names the words of [i, j) stand in a row.
func (s *scanner) inOrder(vs []uint32, column, i, j int) []uint32 {
	col := s.r.c.Column(column)
	return slices.DeleteFunc(slices.Clone(vs), func(v uint32) bool {
		name := wordsOf(col.Value(v))
		for at := range name {
			k := i
			skipped := 0 // an "and" that the name writes as "&"
			for k < j && at+k-i-skipped < len(name) {
				if s.is(and, k) && name[at+k-i-skipped] != s.toks[k].Word {
					skipped++
				} else if !s.r.alike(s.toks[k].Word, name[at+k-i-skipped]) {
					break
				}
				k++
			}
			if k == j {
				return false
			}
		}
		return true
	})
}

// alike says whether a typed word may stand for a word of a name: in another form, as a part of it, or misspelt.
func (r *Reasoner) alike(w, name string) bool {
	if n, ok := r.l.numbers[w]; ok && !n.scale && n.value > 1 && catalog.FormatNumber(n.value) == name {
		return true
	}
	return w == name || slices.Contains(r.l.singular(w), name) || len(w) > minPart && strings.HasSuffix(name, w) || len(w) >= minPart && catalog.Edits(w, name) < 3
}

// measures says whether the word names the number column of a number before it: "35g protein" asks for no protein bar.
func (s *scanner) measures(i int) bool {
	if i == 0 || !s.amountAt(i-1) && (i == 1 || !s.amountAt(i-2) || len(s.r.l.units[s.toks[i-1].Word]) == 0) {
		return false
	}
	p := s.label(i)
	return p.kind == labelled && p.label >= 0 && s.r.c.Column(p.label).Kind == catalog.Number
}

// abbreviated keeps the values that may go by the word at toks[i]: of a maker's name people leave out the end, not the
// beginning.
func (s *scanner) abbreviated(i int, n named) []uint32 {
	col := s.r.c.Column(n.column)
	if col.Role != catalog.Maker {
		return n.values
	}
	return slices.DeleteFunc(slices.Clone(n.values), func(v uint32) bool { return !s.r.alike(s.toks[i].Word, wordsOf(col.Value(v))[0]) })
}

// prefers says whether a is the likelier reading of as many words, the last of which is at i: cheese is rather "wine and
// cheese" than "the cheese loft".
func (s *scanner) prefers(a, b named, i int) bool {
	x, y := rankOf(s.r.c.Column(a.column).Role), rankOf(s.r.c.Column(b.column).Role)
	if p, q := s.headed(a, i), s.headed(b, i); x == y && p != q {
		return p
	}
	return x < y || x == y && len(a.values) < len(b.values)
}

// headed says whether all values have the word at i for their last.
func (s *scanner) headed(n named, i int) bool {
	return !slices.ContainsFunc(n.values, func(v uint32) bool { return !s.r.alike(s.toks[i].Word, lastOf(s.r.c.Column(n.column).Value(v))) })
}

// tells says whether one word alone can name values: it is no ordinary word, and not in the names of nearly all of them.
func (s *scanner) tells(i int, n named) bool {
	w := s.toks[i].Word
	if _, number := s.r.l.numbers[w]; number {
		return false
	}
	if len(w) < 3 && (w[0] <= '9') == (w[len(w)-1] <= '9') {
		return false // "4k" and "xl" say something, "a" and "10" don't
	}
	if s.r.l.is(function, w) && (s.r.c.Column(n.column).Role != catalog.Category || !s.heads(w, n)) {
		return false
	}
	col := s.r.c.Column(n.column)
	if s.r.l.ordinary(w) && !slices.ContainsFunc(n.values, func(v uint32) bool { return s.r.alike(w, lastOf(col.Value(v))) }) {
		return false
	}
	if !slices.ContainsFunc(n.values, func(v uint32) bool { return s.r.begins(w, col.Value(v)) }) {
		return false
	}
	if most := col.NumValues(); len(n.values)*3 > most*2 && most > 1 {
		return false
	}
	return col.Role == catalog.Category || !s.r.l.ordinary(w) && !s.r.l.is(common, w)
}

// begins says whether a word may stand for a name: for its last word in any form, for one before it not as the plural of
// it, so that "it rains" asks for no rain jacket.
func (r *Reasoner) begins(w, name string) bool {
	words := wordsOf(name)
	plain := r.l.plain(w)
	for k, n := range words {
		if !plain || k == len(words)-1 || len(w) <= len(n) || !strings.HasPrefix(w, n) {
			if r.alike(w, n) || catalog.Edits(w, n) < 3 || !plain && clips(w, n) {
				return true
			}
		}
	}
	return slices.ContainsFunc(r.l.singular(w), func(f string) bool { return r.x.joined[f] != nil }) || r.x.joined[w] != nil || firstLetters(words) == strings.TrimSuffix(w, "s")
}

// firstLetters are the first letters of words, where there are three at least.
func firstLetters(words []string) string {
	short := ""
	for _, w := range words {
		short += w[:1]
	}
	if len(words) < 3 {
		return ""
	}
	return short
}

// heads says whether an ordinary word is, in another form, the last word of a value's name: a "watch" is one where there
// are smartwatches.
func (s *scanner) heads(w string, n named) bool {
	col := s.r.c.Column(n.column)
	return slices.ContainsFunc(n.values, func(v uint32) bool {
		head := lastOf(col.Value(v))
		return head != w && s.r.alike(w, head)
	})
}

// lastOf is the last word of a name.
func lastOf(name string) string {
	words := wordsOf(name)
	if len(words) == 0 {
		return ""
	}
	return words[len(words)-1]
}
