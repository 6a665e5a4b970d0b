package build

import (
	"html"

	"rso/catalog"
	"rso/catalog/feed"
)

// table parses the records of items: what the feed says of them, and, to write them whole, what the base says besides.
func (w *deltaWriter) table(items []*change, whole bool) (*table, error) {
	if len(items) == 0 {
		return &table{data: make([]data, 1)}, nil
	}
	b := New(w.d.opt)
	for k := range w.d.base.Columns() {
		b.column(w.d.base.Column(k).Name)
	}
	for _, c := range items {
		b.Add(w.d.record(c, whole))
	}
	return b.tableLike(w.d.base)
}

// record is what is known of an item. The builder leaves rows without a title out, so one that says none gets one that
// is never read.
func (d *Delta) record(c *change, whole bool) feed.Record {
	rec := feed.Record{Feed: c.feed, Line: c.line}
	if whole && !c.old {
		rec.Variants = c.variants
	}
	for k, f := range c.said {
		col := d.base.Column(k)
		switch {
		case len(f.Values) > 0:
		case k == d.id:
			f = feed.Field{Name: col.Name, Values: []string{c.id}}
		case whole && c.old:
			f = filed(col, c.item)
		}
		if len(f.Values) == 0 && col.Role == catalog.Title {
			f = feed.Field{Name: col.Name, Values: []string{"-"}}
		}
		if len(f.Values) > 0 {
			rec.Fields = append(rec.Fields, f)
		}
	}
	return rec
}

// filed is a cell of the base as a feed would write it.
func filed(col *catalog.Column, i catalog.Item) feed.Field {
	f := feed.Field{Name: col.Name}
	switch col.Kind {
	case catalog.Number:
		if v, ok := col.Number(i); ok {
			f.Values = []string{catalog.FormatNumber(v)}
		}
	case catalog.Values:
		f.List = true
		for _, v := range col.Values(i) {
			f.Values = append(f.Values, html.EscapeString(col.Value(v)))
		}
	default:
		s := col.Text(i)
		if s == "" {
			return f
		}
		if col.Role != catalog.ID && col.Role != catalog.Image && col.Role != catalog.Link {
			s = html.EscapeString(s) // it was made plain once, and will be again
		}
		f.Values = []string{s}
	}
	return f
}
