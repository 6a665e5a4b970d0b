package catalog

import (
	"math/bits"
	"strings"
	"sync"
)

// A near word is a dictionary word and its distance.
type near struct {
	word uint32
	cost uint8
}

// Words close to a typed one are found by their signatures: which letters a word has, how many, and its first. An edit
// changes at most two of the letters that a word has, so that next to all words are passed over without being looked at.
// The first letter is right in all but a few misspelt words: where two letters may be wrong, it must be, or be the typed
// word's second.

// A signature is the set of letters of a word in its low 32 bits, above them its length, above that its first byte.
type signature uint64

func signatureOf(w string) signature {
	letters := uint32(0)
	for i := range len(w) {
		letters |= 1 << letter(w[i])
	}
	return signature(letters) | signature(min(len(w), 255))<<32 | signature(w[0])<<40
}

// letter numbers a byte: the 26 letters, and six kinds of others.
func letter(b byte) byte {
	if 'a' <= b && b <= 'z' {
		return b - 'a'
	}
	return 26 + b%6
}

// signatures are those of the words of a dictionary, made when they are first asked for: 8 bytes a word, in one pass.
type signatures struct {
	once sync.Once
	list []signature
}

func (s *signatures) of(d *dictionary) []signature {
	s.once.Do(func() {
		s.list = make([]signature, 0, d.n)
		var room [64]byte
		r := wordReader{word: room[:0]}
		for k := range d.n {
			if k%block == 0 {
				r.word = r.word[:0]
			}
			if !r.next(d.words) || len(r.word) == 0 {
				return
			}
			s.list = append(s.list, signatureOf(string(r.word)))
		}
	})
	return s.list
}

// near appends the words of the dictionary within limit edits of query, in its order. The distance is optimal string
// alignment (Damerau-Levenshtein without edits inside a transposition), in bytes of the folded word.
func (d *dictionary) near(dst []near, query string, limit int) []near {
	if d.n == 0 || len(query) == 0 || len(query) > maxFuzzy || limit == 0 {
		return dst
	}
	q := signatureOf(query)
	second := query[min(1, len(query)-1)]
	for k, s := range d.signatures.of(d) {
		allowed := 1
		if first := byte(s >> 40); first == query[0] || first == second {
			allowed = limit
		}
		longer := int(s>>32&255) - len(query)
		if longer > allowed || -longer > allowed || bits.OnesCount32(uint32(s^q)) > 2*allowed {
			continue
		}
		if cost := Edits(query, d.word(uint32(k))); cost <= allowed && cost > 0 {
			dst = append(dst, near{uint32(k), uint8(cost)})
		}
	}
	return dst
}

// maxFuzzy is the longest query in bytes: a longer run of letters is no misspelt name.
const maxFuzzy = 24

// far is more than any limit.
const far = 100

// A speller knows the dictionary words that a typed word may stand for. It remembers what it found, and belongs to
// one goroutine.
type speller struct {
	c     *Catalog
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
		for _, n := range d.near(nil, w, limit) {
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
	s.cache[strings.Clone(w)] = found
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
