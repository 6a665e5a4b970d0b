package llm_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"rso/policy/llm"
	"rso/policy/llm/llmtest"
)

// question is a request for n texts.
func question(n int) llm.Request {
	return llm.Request{
		Messages:    []llm.Message{{Role: llm.System, Text: "Count."}, {Role: llm.User, Text: "How many?"}},
		N:           n,
		Temperature: 1,
		MaxTokens:   20,
		Seed:        7,
	}
}

// sevenOn are the texts that a server without an answer of its own gives to question(n).
func sevenOn(n int) []string {
	texts := make([]string, n)
	for i := range texts {
		texts[i] = fmt.Sprint(7 + i)
	}
	return texts
}

// client returns a client that waits for nobody; what is left open is filled in.
func client(t *testing.T, o llm.Options) *llm.Client {
	t.Helper()
	if o.Model == "" {
		o.Model = "test"
	}
	if o.Sleep == nil {
		o.Sleep = func(ctx context.Context, _ time.Duration) error { return ctx.Err() }
	}
	c, err := llm.New(o)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// expectTexts asks and compares.
func expectTexts(t *testing.T, c *llm.Client, r llm.Request, want []string) {
	t.Helper()
	if got, err := c.Complete(t.Context(), r); err != nil || !slices.Equal(got, want) {
		t.Errorf("the texts are %q (%v), want %q", got, err, want)
	}
}

// expectError asks and looks for words in the error.
func expectError(t *testing.T, c *llm.Client, r llm.Request, words ...string) error {
	t.Helper()
	texts, err := c.Complete(t.Context(), r)
	if err == nil {
		t.Fatalf("the texts are %q, want an error with %q", texts, words)
	}
	for _, w := range words {
		if !strings.Contains(err.Error(), w) {
			t.Errorf("the error %q doesn't say %q", err, w)
		}
	}
	return err
}

// expectRequests compares what the server saw and the client counted.
func expectRequests(t *testing.T, server *llmtest.Server, want int, clients ...*llm.Client) {
	t.Helper()
	if got := server.Requests(); got != want {
		t.Errorf("the server saw %d requests, want %d", got, want)
	}
	if len(clients) == 0 {
		return
	}
	sum := 0
	for _, c := range clients {
		calls, _, _ := c.Stats()
		sum += calls
	}
	if sum != want {
		t.Errorf("the clients counted %d requests, want %d", sum, want)
	}
}

func TestCompleteAndReplay(t *testing.T) {
	for _, stream := range []bool{false, true} {
		for _, one := range []bool{false, true} {
			t.Run(fmt.Sprintf("stream=%v one=%v", stream, one), func(t *testing.T) {
				server := llmtest.New(t, llmtest.Script{OneN: one, Key: "secret"})
				o := llm.Options{URL: server.URL, Key: "secret", Cache: t.TempDir(), Stream: stream}
				c := client(t, o)
				expectTexts(t, c, question(4), sevenOn(4))
				requests := 1
				if one {
					requests = 4
				}
				expectRequests(t, server, requests, c)
				if _, _, tokens := c.Stats(); tokens != 3*requests+4 {
					t.Errorf("%d tokens were counted", tokens)
				}
				expectTexts(t, c, question(4), sevenOn(4))
				if _, hits, _ := c.Stats(); hits != 1 {
					t.Errorf("%d hits were counted", hits)
				}
				// Another URL, no key, and the other way of sending: the answers are the same.
				replay := client(t, llm.Options{Cache: o.Cache, Stream: !stream})
				expectTexts(t, replay, question(4), sevenOn(4))
				expectError(t, replay, question(5), "no URL")
				expectRequests(t, server, requests, c, replay)
			})
		}
	}
}

func TestWithoutCache(t *testing.T) {
	server := llmtest.New(t, llmtest.Script{})
	c := client(t, llm.Options{URL: server.URL + "/chat/completions/"})
	expectTexts(t, c, question(0), sevenOn(1))
	expectTexts(t, c, question(1), sevenOn(1))
	expectRequests(t, server, 2, c)
	if body := server.Bodies()[0]; body != server.Bodies()[1] || strings.Contains(body, `"n"`) || !strings.Contains(body, `"seed":7`) {
		t.Errorf("the request is %s", body)
	}
}

func TestAnotherRequestIsAskedAgain(t *testing.T) {
	server := llmtest.New(t, llmtest.Script{})
	cache := t.TempDir()
	c := client(t, llm.Options{URL: server.URL, Cache: cache})
	requests := []llm.Request{question(1), question(2), question(1), question(1), question(1), question(1)}
	requests[2].Seed++
	requests[3].Temperature = 0
	requests[4].MaxTokens++
	requests[5].Messages = requests[5].Messages[1:]
	for _, r := range requests {
		if _, err := c.Complete(t.Context(), r); err != nil {
			t.Fatal(err)
		}
	}
	expectRequests(t, server, len(requests), c)
	other := client(t, llm.Options{URL: server.URL, Cache: cache, Model: "other"})
	expectTexts(t, other, question(1), sevenOn(1))
	expectRequests(t, server, len(requests)+1, c, other)
}

func TestIdenticalRequestsAreSentOnce(t *testing.T) {
	arrived, answer := make(chan struct{}), make(chan struct{})
	server := llmtest.New(t, llmtest.Script{Answer: func(_ []llmtest.Message, sample int64) string {
		close(arrived)
		<-answer
		return "once"
	}})
	c := client(t, llm.Options{URL: server.URL, Cache: t.TempDir()})
	var wait sync.WaitGroup
	ask := func() {
		wait.Go(func() { expectTexts(t, c, question(1), []string{"once"}) })
	}
	ask()
	<-arrived
	for range 7 {
		ask()
	}
	impatient, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := c.Complete(impatient, question(1)); !errors.Is(err, context.Canceled) {
		t.Errorf("waiting ended with %v", err)
	}
	close(answer)
	wait.Wait()
	// Whoever came too late to wait found the answer in the cache.
	if calls, hits, _ := c.Stats(); calls != 1 || hits != 7 {
		t.Errorf("%d requests and %d hits for 8 completions", calls, hits)
	}
}

func TestTheFirstToAskMayGiveUp(t *testing.T) {
	server := llmtest.New(t, llmtest.Script{Faults: []llmtest.Fault{{Hangs: true}}})
	c := client(t, llm.Options{URL: server.URL})
	first, cancel := context.WithCancel(t.Context())
	var wait sync.WaitGroup
	wait.Go(func() {
		if _, err := c.Complete(first, question(1)); !errors.Is(err, context.Canceled) {
			t.Errorf("the first ended with %v", err)
		}
	})
	for server.Requests() == 0 {
		time.Sleep(time.Millisecond)
	}
	wait.Go(func() { expectTexts(t, c, question(1), sevenOn(1)) })
	cancel()
	wait.Wait()
	expectRequests(t, server, 2, c)
}

func TestDamagedCache(t *testing.T) {
	server := llmtest.New(t, llmtest.Script{})
	cache := t.TempDir()
	c := client(t, llm.Options{URL: server.URL, Cache: cache})
	expectTexts(t, c, question(1), sevenOn(1))
	files, err := filepath.Glob(filepath.Join(cache, "??", "*.json"))
	if err != nil || len(files) != 1 || !strings.HasPrefix(filepath.Base(files[0]), filepath.Base(filepath.Dir(files[0]))) {
		t.Fatalf("the cache has the files %v (%v)", files, err)
	}
	for _, content := range []string{`{"key":`, `{"key":"other","texts":["7"]}`, "", `[]`} {
		if err := os.WriteFile(files[0], []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
		expectError(t, c, question(1), files[0], "delete it")
	}
	expectRequests(t, server, 1, c)
	if err := os.Remove(files[0]); err != nil {
		t.Fatal(err)
	}
	expectTexts(t, c, question(1), sevenOn(1))
}
