package main

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"rso/catalog"
	"rso/policy/learn"
)

// linkingReport is what was measured.
type linkingReport struct {
	dialogues int
	turns     int // of seekers
	mentions  []mentionCount
	opinions  [undecided][verdicts]int // told, taken
	failures  []failure
}

// mentionCount counts the mentions of one kind.
type mentionCount struct {
	name                   string
	gold, predicted, found int
}

// failure is one mention or opinion that was missed or wrong.
type failure struct {
	how, kind, dialogue, what string
	text                      string // the turn
}

// mention counts one turn.
func (r *linkingReport) mention(kind, dialogue string, turn learn.Turn, gold, found keys) {
	count := r.count(kind)
	count.gold += len(gold)
	count.predicted += len(found)
	for _, key := range slices.Sorted(maps.Keys(gold)) {
		if found[key] {
			count.found++
		} else {
			r.failures = append(r.failures, failure{"missed", kind, dialogue, key, turn.Text()})
		}
	}
	for _, key := range slices.Sorted(maps.Keys(found)) {
		if !gold[key] {
			r.failures = append(r.failures, failure{"false alarm", kind, dialogue, key, turn.Text()})
		}
	}
}

// count returns the counts of a kind.
func (r *linkingReport) count(kind string) *mentionCount {
	i := slices.IndexFunc(r.mentions, func(m mentionCount) bool { return m.name == kind })
	if i < 0 {
		i = len(r.mentions)
		r.mentions = append(r.mentions, mentionCount{name: kind})
	}
	return &r.mentions[i]
}

// sentiment counts what is believed at the end of a dialogue.
func (r *linkingReport) sentiment(c *catalog.Catalog, dialogue string, m *mood) {
	for _, o := range m.opinions {
		r.opinions[o.told][o.taken]++
		if o.told != o.taken {
			what := fmt.Sprintf("%s (%s) is %s, taken for %s", c.Title(o.item), c.ID(o.item), o.told, o.taken)
			how := "wrong"
			if o.taken == undecided {
				how = "missed"
			}
			r.failures = append(r.failures, failure{how, "sentiment", dialogue, what, o.text})
		}
	}
}

// sum adds up the opinions with one of the told and one of the taken verdicts.
func (r *linkingReport) sum(told, taken []verdict) (n int) {
	for _, t := range told {
		for _, k := range taken {
			n += r.opinions[t][k]
		}
	}
	return n
}

var (
	decided = []verdict{liked, disliked}
	all     = []verdict{liked, disliked, undecided}
)

// gold is how many mentions are annotated.
func (r *linkingReport) gold() (n int) {
	for _, m := range r.mentions {
		n += m.gold
	}
	return n
}

// empty says whether there was nothing to compare with.
func (r *linkingReport) empty() bool { return r.gold()+r.sum(decided, all) == 0 }

// linkingScores are the figures as JSON has them; what no dialogue tells is left out.
type linkingScores struct {
	Titles    *mentionScore   `json:"titles,omitempty"`
	Genres    *mentionScore   `json:"genres,omitempty"`
	People    *mentionScore   `json:"people,omitempty"`
	Sentiment *sentimentScore `json:"sentiment,omitempty"`
}

// mentionScore is micro-averaged over the turns.
type mentionScore struct {
	Precision float64 `json:"precision"`
	Recall    float64 `json:"recall"`
	Gold      int     `json:"gold"`
	Predicted int     `json:"predicted"`
}

// sentimentScore is over the decided items; Majority is what "always liked" reaches on them.
type sentimentScore struct {
	Accuracy float64 `json:"accuracy"`
	Majority float64 `json:"majority"`
	Decided  int     `json:"decided"`
	Gold     int     `json:"gold"`
}

// scores returns the figures.
func (r *linkingReport) scores() linkingScores {
	var s linkingScores
	for _, m := range r.mentions {
		score := &mentionScore{share(m.found, m.predicted), share(m.found, m.gold), m.gold, m.predicted}
		switch m.name {
		case "titles":
			s.Titles = score
		case "genres":
			s.Genres = score
		case "people":
			s.People = score
		}
	}
	if gold := r.sum(decided, all); gold > 0 {
		n := r.sum(decided, decided)
		s.Sentiment = &sentimentScore{share(r.right(), n), share(r.sum([]verdict{liked}, decided), n), n, gold}
	}
	return s
}

// right is how many opinions were taken as they were told.
func (r *linkingReport) right() int { return r.opinions[liked][liked] + r.opinions[disliked][disliked] }

// share is n of total, 0 of nothing.
func share(n, total int) float64 { return float64(n) / float64(max(total, 1)) }

// rate prints a share; of nothing there is none.
func rate(n, total int) string {
	if total == 0 {
		return "-"
	}
	return fmt.Sprintf("%.4f", share(n, total))
}

// printFailures lists what was missed or wrong, each with the turn in which it was.
func (r *linkingReport) printFailures(w io.Writer) {
	slices.SortStableFunc(r.failures, func(a, b failure) int {
		return cmp.Or(cmp.Compare(a.kind, b.kind), cmp.Compare(a.how, b.how))
	})
	for _, f := range r.failures {
		fmt.Fprintf(w, "%-9s  %-11s  %s  %s  «%s»\n", f.kind, f.how, f.dialogue, f.what, strings.Join(strings.Fields(f.text), " "))
	}
	fmt.Fprintln(w)
}

// print writes the figures as aligned tables.
func (r *linkingReport) print(w io.Writer) error {
	if len(r.mentions) > 0 {
		fmt.Fprintf(w, "Linking of %d mentions in %d dialogues, over %d turns of seekers.\n\n", r.gold(), r.dialogues, r.turns)
		fmt.Fprintf(w, "%-28s  %9s  %6s  %6s  %9s  %6s\n", "", "precision", "recall", "gold", "predicted", "both")
		for _, m := range r.mentions {
			fmt.Fprintf(w, "%-28s  %9s  %6s  %6d  %9d  %6d\n", m.name, rate(m.found, m.predicted), rate(m.found, m.gold), m.gold, m.predicted, m.found)
		}
	}
	if r.sum(decided, all) > 0 {
		if len(r.mentions) > 0 {
			fmt.Fprintln(w)
		}
		return r.printSentiment(w)
	}
	return nil
}

// printSentiment writes how the seekers' opinions were taken.
func (r *linkingReport) printSentiment(w io.Writer) error {
	gold, n, likes := r.sum(decided, all), r.sum(decided, decided), []verdict{liked}
	fmt.Fprintf(w, "Sentiment towards %d items in %d dialogues: %d decided, a coverage of %s.\n\n", gold, r.dialogues, n, rate(n, gold))
	fmt.Fprintf(w, "%-28s  %8s  %6s\n", "", "accuracy", "n")
	fmt.Fprintf(w, "%-28s  %8s  %6d\n", "always liked, all items", rate(r.sum(likes, all), gold), gold)
	fmt.Fprintf(w, "%-28s  %8s  %6d\n", "always liked, decided items", rate(r.sum(likes, decided), n), n)
	fmt.Fprintf(w, "%-28s  %8s  %6d\n", "the reasoner, decided items", rate(r.right(), n), n)
	_, err := fmt.Fprintf(w, "\n%-28s  %8s  %8s  %9s\n", "told \\ taken", liked, disliked, undecided)
	for _, told := range decided {
		taken := r.opinions[told]
		_, err = fmt.Fprintf(w, "%-28s  %8d  %8d  %9d\n", told, taken[liked], taken[disliked], taken[undecided])
	}
	return err
}
