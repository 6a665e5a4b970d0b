package catalog_test

import (
	"cmp"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"rso/catalog"
)

// sizes lie around the words of a set.
var sizes = []int{0, 1, 2, 63, 64, 65, 127, 128, 129, 300}

func flat(int) uint8 { return 0 }

func members(s catalog.Set) []catalog.Item { return slices.Collect(s.Items) }

// random returns a set and the same as a map.
func random(c *catalog.Catalog, rng *rand.Rand) (catalog.Set, map[catalog.Item]bool) {
	s, m := c.NewSet(), map[catalog.Item]bool{}
	for i := range uint32(c.Len()) {
		if rng.IntN(3) == 0 {
			s.Add(i)
			m[i] = true
		}
	}
	return s, m
}

func expectSet(t *testing.T, what string, n int, s catalog.Set, m map[catalog.Item]bool) {
	t.Helper()
	want := slices.Sorted(maps.Keys(m))
	if got := members(s); !slices.Equal(got, want) || s.Len() != len(want) {
		t.Fatalf("%s of %d items: %v (%d), want %v", what, n, got, s.Len(), want)
	}
	for i := range uint32(n + 130) {
		if s.Has(i) != m[i] {
			t.Fatalf("%s of %d items: Has(%d) = %v", what, n, i, s.Has(i))
		}
	}
}

func TestSets(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	for _, n := range sizes {
		c := catalog.Sized(n, flat)
		all := map[catalog.Item]bool{}
		for i := range uint32(n) {
			all[i] = true
		}
		expectSet(t, "all", n, c.AllItems(), all)
		expectSet(t, "none", n, c.NewSet(), nil)
		a, inA := random(c, rng)
		b, inB := random(c, rng)
		expectSet(t, "random", n, a, inA)
		for name, op := range map[string]func(s, t catalog.Set){"and": catalog.Set.And, "or": catalog.Set.Or, "and not": catalog.Set.AndNot} {
			got, want := a.Clone(), map[catalog.Item]bool{}
			op(got, b)
			for i := range all {
				if name == "and" && inA[i] && inB[i] || name == "or" && (inA[i] || inB[i]) || name == "and not" && inA[i] && !inB[i] {
					want[i] = true
				}
			}
			expectSet(t, name, n, got, want)
			op(got, got)
			op(got, catalog.Set{})
			expectSet(t, "the argument of "+name, n, b, inB)
		}
		for i := range inA {
			a.Remove(i)
			a.Remove(i)
		}
		expectSet(t, "emptied", n, a, nil)
		for i := range b.Items { // may be left early
			if i > 2 {
				break
			}
		}
	}
	var zero catalog.Set
	zero.And(catalog.Sized(5, flat).AllItems())
	zero.Or(catalog.Sized(5, flat).AllItems())
	expectSet(t, "the zero value", 0, zero, nil)
	s := catalog.Sized(70, flat).AllItems()
	s.And(zero)
	expectSet(t, "all and the zero value", 70, s, nil)
}

func TestSetsOfColumns(t *testing.T) {
	c := open(t, films)
	expect := func(what string, fill func(s catalog.Set), want ...catalog.Item) {
		t.Helper()
		s := c.NewSet()
		fill(s)
		if got := members(s); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", what, got, want)
		}
	}
	genres, price, year := c.Find("genres"), c.Find("price"), c.Find("year")
	comedy, _ := c.Column(genres).FindValue("Comedy")
	expect("comedies", func(s catalog.Set) { s.AddHaving(c, genres, comedy) }, 2, 4, 7)
	expect("7 to 12", func(s catalog.Set) { s.AddBetween(c, price, 7, 12) }, 0, 3, 4)
	expect("nothing between", func(s catalog.Set) { s.AddBetween(c, price, 12, 7) })
	expect("no price", func(s catalog.Set) { s.AddMissing(c, price) }, 2)
	expect("no year", func(s catalog.Set) { s.AddMissing(c, year) }, 4)
	expect("no cast", func(s catalog.Set) { s.AddMissing(c, c.Find("cast")) }, 5)
	expect("no plot", func(s catalog.Set) { s.AddMissing(c, c.Find("plot")) }, 5)
	expect("numbers of texts", func(s catalog.Set) { s.AddBetween(c, c.Find("plot"), 0, 1e9) })
}

// First keeps what a full sort would put first.
func TestFirst(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	for _, n := range sizes {
		c := catalog.Sized(n, func(int) uint8 { return uint8(rng.IntN(3)) })
		s := c.NewScores()
		among, _ := random(c, rng)
		for i := range uint32(n) {
			s.Add(i, float32(rng.IntN(4)))
		}
		half := func(a, b catalog.Item) int { return cmp.Compare(a%2, b%2) }
		for _, order := range []func(a, b catalog.Item) int{nil, half} {
			want := members(among)
			slices.SortFunc(want, func(a, b catalog.Item) int {
				d := 0
				if order != nil {
					d = order(a, b)
				}
				return cmp.Or(d, cmp.Compare(s.At(b), s.At(a)), cmp.Compare(c.Prior(b), c.Prior(a)), cmp.Compare(a, b))
			})
			for _, k := range []int{-1, 0, 1, 2, 7, len(want) - 1, len(want), len(want) + 1, 1000} {
				var got []catalog.Item
				for _, h := range c.First(s, among, k, order) {
					if h.Score != s.At(h.Item) {
						t.Errorf("item %d has the score %v, not %v", h.Item, h.Score, s.At(h.Item))
					}
					got = append(got, h.Item)
				}
				if !slices.Equal(got, want[:max(0, min(k, len(want)))]) {
					t.Fatalf("the first %d of %d: %v, want the first of %v", k, n, got, want)
				}
			}
			if order == nil && !slices.Equal(c.Best(s, among, 5), c.First(s, among, 5, nil)) {
				t.Error("Best is not First")
			}
		}
	}
}
