package ground

import (
	"strings"
	"testing"

	"rso/catalog"
	"rso/catalog/build/buildtest"
	"rso/core/prefer"
)

// phones is an English catalog that drafts in other languages speak of.
const phones = `{"id":"p1","title":"Nokora X5","brand":"Nokora","category":"smartphones","price":"€349.99","rating":4.6,"stock":12,"weight_g":180,"battery_h":14,"colour":"black","waterproof":"yes","warranty":"2 year warranty","return_policy":"No return policy"}
{"id":"p2","title":"Nokora Mini","brand":"Nokora","category":"smartphones","price":"€299.99","rating":4.2,"stock":3,"weight_g":140,"battery_h":9,"colour":"blue","waterproof":"no","warranty":"1 year warranty","return_policy":"30 days return policy"}
{"id":"p3","title":"Veltron One","brand":"Veltron","category":"laptops","price":"€1299.00","rating":3.9,"stock":0,"weight_g":1400,"battery_h":11,"colour":"silver","waterproof":"no"}
{"id":"p4","title":"Ostrava Glow Powder","brand":"Ostrava","category":"beauty","price":"€19.90","rating":3.8,"stock":40}
`

// A shelf is a catalog with a verifier in a language, and what a shopper has asked for there.
type shelf struct {
	c *catalog.Catalog
	v *Verifier
	b *prefer.Belief
}

func newShelf(t *testing.T, tag, lines, asked string) shelf {
	t.Helper()
	heard, err := prefer.LanguageOf(tag)
	if err != nil {
		t.Fatal(err)
	}
	l, err := LanguageOf(tag)
	if err != nil {
		t.Fatal(err)
	}
	c := buildtest.Catalog(t, "fixture", lines)
	r := prefer.New(c, heard)
	b := r.Update(prefer.Belief{}, r.Understand(asked, prefer.Context{Turn: 1, Asked: -1}))
	return shelf{c, NewVerifier(c, r, l), &b}
}

// A saying is a draft about some items, by id, with the kinds of faults in it.
type saying struct{ items, text, faults string }

// finds checks what the verifier finds in drafts.
func (s shelf) finds(t *testing.T, sayings []saying) {
	t.Helper()
	for _, x := range sayings {
		b := Brief{Belief: s.b, Total: 2}
		for _, id := range strings.Fields(x.items) {
			i, ok := s.c.ByID(id)
			if !ok {
				t.Fatalf("no item %q", id)
			}
			b.Items = append(b.Items, i)
		}
		faults, _ := s.v.Verify(b, x.text)
		var kinds, spans []string
		for _, f := range faults {
			spans = append(spans, f.Kind.String()+" «"+f.Said+"»")
			if k := f.Kind.String(); len(kinds) == 0 || kinds[len(kinds)-1] != k {
				kinds = append(kinds, k)
			}
		}
		if got := strings.Join(kinds, " "); got != x.faults {
			t.Errorf("%q\n\tgives %v, want %q", x.text, spans, x.faults)
		}
	}
}

func TestLanguageOf(t *testing.T) {
	for _, tag := range []string{"en", "de", "es"} {
		if l, err := LanguageOf(tag); err != nil || l.Tag != tag {
			t.Errorf("LanguageOf(%q) is %v, %v", tag, l, err)
		}
	}
	if _, err := LanguageOf("tlh"); err == nil || !strings.Contains(err.Error(), "choose en, de or es") {
		t.Errorf("LanguageOf(tlh) fails with %v", err)
	}
}

// Every language has phrases for every sense but those of verbs that its text has no ending for.
func TestLanguagesAreComplete(t *testing.T) {
	for _, l := range []*Language{English(), German(), Spanish()} {
		var all senses
		for _, set := range l.sets {
			all[0], all[1] = all[0]|set[0], all[1]|set[1]
		}
		for s := noSense + 1; s < numSenses; s++ {
			optional := s == works && l.past == "" || s == dont && l != English()
			if !all.has(s) && !optional {
				t.Errorf("the language %s has no phrase in the section %s", l.Tag, senseNames[s])
			}
		}
	}
}

func TestReadLanguageRefuses(t *testing.T) {
	for _, c := range []struct{ source, want string }{
		{"[it]\nit", "has no tag"},
		{"language en\n[itt]\nit", "line 2: there is no section [itt]"},
		{"language en\nnouns small", `line 2: "nouns small" stands in no section`},
	} {
		if _, err := ReadLanguage(c.source); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: the error is %v, want %q", c.source, err, c.want)
		}
	}
}

func TestEnglishFigures(t *testing.T) {
	newShelf(t, "en", films, "").finds(t, []saying{
		{"f3", "Titanic has 1,300 ratings.", ""},
		{"f3", "Titanic has 2,400 ratings.", "wrong-number"},
		{"f1 f2", "Which of the two appeals to you more?", ""},
	})
	newShelf(t, "en", bags, "").finds(t, []saying{
		{"b1 b2", "The Fjell 20 is lighter than the Kontor.", ""},
		{"b1 b2", "The Kontor is lighter than the Fjell 20.", "wrong-number"},
	})
}
