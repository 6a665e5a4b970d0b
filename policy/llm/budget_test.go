package llm_test

import (
	"context"
	"errors"
	"sync"
	"testing"

	"rso/policy/llm"
	"rso/policy/llm/llmtest"
)

func TestBudgetAndResumption(t *testing.T) {
	server := llmtest.New(t, llmtest.Script{OneN: true})
	cache := t.TempDir()
	for _, c := range []struct {
		options llm.Options
		calls   int
	}{
		{llm.Options{Calls: 2}, 2},
		{llm.Options{Tokens: 5}, 2}, // 4 each: the second request is sent with one token left
	} {
		c.options.URL, c.options.Cache = server.URL, cache
		limited := client(t, c.options)
		err := expectError(t, limited, question(6), "2 requests were sent", cache, "run the same again")
		if !errors.Is(err, llm.ErrBudget) {
			t.Errorf("the error is %v", err)
		}
		if calls, _, _ := limited.Stats(); calls != c.calls {
			t.Errorf("%d requests, want %d", calls, c.calls)
		}
	}
	rest := client(t, llm.Options{URL: server.URL, Cache: cache})
	expectTexts(t, rest, question(6), sevenOn(6))
	expectRequests(t, server, 6)
	if calls, _, _ := rest.Stats(); calls != 2 {
		t.Errorf("the rest took %d requests, want 2", calls)
	}
}

func TestRetriesSpendTheBudget(t *testing.T) {
	server := llmtest.New(t, llmtest.Script{Faults: []llmtest.Fault{{Status: 500}, {Status: 500}}})
	c := client(t, llm.Options{URL: server.URL, Calls: 2})
	if err := expectError(t, c, question(1), "larger budget"); !errors.Is(err, llm.ErrBudget) {
		t.Errorf("the error is %v", err)
	}
	expectRequests(t, server, 2, c)
}

func TestBudgetIsSharedByGoroutines(t *testing.T) {
	server := llmtest.New(t, llmtest.Script{})
	c := client(t, llm.Options{URL: server.URL, Calls: 5, Cache: t.TempDir()})
	var wait sync.WaitGroup
	for seed := range 20 {
		wait.Go(func() {
			r := question(1)
			r.Seed = int64(seed)
			if _, err := c.Complete(t.Context(), r); err != nil && !errors.Is(err, llm.ErrBudget) {
				t.Error(err)
			}
		})
	}
	wait.Wait()
	expectRequests(t, server, 5, c)
}

func TestInterruptedAndResumed(t *testing.T) {
	for _, stream := range []bool{false, true} {
		ctx, cancel := context.WithCancel(t.Context())
		server := llmtest.New(t, llmtest.Script{OneN: true, Answer: func(_ []llmtest.Message, sample int64) string {
			if sample == 9 {
				cancel()
			}
			return sevenOn(6)[sample-7]
		}})
		cache := t.TempDir()
		c := client(t, llm.Options{URL: server.URL, Cache: cache, Stream: stream})
		if texts, err := c.Complete(ctx, question(6)); !errors.Is(err, context.Canceled) {
			t.Fatalf("%q, %v", texts, err)
		}
		resumed := client(t, llm.Options{URL: server.URL, Cache: cache, Stream: stream})
		expectTexts(t, resumed, question(6), sevenOn(6))
		if calls, _, _ := resumed.Stats(); calls > 4 {
			t.Errorf("the rest took %d requests", calls)
		}
	}
}

func TestUsageIsGuessed(t *testing.T) {
	for _, stream := range []bool{false, true} {
		server := llmtest.New(t, llmtest.Script{Silent: true})
		c := client(t, llm.Options{URL: server.URL, Stream: stream})
		expectTexts(t, c, question(2), sevenOn(2))
		if _, _, tokens := c.Stats(); tokens != 2+3+1+1 { // "Count.", "How many?", "7", "8"
			t.Errorf("%d tokens were counted", tokens)
		}
	}
}
