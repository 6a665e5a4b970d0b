package catalog

import (
	"cmp"
	"slices"
	"strings"

	"rso/catalog/text"
)

// An Entity is something that a catalog names: an entry of a Values column, or an item by its title.
type Entity struct {
	Column int
	Value  uint32 // of a Values column the entry, of the title column the item
	Alias  bool   // named by a part ("The Two Towers", a surname) or a variant, not by the whole name
}

// A Mention is a run of words that names entities of the catalog.
type Mention struct {
	First, Last int      // tokens [First, Last)
	Cost        int      // edits between what was typed and the name; 0 is exact
	Entities    []Entity // all that have this name, whole names before aliases
}

// A Linker finds mentions. It keeps scratch space and belongs to one goroutine.
//
// It works from the dictionary: every word of a message leads to the items and values that have it in their names, and
// those of which enough words were said are compared with the message, word by word. How many are enough, the file says
// of each (its shortest name); so of the many items with "of" in their titles next to none is looked at.
type Linker struct {
	c        *Catalog
	function func(word string) bool     // words that are in no pair of misspelt ones: those without content
	ordinary func(word string) bool     // words that are never taken for a misspelling
	variants func(word string) []string // other forms of a word, its singular for instance
	speller  speller

	toks  []text.Token
	reads []reading
	tally tally
	names map[uint32]named // of entities that were looked at

	places map[string]int32 // where the words of the message stand first, as numbers of chain from 1
	chain  []place
	looked map[string]reading // words that were looked up
}

// named is an entity with the names that it goes by.
type named struct {
	Entity
	names [][]string
}

// A reading is what is known of one token of the message at hand.
type reading struct {
	known  bool     // the dictionary has the word
	forms  []string // its other forms that the dictionary has
	named  []uint32 // the items and values that have it or one of its forms in their names, as the tally numbers them
	skip   bool     // it says too little to be counted
	before uint8    // how many words right before and behind it are skipped
	behind uint8
	spelt  []uint32 // those that have a word that it may be a misspelling of; filled when first needed
	tried  bool
	plain  bool // an ordinary word
	longer bool // a name of several words covers it
}

// A tally counts, for the items and then the values of a catalog, the words of a message that their names have.
type tally struct {
	count   []uint8
	last    []uint16 // the round that counted last
	best    []uint8  // the longest run of neighbouring words
	touched []uint32
}

// Limits that keep the cost of a message linear: nobody names more than this.
const (
	maxCost    = 4  // edits in one name
	maxUnknown = 64 // misspelt words tried in one message
	maxRounds  = 65535
	reach      = 3    // words of a name on either side of a misspelt one
	kept       = 1024 // entities of a word that are remembered
	frequent   = 256  // items that have a word without content which is not counted
)

// NewLinker returns a linker. What the words of the language are is the language's part; Variants and Function may be
// nil, and Common then too.
func (c *Catalog) NewLinker(words Words) *Linker {
	function, common, variants := words.Function, words.Common, words.Variants
	if function == nil {
		function = func(string) bool { return false }
	}
	ordinary := function
	if common != nil {
		ordinary = func(w string) bool { return function(w) || common(w) }
	}
	if variants == nil {
		variants = func(string) []string { return nil }
	}
	return &Linker{c: c, function: function, ordinary: ordinary, variants: variants, speller: speller{c: c}}
}

// Link appends the mentions in toks, in order of their first word. No mention lies within another; two may overlap
// ("the American" in "the American President's" two readings), the reader of the sentence decides.
func (l *Linker) Link(dst []Mention, toks []text.Token) []Mention {
	l.read(toks)
	from := len(dst)
	dst = l.exact(dst)
	for _, m := range dst[from:] {
		for k := m.First; k < m.Last; k++ {
			l.reads[k].longer = l.reads[k].longer || m.Last-m.First > 1
		}
	}
	tried := 0
	for u := range toks {
		known := l.reads[u].known
		if l.reads[u].longer || l.reads[u].plain || known && !l.paired(u) || tried == maxUnknown {
			continue
		}
		tried++
		dst = l.misspelt(dst, u, known)
	}
	return l.longest(dst, from)
}

// read looks the words of a message up.
func (l *Linker) read(toks []text.Token) {
	if l.tally.count == nil {
		size := l.c.n + l.c.values
		l.tally = tally{count: make([]uint8, size), last: make([]uint16, size), best: make([]uint8, size)}
	}
	l.toks, l.reads = toks, l.reads[:0]
	for _, t := range toks {
		l.reads = append(l.reads, l.look(t.Word))
	}
	skipped := uint8(0)
	for i := range l.reads {
		l.reads[i].before = skipped
		if skipped++; !l.reads[i].skip || skipped == reach {
			skipped = 0
		}
	}
	skipped = 0
	for i := len(l.reads) - 1; i >= 0; i-- {
		l.reads[i].behind = skipped
		if skipped++; !l.reads[i].skip || skipped == reach {
			skipped = 0
		}
	}
}

// look looks a word up. A conversation comes back to the same ones.
func (l *Linker) look(w string) reading {
	if r, ok := l.looked[w]; ok {
		return r
	}
	r := reading{plain: l.ordinary(w)}
	if e, ok := l.c.lookup(w); ok {
		r.known, r.skip = true, l.function(w) && e.found > frequent
		if !r.skip {
			r.named = l.c.appendNamed(r.named, &e)
		}
	}
	for _, v := range l.variants(w) {
		if e, ok := l.c.lookup(v); ok {
			r.forms, r.named = append(r.forms, v), l.c.appendNamed(r.named, &e)
		}
	}
	if len(l.looked) >= maxCache || l.looked == nil {
		l.looked = map[string]reading{}
	}
	if len(r.named) <= kept {
		l.looked[strings.Clone(w)] = r // a word shares its message's memory
	}
	return r
}

// appendNamed appends the items and values that have a word in their names, as the tally numbers them.
func (c *Catalog) appendNamed(dst []uint32, e *entry) []uint32 {
	e.eachHead(c.n, func(i Item, impact uint8) {
		if inTitle(impact) {
			dst = append(dst, i)
		}
	})
	e.eachName(c.values, func(v uint32) { dst = append(dst, v+uint32(c.n)) })
	return dst
}

// paired says whether a word stands beside another that no name of several words covers either: "kurt russel", where
// both are words of other names.
func (l *Linker) paired(i int) bool {
	open := func(j int) bool { return !l.reads[j].longer && !l.function(l.toks[j].Word) }
	return i > 0 && l.toks[i].Gap == 0 && open(i-1) || i+1 < len(l.toks) && l.toks[i+1].Gap == 0 && open(i+1)
}

// add counts one word for the entities that have it in their names; old counts only those that were counted before.
func (t *tally) add(round uint16, named []uint32, old bool) {
	for _, v := range named {
		switch {
		case t.count[v] == 0:
			if old {
				continue
			}
			t.touched = append(t.touched, v)
		case t.last[v] == round:
			continue
		}
		t.last[v] = round
		if t.count[v] < 255 {
			t.count[v]++
		}
	}
}

// inTitle says whether a word with an impact may stand in the item's title: once or twice in values alone, it doesn't.
// Without it every one-word title of a comedy would be compared with "comedy".
func inTitle(impact uint8) bool { return impact != ValueWeight-1 && impact != 2*ValueWeight-1 }

// run counts the words of a message one after the other: as far as an entity has neighbours in its names, they add up. A
// name stands in one place, so that words of it here and there are not enough. Words before and behind that were left
// out are taken for its own. An article alone is nothing: no name is just one, and every other title begins with one.
func (t *tally) run(round uint16, word *reading, article bool) {
	before, behind := uint16(word.before), word.behind
	for _, v := range word.named {
		switch {
		case t.count[v] == 0:
			t.touched = append(t.touched, v)
			t.count[v] = 1 + uint8(before)
		case t.last[v] == round:
			continue
		case t.last[v]+1+before == round:
			t.count[v] += 1 + uint8(before)
			t.best[v] = max(t.best[v], t.count[v])
		default:
			t.count[v] = 1 + uint8(before)
		}
		t.last[v] = round
		if !article {
			t.best[v] = max(t.best[v], t.count[v]+behind)
		}
	}
}

// enough returns the entities of which enough words were counted, in a row if they were counted by run, and starts anew.
// So many words more may be theirs.
func (t *tally) enough(c *Catalog, runs bool, more uint8) []uint32 {
	var list []uint32
	for _, v := range t.touched {
		most := t.best[v]
		if !runs {
			most = t.count[v]
		}
		if need := c.shortest[v]; need > 0 && most+more >= need && c.Lives(v) {
			list = append(list, v)
		}
		t.count[v], t.last[v], t.best[v] = 0, 0, 0
	}
	t.touched = t.touched[:0]
	slices.Sort(list)
	return list
}

// entity tells what a number of the tally is, and the names that it goes by. A conversation comes back to the same ones.
func (l *Linker) entity(v uint32) (Entity, [][]string) {
	n, known := l.names[v]
	if !known {
		if len(l.names) >= maxCache || l.names == nil {
			l.names = map[uint32]named{}
		}
		n.Entity, n.names = l.name(v)
		l.names[v] = n
	}
	return n.Entity, n.names
}

func (l *Linker) name(v uint32) (Entity, [][]string) {
	c := l.c
	if int64(v) < int64(c.n) {
		title := c.special[Title]
		return Entity{Column: title, Value: v}, Names(Title, c.columns[title].Text(v))
	}
	k, value := c.valueOf(v - uint32(c.n))
	names := Names(c.columns[k].Role, c.columns[k].Value(value))
	if whole := names[0]; c.columns[k].Role == People && len(whole) > 1 && c.shortest[v] == 1 {
		names = append(names, whole[len(whole)-1:])
	}
	return Entity{Column: k, Value: value}, names
}

// valueOf finds the column of a value that is numbered through all columns.
func (c *Catalog) valueOf(v uint32) (column int, value uint32) {
	for k := range c.columns {
		if n := c.columns[k].filed(); v < n {
			return k, v
		} else {
			v -= n
		}
	}
	return c.since.extraValue(v)
}

// exact appends the longest name that begins at each word, word for word or in another form of a word.
func (l *Linker) exact(dst []Mention) []Mention {
	for i := range l.toks {
		if !l.reads[i].skip {
			l.tally.run(uint16(i%maxRounds+1), &l.reads[i], isArticle(l.toks[i].Word))
		}
	}
	type found struct {
		Mention
		forms int // words that are typed in another form
	}
	best := make([]found, len(l.toks))
	l.stand()
	for _, v := range l.tally.enough(l.c, true, 0) {
		e, names := l.entity(v)
		for k, name := range names {
			if len(name) == 0 {
				continue
			}
			e.Alias = k > 0
			for p := l.places[name[0]]; p > 0; p = l.chain[p-1].next {
				i := int(l.chain[p-1].at)
				forms, ok := l.said(name, i)
				if !ok {
					continue
				}
				b, end := &best[i], i+len(name)
				switch {
				case end < b.Last || end == b.Last && forms > b.forms:
					continue
				case end > b.Last || forms < b.forms:
					*b = found{Mention{First: i, Last: end}, forms}
				}
				if n := len(b.Entities); n == 0 || b.Entities[n-1].Column != e.Column || b.Entities[n-1].Value != e.Value {
					b.Entities = append(b.Entities, e)
				}
			}
		}
	}
	for i := range best {
		if best[i].Last > 0 {
			stable(best[i].Entities, wholeFirst)
			dst = append(dst, best[i].Mention)
		}
	}
	return dst
}

// stand notes where each word of the message stands, and each other form of one.
func (l *Linker) stand() {
	if l.places == nil {
		l.places = map[string]int32{}
	}
	clear(l.places)
	l.chain = l.chain[:0]
	for i := len(l.toks) - 1; i >= 0; i-- {
		put := func(w string) {
			l.chain = append(l.chain, place{int32(i), l.places[w]})
			l.places[w] = int32(len(l.chain))
		}
		put(l.toks[i].Word)
		for _, f := range l.reads[i].forms {
			if f != l.toks[i].Word {
				put(f)
			}
		}
	}
}

// A place is where a word stands; next is the number of its next place, 0 for none.
type place struct{ at, next int32 }

// wholeFirst puts whole names before aliases, and otherwise the order of columns.
func wholeFirst(a, b Entity) int {
	alias := func(e Entity) int {
		if e.Alias {
			return 1
		}
		return 0
	}
	return cmp.Or(cmp.Compare(alias(a), alias(b)), cmp.Compare(a.Column, b.Column))
}

// said says whether the words of a name stand at token i, and how many of them in another form.
func (l *Linker) said(name []string, i int) (forms int, ok bool) {
	if len(name) == 0 || i+len(name) > len(l.toks) {
		return 0, false
	}
	for k, w := range name {
		if l.toks[i+k].Word == w {
			continue
		}
		if !slices.Contains(l.reads[i+k].forms, w) {
			return 0, false
		}
		forms++
	}
	return forms, true
}

// misspelt appends the best names that cover toks[u], allowing edits in it and in its neighbours. A word that the
// dictionary has can only be misspelt as a part of a longer name.
func (l *Linker) misspelt(dst []Mention, u int, known bool) []Mention {
	from, to := max(0, u-reach), min(len(l.toks)-1, u+reach)
	l.options(u)
	l.tally.add(uint16(u%maxRounds+1), l.reads[u].named, false)
	l.tally.add(uint16(u%maxRounds+1), l.reads[u].spelt, false)
	skipped := uint8(0)
	for j := from; j <= to; j++ {
		if l.reads[j].skip {
			skipped++ // it may be in any name
		} else if j != u {
			l.tally.add(uint16(j%maxRounds+1), l.reads[j].named, true)
			if !l.reads[j].known { // of two words that are some name's, one is right
				l.options(j)
				l.tally.add(uint16(j%maxRounds+1), l.reads[j].spelt, true)
			}
		}
	}
	var best []Mention
	for _, v := range l.tally.enough(l.c, false, skipped) {
		e, names := l.entity(v)
		for k, name := range names {
			e.Alias = k > 0
			for i := max(from, u-len(name)+1); i <= u && i+len(name) <= to+1; i++ {
				cost, ok := l.close(name, i)
				if !ok || !l.plausible(i, i+len(name), cost) || known && len(name) == 1 {
					continue
				}
				best = better(best, Mention{i, i + len(name), cost, []Entity{e}})
			}
		}
	}
	if len(best) == 0 {
		return dst
	}
	m := best[0] // equally good readings of the same words are one ambiguous mention
	for _, o := range best[1:] {
		if o.First == m.First && !slices.Contains(m.Entities, o.Entities[0]) {
			m.Entities = append(m.Entities, o.Entities...)
		}
	}
	stable(m.Entities, wholeFirst)
	return append(dst, m)
}

// better keeps the longest and of those the closest readings.
func better(best []Mention, m Mention) []Mention {
	if len(best) > 0 {
		switch cmp.Or(cmp.Compare(m.Last-m.First, best[0].Last-best[0].First), cmp.Compare(best[0].Cost, m.Cost)) {
		case -1:
			return best
		case 1:
			best = best[:0]
		}
	}
	return append(best, m)
}

// close says whether the words of a name may be meant at token i, and with how many edits.
func (l *Linker) close(name []string, i int) (cost int, ok bool) {
	for k, w := range name {
		t := l.toks[i+k].Word
		if t == w || slices.Contains(l.reads[i+k].forms, w) {
			continue
		}
		n := Edits(t, w)
		if cost += n; l.reads[i+k].plain || n > maxEdits(t) || cost > maxCost {
			return 0, false
		}
	}
	return cost, true
}

// plausible says whether cost edits are few enough for a name spelt toks[i:j]: one word alone must be long, several
// vouch for each other.
func (l *Linker) plausible(i, j, cost int) bool {
	letters := 0
	for _, t := range l.toks[i:j] {
		letters += len(t.Word)
	}
	if j-i == 1 {
		return cost == 0 || letters >= 5 && cost <= 1 || letters >= 8 && cost <= 2
	}
	return letters >= 6 && cost <= 1+letters/6 && cost <= maxCost
}

// options fills in the dictionary words that toks[j] may be a misspelling of. A function word is none.
func (l *Linker) options(j int) {
	r := &l.reads[j]
	if w := l.toks[j].Word; !r.tried && !r.plain && maxEdits(w) > 0 {
		for _, n := range l.speller.spelt(w) {
			e := l.c.spelling(n)
			if e.found > frequent && l.function(l.c.spelledAs(n)) {
				continue // who misspells "the" names nothing
			}
			r.spelt = l.c.appendNamed(r.spelt, &e)
		}
		if seen, ok := l.looked[w]; ok && len(r.spelt) <= kept {
			seen.spelt, seen.tried = r.spelt, true
			l.looked[w] = seen
		}
	}
	r.tried = true
}

// longest sorts the mentions from dst[from:] and drops those that lie within a longer one.
func (l *Linker) longest(dst []Mention, from int) []Mention {
	for i := from + 1; i < len(dst); i++ { // few and nearly sorted
		for j := i; j > from && before(dst[j], dst[j-1]); j-- {
			dst[j], dst[j-1] = dst[j-1], dst[j]
		}
	}
	kept, end := dst[:from], 0
	for _, m := range dst[from:] {
		if m.Last <= end {
			continue
		}
		kept, end = append(kept, m), m.Last
	}
	return kept
}

// before orders mentions: the earlier, of those the longer, of those the closer.
func before(a, b Mention) bool {
	return cmp.Or(cmp.Compare(a.First, b.First), cmp.Compare(b.Last, a.Last), cmp.Compare(a.Cost, b.Cost)) < 0
}

// EntityText returns the display form of an entity.
func (c *Catalog) EntityText(e Entity) string {
	if col := &c.columns[e.Column]; col.Kind == Values {
		return col.Value(e.Value)
	}
	return c.columns[e.Column].Text(e.Value)
}
