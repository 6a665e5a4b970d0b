package policy

import (
	"encoding/json"
	"slices"
	"testing"
)

func TestNamesRoundTrip(t *testing.T) {
	for s := range NumStrategies {
		if got, ok := ParseStrategy(s.String()); !ok || got != s {
			t.Errorf("ParseStrategy(%q) = %v, %v", s, got, ok)
		}
	}
	for a := range NumActs {
		if got, ok := ParseAct(a.String()); !ok || got != a {
			t.Errorf("ParseAct(%q) = %v, %v", a, got, ok)
		}
	}
	for _, name := range []string{"", "unknown", "Recommend", "recommend "} {
		if s, ok := ParseStrategy(name); ok {
			t.Errorf("ParseStrategy(%q) = %v, want none", name, s)
		}
		if a, ok := ParseAct(name); ok {
			t.Errorf("ParseAct(%q) = %v, want none", name, a)
		}
	}
}

func TestGroups(t *testing.T) {
	for s, want := range map[Strategy]Group{
		OpinionInquiry: Elicitation, RephrasePreference: Elicitation, Recommend: Persuasion, CompareItems: Persuasion,
		Encouragement: Persuasion, Acknowledgment: Social, NoStrategy: Social,
	} {
		if got := s.Group(); got != want {
			t.Errorf("%v is in %v, want %v", s, got, want)
		}
	}
}

func TestSet(t *testing.T) {
	set := SetOf(Recommend, Explain, NumStrategies).With(NoStrategy).Without(Explain, Credibility)
	if got, want := set.Strategies(), []Strategy{Recommend, NoStrategy}; !slices.Equal(got, want) {
		t.Errorf("the set holds %v, want %v", got, want)
	}
	if set.Has(Explain) || !set.Has(Recommend) || set.Has(NumStrategies) || set.Has(255) {
		t.Error("Has disagrees with Strategies")
	}
	if got := len(All.Strategies()); got != int(NumStrategies) {
		t.Errorf("All holds %d strategies", got)
	}
	if !SetOf().Empty() || All.Empty() || !All.Without(All.Strategies()...).Empty() {
		t.Error("Empty is wrong")
	}
}

// A saved session holds the history; it must come back as it was, and by names.
func TestHistorySurvivesJSON(t *testing.T) {
	var h History
	h.Seeker(Message{Acts: []Act{Request, Greet}, Words: 4, Question: true, NamesValue: true})
	h.Recommender(Acknowledgment, 0)
	h.Recommender(Recommend, 2)
	h.Seeker(Message{Acts: []Act{Reject}})
	text, err := json.Marshal(h)
	if err != nil {
		t.Fatal(err)
	}
	var back History
	if err := json.Unmarshal(text, &back); err != nil {
		t.Fatal(err)
	}
	back.Recommender(Explain, 0)
	h.Recommender(Explain, 0)
	if got, want := back.Observe(Market{}), h.Observe(Market{}); !slices.Equal(got, want) {
		t.Errorf("after %s the state is %v, want %v", text, got, want)
	}
	for _, broken := range []string{`{"Recent":["sing"]}`, `{"Heard":{"Acts":["hum"]}}`} {
		if json.Unmarshal([]byte(broken), &back) == nil {
			t.Errorf("%s was accepted", broken)
		}
	}
}
