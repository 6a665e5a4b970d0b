package prefer

import (
	"slices"
	"unicode"
	"unicode/utf8"

	"rso/catalog"
	"rso/catalog/text"
)

// A piece is a run of words with one meaning.
type piece struct {
	first, last int // tokens [first, last)
	kind        pieceKind
	mention     []catalog.Entity // of a mention: all of one column, or titles
	concept     concept
	quantity    quantity
	signal      signal
	strong      bool // of a strength: binding
	dir         direction
	label       int            // of a label: the column, -1 when the catalog has none
	items       []catalog.Item // of a reference
}

type pieceKind uint8

const (
	nothing   pieceKind = iota
	values              // names values of a column
	titles              // names items
	conceived           // a concept
	measured            // a number, with what it is compared to
	negates
	strength
	signals
	sorted
	labelled
	refers // points at items just shown
	or
)

// A scanner cuts a message into pieces.
type scanner struct {
	r        *Reasoner
	ctx      Context
	message  string
	toks     []text.Token
	mentions []catalog.Mention
	ordinary bool // the message has no capitals, or nothing but capitals: case tells nothing
}

// scan returns the pieces in order. At each word the longest wins; of equally long ones the more specific.
func (s *scanner) scan() []piece {
	s.mentions = s.r.linker.Link(nil, s.toks)
	s.ordinary = s.caseless()
	var pieces []piece
	for i := 0; i < len(s.toks); {
		best := piece{first: i, last: i + 1}
		taken := 0
		for _, p := range [...]piece{s.quantity(i), s.reference(i), s.mention(i), s.concept(i), s.sorts(i), s.negation(i), s.signalAt(i), s.strengthAt(i), s.label(i)} {
			if p.kind != nothing && p.last-p.first > taken {
				best, taken = p, p.last-p.first
			}
		}
		if best.kind == nothing && s.r.l.or[s.toks[i].Word] {
			best.kind = or
		}
		pieces = append(pieces, best)
		i = best.last
	}
	return pieces
}

// caseless says whether capitals tell nothing in this message.
func (s *scanner) caseless() bool {
	capitals := 0
	for _, t := range s.toks {
		if s.capital(t) {
			capitals++
		}
	}
	return capitals == 0 || len(s.toks) > 3 && capitals*4 > len(s.toks)*3
}

func (s *scanner) capital(t text.Token) bool {
	r, _ := utf8.DecodeRuneInString(s.message[t.Start:])
	return unicode.IsUpper(r)
}

func (s *scanner) concept(i int) piece {
	k, n := s.r.l.concepts.at(s.toks, i)
	if n == 0 || !s.bindable(s.r.l.conceptList[k]) {
		return piece{}
	}
	c := s.r.l.conceptList[k]
	return piece{first: i, last: i + n, kind: conceived, concept: c}
}

// bindable says whether the catalog has anything that the concept asks for.
func (s *scanner) bindable(c concept) bool {
	return slices.ContainsFunc(append(slices.Clone(c.want), c.drop...), func(w string) bool { return len(s.r.entities(w)) > 0 })
}

func (s *scanner) sorts(i int) piece {
	k, n := s.r.l.sorts.at(s.toks, i)
	if n == 0 || s.r.column(s.r.l.sortList[k].hint) < 0 {
		return piece{}
	}
	return piece{first: i, last: i + n, kind: sorted, dir: s.r.l.sortList[k]}
}

func (s *scanner) negation(i int) piece {
	_, n := s.r.l.negation.at(s.toks, i)
	if n == 0 {
		return piece{}
	}
	return piece{first: i, last: i + n, kind: negates}
}

func (s *scanner) signalAt(i int) piece {
	v, n := s.r.l.signalAt(s.toks, i)
	if n == 0 {
		return piece{}
	}
	return piece{first: i, last: i + n, kind: signals, signal: v}
}

func (s *scanner) strengthAt(i int) piece {
	v, n := s.r.l.strength.at(s.toks, i)
	if n == 0 {
		return piece{}
	}
	return piece{first: i, last: i + n, kind: strength, strong: v == 1}
}

// label reads a word for a column, or the column's own name.
func (s *scanner) label(i int) piece {
	if col, n := s.r.named.at(s.toks, i); n > 0 {
		return piece{first: i, last: i + n, kind: labelled, label: col}
	}
	hint, n := s.r.l.labels.at(s.toks, i)
	if n == 0 {
		return piece{label: -1}
	}
	return piece{first: i, last: i + n, kind: labelled, label: s.r.column(columnHint(hint))}
}

// reference reads "the second one", "number 2": the place of an item in the list just shown.
func (s *scanner) reference(i int) piece {
	if len(s.ctx.Shown) == 0 {
		return piece{}
	}
	n, ok := s.r.l.ordinals[s.toks[i].Word]
	if !ok || n > len(s.ctx.Shown) {
		return piece{}
	}
	at := n - 1
	if n < 0 {
		at = len(s.ctx.Shown) + n
	}
	last := i + 1
	if last < len(s.toks) && s.toks[last].Gap == 0 && s.r.l.things[s.toks[last].Word] {
		last++
	} else if last < len(s.toks) && s.toks[last].Gap == 0 && !s.r.l.function[s.toks[last].Word] {
		return piece{} // "the first wives club", "my second laptop"
	}
	return piece{first: i, last: last, kind: refers, items: s.ctx.Shown[at : at+1]}
}

// mention makes a piece of the mention that begins at toks[i], if it is one in this sentence.
func (s *scanner) mention(i int) piece {
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
	if len(valued) > 0 && s.valueLikely(m, valued) && !(isTitle && s.afterTitleCue(m)) {
		return sameColumn(valued), true
	}
	return titled, isTitle
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

// valueLikely says whether words that could name a value do.
func (s *scanner) valueLikely(m catalog.Mention, es []catalog.Entity) bool {
	if m.Last-m.First > 1 {
		return !s.allFunction(m)
	}
	w := s.toks[m.First].Word
	if s.r.l.function[w] && !s.marked(m) || len(w) < 2 {
		return false
	}
	switch s.r.c.Column(es[0].Column).Role {
	case catalog.People: // a single word is a person only when it is no ordinary word, or is marked as a name
		return m.Cost == 0 && (!s.r.l.common[w] || s.marked(m)) && len(w) > 2
	}
	return m.Cost == 0 || !s.r.l.common[w]
}

// titleLikely says whether words that could be a title are one. Ordinary words need a mark: quotes, capitals, a
// year behind them, a phrase before them that titles follow, or nothing else in the message.
func (s *scanner) titleLikely(m catalog.Mention, es []catalog.Entity) bool {
	n := m.Last - m.First
	whole := m.First == 0 && m.Last == len(s.toks)
	if n == 1 {
		w := s.toks[m.First].Word
		if m.Cost == 0 && !es[0].Alias && text.Fold(s.r.c.EntityText(es[0])) != w {
			return false // another form of the word: "france" is not "Frances"
		}
		plain := s.r.l.common[w] || s.r.l.function[w] || len(w) < 4 || digits(w)
		if m.Cost > 0 && (plain || len(w) < 6 || len(w) < 8 && !s.afterTitleCue(m) || s.ordinaryForm(w)) {
			return false
		}
		return !plain && !es[0].Alias || s.marked(m) || whole && !s.r.l.function[w] && len(w) > 3 || s.afterTitleCue(m) && !s.r.l.function[w]
	}
	if s.allFunction(m) || s.described(m) {
		return s.marked(m) || s.afterTitleCue(m)
	}
	return true
}

// ordinaryForm says whether another form of a word is an ordinary word: "sounds" is no misspelt "Wounds".
func (s *scanner) ordinaryForm(w string) bool {
	return slices.ContainsFunc(s.r.l.singular(w), func(v string) bool { return s.r.l.common[v] || s.r.l.function[v] })
}

// described says whether the words of a mention are a concept and a word for items: "a scary movie".
func (s *scanner) described(m catalog.Mention) bool {
	_, k := s.r.l.concepts.at(s.toks[:m.Last], m.First)
	for _, t := range s.toks[m.First+k : m.Last] {
		if !s.r.l.things[t.Word] && !s.r.l.function[t.Word] {
			return false
		}
	}
	return k > 0
}

func digits(w string) bool {
	for i := range len(w) {
		if w[i] < '0' || w[i] > '9' {
			return false
		}
	}
	return true
}

// allFunction says whether a mention has no word that would stand out in a sentence: none but function words, or two
// words that are both ordinary ("the actor").
func (s *scanner) allFunction(m catalog.Mention) bool {
	function := true
	for i := m.First; i < m.Last; i++ {
		w := s.toks[i].Word
		_, label := s.r.l.labels.at(s.toks[:i+1], i)
		if function = function && s.r.l.function[w]; !function && !s.r.l.function[w] && !s.r.l.common[w] && label == 0 {
			return false
		}
	}
	return function || m.Last-m.First < 3
}

// marked says whether the words are written like a name: in quotes, with a capital inside a sentence that has small
// letters too, or with a year in parentheses behind them.
func (s *scanner) marked(m catalog.Mention) bool {
	start, end := s.toks[m.First].Start, s.toks[m.Last-1].End
	if start > 0 && end < len(s.message) {
		before, after := s.message[start-1], s.message[end]
		if (before == '"' || before == '\'' || before == '*') && after == before {
			return true
		}
	}
	if m.Last < len(s.toks) && yearLike(s.toks[m.Last].Word) && s.toks[m.Last].Start > 0 && s.message[s.toks[m.Last].Start-1] == '(' {
		return true
	}
	if s.ordinary || m.First == 0 || s.toks[m.First].Gap == '.' {
		return false
	}
	for _, t := range s.toks[m.First:m.Last] {
		if !s.capital(t) && !s.r.l.function[t.Word] {
			return false
		}
	}
	return s.capital(s.toks[m.First])
}

// afterTitleCue says whether the words before a mention are such as titles follow: "seen", "like", "similar to".
func (s *scanner) afterTitleCue(m catalog.Mention) bool {
	for n := 4; n >= 1; n-- {
		i := m.First - n
		if i < 0 {
			continue
		}
		v, k := s.r.l.signalAt(s.toks, i)
		if k != n && k+1 == n && (s.r.l.fillers[s.toks[i+k].Word] || s.r.l.things[s.toks[i+k].Word] || s.r.l.both[s.toks[i+k].Word]) {
			k = n
		}
		if k == n && (v == seen || v == unseen || v == similar && !s.questionLike(i)) {
			return true
		}
	}
	return false
}

// questionLike says whether a word that compares is a verb of preference here: "I like horror".
func (s *scanner) questionLike(i int) bool {
	return i > 0 && s.r.l.verbs[s.toks[i].Word] && s.r.l.subjects[s.toks[i-1].Word]
}
