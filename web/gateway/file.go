package gateway

import (
	"bytes"
	"errors"
	"fmt"
	"time"

	"github.com/mailru/easyjson/jlexer"

	"rso/core/act/prompt"
)

// ReadConfig reads a configuration from JSON:
//
//	{"upstream": "https://llm.example/v1", "model": "small", "origins": ["https://shop.example"],
//	 "parameters": {"temperature": 0.4}, "max_tokens": 200,
//	 "visitor": {"requests_per_minute": 10, "requests_per_day": 200, "tokens_per_minute": 10000, "tokens_per_day": 100000},
//	 "site": {"tokens_per_day": 5000000}, "visitor_for": "12h", "off": false,
//	 "body_timeout": "5s", "first_timeout": "10s", "total_timeout": "60s"}
//
// Only the first three are needed. Fields that there aren't are refused, and so is a key. What is wrong with a value is
// found by [New].
func ReadConfig(source []byte) (Config, error) {
	var f file
	if err := unmarshal(source, &f); err != nil {
		return Config{}, explain(source, err)
	}
	if f.Key != nil {
		return Config{}, errors.New("gateway: the configuration has a key: take it out, and give it as a secret")
	}
	return Config{
		Upstream: f.Upstream, Model: f.Model, Parameters: f.Parameters, Origins: f.Origins, MaxTokens: f.MaxTokens, Visitor: f.Visitor, Site: f.Site, Off: f.Off,
		VisitorFor:  time.Duration(f.VisitorFor),
		BodyTimeout: time.Duration(f.BodyTimeout), FirstTimeout: time.Duration(f.FirstTimeout), TotalTimeout: time.Duration(f.TotalTimeout),
	}, nil
}

// Secrets puts in what stands in no file: the key for the model's server, the keys that sign visitors' tokens, separated by commas, the
// newest first, and Turnstile's. "" is none.
func (c *Config) Secrets(key, visitorKeys, turnstile string) {
	c.Key, c.Turnstile = key, turnstile
	if visitorKeys != "" {
		c.VisitorKeys = bytes.Split([]byte(visitorKeys), []byte(","))
	}
}

// unmarshal reads a frame, which is all there is.
func unmarshal(b []byte, to interface{ UnmarshalEasyJSON(*jlexer.Lexer) }) error {
	l := jlexer.Lexer{Data: b}
	to.UnmarshalEasyJSON(&l)
	l.Consumed()
	return l.Error()
}

// explain says where a configuration can't be read.
func explain(source []byte, err error) error {
	var e *jlexer.LexerError
	if !errors.As(err, &e) {
		return fmt.Errorf("gateway: the configuration can't be read: %w", err)
	}
	line := 1 + bytes.Count(source[:min(e.Offset, len(source))], []byte("\n"))
	if e.Reason == "unknown field" {
		return fmt.Errorf("gateway: line %d of the configuration: there is no field %q", line, e.Data)
	}
	if name := prompt.FieldBefore(source, e.Offset); name != "" {
		return fmt.Errorf("gateway: line %d of the configuration: the field %q can't be read: %s", line, name, e.Reason)
	}
	return fmt.Errorf("gateway: line %d of the configuration can't be read: %s", line, e.Reason)
}
