package catalog

import "math"

// Count returns, for each value of a Values column, how many items of a set have it.
func (c *Catalog) Count(column int, among Set) []int32 {
	counts := make([]int32, c.columns[column].NumValues())
	c.CountInto(counts, column, among)
	return counts
}

// CountInto adds what [Catalog.Count] returns to counts, which must have room for each value, and returns their sum.
func (c *Catalog) CountInto(counts []int32, column int, among Set) (sum int) {
	col := &c.columns[column]
	if col.later != nil {
		col.eachCell(func(i Item, v uint32) {
			if among.Has(i) {
				counts[v]++
				sum++
			}
		})
		return sum
	}
	if c.n > 64*sparse && among.Len() < c.n/sparse {
		return col.countOf(counts, among)
	}
	at, values := 0, uint32(col.text.n)
	for i := range col.rows.n {
		n := 1
		if col.rows.many {
			n = int(col.rows.counts[i])
		}
		if !among.Has(Item(i)) {
			at += n
			continue
		}
		for ; n > 0 && at < col.rows.cells.n; n-- {
			if v := col.rows.cells.at(at); v > 0 && v <= values {
				counts[v-1]++
				sum++
			}
			at++
		}
	}
	return sum
}

// sparse is how many times as many rows a set must leave out for its items to be looked up one by one.
const sparse = 16

func (col *Column) countOf(counts []int32, among Set) (sum int) {
	var room [8]uint32
	for i := range among.Items {
		for _, v := range col.AppendValues(room[:0], i) {
			if int64(v) < int64(len(counts)) {
				counts[v]++
				sum++
			}
		}
	}
	return sum
}

// A Histogram says how the numbers of a column are spread: Counts[k] of them lie from Low + k·Width on, and below the
// next step; the last step includes its end.
type Histogram struct {
	Low, Width float64
	Counts     []int
	Missing    int // items of the set without a number
}

// Histogram counts the numbers of a column that the items of a set have, in so many steps between the smallest and the
// largest of them.
func (c *Catalog) Histogram(column int, among Set, steps int) Histogram {
	col := &c.columns[column]
	lo, hi := math.Inf(1), math.Inf(-1)
	h := Histogram{}
	for i := range among.Items {
		v, ok := col.Number(i)
		if !ok {
			h.Missing++
			continue
		}
		lo, hi = min(lo, v), max(hi, v)
	}
	if steps <= 0 || lo > hi {
		return h
	}
	h.Low, h.Width, h.Counts = lo, (hi-lo)/float64(steps), make([]int, steps)
	for i := range among.Items {
		if v, ok := col.Number(i); ok {
			k := 0
			if h.Width > 0 {
				k = min(int((v-lo)/h.Width), steps-1)
			}
			h.Counts[k]++
		}
	}
	return h
}
