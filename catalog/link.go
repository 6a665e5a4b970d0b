package catalog

import (
	"cmp"

	"rso/catalog/text"
)

// A Mention is a run of words that names entities of the catalog.
type Mention struct {
	First, Last int      // tokens [First, Last)
	Cost        int      // edits between what was typed and the name; 0 is exact
	Entities    []Entity // all that have this name, whole names before aliases
}

// A Linker finds mentions. It keeps scratch space and belongs to one goroutine.
type Linker struct {
	c        *Catalog
	function func(word string) bool     // words that are never taken for a misspelling: ordinary ones
	variants func(word string) []string // other forms of a word, its singular for instance
	fuzzy    fuzzy
	ids      []int32  // dictionary words of the tokens, -1 when unknown
	options  [][]near // spellings tried for each token; filled when first needed
	tried    []bool
	other    [][]uint32 // other forms of each token; filled when first needed
	formed   []bool
	cache    map[string][]near // spellings of words, across messages
}

// Limits that keep the cost of a message linear: nobody names more than this.
const (
	maxNearWords = 96   // spellings tried for one word
	maxCost      = 4    // edits in one name
	maxUnknown   = 64   // misspelt words tried in one message
	maxCache     = 4096 // words
)

// NewLinker returns a linker. function and variants are the language's part and may be nil.
func (c *Catalog) NewLinker(function func(string) bool, variants func(string) []string) *Linker {
	if function == nil {
		function = func(string) bool { return false }
	}
	if variants == nil {
		variants = func(string) []string { return nil }
	}
	return &Linker{c: c, function: function, variants: variants, cache: map[string][]near{}}
}

// Link appends the mentions in toks, in order of their first word. No mention lies within another; two may overlap
// ("the American" in "the American President's" two readings), the reader of the sentence decides.
func (l *Linker) Link(dst []Mention, toks []text.Token) []Mention {
	l.ids = l.ids[:0]
	for _, t := range toks {
		id := int32(-1)
		if w, ok := l.c.words.find(t.Word); ok {
			id = int32(w)
		}
		l.ids = append(l.ids, id)
	}
	l.options = make([][]near, len(toks))
	l.tried = make([]bool, len(toks))
	l.other = make([][]uint32, len(toks))
	l.formed = make([]bool, len(toks))
	from := len(dst)
	for i := range toks {
		dst = l.exact(dst, toks, i)
	}
	covered := make([]bool, len(toks))
	for _, m := range dst[from:] {
		for k := m.First; k < m.Last; k++ {
			covered[k] = covered[k] || m.Last-m.First > 1
		}
	}
	tried := 0
	for i, t := range toks {
		known := l.ids[i] >= 0
		if covered[i] || l.function(t.Word) || known && !l.paired(toks, covered, i) || tried == maxUnknown {
			continue
		}
		tried++
		dst = l.misspelt(dst, toks, i, known)
	}
	return l.longest(dst, from)
}

// paired says whether a word stands beside another that no name of several words covers either: "kurt russel", where
// both are words of other names.
func (l *Linker) paired(toks []text.Token, covered []bool, i int) bool {
	open := func(j int) bool { return !covered[j] && !l.function(toks[j].Word) }
	return i > 0 && toks[i].Gap == 0 && open(i-1) || i+1 < len(toks) && toks[i+1].Gap == 0 && open(i+1)
}

// exact appends the longest name that begins at toks[i], word for word or in another form of a word.
func (l *Linker) exact(dst []Mention, toks []text.Token, i int) []Mention {
	end, node := l.walk(toks, i, 0)
	if end == 0 {
		return dst
	}
	return append(dst, Mention{i, end, 0, l.c.names.entities(nil, node)})
}

// walk follows toks[j:] from node at and returns where the longest name ends, 0 when none does. The word as it was
// typed comes before its other forms.
func (l *Linker) walk(toks []text.Token, j int, at uint32) (end int, node uint32) {
	if j > 0 && l.c.names.named(at) {
		end, node = j, at
	}
	if j >= len(toks) {
		return end, node
	}
	try := func(word uint32) {
		if next, ok := l.c.names.child(at, word); ok {
			if e, n := l.walk(toks, j+1, next); e > end {
				end, node = e, n
			}
		}
	}
	if l.ids[j] >= 0 {
		try(uint32(l.ids[j]))
	}
	for _, v := range l.forms(toks, j) {
		try(v)
	}
	return end, node
}

// forms lists the dictionary words that are other forms of toks[j].
func (l *Linker) forms(toks []text.Token, j int) []uint32 {
	if l.formed[j] {
		return l.other[j]
	}
	l.formed[j] = true
	for _, v := range l.variants(toks[j].Word) {
		if id, ok := l.c.words.find(v); ok {
			l.other[j] = append(l.other[j], id)
		}
	}
	return l.other[j]
}

// misspelt appends the best names that cover toks[u], allowing edits in it and in its neighbours. A word that the
// dictionary has can only be misspelt as a part of a longer name.
func (l *Linker) misspelt(dst []Mention, toks []text.Token, u int, known bool) []Mention {
	var best []Mention
	for i := max(0, u-3); i <= u; i++ {
		l.descend(toks, i, i, u, 0, 0, func(end, cost int, node uint32) {
			m := Mention{First: i, Last: end, Cost: cost}
			if known && end-i == 1 {
				return
			}
			if len(best) > 0 {
				switch cmp.Or(cmp.Compare(m.Last-m.First, best[0].Last-best[0].First), cmp.Compare(best[0].Cost, m.Cost)) {
				case -1:
					return
				case 1:
					best = best[:0]
				}
			}
			m.Entities = l.c.names.entities(nil, node)
			best = append(best, m)
		})
	}
	if len(best) == 0 {
		return dst
	}
	m := best[0] // equally good readings of the same words are one ambiguous mention
	for _, o := range best[1:] {
		if o.First == m.First {
			m.Entities = append(m.Entities, o.Entities...)
		}
	}
	return append(dst, m)
}

// descend walks the names that match toks[i:j] and reports each that covers toks[u].
func (l *Linker) descend(toks []text.Token, i, j, u int, at uint32, cost int, report func(end, cost int, node uint32)) {
	if j > u && l.c.names.named(at) && l.plausible(toks, i, j, cost) {
		report(j, cost, at)
	}
	if j >= len(toks) || j > u+3 || cost > maxCost {
		return
	}
	for _, o := range l.spellings(toks, j) {
		if next, ok := l.c.names.child(at, o.word); ok {
			l.descend(toks, i, j+1, u, next, cost+int(o.cost), report)
		}
	}
}

// plausible says whether cost edits are few enough for a name spelt toks[i:j]: one word alone must be long, several
// vouch for each other.
func (l *Linker) plausible(toks []text.Token, i, j, cost int) bool {
	letters := 0
	for _, t := range toks[i:j] {
		letters += len(t.Word)
	}
	if j-i == 1 {
		return cost == 0 || letters >= 5 && cost <= 1 || letters >= 8 && cost <= 2
	}
	return letters >= 6 && cost <= 1+letters/6 && cost <= maxCost
}

// spellings lists the dictionary words that toks[j] may stand for. A function word stands for itself only.
func (l *Linker) spellings(toks []text.Token, j int) []near {
	if l.tried[j] {
		return l.options[j]
	}
	l.tried[j] = true
	w := toks[j].Word
	if l.ids[j] >= 0 {
		l.options[j] = append(l.options[j], near{uint32(l.ids[j]), 0})
	}
	for _, id := range l.forms(toks, j) {
		l.options[j] = append(l.options[j], near{id, 0})
	}
	if !l.function(w) && len(w) >= 3 {
		l.options[j] = append(l.options[j], l.spelt(w)...)
	}
	return l.options[j]
}

// spelt returns the dictionary words close to w, closest first.
func (l *Linker) spelt(w string) []near {
	if found, ok := l.cache[w]; ok {
		return found
	}
	limit := 1
	if len(w) >= 6 {
		limit = 2
	}
	all := l.fuzzy.find(nil, l.c.words, w, limit)
	var found []near
	for cost := uint8(1); int(cost) <= limit; cost++ {
		for _, n := range all {
			if n.cost == cost && len(found) < maxNearWords {
				found = append(found, n)
			}
		}
	}
	if len(l.cache) >= maxCache {
		clear(l.cache)
	}
	l.cache[w] = found
	return found
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
