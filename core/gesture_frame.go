package core

import (
	"rso/core/jlexer"
	"rso/core/jwriter"
)

// A Gesture is what a shopper does by hand instead of saying it, by a click: the frame of the page's act. It has a Text and
// exactly one of the others. It is read and written by hand: generated code would be four times as long, which is 4 KB of the
// page's module.
type Gesture struct {
	Text    string    // what is shown as the shopper's message, in the shopper's language
	Revise  *Revision // changes a constraint
	Compare []string  // the ids of two or three items
	Opinion *Opinion  // is of an item
	Unsort  bool      // takes back the order that was asked for: {"sort": {"remove": true}}
	Choose  string    // the id of the item that is taken
	About   string    // the id of the item that more is asked about
}

// A Revision changes a constraint of the belief, or takes it back.
type Revision struct {
	At        int    // its place in the last reply's belief, from 0
	Attribute string // what it is on; a revision of another attribute is refused. May be left out
	Value     *Value // as its operator has it: a number, two of them, or names of values
	Hard      *bool  // a must, or a wish
	Remove    bool   // it is taken back
}

// An Opinion is what is thought of an item: "like", "dislike", "seen" when it is known already, or "none" when nothing is
// any more.
type Opinion struct {
	Item string // its id
	Of   string
}

// UnmarshalEasyJSON reads {"text": "...", ...}.
func (g *Gesture) UnmarshalEasyJSON(l *jlexer.Lexer) { object(l, g.field) }

func (g *Gesture) field(l *jlexer.Lexer, key string) bool {
	switch key {
	case "text":
		g.Text = l.String()
	case "revise":
		g.Revise = &Revision{At: -1}
		object(l, g.Revise.field)
	case "compare":
		var ids Value
		ids.UnmarshalEasyJSON(l)
		g.Compare = ids.Strings
	case "opinion":
		g.Opinion = &Opinion{}
		object(l, g.Opinion.field)
	case "sort":
		object(l, func(l *jlexer.Lexer, key string) bool {
			if key == "remove" {
				g.Unsort = l.Bool()
			}
			return key == "remove"
		})
	case "choose":
		g.Choose = l.String()
	case "about":
		g.About = l.String()
	default:
		return false
	}
	return true
}

func (v *Revision) field(l *jlexer.Lexer, key string) bool {
	switch key {
	case "at":
		v.At = l.Int()
	case "attribute":
		v.Attribute = l.String()
	case "value":
		v.Value = &Value{}
		v.Value.UnmarshalEasyJSON(l)
	case "hard":
		hard := l.Bool()
		v.Hard = &hard
	case "remove":
		v.Remove = l.Bool()
	default:
		return false
	}
	return true
}

func (o *Opinion) field(l *jlexer.Lexer, key string) bool {
	switch key {
	case "item":
		o.Item = l.String()
	case "of":
		o.Of = l.String()
	default:
		return false
	}
	return true
}

// object reads an object, or a null. Of every key whose value is not null field reads the value, or says that it doesn't know it.
func object(l *jlexer.Lexer, field func(l *jlexer.Lexer, key string) bool) {
	if l.IsNull() {
		l.Skip()
		return
	}
	for l.Delim('{'); !l.IsDelim('}'); l.WantComma() {
		key := l.UnsafeFieldName(false)
		l.WantColon()
		if l.IsNull() || !field(l, key) {
			l.SkipRecursive()
		}
	}
	l.Delim('}')
}

// MarshalEasyJSON writes what UnmarshalEasyJSON reads.
func (g Gesture) MarshalEasyJSON(w *jwriter.Writer) {
	w.RawString(`{"text":`)
	w.String(g.Text)
	switch {
	case g.Revise != nil:
		g.Revise.write(w)
	case len(g.Compare) > 0:
		w.RawString(`,"compare":`)
		Value{Strings: g.Compare, List: true}.MarshalEasyJSON(w)
	case g.Opinion != nil:
		w.RawString(`,"opinion":{"item":`)
		w.String(g.Opinion.Item)
		w.RawString(`,"of":`)
		w.String(g.Opinion.Of)
		w.RawByte('}')
	case g.Unsort:
		w.RawString(`,"sort":{"remove":true}`)
	case g.Choose != "":
		w.RawString(`,"choose":`)
		w.String(g.Choose)
	case g.About != "":
		w.RawString(`,"about":`)
		w.String(g.About)
	}
	w.RawByte('}')
}

func (v *Revision) write(w *jwriter.Writer) {
	w.RawString(`,"revise":{"at":`)
	w.Int(v.At)
	w.RawString(`,"attribute":`)
	w.String(v.Attribute)
	if v.Value != nil {
		w.RawString(`,"value":`)
		v.Value.MarshalEasyJSON(w)
	}
	if v.Hard != nil {
		w.RawString(`,"hard":`)
		w.Bool(*v.Hard)
	}
	if v.Remove {
		w.RawString(`,"remove":true`)
	}
	w.RawByte('}')
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
	if l.IsDelim('"') {
		v.Strings = append(v.Strings, l.String())
	} else {
		v.Numbers = append(v.Numbers, l.Float64())
	}
}
