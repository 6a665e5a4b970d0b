package prefer

import (
	"slices"
	"strconv"
	"strings"
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
	concept     *concept
	quantity    *quantity
	period      *period
	signal      signal // of signals
	strong      bool   // of a strength: binding
	dir         *direction
	label       int            // of a label: the column, -1 when the catalog has none
	items       []catalog.Item // of a reference
}

type pieceKind uint8

const (
	nothing   pieceKind = iota
	values              // names values of a column
	titles              // names items
	conceived           // a concept
	onDay               // days and months
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
	r           *Reasoner
	ctx         Context
	message     string
	toks        []text.Token
	mentions    []catalog.Mention
	heard       []heard     // by token: the phrases that begin there
	sets        []wordSets  // by token: the sets that the word is in
	mentionedAt []mentioned // by token: the mention that begins there
	parts       [][]named   // by token: the values that have it in their names; nil when not looked up
	styled      bool        // names are written with capitals: a word inside a sentence is
	ordinary    bool        // the message has no capitals, or nothing but capitals: case tells nothing
	strict      bool        // values go by their whole names
}

// scanner looks the words of a message up.
func (r *Reasoner) scanner(message string, toks []text.Token, ctx Context) scanner {
	n := len(toks)
	s := scanner{r: r, ctx: ctx, message: message, toks: toks, heard: room(&r.scratch.heard, n), sets: room(&r.scratch.sets, n), mentionedAt: room(&r.scratch.mentioned, n), parts: room(&r.scratch.parts, n)}
	for i := range toks {
		s.heard[i], s.sets[i] = r.l.phrases.read(toks, i)
	}
	return s
}

// A scratch is the space that a reasoner reads messages in: one at a time.
type scratch struct {
	toks      []text.Token
	mentions  []catalog.Mention
	heard     []heard
	sets      []wordSets
	mentioned []mentioned
	parts     [][]named
	pieces    []piece

	// of a statement
	statement  Statement
	scanner    scanner
	weigher    weigher
	understood Understanding
}

// room returns space for n elements, all zero, in a slice that grows as needed.
func room[T any](s *[]T, n int) []T {
	if cap(*s) < n {
		*s = make([]T, n, n+n/2)
	}
	*s = (*s)[:n]
	clear(*s)
	return *s
}

// is says whether the word at i is in a set.
func (s *scanner) is(set wordSet, i int) bool { return s.sets[i].has(set) }

// phrase returns the longest phrase of a kind that begins at i, and how many words it has.
func (s *scanner) phrase(kind phraseKind, i int) (id, n int) {
	if i >= len(s.heard) {
		return 0, 0
	}
	h := s.heard[i][kind]
	return int(h.id), int(h.n)
}

// compares returns the comparison of a kind that begins at i.
func (s *scanner) compares(kind phraseKind, i int) (c comparison, n int) {
	k, n := s.phrase(kind, i)
	if n > 0 {
		c = s.r.l.comparisonList[k]
	}
	return c, n
}

// means returns the signal that begins at i.
func (s *scanner) means(i int) (signal, int) {
	k, n := s.phrase(signaling, i)
	return signal(k), n
}

// dims returns the dimensions that the word or words at i name, the likeliest first.
func (s *scanner) dims(i int) (list []int, n int) {
	k, n := s.phrase(names, i)
	if n > 0 {
		list = s.r.l.nameDims[k]
	}
	return list, n
}

// scan returns the pieces in order. At each word the longest wins; of equally long ones the more specific.
func (s *scanner) scan() []piece {
	s.mentions = s.r.linker.Link(s.r.scratch.mentions[:0], s.toks)
	s.numerals()
	s.ordinary = s.caseless()
	s.unnest()
	clear(s.mentionedAt)
	s.r.scratch.mentions = s.mentions
	pieces := room(&s.r.scratch.pieces, len(s.toks))[:0]
	for i := 0; i < len(s.toks); {
		best := s.longest(i)
		if best.kind == nothing && s.is(or, i) || best.kind == signals && best.signal == either {
			best.kind = orPiece
		}
		pieces = append(pieces, best)
		i = best.last
	}
	return pieces
}

// romans are the numbers of sequels; the one at 0 is II.
var romans = [...]string{"ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv", "xvi"}

// numeral returns a number of a sequel as it is written otherwise, "7" as "vii"; "" when it is none.
func numeral(w string) string {
	if i := slices.Index(romans[:], w); i >= 0 {
		return strconv.Itoa(i + 2)
	}
	if n, err := strconv.Atoi(w); len(w) < 3 && digits(w) && err == nil && n > 1 && n < len(romans)+2 {
		return romans[n-2]
	}
	return ""
}

// numerals looks for titles that write a number otherwise: "Frozen 2" is "Frozen II".
func (s *scanner) numerals() {
	const before = 5 // words of the title
	for i := 1; i < len(s.toks); i++ {
		other := numeral(s.toks[i].Word)
		if other == "" || s.toks[i].Gap != 0 || !s.r.c.HasWord(other) {
			continue
		}
		from := max(0, i-before)
		window := append([]text.Token(nil), s.toks[from:i+1]...)
		window[i-from].Word = other
		for _, m := range s.r.linker.Link(nil, window) {
			if m.First, m.Last = m.First+from, m.Last+from; m.Last == i+1 && m.Last-m.First > 1 && m.Cost == 0 {
				s.mentions = slices.Insert(s.mentions, 0, m) // before the shorter one
			}
		}
	}
}

// unnest looks for mentions within those that are none in this sentence: "I'll watch It (2017)" names no "Watch It".
func (s *scanner) unnest() {
	for _, m := range s.mentions {
		if _, ok := s.read(m); ok || m.Last-m.First < 2 {
			continue
		}
		for _, from := range [...]int{m.First, m.First + 1} {
			for _, in := range s.r.linker.Link(nil, s.toks[from:min(m.Last, from+m.Last-m.First-1)]) {
				in.First, in.Last = in.First+from, in.Last+from
				if from > m.First || in.First == m.First {
					s.mentions = append(s.mentions, in)
				}
			}
		}
	}
}

// longest returns the longest piece that begins at toks[i]: of several as long, the first that is tried here.
func (s *scanner) longest(i int) piece {
	best := piece{first: i, last: i + 1}
	take := func(p piece) {
		if p.kind != nothing && (best.kind == nothing || p.last > best.last) {
			best = p
		}
	}
	phrase := func(from phraseKind, as pieceKind) {
		if h := s.heard[i][from]; h.n > 0 {
			take(piece{first: i, last: i + int(h.n), kind: as, signal: signal(h.id)})
		}
	}
	if s.amountAt(i) {
		if f := s.label(i); f.kind == flagged && f.last == i+1 {
			take(f) // a column called "5G"
		}
	}
	take(s.unlike(i))
	take(s.dated(i))
	number := s.quantity(i)
	if q := number.quantity; q != nil && q.alone && len(q.units) == 0 && number.last-i < len(s.toks) {
		if m := s.mention(i); m.kind == titles && m.last == number.last {
			take(m) // "seen 1917?"
		}
	}
	bare := number.quantity == nil || number.quantity.bare
	if !bare {
		take(number)
	}
	take(s.reference(i))
	m, p := s.mention(i), s.partly(i)
	if s.rather(&p, &m) {
		take(p)
	}
	take(m)
	take(s.graded(i))
	phrase(narratives, narrated)
	c := s.concept(i)
	if c.kind == conceived && p.kind == values && p.last == c.last && s.outranks(&p, &c) {
		take(p)
	}
	take(c)
	take(p)
	if bare {
		take(number)
	}
	label := s.label(i)
	if label.kind == flagged {
		take(label) // a "lift" in the house, whatever else lifting is
	}
	take(s.sorts(i))
	if s.heard[i][vagues].n > 0 {
		take(s.vague(i))
	}
	phrase(idlers, idles)
	phrase(pardonings, pardons)
	if s.heard[i][negations].n > 0 {
		take(s.negation(i))
	}
	phrase(limits, limited)
	if !s.sameColumn(i) {
		phrase(signaling, signals)
	}
	if h := s.heard[i][strengths]; h.n > 0 {
		take(piece{first: i, last: i + int(h.n), kind: strength, strong: h.id == 1})
	}
	take(label)
	return best
}

// rather says whether words are rather a part of the kind of thing that is looked for than the whole of what few things are
// like: "museums", where there are museum tickets and a dozen tours that go past museums.
func (s *scanner) rather(p, m *piece) bool {
	const times = 4
	if p.kind != values || m.kind != values || p.last != m.last || s.r.c.Column(p.mention[0].Column).Role != catalog.Category || s.r.c.Column(m.mention[0].Column).Role != catalog.Attribute {
		return false
	}
	count := func(es []catalog.Entity) (n int) {
		for _, e := range es {
			n += len(s.r.c.Column(e.Column).Having(e.Value))
		}
		return n
	}
	return count(p.mention) > times*count(m.mention)
}

// caseless says whether capitals tell nothing in this message.
func (s *scanner) caseless() bool {
	capitals := 0
	for i, t := range s.toks {
		if s.capital(t) {
			capitals++
			s.styled = s.styled || i > 0 && t.Gap != '.' && len(t.Word) > 1
		}
	}
	return capitals == 0 || len(s.toks) > 3 && capitals*4 > len(s.toks)*3
}

func (s *scanner) capital(t text.Token) bool {
	r, _ := utf8.DecodeRuneInString(s.message[t.Start:])
	return unicode.IsUpper(r)
}

func (s *scanner) concept(i int) piece {
	k, n := s.phrase(concepts, i)
	if n == 0 {
		return piece{}
	}
	c := &s.r.l.conceptList[k]
	if c.same || c.opposite {
		return s.synonym(i, n, c)
	}
	if n == 1 && i > 0 && s.is(function, i) && s.toks[i].Gap == 0 && s.is(possessives, i-1) {
		return piece{} // "my family"
	}
	if !s.bindable(c) {
		return piece{}
	}
	return piece{first: i, last: i + n, kind: conceived, concept: c}
}

// phraseOf returns the words of a piece, folded.
func (s *scanner) phraseOf(p *piece) string {
	words := make([]string, 0, p.last-p.first)
	for _, t := range s.toks[p.first:p.last] {
		words = append(words, t.Word)
	}
	return strings.Join(words, " ")
}

// bindable says whether the catalog has anything that the concept asks for.
func (s *scanner) bindable(c *concept) bool {
	has := func(w string) bool { return len(s.r.entities(w)) > 0 }
	return slices.ContainsFunc(c.want, has) || slices.ContainsFunc(c.drop, has)
}

func (s *scanner) sorts(i int) piece {
	if k, n := s.phrase(orders, i); n > 0 && !(n == 1 && s.measured(i+1)) {
		d := s.r.l.orderList[k]
		if col, reversed := s.r.directed(d.dims); col >= 0 {
			d.column, d.descending = col, d.descending != reversed
			return piece{first: i, last: i + n, kind: sorted, dir: &d}
		}
	}
	if !s.is(more, i) && !s.is(less, i) && !s.is(most, i) && !s.is(least, i) {
		return piece{}
	}
	d := direction{descending: s.is(more, i) || s.is(most, i), comparative: s.is(more, i) || s.is(less, i)} // "more ram", "the lowest mileage"
	if i+1 == len(s.toks) || s.toks[i+1].Gap != 0 {
		return piece{}
	}
	p := s.label(i + 1)
	if p.kind != labelled || p.label < 0 || s.r.c.Column(p.label).Kind != catalog.Number {
		p = piece{label: s.counts(i + 1), last: i + 2}
	}
	if d.column = p.label; d.column < 0 {
		return piece{}
	}
	return piece{first: i, last: p.last, kind: sorted, dir: &d}
}

// counts returns the one column that counts in the unit at token i, or -1: "fewer km".
func (s *scanner) counts(i int) int {
	found := -1
	for c := range s.r.x.columns {
		for _, u := range s.r.l.units[s.toks[i].Word] {
			if s.r.x.columns[c].unit.base != u.base || s.r.x.columns[c].unit.factor != u.factor {
				continue
			}
			if found >= 0 {
				return -1
			}
			found = c
		}
	}
	return found
}

// measured says whether a column of numbers is named at i: "a bigger battery" says of what, whatever else is big.
func (s *scanner) measured(i int) bool {
	if i >= len(s.toks) || s.toks[i].Gap != 0 || !s.is(more, i-1) && !s.is(less, i-1) && !s.is(most, i-1) && !s.is(least, i-1) {
		return false
	}
	p := s.label(i)
	return p.kind == labelled && p.label >= 0 && s.r.c.Column(p.label).Kind == catalog.Number
}

func (s *scanner) vague(i int) piece {
	k, n := s.phrase(vagues, i)
	d := s.r.l.vagueList[k]
	col, reversed := s.r.directed(d.dims)
	if col < 0 {
		return piece{}
	}
	d.column, d.descending = col, d.descending != reversed
	return piece{first: i, last: i + n, kind: vague, dir: &d}
}

// outranks says whether the values that a word is a part of say more of what is wanted than a concept's: what kind of
// thing it is before what it is like.
func (s *scanner) outranks(p, c *piece) bool {
	for _, w := range c.concept.want {
		for _, e := range s.r.entities(w) {
			if rankOf(s.r.c.Column(e.Column).Role) <= rankOf(s.r.c.Column(p.mention[0].Column).Role) {
				return false
			}
		}
	}
	return true
}

func (s *scanner) negation(i int) piece {
	_, n := s.phrase(negations, i)
	if n == 0 || n == 1 && (i+1 == len(s.toks) || s.toks[i+1].Gap != 0) {
		return piece{} // "no, the other one" denies nothing that follows
	}
	return piece{first: i, last: i + n, kind: negates}
}

// label reads a column's own name, or a word for what it measures. A column that says yes or no is asked for by its name.
func (s *scanner) label(i int) piece {
	dims, n := s.dims(i)
	if col, k := s.r.x.named.At(s.toks, i); k > 0 && k >= n {
		if s.r.x.columns[col].truth && !s.strict {
			return piece{first: i, last: i + k, kind: flagged, label: col}
		}
		return piece{first: i, last: i + k, kind: labelled, label: col}
	}
	if n == 0 {
		return s.joinedLabel(i)
	}
	p := piece{first: i, last: i + n, kind: labelled, label: -1}
	for _, d := range dims {
		if cols := s.r.x.of[d]; len(cols) > 0 && p.label < 0 {
			p.label = cols[0]
		}
	}
	if year := s.r.c.With(catalog.Year); p.label < 0 && slices.Contains(dims, s.r.l.dimension("age")) {
		p.label = year // the age of what has a year
	}
	return p
}

// joinedLabel reads two words that the name of a column writes as one: "fair trade".
func (s *scanner) joinedLabel(i int) piece {
	if i+1 >= len(s.toks) || s.toks[i+1].Gap != 0 || s.strict {
		return piece{label: -1}
	}
	col, ok := s.r.x.named.Joined(s.toks[i].Word, s.toks[i+1].Word)
	if !ok {
		return piece{label: -1}
	}
	p := piece{first: i, last: i + 2, kind: labelled, label: col}
	if s.r.x.columns[col].truth {
		p.kind = flagged
	}
	return p
}

// sameColumn says whether "the same" and the name of a column begin at i: "same style as the second".
func (s *scanner) sameColumn(i int) bool {
	return s.is(same, i) && i+1 < len(s.toks) && s.toks[i+1].Gap == 0 && s.label(i+1).kind == labelled && s.label(i+1).label >= 0
}

// mostGrades bounds the values of a column that go by one letter.
const mostGrades = 64

// graded reads a short value behind the name of its column, "energy class A", and what is joined to it: "A or B".
func (s *scanner) graded(i int) piece {
	if i == 0 || s.strict || len(s.toks[i].Word) > 2 && !s.is(function, i) || s.toks[i].Gap == '.' {
		return piece{}
	}
	at := i
	for at > 2 && (s.is(or, at-1) || s.is(and, at-1)) && len(s.toks[at-2].Word) < 3 {
		at -= 2
	}
	col := -1
	for n := 1; n <= 3 && n <= at; n++ {
		if c, k := s.r.x.named.At(s.toks, at-n); k == n {
			col = c
		}
	}
	if col < 0 || s.r.x.columns[col].truth {
		return piece{}
	}
	of := s.r.c.Column(col)
	if of.Kind != catalog.Values || of.NumValues() > mostGrades {
		return piece{}
	}
	for v := range uint32(of.NumValues()) {
		if text.Fold(of.Value(v)) == s.toks[i].Word {
			return piece{first: i, last: i + 1, kind: values, mention: []catalog.Entity{{Column: col, Value: v}}}
		}
	}
	return piece{}
}

// unlike reads the name of a column that says yes or no, turned around: "unfurnished".
func (s *scanner) unlike(i int) piece {
	w := s.toks[i].Word
	for end := 2; end < min(5, len(w)-3); end++ {
		if !s.r.l.is(prefixes, w[:end]) {
			continue
		}
		toks := wordTokens(w[end:])
		if col, n := s.r.x.named.At(toks, 0); n == 1 && s.r.x.columns[col].truth && !s.strict {
			return piece{first: i, last: i + 1, kind: flagged, label: col, strong: true}
		}
	}
	return piece{}
}
