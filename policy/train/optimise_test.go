package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"rso/catalog/build/buildtest"
	"rso/policy"
	"rso/policy/learn"
	"rso/policy/reward"
)

// shop returns the path of the demo's shop, compiled.
func shop(t *testing.T) string {
	t.Helper()
	lines, err := os.ReadFile("../../web/demo/data/shop.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	return write(t, t.TempDir(), "shop.rsoc", string(buildtest.File(t, "shop", string(lines))))
}

// lamps returns the path of an invented catalog.
func lamps(t *testing.T) string {
	t.Helper()
	var b strings.Builder
	for i := range 60 {
		fmt.Fprintf(&b, `{"id":"l%d","title":"Lamp %s%d","brand":%q,"category":%q,"color":%q,"price":%d,"rating":%d.%d,"stock":5}`+"\n", i, string(rune('A'+i%7)), i,
			[]string{"Lumo", "Brask", "Nell"}[i%3], []string{"floor lamp", "desk lamp"}[i/3%2], []string{"red", "white", "black", "brass"}[i%4], 15+7*i%90, 2+i%3, i%10)
	}
	return write(t, t.TempDir(), "lamps.rsoc", string(buildtest.File(t, "lamps", b.String())))
}

// sum returns the hash of a file.
func sum(t *testing.T, name string) string {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	hash := sha256.Sum256(b)
	return hex.EncodeToString(hash[:])
}

// told opens a policy and reads its manifest.
func told(t *testing.T, b []byte) (*policy.Policy, manifest) {
	t.Helper()
	p, err := policy.Open(b)
	if err != nil {
		t.Fatal(err)
	}
	var m manifest
	if err := json.Unmarshal([]byte(p.Manifest()), &m); err != nil {
		t.Fatal(err)
	}
	return p, m
}

// attempt runs the command without a terminal.
func attempt(ctx context.Context, args ...string) (stderr string, err error) {
	var out, log bytes.Buffer
	if err = run(ctx, args, &out, &log); err == nil && out.Len() > 0 {
		err = fmt.Errorf("it printed %q", out.String())
	}
	return log.String(), err
}

// expectError wants words in an error.
func expectError(t *testing.T, err error, words ...string) {
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

// judged returns the judgements of n invented dialogues, which go by the reception of the item.
func judged(n int) string {
	var b strings.Builder
	var list []reward.Judgement
	receptions := []policy.Reception{policy.Undecided, policy.Liked, policy.Declined, policy.Accepted}
	for i := range n {
		for turn, r := range receptions[:2+i%3] {
			e := reward.Exchange{Turn: turn + 1, Strategies: []policy.Strategy{policy.Recommend}, Reception: r, Items: turn + 1,
				Heard: policy.Message{Acts: []policy.Act{policy.Inform}, Words: 3 + i%5}}
			list = append(list, reward.NewJudgement(fmt.Sprint("d", i), &e, []float64{.5, .8, .2, 1}[turn], "llm small, 4 samples"))
		}
	}
	if err := reward.WriteJudgements(&b, list...); err != nil {
		panic(err)
	}
	return b.String()
}

// A little practice: enough for several steps and two looks.
var little = []string{"-episodes", "192", "-batch", "16", "-held", "32"}

func TestOptimise(t *testing.T) {
	t.Parallel()
	data, catalog := write(t, t.TempDir(), "kites.jsonl", kites(6)), shop(t)
	args := append([]string{"-catalog", catalog, "-dialogues", data}, little...)
	b := trained(t, append(args, "-workers", "1")...)
	p, m := told(t, b)
	o := m.Optimisation
	if o == nil || *m.Catalog != (file{"shop.rsoc", sum(t, catalog)}) || m.Data[0].SHA256 != sum(t, data) || m.Seed != 1 || m.CrossValidation == nil || m.Start != nil {
		t.Fatalf("the manifest is %s", p.Manifest())
	}
	if o.Judge != "rubric" || o.Agreement != "" || !strings.HasPrefix(o.Seekers, "simulated, act by act: cooperative, ") || o.Seed != 1 || o.Episodes != 192 ||
		o.Batch != 16 || o.Held != 32 || o.Played != 192 || o.Goals != learn.Goals || o.Terms != reward.Closed() || o.Entropy != learn.Standard().Entropy {
		t.Errorf("the optimisation is %+v", o)
	}
	best, last := 0, o.Epochs[len(o.Epochs)-1]
	for i, e := range o.Epochs {
		if e.Best {
			best++
		}
		if i > 0 && e.Episodes <= o.Epochs[i-1].Episodes {
			t.Errorf("the epochs don't rise: %+v", o.Epochs)
		}
	}
	if best != 1 || last.Episodes != o.Played {
		t.Errorf("the epochs are %+v", o.Epochs)
	}
	for _, e := range o.Epochs {
		if e.SR < 0 || e.SR > 1 || e.HeldSR <= 0 || e.HeldSR > 1 || e.HeldAvgT < 1 || e.HeldAvgT > 10 || e.Entropy <= 0 || e.HeldReturn >= 0 {
			t.Errorf("an epoch is %+v", e)
		}
	}
	for _, path := range []string{filepath.Dir(data), filepath.Dir(catalog)} {
		if strings.Contains(p.Manifest(), path) {
			t.Errorf("the manifest names %s", path)
		}
	}
	start, _ := told(t, trained(t, "-dialogues", data))
	if fmt.Sprint(start.Tables()) == fmt.Sprint(p.Tables()) {
		t.Error("nothing was learned")
	}
	for _, workers := range []string{"2", "8"} {
		if !bytes.Equal(b, trained(t, append(args, "-workers", workers)...)) {
			t.Errorf("%s workers made other bytes than one", workers)
		}
	}
	if other := trained(t, append(args, "-seed", "2")...); bytes.Equal(b, other) {
		t.Error("another seed made the same bytes")
	} else if q, _ := told(t, other); fmt.Sprint(p.Tables()) == fmt.Sprint(q.Tables()) {
		t.Error("another seed learned the same")
	}
}

func TestWarm(t *testing.T) {
	t.Parallel()
	dir, catalog := t.TempDir(), lamps(t)
	data := write(t, dir, "kites.jsonl", kites(6))
	warm := write(t, dir, "warm.rsop", string(trained(t, "-dialogues", data)))
	p, m := told(t, trained(t, append([]string{"-catalog", catalog, "-warm", warm}, little...)...))
	if m.Start == nil || *m.Start != (file{"warm.rsop", sum(t, warm)}) || m.Data != nil || m.Learner != nil || m.Counts != nil || m.Optimisation == nil {
		t.Errorf("the manifest is %s", p.Manifest())
	}
	q, _ := told(t, trained(t, append([]string{"-catalog", catalog, "-dialogues", data}, little...)...))
	if fmt.Sprint(p.Tables()) != fmt.Sprint(q.Tables()) {
		t.Error("from the file of a warm start something else is learned than from its dialogues")
	}
	nothing, m := told(t, trained(t, append([]string{"-catalog", catalog}, little...)...))
	if m.Start != nil || m.Data != nil || m.Learner != nil || m.Labels != nil || m.Optimisation == nil {
		t.Errorf("from nothing the manifest is %s", nothing.Manifest())
	}
	if fmt.Sprint(p.Tables()) == fmt.Sprint(nothing.Tables()) {
		t.Error("where learning starts makes no difference")
	}
	// The policy may be written over by what becomes of it.
	if _, err := attempt(t.Context(), append([]string{"-catalog", catalog, "-warm", warm, "-o", warm}, little...)...); err != nil {
		t.Fatal(err)
	}
	if over, _ := told(t, []byte(readFile(t, warm))); fmt.Sprint(over.Tables()) != fmt.Sprint(p.Tables()) {
		t.Error("-o over -warm learns something else")
	}
}

// No more is played than was asked for, even where that is less than a batch.
func TestFewEpisodes(t *testing.T) {
	t.Parallel()
	_, m := told(t, trained(t, "-catalog", shop(t), "-episodes", "10", "-held", "16"))
	if o := m.Optimisation; o.Played != 10 || o.Batch != 10 || len(o.Epochs) != 1 {
		t.Errorf("%d conversations in batches of %d, and %d looks", o.Played, o.Batch, len(o.Epochs))
	}
}

func TestDistilled(t *testing.T) {
	t.Parallel()
	catalog, list := lamps(t), write(t, t.TempDir(), "judgements.jsonl", judged(30))
	out := filepath.Join(t.TempDir(), "out.rsop")
	args := append([]string{"-catalog", catalog, "-judge", "distilled", "-judgements", list, "-o", out}, little...)
	stderr, err := attempt(t.Context(), args...)
	if err != nil {
		t.Fatal(err)
	}
	judgements, err := reward.ReadJudgements(strings.NewReader(readFile(t, list)), list)
	if err != nil {
		t.Fatal(err)
	}
	_, agreement, err := reward.Fit(judgements, 1)
	if err != nil {
		t.Fatal(err)
	}
	if stderr != agreement.String()+"\n" || !strings.Contains(stderr, "held out by dialogue") {
		t.Errorf("it says %q", stderr)
	}
	b := readFile(t, out)
	p, m := told(t, []byte(b))
	if o := m.Optimisation; !strings.HasPrefix(o.Judge, "distilled from llm small, 4 samples, held-out agreement") || o.Agreement != agreement.String() {
		t.Errorf("the judge is %q, its agreement %q", o.Judge, o.Agreement)
	}
	by, _ := told(t, trained(t, append([]string{"-catalog", catalog}, little...)...))
	if fmt.Sprint(p.Tables()) == fmt.Sprint(by.Tables()) {
		t.Error("who judges makes no difference")
	}
	if _, err := attempt(t.Context(), append(args, "-workers", "1")...); err != nil || readFile(t, out) != b {
		t.Errorf("one worker made other bytes (%v)", err)
	}
}

// ending is a context that has ended once it was asked so many times whether it has.
type ending struct {
	context.Context
	left atomic.Int64
}

func endsAfter(t *testing.T, times int) *ending {
	e := &ending{Context: t.Context()}
	e.left.Store(int64(times))
	return e
}

func (e *ending) Err() error {
	if e.left.Add(-1) < 0 {
		return context.Canceled
	}
	return nil
}

// seen is a context that ends when a file is there.
type seen struct {
	context.Context
	file string
}

func (s seen) Err() error {
	if _, err := os.Stat(s.file); err == nil {
		return context.Canceled
	}
	return nil
}

// readFile returns what is in a file.
func readFile(t *testing.T, name string) string {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestInterruptedAndResumed(t *testing.T) {
	t.Parallel()
	dir, catalog := t.TempDir(), lamps(t)
	warm := write(t, dir, "warm.rsop", string(trained(t, "-dialogues", write(t, dir, "kites.jsonl", kites(5)))))
	args := append([]string{"-catalog", catalog, "-warm", warm}, little...)
	whole := filepath.Join(dir, "whole.rsop")
	counted := endsAfter(t, 1<<40)
	if _, err := attempt(counted, append(args, "-o", whole)...); err != nil {
		t.Fatal(err)
	}
	want, asked := readFile(t, whole), 1<<40-int(counted.left.Load())
	at := func(times ...int) func(string) []context.Context {
		return func(string) (list []context.Context) {
			for _, n := range times {
				list = append(list, endsAfter(t, n))
			}
			return list
		}
	}
	for name, stops := range map[string]func(checkpoint string) []context.Context{
		"at once":              at(0),
		"again and again":      at(asked/5, asked/3),
		"after the first look": func(checkpoint string) []context.Context { return []context.Context{seen{t.Context(), checkpoint}} },
		"after the last look":  at(asked - 1),
	} {
		dir := t.TempDir()
		out, checkpoint := write(t, dir, "shop.rsop", "the old policy"), filepath.Join(dir, "shop.rsop.checkpoint")
		flags := append(slices.Clone(args), "-o", out)
		if name == "again and again" {
			checkpoint = filepath.Join(dir, "half")
			flags = append(flags, "-checkpoint", checkpoint)
		}
		for i, ctx := range stops(checkpoint) {
			stderr, err := attempt(ctx, flags...)
			expectError(t, err, "interrupted", out+" is as it was", "the same flags go on from "+checkpoint)
			if (stderr == "") != (i == 0) || readFile(t, out) != "the old policy" {
				t.Errorf("%s: it says %q, and the old file holds %.40q", name, stderr, readFile(t, out))
			}
		}
		if name == "after the first look" {
			expectRefusals(t, flags, out)
		}
		stderr, err := attempt(t.Context(), append(flags, "-workers", "3")...)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if begin := "Going on from " + checkpoint + ", after "; !strings.HasPrefix(stderr, begin) || strings.HasPrefix(stderr, begin+"0 ") != (name == "at once") {
			t.Errorf("%s: it says %q", name, stderr)
		}
		if readFile(t, out) != want {
			t.Errorf("%s: the bytes are others than without an interruption", name)
		}
		if entries, err := os.ReadDir(dir); err != nil || len(entries) != 1 {
			t.Errorf("%s: the folder holds %v (%v)", name, entries, err)
		}
	}
}

// expectRefusals gives other flags than a checkpoint is of: they are refused, and change nothing.
func expectRefusals(t *testing.T, flags []string, out string) {
	t.Helper()
	checkpoint := out + ".checkpoint"
	kept, old := readFile(t, checkpoint), readFile(t, out)
	data := write(t, t.TempDir(), "kites.jsonl", kites(3))
	other := write(t, t.TempDir(), "other.rsop", string(trained(t, "-dialogues", data)))
	for _, more := range [][]string{
		{"-seed", "2"}, {"-entropy", ".5"}, {"-kl", ".1"}, {"-terms", "loopholes"}, {"-episodes", "208"}, {"-batch", "32"}, {"-held", "16"},
		{"-catalog", shop(t)}, {"-warm", other}, {"-judge", "distilled", "-judgements", write(t, t.TempDir(), "judgements.jsonl", judged(9))},
		{"-seeker", "llm", "-model", "m", "-llm", "http://localhost"},
	} {
		_, err := attempt(t.Context(), append(slices.Clone(flags), more...)...)
		expectError(t, err, checkpoint+" belongs to a training with other settings or data", "delete it to begin anew", "the same flags to go on")
	}
	if readFile(t, checkpoint) != kept || readFile(t, out) != old {
		t.Error("a refused run changed the files")
	}
	// A warm start alone has no use for the checkpoint, and leaves it where it is.
	alone := []string{"-dialogues", data, "-episodes", "0", "-o", filepath.Join(t.TempDir(), "alone.rsop"), "-checkpoint", checkpoint}
	if _, err := attempt(t.Context(), alone...); err != nil || readFile(t, checkpoint) != kept {
		t.Errorf("the warm start alone took the checkpoint away (%v)", err)
	}
}
