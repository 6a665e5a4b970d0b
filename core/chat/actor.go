package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"rso/core"
	"rso/policy/llm"
)

// patience is how long a reply may take. Nothing is asked twice: somebody is waiting, and the template is there.
const patience = 20 * time.Second

// An actor says replies in a language model's words.
type actor struct {
	client *llm.Client
	stderr io.Writer
	failed bool // it was said once that the template stands in
}

// newActor asks a server for a model, nobody when there is no URL. The key is taken from the environment.
func newActor(url, model string, stderr io.Writer) (*actor, error) {
	if url == "" {
		if model != "" {
			return nil, errors.New("name the model's server as well: -llm http://localhost:8000/v1")
		}
		return nil, nil
	}
	c, err := llm.New(llm.Options{URL: url, Model: model, Key: os.Getenv(llm.KeyVariable), Timeout: patience, Retries: -1})
	if err != nil {
		return nil, err
	}
	return &actor{client: c, stderr: stderr}, nil
}

// say returns what is shown for the session's last reply: what is true of the model's draft, or the template's text.
func (a *actor) say(ctx context.Context, s *core.Session, template string) string {
	draft, err := a.draft(ctx, s)
	if err != nil {
		a.fault(err)
		return template
	}
	return s.Finish(draft)
}

// draft asks the model.
func (a *actor) draft(ctx context.Context, s *core.Session) (string, error) {
	r := s.Request()
	ask := llm.Request{MaxTokens: r.Limits.Tokens}
	for _, m := range r.Messages() {
		ask.Messages = append(ask.Messages, llm.Message{Role: m.Role, Text: m.Content})
	}
	texts, err := a.client.Complete(ctx, ask)
	if err != nil {
		return "", err
	}
	return texts[0], nil
}

// fault says why the template stands in, the first time that it does.
func (a *actor) fault(err error) {
	if !a.failed {
		a.failed = true
		fmt.Fprintf(a.stderr, "chat: the model is not heard, the template answers: %v\n", err)
	}
}
