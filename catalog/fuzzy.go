package catalog

// fuzzy finds the words of a sorted dictionary within a few edits of a word.
//
// The dictionary is walked like a trie: words that share a prefix share the rows of the edit matrix, and when no
// cell of a row is within the limit, all words with that prefix are skipped by binary search. No index beside the
// sorted words is needed. The distance is optimal string alignment (Damerau-Levenshtein without edits inside a
// transposition), in bytes of the folded word.
type fuzzy struct {
	rows [][]uint8 // row d: distances between the first d bytes of the dictionary word and prefixes of the query
}

// A near word is a dictionary word and its distance.
type near struct {
	word uint32
	cost uint8
}

// maxFuzzy is the longest query in bytes: a longer run of letters is no misspelt name.
const maxFuzzy = 24

// find appends the words of dict within limit edits of query, in dictionary order.
func (f *fuzzy) find(dst []near, dict stringTable, query string, limit int) []near {
	m := len(query)
	if m == 0 || m > maxFuzzy {
		return dst
	}
	f.row(0, m)
	for j := range m + 1 {
		f.rows[0][j] = uint8(j)
	}
	n := dict.len()
	prev, depth := "", 0 // rows 1 to depth belong to prev[:depth]
	for w := 0; w < n; {
		word := dict.at(uint32(w))
		d := min(common(prev, word), depth)
		dead := false
		for d < len(word) && d < m+limit {
			d++
			if !f.extend(d, word, query, limit) {
				dead = true
				break
			}
		}
		prev, depth = word, d
		if dead {
			w = skip(dict, w, word[:d])
			continue
		}
		if d == len(word) && int(f.rows[d][m]) <= limit {
			dst = append(dst, near{uint32(w), f.rows[d][m]})
		}
		w++
	}
	return dst
}

// row makes row d ready for a query of m bytes.
func (f *fuzzy) row(d, m int) {
	for len(f.rows) <= d {
		f.rows = append(f.rows, make([]uint8, maxFuzzy+1))
	}
}

// extend computes row d from the rows above and says whether any cell is within the limit.
func (f *fuzzy) extend(d int, word, query string, limit int) bool {
	m := len(query)
	f.row(d, m)
	above, row := f.rows[d-1], f.rows[d]
	c := word[d-1]
	row[0] = uint8(d)
	least := row[0]
	for j := 1; j <= m; j++ {
		v := min(above[j], row[j-1]) + 1
		swap := above[j-1]
		if query[j-1] != c {
			swap++
		}
		v = min(v, swap)
		if d > 1 && j > 1 && c == query[j-2] && word[d-2] == query[j-1] {
			v = min(v, f.rows[d-2][j-2]+1)
		}
		row[j] = v
		least = min(least, v)
	}
	return int(least) <= limit
}

// skip returns the first word after w that does not begin with prefix.
func skip(dict stringTable, w int, prefix string) int {
	step := 1
	for w+step < dict.len() && begins(dict.at(uint32(w+step)), prefix) {
		w += step
		step *= 2
	}
	lo, hi := w+1, min(w+step, dict.len())
	for lo < hi {
		mid := (lo + hi) / 2
		if begins(dict.at(uint32(mid)), prefix) {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

func begins(s, prefix string) bool { return len(s) >= len(prefix) && s[:len(prefix)] == prefix }

// common is the length of the common prefix of a and b.
func common(a, b string) int {
	n := min(len(a), len(b))
	for i := range n {
		if a[i] != b[i] {
			return i
		}
	}
	return n
}
