package catalog

// A dictionary has every word of the catalog, sorted, and for each word three lists of where it stands:
//
//	head   items with the word in their title or in a value (a brand, a category, a color), with an impact
//	body   items with the word in a free text only
//	names  values whose name has the word, numbered through all columns (see names.go)
//
// Words are front-coded in blocks: how many bytes a word shares with the one before, how many follow, and
// these. Lists are varints of the gaps between ascending numbers, less one: items of one kind lie together (the
// compiler orders them so), and most gaps fit in a byte.
type dictionary struct {
	n       int
	words   []byte
	counts  []byte // per word: the lengths of its lists in entries, and in bytes where that is not soon told
	lists   []byte
	impacts []uint8  // of head entries, 0 to 15
	blocks  []uint32 // per block: where it begins in words, counts, lists and impacts

	signatures *signatures // of the words
}

// An entry is a word of the dictionary; where deltas brought items, these have dictionaries of their own, and the word's
// entries there follow.
type entry struct {
	head, body, names list
	impacts           []uint8 // by entry of head
	found             int     // how many items have the word, in all dictionaries; of the first entry only

	of   *segment // whose dictionary it is; nil for the file's
	more *entry
}

// eachHead calls f with the items that have the word in their head and its impact there, as far as they are below n.
func (e *entry) eachHead(n int, f func(i Item, impact uint8)) {
	for ; e != nil; e = e.more {
		first := e.first()
		e.head.each(n-int(first), func(k int, v uint32) { f(first+v, e.impacts[k]&MaxImpact) })
	}
}

// eachBody calls f with the items that have the word in a free text only.
func (e *entry) eachBody(n int, f func(i Item)) {
	for ; e != nil; e = e.more {
		first := e.first()
		e.body.each(n-int(first), func(_ int, v uint32) { f(first + v) })
	}
}

// eachName calls f with the values that have the word in their names, numbered through all columns.
func (e *entry) eachName(values int, f func(v uint32)) {
	for ; e != nil; e = e.more {
		if e.of == nil {
			e.names.each(values, func(_ int, v uint32) { f(v) })
			continue
		}
		of := e.of.values
		e.names.each(len(of), func(_ int, v uint32) { f(of[v]) })
	}
}

// first is the item from which the lists of items count.
//
//go:noinline
func (e *entry) first() Item {
	if e.of == nil {
		return 0
	}
	return e.of.first
}

// A list is ascending numbers, still packed.
type list struct {
	n int
	b []byte
}

// short is the longest list whose bytes are counted by reading it; of longer ones the count is stored.
const short = 8

// read slices the dictionary. It isn't read through: a word that ends too early or a list that names an item that there
// isn't ends the search for it, and nothing more.
func (d *dictionary) read(s *sections, n int) {
	d.n, d.signatures = n, &signatures{}
	d.words, d.counts, d.lists = s.part("words"), s.part("words.counts"), s.part("words.lists")
	d.impacts = s.part("words.impacts")
	d.blocks = s.places("words.blocks", n, len(d.words), len(d.counts), len(d.lists), len(d.impacts))
	for b := range len(d.blocks) / 4 {
		if at := int(d.blocks[b*4]); at+2 > len(d.words) || at+2+int(d.words[at+1]) > len(d.words) {
			s.fail("section \"words\": block %d ends within its first word", b)
		}
	}
	if s.err != nil {
		*d = dictionary{signatures: &signatures{}}
	}
}

// A wordReader goes through front-coded words.
type wordReader struct {
	at     int    // in the bytes
	shared int    // how much of the word was the word before's
	word   []byte // of the last next; the reader's own
}

// next reads the next word; false when the bytes end or make no sense.
func (r *wordReader) next(b []byte) bool {
	if r.at+2 > len(b) {
		return false
	}
	shared, more := int(b[r.at]), int(b[r.at+1])
	if shared > len(r.word) || shared+more > 255 || r.at+2+more > len(b) {
		return false
	}
	r.word = append(r.word[:shared], b[r.at+2:r.at+2+more]...)
	r.shared, r.at = shared, r.at+2+more
	return true
}

// A cursor is a place in the three sections of counts and lists.
type cursor struct{ counts, lists, impacts int }

// step reads the lists of the word at a cursor and moves on; false when they don't fit in their sections.
func (d *dictionary) step(c *cursor) (e entry, ok bool) {
	for k := range 3 {
		n, w := uvarint(d.counts, c.counts)
		if w == 0 {
			return e, false
		}
		c.counts += w
		from, size := c.lists, 0
		if n <= short {
			for range n {
				_, w := uvarint(d.lists, from+size)
				if w == 0 {
					return e, false
				}
				size += w
			}
		} else {
			v, w := uvarint(d.counts, c.counts)
			if w == 0 || int64(v) > int64(len(d.lists)-from) || n > v {
				return e, false
			}
			c.counts += w
			size = int(v)
		}
		c.lists += size
		l := list{int(n), d.lists[from:c.lists]}
		switch k {
		case 0:
			if int(n) > len(d.impacts)-c.impacts {
				return e, false
			}
			e.head, e.impacts = l, d.impacts[c.impacts:c.impacts+int(n)]
			c.impacts += int(n)
		case 1:
			e.body = l
		case 2:
			e.names = l
		}
	}
	e.found = e.head.n + e.body.n
	return e, true
}

// find looks a word up.
func (d *dictionary) find(w string) (entry, bool) {
	lo, hi := 0, len(d.blocks)/4 // the first block that begins beyond w
	for lo < hi {
		mid := (lo + hi) / 2
		if string(d.first(mid)) <= w {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo == 0 {
		return entry{}, false
	}
	var room [64]byte
	r := wordReader{at: int(d.blocks[(lo-1)*4]), word: room[:0]}
	for k := (lo - 1) * block; k < min(lo*block, d.n) && r.next(d.words); k++ {
		if string(r.word) == w {
			return d.entry(uint32(k)), true
		}
	}
	return entry{}, false
}

// first returns the word that begins a block.
func (d *dictionary) first(b int) []byte {
	at := d.blocks[b*4]
	return d.words[at+2 : at+2+uint32(d.words[at+1])]
}

// entry returns the lists of a word, which must be one of the n.
func (d *dictionary) entry(word uint32) entry {
	b := d.blocks[word/block*4:]
	at := cursor{int(b[1]), int(b[2]), int(b[3])}
	for range word % block {
		d.step(&at)
	}
	e, _ := d.step(&at)
	return e
}

// word returns the word with a number.
func (d *dictionary) word(word uint32) string {
	r := wordReader{at: int(d.blocks[word/block*4])}
	for range word%block + 1 {
		r.next(d.words)
	}
	return string(r.word)
}

// each calls f with the numbers of a list that are below bound, ascending.
func (l list) each(bound int, f func(k int, v uint32)) {
	next, at := uint32(0), 0
	for k := range l.n {
		gap, w := uvarint(l.b, at)
		v := next + gap
		if w == 0 || v < next || int64(v) >= int64(bound) {
			return
		}
		f(k, v)
		next, at = v+1, at+w
	}
}
