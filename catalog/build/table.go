package build

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"rso/catalog"
	"rso/catalog/feed"
)

// A table is the feed with every cell in its final form.
type table struct {
	n         int
	columns   []catalog.Column // what the file will say of them
	data      []data           // by column
	variants  [][]variant      // by item; nil when no item has any
	decisions []Decision
	problems  feed.Problems

	b      *Builder
	item   []int32 // by row: the item that it belongs to, -1 when it was left out
	number []int32 // by row: the place of a variant in offers, -1 for an item's own row; nil without variants
	offers []variant

	base *catalog.Catalog // of the items that a delta brings: they are measured by its items; else nil
}

// data is a column's content; which field is used depends on the kind.
type data struct {
	texts   []string   // Text: by item
	numbers []float64  // Number: by item
	values  []string   // Values: sorted by folded form
	folded  []string   // Values: their folded forms
	cells   [][]uint32 // Values: by item
}

// A slot is what becomes of one column of the feed: mostly one column, none or several where it is the price.
type slot struct {
	columns []catalog.Column
	data    []data
}

// table applies the decisions, drops rows without a title or with an id seen before, and parses the cells.
func (b *Builder) table(decisions []Decision) (*table, error) {
	return (&table{b: b, decisions: decisions}).fill()
}

// tableLike takes the decisions from a compiled catalog: a table of some of its items.
func (b *Builder) tableLike(base *catalog.Catalog) (*table, error) {
	return (&table{b: b, decisions: decisionsOf(base), base: base}).fill()
}

// fill does it.
func (t *table) fill() (*table, error) {
	b, decisions := t.b, t.decisions
	title := slices.IndexFunc(decisions, func(d Decision) bool { return d.Role == catalog.Title && !d.Drop })
	if i := slices.IndexFunc(decisions, func(d Decision) bool { return d.Role == catalog.Title }); title < 0 && i >= 0 {
		return t, fmt.Errorf("no row has a title: the column %q is empty", decisions[i].Column)
	}
	if title < 0 {
		return t, fmt.Errorf("no column was recognised as the title: call it \"title\" or \"name\", or map one to it (the feed has %s)", b.columnList())
	}
	ids := t.ids()
	titles := t.titles(title)
	t.keep(titles, ids)
	if t.n == 0 {
		return t, errors.New("no row has a title: there is nothing to compile")
	}
	t.keepVariants()
	parsed := make([]slot, len(decisions))
	for k, i := range byNeed(decisions) {
		b.opt.Progress("columns", k, len(decisions))
		if i == title {
			parsed[i] = slot{[]catalog.Column{{Name: decisions[i].Name, Role: catalog.Title, Kind: catalog.Text}}, []data{{texts: t.pick(titles)}}}
		} else {
			parsed[i] = t.slot(i)
		}
		b.columns[i].forget()
	}
	t.columns = []catalog.Column{{Name: "id", Role: catalog.ID, Kind: catalog.Text}}
	t.data = []data{{texts: t.pick(ids)}}
	at := make([]uint32, len(decisions)) // the first of the columns that a decision led to
	for _, i := range sortColumns(decisions) {
		if at[i] = uint32(len(t.columns)); decisions[i].Role == catalog.ID && !decisions[i].Drop {
			t.columns[0].Name = decisions[i].Name
		}
		t.columns, t.data = append(t.columns, parsed[i].columns...), append(t.data, parsed[i].data...)
	}
	t.collectVariants(at)
	t.b, t.item = nil, nil
	b.rows, b.variants, b.groups = nil, nil, nil // the table says it all now
	return t, nil
}

// byNeed orders the columns so that each is parsed after those that it needs: a price needs to know what is to be had,
// and that what is left.
func byNeed(decisions []Decision) []int {
	var order []int
	for _, take := range []func(catalog.Role) bool{
		func(r catalog.Role) bool { return r == catalog.Stock },
		func(r catalog.Role) bool { return r == catalog.Availability },
		func(r catalog.Role) bool { return r != catalog.Stock && r != catalog.Availability && r != catalog.ID },
	} {
		for i, d := range decisions {
			if !d.Drop && take(d.Role) {
				order = append(order, i)
			}
		}
	}
	return order
}

// slot parses one column.
func (t *table) slot(i int) slot {
	c, d := t.b.columns[i], &t.decisions[i]
	column := catalog.Column{Name: d.Name, Role: d.Role, Kind: d.Kind, Unit: d.Unit}
	var out data
	switch {
	case d.Role == catalog.Price && t.base == nil:
		return t.prices(i)
	case d.Role == catalog.Availability:
		out = t.parseAvailabilities(c)
	case d.Kind == catalog.Text:
		out = t.parseTexts(c, d)
	case d.Kind == catalog.Number:
		out = t.parseNumbers(c, d)
	default:
		out = t.parseValues(c, d, i)
		for _, list := range out.cells {
			d.Many = d.Many || len(list) > 1
		}
	}
	column.Many = d.Many
	return slot{[]catalog.Column{column}, []data{out}}
}

// ids returns the id of every item's row: the id column's, else the number of the record from 1.
func (t *table) ids() []string {
	b := t.b
	ids := make([]string, len(b.rows))
	given := map[string]bool{}
	key := slices.IndexFunc(t.decisions, func(d Decision) bool { return d.Role == catalog.ID && !d.Drop })
	if key >= 0 {
		c := b.columns[key]
		for k, row := range c.rows {
			ids[row] = leading(c.values[c.cells[k]])
		}
		if len(c.rows) < b.leaders {
			for _, id := range ids {
				given[id] = true
			}
		}
	}
	n := 0
	for row, id := range ids {
		if b.rows[row].parent >= 0 {
			continue
		}
		if n++; id != "" {
			continue
		}
		ids[row] = strconv.Itoa(n)
		if key >= 0 {
			for given[ids[row]] {
				ids[row] = "row " + ids[row]
			}
			t.report(row, feed.Problem{Field: b.columns[key].name, Cause: "no id", Reason: fmt.Sprintf("the row has no id; it got its row number, %s", ids[row])})
		}
	}
	return ids
}

// titles returns the title of every row, "" without one.
func (t *table) titles(title int) []string {
	titles := make([]string, len(t.b.rows))
	fill := func(c *column, also bool) {
		for k, row := range c.rows {
			cell := leading(c.values[c.cells[k]])
			if s := plainText(cell); s != "" && titles[row] == "" && t.b.rows[row].parent < 0 {
				titles[row] = t.cut(int(row), c, s)
				if s != strings.Join(strings.Fields(cell), " ") {
					t.report(int(row), feed.Problem{Field: c.name, Reason: "the title has markup; it was removed"})
				}
				if also {
					t.report(int(row), feed.Problem{Field: c.name, Cause: "spare", Note: true,
						Reason: fmt.Sprintf("the row has nothing in %q; its %s is the title", t.decisions[title].Column, c.name)})
				}
			}
		}
	}
	fill(t.b.columns[title], false)
	for i, d := range t.decisions {
		if d.part == titlePart {
			fill(t.b.columns[i], true)
		}
	}
	return titles
}

// keep numbers the rows that become items; the others get -1.
func (t *table) keep(titles, ids []string) {
	b := t.b
	t.item = make([]int32, len(b.rows))
	seen := map[string]int{}
	for row := range b.rows {
		t.item[row] = -1
		if b.rows[row].parent >= 0 {
			continue
		}
		if titles[row] == "" {
			t.leaveOut(row, feed.Problem{Field: t.titleColumn(), Reason: "the row has no title"})
			continue
		}
		if first, dup := seen[ids[row]]; dup {
			t.leaveOut(row, feed.Problem{Reason: fmt.Sprintf("the id %.40q was on line %d already", ids[row], b.rows[first].line), Cause: "id twice"})
			continue
		}
		seen[ids[row]] = row
		t.item[row] = int32(t.n)
		t.n++
	}
}

func (t *table) titleColumn() string {
	for _, d := range t.decisions {
		if d.Role == catalog.Title && !d.Drop {
			return d.Column
		}
	}
	return ""
}

func (t *table) report(row int, p feed.Problem) {
	at := t.b.rows[row]
	p.Feed, p.Line = t.b.feeds[at.feed], int(at.line)
	t.problems.Add(p)
}

func (t *table) leaveOut(row int, p feed.Problem) {
	p.Reason += "; the row was left out"
	p.Skipped = true
	t.report(row, p)
}

// pick takes what belongs to the items' own rows.
func (t *table) pick(list []string) []string {
	out := make([]string, t.n)
	for row, i := range t.item {
		if i >= 0 && t.b.rows[row].parent < 0 {
			out[i] = list[row]
		}
	}
	return out
}
