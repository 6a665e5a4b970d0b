package prefer

import (
	"slices"
	"strings"

	"rso/catalog"
)

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
	var count [256]int8 // of the letters of one, less those of the other: a sort would be 9 KB of code
	for i := range len(w) {
		count[w[i]]++
		count[name[i]]--
	}
	return count == [256]int8{}
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
