package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"

	"rso/core/prefer"
	"rso/policy"
	"rso/policy/console"
	"rso/policy/learn"
)

// options are the flags of evaluate strategies.
type options struct {
	policy    string
	folds     int
	dialogues console.List
	labels    string
	seed      uint64
	workers   int
	json      bool
}

// strategies measures how well the next strategy is foreseen.
func strategies(args []string, stdout, stderr io.Writer) error {
	var o options
	flags := flag.NewFlagSet("evaluate strategies", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.StringVar(&o.policy, "policy", "", "measure the policy in this `file`")
	flags.IntVar(&o.folds, "folds", 0, "learn the warm start and measure it by cross-validation over this `number` of folds")
	flags.Var(&o.dialogues, "dialogues", "measure on the human dialogues in this JSONL `file`; may be repeated")
	flags.StringVar(&o.labels, "labels", "strategies", "score the Planner's `strategies`, or INSPIRED's own labels: inspired")
	flags.Uint64Var(&o.seed, "seed", 1, "`seed` of the folds")
	flags.IntVar(&o.workers, "workers", runtime.NumCPU(), "`number` of folds to learn at a time; does not change the result")
	flags.BoolVar(&o.json, "json", false, "print one JSON object instead of tables")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if flags.NArg() > 0 {
		return fmt.Errorf("%q is no flag: give several files by repeating -dialogues", flags.Arg(0))
	}
	labels, err := o.check()
	if err != nil {
		return err
	}
	r, err := foresee(o, labels, stderr)
	if err != nil {
		return err
	}
	if o.json {
		return json.NewEncoder(stdout).Encode(r.outcome.Score())
	}
	return r.print(stdout)
}

// check says what is wrong with the flags and how to put it right; else it returns the labels to score.
func (o options) check() (learn.LabelSpace, error) {
	var none learn.LabelSpace
	switch {
	case len(o.dialogues) == 0:
		return none, errors.New("nothing to measure on: name a file of human dialogues with -dialogues")
	case o.policy == "" && o.folds == 0:
		return none, errors.New("nothing to measure: give a policy with -policy, or -folds 5 to cross-validate the warm start")
	case o.policy != "" && o.folds != 0:
		return none, errors.New("-policy measures a file and -folds learns anew: give one of the two")
	}
	switch o.labels {
	case "strategies":
		return learn.Strategies(), nil
	case "inspired":
		if o.policy != "" {
			return none, errors.New("a policy knows the Planner's strategies, not INSPIRED's labels: use -labels inspired with -folds")
		}
		return learn.Inspired(), nil
	}
	return none, fmt.Errorf(`-labels %q is unknown: it is "strategies" or "inspired"`, o.labels)
}

// foresee puts the policy or the learner, and the baselines, to the dialogues.
func foresee(o options, labels learn.LabelSpace, stderr io.Writer) (report, error) {
	r := report{labels: labels}
	dialogues, sources, err := learn.Load(o.dialogues...)
	if err != nil {
		return r, err
	}
	instances, err := learn.Extractor{Hear: prefer.English().Heard, Labels: labels}.Extract(dialogues)
	if err != nil {
		return r, err
	}
	if len(instances) == 0 {
		return r, errors.New("no utterance of a recommender has a strategy in these dialogues; give labelled ones with -dialogues")
	}
	r.dialogues = len(dialogues)
	size := len(labels.Names)
	folds := o.folds
	if o.policy != "" {
		p, err := open(o.policy)
		if err != nil {
			return r, err
		}
		warnSeen(stderr, p, sources)
		r.name, r.outcome = "the policy", learn.Measure(size, instances, learn.Plays(p))
		folds = min(5, len(dialogues)) // for the baselines
		if o.json || folds < 2 {
			return r, nil
		}
	}
	deal, err := learn.Folds(dialogues, folds, o.seed)
	if err != nil {
		return r, err
	}
	validate := func(fit learn.Fit, err error) (learn.Outcome, error) {
		if err != nil {
			return learn.Outcome{}, err
		}
		return learn.CrossValidate(size, instances, deal, fit.Learner(size), o.workers, func() {}), nil
	}
	if o.policy == "" {
		r.name = fmt.Sprintf("warm start, %d folds", folds)
		if r.outcome, err = validate(learn.WarmStart()); err != nil || o.json {
			return r, err
		}
	}
	majority, err := validate(learn.Majority())
	if err != nil {
		return r, err
	}
	previous, err := validate(learn.Previous())
	if err != nil {
		return r, err
	}
	r.baselines = []baseline{
		{fmt.Sprintf("majority, %d folds", folds), majority.Score()},
		{fmt.Sprintf("previous strategy, %d folds", folds), previous.Score()},
	}
	return r, nil
}

// open reads a policy file.
func open(name string) (*policy.Policy, error) {
	b, err := os.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("cannot read the policy: %w", err)
	}
	p, err := policy.Open(b)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return p, nil
}

// warnSeen says so when the policy was learned from what it is measured on.
func warnSeen(stderr io.Writer, p *policy.Policy, sources []learn.Source) {
	for _, s := range sources {
		if strings.Contains(p.Manifest(), s.SHA256) {
			fmt.Fprintf(stderr, "The policy was learned from %s: these figures flatter it. -folds gives fair ones.\n", s.Name)
		}
	}
}
