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
	if s := c.since.segment(i); s != nil {
		if list := s.Catalog.Variants(i - s.first); len(list) > 0 || s.replaces[i-s.first] == 0 {
			return s.translated(c, list)
		}
		i = s.replaces[i-s.first] - 1 // other texts, the same forms
	}
	if int64(i)+1 >= int64(len(c.variants.start)) {
		return nil
	}
	var list []Variant
	for k := c.variants.start[i]; k < c.variants.start[i+1]; k++ {
		list = append(list, c.since.variant(k, c.variants.at(k)))
	}
	return list
}

// at returns a variant by number.
func (v *variants) at(k uint32) Variant {
	out := Variant{ID: v.ids.at(k), Price: v.price[k], Currency: int(v.currency[k]), Stock: v.stock[k]}
	out.Available = orderable(v.state[k])
	for j := v.options[k]; j < v.options[k+1]; j++ {
		out.Options = append(out.Options, Entity{Column: int(v.column[j]), Value: v.value[j]})
	}
	return out
}

// orderable says whether something in a state can be bought, as far as is known.
func orderable(state uint8) bool { return state != outOfStock && state != discontinued }

// VariantByID finds a variant by the shop's key: its item, and its place in Variants.
func (c *Catalog) VariantByID(id string) (item Item, place int, ok bool) {
	if k, ok := c.VariantNumber(id); ok {
		item := c.variants.itemOf(k)
		now, lives := c.Now(item)
		return now, int(k - c.variants.start[item]), lives
	}
	if c.since == nil {
		return 0, 0, false
	}
	for k := len(c.since.segments) - 1; k >= 0; k-- {
		s := &c.since.segments[k]
		if item, place, ok := s.Catalog.VariantByID(id); ok && c.Lives(s.first+item) {
			return s.first + item, place, true
		}
	}
	return 0, 0, false
}

// VariantNumber finds a variant of the file by its id and returns its number, counted through all items.
func (c *Catalog) VariantNumber(id string) (number uint32, ok bool) {
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
		return 0, false
	}
	return v.byID[lo], true
}

// VariantItem returns the item of a variant of the file, by its number.
func (c *Catalog) VariantItem(number uint32) Item { return c.variants.itemOf(number) }

// itemOf returns the item of a variant: the last that begins at its number or before.
func (v *variants) itemOf(k uint32) Item {
	from, to := 0, len(v.start)-1
	for to-from > 1 {
		if mid := (from + to) / 2; v.start[mid] <= k {
			from = mid
		} else {
			to = mid
		}
	}
	return Item(from)
}

// variantChanges are what a delta says of variants of the file.
type variantChanges struct {
	at     []uint32
	price  []float64
	stock  []float64
	states []uint8
}

func (v *variantChanges) read(s *sections, n int) {
	v.at = s.gaps("variants", uint64(n), math.MaxUint32/4)
	v.price, v.stock = numbers[float64](s, "variants.price", n), numbers[float64](s, "variants.stock", n)
	v.states = numbers[uint8](s, "variants.state", n)
	for i, state := range v.states {
		if state >= numStates {
			s.fail("section %q: entry %d is %d, not below %d", "variants.state", i, state, numStates)
			return
		}
	}
}

// A variantChange is what deltas made of a variant; NaN and 0 say nothing.
type variantChange struct {
	price, stock float64
	state        uint8
}

// changeVariants lays what a delta says of variants over what earlier ones said.
func (u *update) changeVariants() {
	v := &u.d.variants
	if len(v.at) == 0 {
		return
	}
	changed := make(map[uint32]variantChange, len(v.at)+len(u.x.variants))
	for k, c := range u.x.variants {
		changed[k] = c
	}
	for j, k := range v.at {
		c, known := changed[k]
		if !known {
			c = variantChange{math.NaN(), math.NaN(), 0}
		}
		if v.price[j] == v.price[j] {
			c.price = v.price[j]
		}
		if v.stock[j] == v.stock[j] {
			c.stock = v.stock[j]
		}
		if v.states[j] > 0 {
			c.state = v.states[j]
		}
		changed[k] = c
	}
	u.x.variants = changed
}

// variant returns a variant of the file as it is now.
func (x *changes) variant(k uint32, v Variant) Variant {
	if x == nil {
		return v
	}
	c, changed := x.variants[k]
	if !changed {
		return v
	}
	if c.price == c.price {
		v.Price = c.price
	}
	if c.stock == c.stock {
		v.Stock = c.stock
	}
	if c.state > 0 {
		v.Available = orderable(c.state)
	}
	return v
}

// translated gives the options of a segment's variants the catalog's values.
func (s *segment) translated(c *Catalog, list []Variant) []Variant {
	for j := range list {
		for o := range list[j].Options {
			e := &list[j].Options[o]
			if l := c.columns[e.Column].later; l != nil {
				if p, _ := l.part(s.first); p != nil && int64(e.Value) < int64(len(p.values)) {
					e.Value = p.values[e.Value]
				}
			}
		}
	}
	return list
}
