package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rso/core/prefer"
	"rso/policy"
)

// write puts a text into a file of a temporary directory and returns its path.
func write(t *testing.T, dir, name, text string) string {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// kites returns n invented dialogues: who asks is told, who tells is asked.
func kites(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, `{"id":"kite-%d","outcome":"sold","turns":[`+
			`{"speaker":"seeker","text":"My son wants a kite."},`+
			`{"speaker":"recommender","text":"Which color?","strategies":["opinion_inquiry"]},`+
			`{"speaker":"seeker","text":"Is the red one light?"},`+
			`{"speaker":"recommender","utterances":["It weighs nothing.","Take Red %d."],"strategies":[["credibility"],["encouragement"]],"titles":["Red %d (2010)"]}]}`+"\n",
			i, i, i)
	}
	return b.String()
}

// trained runs the command, which must succeed, and returns the bytes of the policy.
func trained(t *testing.T, args ...string) []byte {
	t.Helper()
	out := filepath.Join(t.TempDir(), "out.rsop")
	var stdout, stderr bytes.Buffer
	if err := run(context.Background(), append(args, "-o", out), &stdout, &stderr); err != nil {
		t.Fatal(err)
	}
	if stdout.Len()+stderr.Len() > 0 {
		t.Errorf("it printed %q and %q", stdout.String(), stderr.String())
	}
	b, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestTrain(t *testing.T) {
	dir := t.TempDir()
	data := write(t, dir, "kites.jsonl", kites(20))
	catalog := write(t, dir, "shop.rsoc", "a catalog")
	b := trained(t, "-dialogues", data, "-catalog", catalog)
	p, err := policy.Open(b)
	if err != nil {
		t.Fatal(err)
	}
	var h policy.History
	h.Seeker(prefer.English().Heard("My son wants a kite."))
	if got := p.Greedy(h.Observe(policy.Market{}), policy.All); got != policy.OpinionInquiry {
		t.Errorf("the policy opens with %v", got)
	}
	h.Recommender(policy.OpinionInquiry, 0)
	h.Seeker(prefer.English().Heard("Is the red one light?"))
	if got := p.Greedy(h.Observe(policy.Market{}), policy.All); got != policy.Credibility {
		t.Errorf("the policy answers with %v", got)
	}
	h.Recommender(policy.Credibility, 0)
	if got := p.Greedy(h.Observe(policy.Market{}), policy.All); got != policy.Recommend {
		t.Errorf("the policy goes on with %v", got)
	}

	var m manifest
	if err := json.Unmarshal([]byte(p.Manifest()), &m); err != nil {
		t.Fatal(err)
	}
	if m.Format != manifestFormat || m.Seed != 1 || m.Counts.Instances != 60 || m.Counts.Strategies["recommend"] != 20 ||
		m.CrossValidation == nil || m.CrossValidation.N != 60 || m.CrossValidation.Top1 < 0.9 || len(m.Labels) != 14 {
		t.Errorf("the manifest is %s", p.Manifest())
	}
	if m.Data[0].Name != "kites.jsonl" || len(m.Data[0].SHA256) != 64 || m.Catalog.Name != "shop.rsoc" ||
		strings.Contains(p.Manifest(), dir) {
		t.Errorf("the manifest's files are %+v and %+v", m.Data, m.Catalog)
	}
}

func TestSameInputSameBytes(t *testing.T) {
	text := kites(20)
	data := write(t, t.TempDir(), "kites.jsonl", text)
	first := trained(t, "-dialogues", data)
	elsewhere := write(t, t.TempDir(), "kites.jsonl", text)
	for _, workers := range []string{"1", "2", "8"} {
		if !bytes.Equal(first, trained(t, "-dialogues", elsewhere, "-workers", workers)) {
			t.Errorf("%s workers made other bytes", workers)
		}
	}
	if bytes.Equal(first, trained(t, "-dialogues", data, "-seed", "9")) {
		t.Error("the seed is not in the manifest")
	}
}

// The order of the dialogues changes the hash of the data, and nothing that was learned.
func TestOrderDoesNotMatter(t *testing.T) {
	text := kites(20)
	lines := strings.SplitAfter(text, "\n")
	half := len(lines) / 2
	turned := strings.Join(lines[half:], "") + strings.Join(lines[:half], "")
	tables := func(text string) string {
		p, err := policy.Open(trained(t, "-dialogues", write(t, t.TempDir(), "kites.jsonl", text)))
		if err != nil {
			t.Fatal(err)
		}
		return fmt.Sprint(p.Tables())
	}
	if tables(text) != tables(turned) {
		t.Error("the order of the lines changed the policy")
	}
}

func TestTrainErrors(t *testing.T) {
	dir := t.TempDir()
	data := write(t, dir, "kites.jsonl", kites(3))
	broken := write(t, dir, "broken.jsonl", kites(1)+`{"id":`)
	unlabelled := write(t, dir, "unlabelled.jsonl", `{"turns":[{"speaker":"recommender","text":"hello"}]}`)
	strange := write(t, dir, "strange.jsonl", `{"turns":[{"speaker":"recommender","text":"hello","strategies":["flattery"]}]}`)
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"-dialogues", data}, "name one with -o"},
		{[]string{"-o", "x.rsop"}, "name a file of human dialogues with -dialogues"},
		{[]string{"-dialogues", data, "-episodes", "5", "-o", "x.rsop"}, "isn't there yet; leave -episodes out"},
		{[]string{"-dialogues", data, data, "-o", "x.rsop"}, "repeating -dialogues"},
		{[]string{"-dialogues", data + "x", "-o", "x.rsop"}, "cannot read the dialogues"},
		{[]string{"-dialogues", broken, "-o", "x.rsop"}, "broken.jsonl:2: this line is not JSON"},
		{[]string{"-dialogues", strange, "-o", "x.rsop"}, `strange.jsonl:1: turns[0].strategies: "flattery"`},
		{[]string{"-dialogues", unlabelled, "-o", "x.rsop"}, "the warm start needs labelled ones"},
		{[]string{"-dialogues", data, "-catalog", data + "x", "-o", "x.rsop"}, "cannot read the catalog"},
		{[]string{"-dialogues", data, "-o", filepath.Join(dir, "no", "x.rsop")}, "cannot write the policy"},
		{[]string{"-print", broken}, "not a policy file"},
		{[]string{"-print", dir}, "cannot read the policy"},
		{[]string{"-color"}, "not defined"},
	} {
		var stdout, stderr bytes.Buffer
		err := run(context.Background(), c.args, &stdout, &stderr)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v: the error is %v, want %q", c.args, err, c.want)
		}
	}
	if _, err := os.Stat("x.rsop"); err == nil {
		t.Error("a failed run left a file")
	}
}

// Whatever goes wrong, the old policy stays, and nothing else is left behind.
func TestInterruptedLeavesTheOldFile(t *testing.T) {
	dir := t.TempDir()
	data := write(t, dir, "kites.jsonl", kites(6))
	old := write(t, dir, "shop.rsop", "the old policy")
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	err := run(ctx, []string{"-dialogues", data, "-o", old}, &bytes.Buffer{}, &bytes.Buffer{})
	if err == nil || !strings.Contains(err.Error(), "interrupted") {
		t.Errorf("the error is %v", err)
	}
	if b, err := os.ReadFile(old); err != nil || string(b) != "the old policy" {
		t.Errorf("the old file now holds %q (%v)", b, err)
	}
	if entries, err := os.ReadDir(dir); err != nil || len(entries) != 2 {
		t.Errorf("the directory holds %v (%v)", entries, err)
	}
}

func TestOneDialogue(t *testing.T) {
	dir := t.TempDir()
	var stderr bytes.Buffer
	out := filepath.Join(dir, "one.rsop")
	if err := run(context.Background(), []string{"-dialogues", write(t, dir, "one.jsonl", kites(1)), "-o", out}, &bytes.Buffer{}, &stderr); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(stderr.String(), "no metrics") {
		t.Errorf("it says %q", stderr.String())
	}
}

func TestPrint(t *testing.T) {
	dir := t.TempDir()
	out := write(t, dir, "shop.rsop", string(trained(t, "-dialogues", write(t, dir, "kites.jsonl", kites(20)))))
	var stdout bytes.Buffer
	if err := run(context.Background(), []string{"-print", out}, &stdout, &bytes.Buffer{}); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"overall\n", "position × last strategy\n", "1 × credibility", `"format":"rso policy manifest 1"`} {
		if !strings.Contains(stdout.String(), want) {
			t.Errorf("%q is missing from\n%s", want, stdout.String())
		}
	}
	if strings.Contains(stdout.String(), "    0  ") {
		t.Error("a cell that was never seen is printed")
	}
}
