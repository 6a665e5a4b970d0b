package build

import (
	"strings"

	"rso/catalog"
)

// isNumber says whether a column holds numbers: nine tenths of its cells are, in one unit. Of a price some are enough:
// where the others say "call us", there is no price.
func isNumber(r catalog.Role, s stats) bool {
	switch r {
	case catalog.Category, catalog.People, catalog.Maker, catalog.Description, catalog.Availability:
		return false
	case catalog.Price:
		return s.numbers > 0
	case catalog.Rating, catalog.Popularity, catalog.Stock:
		return s.numbers*2 > s.filled
	}
	return !s.list && !s.mixed && s.numbers*10 >= s.filled*9
}

// textOrValues tells free text from values that repeat.
func textOrValues(name string, s stats) (catalog.Kind, bool) {
	switch {
	case s.list || s.separator != "" && isList(name):
		return catalog.Values, true
	case s.length > 60 || s.filled > 20 && s.distinct*2 > s.filled && s.separator == "":
		return catalog.Text, false
	}
	return catalog.Values, s.separator == "|" || s.separator == ";"
}

// isList says whether a column's name promises a list, so that commas in its cells separate.
func isList(name string) bool {
	switch plain(name) {
	case "tags", "tag list", "keywords", "labels", "features", "materials", "colors", "colours", "sizes", "ingredients", "allergens":
		return true
	}
	return false
}

// isCode says whether a column holds keys of some machine: barcodes, time stamps, other tables' ids.
func isCode(name string, s stats) bool {
	p := plain(name)
	for _, w := range strings.Fields(p) {
		switch w {
		case "id", "isbn", "isbn13", "ean", "gtin", "upc", "barcode", "sku", "uuid", "guid", "hash", "qr", "mpn":
			return s.distinct*2 > s.filled
		}
	}
	return strings.HasSuffix(p, "created at") || strings.HasSuffix(p, "updated at")
}

// unitOf reads a unit from a column's name: "RAM (GB)", "weight_g".
func unitOf(name string) string {
	if _, after, ok := strings.Cut(name, "("); ok {
		if unit, _, ok := strings.Cut(after, ")"); ok {
			return strings.TrimSpace(unit)
		}
	}
	w := strings.Fields(plain(name))
	if len(w) > 1 {
		switch last := w[len(w)-1]; last {
		case "g", "kg", "lb", "oz", "cm", "mm", "m", "inch", "in", "gb", "tb", "mb", "ghz", "hz", "w", "ml", "l", "usd", "eur", "gbp", "minutes", "hours", "pages":
			return last
		}
	}
	return ""
}
