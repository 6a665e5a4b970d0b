package build

import (
	"fmt"
	"math"
	"strings"

	"rso/catalog"
	"rso/catalog/feed"
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
		} else if n >= 0 && d.Role == catalog.Price { // of a delta's new item; a whole feed's are read by prices
			t.offers[n].price, t.offers[n].column = v, t.currency(d)
			out.numbers[i] = lower(out.numbers[i], v)
		} else if math.IsNaN(out.numbers[i]) {
			out.numbers[i] = v
		}
	}
	for i, sum := range sums {
		out.numbers[i] = sum
	}
	return out
}

// currency counts the columns of prices before one.
func (t *table) currency(d *Decision) uint32 {
	before := uint32(0)
	for k := range t.decisions {
		if &t.decisions[k] == d {
			break
		}
		if t.decisions[k].Role == catalog.Price {
			before++
		}
	}
	return before
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
