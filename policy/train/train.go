package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/google/renameio/v2/maybe"

	"rso/core/prefer"
	"rso/policy/learn"
)

// folds is how many folds the manifest's metrics are cross-validated over.
const folds = 5

// train learns the warm start and writes it.
func train(ctx context.Context, o options, stderr io.Writer) error {
	dialogues, sources, err := learn.Load(o.dialogues...)
	if err != nil {
		return err
	}
	labels := learn.Strategies()
	extractor := learn.Extractor{Hear: prefer.English().Heard, Labels: labels}
	instances, err := extractor.Extract(dialogues)
	if err != nil {
		return err
	}
	if len(instances) == 0 {
		return errors.New("no utterance of a recommender has a strategy in these dialogues; the warm start needs labelled ones")
	}
	fit, err := learn.WarmStart()
	if err != nil {
		return err
	}
	m := manifest{
		Format:   manifestFormat,
		Seed:     o.seed,
		Episodes: o.episodes,
		Data:     sources,
		Learner:  describe(fit),
		Counts:   count(labels, len(dialogues), instances),
		Labels:   mapping(),
	}
	if o.catalog != "" {
		if m.Catalog, err = hashed(o.catalog); err != nil {
			return err
		}
	}
	n := min(folds, len(dialogues))
	if n < 2 {
		fmt.Fprintln(stderr, "One dialogue can't be split into folds: the manifest will have no metrics.")
	} else {
		report := progress(stderr, n)
		deal, err := learn.Folds(dialogues, n, o.seed)
		if err != nil {
			return err
		}
		size := len(labels.Names)
		outcome := learn.CrossValidate(size, instances, deal, fit.Learner(size), o.workers, report)
		m.CrossValidation = &validation{Folds: n, Score: rounded(outcome.Score())}
	}
	text, err := m.text()
	if err != nil {
		return err
	}
	p, err := fit.Learn(len(labels.Names), instances).Policy(text)
	if err != nil {
		return err
	}
	if ctx.Err() != nil {
		return fmt.Errorf("interrupted; %s is as it was", o.out)
	}
	if err := maybe.WriteFile(o.out, p.Bytes(), 0o644); err != nil {
		return fmt.Errorf("cannot write the policy: %w", err)
	}
	return nil
}

// progress returns a function that counts folds on a terminal, and does nothing elsewhere.
func progress(stderr io.Writer, n int) func() {
	file, ok := stderr.(*os.File)
	if !ok {
		return func() {}
	}
	if info, err := file.Stat(); err != nil || info.Mode()&os.ModeCharDevice == 0 {
		return func() {}
	}
	done := 0
	return func() {
		done++
		fmt.Fprintf(stderr, "\rfold %d of %d", done, n)
		if done == n {
			fmt.Fprintln(stderr)
		}
	}
}
