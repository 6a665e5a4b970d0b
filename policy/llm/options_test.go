package llm_test

import (
	"os"
	"strings"
	"testing"

	"rso/policy/llm"
)

func TestOptions(t *testing.T) {
	for _, c := range []struct {
		options llm.Options
		want    string
	}{
		{llm.Options{URL: "http://h"}, "name the model"},
		{llm.Options{Model: "m"}, "URL"},
		{llm.Options{Model: "m", URL: "h/v1"}, "http://"},
		{llm.Options{Model: "m", URL: "http://"}, "name a host"},
		{llm.Options{Model: "m", URL: "http://h/v1?key=secret"}, "a query"},
		{llm.Options{Model: "m", URL: "http://h\x01"}, "can't be read"},
		{llm.Options{Model: "m", URL: "http://h", Batch: &strings.Builder{}}, "cache"},
		{llm.Options{Model: "m", URL: "http://h", Calls: -1}, "negative"},
		{llm.Options{Model: "m", Cache: os.DevNull}, "can't be made"},
	} {
		_, err := llm.New(c.options)
		if err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "secret") {
			t.Errorf("%+v: %v, want an error with %q", c.options, err, c.want)
		}
	}
}

func TestRequestsAreChecked(t *testing.T) {
	c := client(t, llm.Options{URL: "http://localhost"})
	bad := func(change func(*llm.Request), want string) {
		t.Helper()
		r := question(1)
		change(&r)
		expectError(t, c, r, want)
	}
	bad(func(r *llm.Request) { r.Messages = nil }, "no messages")
	bad(func(r *llm.Request) { r.N = -1 }, "-1 texts")
	bad(func(r *llm.Request) { r.Temperature = 3 }, "temperature is 3")
	bad(func(r *llm.Request) { r.MaxTokens = -1 }, "-1 tokens")
	bad(func(r *llm.Request) { r.Messages = []llm.Message{{Role: "king"}} }, `"king"`)
}
