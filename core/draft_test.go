package core

import (
	"testing"

	"rso/catalog/build/buildtest"
	"rso/core/prefer"
	"rso/policy"
)

// A draft is verified in the language that the session is in: its numbers, its words for values and what it promises.
func TestDraftLanguage(t *testing.T) {
	c := buildtest.Catalog(t, "bags", bags)
	for _, x := range []struct{ tag, message, draft, want string }{
		{"en", "a backpack under $60", "The Fjell 20 fits. It is $59.90. It ships for free tomorrow.", "The Fjell 20 fits. It is $49.90."},
		{"de", "ein Rucksack unter 60 $", "Der Fjell 20 passt. Er kostet 59,90 $. Wir liefern ihn schon morgen gratis.", "Der Fjell 20 passt. Er kostet 49,90 $."},
		{"es", "una mochila por menos de 60 $", "La Fjell 20 encaja bien. Cuesta 59,90 $. Te llega mañana con envío gratis.", "La Fjell 20 encaja bien. Cuesta 49,90 $."},
	} {
		l, err := prefer.LanguageOf(x.tag)
		if err != nil {
			t.Fatal(err)
		}
		s := NewSessionIn(l, c, favouring(t, policy.Recommend))
		s.Turn(x.message)
		if got := s.Finish(x.draft); got != x.want {
			t.Errorf("of the draft %q\n\t%q is shown, want\n\t%q", x.draft, got, x.want)
		}
	}
}
