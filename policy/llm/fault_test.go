package llm_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"rso/policy/llm"
	"rso/policy/llm/llmtest"
)

// expectFaults lets a server fail so, one request after the other, and expects the answer all the same.
func expectFaults(t *testing.T, o llm.Options, faults ...llmtest.Fault) (waits []time.Duration) {
	t.Helper()
	server := llmtest.New(t, llmtest.Script{Faults: faults})
	o.URL = server.URL
	o.Sleep = func(ctx context.Context, d time.Duration) error {
		waits = append(waits, d)
		return ctx.Err()
	}
	c := client(t, o)
	expectTexts(t, c, question(3), sevenOn(3))
	expectRequests(t, server, len(faults)+1, c)
	if len(waits) != len(faults) {
		t.Errorf("%d waits for %d faults", len(waits), len(faults))
	}
	return waits
}

func TestFaultsThatPass(t *testing.T) {
	for name, fault := range map[string]llmtest.Fault{
		"429":             {Status: 429},
		"500":             {Status: 500},
		"500 in HTML":     {Status: 500, Body: "<html>oops"},
		"503":             {Status: 503},
		"408":             {Status: 408},
		"malformed":       {Body: `{"choices": [{"mess`},
		"not an answer":   {Body: `"hello"`},
		"no choices":      {Body: `{"choices":[]}`},
		"error, but 200":  {Body: `{"error":{"message":"overloaded"}}`},
		"no message":      {Body: `{"choices":[{"index":0}]}`},
		"truncated":       {Truncated: true},
		"empty":           {Body: " "},
		"choice number -": {Body: "data: {\"choices\":[{\"index\":-1,\"delta\":{\"content\":\"x\"}}]}\n\n"},
	} {
		t.Run(name, func(t *testing.T) {
			for _, stream := range []bool{false, true} {
				expectFaults(t, llm.Options{Stream: stream}, fault, fault)
			}
		})
	}
}

func TestTimeoutsPass(t *testing.T) {
	for _, stream := range []bool{false, true} {
		t.Run(fmt.Sprintf("stream=%v", stream), func(t *testing.T) {
			t.Parallel()
			// The silence is waited out once. A busy machine has the same time for the answer, which comes at once.
			expectFaults(t, llm.Options{Timeout: time.Second, Stream: stream}, llmtest.Fault{Hangs: true})
		})
	}
}

func TestBackoff(t *testing.T) {
	faults := slices.Repeat([]llmtest.Fault{{Status: 500}}, 9)
	waits := expectFaults(t, llm.Options{Retries: 9}, faults...)
	most := 500 * time.Millisecond
	for i, wait := range waits {
		if wait < most/2 || wait > most {
			t.Errorf("wait %d is %v, want between %v and %v", i+1, wait, most/2, most)
		}
		most = min(2*most, 30*time.Second)
	}
	if again := expectFaults(t, llm.Options{Retries: 9}, faults...); !slices.Equal(again, waits) {
		t.Errorf("the same run waits %v and then %v", waits, again)
	}
}

func TestRetryAfter(t *testing.T) {
	waits := expectFaults(t, llm.Options{},
		llmtest.Fault{Status: 429, RetryAfter: "17"},
		llmtest.Fault{Status: 503, RetryAfter: "2.5"},
		llmtest.Fault{Status: 429, RetryAfter: "0"},
		llmtest.Fault{Status: 503, RetryAfter: time.Now().Add(-time.Hour).UTC().Format(http.TimeFormat)},
		llmtest.Fault{Status: 503, RetryAfter: time.Now().Add(2 * time.Minute).UTC().Format(http.TimeFormat)})
	want := []time.Duration{17 * time.Second, 2500 * time.Millisecond, 0, 0}
	if len(waits) != 5 || !slices.Equal(waits[:4], want) {
		t.Fatalf("the waits are %v, want %v", waits, want)
	}
	if last := waits[4]; last < 115*time.Second || last > 121*time.Second {
		t.Errorf("the date is %v away, want about two minutes", last)
	}
	for _, header := range []string{"soon", "-1", "NaN"} {
		if w := expectFaults(t, llm.Options{}, llmtest.Fault{Status: 429, RetryAfter: header}); w[0] < 250*time.Millisecond {
			t.Errorf("%q: the wait is %v", header, w[0])
		}
	}
}

// expectRefusal lets a server fail for good, and looks for words in the error.
func expectRefusal(t *testing.T, o llm.Options, requests int, script llmtest.Script, words ...string) {
	t.Helper()
	server := llmtest.New(t, script)
	o.URL = server.URL
	c := client(t, o)
	expectError(t, c, question(1), append(words, server.URL)...)
	expectRequests(t, server, requests, c)
}

func TestFaultsThatStay(t *testing.T) {
	once := func(f llmtest.Fault) llmtest.Script { return llmtest.Script{Faults: []llmtest.Fault{f}} }
	expectRefusal(t, llm.Options{}, 1, once(llmtest.Fault{Status: 400, Body: `{"error":{"message":"too long by 12"}}`}), "400", "too long by 12")
	expectRefusal(t, llm.Options{}, 1, once(llmtest.Fault{Status: 400, Body: `{"error":"a plain text"}`}), "a plain text")
	expectRefusal(t, llm.Options{}, 1, once(llmtest.Fault{Status: 422, Body: `{"detail":[{"msg":"bad"}]}`}), "422", "bad")
	expectRefusal(t, llm.Options{}, 1, once(llmtest.Fault{Status: 400, Body: `{"object":"error","message":"flat"}`}), "flat")
	expectRefusal(t, llm.Options{}, 1, once(llmtest.Fault{Status: 403, Body: strings.Repeat("no ", 999)}), "no no", "…", "check the key")
	expectRefusal(t, llm.Options{Key: "wrong"}, 1, llmtest.Script{Key: "right"}, "401", "Incorrect API key", "check the key")
	expectRefusal(t, llm.Options{}, 1, once(llmtest.Fault{Status: 404}), "404", "ends in /v1")
	expectRefusal(t, llm.Options{}, 1, once(llmtest.Fault{Status: 429, Body: `{"error":{"message":"pay","code":"insufficient_quota"}}`}), "pay")
	expectRefusal(t, llm.Options{}, 1, once(llmtest.Fault{Status: 429, RetryAfter: "86400"}), "24h0m0s", "run the same again")
	expectRefusal(t, llm.Options{}, 1, once(llmtest.Fault{Status: 503, RetryAfter: "1e300"}), "left alone")
	always := llmtest.Script{Faults: slices.Repeat([]llmtest.Fault{{Status: 502, Body: "bad gateway"}}, 20)}
	expectRefusal(t, llm.Options{}, 6, always, "after 6 requests", "502", "bad gateway")
	expectRefusal(t, llm.Options{Retries: 2}, 3, always, "after 3 requests")
	expectRefusal(t, llm.Options{Retries: -1}, 1, always, "after 1 requests")
}

func TestNobodyThere(t *testing.T) {
	c := client(t, llm.Options{URL: "http://127.0.0.1:1/v1"})
	expectError(t, c, question(1), "127.0.0.1:1", "after 6 requests")
}

func TestRecentNameOfTheLimit(t *testing.T) {
	server := llmtest.New(t, llmtest.Script{Recent: true})
	c := client(t, llm.Options{URL: server.URL})
	expectTexts(t, c, question(1), sevenOn(1))
	expectTexts(t, c, question(2), sevenOn(2))
	expectRequests(t, server, 3, c)
	if last := server.Bodies()[2]; !strings.Contains(last, `"max_completion_tokens":20`) || strings.Contains(last, `"max_tokens"`) {
		t.Errorf("the last request is %s", last)
	}
}

func TestSleepEndsWithTheContext(t *testing.T) {
	server := llmtest.New(t, llmtest.Script{Faults: []llmtest.Fault{{Status: 429, RetryAfter: "300"}}})
	c, err := llm.New(llm.Options{URL: server.URL, Model: "test"}) // with the real clock
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	if texts, err := c.Complete(ctx, question(1)); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("%q, %v", texts, fmt.Sprint(err))
	}
}

func TestChoicesComeInAnyOrder(t *testing.T) {
	server := llmtest.New(t, llmtest.Script{Faults: []llmtest.Fault{{Body: `{"choices":[{"index":1,"message":{"content":null,"refusal":"no"}},` +
		`{"index":0,"message":{"content":"yes"}},{"index":2,"message":{"content":"one too many"}}]}`}}})
	c := client(t, llm.Options{URL: server.URL})
	expectTexts(t, c, question(2), []string{"yes", "no"})
	expectRequests(t, server, 1, c)
}
