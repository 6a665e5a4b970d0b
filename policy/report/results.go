package report

import (
	"cmp"
	"html/template"
	"slices"
)

// standing is how the shipped planner does against another in one metric.
type standing int

const (
	unknown standing = iota // not measured, neither way is better, or the shipped planner itself
	ahead                   // the intervals are apart, and the shipped planner is better
	level                   // the intervals overlap: the data can't tell
	behind                  // the intervals are apart, and the shipped planner is worse
)

// against compares the shipped planner's figure with another's.
func (m Metric) against(shipped, other Interval) standing {
	if m.Better == 0 || !finite(shipped.Mean) || !finite(other.Mean) {
		return unknown
	}
	low, high := shipped.bounds()
	otherLow, otherHigh := other.bounds()
	switch above, below := low > otherHigh, high < otherLow; {
	case above && m.Better > 0, below && m.Better < 0:
		return ahead
	case above, below:
		return behind
	}
	return level
}

// catalog holds what was measured on one catalog.
type catalog struct {
	Name     string
	Forests  []template.HTML
	Families []family
}

// family holds what was measured with one kind of seekers: a table.
type family struct {
	Name      string
	Dialogues string
	Metrics   []heading
	Rows      []plannerRow
}

// heading is a column.
type heading struct{ Label, Help string }

// plannerRow is one planner's line of a table.
type plannerRow struct {
	Planner, Kind string
	Shipped       bool
	First         bool // of its kind
	Cells         []figureCell
}

// figureCell is one figure with its interval.
type figureCell struct {
	Label, Mean, Interval string
	Class                 string // "level" or "behind"
}

// measured lists the metrics of which there is at least one figure, in order.
func (d *Data) measured() []Metric {
	return measuredIn(d.Evaluation)
}

func measuredIn(results []Result) []Metric {
	var list []Metric
	for _, m := range Metrics {
		if slices.ContainsFunc(results, func(r Result) bool { _, ok := r.Metrics[m.Name]; return ok }) {
			list = append(list, m)
		}
	}
	return list
}

// ships reports whether a result is the shipped planner's.
func (d *Data) ships(r Result) bool {
	if d.Shipped == "" {
		return r.Kind == "shipped"
	}
	return r.Planner == d.Shipped
}

// group is the results that one table compares: one catalog, one family, the shipped planner first.
type group struct {
	catalog, family string
	results         []Result
	shipped         *Result // nil when it wasn't measured here
}

// groups sorts the results into comparable ones: catalogs and families in the order in which they come.
func (d *Data) groups() []group {
	var list []group
	for _, r := range d.Evaluation {
		i := slices.IndexFunc(list, func(g group) bool { return g.catalog == r.Catalog && g.family == r.Family })
		if i < 0 {
			i, list = len(list), append(list, group{catalog: r.Catalog, family: r.Family})
		}
		list[i].results = append(list[i].results, r)
	}
	for i := range list {
		g := &list[i]
		slices.SortStableFunc(g.results, func(a, b Result) int { return cmp.Compare(d.rank(a), d.rank(b)) })
		if d.ships(g.results[0]) {
			g.shipped = &g.results[0]
		}
	}
	var catalogs []string // a catalog's groups stand together, whatever the order of the results
	for _, g := range list {
		if !slices.Contains(catalogs, g.catalog) {
			catalogs = append(catalogs, g.catalog)
		}
	}
	slices.SortStableFunc(list, func(a, b group) int {
		return cmp.Compare(slices.Index(catalogs, a.catalog), slices.Index(catalogs, b.catalog))
	})
	return list
}

// rank orders the planners of a table: shipped, baselines, ablations, others.
func (d *Data) rank(r Result) int {
	switch {
	case d.ships(r):
		return 0
	case r.Kind == "baseline":
		return 1
	case r.Kind == "ablation":
		return 2
	}
	return 3
}

// standing compares the group's shipped planner with a result.
func (g group) standing(m Metric, r *Result) standing {
	if g.shipped == nil || r == g.shipped {
		return unknown
	}
	own, ok := g.shipped.Metrics[m.Name]
	other, has := r.Metrics[m.Name]
	if !ok || !has {
		return unknown
	}
	return m.against(own, other)
}

// catalogs draws the tables and plots of all catalogs.
func (d *Data) catalogs() []catalog {
	var list []catalog
	byCatalog := make(map[string][]group)
	for _, g := range d.groups() {
		if _, seen := byCatalog[g.catalog]; !seen {
			list = append(list, catalog{Name: g.catalog})
		}
		byCatalog[g.catalog] = append(byCatalog[g.catalog], g)
	}
	for i := range list {
		groups := byCatalog[list[i].Name]
		for _, m := range deciding() {
			if plot, ok := forest(m, groups); ok {
				list[i].Forests = append(list[i].Forests, plot)
			}
		}
		for _, g := range groups {
			list[i].Families = append(list[i].Families, g.table())
		}
	}
	return list
}

// deciding returns the metrics that the verdict names.
func deciding() []Metric { return Metrics[:min(2, len(Metrics))] }

// table draws up a group's figures.
func (g group) table() family {
	f := family{Name: g.family, Dialogues: dialogues(g.results)}
	metrics := measuredIn(g.results)
	for _, m := range metrics {
		f.Metrics = append(f.Metrics, heading{m.Label + m.unit(), m.Help})
	}
	for i := range g.results {
		r := &g.results[i]
		row := plannerRow{Planner: r.Planner, Kind: r.Kind, Shipped: r == g.shipped}
		row.First = i > 0 && r.Kind != g.results[i-1].Kind
		if row.Shipped {
			row.Kind = "shipped"
		}
		for _, m := range metrics {
			row.Cells = append(row.Cells, g.cell(m, r))
		}
		f.Rows = append(f.Rows, row)
	}
	return f
}

// cell writes one figure.
func (g group) cell(m Metric, r *Result) figureCell {
	v, ok := r.Metrics[m.Name]
	if !ok || !finite(v.Mean) {
		return figureCell{Label: m.Label + m.unit(), Mean: missing}
	}
	c := figureCell{Label: m.Label + m.unit(), Mean: m.show(v.Mean), Interval: m.interval(v)}
	switch g.standing(m, r) {
	case level:
		c.Class = "level"
	case behind:
		c.Class = "behind"
	}
	return c
}

// interval writes the ends of an interval; "" when it has none.
func (m Metric) interval(v Interval) string {
	low, high := v.bounds()
	if low == high {
		return ""
	}
	if low < 0 {
		return m.show(low) + " to " + m.show(high) // a dash would look like a sign
	}
	return m.show(low) + "–" + m.show(high)
}

// dialogues says how many dialogues each figure rests on.
func dialogues(results []Result) string {
	low, high := results[0].Dialogues, results[0].Dialogues
	for _, r := range results {
		low, high = min(low, r.Dialogues), max(high, r.Dialogues)
	}
	switch {
	case high <= 0:
		return ""
	case low == high:
		return plural(low, "dialogue") + " per planner"
	}
	return count(low) + " to " + count(high) + " dialogues per planner"
}
