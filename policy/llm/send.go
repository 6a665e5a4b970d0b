//go:build !js

package llm

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/option"
)

// A failure is why a request has no answer.
type failure struct {
	error
	status int           // of the response; 0 when there was none, or a broken one
	again  bool          // it may go better next time
	wait   time.Duration // how long the server wants to be left alone
	told   bool          // whether it said so
}

// attempt sends a request once.
func (c *Client) attempt(ctx context.Context, r Request, recent bool) (reply, *failure) {
	ctx, cancel := context.WithTimeout(ctx, c.options.Timeout)
	defer cancel()
	var raw *http.Response
	var got reply
	var err error
	if c.options.Stream {
		got, err = c.stream(ctx, r.params(c.options.Model, recent), &raw)
	} else {
		got, err = c.whole(ctx, r.params(c.options.Model, recent), &raw)
	}
	switch {
	case raw != nil && raw.StatusCode >= 300:
		return reply{}, refusal(raw)
	case ctx.Err() != nil:
		return reply{}, &failure{error: fmt.Errorf("there was no whole answer within %v", c.options.Timeout), again: true}
	case err != nil:
		return reply{}, &failure{error: err, again: true}
	}
	if len(got.texts) > r.N {
		got.texts = got.texts[:r.N]
	}
	if got.usage == (usage{}) {
		got.usage = guess(r, got.texts)
	}
	c.charge(got.usage)
	return got, nil
}

// refusal puts a response that isn't an answer in words.
func refusal(raw *http.Response) *failure {
	body, _ := io.ReadAll(io.LimitReader(raw.Body, 1<<16)) // what can't be read can't be quoted
	said, code := complaint(body)
	f := &failure{error: fmt.Errorf("status %d, %s", raw.StatusCode, said), status: raw.StatusCode}
	switch {
	case raw.StatusCode == http.StatusTooManyRequests:
		// The same status says "slower, please" and "your account is empty". Waiting helps with the first only.
		f.again = code != "insufficient_quota"
		f.wait, f.told = patience(raw.Header)
	case raw.StatusCode == http.StatusServiceUnavailable:
		f.again = true
		f.wait, f.told = patience(raw.Header)
	case raw.StatusCode == http.StatusRequestTimeout, raw.StatusCode >= 500:
		f.again = true
	}
	return f
}

// complaint returns what a server says in a body that isn't an answer, and the code it gives. Servers differ in where
// they put it.
func complaint(body []byte) (said, code string) {
	var shapes struct {
		Error   json.RawMessage `json:"error"`
		Message string          `json:"message"`
		Detail  json.RawMessage `json:"detail"`
	}
	var inner struct {
		Message string `json:"message"`
		Code    any    `json:"code"`
	}
	if json.Unmarshal(body, &shapes) == nil {
		var text string
		if json.Unmarshal(shapes.Error, &inner) == nil && inner.Message != "" {
			code, _ = inner.Code.(string)
			return quoted(inner.Message), code
		}
		if json.Unmarshal(shapes.Error, &text) == nil && text != "" {
			return quoted(text), ""
		}
		if said := cmp.Or(shapes.Message, string(shapes.Detail)); said != "" {
			return quoted(said), ""
		}
	}
	if text := strings.TrimSpace(string(body)); text != "" {
		return quoted(text), ""
	}
	return "without a word", ""
}

// quoted returns the beginning of a text in quotes.
func quoted(text string) string {
	const most = 300
	if runes := []rune(text); len(runes) > most {
		text = string(runes[:most]) + "…"
	}
	return fmt.Sprintf("%q", text)
}

// whole asks for an answer in one piece.
func (c *Client) whole(ctx context.Context, p openai.ChatCompletionNewParams, raw **http.Response) (reply, error) {
	completion, err := c.service.New(ctx, p, option.WithResponseInto(raw))
	if err != nil {
		return reply{}, err
	}
	return read(completion)
}

// read returns what a completion says. The choices come in any order.
func read(completion *openai.ChatCompletion) (reply, error) {
	if completion == nil || len(completion.Choices) == 0 {
		return reply{}, errors.New("the answer has no choices")
	}
	slices.SortStableFunc(completion.Choices, func(a, b openai.ChatCompletionChoice) int { return cmp.Compare(a.Index, b.Index) })
	var got reply
	for _, choice := range completion.Choices {
		if !choice.JSON.Message.Valid() {
			return reply{}, errors.New("a choice of the answer has no message")
		}
		got.texts = append(got.texts, cmp.Or(choice.Message.Content, choice.Message.Refusal))
	}
	got.usage = usage{Prompt: int(completion.Usage.PromptTokens), Completion: int(completion.Usage.CompletionTokens)}
	return got, nil
}
