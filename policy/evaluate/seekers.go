package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"runtime"
	"sync"

	"rso/core"
	"rso/core/prefer"
	"rso/policy"
	"rso/policy/console"
	"rso/policy/learn"
	"rso/policy/measure"
	"rso/policy/reward"
	"rso/policy/simulate"
)

// counting are the flags of evaluate seekers.
type counting struct {
	dialogues       console.List
	catalog, policy string
	n               int
	seed            uint64
	json            bool
}

// seekers counts how people reacted to the strategies, in human dialogues and in simulated ones.
func seekers(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	var o counting
	flags := flag.NewFlagSet("evaluate seekers", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.Var(&o.dialogues, "dialogues", "count in the human dialogues in this JSONL `file`; may be repeated")
	flags.StringVar(&o.catalog, "catalog", "", "count in simulated conversations about this compiled catalog `file` too")
	flags.StringVar(&o.policy, "policy", "", "in them the recommender plays the policy in this `file`")
	flags.IntVar(&o.n, "n", 700, "`number` of simulated conversations, with seekers of all families")
	flags.Uint64Var(&o.seed, "seed", measure.Seed(1), "`seed` of the simulated conversations")
	flags.BoolVar(&o.json, "json", false, "print the tendencies of the human dialogues as JSON, as policy/simulate reads them")
	if err := flags.Parse(args); err != nil {
		return err
	}
	switch {
	case flags.NArg() > 0:
		return fmt.Errorf("%q is no flag: give several files by repeating -dialogues", flags.Arg(0))
	case len(o.dialogues) == 0 && (o.catalog == "" || o.json):
		return errors.New("nothing to count in: name a file of human dialogues with -dialogues")
	case (o.catalog == "") != (o.policy == ""):
		return errors.New("simulated conversations need both: name a compiled catalog with -catalog and a policy with -policy")
	case o.n < 1:
		return errors.New("-n must be at least 1")
	}
	if len(o.dialogues) > 0 {
		if err := o.human(stdout); err != nil || o.json {
			return err
		}
	}
	if o.catalog == "" {
		return nil
	}
	dialogues, err := o.simulated(ctx)
	if err != nil {
		return err
	}
	h, err := learn.Tendencies(dialogues, prefer.English().Heard)
	if err != nil {
		return err
	}
	return table(stdout, "Simulated", h)
}

// human counts in the files.
func (o *counting) human(stdout io.Writer) error {
	read, _, err := learn.Load(o.dialogues...)
	if err != nil {
		return err
	}
	h, err := learn.Tendencies(read, prefer.English().Heard)
	if err != nil {
		return err
	}
	if !o.json {
		return table(stdout, "Human", h)
	}
	text, err := json.MarshalIndent(h, "", " ")
	if err != nil {
		return err
	}
	_, err = stdout.Write(append(text, '\n'))
	return err
}

// simulated holds conversations.
func (o *counting) simulated(ctx context.Context) ([]learn.Dialogue, error) {
	held, err := hold(ctx, o.catalog, o.policy, o.n, o.seed, nil)
	dialogues := make([]learn.Dialogue, len(held))
	for n, c := range held {
		dialogues[n] = learn.Transcript(c, fmt.Sprintf("simulated %d", n))
	}
	return dialogues, err
}

// hold lets seekers of all families converse with a policy about a catalog, both in files: n conversations of a seed.
func hold(ctx context.Context, catalogPath, policyPath string, n int, seed uint64, listen func(n int, s *core.Session, r *core.Reply)) ([]*simulate.Conversation, error) {
	c, err := openCatalog(catalogPath)
	if err != nil {
		return nil, err
	}
	p, err := open(policyPath)
	if err != nil {
		return nil, err
	}
	pool, err := simulate.NewPool(c, simulate.People(), n, seed)
	if err != nil {
		return nil, err
	}
	held, errs := make([]*simulate.Conversation, n), make([]error, n)
	next := make(chan int)
	var wait sync.WaitGroup
	for range runtime.NumCPU() {
		wait.Go(func() {
			talker := simulate.NewTalker(pool, simulate.Setting{Families: simulate.Families(), Terms: reward.Closed(), Judge: reward.Rubric{}}, p)
			for k := range next {
				if listen != nil {
					talker.Listen(func(s *core.Session, r *core.Reply) { listen(k, s, r) })
				}
				held[k], errs[k] = talker.Converse(ctx, seed, uint64(k), nil)
			}
		})
	}
	for k := range n {
		if ctx.Err() != nil {
			break
		}
		next <- k
	}
	close(next)
	wait.Wait()
	if ctx.Err() != nil {
		return nil, errors.New("interrupted: the simulated conversations are not counted")
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	return held, nil
}

// table prints what was counted; receptions are counted where there was an item on the table.
func table(w io.Writer, whose string, h *simulate.Human) error {
	fmt.Fprintf(w, "%s: %d messages of seekers in %d dialogues, of which %d ended with an item taken.\n\n%-24s %9s %7s %7s", whose, h.Messages, h.Dialogues, h.Accepted, "answers to", "messages", "values", "items")
	receptions := []policy.Reception{policy.Undecided, policy.Asked, policy.Liked, policy.Accepted, policy.Known, policy.Declined}
	for _, r := range receptions {
		fmt.Fprintf(w, " %9s", r)
	}
	fmt.Fprintln(w)
	for s := range policy.NumStrategies {
		a, ok := h.After[s.String()]
		if !ok {
			continue
		}
		fmt.Fprintf(w, "%-24s %9d %7d %7d", s, a.Messages, a.Values, a.Items)
		for _, r := range receptions {
			fmt.Fprintf(w, " %9d", a.Receptions[r.String()])
		}
		fmt.Fprintln(w)
	}
	_, err := fmt.Fprintf(w, "\ndeciles of the number of words: %v\n\n", h.Words)
	return err
}
