// Command evaluate measures a policy, and what it hears of a seeker. So far it knows two measures:
//
//	go run ./policy/evaluate strategies (-policy P | -folds 5) -dialogues D [-labels inspired] [-seed N] [-json]
//	go run ./policy/evaluate linking    -catalog F -dialogues D [-limit N] [-failures] [-json]
//
// strategies asks how well the recommender's next strategy is foreseen in human dialogues: top-1, top-3
// and negative log-likelihood in nats, over every recommender utterance that has a label. With -folds
// the warm start is learned and measured by cross-validation over dialogues; with -policy the policy in
// a file is measured as it is. Without -json a table shows two baselines, cross-validated on the same
// dialogues, and the recall of each strategy. With -json the last line is
//
//	{"top1":…,"top3":…,"nll":…,"n":…}
//
// linking asks what the preference reasoner finds in the turns of human seekers: precision and recall of the
// titles, genres and people that annotators saw there and the catalog has, as sets per turn, micro-averaged; and
// whether, at the end of a dialogue, the belief holds for liked and disliked what the seeker said to like and to
// dislike. What a file doesn't annotate is left out. -limit reads only the first dialogues of each file, -failures
// lists each miss and false alarm. With -json the last line is
//
//	{"titles":{"precision":…,"recall":…,"gold":…,"predicted":…},"genres":{…},"people":{…},
//	 "sentiment":{"accuracy":…,"majority":…,"decided":…,"gold":…}}
//
// on one line; majority is the accuracy of "always liked" on the same decided items.
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
		return errors.New("say what to measure: evaluate strategies (-policy P | -folds 5) -dialogues D, or evaluate linking -catalog F -dialogues D")
	}
	switch args[0] {
	case "strategies":
		return strategies(args[1:], stdout, stderr)
	case "linking":
		return linking(args[1:], stdout, stderr)
	case "policy", "recall", "grounding":
		return fmt.Errorf("%q isn't there yet; so far there are: evaluate strategies, evaluate linking", args[0])
	}
	return fmt.Errorf("%q is no measure; so far there are: evaluate strategies, evaluate linking", args[0])
}
