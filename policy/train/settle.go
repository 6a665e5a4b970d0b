package main

import (
	"errors"
	"flag"
	"fmt"
	"math"
	"path/filepath"

	"rso/policy/console"
	"rso/policy/learn"
	"rso/policy/reward"
)

// given says whether a flag was.
func (o *options) given(name string) bool {
	found := false
	o.flags.Visit(func(f *flag.Flag) { found = found || f.Name == name })
	return found
}

// inWords says whether conversations are in words: a model can't read acts.
func (o *options) inWords() bool { return o.judge == "llm" || o.seeker == "llm" }

// settle checks the flags, saying how to put right what is wrong, and fills in what follows from others. Whatever can be
// known to fail fails here, and not after hours of learning.
func (o *options) settle() error {
	l := &o.learn
	weight := func(x float64) bool { return x >= 0 && !math.IsInf(x, 1) }
	switch {
	case o.out == "":
		return errors.New("no file to write to: name one with -o, such as -o shop.rsop")
	case l.Episodes < 0:
		return fmt.Errorf("-episodes %d is negative: 0 is the warm start alone", l.Episodes)
	case l.Episodes > 0 && o.catalog == "":
		return fmt.Errorf("-episodes %d: conversations need something to talk about: name a compiled catalog with -catalog", l.Episodes)
	case l.Batch < 1 || o.held < 1 || o.samples < 1 || o.measured < 1 || o.workers < 1:
		return errors.New("-batch, -held, -samples, -n and -workers must be at least 1")
	case !weight(l.Entropy) || !weight(l.KL):
		return errors.New("-entropy and -kl are weights: give numbers from 0 on, such as .01")
	case len(o.dialogues) > 0 && o.warm != "":
		return errors.New("-dialogues and -warm both say where to start: give one of them")
	case o.judge != "rubric" && o.judge != "llm" && o.judge != "distilled":
		return fmt.Errorf(`-judge %q is unknown: it is "rubric", "llm" or "distilled"`, o.judge)
	case o.seeker != "simulated" && o.seeker != "llm":
		return fmt.Errorf(`-seeker %q is unknown: it is "simulated" or "llm"`, o.seeker)
	}
	switch o.terms {
	case "closed":
		l.Terms = reward.Closed()
	case "loopholes":
		l.Terms = reward.Loopholes()
	default:
		return fmt.Errorf(`-terms %q is unknown: it is "closed" or "loopholes"`, o.terms)
	}
	o.size()
	if l.Episodes == 0 && len(o.dialogues) == 0 {
		if o.warm != "" {
			return errors.New("nothing to learn: -warm is where learning starts, so name a catalog to practise on with -catalog, and more -episodes than 0")
		}
		return errors.New("nothing to learn from: name a file of human dialogues with -dialogues, or a catalog to practise on with -catalog")
	}
	if err := o.needs(); err != nil {
		return err
	}
	if o.checkpoint == "" {
		o.checkpoint = o.out + ".checkpoint"
	}
	return o.places()
}

// size fills in how much is played: as much as was given, else what is usual with and without a language model.
func (o *options) size() {
	l := &o.learn
	l.Held = o.held
	if !o.given("episodes") && o.catalog != "" {
		l.Episodes = learn.Standard().Episodes
	}
	if o.inWords() {
		given := *l
		*l = l.Fewer()
		for name, field := range map[string][2]*int{"episodes": {&l.Episodes, &given.Episodes}, "batch": {&l.Batch, &given.Batch}, "held": {&l.Held, &given.Held}} {
			if o.given(name) {
				*field[0] = *field[1]
			}
		}
	}
	if l.Episodes > 0 {
		l.Batch = min(l.Batch, l.Episodes)
	}
}

// needs refuses what would silently do nothing: flags that mean something with others only.
func (o *options) needs() error {
	const nobody = "no language model is asked for anything: give -judge llm or -seeker llm too, or leave this out"
	type need struct {
		met  bool
		why  string
		flag []string
	}
	for _, n := range []need{
		{o.catalog != "", "the policy is measured on a catalog: name one with -catalog", []string{"report"}},
		{o.report != "", "this is about the report: name a file for it with -report, or leave this out", []string{"also", "n"}},
		{o.judge == "distilled", "only -judge distilled listens to judgements: give it too, or leave this out", []string{"judgements"}},
		{o.judge != "distilled" || o.judgements != "", "whose judgements? Name their file with -judgements (policy/evaluate judgements writes one)", []string{"judge"}},
		{o.judge == "llm", "only -judge llm answers several times: give it too, or leave this out", []string{"samples"}},
		{o.seeker == "llm", "only -seeker llm has a model for the seekers: give it too, or leave this out", []string{"seeker-model"}},
		{o.inWords(), nobody, []string{"llm", "model", "cache", "calls", "tokens", "timeout", "stream"}},
		{o.learn.Episodes > 0 || o.judge == "rubric", "there are no conversations to grade: name a catalog with -catalog, and more -episodes than 0, or leave this out", []string{"judge"}},
		{o.learn.Episodes > 0 || o.seeker == "simulated", "there are no conversations to take part in: name a catalog with -catalog, and more -episodes than 0, or leave this out", []string{"seeker"}},
	} {
		for _, name := range n.flag {
			if !n.met && o.given(name) {
				return fmt.Errorf("-%s %s: %s", name, o.flags.Lookup(name).Value, n.why)
			}
		}
	}
	if o.inWords() && o.llm.Model == "" {
		return errors.New("no language model to ask: name one with -model, as its server calls it, and the server with -llm")
	}
	if o.inWords() && o.llm.URL == "" && o.llm.Cache == "" {
		return fmt.Errorf("nowhere to ask the model %s: give the URL of its server with -llm, or the folder of its answers with -cache", o.llm.Model)
	}
	return nil
}

// places refuses files that can't be written, and those that would destroy what is read, or one another. Only the policy
// that learning starts at may be written over: by what became of it.
func (o *options) places() error {
	taken := map[string]string{absolute(o.catalog): "-catalog", absolute(o.judgements): "-judgements"}
	for _, name := range o.dialogues {
		taken[absolute(name)] = "-dialogues"
	}
	for _, name := range o.also {
		taken[absolute(name)] = "-also"
	}
	for _, out := range []struct{ flag, what, name string }{{"-o", "policy", o.out}, {"-report", "report", o.report}, {"-checkpoint", "checkpoint", o.checkpoint}} {
		if out.name == "" {
			continue
		}
		path := absolute(out.name)
		if other := taken[path]; other != "" {
			return fmt.Errorf("%s and %s are both %s: give the %s a file of its own", out.flag, other, out.name, out.what)
		}
		if err := console.Writable(out.name); err != nil {
			return fmt.Errorf("cannot write the %s: %w; name another file with %s", out.what, err, out.flag)
		}
		taken[path], taken[absolute(o.warm)] = out.flag, "-warm"
	}
	return nil
}

// absolute returns a path to compare.
func absolute(name string) string {
	path, err := filepath.Abs(name)
	if err != nil || name == "" {
		return name
	}
	return path
}
