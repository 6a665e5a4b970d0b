package ground

import (
	"slices"

	"rso/catalog"
)

// Alike says whether two items have so much in common that a person would call them similar: somebody who made them or is in
// them, or at least half of what kind of thing the one with fewer kinds is.
func Alike(c *catalog.Catalog, a, b catalog.Item) bool {
	for k := range c.Columns() {
		col := c.Column(k)
		if col.Kind != catalog.Values {
			continue
		}
		x, y := col.Values(a), col.Values(b)
		shared := 0
		for _, v := range x {
			if slices.Contains(y, v) {
				shared++
			}
		}
		switch {
		case shared == 0:
		case col.Role == catalog.People, col.Role == catalog.Category && shared*2 >= min(len(x), len(y)):
			return true
		}
	}
	return false
}
