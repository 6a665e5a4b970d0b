package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"rso/policy"
	"rso/policy/llm"
	"rso/policy/llm/llmtest"
	"rso/policy/reward"
)

// graded answers a judge's requests, by what was said and the sample.
func graded(messages []llmtest.Message, sample int64) string {
	if !strings.HasPrefix(messages[0].Content, "You grade dialogues") {
		return "I am a judge"
	}
	h := fnv.New64a()
	fmt.Fprint(h, messages[1].Content, sample)
	return []string{"rejects", "not interested", "nothing recommended yet", "Interested.", "accepts"}[h.Sum64()>>8%5]
}

// bench is what judgements are made of: a few short dialogues.
func bench(t *testing.T) []string {
	t.Helper()
	p := player(t, "p.rsop", "{}", policy.Recommend, policy.OpinionInquiry)
	return []string{"judgements", "-catalog", kettles(t), "-policy", p, "-model", "test", "-n", "6", "-samples", "3"}
}

// grade runs the command without waiting for anybody.
func grade(ctx context.Context, flags []string, more ...string) (stdout, stderr string, err error) {
	var out, log bytes.Buffer
	args := append(slices.Clone(flags[1:]), more...)
	err = judgementsWith(ctx, args, &out, &log, llm.Options{Sleep: func(ctx context.Context, _ time.Duration) error { return ctx.Err() }})
	return out.String(), log.String(), err
}

// judgementsOf runs the command, which must succeed, and returns what it printed and wrote.
func judgementsOf(t *testing.T, flags []string, more ...string) (stdout, judgements string) {
	t.Helper()
	out := filepath.Join(t.TempDir(), "judgements.jsonl")
	stdout, stderr, err := grade(t.Context(), flags, append(more, "-o", out)...)
	if err != nil || stderr != "" {
		t.Fatalf("%v, %q", err, stderr)
	}
	b, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	return stdout, string(b)
}

func TestJudgements(t *testing.T) {
	flags, cache := bench(t), t.TempDir()
	server := llmtest.New(t, llmtest.Script{Answer: graded})
	stdout, text := judgementsOf(t, flags, "-llm", server.URL, "-cache", cache)
	list, err := reward.ReadJudgements(strings.NewReader(text), "judgements.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	_, agreement, err := reward.Fit(list, 1)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(stdout, fmt.Sprintf("%d judgements, %d calls, ", len(list), server.Requests())) || !strings.HasSuffix(stdout, agreement.String()+"\n") {
		t.Errorf("it prints %q", stdout)
	}
	grades, ids := map[float64]bool{}, map[string]int{}
	for _, j := range list {
		if j.Judge != "llm test, 3 samples" || j.Turn != ids[j.Dialogue]+1 {
			t.Errorf("a judgement is %+v", j)
		}
		ids[j.Dialogue]++
		grades[j.Grade] = true
	}
	if len(ids) != 6 || len(grades) < 4 {
		t.Errorf("there are %d dialogues and %d different grades", len(ids), len(grades))
	}

	requests := server.Requests()
	for _, more := range [][]string{
		{"-llm", server.URL, "-cache", cache, "-workers", "1"}, {"-cache", cache, "-workers", "2"}, {"-llm", "http://127.0.0.1:1/v1", "-cache", cache, "-workers", "8"},
	} {
		if stdout, again := judgementsOf(t, flags, more...); again != text || !strings.Contains(stdout, ", 0 calls, ") {
			t.Errorf("%v: a replay prints %q, and judges the same: %v", more, stdout, again == text)
		}
	}
	if server.Requests() != requests {
		t.Errorf("replays cost %d requests", server.Requests()-requests)
	}
	if _, other := judgementsOf(t, flags, "-llm", server.URL, "-cache", cache, "-seed", "2"); other == text {
		t.Error("another seed judges the same dialogues")
	}
	// Faults on the way change nothing.
	began := time.Now()
	server = llmtest.New(t, llmtest.Script{Answer: graded, Faults: []llmtest.Fault{{}, {Status: 429, RetryAfter: "9"}, {Truncated: true}, {}, {Body: "{"}, {Status: 503}}})
	if _, again := judgementsOf(t, flags, "-llm", server.URL, "-cache", t.TempDir(), "-stream"); again != text {
		t.Error("with faults on the way the judgements are others")
	}
	if time.Since(began) > 9*time.Second {
		t.Error("it waits by the clock")
	}
}

// The policy is drawn from, so that what it would not seek out is judged too.
func TestDrawn(t *testing.T) {
	blank, err := policy.New(nil, "{}")
	if err != nil {
		t.Fatal(err)
	}
	choose := drawn(blank)(rand.New(rand.NewPCG(1, 2)))
	var h policy.History
	played := map[policy.Strategy]int{}
	for range 1000 {
		played[choose(h.Observe(policy.Market{}), policy.All)]++
	}
	for s := range policy.NumStrategies {
		if n := played[s]; n < 30 || n > 150 {
			t.Errorf("a policy without likings plays %v %d times of 1000", s, n)
		}
	}
}

// Where the model can't be had, nobody goes on asking.
func TestJudgementsWithoutHope(t *testing.T) {
	server := llmtest.New(t, llmtest.Script{Answer: graded, Key: "secret"})
	_, _, err := grade(t.Context(), bench(t), "-llm", server.URL, "-cache", t.TempDir(), "-n", "50", "-workers", "2", "-o", filepath.Join(t.TempDir(), "j"))
	expectWords(t, err, "dialogue ", "Incorrect API key", "check the key")
	if server.Requests() > 4 {
		t.Errorf("%d requests were sent", server.Requests())
	}
}

// A batch is collected, answered elsewhere, and read: as if the model had been asked at once.
func TestJudgementsInABatch(t *testing.T) {
	flags, cache, folder := bench(t), t.TempDir(), t.TempDir()
	server := llmtest.New(t, llmtest.Script{Answer: graded})
	_, want := judgementsOf(t, flags, "-llm", server.URL, "-cache", t.TempDir())
	requests := server.Requests()

	exported := filepath.Join(folder, "batch.jsonl")
	stdout, stderr, err := grade(t.Context(), flags, "-cache", cache, "-export", exported, "-llm", server.URL)
	if err != nil || stderr != "" {
		t.Fatalf("%v, %q", err, stderr)
	}
	batch, err := os.ReadFile(exported)
	if err != nil {
		t.Fatal(err)
	}
	ids := map[string]bool{}
	for line := range bytes.Lines(batch) {
		var r struct {
			ID     string `json:"custom_id"`
			Method string `json:"method"`
			URL    string `json:"url"`
			Body   struct {
				Model       string            `json:"model"`
				Messages    []llmtest.Message `json:"messages"`
				N           int               `json:"n"`
				Seed        int64             `json:"seed"`
				Temperature float64           `json:"temperature"`
				MaxTokens   int               `json:"max_completion_tokens"`
			} `json:"body"`
		}
		decoder := json.NewDecoder(bytes.NewReader(line))
		decoder.DisallowUnknownFields()
		if err := decoder.Decode(&r); err != nil {
			t.Fatal(err)
		}
		if ids[r.ID] || r.Method != "POST" || r.URL != "/v1/chat/completions" || r.Body.Model != "test" || r.Body.N != 3 || len(r.Body.Messages) != 2 || r.Body.MaxTokens < 1 {
			t.Errorf("a line is %s", line)
		}
		ids[r.ID] = true
	}
	if stdout != fmt.Sprintf("%d requests\n", len(ids)) || len(ids) != requests || server.Requests() != requests {
		t.Errorf("it prints %q; there are %d lines for %d requests, and %d were sent", stdout, len(ids), requests, server.Requests()-requests)
	}

	answer := func(name string, faults ...llmtest.Fault) string {
		var out bytes.Buffer
		if err := llmtest.New(t, llmtest.Script{Answer: graded, Faults: faults}).Batch(&out, bytes.NewReader(batch)); err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, out.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	stdout, got := judgementsOf(t, flags, "-cache", cache, "-import", answer("results.jsonl"))
	if got != want || !strings.Contains(stdout, ", 0 calls, ") {
		t.Errorf("it prints %q; the judgements are those of a direct run: %v", stdout, got == want)
	}
	// Once imported, they are there.
	if stdout, got := judgementsOf(t, flags, "-cache", cache); got != want || !strings.Contains(stdout, ", 0 calls, ") {
		t.Errorf("it prints %q", stdout)
	}

	// What the batch doesn't answer is told, and collected again or asked for.
	half, partly := t.TempDir(), answer("partly.jsonl", llmtest.Fault{}, llmtest.Fault{Status: 500}, llmtest.Fault{Status: 500})
	stdout, stderr, err = grade(t.Context(), flags, "-cache", half, "-import", partly, "-export", exported)
	if err != nil || stdout != "2 requests\n" || !strings.Contains(stderr, fmt.Sprintf("partly.jsonl: %d answers are in the cache, and these are not:\n", requests-2)) || !strings.Contains(stderr, "line 2: ") || !strings.Contains(stderr, "line 3: ") {
		t.Errorf("it prints %q, says %q (%v)", stdout, stderr, err)
	}
	before := server.Requests()
	out := filepath.Join(folder, "judgements.jsonl")
	if stdout, _, err = grade(t.Context(), flags, "-cache", half, "-import", partly, "-llm", server.URL, "-o", out); err != nil || !strings.Contains(stdout, ", 2 calls, ") || server.Requests() != before+2 {
		t.Errorf("it prints %q (%v)", stdout, err)
	}
	if b, err := os.ReadFile(out); err != nil || string(b) != want {
		t.Errorf("the judgements are others than of a direct run (%v)", err)
	}
}

func TestJudgementsWithinABudget(t *testing.T) {
	flags := bench(t)
	server := llmtest.New(t, llmtest.Script{Answer: graded})
	_, want := judgementsOf(t, flags, "-llm", server.URL, "-cache", t.TempDir())
	requests := server.Requests()
	cache, out := t.TempDir(), write(t, "old.jsonl", "old judgements")
	_, _, err := grade(t.Context(), flags, "-llm", server.URL, "-cache", cache, "-o", out, "-calls", "7")
	expectWords(t, err, "dialogue ", "the budget is spent", "7 requests allowed", "larger budget", "in "+cache, "the same flags go on")
	if b, err := os.ReadFile(out); err != nil || string(b) != "old judgements" || server.Requests() != requests+7 {
		t.Errorf("%d requests were sent, and the old judgements are %.40q (%v)", server.Requests()-requests, b, err)
	}
	stdout, got := judgementsOf(t, flags, "-llm", server.URL, "-cache", cache, "-calls", fmt.Sprint(requests-7))
	if got != want || !strings.Contains(stdout, fmt.Sprintf(", %d calls, ", requests-7)) {
		t.Errorf("it prints %q; the judgements are those of a run without a bound: %v", stdout, got == want)
	}
	_, _, err = grade(t.Context(), flags, "-llm", server.URL, "-o", out, "-calls", "7")
	expectWords(t, err, "the budget is spent", "nothing is kept of what the model said", "-cache")
	if strings.Contains(err.Error(), "go on from there") {
		t.Errorf("without a cache there is nothing to go on from, and the error is %q", err)
	}
}

func TestJudgementsInterruptedAndResumed(t *testing.T) {
	flags := bench(t)
	var answers atomic.Int64
	var stop func()
	server := llmtest.New(t, llmtest.Script{Answer: func(messages []llmtest.Message, sample int64) string {
		if answers.Add(1) == 20 && stop != nil {
			stop()
		}
		return graded(messages, sample)
	}})
	_, want := judgementsOf(t, flags, "-llm", server.URL, "-cache", t.TempDir())
	answers.Store(0)
	ctx, cancel := context.WithCancel(t.Context())
	stop = cancel
	cache, out := t.TempDir(), filepath.Join(t.TempDir(), "judgements.jsonl")
	_, _, err := grade(ctx, flags, "-llm", server.URL, "-cache", cache, "-o", out)
	expectWords(t, err, "interrupted", "in "+cache, "the same flags go on")
	if _, err := os.Stat(out); err == nil {
		t.Error("an interrupted run wrote judgements")
	}
	if _, got := judgementsOf(t, flags, "-llm", server.URL, "-cache", cache); got != want {
		t.Error("after an interruption the judgements are others")
	}
	already, end := context.WithCancel(t.Context())
	end()
	_, _, err = grade(already, flags, "-llm", server.URL, "-cache", cache, "-o", out)
	expectWords(t, err, "interrupted")
}

// expectWords wants an error with words.
func expectWords(t *testing.T, err error, words ...string) {
	t.Helper()
	if err == nil {
		t.Fatalf("it went well, want an error with %q", words)
	}
	for _, w := range words {
		if !strings.Contains(err.Error(), w) {
			t.Errorf("the error %q doesn't say %q", err, w)
		}
	}
}

func TestFewJudgements(t *testing.T) {
	server := llmtest.New(t, llmtest.Script{Answer: graded})
	out := filepath.Join(t.TempDir(), "judgements.jsonl")
	stdout, stderr, err := grade(t.Context(), bench(t), "-llm", server.URL, "-n", "2", "-o", out)
	if err != nil || !strings.Contains(stdout, " judgements, ") || !strings.Contains(stderr, "too few to be distilled") || !strings.Contains(stderr, "judge 5 or more") {
		t.Errorf("it prints %q and says %q (%v)", stdout, stderr, err)
	}
	if _, err := os.Stat(out); err != nil {
		t.Error(err)
	}
}

func TestJudgementsErrors(t *testing.T) {
	const usual = "judgements -catalog CATALOG -policy POLICY -model m -o FOLDER/j "
	strange := write(t, "strange.jsonl", "not a result\n")
	expectErrors(t, map[string][]string{
		"judgements":                                 {"name a compiled catalog with -catalog"},
		"judgements -catalog CATALOG":                {"name a policy with -policy"},
		"judgements -catalog CATALOG -policy POLICY": {"no file to write to", "-o", "-export"},
		usual + "x":                                  {`"x" is no flag`},
		usual + "-export FOLDER/b -cache DATA/c":     {"-export only collects", "-import and -o"},
		"judgements -catalog CATALOG -policy POLICY -model m -export FOLDER/b": {"-export and -import need the folder", "-cache"},
		usual + "-import DATA -llm http://localhost":                           {"-export and -import need the folder", "-cache"},
		usual + "-n 0":       {"-n, -samples and -workers must be at least 1"},
		usual + "-samples 0": {"-n, -samples and -workers must be at least 1"},
		usual + "-workers 0": {"-n, -samples and -workers must be at least 1"},
		"judgements -catalog CATALOG -policy POLICY -llm http://localhost -o FOLDER/j": {"no language model to ask", "-model"},
		usual:                    {"nowhere to ask the model m", "-llm", "-cache"},
		usual + "-llm localhost": {"must start with http://", "localhost"},
		usual + "-llm http://localhost -catalog DATA":           {"lamps.jsonl: catalog:"},
		usual + "-llm http://localhost -catalog DATAx":          {"cannot read the catalog", "DATAx"},
		usual + "-llm http://localhost -policy DATA":            {"lamps.jsonl: policy:", "not a policy file"},
		usual + "-llm http://localhost -o FOLDER/no/j":          {"-o: cannot write", "FOLDER/no", "name another file"},
		usual + "-llm http://localhost -o FOLDER":               {"-o: cannot write", "FOLDER is a folder"},
		usual + "-llm http://localhost -o POLICY":               {"-o: cannot write", "POLICY is what is read"},
		usual + "-calls -1 -llm http://localhost":               {"budget", "negative"},
		usual + "-cache " + t.TempDir() + " -import DATAx":      {"cannot read the batch's results", "DATAx"},
		usual + "-cache " + t.TempDir() + " -import " + strange: {"strange.jsonl: ", "line 1", "is not a line of a batch's output"},
		usual + "-cache " + t.TempDir():                         {"doesn't know the answer", "no URL to ask; give one"},
	})
}
