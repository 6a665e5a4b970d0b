package catalog

import "sync"

// An index finds items by id. It is made the first time that somebody asks, in a few milliseconds for 100,000 items:
// in the file it would be a permutation, which no compressor makes smaller.
type index struct {
	once  sync.Once
	slots []uint32 // open addressing: 0 or an item and one
}

func (x *index) find(c *Catalog, id string) (Item, bool) {
	x.once.Do(func() { x.make(c) })
	mask := uint32(len(x.slots) - 1)
	for h := hashOf(id) & mask; x.slots[h] > 0; h = (h + 1) & mask {
		if i := x.slots[h] - 1; c.ID(i) == id {
			return i, true
		}
	}
	return 0, false
}

func (x *index) make(c *Catalog) {
	size := 4
	for size < 2*c.n {
		size *= 2
	}
	x.slots = make([]uint32, size)
	mask := uint32(size - 1)
	for i := range Item(c.n) {
		h := hashOf(c.ID(i)) & mask
		for x.slots[h] > 0 {
			h = (h + 1) & mask
		}
		x.slots[h] = i + 1
	}
}

// hashOf is FNV-1a, 32 bits.
func hashOf(s string) uint32 { return hashOn(2166136261, s) }

// hashOn is the hash of a text of which the hash of the first part is known, and s is the rest.
func hashOn(h uint32, s string) uint32 {
	for i := range len(s) {
		h = (h ^ uint32(s[i])) * 16777619
	}
	return h
}
