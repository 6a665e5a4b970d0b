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
		if col, k := s.r.x.named.at(s.toks, i); j == i+1 && k == 1 && (col != n.column || i > 0 && s.is(same, i-1)) {
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
	return slices.ContainsFunc(r.l.singular(w), func(f string) bool { return r.x.joined[f] != nil }) || r.x.joined[w] != nil || initials(words) == strings.TrimSuffix(w, "s")
}

// initials are the first letters of words, where there are three at least.
func initials(words []string) string {
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

// partsAt returns the values that have a word in their names, as it is typed, in another of its forms, as another word
// for the same thing or, when there are none, as a part of a word or misspelt.
func (s *scanner) partsAt(j int) []named {
	if s.parts[j] == nil {
		if s.parts[j] = s.r.partsOf(s.toks[j].Word); s.parts[j] == nil {
			s.parts[j] = noParts
		}
	}
	return s.parts[j]
}

// noParts says that a word was looked up, and is in no name.
var noParts = []named{}

func (r *Reasoner) partsOf(w string) []named {
	if len(w) < 2 || len(r.x.parts) == 0 {
		return nil
	}
	if found, ok := r.partial[w]; ok {
		return found
	}
	if len(r.partial) > maxParts {
		r.partial = map[string][]named{}
	}
	found := r.findParts(w)
	r.partial[strings.Clone(w)] = found // a word shares its message's memory
	return found
}

// minClipped is how many letters a word has at least that stands for a longer one.
const minClipped = 3

// maxParts bounds the words that are remembered.
const maxParts = 2048

func (r *Reasoner) findParts(w string) []named {
	forms := append([]string{w}, r.l.singular(w)...)
	if n, ok := r.l.numbers[w]; ok && !n.scale && n.value > 1 {
		forms = append(forms, catalog.FormatNumber(n.value)) // "four season", where tents are for 4 seasons
	}
	var found []named
	for _, f := range forms {
		r.addParts(&found, f)
	}
	for _, f := range append(forms, strings.TrimSuffix(w, "s")) {
		if len(found) == 0 && !r.l.is(function, w) {
			found = append(found, r.x.short[f]...)
		}
	}
	for _, f := range forms {
		if pair := r.x.joined[f]; len(found) == 0 && pair != nil {
			var second []named
			r.addParts(&found, pair[0])
			r.addParts(&second, pair[1])
			found = inBoth(found, second)
		}
	}
	if len(found) > 0 || len(w) < minClipped {
		return found
	}
	plain := r.l.ordinary(w) || r.l.is(function, w)
	for _, p := range r.x.parts {
		for _, f := range forms {
			if len(f) > minPart && len(p) >= len(f)+minPart && strings.HasSuffix(p, f) {
				r.addParts(&found, p)
			}
		}
	}
	found = slices.DeleteFunc(found, func(n named) bool {
		role := r.c.Column(n.column).Role
		return role == catalog.Maker || plain && role != catalog.Category // TechGear is no gear, and an ordinary word names kinds of things at most
	})
	if len(found) == 0 && !plain && len(r.forms(w)) == 0 && !r.l.is(common, w) {
		for _, f := range forms {
			if len(found) == 0 && !r.l.plain(f) {
				r.clipped(&found, f) // "cranks" are cranksets
			}
		}
		if len(found) > 0 || len(w) < minPart {
			return found
		}
		spelt := r.linker.Spelt(w)
		for _, f := range forms[1:] {
			if len(spelt) == 0 && len(f) >= minPart {
				spelt = r.linker.Spelt(f) // "puzle", where there are puzzles
				if len(f) < len(w) {
					spelt = slices.DeleteFunc(spelt, func(p string) bool { return !slipped(f, p) }) // "tyers" are tyres, "piles" no pine
				}
			}
		}
		for _, p := range spelt {
			if r.l.does(w, p) {
				continue // a rider is no misspelt Ride
			}
			if p[0] != w[0] && !(len(w) > minPart+1 && soundAlike(w[0], p[0])) || len(w) <= longSpelt && r.edits(w, p) > 1 || len(w) <= minSpelt && !slipped(w, p) {
				continue
			}
			if plain := r.l.is(common, p) || r.l.is(function, p) || r.l.ordinary(p); !plain {
				r.addParts(&found, p)
			} else if whole := r.entities(p); len(whole) > 0 { // "blak" is black, where black is a color
				found = append(found, named{whole[0].Column, entitiesValues(sameColumn(whole))})
			}
		}
	}
	return found
}

// clipped adds the values that have the one word that a word begins, in any of its forms: a "sax" is a saxophone.
func (r *Reasoner) clipped(to *[]named, w string) {
	whole := ""
	for _, p := range r.x.initial[w[0]] {
		if !clips(w, p) {
			continue
		}
		if whole != "" && !slices.Contains(r.l.singular(p), whole) && !slices.Contains(r.l.singular(whole), p) {
			return
		}
		whole = p
	}
	if whole == "" {
		return
	}
	for _, f := range append([]string{whole}, r.l.singular(whole)...) {
		r.addParts(to, f)
	}
	*to = slices.DeleteFunc(*to, func(n named) bool {
		role := r.c.Column(n.column).Role
		return role == catalog.Maker || role != catalog.Category && len(w) <= minPart // "bro" is no broccoli
	})
}

// clips says whether a word is the beginning of another that is long enough to be cut short.
func clips(w, whole string) bool {
	return len(w) >= minClipped && len(whole) >= len(w)+3 && strings.HasPrefix(whole, w)
}

// soundAlike says whether words that begin with two letters may sound the same: "filosophy".
func soundAlike(a, b byte) bool {
	for _, pair := range [...]string{"fp", "ck", "cs", "kq", "gj", "sz", "ei"} {
		if a == pair[0] && b == pair[1] || a == pair[1] && b == pair[0] {
			return true
		}
	}
	return false
}

// slipped says whether a short word lacks a letter of another, or has two swapped: "lift" is no misspelt "loft".
func slipped(w, name string) bool {
	if len(w) != len(name) {
		return len(w) < len(name)
	}
	a, b := []byte(w), []byte(name)
	slices.Sort(a)
	slices.Sort(b)
	return string(a) == string(b)
}

// edits is how far a word is from another or from one of its forms.
func (r *Reasoner) edits(w, name string) int {
	least := catalog.Edits(w, name)
	for _, f := range r.l.singular(name) {
		least = min(least, catalog.Edits(w, f))
	}
	return least
}

// addParts adds the values that have a word in their names.
func (r *Reasoner) addParts(to *[]named, word string) {
	if !r.x.words[word] {
		return
	}
	r.c.EachNamed(word, func(column int, value uint32) {
		if !r.x.columns[column].partial(r.c.Column(column)) {
			return
		}
		for k := range *to {
			if n := &(*to)[k]; n.column == column {
				if !slices.Contains(n.values, value) {
					n.values = append(n.values, value)
				}
				return
			}
		}
		*to = append(*to, named{column, []uint32{value}})
	})
}

// inBoth keeps the values that are in two lists, column by column.
func inBoth(a, b []named) []named {
	var out []named
	for _, n := range a {
		if vs := shared(n.values, valuesOf(b, n.column)); len(vs) > 0 {
			out = append(out, named{n.column, vs})
		}
	}
	return out
}

// shared returns the values that are in both lists.
func shared(a, b []uint32) []uint32 {
	var both []uint32
	for _, v := range a {
		if slices.Contains(b, v) {
			both = append(both, v)
		}
	}
	return both
}

func valuesOf(list []named, column int) []uint32 {
	for _, n := range list {
		if n.column == column {
			return n.values
		}
	}
	return nil
}

func entitiesOf(n named) []catalog.Entity {
	var es []catalog.Entity
	for _, v := range n.values {
		es = append(es, catalog.Entity{Column: n.column, Value: v})
	}
	return es
}

// synonym reads a word for a thing that this catalog may call otherwise: a "cell phone" where there are smartphones, an
// "e-bike" where a column says whether a bicycle is electric.
func (s *scanner) synonym(i, n int, c *concept) piece {
	if s.strict {
		return piece{}
	}
	if own := s.phraseOf(piece{first: i, last: i + n}); !c.opposite { // what goes by the very word, if anything does
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
		if col, k := s.r.x.named.at(toks, 0); k == len(toks) && s.r.x.columns[col].truth {
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
