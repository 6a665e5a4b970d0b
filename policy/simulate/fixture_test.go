package simulate

import (
	"math/rand/v2"
	"os"
	"strings"
	"sync"
	"testing"

	"rso/catalog"
	"rso/catalog/build/buildtest"
	"rso/policy"
	"rso/policy/reward"
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

// films is a small catalog without prices and brands, with people and years.
func films(t testing.TB) *catalog.Catalog {
	t.Helper()
	r := rand.New(rand.NewPCG(1, 2))
	genres, people := strings.Fields("Comedy Drama Horror Western Romance"), []string{"Ada Lund", "Bo Quist", "Cy Tarn", "Di Vole"}
	var b strings.Builder
	for n := range 200 {
		b.WriteString(`{"id":"f` + number(float64(n)) + `","title":"Reel ` + number(float64(n)) + `","year":` + number(float64(1960+r.IntN(60))) +
			`,"genres":["` + genres[r.IntN(5)] + `"],"cast":["` + people[r.IntN(4)] + `"],"rating":` + number(3+float64(r.IntN(60))/10) + "}\n")
	}
	return buildtest.Catalog(t, "films", b.String())
}

// pool makes a pool over a catalog.
func pool(t testing.TB, c *catalog.Catalog, goals int, seed uint64) *Pool {
	t.Helper()
	p, err := NewPool(c, People(), goals, seed)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// with is the usual setting with the families of these names; all of them for none.
func with(t testing.TB, names ...string) Setting {
	t.Helper()
	s := Setting{Families: Families(), Terms: reward.Closed(), Judge: reward.Rubric{}}
	if len(names) > 0 {
		s.Families = nil
	}
	for _, name := range names {
		f, err := FamilyNamed(name)
		if err != nil {
			t.Fatal(err)
		}
		s.Families = append(s.Families, f)
	}
	return s
}

// prefers chooses the first of some strategies that is allowed.
func prefers(list ...policy.Strategy) policy.Choice {
	return func(_ policy.State, allowed policy.Set) policy.Strategy {
		for _, s := range list {
			if allowed.Has(s) {
				return s
			}
		}
		return allowed.Strategies()[0]
	}
}

// The planners of these tests: one recommends whenever it may, one asks first, one persuades what was recommended, one draws.
var (
	recommends = prefers(policy.Recommend)
	asks       = prefers(policy.OpinionInquiry, policy.Recommend)
	persuades  = prefers(policy.Explain, policy.Credibility, policy.SocialProof, policy.CompareItems, policy.Recommend)
)

// anything draws each allowed strategy equally likely.
func anything(r *rand.Rand) policy.Choice {
	return func(_ policy.State, allowed policy.Set) policy.Strategy {
		list := allowed.Strategies()
		return list[r.IntN(len(list))]
	}
}

func blank(t testing.TB) *policy.Policy {
	t.Helper()
	p, err := policy.New(nil, "{}")
	if err != nil {
		t.Fatal(err)
	}
	return p
}
