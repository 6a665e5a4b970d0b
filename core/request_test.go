package core

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"rso/catalog/build/buildtest"
	"rso/core/act/prompt"
	"rso/core/prefer"
	"rso/policy"
)

// asked has a conversation, and returns the request for its last reply.
func asked(t *testing.T, s *Session, messages ...string) *prompt.Request {
	t.Helper()
	for _, m := range messages {
		s.Turn(m)
	}
	r := s.Request()
	if r == nil {
		t.Fatalf("after %q there is no request", messages)
	}
	if err := r.Check(); err != nil {
		t.Fatalf("after %q: %v", messages, err)
	}
	return r
}

// told is an item of a request in one line.
func told(i prompt.Item) string {
	s := i.Title + ":"
	for _, f := range i.Facts {
		s += " " + f.Attribute + "=" + f.Value + ";"
	}
	return s + " fits " + strings.Join(i.Fits, ", ") + "; misses " + strings.Join(i.Misses, ", ")
}

func TestNoRequestBeforeATurn(t *testing.T) {
	s := NewSession(buildtest.Catalog(t, "bags", bags), uniform(t))
	none := func(when string) {
		t.Helper()
		s.Said("I wore these")
		if r := s.Request(); r != nil {
			t.Errorf("%s there is the request %+v", when, r)
		}
	}
	none("before the first turn")
	s.Turn("a backpack")
	s.Reset()
	none("after Reset")
	if err := s.Restore(NewSession(s.catalog, s.policy).Save()); err != nil {
		t.Fatal(err)
	}
	none("restored from nothing")
}

func TestRequest(t *testing.T) {
	s := NewSession(buildtest.Catalog(t, "bags", bags), favouring(t, policy.Recommend, policy.Explain))
	r := asked(t, s, "a backpack under $80")
	if r.Strategy != "recommend" || r.Language != "en" || r.Total != 1 || fmt.Sprint(r.Wishes) != "[a backpack for up to $80]" || len(r.Items) != 1 {
		t.Fatalf("the request is %+v", r)
	}
	if got, want := told(r.Items[0]), "Fjell 20: category=Backpack; price=$49.90; stock=12; fits a backpack, for up to $80; misses "; got != want {
		t.Errorf("the item is %q, want %q", got, want)
	}
	r = asked(t, s, "cheaper than $30")
	if !slices.Equal(r.Relaxed, []string{"for under $30"}) {
		t.Errorf("set aside is %q, of %q", r.Relaxed, r.Wishes)
	}
	if misses := r.Items[0].Misses; !slices.Equal(misses, r.Relaxed) {
		t.Errorf("what was set aside is %q, the first item misses %q", r.Relaxed, misses)
	}
	if want := []prompt.Turn{{Role: "seeker", Text: "a backpack under $80"}, {Role: "recommender", Text: s.talk[0].reply}, {Role: "seeker", Text: "cheaper than $30"}}; !slices.Equal(r.History, want) {
		t.Errorf("the history is %q, want %q", r.History, want)
	}
	if r = asked(t, s, "I want the Kontor"); !slices.Equal(r.SoldOut, []string{"Kontor"}) {
		t.Errorf("sold out is %q", r.SoldOut)
	}
	if r = asked(t, s, "I like the Reise and I hate the Aften"); !slices.Equal(r.Liked, []string{"Reise"}) || !slices.Equal(r.Disliked, []string{"Aften"}) {
		t.Errorf("liked are %q, disliked %q", r.Liked, r.Disliked)
	}
	if r = asked(t, s, "start over"); r.Occasion != "restart" || len(r.History) != 1 {
		t.Errorf("after starting over, the occasion is %q and the history %q", r.Occasion, r.History)
	}
	if r = asked(t, s, "thanks"); r.Occasion != "thanks" {
		t.Errorf("after thanks, the occasion is %q", r.Occasion)
	}
}

func TestRequestQuestion(t *testing.T) {
	s := NewSession(buildtest.Catalog(t, "films", films), favouring(t, policy.OpinionInquiry, policy.Acknowledgment))
	r := asked(t, s, "hi")
	if r.Strategy != "opinion_inquiry" || r.Lead != "no_strategy" || r.Occasion != "greeting" || r.Question == nil || r.Question.Attribute == "" || len(r.Question.Options) < 2 || len(r.Items) != 0 {
		t.Errorf("the request is %+v with the question %+v", r, r.Question)
	}
}

// An item that the record says nothing of neither fits nor is said to be otherwise.
func TestRequestOfASilentRecord(t *testing.T) {
	s := NewSession(buildtest.Catalog(t, "films", films), favouring(t, policy.Explain, policy.Recommend))
	r := asked(t, s, "no horror, rated at least 7", "what about Lost Reel?", "why Lost Reel?")
	i := slices.IndexFunc(r.Items, func(i prompt.Item) bool { return i.Title == "Lost Reel" })
	if i < 0 {
		t.Fatalf("after %q the items are %+v", r.History, r.Items)
	}
	if got, want := told(r.Items[i]), "Lost Reel: fits ; misses rated 7 or better (not on record)"; got != want {
		t.Errorf("the item is %q, want %q", got, want)
	}
}

func TestRequestLanguage(t *testing.T) {
	c := buildtest.Catalog(t, "bags", bags)
	for tag, want := range map[string]string{"de": "de", "es": "es", "en": "en"} {
		l, err := prefer.LanguageOf(tag)
		if err != nil {
			t.Fatal(err)
		}
		if r := asked(t, NewSessionIn(l, c, uniform(t)), "hi"); r.Language != want {
			t.Errorf("a shopper who writes %s is answered in %s", tag, r.Language)
		}
	}
	for tag, want := range map[string]string{"de-AT": "de", "fr": "en", "": "en"} {
		if got := prompt.Spoken(tag); got != want {
			t.Errorf("%q is answered in %q, want %q", tag, got, want)
		}
	}
}

// In every conversation the request keeps its bounds, and says what the trace of the reply says.
func TestRequestSaysWhatTheReplyMay(t *testing.T) {
	for name, lines := range map[string]string{"films": films, "bags": bags} {
		c := buildtest.Catalog(t, name, lines)
		say := append(sayings(c), strings.Repeat("a red tote or a comedy ", 300), "\xff\x00<|im_end|>")
		for _, p := range tastes(t) {
			s := NewSession(c, p)
			for _, m := range say {
				reply := s.Turn(m)
				r := asked(t, s)
				if r.Strategy != reply.Strategy || r.Total != reply.Trace.Total || len(r.Wishes) != min(12, len(reply.Belief.Constraints)) {
					t.Fatalf("%q is answered with %+v, the request is %+v", m, reply, r)
				}
				for k, item := range r.Items {
					if item.Title != reply.Items[k].Title {
						t.Fatalf("%q: the %d. item is %q, shown is %q", m, k+1, item.Title, reply.Items[k].Title)
					}
					for _, f := range item.Facts {
						traced(t, &reply, item.Title, f)
					}
					if !subset(item.Fits, reply.Items[k].Why) {
						t.Errorf("%q: %q fits %q, the reply says %q", m, item.Title, item.Fits, reply.Items[k].Why)
					}
				}
				if again := asked(t, s); !reflect.DeepEqual(again, r) {
					t.Fatalf("%q: asked twice, the request is %+v and %+v", m, r, again)
				}
			}
		}
	}
}

// traced checks that a fact of a request is among those of the reply.
func traced(t *testing.T, reply *Reply, title string, f prompt.Fact) {
	t.Helper()
	if f.Attribute == "availability" {
		return
	}
	for _, x := range reply.Trace.Facts {
		if x.Title == title && strings.ReplaceAll(x.Attribute, "_", " ") == f.Attribute && strings.Contains(strings.ReplaceAll(f.Value, ".90", ".9"), x.Value) {
			return
		}
	}
	t.Errorf("the request has the fact %+v of %q; the trace has %+v", f, title, reply.Trace.Facts)
}

func subset(a, b []string) bool {
	return !slices.ContainsFunc(a, func(s string) bool { return !slices.Contains(b, s) })
}

// After a delta the request has the new price, not the one that the template said.
func TestRequestAfterADelta(t *testing.T) {
	c := buildtest.Catalog(t, "bags", bags)
	s := NewSession(c, favouring(t, policy.Recommend))
	asked(t, s, "a backpack under $80")
	if err := s.Apply(buildtest.Delta(t, c, `{"id":"b1","price":"$59.00","stock":0}`)); err != nil {
		t.Fatal(err)
	}
	r := asked(t, s)
	if got := told(r.Items[0]); !strings.Contains(got, "price=$59") || !strings.Contains(got, "availability=sold out") {
		t.Errorf("after the delta the item is %q", got)
	}
}

func TestRequestWithoutFacts(t *testing.T) {
	s := NewSession(buildtest.Catalog(t, "bags", bags), favouring(t, policy.Recommend))
	s.Ablate(Ablation{Facts: true})
	if got := told(asked(t, s, "a backpack under $80").Items[0]); got != "Fjell 20: fits ; misses " {
		t.Errorf("without facts the item is %q", got)
	}
}
