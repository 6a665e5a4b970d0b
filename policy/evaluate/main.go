// Command evaluate measures a policy. So far it knows one measure:
//
//	go run ./policy/evaluate strategies (-policy P | -folds 5) -dialogues D [-labels inspired] [-seed N] [-json]
//
// strategies asks how well the recommender's next strategy is foreseen in human dialogues: top-1, top-3
// and negative log-likelihood in nats, over every recommender utterance that has a label. With -folds
// the warm start is learned and measured by cross-validation over dialogues; with -policy the policy in
// a file is measured as it is. Without -json a table shows two baselines, cross-validated on the same
// dialogues, and the recall of each strategy. With -json the last line is
//
//	{"top1":…,"top3":…,"nll":…,"n":…}
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
)

func main() {
	if err := run(os.Args[1:], os.Stdout, os.Stderr); err != nil {
		if !errors.Is(err, flag.ErrHelp) {
			fmt.Fprintln(os.Stderr, "evaluate:", err)
		}
		os.Exit(1)
	}
}

// run is the command.
func run(args []string, stdout, stderr io.Writer) error {
	if len(args) == 0 {
		return errors.New("say what to measure: evaluate strategies (-policy P | -folds 5) -dialogues D")
	}
	switch args[0] {
	case "strategies":
		return strategies(args[1:], stdout, stderr)
	case "policy", "recall", "grounding":
		return fmt.Errorf("%q isn't there yet; so far there is: evaluate strategies", args[0])
	}
	return fmt.Errorf("%q is no measure; so far there is: evaluate strategies", args[0])
}
