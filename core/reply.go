package core

import (
	"rso/core/jwriter"
)

//go:generate sh generate.sh -lexer gesture_frame.go saved.go reply.go describe.go search_frame.go draft.go

// A Reply is what a turn gives back: the frame of core/chat -json and of the page.
//
//easyjson:json
type Reply struct {
	Text        string           `json:"text"`
	Strategy    string           `json:"strategy"`   // the strategy that carries the turn
	Strategies  []string         `json:"strategies"` // all that were played, in order
	Acts        []string         `json:"acts"`       // what the shopper was understood to do, most telling first
	Items       []ItemView       `json:"items"`      // what is shown
	Candidates  []Candidate      `json:"candidates"` // the ten best that satisfy the hard constraints
	Belief      BeliefView       `json:"belief"`
	Suggestions []string         `json:"suggestions"` // quick replies
	Relaxed     []ConstraintView `json:"relaxed"`     // constraints given up, when nothing satisfied all
	Trace       Trace            `json:"trace"`
}

// An ItemView is an item as it is shown, projected from its record.
//
//easyjson:json
type ItemView struct {
	ID         string      `json:"id"`
	Title      string      `json:"title"`
	Price      float64     `json:"price,omitempty"`
	Currency   string      `json:"currency,omitempty"`
	Year       float64     `json:"year,omitempty"`
	Rating     float64     `json:"rating,omitempty"`
	Image      string      `json:"image,omitempty"`
	URL        string      `json:"url,omitempty"`
	Attributes []Attribute `json:"attributes"`
	Why        []string    `json:"why"` // the constraints it satisfies, in words
}

// An Attribute is one column of an item.
//
//easyjson:json
type Attribute struct {
	Name   string   `json:"name"`
	Values []string `json:"values"`
}

// A Candidate is an item with its score; only the order of scores within one reply means something.
//
//easyjson:json
type Candidate struct {
	ID    string  `json:"id"`
	Title string  `json:"title"`
	Score Decimal `json:"score"`
}

// A BeliefView is the belief with column names, ids and source words.
//
//easyjson:json
type BeliefView struct {
	Constraints []ConstraintView `json:"constraints"`
	Liked       []string         `json:"liked"`
	Disliked    []string         `json:"disliked"`
	Seen        []string         `json:"seen"`
	Names       Labels           `json:"names"` // titles of the items liked, disliked and seen, by id
	Sort        *SortView        `json:"sort,omitempty"`
	Open        []OpenView       `json:"open"` // attributes that nothing is known of, the most telling first
}

// An OpenView is an attribute that the shopper has said nothing of, with the information that an answer would give, in
// bits: the entropy of its values over the candidates.
//
//easyjson:json
type OpenView struct {
	Attribute string  `json:"attribute"`
	Gain      Decimal `json:"gain"`
}

// A ConstraintView is a constraint: op is one of "==", "!=", "in", "not in", "<", "<=", ">", ">=", "between", "not between" or,
// of the attribute "text", the words of the whole record, "not contains".
//
//easyjson:json
type ConstraintView struct {
	Attribute  string  `json:"attribute"`
	Op         string  `json:"op"`
	Value      Value   `json:"value"`
	Hard       bool    `json:"hard"`
	Confidence Decimal `json:"confidence"` // how sure the reading is, 0 to 1: what is less sure is given up first
	Span       string  `json:"span"`       // the shopper's words
	Turn       int     `json:"turn"`       // the message they are from, counted from 1
}

// A SortView is an order that the shopper asked for.
//
//easyjson:json
type SortView struct {
	Attribute  string `json:"attribute"`
	Descending bool   `json:"descending"`
}

// A Trace is why: the glass box.
//
//easyjson:json
type Trace struct {
	Turn          int          `json:"turn"`
	Total         int          `json:"total"`         // items that satisfy the hard constraints
	State         Labels       `json:"state"`         // the features that the Planner saw, in the layout's order
	Probabilities Distribution `json:"probabilities"` // of every strategy; 0 for those the moment can't play
	Learned       Distribution `json:"learned"`       // what the policy alone would say, nothing masked
	Admissible    []string     `json:"admissible"`    // the strategies that the moment could play
	Because       string       `json:"because"`       // why these
	Rows          []RowView    `json:"rows"`          // the rows of the policy that mattered to the strategy, the strongest first
	Facts         []FactView   `json:"facts"`         // the facts that the reply could use
}

// A RowView is what one row of the policy's tables said of the strategy that carried the turn.
//
//easyjson:json
type RowView struct {
	Table  int     `json:"table"` // with the cell, where the policy's report has the row: its anchor is row-TABLE-CELL
	Cell   int     `json:"cell"`
	Name   string  `json:"name"`   // the table's features
	State  string  `json:"state"`  // what the Planner saw of them
	Logit  Decimal `json:"logit"`  // above 0 it speaks for the strategy, below 0 against it
	Visits int     `json:"visits"` // how often the training came by
}

// A FactView is one fact with its record.
//
//easyjson:json
type FactView struct {
	Item      string `json:"item"`
	Title     string `json:"title"`
	Attribute string `json:"attribute"`
	Value     string `json:"value"`
}

// A Value is a number, a string, or a list of one of them.
type Value struct {
	Numbers []float64
	Strings []string
	List    bool
}

// MarshalEasyJSON writes the bare value.
func (v Value) MarshalEasyJSON(w *jwriter.Writer) {
	if v.List {
		w.RawByte('[')
	}
	for i, s := range v.Strings {
		if i > 0 {
			w.RawByte(',')
		}
		w.String(s)
	}
	for i, n := range v.Numbers {
		if i > 0 {
			w.RawByte(',')
		}
		w.Float64(n)
	}
	if v.List {
		w.RawByte(']')
	} else if len(v.Strings)+len(v.Numbers) == 0 {
		w.RawString("null")
	}
}

// A Decimal is written with four digits behind the point, so that the last bits of a sum, which may differ between
// processors, don't show.
type Decimal float64

// MarshalEasyJSON writes the rounded number.
func (d Decimal) MarshalEasyJSON(w *jwriter.Writer) { w.Float64(round4(float64(d))) }

func round4(v float64) float64 {
	n := v * 1e4
	if n < 0 {
		return -float64(int64(-n+.5)) / 1e4
	}
	return float64(int64(n+.5)) / 1e4
}

// Labels is an object with a fixed order of keys.
type Labels []Label

// A Label is one entry of Labels.
type Label struct{ Name, Value string }

// MarshalEasyJSON writes an object.
func (l Labels) MarshalEasyJSON(w *jwriter.Writer) {
	w.RawByte('{')
	for i, e := range l {
		if i > 0 {
			w.RawByte(',')
		}
		w.String(e.Name)
		w.RawByte(':')
		w.String(e.Value)
	}
	w.RawByte('}')
}

// A Distribution is an object of probabilities with a fixed order of keys.
type Distribution []Probability

// A Probability is one entry of a Distribution.
type Probability struct {
	Name string
	P    float64
}

// MarshalEasyJSON writes an object.
func (d Distribution) MarshalEasyJSON(w *jwriter.Writer) {
	w.RawByte('{')
	for i, e := range d {
		if i > 0 {
			w.RawByte(',')
		}
		w.String(e.Name)
		w.RawByte(':')
		w.Float64(round4(e.P))
	}
	w.RawByte('}')
}
