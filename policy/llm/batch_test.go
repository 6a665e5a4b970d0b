package llm_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"rso/policy/llm"
	"rso/policy/llm/llmtest"
)

// collect asks for the requests in a client that sends nothing, and returns its batch.
func collect(t *testing.T, cache string, requests ...llm.Request) string {
	t.Helper()
	var batch bytes.Buffer
	c := client(t, llm.Options{Cache: cache, Batch: &batch})
	for _, r := range requests {
		if err := expectError(t, c, r, "import"); !errors.Is(err, llm.ErrCollected) {
			t.Errorf("the error is %v", err)
		}
	}
	if lines := strings.Count(batch.String(), "\n"); lines != c.Collected() {
		t.Errorf("%d lines for %d requests", lines, c.Collected())
	}
	return batch.String()
}

// answered has a server answer a batch.
func answered(t *testing.T, server *llmtest.Server, batch string) string {
	t.Helper()
	var out bytes.Buffer
	if err := server.Batch(&out, strings.NewReader(batch)); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// expectImport imports, and looks for words in the error; none: there is to be none.
func expectImport(t *testing.T, c *llm.Client, text string, want int, words ...string) {
	t.Helper()
	n, err := c.Import(strings.NewReader(text))
	if n != want || (err == nil) != (len(words) == 0) {
		t.Fatalf("%d lines were imported (%v), want %d", n, err, want)
	}
	for _, w := range words {
		if !strings.Contains(err.Error(), w) {
			t.Errorf("the error %q doesn't say %q", err, w)
		}
	}
}

func TestBatch(t *testing.T) {
	cache := t.TempDir()
	batch := collect(t, cache, question(3), question(2), question(3))
	var line struct {
		ID     string `json:"custom_id"`
		Method string
		URL    string
		Body   map[string]any
	}
	if err := json.Unmarshal([]byte(batch[:strings.Index(batch, "\n")]), &line); err != nil {
		t.Fatal(err)
	}
	if len(line.ID) != 64 || line.Method != "POST" || line.URL != "/v1/chat/completions" || line.Body["model"] != "test" ||
		line.Body["n"] != 3.0 || line.Body["max_completion_tokens"] != 20.0 || len(line.Body["messages"].([]any)) != 2 {
		t.Errorf("the line is %+v", line)
	}
	server := llmtest.New(t, llmtest.Script{})
	c := client(t, llm.Options{URL: server.URL, Cache: cache})
	output := answered(t, server, batch)
	expectImport(t, c, "\ufeff"+output+"\n\n", 2)
	expectImport(t, c, output, 2) // once more changes nothing
	expectTexts(t, c, question(3), sevenOn(3))
	expectTexts(t, c, question(2), sevenOn(2))
	expectRequests(t, server, 0, c)
	if rest := collect(t, cache); rest != "" {
		t.Errorf("the batch has %s", rest)
	}
}

func TestBatchWithFewerTexts(t *testing.T) {
	cache := t.TempDir()
	server := llmtest.New(t, llmtest.Script{OneN: true})
	c := client(t, llm.Options{URL: server.URL, Cache: cache})
	for range 2 {
		output := answered(t, server, collect(t, cache, question(4)))
		expectImport(t, c, output, 1)
		expectImport(t, c, output, 1)
	}
	expectTexts(t, c, question(4), sevenOn(4))
	expectRequests(t, server, 2, c)
}

func TestBatchWithFaults(t *testing.T) {
	cache := t.TempDir()
	batch := collect(t, cache, question(1), question(2), question(3))
	server := llmtest.New(t, llmtest.Script{Faults: []llmtest.Fault{{}, {Status: 500}}})
	output := answered(t, server, batch)
	id := strings.Split(batch, `"`)[3]
	bad := strings.Join([]string{
		`{"custom_id":"` + id + `","response":{"status_code":400,"body":{"error":{"message":"too long"}}},"error":null}`,
		`{"custom_id":"../../etc/passwd","response":{"status_code":200,"body":{}}}`,
		`{"custom_id":"` + strings.ToUpper(id) + `","response":{"status_code":200,"body":{}}}`,
		`{"custom_id":"` + id + `"}`,
		`{"custom_id":"` + id + `","response":{"status_code":200,"body":{"choices":[]}}}`,
		`{"custom_id":"` + id + `","response":{"status_code":200,"body":"x"}}`,
		`{"custom_id`,
	}, "\n")
	c := client(t, llm.Options{Cache: cache})
	expectImport(t, c, output+bad, 2, "line 2: the request", "could not be executed", "batch_expired", `line 4: response: the request `+id, "too long",
		"line 5: custom_id", "line 6: custom_id", "line 7: response: there is none", "line 8: response.body: the answer has no choices",
		"line 9: response.body", "line 10: is not a line")
	expectTexts(t, c, question(1), sevenOn(1))
	expectTexts(t, c, question(3), sevenOn(3))
	expectError(t, c, question(2), "no URL")
}

func TestBatchFaultsOfItsOwn(t *testing.T) {
	c := client(t, llm.Options{Cache: t.TempDir(), Batch: brokenPipe{}})
	for range 2 {
		if err := expectError(t, c, question(1), "can't be written", "broken pipe"); errors.Is(err, llm.ErrCollected) {
			t.Error("what isn't written counts as collected")
		}
	}
	if _, err := client(t, llm.Options{URL: "http://localhost"}).Import(strings.NewReader("")); err == nil {
		t.Error("without a cache there is nothing to import into")
	}
}

type brokenPipe struct{}

func (brokenPipe) Write([]byte) (int, error) { return 0, errors.New("broken pipe") }

func FuzzImport(f *testing.F) {
	id := strings.Repeat("0a", 32)
	f.Add(`{"id":"batch_req_1","custom_id":"` + id + `","response":{"status_code":200,"request_id":"r","body":{"choices":[{"index":0,"message":` +
		`{"role":"assistant","content":"yes"}}],"usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3}}},"error":null}`)
	f.Add(`{"custom_id":"` + id + `","response":null,"error":{"code":"x","message":"y"}}` + "\n\n{}")
	f.Add("\ufeff[]\nnull\n\"\"")
	f.Fuzz(func(t *testing.T, text string) {
		c, err := llm.New(llm.Options{Model: "test", Cache: t.TempDir()})
		if err != nil {
			t.Fatal(err)
		}
		n, err := c.Import(strings.NewReader(text))
		again, errAgain := c.Import(strings.NewReader(text))
		if n != again || (err == nil) != (errAgain == nil) {
			t.Errorf("first %d (%v), then %d (%v)", n, err, again, errAgain)
		}
	})
}
