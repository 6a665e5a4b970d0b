package main

import (
	"fmt"
	"io"

	"rso/policy/learn"
)

// report is what was measured.
type report struct {
	name      string
	labels    learn.LabelSpace
	dialogues int
	outcome   learn.Outcome
	baselines []baseline
}

// baseline is what a simple predictor reaches on the same instances.
type baseline struct {
	name  string
	score learn.Score
}

// print writes the figures as aligned tables.
func (r report) print(w io.Writer) error {
	fmt.Fprintf(w, "Next of %d %s, over %d recommender utterances in %d dialogues.\n\n",
		len(r.labels.Names), r.kind(), r.outcome.N, r.dialogues)
	fmt.Fprintf(w, "%-28s  %6s  %6s  %10s\n", "", "top-1", "top-3", "NLL (nats)")
	for _, b := range append(r.baselines, baseline{r.name, r.outcome.Score()}) {
		fmt.Fprintf(w, "%-28s  %6.4f  %6.4f  %10.4f\n", b.name, b.score.Top1, b.score.Top3, b.score.NLL)
	}
	fmt.Fprintf(w, "\n%-28s  %6s  %6s\n", "", "n", "recall")
	for k, name := range r.labels.Names {
		recall := "-"
		if n := r.outcome.Gold[k]; n > 0 {
			recall = fmt.Sprintf("%.4f", float64(r.outcome.Found[k])/float64(n))
		}
		if _, err := fmt.Fprintf(w, "%-28s  %6d  %6s\n", name, r.outcome.Gold[k], recall); err != nil {
			return err
		}
	}
	return nil
}

// kind names what is predicted.
func (r report) kind() string {
	if r.labels.Name == "inspired" {
		return "INSPIRED labels"
	}
	return "strategies"
}
