// Package build compiles the records of a feed into a catalog file (.rsoc): it infers what the columns mean, and
// makes the dictionary, the postings, the trie of names and the table of neighbours, so that a page has only to open
// the file.
//
//	b := build.New(build.Options{Name: "films"})
//	b.Declare(reader.Columns())
//	for rec, err := range reader.Records() {
//		b.Add(rec)
//	}
//	file, report, err := b.Finish(ctx)
//
// The same records give the same bytes.
package build

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	"rso/catalog"
	"rso/catalog/feed"
)

// Options steer a build.
type Options struct {
	Name       string                              // what the catalog is called
	ID         string                              // the column that is the id; "" infers it, and counts rows when there is none
	Neighbours int                                 // similar items kept for each, at most 255; 0 is 8, negative none
	SearchOnly bool                                // leave out what is only shown (titles, descriptions, links): the page has it already
	Progress   func(stage string, done, total int) // called now and then; may be nil
}

// A Builder collects records.
type Builder struct {
	opt     Options
	rows    []source
	columns []*column
	byName  map[string]*column
}

// A source says where a row comes from.
type source struct {
	feed string
	line int
}

// A Report says what a build made of a feed.
type Report struct {
	Items     int
	Decisions []Decision
	Problems  feed.Problems
	Sections  []catalog.SectionSize
}

// New returns an empty builder.
func New(opt Options) *Builder {
	if opt.Neighbours == 0 {
		opt.Neighbours = 8
	}
	opt.Neighbours = max(0, min(opt.Neighbours, 255))
	if opt.Progress == nil {
		opt.Progress = func(string, int, int) {}
	}
	return &Builder{opt: opt, byName: map[string]*column{}}
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
		c = &column{name: name}
		b.byName[name] = c
		b.columns = append(b.columns, c)
	}
	return c
}

// Add adds a record as the next row.
func (b *Builder) Add(rec feed.Record) {
	for _, f := range rec.Fields {
		if len(f.Values) == 0 {
			continue
		}
		c := b.column(f.Name)
		row := uint32(len(b.rows))
		if n := len(c.rows); n > 0 && c.rows[n-1] == row {
			continue // the row names the field twice; the first stays
		}
		c.rows, c.cells = append(c.rows, row), append(c.cells, f)
	}
	b.rows = append(b.rows, source{rec.Feed, rec.Line})
}

// Rows is the number of records added.
func (b *Builder) Rows() int { return len(b.rows) }

// Finish compiles what was added. It ends early when ctx is done.
func (b *Builder) Finish(ctx context.Context) ([]byte, Report, error) {
	if len(b.rows) == 0 {
		return nil, Report{}, errors.New("the feed has no rows: a catalog needs at least one item")
	}
	if b.opt.ID != "" && b.byName[b.opt.ID] == nil {
		return nil, Report{}, fmt.Errorf("the feed has no column %q to be the id: it has %s", b.opt.ID, b.columnList())
	}
	decisions := infer(b.columns, b.opt.ID, len(b.rows))
	t, err := b.table(decisions)
	if err != nil {
		return nil, Report{Decisions: decisions, Problems: t.problems}, err
	}
	file, sizes, err := t.compile(ctx, b.opt)
	return file, Report{t.n, decisions, t.problems, sizes}, err
}

// columnList names the columns, for errors.
func (b *Builder) columnList() string {
	s := ""
	if len(b.columns) == 0 {
		return "none"
	}
	for i, c := range b.columns {
		if i == 12 {
			return s + ", ..."
		}
		if i > 0 {
			s += ", "
		}
		s += strconv.Quote(c.name)
	}
	return s
}
