package catalog

import (
	"cmp"
	"math"
	"math/bits"
	"slices"

	"rso/catalog/text"
)

// A Finder answers free text, from two words in a search field to a sentence that names an item somewhere. It keeps
// scratch space for one answer and belongs to one goroutine.
//
// Words are looked up as they are first. Where the best item leaves words unexplained, they are taken for misspelt,
// for the beginning of a longer word, or for another form, and the items are scored again. The best are then put in
// order by the stretch of the text that each explains, since a name stands in one place; and how much of that stretch
// the first explains is how sure we are that what the text names is in the catalog at all.
type Finder struct {
	c       *Catalog
	words   Words
	speller speller

	terms   []term
	score   []float32
	matched []uint64 // the terms that an item has
	strong  []uint64 // those that it has in its head, as they were typed
	touched []Item
	wanted  uint64 // the terms of the first hit
	common  map[string]bool
	heap    []uint64
	best    []Item
}

// Words is what a Finder and a Linker need to know of a language; nil functions know nothing.
type Words struct {
	Function func(word string) bool     // words that hold sentences together and name nothing: "with", "the"
	Common   func(word string) bool     // ordinary words, which are not taken for misspelt names: "birthday"
	Variants func(word string) []string // other forms of a word: its singular, its stem
}

// orNothing fills in what is nil.
func (w Words) orNothing() Words {
	no := func(string) bool { return false }
	if w.Function == nil {
		w.Function = no
	}
	if w.Common == nil {
		w.Common = no
	}
	if w.Variants == nil {
		w.Variants = func(string) []string { return nil }
	}
	return w
}

// A term is a word of the text with what it may stand for.
type term struct {
	word  string
	entry []candidate
	known bool    // the dictionary has it
	plain bool    // a common word of the language
	info  float32 // what it tells at most, in bits
	tried bool    // its spellings are among the candidates
}

// A candidate is a word of the dictionary that a term may stand for.
type candidate struct {
	entry
	factor float32 // how likely: 1 as typed
}

// A Query is what a Finder answers.
type Query struct {
	Text  []text.Token
	Among *Set // nil is all items
	K     int  // how many hits
	Exact bool // the words are right: no other spellings are tried
	Like  bool // the text describes an item, and others like it are wanted: its telling words are enough
	All   bool // nothing is skipped that can't be among the best: for Having
}

// An Answer is what a Finder found.
type Answer struct {
	Hits []Hit // best first; a score is how much of the text's information the item explains, 0 to 1
	// Known is how sure it is that the text names something in this catalog, 0 to 1: how much of the stretch of words
	// in which the first hit is named belongs to it, times how telling that is. A name that is there as typed has 1; an
	// invented product of a real maker, where only the maker matches, has less than .8.
	Known float64
}

// Limits and weights of a Finder.
const (
	maxTerms    = 64       // different words that are looked at, one bit each
	maxReranked = 40       // items whose order is settled with care
	bigList     = 768      // lists from here on are only read for items found already, when that can't change the best
	likeBudget  = 12 << 10 // list entries read of a text that describes an item, the most telling words first
	present     = .3       // what a word counts for standing in a record at all: an item with all words comes before one with less
	oneEdit     = .7       // how much a word with one letter wrong counts
	twoEdits    = .45
	longerWord  = .6 // a word that the typed one begins
	otherForm   = .9
	unexplained = .5 // what a word costs that stands unexplained in a stretch that the item explains
	plainWord   = .5 // a common word, which may be no part of a name
	weakMatch   = .6 // a word in a free text, or misspelt, within a stretch
)

// NewFinder returns a finder.
func (c *Catalog) NewFinder(w Words) *Finder {
	return &Finder{c: c, words: w.orNothing(), speller: speller{c: c},
		score: make([]float32, c.n), matched: make([]uint64, c.n), strong: make([]uint64, c.n)}
}

// Find answers a query.
func (f *Finder) Find(q Query) Answer {
	at := f.read(q.Text)
	if len(f.terms) == 0 || q.K <= 0 {
		return Answer{}
	}
	q.Among = f.c.living(q.Among)
	best := f.rank(q, at)
	if !q.Exact && !q.Like {
		if tried := f.respell(q, at, best); tried {
			best = f.rank(q, at)
		}
	}
	return f.answer(q, at, best)
}

// read makes terms of a text and returns the term of each token, -1 for words that name nothing: function words, and
// common ones that no item has in its head. A text of nothing but such words is taken as it is.
func (f *Finder) read(toks []text.Token) []int {
	at := f.pick(toks, func(w string) bool {
		return f.words.Function(w) || f.isCommon(w) && !f.heads(w) && !slices.ContainsFunc(f.words.Variants(w), f.heads)
	})
	if len(f.terms) == 0 {
		at = f.pick(toks, func(string) bool { return false })
	}
	return at
}

// isCommon remembers what the language says of a word: to know it takes a dozen guesses at its stem.
func (f *Finder) isCommon(word string) bool {
	common, known := f.common[word]
	if !known {
		if len(f.common) >= maxCache || f.common == nil {
			f.common = map[string]bool{}
		}
		common = f.words.Common(word)
		f.common[word] = common
	}
	return common
}

// heads says whether some item has a word in its head.
func (f *Finder) heads(word string) bool {
	e, ok := f.c.lookup(word)
	return ok && e.titled() > 0
}

func (f *Finder) pick(toks []text.Token, nothing func(word string) bool) []int {
	f.terms = f.terms[:0]
	at := make([]int, len(toks))
	for i, t := range toks {
		at[i] = slices.IndexFunc(f.terms, func(o term) bool { return o.word == t.Word })
		if at[i] < 0 && len(f.terms) < maxTerms && !nothing(t.Word) {
			at[i] = len(f.terms)
			f.terms = append(f.terms, f.term(t.Word))
		}
	}
	return at
}

func (f *Finder) term(word string) term {
	t := term{word: word, plain: f.isCommon(word), info: f.c.most()}
	if e, ok := f.c.lookup(word); ok && e.found > 0 {
		t.known, t.entry = true, append(t.entry, candidate{e, 1})
		t.info = f.c.information(e)
	}
	for _, v := range f.words.Variants(word) {
		if e, ok := f.c.lookup(v); ok && e.found > 0 {
			if !t.known {
				t.info = f.c.information(e)
			}
			t.known, t.entry = true, append(t.entry, candidate{e, otherForm})
		}
	}
	return t
}

// rank scores all items and returns the best, in the order of their stretches.
func (f *Finder) rank(q Query, at []int) []ranked {
	for _, i := range f.touched {
		f.score[i], f.matched[i], f.strong[i] = 0, 0, 0
	}
	f.touched = f.touched[:0]
	order := make([]int, len(f.terms))
	rest := float32(0) // what the terms from here on can add at most
	for t := range order {
		order[t] = t
		rest += (1 + present) * f.terms[t].info
	}
	size := func(t int) int {
		n := 0
		for _, c := range f.terms[t].entry {
			n += c.found
		}
		return n
	}
	stable(order, func(a, b int) int { return cmp.Compare(size(a), size(b)) })
	how, read := readAll, 0
	for _, t := range order {
		if how == readAll && !q.All && size(t) >= bigList && len(f.touched) >= maxReranked && f.beyond(rest, maxReranked) {
			how = readFound
		}
		if read += size(t); q.Like && read > likeBudget && len(f.touched) > maxReranked {
			how = readHeads
		}
		for _, c := range f.terms[t].entry {
			f.add(q.Among, c, 1<<t, how)
		}
		rest -= (1 + present) * f.terms[t].info
	}
	return f.stretches(q, at, f.top(max(maxReranked, q.K)))
}

// A scope says which items a list is read for.
type scope uint8

const (
	readAll   scope = iota
	readFound       // those that some word led to: others can't be among the best any more
	readHeads       // those, and only in the head of their records
)

// add scores the items that have a word.
func (f *Finder) add(among *Set, c candidate, bit uint64, how scope) {
	info := f.c.information(c.entry) * c.factor
	for e := &c.entry; e != nil; e = e.more {
		f.addHead(among, e, info, bit, c.factor >= otherForm, how != readAll)
		if how != readHeads {
			f.addBody(among, e, info, bit, how != readAll)
		}
	}
}

// addHead scores the items that have a word in their head; closed leaves out those that no word led to before.
func (f *Finder) addHead(among *Set, e *entry, info float32, bit uint64, strong, closed bool) {
	n, norm := uint32(f.c.n), f.c.norm
	next, at := e.first(), 0
	for k := range e.head.n {
		gap, w := uvarint(e.head.b, at)
		i := next + gap
		if w == 0 || i < next || i >= n {
			return
		}
		next, at = i+1, at+w
		was := f.matched[i]
		if was == 0 {
			if closed || among != nil && !among.Has(i) {
				continue
			}
			f.touched = append(f.touched, i)
		} else if was&bit != 0 {
			continue
		}
		f.matched[i] = was | bit
		if strong {
			f.strong[i] |= bit
		}
		f.score[i] += info * (present + saturation[e.impacts[k]&MaxImpact][norm[i]&15])
	}
}

// addBody scores the items that have a word in a free text.
func (f *Finder) addBody(among *Set, e *entry, info float32, bit uint64, closed bool) {
	n, norm := uint32(f.c.n), f.c.norm
	next, at := e.first(), 0
	for range e.body.n {
		gap, w := uvarint(e.body.b, at)
		i := next + gap
		if w == 0 || i < next || i >= n {
			return
		}
		next, at = i+1, at+w
		was := f.matched[i]
		if was == 0 {
			if closed || among != nil && !among.Has(i) {
				continue
			}
			f.touched = append(f.touched, i)
		} else if was&bit != 0 {
			continue
		}
		f.matched[i] = was | bit
		f.score[i] += info * (present + saturation[inBody][norm[i]&15])
	}
}

// beyond says whether k items have a score that others can't reach with what is left.
func (f *Finder) beyond(rest float32, k int) bool {
	for _, i := range f.touched {
		if f.score[i] > rest {
			if k--; k == 0 {
				return true
			}
		}
	}
	return false
}

// Having returns the items that have every word of the last query that its first hit has; the query must have said All.
func (f *Finder) Having() Set {
	set := f.c.NewSet()
	for _, i := range f.touched {
		if f.matched[i]&f.wanted == f.wanted {
			set.Add(i)
		}
	}
	return set
}

// top returns the k best items by score, ties by prior and then by row. Items are compared as single numbers: the bits
// of a positive float32 are in the order of its value.
func (f *Finder) top(k int) []Item {
	heap := f.heap[:0]
	for _, i := range f.touched {
		key := uint64(math.Float32bits(f.score[i]))<<32 | uint64(f.c.prior[i])<<24 | uint64(maxRow-i)&maxRow
		if len(heap) < k {
			heap = append(heap, key)
			if len(heap) == k {
				ascending(heap) // ascending numbers are a heap with the least on top
			}
		} else if key > heap[0] {
			at := 0
			for {
				child := 2*at + 1
				if child >= k {
					break
				}
				if child+1 < k && heap[child+1] < heap[child] {
					child++
				}
				if heap[child] >= key {
					break
				}
				heap[at] = heap[child]
				at = child
			}
			heap[at] = key
		}
	}
	ascending(heap)
	items := f.best[:0]
	for j := len(heap) - 1; j >= 0; j-- {
		items = append(items, maxRow-uint32(heap[j])&maxRow)
	}
	f.heap, f.best = heap, items
	return items
}

// maxRow is the largest row whose place breaks ties.
const maxRow = 1<<24 - 1

// A ranked item is one of the best, with the stretch of the text that it explains best.
type ranked struct {
	item        Item
	value       float32
	first, last int // tokens
}

// stretches orders items by what they score and by the stretch that they explain.
func (f *Finder) stretches(q Query, at []int, items []Item) []ranked {
	out := make([]ranked, len(items))
	for k, i := range items {
		r := ranked{item: i}
		sum, from, best := float32(0), 0, float32(0)
		for j, t := range at {
			sum += f.worth(i, t)
			if sum > best {
				best, r.first, r.last = sum, from, j+1
			}
			if sum <= 0 {
				sum, from = 0, j+1
			}
		}
		r.value = best + f.score[i]
		out[k] = r
	}
	stable(out, func(a, b ranked) int { return cmp.Compare(b.value, a.value) })
	return out
}

// worth is what a token adds to a stretch that an item explains.
func (f *Finder) worth(i Item, t int) float32 {
	if t < 0 {
		return -unexplained * 2 // an ordinary word between the words of a name
	}
	info := f.terms[t].info
	if f.terms[t].plain {
		info *= plainWord
	}
	switch bit := uint64(1) << t; {
	case f.strong[i]&bit != 0:
		return info
	case f.matched[i]&bit != 0:
		return weakMatch * info
	}
	return -unexplained * info
}

// respell adds other spellings to the terms that the best item leaves unexplained; false when there are none.
func (f *Finder) respell(q Query, at []int, best []ranked) bool {
	found := false
	for t := range f.terms {
		term := &f.terms[t]
		if term.tried || digits(term.word) || term.plain || maxEdits(term.word) == 0 || len(term.word) < 4 {
			continue
		}
		if len(best) > 0 && f.matched[best[0].item]&(1<<t) != 0 {
			continue
		}
		if term.known && (len(best) == 0 || !f.beside(best[0], at, t)) {
			continue
		}
		term.tried = true
		found = f.spellings(term) || found
	}
	return found
}

// beside says whether a term stands within or next to the stretch that an item explains.
func (f *Finder) beside(r ranked, at []int, t int) bool {
	for j := max(0, r.first-2); j < min(len(at), r.last+2); j++ {
		if at[j] == t {
			return true
		}
	}
	return false
}

// spellings adds what a term may be a misspelling or the beginning of.
func (f *Finder) spellings(t *term) bool {
	factors := [...]float32{1, oneEdit, twoEdits}
	for _, n := range f.speller.spelt(t.word) {
		if n.cost == 2 && len(t.word) < 8 {
			continue
		}
		if e := f.c.spelling(n); e.found > 0 {
			t.entry = append(t.entry, candidate{e, factors[n.cost]})
		}
	}
	if !t.known {
		for _, w := range f.speller.prefixed(t.word) {
			if e := f.c.spelling(w); e.found > 0 {
				t.entry = append(t.entry, candidate{e, longerWord})
			}
		}
	}
	return len(t.entry) > 0
}

func digits(w string) bool {
	return w != "" && w[0] >= '0' && w[0] <= '9'
}

// answer makes hits of the best.
func (f *Finder) answer(q Query, at []int, best []ranked) Answer {
	total := float32(0)
	for _, t := range f.terms {
		total += t.info
	}
	var a Answer
	for _, r := range best[:min(len(best), q.K)] {
		explained := float32(0)
		for m := f.matched[r.item]; m != 0; m &= m - 1 {
			explained += f.terms[bits.TrailingZeros64(m)].info
		}
		a.Hits = append(a.Hits, Hit{r.item, float64(explained / total)})
	}
	f.wanted = 0
	if len(best) > 0 {
		f.wanted = f.matched[best[0].item]
		a.Known = f.known(q, at, best[0])
	}
	return a
}

// known says how sure it is that the stretch in which an item is named names it, and not something like it that isn't
// there.
func (f *Finder) known(q Query, at []int, r ranked) float64 {
	first, last := r.first, r.last
	for first > 0 && at[first-1] >= 0 && q.Text[first].Gap == 0 {
		first--
	}
	for last < len(at) && at[last] >= 0 && q.Text[last].Gap == 0 {
		last++
	}
	said, meant := float32(0), float32(0)
	for j := first; j < last; j++ {
		if at[j] < 0 {
			continue
		}
		info := f.terms[at[j]].info
		said += info
		switch bit := uint64(1) << at[j]; {
		case f.strong[r.item]&bit != 0:
			meant += info
		case f.matched[r.item]&bit != 0:
			meant += .8 * info
		}
	}
	if said == 0 {
		return 0
	}
	return float64(meant/said) * min(1, float64(meant/(.6*f.c.most())))
}
