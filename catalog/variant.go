package catalog

import "math"

// A Variant is one of the forms that an item is sold in: a size, a color.
type Variant struct {
	ID        string
	Price     float64 // NaN when it has none
	Currency  int     // the column of role Price that the price belongs to
	Stock     float64 // how many are left, NaN when that is unknown
	Available bool    // it can be bought, as far as the feed says
	Options   []Entity
}

// HasPrice says whether the variant has a price.
func (v *Variant) HasPrice() bool { return !math.IsNaN(v.Price) }

// variants are the parts of the file about variants; all are empty in a catalog without. Prices, stock and states stand
// by the number of the variant, so that a delta can change them.
type variants struct {
	start    []uint32 // where the variants of each item begin
	ids      stringTable
	byID     []uint32 // variants, sorted by id
	price    []float64
	currency []uint32
	stock    []float64
	state    []uint8
	options  []uint32 // where the options of each variant begin
	column   []uint32
	value    []uint32
}

// The states of a variant, as the file has them.
const (
	outOfStock   = 4
	discontinued = 5
	numStates    = 6
)

// readVariants slices the sections about variants. They are absent when no item has any.
func (c *Catalog) readVariants(s *sections) {
	if _, ok := s.parts["variants.start"]; !ok || s.err != nil {
		return
	}
	v := &c.variants
	n := len(s.part("variants.state"))
	v.state = numbers[uint8](s, "variants.state", n)
	v.start = s.starts("variants.start", c.n, n)
	v.ids = s.strings("variants.id", n)
	v.byID = s.below("variants.byid", n, uint32(n))
	v.price = numbers[float64](s, "variants.price", n)
	v.stock = numbers[float64](s, "variants.stock", n)
	v.currency = s.below("variants.currency", n, uint32(len(c.columns)))
	v.column = s.below("variants.option.column", -1, uint32(len(c.columns)))
	v.value = numbers[uint32](s, "variants.option.value", len(v.column))
	v.options = s.starts("variants.options", n, len(v.column))
	for i, state := range v.state {
		if state >= numStates {
			s.fail("section %q: entry %d is %d, not below %d", "variants.state", i, state, numStates)
			return
		}
	}
	for i, value := range v.value {
		if s.err != nil {
			return
		}
		if col := &c.columns[v.column[i]]; col.Kind != Values || value >= uint32(col.NumValues()) {
			s.fail("section %q: entry %d is no value of the column %q", "variants.option.value", i, col.Name)
		}
	}
}

// Variants returns the forms that an item is sold in, in the feed's order; none when it is sold as it is.
func (c *Catalog) Variants(i Item) []Variant {
	if int(i)+1 >= len(c.variants.start) {
		return nil
	}
	var list []Variant
	for k := c.variants.start[i]; k < c.variants.start[i+1]; k++ {
		list = append(list, c.variants.at(k))
	}
	return list
}

// at returns a variant by number.
func (v *variants) at(k uint32) Variant {
	out := Variant{ID: v.ids.at(k), Price: v.price[k], Currency: int(v.currency[k]), Stock: v.stock[k]}
	out.Available = v.state[k] != outOfStock && v.state[k] != discontinued
	for j := v.options[k]; j < v.options[k+1]; j++ {
		out.Options = append(out.Options, Entity{Column: int(v.column[j]), Value: v.value[j]})
	}
	return out
}

// VariantByID finds a variant by the shop's key: its item, and its place in Variants.
func (c *Catalog) VariantByID(id string) (item Item, place int, ok bool) {
	v := &c.variants
	lo, hi := 0, len(v.byID)
	for lo < hi {
		mid := int(uint(lo+hi) / 2)
		if v.ids.at(v.byID[mid]) < id {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo == len(v.byID) || v.ids.at(v.byID[lo]) != id {
		return 0, 0, false
	}
	k := v.byID[lo]
	from, to := 0, c.n // the last item that begins at k or before
	for to-from > 1 {
		if mid := (from + to) / 2; v.start[mid] <= k {
			from = mid
		} else {
			to = mid
		}
	}
	return Item(from), int(k - v.start[from]), true
}
