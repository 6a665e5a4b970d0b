package affinity

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"rso/catalog"
	"rso/catalog/build"
	"rso/catalog/build/buildtest"
)

// An invented shop has items of four kinds in turn: item k is of the kind k%4. The last two of each kind are cold, nobody mentions them.
type invented struct {
	items int
	lines string // the feed
	rng   *rand.Rand
}

// kindWords is what is said of the items of each kind.
var kindWords = [4][]string{{"cosy", "soft", "warm"}, {"fast", "loud", "bright"}, {"old", "slow", "heavy"}, {"sweet", "small", "round"}}

const (
	kinds = len(kindWords)
	cold  = 2 * kinds
)

func newShop(items int) *invented {
	var lines strings.Builder
	for k := range items {
		fmt.Fprintf(&lines, `{"id":"%s","title":"Thing%d","genre":"kind%d","brand":"maker%d"}`+"\n", itemID(k), k, k%kinds, k/kinds%100)
	}
	return &invented{items: items, lines: lines.String(), rng: rand.New(rand.NewPCG(7, 7))}
}

func itemID(k int) string { return fmt.Sprintf("i%d", k) }

// catalog compiles the shop, with a model when there is one.
func (s *invented) catalog(t testing.TB, m *Model) *catalog.Catalog {
	t.Helper()
	c, err := catalog.Open(compiled(t, s.lines, m))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// compiled compiles JSON lines to a catalog, with a model when there is one.
func compiled(t testing.TB, lines string, m *Model) []byte {
	t.Helper()
	opt := build.Options{Name: "shop"}
	if m != nil {
		opt.Affinity = func(_ context.Context, c *catalog.Catalog) (*catalog.AffinityModel, error) { return m.Attach(c), nil }
	}
	return buildtest.FileWith(t, opt, lines)
}

// some is a random item of a kind that isn't cold.
func (s *invented) some(kind int) string {
	return itemID(s.rng.IntN((s.items-cold)/kinds)*kinds + kind)
}

// word is a random word of a kind.
func (s *invented) word(kind int) string { return kindWords[kind][s.rng.IntN(len(kindWords[kind]))] }

// dialogues are n in which the words of a kind lead to its items. The recommender mentions an item again when the seeker asks who is
// in it, and another when the seeker wants one.
func (s *invented) dialogues(n int) string {
	var lines strings.Builder
	for k := range n {
		kind := k % kinds
		first, ask, then := s.some(kind), "who is in it", ""
		if then = first; s.rng.IntN(2) == 0 {
			ask, then = "something else please", s.some(kind)
		}
		fmt.Fprintf(&lines, `{"id":%d,"turns":[{"speaker":"seeker","text":"I want %s and %s"},{"speaker":"recommender","text":"how about","items":["%s"]},`+
			`{"speaker":"seeker","text":"%s"},{"speaker":"recommender","text":"well","items":["%s"]}]}`+"\n", k, s.word(kind), s.word(kind), first, ask, then)
	}
	return lines.String()
}

// ratings are by n users, each of whom likes some items of one kind.
func (s *invented) ratings(n int) string {
	lines := strings.Builder{}
	lines.WriteString("user,item,rating\n")
	for k := range n {
		for range 4 {
			fmt.Fprintf(&lines, "u%d,%s,5\n", k, s.some(k%kinds))
		}
		fmt.Fprintf(&lines, "u%d,%s,1\n", k, s.some((k+1)%kinds))
	}
	return lines.String()
}

// orders are n, each of some items of one kind.
func (s *invented) orders(n int) string {
	lines := strings.Builder{}
	lines.WriteString("order,item\n")
	for k := range n {
		for range 3 {
			fmt.Fprintf(&lines, "%d,%s\n", k, s.some(k%kinds))
		}
	}
	return lines.String()
}

// learned trains a model from histories.
func (s *invented) learned(t testing.TB, opt Training, files ...string) *Model {
	t.Helper()
	c := s.catalog(t, nil)
	m, err := Train(t.Context(), c, corpusOf(t, c, files...), opt)
	if err != nil {
		t.Fatal(err)
	}
	return m
}
