package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"text/tabwriter"

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
	fmt.Fprintln(t, "\nsection\tbytes")
	for _, s := range catalog.Contents(b) {
		fmt.Fprintf(t, "%s\t%d\n", s.Name, s.Bytes)
	}
	t.Flush()
	return w.Flush()
}
