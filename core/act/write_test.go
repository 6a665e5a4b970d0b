package act

import (
	"slices"
	"testing"

	"rso/catalog/build/buildtest"
	"rso/core/ground"
	"rso/core/prefer"
	"rso/policy"
)

// The rules of writing leave names as they are.
func TestWritten(t *testing.T) {
	for _, c := range []struct{ raw, want string }{
		{"how about " + named("iPhone 13 Pro") + "? it is red.", "How about iPhone 13 Pro? It is red."},
		{named("iPhone 13 Pro") + " fits.", "iPhone 13 Pro fits."},
		{"see " + named("Mamma Mia!") + ". then go.", "See Mamma Mia! Then go."},
		{"see " + named("Mamma Mia!") + ", or not.", "See Mamma Mia!, or not."},
		{"how about " + named("Who's There?") + "?", "How about Who's There?"},
		{"with " + named("Cuba Gooding Jr.") + " and others.", "With Cuba Gooding Jr. and others."},
		{"it costs 4.5 kg. so.", "It costs 4.5 kg. So."},
		{"a " + named("bad\x01\x02\nname") + ".", "A bad   name."},
		{"¿qué tal? ángel.", "¿Qué tal? Ángel."},
	} {
		if got := written(c.raw); got != c.want {
			t.Errorf("%q is written %q, want %q", c.raw, got, c.want)
		}
	}
}

func TestSentences(t *testing.T) {
	got := Sentences("It costs $4.50. Really? Yes! And so on")
	if want := []string{"It costs $4.50.", "Really?", "Yes!", "And so on"}; !slices.Equal(got, want) {
		t.Errorf("the sentences are %q, want %q", got, want)
	}
}

// Titles with commas are quoted in lists, and the series of a book is not said.
func TestNamesInLists(t *testing.T) {
	c := buildtest.Catalog(t, "fixture", `{"id":"1","title":"Alpha"}
{"id":"2","title":"The Good, the Bad and the Ugly"}
{"id":"3","title":"The Hunger Games (The Hunger Games, #1)"}
`)
	s := Scene{Catalog: c, Belief: &prefer.Belief{}, Strategy: policy.Recommend, Items: []uint32{0, 1, 2}}
	s.Evidence = ground.For(c, s.Strategy, s.Items, s.Belief)
	tell := telling{English(), &s, map[string]string{}}
	if got, want := written("x "+tell.others()), "X “The Good, the Bad and the Ugly” and “The Hunger Games”"; got != want {
		t.Errorf("the others are %s, want %s", got, want)
	}
}
