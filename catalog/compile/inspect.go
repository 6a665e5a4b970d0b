package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"os"
	"text/tabwriter"

	"github.com/andybalholm/brotli"

	"rso/catalog"
	"rso/catalog/build"
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
		fmt.Fprintf(t, "%s\t%d\t%d\t%s\n", s.Name, s.Bytes, wire, build.Contents(c, s.Name))
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
