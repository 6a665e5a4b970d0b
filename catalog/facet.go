package catalog

import "math"

// Count returns, for each value of a Values column, how many items of a set have it.
func (c *Catalog) Count(column int, among Set) []int {
	col := &c.columns[column]
	counts := make([]int, col.NumValues())
	col.eachCell(func(i Item, v uint32) {
		if among.Has(i) {
			counts[v]++
		}
	})
	return counts
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
