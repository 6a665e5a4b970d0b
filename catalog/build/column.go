package build

import (
	"cmp"
	"hash/fnv"
	"path"
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

// stats is what the values of a column look like.
type stats struct {
	filled    int    // cells
	times     []int  // cells that have each of column.values
	numbers   int    // cells that are one number
	ranges    int    // cells that are two numbers, or one and above
	pictures  int    // addresses that end as those of pictures do
	years     int    // cells that have one year in them
	modern    int    // those after the year 1000
	whole     int    // numbers that are whole and have nine digits or more
	large     int    // numbers above 1
	flags     int    // cells that say yes or no
	commas    int    // numbers with a decimal comma
	points    int    // numbers with a decimal point that can be nothing else
	unit      string // the unit or currency of most numbers that carry one
	mixed     bool   // not all numbers that carry a unit carry the same
	alike     bool   // but all can be converted into it
	addresses int    // cells that are web addresses
	distinct  int    // different cells
	length    int    // mean length of a cell in bytes
	list      bool   // the feed says so
	separator string // what seems to separate the values of a cell, "" when nothing does
}

// stats looks at the values, once.
func (c *column) stats() *stats {
	if c.sum != nil {
		return c.sum
	}
	s := &stats{filled: len(c.cells), times: make([]int, len(c.values))}
	c.sum = s
	for _, k := range c.cells {
		s.times[k]++
	}
	units := map[string]int{}
	total := 0
	var separated [len(separators)]int
	for k, cell := range c.values {
		n := s.times[k]
		v := leading(cell)
		s.list = s.list || v != cell
		total += n * len(v)
		s.look(v, n, units)
		for i, sep := range separators {
			if strings.Contains(v, sep) {
				separated[i] += n
			}
		}
	}
	s.distinct = different(c.values)
	if s.filled > 0 {
		s.length = total / s.filled
	}
	s.settle(units)
	for i, sep := range separators {
		if s.separator == "" && separated[i]*10 >= s.filled && s.filled > 0 {
			s.separator = sep
		}
	}
	return s
}

// look counts what one value is, which stands in n cells.
func (s *stats) look(v string, n int, units map[string]int) {
	if strings.HasPrefix(v, "https://") || strings.HasPrefix(v, "http://") {
		s.addresses += n
		if isPicture(v) {
			s.pictures += n
		}
		return
	}
	if len(v) > maxNumber {
		return
	}
	if x, ok := parseNumber(v); ok {
		s.numbers += n
		if x.unit != "" {
			units[x.unit] += n
		}
		if x.whole() && x.value >= 1e8 {
			s.whole += n
		}
		if x.value > 1 {
			s.large += n
		}
		switch x.mark {
		case ',':
			s.commas += n
		case '.':
			s.points += n
		}
	} else if isRange(v) {
		s.ranges += n
	}
	if _, ok := parseFlag(v); ok {
		s.flags += n
	}
	if y, ok := parseYear(v); ok {
		s.years += n
		if y >= 1000 {
			s.modern += n
		}
	}
}

// settle decides on the unit.
func (s *stats) settle(units map[string]int) {
	for u, n := range units {
		if n > units[s.unit] || n == units[s.unit] && u < s.unit {
			s.unit = u
		}
	}
	s.mixed, s.alike = len(units) > 1, true
	for u := range units {
		if _, ok := convert(1, u, s.unit); !ok {
			s.alike = false
		}
	}
}

// different counts the different strings of a list, by their hashes: a set of a million texts would be large.
func different(list []string) int {
	sums := make([]uint64, len(list))
	h := fnv.New64a()
	for i, s := range list {
		h.Reset()
		h.Write([]byte(s))
		sums[i] = h.Sum64()
	}
	slices.SortFunc(sums, cmp.Compare)
	return len(slices.Compact(sums))
}

// isPicture says whether an address ends as that of a picture.
func isPicture(address string) bool {
	address, _, _ = strings.Cut(address, "?")
	switch strings.ToLower(path.Ext(address)) {
	case ".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif", ".svg":
		return true
	}
	return false
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
