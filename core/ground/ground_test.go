package ground

import (
	"math"
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
	policy.Recommend:     {catalog.Title, catalog.Year, catalog.Price, catalog.Stock}, // the year tells namesakes apart
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
		checkOff(t, c, k, e)
	case s == policy.CompareItems:
		shared := !slices.ContainsFunc(items, func(i catalog.Item) bool { return !says(c, i, e.Column, e.Text) })
		if shared && col.Role != catalog.Title {
			t.Fatalf("compare gives %s %q, which all have", col.Name, e.Text)
		}
	case !slices.Contains(rolesFor[s], col.Role):
		t.Fatalf("%v uses %s, a %v", s, col.Name, col.Role)
	}
}

// checkOff checks by how much a fact misses its constraint: a number that is moved by so much lies at the bound.
func checkOff(t *testing.T, c *catalog.Catalog, k *prefer.Constraint, e Evidence) {
	t.Helper()
	v, isNumber := c.Column(e.Column).Number(e.Item)
	if e.Satisfies || !isNumber || k.Op == prefer.Outside {
		if e.Off != 0 {
			t.Fatalf("%q is off by %v of %+v", e.Text, e.Off, *k)
		}
		return
	}
	if at := v - e.Off; math.Abs(at-k.Lo) > 1e-9 && math.Abs(at-k.Hi) > 1e-9 {
		t.Fatalf("%q is off by %v of %+v", e.Text, e.Off, *k)
	}
}

// spoken counts the facts of an item beside what it is called.
func spoken(c *catalog.Catalog, list []Evidence, i catalog.Item) (n int) {
	for _, e := range list {
		switch role := c.Column(e.Column).Role; {
		case e.Item != i || role == catalog.Title || e.Constraint < 0 && (role == catalog.Year || role == catalog.Price || role == catalog.Stock):
		default:
			n++
		}
	}
	return n
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
				for k, e := range evidence {
					check(t, c, s, items, b, e)
					if slices.ContainsFunc(evidence[:k], func(o Evidence) bool { return o.Fact == e.Fact }) {
						t.Fatalf("%v gives %+v twice", s, e)
					}
				}
				for _, i := range items {
					if n := spoken(c, evidence, i); usesBelief.Has(s) && n > mostReasons || n > mostDetails*mostValues {
						t.Fatalf("%v gives %d facts of one item", s, n)
					}
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
	gives(t, c, policy.Recommend, "f2 f1", b, "f2 title=The Birdcage; f2 year=1996 (misses); f2 genres=Comedy (fits); f2 cast=Robin Williams (fits); f1 title=Jumanji; f1 year=1995")
	gives(t, c, policy.SocialProof, "f3", b, "f3 title=Titanic; f3 rating=7.9; f3 votes=1300")
	gives(t, c, policy.SocialProof, "f4", b, "f4 title=Unforgiven")
	gives(t, c, policy.Credibility, "f1", b, "f1 title=Jumanji; f1 year=1995; f1 genres=Adventure; f1 genres=Family; f1 cast=Robin Williams; f1 cast=Kirsten Dunst; f1 cast=Bonnie Hunt")
	gives(t, c, policy.OfferHelp, "f1", b, "")
	gives(t, c, policy.Recommend, "", b, "")

	shop := buildtest.Catalog(t, "fixture", bags)
	gives(t, shop, policy.Recommend, "b2", nothing, "b2 name=Kontor; b2 price=149; b2 stock=0")
	gives(t, shop, policy.CompareItems, "b1 b4", nothing, "b1 name=Fjell 20; b4 name=Marked; b1 price=49.9; b4 price=24.5; b1 category=Backpack; b4 category=Tote; b1 colour=blue; b4 colour=red")
}

// heard is the belief after one message.
func heard(c *catalog.Catalog, message string) *prefer.Belief {
	r := prefer.New(c, prefer.English())
	b := r.Update(prefer.Belief{}, r.Understand(message, prefer.Context{Turn: 1, Asked: -1}))
	return &b
}

// What an item misses is never left out for want of room, and says by how much.
func TestMisses(t *testing.T) {
	c := buildtest.Catalog(t, "fixture", bags)
	b := heard(c, "a red canvas tote by Nordvik under $100, at least 4 stars")
	briefcase, _ := c.ByID("b2")
	var off []string
	for _, e := range Matches(c, b, briefcase) {
		if e.Satisfies && c.Column(e.Column).Role != catalog.Rating {
			t.Errorf("%s fits", e.Text)
		}
		off = append(off, e.Text)
	}
	if len(off) > mostReasons || !slices.Contains(off, "149") {
		t.Errorf("it misses %q", off)
	}
	for _, e := range Matches(c, heard(c, "under $100"), briefcase) {
		if e.Off != 49 {
			t.Errorf("$149 is off by %v of $100", e.Off)
		}
	}
	for _, e := range Matches(c, heard(c, "at least 2 kg"), briefcase) {
		if e.Off != -100 {
			t.Errorf("1,900 g are off by %v of 2 kg", e.Off)
		}
	}
}

// The record may say nothing of what was asked for. Of what is not wanted, that is no news.
func TestSilent(t *testing.T) {
	c := buildtest.Catalog(t, "fixture", bags)
	for message, want := range map[string][]int{"a canvas bag under $300": {0}, "under $300": nil, "anything but canvas": nil} {
		i, _ := c.ByID("b3")
		if got := Silent(c, heard(c, message), i); !slices.Equal(got, want) {
			t.Errorf("of %q the record is silent on %v, want %v", message, got, want)
		}
	}
}

func TestNameWords(t *testing.T) {
	for name, want := range map[string]string{"batteryLife (h)": "battery life", "battery_life": "battery life", "Size": "size", "": "", "(x)": "x", "USB": "usb"} {
		if got := strings.Join(NameWords(name), " "); got != want {
			t.Errorf("the words of %q are %q, want %q", name, got, want)
		}
	}
}
