package measure

import (
	"os"
	"sync"
	"testing"

	"rso/catalog"
	"rso/catalog/build/buildtest"
	"rso/policy"
	"rso/policy/reward"
	"rso/policy/simulate"
)

var (
	shopOnce sync.Once
	shopIs   *catalog.Catalog
)

// shop is the catalog of the demo's shop.
func shop(t testing.TB) *catalog.Catalog {
	t.Helper()
	shopOnce.Do(func() {
		lines, err := os.ReadFile("../../web/demo/data/shop.jsonl")
		if err != nil {
			t.Fatal(err)
		}
		shopIs = buildtest.Catalog(t, "shop", string(lines))
	})
	return shopIs
}

// favouring is a policy that plays the given strategies whenever it may, the first before the second.
func favouring(t testing.TB, strategies ...policy.Strategy) *policy.Policy {
	t.Helper()
	table := policy.Table{Logits: make([]float64, policy.NumStrategies), Visits: []uint32{1}}
	for i, s := range strategies {
		table.Logits[s] = float64(6 - i)
	}
	p, err := policy.New([]policy.Table{table}, `{"optimisation":{"epochs":[{"episodes":7},{"episodes":14,"best":true}]}}`)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// persuasive is a policy that says what speaks for an item, and recommends.
func persuasive(t testing.TB) *policy.Policy {
	return favouring(t, policy.Explain, policy.Credibility, policy.SocialProof, policy.Recommend)
}

// trial is a small one.
func trial(t testing.TB, dialogues int, families ...string) *Trial {
	t.Helper()
	out := &Trial{Catalogs: []Catalog{{"shop", shop(t)}}, Dialogues: dialogues, Goals: 60, Seed: 3, Workers: 2, Judge: reward.Rubric{}, Terms: reward.Closed()}
	for _, name := range families {
		f, err := simulate.FamilyNamed(name)
		if err != nil {
			t.Fatal(err)
		}
		out.Families = append(out.Families, f)
	}
	return out
}

// planners are the persuasive one, which is shipped, and all baselines.
func planners(t testing.TB) []Planner {
	t.Helper()
	return append([]Planner{{Name: Name, Kind: Shipped, Policy: persuasive(t)}}, Baselines(favouring(t, policy.OpinionInquiry))...)
}
