package measure

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"rso/core"
	"rso/policy"
)

// baseline finds a baseline by its name and lets it choose.
func baseline(t *testing.T, name string) policy.Choice {
	t.Helper()
	for _, p := range Baselines(nil) {
		if p.Name == name {
			return p.Choose(rand.New(rand.NewPCG(1, 1)))
		}
	}
	t.Fatalf("there is no baseline %q", name)
	return nil
}

// in is the state of a dialogue after some utterances of the recommender, with so much information left in a question.
func in(information float64, played ...policy.Strategy) policy.State {
	var h policy.History
	h.Seeker(policy.Message{Acts: []policy.Act{policy.Request}})
	for _, s := range played {
		h.Recommender(s, 0)
	}
	return h.Observe(policy.Market{Known: true, Candidates: 40, Information: information})
}

// Whatever is allowed, a baseline keeps to it, in any state.
func TestBaselinesKeepToWhatIsAllowed(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 2))
	layout := policy.StandardLayout()
	for _, p := range Baselines(favouring(t, policy.Explain)) {
		choose := policy.Choice(p.Policy.Greedy)
		if p.Choose != nil {
			choose = p.Choose(r)
		}
		for range 3000 {
			state := make(policy.State, len(layout))
			for i := range state {
				state[i] = uint8(r.IntN(len(layout[i].Buckets)))
			}
			allowed := policy.Set(1 + r.IntN(int(policy.All)))
			if got := choose(state, allowed); !allowed.Has(got) {
				t.Fatalf("%s plays %v, allowed are %v", p.Name, got, allowed.Strategies())
			}
		}
		if p.Kind != Baseline || p.About == "" || p.Policy == nil {
			t.Errorf("a baseline is %+v", p)
		}
	}
}

func TestBaselinesDoWhatTheyAreCalled(t *testing.T) {
	ask, recommend, explain, thanks := policy.OpinionInquiry, policy.Recommend, policy.Explain, policy.NoStrategy
	for _, c := range []struct {
		name    string
		state   policy.State
		allowed policy.Set
		want    policy.Strategy
	}{
		{"recommend always", in(3), policy.All, recommend},
		{"recommend always", in(3), policy.SetOf(explain, thanks), explain},
		{"ask 2, recommend", in(3), policy.All, ask},
		{"ask 2, recommend", in(3, ask), policy.All, ask},
		{"ask 2, recommend", in(3, ask, ask), policy.All, recommend},
		{"ask 2, recommend", in(3, ask, recommend, policy.PreferenceConfirmation), policy.All, recommend},
		{"ask 2, recommend", in(3), policy.SetOf(recommend, explain), recommend}, // it may not ask
		{"max entropy", in(.7), policy.All, ask},
		{"max entropy", in(2.5, ask, ask, ask), policy.All, ask},
		{"max entropy", in(.3), policy.All, recommend},
		{"max entropy", in(2.5), policy.SetOf(recommend, explain), recommend},
	} {
		if got := baseline(t, c.name)(c.state, c.allowed); got != c.want {
			t.Errorf("%q plays %v of %v, want %v", c.name, got, c.allowed.Strategies(), c.want)
		}
	}
	drawn := map[policy.Strategy]float64{}
	allowed := policy.SetOf(ask, recommend, explain, thanks)
	choose := baseline(t, "random")
	const draws = 8000
	for range draws {
		drawn[choose(in(1), allowed)] += 1. / draws
	}
	for _, s := range allowed.Strategies() {
		if math.Abs(drawn[s]-.25) > .03 {
			t.Errorf("%v is drawn at a rate of %.3f", s, drawn[s])
		}
	}
}

func TestPlannersHaveNames(t *testing.T) {
	warm := favouring(t, policy.Explain)
	without, with := Baselines(nil), Baselines(warm)
	if len(with) != len(without)+1 || with[len(with)-1].Name != "human-like" || with[len(with)-1].Policy != warm || with[len(with)-1].Choose != nil {
		t.Errorf("with a human-like policy there are %d baselines, without %d", len(with), len(without))
	}
	var names []string
	for _, p := range append(with, Switched(warm)...) {
		if p.Name == Name || slices.Contains(names, p.Name) {
			t.Errorf("two planners are called %q", p.Name)
		}
		names = append(names, p.Name)
	}
	for _, p := range Switched(warm) {
		if p.Kind != Ablation || p.Policy != warm || p.Without == (core.Ablation{}) {
			t.Errorf("an ablation is %+v", p)
		}
	}
}
