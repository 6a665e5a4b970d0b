package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"github.com/google/renameio/v2/maybe"

	"rso/policy/console"
	"rso/policy/learn"
	"rso/policy/llm"
	"rso/policy/measure"
	"rso/policy/reward"
	"rso/policy/simulate"
)

// trial are the flags of evaluate policy.
type trial struct {
	flags    *flag.FlagSet
	catalogs console.List
	policy   string
	warm     string
	report   string
	families string
	judge    string
	seeker   string
	samples  int
	study    measure.Study
	llm      llm.Options
	json     bool
}

// judgePolicy measures a policy in simulated conversations.
func judgePolicy(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	t := trial{flags: flag.NewFlagSet("evaluate policy", flag.ContinueOnError), study: measure.Study{Judge: reward.Rubric{}, Settings: learn.Standard()}}
	s, flags := &t.study, t.flags
	flags.SetOutput(stderr)
	flags.Var(&t.catalogs, "catalog", "converse about this compiled catalog `file`; may be repeated, the first is what ablations are learned on")
	flags.StringVar(&t.policy, "policy", "", "measure the policy in this `file`")
	flags.StringVar(&t.warm, "warm", "", "the human-like policy in this `file` (train -episodes 0) is a baseline, and some of the ablations are learned from it; without it these are left out")
	flags.StringVar(&t.report, "report", "", "draw the report into this `file`")
	flags.StringVar(&t.families, "families", "", "`names` of families of seekers, separated by commas (default all)")
	flags.IntVar(&s.Dialogues, "n", 500, "`dialogues` of each planner with each family on each catalog")
	flags.Uint64Var(&s.Seed, "seed", measure.Seed(1), "`seed` of goals and seekers")
	flags.IntVar(&s.Workers, "workers", runtime.NumCPU(), "`number` of measurements at a time; does not change the result")
	flags.BoolVar(&s.Plain, "plain", false, "no ablations")
	flags.StringVar(&t.judge, "judge", "rubric", "who grades the turns, for the return: `rubric` or llm")
	flags.StringVar(&t.seeker, "seeker", "simulated", "who takes the seekers' part: `simulated` or llm")
	flags.IntVar(&t.samples, "samples", reward.DefaultSamples, "with -judge llm: `answers` of the model to a turn, which are averaged")
	t.llm.Flags(flags)
	flags.BoolVar(&t.json, "json", false, "print one JSON object for each planner, family and catalog instead of tables")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if flags.NArg() > 0 {
		return fmt.Errorf("%q is no flag: give several catalogs by repeating -catalog", flags.Arg(0))
	}
	if err := t.settle(); err != nil {
		return err
	}
	runs, err := s.Run(ctx, console.Steps(stderr))
	if errors.Is(err, context.Canceled) {
		return errors.New("interrupted: nothing is printed, and no report is written")
	}
	if err != nil {
		return err
	}
	if t.report != "" {
		page := s.Page(fmt.Sprintf("%s: a policy for %s", filepath.Base(t.policy), s.Catalogs[0].Name), runs, []string{t.command()})
		var html bytes.Buffer
		if err := page.WriteHTML(&html); err != nil {
			return err
		}
		if err := maybe.WriteFile(t.report, html.Bytes(), 0o644); err != nil {
			return fmt.Errorf("cannot write the report: %w; name another file with -report", err)
		}
	}
	return t.print(stdout, runs)
}

// settle opens the files and says what is wrong with the flags.
func (t *trial) settle() error {
	switch {
	case len(t.catalogs) == 0:
		return errors.New("nothing to converse about: name a compiled catalog with -catalog")
	case t.policy == "":
		return errors.New("nothing to measure: name a policy with -policy")
	case t.study.Dialogues < 1 || t.study.Workers < 1 || t.samples < 1:
		return errors.New("-n, -workers and -samples must be at least 1")
	}
	if err := t.model(); err != nil {
		return err
	}
	if err := t.seekers(); err != nil {
		return err
	}
	if t.report != "" {
		if err := writable(t.report, append(console.List{t.policy, t.warm}, t.catalogs...)); err != nil {
			return fmt.Errorf("cannot write the report: %w; name another file with -report", err)
		}
	}
	var err error
	if t.study.Policy, err = open(t.policy); err != nil {
		return err
	}
	if t.warm != "" {
		if t.study.Warm, err = open(t.warm); err != nil {
			return err
		}
	}
	for i, name := range t.catalogs {
		c, err := openCatalog(name)
		if err != nil {
			return err
		}
		label := c.Name()
		for slices.ContainsFunc(t.study.Catalogs, func(o measure.Catalog) bool { return o.Name == label }) {
			label += fmt.Sprintf(" (%d)", i+1)
		}
		t.study.Catalogs = append(t.study.Catalogs, measure.Catalog{Name: label, Catalog: c})
	}
	if t.study.Warm != nil && !t.study.Plain {
		return t.settings()
	}
	return nil
}

// model makes the judge, and the seekers that a language model plays.
func (t *trial) model() error {
	switch {
	case t.judge != "rubric" && t.judge != "llm":
		return fmt.Errorf(`-judge %q is unknown: it is "rubric" or "llm"`, t.judge)
	case t.seeker != "simulated" && t.seeker != "llm":
		return fmt.Errorf(`-seeker %q is unknown: it is "simulated" or "llm"`, t.seeker)
	}
	if t.judge != "llm" && t.given("samples") {
		return errors.New("-samples: only -judge llm answers several times: give it too, or leave this out")
	}
	if t.judge != "llm" && t.seeker != "llm" {
		for _, name := range []string{"llm", "model", "cache", "calls", "tokens", "timeout", "stream"} {
			if t.given(name) {
				return fmt.Errorf("-%s: no language model is asked for anything: give -judge llm or -seeker llm too, or leave this out", name)
			}
		}
		return nil
	}
	if err := askable(&t.llm); err != nil {
		return err
	}
	client, err := llm.New(t.llm)
	if err != nil {
		return err
	}
	if t.judge == "llm" {
		t.study.Judge = reward.NewLLM(client, t.samples)
	}
	if t.seeker == "llm" {
		t.study.LLM = &simulate.LLM{Client: client, Temperature: 1}
	}
	return nil
}

// given says whether a flag was.
func (t *trial) given(name string) bool {
	found := false
	t.flags.Visit(func(f *flag.Flag) { found = found || f.Name == name })
	return found
}

// askable says what is missing to ask a language model.
func askable(o *llm.Options) error {
	if o.Model == "" {
		return errors.New("no language model to ask: name one with -model, as its server calls it, and the server with -llm")
	}
	if o.URL == "" && o.Cache == "" {
		return fmt.Errorf("nowhere to ask the model %s: give the URL of its server with -llm, or the folder of its answers with -cache", o.Model)
	}
	return nil
}

// seekers finds the families by their names.
func (t *trial) seekers() error {
	if t.families == "" {
		t.study.Families = simulate.Families()
		return nil
	}
	for name := range strings.SplitSeq(t.families, ",") {
		f, err := simulate.FamilyNamed(strings.TrimSpace(name))
		if err != nil {
			return fmt.Errorf("-families: %w", err)
		}
		if slices.ContainsFunc(t.study.Families, func(o simulate.Family) bool { return o.Name == f.Name }) {
			return fmt.Errorf("-families: %s is there twice: name each family once", f.Name)
		}
		t.study.Families = append(t.study.Families, f)
	}
	return nil
}

// writable says why a file can't be written, as far as can be known before: hours of work are not to be lost by a slip. Nor
// is it to be one of those that are read.
func writable(name string, inputs console.List) error {
	path, err := filepath.Abs(name)
	if err != nil {
		return err
	}
	for _, input := range inputs {
		if other, err := filepath.Abs(input); err == nil && other == path && input != "" {
			return fmt.Errorf("%s is what is read", name)
		}
	}
	return console.Writable(name)
}

// settings takes the settings that ablations are learned with from the policy's manifest, where it tells them.
func (t *trial) settings() error {
	var m struct {
		Optimisation *learn.Optimisation `json:"optimisation"`
	}
	if err := json.Unmarshal([]byte(t.study.Policy.Manifest()), &m); err != nil {
		return fmt.Errorf("%s: its manifest, which tells how to learn the ablations, can't be read: %w; train the policy again, or leave the ablations out with -plain", t.policy, err)
	}
	if m.Optimisation == nil {
		return nil
	}
	if _, err := learn.NewOptimiser(*m.Optimisation, t.study.Warm, t.study.Workers); err != nil {
		return fmt.Errorf("%s: the settings in its manifest, which tell how to learn the ablations, can't be used: %w; train the policy again, or leave the ablations out with -plain", t.policy, err)
	}
	t.study.Settings = *m.Optimisation
	return nil
}

// print writes the figures.
func (t *trial) print(stdout io.Writer, runs []measure.Run) error {
	results := measure.Results(runs)
	if t.json {
		e := json.NewEncoder(stdout)
		for _, r := range results {
			if err := e.Encode(r); err != nil {
				return err
			}
		}
		return nil
	}
	if _, err := fmt.Fprint(stdout, measure.Summary(results)); err != nil {
		return err
	}
	for _, c := range measure.Claims(results, measure.Name) {
		sign := "holds"
		if !c.Holds {
			sign = "FAILS"
		}
		if _, err := fmt.Fprintf(stdout, "%s: %s\n       %s\n", sign, c.Text, c.Detail); err != nil {
			return err
		}
	}
	return nil
}

// command is what repeats the figures; files go by their base names.
func (t *trial) command() string {
	c := "go run ./policy/evaluate policy"
	for _, name := range t.catalogs {
		c += " -catalog " + filepath.Base(name)
	}
	c += " -policy " + filepath.Base(t.policy)
	if t.warm != "" {
		c += " -warm " + filepath.Base(t.warm)
	}
	if t.families != "" {
		c += " -families " + strings.ReplaceAll(t.families, " ", "")
	}
	if t.study.Plain {
		c += " -plain"
	}
	for _, name := range []string{"judge", "seeker", "samples", "model"} {
		if t.given(name) {
			c += " -" + name + " " + t.flags.Lookup(name).Value.String()
		}
	}
	if t.judge == "llm" || t.seeker == "llm" {
		c += " -cache ANSWERS"
	}
	return fmt.Sprintf("%s -n %d -seed %d -report %s", c, t.study.Dialogues, t.study.Seed, filepath.Base(t.report))
}
