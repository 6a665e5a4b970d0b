package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"

	"rso/core/prefer"
	"rso/policy"
	"rso/policy/learn"
)

// seekers counts how people reacted to the strategies.
func seekers(args []string, stdout, stderr io.Writer) error {
	var dialogues list
	var asJSON bool
	flags := flag.NewFlagSet("evaluate seekers", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.Var(&dialogues, "dialogues", "count in the human dialogues in this JSONL `file`; may be repeated")
	flags.BoolVar(&asJSON, "json", false, "print the tendencies as JSON, as policy/simulate reads them")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if flags.NArg() > 0 {
		return fmt.Errorf("%q is no flag: give several files by repeating -dialogues", flags.Arg(0))
	}
	if len(dialogues) == 0 {
		return errors.New("nothing to count in: name a file of human dialogues with -dialogues")
	}
	read, _, err := learn.Load(dialogues...)
	if err != nil {
		return err
	}
	h, err := learn.Tendencies(read, prefer.English().Heard)
	if err != nil {
		return err
	}
	if asJSON {
		text, err := json.MarshalIndent(h, "", " ")
		if err != nil {
			return err
		}
		_, err = stdout.Write(append(text, '\n'))
		return err
	}
	fmt.Fprintf(stdout, "%d messages of seekers in %d dialogues, of which %d ended with an item taken.\n\n%-24s %9s %7s %7s", h.Messages, h.Dialogues, h.Accepted, "answers to", "messages", "values", "items")
	receptions := []policy.Reception{policy.Undecided, policy.Asked, policy.Liked, policy.Accepted, policy.Known, policy.Declined}
	for _, r := range receptions {
		fmt.Fprintf(stdout, " %9s", r)
	}
	fmt.Fprintln(stdout)
	for s := range policy.NumStrategies {
		a, ok := h.After[s.String()]
		if !ok {
			continue
		}
		fmt.Fprintf(stdout, "%-24s %9d %7d %7d", s, a.Messages, a.Values, a.Items)
		for _, r := range receptions {
			fmt.Fprintf(stdout, " %9d", a.Receptions[r.String()])
		}
		fmt.Fprintln(stdout)
	}
	_, err = fmt.Fprintf(stdout, "\ndeciles of the number of words: %v\n", h.Words)
	return err
}
