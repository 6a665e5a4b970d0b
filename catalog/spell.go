package catalog

// A near word is a dictionary word and its distance.
type near struct {
	word uint32
	cost uint8
}

// fuzzy finds the words of a dictionary within a few edits of a word.
//
// The dictionary is walked like a trie: words that share a prefix share the rows of the edit matrix, and how much they
// share is what front coding stores. When no cell of a row is within the limit, all words with that prefix are skipped.
// No index beside the words is needed. Only the band of cells around the diagonal is computed: the others are beyond
// the limit. The distance is optimal string alignment (Damerau-Levenshtein without edits inside a transposition), in
// bytes of the folded word.
type fuzzy struct {
	query string
	limit int
	rows  [][]uint8 // row d: distances between the first d bytes of the dictionary word and prefixes of the query
}

// maxFuzzy is the longest query in bytes: a longer run of letters is no misspelt name.
const maxFuzzy = 24

// far is more than any limit.
const far = 100

// find appends the words of d within limit edits of query, in dictionary order.
func (f *fuzzy) find(dst []near, d *dictionary, query string, limit int) []near {
	m := len(query)
	if m == 0 || m > maxFuzzy {
		return dst
	}
	f.query, f.limit = query, limit
	f.row(0)
	for j := range m + 1 {
		f.rows[0][j] = uint8(j)
	}
	var room [64]byte
	r := wordReader{word: room[:0]}
	depth := 0 // rows 1 to depth belong to r.word[:depth]
	dead := 0  // words that share so many bytes with the last one are too far; 0 is none
	for w := 0; w < d.n; w++ {
		if w%block != 0 && dead > 0 && r.pass(d.words, dead) {
			continue
		}
		if w%block == 0 {
			if dead > 0 { // look for the next block with a word that lives
				if w = f.skip(d, w/block, r.word[:dead]) * block; w >= d.n {
					break
				}
				r.at = int(d.blocks[w/block*4])
			}
			before := append(make([]byte, 0, 64), r.word...)
			r.word = r.word[:0]
			if !r.next(d.words) {
				return dst
			}
			r.shared = common(before, r.word)
		} else if !r.next(d.words) {
			return dst
		}
		if dead > 0 && r.shared >= dead {
			continue
		}
		depth, dead = min(depth, r.shared), 0
		for depth < len(r.word) && dead == 0 {
			depth++
			if !f.extend(depth, r.word) {
				dead = depth
			}
		}
		if dead == 0 && f.rows[depth][m] <= uint8(limit) {
			dst = append(dst, near{uint32(w), f.rows[depth][m]})
		}
	}
	return dst
}

// pass moves on over a word that shares at least so many bytes with the one before, without reading it; false leaves the
// reader where it is.
func (r *wordReader) pass(b []byte, shares int) bool {
	if r.at+2 > len(b) || int(b[r.at]) < shares || r.at+2+int(b[r.at+1]) > len(b) {
		return false
	}
	r.at += 2 + int(b[r.at+1])
	return true
}

// skip returns the first block from b on whose predecessor may hold a word without the prefix: the first that doesn't
// begin with it, less one.
func (f *fuzzy) skip(d *dictionary, b int, prefix []byte) int {
	lo, hi := b, len(d.blocks)/4
	for lo < hi {
		mid := (lo + hi) / 2
		first := d.first(mid)
		if len(first) >= len(prefix) && string(first[:len(prefix)]) == string(prefix) {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return max(b, lo-1)
}

// row makes row d ready.
func (f *fuzzy) row(d int) {
	for len(f.rows) <= d {
		f.rows = append(f.rows, make([]uint8, maxFuzzy+2))
	}
}

// extend computes row d from the rows above and says whether any cell is within the limit.
func (f *fuzzy) extend(d int, word []byte) bool {
	m := len(f.query)
	f.row(d)
	above, row := f.rows[d-1], f.rows[d]
	c := word[d-1]
	from, to := max(1, d-f.limit), min(m, d+f.limit)
	if from > to {
		return false
	}
	row[from-1] = far
	if from == 1 {
		row[0] = uint8(d)
	}
	least := row[from-1]
	for j := from; j <= to; j++ {
		up := uint8(far)
		if j < d+f.limit {
			up = above[j]
		}
		v := min(up, row[j-1]) + 1
		swap := above[j-1]
		if f.query[j-1] != c {
			swap++
		}
		v = min(v, swap)
		if d > 1 && j > 1 && c == f.query[j-2] && word[d-2] == f.query[j-1] {
			v = min(v, f.rows[d-2][j-2]+1)
		}
		row[j] = v
		least = min(least, v)
	}
	if to < m {
		row[m] = far
	}
	return int(least) <= f.limit
}

// common is the length of the common prefix of a and b.
func common(a, b []byte) int {
	n := min(len(a), len(b))
	for i := range n {
		if a[i] != b[i] {
			return i
		}
	}
	return n
}

// A speller knows the dictionary words that a typed word may stand for. It remembers what it found, and belongs to
// one goroutine.
type speller struct {
	c     *Catalog
	fuzzy fuzzy
	cache map[string][]spelling
}

// A spelling is a word of some dictionary that a typed word may stand for.
type spelling struct {
	of   *segment // whose dictionary it is; nil for the file's
	word uint32
	cost uint8 // edits
}

// Limits on the spellings of a word.
const (
	maxSpellings = 96   // tried for one word
	maxCache     = 4096 // words remembered
)

// maxEdits is how many letters may be wrong in a word: in short ones, every other word would be close.
func maxEdits(w string) int {
	switch {
	case len(w) < 3 || len(w) > maxFuzzy || '0' <= w[0] && w[0] <= '9': // another number is no misspelt one
		return 0
	case len(w) < 6:
		return 1
	}
	return 2
}

// Edits is the distance between two folded words, in letters wrong, missing, added or swapped with a neighbour; 100 when
// it is above 2.
func Edits(a, b string) int {
	if len(a) > len(b)+2 || len(b) > len(a)+2 || len(a) > maxFuzzy {
		return far
	}
	var room [3][maxFuzzy + 1]uint8
	before, above, row := &room[0], &room[1], &room[2]
	for j := range len(a) + 1 {
		above[j] = uint8(j)
	}
	for d := 1; d <= len(b); d++ {
		row[0] = uint8(d)
		for j := 1; j <= len(a); j++ {
			v := min(above[j], row[j-1]) + 1
			swap := above[j-1]
			if a[j-1] != b[d-1] {
				swap++
			}
			v = min(v, swap)
			if d > 1 && j > 1 && a[j-1] == b[d-2] && a[j-2] == b[d-1] {
				v = min(v, before[j-2]+1)
			}
			row[j] = v
		}
		before, above, row = above, row, before
	}
	if above[len(a)] > 2 {
		return far
	}
	return int(above[len(a)])
}

// spelt returns the dictionary words close to w, closest first; w itself is not among them. A letter is wrong at most
// in a short word, two in a long one.
func (s *speller) spelt(w string) []spelling {
	if found, ok := s.cache[w]; ok {
		return found
	}
	limit := maxEdits(w)
	var all []spelling
	s.c.eachDictionary(func(d *dictionary, of *segment) {
		for _, n := range s.fuzzy.find(nil, d, w, limit) {
			if of == nil || !s.c.since.before(of, d.word(n.word)) {
				all = append(all, spelling{of, n.word, n.cost})
			}
		}
	})
	var found []spelling
	for cost := uint8(1); int(cost) <= limit; cost++ {
		for _, n := range all {
			if n.cost == cost && len(found) < maxSpellings {
				found = append(found, n)
			}
		}
	}
	if len(s.cache) >= maxCache || s.cache == nil {
		s.cache = map[string][]spelling{}
	}
	s.cache[w] = found
	return found
}

// prefixed returns the dictionary words that begin with w and are longer, at most maxSpellings of a dictionary.
func (s *speller) prefixed(w string) []spelling {
	var found []spelling
	s.c.eachDictionary(func(d *dictionary, of *segment) {
		for _, word := range d.prefixed(w) {
			if of == nil || !s.c.since.before(of, d.word(word)) {
				found = append(found, spelling{of: of, word: word})
			}
		}
	})
	return found
}

// prefixed returns the words that begin with w and are longer, at most maxSpellings.
func (d *dictionary) prefixed(w string) []uint32 {
	lo, hi := 0, len(d.blocks)/4
	for lo < hi {
		mid := (lo + hi) / 2
		if string(d.first(mid)) <= w {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	var found []uint32
	b := max(lo-1, 0)
	if d.n == 0 {
		return nil
	}
	r := wordReader{at: int(d.blocks[b*4])}
	for k := b * block; k < d.n && len(found) < maxSpellings; k++ {
		if k%block == 0 {
			r.word = r.word[:0]
		}
		if !r.next(d.words) {
			break
		}
		if has := len(r.word) >= len(w) && string(r.word[:len(w)]) == w; has && len(r.word) > len(w) {
			found = append(found, uint32(k))
		} else if !has && string(r.word) > w {
			break
		}
	}
	return found
}
