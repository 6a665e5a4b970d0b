package llmtest_test

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"rso/policy/llm/llmtest"
)

// sent is a request with one thing changed.
type sent struct{ path, key, kind, old, new string }

const whole = `{"model":"m","messages":[{"role":"user","content":"two words"}],"n":2,"seed":3,"temperature":1}`

// expectStatus sends a request and compares the status; it returns what the server said.
func expectStatus(t *testing.T, server *llmtest.Server, s sent, want int) string {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, server.URL+s.path,
		strings.NewReader(strings.Replace(whole, s.old, s.new, 1)))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Authorization", "Bearer "+s.key)
	request.Header.Set("Content-Type", s.kind)
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil || response.StatusCode != want {
		t.Errorf("%+v: status %d (%v), want %d: %s", s, response.StatusCode, err, want, body)
	}
	return string(body)
}

func TestServerChecksRequests(t *testing.T) {
	const path, kind = "/chat/completions", "application/json"
	server := llmtest.New(t, llmtest.Script{Key: "k"})
	answer := expectStatus(t, server, sent{path, "k", kind, "", ""}, http.StatusOK)
	for _, part := range []string{`"content":"3"`, `"content":"4"`, `"total_tokens":4`} {
		if !strings.Contains(answer, part) {
			t.Errorf("the answer has no %s: %s", part, answer)
		}
	}
	bad := []sent{
		{path, "k", kind, `"m"`, `""`},
		{path, "k", kind, `{"role":"user","content":"two words"}`, ""},
		{path, "k", kind, `"user"`, `"king"`},
		{path, "k", kind, `"n":2`, `"n":0`},
		{path, "k", kind, `"temperature":1`, `"temperature":3`},
		{path, "k", kind, `{`, `[`},
		{path, "k", "text/plain", "", ""},
	}
	for _, s := range bad {
		if said := expectStatus(t, server, s, http.StatusBadRequest); !strings.HasPrefix(said, `{"error":{`) {
			t.Errorf("%+v: the error is %s", s, said)
		}
	}
	expectStatus(t, server, sent{path, "", kind, "", ""}, http.StatusUnauthorized)
	expectStatus(t, server, sent{"/models", "k", kind, "", ""}, http.StatusNotFound)
	if n := server.Requests(); n != len(bad)+3 || server.Bodies()[0] != whole {
		t.Errorf("%d requests were counted", n)
	}
}

func TestStream(t *testing.T) {
	server := llmtest.New(t, llmtest.Script{Answer: func(m []llmtest.Message, _ int64) string { return m[0].Content }})
	answer := expectStatus(t, server, sent{"/chat/completions", "", "application/json", `"n":2`, `"stream":true,"stream_options":{"include_usage":true}`}, 200)
	for _, part := range []string{`"content":"two "`, `"content":"words"`, `"finish_reason":"stop"`, `"total_tokens":4`, "\n\ndata: [DONE]\n\n"} {
		if !strings.Contains(answer, part) {
			t.Errorf("the stream has no %s:\n%s", part, answer)
		}
	}
}

func TestBatchErrors(t *testing.T) {
	server := llmtest.New(t, llmtest.Script{})
	for input, want := range map[string]string{
		"{": "line 1",
		`{"custom_id":"a","method":"GET","url":"/v1/chat/completions","body":{}}`: "POST",
	} {
		if err := server.Batch(io.Discard, strings.NewReader(input)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want an error with %q", input, err, want)
		}
	}
}
