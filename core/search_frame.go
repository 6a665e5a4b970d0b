package core

// A SearchRequest is what a search field asks: the frame of the page's search. Everything may be left out.
//
//easyjson:json
type SearchRequest struct {
	Text    string    `json:"text"`    // what was typed, from two words to a sentence
	K       int       `json:"k"`       // how many hits, 10 when left out
	Filters []Filter  `json:"filters"` // all must be passed
	Facets  []string  `json:"facets"`  // attributes to count
	Sort    *SortView `json:"sort"`
	Like    string    `json:"like"`  // the id of an item: more like it, and not itself
	Exact   bool      `json:"exact"` // the words are right and no constraints: nothing is read into them
	Items   bool      `json:"items"` // hits come with their records
}

// A Filter keeps the items with one of the values, with none of them, or with a number within bounds.
//
//easyjson:json
type Filter struct {
	Attribute string   `json:"attribute"` // a column's name, or a role ("price")
	In        []string `json:"in"`
	NotIn     []string `json:"notIn"`
	Min       *float64 `json:"min"`
	Max       *float64 `json:"max"`
}

// A SearchResult answers a SearchRequest.
//
//easyjson:json
type SearchResult struct {
	Hits []SearchHit `json:"hits"` // best first
	// Known is how sure it is that the text names something in the catalog, 0 to 1: 1 for what is there as typed, less
	// than .8 for an invented product of a real maker. See catalog.Answer.
	Known       Decimal          `json:"known"`
	Constraints []ConstraintView `json:"constraints"`     // what was read in the text
	Relaxed     []ConstraintView `json:"relaxed"`         // those of them given up, when nothing satisfied all
	Facets      []FacetView      `json:"facets"`          // in the order asked for
	Total       int              `json:"total,omitempty"` // with facets: the items they count
}

// A SearchHit is one item found.
//
//easyjson:json
type SearchHit struct {
	ID    string    `json:"id"`
	Title string    `json:"title"`
	Score Decimal   `json:"score"` // how much of the text the item explains, 0 to 1
	Item  *ItemView `json:"item,omitempty"`
}

// A FacetView counts the values of an attribute, the most frequent first, or says how its numbers are spread.
//
//easyjson:json
type FacetView struct {
	Attribute string         `json:"attribute"`
	Values    []CountView    `json:"values"`
	Histogram *HistogramView `json:"histogram,omitempty"`
}

// A CountView is a value and how many items have it.
//
//easyjson:json
type CountView struct {
	Value string `json:"value"`
	Count int    `json:"count"`
}

// A HistogramView has counts of equal steps of width from low on.
//
//easyjson:json
type HistogramView struct {
	Low     float64 `json:"low"`
	Width   float64 `json:"width"`
	Counts  []int   `json:"counts"`
	Missing int     `json:"missing"`
}
