// Package ground is the Fact retriever: what may be said of items, and whether what was said is so.
//
// For a plan it picks, from the catalog's records, the few facts that the strategy may use (DESIGN.md's table of
// strategies), with what they mean for the belief. Everything that the template Actor says of an item comes through [For].
//
//	evidence := ground.For(c, policy.Recommend, items, &belief)
//
// A language model's draft is verified against the same records, sentence by sentence while it streams ([Verifier], [Draft]):
//
//	d := ground.NewVerifier(c, reasoner, ground.English()).Draft(ground.Brief{Items: items, Belief: &belief})
//	d.Write("The Realme XT costs $299.99. I wore it")
//	fmt.Println(d.Text(), d.Faults()) // The Realme XT costs $349.99. [...]
//
// verify.go reads a sentence. mention.go and allude.go find the items in it, surface.go markup and echoes, phrase.go what people
// live, promise.go what shops promise (included.go what is in the box); figure.go reads numbers, and amount.go what they are said for
// (bound.go the shopper's own, counted.go how many, relative.go differences; bearing.go and written.go find what bears one out); name.go
// and role.go read names, value.go and look.go values, denial.go what is denied (able.go what can't be done, absent.go what a record
// itself denies), compare.go comparisons. claim.go finds out what each claim is about, and whether it holds. What depends on the language
// is a text (languages/).
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
	Constraint int     // the belief's constraint that it bears on, -1 for none
	Satisfies  bool    // the fact satisfies that constraint; false with a constraint: it violates it
	Off        float64 // by how much a number violates it, in the column's unit: above 0 it is too much, below 0 too little
}

// The most facts that a reply gives: what a person would read. What an item is called, with the year that tells namesakes
// apart and its price, is not counted.
const (
	mostReasons     = 4 // of an item
	mostDetails     = 4 // columns of an item
	mostDifferences = 3 // columns of two items
	mostValues      = 3 // of a column that bears on no constraint: the people first billed
	mostInstead     = 2 // values that an item has instead of those that were asked for
)

// For returns the evidence that a strategy may use of the items of a plan, item by item. Of a list of recommendations the
// first is spoken for, the others are named.
func For(c *catalog.Catalog, s policy.Strategy, items []catalog.Item, b *prefer.Belief) []Evidence {
	var out []Evidence
	for n, i := range items {
		out = append(out, of(c, i, catalog.Title)...)
		switch s {
		case policy.Recommend:
			out = append(out, of(c, i, catalog.Year)...)
			if n == 0 {
				for _, e := range Matches(c, b, i) {
					out = meet(out, e)
				}
			}
			for _, e := range of(c, i, catalog.Price, catalog.Stock) {
				out = meet(out, e)
			}
		case policy.Explain, policy.Encouragement:
			out = append(out, Matches(c, b, i)...)
		case policy.Credibility:
			out = append(out, details(c, i, b)...)
		case policy.SocialProof:
			out = append(out, of(c, i, catalog.Rating, catalog.Popularity)...)
		case policy.CompareItems:
		default:
			return nil
		}
	}
	if s == policy.CompareItems && len(items) > 1 {
		out = append(out, differences(c, items, b)...)
	}
	return out
}

// meet adds evidence. A fact that is there already is given once, with the constraint that it bears on.
func meet(list []Evidence, e Evidence) []Evidence {
	k := slices.IndexFunc(list, func(o Evidence) bool { return o.Fact == e.Fact })
	switch {
	case k < 0:
		return append(list, e)
	case list[k].Constraint < 0:
		list[k] = e
	}
	return list
}

// Titles keeps of some evidence only what the items are called.
func Titles(c *catalog.Catalog, list []Evidence) []Evidence {
	return slices.DeleteFunc(slices.Clone(list), func(e Evidence) bool { return e.Column != c.With(catalog.Title) })
}

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
