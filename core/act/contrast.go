package act

import (
	"slices"

	"rso/catalog"
)

// compared tells what the first item has more or less of than the second: "is $50 cheaper and is rated 0.3 higher".
func (t *telling) compared() string {
	if len(t.s.Items) < 2 {
		return ""
	}
	var predicates []string
	a, b := t.s.Items[0], t.s.Items[1]
	for k := range t.s.Catalog.Columns() {
		col := t.s.Catalog.Column(k)
		if col.Kind != catalog.Number || t.evidence(a, k) == nil || t.evidence(b, k) == nil {
			continue
		}
		x, _ := col.Number(a)
		y, _ := col.Number(b)
		gap := clean(x - y)
		form := "more"
		if gap < 0 {
			form = "less"
		}
		if gap != 0 {
			predicates = append(predicates, put(t.l.form(col, form), "gap", t.l.gap(col, gap), "years", t.l.gapYears(gap), "n", t.l.nameOf(col)))
		}
	}
	return t.l.together(predicates)
}

// aspects tells what the first two items have that the other has not, side by side.
func (t *telling) aspects() string {
	if len(t.s.Items) < 2 {
		return ""
	}
	var sides [2][]string
	for _, k := range t.columns() {
		col := t.s.Catalog.Column(k)
		if col.Kind != catalog.Values || t.evidence(t.s.Items[0], k) == nil || t.evidence(t.s.Items[1], k) == nil {
			continue
		}
		for n, i := range t.s.Items[:2] {
			var values []string
			for _, e := range t.s.Evidence {
				if e.Item == i && e.Column == k && !slices.Contains(values, e.Text) {
					values = append(values, e.Text)
				}
			}
			sides[n] = append(sides[n], t.values(col, values))
		}
	}
	if len(sides[0]) == 0 {
		return ""
	}
	first, second := t.l.together(sides[0]), t.l.together(sides[1])
	if first == second {
		return "" // in words they are the same
	}
	return t.item(0, false) + " " + first + "; " + t.item(1, false) + " " + second
}
