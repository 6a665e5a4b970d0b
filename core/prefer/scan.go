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
	if last < len(s.toks) && s.toks[last].Gap == 0 && s.r.l.is(things, s.toks[last].Word) {
		last++
	}
	return n, last, n > 1 && n < 10
}

// numbered reads "#2", "number two", "option 3".
func (s *scanner) numbered(i int) piece {
	j := i
	sign := s.toks[i].Start > 0 && s.message[s.toks[i].Start-1] == '#'
	if !sign {
		if !s.r.l.is(numbering, s.toks[i].Word) || i+1 == len(s.toks) || s.toks[i+1].Gap == '.' && s.toks[i].Word != "no" {
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
	return i > 0 && s.r.l.is(pointers, s.toks[i-1].Word)
}

// called reads "the Fjell", "that Dell": words that one of the items just shown has in its title or its values, and no
// other has, behind a word that points.
func (s *scanner) called(i int) piece {
	if !s.determined(i) || len(s.ctx.Shown)+len(s.ctx.More) < 2 || s.strict {
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
	if of := s.ofLabel(m, valued); len(of) > 0 {
		return of, true
	}
	valued = slices.DeleteFunc(valued, func(e catalog.Entity) bool { return s.r.x.columns[e.Column].truth })
	if len(valued) > 0 && s.valueLikely(m, valued) && !(isTitle && s.afterTitleCue(m)) {
		return sameColumn(s.likeliest(valued)), true
	}
	return titled, isTitle
}

// ofLabel keeps the values of the column that is named right beside the mention: "size M", "in oak wood".
func (s *scanner) ofLabel(m catalog.Mention, es []catalog.Entity) []catalog.Entity {
	var of []catalog.Entity
	for _, e := range es {
		if col := s.r.x.columns[e.Column]; !col.truth && col.plain && (s.labels(m.First-1, e.Column) || s.labels(m.First-2, e.Column) || s.labels(m.Last, e.Column)) {
			of = append(of, e)
		}
	}
	return of
}

// labels says whether the word at j names a column of values.
func (s *scanner) labels(j, column int) bool {
	if j < 0 || j >= len(s.toks) {
		return false
	}
	if col, n := s.r.x.named.at(s.toks, j); n == 1 {
		return col == column
	}
	dims, n := s.r.l.namesAt(s.toks, j)
	return n == 1 && slices.ContainsFunc(dims, func(d int) bool { return slices.Contains(s.r.x.of[d], column) })
}

// likeliest puts the values first whose column people speak of most: what kind of thing it is, who made it, and then
// what it is like.
func (s *scanner) likeliest(es []catalog.Entity) []catalog.Entity {
	rank := func(e catalog.Entity) int { return rankOf(s.r.c.Column(e.Column).Role) }
	best := es[0]
	for _, e := range es[1:] {
		if rank(e) < rank(best) {
			best = e
		}
	}
	return slices.DeleteFunc(es, func(e catalog.Entity) bool { return e.Column != best.Column })
}

// rankOf orders roles by how readily people name their values.
func rankOf(r catalog.Role) int {
	switch r {
	case catalog.Category:
		return 0
	case catalog.Maker:
		return 1
	case catalog.People:
		return 2
	}
	return 3
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
	if s.r.l.is(function, w) && !s.marked(m) || len(w) < 2 {
		return false
	}
	switch s.r.c.Column(es[0].Column).Role {
	case catalog.People: // a single word is a person only when it is no ordinary word, or is marked as a name
		return m.Cost == 0 && (!s.r.l.is(common, w) || s.marked(m)) && len(w) > 2
	}
	return m.Cost == 0 || !s.r.l.is(common, w)
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
		plain := s.r.l.is(common, w) || s.r.l.is(function, w) || len(w) < 4 || digits(w)
		if m.Cost > 0 && (plain || len(w) < 6 || len(w) < 8 && !s.afterTitleCue(m) || s.ordinaryForm(w)) {
			return false
		}
		return !plain && !es[0].Alias || s.marked(m) || whole && !s.r.l.is(function, w) && len(w) > 3 || s.afterTitleCue(m) && !s.r.l.is(function, w)
	}
	if s.allFunction(m) || s.described(m) {
		return s.marked(m) || s.afterTitleCue(m)
	}
	return true
}

// ordinaryForm says whether another form of a word is an ordinary word: "sounds" is no misspelt "Wounds".
func (s *scanner) ordinaryForm(w string) bool {
	return slices.ContainsFunc(s.r.l.singular(w), func(v string) bool { return s.r.l.is(common, v) || s.r.l.is(function, v) })
}

// described says whether the words of a mention are a concept and a word for items: "a scary movie".
func (s *scanner) described(m catalog.Mention) bool {
	_, k := s.r.l.concepts.at(s.toks[:m.Last], m.First)
	for _, t := range s.toks[m.First+k : m.Last] {
		if !s.r.l.is(things, t.Word) && !s.r.l.is(function, t.Word) {
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
	all := true
	for i := m.First; i < m.Last; i++ {
		w := s.toks[i].Word
		_, label := s.r.l.names.at(s.toks[:i+1], i)
		if all = all && s.r.l.is(function, w); !all && !s.r.l.is(function, w) && !s.r.l.is(common, w) && label == 0 {
			return false
		}
	}
	return all || m.Last-m.First < 3
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
		if !s.capital(t) && !s.r.l.is(function, t.Word) {
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
		if k != n && k+1 == n && (s.r.l.is(fillers, s.toks[i+k].Word) || s.r.l.is(things, s.toks[i+k].Word) || s.r.l.is(both, s.toks[i+k].Word)) {
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
	return i > 0 && s.r.l.is(verbs, s.toks[i].Word) && s.r.l.is(subjects, s.toks[i-1].Word)
}
