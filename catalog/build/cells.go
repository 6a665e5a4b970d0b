package build

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"rso/catalog"
	"rso/catalog/text"
)

// parse turns the cells of a column into data.
func (t *table) parse(b *Builder, c *column, d Decision, item []int) data {
	switch d.Kind {
	case catalog.Text:
		return t.parseTexts(b, c, d, item)
	case catalog.Number:
		return t.parseNumbers(b, c, d, item)
	}
	return t.parseValues(c, d, item)
}

// maxText bounds a text: a page has to load them all.
const maxText = 64 << 10

func (t *table) parseTexts(b *Builder, c *column, d Decision, item []int) data {
	out := data{texts: make([]string, t.n)}
	for k, row := range c.rows {
		i := item[row]
		if i < 0 {
			continue
		}
		s := c.cells[k].Values[0]
		switch d.Role {
		case catalog.Image, catalog.Link:
			if !isAddress(s) {
				t.report(b.rows[row], c.name, fmt.Sprintf("%.40q is no web address; the field was left empty", s))
				s = ""
			}
		default:
			plain := plainText(s)
			if d.Role == catalog.Title && plain != strings.Join(strings.Fields(s), " ") {
				t.report(b.rows[row], c.name, "the title has markup; it was removed")
			}
			s = plain
		}
		if len(s) > maxText {
			s = strings.ToValidUTF8(s[:maxText], "")
			t.report(b.rows[row], c.name, fmt.Sprintf("the text is longer than %d KB; its end was cut off", maxText>>10))
		}
		out.texts[i] = s
	}
	return out
}

// maxPrice is more than anything costs: a larger number is a slip.
const maxPrice = 1e12

func (t *table) parseNumbers(b *Builder, c *column, d Decision, item []int) data {
	out := data{numbers: make([]float64, t.n)}
	for i := range out.numbers {
		out.numbers[i] = math.NaN()
	}
	currency := map[uint32]string{} // by row, where a column of its own names it
	if k := currencyColumn(b.columns); k >= 0 && d.Role == catalog.Price {
		for j, row := range b.columns[k].rows {
			currency[row] = b.columns[k].cells[j].Values[0]
		}
	}
	for k, row := range c.rows {
		i := item[row]
		if i < 0 {
			continue
		}
		s := c.cells[k].Values[0]
		v, unit, ok := parseNumber(s)
		if unit == "" {
			unit = currency[row]
		}
		if d.Role == catalog.Year {
			v, ok = parseYear(s)
			unit = ""
		}
		wrong := ""
		switch {
		case !ok:
			wrong = "is no number"
		case unit != "" && d.Unit != "" && unit != d.Unit:
			wrong = fmt.Sprintf("is in %s, the column in %s", unit, d.Unit)
		case d.Role == catalog.Price && (v < 0 || v > maxPrice):
			wrong = "is no price"
		}
		if wrong != "" {
			t.report(b.rows[row], c.name, fmt.Sprintf("%.40q %s; the field was left empty", s, wrong))
			continue
		}
		out.numbers[i] = v
	}
	return out
}

// parseValues splits cells and numbers the different values. Spellings that fold to the same words are one value, in
// the spelling that comes first.
func (t *table) parseValues(c *column, d Decision, item []int) data {
	separator := c.stats().separator
	spelt := map[string]string{}
	lists := make([][]string, t.n)
	last := map[string]uint32{} // the row, from 1, that had a value last
	for k, row := range c.rows {
		i := item[row]
		if i < 0 {
			continue
		}
		for _, v := range parts(c.cells[k], separator, d.Many) {
			if v = plainText(v); v == "" {
				continue
			}
			f := text.Fold(v)
			if f == "" {
				f = v
			}
			if _, ok := spelt[f]; !ok {
				spelt[f] = v
			}
			if last[f] != row+1 {
				lists[i] = append(lists[i], f)
			}
			last[f] = row + 1
		}
	}
	out := data{cells: make([][]uint32, t.n)}
	for f := range spelt {
		out.folded = append(out.folded, f)
	}
	slices.SortFunc(out.folded, cmp.Compare)
	number := map[string]uint32{}
	for v, f := range out.folded {
		number[f] = uint32(v)
		out.values = append(out.values, spelt[f])
	}
	for i, list := range lists {
		for _, f := range list {
			out.cells[i] = append(out.cells[i], number[f])
		}
	}
	return out
}
