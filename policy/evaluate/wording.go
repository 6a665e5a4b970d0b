package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"

	"rso/catalog/text"
	"rso/core"
	"rso/core/act"
	"rso/policy/measure"
	"rso/policy/simulate"
)

// reading are the flags of evaluate wording.
type reading struct {
	catalog, policy string
	n               int
	seed            uint64
	json, show      bool
}

// wording measures how varied the template Actor's replies are, in simulated conversations.
func wording(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	var o reading
	flags := flag.NewFlagSet("evaluate wording", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.StringVar(&o.catalog, "catalog", "", "converse about this compiled catalog `file`")
	flags.StringVar(&o.policy, "policy", "", "play the policy in this `file`")
	flags.IntVar(&o.n, "n", 1000, "`number` of simulated conversations, with seekers of all families")
	flags.Uint64Var(&o.seed, "seed", measure.Seed(1), "`seed` of the conversations")
	flags.BoolVar(&o.json, "json", false, "print one JSON object instead of a table")
	flags.BoolVar(&o.show, "repeats", false, "list the sentences that were repeated, the longest reply and the faults")
	if err := flags.Parse(args); err != nil {
		return err
	}
	switch {
	case flags.NArg() > 0:
		return fmt.Errorf("%q is no flag: name files with -catalog and -policy", flags.Arg(0))
	case o.catalog == "" || o.policy == "":
		return errors.New("conversations need both: name a compiled catalog with -catalog and a policy with -policy")
	case o.n < 1:
		return errors.New("-n must be at least 1")
	}
	faults := make([][]string, o.n) // by conversation
	held, err := hold(ctx, o.catalog, o.policy, o.n, o.seed, func(n int, s *core.Session, r *core.Reply) {
		for _, f := range append(s.Draft(r.Text).Faults, s.EndDraft(false).Faults...) {
			faults[n] = append(faults[n], fmt.Sprintf("%s %q (%s) in: %s", f.Kind, f.Said, f.Fact, r.Text))
		}
	})
	if err != nil {
		return err
	}
	w := words(held)
	for _, list := range faults {
		w.faults = append(w.faults, list...)
	}
	w.Faults = len(w.faults)
	if o.json {
		return json.NewEncoder(stdout).Encode(w)
	}
	if o.show {
		for _, s := range w.repeats {
			fmt.Fprintf(stdout, "repeated: %s\n", s)
		}
		fmt.Fprintf(stdout, "longest: %s\n", w.longest)
		for _, s := range w.faults {
			fmt.Fprintf(stdout, "fault: %s\n", s)
		}
	}
	_, err = fmt.Fprintf(stdout, `%d replies in %d conversations
distinct-1           %.3f
distinct-2           %.3f
repeated sentences   %.2f %%  (%d of %d)
words per reply      %.1f
longest reply        %d words
faults               %d, found by the verifier of language models' drafts
`, w.Replies, w.Dialogues, w.Distinct1, w.Distinct2, 100*w.Repeated, len(w.repeats), w.Sentences, w.Words, w.Longest, w.Faults)
	return err
}

// Wording says how varied the replies of some conversations are.
type Wording struct {
	Dialogues int     `json:"dialogues"`
	Replies   int     `json:"replies"`
	Sentences int     `json:"sentences"`
	Distinct1 float64 `json:"distinct1"` // words that differ, of all words of a conversation; the mean over conversations
	Distinct2 float64 `json:"distinct2"` // pairs of neighbouring words that differ, likewise
	Repeated  float64 `json:"repeated"`  // sentences that the same conversation had before, of all sentences
	Words     float64 `json:"words"`     // per reply
	Longest   int     `json:"longest"`   // words of the longest reply
	Faults    int     `json:"faults"`    // that the verifier finds in the replies

	repeats []string
	faults  []string
	longest string
}

// words measures the replies of some conversations.
func words(held []*simulate.Conversation) Wording {
	w := Wording{Dialogues: len(held)}
	for _, c := range held {
		said, one, two := map[string]bool{}, map[string]bool{}, map[string]bool{}
		ones, twos := 0, 0
		for _, x := range c.Turns {
			if x.Reply.Text == "" {
				continue // the seeker's last word
			}
			w.Replies++
			for _, s := range act.Sentences(x.Reply.Text) {
				w.Sentences++
				if said[s] {
					w.repeats = append(w.repeats, s)
				}
				said[s] = true
			}
			last := ""
			for _, t := range text.Tokens(nil, x.Reply.Text) {
				word := strings.Clone(t.Word)
				one[word], ones = true, ones+1
				if last != "" {
					two[last+" "+word], twos = true, twos+1
				}
				last = word
			}
			if n := len(strings.Fields(x.Reply.Text)); n > w.Longest {
				w.Longest, w.longest = n, x.Reply.Text
			}
			w.Words += float64(len(strings.Fields(x.Reply.Text)))
		}
		w.Distinct1 += float64(len(one)) / float64(max(ones, 1)) / float64(len(held))
		w.Distinct2 += float64(len(two)) / float64(max(twos, 1)) / float64(len(held))
	}
	w.Words /= float64(max(w.Replies, 1))
	w.Repeated = float64(len(w.repeats)) / float64(max(w.Sentences, 1))
	return w
}
