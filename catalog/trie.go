package catalog

// An Entity is something that a catalog names: an entry of a Values column, or an item by its title.
type Entity struct {
	Column int
	Value  uint32 // of a Values column the entry, of the title column the item
	Alias  bool   // named by a part ("The Two Towers", a surname) or a variant, not by the whole name
}

// aliasBit marks, in the file, an entity that a node names by an alias.
const aliasBit = 1 << 31

// A trie holds the names of all entities as sequences of dictionary words. Nodes are numbered breadth first, so
// that the children of a node are neighbours and a child's number is its place in the list: node 0 is the root,
// the child at edge e is node e+1. Edges of a node are sorted by word.
type trie struct {
	first   []uint32 // edges of node v: first[v] to first[v+1]
	word    []uint32 // by edge
	start   []uint32 // entities named by node v: start[v] to start[v+1]
	columns []uint32
	values  []uint32 // with aliasBit
}

func (t *trie) read(s *sections, c *Catalog) {
	t.word = s.below("names.word", -1, uint32(c.words.len()))
	nodes := len(t.word) + 1
	t.first = s.starts("names.first", nodes, len(t.word))
	for v, e := range t.first {
		if v < nodes && t.first[v+1] > e && int(e) < v {
			s.fail("section \"names.first\": node %d has itself or an earlier node as its child", v)
			return
		}
	}
	t.columns = s.below("names.column", -1, uint32(len(c.columns)))
	t.values = numbers[uint32](s, "names.value", len(t.columns))
	t.start = s.starts("names.start", nodes, len(t.columns))
	for i, v := range t.values {
		col := &c.columns[t.columns[i]]
		bound := col.NumValues()
		if col.Kind != Values {
			bound = c.n
		}
		if int(v&^aliasBit) >= bound {
			s.fail("section \"names.value\": entry %d is %d, not below %d", i, v&^aliasBit, bound)
			return
		}
	}
}

// child follows an edge; ok is false when there is none.
func (t *trie) child(v, word uint32) (uint32, bool) {
	if int(v)+1 >= len(t.first) {
		return 0, false
	}
	lo, hi := t.first[v], t.first[v+1]
	for lo < hi {
		mid := lo + (hi-lo)/2
		if t.word[mid] < word {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo < t.first[v+1] && t.word[lo] == word {
		return lo + 1, true
	}
	return 0, false
}

// named says whether a name ends at node v.
func (t *trie) named(v uint32) bool {
	return int(v)+1 < len(t.start) && t.start[v] < t.start[v+1]
}

// entities appends what node v names: whole names before aliases.
func (t *trie) entities(dst []Entity, v uint32) []Entity {
	if !t.named(v) {
		return dst
	}
	for _, alias := range [...]bool{false, true} {
		for i := t.start[v]; i < t.start[v+1]; i++ {
			if (t.values[i]&aliasBit != 0) == alias {
				dst = append(dst, Entity{int(t.columns[i]), t.values[i] &^ aliasBit, alias})
			}
		}
	}
	return dst
}
