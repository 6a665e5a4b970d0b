package prompt

import (
	"rso/core/jlexer"
	"rso/core/jwriter"
)

//go:generate sh ../../generate.sh -lexer -disallow_unknown_fields request.go

// Version is the version of the frame that this release writes and reads.
//
//	1  first version
const Version = 1

// A Request is all that the Actor knows when it speaks. Bounds are those of [Request.Check]; lengths are in bytes, as the
// frame has them.
//
//easyjson:json
type Request struct {
	Version  int    `json:"version"`  // [Version]
	Language string `json:"language"` // to answer in: "en", "de" or "es"

	Strategy string `json:"strategy"`           // what to do, a name of the policy's strategies
	Lead     string `json:"lead,omitempty"`     // what to do first, in a few words: another strategy
	Occasion string `json:"occasion,omitempty"` // what the shopper just did: an [Occasion]
	Accepted bool   `json:"accepted,omitempty"` // the shopper took the first item

	Wishes   List `json:"wishes"`   // what the shopper wants, in words: "under $300"; at most 12 of 80
	Liked    List `json:"liked"`    // titles; at most 4 of 200
	Disliked List `json:"disliked"` // titles; at most 4 of 200
	Total    int  `json:"total"`    // how many items of the catalog fit the wishes

	Items    []Item    `json:"items"`    // what the reply is about, the first before the others; at most 4
	Relaxed  List      `json:"relaxed"`  // wishes that were set aside, since nothing fits all; at most 6 of 80
	SoldOut  List      `json:"sold_out"` // titles that the shopper asked for and can't have; at most 2 of 200
	Question *Question `json:"question,omitempty"`

	History []Turn `json:"history"` // the last things said, the shopper's message at the end; at most 6
	Tone    string `json:"tone"`    // "friendly", "formal", "factual" or "playful"
	Limits  Limits `json:"limits"`
}

// An Item is a record of the catalog, with what the reply may say of it.
type Item struct {
	Title  string `json:"title"`  // at most 200
	Facts  []Fact `json:"facts"`  // at most 8
	Fits   List   `json:"fits"`   // wishes that it satisfies, in words; at most 4 of 80
	Misses List   `json:"misses"` // wishes that it doesn't; at most 4 of 80
}

// A Fact is one attribute of an item, with its value as people read it: "price", "$49.90".
type Fact struct {
	Attribute string `json:"attribute"` // at most 40
	Value     string `json:"value"`     // at most 100
}

// A Question is about an attribute that the shopper has said nothing of.
type Question struct {
	Attribute string `json:"attribute"` // at most 40
	Options   List   `json:"options"`   // likely answers; at most 6 of 80
}

// A Turn is one thing said.
type Turn struct {
	Role string `json:"role"` // [Seeker] or [Recommender]
	Text string `json:"text"` // at most 400
}

// The roles of a turn, by their names in the field.
const (
	Seeker      = "seeker"
	Recommender = "recommender"
)

// Limits bound a reply.
type Limits struct {
	Sentences int `json:"sentences"` // 1 to 6
	Words     int `json:"words"`     // 10 to 150
	Tokens    int `json:"tokens"`    // 16 to 400: what the model's server is told
}

// A Message is one message to a chat model.
type Message struct {
	Role    string `json:"role"` // "system" or "user"
	Content string `json:"content"`
}

// A Frame is what a page needs to ask for a reply: the request for a gateway, which makes the messages itself, and the
// messages for whoever talks to a model directly.
//
//easyjson:json
type Frame struct {
	Request  *Request  `json:"request"`
	Messages []Message `json:"messages"`
}

// A List is some texts. It writes and reads itself, which makes the module smaller than the code that would be generated
// for each of them.
type List []string

// MarshalEasyJSON writes an array; nil is an empty one.
func (l List) MarshalEasyJSON(w *jwriter.Writer) {
	w.RawByte('[')
	for i, s := range l {
		if i > 0 {
			w.RawByte(',')
		}
		w.String(s)
	}
	w.RawByte(']')
}

// UnmarshalEasyJSON reads an array of strings.
func (l *List) UnmarshalEasyJSON(in *jlexer.Lexer) {
	*l = List{}
	in.Delim('[')
	for !in.IsDelim(']') {
		*l = append(*l, in.String())
		in.WantComma()
	}
	in.Delim(']')
}

// Bytes returns the request as JSON.
func (r *Request) Bytes() []byte {
	var w jwriter.Writer
	r.MarshalEasyJSON(&w)
	b, _ := w.BuildBytes() // strings and numbers can always be written
	return b
}
