// Package feed reads a shop's file, whatever its form, as a stream of records.
//
//	r, err := feed.Open(file, "products.csv")
//	for rec, err := range r.Records() {
//		...
//	}
//
// A record is a row of named fields, each with the strings that stand there; what a column means is inferred later,
// from all of its values (see catalog/build). A fault in one row doesn't stop the others: it is reported with its
// line and field, and the row is left out or mended.
package feed

import (
	"fmt"
	"io"
	"iter"
	"strings"
)

// A Record is one row of a feed.
type Record struct {
	Feed   string // the name that the feed was opened under
	Line   int    // where the row begins, from 1
	Fields []Field
}

// A Field is one cell: what stands in a column for one item.
type Field struct {
	Name   string   // the column; nested objects are joined by dots ("dimensions.width")
	Values []string // one for a plain cell, any number for a list
	List   bool     // the feed itself says that this is a list
}

// A Problem is something wrong with a row.
type Problem struct {
	Feed    string // the name that the feed was opened under
	Line    int
	Field   string // "" when it concerns the whole row
	Reason  string // a sentence: what is wrong and what was done
	Skipped bool   // the row was left out
}

func (p Problem) String() string {
	var b strings.Builder
	if p.Feed != "" {
		b.WriteString(p.Feed + ": ")
	}
	fmt.Fprintf(&b, "line %d", p.Line)
	if p.Field != "" {
		fmt.Fprintf(&b, ", field %q", p.Field)
	}
	return b.String() + ": " + p.Reason
}

// Problems collects what is wrong with a feed: all are counted, the first are kept. Its zero value is empty.
type Problems struct {
	List    []Problem // at most 1000
	Count   int
	Skipped int // how many of them left a row out
}

// Add adds problems.
func (p *Problems) Add(list ...Problem) {
	for _, q := range list {
		p.Count++
		if q.Skipped {
			p.Skipped++
		}
		if len(p.List) < 1000 {
			p.List = append(p.List, q)
		}
	}
}

// Append adds all problems of another collection.
func (p *Problems) Append(q Problems) {
	count, skipped := p.Count+q.Count, p.Skipped+q.Skipped
	p.Add(q.List...)
	p.Count, p.Skipped = count, skipped
}

// A Reader reads one feed.
type Reader struct {
	name     string
	format   string
	columns  []string
	next     func() (Record, error) // io.EOF at the end; a Problem (as error) for a row that is left out
	problems Problems
}

// Format names what the feed was recognised as.
func (r *Reader) Format() string { return r.format }

// Columns lists the columns that the feed names before its rows, as the header of a CSV does; nil when it doesn't.
func (r *Reader) Columns() []string { return r.columns }

// Problems returns what was wrong with the rows read so far.
func (r *Reader) Problems() Problems { return r.problems }

// report keeps a problem.
func (r *Reader) report(p Problem) {
	p.Feed = r.name
	r.problems.Add(p)
}

// Records yields the rows. An error ends the stream: the feed can't be read on.
func (r *Reader) Records() iter.Seq2[Record, error] {
	return func(yield func(Record, error) bool) {
		for {
			rec, err := r.next()
			if err == io.EOF {
				return
			}
			if p, ok := err.(skippedRow); ok {
				r.report(Problem(p))
				continue
			}
			rec.Feed = r.name
			if !yield(rec, err) || err != nil {
				return
			}
		}
	}
}

// skippedRow is a Problem on its way to the list.
type skippedRow Problem

func (p skippedRow) Error() string { return Problem(p).String() }

func skip(line int, format string, args ...any) error {
	return skippedRow{Line: line, Reason: fmt.Sprintf(format, args...) + "; the row was left out", Skipped: true}
}
