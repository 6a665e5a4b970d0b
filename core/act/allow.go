package act

import "rso/policy"

// Groups of strategies that may use the same.
var (
	speaksOfItems = policy.SetOf(policy.Recommend, policy.Explain, policy.Credibility, policy.SocialProof, policy.CompareItems, policy.Encouragement)
	judges        = policy.SetOf(policy.Recommend, policy.Explain, policy.Encouragement)
	hears         = policy.SetOf(policy.PreferenceConfirmation, policy.RephrasePreference, policy.Explain, policy.NoStrategy)
	offers        = policy.SetOf(policy.OfferHelp, policy.Transparency, policy.NoStrategy)
)

// allowed is DESIGN.md's table of strategies: the slots that there are, and which strategies may use them.
var allowed = map[string]policy.Set{
	"best":      policy.SetOf(policy.Recommend),
	"others":    policy.SetOf(policy.Recommend),
	"order":     policy.SetOf(policy.Recommend),
	"relaxed":   policy.SetOf(policy.Recommend),
	"total":     policy.SetOf(policy.Recommend, policy.Explain),
	"name":      speaksOfItems,
	"second":    policy.SetOf(policy.CompareItems),
	"compared":  policy.SetOf(policy.CompareItems),
	"aspects":   policy.SetOf(policy.CompareItems),
	"reasons":   judges,
	"misses":    judges,
	"silent":    judges,
	"details":   policy.SetOf(policy.Credibility),
	"proof":     policy.SetOf(policy.SocialProof),
	"liked":     policy.SetOf(policy.Recommend, policy.Explain, policy.ExperienceInquiry),
	"wishes":    hears,
	"news":      policy.SetOf(policy.Acknowledgment),
	"options":   policy.SetOf(policy.OpinionInquiry),
	"attribute": policy.SetOf(policy.OpinionInquiry),
	"item":      policy.All,
	"items":     policy.All,
	"size":      offers,
	"covers":    offers,
}

// conditions are what the header of a section may ask for, beside a slot that can be filled.
var conditions = []string{
	"lead", "greeting", "thanks", "farewell", "restart", "nothing", "rejected", "critique", "seen", "named", "answered", "accepted", "sorted", "one", "first", "terse", "chatty",
	"none", "alike", "nothing_open", "category", "year", "people", "maker", "price",
}
