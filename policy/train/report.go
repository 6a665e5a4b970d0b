package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/google/renameio/v2/maybe"

	"rso/policy"
	"rso/policy/console"
	"rso/policy/measure"
	"rso/policy/reward"
	"rso/policy/simulate"
)

// measure puts the policy to seekers and draws the report.
func (o *options) measure(ctx context.Context, catalogs []measure.Catalog, warm, p *policy.Policy, stderr io.Writer) error {
	study := measure.Study{
		Policy: p, Warm: warm, Catalogs: catalogs, Settings: o.learn, Families: simulate.Families(),
		Dialogues: o.measured, Seed: measure.Seed(o.learn.Seed), Workers: o.workers, Judge: reward.Rubric{},
	}
	if o.learn.Episodes == 0 { // the warm start alone is the policy
		study.Warm, study.Plain = nil, true
	}
	runs, err := study.Run(ctx, console.Steps(stderr))
	if errors.Is(err, context.Canceled) {
		return fmt.Errorf("interrupted while measuring; %s", o.kept())
	}
	if err != nil {
		return fmt.Errorf("while measuring: %w; %s", err, o.kept())
	}
	page := study.Page(fmt.Sprintf("%s: a policy for %s", filepath.Base(o.out), catalogs[0].Name), runs, []string{o.command()})
	var html bytes.Buffer
	if err := page.WriteHTML(&html); err != nil {
		return err
	}
	if err := maybe.WriteFile(o.report, html.Bytes(), 0o644); err != nil {
		return fmt.Errorf("cannot write the report: %w; %s", err, o.kept())
	}
	return nil
}

// command is what repeats the figures: the flags that matter to them, with files by their base names.
func (o *options) command() string {
	var b strings.Builder
	b.WriteString("go run ./policy/train")
	for _, name := range []string{"catalog", "dialogues", "warm", "judge", "judgements", "samples", "seeker", "seeker-model", "model", "terms", "episodes",
		"batch", "held", "entropy", "kl", "seed", "also", "n", "o", "report"} {
		value := o.flags.Lookup(name).Value
		values := []string{value.String()}
		switch name {
		case "dialogues", "also":
			values = *value.(*console.List)
		case "episodes", "seed", "n": // are told even where they are the usual
		default:
			if !o.given(name) {
				continue
			}
		}
		for _, v := range values {
			switch name {
			case "catalog", "dialogues", "warm", "judgements", "also", "o", "report":
				v = filepath.Base(v)
			}
			if strings.ContainsAny(v, " '\"$") {
				v = "'" + strings.ReplaceAll(v, "'", `'\''`) + "'"
			}
			b.WriteString(" -" + name + " " + v)
		}
	}
	if o.inWords() {
		b.WriteString(" -cache ANSWERS")
	}
	return b.String()
}
