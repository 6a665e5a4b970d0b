package catalog

// neighbours are the k items most like each, best first: how far they lie from it in rows, and how much alike they
// are in fifteenths. Items of one kind lie together, so the distances are small.
type neighbours struct {
	k      int
	list   []byte   // zigzag varints, k an item; 0 is none
	starts []uint32 // where each block of items begins in list
	weight []uint8  // two an entry of four bits, the first the lower
}

func (x *neighbours) read(s *sections, n int) {
	x.list = s.part("near")
	x.weight = numbers[uint8](s, "near.weight", (n*x.k+1)/2)
	x.starts = s.places("near.starts", n, len(x.list))
	if s.err != nil {
		x.k = 0
	}
}

// Similar returns the items most like i, best first, from the file's table of neighbours.
func (c *Catalog) Similar(i Item) []Hit {
	if int64(i) >= int64(c.n) || c.near.k == 0 {
		return nil
	}
	if c.since != nil {
		return c.since.similar(c, i)
	}
	return c.filedSimilar(i)
}

// filedSimilar returns what the file says of one of its items.
func (c *Catalog) filedSimilar(i Item) []Hit {
	var hits []Hit
	at := int(c.near.starts[i/block])
	for skip := int(i%block) * c.near.k; skip > 0; skip-- {
		_, w := uvarint(c.near.list, at)
		at += w
	}
	for j := range c.near.k {
		v, w := uvarint(c.near.list, at)
		at += w
		item := int64(i) + int64(int32(v>>1)^-int32(v&1))
		if v == 0 || w == 0 || item < 0 || item >= int64(c.n) {
			continue
		}
		slot := int(i)*c.near.k + j
		weight := c.near.weight[slot/2] >> (slot % 2 * 4) & 15
		hits = append(hits, Hit{Item(item), float64(weight) / 15})
	}
	return hits
}
