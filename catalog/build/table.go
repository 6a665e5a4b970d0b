package build

import (
	"errors"
	"fmt"
	"slices"
	"strconv"

	"rso/catalog"
	"rso/catalog/feed"
)

// A table is the feed with every cell in its final form.
type table struct {
	n        int
	columns  []catalog.Column // what the file will say of them
	data     []data           // by column
	problems feed.Problems
	base     *catalog.Catalog // of the items that a delta brings: they are measured by its items; else nil
}

// data is a column's content; which field is used depends on the kind.
type data struct {
	texts   []string   // Text: by item
	numbers []float64  // Number: by item
	values  []string   // Values: sorted by folded form
	folded  []string   // Values: their folded forms
	cells   [][]uint32 // Values: by item
}

// table applies the decisions, drops rows without a title or with an id seen before, and parses the cells.
func (b *Builder) table(decisions []Decision) (*table, error) {
	t := &table{}
	title := slices.IndexFunc(decisions, func(d Decision) bool { return d.Role == catalog.Title && !d.Drop })
	if i := slices.IndexFunc(decisions, func(d Decision) bool { return d.Role == catalog.Title }); title < 0 && i >= 0 {
		return t, fmt.Errorf("no row has a title: the column %q is empty", decisions[i].Column)
	}
	if title < 0 {
		return t, fmt.Errorf("no column was recognised as the title: call it \"title\" or \"name\" (the feed has %s)", b.columnList())
	}
	ids := t.ids(b, decisions)
	item := t.keep(b, b.columns[title], ids)
	if t.n == 0 {
		return t, errors.New("no row has a title: there is nothing to compile")
	}
	t.columns = append(t.columns, catalog.Column{Name: "id", Role: catalog.ID, Kind: catalog.Text})
	t.data = append(t.data, data{texts: pick(ids, item, t.n)})
	for _, i := range sortColumns(decisions) {
		d := decisions[i]
		if d.Drop {
			continue
		}
		if d.Role == catalog.ID {
			t.columns[0].Name = d.Column
			continue
		}
		t.columns = append(t.columns, catalog.Column{Name: d.Column, Role: d.Role, Kind: d.Kind, Unit: d.Unit, Many: d.Many})
		t.data = append(t.data, t.parse(b, b.columns[i], d, item))
	}
	return t, nil
}

// ids returns the id of every row: the id column's, else the row's number from 1.
func (t *table) ids(b *Builder, decisions []Decision) []string {
	ids := make([]string, len(b.rows))
	key := slices.IndexFunc(decisions, func(d Decision) bool { return d.Role == catalog.ID && !d.Drop })
	if key >= 0 {
		for k, row := range b.columns[key].rows {
			ids[row] = b.columns[key].cells[k].Values[0]
		}
	}
	for i, id := range ids {
		if id == "" {
			ids[i] = strconv.Itoa(i + 1)
			if key >= 0 {
				t.report(b.rows[i], b.columns[key].name, fmt.Sprintf("the row has no id; it got its row number, %d", i+1))
			}
		}
	}
	return ids
}

// keep numbers the rows that become items; the others get -1.
func (t *table) keep(b *Builder, title *column, ids []string) []int {
	item := make([]int, len(b.rows))
	seen := map[string]int{}
	k := 0
	for row := range b.rows {
		item[row] = -1
		cell := ""
		if k < len(title.rows) && title.rows[k] == uint32(row) {
			cell = title.cells[k].Values[0]
			k++
		}
		if plainText(cell) == "" {
			t.leaveOut(b.rows[row], title.name, "the row has no title")
			continue
		}
		if first, dup := seen[ids[row]]; dup {
			t.leaveOut(b.rows[row], "", fmt.Sprintf("the id %.40q was on line %d already", ids[row], b.rows[first].line))
			continue
		}
		seen[ids[row]] = row
		item[row] = t.n
		t.n++
	}
	return item
}

func (t *table) report(at source, field, reason string) {
	t.problems.Add(feed.Problem{Feed: at.feed, Line: at.line, Field: field, Reason: reason})
}

func (t *table) leaveOut(at source, field, reason string) {
	t.problems.Add(feed.Problem{Feed: at.feed, Line: at.line, Field: field, Reason: reason + "; the row was left out", Skipped: true})
}

func pick(list []string, item []int, n int) []string {
	out := make([]string, n)
	for row, i := range item {
		if i >= 0 {
			out[i] = list[row]
		}
	}
	return out
}
