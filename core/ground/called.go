package ground

import (
	"slices"
	"strings"

	"rso/catalog"
)

// supported returns the items whose records have the words of [first, last) in a row.
func (rd *reading) supported(first, last int) (items uint32) {
	if last-first != 1 {
		return rd.support(first, last)
	}
	if rd.traits[first]&askedRecords == 0 {
		rd.traits[first] |= askedRecords
		rd.borne[first] = rd.support(first, last)
	}
	return rd.borne[first]
}

func (rd *reading) support(first, last int) (items uint32) {
	words := rd.phrase(first, last)
	if last-first == 1 {
		same, ok := rd.v.l.same[words]
		if !ok {
			same, ok = rd.v.l.same[strings.TrimSuffix(words, "s")] // "both Ethiopians"
		}
		if ok {
			for k, i := range rd.sc.items {
				if rd.v.record(i).says(same) {
					items |= 1 << k
				}
			}
		}
		if short := rd.text[rd.toks[first].Start:rd.toks[first].End]; items == 0 && len(short) < 5 && short == strings.ToUpper(short) && len(short) > 1 {
			items = rd.shortened(words)
		} else if items == 0 && rd.letters(first) {
			items = rd.shortened(strings.TrimSuffix(words, "s"))
		}
		if one, ok := strings.CutSuffix(words, "s"); ok && len(one) > 1 && rd.capital(first) && items == 0 { // "two HPs"
			for k, i := range rd.sc.items {
				if rd.v.record(i).says(one) {
					items |= 1 << k
				}
			}
		}
	} else if one, ok := strings.CutSuffix(words, "s"); ok && rd.v.l.nouns { // "Frank Herberts"
		for k, i := range rd.sc.items {
			if rd.v.record(i).says(one) {
				items |= 1 << k
			}
		}
	}
	for k, i := range rd.sc.items {
		r := rd.v.record(i)
		if r.says(words) || last-first == 1 && rd.v.saysWord(r, words) {
			items |= 1 << k
		}
	}
	return items
}

// shortened returns the items whose records have a word that some capitals may stand for: "VW" for Volkswagen.
func (rd *reading) shortened(letters string) (items uint32) {
	for k, i := range rd.sc.items {
		for word := range strings.FieldsSeq(rd.v.record(i).text) {
			if number, ok := strings.CutSuffix(word, letters); ok && len(number) > 0 && number[0] <= '9' && number[len(number)-1] <= '9' {
				items |= 1 << k // "CD" of 2CD
			}
			if len(word) > 2*len(letters) && word[0] == letters[0] && subsequence(letters, word) {
				items |= 1 << k
			}
		}
	}
	return items
}

func subsequence(letters, word string) bool {
	for k := 0; k < len(letters); k++ {
		at := strings.IndexByte(word, letters[k])
		if at < 0 {
			return false
		}
		word = word[at+1:]
	}
	return true
}

// everyItem is the set of all items of the scene.
func (rd *reading) everyItem() uint32 { return 1<<len(rd.sc.items) - 1 }

// A calling is what the catalog calls by a name.
type calling uint8

const (
	nothing calling = iota
	another         // an item
	person          // a person
	value           // another value
)

// called looks a name up in the whole catalog.
func (rd *reading) called(first, last int, whole bool) calling {
	v := rd.v
	if v.linker == nil {
		v.linker = v.c.NewLinker(catalog.Words{Common: func(string) bool { return true }})
	}
	kind := nothing
	toks := slices.Clone(rd.toks[first:last])
	for _, m := range v.linker.Link(nil, toks) {
		if m.Cost > 0 || whole && m.Last-m.First < len(toks) {
			continue
		}
		for _, e := range m.Entities {
			if whole && e.Alias {
				continue
			}
			switch role := v.c.Column(e.Column).Role; {
			case role == catalog.Title:
				return another
			case role == catalog.People:
				kind = person
			case kind == nothing:
				kind = value
			}
		}
	}
	return kind
}

// misnamed says what is wrong with a name that no record of the plan bears out.
func (rd *reading) misnamed(first, last int) (Kind, func(int) string) {
	switch rd.called(first, last, false) {
	case another:
		return NotInPlan, nil
	case person:
		return WrongPerson, rd.factsOf(catalog.People)
	case value:
		return WrongAttribute, nil
	}
	if first > 0 && (rd.has(first-1, by) > 0 || rd.v.l.nouns && rd.made(first)) {
		return WrongPerson, rd.factsOf(catalog.People)
	}
	return InventedProduct, nil
}

// mostNamed bounds the people that a fault's fact names: those first billed.
const mostNamed = 3

// factsOf returns what the record of an item says in the columns with a role.
func (rd *reading) factsOf(r catalog.Role) func(int) string {
	return func(k int) string {
		col := rd.v.c.With(r)
		if col < 0 {
			return ""
		}
		var list []string
		for _, f := range rd.v.c.FactsOf(rd.sc.items[k], col) {
			if len(list) < mostNamed {
				list = append(list, f.Text)
			}
		}
		return strings.Join(list, ", ")
	}
}
