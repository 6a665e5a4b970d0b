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
	catalog := shop(t)
	b := trained(t, "-dialogues", data, "-catalog", catalog, "-episodes", "0")
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
	if m.Format != manifestFormat || m.Seed != 1 || m.Counts == nil || m.Counts.Dialogues != 20 || m.Counts.Instances != 60 || m.Counts.Strategies["recommend"] != 20 ||
		m.CrossValidation == nil || m.CrossValidation.N != 60 || m.CrossValidation.Top1 < 0.9 || len(m.Labels) != 14 {
		t.Errorf("the manifest is %s", p.Manifest())
	}
	if len(m.Data) != 1 || m.Data[0].Name != "kites.jsonl" || m.Data[0].SHA256 != sum(t, data) || m.Data[0].Dialogues != 20 ||
		m.Catalog == nil || *m.Catalog != (file{"shop.rsoc", sum(t, catalog)}) ||
		strings.Contains(p.Manifest(), dir) || strings.Contains(p.Manifest(), filepath.Dir(catalog)) {
		t.Errorf("the manifest's files are %+v and %+v", m.Data, m.Catalog)
	}
	if m.Learner == nil || len(m.Learner.Tables) == 0 || m.Start != nil || m.Optimisation != nil {
		t.Errorf("the manifest is of something else than a warm start: %s", p.Manifest())
	}
}

// Without a catalog there is nothing to practise on: the warm start alone is the default.
func TestWithoutACatalogTheWarmStartIsAll(t *testing.T) {
	data := write(t, t.TempDir(), "kites.jsonl", kites(20))
	if !bytes.Equal(trained(t, "-dialogues", data), trained(t, "-dialogues", data, "-episodes", "0")) {
		t.Error("-episodes 0 says something else than leaving it out")
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
	catalog := shop(t)
	data := write(t, dir, "kites.jsonl", kites(3))
	broken := write(t, dir, "broken.jsonl", kites(1)+`{"id":`)
	unlabelled := write(t, dir, "unlabelled.jsonl", `{"turns":[{"speaker":"recommender","text":"hello"}]}`)
	strange := write(t, dir, "strange.jsonl", `{"turns":[{"speaker":"recommender","text":"hello","strategies":["flattery"]}]}`)
	few := write(t, dir, "few.jsonl", judged(4))
	outside := filepath.Join(dir, "no", "x")
	begun := write(t, dir, "begun.checkpoint", "half a che")
	const practice = "-catalog CATALOG -o OUT"
	for _, c := range []struct {
		args string
		want []string // all of them
	}{
		// What to write, and where.
		{"-dialogues DATA", []string{"name one with -o"}},
		{"-dialogues DATA -o " + outside, []string{"cannot write the policy", filepath.Dir(outside), "no such file", "another file with -o"}},
		{"-dialogues DATA -o " + dir, []string{"cannot write the policy", dir + " is a folder", "-o"}},
		{"-dialogues DATA -o DATA", []string{"-o and -dialogues are both", "the policy a file of its own"}},
		{"-catalog CATALOG -o CATALOG", []string{"-o and -catalog are both"}},
		{practice + " -report OUT", []string{"-report and -o are both", "the report a file of its own"}},
		{practice + " -checkpoint OUT", []string{"-checkpoint and -o are both"}},
		{practice + " -warm w.rsop -checkpoint w.rsop", []string{"-checkpoint and -warm are both"}},
		{practice + " -report " + outside, []string{"cannot write the report", "another file with -report"}},
		{practice + " -checkpoint " + outside, []string{"cannot write the checkpoint", "another file with -checkpoint"}},

		// What to learn from.
		{"-o OUT", []string{"name a file of human dialogues with -dialogues", "a catalog to practise on with -catalog"}},
		{"-warm w.rsop -o OUT", []string{"-warm is where learning starts", "-catalog"}},
		{practice + " -warm w.rsop -episodes 0", []string{"-warm is where learning starts", "more -episodes than 0"}},
		{practice + " -episodes 0", []string{"nothing to learn from", "-dialogues"}},
		{"-dialogues DATA -episodes 5 -o OUT", []string{"-episodes 5", "name a compiled catalog with -catalog"}},
		{"-dialogues DATA -warm w.rsop -o OUT", []string{"-dialogues and -warm", "give one of them"}},
		{"-dialogues DATA DATA -o OUT", []string{"repeating -dialogues"}},
		{"-dialogues DATAx -o OUT", []string{"cannot read the dialogues", "kites.jsonlx"}},
		{"-dialogues " + broken + " -o OUT", []string{"broken.jsonl:2: this line is not JSON"}},
		{"-dialogues " + strange + " -o OUT", []string{`strange.jsonl:1: turns[0].strategies: "flattery"`}},
		{"-dialogues " + unlabelled + " -o OUT", []string{"the warm start needs labelled ones"}},
		{"-dialogues DATA -catalog DATAx -o OUT", []string{"cannot read the catalog", "kites.jsonlx"}},
		{"-dialogues DATA -catalog DATA -o OUT", []string{"kites.jsonl: catalog:"}},
		{practice + " -warm DATAx", []string{"cannot read the policy to start from", "kites.jsonlx"}},
		{practice + " -warm DATA", []string{"kites.jsonl: policy:", "not a policy file"}},
		{practice + " -report r.html -also DATA", []string{"kites.jsonl: catalog:"}},
		{practice + " -checkpoint " + begun, []string{"begun.checkpoint is no checkpoint", "delete it"}},

		// How much, and how.
		{"-dialogues DATA -episodes -1 -o OUT", []string{"-episodes -1 is negative"}},
		{"-dialogues DATA -episodes -2 -o OUT", []string{"-episodes -2 is negative"}},
		{practice + " -batch 0", []string{"-batch", "at least 1"}},
		{practice + " -held 0", []string{"-held", "at least 1"}},
		{practice + " -workers 0", []string{"-workers", "at least 1"}},
		{practice + " -report r.html -n 0", []string{"-n", "at least 1"}},
		{practice + " -entropy NaN", []string{"-entropy and -kl are weights"}},
		{practice + " -kl -1", []string{"-entropy and -kl are weights"}},
		{practice + " -kl +Inf", []string{"-entropy and -kl are weights"}},
		{practice + " -terms fair", []string{`-terms "fair"`, `"closed" or "loopholes"`}},
		{practice + " -judge me", []string{`-judge "me"`, `"rubric", "llm" or "distilled"`}},
		{practice + " -seeker me", []string{`-seeker "me"`, `"simulated" or "llm"`}},

		// What would do nothing.
		{"-dialogues DATA -o OUT -report r.html", []string{"-report r.html", "name one with -catalog"}},
		{practice + " -n 5", []string{"-n 5", "-report"}},
		{practice + " -also CATALOG", []string{"-also", "-report"}},
		{practice + " -samples 3", []string{"-samples 3", "-judge llm"}},
		{practice + " -judgements " + few, []string{"-judgements", "-judge distilled"}},
		{practice + " -model m", []string{"-model m", "-judge llm or -seeker llm"}},
		{practice + " -llm http://localhost", []string{"-llm http://localhost", "-judge llm or -seeker llm"}},
		{practice + " -cache folder", []string{"-cache folder", "-judge llm or -seeker llm"}},
		{"-dialogues DATA -o OUT -judge llm -model m -cache c", []string{"-judge llm", "no conversations", "-catalog"}},
		{practice + " -dialogues DATA -episodes 0 -seeker llm -model m -cache c", []string{"-seeker llm", "no conversations", "-episodes"}},

		// Who judges.
		{practice + " -judge distilled", []string{"Name their file with -judgements"}},
		{practice + " -judge distilled -judgements DATAx", []string{"cannot read the judgements", "kites.jsonlx"}},
		{practice + " -judge distilled -judgements DATA", []string{"kites.jsonl:1:"}},
		{practice + " -judge distilled -judgements " + few, []string{"few.jsonl:", "4 dialogues", "judge 5 or more"}},
		{practice + " -judge llm", []string{"name one with -model", "-llm"}},
		{practice + " -judge llm -model m", []string{"nowhere to ask the model m", "-llm", "-cache"}},
		{practice + " -seeker llm -model m -llm localhost", []string{"localhost", "must start with http://"}},

		{"-print " + broken, []string{"broken.jsonl: ", "not a policy file"}},
		{"-print " + dir, []string{"cannot read the policy", dir}},
		{"-print DATA -o OUT", []string{"-print only reads", "no other flag"}},
		{"-color", []string{"not defined"}},
	} {
		out := filepath.Join(dir, "x.rsop")
		line := strings.NewReplacer("CATALOG", catalog, "DATA", data, "OUT", out).Replace(c.args)
		var stdout, stderr bytes.Buffer
		err := run(t.Context(), strings.Fields(line), &stdout, &stderr)
		if err == nil {
			t.Errorf("%s: it went well, want an error with %q", c.args, c.want)
			continue
		}
		for _, want := range c.want {
			if !strings.Contains(err.Error(), want) {
				t.Errorf("%s: the error is %q, want %q", c.args, err, want)
			}
		}
		if stdout.Len() > 0 {
			t.Errorf("%s: a failed run printed %q", c.args, stdout.String())
		}
		if _, err := os.Stat(out); err == nil {
			t.Fatalf("%s: a failed run left a file", c.args)
		}
	}
	if b, err := os.ReadFile(begun); err != nil || string(b) != "half a che" {
		t.Errorf("what is no checkpoint was changed: %q, %v", b, err)
	}
	for _, left := range []string{"x.rsop", "r.html", "w.rsop", "c"} {
		if _, err := os.Stat(left); err == nil {
			t.Errorf("a failed run left %s", left)
		}
	}
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != 6 {
		t.Errorf("the folder holds %v (%v)", entries, err)
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
	for _, want := range []string{"overall\n", "position × last strategy\n", "1 × credibility", `"format":"` + manifestFormat + `"`} {
		if !strings.Contains(stdout.String(), want) {
			t.Errorf("%q is missing from\n%s", want, stdout.String())
		}
	}
	if strings.Contains(stdout.String(), "    0  ") {
		t.Error("a cell that was never seen is printed")
	}
}
