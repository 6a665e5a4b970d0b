package policy

import (
	"errors"
	"math/bits"
)

// Strategy is a macro-level strategy: what the recommender does with one utterance.
type Strategy uint8

// The strategies. Their order is part of the file format: append, never reorder.
const (
	OpinionInquiry         Strategy = iota // asks what the seeker likes
	ExperienceInquiry                      // asks what the seeker knows already
	PreferenceConfirmation                 // checks an understood preference
	RephrasePreference                     // says the preference back
	Recommend                              // names an item for the first time
	Explain                                // why the item fits, and where it doesn't
	Credibility                            // facts that speak for the item
	SocialProof                            // what others made of it
	CompareItems                           // the differences between items
	Encouragement                          // towards a decision, or for the one made
	Acknowledgment                         // hears the last thing said
	OfferHelp                              // says what it can do
	Transparency                           // how and why this was chosen
	NoStrategy                             // small talk, anything else

	NumStrategies // how many there are, not a strategy
)

// Group is the family a strategy belongs to.
type Group uint8

// The groups, in the order in which a dialogue tends to visit them.
const (
	Elicitation Group = iota
	Persuasion
	Social
)

// String returns "elicitation", "persuasion" or "social".
func (g Group) String() string {
	switch g {
	case Elicitation:
		return "elicitation"
	case Persuasion:
		return "persuasion"
	}
	return "social"
}

// String returns the name used in files, traces and reports, such as "opinion_inquiry".
func (s Strategy) String() string {
	switch s {
	case OpinionInquiry:
		return "opinion_inquiry"
	case ExperienceInquiry:
		return "experience_inquiry"
	case PreferenceConfirmation:
		return "preference_confirmation"
	case RephrasePreference:
		return "rephrase_preference"
	case Recommend:
		return "recommend"
	case Explain:
		return "explain"
	case Credibility:
		return "credibility"
	case SocialProof:
		return "social_proof"
	case CompareItems:
		return "compare"
	case Encouragement:
		return "encouragement"
	case Acknowledgment:
		return "acknowledgment"
	case OfferHelp:
		return "offer_help"
	case Transparency:
		return "transparency"
	case NoStrategy:
		return "no_strategy"
	}
	return "unknown"
}

// ParseStrategy is the inverse of [Strategy.String]; it reports whether there is such a strategy.
func ParseStrategy(name string) (Strategy, bool) {
	for s := range NumStrategies {
		if s.String() == name {
			return s, true
		}
	}
	return NoStrategy, false
}

// Group returns the family of s.
func (s Strategy) Group() Group {
	switch {
	case s <= RephrasePreference:
		return Elicitation
	case s <= Encouragement:
		return Persuasion
	}
	return Social
}

// MarshalText writes the name, so that a saved session outlives a renumbering.
func (s Strategy) MarshalText() ([]byte, error) {
	if s >= NumStrategies {
		return nil, errors.New("policy: there is no such strategy to write")
	}
	return []byte(s.String()), nil
}

// UnmarshalText reads a name written by [Strategy.MarshalText].
func (s *Strategy) UnmarshalText(text []byte) error {
	parsed, ok := ParseStrategy(string(text))
	if !ok {
		return errors.New("policy: there is no strategy " + quote(string(text)))
	}
	*s = parsed
	return nil
}

// Set is a set of strategies: those that the moment can play.
type Set uint16

// All holds every strategy.
const All Set = 1<<NumStrategies - 1

// SetOf returns the set of the given strategies.
func SetOf(strategies ...Strategy) Set { return Set(0).With(strategies...) }

// Has reports whether s is in the set.
func (set Set) Has(s Strategy) bool { return s < NumStrategies && set&(1<<s) != 0 }

// With returns the set with the given strategies added.
func (set Set) With(strategies ...Strategy) Set {
	for _, s := range strategies {
		if s < NumStrategies {
			set |= 1 << s
		}
	}
	return set
}

// Without returns the set with the given strategies removed.
func (set Set) Without(strategies ...Strategy) Set {
	for _, s := range strategies {
		if s < NumStrategies {
			set &^= 1 << s
		}
	}
	return set
}

// Empty reports whether the set holds no strategy.
func (set Set) Empty() bool { return set&All == 0 }

// Only returns the strategy of a set of one; ok is false for other sets.
func (set Set) Only() (s Strategy, ok bool) {
	set &= All
	if set == 0 || set&(set-1) != 0 {
		return NoStrategy, false
	}
	return Strategy(bits.TrailingZeros16(uint16(set))), true
}

// Strategies lists the set in order.
func (set Set) Strategies() []Strategy {
	var list []Strategy
	for s := range NumStrategies {
		if set.Has(s) {
			list = append(list, s)
		}
	}
	return list
}
