package build

import (
	"math"
	"path"
	"strings"

	"rso/catalog/feed"
)

// A column is what a feed says under one name, before it is known what it means.
type column struct {
	name  string
	rows  []uint32 // rows with a cell, ascending
	cells []feed.Field
}

// stats is what the values of a column look like.
type stats struct {
	filled    int    // cells
	numbers   int    // cells that are one number
	pictures  int    // addresses that end as those of pictures do
	years     int    // cells that have one year in them
	modern    int    // those after the year 1000
	whole     int    // numbers that are whole and have nine digits or more
	unit      string // the unit or currency of most numbers that carry one
	mixed     bool   // not all numbers that carry a unit carry the same
	addresses int    // cells that are web addresses
	distinct  int    // different cells
	length    int    // mean length of a cell in bytes
	list      bool   // the feed says so
	separator string // what seems to separate the values of a cell, "" when nothing does
}

func (c *column) stats() stats {
	s := stats{filled: len(c.cells)}
	distinct := map[string]bool{}
	units := map[string]int{}
	total := 0
	var separated [len(separators)]int
	for _, f := range c.cells {
		s.list = s.list || f.List
		v := f.Values[0]
		total += len(v)
		distinct[strings.Join(f.Values, "\x00")] = true
		if strings.HasPrefix(v, "https://") || strings.HasPrefix(v, "http://") {
			s.addresses++
			if isPicture(v) {
				s.pictures++
			}
		}
		if x, unit, ok := parseNumber(v); ok {
			s.numbers++
			if unit != "" {
				units[unit]++
			}
			if x >= 1e8 && x == math.Trunc(x) {
				s.whole++
			}
		}
		if y, ok := parseYear(v); ok {
			s.years++
			if y >= 1000 {
				s.modern++
			}
		}
		for i, sep := range separators {
			if strings.Contains(v, sep) {
				separated[i]++
			}
		}
	}
	s.distinct = len(distinct)
	if s.filled > 0 {
		s.length = total / s.filled
	}
	for u, n := range units {
		if n > units[s.unit] || n == units[s.unit] && u < s.unit {
			s.unit = u
		}
	}
	s.mixed = len(units) > 1
	for i, sep := range separators {
		if s.separator == "" && separated[i]*10 >= s.filled && s.filled > 0 {
			s.separator = sep
		}
	}
	return s
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
func parts(f feed.Field, separator string, many bool) []string {
	list := f.Values
	if many && !f.List && separator != "" {
		list = strings.Split(f.Values[0], separator)
	}
	var out []string
	for _, v := range list {
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
