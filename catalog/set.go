package catalog

import (
	"math/bits"
	"sort"
)

// A Set is a set of items. Its zero value is empty and stays so; make one to add to with NewSet or AllItems. The sets
// of an operation belong to one catalog.
type Set struct {
	bits []uint64
}

// NewSet returns an empty set.
//
//go:noinline
func (c *Catalog) NewSet() Set { return Set{make([]uint64, (c.n+63)/64)} }

// AllItems returns the set of all items; those that a delta took away are none.
func (c *Catalog) AllItems() Set {
	s := c.NewSet()
	for i := range s.bits {
		s.bits[i] = ^uint64(0)
	}
	if r := c.n % 64; r != 0 {
		s.bits[len(s.bits)-1] = 1<<r - 1
	}
	s.AndNot(c.gone())
	return s
}

// Add adds an item, which must be one of the catalog's; Remove removes one, and Has says whether one is in the set.
func (s Set) Add(i Item)      { s.bits[i/64] |= 1 << (i % 64) }
func (s Set) Remove(i Item)   { s.bits[i/64] &^= 1 << (i % 64) }
func (s Set) Has(i Item) bool { return int(i/64) < len(s.bits) && s.bits[i/64]>>(i%64)&1 == 1 }

// And keeps the items that are in t too.
func (s Set) And(t Set) {
	n := min(len(s.bits), len(t.bits))
	for i := range n {
		s.bits[i] &= t.bits[i]
	}
	clear(s.bits[n:])
}

// Or adds the items of t.
func (s Set) Or(t Set) {
	for i := range min(len(s.bits), len(t.bits)) {
		s.bits[i] |= t.bits[i]
	}
}

// AndNot removes the items of t.
func (s Set) AndNot(t Set) {
	for i := range min(len(s.bits), len(t.bits)) {
		s.bits[i] &^= t.bits[i]
	}
}

// Len counts the items.
func (s Set) Len() int {
	n := 0
	for _, w := range s.bits {
		n += bits.OnesCount64(w)
	}
	return n
}

// Clone returns a copy.
//
//go:noinline
func (s Set) Clone() Set { return Set{append([]uint64(nil), s.bits...)} }

// Items yields the items, ascending.
func (s Set) Items(yield func(Item) bool) {
	for i, w := range s.bits {
		for w != 0 {
			if !yield(Item(i*64 + bits.TrailingZeros64(w))) {
				return
			}
			w &= w - 1
		}
	}
}

// AddHaving adds the items that have value v in column col.
func (s Set) AddHaving(c *Catalog, col int, v uint32) {
	for _, i := range c.columns[col].Having(v) {
		s.Add(i)
	}
}

// AddBetween adds the items whose number in column col lies in [lo, hi]; a missing number lies nowhere.
func (s Set) AddBetween(c *Catalog, col int, lo, hi float64) {
	column := &c.columns[col]
	if c.since != nil {
		for i := range Item(c.n) {
			if v, ok := column.Number(i); ok && v >= lo && v <= hi && c.Lives(i) {
				s.Add(i)
			}
		}
		return
	}
	f := &column.number
	for i, v := range f.floats {
		if v >= lo && v <= hi {
			s.Add(Item(i))
		}
	}
	if f.most == 0 {
		return
	}
	// The numbers ascend with their codes: the bounds become codes, and items are compared as they are stored.
	from := sort.Search(int(f.most), func(code int) bool { return f.value(uint32(code)) >= lo })
	to := sort.Search(int(f.most), func(code int) bool { return f.value(uint32(code)) > hi })
	if from >= to {
		return
	}
	first, span := uint32(from), uint32(to-from)
	for i := range f.codes.n {
		if f.codes.at(i)-first < span {
			s.Add(Item(i))
		}
	}
}

// AddMissing adds the items that have nothing in column col.
func (s Set) AddMissing(c *Catalog, col int) {
	column := &c.columns[col]
	for i := range Item(c.n) {
		if column.Missing(i) && c.Lives(i) {
			s.Add(i)
		}
	}
}

// Missing says whether an item has nothing in the column.
func (c *Column) Missing(i Item) bool {
	switch c.Kind {
	case Number:
		_, ok := c.Number(i)
		return !ok
	case Values:
		return !c.filled(i)
	}
	return c.Text(i) == ""
}

// filled says whether an item has a value in a Values column.
func (c *Column) filled(i Item) bool {
	if c.later != nil {
		var room [4]uint32
		if list, changed := c.later.values(room[:0], i); changed {
			return len(list) > 0
		}
	}
	if int64(i) >= int64(c.rows.n) {
		return false
	}
	from, n := c.rows.run(int(i))
	return n > 0 && (c.rows.many || c.rows.cells.at(from) > 0)
}
