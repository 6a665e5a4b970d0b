package act

import (
	"math"
	"regexp"
	"slices"
	"strconv"
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

// made are the sets, made once.
var made []set

// sets are moments with much, little and no evidence.
func sets(t *testing.T) []set {
	if made != nil {
		return made
	}
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
	made = all
	return all
}

// scenes calls f with every scene that there is: all sets, strategies and occasions.
func scenes(t *testing.T, f func(name string, s *Scene)) {
	for _, set := range sets(t) {
		for st := range policy.NumStrategies {
			for o := Other; o <= Nothing; o++ {
				for flags := range 3 {
					s := set.scene
					s.Strategy, s.Occasion, s.Accepted, s.Lead = st, o, flags == 1, flags == 2
					s.Turn, s.Offers, s.Register = 1, int(o)%2, Register((len(set.name)+int(o))%3)
					if s.Accepted && st != policy.Encouragement {
						continue
					}
					if set.facts {
						s.Evidence = ground.For(s.Catalog, st, s.Items, s.Belief)
					}
					if len(s.Belief.Constraints) == 0 && (st == policy.PreferenceConfirmation || st == policy.RephrasePreference) {
						continue // there is nothing to confirm
					}
					if len(s.Items) < 2 && st == policy.CompareItems {
						continue // there is nothing to compare
					}
					if s.Lead && st != policy.Acknowledgment && (st != policy.RephrasePreference || len(s.Belief.Constraints) == 0) && (st != policy.NoStrategy || o != Greeting) {
						continue // leads are acknowledgments, greetings and what the shopper wants
					}
					if o > Greeting && st.Group() != policy.Social && st != policy.Recommend {
						continue // these are played alike
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
	case strings.ContainsAny(text, "{}<>|"+opens+closes):
		return "a slot is left open"
	case !unicode.IsUpper(first) && !unicode.IsDigit(first) && !strings.HasPrefix(text, "“") && !strings.HasPrefix(text, "¿") && !strings.HasPrefix(text, "¡"):
		return "it begins small"
	case !strings.ContainsRune(".?!", last):
		return "it does not end"
	}
	for _, bad := range []string{"  ", " .", " ,", "..", " :", "NaN", "?.", ".,", ": :", " ;"} {
		if strings.Contains(text, bad) {
			return "it has " + strconv.Quote(bad)
		}
	}
	return ""
}

// languages are all that the Actor speaks.
func languages(t testing.TB) []*Language {
	t.Helper()
	var all []*Language
	for _, tag := range []string{"en", "de", "es"} {
		l, err := LanguageOf(tag)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, l)
	}
	return all
}

func TestEveryStrategySpeaks(t *testing.T) {
	for _, l := range languages(t) {
		scenes(t, func(name string, s *Scene) {
			a := Actor{Language: l}
			for range 4 {
				text := a.Speak(s)
				if fault := wellFormed(text); fault != "" {
					t.Errorf("%s, %s: %q: %s", l.Tag, name, text, fault)
				}
			}
		})
	}
}

// Replies are as long as people read.
func TestRepliesAreShort(t *testing.T) {
	scenes(t, func(name string, s *Scene) {
		most := 60
		if s.Strategy == policy.CompareItems {
			most = 80
		}
		var a Actor
		for range 4 {
			text := a.Speak(s)
			if n := len(strings.Fields(text)); n > most || len(Sentences(text)) > 4 {
				t.Errorf("%s: %d words: %s", name, n, text)
			}
		}
	})
}

// Nothing is said twice in a row, and no sentence returns while there is another.
func TestNothingIsRepeatedTooSoon(t *testing.T) {
	for _, l := range languages(t) {
		scenes(t, func(name string, s *Scene) {
			a := Actor{Language: l}
			first := a.Speak(s)
			if again := a.Speak(s); again == first {
				t.Errorf("%s, %s: %q is said twice", l.Tag, name, first)
			}
		})
		lead := Scene{Catalog: buildtest.Catalog(t, "fixture", films), Belief: &prefer.Belief{}, Strategy: policy.Acknowledgment, Lead: true}
		a, said := Actor{Language: l}, []string{}
		for range 9 {
			if text := a.Speak(&lead); slices.Contains(said, text) {
				t.Errorf("%s: %q is said again after %q", l.Tag, text, said)
			} else {
				said = append(said, text)
			}
		}
	}
}

// Two Actors that said the same things go on alike: Used and Said are all that an Actor remembers.
func TestActorGoesOnFromItsUses(t *testing.T) {
	scenes(t, func(name string, s *Scene) {
		var a Actor
		for range 3 {
			a.Speak(s)
		}
		b := Actor{Used: slices.Clone(a.Used), Said: slices.Clone(a.Said)}
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

// known lists the numbers that a scene may speak of: those of its evidence and of the belief, by how much they differ, and how
// much there is.
func known(s *Scene) []string {
	var numbers []float64
	source := catalog.FormatNumber(float64(s.Total)) + " " + catalog.FormatNumber(float64(s.Catalog.Len())) + " "
	for _, e := range s.Evidence {
		source += e.Text + " "
		if v, ok := s.Catalog.Column(e.Column).Number(e.Item); ok {
			numbers = append(numbers, v)
		}
	}
	for _, k := range s.Belief.Constraints {
		source += catalog.FormatNumber(k.Lo) + " " + catalog.FormatNumber(k.Hi) + " " + k.Span + " "
		numbers = append(numbers, k.Lo, k.Hi)
	}
	for _, i := range s.Items {
		source += s.Catalog.Title(i) + " "
	}
	for _, a := range numbers {
		for _, b := range numbers {
			source += catalog.FormatNumber(clean(math.Abs(a-b))) + " " + catalog.FormatNumber(clean(math.Abs(a-b)+1)) + " "
		}
	}
	return append(digits(source), "5") // ratings of up to five are "out of 5"
}

// No number is invented, and no item named that is not on the scene.
func TestNothingIsInvented(t *testing.T) {
	scenes(t, func(name string, s *Scene) {
		var a Actor
		may := known(s)
		for range 4 {
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
