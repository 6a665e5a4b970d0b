package catalog

import (
	"math"
	"math/bits"
	"sync"
)

// later is what deltas changed in a column: cells of the file that have another content now, and the cells of the items
// that came.
type later struct {
	n      int  // rows
	first  Item // the first row that isn't the file's
	gone   Set
	over   overlay
	parts  []part
	extra  []string          // values that the file doesn't have, numbered after its own
	place  []uint32          // by extra value: its number after the file's values, through all columns
	folded map[string]uint32 // extra values by their folded form
}

// A part is a column of a segment.
type part struct {
	first  Item
	col    *Column
	values []uint32 // by the segment's value: the column's
}

// An overlay is the changed cells of a column: a bit for each row that has one, and their contents in the order of rows.
// How many bits come before a row's is the place of its cell.
type overlay struct {
	has     Set
	before  []uint32  // by word of has: how many bits are in those before it
	n       int       // cells
	numbers []float64 // of a Number column, NaN where it is missing now
	values  []uint32  // of a Values column: 0, or a value and one
}

func (o *overlay) number(i Item) (v float64, ok bool) {
	if len(o.numbers) == 0 || !o.has.Has(i) {
		return 0, false
	}
	return o.numbers[o.place(i)], true
}

func (o *overlay) value(i Item) (v uint32, ok bool) {
	if len(o.values) == 0 || !o.has.Has(i) {
		return 0, false
	}
	return o.values[o.place(i)], true
}

// place finds a changed cell.
//
//go:noinline
func (o *overlay) place(i Item) int {
	return int(o.before[i/64]) + bits.OnesCount64(o.has.bits[i/64]&(1<<(i%64)-1))
}

// An edited cell is a cell with its new content; which field is used depends on the column's kind.
type edited struct {
	item   Item
	number float64
	value  uint32 // 0 or a value and one
}

// with returns the cells of n rows with others laid over them, of which the last counts.
func (o *overlay) with(cells []edited, n int, kind Kind) overlay {
	if len(cells) == 0 {
		return *o
	}
	words := (n + 63) / 64
	out := overlay{has: Set{make([]uint64, words)}, before: make([]uint32, words)}
	copy(out.has.bits, o.has.bits)
	for _, c := range cells {
		out.has.Add(c.item)
	}
	for w, b := range out.has.bits {
		out.before[w] = uint32(out.n)
		out.n += bits.OnesCount64(b)
	}
	if kind == Number {
		out.numbers = make([]float64, out.n)
	} else {
		out.values = make([]uint32, out.n)
	}
	k := 0
	for w, b := range o.has.bits {
		for ; b != 0; b &= b - 1 {
			to := out.place(Item(w*64 + bits.TrailingZeros64(b)))
			if kind == Number {
				out.numbers[to] = o.numbers[k]
			} else {
				out.values[to] = o.values[k]
			}
			k++
		}
	}
	for _, c := range cells {
		if kind == Number {
			out.numbers[out.place(c.item)] = c.number
		} else {
			out.values[out.place(c.item)] = c.value
		}
	}
	return out
}

// part returns the part that has a row behind the file, and its place there.
func (l *later) part(i Item) (*part, Item) {
	lo, hi := 0, len(l.parts)
	for lo < hi {
		if mid := (lo + hi) / 2; l.parts[mid].first <= i {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo == 0 {
		return nil, 0
	}
	p := &l.parts[lo-1]
	return p, i - p.first
}

func (l *later) number(c *Column, i Item) (float64, bool) {
	if v, edited := l.over.number(i); edited {
		return v, v == v
	}
	if i >= l.first {
		if p, k := l.part(i); p != nil {
			return p.col.Number(k)
		}
	}
	return c.number.at(i)
}

// text returns the text of a row behind the file.
func (l *later) text(i Item) string {
	if p, k := l.part(i); p != nil {
		return p.col.Text(k)
	}
	return ""
}

// values appends the values of a row that the file doesn't have, or has otherwise; changed is false for all others.
func (l *later) values(dst []uint32, i Item) (list []uint32, changed bool) {
	if v, edited := l.over.value(i); edited {
		if v > 0 {
			dst = append(dst, v-1)
		}
		return dst, true
	}
	if i < l.first {
		return dst, false
	}
	p, k := l.part(i)
	if p == nil {
		return dst, false
	}
	var room [4]uint32
	for _, v := range p.col.AppendValues(room[:0], k) {
		if int64(v) < int64(len(p.values)) {
			dst = append(dst, p.values[v])
		}
	}
	return dst, true
}

func (l *later) value(v uint32) string {
	if int64(v) >= int64(len(l.extra)) {
		return ""
	}
	return l.extra[v]
}

// eachCell calls f with all items that there are and their values, items ascending.
func (l *later) eachCell(c *Column, f func(i Item, v uint32)) {
	if l.over.n > 0 {
		l.eachRow(c, f)
		return
	}
	there := func(i Item, v uint32) {
		if !l.gone.Has(i) {
			f(i, v)
		}
	}
	c.eachOfFile(there)
	for k := range l.parts {
		p := &l.parts[k]
		p.col.eachOfFile(func(i Item, v uint32) { there(p.first+i, p.values[v]) })
	}
}

// eachRow does the same row by row, which is slower and sees changed cells.
func (l *later) eachRow(c *Column, f func(i Item, v uint32)) {
	values := uint32(c.NumValues())
	var room [4]uint32
	for i := range Item(l.n) {
		if l.gone.Has(i) {
			continue
		}
		for _, v := range c.AppendValues(room[:0], i) {
			if v < values {
				f(i, v)
			}
		}
	}
}

// A span is the range of a column after deltas. It is looked for the first time that somebody asks: most never do, and
// reading all cells would be most of what a delta costs.
type span struct {
	once   sync.Once
	n      int
	gone   Set
	lo, hi float64
}

func (s *span) of(c *Column) (lo, hi float64, ok bool) {
	s.once.Do(func() {
		s.lo, s.hi = math.NaN(), math.NaN()
		for i := range Item(s.n) {
			v, ok := c.Number(i)
			if !ok || s.gone.Has(i) {
				continue
			}
			if !(v >= s.lo) {
				s.lo = v
			}
			if !(v <= s.hi) {
				s.hi = v
			}
		}
	})
	return s.lo, s.hi, s.lo <= s.hi
}

// filed is the number of values that the file has in a column, 0 when it has no values.
func (c *Column) filed() uint32 {
	if c.Kind != Values {
		return 0
	}
	return uint32(c.text.n)
}
