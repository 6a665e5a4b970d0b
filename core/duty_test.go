package core

import (
	"slices"
	"strings"
	"testing"

	"rso/catalog/build/buildtest"
	"rso/policy"
)

// A duty is what a message obliges to, whatever the policy would rather play.
type duty struct {
	said     string   // earlier messages, separated by " / "
	message  string   //
	strategy []string // one of these carries the reply
	items    string   // ids of the items that it is about; "-" for none, "" for any
}

// owes checks a duty under policies of every taste.
func owes(t *testing.T, lines string, d duty) {
	t.Helper()
	c := buildtest.Catalog(t, "fixture", lines)
	for _, p := range tastes(t) {
		s := NewSession(c, p)
		list := ""
		for m := range strings.SplitSeq(d.said, " / ") {
			if r := s.Turn(m); r.Strategy == policy.Recommend.String() {
				list = shown(r)
			}
		}
		r := s.Turn(d.message)
		holds(t, s, d.message, r)
		if !slices.Contains(d.strategy, r.Strategy) {
			t.Errorf("after %q, %q is answered by %s (%q), want %v", d.said, d.message, r.Strategy, r.Text, d.strategy)
		}
		want := d.items
		if place, ok := strings.CutPrefix(want, "list "); ok { // places in the list last shown
			var ids []string
			for _, n := range strings.Fields(place) {
				ids = append(ids, strings.Fields(list)[n[0]-'1'])
			}
			want = strings.Join(ids, " ")
		}
		if got := shown(r); want == "-" && got != "" || want != "-" && want != "" && got != want {
			t.Errorf("after %q, %q is about %q, want %q", d.said, d.message, got, want)
		}
		for _, f := range r.Trace.Facts {
			if d.items != "" && !slices.Contains(strings.Fields(want), f.Item) {
				t.Errorf("after %q, %q is answered with the facts %+v", d.said, d.message, r.Trace.Facts)
			}
		}
	}
}

func TestDuties(t *testing.T) {
	about := []string{"credibility", "social_proof"}
	for _, d := range []duty{
		{"", "hi", []string{"offer_help", "opinion_inquiry", "experience_inquiry"}, "-"},
		{"a drama with Robin Williams", "why the first one?", []string{"explain"}, "list 1"},
		{"with Robin Williams from the 90s", "why the second one?", []string{"explain"}, "list 2"},
		{"with Robin Williams from the 90s", "compare the first two", []string{"compare"}, "list 1 2"},
		{"with Robin Williams from the 90s", "compare the second and the third", []string{"compare"}, "list 2 3"},
		{"", "compare Titanic and Jumanji", []string{"compare"}, "titanic jumanji"},
		{"with Robin Williams from the 90s", "I'll take the second one", []string{"encouragement"}, "list 2"},
		{"with Robin Williams from the 90s", "thanks, I'll watch it", []string{"encouragement"}, "list 1"},
		{"with Robin Williams from the 90s", "who is in the second one?", about, "list 2"},
		{"with Robin Williams from the 90s", "tell me more", about, "list 1"},
		{"with Robin Williams from the 90s / why?", "I'll take it", []string{"encouragement"}, "list 1"},
		{"", "are you a robot?", []string{"transparency"}, "-"},
		{"with Robin Williams", "am I talking to a human?", []string{"transparency"}, "-"},
		{"", "thanks", []string{"no_strategy"}, "-"},
		{"", "bye", []string{"no_strategy"}, "-"},
		{"with Robin Williams", "start over", []string{"offer_help", "opinion_inquiry"}, "-"},
		{"a drama with Robin Williams", "something funny", []string{"recommend"}, ""},
		{"with Robin Williams", "I've seen that one", []string{"recommend"}, ""},
		{"with Robin Williams", "something else", []string{"recommend"}, ""},
		{"with Robin Williams", "older", []string{"recommend"}, ""},
	} {
		owes(t, films, d)
	}
	for _, d := range []duty{
		{"a leather bag under $150", "why the first one?", []string{"explain"}, "list 1"},
		{"a leather bag under $150", "what's the difference?", []string{"compare"}, "list 1 2"},
		{"a leather bag under $150", "how much is the second one?", about, "list 2"},
		{"a leather bag under $150", "cheaper", []string{"recommend"}, ""},
		{"a leather bag under $150", "I'll take the first one", []string{"encouragement"}, "list 1"},
	} {
		owes(t, bags, d)
	}
}

// An explanation tells the wishes that the item fits.
func TestExplanationTellsWhy(t *testing.T) {
	s := NewSession(buildtest.Catalog(t, "films", films), uniform(t))
	s.Turn("a drama with Robin Williams")
	r := s.Turn("why the first one?")
	for _, want := range []string{"Drama", "Robin Williams", r.Items[0].Title} {
		if !strings.Contains(strings.ToLower(r.Text), strings.ToLower(want)) {
			t.Errorf("the explanation %q does not mention %s", r.Text, want)
		}
	}
	told := map[string]bool{}
	for _, f := range r.Trace.Facts {
		told[f.Attribute+" "+f.Value] = true
	}
	if !told["genres Drama"] || !told["cast Robin Williams"] {
		t.Errorf("the facts are %+v", r.Trace.Facts)
	}
}

// A question offers answers, and an answer that it offers is understood.
func TestQuestionsOfferAnswers(t *testing.T) {
	for _, lines := range []string{films, bags} {
		s := NewSession(buildtest.Catalog(t, "fixture", lines), favouring(t, policy.OpinionInquiry))
		asked := 0
		r := s.Turn("hi")
		for range 6 {
			message := "recommend something"
			if r.Strategy == policy.OpinionInquiry.String() && len(r.Suggestions) > 1 {
				asked++
				message = r.Suggestions[0]
				before := len(r.Belief.Constraints)
				r = s.Turn(message)
				if len(r.Belief.Constraints) <= before {
					t.Errorf("the answer %q that was offered is not understood: %+v", message, r.Belief)
				}
				continue
			}
			r = s.Turn(message)
		}
		if asked == 0 {
			t.Error("nothing was asked")
		}
	}
}

// What doesn't matter isn't asked about again.
func TestClosedQuestions(t *testing.T) {
	s := NewSession(buildtest.Catalog(t, "films", films), favouring(t, policy.OpinionInquiry))
	texts := map[string]int{}
	for _, m := range []string{"hi", "it doesn't matter", "it doesn't matter", "hmm", "it doesn't matter", "hmm", "it doesn't matter"} {
		r := s.Turn(m)
		if r.Strategy == policy.OpinionInquiry.String() && len(s.questions) > 0 {
			texts[s.catalog.Column(s.questions[len(s.questions)-1]).Name]++
		}
	}
	seen := map[int]bool{}
	for _, q := range s.questions {
		if seen[q] {
			t.Errorf("asked about %s twice: %v", s.catalog.Column(q).Name, texts)
		}
		seen[q] = true
	}
}

// The Planner's taste decides where the moment leaves room.
func TestPolicyDecides(t *testing.T) {
	c := buildtest.Catalog(t, "films", films)
	for _, want := range []policy.Strategy{policy.OfferHelp, policy.OpinionInquiry, policy.ExperienceInquiry} {
		if r := NewSession(c, favouring(t, want)).Turn("hi"); r.Strategy != want.String() {
			t.Errorf("the policy favours %v, played is %s", want, r.Strategy)
		}
	}
	for _, lead := range []bool{true, false} {
		p := favouring(t, policy.Recommend, policy.Acknowledgment)
		want := []string{"recommend"}
		if lead {
			p, want = favouring(t, policy.Acknowledgment, policy.Recommend), []string{"acknowledgment", "recommend"}
		}
		if r := NewSession(c, p).Turn("a drama with Robin Williams"); !slices.Equal(r.Strategies, want) {
			t.Errorf("played %v, want %v", r.Strategies, want)
		}
	}
}
