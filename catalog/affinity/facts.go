package affinity

import (
	"math"
	"slices"
	"strconv"

	"rso/catalog"
	"rso/catalog/text"
)

// features numbers what the catalog says of its rows.
type features struct {
	catalog *catalog.Catalog
	number  map[string]int32 // by name
	names   []string
	rows    [][]int32 // by row
}

// factsOf returns the facts of the rows and their names: each value of a column of values, the year with its decade and its five
// years, other numbers in about eight ranges that have as many rows each, and the words of the title. What is in stock
// is no fact of an item. Facts that only one row has are left out.
func factsOf(c *catalog.Catalog) (facts [][]int32, names []string) {
	f := &features{catalog: c, number: map[string]int32{}, rows: make([][]int32, c.Len())}
	for k := range c.Columns() {
		col := c.Column(k)
		switch col.Role {
		case catalog.ID, catalog.Image, catalog.Link, catalog.Stock, catalog.Availability:
			continue
		}
		switch {
		case col.Kind == catalog.Values:
			f.values(col)
		case col.Kind == catalog.Number && col.Role == catalog.Year:
			f.years(col)
		case col.Kind == catalog.Number:
			f.numbers(col)
		case col.Role == catalog.Title:
			f.titles(col)
		}
	}
	return f.shared()
}

// named returns the number of a feature.
func (f *features) named(name string) int32 {
	n, known := f.number[name]
	if !known {
		n = int32(len(f.names))
		f.number[name] = n
		f.names = append(f.names, name)
	}
	return n
}

// values takes a column of values: "genres=Comedy".
func (f *features) values(col *catalog.Column) {
	numbers := make([]int32, col.NumValues())
	for v := range numbers {
		numbers[v] = f.named(col.Name + "=" + col.Value(uint32(v)))
	}
	var room []uint32
	for i := range f.rows {
		room = col.AppendValues(room[:0], catalog.Item(i))
		for _, v := range room {
			f.rows[i] = append(f.rows[i], numbers[v])
		}
	}
}

// years takes a column of years: "year=1994", "year=1990s", "year=1993..1997".
func (f *features) years(col *catalog.Column) {
	known := map[int][]int32{} // by year
	for i := range f.rows {
		v, ok := col.Number(catalog.Item(i))
		if !ok {
			continue
		}
		y := int(math.Floor(v))
		if known[y] == nil {
			decade, five := floor(y, 10), floor(y+2, 5)
			known[y] = []int32{f.named(col.Name + "=" + strconv.Itoa(y)), f.named(col.Name + "=" + strconv.Itoa(decade) + "s"),
				f.named(col.Name + "=" + strconv.Itoa(five-2) + ".." + strconv.Itoa(five+2))}
		}
		f.rows[i] = append(f.rows[i], known[y]...)
	}
}

// floor is the largest multiple of a step that isn't above a number.
func floor(n, step int) int { return n - ((n%step)+step)%step }

// numbers takes a column of numbers, in ranges of about as many rows: "price=10..19.99 EUR".
func (f *features) numbers(col *catalog.Column) {
	var all []float64
	for i := range f.rows {
		if v, ok := col.Number(catalog.Item(i)); ok {
			all = append(all, v)
		}
	}
	if len(all) == 0 {
		return
	}
	slices.Sort(all)
	bounds := quantiles(all)
	numbers := make([]int32, len(bounds))
	for k := range bounds {
		numbers[k] = f.named(rangeName(col, all, bounds, k))
	}
	for i := range f.rows {
		if v, ok := col.Number(catalog.Item(i)); ok {
			k, at := slices.BinarySearch(bounds, v)
			if !at {
				k--
			}
			f.rows[i] = append(f.rows[i], numbers[k])
		}
	}
}

// quantiles returns the smallest numbers of ranges that divide sorted numbers; equal numbers are in one.
func quantiles(sorted []float64) []float64 {
	const parts = 8
	if few := slices.Compact(slices.Clone(sorted)); len(few) <= parts {
		return few
	}
	var bounds []float64
	for k := range parts {
		bounds = append(bounds, sorted[k*len(sorted)/parts])
	}
	return slices.Compact(bounds)
}

// rangeName names a range by the smallest and the largest number in it.
func rangeName(col *catalog.Column, sorted, bounds []float64, k int) string {
	end := len(sorted)
	if k+1 < len(bounds) {
		end, _ = slices.BinarySearch(sorted, bounds[k+1])
	}
	name := col.Name + "=" + catalog.FormatNumber(bounds[k])
	if most := sorted[end-1]; most > bounds[k] {
		name += ".." + catalog.FormatNumber(most)
	}
	if col.Unit != "" {
		name += " " + col.Unit
	}
	return name
}

// titles takes the words of titles: "title=heat".
func (f *features) titles(col *catalog.Column) {
	known := map[string]int32{} // by word
	var room []text.Token
	for i := range f.rows {
		room = text.Tokens(room[:0], col.Text(catalog.Item(i)))
		for _, t := range room {
			n, met := known[t.Word]
			if !met {
				n = f.named(col.Name + "=" + t.Word)
				known[t.Word] = n
			}
			f.rows[i] = append(f.rows[i], n)
		}
	}
}

// shared returns the features that two rows have, in the order of their names.
func (f *features) shared() (facts [][]int32, names []string) {
	counts := make([]int, len(f.names))
	for i, list := range f.rows {
		slices.Sort(list)
		f.rows[i] = slices.Compact(list)
		for _, n := range f.rows[i] {
			counts[n]++
		}
	}
	for n, name := range f.names {
		if counts[n] >= 2 {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	to := make([]int32, len(f.names))
	for n, name := range f.names {
		to[n] = -1
		if at, ok := slices.BinarySearch(names, name); ok {
			to[n] = int32(at)
		}
	}
	for i, list := range f.rows {
		list = slices.DeleteFunc(list, func(n int32) bool { return to[n] < 0 })
		for k, n := range list {
			list[k] = to[n]
		}
		slices.Sort(list)
		f.rows[i] = list
	}
	return f.rows, names
}
