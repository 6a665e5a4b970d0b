package build

import (
	"slices"
	"strings"

	"rso/catalog/feed"
)

// A column is what a feed says under one name, before it is known what it means. Equal cells are kept once as long as
// cells repeat; a cell then costs eight bytes.
type column struct {
	name   string
	option bool     // variants differ in it
	rows   []uint32 // rows with a cell, ascending
	cells  []uint32 // for each, its place in values
	values []string // packed cells
	seen   map[string]uint32
	sum    *stats
}

// distinctive is when a column is known to hold a different cell in almost every row (titles, texts): looking equal
// cells up would cost more than it saves.
const distinctive = 1 << 14

func (c *column) add(row uint32, cell string, text *arena) {
	if n := len(c.rows); n > 0 && c.rows[n-1] == row {
		return // the row names the field twice; the first stays
	}
	k, ok := c.seen[cell]
	if !ok {
		k = uint32(len(c.values))
		cell = text.keep(cell)
		c.values = append(c.values, cell)
		if c.seen != nil {
			c.seen[cell] = k
		}
		if len(c.values) >= distinctive && len(c.values)*2 > len(c.cells) {
			c.seen = nil
		}
	}
	c.rows, c.cells = append(c.rows, row), append(c.cells, k)
	c.sum = nil
}

// at returns the cell of a row.
func (c *column) at(row uint32) (string, bool) {
	k, ok := slices.BinarySearch(c.rows, row)
	if !ok {
		return "", false
	}
	return c.values[c.cells[k]], true
}

// count is the number of cells that f holds for.
func (c *column) count(f func(cell string) bool) int {
	n := 0
	for k, v := range c.values {
		if f(v) {
			n += c.stats().times[k]
		}
	}
	return n
}

// forget lets go of the cells, which are in their final form now.
func (c *column) forget() { c.rows, c.cells, c.values, c.seen = nil, nil, nil, nil }

// pack writes a field as one string: a list begins with a NUL and has NULs between its values. A feed's texts have none.
func pack(f feed.Field) string {
	if f.List || len(f.Values) > 1 {
		return "\x00" + strings.Join(f.Values, "\x00")
	}
	return strings.ReplaceAll(f.Values[0], "\x00", "")
}

// unpack is the inverse of pack.
func unpack(cell string) (values []string, list bool) {
	if rest, ok := strings.CutPrefix(cell, "\x00"); ok {
		return strings.Split(rest, "\x00"), true
	}
	return []string{cell}, false
}

// leading is the first value of a cell.
func leading(cell string) string {
	first, _, _ := strings.Cut(strings.TrimPrefix(cell, "\x00"), "\x00")
	return first
}

// An arena keeps short strings in large blocks, without the allocator's rounding.
type arena struct{ block strings.Builder }

const blockSize = 64 << 10

func (a *arena) keep(s string) string {
	if len(s) > blockSize/8 {
		return strings.Clone(s)
	}
	if a.block.Len()+len(s) > a.block.Cap() {
		a.block = strings.Builder{}
		a.block.Grow(blockSize)
	}
	from := a.block.Len()
	a.block.WriteString(s)
	return a.block.String()[from:]
}

// separators between the values of one cell, the clearest first.
var separators = [...]string{"|", ";", ","}

// parts splits a cell into its values.
func parts(cell, separator string, many bool) []string {
	values, isList := unpack(cell)
	if many && !isList && separator != "" {
		values = strings.Split(values[0], separator)
	}
	var out []string
	for _, v := range values {
		v = strings.Join(strings.Fields(v), " ")
		if n := len(out); n > 0 && separator == "," && isSuffix(v) {
			out[n-1] += ", " + v // "Cuba Gooding, Jr." is one person
			continue
		}
		if v != "" {
			out = append(out, v)
		}
	}
	return out
}

func isSuffix(v string) bool {
	switch strings.TrimSuffix(v, ".") {
	case "Jr", "Sr", "II", "III", "PhD", "MD", "Inc", "Ltd":
		return true
	}
	return false
}
