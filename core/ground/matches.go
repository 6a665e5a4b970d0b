package ground

import (
	"slices"

	"rso/catalog"
	"rso/core/prefer"
)

// Matches returns the facts of an item that bear on the belief's constraints: for a satisfied one the facts that
// satisfy it, for a violated one what the record says instead (nothing when it says nothing: see [Silent]). For want of room
// what fits is left out, the latest wishes last; then, of what doesn't fit, all but one value for each constraint, numbers
// before names: an amount over a budget is never hidden.
func Matches(c *catalog.Catalog, b *prefer.Belief, i catalog.Item) []Evidence {
	var fits, misses []Evidence
	for k := range b.Constraints {
		for _, e := range bearing(c, b, k, i) {
			switch {
			case contains(fits, e.Fact), contains(misses, e.Fact):
			case e.Satisfies:
				fits = append(fits, e)
			default:
				misses = append(misses, e)
			}
		}
	}
	misses = pressing(c, misses)
	for len(fits)+len(misses) > mostReasons {
		fits = slices.Delete(fits, 0, 1)
	}
	return append(fits, misses...)
}

// pressing returns the most pressing of what doesn't fit, no more than a reply has room for.
func pressing(c *catalog.Catalog, misses []Evidence) []Evidence {
	var out []Evidence
	for rank := range 3 {
		for k := range misses {
			e := &misses[k]
			again := slices.ContainsFunc(misses[:k], func(o Evidence) bool { return o.Constraint == e.Constraint })
			own := 1
			switch {
			case again:
				own = 2
			case c.Column(e.Column).Kind == catalog.Number:
				own = 0
			}
			if own == rank && len(out) < mostReasons {
				out = append(out, *e)
			}
		}
	}
	return out
}

// bearing returns the facts of an item that bear on one constraint.
func bearing(c *catalog.Catalog, b *prefer.Belief, k int, i catalog.Item) []Evidence {
	con := &b.Constraints[k]
	if con.Column == prefer.Record {
		return nil // the record has the word in a text, which no fact is made of
	}
	fits := con.Fits(c, i)
	if con.Op == prefer.NotIn && fits {
		return nil // what an item lacks is no fact of its record
	}
	col := c.Column(con.Column)
	var out []Evidence
	for n, f := range c.FactsOf(i, con.Column) {
		e := Evidence{Fact: f, Constraint: k, Satisfies: fits}
		if col.Kind == catalog.Values {
			asked := slices.Contains(con.Values, col.Values(i)[n])
			if asked != (fits || con.Op == prefer.NotIn) || !fits && len(out) >= mostInstead {
				continue
			}
		} else if v, ok := col.Number(i); ok && !fits {
			e.Off = off(con, v)
		}
		out = append(out, e)
	}
	return out
}

// off is how far a number lies outside the bounds of a constraint that it violates: above 0 over the upper one, below 0
// under the lower one. A number within a range that is not wanted is off by nothing.
func off(k *prefer.Constraint, v float64) float64 {
	switch {
	case k.Op == prefer.Outside:
		return 0
	case k.Op != prefer.Greater && k.Op != prefer.AtLeast && v >= k.Hi:
		return v - k.Hi
	}
	return v - k.Lo
}

// Silent returns the belief's constraints that an item's record says nothing of, by their places in the belief. Of what is
// not wanted silence is no news.
func Silent(c *catalog.Catalog, b *prefer.Belief, i catalog.Item) []int {
	var out []int
	for k := range b.Constraints {
		if con := &b.Constraints[k]; con.Column != prefer.Record && con.Op != prefer.NotIn && c.Column(con.Column).Missing(i) {
			out = append(out, k)
		}
	}
	return out
}

func contains(list []Evidence, f catalog.Fact) bool {
	return slices.ContainsFunc(list, func(e Evidence) bool { return e.Fact == f })
}
