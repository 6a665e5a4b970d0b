package build

import (
	"fmt"
	"slices"
	"strings"

	"rso/catalog"
	"rso/catalog/feed"
	"rso/catalog/text"
)

// An availability says whether an item is to be had; the better ones come first. It is stored in this form for variants.
type availability uint8

const (
	unknown availability = iota
	inStock
	backorder
	preorder
	outOfStock
	discontinued
)

func (a availability) String() string {
	return [...]string{"", "in stock", "backorder", "preorder", "out of stock", "discontinued"}[a]
}

// availabilities are the ways that feeds put it, in plain form without spaces.
var availabilities = map[string]availability{
	"instock": inStock, "available": inStock, "true": inStock, "yes": inStock, "y": inStock, "1": inStock, "lowstock": inStock, "limitedavailability": inStock,
	"limitedstock": inStock, "limited": inStock, "onlineonly": inStock, "instoreonly": inStock, "active": inStock, "lager": inStock, "auflager": inStock, "lieferbar": inStock, "sofortlieferbar": inStock,
	"verfügbar": inStock, "ja": inStock, "enstock": inStock, "disponible": inStock, "sí": inStock, "si": inStock, "oui": inStock, "madetoorder": backorder,
	"backorder": backorder, "backordered": backorder, "onbackorder": backorder, "availablefororder": backorder, "nachbestellt": backorder,
	"preorder": preorder, "presale": preorder, "comingsoon": preorder, "vorbestellbar": preorder,
	"outofstock": outOfStock, "soldout": outOfStock, "unavailable": outOfStock, "notavailable": outOfStock, "false": outOfStock, "no": outOfStock, "n": outOfStock, "0": outOfStock, "reserved": outOfStock,
	"ausverkauft": outOfStock, "nichtlieferbar": outOfStock, "nichtverfügbar": outOfStock, "nein": outOfStock, "agotado": outOfStock, "sinstock": outOfStock, "épuisé": outOfStock, "rupturedestock": outOfStock, "non": outOfStock,
	"discontinued": discontinued, "eingestellt": discontinued, "descatalogado": discontinued, "retired": discontinued,
}

// parseAvailability reads what a feed says of one offer: "in_stock", "https://schema.org/InStock", "true", "Low Stock".
func parseAvailability(s string) (availability, bool) {
	if i := strings.LastIndexByte(s, '/'); i >= 0 && strings.Contains(s, "schema.org") {
		s = s[i+1:]
	}
	p := plain(s)
	a, ok := availabilities[strings.ReplaceAll(p, " ", "")]
	if !ok && delayed(p) {
		return backorder, true
	}
	return a, ok
}

// delays are the words for how long it takes to have an item.
var delays = words("day, days, week, weeks, month, months, tag, tage, tagen, woche, wochen, día, días, semana, semanas, jour, jours, semaine, semaines")

// delayed says whether something is to be had after a while: "2-3 days".
func delayed(p string) bool {
	return strings.ContainsAny(p, "0123456789") && slices.ContainsFunc(strings.Fields(p), func(w string) bool { return slices.Contains(delays, w) })
}

// bestAvailability is the best of what a cell says.
func bestAvailability(cell string) (best availability, ok bool) {
	values, _ := unpack(cell)
	for _, v := range values {
		if a, known := parseAvailability(v); known && (best == unknown || a < best) {
			best = a
		}
	}
	return best, best != unknown
}

// decideAvailability tells whether a column says that items are to be had, or how many are left.
func decideAvailability(c *column, d *Decision) {
	s := c.stats()
	known := c.count(func(cell string) bool { _, ok := bestAvailability(cell); return ok })
	switch {
	case s.large > 0 && s.numbers*2 > s.filled:
		d.Role, d.Kind, d.Why = catalog.Stock, catalog.Number, "its name, and its values are counts"
	case known*2 > s.filled:
		d.Role, d.Kind = catalog.Availability, catalog.Values
		if s.flags == s.filled {
			d.Why = "its name, and its values are yes and no"
		}
	default:
		d.Role, d.Why = catalog.Attribute, "its values don't say whether an item is to be had"
		d.Kind, d.Many = textOrValues(c.name, s)
	}
}

// parseAvailabilities reads whether items are to be had. An item is what the best of its variants is.
func (t *table) parseAvailabilities(c *column) data {
	own := make([]availability, t.n)
	for k, row := range c.rows {
		i := t.item[row]
		if i < 0 {
			continue
		}
		cell := c.values[c.cells[k]]
		a, ok := bestAvailability(cell)
		if !ok {
			t.report(int(row), feed.Problem{Field: c.name, Cause: "unknown availability", Reason: fmt.Sprintf("%.40q doesn't say whether the item is to be had; the field was left empty", leading(cell))})
			continue
		}
		if n := t.variantOf(row); n >= 0 {
			t.offers[n].availability = a
		} else {
			own[i] = a
		}
	}
	best := make([]availability, t.n)
	for n, v := range t.offers {
		a := v.state()
		if i := t.item[t.b.variants[n].row]; i >= 0 && a != unknown && (best[i] == unknown || a < best[i]) {
			best[i] = a
		}
	}
	out := data{cells: make([][]uint32, t.n)}
	number := map[availability]uint32{}
	for _, a := range []availability{backorder, discontinued, inStock, outOfStock, preorder} { // in the order of their texts
		if slices.Contains(best, a) || slices.Contains(own, a) {
			number[a] = uint32(len(out.values))
			out.values, out.folded = append(out.values, a.String()), append(out.folded, text.Fold(a.String()))
		}
	}
	for i := range out.cells {
		a := best[i]
		if a == unknown {
			a = own[i]
		}
		if a != unknown {
			out.cells[i] = []uint32{number[a]}
		}
	}
	return out
}
