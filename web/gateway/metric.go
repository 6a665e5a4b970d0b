package gateway

import "time"

// A Metric is what there is to know of one request: nothing that was said, and nobody's address.
type Metric struct {
	Time     time.Time     `json:"time"`
	Path     string        `json:"path"` // "/v1/turn", "/v1/visitor", "/healthz" or "other"
	Status   int           `json:"status"`
	Code     Code          `json:"code,omitempty"` // what went wrong, within the stream too
	Strategy string        `json:"strategy,omitempty"`
	Language string        `json:"language,omitempty"`
	Prompt   int           `json:"prompt_tokens,omitempty"` // by a guess
	Reply    int           `json:"reply_tokens,omitempty"`  // by the pieces that it came in, and its length
	First    time.Duration `json:"first_ns,omitempty"`      // until the first words
	Total    time.Duration `json:"total_ns"`
}
