package core

import (
	"strings"
	"testing"

	"rso/catalog/build/buildtest"
	"rso/policy"
)

const lampShop = `{"id":"ash","title":"Ash Lamp","price":40,"stock":3,"genres":["Desk"],"brand":"Elm"}
{"id":"bay","title":"Bay Lamp","price":60,"stock":2,"genres":["Desk"],"brand":"Oak"}
{"id":"cedar","title":"Cedar Lamp","price":80,"stock":5,"genres":["Floor"],"brand":"Oak"}
{"id":"dune","title":"Dune Lamp","price":90,"stock":0,"genres":["Desk"],"brand":"Elm"}
`

// shows says whether a reply shows an item or has it among its candidates.
func shows(r Reply, id string) bool {
	for _, v := range r.Items {
		if v.ID == id {
			return true
		}
	}
	for _, v := range r.Candidates {
		if v.ID == id {
			return true
		}
	}
	return false
}

func TestApply(t *testing.T) {
	c := buildtest.Catalog(t, "lamps", lampShop)
	s := NewSession(c, favouring(t, policy.Recommend))
	r := s.Turn("a desk lamp, please")
	if !shows(r, "ash") || !shows(r, "bay") || shows(r, "dune") {
		t.Fatalf("before the delta: %+v", r.Candidates)
	}
	err := s.Apply(buildtest.Delta(t, c, `{"id":"ash","price":35}
{"id":"bay","gone":"yes"}
{"id":"dune","stock":4}
{"id":"elder","title":"Elder Lantern","price":20,"stock":1,"genres":["Desk"],"brand":"Newmade"}
`))
	if err != nil {
		t.Fatal(err)
	}
	r = s.Turn("what else is there?")
	if !shows(r, "dune") || !shows(r, "elder") || shows(r, "bay") || len(r.Belief.Constraints) == 0 || r.Trace.Turn != 2 {
		t.Errorf("after the delta: %+v, believing %+v", r.Candidates, r.Belief.Constraints)
	}
	if r = s.Turn("anything by newmade?"); !shows(r, "elder") || shows(r, "dune") {
		t.Errorf("the new brand: %+v", r.Candidates)
	}
	if r = s.Turn("why the Ash Lamp?"); len(r.Items) != 1 || r.Items[0].Price != 35 || strings.Contains(r.Text, "$40") {
		t.Errorf("the new price: %q, %+v", r.Text, r.Items)
	}
	if r = s.Turn("under $30"); !shows(r, "elder") || shows(r, "ash") {
		t.Errorf("under $30: %+v", r.Candidates)
	}
	if got := s.Describe().Items; got != 4 {
		t.Errorf("%d items are described", got)
	}
}

// What is out of stock is never recommended; asked for by its name, the reply says so.
func TestOutOfStock(t *testing.T) {
	c := buildtest.Catalog(t, "lamps", lampShop)
	for _, p := range []*policy.Policy{uniform(t), favouring(t, policy.Recommend)} {
		s := NewSession(c, p)
		for _, say := range []string{"hi", "a lamp", "something by elm", "over $85", "something else", "surprise me"} {
			if r := s.Turn(say); shows(r, "dune") {
				t.Errorf("%q is answered with %+v", say, r.Candidates)
			}
		}
	}
	s := NewSession(c, favouring(t, policy.Recommend))
	if r := s.Turn("do you have the Dune Lamp?"); !strings.Contains(r.Text, "out of stock") {
		t.Errorf("asked for by its name: %q", r.Text)
	}
}

// An item whose title changes stays the one that was spoken of.
func TestApplyMovesItems(t *testing.T) {
	c := buildtest.Catalog(t, "lamps", lampShop)
	s := NewSession(c, favouring(t, policy.Recommend))
	s.Turn("the Ash Lamp, please")
	if err := s.Apply(buildtest.Delta(t, c, `{"id":"ash","title":"Ash Lantern"}`)); err != nil {
		t.Fatal(err)
	}
	if r := s.Turn("why that one?"); !strings.Contains(r.Text, "Ash Lantern") || strings.Contains(r.Text, "Ash Lamp") {
		t.Errorf("the reply is %q", r.Text)
	}
}

func TestApplyRefuses(t *testing.T) {
	c := buildtest.Catalog(t, "lamps", lampShop)
	s := NewSession(c, uniform(t))
	s.Turn("a desk lamp")
	before := string(s.Save())
	other := buildtest.Catalog(t, "films", films)
	if err := s.Apply(buildtest.Delta(t, other, `{"id":"`+other.ID(0)+`","gone":"yes"}`)); err == nil || !strings.Contains(err.Error(), `made for the catalog "films"`) {
		t.Errorf("a delta for another base: %v", err)
	}
	if err := s.Apply([]byte("garbage")); err == nil {
		t.Error("garbage was applied")
	}
	if s.catalog != c || string(s.Save()) != before {
		t.Error("refused, the delta changed the session")
	}
}
