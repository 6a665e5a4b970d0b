package llm

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
)

// The roles that messages have.
const (
	System    = "system"    // tells the model what to do
	User      = "user"      // talks to the model
	Assistant = "assistant" // what the model said before
)

// A Message is one thing said to the model, or by it.
type Message struct {
	Role string `json:"role"` // [System], [User] or [Assistant]
	Text string `json:"text"`
}

// A Request is what is asked. It is the address of its answer: another seed is another request.
type Request struct {
	Messages    []Message `json:"messages"`
	N           int       `json:"n"`           // how many texts are wanted; 0 means 1
	Temperature float64   `json:"temperature"` // 0: the likeliest words, to 2
	MaxTokens   int       `json:"max_tokens"`  // most tokens in a text; 0: as the server likes
	Seed        int64     `json:"seed"`        // for servers that can repeat themselves; 0: the server draws
}

// check returns the request with its defaults, or an error that says what is wrong with it.
func (r Request) check() (Request, error) {
	if r.N == 0 {
		r.N = 1
	}
	switch {
	case len(r.Messages) == 0:
		return r, errors.New("llm: the request has no messages")
	case r.N < 0:
		return r, fmt.Errorf("llm: the request asks for %d texts; ask for at least 1", r.N)
	case !(r.Temperature >= 0 && r.Temperature <= 2):
		return r, fmt.Errorf("llm: the request's temperature is %v; it goes from 0 to 2", r.Temperature)
	case r.MaxTokens < 0:
		return r, fmt.Errorf("llm: the request allows %d tokens; allow at least 1, or 0 for as many as the server likes", r.MaxTokens)
	}
	for i, m := range r.Messages {
		if m.Role != System && m.Role != User && m.Role != Assistant {
			return r, fmt.Errorf("llm: message %d of the request has the role %q; it must be %q, %q or %q",
				i+1, m.Role, System, User, Assistant)
		}
	}
	return r, nil
}

// key returns the address of the request's answer: the SHA-256 of its JSON with the model's name, in hexadecimal digits.
// Neither the URL nor the key to it matters, so that another provider of the same model may go on.
func (r Request) key(model string) (string, error) {
	text, err := json.Marshal(struct {
		Model string `json:"model"`
		Request
	}{model, r})
	if err != nil {
		return "", fmt.Errorf("llm: the request can't be written as JSON: %w", err)
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:]), nil
}

// after returns the request for the texts that are missing when there are some: with a seed of its own, so that a server
// that repeats itself doesn't.
func (r Request) after(texts int) Request {
	r.N -= texts
	r.Seed += int64(texts)
	return r
}
