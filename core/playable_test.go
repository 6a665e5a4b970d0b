package core

import (
	"slices"
	"strings"
	"testing"

	"rso/catalog/build/buildtest"
	"rso/policy"
)

// Every strategy has a moment in which a policy that favours it gets to play it.
func TestEveryStrategyIsPlayable(t *testing.T) {
	c := buildtest.Catalog(t, "films", films)
	conversations := map[policy.Strategy]string{
		policy.OpinionInquiry:         "hello",
		policy.ExperienceInquiry:      "hello",
		policy.PreferenceConfirmation: "I like comedies / from the 90s / hmm / yes",
		policy.RephrasePreference:     "a comedy / from the 90s",
		policy.Recommend:              "a comedy with Robin Williams",
		policy.Explain:                "a comedy with Robin Williams / why?",
		policy.Credibility:            "a comedy with Robin Williams / who is in it?",
		policy.SocialProof:            "with Kate Winslet / is it any good?",
		policy.CompareItems:           "with Robin Williams / compare the first two",
		policy.Encouragement:          "with Robin Williams / I'll take it",
		policy.Acknowledgment:         "I like Robin Williams",
		policy.OfferHelp:              "hello",
		policy.Transparency:           "are you a robot?",
		policy.NoStrategy:             "thanks",
	}
	for st := range policy.NumStrategies {
		s := NewSession(c, favouring(t, st))
		played := []string{}
		for m := range strings.SplitSeq(conversations[st], " / ") {
			played = append(played, s.Turn(m).Strategies...)
		}
		if !slices.Contains(played, st.String()) {
			t.Errorf("%s is favoured, and %q plays %q", st, conversations[st], played)
		}
	}
}
