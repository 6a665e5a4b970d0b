package affinity

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"rso/catalog"
	"rso/catalog/build/buildtest"
)

// expectFacts compares the facts of an item with names.
func expectFacts(t *testing.T, c *catalog.Catalog, id string, want ...string) {
	t.Helper()
	facts, names := factsOf(c)
	row, ok := c.ByID(id)
	if !ok {
		t.Fatalf("there is no %s", id)
	}
	var got []string
	for _, n := range facts[row] {
		got = append(got, names[n])
	}
	if !slices.Equal(got, want) {
		t.Errorf("%s has the facts %q, want %q", id, got, want)
	}
}

func TestFacts(t *testing.T) {
	c := buildtest.Catalog(t, "films", `{"id":"a","title":"The Long Night","year":1998,"genres":["Drama","War"],"stock":3,"image":"https://shop.example/a.png"}
{"id":"b","title":"Night of the Lamps","year":2001,"genres":["Drama","Lamps"],"stock":3,"image":"https://shop.example/a.png"}
{"id":"c","title":"Night Night, Long","year":1998,"genres":["War","Opera"],"stock":0}
{"id":"d","title":"Salt"}
{"id":"e","title":"Pepper","year":2003}
`)
	expectFacts(t, c, "a", "genres=Drama", "genres=War", "title=long", "title=night", "title=the", "year=1990s", "year=1998", "year=1998..2002")
	expectFacts(t, c, "b", "genres=Drama", "title=night", "title=the", "year=1998..2002", "year=2000s")
	expectFacts(t, c, "c", "genres=War", "title=long", "title=night", "year=1990s", "year=1998", "year=1998..2002")
	expectFacts(t, c, "d")
	expectFacts(t, c, "e", "year=2000s")
}

// Numbers are in ranges of as many rows; equal ones are in the same.
func TestFactsOfNumbers(t *testing.T) {
	var lines strings.Builder
	for k := range 32 {
		fmt.Fprintf(&lines, `{"id":"i%d","title":"Lamp","price":"%d.50 EUR","watts":%d}`+"\n", k, k+1, k/10)
	}
	fmt.Fprintln(&lines, `{"id":"free","title":"Shade"}`)
	c := buildtest.Catalog(t, "lamps", lines.String())
	for id, want := range map[string][]string{
		"i0":   {"price=1.5..4.5 EUR", "watts=0"},
		"i3":   {"price=1.5..4.5 EUR", "watts=0"},
		"i4":   {"price=5.5..8.5 EUR", "watts=0"},
		"i31":  {"price=29.5..32.5 EUR", "watts=3"},
		"free": nil,
	} {
		if id != "free" {
			want = slices.Insert(want, 1, "title=lamp")
		}
		expectFacts(t, c, id, want...)
	}
}

func TestQuantiles(t *testing.T) {
	for _, k := range []struct{ sorted, want []float64 }{
		{[]float64{1}, []float64{1}},
		{[]float64{1, 1, 2, 3}, []float64{1, 2, 3}},
		{[]float64{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15}, []float64{0, 2, 4, 6, 8, 10, 12, 14}},
		{[]float64{0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8}, []float64{0, 1, 3, 5, 7}},
	} {
		if got := quantiles(k.sorted); !slices.Equal(got, k.want) {
			t.Errorf("%v is divided at %v, want %v", k.sorted, got, k.want)
		}
	}
}

// Years before our era are years.
func TestFloor(t *testing.T) {
	for _, k := range [][3]int{{1999, 10, 1990}, {2000, 10, 2000}, {-1, 10, -10}, {-10, 10, -10}, {0, 5, 0}} {
		if got := floor(k[0], k[1]); got != k[2] {
			t.Errorf("floor(%d, %d) = %d, want %d", k[0], k[1], got, k[2])
		}
	}
}
