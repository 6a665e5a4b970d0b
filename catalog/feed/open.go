package feed

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// Options steer the reading of a feed.
type Options struct {
	Format  string // one of Formats; "" tells it by the content, then by the name
	Lenient bool   // keep what can be read of a feed that is broken, where the default is to refuse it
	Date    string // "2026-11-25": sales that have dates count on this day; "" lets them count always
}

// Formats lists the names that Options.Format takes.
func Formats() []string {
	return []string{"csv", "tsv", "json", "jsonl", "shopify", "google", "woocommerce", "schema.org", "openai"}
}

// Open reads a feed whose form is told by its first bytes and, failing that, by the extension of name.
func Open(src io.Reader, name string) (*Reader, error) { return OpenWith(src, name, Options{}) }

// OpenAs reads a feed of a given format; "" tells it as Open does.
func OpenAs(src io.Reader, format, name string) (*Reader, error) {
	return OpenWith(src, name, Options{Format: format})
}

// OpenWith reads a feed with options.
func OpenWith(src io.Reader, name string, opt Options) (*Reader, error) {
	in, err := decoded(src)
	if err != nil {
		return nil, fmt.Errorf("%s can't be read: %w", name, err)
	}
	head, err := in.Peek(headSize)
	if err != nil && err != io.EOF {
		return nil, fmt.Errorf("%s can't be read: %w", name, err)
	}
	if strings.TrimSpace(string(head)) == "" && err == io.EOF {
		return nil, fmt.Errorf("%s is empty: it has no rows to import", name)
	}
	if what := foreign(string(head)); what != "" {
		return nil, fmt.Errorf("%s %s", name, what)
	}
	f := detect(string(head), name)
	if opt.Format != "" {
		if f, err = force(opt.Format, f); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	r := &Reader{name: name, opt: opt, format: f.String()}
	if err := r.open(in, f); err != nil {
		return nil, err
	}
	return r, nil
}

// open sets r.next.
func (r *Reader) open(in *bufio.Reader, f form) error {
	if f.dialect == "schema.org" && f.container != "html" {
		return r.openBlocks(in)
	}
	switch f.container {
	case "csv":
		return r.openCSV(in, 0, f.dialect)
	case "tsv":
		return r.openCSV(in, '\t', f.dialect)
	case "json":
		return r.openJSON(in, treeDialect(r, f.dialect))
	case "jsonl":
		return r.openLines(in, treeDialect(r, f.dialect))
	case "xml":
		return r.openXML(in)
	}
	return r.openHTML(in)
}

// treeDialect reads products written as trees, as JSON is.
func treeDialect(r *Reader, dialect string) func(line int, n node) (Record, error) {
	switch dialect {
	case "shopify":
		return r.shopifyProduct
	case "openai":
		return r.openaiProduct
	case "google":
		return func(line int, n node) (Record, error) { return r.googleRow(r.flat(line, n)) }
	}
	return r.plainProduct
}

// rowDialect reads products written as rows under a header.
func rowDialect(r *Reader, dialect string) func(Record) (Record, error) {
	switch dialect {
	case "shopify":
		return (&shopifyRows{r: r}).row
	case "google":
		return r.googleRow
	case "woocommerce":
		return (&wooRows{r: r}).row
	case "openai":
		return r.openaiRow
	}
	return func(rec Record) (Record, error) { return rec, nil }
}
