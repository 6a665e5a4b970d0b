package gateway

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"
)

// A file is a configuration as JSON. The key is in none: it comes from the environment, or from where a platform keeps secrets.
type file struct {
	Upstream     string                     `json:"upstream"`
	Model        string                     `json:"model"`
	Parameters   map[string]json.RawMessage `json:"parameters"`
	Origins      []string                   `json:"origins"`
	MaxTokens    int                        `json:"max_tokens"`
	Visitor      Limits                     `json:"visitor"`
	Site         Limits                     `json:"site"`
	VisitorFor   seconds                    `json:"visitor_for"`
	Off          bool                       `json:"off"`
	BodyTimeout  seconds                    `json:"body_timeout"`
	FirstTimeout seconds                    `json:"first_timeout"`
	TotalTimeout seconds                    `json:"total_timeout"`
	Key          json.RawMessage            `json:"key"`
}

// seconds are a time as JSON has it: "10s", or a number of seconds.
type seconds time.Duration

func (s *seconds) UnmarshalJSON(b []byte) error {
	var text string
	if json.Unmarshal(b, &text) == nil {
		d, err := time.ParseDuration(text)
		if err != nil || d < 0 {
			return fmt.Errorf("%q is no time: write it like 10s", text)
		}
		*s = seconds(d)
		return nil
	}
	var number float64
	if err := json.Unmarshal(b, &number); err != nil || number < 0 || number > 3600 {
		return fmt.Errorf("%s is no time: write it like \"10s\"", b)
	}
	*s = seconds(number * float64(time.Second))
	return nil
}

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
	d := json.NewDecoder(bytes.NewReader(source))
	d.DisallowUnknownFields()
	var f file
	if err := d.Decode(&f); err != nil {
		return Config{}, explain(source, err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return Config{}, errors.New("gateway: the configuration goes on after its end: it is one JSON object")
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

// explain says where a configuration can't be read.
func explain(source []byte, err error) error {
	offset := int64(0)
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		offset = syntax.Offset
	case errors.As(err, &kind):
		return fmt.Errorf("gateway: the configuration's field %q can't be a %s", kind.Field, kind.Value)
	default:
		return fmt.Errorf("gateway: the configuration can't be read: %w", err)
	}
	line := 1 + bytes.Count(source[:min(int(offset), len(source))], []byte("\n"))
	return fmt.Errorf("gateway: line %d of the configuration can't be read: %w", line, err)
}
