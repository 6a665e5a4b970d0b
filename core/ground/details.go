package ground

import (
	"slices"
	"strings"

	"rso/catalog"
	"rso/catalog/text"
	"rso/core/prefer"
)

// details returns what the record says of who made an item, when, and how it is: what the shopper has spoken of comes
// first, then the people first billed and the maker, then what the item is like. A number that nobody knows the unit of says
// nothing, and labels that only repeat the kind of thing it is are no news.
func details(c *catalog.Catalog, i catalog.Item, b *prefer.Belief) []Evidence {
	var out []Evidence
	columns := 0
	add := func(k int) {
		facts := c.FactsOf(i, k)
		if len(facts) == 0 || columns == mostDetails || repeats(c, i, out, facts[0]) {
			return
		}
		out = append(out, plain(facts[:min(len(facts), mostValues)])...)
		columns++
	}
	for _, k := range told(c) {
		if len(b.On(k)) > 0 {
			add(k)
		}
	}
	for _, r := range [...]catalog.Role{catalog.Year, catalog.People, catalog.Maker, catalog.Category, catalog.Attribute} {
		for _, k := range told(c) {
			if col := c.Column(k); col.Role == r && (r != catalog.Attribute || telling(c, k)) {
				add(k)
			}
		}
	}
	for _, k := range told(c) { // labels, where there is little else
		if columns < fewDetails && c.Column(k).Kind == catalog.Values && c.Column(k).Many && !telling(c, k) {
			add(k)
		}
	}
	return out
}

// fewDetails is how many columns are little.
const fewDetails = 2

// repeats says whether a fact is no news: another column or the title says it.
func repeats(c *catalog.Catalog, i catalog.Item, list []Evidence, f catalog.Fact) bool {
	said := text.Fold(f.Text)
	return c.Column(f.Column).Kind == catalog.Values && strings.Contains(text.Fold(c.Title(i)), said) ||
		slices.ContainsFunc(list, func(e Evidence) bool { return text.Fold(e.Text) == said })
}

// told lists the columns that a strategy may speak of as details.
func told(c *catalog.Catalog) []int {
	var out []int
	for k := range c.Columns() {
		switch col := c.Column(k); col.Role {
		case catalog.Year, catalog.People, catalog.Maker, catalog.Category, catalog.Attribute:
			if col.Kind != catalog.Text {
				out = append(out, k)
			}
		}
	}
	return out
}

// codes are words in the names of columns whose values are for the shop's clerks.
var codes = []string{"id", "ids", "sku", "gtin", "ean", "upc", "isbn", "isbn13", "mpn", "asin", "barcode", "code", "handle", "tag", "tags", "count", "language"}

// telling says whether an attribute is worth telling unasked.
func telling(c *catalog.Catalog, k int) bool {
	col := c.Column(k)
	if col.Kind == catalog.Number && col.Unit == "" {
		return false
	}
	return !slices.ContainsFunc(NameWords(col.Name), func(w string) bool { return slices.Contains(codes, w) })
}

// NameWords are the words of a column's name, folded: of "batteryLife (h)" and of "battery_life" they are battery and life.
func NameWords(name string) []string {
	if before, _, ok := strings.Cut(name, "("); ok && strings.TrimSpace(before) != "" {
		name = before
	}
	var b strings.Builder
	for i := range len(name) {
		c := name[i]
		if i > 0 && 'A' <= c && c <= 'Z' && 'a' <= name[i-1] && name[i-1] <= 'z' {
			b.WriteByte(' ')
		}
		if c == '_' || c == '.' || c == '/' {
			c = ' '
		}
		b.WriteByte(c)
	}
	if list := strings.Fields(text.Fold(b.String())); len(list) > 0 {
		return list
	}
	return []string{name}
}
