package catalog_test

import (
	"slices"
	"testing"

	"rso/catalog"
	"rso/catalog/text"
)

func found(hits []catalog.Hit) []catalog.Item {
	var items []catalog.Item
	for _, h := range hits {
		items = append(items, h.Item)
	}
	return items
}

func TestSearch(t *testing.T) {
	c := open(t, films)
	for query, want := range map[string][]catalog.Item{
		"":                  nil,
		"!!":                nil,
		"zeppelin":          nil,
		"lighthouse keeper": {0},
		"HARBOUR":           {5, 1, 0}, // a title of one word, then the one that says it twice
		"steel robots":      {6},
		"café":              {4},
		"diaz":              {4},
		"ann oak kites":     {2, 3},
	} {
		if got := found(find(c, query, nil, 10)); !slices.Equal(got, want) {
			t.Errorf("Search(%q) = %v, want %v", query, got, want)
		}
	}
	only := c.NewSet()
	only.Add(0)
	if got := found(find(c, "harbour", &only, 10)); !slices.Equal(got, []catalog.Item{0}) {
		t.Errorf("among one item: %v", got)
	}
	if got := find(c, "harbour", nil, 1); len(got) != 1 || got[0].Score <= 0 || got[0].Score > 1 {
		t.Errorf("the best alone: %v", got)
	}
}

func TestScores(t *testing.T) {
	c := open(t, films)
	s := c.NewScores()
	if c.AddWord(s, "nowhere", 1) || len(s.Top(c, 5)) != 0 {
		t.Error("an unknown word was found")
	}
	if !c.AddWord(s, "harbour", 2) || s.At(0) <= 0 || s.At(3) != 0 {
		t.Error("the harbour was not found")
	}
	once := s.At(0)
	c.AddWord(s, "harbour", -2)
	if s.At(0) != 0 {
		t.Errorf("adding and taking away leaves %v of %v", s.At(0), once)
	}
	s.Add(7, 1)
	s.Reset()
	if s.At(7) != 0 || len(s.Top(c, 5)) != 0 {
		t.Error("something is left after Reset")
	}
}

func TestSimilar(t *testing.T) {
	c := open(t, films)
	for i := range uint32(c.Len()) {
		hits := c.Similar(i)
		last := 1.0
		for _, h := range hits {
			if h.Item == i || h.Score > last || h.Score < 0 {
				t.Errorf("Similar(%d) = %v", i, hits)
			}
			last = h.Score
		}
	}
	if got := found(c.Similar(6)); len(got) == 0 || got[0] != 7 {
		t.Errorf("like Robots of Autumn: %v", got)
	}
	if got := c.Similar(5); got != nil { // it shares nothing
		t.Errorf("like Harbour: %v", got)
	}
}

func TestFacts(t *testing.T) {
	c := open(t, films)
	if c.Facts(99) != nil {
		t.Error("an item that there isn't has facts")
	}
	if got := c.FactsOf(2, c.Find("price")); got != nil {
		t.Errorf("a missing price is %v", got)
	}
	if got := c.FactsOf(0, c.Find("price")); len(got) != 1 || got[0] != (catalog.Fact{Item: 0, Column: c.Find("price"), Text: "9.99"}) {
		t.Errorf("the price is %v", got)
	}
	for _, f := range c.Facts(0) {
		if c.Column(f.Column).Role == catalog.ID {
			t.Error("the id is no fact")
		}
	}
}

// An item of every id is found, also when ids look like numbers.
func TestByID(t *testing.T) {
	src := "id,title\n10,A\n9,B\n1,C\n100,D\n-1,E\nÄ,F\nä,G\n 2 ,H\n"
	c := open(t, src)
	for i := range uint32(c.Len()) {
		if got, ok := c.ByID(c.ID(i)); !ok || got != i {
			t.Errorf("ByID(%q) = %d, %v, want %d", c.ID(i), got, ok, i)
		}
	}
	if _, ok := c.ByID("2"); !ok || c.Len() != 8 {
		t.Error("an id has spaces around it")
	}
}

// find returns the hits of free text.
func find(c *catalog.Catalog, query string, among *catalog.Set, k int) []catalog.Hit {
	return c.NewFinder(catalog.Words{}).Find(catalog.Query{Text: text.Tokens(nil, query), Among: among, K: k}).Hits
}
