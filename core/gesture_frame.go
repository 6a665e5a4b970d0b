package core

import "github.com/mailru/easyjson/jlexer"

// A Gesture is what a shopper does by hand instead of saying it, by a click: the frame of the page's act. It has a Text and
// exactly one of the others.
//
//easyjson:json
type Gesture struct {
	Text    string    `json:"text"` // what is shown as the shopper's message, in the shopper's language
	Revise  *Revision `json:"revise,omitempty"`
	Compare []string  `json:"compare,omitempty"` // the ids of two or three items
	Opinion *Opinion  `json:"opinion,omitempty"`
	Sort    *Order    `json:"sort,omitempty"`
	Choose  string    `json:"choose,omitempty"` // the id of the item that is taken
	About   string    `json:"about,omitempty"`  // the id of the item that more is asked about
}

// A Revision changes a constraint of the belief, or takes it back.
//
//easyjson:json
type Revision struct {
	At        int    `json:"at,required"`         // its place in the last reply's belief, from 0
	Attribute string `json:"attribute,omitempty"` // what it is on; a revision of another attribute is refused. May be left out
	Value     *Value `json:"value,omitempty"`     // as its operator has it: a number, two of them, or names of values
	Hard      *bool  `json:"hard,omitempty"`      // a must, or a wish
	Remove    bool   `json:"remove,omitempty"`    // it is taken back
}

// An Opinion is what is thought of an item: "like", "dislike", "seen" when it is known already, or "none" when nothing is
// any more.
//
//easyjson:json
type Opinion struct {
	Item string `json:"item"` // its id
	Of   string `json:"of"`
}

// An Order is what becomes of the order that the shopper asked for.
//
//easyjson:json
type Order struct {
	Remove bool `json:"remove"` // it is taken back: nothing else can be done with it by hand
}

// Choices are what a constraint may be changed to.
//
//easyjson:json
type Choices struct {
	Attribute string      `json:"attribute"`
	Kind      string      `json:"kind"`           // "number", "value" for names of values, or "text", which can't be changed
	Values    []CountView `json:"values"`         // the most frequent first
	Low       *float64    `json:"low,omitempty"`  // of a number, unless no candidate has one
	High      *float64    `json:"high,omitempty"` // the same
	Unit      string      `json:"unit,omitempty"` // of a number: a unit, or a currency
	Total     int         `json:"total"`          // the candidates that were counted
}

// UnmarshalEasyJSON reads a number, a string, or a list of them.
func (v *Value) UnmarshalEasyJSON(l *jlexer.Lexer) {
	*v = Value{List: l.IsDelim('[')}
	if !v.List {
		v.read(l)
		return
	}
	for l.Delim('['); !l.IsDelim(']'); l.WantComma() {
		v.read(l)
	}
	l.Delim(']')
}

func (v *Value) read(l *jlexer.Lexer) {
	if l.CurrentToken() == jlexer.TokenString {
		v.Strings = append(v.Strings, l.String())
	} else {
		v.Numbers = append(v.Numbers, l.Float64())
	}
}
