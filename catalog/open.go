package catalog

import (
	"encoding/hex"
	"fmt"
	"math"
	"unsafe"
)

// A Catalog is an opened file.
type Catalog struct {
	name     string
	identity string
	n        int
	columns  []Column
	special  [numRoles]int // the column of each role, -1 when there is none
	byID     []uint32      // items, sorted by id
	words    stringTable   // the dictionary, sorted
	postings postings
	names    trie
	near     []uint32 // the k most similar items of each, best first, padded with the item itself
	weights  []uint8  // how similar
	k        int
	prior    []uint8 // quality of each item, 0 to 255
	variants variants
}

// postings lists the items of each word of the dictionary.
type postings struct {
	start  []uint32
	items  []uint32
	impact []uint8 // how much the word says of the item, 1 to 255
}

// Open opens a compiled catalog. The catalog refers to b, which must not change afterwards. Errors are sentences
// that say what is wrong with the file and how to get a good one.
func Open(b []byte) (*Catalog, error) {
	if !littleEndian() {
		return nil, fmt.Errorf("catalog: this processor is big-endian; compiled catalogs are read in place and need a little-endian one")
	}
	if len(b) > 0 && uintptr(unsafe.Pointer(&b[0]))%align != 0 {
		b = aligned(b)
	}
	s := split(b)
	c := &Catalog{}
	if s.err == nil {
		c.identity = hex.EncodeToString(b[16:32])
		c.meta(s)
	}
	if s.err == nil {
		c.read(s)
	}
	if s.err != nil {
		return nil, s.err
	}
	return c, nil
}

func littleEndian() bool {
	x := uint16(1)
	return *(*byte)(unsafe.Pointer(&x)) == 1
}

// aligned copies b to an address that is a multiple of 8.
func aligned(b []byte) []byte {
	words := make([]uint64, (len(b)+7)/8)
	to := unsafe.Slice((*byte)(unsafe.Pointer(&words[0])), len(b))
	copy(to, b)
	return to
}

// maxColumns bounds what a file may claim before anything is allocated for it.
const maxColumns = 1 << 12

// meta reads what the file says of itself: its name, the number of items and the columns.
func (c *Catalog) meta(s *sections) {
	r := bytesReader{b: s.part("meta")}
	c.name = r.text()
	n, cols := r.uvarint(), r.uvarint()
	c.k = int(min(r.uvarint(), 255))
	if r.bad || n >= math.MaxUint32/2 || cols > maxColumns {
		s.fail("the section \"meta\" is damaged: %d items, %d columns", n, cols)
		return
	}
	c.n = int(n)
	for range cols {
		col := Column{Name: r.text(), Unit: r.text()}
		role, kind, many := r.uvarint(), r.uvarint(), r.uvarint()
		if r.bad || role >= uint64(numRoles) || kind >= uint64(numKinds) {
			s.fail("the section \"meta\" is damaged at column %d", len(c.columns)+1)
			return
		}
		col.Role, col.Kind, col.Many = Role(role), Kind(kind), many == 1
		c.columns = append(c.columns, col)
	}
}

// read slices the sections.
func (c *Catalog) read(s *sections) {
	for r := range c.special {
		c.special[r] = -1
	}
	for i := range c.columns {
		col := &c.columns[i]
		if c.special[col.Role] < 0 {
			c.special[col.Role] = i
		}
		col.read(s, fmt.Sprintf("col%d", i), c.n)
	}
	for _, r := range [...]Role{ID, Title} {
		if i := c.special[r]; i < 0 || c.columns[i].Kind != Text {
			s.fail("the catalog has no text column with the role %q", r)
		}
	}
	c.byID = s.below("ids", c.n, uint32(c.n))
	c.words = s.strings("words", len(s.part("words.off"))/4-1)
	c.postings.items = s.below("post.items", -1, uint32(c.n))
	c.postings.start = s.starts("post.start", c.words.len(), len(c.postings.items))
	c.postings.impact = numbers[uint8](s, "post.impact", len(c.postings.items))
	c.near = s.below("near.items", c.n*c.k, uint32(c.n))
	c.weights = numbers[uint8](s, "near.weight", c.n*c.k)
	c.prior = numbers[uint8](s, "prior", c.n)
	c.names.read(s, c)
	c.readVariants(s)
}

// read slices the sections of one column of n items.
func (col *Column) read(s *sections, prefix string, n int) {
	col.lo, col.hi = math.NaN(), math.NaN()
	switch col.Kind {
	case Text:
		col.text = s.strings(prefix, n)
	case Number:
		col.numbers = numbers[float64](s, prefix+".num", n)
		for _, v := range col.numbers {
			if !(v >= col.lo) && !math.IsNaN(v) {
				col.lo = v
			}
			if !(v <= col.hi) && !math.IsNaN(v) {
				col.hi = v
			}
		}
	case Values:
		values := len(s.part(prefix+".off"))/4 - 1
		if values < 0 {
			s.fail("section %q is too short", prefix+".off")
			return
		}
		col.text = s.strings(prefix, values)
		col.cells = s.below(prefix+".cells", -1, uint32(values))
		col.rows = s.starts(prefix+".rows", n, len(col.cells))
		col.items = s.below(prefix+".items", -1, uint32(n))
		col.posts = s.starts(prefix+".posts", values, len(col.items))
	}
}

// Name is what the feed or the compiler's -name called the catalog.
func (c *Catalog) Name() string { return c.name }

// Identity names the content: equal for equal catalogs, whoever compiled them. 32 hexadecimal digits.
func (c *Catalog) Identity() string { return c.identity }

// Len is the number of items.
func (c *Catalog) Len() int { return c.n }

// Columns returns all columns: the id, the title, then the others in the feed's order. Read only.
func (c *Catalog) Columns() []Column { return c.columns }

// Column returns a column by number.
func (c *Catalog) Column(i int) *Column { return &c.columns[i] }

// Find returns the number of the column with a name, or -1.
func (c *Catalog) Find(name string) int {
	for i := range c.columns {
		if c.columns[i].Name == name {
			return i
		}
	}
	return -1
}

// With returns the number of the first column with a role, or -1.
func (c *Catalog) With(r Role) int {
	if r >= numRoles {
		return -1
	}
	return c.special[r]
}

// ID returns the shop's own key of an item.
func (c *Catalog) ID(i Item) string { return c.columns[c.special[ID]].text.at(i) }

// Title returns an item's name.
func (c *Catalog) Title(i Item) string { return c.columns[c.special[Title]].text.at(i) }

// Prior returns the quality of an item from its ratings and popularity, 0 to 1.
func (c *Catalog) Prior(i Item) float64 {
	if int(i) >= c.n {
		return 0
	}
	return float64(c.prior[i]) / 255
}

// ByID finds an item by the shop's key.
func (c *Catalog) ByID(id string) (Item, bool) {
	lo, hi := 0, len(c.byID)
	for lo < hi {
		mid := int(uint(lo+hi) / 2)
		if c.ID(c.byID[mid]) < id {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo < len(c.byID) && c.ID(c.byID[lo]) == id {
		return c.byID[lo], true
	}
	return 0, false
}
