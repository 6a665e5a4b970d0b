package main

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"rso/catalog/build"
	"rso/catalog/feed"
)

// A tally is what became of the rows.
type tally struct {
	rows     int // read
	items    int
	variants int
	problems feed.Problems
}

func (t tally) String() string {
	items := fmt.Sprintf("%d items", t.items)
	if t.variants > 0 {
		items += fmt.Sprintf(", %d variants", t.variants)
	}
	return fmt.Sprintf("%d rows read, %s, %d rows left out, %d problems", t.rows, items, t.problems.Skipped, t.problems.Count)
}

// shown is how many problems of one kind are shown in full, listed how many more lines are named.
const (
	shown  = 4
	listed = 12
)

// print writes what was wrong, by cause: the first rows of each in full, of the others the lines.
func (t tally) print(w io.Writer) {
	for _, c := range t.problems.Causes {
		for _, p := range c.First[:min(shown, len(c.First))] {
			fmt.Fprintln(w, mark(p)+p.String())
		}
		if c.Count <= shown {
			continue
		}
		var lines []string
		for _, p := range c.First[shown:min(shown+listed, len(c.First))] {
			lines = append(lines, fmt.Sprint(p.Line))
		}
		if c.Count > shown+listed {
			lines = append(lines, "...")
		}
		fmt.Fprintf(w, "  and %d more of this kind: lines %s\n", c.Count-shown, strings.Join(lines, ", "))
	}
}

// mark sets apart what is no problem.
func mark(p feed.Problem) string {
	if p.Note {
		return "note: "
	}
	return ""
}

// explain prints what was inferred of each column, and from what.
func explain(w io.Writer, decisions []build.Decision) {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "column\trole\tkind\tunit\twhy")
	for _, d := range decisions {
		name := d.Column
		if d.Name != "" && d.Name != d.Column && !d.Drop {
			name += " (shown as " + d.Name + ")"
		}
		if d.Drop {
			fmt.Fprintf(t, "%s\t(left out)\t\t\t%s\n", name, d.Why)
			continue
		}
		kind := d.Kind.String()
		if d.Many {
			kind += ", several"
		}
		fmt.Fprintf(t, "%s\t%s\t%s\t%s\t%s\n", name, d.Role, kind, d.Unit, d.Why)
	}
	t.Flush()
}
