package prompt

import (
	"strings"

	"rso/policy"
)

// meaning says what a strategy is, and what it is not, to a model that has read the rules.
func meaning(s policy.Strategy, r *Request) string {
	switch s {
	case policy.OpinionInquiry:
		if r.Question == nil {
			return "Ask what else matters to the shopper: one short question. Recommend nothing yet."
		}
		return "Ask one short question about the attribute under \"question\", with some of its options as examples. Recommend nothing yet."
	case policy.ExperienceInquiry:
		return "Ask which one the shopper knows and liked, so that something like it can be found: one short question. Recommend nothing yet."
	case policy.PreferenceConfirmation:
		return "Say the wishes back in words of your own and ask whether they are right. Recommend nothing yet."
	case policy.RephrasePreference:
		return "Say the wishes back in one sentence, as you understand them. No question, no item."
	case policy.Recommend:
		if len(r.Relaxed) > 0 {
			return "Nothing fits all the wishes. Say so, say which were set aside, and recommend the first item as what comes closest, with its reasons; then name the others."
		}
		return "Recommend the first item, with what it fits as the reason and its price if there is one; then name the others as alternatives."
	case policy.Explain:
		if len(r.Wishes) == 0 {
			return "Say that the first item was suggested without knowing much of the shopper's taste, and ask for a wish."
		}
		return "Explain why the first item was suggested: the wishes that it fits, and fairly those that it misses."
	case policy.Credibility:
		return "Tell what the record says of the first item: who made it, who is in it, how it is. Facts, no praise. If there are none, say that the record has no more."
	case policy.SocialProof:
		return "Tell how others rated the first item, with the figures of its facts; quote nobody. If there are none, say that it has no ratings."
	case policy.CompareItems:
		return "Compare the items by the facts in which they differ, and say what speaks for each. Leave the choice to the shopper."
	case policy.Encouragement:
		if r.Accepted {
			return "The shopper has taken the first item. Be glad for them, and sell nothing more."
		}
		return "Help the shopper decide for the first item, with one good reason among its facts. No pressure, no hurry."
	case policy.Acknowledgment:
		return "Show that you heard what the shopper said last. No question, no item."
	case policy.OfferHelp:
		return "Say what you can help with here, and ask what the shopper is looking for."
	case policy.Transparency:
		return "Say that you are a program, and that the choice is made by comparing the shopper's words with the records of the catalog."
	}
	if r.Occasion != "" {
		return "Answer kindly, in a sentence."
	}
	return "Answer the small talk in a sentence and lead back to the shop. If you can't make sense of the message, say so and ask for other words."
}

// lead says what to do in the few words before the strategy that carries the turn.
func lead(s policy.Strategy) string {
	switch s {
	case policy.RephrasePreference:
		return "say the wishes back"
	case policy.NoStrategy:
		return "return the shopper's courtesy"
	}
	return "show that you heard what the shopper said"
}

// occasions are what the shopper just did, with what that means for the reply.
var occasions = [...]struct{ name, meaning string }{
	{"greeting", " The shopper greets: greet back."},
	{"thanks", " The shopper thanks: take the thanks kindly."},
	{"farewell", " The shopper leaves: say goodbye, and ask nothing."},
	{"restart", " The shopper starts over: begin afresh, without the earlier wishes."},
	{"nothing", " Nothing that is left fits the wishes: say so, and ask which wish could change."},
}

// occasion says what an occasion means, after the meaning of a strategy; "" for none.
func occasion(name string) string {
	for _, o := range occasions {
		if o.name == name {
			return o.meaning
		}
	}
	return ""
}

func occasionNames() []string {
	var names []string
	for _, o := range occasions {
		names = append(names, o.name)
	}
	return names
}

// A language is one that a reply may be asked for in. What is said of the form of address is what people expect of a shop.
type language struct{ tag, name, polite string }

var languages = [...]language{
	{"en", "English", ""},
	{"de", "German", `, with "Sie"`},
	{"es", "Spanish", `, with "usted"`},
}

// languageOf returns the language of a tag ("de-AT"): English, when there is no other.
func languageOf(tag string) *language {
	for i := range languages {
		if strings.HasPrefix(tag, languages[i].tag) {
			return &languages[i]
		}
	}
	return &languages[0]
}

// Spoken returns the language to answer a shopper in who writes the language of a tag ("de-AT"): English, when there is no
// other.
func Spoken(tag string) string { return languageOf(tag).tag }

func languageNames() []string {
	var tags []string
	for _, l := range languages {
		tags = append(tags, l.tag)
	}
	return tags
}

// tones are how a reply may sound.
var tones = [...]string{"friendly", "formal", "factual", "playful"}

func toneNames() []string { return tones[:] }
