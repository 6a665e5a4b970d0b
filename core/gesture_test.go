package core

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"rso/catalog"
	"rso/catalog/build/buildtest"
	"rso/core/jlexer"
	"rso/core/jwriter"
	"rso/core/prefer"
	"rso/policy"
)

// gesture reads a gesture's frame; a text is added where it has none.
func gesture(t testing.TB, frame string) Gesture {
	t.Helper()
	g := Gesture{Text: "By hand."}
	l := jlexer.Lexer{Data: []byte(frame)}
	g.UnmarshalEasyJSON(&l)
	l.Consumed()
	if err := l.Error(); err != nil {
		t.Fatalf("%s: %v", frame, err)
	}
	return g
}

// after is a session in which something was said.
func after(t testing.TB, c *catalog.Catalog, said ...string) *Session {
	t.Helper()
	s := NewSession(c, uniform(t))
	for _, m := range said {
		s.Turn(m)
	}
	return s
}

// believed puts a belief in a line: what is not hard is in brackets.
func believed(r Reply) string {
	var parts []string
	for _, k := range r.Belief.Constraints {
		var w jwriter.Writer
		k.Value.MarshalEasyJSON(&w)
		b, _ := w.BuildBytes()
		part := fmt.Sprintf("%s %s %s «%s» %d", k.Attribute, k.Op, b, k.Span, k.Turn)
		if !k.Hard {
			part = "(" + part + ")"
		}
		parts = append(parts, part)
	}
	for _, list := range [...]struct {
		name string
		ids  []string
	}{{"liked", r.Belief.Liked}, {"disliked", r.Belief.Disliked}, {"seen", r.Belief.Seen}} {
		if len(list.ids) > 0 {
			parts = append(parts, list.name+" "+strings.Join(list.ids, " "))
		}
	}
	if r.Belief.Sort != nil {
		parts = append(parts, "by "+r.Belief.Sort.Attribute)
	}
	return strings.Join(parts, "; ")
}

func TestAct(t *testing.T) {
	film, bag := buildtest.Catalog(t, "films", films), buildtest.Catalog(t, "bags", bags)
	for _, x := range []struct {
		c                       *catalog.Catalog
		said, frame             string
		strategy, items, belief string
		acts                    string
		because                 string
	}{
		{bag, "a backpack under $100", `{"revise":{"at":1,"value":60}}`, "recommend", "b1", `category == "Backpack" «backpack» 1; price <= 60 «for up to $60» 2`, "critique", "wants items"},
		{bag, "a backpack under $100", `{"revise":{"at":1,"attribute":"price","value":60,"hard":false}}`, "recommend", "b1 b2", `category == "Backpack" «backpack» 1; (price <= 60 «for up to $60» 2)`, "critique", "wants items"},
		{bag, "a backpack under $100", `{"revise":{"at":0,"hard":false}}`, "recommend", "b2 b1 b8", `(category == "Backpack" «backpack» 1); price <= 100 «under $100» 1`, "critique", "wants items"},
		{bag, "ideally canvas", `{"revise":{"at":0,"hard":true}}`, "recommend", "b2 b1 b7", `material == "canvas" «canvas» 1`, "critique", "wants items"},
		{bag, "a backpack under $100", `{"revise":{"at":0,"remove":true}}`, "recommend", "b8 b2 b1", `price <= 100 «under $100» 1`, "critique", "wants items"},
		{bag, "a backpack under $100", `{"revise":{"at":0,"value":"tote"}}`, "recommend", "b8 b7", `category == "Tote" «Tote» 2; price <= 100 «under $100» 1`, "critique", "wants items"},
		{bag, "a backpack under $100", `{"revise":{"at":0,"value":["Tote","sutcase","Tote"]}}`, "recommend", "b8 b7", `category in ["Tote","Suitcase"] «Tote, Suitcase» 2; price <= 100 «under $100» 1`, "critique", "wants items"},
		{bag, "anything but leather", `{"revise":{"at":0,"value":["canvas","polycarbonate"]}}`, "recommend", "b8 b4", `material not in ["canvas","polycarbonate"] «canvas, polycarbonate» 2`, "critique", "wants items"},
		{film, "from the 90s", `{"revise":{"at":0,"value":[1989,1970]}}`, "recommend", "alien poets", `year between [1970,1989] «from 1970 to 1989» 2`, "critique", "wants items"},
		{film, "from the 90s|before 1980", `{"revise":{"at":0,"value":1965}}`, "recommend", "psycho60", `year < 1965 «from before 1965» 3`, "critique", "wants items"},
		{film, "a western from 2013", `{"revise":{"at":1,"value":1992}}`, "recommend", "unforgiven", `genres == "Western" «western» 1; year == 1992 «from 1992» 2`, "critique", "wants items"},
		{film, "something funny", `{"compare":["psycho98","alien"]}`, "compare", "psycho98 alien", `genres == "Comedy" «funny» 1`, "compare", "asked to compare"},
		{film, "", `{"compare":["psycho98","alien","psycho60"]}`, "compare", "psycho98 alien psycho60", ``, "compare", "asked to compare"},
		{film, "something funny", `{"opinion":{"item":"birdcage","of":"like"}}`, "recommend", "doubtfire groundhog holiday", `genres == "Comedy" «funny» 1; liked birdcage`, "inform", "wants items"},
		{film, "something funny", `{"opinion":{"item":"groundhog","of":"dislike"}}`, "recommend", "doubtfire birdcage holiday", `genres == "Comedy" «funny» 1; disliked groundhog`, "reject", "wants items"},
		{film, "something funny", `{"opinion":{"item":"groundhog","of":"seen"}}`, "recommend", "doubtfire holiday birdcage", `genres == "Comedy" «funny» 1; seen groundhog`, "seen", "wants items"},
		{film, "I hate Groundhog Day|I have seen Titanic", `{"opinion":{"item":"groundhog","of":"like"}}`, "recommend", "", `liked groundhog; seen titanic`, "inform", "wants items"},
		{film, "something funny|I loved The Birdcage", `{"opinion":{"item":"birdcage","of":"none"}}`, "recommend", "groundhog doubtfire holiday", `genres == "Comedy" «funny» 1`, "critique", "wants items"},
		{film, "something funny|the oldest", `{"sort":{"remove":true}}`, "recommend", "groundhog doubtfire holiday", `genres == "Comedy" «funny» 1`, "critique", "wants items"},
		{film, "horror", `{"choose":"psycho98"}`, "encouragement", "psycho98", `genres == "Horror" «horror» 1`, "choose", "took an item"},
		{film, "horror", `{"about":"psycho98"}`, "credibility", "psycho98", `genres == "Horror" «horror» 1`, "ask_item", "asked about an item"},
		{film, "I hate Groundhog Day", `{"about":"groundhog"}`, "credibility", "groundhog", `disliked groundhog`, "ask_item", "asked about an item"},
	} {
		s := after(t, x.c, strings.FieldsFunc(x.said, func(r rune) bool { return r == '|' })...)
		g := gesture(t, x.frame)
		r, err := s.Act(g)
		if err != nil {
			t.Errorf("%s: %v", x.frame, err)
			continue
		}
		holds(t, s, x.frame, r)
		if r.Strategy != x.strategy || x.items != "" && shown(r) != x.items || believed(r) != x.belief || strings.Join(r.Acts, " ") != x.acts || r.Trace.Because != x.because {
			t.Errorf("%q, then %s, is answered by %s of %s (%s, %s): %q, and the belief is\n%s", x.said, x.frame, r.Strategy, shown(r), strings.Join(r.Acts, " "), r.Trace.Because, r.Text, believed(r))
		}
		if last := s.talk[len(s.talk)-1]; last.message != g.Text || last.reply != r.Text {
			t.Errorf("%s is remembered as %q", x.frame, last.message)
		}
	}
}

// What can't be done is refused with a sentence that says what can, and changes nothing.
func TestActRefuses(t *testing.T) {
	bag := buildtest.Catalog(t, "bags", bags)
	for _, x := range []struct{ frame, want string }{
		{`{"text":"","about":"b1"}`, "a text"},
		{`{}`, "one of revise"},
		{`{"sort":{}}`, "one of revise"},
		{`{"sort":{"remove":false},"compare":[]}`, "one of revise"},
		{`{"about":"b1","choose":"b1"}`, "one of revise"},
		{`{"about":"b9"}`, `the id "b9"`},
		{`{"choose":"Fjell 20"}`, `the id "Fjell 20"`},
		{`{"compare":["b1","b9"]}`, `the id "b9"`},
		{`{"compare":["b1","b1"]}`, "two or three items that differ"},
		{`{"compare":["b1","b2","b3","b4"]}`, "not of 4"},
		{`{"opinion":{"item":"b1"}}`, "like, dislike, seen or none"},
		{`{"opinion":{"item":"b1","of":"adore"}}`, `not of "adore"`},
		{`{"opinion":{"of":"like"}}`, `the id ""`},
		{`{"sort":{"remove":true}}`, "no order"},
		{`{"revise":{"at":9,"remove":true}}`, "the belief has 4, counted from 0"},
		{`{"revise":{"remove":true}}`, "no constraint -1"},
		{`{"revise":{"at":0}}`, `"category"`},
		{`{"revise":{"at":0,"value":null}}`, `"category"`},
		{`{"revise":{"at":0,"remove":true,"hard":true}}`, "remove alone"},
		{`{"revise":{"at":0,"attribute":"price","remove":true}}`, `is on "category", not on "price"`},
		{`{"revise":{"at":0,"value":7}}`, `"category" takes names of its values, such as Backpack, Tote`},
		{`{"revise":{"at":0,"value":[]}}`, `"category" takes names`},
		{`{"revise":{"at":0,"value":["Tote",1]}}`, `"category" takes names`},
		{`{"revise":{"at":0,"value":["Tote","Boat"]}}`, `no value is called "Boat": the constraint on "category" takes names`},
		{`{"revise":{"at":1,"value":"cheap"}}`, `"price" takes one number, between 24.5 and 89`},
		{`{"revise":{"at":1,"value":[10,20]}}`, `"price" takes one number`},
		{`{"revise":{"at":2,"value":1}}`, `"weight_g" takes two numbers, [low, high]`},
		{`{"revise":{"at":2,"value":[1,2,3]}}`, `two numbers`},
		{`{"revise":{"at":3,"value":"fur"}}`, `"text" takes no value`},
	} {
		s := after(t, bag, "a backpack or tote under $100 between 300 and 1200 g, no zippers")
		s.belief.Constraints = append(s.belief.Constraints[:3:3], prefer.Constraint{Column: prefer.Record, Op: prefer.NotIn, Words: []string{"zipper"}, Hard: true})
		before := frame(s.Turn("hm"))
		state, belief := string(s.Save()), fmt.Sprint(s.belief)
		_, err := s.Act(gesture(t, x.frame))
		if err == nil || !strings.Contains(err.Error(), x.want) {
			t.Errorf("%s is refused by %v, want %q", x.frame, err, x.want)
		}
		if string(s.Save()) != state || fmt.Sprint(s.belief) != belief || s.turn != 2 {
			t.Errorf("%s, refused, changed the session after %s", x.frame, before)
		}
	}
}

func TestChoices(t *testing.T) {
	film, bag := buildtest.Catalog(t, "films", films), buildtest.Catalog(t, "bags", bags)
	for _, x := range []struct {
		c        *catalog.Catalog
		said     string
		at, most int
		want     string
	}{
		{bag, "a backpack under $100", 0, 0, `{"attribute":"category","kind":"value","values":[{"value":"Backpack","count":2},{"value":"Tote","count":2}],"total":4}`},
		{bag, "a backpack under $100", 0, 1, `{"attribute":"category","kind":"value","values":[{"value":"Backpack","count":2}],"total":4}`},
		{bag, "a backpack under $100", 1, 9, `{"attribute":"price","kind":"number","values":[],"low":49.9,"high":89,"unit":"USD","total":2}`},
		{bag, "a tote, at most 1 kg", 1, 9, `{"attribute":"weight_g","kind":"number","values":[],"low":310,"high":540,"unit":"g","total":2}`},
		{film, "horror, no thriller", 1, 9, `{"attribute":"genres","kind":"value","values":[{"value":"Horror","count":3},{"value":"Thriller","count":2},{"value":"Science Fiction","count":1}],"total":3}`},
		{film, "preferably romance|from the 90s", 1, 9, `{"attribute":"year","kind":"number","values":[],"low":1960,"high":2013,"total":16}`},
	} {
		s := after(t, x.c, strings.Split(x.said, "|")...)
		state := string(s.Save())
		c, err := s.Choices(x.at, x.most)
		if err != nil {
			t.Errorf("%q: %v", x.said, err)
			continue
		}
		var w jwriter.Writer
		c.MarshalEasyJSON(&w)
		if b, _ := w.BuildBytes(); string(b) != x.want {
			t.Errorf("%q may be changed to\n%s, want\n%s", x.said, b, x.want)
		}
		if string(s.Save()) != state {
			t.Errorf("asking for choices changes the session")
		}
	}
	for _, at := range []int{-1, 2} {
		if _, err := after(t, bag, "a backpack under $100").Choices(at, 3); err == nil || !strings.Contains(err.Error(), "counted from 0") {
			t.Errorf("the choices of constraint %d: %v", at, err)
		}
	}
}

// Of three items, what is said of each is true: the first is compared with the two others.
func TestCompareThree(t *testing.T) {
	s := after(t, buildtest.Catalog(t, "bags", bags))
	r, err := s.Act(gesture(t, `{"compare":["b7","b5","b6"]}`))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"Marked", "Reise", "Reise Cabin", "$174.50 cheaper", "$114.50 cheaper"} {
		if !strings.Contains(r.Text, want) {
			t.Errorf("%q has no %q", r.Text, want)
		}
	}
	if q := s.Request(); len(q.Items) != 3 || q.Check() != nil {
		t.Errorf("a language model gets %+v (%v)", q, q.Check())
	}
}

// Gestures are answered in the shopper's language.
func TestActInLanguages(t *testing.T) {
	c := buildtest.Catalog(t, "bags", bags)
	for _, x := range []struct{ tag, said, want string }{{"de", "ein Rucksack unter 100 $", "60"}, {"es", "una mochila por menos de 100 $", "60"}} {
		l, err := prefer.LanguageOf(x.tag)
		if err != nil {
			t.Fatal(err)
		}
		s := NewSessionIn(l, c, favouring(t, policy.RephrasePreference, policy.Recommend))
		r := s.Turn(x.said)
		at := slices.IndexFunc(r.Belief.Constraints, func(k ConstraintView) bool { return k.Attribute == "price" })
		if at < 0 {
			t.Fatalf("%s: the belief is %s", x.tag, believed(r))
		}
		r, err = s.Act(gesture(t, fmt.Sprintf(`{"revise":{"at":%d,"value":60}}`, at)))
		if k := r.Belief.Constraints; err != nil || k[at].Value.Numbers[0] != 60 || !strings.Contains(k[at].Span, "60") || !strings.Contains(r.Text, "60") || shown(r) != "b1" && shown(r) != "b1 b7" {
			t.Errorf("%s: %v, %s, %q", x.tag, err, believed(r), r.Text)
		}
		for _, frame := range []string{`{"compare":["b1","b2","b5"]}`, `{"about":"b5"}`, `{"opinion":{"item":"b1","of":"dislike"}}`, `{"choose":"b2"}`} {
			if r, err := s.Act(gesture(t, frame)); err != nil || r.Text == "" {
				t.Errorf("%s: %s is answered %q, %v", x.tag, frame, r.Text, err)
			}
		}
		other := NewSessionIn(l, c, favouring(t, policy.RephrasePreference, policy.Recommend))
		if err := other.Restore(s.Save()); err != nil || frame(other.Turn("")) != frame(s.Turn("")) {
			t.Errorf("%s: restored, the session goes on otherwise (%v)", x.tag, err)
		}
	}
}

// anyGesture makes a gesture, right or wrong, of what a session is about.
func anyGesture(s *Session, r *rand.Rand) Gesture {
	id := func() string {
		if r.IntN(12) == 0 {
			return "none\xff"
		}
		return s.catalog.ID(catalog.Item(r.IntN(s.catalog.Len())))
	}
	g := Gesture{Text: [...]string{"by hand", "é\xff", "cheaper!", "", "compare these", "no leather"}[r.IntN(6)]}
	switch r.IntN(8) {
	case 0:
		g.Compare = []string{id(), id(), id(), id()}[:1+r.IntN(4)]
	case 1:
		g.Opinion = &Opinion{id(), [...]string{"like", "dislike", "seen", "none", "hm"}[r.IntN(5)]}
	case 2:
		g.Unsort = true
	case 3:
		g.Choose = id()
	case 4:
		g.About = id()
	default:
		g.Revise = anyRevision(s, r)
	}
	return g
}

func anyRevision(s *Session, r *rand.Rand) *Revision {
	v := &Revision{At: r.IntN(len(s.belief.Constraints) + 1)}
	if r.IntN(3) == 0 {
		hard := r.IntN(2) == 0
		v.Hard = &hard
	}
	switch r.IntN(6) {
	case 0:
		v.Remove = true
	case 1:
		v.Value = &Value{Numbers: []float64{float64(r.IntN(3000)) / 10, float64(r.IntN(3000))}[:r.IntN(3)]}
	case 2, 3:
		c, _ := s.Choices(v.At, 5)
		v.Value = &Value{}
		for _, x := range c.Values[:min(len(c.Values), r.IntN(3))] {
			v.Value.Strings = append(v.Value.Strings, x.Value)
		}
		if c.Low != nil {
			v.Value.Numbers = []float64{*c.Low, *c.High}[:1+r.IntN(2)]
		}
	case 4:
		v.Value = &Value{Strings: []string{[...]string{"lether", "Drama", "x\xff", ""}[r.IntN(4)]}}
	}
	return v
}

// In random conversations of words and gestures what must hold holds, what is refused changes nothing, and a session saved
// and restored is the same and goes on as the other does.
func TestEveryGesture(t *testing.T) {
	for name, lines := range map[string]string{"films": films, "bags": bags} {
		c := buildtest.Catalog(t, name, lines)
		say := sayings(c)
		for n, p := range tastes(t) {
			r := rand.New(rand.NewPCG(uint64(n), 21))
			for range 6 {
				s := NewSession(c, p)
				for range 14 {
					if r.IntN(3) == 0 {
						s.Turn(say[r.IntN(len(say))])
						continue
					}
					state, g := string(s.Save()), anyGesture(s, r)
					reply, err := s.Act(g)
					if err != nil {
						if string(s.Save()) != state {
							t.Fatalf("%+v, refused (%v), changed the session", g, err)
						}
						continue
					}
					holds(t, s, g.Text, reply)
					copied := restored(t, c, p, s.Save())
					if a, b := string(s.Save()), string(copied.Save()); a != b {
						t.Fatalf("saved, restored and saved again:\n%s\nwas\n%s", b, a)
					}
					message := say[r.IntN(len(say))]
					if a, b := frame(restored(t, c, p, s.Save()).Turn(message)), frame(copied.Turn(message)); a != b || t.Failed() {
						t.Fatalf("after %s\nthe restored session answers %q with\n%s\nnot\n%s", s.Save(), message, b, a)
					}
					if a, b := frame(restored(t, c, p, s.Save()).Turn(message)), frame(s.Turn(message)); a != b {
						t.Fatalf("after %s\nthe restored session answers %q with\n%s\nnot\n%s", state, message, a, b)
					}
				}
			}
		}
	}
}

// States of the versions before are restored, and one with gestures that mean nothing any more goes on with their words.
func TestRestoreGestures(t *testing.T) {
	c, p := buildtest.Catalog(t, "films", films), uniform(t)
	for state, want := range map[string]string{
		`{"version":1,"messages":["something funny"]}`:                                                                `genres == "Comedy" «funny» 1`,
		`{"version":2,"messages":["something funny"],"said":["Look at these."]}`:                                      `genres == "Comedy" «funny» 1`,
		`{"version":3,"messages":["horror",{"text":"drama","revise":{"at":0,"attribute":"genres","value":"Drama"}}]}`: `genres == "Drama" «Drama» 2`,
		`{"version":3,"messages":["horror",{"text":"from the 90s","revise":{"at":0,"attribute":"price","value":7}}]}`: `genres == "Horror" «horror» 1; year between [1990,1999] «from the 90s» 2`,
		`{"version":3,"messages":["horror",{"text":"no Titanic","opinion":{"item":"gone","of":"dislike"}},{}]}`:       `genres == "Horror" «horror» 1; disliked titanic`,
	} {
		s := restored(t, c, p, []byte(state))
		if got := believed(Reply{Belief: s.beliefView()}); got != want {
			t.Errorf("%s gives the belief\n%s, want\n%s", state, got, want)
		}
		usable(t, s)
	}
}

// Whatever the bytes of a gesture's frame, it is read or refused, and written it reads the same.
func FuzzGesture(f *testing.F) {
	c := buildtest.Catalog(f, "bags", bags)
	for _, frame := range []string{`{"text":"x","revise":{"at":0,"value":["Tote","Suitcase"],"hard":false}}`, `{"text":"x","revise":{"at":1,"value":60}}`, `{"text":"x","revise":{"at":0,"remove":true}}`,
		`{"text":"x","compare":["b1","b2","b3"]}`, `{"text":"x","opinion":{"item":"b1","of":"like"}}`, `{"text":"x","sort":{"remove":true}}`, `{"text":"x","choose":"b1","more":{"a":[1]}}`, `{"text":"x","about":null}`,
		`{"text":"x","revise":{"at":1,"value":[[1]]}}`, `{"revise":3}`, `[]`, `null`, `{"compare":"b1"}`, `{"text":"\u00e9\ud83c"}`, `{`, `{"text"`, `{"revise":{`, `{"compare":[`} {
		f.Add([]byte(frame))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var g Gesture
		l := jlexer.Lexer{Data: data}
		g.UnmarshalEasyJSON(&l)
		l.Consumed()
		if l.Error() != nil {
			return
		}
		s := after(t, c, "a backpack under $100, the cheapest")
		r, err := s.Act(g)
		if err != nil {
			return
		}
		holds(t, s, g.Text, r)
		if a, b := string(s.Save()), string(restored(t, c, uniform(t), s.Save()).Save()); a != b {
			t.Errorf("%q is saved as %s, and restored as %s", data, a, b)
		}
	})
}
