package core

import (
	"slices"
	"strings"
	"testing"

	"rso/catalog/build/buildtest"
)

// shoes has kinds whose names are materials elsewhere, prices, and an item of which there are none left.
const shoes = `{"id":"s1","title":"Vento Swift Running Shoes","brand":"Vento","category":"Running Shoes","color":"red","material":"nylon","price":89.9,"rating":4.5}
{"id":"s2","title":"Vento Glide Running Shoes","brand":"Vento","category":"Running Shoes","color":"blue","material":"nylon","price":129,"rating":4.7}
{"id":"s3","title":"Marlo Trail Running Shoes","brand":"Marlo","category":"Running Shoes","color":"red","material":"leather","price":149,"rating":4.1}
{"id":"s4","title":"Marlo Basic Cotton Shirt","brand":"Marlo","category":"Cotton Shirt","color":"white","material":"polyester","price":25,"rating":3.9}
{"id":"s5","title":"Lino Cotton Shirt","brand":"Lino","category":"Cotton Shirt","color":"red","material":"cotton","price":45,"rating":4.4}
{"id":"s6","title":"Lino Leather Loafers","brand":"Lino","category":"Leather Loafers","color":"brown","material":"leather","price":210,"rating":4.8}
`

func newSearcher(t testing.TB) *Searcher {
	return NewSearcher(buildtest.Catalog(t, "shoes", shoes))
}

func number(v float64) *float64 { return &v }

// expectHits checks the ids that a request finds, in their order.
func expectHits(t *testing.T, s *Searcher, q SearchRequest, want string) SearchResult {
	t.Helper()
	r, err := s.Search(q)
	if err != nil {
		t.Errorf("%+v: %v", q, err)
	}
	var ids []string
	for _, h := range r.Hits {
		ids = append(ids, h.ID)
	}
	if got := strings.Join(ids, " "); got != want {
		t.Errorf("%+v\nfinds %s, want %s", q, got, want)
	}
	return r
}

func TestSearch(t *testing.T) {
	s := newSearcher(t)
	expectHits(t, s, SearchRequest{Text: "vento swift", K: 1}, "s1")
	expectHits(t, s, SearchRequest{Text: "vneto glide", K: 1}, "s2")
	expectHits(t, s, SearchRequest{Text: "cotton shirt", K: 2}, "s5 s4")
	r := expectHits(t, s, SearchRequest{Text: "red running shoes under $100"}, "s1")
	if len(r.Constraints) != 3 || r.Constraints[2].Op != "<=" || r.Constraints[2].Span != "under $100" || len(r.Relaxed) != 0 || r.Known < .9 {
		t.Errorf("read %+v, relaxed %+v, known %v", r.Constraints, r.Relaxed, r.Known)
	}
	r = expectHits(t, s, SearchRequest{Text: "red running shoes under $20"}, "s1 s3")
	if len(r.Relaxed) != 1 || r.Relaxed[0].Attribute != "price" {
		t.Errorf("given up: %+v", r.Relaxed)
	}
	expectHits(t, s, SearchRequest{Text: "running shoes not leather"}, "s2 s1")
	expectHits(t, s, SearchRequest{Text: "cheapest running shoes"}, "s1 s2 s3")
	expectHits(t, s, SearchRequest{Text: "red running shoes under $100", Exact: true, K: 2}, "s1 s3") // nothing is read into it
}

func TestSearchFilters(t *testing.T) {
	s := newSearcher(t)
	expectHits(t, s, SearchRequest{Text: "running shoes", Filters: []Filter{{Attribute: "color", In: []string{"RED"}}}}, "s1 s3")
	expectHits(t, s, SearchRequest{Text: "running shoes", Filters: []Filter{{Attribute: "price", Min: number(100), Max: number(149)}}}, "s2 s3")
	expectHits(t, s, SearchRequest{Text: "running shoes", Filters: []Filter{{Attribute: "brand", NotIn: []string{"Vento"}}, {Attribute: "color", In: []string{"red", "blue"}}}}, "s3")
	expectHits(t, s, SearchRequest{Filters: []Filter{{Attribute: "color", In: []string{"red"}}}, Sort: &SortView{Attribute: "price"}}, "s5 s1 s3")
	expectHits(t, s, SearchRequest{Filters: []Filter{{Attribute: "maker", In: []string{"Lino"}}}, Sort: &SortView{Attribute: "rating", Descending: true}}, "s6 s5")
	expectHits(t, s, SearchRequest{Filters: []Filter{{Attribute: "color", In: []string{"mauve"}}}}, "")
	for _, bad := range []struct {
		q    SearchRequest
		want string
	}{
		{SearchRequest{K: -1}, "k is -1"},
		{SearchRequest{K: 5000}, "k is 5000"},
		{SearchRequest{Filters: []Filter{{Attribute: "colour"}}}, `filters[0]: the catalog has no attribute "colour": it has id, title, brand`},
		{SearchRequest{Filters: []Filter{{Attribute: "color", Min: number(1)}}}, "use in or notIn"},
		{SearchRequest{Filters: []Filter{{Attribute: "price", In: []string{"5"}}}}, "use min and max"},
		{SearchRequest{Sort: &SortView{Attribute: "color"}}, "sort: "},
		{SearchRequest{Sort: &SortView{Attribute: "size"}}, "sort: the catalog has no attribute"},
		{SearchRequest{Like: "s99"}, `no item with the id "s99"`},
		{SearchRequest{Facets: []string{"size"}}, "facets: the catalog has no attribute"},
	} {
		if _, err := s.Search(bad.q); err == nil || !strings.Contains(err.Error(), bad.want) {
			t.Errorf("%+v: %v, want %q", bad.q, err, bad.want)
		}
	}
}

func TestSearchFacets(t *testing.T) {
	s := newSearcher(t)
	counts := func(f FacetView) string {
		var all []string
		for _, v := range f.Values {
			all = append(all, v.Value+" "+string(rune('0'+v.Count)))
		}
		return strings.Join(all, ", ")
	}
	r := expectHits(t, s, SearchRequest{Facets: []string{"color", "price"}, K: 1}, "s6")
	if got := counts(r.Facets[0]); got != "red 3, blue 1, brown 1, white 1" || r.Total != 6 {
		t.Errorf("all have %s (%d)", got, r.Total)
	}
	if h := r.Facets[1].Histogram; h == nil || h.Low != 25 || len(h.Counts) != steps || h.Counts[0] != 1 && h.Counts[0] != 2 {
		t.Errorf("the prices are spread %+v", h)
	}
	r = expectHits(t, s, SearchRequest{Text: "running shoes", Facets: []string{"color"}, K: 1}, "s2")
	if got := counts(r.Facets[0]); got != "red 2, blue 1" || r.Total != 3 {
		t.Errorf("running shoes have %s (%d)", got, r.Total)
	}
	r = expectHits(t, s, SearchRequest{Text: "running shoes", Facets: []string{"brand"}, Filters: []Filter{{Attribute: "color", In: []string{"red"}}}, K: 1}, "s1")
	if got := counts(r.Facets[0]); got != "Marlo 1, Vento 1" || r.Total != 2 {
		t.Errorf("red running shoes have %s (%d)", got, r.Total)
	}
	var all int
	for range 2 { // the counts of a text without words are not those of the search before it
		if r, _ = s.Search(SearchRequest{Text: "under 1000", Facets: []string{"color"}, K: 1}); all != 0 && r.Total != all || r.Total < 4 {
			t.Errorf("under 1000 are %s (%d), before a search %d", counts(r.Facets[0]), r.Total, all)
		}
		all = r.Total
		expectHits(t, s, SearchRequest{Text: "running shoes", Facets: []string{"color"}, K: 1}, "s2")
	}
	r = expectHits(t, s, SearchRequest{Text: "zzyzx qwrtp", Facets: []string{"color"}, K: 1}, "")
	if got := counts(r.Facets[0]); got != "" || r.Total != 0 {
		t.Errorf("what is not there has %s (%d)", got, r.Total)
	}
}

func TestSearchLike(t *testing.T) {
	s := newSearcher(t)
	r, err := s.Search(SearchRequest{Like: "s1", K: 2, Items: true})
	if err != nil || len(r.Hits) != 2 || r.Hits[0].ID != "s2" || r.Known != 1 {
		t.Errorf("like s1: %+v, %v", r, err)
	}
	if v := r.Hits[0].Item; v == nil || v.Title != "Vento Glide Running Shoes" || v.Price != 129 {
		t.Errorf("the record is %+v", v)
	}
	r, _ = s.Search(SearchRequest{Like: "s1", Text: "Running Shoes nylon", K: 3})
	if slices.ContainsFunc(r.Hits, func(h SearchHit) bool { return h.ID == "s1" }) || len(r.Hits) == 0 || r.Hits[0].ID != "s2" {
		t.Errorf("like the words of s1: %+v", r.Hits)
	}
	expectHits(t, s, SearchRequest{Like: "s1", Filters: []Filter{{Attribute: "color", In: []string{"red"}}}, K: 1}, "s3")
}

// What a delta says is what the next search finds.
func TestSearchApply(t *testing.T) {
	s := newSearcher(t)
	expectHits(t, s, SearchRequest{Text: "running shoes under $100"}, "s1")
	delta := buildtest.Delta(t, s.catalog, `{"id":"s2","price":79}
{"id":"s1","gone":true}
{"id":"s7","title":"Vento Flicker Running Shoes","brand":"Vento","category":"Running Shoes","color":"lime","price":95}
`)
	if err := s.Apply(delta); err != nil {
		t.Fatal(err)
	}
	r := expectHits(t, s, SearchRequest{Text: "vento running shoes under $100", Sort: &SortView{Attribute: "price"}, Facets: []string{"color"}}, "s2 s7")
	if f := r.Facets[0].Values; len(f) != 2 || f[0].Count != 1 || f[1].Count != 1 {
		t.Errorf("the colors are %v", f)
	}
	expectHits(t, s, SearchRequest{Text: "flikcer"}, "s7")
	expectHits(t, s, SearchRequest{Filters: []Filter{{Attribute: "color", In: []string{"LIME"}}}}, "s7")
	if _, err := s.Search(SearchRequest{Like: "s1"}); err == nil {
		t.Error("there are items like one that is gone")
	}
	if err := s.Apply([]byte("no delta")); err == nil {
		t.Error("anything is a delta")
	}
	expectHits(t, s, SearchRequest{Text: "flicker"}, "s7")
}
