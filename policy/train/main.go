// Command train makes a policy file (.rsop) from human dialogues.
//
//	go run ./policy/train -dialogues dialogues.jsonl [-dialogues more.jsonl] [-catalog shop.rsoc] [-seed N] -o shop.rsop
//	go run ./policy/train -print shop.rsop
//
// The first form learns the warm start: behaviour cloning of the recommenders' strategies. The file's
// manifest tells what it was learned from and how well it foresees dialogues it has not seen. The
// same input gives the same bytes. Interrupted, it leaves the old file as it was.
//
// The second form prints a policy's tables for reading.
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
	"strings"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Stdout, os.Stderr); err != nil {
		if !errors.Is(err, flag.ErrHelp) {
			fmt.Fprintln(os.Stderr, "train:", err)
		}
		os.Exit(1)
	}
}

// options are the command's flags.
type options struct {
	dialogues list
	catalog   string
	out       string
	print     string
	episodes  int
	seed      uint64
	workers   int
}

// list is a flag that may be repeated.
type list []string

func (l *list) String() string { return strings.Join(*l, ", ") }

func (l *list) Set(value string) error {
	*l = append(*l, value)
	return nil
}

// run is the command; it writes no file unless it returns nil.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	var o options
	flags := flag.NewFlagSet("train", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.Var(&o.dialogues, "dialogues", "learn from the human dialogues in this JSONL `file`; may be repeated")
	flags.StringVar(&o.catalog, "catalog", "", "name this compiled catalog `file` in the manifest, by its hash")
	flags.StringVar(&o.out, "o", "", "write the policy to this `file`")
	flags.StringVar(&o.print, "print", "", "print the tables of the policy in this `file` and stop")
	flags.IntVar(&o.episodes, "episodes", 0, "`number` of simulated conversations to optimise the policy on; 0 is the warm start alone")
	flags.Uint64Var(&o.seed, "seed", 1, "`seed` of the cross-validation's folds")
	flags.IntVar(&o.workers, "workers", runtime.NumCPU(), "`number` of folds to learn at a time; does not change the result")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if flags.NArg() > 0 {
		return fmt.Errorf("%q is no flag: give several files by repeating -dialogues", flags.Arg(0))
	}
	if o.print != "" {
		return printPolicy(stdout, o.print)
	}
	if err := o.check(); err != nil {
		return err
	}
	return train(ctx, o, stderr)
}

// check says what is wrong with the flags, and how to put it right.
func (o options) check() error {
	switch {
	case o.out == "":
		return errors.New("no file to write to: name one with -o, such as -o shop.rsop")
	case o.episodes != 0:
		return fmt.Errorf("-episodes %d: optimising a policy in conversation isn't there yet; leave -episodes out for the warm start alone", o.episodes)
	case len(o.dialogues) == 0:
		return errors.New("nothing to learn from: name a file of human dialogues with -dialogues")
	}
	return nil
}
