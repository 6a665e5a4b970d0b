package ground

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"rso/catalog"
	"rso/catalog/text"
	"rso/core/prefer"
)

// A Brief is what a draft may speak of.
type Brief struct {
	Items   []catalog.Item // the items of the plan, at most 8
	Known   []catalog.Item // items that the shopper brought up: liked, seen, turned down
	Belief  *prefer.Belief
	Options []string // answers that a question offers
	Total   int      // candidates
}

// mostItems bounds the items that a draft may speak of.
const mostItems = 16

// A Verifier checks drafts against a catalog. It keeps what it has looked up, and belongs to one goroutine.
//
// Every sentence is read for what it claims: numbers with what they measure, names, values, comparisons, what can be had and
// how it comes. A claim holds when the record of its subject bears it out, or the belief does when it is about the shopper.
// What is left are opinions and courtesies, which claim nothing.
type Verifier struct {
	c       *catalog.Catalog
	r       *prefer.Reasoner
	l       *Language
	records []*record
	body    map[string]catalog.Set
	forms   map[string][]string
	scratch reading // of the sentence at hand
	linker  *catalog.Linker
	names   [][]string     // by column: the words of its name
	free    map[string]int // by what it is that items are free of: the column that says so
	dressed bool           // the catalog has a column for how things look
}

// formsOf lists other forms of a word. A draft comes back to the same words.
func (v *Verifier) formsOf(word string) []string {
	f, ok := v.forms[word]
	if !ok {
		if len(v.forms) >= mostForms {
			clear(v.forms)
		}
		f = v.r.Forms(word)
		v.forms[strings.Clone(word)] = f
	}
	return f
}

const mostForms = 1024

// NewVerifier returns a verifier of drafts in a language about the catalog of a reasoner of that language.
func NewVerifier(c *catalog.Catalog, r *prefer.Reasoner, l *Language) *Verifier {
	v := &Verifier{c: c, r: r, l: l, body: map[string]catalog.Set{}, forms: map[string][]string{}, free: map[string]int{}}
	for k := range c.Columns() {
		words := NameWords(c.Column(k).Name)
		v.names = append(v.names, words)
		v.dressed = v.dressed || slices.ContainsFunc(words, func(w string) bool { return slices.Contains(lookColumns, w) })
		if last := len(words) - 1; last > 0 && l.has([]text.Token{{Word: words[last]}}, 0, freeOf) > 0 {
			v.free[words[0]] = k
		}
	}
	return v
}

// A scene is what the sentences of a draft have led to.
type scene struct {
	Brief
	items   []catalog.Item // of the plan, then those known
	belief  string         // the belief's values and words, as a record
	titles  [][]text.Token
	letters [256]bool // with which words of titles begin
	subject uint32    // what the sentences before were about, by item
	listed  []int     // items that they named, in their order
	said    int       // sentences that named items
	named   bool      // a sentence that holds names an item of the plan
	lost    bool      // the sentence before was dropped, and with it what it was about
}

func (v *Verifier) scene(b Brief) scene {
	s := scene{Brief: b}
	s.items = append(s.items, b.Items...)
	for _, i := range b.Known {
		if !slices.Contains(s.items, i) {
			s.items = append(s.items, i)
		}
	}
	s.items = s.items[:min(len(s.items), mostItems)]
	for _, i := range s.items {
		title := text.Tokens(nil, v.c.Title(i))
		for _, t := range title {
			s.letters[t.Word[0]] = true
		}
		s.titles = append(s.titles, title)
		v.record(i) // now, while the model thinks, and not when its words arrive
	}
	s.belief = v.wishes(&b)
	s.subject = s.plan()
	return s
}

// plan is the set of the plan's items.
func (s *scene) plan() uint32 { return 1<<min(len(s.Items), len(s.items)) - 1 }

// wishes writes the belief as a record.
func (v *Verifier) wishes(b *Brief) string {
	var w strings.Builder
	w.WriteString(" |")
	add := func(s string) {
		w.WriteByte(' ')
		w.WriteString(text.Fold(s))
		w.WriteString(" |")
	}
	for _, o := range b.Options {
		add(o)
	}
	if b.Belief == nil {
		return w.String()
	}
	for _, k := range b.Belief.Constraints {
		add(k.Span)
		for _, word := range k.Words {
			add(word)
		}
		for _, x := range k.Values {
			add(v.c.Column(k.Column).Value(x))
		}
	}
	for _, word := range b.Belief.Words {
		add(word)
	}
	return w.String()
}

// A reading is one sentence with what was found in it.
type reading struct {
	v        *Verifier
	sc       *scene
	text     string
	toks     []text.Token
	st       *prefer.Statement
	hidden   []bool // tokens that belong to the name of an item
	used     []bool // tokens that a claim was read from
	clause   []int  // by token: the clause that it is in
	said     []said // by token: the phrase that begins there
	senses   senses // of all phrases: most sentences have few
	mentions []mention
	claims   []claim
	faults   []Fault
	spelt    spelling
	question bool     // the sentence is one
	traits   []trait  // by token: what is known of its word
	borne    []uint32 // by token: the items whose records have its word, once that was found out
}

// A trait says something of a word of the language. Words are asked for theirs again and again.
type trait uint8

const (
	askedPlain trait = 1 << iota // whether it is an ordinary one was found out
	isPlain                      // it is one
	askedNumber
	isNumber // a number begins there
	askedRecords
)

// trait returns whether a token has a trait, and finds it out once.
func (rd *reading) trait(i int, asked, is trait, find func(int) bool) bool {
	t := &rd.traits[i]
	if *t&asked == 0 {
		*t |= asked
		if find(i) {
			*t |= is
		}
	}
	return *t&is != 0
}

// function says whether the word at token i carries no content.
func (rd *reading) function(i int) bool { return !rd.st.Content(i) }

// plain says whether the word at token i is an ordinary one.
func (rd *reading) plain(i int) bool {
	return rd.trait(i, askedPlain, isPlain, func(i int) bool { return rd.v.r.Plain(rd.toks[i].Word) })
}

// said is the longest phrase with a sense at a token, as its number and how many words it has; 0 words when there is none.
type said struct{ id, n int }

// has counts the words of the phrase with a sense that begins at token i, 0 when none does.
func (rd *reading) has(i int, s sense) int {
	if i < 0 || i >= len(rd.said) || rd.said[i].n == 0 || !rd.v.l.sets[rd.said[i].id].has(s) {
		return 0
	}
	return rd.said[i].n
}

// check reads a sentence and returns its faults in the order of the text, and the sentence as it may be shown: mended where
// something is wrong, "" when it can't be.
func (v *Verifier) check(sc *scene, sentence string) (faults []Fault, shown string) {
	if faults = v.surface(sentence); len(faults) > 0 {
		if plain, ok := mend(sentence, faults); ok {
			if _, shown = v.check(sc, plain); shown != "" {
				return faults, shown
			}
		}
		return faults, ""
	}
	rd := v.read(sc, sentence)
	if sc.lost && rd.orphaned() {
		return []Fault{{Kind: InventedProduct, End: len(sentence), Said: sentence}}, ""
	}
	rd.settle()
	rd.order()
	shown, ok := mend(sentence, rd.faults)
	if !ok {
		return rd.faults, ""
	}
	rd.leave()
	return rd.faults, shown
}

// order puts the faults, few, in the order of the text.
func (rd *reading) order() {
	for i := 1; i < len(rd.faults); i++ {
		for k := i; k > 0 && rd.faults[k].Start < rd.faults[k-1].Start; k-- {
			rd.faults[k], rd.faults[k-1] = rd.faults[k-1], rd.faults[k]
		}
	}
}

// orphaned says whether the sentence goes on about what the one before it named, which was dropped: "It is very light."
func (rd *reading) orphaned() bool {
	return len(rd.toks) > 0 && rd.has(0, it) > 0 && !slices.ContainsFunc(rd.mentions, func(m mention) bool { return m.first > 0 })
}

// read finds what a sentence claims.
func (v *Verifier) read(sc *scene, sentence string) *reading {
	rd := &v.scratch
	rd.begin(v, sc, sentence)
	rd.st = v.r.Statement(sentence, rd.toks, func(i int) bool { return rd.hidden[i] })
	rd.find()
	rd.phrases()
	rd.figures()
	rd.capitals()
	rd.values()
	rd.compare()
	rd.refer()
	return rd
}

// begin cuts a sentence into words, without the endings of possessives, and into clauses. The space is that of the sentence
// before.
func (rd *reading) begin(v *Verifier, sc *scene, sentence string) {
	*rd = reading{
		v: v, sc: sc, text: sentence, toks: text.Tokens(rd.toks[:0], sentence),
		clause: rd.clause[:0], said: rd.said[:0], mentions: rd.mentions[:0], claims: rd.claims[:0], hidden: rd.hidden[:0], used: rd.used[:0], traits: rd.traits[:0], borne: rd.borne[:0], spelt: spelling{numbers: rd.spelt.numbers[:0]},
		question: strings.Contains(sentence, "?") || strings.Contains(sentence, "？"),
	}
	clause := 0
	for i := range rd.toks {
		t := &rd.toks[i]
		if said := rd.text[t.Start:t.End]; strings.HasSuffix(said, "'s") || strings.HasSuffix(said, "’s") {
			if !rd.v.r.Function(t.Word) { // "the XT's price", but not "it's"
				t.Word = strings.TrimSuffix(t.Word, "s")
			}
		}
		if t.Gap != 0 && !rd.joined(i) {
			clause++
		}
		rd.clause = append(rd.clause, clause)
	}
	for i := range rd.toks {
		id, n := rd.v.l.senses.At(rd.toks, i)
		rd.said = append(rd.said, said{id, n})
		rd.senses.join(rd.v.l.sets[id])
		rd.hidden, rd.used, rd.traits, rd.borne = append(rd.hidden, false), append(rd.used, false), append(rd.traits, 0), append(rd.borne, 0)
	}
}

// joined says whether the words before and at token i belong to one name for all the signs between: "J.R.R. Tolkien".
func (rd *reading) joined(i int) bool {
	if i == 0 {
		return false
	}
	a, b := rd.toks[i-1], rd.toks[i]
	between := rd.text[a.End:b.Start]
	switch between {
	case " ", "-", ".", "'", "’", " & ", "&", "/", "‑", "–":
		return between != "/"
	case ". ":
		return a.End-a.Start == 1 || abbreviated(rd.text[:a.End])
	}
	return false
}

// capital says whether the word at token i is written with a capital, or a digit.
func (rd *reading) capital(i int) bool {
	r, _ := utf8.DecodeRuneInString(rd.text[rd.toks[i].Start:])
	return unicode.IsUpper(r)
}

// opens says whether a sentence, or what is set like one, begins at token i, so that a capital says nothing.
func (rd *reading) opens(i int) bool {
	if i == 0 {
		return true
	}
	between := strings.TrimRight(rd.text[rd.toks[i-1].End:rd.toks[i].Start], " ")
	for _, sign := range [...]string{":", "—", "–", " -", "\"", "“", "(", "„", "«", "¿", "¡", ".", "!", "?", ";", "…"} {
		if strings.HasSuffix(between, sign) {
			return true
		}
	}
	return false
}

// fault notes what is wrong with tokens [first, last).
func (rd *reading) fault(kind Kind, first, last int, fact string) {
	start, end := rd.toks[first].Start, rd.toks[last-1].End
	rd.faults = append(rd.faults, Fault{Kind: kind, Start: start, End: end, Said: rd.text[start:end], Fact: fact})
}

// use marks tokens as read.
func (rd *reading) use(first, last int) {
	for k := first; k < last; k++ {
		rd.used[k] = true
	}
}

// near says whether a phrase with a sense begins in the tokens of [from, to) within a clause of token at.
func (rd *reading) near(at, from, to int, s sense) bool {
	if !rd.senses.has(s) {
		return false
	}
	for k := max(0, from); k < min(to, len(rd.toks)); k++ {
		if rd.clause[k] == rd.clause[at] && rd.has(k, s) > 0 {
			return true
		}
	}
	return false
}

// inClause says whether a phrase with a sense stands in the clause of token at, or in the one before it.
func (rd *reading) inClause(at int, s sense, before int) bool {
	if !rd.senses.has(s) {
		return false
	}
	for k := range rd.toks {
		if c := rd.clause[k]; c <= rd.clause[at] && c >= rd.clause[at]-before && rd.has(k, s) > 0 {
			return true
		}
	}
	return false
}

// phrase returns the folded words of [first, last).
func (rd *reading) phrase(first, last int) string {
	if last-first == 1 {
		return rd.toks[first].Word
	}
	var b strings.Builder
	for k := first; k < last; k++ {
		if k > first {
			b.WriteByte(' ')
		}
		b.WriteString(rd.toks[k].Word)
	}
	return b.String()
}

// asks says whether the sentence is a question.
func (rd *reading) asks() bool { return rd.question }
