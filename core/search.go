package core

import (
	"errors"
	"fmt"
	"slices"

	"rso/catalog"
	"rso/catalog/text"
	"rso/core/act"
	"rso/core/prefer"
)

// A Searcher answers a shop's search field: typos, sentences and constraints in them, filters, facets, orders, and
// "more like this". It is the catalog's search without the conversation; the frames are SearchRequest and
// SearchResult. It belongs to one goroutine.
type Searcher struct {
	catalog  *catalog.Catalog
	reasoner *prefer.Reasoner
	finder   *catalog.Finder
	scores   *catalog.Scores
}

// NewSearcher returns a searcher for a catalog. The language is read when the first text arrives: opening a page should
// not wait for it.
func NewSearcher(c *catalog.Catalog) *Searcher { return &Searcher{catalog: c} }

// Apply brings the catalog up to date with a delta: see [catalog.Catalog.Apply]. After an error everything is as before.
func (s *Searcher) Apply(delta []byte) error {
	c, err := s.catalog.Apply(delta)
	if err != nil {
		return err
	}
	*s = Searcher{catalog: c} // what is as large as the catalog is made anew
	return nil
}

func (s *Searcher) ready() {
	if s.finder == nil {
		l := prefer.English()
		s.reasoner, s.finder = prefer.New(s.catalog, l), s.catalog.NewFinder(l.Words())
	}
}

// Limits of a request.
const (
	defaultHits = 10
	mostHits    = 1000
	steps       = 10 // of a histogram
	mostCounts  = 50 // values of a facet, the most frequent
)

// Search answers a request. An error names the field of the request that is wrong and says what would be right.
func (s *Searcher) Search(q SearchRequest) (SearchResult, error) {
	r := SearchResult{Hits: []SearchHit{}, Constraints: []ConstraintView{}, Relaxed: []ConstraintView{}, Facets: []FacetView{}}
	if q.K < 0 || q.K > mostHits {
		return r, fmt.Errorf("k is %d: ask for 1 to %d hits, or leave it out for %d", q.K, mostHits, defaultHits)
	}
	if q.K == 0 {
		q.K = defaultHits
	}
	s.ready()
	among, filtered, err := s.filtered(q.Filters)
	if err != nil {
		return r, err
	}
	order, err := s.order(q.Sort)
	if err != nil {
		return r, err
	}
	like, err := s.liked(q.Like)
	if err != nil {
		return r, err
	}
	if like != nil {
		if !filtered {
			among, filtered = s.catalog.AllItems(), true
		}
		among.Remove(*like)
	}
	d := prefer.Demand{Words: text.Tokens(nil, q.Text)}
	if !q.Exact && like == nil {
		d = s.reasoner.Demand(q.Text)
	}
	if len(d.Constraints) > 0 {
		if !filtered {
			among, filtered = s.catalog.AllItems(), true
		}
		var given []prefer.Constraint
		among, given = satisfying(s.catalog, among, d.Constraints)
		r.Constraints, r.Relaxed = constraintViews(s.catalog, d.Constraints), constraintViews(s.catalog, given)
	}
	if order == nil {
		order = d.Sort
	}
	hits := s.rank(&r, q, d, like, among, filtered, order)
	for _, h := range hits {
		hit := SearchHit{ID: s.catalog.ID(h.Item), Title: s.catalog.Title(h.Item), Score: Decimal(h.Score)}
		if q.Items {
			v := itemView(act.English(), s.catalog, h.Item, d.Constraints)
			hit.Item = &v
		}
		r.Hits = append(r.Hits, hit)
	}
	return r, s.facets(&r, q, len(d.Words) > 0, among, filtered)
}

// rank finds the hits and says how sure they are.
func (s *Searcher) rank(r *SearchResult, q SearchRequest, d prefer.Demand, like *catalog.Item, among catalog.Set, filtered bool, order *prefer.Sort) []catalog.Hit {
	c := s.catalog
	only := &among
	if !filtered {
		only = nil
	}
	switch {
	case like != nil && len(d.Words) == 0:
		r.Known = 1
		hits := c.Similar(*like)
		if len(hits) == 0 { // the file has no neighbours
			scores := s.zero()
			c.AddSimilar(scores, *like, 1)
			hits = scores.Top(c, mostHits)
		}
		return first(hits, q.K, only)
	case len(d.Words) == 0 || order != nil:
		if !filtered {
			among = c.AllItems()
		}
		scores := s.zero()
		if len(d.Words) > 0 {
			a := s.finder.Find(catalog.Query{Text: d.Words, Among: only, K: mostHits, Exact: q.Exact, All: true})
			r.Known = Decimal(a.Known)
			for _, h := range a.Hits {
				scores.Add(h.Item, float32(h.Score))
			}
			if len(a.Hits) > 0 {
				among = whole(c, a.Hits)
			}
		}
		return sorted(c, scores, among, order, q.K)
	}
	a := s.finder.Find(catalog.Query{Text: d.Words, Among: only, K: q.K, Exact: q.Exact, Like: like != nil, All: len(q.Facets) > 0})
	r.Known = Decimal(a.Known)
	if len(d.Constraints) > 0 && len(a.Hits) < q.K { // what satisfies the constraints is an answer too
		rest := among.Clone()
		for _, i := range a.Hits {
			rest.Remove(i.Item)
		}
		a.Hits = append(a.Hits, c.Best(s.zero(), rest, q.K-len(a.Hits))...)
	}
	return a.Hits
}

// zero returns scores of 0, made when they are first needed.
func (s *Searcher) zero() *catalog.Scores {
	if s.scores == nil {
		s.scores = s.catalog.NewScores()
	}
	s.scores.Reset()
	return s.scores
}

// whole returns the hits that explain as much of the text as the first.
func whole(c *catalog.Catalog, hits []catalog.Hit) catalog.Set {
	set := c.NewSet()
	for _, h := range hits {
		if h.Score >= hits[0].Score-1e-6 {
			set.Add(h.Item)
		}
	}
	return set
}

func first(hits []catalog.Hit, k int, among *catalog.Set) []catalog.Hit {
	hits = slices.DeleteFunc(hits, func(h catalog.Hit) bool { return among != nil && !among.Has(h.Item) })
	return hits[:min(k, len(hits))]
}

// filtered returns the items that pass the filters; filtered is false when there are none.
func (s *Searcher) filtered(filters []Filter) (set catalog.Set, filtered bool, err error) {
	for k, f := range filters {
		pass, err := s.filter(f)
		if err != nil {
			return set, false, fmt.Errorf("filters[%d]: %w", k, err)
		}
		if filtered {
			set.And(pass)
		} else {
			set, filtered = pass, true
		}
	}
	return set, filtered, nil
}

func (s *Searcher) filter(f Filter) (catalog.Set, error) {
	set := s.catalog.NewSet()
	k, err := s.column(f.Attribute)
	if err != nil {
		return set, err
	}
	col := s.catalog.Column(k)
	switch {
	case f.Min != nil || f.Max != nil:
		if col.Kind != catalog.Number {
			return set, fmt.Errorf("%q has no numbers, so min and max mean nothing: use in or notIn", f.Attribute)
		}
		lo, hi, ok := col.Range()
		if f.Min != nil {
			lo = *f.Min
		}
		if f.Max != nil {
			hi = *f.Max
		}
		if ok {
			set.AddBetween(s.catalog, k, lo, hi)
		}
	case col.Kind != catalog.Values:
		return set, fmt.Errorf("%q is no list of values: use min and max", f.Attribute)
	case len(f.In) > 0:
		s.having(set, k, f.In)
	default:
		s.having(set, k, f.NotIn)
		not := s.catalog.AllItems()
		not.AndNot(set)
		set = not
	}
	return set, nil
}

// having adds the items with any of the values, which are compared as people write them; an unknown value has none.
func (s *Searcher) having(set catalog.Set, column int, values []string) {
	for _, name := range values {
		if v, ok := s.catalog.Column(column).FindFolded(name); ok {
			set.AddHaving(s.catalog, column, v)
		}
	}
}

// column finds a column by name or, failing that, by role.
func (s *Searcher) column(name string) (int, error) {
	if k := s.catalog.Find(name); k >= 0 {
		return k, nil
	}
	if r, ok := catalog.ParseRole(name); ok && s.catalog.With(r) >= 0 {
		return s.catalog.With(r), nil
	}
	names := ""
	for i, c := range s.catalog.Columns() {
		if i > 0 {
			names += ", "
		}
		names += c.Name
	}
	return -1, fmt.Errorf("the catalog has no attribute %q: it has %s", name, names)
}

func (s *Searcher) order(v *SortView) (*prefer.Sort, error) {
	if v == nil {
		return nil, nil
	}
	k, err := s.column(v.Attribute)
	if err != nil {
		return nil, fmt.Errorf("sort: %w", err)
	}
	if s.catalog.Column(k).Kind != catalog.Number {
		return nil, fmt.Errorf("sort: %q has no numbers to sort by", v.Attribute)
	}
	return &prefer.Sort{Column: k, Descending: v.Descending}, nil
}

func (s *Searcher) liked(id string) (*catalog.Item, error) {
	if id == "" {
		return nil, nil
	}
	i, ok := s.catalog.ByID(id)
	if !ok {
		return nil, errors.New("like: the catalog has no item with the id " + fmt.Sprintf("%.60q", id))
	}
	return &i, nil
}

// facets counts values and spreads numbers, over the items that pass the filters and have the words.
func (s *Searcher) facets(r *SearchResult, q SearchRequest, searched bool, among catalog.Set, filtered bool) error {
	if len(q.Facets) == 0 {
		return nil
	}
	if !filtered {
		among = s.catalog.AllItems()
	}
	if len(r.Hits) == 0 {
		among = s.catalog.NewSet()
	} else if searched { // the finder's last query is this one
		if having := s.finder.Having(); having.Len() > 0 {
			among = among.Clone()
			among.And(having)
		}
	}
	r.Total = among.Len()
	for _, name := range q.Facets {
		k, err := s.column(name)
		if err != nil {
			return fmt.Errorf("facets: %w", err)
		}
		r.Facets = append(r.Facets, s.facet(k, among))
	}
	return nil
}

func (s *Searcher) facet(k int, among catalog.Set) FacetView {
	col := s.catalog.Column(k)
	f := FacetView{Attribute: col.Name, Values: []CountView{}}
	if col.Kind == catalog.Number {
		h := s.catalog.Histogram(k, among, steps)
		f.Histogram = &HistogramView{Low: h.Low, Width: h.Width, Counts: h.Counts, Missing: h.Missing}
		return f
	}
	for v, n := range s.catalog.Count(k, among) {
		if full := len(f.Values) == mostCounts; n == 0 || full && int(n) <= f.Values[mostCounts-1].Count {
			continue
		} else if full {
			f.Values = f.Values[:mostCounts-1]
		}
		f.Values = append(f.Values, CountView{col.Value(uint32(v)), int(n)})
		for j := len(f.Values) - 1; j > 0 && f.Values[j].Count > f.Values[j-1].Count; j-- {
			f.Values[j], f.Values[j-1] = f.Values[j-1], f.Values[j]
		}
	}
	return f
}
