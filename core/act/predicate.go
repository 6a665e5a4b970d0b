package act

import (
	"math"
	"slices"
	"strings"

	"rso/catalog"
	"rso/catalog/text"
	"rso/core/ground"
	"rso/core/prefer"
	"rso/policy"
)

// told puts the facts of the k-th item that are to be used in one predicate: "is from 1993, stars Robin Williams".
func (t *telling) told(k int, use func(*ground.Evidence) bool) string {
	if k >= len(t.s.Items) {
		return ""
	}
	var predicates []string
	obvious := ""
	for _, c := range t.columns() {
		var facts []*ground.Evidence
		for n := range t.s.Evidence {
			if e := &t.s.Evidence[n]; e.Item == t.s.Items[k] && e.Column == c && use(e) {
				facts = append(facts, e)
			}
		}
		role := t.s.Catalog.Column(c).Role
		beside := t.s.Strategy == policy.Recommend && role == catalog.Year && len(facts) > 0 && facts[0].Satisfies // the name has the year
		if len(facts) == 0 || role == catalog.Title || beside {
			continue
		}
		p := t.predicate(facts)
		switch {
		case p == "" || slices.Contains(predicates, p):
		case role == catalog.Category && (facts[0].Satisfies || facts[0].Constraint < 0) && t.titled(t.s.Items[k], facts[0].Text):
			obvious = p
		default:
			predicates = append(predicates, p)
		}
	}
	if len(predicates) == 0 && obvious != "" && t.s.Strategy != policy.Recommend {
		predicates = append(predicates, obvious)
	}
	return t.l.together(predicates)
}

// titled says whether what an item is called says what kind of thing it is: nobody need be told that Loden Jacket is a jacket.
func (t *telling) titled(i catalog.Item, kind string) bool {
	many := text.Fold(kind)
	title := " " + text.Fold(t.s.Catalog.Title(i)) + " "
	one := t.l.one(many)
	return strings.Contains(title, " "+many+" ") || one != "" && strings.Contains(title, " "+one+" ")
}

// columns lists the catalog's columns in the order in which they are spoken of: what an item is comes first.
func (t *telling) columns() []int {
	var first, rest []int
	for c := range t.s.Catalog.Columns() {
		if t.s.Catalog.Column(c).Role == catalog.Category {
			first = append(first, c)
		} else {
			rest = append(rest, c)
		}
	}
	return append(first, rest...)
}

// predicate puts the facts of one column of one item in words, with what they mean for the shopper.
func (t *telling) predicate(facts []*ground.Evidence) string {
	e := facts[0]
	col := t.s.Catalog.Column(e.Column)
	if col.Kind == catalog.Number {
		v, _ := col.Number(e.Item)
		said := t.l.number(col, v)
		switch {
		case e.Constraint < 0:
		case e.Satisfies:
			op := t.s.Belief.Constraints[e.Constraint].Op
			if form := t.l.form(col, "fits"); form != "" && (op == prefer.Less || op == prefer.AtMost) {
				return put(form, "v", t.l.Value(col, v))
			}
		default:
			return t.off(col, &t.s.Belief.Constraints[e.Constraint], e.Off, v, said)
		}
		return said
	}
	var values []string
	for _, f := range facts {
		if !slices.Contains(values, f.Text) {
			values = append(values, f.Text)
		}
	}
	said := t.values(col, values)
	if e.Constraint < 0 || e.Satisfies || isTruth(col) {
		return said
	}
	con := &t.s.Belief.Constraints[e.Constraint]
	form := "not"
	if con.Op == prefer.NotIn {
		form = "avoid"
	}
	var asked []string
	for _, v := range con.Values {
		asked = append(asked, t.kind(col, col.Value(v)))
	}
	for k, v := range values {
		values[k] = t.kind(col, v)
	}
	return put(t.l.form(col, form), "f", said, "v", t.l.listIn(t.l.form(col, form), values, "and"), "w", t.l.list(asked, "or"), "n", t.l.nameOf(col))
}

// off says by how much a number misses what was asked for. In a recommendation the year and the price stand beside the name
// already.
func (t *telling) off(col *catalog.Column, k *prefer.Constraint, off, v float64, said string) string {
	l := t.l
	name := "over"
	switch {
	case k.Op == prefer.Outside:
		name = "out"
	case off < 0 || off == 0 && k.Op == prefer.Greater && col.Role == catalog.Year:
		name = "under"
	case off == 0 && col.Role != catalog.Year:
		name = "edge"
	}
	if col.Role == catalog.Year { // 1990 is a year too late for "before 1990"
		switch k.Op {
		case prefer.Less:
			off++
		case prefer.Greater:
			off--
		}
	}
	form := ""
	if t.s.Strategy == policy.Recommend {
		form = l.form(col, name+"_said")
	}
	if form == "" {
		form = l.form(col, name)
	}
	if form == "" {
		return said
	}
	return put(form, "f", said, "v", l.Value(col, v), "gap", l.gap(col, off), "years", l.gapYears(off), "n", l.nameOf(col), "an", l.articled(l.nameOf(col)))
}

// gap writes a difference of two numbers of a column, without its sign.
func (l *Language) gap(col *catalog.Column, v float64) string {
	return l.amount(col, clean(math.Abs(v)))
}

func (l *Language) gapYears(v float64) string {
	n := math.Round(math.Abs(v))
	return put(either(l.of("format", "years"), n), "v", l.Number(n))
}

// clean rounds away what a subtraction leaves in the last digits.
func clean(v float64) float64 { return math.Round(v*1e6) / 1e6 }

// together joins predicates. Those that begin with the same word share it: "is red", "is from 1990" and "weighs 2 kg" are "is
// red and from 1990, and weighs 2 kg".
func (l *Language) together(predicates []string) string {
	var groups [][]string
	for _, p := range predicates {
		first, rest, _ := strings.Cut(p, " ")
		k := slices.IndexFunc(groups, func(g []string) bool {
			begins, _, _ := strings.Cut(g[0], " ")
			return begins == first
		})
		if k < 0 {
			groups = append(groups, []string{p})
		} else {
			groups[k] = append(groups[k], rest)
		}
	}
	var parts []string
	nested := false
	for _, g := range groups {
		nested = nested || len(g) > 1 || strings.Contains(g[0], ", ")
		parts = append(parts, l.list(g, "and"))
	}
	if nested && len(parts) > 1 {
		last := len(parts) - 1
		return strings.Join(parts[:last], ", ") + l.of("format", "also") + " " + parts[last]
	}
	return l.list(parts, "and")
}
