// Package frame has the frames of the compiler's boundary.
package frame

//go:generate sh ../../../core/generate.sh -lexer frame.go

// Options steer a compilation, as the flags of catalog/compile do.
//
//easyjson:json
type Options struct {
	Feed       string   `json:"feed"`       // the name of the feed's file
	Name       string   `json:"name"`       // what the catalog is called; "" is Feed's name
	ID         string   `json:"id"`         // the column that is the id; "" infers it
	Map        []string `json:"map"`        // COLUMN=ROLE, COLUMN=ROLE:UNIT, or COLUMN=- to leave it out
	Format     string   `json:"format"`     // "" tells it by the content
	Lenient    bool     `json:"lenient"`    // keep what can be read of a broken feed
	SearchOnly bool     `json:"searchOnly"` // leave out what is only shown
}

// A Report says what became of a feed.
//
//easyjson:json
type Report struct {
	Name       string      `json:"name"`
	Format     string      `json:"format"` // what the feed was recognised as
	Rows       int         `json:"rows"`   // read
	Items      int         `json:"items"`
	Variants   int         `json:"variants"`
	Skipped    int         `json:"skipped"`  // rows left out
	Warnings   int         `json:"warnings"` // problems in all, listed or not
	Notes      int         `json:"notes"`
	Bytes      int         `json:"bytes"`
	Identity   string      `json:"identity"`
	Columns    []Column    `json:"columns"`    // of the feed
	Attributes []Attribute `json:"attributes"` // of the catalog
	Sections   []Section   `json:"sections"`   // of the file
	Problems   []Problem   `json:"problems"`
}

// A Column is what a column of the feed was taken for, and why.
type Column struct {
	Column  string `json:"column"` // as the feed calls it
	Name    string `json:"name"`   // as the catalog does
	Role    string `json:"role"`
	Kind    string `json:"kind"`
	Unit    string `json:"unit"`
	Many    bool   `json:"many"`
	Dropped bool   `json:"dropped"` // it is not in the catalog
	Why     string `json:"why"`
}

// An Attribute is a column of the catalog.
type Attribute struct {
	Name   string `json:"name"`
	Role   string `json:"role"`
	Kind   string `json:"kind"`
	Unit   string `json:"unit"`
	Values int    `json:"values"`
}

// A Section is a part of the file.
type Section struct {
	Name  string `json:"name"`
	Bytes int    `json:"bytes"`
	What  string `json:"what"`
}

// A Problem is something wrong with a row, or worth knowing of it.
type Problem struct {
	Line    int    `json:"line"`
	Field   string `json:"field"`   // "" when it concerns the whole row
	Reason  string `json:"reason"`  // what is wrong and what was done
	Text    string `json:"text"`    // all of it, as catalog/compile prints it
	Skipped bool   `json:"skipped"` // the row was left out
	Note    bool   `json:"note"`    // nothing is wrong
	More    int    `json:"more"`    // of the last one of a kind: how many of that kind are not listed
}

// A Fault is the frame of an error.
//
//easyjson:json
type Fault struct {
	Error    string    `json:"error"`
	Format   string    `json:"format"`
	Rows     int       `json:"rows"`
	Problems []Problem `json:"problems"` // the one that ended it last
}
