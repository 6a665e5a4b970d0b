package catalog

import (
	"sync"

	"rso/catalog/text"
)

// sold remembers which items are to be had: told once for a catalog, when somebody asks.
type sold struct {
	once  sync.Once
	items Set
}

// Available says whether an item is to be had: it is not gone, and the record doesn't say that it is out of stock or
// discontinued. Where the record has no such word, no stock left says it; where it has neither, the item is to be had.
func (c *Catalog) Available(i Item) bool { return c.available().Has(i) }

// AvailableItems returns the set of the items that are to be had. They are what may be recommended.
func (c *Catalog) AvailableItems() Set { return c.available().Clone() }

func (c *Catalog) available() Set {
	c.sold.once.Do(func() { c.sold.items = c.findAvailable() })
	return c.sold.items
}

func (c *Catalog) findAvailable() Set {
	set := c.AllItems()
	state, stock := c.special[Availability], c.special[Stock]
	var none []bool // by value of the state: it means that there is none
	if state >= 0 {
		col := &c.columns[state]
		for v := range uint32(col.NumValues()) {
			said := text.Fold(col.Value(v))
			none = append(none, said == "out of stock" || said == "discontinued")
		}
	}
	if len(none) == 0 && stock < 0 {
		return set
	}
	var room [4]uint32
	for i := range Item(c.n) {
		if len(none) > 0 {
			if said := c.columns[state].AppendValues(room[:0], i); len(said) > 0 && int64(said[0]) < int64(len(none)) {
				if none[said[0]] {
					set.Remove(i)
				}
				continue
			}
		}
		if stock >= 0 {
			if left, ok := c.columns[stock].Number(i); ok && left <= 0 {
				set.Remove(i)
			}
		}
	}
	return set
}
