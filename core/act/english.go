package act

import (
	"strconv"
	"strings"

	"rso/catalog"
	"rso/core/prefer"
	"rso/policy"
)

// realisations lists the ways to play the scene's strategy, in English, the most telling first.
func (s *Scene) realisations() []string {
	if s.Lead && s.Strategy != policy.RephrasePreference {
		return leads(s)
	}
	switch s.Strategy {
	case policy.Recommend:
		return recommend(s)
	case policy.Explain:
		if len(s.Belief.Constraints) > 0 {
			return []string{
				"I suggested {best} because it matches what you told me: it is {reasons}. To be fair, it is also {misses}.",
				"I suggested {best} because it matches what you told me: it is {reasons}.",
				"{best} fits your wishes: it is {reasons}.",
				"What speaks for {best} is that it is {reasons}.",
				"{best} is close to what you asked for, but it is {misses}.",
				"{best} came out on top of the {total} that fit what you told me.",
				"{best} is what remains of all that you ruled out.",
			}
		}
		return []string{
			"{best} is one of the best-known here; tell me more about your taste and I can do better.",
			"I started with {best} because I know little of your taste yet.",
		}
	case policy.Credibility:
		return []string{"{best} is {details}.", "From its record: {best} is {details}.", "Some facts about {best}: it is {details}.", "The record has nothing more to say about {best}."}
	case policy.SocialProof:
		return []string{"{best} is {proof}.", "As for what others make of it: {best} is {proof}.", "I have no ratings for {best}."}
	case policy.CompareItems:
		return []string{"Side by side: {contrast}.", "Here is how they differ: {contrast}.", "{best} and {second} are alike in everything I know of them."}
	case policy.Encouragement:
		return encourage(s)
	case policy.OpinionInquiry:
		return inquire(s)
	case policy.ExperienceInquiry:
		return []string{
			"What is the last one that you really enjoyed?",
			"Which one did you like so much that you would choose it again?",
			"Is there one that you know and love? I can look for something like it.",
		}
	case policy.PreferenceConfirmation:
		return []string{"So you would like {wishes}, is that right?", "Let me check: {wishes}?", "Did I get that right, {wishes}?"}
	case policy.RephrasePreference:
		return []string{"As I understand it, you are looking for {wishes}.", "So it should be {wishes}.", "In short: {wishes}."}
	case policy.Acknowledgment:
		return leads(s)
	case policy.OfferHelp:
		if s.Occasion == Restart {
			return []string{"All right, from the beginning. Tell me {covers}, and I will look through {size} titles.", "Let us start afresh. What are you looking for?"}
		}
		return []string{
			"Tell me what you are looking for: {covers}. I know {size} titles.",
			"I can search {size} titles by {covers}. What shall it be?",
			"What can I find for you? You can name {covers}.",
			"What would you like to look for next?",
		}
	case policy.Transparency:
		return []string{
			"I am a program, not a person. I search {size} records right here in your browser and suggest what fits your words best.",
			"No human here: I compare what you tell me with {size} records, and everything I say of an item is from its record.",
		}
	}
	return social(s)
}

func recommend(s *Scene) []string {
	if len(s.Relaxed) > 0 {
		return []string{
			"Nothing here is all of that at once. Setting {relaxed} aside, {best} comes closest: it is {reasons}.",
			"I found nothing that fits everything. With {relaxed} set aside, there is {best}; also {others}.",
			"Nothing fits everything you asked for. With {relaxed} set aside, I would take {best}.",
		}
	}
	if len(s.Items) == 1 {
		return []string{
			"There is one that fits: {best}. It is {reasons}.",
			"{best} fits: it is {reasons}.",
			"I would suggest {best}; it is {reasons}.",
			"I would suggest {best}.", "How about {best}?",
		}
	}
	if len(s.Belief.Liked) > 0 {
		return []string{
			"Since you liked {liked}, {best} could be for you: it is {reasons}. {others} would fit too.",
			"Since you liked {liked}, how about {best}? {others} would fit too.",
			"In the vein of {liked} there is {best}; it is {reasons}. Also worth a look: {others}.",
			"With {liked} in mind, I would try {best}, or else {others}.",
		}
	}
	return []string{
		"{best} should suit you: it is {reasons}. {others} would fit too.",
		"How about {best}? It is {reasons}. Or have a look at {others}.",
		"I would start with {best}: it is {reasons}. Further choices are {others}.",
		"{total} fit. My first choice is {best}, because it is {reasons}; then {others}.",
		"Take a look at {best}: it is {reasons}. {others} would be alternatives.",
		"How about {best}? {others} would be alternatives.",
		"You could try {best}; {others} would fit as well.",
		"Then perhaps {best}, or {others}.",
	}
}

func encourage(s *Scene) []string {
	if s.Accepted {
		return []string{
			"Good choice! Enjoy {name}.",
			"Then {name} it is. I hope you like it!",
			"Lovely, have fun with {name}.",
		}
	}
	return []string{
		"I think you would like {best}: it is {reasons}.",
		"{best} is worth a try, since it is {reasons}.",
		"Give {best} a try if you like.",
		"Shall it be {best}?",
	}
}

// inquire asks about the open attribute in the words of its role.
func inquire(s *Scene) []string {
	if s.Question == nil {
		return []string{"Is there anything else that matters to you?", "What else should I know?"}
	}
	switch s.Catalog.Column(s.Question.Column).Role {
	case catalog.Category:
		return []string{"Which kind would you like: {options}?", "What are you in the mood for, {options}?", "Shall I look for {options}?"}
	case catalog.Year:
		return []string{"From which time should it be: {options}?", "Does the year matter, {options} for instance?"}
	case catalog.People:
		return []string{"Is there anyone you would like to see in it, {options} for instance?", "Any favourites among the people, such as {options}?"}
	case catalog.Maker:
		return []string{"Do you have a brand in mind, {options} for instance?", "Which maker do you prefer: {options}?"}
	case catalog.Price:
		return []string{"How much would you like to spend: {options}?", "What is your budget, {options}?"}
	}
	return []string{"Which {attribute} would you like: {options}?", "Do you have a wish for the {attribute}: {options}?"}
}

// leads are short first utterances of a turn whose second does the work.
func leads(s *Scene) []string {
	switch s.Occasion {
	case Greeting:
		return []string{"Hello!", "Hi there!", "Good to see you!"}
	case Thanks:
		return []string{"You are welcome!", "My pleasure."}
	}
	return []string{"I see.", "All right.", "Understood.", "Good to know.", "Noted.", "Right.", "Okay."}
}

func social(s *Scene) []string {
	switch s.Occasion {
	case Greeting:
		return []string{"Hello! What are you looking for?", "Hi! What can I find for you?"}
	case Thanks:
		return []string{"You are welcome! Just ask if you need anything else.", "My pleasure. I am here if you want another suggestion."}
	case Farewell:
		return []string{"Goodbye, and enjoy!", "See you next time!"}
	case Nothing:
		return []string{"That is all I have for {words}. What could be different?", "Nothing else fits {words}. Is there something that you would give up?", "That was all. What else could it be?"}
	}
	return []string{"I am not sure what to make of that. You can ask me for {covers}.", "Could you say it another way? I understand {covers}.", "I did not get that. What are you looking for?"}
}

// phrase puts the values of one column of one item in words that follow "it is".
func phrase(col *catalog.Column, values []string) string {
	all := list(values, "and")
	switch col.Role {
	case catalog.Year:
		return "from " + all
	case catalog.People:
		if p := words(col.Name); strings.HasPrefix(p, "author") || strings.HasPrefix(p, "writ") || strings.HasPrefix(p, "direct") {
			return "by " + all
		}
		return "with " + all
	case catalog.Maker:
		return "made by " + all
	case catalog.Price:
		v, _ := strconv.ParseFloat(values[0], 64)
		return "priced at " + money(col.Unit, v)
	case catalog.Rating:
		return "rated " + all
	case catalog.Stock:
		return "in stock (" + all + ")"
	case catalog.Category:
		return "filed under " + all
	}
	if col.Unit != "" {
		all += " " + col.Unit
	}
	return "listed with " + words(col.Name) + " " + all
}

// withinBudget says that a price satisfies what was asked of it.
const withinBudget = "within your budget"

// soldOut says that an item is not to be had.
const soldOut = "out of stock at the moment"

// SoldOut says it of an item that was asked for by its name and isn't in the reply.
func SoldOut(title string) string { return title + " is " + soldOut + "." }

// askable names what a shopper may ask for.
func askable(r catalog.Role) string {
	switch r {
	case catalog.Category:
		return "a kind"
	case catalog.People:
		return "a name"
	case catalog.Maker:
		return "a brand"
	case catalog.Year:
		return "a year or decade"
	}
	return "a price"
}

// Wish puts a constraint in words: "Comedy", "not Horror", "from 1990 to 1999", "under $300".
func Wish(c *catalog.Catalog, k *prefer.Constraint) string {
	if k.Column == prefer.Record {
		return "without " + k.Words[0]
	}
	col := c.Column(k.Column)
	if col.Kind == catalog.Values {
		var names []string
		for _, v := range k.Values {
			names = append(names, col.Value(v))
		}
		if k.Op == prefer.NotIn {
			return "not " + list(names, "or")
		}
		if col.Role == catalog.People {
			return phrase(col, []string{list(names, "or")})
		}
		return list(names, "or")
	}
	show := func(v float64) string {
		if col.Role == catalog.Price {
			return money(col.Unit, v)
		}
		text := catalog.FormatNumber(v)
		if col.Unit != "" {
			text += " " + col.Unit
		}
		return text
	}
	name := ""
	if col.Role != catalog.Year && col.Role != catalog.Price {
		name = words(col.Name) + " "
	}
	year := col.Role == catalog.Year
	switch {
	case k.Op == prefer.Less && year:
		return "before " + show(k.Hi)
	case k.Op == prefer.Less:
		return name + "under " + show(k.Hi)
	case k.Op == prefer.AtMost && year:
		return "up to " + show(k.Hi)
	case k.Op == prefer.AtMost:
		return name + "at most " + show(k.Hi)
	case k.Op == prefer.Greater && year:
		return "after " + show(k.Lo)
	case k.Op == prefer.Greater:
		return name + "over " + show(k.Lo)
	case k.Op == prefer.AtLeast && year:
		return "from " + show(k.Lo) + " on"
	case k.Op == prefer.AtLeast:
		return name + "at least " + show(k.Lo)
	case k.Op == prefer.Outside:
		return name + "not from " + show(k.Lo) + " to " + show(k.Hi)
	case k.Lo == k.Hi && year:
		return "from " + show(k.Lo)
	case k.Lo == k.Hi:
		return name + show(k.Lo)
	}
	return name + "from " + show(k.Lo) + " to " + show(k.Hi)
}

// Quick replies: what a shopper may say next, in words that the preference reasoner understands.
const (
	QuickNoMatter = "It doesn't matter"
	QuickYes      = "Yes"
	QuickNo       = "No"
	QuickWhy      = "Why the first one?"
	QuickCompare  = "Compare the first two"
	QuickElse     = "Something else"
	QuickTake     = "I'll take it"
	QuickMore     = "Tell me more"
	QuickBye      = "Thanks, bye"
	QuickOver     = "Start over"
)

// Starter is a wish for a value of a column with a role, to begin with.
func Starter(r catalog.Role, value string) string {
	if r == catalog.People {
		return "Something with " + value
	}
	return "Show me " + value
}

// Decade writes ten years: "the 1990s".
func Decade(year int) string { return "the " + strconv.Itoa(year) + "s" }

// Below writes an upper bound as an answer to a question.
func Below(col *catalog.Column, v float64) string {
	if col.Role == catalog.Price {
		return "under " + money(col.Unit, v)
	}
	return "under " + catalog.FormatNumber(v)
}
