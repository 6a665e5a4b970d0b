package catalog

import "cmp"

// A Hit is an item with its score; higher is better.
type Hit struct {
	Item  Item
	Score float64
}

// Scores adds up evidence for items. It is as large as the catalog and meant to be used again: Reset costs only
// what was touched. It belongs to one goroutine.
type Scores struct {
	value   []float32
	touched []Item
}

// NewScores returns scores of 0 for all items.
func (c *Catalog) NewScores() *Scores { return &Scores{value: make([]float32, c.n)} }

// Add adds to the score of an item.
func (s *Scores) Add(i Item, v float32) {
	if s.value[i] == 0 {
		s.touched = append(s.touched, i)
	}
	s.value[i] += v
}

// At returns the score of an item.
func (s *Scores) At(i Item) float64 { return float64(s.value[i]) }

// Reset sets all scores to 0.
func (s *Scores) Reset() {
	for _, i := range s.touched {
		s.value[i] = 0
	}
	s.touched = s.touched[:0]
}

// AddWord adds, for each item in whose record the word stands, weight times how much it says of the item (0 to 1: rare
// words, short records and the title count more). It reports whether the dictionary has the word.
func (c *Catalog) AddWord(s *Scores, word string, weight float32) bool {
	e, ok := c.lookup(word)
	if !ok {
		return false
	}
	weight *= c.information(e) / c.most()
	e.eachHead(c.n, func(i Item, impact uint8) { s.Add(i, weight*saturation[impact][c.norm[i]&15]) })
	e.eachBody(c.n, func(i Item) { s.Add(i, weight*saturation[inBody][c.norm[i]&15]) })
	return true
}

// AddSimilar adds, for each item that shares values with i, weight times the share of i's information (0 to 1) that
// they have in common.
func (c *Catalog) AddSimilar(s *Scores, i Item, weight float32) {
	total := float32(0)
	c.eachValue(i, func(_ *Column, _ uint32, w float32) { total += w })
	if total == 0 {
		return
	}
	c.eachValue(i, func(col *Column, v uint32, w float32) {
		share := weight * w / total
		for _, j := range col.Having(v) {
			if j != i {
				s.Add(j, share)
			}
		}
	})
}

// AddKind adds, for each item of the kind of i, weight times the share of i's categories that they have in common: who likes a
// western likes other films too, but asks for one more western. Its information doesn't count.
func (c *Catalog) AddKind(s *Scores, i Item, weight float32) {
	k := c.With(Category)
	if k < 0 {
		return
	}
	col := &c.columns[k]
	kinds := col.Values(i)
	for _, v := range kinds {
		for _, j := range col.Having(v) {
			s.Add(j, weight/float32(len(kinds)))
		}
	}
}

// eachValue calls f with the values of an item and their information: rarer values tell more, a category more than
// one person, and a value that nearly all or no other items have tells nothing.
func (c *Catalog) eachValue(i Item, f func(col *Column, v uint32, weight float32)) {
	for k := range c.columns {
		col := &c.columns[k]
		if col.Kind != Values {
			continue
		}
		for _, v := range col.Values(i) {
			if n := len(col.Having(v)); n > 1 && n < c.n {
				f(col, v, roleWeight(col.Role)*Information(n, c.n))
			}
		}
	}
}

// roleWeight says how much sharing a value of a column makes two items alike. A category counts more than its
// information: two comedies are more alike than two films with one actor in common.
func roleWeight(r Role) float32 {
	switch r {
	case Category:
		return 2
	case People, Maker:
		return .5
	}
	return .75
}

// Information is -log2(n/total) in units of the most that one item can tell: 1 for a value of one item alone, 0 for
// a value that all have.
func Information(n, total int) float32 {
	if n <= 0 || total <= 1 || n >= total {
		return 0
	}
	return float32(log2(float64(total)/float64(n)) / log2(float64(total)))
}

// Best returns the k best items of a set, ties by prior and then by row.
func (c *Catalog) Best(s *Scores, among Set, k int) []Hit { return c.First(s, among, k, nil) }

// First returns the k items of a set that come first in an order, ties (and all, when order is nil) by score, then by
// prior, then by row. It sorts only what it keeps.
func (c *Catalog) First(s *Scores, among Set, k int, order func(a, b Item) int) []Hit {
	if k <= 0 {
		return nil
	}
	after := func(a, b Hit) bool {
		if order != nil {
			if d := order(a.Item, b.Item); d != 0 {
				return d > 0
			}
		}
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(c.prior[b.Item], c.prior[a.Item]), cmp.Compare(a.Item, b.Item)) > 0
	}
	var kept []Hit // a heap once it is full: the last of them on top
	for i := range among.Items {
		h := Hit{i, s.At(i)}
		if len(kept) < k {
			if kept = append(kept, h); len(kept) == k {
				heapify(kept, after)
			}
		} else if after(kept[0], h) {
			kept[0] = h
			sink(kept, 0, after)
		}
	}
	if len(kept) < k {
		heapify(kept, after)
	}
	for end := len(kept) - 1; end > 0; end-- {
		kept[0], kept[end] = kept[end], kept[0]
		sink(kept[:end], 0, after)
	}
	return kept
}

func heapify(heap []Hit, after func(a, b Hit) bool) {
	for at := len(heap)/2 - 1; at >= 0; at-- {
		sink(heap, at, after)
	}
}

// sink moves heap[at] down to its place.
func sink(heap []Hit, at int, after func(a, b Hit) bool) {
	for {
		child := 2*at + 1
		if child >= len(heap) {
			return
		}
		if child+1 < len(heap) && after(heap[child+1], heap[child]) {
			child++
		}
		if !after(heap[child], heap[at]) {
			return
		}
		heap[at], heap[child] = heap[child], heap[at]
		at = child
	}
}

// Top returns the k best of the items that have a score.
func (s *Scores) Top(c *Catalog, k int) []Hit {
	found := c.NewSet()
	for _, i := range s.touched {
		found.Add(i)
	}
	found.AndNot(c.gone())
	return c.Best(s, found, k)
}
