package build

import (
	"fmt"
	"math"
	"slices"

	"rso/catalog"
	"rso/catalog/feed"
)

// A delta's feed speaks of variants in two ways: an item's record has them, or a row of its own names one by its id. What
// it says of a variant changes its price, stock and state; and where it says nothing of these for the item itself, the
// item's follow from its variants, as when the whole feed is compiled.

// offered keeps what a record says of an item's variants.
func (d *Delta) offered(c *change, list []feed.Variant) {
	c.variants = append(c.variants, list...)
	for _, v := range list {
		number, known := d.base.VariantNumber(v.ID)
		if !known {
			if c.old {
				d.report(c, "variants", fmt.Sprintf("the catalog %q has no variant %.40q; it comes when the whole feed is compiled again", d.base.Name(), v.ID))
			}
			continue
		}
		d.offer(c, number, v.Fields)
	}
}

// offer keeps what fields say of a variant of the base.
func (d *Delta) offer(c *change, number uint32, fields []feed.Field) {
	if d.variants == nil {
		d.variants = map[uint32]catalog.VariantChange{}
	}
	v, known := d.variants[number]
	if !known {
		v = catalog.VariantChange{Number: number, Price: math.NaN(), Stock: math.NaN()}
	}
	for _, f := range fields {
		if len(f.Values) == 0 {
			continue
		}
		m := meaningIn(d.base, f.Name)
		role := catalog.Attribute
		if m.use == isColumn {
			role = d.base.Column(m.column).Role
		}
		n, isNumber := parseNumber(f.Values[0])
		switch {
		case m.use == tellsAvailability || role == catalog.Availability:
			if a, ok := parseAvailability(f.Values[0]); ok {
				v.State = uint8(a)
			}
		case role == catalog.Price && isNumber && n.value >= 0:
			if unit := d.base.Column(m.column).Unit; n.unit != "" && unit != "" && n.unit != unit {
				d.report(c, f.Name, fmt.Sprintf("the variant's price is in %s, it was in %s: a new currency comes when the whole feed is compiled again", n.unit, unit))
				continue
			}
			v.Price = n.value
		case role == catalog.Stock && isNumber:
			v.Stock = max(0, n.value)
			if v.State == 0 {
				v.State = uint8(outOfStock)
				if v.Stock > 0 {
					v.State = uint8(inStock)
				}
			}
		}
	}
	d.variants[number] = v
}

// follow lets prices, stocks and availabilities of items follow from their variants.
func (d *Delta) follow() {
	for _, number := range d.changedVariants() {
		id := d.base.ID(d.base.VariantItem(number))
		c := d.change(id)
		if c.followed || c.gone {
			continue
		}
		c.followed = true
		d.followOne(c)
	}
}

// followOne sums up the variants of one item, those that the feed doesn't name included.
func (d *Delta) followOne(c *change) {
	price, stock, best := math.NaN(), math.NaN(), unknown
	currency, anyPrice := -1, math.NaN()
	for _, v := range d.base.Variants(c.item) {
		number, _ := d.base.VariantNumber(v.ID)
		state := inStock
		if !v.Available {
			state = outOfStock
		}
		if now, changed := d.variants[number]; changed {
			v.Price, v.Stock = either(now.Price, v.Price), either(now.Stock, v.Stock)
			if now.State > 0 {
				state = availability(now.State)
			}
		}
		if v.Price == v.Price {
			currency = v.Currency
			anyPrice = lower(anyPrice, v.Price)
			if state.orderable() {
				price = lower(price, v.Price)
			}
		}
		if v.Stock == v.Stock {
			stock = either(stock, 0) + v.Stock
		}
		if best == unknown || state < best {
			best = state
		}
	}
	if price != price {
		price = anyPrice
	}
	say := func(column int, value string) {
		if column >= 0 && len(c.said[column].Values) == 0 {
			c.said[column] = feed.Field{Name: d.base.Column(column).Name, Values: []string{value}}
		}
	}
	if price == price {
		say(currency, catalog.FormatNumber(price))
	}
	if stock == stock {
		say(d.base.With(catalog.Stock), catalog.FormatNumber(stock))
	}
	say(d.base.With(catalog.Availability), best.String())
}

// either is the first number, or the second where there is none.
func either(a, b float64) float64 {
	if a != a {
		return b
	}
	return a
}

// lower is the lower of two numbers, of which the first may be none.
func lower(a, b float64) float64 {
	if a != a {
		return b
	}
	return min(a, b)
}

// changedVariants lists the variants that changed, ascending.
func (d *Delta) changedVariants() []uint32 {
	var list []uint32
	for number := range d.variants {
		list = append(list, number)
	}
	slices.Sort(list)
	return list
}
