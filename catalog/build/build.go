// Package build compiles the records of a feed into a catalog file (.rsoc): it infers what the columns mean, puts the
// items in an order that packs well, and makes the dictionary, the postings and the table of neighbours, so that a page
// has only to open the file.
//
//	b := build.New(build.Options{Name: "films"})
//	err := b.Read(ctx, reader)
//	...
//	file, report, err := b.Finish(ctx)
//
// Until the end a builder holds the cells as the feed has them, because what a column means shows only when all of it
// was seen. It holds them leanly (see column): a feed of a million rows fits in memory.
//
// The same records give the same bytes.
package build

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strconv"
	"strings"

	"rso/catalog"
	"rso/catalog/feed"
)

// Options steer a build.
type Options struct {
	Name       string                              // what the catalog is called
	ID         string                              // the column that is the id; "" infers it, and counts rows when there is none
	Map        []Mapping                           // columns whose meaning is given, not inferred
	Neighbours int                                 // similar items kept for each, at most 255; 0 is 8, negative none
	SearchOnly bool                                // leave out what is only shown (titles, descriptions, links): the page has it already
	Progress   func(stage string, done, total int) // called now and then; may be nil

	// Affinity says what was learned about the items of the catalog; nil when nothing was. It gets the catalog as it is
	// without, and lives elsewhere (catalog/affinity): what compiles in a page doesn't learn.
	Affinity func(context.Context, *catalog.Catalog) (*catalog.AffinityModel, error)
}

// A Builder collects records.
type Builder struct {
	opt      Options
	rows     []source
	feeds    []string // the names of feeds, by source.feed
	records  int
	leaders  int
	groups   map[string]uint32 // the row of the first record of each group
	variants []variantRow
	columns  []*column
	byName   map[string]*column
	text     arena
}

// A source says where a row comes from. An item has a row, and so has each of its variants.
type source struct {
	feed   uint32
	line   uint32
	parent int32 // of a variant, its item's row; -1 for an item
}

// A variantRow is the row that a variant's own cells stand in.
type variantRow struct {
	row uint32
	id  string
}

// A Report says what a build made of a feed.
type Report struct {
	Items     int
	Variants  int
	Decisions []Decision
	Problems  feed.Problems
	Sections  []catalog.SectionSize
	Catalog   *catalog.Catalog // the file, opened; nil when there is none
}

// NameOf is what a catalog is called when nothing else is said: as its feed is, without the extension.
func NameOf(path string) string { return strings.TrimSuffix(filepath.Base(path), filepath.Ext(path)) }

// New returns an empty builder.
func New(opt Options) *Builder {
	if opt.Neighbours == 0 {
		opt.Neighbours = 8
	}
	opt.Neighbours = max(0, min(opt.Neighbours, 255))
	if opt.Progress == nil {
		opt.Progress = func(string, int, int) {}
	}
	return &Builder{opt: opt, byName: map[string]*column{}, groups: map[string]uint32{}}
}

// Declare names columns in the order that they shall have; others come after them, as they appear.
func (b *Builder) Declare(names []string) {
	for _, n := range names {
		b.column(n)
	}
}

// column returns the column with a name, a new one if need be.
func (b *Builder) column(name string) *column {
	c := b.byName[name]
	if c == nil {
		c = &column{name: name, seen: map[string]uint32{}}
		b.byName[name] = c
		b.columns = append(b.columns, c)
	}
	return c
}

// Add adds a record: an item, or further variants of an item that is there already.
func (b *Builder) Add(rec feed.Record) {
	b.records++
	if n := len(b.feeds); n == 0 || b.feeds[n-1] != rec.Feed {
		b.feeds = append(b.feeds, rec.Feed)
	}
	leader, follows := b.groups[rec.Group]
	if rec.Group == "" || !follows {
		leader = b.row(rec.Line, -1)
		b.leaders++
		b.cells(leader, rec.Fields)
	}
	if rec.Group != "" && !follows {
		b.groups[rec.Group] = leader
	}
	for _, v := range rec.Variants {
		row := b.row(v.Line, int32(leader))
		b.variants = append(b.variants, variantRow{row, b.text.keep(v.ID)})
		b.cells(row, v.Fields)
		for _, o := range v.Options {
			if len(o.Values) > 0 {
				c := b.column(optionName(o.Name))
				c.option = true
				c.add(row, pack(o), &b.text)
			}
		}
	}
}

// Read adds a whole feed. It ends early when ctx is done, and where the feed can't be read on.
func (b *Builder) Read(ctx context.Context, r *feed.Reader) error {
	b.Declare(r.Columns())
	return r.Each(ctx, b.Add)
}

// row starts a row.
func (b *Builder) row(line int, parent int32) uint32 {
	b.rows = append(b.rows, source{uint32(len(b.feeds) - 1), uint32(line), parent})
	return uint32(len(b.rows) - 1)
}

// cells adds the fields of a row; of those with one name the first stays.
func (b *Builder) cells(row uint32, fields []feed.Field) {
	for _, f := range fields {
		if len(f.Values) == 0 {
			continue
		}
		b.column(f.Name).add(row, pack(f), &b.text)
	}
}

// optionName is the column for an option. One that is called as an item's own columns are ("Title") is none of them.
func optionName(name string) string {
	switch role, _ := named(name); role {
	case catalog.Attribute, catalog.Category, catalog.People, catalog.Maker:
		return name
	}
	return name + " (option)"
}

// Rows is the number of records added.
func (b *Builder) Rows() int { return b.records }

// Finish compiles what was added, and lets go of it: a builder builds once. It ends early when ctx is done.
func (b *Builder) Finish(ctx context.Context) ([]byte, Report, error) {
	if b.records == 0 {
		return nil, Report{}, errors.New("the feed has no rows: a catalog needs at least one item")
	}
	if b.opt.ID != "" && b.byName[b.opt.ID] == nil {
		return nil, Report{}, fmt.Errorf("the feed has no column %q to be the id: it has %s", b.opt.ID, b.columnList())
	}
	for _, m := range b.opt.Map {
		if b.byName[m.Column] == nil {
			return nil, Report{}, fmt.Errorf("the feed has no column %q to be mapped: it has %s", m.Column, b.columnList())
		}
	}
	b.opt.Progress("columns", 0, len(b.columns))
	decisions := infer(b.columns, b.opt, b.leaders)
	t, err := b.table(decisions)
	report := Report{Decisions: t.decisions, Problems: t.problems}
	if err != nil {
		return nil, report, err
	}
	file, err := t.compile(ctx, b.opt, &report)
	report.Items = t.n
	for _, list := range t.variants {
		report.Variants += len(list)
	}
	return file, report, err
}

// columnList names the columns, for errors.
func (b *Builder) columnList() string {
	s := ""
	if len(b.columns) == 0 {
		return "none"
	}
	for i, c := range b.columns {
		if i == 30 {
			return s + ", ..."
		}
		if i > 0 {
			s += ", "
		}
		s += strconv.Quote(c.name)
	}
	return s
}
