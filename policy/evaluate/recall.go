package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"

	"rso/catalog/affinity"
	"rso/policy/console"
)

// recallOptions are the flags of evaluate recall.
type recallOptions struct {
	catalog          string
	dialogues, train console.List
	among            string
	workers          int
	json             bool
}

// recall measures how well the items that recommenders mention are foreseen.
func recall(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	var o recallOptions
	flags := flag.NewFlagSet("evaluate recall", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.StringVar(&o.catalog, "catalog", "", "rank the items of the compiled catalog in this `file`")
	flags.Var(&o.dialogues, "dialogues", "measure on the human dialogues in this JSONL `file`; may be repeated")
	flags.Var(&o.train, "train", "let the baselines learn from the dialogues, windows, ratings or orders in this `file`; may be repeated")
	flags.StringVar(&o.among, "among", "", "rank only the items whose ids stand in this `file`, one a line; mentions of other items aren't counted")
	flags.IntVar(&o.workers, "workers", runtime.NumCPU(), "`number` of dialogues to measure at a time; does not change the result")
	flags.BoolVar(&o.json, "json", false, "print one JSON object a line instead of tables")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if flags.NArg() > 0 {
		return fmt.Errorf("%q is no flag: give several files by repeating -dialogues or -train", flags.Arg(0))
	}
	if err := o.check(); err != nil {
		return err
	}
	r, err := o.measure(ctx, stderr)
	if err != nil {
		return err
	}
	if o.json {
		return r.encode(json.NewEncoder(stdout))
	}
	return r.print(stdout)
}

// check says what is wrong with the flags and how to put it right.
func (o recallOptions) check() error {
	switch {
	case o.catalog == "":
		return errors.New("nothing to rank: name a compiled catalog with -catalog")
	case len(o.dialogues) == 0:
		return errors.New("nothing to measure on: name a file of human dialogues with -dialogues")
	case o.workers < 1:
		return fmt.Errorf("-workers %d: give at least 1", o.workers)
	}
	return nil
}

// measure lets the rankers foresee the dialogues.
func (o recallOptions) measure(ctx context.Context, stderr io.Writer) (*recallReport, error) {
	c, err := openCatalog(o.catalog)
	if err != nil {
		return nil, err
	}
	some, err := readAmong(c, o.among)
	if err != nil {
		return nil, err
	}
	dialogues, err := readDialogues(o.dialogues)
	if err != nil {
		return nil, err
	}
	trained, err := readTrained(o.train)
	if err != nil {
		return nil, err
	}
	if n := seenIn(trained, dialogues); n > 0 {
		fmt.Fprintf(stderr, "%d of the %d dialogues are in the files of -train: these figures flatter. Leave them out there.\n", n, len(dialogues))
	}
	talks := make([]talk, len(dialogues))
	for i, d := range dialogues {
		talks[i] = newTalk(c, d)
		talks[i].keep(some)
	}
	rankers, popularity := rankersOf(c, trained)
	r := &recallReport{items: some.len(c), among: o.among}
	for _, k := range rankers {
		counts, err := recallOf(ctx, k, popularity, some, talks, o.workers)
		if err != nil {
			return nil, err
		}
		r.add(k.name(), counts)
	}
	switch {
	case r.mentions() > 0:
		return r, nil
	case some != nil:
		return nil, fmt.Errorf("no recommender mentions one of the %d items of %s in these dialogues: name others in -among, or give other dialogues", r.items, r.among)
	}
	return nil, errors.New("no recommender mentions an item in these dialogues: give ones whose turns have items in -dialogues")
}

// readDialogues reads the dialogues to measure on. The same id twice is an error: a dialogue would count twice.
func readDialogues(files []string) ([]affinity.History, error) {
	var all []affinity.History
	first := map[string]string{} // id -> where it was seen
	for _, file := range files {
		histories, err := readHistories("-dialogues", file)
		if err != nil {
			return nil, err
		}
		for _, h := range histories {
			if h.Kind != affinity.Dialogue {
				return nil, fmt.Errorf("%s: this is a %s, which doesn't tell what a recommender said: give whole dialogues, with turns and speakers, in -dialogues", h.Origin, h.Kind)
			}
			if before, seen := first[h.ID]; seen {
				return nil, fmt.Errorf("%s: id: %q was used at %s already; give every dialogue its own, and every file once", h.Origin, h.ID, before)
			}
			first[h.ID] = h.Origin
			all = append(all, h)
		}
	}
	return all, nil
}

// readTrained reads what the baselines learn from, by file: groups are of one file.
func readTrained(files []string) ([][]affinity.History, error) {
	var all [][]affinity.History
	for _, file := range files {
		histories, err := readHistories("-train", file)
		if err != nil {
			return nil, err
		}
		all = append(all, histories)
	}
	return all, nil
}

// readHistories reads one file of a flag.
func readHistories(flag, name string) ([]affinity.History, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, fmt.Errorf("%s: cannot read the file: %w", flag, err)
	}
	defer file.Close()
	return affinity.Read(file, filepath.Base(name))
}

// seenIn returns how many of the dialogues are, word for word, among those that were learned from.
func seenIn(trained [][]affinity.History, dialogues []affinity.History) (n int) {
	seen := map[string]bool{}
	for _, file := range trained {
		for _, h := range file {
			if h.Kind == affinity.Dialogue {
				seen[wordsOf(h)] = true
			}
		}
	}
	for _, d := range dialogues {
		if seen[wordsOf(d)] {
			n++
		}
	}
	return n
}

// wordsOf is what is said in a dialogue.
func wordsOf(h affinity.History) string {
	var b strings.Builder
	for _, t := range h.Turns {
		b.WriteString(t.Text)
		b.WriteByte('\n')
	}
	return b.String()
}

// recallOf lets one ranker foresee the dialogues, several at a time, and returns what it found in each.
func recallOf(ctx context.Context, k ranker, popularity []float32, some among, talks []talk, workers int) ([]recallCount, error) {
	counts := make([]recallCount, len(talks))
	var next atomic.Int64
	var group sync.WaitGroup
	for range min(workers, len(talks)) {
		group.Go(func() {
			f := forecast{scores: make([]float32, len(popularity)), popularity: popularity, among: some, mentioned: make([]bool, len(popularity))}
			for i := int(next.Add(1)) - 1; i < len(talks) && ctx.Err() == nil; i = int(next.Add(1)) - 1 {
				counts[i] = f.count(k, &talks[i])
			}
		})
	}
	group.Wait()
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("interrupted: %w", err)
	}
	return counts, nil
}
