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
	part        bool             // the mention is a part of the names: the values may be others too
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
	flagged             // names a column that says yes or no
	negates
	pardons
	limited  // turns a comparison that follows around
	idles    // does nothing
	narrated // begins what is told, and asks for nothing
	strength
	signals
	sorted
	vague
	labelled
	refers // points at items just shown
	orPiece
)

// A scanner cuts a message into pieces.
type scanner struct {
	r        *Reasoner
	ctx      Context
	message  string
	toks     []text.Token
	mentions []catalog.Mention
	parts    [][]named // by token: the values that have it in their names; nil when not looked up
	ordinary bool      // the message has no capitals, or nothing but capitals: case tells nothing
	strict   bool      // values go by their whole names
}

// scan returns the pieces in order. At each word the longest wins; of equally long ones the more specific.
func (s *scanner) scan() []piece {
	s.mentions = s.r.linker.Link(nil, s.toks)
	s.ordinary = s.caseless()
	s.unnest()
	s.parts = make([][]named, len(s.toks))
	var pieces []piece
	for i := 0; i < len(s.toks); {
		best := s.longest(i)
		if best.kind == nothing && s.r.l.is(or, s.toks[i].Word) {
			best.kind = orPiece
		}
		pieces = append(pieces, best)
		i = best.last
	}
	return pieces
}

// unnest looks for mentions within those that are none in this sentence: "I'll watch It (2017)" names no "Watch It".
func (s *scanner) unnest() {
	for _, m := range s.mentions {
		if _, ok := s.read(m); ok || m.Last-m.First < 2 {
			continue
		}
		for _, in := range s.r.linker.Link(nil, s.toks[m.First+1:m.Last]) {
			in.First, in.Last = in.First+m.First+1, in.Last+m.First+1
			s.mentions = append(s.mentions, in)
		}
	}
}

// longest returns the longest piece that begins at toks[i].
func (s *scanner) longest(i int) piece {
	best, taken := piece{first: i, last: i + 1}, 0
	take := func(p piece) {
		if p.kind != nothing && p.last-p.first > taken {
			best, taken = p, p.last-p.first
		}
	}
	if f := s.label(i); f.kind == flagged && f.last == i+1 && s.amountAt(i) {
		take(f) // a column called "5G"
	}
	if f := s.unlike(i); f.kind != nothing {
		take(f)
	}
	number := s.quantity(i)
	if q := number.quantity; q.alone && len(q.units) == 0 && number.last-i < len(s.toks) {
		if m := s.mention(i); m.kind == titles && m.last == number.last {
			take(m) // "seen 1917?"
		}
	}
	if !number.quantity.bare {
		take(number)
	}
	take(s.reference(i))
	take(s.mention(i))
	take(s.narration(i))
	c, p := s.concept(i), s.partly(i)
	if c.kind == conceived && p.kind == values && p.last == c.last && s.outranks(p, c) {
		c, p = p, c
	}
	take(c)
	take(p)
	take(number)
	take(s.sorts(i))
	take(s.vague(i))
	take(s.idle(i))
	take(s.pardon(i))
	take(s.negation(i))
	take(s.limit(i))
	take(s.signalAt(i))
	take(s.strengthAt(i))
	take(s.label(i))
	return best
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
	if n == 0 {
		return piece{}
	}
	c := s.r.l.conceptList[k]
	if c.same {
		return s.synonym(i, n, c)
	}
	if n == 1 && i > 0 && s.r.l.is(function, s.toks[i].Word) && s.toks[i].Gap == 0 && s.r.l.is(possessives, s.toks[i-1].Word) {
		return piece{} // "my family"
	}
	if !s.bindable(c) {
		return piece{}
	}
	return piece{first: i, last: i + n, kind: conceived, concept: c}
}

// bindable says whether the catalog has anything that the concept asks for.
func (s *scanner) bindable(c concept) bool {
	return slices.ContainsFunc(append(slices.Clone(c.want), c.drop...), func(w string) bool { return len(s.r.entities(w)) > 0 })
}

func (s *scanner) sorts(i int) piece {
	if k, n := s.r.l.orders.at(s.toks, i); n > 0 && s.r.first(s.r.l.orderList[k].dims) >= 0 {
		d := s.r.l.orderList[k]
		d.label = -1
		return piece{first: i, last: i + n, kind: sorted, dir: d}
	}
	d := direction{label: -1}
	switch w := s.toks[i].Word; { // "more ram", "the lowest mileage"
	case s.r.l.is(more, w):
		d.descending, d.comparative = true, true
	case s.r.l.is(less, w):
		d.comparative = true
	case s.r.l.is(most, w):
		d.descending = true
	case !s.r.l.is(least, w):
		return piece{}
	}
	if i+1 == len(s.toks) || s.toks[i+1].Gap != 0 {
		return piece{}
	}
	p := s.label(i + 1)
	if p.kind != labelled || p.label < 0 || s.r.c.Column(p.label).Kind != catalog.Number {
		return piece{}
	}
	d.label = p.label
	return piece{first: i, last: p.last, kind: sorted, dir: d}
}

func (s *scanner) vague(i int) piece {
	k, n := s.r.l.vague.at(s.toks, i)
	if n == 0 || s.r.first(s.r.l.vagueList[k].dims) < 0 {
		return piece{}
	}
	return piece{first: i, last: i + n, kind: vague, dir: s.r.l.vagueList[k]}
}

func (s *scanner) pardon(i int) piece {
	_, n := s.r.l.pardon.at(s.toks, i)
	if n == 0 {
		return piece{}
	}
	return piece{first: i, last: i + n, kind: pardons}
}

// outranks says whether the values that a word is a part of say more of what is wanted than a concept's: what kind of
// thing it is before what it is like.
func (s *scanner) outranks(p, c piece) bool {
	for _, w := range c.concept.want {
		for _, e := range s.r.entities(w) {
			if rankOf(s.r.c.Column(e.Column).Role) <= rankOf(s.r.c.Column(p.mention[0].Column).Role) {
				return false
			}
		}
	}
	return true
}

func (s *scanner) idle(i int) piece {
	_, n := s.r.l.idle.at(s.toks, i)
	if n == 0 {
		return piece{}
	}
	return piece{first: i, last: i + n, kind: idles}
}

func (s *scanner) limit(i int) piece {
	_, n := s.r.l.limits.at(s.toks, i)
	if n == 0 {
		return piece{}
	}
	return piece{first: i, last: i + n, kind: limited}
}

func (s *scanner) narration(i int) piece {
	_, n := s.r.l.narrates.at(s.toks, i)
	if n == 0 {
		return piece{}
	}
	return piece{first: i, last: i + n, kind: narrated}
}

func (s *scanner) negation(i int) piece {
	_, n := s.r.l.negation.at(s.toks, i)
	if n == 0 || n == 1 && i+1 < len(s.toks) && s.toks[i+1].Gap != 0 {
		return piece{} // "no, the other one" denies nothing that follows
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

// label reads a column's own name, or a word for what it measures. A column that says yes or no is asked for by its name.
func (s *scanner) label(i int) piece {
	dims, n := s.r.l.namesAt(s.toks, i)
	if col, k := s.r.x.named.at(s.toks, i); k > 0 && k >= n {
		if s.r.x.columns[col].truth && !s.strict {
			return piece{first: i, last: i + k, kind: flagged, label: col}
		}
		return piece{first: i, last: i + k, kind: labelled, label: col}
	}
	if n == 0 {
		return piece{label: -1}
	}
	p := piece{first: i, last: i + n, kind: labelled, label: -1}
	for _, d := range dims {
		if cols := s.r.x.of[d]; len(cols) > 0 && p.label < 0 {
			p.label = cols[0]
		}
	}
	return p
}

// unlike reads the name of a column that says yes or no, turned around: "unfurnished".
func (s *scanner) unlike(i int) piece {
	w := s.toks[i].Word
	for end := 2; end < min(5, len(w)-3); end++ {
		if !s.r.l.is(prefixes, w[:end]) {
			continue
		}
		toks := wordTokens(w[end:])
		if col, n := s.r.x.named.at(toks, 0); n == 1 && s.r.x.columns[col].truth && !s.strict {
			return piece{first: i, last: i + 1, kind: flagged, label: col, strong: true}
		}
	}
	return piece{}
}
