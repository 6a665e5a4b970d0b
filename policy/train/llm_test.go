package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"rso/policy/llm"
	"rso/policy/llm/llmtest"
	"rso/policy/simulate"
)

// A model plays both parts: it tells who it is to be by the system message. It says the same to the same.
type model struct {
	t      *testing.T
	moody  bool                                   // what it says depends on the sample, too
	seeker func(heard string, answers int) string // in place of its own answers
	judge  func(said string, sample int64) string
	before func()       // is called before each answer
	judged atomic.Int64 // answers as a judge
	wished atomic.Int64 // answers as a seeker
}

func (m *model) answer(messages []llmtest.Message, sample int64) string {
	if m.before != nil {
		m.before()
	}
	last := messages[len(messages)-1].Content
	switch {
	case messages[0].Role != "system":
	case strings.HasPrefix(messages[0].Content, "You grade dialogues"):
		m.judged.Add(1)
		if m.judge != nil {
			return m.judge(last, sample)
		}
		return m.grade(last, sample)
	case strings.HasPrefix(messages[0].Content, "You play a person"):
		m.wished.Add(1)
		answers := len(messages)/2 - 1
		if m.seeker != nil {
			return m.seeker(last, answers)
		}
		return m.seek(messages[0].Content, last, answers, sample)
	}
	m.t.Errorf("a request is neither for a judge nor for a seeker: %q", messages)
	return ""
}

// mood draws a number below n from what was said, and from the sample if the model is moody.
func (m *model) mood(n int, text string, sample int64) int {
	h := fnv.New64a()
	h.Write([]byte(text))
	if m.moody {
		fmt.Fprint(h, sample)
	}
	return int(h.Sum64() >> 8 % uint64(n))
}

// says puts a decision the way it is asked for.
func says(say, decision string, item int) string {
	text, err := json.Marshal(map[string]any{"say": say, "decision": decision, "item": item})
	if err != nil {
		panic(err)
	}
	return string(text)
}

// seek tells the wishes of the brief one by one, and decides once something is shown.
func (m *model) seek(brief, heard string, answers int, sample int64) string {
	var wishes []string
	for line := range strings.Lines(brief) {
		if wish, ok := strings.CutPrefix(line, "- "); ok {
			wish, _, _ = strings.Cut(wish, " (")
			wishes = append(wishes, wish)
		}
	}
	shown := strings.Contains(heard, "\n1. ")
	switch mood := m.mood(4, heard, sample); {
	case answers < len(wishes):
		return says("I want "+wishes[answers], "continue", 0)
	case shown && mood < 2:
		return says("I'll take the first one", "accept", 1)
	case shown && mood == 2:
		return says("No, not that one", "reject", 1)
	case answers > 4:
		return says("Goodbye", "leave", 0)
	}
	return says("Tell me more", "continue", 0)
}

// grade goes by the last thing that was said.
func (m *model) grade(dialogue string, sample int64) string {
	lines := strings.Split(strings.TrimSpace(strings.Split(dialogue, "</dialogue>")[0]), "\n")
	switch last := lines[len(lines)-1]; {
	case strings.Contains(last, "take the first"):
		return "accepts"
	case strings.Contains(last, "not that one"), strings.Contains(last, "Goodbye"):
		return "rejects"
	}
	return []string{"not interested", "Interested.", "nothing recommended yet"}[m.mood(3, dialogue, sample)]
}

// waits are what a client was told to wait.
type waits struct {
	mu   sync.Mutex
	list []time.Duration
}

func (w *waits) sleep(ctx context.Context, d time.Duration) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.list = append(w.list, d)
	return ctx.Err()
}

// A talk is a run with a language model.
type talk struct {
	out, stderr string
	err         error
	waits       waits
}

// fewWords are so few conversations that a test can have them in words.
var fewWords = []string{"-episodes", "4", "-batch", "2", "-held", "2", "-samples", "3", "-model", "test"}

// converse runs the command with fewWords.
func converse(ctx context.Context, t *testing.T, args ...string) *talk {
	t.Helper()
	var stdout, stderr bytes.Buffer
	r := &talk{out: filepath.Join(t.TempDir(), "shop.rsop")}
	if i := slices.Index(args, "-o"); i >= 0 {
		r.out = args[i+1]
	}
	args = append(append(slices.Clone(fewWords), "-o", r.out), args...)
	r.err = runWith(ctx, args, &stdout, &stderr, llm.Options{Sleep: r.waits.sleep})
	if r.stderr = stderr.String(); stdout.Len() > 0 {
		t.Errorf("it printed %q", stdout.String())
	}
	return r
}

// policy returns the bytes of the policy, which must have been written.
func (r *talk) policy(t *testing.T) string {
	t.Helper()
	if r.err != nil {
		t.Fatal(r.err)
	}
	return readFile(t, r.out)
}

// expectCalls wants so many calls in what the command says at its end.
func (r *talk) expectCalls(t *testing.T, n int) {
	t.Helper()
	if !strings.HasSuffix(r.stderr, " tokens.\n") || !strings.Contains("\n"+r.stderr, fmt.Sprintf("\n%d calls of the model", n)) {
		t.Errorf("it says %q, want %d calls", r.stderr, n)
	}
}

// both are the flags of a run with a judge and seekers of a server.
func both(catalog, url, cache string) []string {
	return []string{"-catalog", catalog, "-judge", "llm", "-seeker", "llm", "-llm", url, "-cache", cache}
}

// gone is a server that nobody answers at.
const gone = "http://127.0.0.1:1/v1"

func TestModelsJudgeAndSeek(t *testing.T) {
	t.Parallel()
	catalog, cache := shop(t), t.TempDir()
	m := &model{t: t, moody: true}
	server := llmtest.New(t, llmtest.Script{Answer: m.answer})
	first := converse(t.Context(), t, both(catalog, server.URL, cache)...)
	b := first.policy(t)
	first.expectCalls(t, server.Requests())
	if m.judged.Load() == 0 || m.wished.Load() == 0 {
		t.Errorf("%d answers of the judge, %d of the seekers", m.judged.Load(), m.wished.Load())
	}
	p, told := told(t, []byte(b))
	o := told.Optimisation
	if o.Judge != "llm test, 3 samples" || !strings.HasPrefix(o.Seekers, "llm test: cooperative, ") || strings.Contains(p.Manifest(), "rubric") ||
		o.Episodes != 4 || o.Batch != 2 || o.Held != 2 || o.Played != 4 {
		t.Errorf("the manifest is %s", p.Manifest())
	}
	for _, secret := range []string{server.URL, cache, "127.0.0.1"} {
		if strings.Contains(p.Manifest(), secret) {
			t.Errorf("the manifest names %s", secret)
		}
	}

	// What is in the cache is not asked for: by nobody, at a server that is gone, with other workers.
	requests := server.Requests()
	for _, args := range [][]string{
		both(catalog, server.URL, cache), append(both(catalog, gone, cache), "-workers", "1"), append(both(catalog, "", cache), "-workers", "8"),
	} {
		again := converse(t.Context(), t, args...)
		if again.policy(t) != b {
			t.Errorf("%q: a replay made other bytes", args)
		}
		again.expectCalls(t, 0)
	}
	if server.Requests() != requests {
		t.Errorf("replays cost %d requests", server.Requests()-requests)
	}
	if other := converse(t.Context(), t, append(both(catalog, server.URL, cache), "-seed", "2")...); other.policy(t) == b {
		t.Error("another seed made the same bytes")
	}
	missing := converse(t.Context(), t, append(both(catalog, "", cache), "-seed", "3")...)
	expectError(t, missing.err, "the cache "+cache+" doesn't know the answer", "no URL to ask; give one", missing.out+".checkpoint")
	if strings.Contains(missing.err.Error(), "\n") {
		t.Errorf("the error has several lines:\n%v", missing.err)
	}
}

// A seeker who never decides, and a judge who always says the same: the return can be counted on the fingers.
func TestRewardsAreTheModels(t *testing.T) {
	t.Parallel()
	catalog := shop(t)
	for _, c := range []struct {
		judge func(said string, sample int64) string
		grade float64
	}{
		{func(string, int64) string { return "interested" }, .8},
		{func(_ string, sample int64) string { return []string{"rejects", "accepts", "interested"}[sample%3] }, (.2 + 1 + .8) / 3},
	} {
		m := &model{t: t, judge: c.judge, seeker: func(string, int) string { return says("hm", "continue", 0) }}
		server := llmtest.New(t, llmtest.Script{Answer: m.answer})
		_, told := told(t, []byte(converse(t.Context(), t, append(both(catalog, server.URL, t.TempDir()), "-episodes", "2")...).policy(t)))
		want := (c.grade - 1) * simulate.MaxTurns
		for _, e := range told.Optimisation.Epochs {
			if e.Return-want > 1e-4 || want-e.Return > 1e-4 || e.HeldReturn != e.Return || e.SR != 0 || e.HeldAvgT != simulate.MaxTurns {
				t.Errorf("with a grade of %.2f an epoch is %+v, want a return of %.2f", c.grade, e, want)
			}
		}
	}
}

// A model may take one part alone. A judge who reads words needs seekers who write them.
func TestOnePartAlone(t *testing.T) {
	t.Parallel()
	catalog := shop(t)
	m := &model{t: t}
	server := llmtest.New(t, llmtest.Script{Answer: m.answer})
	flags := []string{"-catalog", catalog, "-llm", server.URL, "-cache", t.TempDir()}
	_, alone := told(t, []byte(converse(t.Context(), t, append(flags, "-judge", "llm", "-episodes", "2")...).policy(t)))
	if o := alone.Optimisation; o.Judge != "llm test, 3 samples" || !strings.HasPrefix(o.Seekers, "simulated, in words: ") || m.wished.Load() > 0 {
		t.Errorf("judge %q, seekers %q, %d answers of seekers", o.Judge, o.Seekers, m.wished.Load())
	}
	m.judged.Store(0)
	r := converse(t.Context(), t, "-catalog", catalog, "-llm", server.URL, "-seeker", "llm") // -samples is of no use
	expectError(t, r.err, "-samples 3", "-judge llm")
	var stderr bytes.Buffer
	out := filepath.Join(t.TempDir(), "out.rsop")
	args := append(slices.Clone(flags), "-seeker", "llm", "-episodes", "2", "-held", "2", "-model", "test", "-o", out)
	if err := run(t.Context(), args, &bytes.Buffer{}, &stderr); err != nil {
		t.Fatal(err)
	}
	_, seeking := told(t, []byte(readFile(t, out)))
	if o := seeking.Optimisation; o.Judge != "rubric" || !strings.HasPrefix(o.Seekers, "llm test: ") || m.judged.Load() > 0 || m.wished.Load() == 0 {
		t.Errorf("judge %q, seekers %q, %d answers of a judge", o.Judge, o.Seekers, m.judged.Load())
	}
}

func TestWithoutACache(t *testing.T) {
	t.Parallel()
	m := &model{t: t}
	server := llmtest.New(t, llmtest.Script{Answer: m.answer})
	r := converse(t.Context(), t, "-catalog", shop(t), "-llm", server.URL, "-judge", "llm", "-seeker", "llm", "-episodes", "2")
	if r.policy(t); !strings.HasPrefix(r.stderr, "Without -cache nothing is kept") {
		t.Errorf("it says %q", r.stderr)
	}
}

func TestBudget(t *testing.T) {
	t.Parallel()
	catalog := shop(t)
	m := &model{t: t, moody: true}
	server := llmtest.New(t, llmtest.Script{Answer: m.answer})
	want := converse(t.Context(), t, both(catalog, server.URL, t.TempDir())...).policy(t)
	requests := server.Requests()

	for name, limit := range map[string][]string{"requests": {"-calls", fmt.Sprint(requests / 3)}, "tokens": {"-tokens", "2000"}} {
		cache, out := t.TempDir(), write(t, t.TempDir(), "shop.rsop", "the old policy")
		args := append(both(catalog, server.URL, cache), "-o", out)
		before := server.Requests()
		short := converse(t.Context(), t, append(slices.Clone(args), limit...)...)
		expectError(t, short.err, "the budget is spent", limit[1]+" "+name+" allowed", "the answers so far are in "+cache, "with a larger budget", out+" is as it was",
			"the same flags go on from "+out+".checkpoint")
		if strings.Contains(short.err.Error(), "\n") {
			t.Errorf("the error has several lines:\n%v", short.err)
		}
		spent := server.Requests() - before
		if name == "requests" && spent != requests/3 || spent == 0 || spent >= requests {
			t.Errorf("with %v, %d of %d calls were spent", limit, spent, requests)
		}
		short.expectCalls(t, spent)
		if readFile(t, out) != "the old policy" {
			t.Error("the old policy is gone")
		}
		full := converse(t.Context(), t, append(args, "-calls", fmt.Sprint(requests))...)
		if full.policy(t) != want {
			t.Errorf("%v: with a larger budget the bytes are others than without a bound", limit)
		}
		full.expectCalls(t, requests-spent) // nothing is paid for twice
		if _, err := os.Stat(out + ".checkpoint"); err == nil {
			t.Error("the checkpoint is still there")
		}
	}
}

func TestModelsInterruptedAndResumed(t *testing.T) {
	t.Parallel()
	catalog := shop(t)
	m := &model{t: t, moody: true}
	server := llmtest.New(t, llmtest.Script{Answer: m.answer})
	want := converse(t.Context(), t, both(catalog, server.URL, t.TempDir())...).policy(t)
	answers := m.judged.Load() + m.wished.Load()
	for _, at := range []int64{answers / 3, answers - 9} {
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		var so atomic.Int64
		m.before = func() {
			if so.Add(1) == at {
				cancel()
			}
		}
		cache, out := t.TempDir(), write(t, t.TempDir(), "shop.rsop", "the old policy")
		args := append(both(catalog, server.URL, cache), "-o", out)
		stopped := converse(ctx, t, args...)
		expectError(t, stopped.err, "interrupted after ", out+" is as it was", "the same flags go on from "+out+".checkpoint")
		if readFile(t, out) != "the old policy" {
			t.Error("the old policy is gone")
		}
		for _, other := range [][]string{{"-seeker", "simulated"}, {"-model", "other"}, {"-samples", "2"}} {
			expectError(t, converse(t.Context(), t, append(slices.Clone(args), other...)...).err, out+".checkpoint belongs to a training with other settings or data")
		}
		if resumed := converse(t.Context(), t, args...); resumed.policy(t) != want {
			t.Errorf("interrupted at answer %d, the bytes are others", at)
		}
	}
}

// Whatever goes wrong on the way, the same is learned as if nothing had.
func TestFaults(t *testing.T) {
	t.Parallel()
	catalog := shop(t)
	m := &model{t: t}
	want := converse(t.Context(), t, both(catalog, llmtest.New(t, llmtest.Script{Answer: m.answer}).URL, t.TempDir())...).policy(t)
	none, vague := llmtest.Fault{}, llmtest.Fault{Text: "Well, that depends."}
	patience := []llmtest.Fault{none, {Status: 429, RetryAfter: "7"}, {Status: 503, RetryAfter: "11"}, {Body: `{"choices":[{"mess`}, {Truncated: true}}
	for more, faults := range map[string][]llmtest.Fault{
		// One by one it is known whom a fault meets: nobody is out of luck more often than is borne with.
		"-workers=1": append(patience, none, vague, none, none, vague, llmtest.Fault{Text: `{"say":"yes","decision":"accept","item":99}`}, none, llmtest.Fault{Status: 500}, none,
			llmtest.Fault{Body: `{"choices":[]}`}, none, llmtest.Fault{Text: " "}, none, llmtest.Fault{Status: 502, Body: "<html>bad gateway</html>"}),
		"-stream": append(patience, none, vague, none, none, vague),
	} {
		server := llmtest.New(t, llmtest.Script{Answer: m.answer, Faults: faults})
		r := converse(t.Context(), t, append(both(catalog, server.URL, t.TempDir()), more)...)
		if r.policy(t) != want {
			t.Errorf("%v: the bytes are others than without faults", more)
		}
		for _, told := range []time.Duration{7 * time.Second, 11 * time.Second} {
			if !slices.Contains(r.waits.list, told) {
				t.Errorf("%v: it waited %v, and not %v as it was told", more, r.waits.list, told)
			}
		}
		failed := 0
		for _, f := range faults {
			if f.Status != 0 || f.Body != "" || f.Truncated {
				failed++
			}
		}
		if len(r.waits.list) != failed {
			t.Errorf("%v: it waited %v, want %d times", more, r.waits.list, failed)
		}
	}
}

// A model that can't be had out of trouble is named, with what to do.
func TestHopelessModels(t *testing.T) {
	t.Parallel()
	catalog := shop(t)
	m := &model{t: t}
	for _, c := range []struct {
		script llmtest.Script
		words  []string
	}{
		{llmtest.Script{Key: "secret"}, []string{"refused the request", "Incorrect API key", "check the key"}},
		{llmtest.Script{Faults: slices.Repeat([]llmtest.Fault{{Status: 500}}, 100)}, []string{"gave up on http://", "status 500"}},
		{llmtest.Script{Answer: func(messages []llmtest.Message, sample int64) string {
			if strings.HasPrefix(messages[0].Content, "You grade") {
				return "I'd say interested"
			}
			return m.answer(messages, sample)
		}}, []string{"only 0 of 3 answers of test were one of the five labels", "use a model that keeps to a format"}},
		{llmtest.Script{Answer: func(messages []llmtest.Message, sample int64) string {
			if strings.HasPrefix(messages[0].Content, "You play") {
				return "Sure! Here it is"
			}
			return m.answer(messages, sample)
		}}, []string{"the seeker's model test gave no answer that can be read", "is not the JSON object that was asked for"}},
	} {
		if c.script.Answer == nil {
			c.script.Answer = m.answer
		}
		server := llmtest.New(t, c.script)
		r := converse(t.Context(), t, both(catalog, server.URL, t.TempDir())...)
		expectError(t, r.err, append(c.words, r.out+" is as it was", r.out+".checkpoint")...)
		if strings.Contains(r.err.Error(), "\n") {
			t.Errorf("the error has several lines:\n%v", r.err)
		}
		if _, err := os.Stat(r.out); err == nil {
			t.Error("there is a policy")
		}
	}
}

// Another model may play the seekers than the one that judges them; that one model does both is said.
func TestAnotherModelSeeks(t *testing.T) {
	t.Parallel()
	m := &model{t: t}
	server := llmtest.New(t, llmtest.Script{Answer: m.answer})
	args := append(both(shop(t), server.URL, t.TempDir()), "-episodes", "2")
	same := converse(t.Context(), t, args...)
	if same.policy(t); !strings.Contains(same.stderr, "plays the seekers and judges them") {
		t.Errorf("it says %q", same.stderr)
	}
	other := converse(t.Context(), t, append(slices.Clone(args), "-seeker-model", "actor")...)
	_, made := told(t, []byte(other.policy(t)))
	if o := made.Optimisation; !strings.HasPrefix(o.Judge, "llm test,") || !strings.HasPrefix(o.Seekers, "llm actor: ") {
		t.Errorf("the judge is %q, the seekers are %q", o.Judge, o.Seekers)
	}
	if strings.Contains(other.stderr, "judges them") {
		t.Errorf("it says %q", other.stderr)
	}
	asked := map[string]bool{}
	for _, b := range server.Bodies() {
		for _, name := range []string{"test", "actor"} {
			if strings.Contains(b, `"model":"`+name+`"`) {
				asked[name] = true
			}
		}
	}
	if !asked["test"] || !asked["actor"] {
		t.Errorf("asked were %v", asked)
	}
}
