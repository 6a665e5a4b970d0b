package build

import (
	"cmp"
	"hash/fnv"
	"path"
	"slices"
	"strings"
)

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
	short     bool   // what it separates are short texts
	named     bool   // the cells are names of one to three words, without digits
	parts     bool   // what it separates are short texts that come again and again, in one cell with these and in one with those
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
	s.parts = s.separator != "" && repeat(c.values, s.separator)
	s.short = s.separator != "" && !slices.ContainsFunc(c.values, func(v string) bool {
		return slices.ContainsFunc(strings.Split(v, s.separator), func(p string) bool { return !isName(strings.TrimSpace(p)) })
	})
	s.named = !slices.ContainsFunc(c.values, func(v string) bool { return !isName(v) })
	return s
}

// isName says whether a cell is a name of something, as people would say it: one to three words of letters.
func isName(cell string) bool {
	const most = 32 // bytes
	return cell != "" && len(cell) <= most && strings.Count(cell, " ") < 3 && !strings.ContainsAny(cell, "0123456789.:/")
}

// repeat says whether what a separator cuts the different cells of a column into are values of a list: short, and fewer
// than half as many as there are places for them, so that they come again in other company.
func repeat(cells []string, separator string) bool {
	const short = 24 // bytes
	seen, alone, places := map[string]bool{}, 0, 0
	for _, cell := range cells {
		if len(cell) > maxNumber*8 {
			return false
		}
		parts := strings.Split(cell, separator)
		if len(parts) == 1 {
			alone++
			seen[strings.TrimSpace(cell)] = true
			places++
			continue
		}
		for _, p := range parts {
			if p = strings.TrimSpace(p); len(p) > short || p == "" {
				return false
			}
			seen[p] = true
			places++
		}
	}
	return places >= 3*fewRows && len(seen)*2 < places && alone*3 < 2*len(cells)
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
	if s.mixed && s.alike && units["GB"] > 0 {
		s.unit = "GB" // "512 GB" beside "2 TB" is no half a terabyte
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
