package measure

import (
	"encoding/json"
	"fmt"
	"strings"

	"rso/core"
	"rso/policy"
	"rso/policy/report"
	"rso/policy/reward"
	"rso/policy/simulate"
)

// Page puts a policy, how it was learned, and how it fared on one page.
func Page(title string, p *policy.Policy, runs []Run, shipped string, commands []string) *report.Data {
	d := &report.Data{Title: title, Policy: p, Evaluation: Results(runs), Shipped: shipped, Command: commands, Claims: Claims(Results(runs), shipped)}
	var m struct {
		Optimisation struct {
			Epochs []report.Epoch `json:"epochs"`
		} `json:"optimisation"`
	}
	if json.Unmarshal([]byte(p.Manifest()), &m) == nil {
		d.Training = m.Optimisation.Epochs
	}
	var own []Run
	for _, r := range runs {
		if r.Planner == shipped {
			own = append(own, r)
		}
	}
	d.Play = play(own)
	d.Transcripts = transcripts(own)
	return d
}

// play counts what was played by turn.
func play(runs []Run) report.Play {
	var out report.Play
	for _, r := range runs {
		for _, c := range r.Conversations {
			for turn, x := range c.Turns {
				for len(out.Turns) <= turn && x.Reply.Strategy != "" {
					out.Turns = append(out.Turns, make([]float64, policy.NumStrategies))
				}
				if s, ok := policy.ParseStrategy(x.Reply.Strategy); ok {
					out.Turns[turn][s]++
				}
			}
		}
	}
	for _, shares := range out.Turns {
		sum := 0.
		for _, n := range shares {
			sum += n
		}
		for s := range shares {
			shares[s] /= max(sum, 1)
		}
	}
	return out
}

// transcripts picks three dialogues that differ: one that went quickly, one that took convincing, and one that failed.
func transcripts(runs []Run) []report.Transcript {
	var out []report.Transcript
	for _, want := range []func(c *simulate.Conversation) bool{
		func(c *simulate.Conversation) bool {
			return c.Outcome.Sold() && c.Outcome.Turns >= 3 && c.Outcome.Turns <= 4
		},
		func(c *simulate.Conversation) bool {
			return c.Family == "sceptical" && c.Outcome.Sold() && c.Outcome.Turns >= 5 && c.Outcome.Turns <= 8
		},
		func(c *simulate.Conversation) bool { return !c.Outcome.Sold() && c.Outcome.Turns <= 8 },
	} {
		if t, ok := pick(runs, want); ok {
			out = append(out, t)
		}
	}
	return out
}

func pick(runs []Run, want func(*simulate.Conversation) bool) (report.Transcript, bool) {
	for _, r := range runs {
		for _, c := range r.Conversations {
			if want(c) {
				return transcript(r, c), true
			}
		}
	}
	return report.Transcript{}, false
}

func transcript(r Run, c *simulate.Conversation) report.Transcript {
	t := report.Transcript{
		Title: fmt.Sprintf("%s seeker, %s: %s in turn %d", c.Family, r.Catalog, ending(&c.Outcome), c.Outcome.Turns),
		About: "Wants " + r.Goals.Describe(c.Goal) + ".",
	}
	for i, x := range c.Turns {
		said := report.Line{Text: x.Said}
		if i > 0 {
			said.Grade = reward.Nearest(c.Turns[i-1].Grade).String()
		}
		t.Lines = append(t.Lines, said)
		if x.Reply.Text != "" {
			t.Lines = append(t.Lines, recommender(&x.Reply))
		}
	}
	return t
}

func ending(o *simulate.Outcome) string {
	switch {
	case o.Sold():
		return "accepted what fits"
	case o.Accepted:
		return "accepted what does not fit"
	case o.Left:
		return "left"
	}
	return "undecided"
}

// recommender annotates a reply.
func recommender(r *core.Reply) report.Line {
	l := report.Line{Recommender: true, Text: r.Text, Strategies: r.Strategies, Because: r.Trace.Because}
	for _, p := range r.Trace.Probabilities {
		if p.Name == r.Strategy {
			l.Chance = p.P
		}
	}
	for _, row := range r.Trace.Rows {
		l.Rows = append(l.Rows, report.Row{Table: row.Table, Cell: row.Cell, Logit: float64(row.Logit)})
	}
	return l
}

// Summary prints the deciding figures as a table: families by planners.
func Summary(results []report.Result) string {
	var b strings.Builder
	for _, c := range catalogs(results) {
		fmt.Fprintf(&b, "%s\n%-12s %-18s %20s %20s %8s %8s %8s\n", c, "seekers", "planner", "SR@10", "AvgT", "misfit", "repeats", "stalls")
		for _, r := range results {
			if r.Catalog != c {
				continue
			}
			sr, t := r.Metrics["sr10"], r.Metrics["avg_t"]
			fmt.Fprintf(&b, "%-12s %-18s %6.3f (%.3f-%.3f) %7.2f (%.2f-%.2f) %8.3f %8.3f %8.3f\n", r.Family, r.Planner, sr.Mean, sr.Low, sr.High,
				t.Mean, t.Low, t.High, r.Metrics["false_accept"].Mean, r.Metrics["repetition"].Mean, r.Metrics["stall"].Mean)
		}
		b.WriteByte('\n')
	}
	return b.String()
}
