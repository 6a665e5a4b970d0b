package build

import (
	"slices"

	"rso/catalog"
	"rso/catalog/feed"
)

// onSale puts a sale price in the place of the price, as the builder does for a whole feed: where it is lower it counts,
// and the price becomes the list price, if the base has a column for that.
func (d *Delta) onSale(fields []feed.Field) []feed.Field {
	sale := slices.IndexFunc(fields, func(f feed.Field) bool {
		return len(f.Values) > 0 && slices.Contains(saleNames, plain(f.Name)) && d.base.Find(f.Name) < 0
	})
	if sale < 0 {
		return fields
	}
	price := slices.IndexFunc(fields, func(f feed.Field) bool {
		m := meaningIn(d.base, f.Name)
		return len(f.Values) > 0 && m.use == isColumn && d.base.Column(m.column).Role == catalog.Price && !slices.Contains(saleNames, plain(f.Name))
	})
	low, ok := parseNumber(fields[sale].Values[0])
	out := slices.Delete(slices.Clone(fields), sale, sale+1)
	if !ok || low.value <= 0 {
		return out
	}
	if price < 0 {
		k := d.base.With(catalog.Price)
		if k < 0 {
			return out
		}
		return append(out, feed.Field{Name: d.base.Column(k).Name, Values: fields[sale].Values})
	}
	full, ok := parseNumber(fields[price].Values[0])
	if !ok || low.value >= full.value || low.unit != "" && full.unit != "" && low.unit != full.unit {
		return out
	}
	if price > sale {
		price--
	}
	list := out[price].Values
	out[price].Values = fields[sale].Values
	if d.base.Find(listPrice) >= 0 {
		out = append(out, feed.Field{Name: listPrice, Values: list})
	}
	return out
}

// listPrice is the column of what items on sale cost before.
const listPrice = "list price"
