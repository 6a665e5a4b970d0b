package catalog

import (
	"encoding/binary"
	"fmt"
	"hash"
)

// A Delta is what changed in a catalog, as the compiler has found it: the other half of delta.go.
type Delta struct {
	Base  *Catalog
	Known []Item   // items of the base that it speaks of, ascending
	IDs   []string // ids that it speaks of and the base doesn't have

	// Below, an item is a place in Known, or in IDs, counted on from there. All lists are ascending.

	Cells []Cells  // by column
	Gone  []uint32 // items that are gone
	Filed []uint32 // items whose texts and values are as the base has them

	Variants []VariantChange // of the base, ascending

	New      []byte     // the file of the items that came or whose texts or values changed; nil when there are none
	Replaces []uint32   // by the items of New: 0, or the item of the base, and one, that it takes the place of
	Values   [][]uint32 // by the columns and values of New: the base's value and one, 0 when it has no such value
}

// A VariantChange is what is new of a variant of the base; what is NaN or 0 stays as it was.
type VariantChange struct {
	Number uint32 // of the variant, counted through all items: see [Catalog.VariantNumber]
	Price  float64
	Stock  float64
	State  uint8 // as the file of variants has it
}

// Cells are the changed cells of one column.
type Cells struct {
	Column  int
	Items   []uint32
	Numbers []float64 // of a Number column: by cell
	Values  []string  // of a Values column: by cell, "" for none
}

// File returns the delta's file: equal deltas give equal bytes.
func (d *Delta) File(hash hash.Hash) []byte {
	var w Writer
	var b []byte
	for _, s := range [...]string{d.Base.identity, d.Base.name} {
		b = binary.AppendUvarint(b, uint64(len(s)))
		b = append(b, s...)
	}
	for _, n := range [...]int{d.Base.n, len(d.Known), len(d.IDs), len(d.Gone), len(d.Filed), len(d.Cells)} {
		b = binary.AppendUvarint(b, uint64(n))
	}
	for _, c := range d.Cells {
		for _, n := range [...]int{c.Column, int(d.Base.columns[c.Column].Kind), len(c.Items)} {
			b = binary.AppendUvarint(b, uint64(n))
		}
	}
	w.Section("delta", b)
	w.Section("items", appendGaps(nil, d.Known))
	w.Strings("items.id", d.IDs)
	for _, c := range d.Cells {
		d.Base.columns[c.Column].writeCells(&w, c)
	}
	w.Section("gone", appendGaps(nil, d.Gone))
	w.Section("filed", appendGaps(nil, d.Filed))
	if len(d.Variants) > 0 {
		d.writeVariants(&w)
	}
	if d.New != nil {
		w.Section("new", d.New)
		w.Uint32s("new.replaces", d.Replaces)
		for k, list := range d.Values {
			w.Uint32s(fmt.Sprintf("new%d.base", k), list)
		}
	}
	return w.file(deltaMagic, hash)
}

func (d *Delta) writeVariants(w *Writer) {
	var at []uint32
	var prices, stocks []float64
	var states []uint8
	for _, v := range d.Variants {
		at, prices, stocks, states = append(at, v.Number), append(prices, v.Price), append(stocks, v.Stock), append(states, v.State)
	}
	w.Section("variants", appendGaps(nil, at))
	w.Float64s("variants.price", prices)
	w.Float64s("variants.stock", stocks)
	w.Bytes("variants.state", states)
}

// writeCells adds the changed cells of a column.
func (c *Column) writeCells(w *Writer, list Cells) {
	name := fmt.Sprint(list.Column)
	w.Section("cells"+name+".at", appendGaps(nil, list.Items))
	if c.Kind == Number {
		w.Float64s("cells"+name+".num", list.Numbers)
		return
	}
	var values []string
	var known, cells []uint32
	place := map[string]uint32{}
	for _, v := range list.Values {
		if _, seen := place[v]; !seen && v != "" {
			values = append(values, v)
			place[v] = uint32(len(values))
			number, found := c.FindValue(v)
			if found {
				number++
			}
			known = append(known, number)
		}
		cells = append(cells, place[v])
	}
	w.Uint32s("cells"+name+".value", cells)
	w.Strings("values"+name, values)
	w.Uint32s("values"+name+".base", known)
}
