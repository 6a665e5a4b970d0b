package report

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"rso/policy"
)

// habit is a row of the policy that shapes many decisions, in words.
type habit struct {
	Row      Row
	When     string // "reception is rejected"
	Strategy string
	Odds     string // "3.7"
	For      bool
	Visits   uint32
	weight   float64
}

// maxHabits is how many are told; perTable keeps one table from telling them all.
const maxHabits, perTable = 10, 2

// habits finds the rows that matter most: a strong logit in a cell that is often visited. Every row tells its strongest
// strategy only. The table without features is left out, for it tells nothing about the moment.
func habits(p *policy.Policy) []habit {
	var all []habit
	for i, t := range p.Tables() {
		if len(t.Features) == 0 {
			continue
		}
		total := 0.0
		for _, n := range t.Visits {
			total += float64(n)
		}
		var own []habit
		for cell, n := range t.Visits {
			if n > 0 {
				own = append(own, strongest(p.Layout(), i, t, cell, float64(n)/total))
			}
		}
		slices.SortStableFunc(own, byWeight)
		all = append(all, own[:min(perTable, len(own))]...)
	}
	slices.SortStableFunc(all, byWeight)
	all = all[:min(maxHabits, len(all))]
	return slices.DeleteFunc(all, func(h habit) bool { return math.Abs(h.Row.Logit) < faint })
}

// byWeight puts the heavier first.
func byWeight(a, b habit) int { return cmp.Compare(b.weight, a.weight) }

// strongest tells what a row says about the strategy it changes most.
func strongest(l policy.Layout, table int, t policy.Table, cell int, share float64) habit {
	best := policy.Strategy(0)
	row := t.Row(cell)
	for s := range policy.NumStrategies {
		if math.Abs(row[s]) > math.Abs(row[best]) {
			best = s
		}
	}
	return habit{
		Row:      Row{Table: table, Cell: cell, Logit: row[best]},
		When:     moment(l.Cross(t.Features, cell)),
		Strategy: words(best),
		Odds:     fixed(math.Exp(math.Abs(row[best])), 1),
		For:      row[best] > 0,
		Visits:   t.Visits[cell],
		// The root lets a strong but rarer row stand beside a weak one that is always on.
		weight: math.Abs(row[best]) * math.Sqrt(share),
	}
}

// moment puts a cell in words: "position is 2 and act is request".
func moment(labels []policy.Labelled) string {
	if len(labels) == 0 {
		return "always"
	}
	parts := make([]string, len(labels))
	for i, l := range labels {
		parts[i] = l.Feature + " is " + strings.ReplaceAll(l.Bucket, "_", " ")
	}
	return strings.Join(parts, " and ")
}
