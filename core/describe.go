package core

import "rso/core/jwriter"

// A Description is what a session can talk about: the frame of the page's describe.
//
//easyjson:json
type Description struct {
	Name        string       `json:"name"`
	Identity    string       `json:"identity"`
	Items       int          `json:"items"`
	Attributes  []ColumnView `json:"attributes"`
	Policy      RawJSON      `json:"policy"` // the training manifest
	Greeting    string       `json:"greeting"`
	Suggestions []string     `json:"suggestions"`
}

// A ColumnView is a column of the catalog.
//
//easyjson:json
type ColumnView struct {
	Name string `json:"name"`
	Role string `json:"role"`
	Kind string `json:"kind"`
	Unit string `json:"unit,omitempty"`
}

// RawJSON is JSON text that is passed on as it is; "" is null.
type RawJSON string

// MarshalEasyJSON writes the text.
func (r RawJSON) MarshalEasyJSON(w *jwriter.Writer) {
	if r == "" {
		r = "null"
	}
	w.RawString(string(r))
}
