package build

import (
	"cmp"
	"context"
	"slices"

	"rso/catalog"
	"rso/catalog/text"
)

// A deltaWriter compares what the feed says with the base and fills in the file.
type deltaWriter struct {
	d       *Delta
	file    catalog.Delta
	cells   []catalog.Cells // by column
	whole   []*change       // items that are written whole: new ones, and those with other texts or values
	gone    int
	changed int
	old     int // of whole: items of the base
}

func (w *deltaWriter) report() DeltaReport {
	return DeltaReport{w.d.records, w.changed, w.old, len(w.whole) - w.old, w.gone, w.d.problems}
}

// compare parses what the feed says as the builder parses a feed, and compares it with the base.
func (w *deltaWriter) compare() error {
	there := slices.DeleteFunc(slices.Clone(w.d.changes), func(c *change) bool { return c.gone })
	t, err := w.table(there, false)
	if err != nil {
		return err
	}
	w.d.problems.Append(t.problems)
	row := map[string]int{}
	for i, id := range t.data[0].texts {
		row[id] = i
	}
	w.cells = make([]catalog.Cells, len(t.columns))
	for _, c := range w.d.changes {
		i, ok := row[c.id]
		switch {
		case c.gone:
			w.file.Gone = append(w.file.Gone, w.place(c))
			w.gone++
		case ok:
			w.compareOne(t, c, i)
		}
	}
	for k, list := range w.cells {
		if list.Column = k; len(list.Items) > 0 {
			w.file.Cells = append(w.file.Cells, list)
		}
	}
	return nil
}

// place is what the delta calls an item; places ascend in the order of the changes.
func (w *deltaWriter) place(c *change) uint32 {
	if c.old {
		if n := len(w.file.Known); n == 0 || w.file.Known[n-1] != c.item {
			w.file.Known = append(w.file.Known, c.item)
		}
		return uint32(len(w.file.Known)) - 1
	}
	if n := len(w.file.IDs); n == 0 || w.file.IDs[n-1] != c.id {
		w.file.IDs = append(w.file.IDs, c.id)
	}
	return uint32(len(w.file.Known)+len(w.file.IDs)) - 1
}

// compareOne files what the feed says of an item, which is row i of the table.
func (w *deltaWriter) compareOne(t *table, c *change, i int) {
	base := w.d.base
	told, other := false, false // it says something of texts or values, and something else than the base
	cells := 0
	place := func() uint32 { return w.place(c) }
	if c.old || len(c.said[base.With(catalog.Title)].Values) == 0 {
		place() // it is named, whatever is said of it
	}
	for k := range t.columns {
		if len(c.said[k].Values) == 0 || k == w.d.id {
			continue
		}
		col := base.Column(k)
		switch {
		case col.Kind == catalog.Number:
			if v := t.data[k].numbers[i]; v == v && w.named(c) {
				w.cells[k].Items, w.cells[k].Numbers = append(w.cells[k].Items, place()), append(w.cells[k].Numbers, v)
				cells++
			}
		case isState(col):
			if list := t.data[k].cells[i]; len(list) > 0 && w.named(c) {
				w.state(k, place(), t.data[k].values[list[0]])
				cells++
			}
		case c.old:
			told = true
			other = other || !same(t, k, i, col, c.item)
		}
	}
	cells += w.restocked(t, c, i)
	if cells > 0 {
		w.changed++
	}
	switch {
	case c.old && other:
		w.whole = append(w.whole, c)
		w.old++
	case c.old && told:
		w.file.Filed = append(w.file.Filed, place())
	case !c.old && len(c.said[base.With(catalog.Title)].Values) > 0:
		w.whole = append(w.whole, c)
	case !c.old:
		w.d.report(c, "", "the catalog \""+base.Name()+"\" has no item "+c.id+", and the row has no title to make one; it only changes an item that an earlier delta brought")
	}
}

// named says whether the cells of an item are changed one by one: those of a new item come with it.
func (w *deltaWriter) named(c *change) bool {
	return c.old || len(c.said[w.d.base.With(catalog.Title)].Values) == 0
}

// isState says whether a column tells in one word whether an item is to be had. Its cells can be changed: no search
// reads them.
func isState(col *catalog.Column) bool {
	return col.Role == catalog.Availability && col.Kind == catalog.Values && !col.Many
}

// state files an availability, in the base's spelling.
func (w *deltaWriter) state(k int, place uint32, display string) {
	for _, v := range values(w.d.base.Column(k)) {
		if text.Fold(v) == text.Fold(display) {
			display = v
		}
	}
	w.cells[k].Items, w.cells[k].Values = append(w.cells[k].Items, place), append(w.cells[k].Values, display)
}

// restocked files the availability that follows from a count, where the feed gives the count alone: an item that was
// "in stock" isn't when none is left, and one that was "out of stock" is when there are some again.
func (w *deltaWriter) restocked(t *table, c *change, i int) int {
	base := w.d.base
	k, s := base.With(catalog.Availability), base.With(catalog.Stock)
	if k < 0 || s < 0 || !c.old || !isState(base.Column(k)) || base.Column(s).Kind != catalog.Number || len(c.said[k].Values) > 0 || len(c.said[s].Values) == 0 {
		return 0
	}
	left, was := t.data[s].numbers[i], base.Column(k).Values(c.item)
	if left != left || len(was) == 0 {
		return 0
	}
	switch said := text.Fold(base.Column(k).Value(was[0])); {
	case said != "in stock" && said != "out of stock":
		return 0
	case left > 0:
		w.state(k, w.place(c), "in stock")
	default:
		w.state(k, w.place(c), "out of stock")
	}
	return 1
}

// same says whether a cell of the table is what the base has; a cell that could not be read changes nothing.
func same(t *table, k, i int, col *catalog.Column, item catalog.Item) bool {
	if col.Kind == catalog.Text {
		return t.data[k].texts[i] == "" || t.data[k].texts[i] == col.Text(item)
	}
	list, was := t.data[k].cells[i], col.Values(item)
	return len(list) == 0 || slices.EqualFunc(list, was, func(v, w uint32) bool {
		return t.data[k].folded[v] == foldedValue(col.Value(w))
	})
}

// foldedValue is the form by which spellings of a value are told apart, as in parseValues.
func foldedValue(display string) string { return cmp.Or(text.Fold(display), display) }

// compileNew compiles the items that are written whole to a catalog of their own, and tells how its values are numbered
// in the base.
func (w *deltaWriter) compileNew(ctx context.Context) error {
	if len(w.whole) == 0 {
		return nil
	}
	t, err := w.table(w.whole, true)
	if err != nil {
		return err
	}
	opt := w.d.opt
	opt.Name = w.d.base.Name()
	if w.file.New, err = t.compile(ctx, opt, &Report{}); err != nil {
		return err
	}
	c, err := catalog.Open(w.file.New)
	if err != nil {
		return err
	}
	for i := range catalog.Item(c.Len()) {
		replaces := uint32(0)
		if k := w.d.byID[c.ID(i)]; k.old {
			replaces = k.item + 1
		}
		w.file.Replaces = append(w.file.Replaces, replaces)
	}
	for k := range c.Columns() {
		number := map[string]uint32{}
		if c.Column(k).NumValues() > 0 {
			for v, display := range values(w.d.base.Column(k)) {
				number[foldedValue(display)] = uint32(v) + 1
			}
		}
		list := []uint32{}
		for _, display := range values(c.Column(k)) {
			list = append(list, number[foldedValue(display)])
		}
		w.file.Values = append(w.file.Values, list)
	}
	return nil
}
