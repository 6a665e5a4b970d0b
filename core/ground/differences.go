package ground

import (
	"slices"

	"rso/catalog"
	"rso/core/prefer"
)

// differences returns the facts in which items differ: of a column that they don't share wholly, what each has that the
// others lack. What the shopper has spoken of comes first, then the price, the kind and what else people decide by.
func differences(c *catalog.Catalog, items []catalog.Item, b *prefer.Belief) []Evidence {
	var out []Evidence
	columns := 0
	for _, k := range compared(c, b) {
		own := differing(c, items, k)
		if columns == mostDifferences || own == nil {
			continue
		}
		columns++
		for _, facts := range own {
			out = append(out, plain(facts)...)
		}
	}
	return out
}

// compared lists the columns that items are compared by, the most telling first.
func compared(c *catalog.Catalog, b *prefer.Belief) []int {
	var asked, rest []int
	for _, r := range [...]catalog.Role{catalog.Price, catalog.Category, catalog.Rating, catalog.Year, catalog.Maker, catalog.People, catalog.Attribute} {
		for k := range c.Columns() {
			switch col := c.Column(k); {
			case col.Role != r || col.Kind == catalog.Text:
			case len(b.On(k)) > 0:
				asked = append(asked, k)
			case r != catalog.Attribute || telling(c, k):
				rest = append(rest, k)
			}
		}
	}
	return append(asked, rest...)
}

// differing returns, item by item, what one column says of an item and not of all; nil when fewer than two items have
// anything of their own.
func differing(c *catalog.Catalog, items []catalog.Item, k int) [][]catalog.Fact {
	var own [][]catalog.Fact
	filled := 0
	for _, i := range items {
		facts := slices.DeleteFunc(c.FactsOf(i, k), func(f catalog.Fact) bool {
			return repeats(c, i, nil, f) || !slices.ContainsFunc(items, func(j catalog.Item) bool { return !says(c, j, k, f.Text) })
		})
		own = append(own, facts[:min(len(facts), mostInstead)])
		if len(facts) > 0 {
			filled++
		}
	}
	if filled < 2 {
		return nil
	}
	return own
}

func says(c *catalog.Catalog, i catalog.Item, column int, text string) bool {
	return slices.ContainsFunc(c.FactsOf(i, column), func(f catalog.Fact) bool { return f.Text == text })
}
