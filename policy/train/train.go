package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"

	"github.com/google/renameio/v2/maybe"

	"rso/catalog"
	"rso/core/prefer"
	"rso/policy"
	"rso/policy/console"
	"rso/policy/learn"
	"rso/policy/measure"
)

// folds is how many folds the manifest's metrics are cross-validated over.
const folds = 5

// train makes the policy and writes it.
func (o *options) train(ctx context.Context, stderr io.Writer) error {
	m := manifest{Format: manifestFormat, Seed: o.learn.Seed}
	catalogs, err := o.catalogs(&m)
	if err != nil {
		return err
	}
	practises := o.learn.Episodes > 0
	var in practice
	if practises {
		if in, err = o.practice(m.Catalog, stderr); err != nil {
			return err
		}
	}
	warm, err := o.start(&m, stderr)
	if err != nil {
		return err
	}
	p := warm
	if practises {
		if p, err = o.optimise(ctx, catalogs[0].Catalog, &in, warm, &m, stderr); err != nil {
			return err
		}
	}
	if ctx.Err() != nil {
		return fmt.Errorf("interrupted; %s", o.kept())
	}
	if o.report != "" {
		if err := o.measure(ctx, catalogs, warm, p, stderr); err != nil {
			return err
		}
	}
	if err := maybe.WriteFile(o.out, p.Bytes(), 0o644); err != nil {
		return fmt.Errorf("cannot write the policy: %w; name another file with -o", err)
	}
	if !practises { // a checkpoint is not of this
		return nil
	}
	if err := os.Remove(o.checkpoint); err != nil && !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("the policy is written; its checkpoint can be deleted: %w", err)
	}
	return nil
}

// catalogs opens the catalog that is learned on, and behind it those that the policy is measured on too.
func (o *options) catalogs(m *manifest) ([]measure.Catalog, error) {
	if o.catalog == "" {
		return nil, nil
	}
	c, hash, err := openCatalog(o.catalog)
	if err != nil {
		return nil, err
	}
	m.Catalog = hash
	list := []measure.Catalog{{Name: c.Name(), Catalog: c}}
	for i, name := range o.also {
		other, _, err := openCatalog(name)
		if err != nil {
			return nil, err
		}
		label := other.Name() + " (not trained on)"
		if slices.ContainsFunc(list, func(c measure.Catalog) bool { return c.Name == label }) {
			label = fmt.Sprintf("%s (not trained on, %d)", other.Name(), i+1)
		}
		list = append(list, measure.Catalog{Name: label, Catalog: other})
	}
	return list, nil
}

// start returns the policy that learning starts at.
func (o *options) start(m *manifest, stderr io.Writer) (*policy.Policy, error) {
	switch {
	case len(o.dialogues) > 0:
		return o.warmStart(m, stderr)
	case o.warm != "":
		b, err := os.ReadFile(o.warm)
		if err != nil {
			return nil, fmt.Errorf("cannot read the policy to start from: %w", err)
		}
		p, err := policy.Open(b)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", o.warm, err)
		}
		m.Start = hashOf(o.warm, b)
		return p, nil
	}
	return policy.New(nil, "{}")
}

// warmStart clones human recommenders.
func (o *options) warmStart(m *manifest, stderr io.Writer) (*policy.Policy, error) {
	dialogues, sources, err := learn.Load(o.dialogues...)
	if err != nil {
		return nil, err
	}
	labels := learn.Strategies()
	extractor := learn.Extractor{Hear: prefer.English().Heard, Labels: labels}
	instances, err := extractor.Extract(dialogues)
	if err != nil {
		return nil, err
	}
	if len(instances) == 0 {
		return nil, errors.New("no utterance of a recommender has a strategy in these dialogues; the warm start needs labelled ones")
	}
	fit, err := learn.WarmStart()
	if err != nil {
		return nil, err
	}
	m.Data, m.Labels = sources, mapping()
	m.Learner, m.Counts = describe(fit), count(labels, len(dialogues), instances)
	if n := min(folds, len(dialogues)); n < 2 {
		fmt.Fprintln(stderr, "One dialogue can't be split into folds: the manifest will have no metrics of the warm start.")
	} else {
		deal, err := learn.Folds(dialogues, n, o.learn.Seed)
		if err != nil {
			return nil, err
		}
		size := len(labels.Names)
		tell, complete := console.Steps(stderr), 0
		outcome := learn.CrossValidate(size, instances, deal, fit.Learner(size), o.workers, func() {
			if complete++; tell != nil {
				tell("fold", complete, n)
			}
		})
		m.CrossValidation = &validation{Folds: n, Score: rounded(outcome.Score())}
	}
	text, err := m.text()
	if err != nil {
		return nil, err
	}
	return fit.Learn(len(labels.Names), instances).Policy(text)
}

// openCatalog reads a compiled catalog, and its hash for the manifest.
func openCatalog(name string) (*catalog.Catalog, *file, error) {
	b, err := os.ReadFile(name)
	if err != nil {
		return nil, nil, fmt.Errorf("cannot read the catalog: %w", err)
	}
	c, err := catalog.Open(b)
	if err != nil {
		return nil, nil, fmt.Errorf("%s: %w", name, err)
	}
	return c, hashOf(name, b), nil
}
