package catalog

import (
	"math"
	"strconv"
)

// A Fact is one thing that a record says of its item.
type Fact struct {
	Item   Item
	Column int
	Text   string // display form; of a number, plain digits without its unit
}

// Facts returns what the record of an item says, in the order of the columns; addresses and the id are left out.
func (c *Catalog) Facts(i Item) []Fact {
	if int(i) >= c.n {
		return nil
	}
	var facts []Fact
	for k := range c.columns {
		col := &c.columns[k]
		switch col.Role {
		case ID, Image, Link:
			continue
		}
		facts = append(facts, c.FactsOf(i, k)...)
	}
	return facts
}

// FactsOf returns what one column says of an item: nothing, one fact, or one for each value.
func (c *Catalog) FactsOf(i Item, column int) []Fact {
	col := &c.columns[column]
	switch col.Kind {
	case Text:
		if t := col.Text(i); t != "" {
			return []Fact{{i, column, t}}
		}
	case Number:
		if v, ok := col.Number(i); ok {
			return []Fact{{i, column, FormatNumber(v)}}
		}
	case Values:
		var facts []Fact
		for _, v := range col.Values(i) {
			facts = append(facts, Fact{i, column, col.Value(v)})
		}
		return facts
	}
	return nil
}

// FormatNumber writes a number without an exponent and without needless zeros.
func FormatNumber(v float64) string {
	return strconv.FormatFloat(v, 'f', -1, 64)
}

// log2 is the binary logarithm, from additions and divisions alone: math.Log is assembly on some processors, and a
// page must rank as the terminal does, to the last bit.
func log2(v float64) float64 {
	frac, exp := math.Frexp(v)
	r := (frac - 1) / (frac + 1) // ln(frac) = 2·artanh(r), |r| ≤ 1/3
	sum, power := 0.0, r
	for k := 1; k < 30; k += 2 {
		sum += power / float64(k)
		power *= r * r
	}
	return float64(exp) + 2*sum/math.Ln2
}
