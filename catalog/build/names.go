package build

import (
	"slices"
	"strings"

	"rso/catalog"
	"rso/catalog/text"
)

// names finds, for each word, the values whose names have it, numbered through all columns; and for each item and then
// each value, how many different words its shortest name has. The linker looks at no more than it has to by these.
func (t *table) names(words []string) (values [][]uint32, shortest []uint8) {
	number := make(map[string]uint32, len(words))
	for i, w := range words {
		number[w] = uint32(i)
	}
	values = make([][]uint32, len(words))
	shortest = make([]uint8, t.n)
	surnames := t.surnames()
	next := uint32(0)
	for k, col := range t.columns {
		if col.Role == catalog.Title {
			for i, s := range t.data[k].texts {
				shortest[i] = fewest(catalog.Names(col.Role, s))
			}
		}
		for _, s := range t.data[k].values {
			names := catalog.Names(col.Role, s)
			short := fewest(names)
			if whole := names[0]; col.Role == catalog.People && len(whole) > 1 && surnames[whole[len(whole)-1]] == next+1 {
				short = 1
			}
			shortest = append(shortest, short)
			for j, w := range names[0] {
				if id, ok := number[w]; ok && !slices.Contains(names[0][:j], w) {
					values[id] = append(values[id], next)
				}
			}
			next++
		}
	}
	return values, shortest
}

// fewest counts the different words of the shortest name, 0 when there is none.
func fewest(names [][]string) uint8 {
	least := 0
	for _, name := range names {
		different := 0
		for j, w := range name {
			if !slices.Contains(name[:j], w) {
				different++
			}
		}
		if different > 0 && (least == 0 || different < least) {
			least = different
		}
	}
	return uint8(least)
}

// surnames maps a last name to the person it means by itself (numbered as names does, from 1): one who has at least
// five items and three fifths of the items of all with that name. "Hanks" is Tom Hanks, "Smith" nobody.
func (t *table) surnames() map[string]uint32 {
	total, best, person := map[string]int{}, map[string]int{}, map[string]uint32{}
	next := uint32(0)
	for k, col := range t.columns {
		if col.Role != catalog.People {
			next += uint32(len(t.data[k].values))
			continue
		}
		items := invert(t.data[k].cells, len(t.data[k].values))
		for v, s := range t.data[k].values {
			next++
			words := strings.Fields(text.Fold(s))
			if len(words) < 2 {
				continue
			}
			last := words[len(words)-1]
			total[last] += len(items[v])
			if len(items[v]) > best[last] && len(last) > 3 {
				best[last], person[last] = len(items[v]), next
			}
		}
	}
	for last, n := range best {
		if n < 5 || n*5 < total[last]*3 {
			delete(person, last)
		}
	}
	return person
}
