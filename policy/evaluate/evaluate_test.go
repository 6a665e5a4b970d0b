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

	"rso/policy"
	"rso/policy/learn"
)

// write puts a text into a file of a temporary directory and returns its path.
func write(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// lamps returns n invented dialogues: a question is answered with a fact, a wish with a question.
func lamps(n int) string {
	var b strings.Builder
	for i := range n {
		wish := fmt.Sprintf(`{"speaker":"seeker","text":"I read in bed, room %d."},{"speaker":"recommender","text":"Warm light?","strategies":["opinion_inquiry"]}`, i)
		ask := `{"speaker":"seeker","text":"How bright is it?"},{"speaker":"recommender","text":"800 lumen.","strategies":["credibility","explain"]}`
		turns := wish + "," + ask + "," + ask
		if i%2 == 0 {
			turns = ask + "," + wish
		}
		fmt.Fprintf(&b, `{"id":"lamp-%d","turns":[%s]}`+"\n", i, turns)
	}
	return b.String()
}

// score runs the command with -json, which must succeed, and returns its one line.
func score(t *testing.T, args ...string) learn.Score {
	t.Helper()
	var stdout, stderr bytes.Buffer
	if err := run(context.Background(), append(args, "-json"), &stdout, &stderr); err != nil {
		t.Fatal(err)
	}
	line := stdout.String()
	if strings.Count(line, "\n") != 1 || !strings.HasPrefix(line, `{"top1":`) {
		t.Errorf("it printed %q", line)
	}
	var s learn.Score
	decoder := json.NewDecoder(&stdout)
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&s); err != nil {
		t.Fatal(err)
	}
	return s
}

func TestFolds(t *testing.T) {
	data := write(t, "lamps.jsonl", lamps(40))
	s := score(t, "strategies", "-folds", "5", "-dialogues", data)
	if s.N != 100 || s.Top1 < 0.99 || s.Top3 != 1 || s.NLL > 0.5 || s.NLL <= 0 {
		t.Errorf("a world that is plain to foresee scores %+v", s)
	}
	if again := score(t, "strategies", "-folds", "5", "-dialogues", data, "-workers", "1"); again != s {
		t.Errorf("one worker scores %+v, several %+v", again, s)
	}
	if own := score(t, "strategies", "-folds", "5", "-dialogues", data, "-labels", "inspired"); own.N != 100 || own.Top1 < 0.99 {
		t.Errorf("INSPIRED's labels score %+v", own)
	}
}

func TestPolicy(t *testing.T) {
	data := write(t, "lamps.jsonl", lamps(40))
	row := make([]float64, policy.NumStrategies)
	row[policy.Credibility] = 3
	p, err := policy.New([]policy.Table{{Logits: row, Visits: []uint32{1}}}, "{}")
	if err != nil {
		t.Fatal(err)
	}
	path := write(t, "facts.rsop", string(p.Bytes()))
	if s := score(t, "strategies", "-policy", path, "-dialogues", data); s.N != 100 || s.Top1 != 0.6 {
		t.Errorf("a policy of nothing but facts scores %+v, want top-1 of .6", s)
	}
}

func TestTable(t *testing.T) {
	data := write(t, "lamps.jsonl", lamps(40))
	var stdout bytes.Buffer
	if err := run(context.Background(), []string{"strategies", "-folds", "5", "-dialogues", data}, &stdout, &bytes.Buffer{}); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"over 100 recommender utterances in 40 dialogues", "majority, 5 folds             0.6000", "previous strategy, 5 folds",
		"warm start, 5 folds", "credibility                       60  1.0000", "transparency                       0       -"} {
		if !strings.Contains(stdout.String(), want) {
			t.Errorf("%q is missing from\n%s", want, stdout.String())
		}
	}
}

// Figures on what a policy has seen are flattering; the reader is told.
func TestSeenDialoguesAreNamed(t *testing.T) {
	data := write(t, "lamps.jsonl", lamps(10))
	_, sources, err := learn.Load(data)
	if err != nil {
		t.Fatal(err)
	}
	p, err := policy.New(nil, sources[0].SHA256)
	if err != nil {
		t.Fatal(err)
	}
	var stderr bytes.Buffer
	if err := run(context.Background(), []string{"strategies", "-policy", write(t, "p.rsop", string(p.Bytes())), "-dialogues", data}, &bytes.Buffer{}, &stderr); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(stderr.String(), "learned from lamps.jsonl") {
		t.Errorf("it says %q", stderr.String())
	}
}

func TestErrors(t *testing.T) {
	data := write(t, "lamps.jsonl", lamps(4))
	garbage := write(t, "garbage.rsop", "RSOPgarbage")
	for _, c := range []struct {
		args []string
		want string
	}{
		{nil, "say what to measure"},
		{[]string{"taste"}, `"taste" is no measure`},
		{[]string{"strategies"}, "name a file of human dialogues with -dialogues"},
		{[]string{"strategies", "-dialogues", data}, "-folds 5 to cross-validate"},
		{[]string{"strategies", "-dialogues", data, "-folds", "5", "-policy", "p"}, "give one of the two"},
		{[]string{"strategies", "-dialogues", data, "-folds", "5"}, "-folds 5 is more than the 4 dialogues"},
		{[]string{"strategies", "-dialogues", data, "-folds", "1"}, "at least 2 folds"},
		{[]string{"strategies", "-dialogues", data, "-folds", "2", "-labels", "theirs"}, `-labels "theirs" is unknown`},
		{[]string{"strategies", "-dialogues", data, "-policy", "p", "-labels", "inspired"}, "use -labels inspired with -folds"},
		{[]string{"strategies", "-dialogues", data, "-policy", data + "x"}, "cannot read the policy"},
		{[]string{"strategies", "-dialogues", data, "-policy", garbage}, "garbage.rsop: policy: this policy file is truncated"},
		{[]string{"strategies", "-dialogues", data + "x", "-folds", "2"}, "cannot read the dialogues"},
		{[]string{"strategies", "-dialogues", write(t, "bad.jsonl", "{}\n"), "-folds", "2"}, "bad.jsonl:1: turns"},
		{[]string{"strategies", "-dialogues", write(t, "mute.jsonl", `{"turns":[{"speaker":"recommender","text":"hm"}]}`), "-folds", "2"},
			"give labelled ones"},
		{[]string{"strategies", "-dialogues", data, "more.jsonl", "-folds", "2"}, "repeating -dialogues"},
	} {
		var stdout bytes.Buffer
		if err := run(context.Background(), c.args, &stdout, &bytes.Buffer{}); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v: the error is %v, want %q", c.args, err, c.want)
		}
		if stdout.Len() > 0 {
			t.Errorf("%v: a failed run printed %q", c.args, stdout.String())
		}
	}
}
