package build_test

import (
	"fmt"
	"slices"
	"testing"

	"rso/catalog"
	"rso/catalog/build"
	"rso/catalog/text"
)

// A catalog that is large enough to be put in order says the same of every item, finds it by its words and is like what
// it was like: only rows differ.
func TestOrderChangesNothingButRows(t *testing.T) {
	const n = 1500
	c, _ := open(t, build.Options{Name: "shelf"}, "a.csv", shelf(n))
	genres, price := c.Find("genres"), c.With(catalog.Price)
	f := c.NewFinder(catalog.Words{})
	moved := 0
	for row := range n {
		i, ok := c.ByID(fmt.Sprintf("b%d", row))
		if !ok {
			t.Fatalf("b%d is gone", row)
		}
		if i != uint32(row) {
			moved++
		}
		if want := fmt.Sprintf("The Book of %c%d", 'A'+row%26, row); c.Title(i) != want {
			t.Fatalf("b%d is %q, not %q", row, c.Title(i), want)
		}
		if v, ok := c.Column(price).Number(i); !ok || v != float64(5+row%40)+.5 {
			t.Errorf("b%d costs %v", row, v)
		}
		var values []string
		for _, v := range c.Column(genres).Values(i) {
			values = append(values, c.Column(genres).Value(v))
			if !slices.Contains(c.Column(genres).Having(v), i) {
				t.Errorf("b%d has %q, and isn't among those that have it", row, c.Column(genres).Value(v))
			}
		}
		if want := []string{fmt.Sprintf("G%d", row%5), fmt.Sprintf("H%d", row%3)}; !slices.Equal(values, want) {
			t.Errorf("b%d has the genres %v, not %v", row, values, want)
		}
		if row%50 == 0 {
			a := f.Find(catalog.Query{Text: text.Tokens(nil, c.Title(i)), K: 1})
			if len(a.Hits) != 1 || a.Hits[0].Item != i {
				t.Errorf("%q finds %v", c.Title(i), a.Hits)
			}
			for _, h := range c.Similar(i) {
				if h.Item == i || int(h.Item) >= n || h.Score <= 0 {
					t.Errorf("like b%d: %v", row, h)
				}
			}
		}
	}
	if moved < n/2 {
		t.Errorf("only %d of %d items moved: was nothing put in order?", moved, n)
	}
}
