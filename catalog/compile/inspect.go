package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"text/tabwriter"

	"github.com/andybalholm/brotli"

	"rso/catalog"
)

// describe prints what is in a compiled catalog.
func describe(path string, stdout io.Writer) error {
	b, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	c, err := catalog.Open(b)
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	w := bufio.NewWriter(stdout)
	fmt.Fprintf(w, "%s: %d items, identity %s, %d bytes\n\n", c.Name(), c.Len(), c.Identity(), len(b))
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "column\trole\tkind\tunit\tvalues")
	for i := range c.Columns() {
		col := c.Column(i)
		fmt.Fprintf(t, "%s\t%s\t%s\t%s\t%d\n", col.Name, col.Role, col.Kind, col.Unit, col.NumValues())
	}
	fmt.Fprintln(t, "\nsection\tbytes\tbrotli\twhat")
	total := 0
	for _, s := range catalog.Contents(b) {
		wire, err := brotliSize(s.Part)
		if err != nil {
			return err
		}
		total += wire
		fmt.Fprintf(t, "%s\t%d\t%d\t%s\n", s.Name, s.Bytes, wire, contents(c, s.Name))
	}
	fmt.Fprintf(t, "all\t%d\t%d\t\n", len(b), total)
	t.Flush()
	return w.Flush()
}

// brotliSize is what a part takes on the wire, at the quality that servers precompress with.
func brotliSize(part []byte) (int, error) {
	var packed bytes.Buffer
	w := brotli.NewWriterOptions(&packed, brotli.WriterOptions{Quality: 9, LGWin: 24})
	if _, err := w.Write(part); err != nil {
		return 0, err
	}
	if err := w.Close(); err != nil {
		return 0, err
	}
	return packed.Len(), nil
}

// contents says in words what a section holds.
func contents(c *catalog.Catalog, name string) string {
	column, part, _ := strings.Cut(name, ".")
	if k, err := strconv.Atoi(strings.TrimPrefix(column, "col")); err == nil && k < len(c.Columns()) {
		return parts[part] + " of " + strconv.Quote(c.Column(k).Name)
	}
	if column == "variants" {
		return "the forms that items are sold in"
	}
	return whole[name]
}

// parts are the sections of one column, whole those of the catalog.
var (
	parts = map[string]string{
		"heap": "texts or values", "lens": "their lengths", "blocks": "where they begin", "key": "ids, as numbers behind a prefix", "num": "numbers",
		"cells": "values by item", "counts": "how many an item has", "starts": "where an item's begin",
	}
	whole = map[string]string{
		"meta": "name, size and columns", "words": "dictionary, front-coded", "words.counts": "how long its lists are", "words.lists": "items of each word, values of each word",
		"words.impacts": "how much a word says of an item", "words.blocks": "where words and lists begin", "names.shortest": "words of the shortest name of an item or value",
		"norm": "length of records", "prior": "quality of items", "near": "similar items", "near.weight": "how similar", "near.starts": "where they begin",
	}
)
