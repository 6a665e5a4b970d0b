// Command train makes a policy file (.rsop).
//
//	go run ./policy/train -catalog shop.rsoc -dialogues dialogues.jsonl -o shop.rsop [-report report.html]
//	go run ./policy/train -catalog shop.rsoc -warm films.rsop -o shop.rsop
//	go run ./policy/train -episodes 0 -dialogues dialogues.jsonl -o warm.rsop
//	go run ./policy/train -print shop.rsop
//
// Training has two stages. The warm start clones what human recommenders did in labelled dialogues (-dialogues), or is a
// policy that exists already (-warm); without either, learning starts from nothing. Then the policy is optimised in
// -episodes conversations with simulated seekers over the catalog (0: the warm start alone). The -judge grades their turns:
// the rubric; a language model behind -llm, in which case conversations are in words; or a model distilled from such a
// model's -judgements (policy/evaluate judgements writes them). With -seeker llm a language model takes the seekers' part.
//
// The file's manifest tells what it was learned from, how, and how well it did. The same input gives the same bytes,
// whatever the number of workers; what a language model says is input too, so that takes the folder of its answers, -cache.
// On a terminal the progress is shown: success rate, turns, entropy, dialogues a second. Interrupted, or at the end of the
// budget for a language model, the command leaves the old policy as it was, and a checkpoint from which the same flags go on.
//
// -report measures the policy against baselines and ablations, as policy/evaluate policy does, and draws a page of it.
//
// The last form prints a policy's tables for reading.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime"
	"syscall"

	"rso/policy/console"
	"rso/policy/learn"
	"rso/policy/llm"
	"rso/policy/reward"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // a second interrupt doesn't wait
	if err := run(ctx, os.Args[1:], os.Stdout, os.Stderr); err != nil {
		if !errors.Is(err, flag.ErrHelp) {
			fmt.Fprintln(os.Stderr, "train:", err)
		}
		os.Exit(1)
	}
}

// options are the command's flags.
type options struct {
	flags      *flag.FlagSet
	dialogues  console.List
	catalog    string
	warm       string
	out        string
	report     string
	also       console.List
	print      string
	checkpoint string
	judge      string
	seeker     string
	// seekerModel plays the seekers; "": the model that is asked for everything
	seekerModel string
	judgements  string
	samples     int
	terms       string
	held        int
	workers     int
	measured    int
	learn       learn.Optimisation
	llm         llm.Options
}

// run is the command; it writes no policy unless it returns nil.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	return runWith(ctx, args, stdout, stderr, llm.Options{})
}

// runWith is run with the settings of a language model's client that are no flags.
func runWith(ctx context.Context, args []string, stdout, stderr io.Writer, client llm.Options) error {
	o := options{flags: flag.NewFlagSet("train", flag.ContinueOnError), learn: learn.Standard(), llm: client}
	o.flags.SetOutput(stderr)
	o.define()
	if err := o.flags.Parse(args); err != nil {
		return err
	}
	if o.flags.NArg() > 0 {
		return fmt.Errorf("%q is no flag: give several files by repeating -dialogues", o.flags.Arg(0))
	}
	if o.print != "" {
		if o.flags.NFlag() > 1 {
			return errors.New("-print only reads a policy: give no other flag with it")
		}
		return printPolicy(stdout, o.print)
	}
	if err := o.settle(); err != nil {
		return err
	}
	return o.train(ctx, stderr)
}

// define defines the flags.
func (o *options) define() {
	f, l := o.flags, &o.learn
	usual, fewer := l.Episodes, l.Fewer()
	f.Var(&o.dialogues, "dialogues", "learn the warm start from the human dialogues in this JSONL `file`; may be repeated")
	f.StringVar(&o.warm, "warm", "", "start from the policy in this `file` instead of dialogues")
	f.StringVar(&o.catalog, "catalog", "", "optimise over this compiled catalog `file`")
	f.StringVar(&o.out, "o", "", "write the policy to this `file`")
	f.StringVar(&o.report, "report", "", "measure the policy against baselines and ablations, and draw the report into this `file`")
	f.Var(&o.also, "also", "for the report: measure on this compiled catalog `file` too, which nothing is learned from; may be repeated")
	f.IntVar(&o.measured, "n", 500, "for the report: `dialogues` of each planner with each family of seekers on each catalog")
	f.StringVar(&o.print, "print", "", "print the tables of the policy in this `file` and stop")
	f.StringVar(&o.checkpoint, "checkpoint", "", "keep the way so far in this `file` until the policy is written (default: that of -o with .checkpoint behind)")
	f.StringVar(&o.judge, "judge", "rubric", "who grades the turns: `rubric`, llm or distilled")
	f.StringVar(&o.seeker, "seeker", "simulated", "who takes the seekers' part: `simulated` or llm")
	f.StringVar(&o.seekerModel, "seeker-model", "", "with -seeker llm: `name` of the model there that plays the seekers, where another judges (with a budget of its own)")
	f.StringVar(&o.judgements, "judgements", "", "with -judge distilled: the `file` of an LLM's judgements")
	f.IntVar(&o.samples, "samples", reward.DefaultSamples, "with -judge llm: `answers` of the model to a turn, which are averaged")
	f.StringVar(&o.terms, "terms", "closed", "how grades become rewards: `closed`, or the paper's loopholes")
	f.IntVar(&l.Episodes, "episodes", 0, fmt.Sprintf("simulated `conversations` to optimise the policy in, at most, rounded up to whole batches; "+
		"0 is the warm start alone (default %d with a catalog, %d with a language model)", usual, fewer.Episodes))
	f.IntVar(&l.Batch, "batch", l.Batch, fmt.Sprintf("`conversations` between two steps, no more than -episodes (with a language model by default %d)", fewer.Batch))
	f.IntVar(&o.held, "held", l.Held, fmt.Sprintf("`conversations` with held-out seekers in each look at how learning goes (with a language model by default %d)", fewer.Held))
	f.Float64Var(&l.Entropy, "entropy", l.Entropy, "`weight` of the policy's entropy in the objective (β)")
	f.Float64Var(&l.KL, "kl", l.KL, "`weight` of the divergence from the warm start (η)")
	f.Uint64Var(&l.Seed, "seed", 1, "`seed` of the cross-validation's folds, the goals and the conversations")
	f.IntVar(&o.workers, "workers", runtime.NumCPU(), "`number` of folds or conversations at a time; does not change the result")
	o.llm.Flags(f)
}
