//go:build !js

package llm

import (
	"errors"
	"fmt"
)

// ErrBudget is wrapped by the errors of a client that may not send more.
var ErrBudget = errors.New("the budget is spent")

// spend counts a request that is about to be sent, unless there is no budget left for it.
func (c *Client) spend() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	o := c.options
	if o.Calls > 0 && c.calls >= o.Calls {
		return c.spent(fmt.Sprintf("%d requests", o.Calls))
	}
	if o.Tokens > 0 && c.tokens >= o.Tokens {
		return c.spent(fmt.Sprintf("%d tokens", o.Tokens))
	}
	c.calls++
	return nil
}

// spent puts the end of the budget in words. The caller holds the lock.
func (c *Client) spent(limit string) error {
	kept := "no answers are kept without a cache, so give a larger budget"
	if c.options.Cache != "" {
		kept = fmt.Sprintf("the answers so far are in %s: run the same again, or with a larger budget, and it goes on from here", c.options.Cache)
	}
	return fmt.Errorf("llm: %w: of the %s allowed, %d requests were sent and %d tokens spent; %s", ErrBudget, limit, c.calls, c.tokens, kept)
}

// charge counts the tokens of an answer.
func (c *Client) charge(u usage) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.tokens += u.Prompt + u.Completion
}

// guess returns a usage for servers that don't tell: a token has about four bytes.
func guess(r Request, texts []string) usage {
	var u usage
	for _, m := range r.Messages {
		u.Prompt += (len(m.Text) + 3) / 4
	}
	for _, text := range texts {
		u.Completion += (len(text) + 3) / 4
	}
	return u
}
