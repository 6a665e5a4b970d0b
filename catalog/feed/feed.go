// Package feed reads a shop's file, whatever its form, as a stream of records.
//
//	r, err := feed.Open(file, "products.csv")
//	for rec, err := range r.Records() {
//		...
//	}
//
// A feed is told by its content. Some forms say only how rows are written (CSV, TSV, JSON, JSON lines); the fields
// come out as they stand there, and what a column means is inferred later, from all of its values (see catalog/build).
// Others say what the fields mean too: Shopify's product CSV and products.json, Google Merchant's XML and TSV,
// WooCommerce's export, schema.org's JSON-LD in a page, OpenAI's product feed. Theirs come out under plain names (id,
// title, price, sale price, list price, currency, availability, stock, brand, category, ...), what is none of a
// shopper's business is left out, and rows that are one product in several sizes come out as variants of one item.
//
// A fault in one row doesn't stop the others: it is reported with its line and field, and the row is left out or
// mended.
package feed

import (
	"context"
	"fmt"
	"io"
	"iter"
)

// A Record is one row of a feed.
type Record struct {
	Feed     string // the name that the feed was opened under
	Line     int    // where the row begins, from 1
	Group    string // records of one group are one item, whose fields are the first record's; "" stands alone
	Fields   []Field
	Variants []Variant
}

// A Field is one cell: what stands in a column for one item.
type Field struct {
	Name   string   // the column; nested objects are joined by dots ("dimensions.width")
	Values []string // one for a plain cell, any number for a list
	List   bool     // the feed itself says that this is a list
}

// A Variant is one of the forms that an item is sold in.
type Variant struct {
	ID      string  // the shop's own key of the variant
	Line    int     // where it stands
	Fields  []Field // what differs from the item's: price, sale price, currency, availability, stock, image, link
	Options []Field // what it is told apart by: size, color
}

// Add sets a plain cell; an empty one is nothing.
func (rec *Record) Add(name, value string) { rec.Fields = appendField(rec.Fields, name, value) }

// Get returns the first value of a field, "" when the record has none.
func (rec *Record) Get(name string) string { return fieldOf(rec.Fields, name) }

func appendField(list []Field, name string, values ...string) []Field {
	kept := values[:0:0]
	for _, v := range values {
		if v != "" {
			kept = append(kept, v)
		}
	}
	if len(kept) == 0 {
		return list
	}
	return append(list, Field{Name: name, Values: kept, List: len(values) > 1})
}

func fieldOf(list []Field, name string) string {
	for _, f := range list {
		if f.Name == name {
			return f.Values[0]
		}
	}
	return ""
}

// A Reader reads one feed.
type Reader struct {
	name     string
	format   string
	opt      Options
	columns  []string
	next     func() (Record, error) // io.EOF at the end; a Problem (as error) for a row that is left out
	problems Problems
	rows     int
	last     string // the id or title of the last record, to say how far the reading came
	once     map[string]bool
}

// Format names what the feed was recognised as.
func (r *Reader) Format() string { return r.format }

// Columns lists the columns that the feed names before its rows, as the header of a CSV does; nil when it doesn't.
func (r *Reader) Columns() []string { return r.columns }

// Rows is how many rows were read so far, those that were left out included.
func (r *Reader) Rows() int { return r.rows }

// Problems returns what was wrong with the rows read so far.
func (r *Reader) Problems() Problems { return r.problems }

// report keeps a problem.
func (r *Reader) report(p Problem) {
	p.Feed = r.name
	r.problems.Add(p)
}

// noteOnce says something about the feed that is worth saying once.
func (r *Reader) noteOnce(line int, field, reason string) {
	if r.once == nil {
		r.once = map[string]bool{}
	}
	if !r.once[reason] {
		r.once[reason] = true
		r.report(Problem{Line: line, Field: field, Reason: reason, Note: true})
	}
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
				r.rows++
				r.report(Problem(p))
				continue
			}
			if b, ok := err.(*broken); ok {
				if r.opt.Lenient && r.rows > 0 {
					r.report(Problem{Line: b.line, Field: b.field, Reason: b.reason + "; the rows before it were kept"})
					return
				}
				err = b.in(r)
			}
			if err == nil {
				r.rows++
				rec.Feed = r.name
				r.remember(rec)
			}
			if !yield(rec, err) || err != nil {
				return
			}
		}
	}
}

// Each passes the rows on, one after the other, until ctx is done. Its error ends the reading.
func (r *Reader) Each(ctx context.Context, add func(Record)) error {
	for rec, err := range r.Records() {
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return err
		}
		add(rec)
	}
	return nil
}

// remember keeps what to call the last complete product.
func (r *Reader) remember(rec Record) {
	for _, f := range rec.Fields {
		switch f.Name {
		case "id", "title", "name", "sku":
			r.last = f.Values[0]
			return
		}
	}
	r.last = rec.Group
}

// broken is a fault after which a feed can't be read on.
type broken struct {
	line   int
	field  string
	reason string
}

func (b *broken) Error() string {
	return Problem{Line: b.line, Field: b.field, Reason: b.reason}.String()
}

// in is the error to show, which says how far the reading came.
func (b *broken) in(r *Reader) error {
	p := Problem{Feed: r.name, Line: b.line, Field: b.field, Reason: b.reason}
	if r.rows > 0 {
		p.Reason += ": the rows from there on can't be read"
		if r.last != "" {
			p.Reason += fmt.Sprintf("; the last complete product is %.60q", r.last)
		}
	}
	return Fault(p)
}

// A Fault is the error of a feed that can't be read on, with its place.
type Fault Problem

func (f Fault) Error() string { return Problem(f).String() }
