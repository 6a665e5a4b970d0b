package ground

import (
	"math"
	"strconv"
	"strings"

	"rso/catalog"
	"rso/core/prefer"
)

// difference reads a number as a difference: "$50 cheaper", "six years later", "40 over your budget". ok is false when it is
// none.
func (rd *reading) difference(f *prefer.Figure, c *claim) bool {
	at, relative := rd.relation(f)
	if !relative || f.Spelled && !f.Unit && !f.Money && !rd.inYears(f) && f.Lo > 1 && int(f.Lo) == len(rd.sc.Items) {
		return false // no number, or "three quite different ones"
	}
	columns := rd.measuresOf(f, at)
	holds := uint32(0)
	for _, m := range columns {
		col := rd.v.c.Column(m.Column)
		for a, item := range rd.sc.items {
			x, ok := col.Number(item)
			if !ok {
				continue
			}
			for b, other := range rd.sc.items {
				if y, ok := col.Number(other); ok && a != b && rd.matches(f, math.Abs(x-y)/m.Factor) && rd.directed(at, m.Column, x, y) {
					holds |= 1 << a
				}
			}
			for _, bound := range rd.boundsOn(m.Column) {
				if rd.matches(f, math.Abs(x-bound)/m.Factor) {
					holds |= 1 << a
				}
			}
		}
	}
	if holds == 0 {
		holds = rd.textsApart(f) | rd.cutBy(f)
	}
	if dated := rd.inYears(f) && (rd.has(at, earlier) > 0 || rd.has(at, since) > 0); holds == 0 && !dated && rd.bearing(f) != 0 {
		return false // "before 1995" has nothing to do with another item
	}
	c.holds, c.free, c.relative = holds, !rd.comparative(at) && rd.has(at, since) == 0 && rd.has(at, earlier) == 0, true
	return true
}

// cutBy returns the items that cost a number less than they did: "so that's fifty off".
func (rd *reading) cutBy(f *prefer.Figure) (items uint32) {
	price := rd.v.c.With(catalog.Price)
	if price < 0 || f.Unit {
		return 0
	}
	for at, item := range rd.sc.items {
		now, ok := rd.v.c.Column(price).Number(item)
		for _, k := range rd.prices() {
			if was, has := rd.v.c.Column(k).Number(item); ok && has && was > now && rd.matches(f, was-now) {
				items |= 1 << at
			}
		}
	}
	return items
}

// textsApart returns the items whose texts have a number that differs from another item's by a number: "27 days" and "22 days",
// "66 mm cut" and "57 mm cut".
func (rd *reading) textsApart(f *prefer.Figure) (items uint32) {
	if f.Money {
		return 0
	}
	type amount struct {
		at, column int
		value      float64
		of         string
	}
	var list []amount
	for at, item := range rd.sc.items {
		r := rd.v.record(item)
		for _, p := range r.parts {
			if col := rd.v.c.Column(p.column); col.Kind == catalog.Number || col.Role != catalog.Attribute {
				continue
			}
			number, of, ok := strings.Cut(strings.TrimSpace(r.text[p.start:p.end]), " ")
			if v, err := strconv.ParseFloat(number, 64); ok && err == nil {
				list = append(list, amount{at, p.column, v, of})
			}
		}
	}
	for _, a := range list {
		for _, b := range list {
			if a.at != b.at && a.column == b.column && a.of == b.of && a.value != b.value && rd.matches(f, math.Abs(a.value-b.value)) {
				items |= 1 << a.at
			}
		}
	}
	return items
}

// empty says whether tokens [from, to) have no content, but for words that say that a number is rounded.
func (rd *reading) empty(from, to int) bool {
	for k := from; k < to; k++ {
		if n := rd.has(k, near); n > 0 {
			k += n - 1
		} else if !rd.function(k) {
			return false
		}
	}
	return true
}

// comparing says whether the sentence sets items against each other.
func (rd *reading) comparing() bool {
	for k := range rd.toks {
		if !rd.hidden[k] && (rd.has(k, apart) > 0 || rd.has(k, gap) > 0 && rd.has(k, byHow) == 0 || rd.has(k, than) > 0) {
			return true
		}
	}
	return false
}

// apartBy says whether two items, or two variants of one, differ by a number.
func (rd *reading) apartBy(f *prefer.Figure) bool {
	for _, m := range rd.measuresOf(f, f.First) {
		col := rd.v.c.Column(m.Column)
		var seen []float64
		for _, item := range rd.sc.items {
			if x, ok := col.Number(item); ok {
				seen = append(seen, x)
			}
			if col.Role == catalog.Price {
				for _, v := range rd.v.c.Variants(item) {
					if v.HasPrice() {
						seen = append(seen, v.Price)
					}
				}
			}
		}
		for a, x := range seen {
			for _, y := range seen[:a] {
				if x != y && rd.matches(f, math.Abs(x-y)/m.Factor) {
					return true
				}
			}
		}
	}
	return false
}

// relation finds the word that makes a number a difference.
func (rd *reading) relation(f *prefer.Figure) (at int, ok bool) {
	if f.Op == prefer.Less || f.Op == prefer.Greater || f.Decade {
		return 0, false
	}
	for k := f.Last; k < min(len(rd.toks), f.Last+3) && rd.toks[k].Gap == 0; k++ {
		if rd.has(k, apart) > 0 && !(k+1 < len(rd.toks) && rd.numeric(k+1)) || (f.Lo < 1000 && (rd.has(k, earlier) > 0 || rd.has(k, since) > 0)) {
			return k, true
		}
		if rd.comparative(k) {
			return k, true
		}
		if rd.hidden[k] || rd.used[k] {
			break
		}
	}
	for k := max(0, f.First-3); k < f.First && rd.inYears(f) && len(rd.mentions) > 1; k++ { // "followed … after just a year"
		if rd.has(k, since) > 0 && rd.empty(k+1, f.First) {
			return k, true
		}
	}
	for k := max(0, f.First-5); k < f.First; k++ { // "a difference of $50", "saves you $50"
		if rd.clause[k] == rd.clause[f.First] && rd.has(k, gap) > 0 && !rd.hidden[k] {
			if rd.has(k, byHow) == 0 {
				return k, true
			}
			if !rd.empty(k+1, f.First) {
				continue // "by Corvo"
			}
			for j := range k { // "the lighter of the two by roughly 370 grams"
				if _, n := rd.st.Compared(j); n > 0 && rd.clause[j] == rd.clause[k] {
					return j, true
				}
			}
			return k, true
		}
	}
	return 0, false
}

// comparative says whether the word at a token compares items in one direction.
func (rd *reading) comparative(at int) bool {
	c, n := rd.st.Compared(at)
	return n > 0 && c.Comparison
}

// measuresOf lists the columns that a difference may be of.
func (rd *reading) measuresOf(f *prefer.Figure, at int) []prefer.Measured {
	var list []prefer.Measured
	add := func(columns []int) {
		for _, c := range columns {
			if rd.v.c.Column(c).Kind == catalog.Number {
				list = append(list, prefer.Measured{Column: c, Factor: 1})
			}
		}
	}
	if rd.inYears(f) && (rd.has(at, earlier) > 0 || rd.has(at, since) > 0) {
		if add(rd.datings()); len(list) > 0 {
			return append(list, f.Columns...) // or how old they are
		}
	}
	if columns, n := rd.st.Label(at + 1); n > 0 && at >= f.Last { // "188 less reviews"
		add(columns)
	}
	if len(f.Columns) > 0 && (f.Money || f.Named) {
		return append(list, f.Columns...)
	}
	list = append(list, f.Columns...)
	if c, n := rd.st.Compared(at); n > 0 {
		add(c.Columns)
	}
	if year := rd.v.c.With(catalog.Year); year >= 0 && !f.Money {
		add([]int{year})
	}
	if len(f.Columns) == 0 {
		for c := range rd.v.c.Columns() {
			if rd.st.Spoken(c) {
				add([]int{c})
			}
		}
	}
	return list
}

// inYears says whether a number counts years.
func (rd *reading) inYears(f *prefer.Figure) bool {
	return f.Last < len(rd.toks) && rd.has(f.Last, years) > 0 || rd.has(f.Last-1, years) > 0
}

// datings are the columns that say in which year something was.
func (rd *reading) datings() (list []int) {
	for k := range rd.v.c.Columns() {
		col := rd.v.c.Column(k)
		if col.Role == catalog.Year && col.Kind == catalog.Number {
			list = append(list, k)
		}
	}
	return list
}

// directed says whether x is to y as the word at a token says: cheaper, later.
func (rd *reading) directed(at, column int, x, y float64) bool {
	if c, n := rd.st.Compared(at); n > 0 && c.Comparison {
		for k, col := range c.Columns {
			if col == column {
				return (x > y) == c.More[k]
			}
		}
	}
	if rd.v.c.Column(column).Role == catalog.Year {
		switch {
		case rd.has(at, earlier) > 0:
			return x < y
		case rd.has(at, since) > 0:
			return x > y
		}
	}
	return true
}
