package build

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"rso/catalog"
	"rso/catalog/feed"
)

// A variant is one of the forms that an item is sold in.
type variant struct {
	id           string
	price        float64 // NaN without
	column       uint32  // the column of the price's currency
	stock        float64 // NaN when unknown
	availability availability
	options      []entity
}

// An entity is a value of a column.
type entity struct{ column, value uint32 }

// state is whether the variant is to be had: what the feed says, else whether any are left.
func (v *variant) state() availability {
	switch {
	case v.availability != unknown || math.IsNaN(v.stock):
		return v.availability
	case v.stock > 0:
		return inStock
	}
	return outOfStock
}

// orderable says whether something can be bought, as far as is known.
func (a availability) orderable() bool { return a != outOfStock && a != discontinued }

// variantOf is the place of a variant's row in offers, -1 for an item's own row.
func (t *table) variantOf(row uint32) int32 {
	if t.number == nil {
		return -1
	}
	return t.number[row]
}

// keepVariants numbers the variants of the items that were kept. Of two with one id the first stays.
func (t *table) keepVariants() {
	b := t.b
	if len(b.variants) == 0 {
		return
	}
	t.number = make([]int32, len(b.rows))
	for row := range t.number {
		t.number[row] = -1
	}
	t.offers = make([]variant, len(b.variants))
	seen := map[string]int{}
	for n, v := range b.variants {
		t.offers[n] = variant{id: v.id, price: math.NaN(), stock: math.NaN()}
		t.number[v.row] = int32(n)
		i := t.item[b.rows[v.row].parent]
		if i < 0 {
			if at, parent := b.rows[v.row], b.rows[b.rows[v.row].parent]; at.line != parent.line { // else the line was reported
				t.report(int(v.row), feed.Problem{Reason: "the variant's item was left out, and so was the variant", Skipped: true})
			}
			continue
		}
		if first, dup := seen[v.id]; dup {
			t.report(int(v.row), feed.Problem{Cause: "variant twice", Skipped: true, Reason: fmt.Sprintf("the variant %.40q was on line %d already; it was left out", v.id, first)})
			continue
		}
		seen[v.id] = int(b.rows[v.row].line)
		t.item[v.row] = i
	}
}

// collectVariants hands the variants to their items. at says which column a decision led to.
func (t *table) collectVariants(at []uint32) {
	if len(t.offers) == 0 {
		return
	}
	base := uint32(0)
	if price := slices.IndexFunc(t.decisions, func(d Decision) bool { return d.Role == catalog.Price && !d.Drop }); price >= 0 {
		base = at[price]
	}
	t.variants = make([][]variant, t.n)
	for n, v := range t.offers {
		i := t.item[t.b.variants[n].row]
		if i < 0 {
			continue
		}
		v.column += base
		for j := range v.options {
			v.options[j].column = at[v.options[j].column]
		}
		v.availability = v.state()
		t.variants[i] = append(t.variants[i], v)
	}
	t.offers, t.number = nil, nil
}

// writeVariants writes what catalog/variant.go reads; nothing when no item has variants. What changes from day to day
// stands in arrays of its own, by the number of the variant.
func (t *table) writeVariants(w *catalog.Writer) {
	var ids []string
	var prices, stocks []float64
	var columns []uint32
	var states []uint8
	start, optionStart := []uint32{0}, []uint32{0}
	var optionColumns, optionValues []uint32
	for _, list := range t.variants {
		for _, v := range list {
			ids, prices, stocks = append(ids, v.id), append(prices, v.price), append(stocks, v.stock)
			columns, states = append(columns, v.column), append(states, uint8(v.availability))
			for _, o := range v.options {
				optionColumns, optionValues = append(optionColumns, o.column), append(optionValues, o.value)
			}
			optionStart = append(optionStart, uint32(len(optionValues)))
		}
		start = append(start, uint32(len(ids)))
	}
	if len(ids) == 0 {
		return
	}
	byID := make([]uint32, len(ids))
	for i := range byID {
		byID[i] = uint32(i)
	}
	slices.SortFunc(byID, func(a, b uint32) int { return strings.Compare(ids[a], ids[b]) })
	w.Uint32s("variants.start", start)
	w.Strings("variants.id", ids)
	w.Uint32s("variants.byid", byID)
	w.Float64s("variants.price", prices)
	w.Uint32s("variants.currency", columns)
	w.Float64s("variants.stock", stocks)
	w.Bytes("variants.state", states)
	w.Uint32s("variants.options", optionStart)
	w.Uint32s("variants.option.column", optionColumns)
	w.Uint32s("variants.option.value", optionValues)
}
