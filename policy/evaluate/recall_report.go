package main

import (
	"encoding/json"
	"fmt"
	"io"
	"math"
)

// recallReport is what was measured, by ranker.
type recallReport struct {
	dialogues int
	items     int    // ranked
	among     string // the name of the file that says which; "" when all are
	rankers   []rankerRecall
}

// rankerRecall is what one ranker reaches.
type rankerRecall struct {
	Ranker  string `json:"ranker"`
	Unknown int    `json:"unknown"` // targets that the catalog doesn't have, each a miss
	recallColumns
}

// recallColumns are the three ways to count: all targets; those that no earlier turn mentions; and these in a ranking without
// what earlier turns mention.
type recallColumns struct {
	All       recallScore `json:"all"`
	New       recallScore `json:"new"`
	NewMasked recallScore `json:"new_masked"`
}

// recallScore are the shares, 0 to 1, of n targets that are among the first 1, 10 and 50, and their standard errors.
type recallScore struct {
	R1   float64 `json:"r1"`
	R10  float64 `json:"r10"`
	R50  float64 `json:"r50"`
	N    int     `json:"n"`
	SE1  float64 `json:"se1"`
	SE10 float64 `json:"se10"`
	SE50 float64 `json:"se50"`
}

// add takes what a ranker found, by dialogue.
func (r *recallReport) add(name string, counts []recallCount) {
	one := rankerRecall{Ranker: name}
	for _, c := range counts {
		one.Unknown += c.unknown
	}
	one.All = scoreOf(counts, func(c *recallCount) *hitCount { return &c.all })
	one.New = scoreOf(counts, func(c *recallCount) *hitCount { return &c.fresh })
	one.NewMasked = scoreOf(counts, func(c *recallCount) *hitCount { return &c.masked })
	r.dialogues = len(counts)
	r.rankers = append(r.rankers, one)
}

// mentions is how many targets there were.
func (r *recallReport) mentions() int { return r.rankers[0].All.N }

// scoreOf adds up one column over the dialogues.
func scoreOf(counts []recallCount, column func(*recallCount) *hitCount) recallScore {
	var share, errors [len(cutoffs)]float64
	for k := range cutoffs {
		share[k], errors[k] = clustered(counts, func(c *recallCount) (hits, n int) { return column(c).hits[k], column(c).n })
	}
	n := 0
	for i := range counts {
		n += column(&counts[i]).n
	}
	return recallScore{share[0], share[1], share[2], n, errors[0], errors[1], errors[2]}
}

// clustered returns the share p of hits and its standard error, clustered by dialogue, since the targets of one dialogue are not
// independent: with h hits of n in each of the D dialogues that have any,
//
//	p = Σh / Σn    se = √( D/(D-1) · Σ(h - p·n)² ) / Σn
//
// Both are 0 of nothing, and the error of one dialogue.
func clustered(counts []recallCount, of func(*recallCount) (hits, n int)) (p, se float64) {
	hits, n, dialogues := 0, 0, 0.0
	for i := range counts {
		h, m := of(&counts[i])
		hits, n = hits+h, n+m
		if m > 0 {
			dialogues++
		}
	}
	p = share(hits, n)
	if dialogues < 2 {
		return p, 0
	}
	sum := 0.0
	for i := range counts {
		h, m := of(&counts[i])
		d := float64(h) - p*float64(m)
		sum += d * d
	}
	return p, math.Sqrt(dialogues/(dialogues-1)*sum) / float64(n)
}

// encode writes an object a line: one for each ranker, and at last what is measured, the columns of the last ranker.
func (r *recallReport) encode(e *json.Encoder) error {
	for _, k := range r.rankers {
		if err := e.Encode(k); err != nil {
			return err
		}
	}
	return e.Encode(r.rankers[len(r.rankers)-1].recallColumns)
}

// print writes the figures as aligned tables.
func (r *recallReport) print(w io.Writer) error {
	ranked := fmt.Sprintf("%d ranked items", r.items)
	if r.among != "" {
		ranked = fmt.Sprintf("the %d items of %s: mentions of others aren't counted", r.items, r.among)
	}
	fmt.Fprintf(w, "Recall of the items that recommenders mention in %d dialogues, among %s.\n", r.dialogues, ranked)
	if n := r.rankers[0].Unknown; n > 0 {
		fmt.Fprintf(w, "Mentions of items that the catalog doesn't have: %d, each a miss.\n", n)
	}
	for _, column := range []struct {
		name string
		of   func(rankerRecall) recallScore
	}{
		{"all", func(k rankerRecall) recallScore { return k.All }},
		{"new: not mentioned earlier", func(k rankerRecall) recallScore { return k.New }},
		{"new, mentioned ones masked", func(k rankerRecall) recallScore { return k.NewMasked }},
	} {
		fmt.Fprintf(w, "\n%-28s  %6s  %-15s  %-15s  %s\n", column.name, "n", "Recall@1", "Recall@10", "Recall@50")
		for _, k := range r.rankers {
			s := column.of(k)
			_, err := fmt.Fprintf(w, "%-28s  %6d  %6.4f ± %.4f  %6.4f ± %.4f  %6.4f ± %.4f\n", k.Ranker, s.N, s.R1, s.SE1, s.R10, s.SE10, s.R50, s.SE50)
			if err != nil {
				return err
			}
		}
	}
	_, err := fmt.Fprintln(w, "\n± is the standard error, clustered by dialogue.")
	return err
}
