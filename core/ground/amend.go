package ground

import (
	"math"
	"strconv"
	"strings"

	"rso/catalog"
	"rso/core/prefer"
)

// facts returns what the record of an item says in the place of a number.
func (rd *reading) facts(f *prefer.Figure) func(int) string {
	return func(k int) string {
		for _, m := range f.Columns {
			for _, fact := range rd.v.c.FactsOf(rd.sc.items[k], m.Column) {
				return fact.Text
			}
		}
		if kindOf(rd.v.c, f) == WrongYear {
			return rd.factsOf(catalog.Year)(k)
		}
		return ""
	}
}

// repairs returns what to write in the place of a wrong price or year: where the record has just one, and the number stands
// alone.
func (rd *reading) repairs(f *prefer.Figure) func(int) string {
	return func(k int) string {
		if f.Op != prefer.Between || f.Hi != f.Lo || f.Spelled || rd.hedged(f) {
			return ""
		}
		kind := kindOf(rd.v.c, f)
		role := catalog.Price
		switch {
		case kind == WrongYear:
			role = catalog.Year
		case kind == WrongNumber && f.Named && len(f.Columns) > 0 && rd.v.c.Column(f.Columns[0].Column).Role == catalog.Rating:
			role = catalog.Rating
		case kind != WrongPrice:
			return ""
		}
		col := rd.v.c.With(role)
		if col < 0 {
			return ""
		}
		v, ok := rd.v.c.Column(col).Number(rd.sc.items[k])
		if !ok {
			return ""
		}
		said := rd.text[rd.toks[f.First].Start:rd.toks[f.First].End]
		start := strings.Index(rd.text[rd.toks[f.First].Start:rd.toks[f.Last-1].End], said)
		if start != 0 {
			return ""
		}
		return rd.v.l.number(v, role == catalog.Price) + rd.text[rd.toks[f.First].End:rd.toks[f.Last-1].End]
	}
}

// plainNumber writes a number as catalogs do, a price with cents where it has any.
func plainNumber(v float64, price bool) string {
	if price && v != math.Trunc(v) {
		return strconv.FormatFloat(v, 'f', 2, 64)
	}
	return strconv.FormatFloat(v, 'f', -1, 64)
}
