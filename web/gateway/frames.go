package gateway

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"time"

	"github.com/mailru/easyjson/jlexer"
	"rso/core/jwriter"
)

//go:generate sh ../../core/generate.sh -disallow_unknown_fields frames.go

// What is read strictly: a field that there isn't is refused. (Frames are generated code, as in the page: encoding/json would make
// the worker's program a tenth larger.)

// A file is a configuration as JSON. The key is in none: it comes from the environment, or from where a platform keeps secrets.
//
//easyjson:json
type file struct {
	Upstream     string     `json:"upstream"`
	Model        string     `json:"model"`
	Parameters   parameters `json:"parameters"`
	Origins      []string   `json:"origins"`
	MaxTokens    int        `json:"max_tokens"`
	Visitor      Limits     `json:"visitor"`
	Site         Limits     `json:"site"`
	VisitorFor   seconds    `json:"visitor_for"`
	Off          bool       `json:"off"`
	BodyTimeout  seconds    `json:"body_timeout"`
	FirstTimeout seconds    `json:"first_timeout"`
	TotalTimeout seconds    `json:"total_timeout"`
	Key          raw        `json:"key"`
}

// Limits bound what is asked for in a minute and in a day, both of UTC. 0 is no limit. Tokens are those of the reply, as many as it
// may have, and of the prompt, by a guess that is rather too high.
//
//easyjson:json
type Limits struct {
	RequestsPerMinute int `json:"requests_per_minute"`
	RequestsPerDay    int `json:"requests_per_day"`
	TokensPerMinute   int `json:"tokens_per_minute"`
	TokensPerDay      int `json:"tokens_per_day"`
}

// A visit asks for a visitor's token.
//
//easyjson:json
type visit struct {
	Turnstile string `json:"turnstile"`
}

// raw is JSON as it was written.
type raw []byte

// UnmarshalEasyJSON keeps a value as it is.
func (r *raw) UnmarshalEasyJSON(l *jlexer.Lexer) { *r = append((*r)[:0], l.Raw()...) }

// MarshalEasyJSON writes it.
func (r raw) MarshalEasyJSON(w *jwriter.Writer) { w.RawString(string(r)) }

// parameters are values by name.
type parameters map[string]json.RawMessage

// UnmarshalEasyJSON reads an object.
func (p *parameters) UnmarshalEasyJSON(l *jlexer.Lexer) {
	*p = parameters{}
	if l.IsNull() {
		l.Skip()
		return
	}
	l.Delim('{')
	for !l.IsDelim('}') {
		name := l.String()
		l.WantColon()
		(*p)[name] = append(json.RawMessage(nil), l.Raw()...)
		l.WantComma()
	}
	l.Delim('}')
}

// MarshalEasyJSON writes an object, in the order of the names.
func (p parameters) MarshalEasyJSON(w *jwriter.Writer) {
	w.RawByte('{')
	for k, name := range slices.Sorted(maps.Keys(p)) {
		if k > 0 {
			w.RawByte(',')
		}
		w.String(name)
		w.RawByte(':')
		w.RawString(string(p[name]))
	}
	w.RawByte('}')
}

// seconds are a time as JSON has it: "10s", or a number of seconds.
type seconds time.Duration

// UnmarshalEasyJSON reads a time.
func (s *seconds) UnmarshalEasyJSON(l *jlexer.Lexer) {
	written := string(l.Raw())
	if l.Error() != nil {
		return
	}
	if text, err := strconv.Unquote(written); err == nil {
		if d, err := time.ParseDuration(text); err == nil && d >= 0 {
			*s = seconds(d)
			return
		}
	}
	if number, err := strconv.ParseFloat(written, 64); err == nil && number >= 0 && number <= 3600 {
		*s = seconds(number * float64(time.Second))
		return
	}
	l.AddNonFatalError(fmt.Errorf(`%s is no time: write it like "10s"`, written))
}

// MarshalEasyJSON writes a time.
func (s seconds) MarshalEasyJSON(w *jwriter.Writer) { w.String(time.Duration(s).String()) }
