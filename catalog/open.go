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
	byID     *index
	dict     dictionary
	values   int     // of all columns together
	shortest []uint8 // of each item and then each value: how many different words its shortest name has
	norm     []uint8 // of each item: how long its record is, 0 to 15
	near     neighbours
	affinity Affinity
	prior    []uint8 // quality of each item, 0 to 255
	variants variants
	sold     *sold
	since    *changes // what deltas changed; nil when none was applied
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
	s := split(b, magic)
	c := &Catalog{byID: &index{}, sold: &sold{}}
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

// Bounds on what a file may claim, before anything is done with it.
const (
	maxItems  = 1 << 24 // a row has to fit in 24 bits, see Finder.top
	maxValues = 1 << 28
)

// meta reads what the file says of itself: its name, the number of items and words, and the columns.
func (c *Catalog) meta(s *sections) {
	r := bytesReader{b: s.part("meta")}
	c.name = r.text()
	n, words, cols := r.uvarint(), r.uvarint(), r.uvarint()
	c.near.k = int(min(r.uvarint(), 255))
	if r.bad || n > maxItems || words > maxValues || cols > maxColumns {
		s.fail("the section \"meta\" is damaged: %d items, %d words, %d columns", n, words, cols)
		return
	}
	c.n, c.dict.n = int(n), int(words)
	for range cols {
		if c.columns = append(c.columns, Column{}); !c.columns[len(c.columns)-1].meta(&r) {
			s.fail("the section \"meta\" is damaged at column %d", len(c.columns))
			return
		}
	}
}

// meta reads what the file says of a column, the form of its cells included.
func (col *Column) meta(r *bytesReader) bool {
	col.Name, col.Unit = r.text(), r.text()
	role, kind, many := r.uvarint(), r.uvarint(), r.uvarint()
	values, width, base, most, digits := r.uvarint(), r.uvarint(), r.uvarint(), r.uvarint(), r.uvarint()
	prefix := r.text()
	if r.bad || values > maxValues || most > 1<<32 || role >= uint64(numRoles) || kind >= uint64(numKinds) || width > 8 || width > 4 && Kind(kind) != Number || digits > 32 || len(prefix) > 64 {
		return false
	}
	col.Role, col.Kind, col.Many = Role(role), Kind(kind), many == 1
	switch col.Kind {
	case Text:
		col.key = keys{codes: codes{width: int(width)}, prefix: prefix, digits: int(digits)}
	case Number:
		col.number = fixed{codes: codes{width: int(width)}, base: float64(int64(base>>1) ^ -int64(base&1)), most: float64(most), divisor: math.Pow10(int(digits))}
	case Values:
		col.rows.cells.width, col.text.n = int(width), int(values)
	}
	return true
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
		col.names = uint32(c.values)
		c.values += col.NumValues()
	}
	for _, r := range [...]Role{ID, Title} {
		if i := c.special[r]; i < 0 || c.columns[i].Kind != Text {
			s.fail("the catalog has no text column with the role %q", r)
		}
	}
	c.dict.read(s, c.dict.n)
	c.shortest = numbers[uint8](s, "names.shortest", c.n+c.values)
	c.norm = numbers[uint8](s, "norm", c.n)
	c.prior = numbers[uint8](s, "prior", c.n)
	c.near.read(s, "near", c.n)
	c.readVariants(s)
	c.affinity.read(s, c)
}

// read slices the sections of one column of n items.
func (col *Column) read(s *sections, name string, n int) {
	col.lo, col.hi = math.NaN(), math.NaN()
	switch col.Kind {
	case Text:
		if col.key.digits > 0 {
			col.key.codes = s.codes(name+".key", n, col.key.codes.width)
			return
		}
		col.text = s.strings(name, n)
	case Number:
		col.readNumbers(s, name, n)
	case Values:
		col.having = &inverted{}
		col.text = s.strings(name, col.text.n)
		col.rows.n = n
		cells := n
		if col.Many {
			cells = col.rows.read(s, name, n)
		}
		col.rows.cells = s.codes(name+".cells", cells, col.rows.cells.width)
	}
}

func (col *Column) readNumbers(s *sections, name string, n int) {
	f := &col.number
	if f.codes.width <= 4 {
		f.codes = s.codes(name+".num", n, f.codes.width)
		f.missing = uint32(1<<(8*f.codes.width) - 1)
		if f.most > 0 { // else nothing but missing ones
			col.lo, col.hi = f.base/f.divisor, (f.base+f.most-1)/f.divisor
		}
		return
	}
	f.floats = numbers[float64](s, name+".num", n)
	for _, v := range f.floats {
		if !(v >= col.lo) && v == v {
			col.lo = v
		}
		if !(v <= col.hi) && v == v {
			col.hi = v
		}
	}
}

// read slices the counts of n items and returns how many cells they have.
func (r *rows) read(s *sections, name string, n int) int {
	r.many = true
	r.counts = numbers[uint8](s, name+".counts", n)
	cells := 0
	for _, count := range r.counts {
		cells += int(count)
	}
	r.starts = s.places(name+".starts", n, cells)
	return cells
}

// Name is what the feed or the compiler's -name called the catalog.
func (c *Catalog) Name() string { return c.name }

// Identity names the content of the file: equal for equal catalogs, whoever compiled them. 32 hexadecimal digits. Deltas
// don't change it: they name the file that they belong to by it.
func (c *Catalog) Identity() string { return c.identity }

// Len is the number of rows: of the items, and of those that a delta took away or another row took the place of.
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
//
//go:noinline
func (c *Catalog) ID(i Item) string { return c.columns[c.special[ID]].Text(i) }

// Title returns an item's name.
func (c *Catalog) Title(i Item) string { return c.columns[c.special[Title]].Text(i) }

// Prior returns the quality of an item from its ratings and popularity, 0 to 1.
func (c *Catalog) Prior(i Item) float64 {
	if int(i) >= c.n {
		return 0
	}
	return float64(c.prior[i]) / 255
}

// ByID finds an item by the shop's key.
func (c *Catalog) ByID(id string) (Item, bool) {
	if c.since != nil {
		return c.since.find(id)
	}
	return c.byID.find(c, id)
}
