package catalog

// neighbours are the k items nearest to each, best first: how far they lie from it in rows, and how near they are in
// fifteenths. Items of one kind lie together, so the distances are small.
type neighbours struct {
	n, k   int      // items of the file, and neighbours of each
	list   []byte   // zigzag varints, k an item; 0 is none
	starts []uint32 // where each block of items begins in list
	weight []uint8  // two an entry of four bits, the first the lower
}

// read slices the sections of a table of n items.
func (x *neighbours) read(s *sections, name string, n int) {
	x.n, x.list = n, s.part(name)
	x.weight = numbers[uint8](s, name+".weight", (n*x.k+1)/2)
	x.starts = s.places(name+".starts", n, len(x.list))
	if s.err != nil {
		x.k = 0
	}
}

// Similar returns the items most like i, best first, from the file's table of neighbours. An item whose texts a delta
// changed is still like those that it was like; of a new one the file knows nothing, and it is like those that share its
// values.
func (c *Catalog) Similar(i Item) []Hit {
	hits, known := c.nearest(&c.near, i)
	if known || c.near.k == 0 || int64(i) >= int64(c.n) {
		return hits
	}
	s := c.NewScores()
	c.AddSimilar(s, i, 1)
	return s.Top(c, c.near.k)
}

// nearest returns what a table says of an item, as it is after the deltas; known is false when it has no such item.
//
//go:noinline
func (c *Catalog) nearest(x *neighbours, i Item) (hits []Hit, known bool) {
	filed, known := c.filed(i)
	if !known || x.k == 0 {
		return nil, false
	}
	at := int(x.starts[filed/block])
	for skip := int(filed%block) * x.k; skip > 0; skip-- {
		_, w := uvarint(x.list, at)
		at += w
	}
	for j := range x.k {
		v, w := uvarint(x.list, at)
		at += w
		item := Item(int32(filed) + (int32(v>>1) ^ -int32(v&1)))
		if v == 0 || w == 0 || item >= Item(c.near.n) {
			continue
		}
		if c.since != nil {
			item = c.since.current(item)
		}
		if slot := int(filed)*x.k + j; item != i && c.Lives(item) {
			hits = append(hits, Hit{item, float64(x.weight[slot/2]>>(slot%2*4)&15) / 15})
		}
	}
	return hits, true
}
