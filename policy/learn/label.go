package learn

import "rso/policy"

// LabelSpace is what is predicted: the Planner's strategies, or INSPIRED's own labels.
type LabelSpace struct {
	Name  string
	Names []string // by label number
}

// Strategies is the space of the Planner's strategies.
func Strategies() LabelSpace {
	space := LabelSpace{Name: "strategies"}
	for s := range policy.NumStrategies {
		space.Names = append(space.Names, s.String())
	}
	return space
}

// Inspired is the space of INSPIRED's own labels, for comparison with others' figures.
func Inspired() LabelSpace {
	space := LabelSpace{Name: "inspired"}
	for _, m := range InspiredMapping() {
		space.Names = append(space.Names, m.Label)
	}
	return space
}

// index returns the number of a name; it reports whether there is one.
func (l LabelSpace) index(name string) (int, bool) {
	for i, n := range l.Names {
		if n == name {
			return i, true
		}
	}
	return 0, false
}

// Mapping says which strategy an annotator's label teaches.
type Mapping struct {
	Label    string
	Strategy policy.Strategy
}

// InspiredMapping returns the labels of INSPIRED (Hayati et al. 2020) and what they teach. The acts of
// human experience are learned under names that a machine can play honestly: an opinion becomes an
// explanation, a shared experience a social proof. Beside these, an utterance that is the first to
// name an item teaches recommend, whatever its label.
func InspiredMapping() []Mapping {
	return []Mapping{
		{"opinion_inquiry", policy.OpinionInquiry},
		{"experience_inquiry", policy.ExperienceInquiry},
		{"preference_confirmation", policy.PreferenceConfirmation},
		{"rephrase_preference", policy.RephrasePreference},
		{"personal_opinion", policy.Explain},
		{"self_modeling", policy.Explain},
		{"credibility", policy.Credibility},
		{"personal_experience", policy.SocialProof},
		{"similarity", policy.SocialProof},
		{"encouragement", policy.Encouragement},
		{"acknowledgment", policy.Acknowledgment},
		{"offer_help", policy.OfferHelp},
		{"transparency", policy.Transparency},
		{"no_strategy", policy.NoStrategy},
	}
}

// taught returns the strategy that a label teaches: INSPIRED's labels by [InspiredMapping], a
// strategy's own name for itself. It reports whether the label is known.
func taught(label string) (policy.Strategy, bool) {
	for _, m := range InspiredMapping() {
		if m.Label == label {
			return m.Strategy, true
		}
	}
	return policy.ParseStrategy(label)
}
