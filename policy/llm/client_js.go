package llm

import (
	"context"
	"errors"
)

// A Client asks nobody in a page: measuring there is for simulated seekers and the rubric, and what HTTP and an SDK weigh is
// left out.
type Client struct{}

// Model returns "": there is none.
func (*Client) Model() string { return "" }

// Complete says that there is nobody to ask.
func (*Client) Complete(context.Context, Request) ([]string, error) {
	return nil, errors.New("llm: no language model is asked from a page")
}
