package build

import (
	"slices"
	"strings"

	"rso/catalog"
)

// decide looks at one column alone. It returns how usual its name is for its role, too.
func decide(c *column) (Decision, int) {
	s := c.stats()
	role, rank := named(c.name)
	d := Decision{Column: c.name, Role: role, Why: "its name"}
	switch {
	case s.filled == 0:
		d.Drop, d.Why = true, "it is empty"
	case slices.Contains(private, plain(c.name)):
		d.Drop, d.Why = true, "its name says that it is the shop's own business"
	case c.option:
		d.Role, d.Kind, d.Why = catalog.Attribute, catalog.Values, "variants of an item differ in it"
	case role == catalog.ID || role == catalog.Title:
		d.Kind = catalog.Text
	case role == catalog.Image || role == catalog.Link:
		d.Kind = catalog.Text
	case s.addresses == s.filled && s.pictures*2 > s.filled:
		d.Role, d.Kind, d.Why, rank = catalog.Image, catalog.Text, "its values are addresses of pictures", unnamed
	case s.addresses == s.filled:
		d.Drop, d.Why = true, "its values are addresses, and its name doesn't say of what"
	case isCode(c.name, s):
		d.Drop, d.Why = true, "its values are codes that say nothing to a shopper"
	case role == catalog.Availability || role == catalog.Stock && s.numbers*2 <= s.filled:
		decideAvailability(c, &d)
	case s.flags == s.filled && !s.list:
		d.Role, d.Kind, d.Why = catalog.Attribute, catalog.Values, "its values are yes and no"
	case role == catalog.Attribute && isBit(c, s):
		d.Kind, d.Why = catalog.Values, "its values are 1 and 0, for yes and no"
	case role == catalog.Year && s.years*10 >= s.filled*9 && s.modern*2 >= s.filled:
		d.Kind = catalog.Number
	case role == catalog.Attribute && s.whole == s.filled && s.distinct*10 > s.filled*9 && s.unit == "":
		d.Drop, d.Why = true, "its values are long numbers, all different, as codes are"
	case role == catalog.Rating && c.count(func(v string) bool { _, _, ok := parseRating(leading(v)); return ok })*2 > s.filled:
		d.Kind = catalog.Number
	case isNumber(role, s):
		decideNumber(c, &d)
	case role == catalog.Price || role == catalog.Year || role == catalog.Rating || role == catalog.Popularity || role == catalog.Stock:
		d.Role, d.Why = catalog.Attribute, "its values are no numbers"
		d.Kind, d.Many = textOrValues(c.name, s)
	case role == catalog.Description:
		d.Kind = catalog.Text
	case role == catalog.Category || role == catalog.People || role == catalog.Maker:
		d.Kind, d.Many = catalog.Values, s.list || role != catalog.Maker && s.separator != ""
	default:
		d.Kind, d.Many = textOrValues(c.name, s)
		d.Why = "its values repeat"
		if d.Kind == catalog.Text {
			d.Why = "its values are all different"
			if s.length > 60 {
				d.Role, d.Why = catalog.Description, "its values are long texts"
			}
		}
	}
	return d, rank
}

// isBit says whether a column has a 1 for yes and a 0 for no, and nothing else.
func isBit(c *column, s *stats) bool {
	return s.filled >= fewRows && len(c.values) == 2 && slices.Contains(c.values, "0") && slices.Contains(c.values, "1")
}

// decideNumber gives a column of numbers its unit. The currency of a price is decided with all prices at hand.
func decideNumber(c *column, d *Decision) {
	s := c.stats()
	d.Kind = catalog.Number
	from := ""
	if d.Unit = unitOf(c.name); d.Unit != "" {
		from = "its name"
	}
	if s.unit != "" {
		d.Unit, from = s.unit, "its values"
	}
	switch d.Role {
	case catalog.Price:
		d.Unit = currencyOf(c.name)
		return
	case catalog.Attribute:
		d.Why = "its values are numbers"
	case catalog.Year:
		d.Role, d.Why = catalog.Attribute, "its numbers are no years"
	}
	if d.Unit != "" {
		d.Why += ", the unit from " + from
	}
	if s.mixed {
		d.Why += " (others were converted)"
	}
}

// isNumber says whether a column holds numbers: nine tenths of its cells are, ranges counted, in one unit or in such as
// can be converted. Of a price some are enough: where the others say "call us", there is no price.
func isNumber(r catalog.Role, s *stats) bool {
	switch r {
	case catalog.Category, catalog.People, catalog.Maker, catalog.Description, catalog.Availability:
		return false
	case catalog.Price:
		return s.numbers > 0
	case catalog.Rating, catalog.Popularity, catalog.Stock:
		return s.numbers*2 > s.filled
	}
	return !s.list && (!s.mixed || s.alike) && (s.numbers+s.ranges)*10 >= s.filled*9 && s.numbers*2 > s.filled
}

// fewFacets is how many cells of short names may all be different and yet be values: what a small shop's things are made of.
const fewFacets = 200

// textOrValues tells free text from values that repeat.
func textOrValues(name string, s *stats) (catalog.Kind, bool) {
	switch {
	case s.list || s.separator != "" && (isList(name) || s.parts || s.short && isPlural(name)):
		return catalog.Values, true
	case s.length > 60 || s.filled > 20 && s.distinct*2 > s.filled && s.separator == "" && !(s.filled <= fewFacets && s.named):
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

// isPlural says whether a column's name is one of several things, "top_notes".
func isPlural(name string) bool {
	p := plain(name)
	return len(p) > 3 && strings.HasSuffix(p, "s") && !strings.HasSuffix(p, "ss")
}

// isCode says whether a column holds keys of some machine: barcodes, time stamps, other tables' ids.
func isCode(name string, s *stats) bool {
	p := plain(name)
	for _, w := range strings.Fields(p) {
		switch w {
		case "id", "isbn", "isbn13", "ean", "gtin", "upc", "barcode", "sku", "uuid", "guid", "hash", "qr", "mpn":
			return s.distinct*2 > s.filled
		}
	}
	return strings.HasSuffix(p, "created at") || strings.HasSuffix(p, "updated at")
}
