package build

import (
	"context"
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"

	"rso/catalog"
	"rso/catalog/feed"
)

// A Delta collects what changed in a shop since a catalog was compiled: the base.
//
//	d := build.NewDelta(base, build.Options{})
//	for rec, err := range reader.Records() {
//		d.Add(rec)
//	}
//	file, report, err := d.Finish(ctx)
//
// A record names an item by its id and says what is new of it; what it doesn't say stays as it is, and so do the items
// that no record names. A record of an item that the base doesn't have brings it, if it has a title. A column "gone",
// "deleted" or "removed" that says yes, or an availability of "discontinued", takes an item away.
//
// Columns mean what they mean in the base, whatever this feed alone would suggest.
type Delta struct {
	base     *catalog.Catalog
	opt      Options
	id       int
	columns  map[string]meaning
	commas   map[int]bool // whether values of a column have commas in them, which separate nothing then
	changes  []*change
	byID     map[string]*change
	variants map[uint32]catalog.VariantChange // of the base, by number
	records  int
	problems feed.Problems
}

// A change is what the feed says of one item.
type change struct {
	feed string
	line int
	id   string
	item catalog.Item // of the base
	old  bool         // the base has it
	gone bool

	variants []feed.Variant // as the feed has them
	followed bool           // the item's price, stock and state were made to follow from its variants
	said     []feed.Field   // by column of the base; without values when the feed says nothing
}

// A DeltaReport says what a delta holds.
type DeltaReport struct {
	Records  int // read
	Changed  int // items whose numbers or availability the feed gives
	Replaced int // items of the base whose texts or values are others now
	New      int // items that the base doesn't have
	Gone     int
	Problems feed.Problems
}

// NewDelta returns a delta of a catalog in which nothing has changed yet.
func NewDelta(base *catalog.Catalog, opt Options) *Delta {
	if opt.Progress == nil {
		opt.Progress = func(string, int, int) {}
	}
	opt.Neighbours = 0 // new items are like those that share their values; see Catalog.Similar
	return &Delta{base: base, opt: opt, id: base.With(catalog.ID), columns: map[string]meaning{}, commas: map[int]bool{}, byID: map[string]*change{}}
}

// Read adds a whole feed of changes. It ends early when ctx is done, and where the feed can't be read on.
func (d *Delta) Read(ctx context.Context, r *feed.Reader) error { return r.Each(ctx, d.Add) }

// Add adds a record. Where two are of one item, the later one is right. A record whose id is that of a variant changes the
// variant, and so do the variants of an item's record: see deltavariants.go.
func (d *Delta) Add(rec feed.Record) {
	d.records++
	fields, ranks := make([]feed.Field, len(d.base.Columns())), make([]rank, len(d.base.Columns()))
	rec.Fields = d.onSale(rec.Fields)
	gone, currency, soldOut := "", "", false
	for _, f := range rec.Fields {
		if len(f.Values) == 0 {
			continue
		}
		m := d.meaning(f.Name, rec)
		switch {
		case m.use == marksGone:
			gone = f.Values[0]
		case m.use == namesCurrency:
			currency = f.Values[0]
		case m.use == tellsAvailability && isDiscontinued(f.Values[0]):
			gone = "yes"
		case m.use == tellsAvailability && isSoldOut(f.Values[0]):
			soldOut = true
		case m.use == isColumn && (len(fields[m.column].Values) == 0 || m.rank < ranks[m.column]):
			fields[m.column], ranks[m.column] = d.field(f, m.column), m.rank
		}
	}
	if len(fields[d.id].Values) == 0 {
		d.problems.Add(feed.Problem{Feed: rec.Feed, Line: rec.Line, Field: d.base.Column(d.id).Name, Reason: "the row has no id, so it can't be told what it changes; it was left out", Skipped: true})
		return
	}
	if id := fields[d.id].Values[0]; len(rec.Variants) == 0 {
		_, item := d.base.ByID(id)
		if number, variant := d.base.VariantNumber(id); variant && !item {
			c := &change{feed: rec.Feed, line: rec.Line}
			d.offer(c, number, rec.Fields)
			return
		}
	}
	if s := d.base.With(catalog.Stock); soldOut && s >= 0 && len(fields[s].Values) == 0 {
		fields[s] = feed.Field{Name: d.base.Column(s).Name, Values: []string{"0"}}
	}
	c := d.change(fields[d.id].Values[0])
	c.feed, c.line, c.gone = rec.Feed, rec.Line, false
	switch answer, ok := yes(gone); {
	case !ok:
		d.report(c, "gone", fmt.Sprintf("%.40q is neither yes nor no; the item was taken to be there", gone))
	case answer:
		c.gone = true
	}
	d.offered(c, rec.Variants)
	for k, f := range fields {
		if len(f.Values) == 0 {
			continue
		}
		switch d.base.Column(k).Role {
		case catalog.Availability:
			c.gone = c.gone || isDiscontinued(f.Values[0])
		case catalog.Price:
			if k, f.Values[0] = d.money(c, k, f.Values[0], currency); k < 0 {
				continue
			}
		}
		c.said[k] = f
	}
}

// money finds the column for a price: a catalog has one for each currency. A price without a currency is in that of the
// column which the feed names.
func (d *Delta) money(c *change, column int, cell, currency string) (int, string) {
	n, ok := parseNumber(cell)
	if !ok {
		return column, cell // the builder says what is wrong with it
	}
	if n.unit == "" {
		n.unit = strings.ToUpper(strings.TrimSpace(currency))
	}
	if n.unit == "" || n.unit == d.base.Column(column).Unit {
		return column, catalog.FormatNumber(n.value)
	}
	for k := range d.base.Columns() {
		if col := d.base.Column(k); col.Role == catalog.Price && col.Unit == n.unit {
			return k, catalog.FormatNumber(n.value)
		}
	}
	if d.base.Column(column).Unit == "" {
		return column, catalog.FormatNumber(n.value)
	}
	d.report(c, d.base.Column(column).Name, fmt.Sprintf("the price is in %s, in which the catalog %q has none: compile the whole feed again to have it", n.unit, d.base.Name()))
	return -1, cell
}

// change returns what is known of the item with an id.
func (d *Delta) change(id string) *change {
	c := d.byID[id]
	if c == nil {
		c = &change{id: id, said: make([]feed.Field, len(d.base.Columns()))}
		c.item, c.old = d.base.ByID(id)
		d.byID[id] = c
		d.changes = append(d.changes, c)
	}
	return c
}

func (d *Delta) report(c *change, field, reason string) {
	d.problems.Add(feed.Problem{Feed: c.feed, Line: c.line, Field: field, Reason: reason})
}

// field puts a cell in the form that the builder takes for right as it is: lists are cut into their values here, because
// the few rows of a delta don't show what separates them.
func (d *Delta) field(f feed.Field, column int) feed.Field {
	col := d.base.Column(column)
	f.Name = col.Name
	if col.Kind != catalog.Values || f.List || !col.Many {
		return f
	}
	for _, sep := range separators {
		if strings.Contains(f.Values[0], sep) && (sep != "," || !d.hasCommas(column)) {
			f.Values, f.List = parts(pack(f), sep, true), true
			break
		}
	}
	return f
}

func (d *Delta) hasCommas(column int) bool {
	has, known := d.commas[column]
	if !known {
		has = slices.ContainsFunc(values(d.base.Column(column)), func(v string) bool { return strings.Contains(v, ",") })
		d.commas[column] = has
	}
	return has
}

// values lists the values of a column.
func values(col *catalog.Column) []string {
	list := make([]string, col.NumValues())
	for v := range list {
		list[v] = col.Value(uint32(v))
	}
	return list
}

// Finish compiles the delta. It ends early when ctx is done.
func (d *Delta) Finish(ctx context.Context) ([]byte, DeltaReport, error) {
	d.follow()
	slices.SortStableFunc(d.changes, func(a, b *change) int { return a.order(b) })
	w := deltaWriter{d: d, file: catalog.Delta{Base: d.base}}
	for _, number := range d.changedVariants() {
		w.file.Variants = append(w.file.Variants, d.variants[number])
	}
	if err := w.compare(); err != nil {
		return nil, w.report(), err
	}
	if err := w.compileNew(ctx); err != nil {
		return nil, w.report(), err
	}
	file := w.file.File(sha256.New())
	if _, err := d.base.Apply(file); err != nil {
		return nil, w.report(), fmt.Errorf("the delta can't be applied, which is a fault of the compiler: %w", err)
	}
	return file, w.report(), ctx.Err()
}

// order puts items of the base first, in its order; the others stay in the feed's.
func (c *change) order(o *change) int {
	switch {
	case c.old && o.old:
		return int(int64(c.item) - int64(o.item))
	case c.old:
		return -1
	case o.old:
		return 1
	}
	return 0
}
