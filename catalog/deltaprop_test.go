package catalog_test

import (
	"cmp"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"rso/catalog"
	"rso/catalog/text"
)

// A shop is the rows of a feed by id; a row is its cells in the order of shopColumns.
type shop map[string][]string

var shopColumns = []string{"id", "title", "price", "stock", "availability", "brand", "genres", "description"}

// csv writes rows; a column that no row says anything in is still there.
func (s shop) csv() string {
	var b strings.Builder
	b.WriteString(strings.Join(shopColumns, ",") + "\n")
	for _, id := range slices.Sorted(maps.Keys(s)) {
		b.WriteString(strings.Join(s[id], ",") + "\n")
	}
	return b.String()
}

func pickOne(r *rand.Rand, list ...string) string { return list[r.IntN(len(list))] }

// cell makes up a cell of a column.
func cell(r *rand.Rand, column string) string {
	word := func() string {
		return pickOne(r, "ash", "bay", "cedar", "dune", "elder", "fir", "glass", "harbour", "iron", "jade") + pickOne(r, "", "", "s", "wood")
	}
	switch column {
	case "title", "description":
		return word() + " " + word() + " " + word()
	case "price":
		return fmt.Sprint(r.IntN(50)) + pickOne(r, "", ".5", ".99")
	case "stock":
		return fmt.Sprint(r.IntN(4))
	case "availability":
		return pickOne(r, "in stock", "out of stock", "preorder")
	case "brand":
		return pickOne(r, "Elm", "Oak", "Pine", "Zorkworks", "Newmade") + pickOne(r, "", "", " Two")
	}
	return strings.Join([]string{pickOne(r, "Desk", "Floor", "Wall"), pickOne(r, "Indoor", "Outdoor", "Attic")}, "|")
}

// change changes a shop as a delta does and returns the delta's feed.
func (s shop) change(r *rand.Rand) string {
	var b strings.Builder
	b.WriteString(strings.Join(shopColumns, ",") + ",gone\n")
	for range 1 + r.IntN(8) {
		id := fmt.Sprintf("i%d", r.IntN(30))
		row := slices.Clone(s[id])
		said := make([]string, len(shopColumns))
		said[0] = id
		switch what := r.IntN(10); {
		case row == nil:
			for k, c := range shopColumns[1:] {
				said[k+1] = cell(r, c)
			}
			row = slices.Clone(said)
		case what == 0:
			delete(s, id)
			b.WriteString(strings.Join(said, ",") + ",yes\n")
			continue
		default:
			for k, c := range shopColumns[1:] {
				// What deltas don't say of the texts of an item, they take from the file, so say it all.
				if k >= 1 && k < 4 && r.IntN(2) == 0 || what < 4 && (k < 1 || k >= 4) {
					said[k+1] = cell(r, c)
					row[k+1] = said[k+1]
				}
			}
			if said[3] != "" || said[4] != "" {
				said[3], said[4] = row[3], row[4] // the one would follow from the other
			}
		}
		s[id] = row
		b.WriteString(strings.Join(said, ",") + ",\n")
	}
	return b.String()
}

// answers writes what a catalog answers, by ids and values and not by rows and numbers.
func answers(c *catalog.Catalog) string {
	var b strings.Builder
	line := func(what string, list []string) {
		slices.Sort(list)
		fmt.Fprintln(&b, what, strings.Join(slices.Compact(list), ", "))
	}
	items := func(set catalog.Set) (list []string) {
		for i := range set.Items {
			list = append(list, c.ID(i))
		}
		return list
	}
	var words []string
	line("all", items(c.AllItems()))
	line("available", items(c.AvailableItems()))
	for i := range c.AllItems().Items {
		line("record", []string{record(c, c.ID(i))})
		words = append(words, strings.Fields(c.Title(i)+" "+c.Column(c.Find("description")).Text(i))...)
	}
	for k := range c.Columns() {
		col := c.Column(k)
		missing, between := c.NewSet(), c.NewSet()
		missing.AddMissing(c, k)
		between.AddBetween(c, k, 10, 30)
		line(col.Name+" missing", items(missing))
		line(col.Name+" between", items(between))
		lo, hi, ok := col.Range()
		fmt.Fprintln(&b, col.Name, lo, hi, ok)
		for v := range uint32(col.NumValues()) {
			set := c.NewSet()
			set.AddHaving(c, k, v)
			if set.Len() > 0 { // a value that nothing has any more is none of a new file
				line(col.Name+" is "+col.Value(v), items(set))
				words = append(words, col.Value(v))
			}
		}
	}
	slices.Sort(words)
	finder, linker := c.NewFinder(catalog.Words{}), c.NewLinker(catalog.Words{})
	for _, w := range slices.Compact(words) {
		var hits []string
		for _, h := range finder.Find(catalog.Query{Text: text.Tokens(nil, w), K: 1000, Exact: true}).Hits {
			hits = append(hits, c.ID(h.Item))
		}
		line("find "+w, hits)
	}
	for i := range c.AllItems().Items {
		var named []string
		for _, m := range linker.Link(nil, text.Tokens(nil, c.Title(i))) {
			for _, e := range m.Entities {
				if c.Column(e.Column).Role == catalog.Title && !e.Alias {
					named = append(named, c.ID(e.Value))
				}
			}
		}
		line("link "+c.Title(i), named)
	}
	lines := strings.Split(b.String(), "\n") // rows and values are numbered otherwise
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

// A file with deltas answers as a new file of the same shop does.
func TestDeltaIsLikeANewFile(t *testing.T) {
	for seed := range uint64(60) {
		r := rand.New(rand.NewPCG(seed, 1))
		s := shop{}
		for i := range 12 {
			id := fmt.Sprintf("i%d", i)
			s[id] = []string{id}
			for _, c := range shopColumns[1:] {
				s[id] = append(s[id], cell(r, c))
			}
		}
		base := open(t, s.csv())
		before := answers(base)
		c := base
		for step := range 4 {
			// A delta is made for the file: each says what changed since then. The last may leave out what an earlier one
			// said, but of an item's texts it says all or nothing.
			src := s.change(r)
			file, _ := reported(t, base, src)
			c = apply(t, c, file)
			want, got := answers(open(t, s.csv())), answers(c)
			if want != got {
				t.Fatalf("seed %d, delta %d\n%s\n%s", seed, step, src, difference(want, got))
			}
		}
		if answers(base) != before {
			t.Fatalf("seed %d: the base has changed", seed)
		}
	}
}

// difference shows the lines in which two answers differ.
func difference(want, got string) string {
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	var b strings.Builder
	for k := range max(len(w), len(g)) {
		line := func(list []string) string {
			if k < len(list) {
				return list[k]
			}
			return ""
		}
		if line(w) != line(g) {
			fmt.Fprintf(&b, "want %s\ngot  %s\n", line(w), line(g))
		}
	}
	return cmp.Or(b.String(), "the same")
}
