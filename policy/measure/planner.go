package measure

import (
	"math/rand/v2"

	"rso/core"
	"rso/policy"
)

// The kinds of planners.
const (
	Shipped  = "shipped"
	Baseline = "baseline"
	Ablation = "ablation"
)

// A Planner decides for the recommender.
type Planner struct {
	Name    string
	Kind    string
	About   string // one sentence
	Policy  *policy.Policy
	Choose  func(draws *rand.Rand) policy.Choice // decides in the policy's place; nil: the policy's likeliest
	Without core.Ablation
}

// Asked is how many questions "ask-k" asks before it recommends.
const Asked = 2

// Baselines returns the simple planners that a trained one has to beat. They are held to the same manners: where a moment
// allows one strategy only, that is what they play. warm is the human-like one; it is left out when nil.
func Baselines(warm *policy.Policy) []Planner {
	blank, _ := policy.New(nil, "{}") // no table can be wrong
	rule := func(name, about string, prefer func(s policy.State, allowed policy.Set) policy.Strategy) Planner {
		return Planner{Name: name, Kind: Baseline, About: about, Policy: blank, Choose: func(*rand.Rand) policy.Choice { return prefer }}
	}
	layout := policy.StandardLayout()
	inquiries, _ := layout.Index("inquiries")
	information, _ := layout.Index("information")
	list := []Planner{
		{Name: "random", Kind: Baseline, About: "any allowed strategy, equally likely", Policy: blank, Choose: func(r *rand.Rand) policy.Choice {
			return func(_ policy.State, allowed policy.Set) policy.Strategy {
				all := allowed.Strategies()
				return all[r.IntN(len(all))]
			}
		}},
		rule("recommend always", "recommends whenever it may (Abs Greedy)", func(_ policy.State, allowed policy.Set) policy.Strategy {
			return first(allowed, policy.Recommend)
		}),
		rule("ask 2, recommend", "asks two questions, then recommends", func(s policy.State, allowed policy.Set) policy.Strategy {
			if int(s[inquiries]) < Asked {
				return first(allowed, policy.OpinionInquiry, policy.Recommend)
			}
			return first(allowed, policy.Recommend)
		}),
		rule("max entropy", "asks about the most uncertain attribute while an answer would tell half a bit or more, then recommends", func(s policy.State, allowed policy.Set) policy.Strategy {
			if s[information] >= 2 {
				return first(allowed, policy.OpinionInquiry, policy.Recommend)
			}
			return first(allowed, policy.Recommend)
		}),
	}
	if warm != nil {
		list = append(list, Planner{Name: "human-like", Kind: Baseline, About: "what human recommenders did (the warm start: no reinforcement learning)", Policy: warm})
	}
	return list
}

// first returns the first of some strategies that is allowed, else the first that is.
func first(allowed policy.Set, wanted ...policy.Strategy) policy.Strategy {
	for _, s := range wanted {
		if allowed.Has(s) {
			return s
		}
	}
	return allowed.Strategies()[0]
}

// Switched returns the ablations that are the same policy with a part of the session switched off.
func Switched(p *policy.Policy) []Planner {
	return []Planner{
		{Name: "no facts", Kind: Ablation, About: "the same policy, and nothing is told of an item but its title", Policy: p, Without: core.Ablation{Facts: true}},
		{Name: "no preferences", Kind: Ablation, About: "the same policy, and nothing is remembered of what the shopper wants", Policy: p, Without: core.Ablation{Preferences: true}},
	}
}
