package catalog

import (
	"fmt"
	"math"
)

// Apply returns the catalog as it is after a delta. Items are changed, added and taken away by their ids; what the delta
// doesn't name stays as it is. Deltas stack: each is made for the file that was opened, and where two speak of the same,
// the later one is right; one that was applied last may be applied again and changes nothing.
//
// The new catalog shares the memory of the old one, which stays valid, and both refer to b, which must not change
// afterwards. Rows keep their numbers; what came has the numbers after them. A Finder, a Linker and Scores are as large
// as the catalog that made them and can't serve the new one.
//
// A delta for another file is refused with an error that names both. So is a damaged one, and nothing has changed then.
func (c *Catalog) Apply(b []byte) (*Catalog, error) {
	d, err := readDelta(b)
	if err != nil {
		return nil, err
	}
	u := newUpdate(c, d)
	if err := d.fits(u.x.base); err != nil {
		return nil, err
	}
	if d.identity == u.x.last {
		return c, nil
	}
	if d.items != nil && int64(c.n)+int64(d.items.n) >= math.MaxUint32/4 {
		return nil, fmt.Errorf("catalog: with the delta's %d items the catalog would have more than a row number can tell: compile the whole feed again", d.items.n)
	}
	u.bring()
	u.refile()
	u.resolve()
	u.changeVariants()
	u.x.last = d.identity
	return u.catalog(), nil
}

// An update makes a catalog of another and a delta. It is done once in a while, so its small methods are not inlined: the
// module would only be larger.
type update struct {
	from *Catalog
	d    *delta
	x    *changes
	n    int // rows afterwards

	went  []Item // rows that are no longer there
	back  []Item // rows that are there again
	moved []move
	rows  []Item     // by item of the delta: its row, none when there is no such item
	later []*later   // by column
	edits [][]edited // by column: the cells that change
}

func newUpdate(c *Catalog, d *delta) *update {
	u := &update{from: c, d: d, n: c.n, x: &changes{base: c}}
	if was := c.since; was != nil {
		*u.x = *was
	}
	if d.items != nil {
		u.n += d.items.n
	}
	gone := Set{make([]uint64, (u.n+63)/64)}
	copy(gone.bits, u.x.gone.bits)
	rows := make(map[string]Item, len(u.x.rows)+u.n-c.n)
	for id, i := range u.x.rows {
		rows[id] = i
	}
	u.x.gone, u.x.rows = gone, rows
	u.later, u.edits = make([]*later, len(c.columns)), make([][]edited, len(c.columns))
	return u
}

// catalog puts the new catalog together.
func (u *update) catalog() *Catalog {
	out := *u.from
	out.n, out.since, out.sold = u.n, u.x, &sold{}
	out.columns = append([]Column(nil), u.from.columns...)
	u.edit()
	for k := range out.columns {
		u.change(k, &out.columns[k])
	}
	u.append(&out)
	out.affinity.c = &out
	return &out
}
