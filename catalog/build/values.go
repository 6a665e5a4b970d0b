package build

import (
	"cmp"
	"slices"
	"strings"

	"rso/catalog"
	"rso/catalog/text"
)

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
	used := make([]bool, len(c.values)) // by rows that were kept
	for k, row := range c.rows {
		used[c.cells[k]] = used[c.cells[k]] || t.item[row] >= 0
	}
	of := make([][]uint32, len(c.values)) // the values of each different cell
	for k, cell := range c.values {
		if used[k] {
			of[k] = vt.cell(cell, c.stats(), d)
		}
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
