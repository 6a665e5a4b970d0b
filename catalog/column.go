package catalog

import (
	"math"
	"slices"
	"strconv"
	"sync"

	"rso/catalog/text"
)

// Item is the row number of an item, from 0.
type Item = uint32

// A Kind says how a column's cells are stored.
type Kind uint8

const (
	Text   Kind = iota // one string an item, "" when missing
	Number             // one float64 an item, NaN when missing
	Values             // a list of entries of the column's own value table
	numKinds
)

func (k Kind) String() string {
	return name(kindNames[:], int(k))
}

var kindNames = [numKinds]string{"text", "number", "values"}

// A Role says what a column means to a conversation.
type Role uint8

const (
	Attribute    Role = iota // anything else: a color, a screen size
	ID                       // the shop's own key of an item
	Title                    // its name
	Price                    // what it costs; Unit is the currency. There is a column for each currency, the commonest first
	Year                     // when it came out
	Rating                   // how well it is liked, higher is better
	Popularity               // how many rated, bought or mentioned it
	Stock                    // how many are left
	Category                 // what sort of thing it is
	People                   // who made it or is in it
	Maker                    // its brand or publisher
	Image                    // address of a picture
	Link                     // address of its page
	Description              // free text
	Availability             // whether it is to be had: "in stock", "out of stock", "preorder", "backorder" or "discontinued"
	numRoles
)

func (r Role) String() string {
	return name(roleNames[:], int(r))
}

var roleNames = [numRoles]string{"attribute", "id", "title", "price", "year", "rating", "popularity", "stock", "category",
	"people", "maker", "image", "link", "description", "availability"}

func name(names []string, i int) string {
	if i < len(names) {
		return names[i]
	}
	return "unknown"
}

// ParseRole is the inverse of Role.String.
func ParseRole(s string) (Role, bool) {
	for i, n := range roleNames {
		if n == s {
			return Role(i), true
		}
	}
	return 0, false
}

// A Column is one attribute of all items.
type Column struct {
	Name string // as the feed calls it
	Role Role
	Kind Kind
	Unit string // unit or currency of a number, "" when unknown
	Many bool   // of Values: some item has more than one

	text   stringTable // Text: by item. Values: by value, sorted by folded form
	key    keys        // the id: in place of text, where ids are one prefix and a number
	number fixed       // Number: by item
	lo, hi float64     // Number: smallest and largest; NaN when all are missing
	rows   rows        // Values: by item
	names  uint32      // Values: the number of the first value among those of all columns
	having *inverted
	later  *later // what deltas changed; nil when they changed nothing
	span   *span  // Number: the range after deltas; nil when they can't have changed it
}

// Number returns a cell of a Number column; ok is false when it is missing or the column is of another kind.
func (c *Column) Number(i Item) (v float64, ok bool) {
	if c.later != nil {
		return c.later.number(c, i)
	}
	return c.number.at(i)
}

// Range returns the smallest and the largest number of the column; ok is false when it has none.
func (c *Column) Range() (lo, hi float64, ok bool) {
	if c.span != nil {
		return c.span.of(c)
	}
	return c.lo, c.hi, c.lo <= c.hi
}

// Text returns a cell of a Text column, "" when it is missing or the column is of another kind.
func (c *Column) Text(i Item) string {
	if c.Kind != Text {
		return ""
	}
	if c.later != nil && i >= c.later.first {
		return c.later.text(i)
	}
	if c.key.codes.n > 0 {
		return c.key.at(i)
	}
	return c.text.at(i)
}

// Values returns the entries of an item in a Values column, in the feed's order.
func (c *Column) Values(i Item) []uint32 { return c.AppendValues(nil, i) }

// AppendValues appends what [Column.Values] returns.
func (c *Column) AppendValues(dst []uint32, i Item) []uint32 {
	if c.later != nil {
		if list, changed := c.later.values(dst, i); changed {
			return list
		}
	}
	if int64(i) >= int64(c.rows.n) {
		return dst
	}
	from, n := c.rows.run(int(i))
	for k := from; k < from+n; k++ {
		if v := c.rows.cells.at(k); v > 0 {
			dst = append(dst, v-1)
		}
	}
	return dst
}

// NumValues is the number of different values of a Values column.
//
//go:noinline
func (c *Column) NumValues() int {
	if c.Kind != Values {
		return 0
	}
	if c.later != nil {
		return c.text.n + len(c.later.extra)
	}
	return c.text.n
}

// Value returns the display form of an entry.
func (c *Column) Value(v uint32) string {
	if c.Kind != Values {
		return ""
	}
	if c.later != nil && int64(v) >= int64(c.text.n) {
		return c.later.value(v - uint32(c.text.n))
	}
	return c.text.at(v)
}

// FindValue finds an entry by its display form.
func (c *Column) FindValue(text string) (uint32, bool) {
	for v := range uint32(c.NumValues()) {
		if c.Value(v) == text {
			return v, true
		}
	}
	return 0, false
}

// FindFolded finds an entry by its words: case and accents don't matter.
func (c *Column) FindFolded(display string) (uint32, bool) {
	want := text.Fold(display)
	lo, hi := uint32(0), c.filed() // the file's values are sorted by their folded forms; those of deltas follow
	for lo < hi {
		mid := (lo + hi) / 2
		if folded := text.Fold(c.text.at(mid)); folded < want {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo < c.filed() && want != "" && text.Fold(c.text.at(lo)) == want {
		return lo, true
	}
	for v := c.filed(); v < uint32(c.NumValues()); v++ {
		if want != "" && text.Fold(c.Value(v)) == want {
			return v, true
		}
	}
	return c.FindValue(display)
}

// Has says whether an item has a value.
func (c *Column) Has(i Item, v uint32) bool {
	if c.later != nil {
		var room [4]uint32
		if list, changed := c.later.values(room[:0], i); changed {
			return slices.Contains(list, v)
		}
	}
	if int64(i) >= int64(c.rows.n) {
		return false
	}
	from, n := c.rows.run(int(i))
	for k := from; k < from+n; k++ {
		if c.rows.cells.at(k) == v+1 && v < uint32(c.text.n) {
			return true
		}
	}
	return false
}

// Having returns the items that have a value, ascending. The slice is shared: read only.
func (c *Column) Having(v uint32) []Item {
	if int64(v) >= int64(c.NumValues()) {
		return nil
	}
	return c.having.of(c, v)
}

// inverted is a Values column by value. It is made the first time that somebody asks, in one pass over the cells: a
// page that only searches never needs it, and in the file it would cost as much as the column itself.
type inverted struct {
	once  sync.Once
	start []uint32
	items []Item
}

func (x *inverted) of(c *Column, v uint32) []Item {
	x.once.Do(func() { x.make(c) })
	return x.items[x.start[v]:x.start[v+1]]
}

func (x *inverted) make(c *Column) {
	values := uint32(c.NumValues())
	x.start = make([]uint32, values+2)
	c.eachCell(func(_ Item, v uint32) { x.start[v+2]++ })
	for v := range values {
		x.start[v+2] += x.start[v+1]
	}
	x.items = make([]Item, x.start[values+1])
	c.eachCell(func(i Item, v uint32) {
		x.items[x.start[v+1]] = i
		x.start[v+1]++
	})
}

// eachCell calls f with all items that there are and their values, items ascending.
func (c *Column) eachCell(f func(i Item, v uint32)) {
	if c.later != nil {
		c.later.eachCell(c, f)
		return
	}
	c.eachOfFile(f)
}

// eachOfFile calls f with the items of the file and their values, as the file has them.
func (c *Column) eachOfFile(f func(i Item, v uint32)) {
	at, values := 0, uint32(c.text.n)
	for i := range c.rows.n {
		n := 1
		if c.rows.many {
			n = int(c.rows.counts[i])
		}
		for ; n > 0 && at < c.rows.cells.n; n-- {
			if v := c.rows.cells.at(at); v > 0 && v <= values {
				f(Item(i), v-1)
			}
			at++
		}
	}
}

// rows are the values of every item: one cell each, or as many as counts says. A cell is 0 or a value and one.
type rows struct {
	n      int
	many   bool
	counts []uint8  // many: by item
	starts []uint32 // many: the first cell of each block of items
	cells  codes
}

// MaxValues is how many values an item has at most in one column.
const MaxValues = 255

func (r *rows) run(i int) (from, n int) {
	if !r.many {
		return i, 1
	}
	from = int(r.starts[i/block])
	for _, n := range r.counts[i/block*block : i] {
		from += int(n)
	}
	return from, max(0, min(int(r.counts[i]), r.cells.n-from))
}

// fixed are decimal numbers: whole ones, stored as what they exceed the smallest by, over a power of ten. Columns that
// are no such numbers are stored as they are.
type fixed struct {
	codes   codes
	base    float64
	most    float64 // the largest code and one, 0 when all are missing
	divisor float64
	missing uint32
	floats  []float64 // instead
}

func (f *fixed) at(i Item) (float64, bool) {
	if int64(i) < int64(len(f.floats)) {
		v := f.floats[i]
		return v, v == v
	}
	if int64(i) >= int64(f.codes.n) {
		return 0, false
	}
	v := f.codes.at(int(i))
	if v == f.missing {
		return math.NaN(), false
	}
	return f.value(v), true
}

// value is the number that a code stands for: both sides are whole and below 2^53, so it is the nearest float64 to the
// decimal.
func (f *fixed) value(code uint32) float64 { return (f.base + float64(code)) / f.divisor }

// keys are ids of one prefix and a number, written with at least so many digits.
type keys struct {
	codes  codes
	prefix string
	digits int
}

func (k *keys) at(i Item) string {
	if int64(i) >= int64(k.codes.n) {
		return ""
	}
	var room [32]byte
	b := append(room[:0], k.prefix...)
	number := strconv.AppendUint(nil, uint64(k.codes.at(int(i))), 10)
	for n := len(number); n < k.digits; n++ {
		b = append(b, '0')
	}
	return string(append(b, number...))
}
