package report

import "strings"

// verdict is the box at the top: what was to be shown, and how the shipped planner does.
type verdict struct {
	Holds, Of int
	Failed    []Claim
	Held      []Claim
	Shipped   string
	Heads     []heading
	Rows      []verdictRow
}

// verdictRow is the shipped planner's deciding figures with one family of seekers.
type verdictRow struct {
	Where   string
	Figures []figureCell
	Scores  []score
}

// score counts the baselines by how the shipped planner stands against them.
type score struct{ Label, Text, Class string }

// All reports whether every claim holds.
func (v *verdict) All() bool { return len(v.Failed) == 0 }

// verdict sums the claims and the shipped planner's results up; nil when there are neither.
func (d *Data) verdict() *verdict {
	v := &verdict{Of: len(d.Claims), Shipped: d.Shipped}
	for _, c := range d.Claims {
		if c.Holds {
			v.Held = append(v.Held, c)
			v.Holds++
		} else {
			v.Failed = append(v.Failed, c)
		}
	}
	for _, m := range deciding() {
		v.Heads = append(v.Heads, heading{m.Label + m.unit(), m.Help})
	}
	for _, g := range d.groups() {
		if g.shipped == nil {
			continue
		}
		if v.Shipped == "" {
			v.Shipped = g.shipped.Planner
		}
		row := verdictRow{Where: where(g)}
		for _, m := range deciding() {
			row.Figures = append(row.Figures, g.cell(m, g.shipped))
		}
		row.Scores = g.scores()
		v.Rows = append(v.Rows, row)
	}
	if v.Of == 0 && len(v.Rows) == 0 {
		return nil
	}
	return v
}

// where names a group: "films, cooperative".
func where(g group) string {
	var parts []string
	for _, name := range []string{g.catalog, g.family} {
		if name != "" {
			parts = append(parts, name)
		}
	}
	if len(parts) == 0 {
		return "all seekers"
	}
	return strings.Join(parts, ", ")
}

// scores counts the baselines that the shipped planner is ahead of, level with and behind, by deciding metric. The
// ablations are left out: each is the policy itself with one thing less, not a competitor.
func (g group) scores() []score {
	var list []score
	for _, m := range deciding() {
		var counts [behind + 1]int
		for i := range g.results {
			if g.results[i].Kind == "baseline" {
				counts[g.standing(m, &g.results[i])]++
			}
		}
		var parts []string
		class := "ahead"
		for _, c := range []struct {
			standing standing
			words    string
		}{{ahead, "ahead of "}, {level, "level with "}, {behind, "behind "}} {
			if n := counts[c.standing]; n > 0 {
				parts = append(parts, c.words+count(n))
				class = []string{"", "ahead", "level", "behind"}[c.standing]
			}
		}
		if len(parts) > 0 {
			list = append(list, score{m.Label, strings.Join(parts, ", "), class})
		}
	}
	return list
}
