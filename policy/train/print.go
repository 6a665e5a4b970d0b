package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"strings"

	"rso/policy"
)

// printPolicy prints the tables of a policy file: for each cell that was seen in training, how often,
// and the logits of the strategies, the most favoured first.
func printPolicy(w io.Writer, name string) error {
	b, err := os.ReadFile(name)
	if err != nil {
		return fmt.Errorf("cannot read the policy: %w", err)
	}
	p, err := policy.Open(b)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	out := bufio.NewWriter(w)
	for _, t := range p.Tables() {
		fmt.Fprintf(out, "%s\n", t.Name(p.Layout()))
		for cell, visits := range t.Visits {
			if visits == 0 {
				continue
			}
			fmt.Fprintf(out, "  %-46s %5d  %s\n", cellInWords(p.Layout(), t, cell), visits, rowInWords(t.Row(cell)))
		}
		fmt.Fprintln(out)
	}
	fmt.Fprintln(out, p.Manifest())
	return out.Flush()
}

// cellInWords names a cell by its buckets: "2 × credibility".
func cellInWords(l policy.Layout, t policy.Table, cell int) string {
	var buckets []string
	for _, label := range l.Cross(t.Features, cell) {
		buckets = append(buckets, label.Bucket)
	}
	return strings.Join(buckets, " × ")
}

// rowInWords lists the logits that matter, the highest first.
func rowInWords(row []float64) string {
	const noise = 0.05 // changes a probability by less than a twentieth
	order := make([]policy.Strategy, 0, len(row))
	for s := range policy.NumStrategies {
		if row[s] < noise && row[s] > -noise {
			continue
		}
		at := len(order)
		for at > 0 && row[order[at-1]] < row[s] {
			at--
		}
		order = append(order[:at], append([]policy.Strategy{s}, order[at:]...)...)
	}
	var words []string
	for _, s := range order {
		words = append(words, fmt.Sprintf("%s %+.2f", s, row[s]))
	}
	return strings.Join(words, ", ")
}
