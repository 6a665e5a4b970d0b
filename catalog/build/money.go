package build

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"golang.org/x/text/currency"

	"rso/catalog/feed"
)

// maxPrice is more than anything costs: a larger number is a slip.
const maxPrice = 1e12

// A sum is one price of a row, in one currency.
type sum struct {
	row    uint32
	code   uint32 // its place in ledger.codes
	amount float64
	list   float64 // the struck-through price, NaN without
}

// A ledger reads the prices of a feed: the column of the price, and those beside it.
type ledger struct {
	t        *table
	price    *column
	header   string          // the currency that the price's name or -map says
	tender   *column         // the currency of each row
	codes    []string        // currencies, "" first: the row doesn't say
	declared map[uint32]bool // currencies that have columns of their own in the feed
	bad      map[int32]bool
}

// code returns the place of a currency.
func (l *ledger) code(currency string) uint32 {
	i := slices.Index(l.codes, currency)
	if i < 0 {
		i = len(l.codes)
		l.codes = append(l.codes, currency)
	}
	return uint32(i)
}

// read parses a column of money.
func (l *ledger) read(c *column) []sum {
	s := c.stats()
	thousands := func(v string, n number) bool { // "1.299" is more than a thousand where no price has two decimals
		return s.points == 0 && n.mark == 0 && n.value >= 1 && strings.Count(v, ".") == 1 && !strings.Contains(v, ",") && decimals(n.unit) < 3
	}
	if s.commas > 0 {
		l.note(c, "has a decimal comma, and was read so", func(n number) bool { return n.mark == ',' })
	}
	if l.codesIn(c) {
		l.note(c, "has a sign that several currencies share; $ was read as USD, and ¥ as JPY", func(n number) bool { return n.sign == "$" || n.sign == "¥" })
	}
	var out []sum
	for k, row := range c.rows {
		i := l.t.item[row]
		if i < 0 {
			continue
		}
		values, _ := unpack(c.values[c.cells[k]])
		for _, v := range values {
			n, ok := parseNumber(v)
			if ok && thousands(v, n) {
				n.value *= 1000
			}
			if !l.usable(c, row, v, n, ok) {
				continue
			}
			if n.value == 0 && c == l.price {
				l.t.report(int(row), feed.Problem{Field: c.name, Reason: "the price is 0", Note: true})
			}
			out = append(out, sum{row, l.code(l.currency(row, n)), n.value, math.NaN()})
		}
	}
	return out
}

// decimals is how many a currency has.
func decimals(code string) int {
	unit, err := currency.ParseISO(code)
	if err != nil {
		return 2
	}
	scale, _ := currency.Standard.Rounding(unit)
	return scale
}

// usable reports an amount that is no price.
func (l *ledger) usable(c *column, row uint32, v string, n number, ok bool) bool {
	wrong := ""
	switch {
	case !ok:
		wrong = "is no number"
	case n.unit != "" && !isCurrency(n.unit):
		wrong = "is no price"
	case n.value < 0 || n.value > maxPrice:
		wrong = "is no price"
	}
	if wrong != "" {
		l.bad[l.t.item[row]] = true
		l.t.report(int(row), feed.Problem{Field: c.name, Cause: "no usable price", Reason: fmt.Sprintf("%.40q %s; the field was left empty", v, wrong)})
	}
	return wrong == ""
}

// note says once how some cells were read.
func (l *ledger) note(c *column, how string, is func(number) bool) {
	marked := make([]bool, len(c.values))
	for k, cell := range c.values {
		n, ok := parseNumber(leading(cell))
		marked[k] = ok && is(n)
	}
	first, count := -1, 0
	for k, row := range c.rows {
		if marked[c.cells[k]] && l.t.item[row] >= 0 {
			if count++; first < 0 {
				first = k
			}
		}
	}
	if first < 0 {
		return
	}
	reason := fmt.Sprintf("%q %s", leading(c.values[c.cells[first]]), how)
	if count > 1 {
		reason += fmt.Sprintf(" (and %d more)", count-1)
	}
	l.t.report(int(c.rows[first]), feed.Problem{Field: c.name, Reason: reason, Note: true})
}

// codesIn says whether some cells name their currency by its code.
func (l *ledger) codesIn(c *column) bool {
	return l.tender != nil || c.count(func(cell string) bool {
		n, ok := parseNumber(leading(cell))
		return ok && n.sign == "" && isCurrency(n.unit)
	}) > 0
}

// currency is what the cell says, else the row's own column, else the item's, else the header.
func (l *ledger) currency(row uint32, n number) string {
	if n.unit != "" {
		return n.unit
	}
	if l.tender != nil {
		if code := l.named(row); code != "" {
			return code
		}
		if parent := l.t.b.rows[row].parent; parent >= 0 {
			if code := l.named(uint32(parent)); code != "" {
				return code
			}
		}
	}
	return l.header
}

// named is the currency that a row names in a column of its own.
func (l *ledger) named(row uint32) string {
	cell, _ := l.tender.at(row)
	cell = strings.TrimSpace(leading(cell))
	for _, s := range signs {
		if cell == s.sign {
			return s.code
		}
	}
	if code := strings.ToUpper(cell); isCurrency(code) {
		return code
	}
	return ""
}
