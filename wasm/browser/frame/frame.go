// Package frame has the frames of the module's boundary that are not the core's own.
package frame

//go:generate sh ../../../core/generate.sh -lexer frame.go

// A Message is what turn takes.
//
//easyjson:json
type Message struct {
	Text string `json:"text"`
}

// A Place is what choices takes.
//
//easyjson:json
type Place struct {
	At   int `json:"at"`   // of a constraint in the last reply's belief, from 0
	Most int `json:"most"` // values
}

// A Piece is what draft takes.
//
//easyjson:json
type Piece struct {
	Text string `json:"text"` // what a language model has written since the last piece
	End  bool   `json:"end"`  // the draft ends
	Cut  bool   `json:"cut"`  // in the middle of a sentence
}

// Options steer a session.
//
//easyjson:json
type Options struct {
	Debug bool `json:"debug"` // adds crash()
}

// A Fault is the frame of an error.
//
//easyjson:json
type Fault struct {
	Error string `json:"error"`
}
