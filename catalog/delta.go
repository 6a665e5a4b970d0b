package catalog

import (
	"encoding/hex"
	"fmt"
	"math"
	"strconv"
	"unsafe"
)

// A delta says what changed in a catalog since its file was compiled. It has the frame of format.go with another magic,
// "RSOD", and these sections:
//
//	delta         the base (identity, name, number of items), and how many entries the sections have
//	items         the items of the base that it speaks of, by number
//	items.id      the ids that it speaks of and the base doesn't have
//	cellsN.at     for each column with changed cells: of which items. An item is a place in these two lists
//	cellsN.num    of a Number column: their numbers, NaN for none
//	cellsN.value  of a Values column: their values, 0 for none or a place in the list of values and one
//	valuesN       that list, with
//	valuesN.base  for each the base's value and one, or 0 when it has no such value
//	gone          items that are gone
//	filed         items whose texts and values are as the base has them, whatever an earlier delta said
//	variants      the variants of the base that changed, by number; absent when none did, with
//	variants.price, .stock and .state  what is new of them: NaN and 0 where nothing is
//	new           the items that came or whose texts or values changed: a small catalog (.rsoc), with
//	new.replaces  for each 0, or the item of the base, and one, that it takes the place of; and
//	newN.base     for each value of column N the base's value and one, or 0
//
// A delta says all that its feed says, also where the base says the same: an earlier delta may have said otherwise, and
// the later one is right.
type delta struct {
	identity string
	base     string
	name     string
	n        int // items of the base
	known    []Item
	ids      stringTable
	cells    []cells
	gone     []uint32
	filed    []uint32
	variants variantChanges
	items    *Catalog // nil when none came
	replaces []uint32
	values   [][]uint32 // by column
}

// cells are the changed cells of a column; which fields are used depends on its kind.
type cells struct {
	column  int
	kind    Kind
	items   []uint32
	numbers []float64
	values  []uint32
	texts   stringTable
	known   []uint32
}

// readDelta checks a delta as Open does a catalog; that it fits its base is checked by [delta.fits].
func readDelta(b []byte) (*delta, error) {
	if len(b) > 0 && uintptr(unsafe.Pointer(&b[0]))%align != 0 {
		b = aligned(b)
	}
	s := split(b, deltaMagic)
	d := &delta{}
	if s.err == nil {
		d.identity = hex.EncodeToString(b[16:32])
		d.read(s)
	}
	if s.err != nil {
		return nil, s.err
	}
	return d, nil
}

func (d *delta) read(s *sections) {
	r := bytesReader{b: s.part("delta")}
	d.base, d.name = r.text(), r.text()
	n, known, ids, gone, filed, columns := r.uvarint(), r.uvarint(), r.uvarint(), r.uvarint(), r.uvarint(), r.uvarint()
	if r.bad || n >= math.MaxUint32/4 || known > n || ids >= math.MaxUint32/4 || columns > maxColumns {
		s.fail("the section \"delta\" is damaged: %d items of a base of %d, %d ids, %d columns", known, n, ids, columns)
		return
	}
	d.n = int(n)
	d.known = s.gaps("items", known, n)
	d.ids = s.strings("items.id", int(ids))
	if uint64(d.ids.n) != ids {
		s.fail("section %q has %d ids, %d were expected", "items.id", d.ids.n, ids)
	}
	all := known + ids
	for range columns {
		c := cells{column: int(min(r.uvarint(), maxColumns)), kind: Kind(min(r.uvarint(), uint64(numKinds)))}
		c.read(s, r.uvarint(), all)
		d.cells = append(d.cells, c)
	}
	if r.bad {
		s.fail("the section \"delta\" ends too early")
	}
	d.gone, d.filed = s.gaps("gone", gone, all), s.gaps("filed", filed, known)
	if states, some := s.parts["variants.state"]; some {
		d.variants.read(s, len(states))
	}
	if _, some := s.parts["new"]; some && s.err == nil {
		d.readNew(s)
	}
}

// read slices n cells of items below all.
func (c *cells) read(s *sections, n, all uint64) {
	name := strconv.Itoa(c.column)
	c.items = s.gaps("cells"+name+".at", n, all)
	switch c.kind {
	case Number:
		c.numbers = numbers[float64](s, "cells"+name+".num", len(c.items))
	case Values:
		c.values = numbers[uint32](s, "cells"+name+".value", len(c.items))
		c.texts = s.strings("values"+name, -1)
		c.known = numbers[uint32](s, "values"+name+".base", c.texts.n)
		for _, v := range c.values {
			if int64(v) > int64(c.texts.n) {
				s.fail("section %q: a value is %d, and there are %d", "cells"+name+".value", v, c.texts.n)
			}
		}
	default:
		s.fail("the delta changes cells of column %d, which is no column of numbers or values", c.column)
	}
}

// readNew opens the catalog of the items that came.
func (d *delta) readNew(s *sections) {
	c, err := Open(s.part("new"))
	if err != nil {
		s.fail("the items that the delta brings are damaged: %w", err)
		return
	}
	d.items = c
	d.replaces = numbers[uint32](s, "new.replaces", c.n)
	for k := range c.columns {
		d.values = append(d.values, numbers[uint32](s, "new"+strconv.Itoa(k)+".base", c.columns[k].NumValues()))
	}
}

// gaps reads n ascending numbers below a bound.
func (s *sections) gaps(name string, n, below uint64) []uint32 {
	p := s.part(name)
	if s.err == nil && n > uint64(len(p)) {
		s.fail("section %q has %d bytes, too few for %d numbers", name, len(p), n)
	}
	if s.err != nil {
		return nil
	}
	list := make([]uint32, 0, n)
	at := 0
	for next := uint64(0); uint64(len(list)) < n; {
		gap, w := uvarint(p, at)
		v := next + uint64(gap)
		if w == 0 || v >= below {
			s.fail("section %q is damaged at number %d: it is none, or not below %d", name, len(list), below)
			return nil
		}
		list, next, at = append(list, uint32(v)), v+1, at+w
	}
	if at != len(p) {
		s.fail("section %q is longer than its %d numbers", name, n)
	}
	return list
}

// fits says whether a delta can be applied to a file.
func (d *delta) fits(c *Catalog) error {
	if d.base != c.identity {
		return fmt.Errorf("catalog: the delta was made for the catalog %q (identity %s), this one is %q (identity %s): make it with catalog/compile -delta from the file that is open here, or open the file that it was made for", d.name, d.base, c.name, c.identity)
	}
	if what := d.strange(c); what != "" {
		return fmt.Errorf("catalog: the delta is damaged: %s of the catalog %q; make it again with catalog/compile -delta", what, c.name)
	}
	return nil
}

// strange says what in a delta is none of the file that it names.
func (d *delta) strange(c *Catalog) string {
	if d.n != c.n {
		return "the number of items is not that"
	}
	for _, k := range d.cells {
		if k.column >= len(c.columns) || c.columns[k.column].Kind != k.kind || !below(k.known, c.columns[k.column].filed()+1) {
			return "it changes a column that is none"
		}
	}
	if !below(d.variants.at, uint32(len(c.variants.state))) {
		return "it changes a variant that is none"
	}
	if d.items == nil {
		return ""
	}
	if len(d.items.columns) != len(c.columns) || !below(d.replaces, uint32(c.n)+1) {
		return "its new items have not the columns"
	}
	for k := range c.columns {
		if a, b := &d.items.columns[k], &c.columns[k]; a.Kind != b.Kind || a.Role != b.Role || !below(d.values[k], b.filed()+1) {
			return "its new items have not the columns"
		}
	}
	return ""
}

// below says whether all numbers of a list are below a bound.
func below(list []uint32, bound uint32) bool {
	for _, v := range list {
		if v >= bound {
			return false
		}
	}
	return true
}
