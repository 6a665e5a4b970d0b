package build

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"rso/catalog"
	"rso/catalog/feed"
	"rso/catalog/text"
)

// maxText bounds a text: a page has to load them all.
const maxText = 64 << 10

// cut bounds a text.
func (t *table) cut(row int, c *column, s string) string {
	if len(s) > maxText {
		s = strings.ToValidUTF8(s[:maxText], "")
		t.report(row, feed.Problem{Field: c.name, Reason: fmt.Sprintf("the text is longer than %d KB; its end was cut off", maxText>>10)})
	}
	return s
}

// parseTexts takes an item's own text or, failing that, its first variant's.
func (t *table) parseTexts(c *column, d *Decision) data {
	out := data{texts: make([]string, t.n)}
	for k, row := range c.rows {
		i := t.item[row]
		if i < 0 || out.texts[i] != "" {
			continue
		}
		s := leading(c.values[c.cells[k]])
		switch d.Role {
		case catalog.Image, catalog.Link:
			if !isAddress(s) {
				t.report(int(row), feed.Problem{Field: c.name, Cause: "no address", Reason: fmt.Sprintf("%.40q is no web address; the field was left empty", s)})
				s = ""
			}
		default:
			s = plainText(s)
		}
		out.texts[i] = t.cut(int(row), c, s)
	}
	return out
}

// parseNumbers reads a column of numbers. An item's stock is the sum of its variants'; of other numbers the item's own
// goes first.
func (t *table) parseNumbers(c *column, d *Decision) data {
	out := data{numbers: missing(t.n)}
	sums := map[int32]float64{}
	for k, row := range c.rows {
		i := t.item[row]
		if i < 0 {
			continue
		}
		s := leading(c.values[c.cells[k]])
		v, wrong := readNumber(s, d)
		if wrong != "" {
			t.report(int(row), feed.Problem{Field: c.name, Cause: wrong, Reason: fmt.Sprintf("%.40q %s; the field was left empty", s, wrong)})
			continue
		}
		if n := t.variantOf(row); n >= 0 && d.Role == catalog.Stock {
			t.offers[n].stock = v
			sums[i] += v
		} else if math.IsNaN(out.numbers[i]) {
			out.numbers[i] = v
		}
	}
	for i, sum := range sums {
		out.numbers[i] = sum
	}
	return out
}

// readNumber reads one cell, or says what is wrong with it.
func readNumber(s string, d *Decision) (v float64, wrong string) {
	switch d.Role {
	case catalog.Year:
		v, ok := parseYear(s)
		if !ok {
			return 0, "is no year"
		}
		return v, ""
	case catalog.Rating:
		v, _, ok := parseRating(s)
		if !ok {
			return 0, "is no rating"
		}
		return v, ""
	}
	n, ok := parseNumber(s)
	v = n.value
	switch {
	case !ok && isRange(s):
		return 0, "is a range, not one number"
	case !ok:
		return 0, "is no number"
	case n.unit != "" && d.Unit != "" && n.unit != d.Unit:
		if v, ok = convert(v, n.unit, d.Unit); !ok {
			return 0, fmt.Sprintf("is in %s, the column in %s", n.unit, d.Unit)
		}
	case d.Role == catalog.Stock && v < 0:
		return 0, "" // sold more than there was
	}
	return v, ""
}

// missing is a column without numbers.
func missing(n int) []float64 {
	out := make([]float64, n)
	for i := range out {
		out[i] = math.NaN()
	}
	return out
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

// A valueTable numbers the different values of a column in the order of their appearance. Spellings that fold to the
// same words are one value, in the spelling that comes first.
type valueTable struct {
	byFold map[string]uint32
	spelt  []string
	folded []string
}

func (vt *valueTable) number(v string) uint32 {
	f := text.Fold(v)
	if f == "" {
		f = v
	}
	k, ok := vt.byFold[f]
	if !ok {
		k = uint32(len(vt.spelt))
		vt.byFold[f] = k
		vt.spelt, vt.folded = append(vt.spelt, v), append(vt.folded, f)
	}
	return k
}

// sorted renumbers the values in the order of their folded forms.
func (vt *valueTable) sorted() (out data, number []uint32) {
	order := make([]uint32, len(vt.spelt))
	for i := range order {
		order[i] = uint32(i)
	}
	slices.SortFunc(order, func(a, b uint32) int { return cmp.Compare(vt.folded[a], vt.folded[b]) })
	number = make([]uint32, len(order))
	for v, k := range order {
		number[k] = uint32(v)
		out.values, out.folded = append(out.values, vt.spelt[k]), append(out.folded, vt.folded[k])
	}
	return out, number
}

// parseValues splits cells and numbers the different values. An item has what its own row and its variants' have. i is
// the column's place in the decisions.
func (t *table) parseValues(c *column, d *Decision, i int) data {
	vt := &valueTable{byFold: map[string]uint32{}}
	of := make([][]uint32, len(c.values)) // the values of each different cell
	for k, cell := range c.values {
		of[k] = vt.cell(cell, c.stats(), d)
	}
	out, number := vt.sorted()
	for _, list := range of {
		for j, v := range list {
			list[j] = number[v]
		}
	}
	out.cells = make([][]uint32, t.n)
	for k, row := range c.rows {
		item := t.item[row]
		if item < 0 {
			continue
		}
		list := of[c.cells[k]]
		if n := t.variantOf(row); n >= 0 && c.option {
			for _, v := range list {
				t.offers[n].options = append(t.offers[n].options, entity{uint32(i), v})
			}
		}
		if out.cells[item] == nil {
			out.cells[item] = list[:len(list):len(list)]
			continue
		}
		for _, v := range list {
			if !slices.Contains(out.cells[item], v) {
				out.cells[item] = append(out.cells[item], v)
			}
		}
	}
	return out
}

// cell numbers the values of one cell.
func (vt *valueTable) cell(cell string, s *stats, d *Decision) []uint32 {
	var list []uint32
	flags := s.flags == s.filled
	for _, v := range parts(cell, s.separator, d.Many) {
		path := []string{v}
		if d.Role == catalog.Category {
			path = strings.Split(v, " > ")
		}
		for _, v := range path {
			if v = plainText(v); v == "" {
				continue
			}
			if yes, ok := parseFlag(v); ok && flags {
				v = map[bool]string{true: "yes", false: "no"}[yes]
			}
			if k := vt.number(v); !slices.Contains(list, k) {
				list = append(list, k)
			}
		}
	}
	return list
}
