package core

import (
	"slices"
	"strings"
	"testing"

	"rso/catalog/build/buildtest"
	"rso/core/act"
	"rso/core/prefer"
	"rso/policy"
)

// What comes nearest to a bound that had to be given up is shown first.
func TestNearestComesFirst(t *testing.T) {
	c := buildtest.Catalog(t, "lamps", `{"id":"a","title":"Ash","price":"$900","category":"Lamp","rating":5,"votes":900}
{"id":"b","title":"Bay","price":"$130","category":"Lamp","rating":3,"votes":2}
{"id":"c","title":"Cove","price":"$400","category":"Lamp","rating":4.9,"votes":500}
{"id":"d","title":"Dune","price":"$60","category":"Rug","rating":4,"votes":50}
`)
	s := NewSession(c, favouring(t, policy.Recommend))
	if r := s.Turn("a lamp under $100"); shown(r) != "b c a" {
		t.Errorf("with $100 for a lamp, shown are %s", shown(r))
	} else if !strings.Contains(r.Text, "$30 over your budget") {
		t.Errorf("it says %q", r.Text)
	}
	if r := s.Turn("actually at least $800 for a rug"); shown(r) != "d" || !strings.Contains(r.Text, "$740 less than") {
		t.Errorf("with $800 for a rug, shown are %s: %q", shown(r), r.Text)
	}
}

// The greeting has been said: nothing of it comes again, not even after starting over.
func TestGreetingIsNotRepeated(t *testing.T) {
	c := buildtest.Catalog(t, "films", films)
	s := NewSession(c, favouring(t, policy.OfferHelp))
	said := act.Sentences(s.Describe().Greeting)
	for _, message := range []string{"hi", "start over", "hello", "start over", "what's the weather?"} {
		for _, sentence := range act.Sentences(s.Turn(message).Text) {
			if slices.Contains(said, sentence) {
				t.Errorf("%q is answered with %q, which was said", message, sentence)
			}
			said = append(said, sentence)
		}
	}
}

// Who asks for what is sold out hears so, behind the acknowledgment and before what there is instead.
func TestSoldOutIsSaid(t *testing.T) {
	s := NewSession(buildtest.Catalog(t, "bags", bags), favouring(t, policy.Acknowledgment, policy.Recommend))
	r := s.Turn("the Kontor please")
	if k := slices.Index(act.Sentences(r.Text), "Kontor is out of stock at the moment."); k != 1 || len(r.Strategies) != 2 {
		t.Errorf("it says %q by %v", r.Text, r.Strategies)
	}
}

// A session replies in the language that it hears, and in English when the Actor doesn't speak it.
func TestRepliesInTheLanguage(t *testing.T) {
	c := buildtest.Catalog(t, "films", films)
	for tag, want := range map[string]string{"en": "Yes", "de": "Ja", "es": "Sí", "xx": "Yes"} {
		l, err := prefer.LanguageOf(tag)
		if err != nil {
			l = prefer.English()
		}
		heard := *l
		heard.Tag = tag
		s := NewSessionIn(&heard, c, favouring(t, policy.PreferenceConfirmation))
		s.Turn("drama")
		if r := s.Turn("hmm"); r.Strategy != "preference_confirmation" || r.Suggestions[0] != want {
			t.Errorf("%s: %s %q, suggested is %q", tag, r.Strategy, r.Text, r.Suggestions)
		}
	}
}

// Budgets are suggested as people name them.
func TestRounded(t *testing.T) {
	for v, want := range map[uint64]float64{1: 1, 8: 8, 16: 15, 32: 30, 64: 60, 128: 100, 256: 250, 512: 500, 1024: 1000, 4096: 4000} {
		if got := rounded(v); got != want {
			t.Errorf("%d is rounded to %v, want %v", v, got, want)
		}
	}
}
