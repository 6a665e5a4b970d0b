package act

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"rso/catalog"
	"rso/catalog/build/buildtest"
	"rso/core/ground"
	"rso/core/prefer"
	"rso/policy"
)

// The last item of each catalog has nothing but a title. Titles are no words that the templates use.
const (
	films = `{"id":"f1","title":"Jumanji","year":1995,"genres":["Adventure","Family"],"cast":["Robin Williams","Kirsten Dunst","Bonnie Hunt"],"rating":7.1,"votes":380}
{"id":"f2","title":"The Birdcage","year":1996,"genres":["Comedy"],"cast":["Robin Williams","Nathan Lane"],"rating":7.1,"votes":90}
{"id":"f3","title":"Titanic","year":1997,"genres":["Drama","Romance"],"cast":["Leonardo DiCaprio","Kate Winslet"],"rating":7.9,"votes":1300}
{"id":"f4","title":"Unforgiven","year":1992,"genres":["Western","Drama"],"cast":["Clint Eastwood"]}
{"id":"f5","title":"Heat"}
`
	bags = `{"id":"b1","name":"Fjell 20","brand":"Nordvik","category":"Backpack","price":"$49.90","weight_g":620,"rating":4.4,"stock":12,"colour":"blue","material":"canvas"}
{"id":"b2","name":"Kontor","brand":"Ostrava","category":"Briefcase","price":"$149.00","weight_g":1900,"rating":4.1,"stock":0,"colour":"black","material":"leather"}
{"id":"b3","name":"Reise","brand":"Vellum","category":"Suitcase","price":"$1199.00","weight_g":3400,"colour":"blue"}
{"id":"b4","name":"Marked","brand":"Nordvik","category":"Tote","price":"$24.50","colour":"red","material":"canvas"}
{"id":"b5","name":"Aften"}
`
	names = `{"id":"n1","title":"Quartz"}
{"id":"n2","title":"Basalt"}
`
)

// set is a scene before its strategy and occasion are known.
type set struct {
	name   string
	scene  Scene
	facts  bool // the Fact retriever is asked; else there is no evidence
	wishes string
}

// sets are moments with much, little and no evidence.
func sets(t *testing.T) []set {
	var all []set
	add := func(name string, c *catalog.Catalog, facts bool, wishes string, question string, relaxed bool, items ...catalog.Item) {
		r := prefer.New(c, prefer.English())
		b := r.Update(prefer.Belief{}, r.Understand(wishes, prefer.Context{Turn: 1, Asked: -1}))
		s := set{name: name, facts: facts, wishes: wishes, scene: Scene{Catalog: c, Belief: &b, Items: items, Total: len(items)}}
		if question != "" {
			s.scene.Question = &Question{Column: c.Find(question), Options: []string{"this", "that"}}
		}
		if relaxed {
			s.scene.Relaxed = b.Constraints[:1]
		}
		all = append(all, s)
	}
	film, bag, name := buildtest.Catalog(t, "fixture", films), buildtest.Catalog(t, "fixture", bags), buildtest.Catalog(t, "fixture", names)
	add("three films, much known", film, true, "a comedy with Robin Williams before 1996, rated above 7", "genres", false, 1, 0, 2)
	add("three films, one wish given up", film, true, "a western with Robin Williams", "cast", true, 0, 1, 3)
	add("one film, one wish given up", film, true, "a western from the 80s", "", true, 3)
	add("one film, nothing known", film, true, "", "year", false, 2)
	add("a film without a record", film, true, "a comedy, no horror", "", false, 4)
	add("two films, one without a record", film, true, "a drama", "", false, 4, 3)
	add("films without evidence", film, false, "a comedy", "", false, 0, 1)
	add("three bags, much known", bag, true, "blue, under $1,500, at least 500 g, anything but leather", "price", false, 0, 2, 3)
	add("two bags", bag, true, "ideally canvas", "brand", false, 0, 3)
	add("one bag, nothing known", bag, true, "", "category", false, 1)
	add("a bag without a record", bag, true, "red", "colour", false, 4)
	add("bags without evidence", bag, false, "", "weight_g", false, 0, 1, 2)
	add("names alone", name, true, "", "", false, 0, 1)
	add("one name alone", name, true, "", "", false, 1)
	return all
}

// scenes calls f with every scene that there is: all sets, strategies and occasions.
func scenes(t *testing.T, f func(name string, s *Scene)) {
	for _, set := range sets(t) {
		for st := range policy.NumStrategies {
			for o := Other; o <= Nothing; o++ {
				for flags := range 4 {
					s := set.scene
					s.Strategy, s.Occasion, s.Accepted, s.Lead = st, o, flags&1 > 0, flags&2 > 0
					if set.facts {
						s.Evidence = ground.For(s.Catalog, st, s.Items, s.Belief)
					}
					if len(s.Belief.Constraints) == 0 && (st == policy.PreferenceConfirmation && !s.Lead || st == policy.RephrasePreference) {
						continue // there is nothing to confirm
					}
					if len(s.Items) < 2 && st == policy.CompareItems && !s.Lead {
						continue // there is nothing to compare
					}
					f(set.name+", "+st.String(), &s)
				}
			}
		}
	}
}

// wellFormed says what is wrong with a text, "" when nothing is.
func wellFormed(text string) string {
	first, _ := utf8.DecodeRuneInString(text)
	last, _ := utf8.DecodeLastRuneInString(text)
	switch {
	case text == "":
		return "nothing is said"
	case strings.ContainsAny(text, "{}"):
		return "a slot is left open"
	case !unicode.IsUpper(first) && !unicode.IsDigit(first):
		return "it begins small"
	case !strings.ContainsRune(".?!", last):
		return "it does not end"
	case strings.Contains(text, "  "), strings.Contains(text, " ."), strings.Contains(text, " ,"), strings.Contains(text, ".."), strings.Contains(text, "NaN"):
		return "it is not written well"
	}
	return ""
}

func TestEveryStrategySpeaks(t *testing.T) {
	scenes(t, func(name string, s *Scene) {
		var a Actor
		for range 12 {
			text := a.Speak(s)
			if fault := wellFormed(text); fault != "" {
				t.Errorf("%s: %q: %s", name, text, fault)
			}
		}
	})
}

// Everything is said once before anything is said again.
func TestNothingIsRepeatedTooSoon(t *testing.T) {
	scenes(t, func(name string, s *Scene) {
		var playable []string
		for _, r := range s.realisations() {
			if text, ok := s.fill(r); ok {
				playable = append(playable, text)
			}
		}
		slices.Sort(playable)
		playable = slices.Compact(playable)
		var a Actor
		for round := range 2 {
			var said []string
			for range playable {
				said = append(said, a.Speak(s))
			}
			slices.Sort(said)
			if !slices.Equal(said, playable) {
				t.Fatalf("%s, round %d: said\n\t%s\nof\n\t%s", name, round+1, strings.Join(said, "\n\t"), strings.Join(playable, "\n\t"))
			}
		}
	})
}

// Two Actors that said the same things go on alike: Used is all that an Actor remembers.
func TestActorGoesOnFromItsUses(t *testing.T) {
	scenes(t, func(name string, s *Scene) {
		var a Actor
		for range 3 {
			a.Speak(s)
		}
		b := Actor{Used: slices.Clone(a.Used)}
		for range 4 {
			if x, y := a.Speak(s), b.Speak(s); x != y {
				t.Fatalf("%s: one says %q, the other %q", name, x, y)
			}
		}
	})
}

var number = regexp.MustCompile(`[0-9][0-9.,]*`)

// digits lists the numbers in a text without their grouping, trailing zeros and full stops: "$1,199.50" is "1199.5".
func digits(text string) []string {
	var all []string
	for _, n := range number.FindAllString(text, -1) {
		n = strings.ReplaceAll(strings.TrimRight(n, ".,"), ",", "")
		if strings.Contains(n, ".") {
			n = strings.TrimRight(strings.TrimRight(n, "0"), ".")
		}
		all = append(all, n)
	}
	return all
}

// known lists the numbers that a scene may speak of.
func known(s *Scene) []string {
	source := catalog.FormatNumber(float64(s.Total)) + " " + catalog.FormatNumber(float64(s.Catalog.Len())) + " "
	for _, e := range s.Evidence {
		source += e.Text + " "
	}
	for _, k := range s.Belief.Constraints {
		source += catalog.FormatNumber(k.Lo) + " " + catalog.FormatNumber(k.Hi) + " " + k.Span + " "
	}
	for _, i := range s.Items { // an item is named with its year and its price
		source += s.Catalog.Title(i) + " "
		for _, r := range []catalog.Role{catalog.Year, catalog.Price} {
			if col := s.Catalog.With(r); col >= 0 {
				for _, f := range s.Catalog.FactsOf(i, col) {
					source += f.Text + " "
				}
			}
		}
	}
	return append(digits(source), "5") // ratings of up to five are "out of 5"
}

// No number is invented, and no item named that is not on the scene.
func TestNothingIsInvented(t *testing.T) {
	scenes(t, func(name string, s *Scene) {
		var a Actor
		may := known(s)
		for range 12 {
			text := a.Speak(s)
			for _, n := range digits(text) {
				if !slices.Contains(may, n) {
					t.Fatalf("%s: %q: where is %s from?", name, text, n)
				}
			}
			for i := range catalog.Item(s.Catalog.Len()) {
				if strings.Contains(text, s.Catalog.Title(i)) && !slices.Contains(s.Items, i) {
					t.Fatalf("%s: %q names %s", name, text, s.Catalog.Title(i))
				}
			}
			for c := range s.Catalog.Columns() {
				col := s.Catalog.Column(c)
				for v := range uint32(col.NumValues()) {
					if strings.Contains(text, col.Value(v)) && !mayName(s, c, v) {
						t.Fatalf("%s: %q speaks of %s", name, text, col.Value(v))
					}
				}
			}
		}
	})
}

// mayName says whether a value is in the scene's evidence or belief.
func mayName(s *Scene, column int, value uint32) bool {
	text := s.Catalog.Column(column).Value(value)
	return slices.ContainsFunc(s.Evidence, func(e ground.Evidence) bool { return e.Column == column && e.Text == text }) ||
		slices.ContainsFunc(append(slices.Clone(s.Belief.Constraints), s.Relaxed...), func(k prefer.Constraint) bool {
			return k.Column == column && slices.Contains(k.Values, value)
		})
}

func TestWish(t *testing.T) {
	for _, c := range []struct{ lines, message, want string }{
		{films, "a comedy", "Comedy"},
		{films, "a comedy or a western", "Comedy or Western"},
		{films, "anything but comedies", "not Comedy"},
		{films, "with Robin Williams", "with Robin Williams"},
		{films, "from the 90s", "from 1990 to 1999"},
		{films, "before 1990", "before 1990"},
		{films, "since 1990", "from 1990 on"},
		{films, "after 1990", "after 1990"},
		{films, "in 1995", "from 1995"},
		{films, "rated above 7.5", "rating at least 7.5"},
		{bags, "under $49.90", "at most $49.90"},
		{bags, "between $20 and $100", "from $20 to $100"},
	} {
		cat := buildtest.Catalog(t, "fixture", c.lines)
		u := prefer.New(cat, prefer.English()).Understand(c.message, prefer.Context{Turn: 1, Asked: -1})
		if len(u.Constraints) != 1 {
			t.Fatalf("%q asks for %+v", c.message, u.Constraints)
		}
		if got := Wish(cat, &u.Constraints[0]); got != c.want {
			t.Errorf("%q is a wish for %q, want %q", c.message, got, c.want)
		}
	}
}

// What is offered as a quick reply is understood.
func TestQuickRepliesAreUnderstood(t *testing.T) {
	c := buildtest.Catalog(t, "fixture", films)
	r := prefer.New(c, prefer.English())
	for reply, want := range map[string]policy.Act{
		QuickYes: policy.Affirm, QuickNo: policy.Deny, QuickWhy: policy.AskItem, QuickCompare: policy.Compare, QuickElse: policy.Reject,
		QuickTake: policy.Choose, QuickMore: policy.AskItem, QuickBye: policy.Bye,
	} {
		u := r.Understand(reply, prefer.Context{Turn: 2, Shown: []catalog.Item{0, 1}, Focus: []catalog.Item{0}, Asked: -1})
		if u.Message.Acts[0] != want {
			t.Errorf("%q is understood as %v, want %v", reply, u.Message.Acts, want)
		}
	}
	if u := r.Understand(QuickOver, prefer.Context{Turn: 2, Asked: -1}); !u.Reset {
		t.Errorf("%q does not start over", QuickOver)
	}
	genres := c.With(catalog.Category)
	if u := r.Understand(QuickNoMatter, prefer.Context{Turn: 2, Asked: genres}); !slices.Equal(u.Dropped, []int{genres}) {
		t.Errorf("%q drops %v, asked about %d", QuickNoMatter, u.Dropped, genres)
	}
	for v := range uint32(c.Column(genres).NumValues()) {
		text := Starter(catalog.Category, c.Column(genres).Value(v))
		if u := r.Understand(text, prefer.Context{Turn: 1, Asked: -1}); len(u.Constraints) != 1 || u.Constraints[0].Values[0] != v {
			t.Errorf("%q asks for %+v", text, u.Constraints)
		}
	}
}
