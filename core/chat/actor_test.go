package main

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"rso/policy/llm"
	"rso/policy/llm/llmtest"
)

// heard has a conversation in a model's words, as far as they are verified, and returns what was shown and the
// diagnostics.
func heard(t *testing.T, server *llmtest.Server, input string) (shown []string, diagnostics string) {
	t.Helper()
	c, p := shop(t)
	s, err := open(c, p, "en")
	if err != nil {
		t.Fatal(err)
	}
	var out, stderr bytes.Buffer
	a, err := newActor(server.URL, "small", &stderr)
	if err != nil {
		t.Fatal(err)
	}
	if err := converse(t.Context(), s, a, false, false, strings.NewReader(input), &out); err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n"), stderr.String()
}

func TestModelSaysReplies(t *testing.T) {
	t.Setenv(llm.KeyVariable, "secret")
	server := llmtest.New(t, llmtest.Script{Key: "secret", Answer: func(m []llmtest.Message, _ int64) string {
		if strings.Contains(m[1].Content, `: "The Birdcage"`) {
			return "The Birdcage is a comedy with Robin Williams."
		}
		return "Goodbye, enjoy it!"
	}})
	shown, stderr := heard(t, server, "a comedy with Robin Williams\nthanks\n")
	if want := []string{"The Birdcage is a comedy with Robin Williams.", "Goodbye, enjoy it!"}; !slices.Equal(shown, want) || stderr != "" {
		t.Errorf("shown is %q, on stderr is %q", shown, stderr)
	}
	bodies := server.Bodies()
	if !strings.Contains(bodies[0], `"max_tokens":200`) || !strings.Contains(bodies[0], `"model":"small"`) {
		t.Errorf("the model is asked %s", bodies[0])
	}
	if !strings.Contains(bodies[1], `you: \"`+strings.TrimSuffix(shown[0], ".")) {
		t.Errorf("the second request doesn't know what was shown: %s", bodies[1])
	}
}

// Whatever goes wrong, the template answers, and it is said once why.
func TestTemplateStandsIn(t *testing.T) {
	c, p := shop(t)
	const input = "a comedy with Robin Williams\nwhy the first one?\nthanks\n"
	want := chats(t, input, "-catalog", c, "-policy", p)
	wrong := func(f llmtest.Fault) llmtest.Script { return llmtest.Script{Faults: []llmtest.Fault{f, f, f}} }
	for what, e := range map[string]struct {
		script llmtest.Script
		why    string
	}{
		"too many requests": {wrong(llmtest.Fault{Status: 429, RetryAfter: "60"}), "429"},
		"a broken server":   {wrong(llmtest.Fault{Status: 500}), "500"},
		"half an answer":    {wrong(llmtest.Fault{Truncated: true}), "chat: the model is not heard"},
		"garbage":           {wrong(llmtest.Fault{Body: "<html>"}), "chat: the model is not heard"},
		"a wrong key":       {llmtest.Script{Key: "another"}, "401"},
	} {
		shown, stderr := heard(t, llmtest.New(t, e.script), input)
		if !slices.Equal(shown, want) {
			t.Errorf("%s: shown is %q, want %q", what, shown, want)
		}
		if !strings.Contains(stderr, e.why) || strings.Count(stderr, "\n") != 1 {
			t.Errorf("%s: on stderr is %q, want one line that says %q", what, stderr, e.why)
		}
	}
}

// What nobody verified isn't shown.
func TestDraftsAreVerified(t *testing.T) {
	server := llmtest.New(t, llmtest.Script{Answer: func([]llmtest.Message, int64) string { return "I wore the Invented 3000 for $1." }})
	shown, _ := heard(t, server, "a comedy\n")
	if strings.Contains(shown[0], "Invented") || shown[0] == "" {
		t.Errorf("shown is %q", shown)
	}
}
