package prefer

import (
	"strings"

	"rso/catalog/text"
)

// phrases finds the longest of a set of word sequences at a place in a sentence. Each phrase has a number, which the
// tables of a Language give a meaning. Its zero value is empty. (One type for all meanings: a generic one would be
// compiled once for each, 40 KB of the page's module.)
type phrases struct {
	root node
}

type node struct {
	next map[string]*node
	id   int // of the phrase that ends here, plus 1
}

// add enters a phrase; the first number entered for a phrase stays.
func (p *phrases) add(phrase string, id int) {
	at := &p.root
	for _, t := range text.Tokens(nil, phrase) {
		if at.next == nil {
			at.next = map[string]*node{}
		}
		child := at.next[t.Word]
		if child == nil {
			child = &node{}
			at.next[t.Word] = child
		}
		at = child
	}
	if at != &p.root && at.id == 0 {
		at.id = id + 1
	}
}

// addAll enters every phrase of a list separated by semicolons.
func (p *phrases) addAll(list string, id int) {
	for list != "" {
		phrase, rest, _ := strings.Cut(list, ";")
		p.add(phrase, id)
		list = rest
	}
}

// at returns the number of the longest phrase that begins at toks[i], and how many words it has; 0 when none does.
// No phrase reaches over the end of a sentence.
func (p *phrases) at(toks []text.Token, i int) (id, n int) {
	at := &p.root
	for j := i; j < len(toks); j++ {
		if j > i && toks[j].Gap == '.' {
			break
		}
		at = at.next[toks[j].Word]
		if at == nil {
			break
		}
		if at.id > 0 {
			id, n = at.id-1, j-i+1
		}
	}
	return id, n
}

// each calls f with every word of every phrase, in no order.
func (p *phrases) each(f func(word string)) { p.root.each(f) }

func (n *node) each(f func(word string)) {
	for w, next := range n.next {
		f(w)
		next.each(f)
	}
}
