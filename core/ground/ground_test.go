package ground

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"rso/catalog"
	"rso/catalog/build/buildtest"
	"rso/core/prefer"
	"rso/policy"
)

// The last item of each catalog has nothing but a title.
const (
	films = `{"id":"f1","title":"Jumanji","year":1995,"genres":["Adventure","Family"],"cast":["Robin Williams","Kirsten Dunst","Bonnie Hunt","David Alan Grier"],"rating":7.1,"votes":380}
{"id":"f2","title":"The Birdcage","year":1996,"genres":["Comedy"],"cast":["Robin Williams","Nathan Lane"],"rating":7.1,"votes":90}
{"id":"f3","title":"Titanic","year":1997,"genres":["Drama","Romance"],"cast":["Leonardo DiCaprio","Kate Winslet"],"rating":7.9,"votes":1300}
{"id":"f4","title":"Unforgiven","year":1992,"genres":["Western","Drama"],"cast":["Clint Eastwood"]}
{"id":"f5","title":"Heat"}
`
	bags = `{"id":"b1","name":"Fjell 20","brand":"Nordvik","category":"Backpack","price":"$49.90","weight_g":620,"rating":4.4,"stock":12,"colour":"blue","material":"canvas"}
{"id":"b2","name":"Kontor","brand":"Ostrava","category":"Briefcase","price":"$149.00","weight_g":1900,"rating":4.1,"stock":0,"colour":"black","material":"leather"}
{"id":"b3","name":"Reise","brand":"Vellum","category":"Suitcase","price":"$199.00","weight_g":3400,"colour":"blue"}
{"id":"b4","name":"Marked","brand":"Nordvik","category":"Tote","price":"$24.50","colour":"red","material":"canvas"}
{"id":"b5","name":"Aften"}
`
)

// random returns a belief of a few random constraints, by random items' own values.
func random(c *catalog.Catalog, r *rand.Rand) *prefer.Belief {
	b := &prefer.Belief{}
	for range r.IntN(5) {
		k := prefer.Constraint{Column: r.IntN(len(c.Columns())), Hard: r.IntN(3) > 0, Span: "said", Turn: 1}
		switch col := c.Column(k.Column); col.Kind {
		case catalog.Values:
			k.Op = prefer.Op(r.IntN(2))
			for range 1 + r.IntN(2) {
				k.Values = append(k.Values, r.Uint32N(uint32(col.NumValues())))
			}
		case catalog.Number:
			k.Op = prefer.Less + prefer.Op(r.IntN(5))
			lo, hi, _ := col.Range()
			k.Lo = lo + r.Float64()*(hi-lo)
			k.Hi = k.Lo + r.Float64()*(hi-k.Lo)
		default:
			continue
		}
		b.Constraints = append(b.Constraints, k)
	}
	return b
}

// rolesFor is DESIGN.md's table of strategies: the roles of the columns that a strategy may use by itself. Facts that
// bear on the belief are listed apart.
var rolesFor = map[policy.Strategy][]catalog.Role{
	policy.Recommend:     {catalog.Title, catalog.Price, catalog.Stock},
	policy.Explain:       {catalog.Title},
	policy.Encouragement: {catalog.Title},
	policy.Credibility:   {catalog.Title, catalog.Year, catalog.People, catalog.Maker, catalog.Category, catalog.Attribute},
	policy.SocialProof:   {catalog.Title, catalog.Rating, catalog.Popularity},
}

var usesBelief = policy.SetOf(policy.Recommend, policy.Explain, policy.Encouragement)

// check is the whole contract of a piece of evidence.
func check(t *testing.T, c *catalog.Catalog, s policy.Strategy, items []catalog.Item, b *prefer.Belief, e Evidence) {
	t.Helper()
	if !slices.Contains(items, e.Item) {
		t.Fatalf("%v of %v speaks of item %d", s, items, e.Item)
	}
	if !slices.Contains(c.FactsOf(e.Item, e.Column), e.Fact) {
		t.Fatalf("%v: the record of %s has no %s %q", s, c.Title(e.Item), c.Column(e.Column).Name, e.Text)
	}
	col := c.Column(e.Column)
	switch {
	case e.Constraint >= 0:
		k := &b.Constraints[e.Constraint]
		if !usesBelief.Has(s) || k.Column != e.Column || k.Fits(c, e.Item) != e.Satisfies {
			t.Fatalf("%v: the fact %s %q of %s answers the constraint %+v, satisfies %v", s, col.Name, e.Text, c.Title(e.Item), *k, e.Satisfies)
		}
		if s == policy.Recommend && !e.Satisfies {
			t.Fatalf("recommend speaks of %s %q, which is not wanted", col.Name, e.Text)
		}
	case s == policy.CompareItems:
		shared := !slices.ContainsFunc(items, func(i catalog.Item) bool { return !says(c, i, e.Column, e.Text) })
		if shared && col.Role != catalog.Title {
			t.Fatalf("compare gives %s %q, which all have", col.Name, e.Text)
		}
	case !slices.Contains(rolesFor[s], col.Role):
		t.Fatalf("%v uses %s, a %v", s, col.Name, col.Role)
	}
}

// Whatever is asked for, evidence is true, and of the sort that the strategy may use.
func TestEvidenceIsTrue(t *testing.T) {
	for name, lines := range map[string]string{"films": films, "bags": bags} {
		c := buildtest.Catalog(t, "fixture", lines)
		r := rand.New(rand.NewPCG(4, 5))
		for range 600 {
			b := random(c, r)
			items := make([]catalog.Item, 1+r.IntN(3))
			for i, v := range r.Perm(c.Len())[:len(items)] {
				items[i] = catalog.Item(v)
			}
			for s := range policy.NumStrategies {
				evidence := For(c, s, items, b)
				for _, e := range evidence {
					check(t, c, s, items, b, e)
				}
				if s != policy.CompareItems && rolesFor[s] == nil && len(evidence) > 0 {
					t.Fatalf("%s: %v has facts: %+v", name, s, evidence)
				}
			}
		}
	}
}

// gives checks the evidence for items by id, as "item column=text" with what it means for the belief.
func gives(t *testing.T, c *catalog.Catalog, s policy.Strategy, ids string, b *prefer.Belief, want string) {
	t.Helper()
	var items []catalog.Item
	for _, id := range strings.Fields(ids) {
		i, ok := c.ByID(id)
		if !ok {
			t.Fatalf("no item %q", id)
		}
		items = append(items, i)
	}
	var all []string
	for _, e := range For(c, s, items, b) {
		text := c.ID(e.Item) + " " + c.Column(e.Column).Name + "=" + e.Text
		switch {
		case e.Constraint >= 0 && e.Satisfies:
			text += " (fits)"
		case e.Constraint >= 0:
			text += " (misses)"
		}
		all = append(all, text)
	}
	if got := strings.Join(all, "; "); got != want {
		t.Errorf("%v of %s gives\n\t%s\nwant\n\t%s", s, ids, got, want)
	}
}

func TestFor(t *testing.T) {
	c := buildtest.Catalog(t, "fixture", films)
	b := &prefer.Belief{}
	r := prefer.New(c, prefer.English())
	*b = r.Update(*b, r.Understand("a comedy with Robin Williams before 1996", prefer.Context{Turn: 1, Asked: -1}))
	nothing := &prefer.Belief{}
	gives(t, c, policy.Explain, "f2", b, "f2 title=The Birdcage; f2 genres=Comedy (fits); f2 cast=Robin Williams (fits); f2 year=1996 (misses)")
	gives(t, c, policy.Explain, "f5", b, "f5 title=Heat") // the record says nothing
	gives(t, c, policy.Explain, "f2", nothing, "f2 title=The Birdcage")
	gives(t, c, policy.Recommend, "f2 f1", b, "f2 title=The Birdcage; f2 genres=Comedy (fits); f2 cast=Robin Williams (fits); f1 title=Jumanji; f1 cast=Robin Williams (fits); f1 year=1995 (fits)")
	gives(t, c, policy.SocialProof, "f3", b, "f3 title=Titanic; f3 rating=7.9; f3 votes=1300")
	gives(t, c, policy.SocialProof, "f4", b, "f4 title=Unforgiven")
	gives(t, c, policy.Credibility, "f1", b, "f1 title=Jumanji; f1 year=1995; f1 cast=Robin Williams; f1 cast=Kirsten Dunst; f1 cast=Bonnie Hunt; f1 genres=Adventure; f1 genres=Family")
	gives(t, c, policy.OfferHelp, "f1", b, "")
	gives(t, c, policy.Recommend, "", b, "")

	shop := buildtest.Catalog(t, "fixture", bags)
	gives(t, shop, policy.Recommend, "b2", nothing, "b2 name=Kontor; b2 price=149; b2 stock=0")
	gives(t, shop, policy.CompareItems, "b1 b4", nothing, "b1 name=Fjell 20; b4 name=Marked; b1 category=Backpack; b4 category=Tote; b1 price=49.9; b4 price=24.5; b1 colour=blue; b4 colour=red")
}
