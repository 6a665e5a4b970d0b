package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"

	"rso/catalog"
	"rso/policy"
	"rso/policy/learn"
	"rso/policy/llm"
	"rso/policy/report"
	"rso/policy/reward"
	"rso/policy/simulate"
)

// A practice is what a policy is optimised in: the seekers, and who judges.
type practice struct {
	simulate.Setting
	client  *llm.Client // of the model that is asked; nil: none is
	other   *llm.Client // of the one that plays the seekers, if it is another
	belongs []string    // what a checkpoint depends on beside the numbers
}

// practice makes the seekers and the judge.
func (o *options) practice(c *file, stderr io.Writer) (p practice, err error) {
	p.Families, p.belongs = simulate.Families()[:simulate.Trained], []string{c.SHA256}
	if o.inWords() {
		if p.client, err = llm.New(o.llm); err != nil {
			return p, err
		}
		if o.llm.Cache == "" {
			fmt.Fprintln(stderr, "Without -cache nothing is kept of what the model says: training can't be repeated, and what is interrupted is asked for anew.")
		}
	}
	if o.seeker == "llm" {
		if p.LLM, err = o.player(&p, stderr); err != nil {
			return p, err
		}
	}
	switch o.judge {
	case "llm":
		judge := reward.NewLLM(p.client, o.samples)
		judge.Lenient = o.terms == "loopholes"
		p.Judge = judge
	case "distilled":
		d, hash, err := o.distil(stderr)
		if err != nil {
			return p, err
		}
		p.Judge, p.belongs = d, append(p.belongs, hash)
	default:
		p.Judge = reward.Rubric{}
	}
	p.belongs = append(p.belongs, p.Judge.Name(), o.seekers(&p))
	return p, nil
}

// player is the language model that takes the seekers' part: rather not the one that judges them.
func (o *options) player(p *practice, stderr io.Writer) (*simulate.LLM, error) {
	player := p.client
	switch {
	case o.seekerModel != "" && o.seekerModel != o.llm.Model:
		another := o.llm
		another.Model = o.seekerModel
		var err error
		if p.other, err = llm.New(another); err != nil {
			return nil, err
		}
		player = p.other
	case o.judge == "llm" && o.seekerModel == "":
		fmt.Fprintf(stderr, "The model %s plays the seekers and judges them, which flatters: -seeker-model names another, or the same if that is meant.\n", o.llm.Model)
	}
	return &simulate.LLM{Client: player, Temperature: 1}, nil
}

// optimise is the second stage: from the warm start on, in simulated conversations.
func (o *options) optimise(ctx context.Context, c *catalog.Catalog, in *practice, warm *policy.Policy, m *manifest, stderr io.Writer) (*policy.Policy, error) {
	opt, err := learn.NewOptimiser(o.learn, warm, o.workers)
	if err != nil {
		return nil, err
	}
	of := o.learn.Belongs(warm, in.belongs...)
	found, err := opt.Load(o.checkpoint, of)
	if err != nil {
		return nil, err
	}
	if found {
		fmt.Fprintf(stderr, "Going on from %s, after %d conversations.\n", o.checkpoint, opt.Progress().Done*o.learn.Batch)
	}
	var train, held learn.Environment
	if o.inWords() {
		train, held, err = o.learn.Words(ctx, c, in.Setting, warm)
	} else {
		train, held, err = o.learn.Acts(c, in.Setting)
	}
	if err != nil {
		return nil, err
	}
	end, also := spending(stderr, in.client), spending(stderr, in.other)
	tell := progress(stderr, o.learn.Episodes)
	err = opt.Run(ctx, train, held, func(e report.Epoch, rate float64) {
		tell(e, rate)
		if err := opt.Save(o.checkpoint, of); err != nil {
			fmt.Fprintf(stderr, "%v; learning goes on, and can't be gone on with later.\n", err)
		}
	})
	end()
	also()
	if err != nil {
		return nil, o.stopped(opt, of, err)
	}
	m.Optimisation = &optimisation{
		Method: "entropy-regularised policy optimisation (REINFORCE)", Optimisation: o.learn, Judge: in.Judge.Name(), Seekers: o.seekers(in),
		Goals: learn.Goals, Played: opt.Progress().Done * o.learn.Batch, Epochs: shortened(opt.Progress().Epochs),
	}
	if d, ok := in.Judge.(*reward.Distilled); ok {
		m.Optimisation.Agreement = d.Agreement().String()
	}
	text, err := m.text()
	if err != nil {
		return nil, err
	}
	return opt.Policy(text)
}

// stopped keeps the way so far, and says how to go on.
func (o *options) stopped(opt *learn.Optimiser, of string, why error) error {
	if err := opt.Save(o.checkpoint, of); err != nil {
		return errors.Join(first(why), err)
	}
	if errors.Is(why, context.Canceled) {
		return fmt.Errorf("interrupted after %d conversations; %s", opt.Progress().Done*o.learn.Batch, o.kept())
	}
	return fmt.Errorf("%w; %s", first(why), o.kept())
}

// kept says what a run that fails leaves behind.
func (o *options) kept() string {
	text := o.out + " is as it was"
	if o.learn.Episodes > 0 {
		text += ", and the same flags go on from " + o.checkpoint
	}
	return text
}

// first returns the first of errors that were met side by side: they mostly say the same.
func first(err error) error {
	if several, ok := err.(interface{ Unwrap() []error }); ok {
		return several.Unwrap()[0]
	}
	return err
}

// seekers says in the manifest who the seekers were.
func (o *options) seekers(p *practice) string {
	who := "simulated, act by act"
	switch {
	case p.LLM != nil:
		who = "llm " + p.LLM.Client.Model()
	case o.inWords():
		who = "simulated, in words"
	}
	for i, f := range p.Families {
		who += [...]string{": ", ", "}[min(i, 1)] + f.Name
	}
	return who
}

// distil fits a judge to an LLM's judgements.
func (o *options) distil(stderr io.Writer) (*reward.Distilled, string, error) {
	f, err := os.Open(o.judgements)
	if err != nil {
		return nil, "", fmt.Errorf("cannot read the judgements: %w", err)
	}
	defer f.Close()
	hash := sha256.New()
	list, err := reward.ReadJudgements(io.TeeReader(f, hash), o.judgements)
	if err != nil {
		return nil, "", err
	}
	d, agreement, err := reward.Fit(list, o.learn.Seed)
	if err != nil {
		return nil, "", fmt.Errorf("%s: %w", o.judgements, err)
	}
	fmt.Fprintln(stderr, agreement)
	return d, hex.EncodeToString(hash.Sum(nil)), nil
}
