package gateway

import (
	"time"

	"rso/core/jwriter"
)

// A Metric is what there is to know of one request: nothing that was said, and nobody's address.
type Metric struct {
	Time     time.Time
	Path     string // "/v1/turn", "/v1/visitor", "/healthz" or "other"
	Status   int
	Code     Code // what went wrong, within the stream too
	Strategy string
	Language string
	Prompt   int           // by a guess
	Reply    int           // by the pieces that it came in, and its length
	First    time.Duration // until the first words
	Total    time.Duration
}

// MarshalJSON writes a metric as an object: time, path, status and total_ns; and code, strategy, language, prompt_tokens, reply_tokens
// and first_ns where there is one.
func (m Metric) MarshalJSON() ([]byte, error) {
	var w jwriter.Writer
	w.RawString(`{"time":"`)
	w.RawString(m.Time.UTC().Format(time.RFC3339Nano))
	w.RawString(`","path":`)
	w.String(m.Path)
	w.RawString(`,"status":`)
	w.Int(m.Status)
	for _, f := range [...]struct{ name, text string }{{"code", string(m.Code)}, {"strategy", m.Strategy}, {"language", m.Language}} {
		if f.text != "" {
			w.RawString(`,"` + f.name + `":`)
			w.String(f.text)
		}
	}
	for _, f := range [...]struct {
		name   string
		number int
	}{{"prompt_tokens", m.Prompt}, {"reply_tokens", m.Reply}, {"first_ns", int(m.First)}} {
		if f.number != 0 {
			w.RawString(`,"` + f.name + `":`)
			w.Int(f.number)
		}
	}
	w.RawString(`,"total_ns":`)
	w.Int(int(m.Total))
	w.RawByte('}')
	return w.BuildBytes()
}
