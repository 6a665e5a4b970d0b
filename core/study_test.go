package core

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"rso/catalog"
	"rso/catalog/build/buildtest"
	"rso/policy"
)

// lamps have names in common that are no values.
const lamps = `{"id":"l1","title":"Aurora Desk","color":"blue","price":30}
{"id":"l2","title":"Aurora Floor","color":"red","price":90}
{"id":"l3","title":"Aurora Wall","color":"blue","price":20}
{"id":"l4","title":"Borealis Desk","color":"blue","price":50}
{"id":"l5","title":"Borealis Floor","color":"red","price":10}
`

// asOutlook checks that an outlook on the session's belief finds what its last turn found.
func asOutlook(t *testing.T, s *Session, message string, r Reply) {
	t.Helper()
	b := s.Belief()
	o := s.Outlook(&b, shownTop)
	if o.Total != r.Trace.Total || o.Relaxed != len(r.Relaxed) {
		t.Errorf("after %q the outlook has %d items with %d constraints given up, the turn %d with %d", message, o.Total, o.Relaxed, r.Trace.Total, len(r.Relaxed))
	}
	var best, want []string
	for _, i := range o.Best {
		best = append(best, s.catalog.ID(i))
	}
	for _, c := range r.Candidates {
		want = append(want, c.ID)
	}
	if !slices.Equal(best, want) {
		t.Errorf("after %q the best of the outlook are %v, those of the turn %v", message, best, want)
	}
	if r.Strategy == policy.OpinionInquiry.String() && (len(o.Open) == 0 || o.Open[0].Column != s.Asked()) {
		t.Errorf("after %q column %d is asked about, in the outlook stand %+v", message, s.Asked(), o.Open)
	}
	for i, x := range o.Open {
		worth := s.worth(opening{column: x.Column, gain: x.Information})
		if worth <= 0 {
			t.Errorf("after %q %s stands in the outlook, and nobody asks about it", message, s.catalog.Column(x.Column).Name)
		}
		if i > 0 && worth > s.worth(opening{column: o.Open[i-1].Column, gain: o.Open[i-1].Information}) {
			t.Errorf("after %q %s is behind what is less worth asking", message, s.catalog.Column(x.Column).Name)
		}
	}
}

// A turn whose message passes over nothing finds what the outlook finds.
func TestOutlookIsWhatATurnFinds(t *testing.T) {
	for _, f := range []struct {
		lines    string
		messages []string
	}{
		{films, []string{"hi", "can you recommend something?", "something funny", "with Robin Williams", "a drama or a western from the 90s", "no horror", "I loved The Birdcage",
			"I have seen Titanic", "a western from 2013", "preferably romance", "at least 8 stars", "the best rated comedy", "I hate Groundhog Day / recommend a comedy"}},
		{bags, []string{"hi", "any suggestions?", "a blue backpack", "under $100", "anything but leather", "under $10", "ideally canvas", "a red tote or suitcase",
			"like the Kontor", "the cheapest", "from Vellum / under $150"}},
		{lamps, []string{"an aurora", "do you have an aurora? / something blue"}},
	} {
		c := buildtest.Catalog(t, "fixture", f.lines)
		asked := 0
		for _, p := range []*policy.Policy{favouring(t, policy.OpinionInquiry, policy.Recommend), favouring(t, policy.Recommend)} {
			for _, messages := range f.messages {
				s := NewSession(c, p)
				for m := range strings.SplitSeq(messages, " / ") {
					r := s.Turn(m)
					asOutlook(t, s, m, r)
					if s.Asked() >= 0 {
						asked++
					}
				}
			}
		}
		if asked < 1 {
			t.Errorf("a question was asked %d times, which tests nothing", asked)
		}
	}
}

// An outlook shows as many items as it is asked for, and leaves the session as it was.
func TestOutlookChangesNothing(t *testing.T) {
	c := buildtest.Catalog(t, "films", films)
	looking, not := NewSession(c, uniform(t)), NewSession(c, uniform(t))
	for _, m := range sayings(c) {
		b := looking.Belief()
		few, all := looking.Outlook(&b, 2), looking.Outlook(&b, c.Len())
		if len(all.Best) != all.Total || len(few.Best) != min(2, all.Total) || !slices.Equal(few.Best, all.Best[:len(few.Best)]) {
			t.Errorf("of %d items the outlook shows %v when 2 are wanted, and %d when all are", all.Total, few.Best, len(all.Best))
		}
		if got, want := frame(looking.Turn(m)), frame(not.Turn(m)); got != want {
			t.Fatalf("after an outlook %q is answered\n%s\ninstead of\n%s", m, got, want)
		}
	}
}

func TestAblatedFactsAreTitles(t *testing.T) {
	for _, lines := range []string{films, bags} {
		c := buildtest.Catalog(t, "fixture", lines)
		told := 0
		for _, p := range tastes(t) {
			s, whole := NewSession(c, p), NewSession(c, p)
			s.Ablate(Ablation{Facts: true})
			for _, m := range sayings(c) {
				r := s.Turn(m)
				for _, f := range r.Trace.Facts {
					if c.Find(f.Attribute) != c.With(catalog.Title) {
						t.Errorf("without facts, %q is answered with the %s %q", m, f.Attribute, f.Value)
					}
				}
				// What is played is the same: only what is told of it isn't.
				w := whole.Turn(m)
				told += len(w.Trace.Facts) - len(r.Trace.Facts)
				if r.Strategy != w.Strategy || shown(r) != shown(w) {
					t.Errorf("without facts, %q is answered by %s with %q, else by %s with %q", m, r.Strategy, shown(r), w.Strategy, shown(w))
				}
			}
		}
		if told == 0 {
			t.Error("with facts no more is told than without")
		}
	}
}

func TestAblatedPreferencesAreForgotten(t *testing.T) {
	c := buildtest.Catalog(t, "films", films)
	s := NewSession(c, favouring(t, policy.Recommend))
	s.Ablate(Ablation{Preferences: true})
	for _, m := range sayings(c) {
		s.Turn(m)
		if b := s.Belief(); !b.Empty() || len(b.Closed) > 0 {
			t.Errorf("without preferences, %q leaves %+v", m, b)
		}
	}
	s.Reset()
	r := s.Turn("a drama with Robin Williams")
	if r.Trace.Total != c.Len() {
		t.Errorf("without preferences, %d of %d items are candidates", r.Trace.Total, c.Len())
	}
	turned := strings.Fields(shown(r))[0]
	seen := strings.Fields(shown(s.Turn("I don't like the first one")))[0]
	if seen == turned {
		t.Errorf("without preferences, %s is shown again right after it was turned down", turned)
	}
	messages := []string{"I have seen the first one", "recommend something", "a romance"}
	for range c.Len() { // until all that was passed over comes back
		messages = append(messages, "something else", "recommend something")
	}
	for _, m := range messages {
		for _, i := range s.Turn(m).Items {
			if i.ID == turned || i.ID == seen {
				t.Errorf("without preferences, %q brings back %s, which was turned down or seen", m, i.ID)
			}
		}
	}
}

func TestAblatedMannersAllowMore(t *testing.T) {
	c := buildtest.Catalog(t, "films", films)
	s, mannered := NewSession(c, favouring(t, policy.Recommend)), NewSession(c, favouring(t, policy.Recommend))
	s.Ablate(Ablation{Manners: true})
	allowed := map[string]bool{}
	for _, m := range []string{"hi", "a drama with Robin Williams", "why the first one?", "are you a robot?", "thanks"} {
		free, bound := s.Turn(m).Trace.Admissible, mannered.Turn(m).Trace.Admissible
		if len(free) <= len(bound) {
			t.Errorf("without manners %q can be answered by %v, with them by %v", m, free, bound)
		}
		for _, name := range free {
			allowed[name] = true
		}
	}
	if len(allowed) != int(policy.NumStrategies) {
		t.Errorf("without manners only %v can ever be played", allowed)
	}
	if free := s.Turn("I'll take it").Trace.Admissible; !slices.Equal(free, []string{"encouragement"}) {
		t.Errorf("an item is taken, and %v can answer", free)
	}
}

// Whoever chooses is asked with what the moment allows, is obeyed, and gives the choice back.
func TestChoose(t *testing.T) {
	c := buildtest.Catalog(t, "films", films)
	r := rand.New(rand.NewPCG(1, 1))
	s := NewSession(c, favouring(t, policy.Recommend))
	var last policy.Strategy
	var of policy.Set
	s.Choose(func(_ policy.State, allowed policy.Set) policy.Strategy {
		list := allowed.Strategies()
		last, of = list[r.IntN(len(list))], allowed
		return last
	})
	for _, m := range sayings(c) {
		reply := s.Turn(m)
		if reply.Strategy != last.String() {
			t.Errorf("%v was chosen, and %q is answered by %s", last, m, reply.Strategy)
		}
		for _, name := range reply.Trace.Admissible {
			if p, _ := policy.ParseStrategy(name); !of.Has(p) {
				t.Errorf("%s is admissible, and the choice was asked with %v", name, of.Strategies())
			}
		}
	}
	s.Choose(nil)
	s.Reset()
	if reply := s.Turn("can you recommend something?"); reply.Strategy != policy.Recommend.String() {
		t.Errorf("the choice was given back to a policy that recommends, and %s is played", reply.Strategy)
	}
}

// What a session gives away is a copy: whoever changes it changes nothing.
func TestBeliefAndHistoryAreCopies(t *testing.T) {
	c := buildtest.Catalog(t, "films", films)
	s, untouched := NewSession(c, uniform(t)), NewSession(c, uniform(t))
	for _, m := range sayings(c) {
		b := s.Belief()
		for i := range b.Constraints {
			for j := range b.Constraints[i].Values {
				b.Constraints[i].Values[j]++
			}
			b.Constraints[i].Lo, b.Constraints[i].Hi = 1, 2
		}
		for _, list := range [...][]catalog.Item{b.Liked, b.Disliked, b.Seen} {
			clear(list)
		}
		if b.Sort != nil {
			b.Sort.Descending = !b.Sort.Descending
		}
		h := s.History()
		h.Seeker(policy.Message{Acts: []policy.Act{policy.Choose}})
		for i := range h.Recent {
			h.Recent[i] = policy.NoStrategy
		}
		if got, want := frame(s.Turn(m)), frame(untouched.Turn(m)); got != want {
			t.Fatalf("after changes to the copies %q is answered\n%s\ninstead of\n%s", m, got, want)
		}
	}
}
