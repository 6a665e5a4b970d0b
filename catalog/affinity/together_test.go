package affinity

import (
	"fmt"
	"math"
	"reflect"
	"runtime"
	"strings"
	"testing"

	"rso/catalog"
)

// baskets is a corpus of items of which some are mentioned together.
func baskets(items int, talks ...[]catalog.Item) *compact {
	c := &compact{rows: make([]int32, items)}
	for _, list := range talks {
		var talk Talk
		for _, i := range list {
			talk.Fragments = append(talk.Fragments, []Message{message(false, nil, i)})
		}
		c.talks = append(c.talks, talk)
	}
	return c
}

// expectTogether compares the companions of an item with "item weight" each.
func expectTogether(t *testing.T, c *compact, item int, want ...string) {
	t.Helper()
	var got []string
	for _, x := range c.together()[item] {
		got = append(got, fmt.Sprintf("%d %.3f", x.Item, x.Weight))
	}
	if strings.Join(got, ", ") != strings.Join(want, ", ") {
		t.Errorf("with %d go %q, want %q", item, got, want)
	}
}

func TestTogether(t *testing.T) {
	c := baskets(6, []catalog.Item{0, 1, 2, 0}, []catalog.Item{1, 0, 3}, []catalog.Item{3, 0, 1}, []catalog.Item{2}, []catalog.Item{4, 0}, []catalog.Item{2, 5})
	// 0 and 1 are in 3 histories together, of 4 and 3; 0 and 3 in 2, of 4 and 2; with 2 and 4 it is in one, which is chance.
	expectTogether(t, c, 0, fmt.Sprintf("1 %.3f", 3/math.Sqrt(12)*3/5), fmt.Sprintf("3 %.3f", 2/math.Sqrt(8)*2/4))
	expectTogether(t, c, 1, fmt.Sprintf("0 %.3f", 3/math.Sqrt(12)*3/5), fmt.Sprintf("3 %.3f", 2/math.Sqrt(6)*2/4))
	expectTogether(t, c, 4)
}

// A history counts whatever stands between its mentions, and once.
func TestTogetherInDialogues(t *testing.T) {
	talk := Talk{Ordered: true, Fragments: [][]Message{{message(false, nil, 0), message(true, nil), message(false, nil, 0), message(true, nil, 1, 0)}}}
	expectTogether(t, &compact{rows: make([]int32, 2), talks: []Talk{talk, talk}}, 0, "1 0.500")
}

// The best are kept; of equal ones, the first.
func TestTogetherKeepsFew(t *testing.T) {
	var talks [][]catalog.Item
	for i := range catalog.Item(12) {
		talks = append(talks, []catalog.Item{0, 12 - i}, []catalog.Item{12 - i, 0})
	}
	talks = append(talks, []catalog.Item{0, 11})
	c := baskets(13, talks...)
	var items []int32
	for _, x := range c.together()[0] {
		items = append(items, x.Item)
	}
	if want := []int32{11, 1, 2, 3, 4, 5, 6, 7}; !reflect.DeepEqual(items, want) {
		t.Errorf("%v are kept, want %v", items, want)
	}
}

// Who has everything doesn't say what goes together.
func TestTogetherOfWideHistories(t *testing.T) {
	wide := make([]catalog.Item, widest+1)
	for k := range wide {
		wide[k] = catalog.Item(k)
	}
	expectTogether(t, baskets(len(wide), wide, wide, wide), 0)
	c := baskets(len(wide), wide[1:], wide[1:], wide[1:])
	expectTogether(t, c, 0)
	if n := len(c.together()[1]); n != companions {
		t.Errorf("of histories as wide as they may be, %d companions are kept", n)
	}
}

func TestTogetherIsTheSameWithAnyProcessors(t *testing.T) {
	s := newShop(400)
	corpus := compacted(corpusOf(t, s.catalog(t, nil), s.orders(3000)))
	one := corpus.together()
	for _, procs := range []int{1, 4} {
		was := runtime.GOMAXPROCS(procs)
		other := corpus.together()
		runtime.GOMAXPROCS(was)
		if !reflect.DeepEqual(one, other) {
			t.Errorf("with GOMAXPROCS=%d others go together", procs)
		}
	}
}

// In the catalog they have their rows.
func TestTogetherInTheCatalog(t *testing.T) {
	s := newShop(60)
	c := s.catalog(t, s.learned(t, Training{Least: 1, Dims: 4, Epochs: 1}, "order,item\n1,i40\n1,i7\n2,i7\n2,i40\n"))
	hits := c.Together(row(t, c, 7))
	if len(hits) != 1 || hits[0].Item != row(t, c, 40) || math.Abs(hits[0].Score-.5) > .04 {
		t.Errorf("with i7 go %v", hits)
	}
	if hits := c.Together(row(t, c, 8)); len(hits) != 0 {
		t.Errorf("with i8, which nobody mentioned, go %v", hits)
	}
}
