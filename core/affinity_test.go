package core

import (
	"context"
	"slices"
	"testing"

	"rso/catalog"
	"rso/catalog/build"
	"rso/catalog/build/buildtest"
	"rso/policy"
)

const teaShop = `{"id":"assam","title":"Assam","kind":"Black"}
{"id":"ceylon","title":"Ceylon Gold","kind":"Black"}
{"id":"sencha","title":"Sencha","kind":"Green"}
{"id":"matcha","title":"Matcha","kind":"Green"}
{"id":"cup","title":"White Cup","kind":"Ware"}
{"id":"whisk","title":"Bamboo Whisk","kind":"Ware"}
{"id":"bowl","title":"Grey Bowl","kind":"Ware"}
`

// teaAffinity knows that a whisk and a bowl go with matcha, of which people say "ceremony", and a cup with the other teas.
func teaAffinity(_ context.Context, c *catalog.Catalog) (*catalog.AffinityModel, error) {
	m := &catalog.AffinityModel{Dims: 2, Start: make([]float32, 16), Items: make([]int8, 2*c.Len()), Bias: make([]uint8, c.Len()),
		Terms: []string{"ceremony", "matcha"}, TermRows: []int8{40, 0, 0, 40}, Gates: make([]int8, 6), Together: make([][]catalog.Hit, c.Len())}
	m.ItemScale, m.TermScale, m.GateScale, m.BiasStep = .1, .1, .1, .1
	for k := range m.TermWeight {
		m.TermWeight[k], m.ItemWeight[k] = 1, 1
	}
	for id, row := range map[string][2]int8{"matcha": {20, 0}, "whisk": {30, 0}, "bowl": {25, 0}, "cup": {0, 30}, "assam": {0, 20}, "ceylon": {0, 20}, "sencha": {0, 20}} {
		i, _ := c.ByID(id)
		copy(m.Items[2*i:], row[:])
	}
	return m, nil
}

func teas(t testing.TB) *catalog.Catalog {
	t.Helper()
	c, err := catalog.Open(buildtest.FileWith(t, build.Options{Name: "teas", Affinity: teaAffinity}, teaShop))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// foremost are the ids of the best candidates.
func foremost(r Reply, n int) (ids []string) {
	for _, c := range r.Candidates[:min(n, len(r.Candidates))] {
		ids = append(ids, c.ID)
	}
	return ids
}

func TestAffinityRanks(t *testing.T) {
	for _, c := range []struct {
		name string
		says []string
		want []string // in front
	}{
		{"what goes with an item", []string{"I love the Matcha"}, []string{"whisk"}},
		{"what goes with another", []string{"I love the Assam"}, []string{"ceylon", "cup"}},
		{"what is said of items", []string{"for a ceremony"}, []string{"whisk", "bowl", "matcha"}},
		{"what was mentioned is no news", []string{"hello", "I love the Matcha"}, []string{"whisk", "sencha"}},
		{"constraints come first", []string{"I love the Matcha", "a black tea please"}, []string{"assam", "ceylon"}},
		{"what is disliked calls for nothing", []string{"I hate the Matcha"}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := NewSession(teas(t), favouring(t, policy.Recommend))
			var r Reply
			for _, text := range c.says {
				r = s.Turn(text)
			}
			if got := foremost(r, len(c.want)); !slices.Equal(got, c.want) {
				t.Errorf("the candidates are %v, want %v in front", r.Candidates, c.want)
			}
			for _, h := range s.affinity.heard {
				if !h.Recommender && slices.Contains(h.Words, "matcha") {
					t.Errorf("the title of an item was heard as words: %q", h.Words)
				}
			}
			if c.name == "what is disliked calls for nothing" && len(s.affinity.heard[0].Items) > 0 {
				t.Errorf("heard of %v", s.affinity.heard[0].Items)
			}
		})
	}
}

// What was recommended is heard too, as the recommender's; starting over forgets it, and a saved session remembers.
func TestAffinityHears(t *testing.T) {
	c := teas(t)
	s := NewSession(c, favouring(t, policy.Recommend))
	r := s.Turn("something for a ceremony")
	heard := s.affinity.heard
	if len(heard) != 2 || heard[0].Recommender || !heard[1].Recommender || len(heard[1].Items) != len(r.Items) || c.ID(heard[1].Items[0]) != r.Items[0].ID {
		t.Fatalf("heard %+v", heard)
	}
	again := NewSession(c, favouring(t, policy.Recommend))
	if err := again.Restore(s.Save()); err != nil {
		t.Fatal(err)
	}
	if got, want := frame(again.Turn("what else?")), frame(s.Turn("what else?")); got != want {
		t.Errorf("restored: %s\nnot: %s", got, want)
	}
	if s.Turn("start over"); slices.ContainsFunc(s.affinity.heard, func(h catalog.Heard) bool { return slices.Contains(h.Words, "ceremony") }) {
		t.Errorf("after a new start it remembers %+v", s.affinity.heard)
	}
	for range 2 * maxHeard {
		s.Turn("hello")
	}
	if n := len(s.affinity.heard); n != maxHeard {
		t.Errorf("%d turns are kept", n)
	}
}

func TestAffinityAfterDelta(t *testing.T) {
	c := teas(t)
	s := NewSession(c, favouring(t, policy.Recommend))
	s.Turn("hello")
	if err := s.Apply(buildtest.Delta(t, c, `{"id":"whisk","gone":"yes"}
{"id":"spoon","title":"Bamboo Spoon","kind":"Ware"}
`)); err != nil {
		t.Fatal(err)
	}
	if r := s.Turn("I love the Matcha"); !slices.Contains(foremost(r, 2), "bowl") || shows(r, "whisk") {
		t.Errorf("the candidates are %v", r.Candidates)
	}
}

// Who ignores what shoppers want doesn't learn it this way either.
func TestAffinityOfAblation(t *testing.T) {
	s := NewSession(teas(t), favouring(t, policy.Recommend))
	s.without.Preferences = true
	s.Turn("I love the Matcha")
	for _, h := range s.affinity.heard {
		if !h.Recommender {
			t.Errorf("heard %+v", h)
		}
	}
}
