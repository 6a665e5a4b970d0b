// Package ground is the Fact retriever: for a plan it picks, from the catalog's records, the few facts that the
// strategy may use (DESIGN.md's table of strategies). Everything that a reply says of an item comes through here.
package ground

import (
	"slices"

	"rso/catalog"
	"rso/core/prefer"
	"rso/policy"
)

// Evidence is a fact with what it means for the belief.
type Evidence struct {
	catalog.Fact
	Constraint int  // the belief's constraint that it bears on, -1 for none
	Satisfies  bool // the fact satisfies that constraint; false with a constraint: it violates it
}

// The most facts that a reply gives of one item: what a person would read.
const (
	mostReasons = 4
	mostDetails = 5
	mostPeople  = 3
)

// For returns the evidence that a strategy may use of the items of a plan, item by item.
func For(c *catalog.Catalog, s policy.Strategy, items []catalog.Item, b *prefer.Belief) []Evidence {
	var out []Evidence
	for _, i := range items {
		switch s {
		case policy.Recommend:
			out = append(out, title(c, i)...)
			out = append(out, keep(Matches(c, b, i), true)...)
			out = append(out, of(c, i, catalog.Price, catalog.Stock)...)
		case policy.Explain, policy.Encouragement:
			out = append(out, title(c, i)...)
			out = append(out, Matches(c, b, i)...)
		case policy.Credibility:
			out = append(out, title(c, i)...)
			out = append(out, details(c, i)...)
		case policy.SocialProof:
			out = append(out, title(c, i)...)
			out = append(out, of(c, i, catalog.Rating, catalog.Popularity)...)
		case policy.CompareItems:
			out = append(out, title(c, i)...)
		}
	}
	if s == policy.CompareItems {
		out = append(out, differences(c, items)...)
	}
	return out
}

// Titles keeps of some evidence only what the items are called.
func Titles(c *catalog.Catalog, list []Evidence) []Evidence {
	return slices.DeleteFunc(slices.Clone(list), func(e Evidence) bool { return e.Column != c.With(catalog.Title) })
}

func title(c *catalog.Catalog, i catalog.Item) []Evidence { return of(c, i, catalog.Title) }

// of returns the facts of the columns with one of the roles, the first column of each.
func of(c *catalog.Catalog, i catalog.Item, roles ...catalog.Role) []Evidence {
	var out []Evidence
	for _, r := range roles {
		if col := c.With(r); col >= 0 {
			out = append(out, plain(c.FactsOf(i, col))...)
		}
	}
	return out
}

func plain(facts []catalog.Fact) []Evidence {
	out := make([]Evidence, len(facts))
	for k, f := range facts {
		out[k] = Evidence{Fact: f, Constraint: -1}
	}
	return out
}

// Matches returns the facts of an item that bear on the belief's constraints: for a satisfied one the facts that
// satisfy it, for a violated one what the record says instead (nothing when it says nothing).
func Matches(c *catalog.Catalog, b *prefer.Belief, i catalog.Item) []Evidence {
	var out []Evidence
	for k := range b.Constraints {
		con := &b.Constraints[k]
		fits := con.Fits(c, i)
		if con.Op == prefer.NotIn && fits {
			continue // what an item lacks is no fact of its record
		}
		if con.Column == prefer.Record {
			continue // the record has the word in a text, which no fact is made of
		}
		col := c.Column(con.Column)
		for n, f := range c.FactsOf(i, con.Column) {
			if col.Kind == catalog.Values && fits && !slices.Contains(con.Values, col.Values(i)[n]) {
				continue
			}
			if n >= mostReasons || contains(out, f) {
				continue
			}
			out = append(out, Evidence{f, k, fits})
		}
	}
	return out
}

func contains(list []Evidence, f catalog.Fact) bool {
	return slices.ContainsFunc(list, func(e Evidence) bool { return e.Fact == f })
}

// keep returns the evidence that satisfies its constraint, or violates it.
func keep(list []Evidence, satisfies bool) []Evidence {
	return slices.DeleteFunc(slices.Clone(list), func(e Evidence) bool { return e.Satisfies != satisfies })
}

// details returns what the record says of who made an item, when, and how it is: the people first billed, a few
// values of each column, numbers.
func details(c *catalog.Catalog, i catalog.Item) []Evidence {
	var out []Evidence
	for _, r := range [...]catalog.Role{catalog.Year, catalog.People, catalog.Maker, catalog.Category, catalog.Attribute} {
		for k := range c.Columns() {
			col := c.Column(k)
			if col.Role != r || col.Kind == catalog.Text {
				continue
			}
			facts := c.FactsOf(i, k)
			if len(facts) > mostPeople {
				facts = facts[:mostPeople]
			}
			if columns(out) < mostDetails {
				out = append(out, plain(facts)...)
			}
		}
	}
	return out
}

func columns(list []Evidence) int {
	seen := map[int]bool{}
	for _, e := range list {
		seen[e.Column] = true
	}
	return len(seen)
}

// differences returns the facts in which items differ: of every column that they don't share wholly, what each has
// that the others lack.
func differences(c *catalog.Catalog, items []catalog.Item) []Evidence {
	var out []Evidence
	for k := range c.Columns() {
		col := c.Column(k)
		if columns(out) >= mostDetails || col.Kind == catalog.Text || col.Role == catalog.Popularity {
			continue
		}
		var own [][]catalog.Fact
		filled := 0
		for _, i := range items {
			facts := slices.DeleteFunc(c.FactsOf(i, k), func(f catalog.Fact) bool {
				return !slices.ContainsFunc(items, func(j catalog.Item) bool { return !says(c, j, k, f.Text) })
			})
			own = append(own, facts[:min(len(facts), mostPeople)])
			if len(facts) > 0 {
				filled++
			}
		}
		if filled < 2 {
			continue
		}
		for _, facts := range own {
			out = append(out, plain(facts)...)
		}
	}
	return out
}

func says(c *catalog.Catalog, i catalog.Item, column int, text string) bool {
	return slices.ContainsFunc(c.FactsOf(i, column), func(f catalog.Fact) bool { return f.Text == text })
}
