package build

import (
	"slices"
	"strings"

	"rso/catalog"
	"rso/catalog/text"
)

// maxName is the longest name in words that is linked: nobody types a longer one in full.
const maxName = 12

// aliasBit marks an entity that a name stands for only in part; see catalog's trie.
const aliasBit = 1 << 31

// A namer collects the names of all entities.
type namer struct {
	root  *nameNode
	words map[string]uint32
}

type nameNode struct {
	next     map[uint32]*nameNode
	entities []entity
}

type entity struct{ column, value uint32 }

// add enters a name. Names with a word that the dictionary lacks are left out.
func (m *namer) add(words []string, e entity) {
	if len(words) == 0 || len(words) > maxName {
		return
	}
	at := m.root
	for _, w := range words {
		id, ok := m.words[w]
		if !ok {
			return
		}
		if at.next == nil {
			at.next = map[uint32]*nameNode{}
		}
		if at.next[id] == nil {
			at.next[id] = &nameNode{}
		}
		at = at.next[id]
	}
	if n := len(at.entities); n > 0 && at.entities[n-1] == e {
		return // the aliases of one entity follow each other
	}
	at.entities = append(at.entities, e)
}

// writeNames writes the trie of names: titles and values, then their aliases.
func (t *table) writeNames(w *catalog.Writer, number map[string]uint32) {
	m := &namer{root: &nameNode{}, words: number}
	t.eachName(func(words []string, e entity, _ catalog.Role) { m.add(words, e) })
	surnames := t.surnames()
	t.eachName(func(words []string, e entity, r catalog.Role) {
		e.value |= aliasBit
		switch r {
		case catalog.Title:
			for _, alias := range titleAliases(t.data[e.column].texts[e.value&^aliasBit], words) {
				if !slices.Equal(alias, words) {
					m.add(alias, e)
				}
			}
		case catalog.People:
			for _, alias := range personAliases(words) {
				m.add(alias, e)
			}
			if len(words) > 1 && surnames[words[len(words)-1]] == e.value&^aliasBit+1 {
				m.add(words[len(words)-1:], e)
			}
		}
	})
	m.write(w)
}

// eachName calls f with the words of every title and value.
func (t *table) eachName(f func(words []string, e entity, r catalog.Role)) {
	var toks []text.Token
	split := func(s string) []string {
		toks = text.Tokens(toks[:0], s)
		words := make([]string, len(toks))
		for i, tok := range toks {
			words[i] = tok.Word
		}
		return words
	}
	for k, col := range t.columns {
		switch {
		case col.Role == catalog.Title:
			for i, s := range t.data[k].texts {
				f(split(s), entity{uint32(k), uint32(i)}, col.Role)
			}
		case col.Kind == catalog.Values:
			for v, s := range t.data[k].values {
				f(split(s), entity{uint32(k), uint32(v)}, col.Role)
			}
		}
	}
}

// titleAliases are the ways people shorten a title: without its article, and the part before or after a colon.
func titleAliases(title string, words []string) [][]string {
	var out [][]string
	whole := func(s string) []string { return strings.Fields(text.Fold(s)) }
	add := func(list []string) {
		if len(list) > 0 && isArticle(list[0]) {
			list = list[1:]
		}
		if len(list) > 1 || len(list) == 1 && len(list[0]) > 3 {
			out = append(out, list)
		}
	}
	if len(words) > 1 && isArticle(words[0]) {
		add(words)
	}
	if before, after, ok := strings.Cut(title, ":"); ok {
		for _, part := range []string{before, after} {
			if list := whole(part); len(list) > 1 {
				out = append(out, list)
				add(list)
			}
		}
	}
	if before, _, ok := strings.Cut(title, "("); ok {
		if list := whole(before); len(list) > 0 {
			out = append(out, list)
		}
	}
	return out
}

func isArticle(w string) bool { return w == "the" || w == "a" || w == "an" }

// personAliases are a name without middle initials and without a suffix.
func personAliases(words []string) [][]string {
	short := slices.Clone(words)
	if n := len(short); n > 2 && (short[n-1] == "jr" || short[n-1] == "sr") {
		short = short[:n-1]
	}
	if len(short) > 2 {
		inner := slices.DeleteFunc(slices.Clone(short[1:len(short)-1]), func(w string) bool { return len(w) == 1 })
		short = append(append(short[:1:1], inner...), short[len(short)-1])
	}
	if len(short) == len(words) {
		return nil
	}
	return [][]string{short}
}

// surnames maps a last name to the person it means by itself (value + 1): one who has at least five items and three
// fifths of the items of all with that name. "Hanks" is Tom Hanks, "Smith" nobody.
func (t *table) surnames() map[string]uint32 {
	total, best, person := map[string]int{}, map[string]int{}, map[string]uint32{}
	for k, col := range t.columns {
		if col.Role != catalog.People {
			continue
		}
		items := invert(t.data[k].cells, len(t.data[k].values))
		for v, s := range t.data[k].values {
			words := strings.Fields(text.Fold(s))
			if len(words) < 2 {
				continue
			}
			last := words[len(words)-1]
			total[last] += len(items[v])
			if len(items[v]) > best[last] && len(last) > 3 {
				best[last], person[last] = len(items[v]), uint32(v)+1
			}
		}
	}
	for last, n := range best {
		if n < 5 || n*5 < total[last]*3 {
			delete(person, last)
		}
	}
	return person
}

// write lays the trie out breadth first.
func (m *namer) write(w *catalog.Writer) {
	level := []*nameNode{m.root}
	var word, columns, values []uint32
	first, start := []uint32{0}, []uint32{0}
	for len(level) > 0 {
		var below []*nameNode
		for _, node := range level {
			edges := make([]uint32, 0, len(node.next))
			for id := range node.next {
				edges = append(edges, id)
			}
			slices.Sort(edges)
			for _, id := range edges {
				word = append(word, id)
				below = append(below, node.next[id])
			}
			first = append(first, uint32(len(word)))
			for _, e := range node.entities {
				columns, values = append(columns, e.column), append(values, e.value)
			}
			start = append(start, uint32(len(values)))
		}
		level = below
	}
	w.Uint32s("names.first", first)
	w.Uint32s("names.word", word)
	w.Uint32s("names.start", start)
	w.Uint32s("names.column", columns)
	w.Uint32s("names.value", values)
}
