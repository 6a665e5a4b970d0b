package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rso/policy"
	"rso/policy/llm/llmtest"
)

// plays answers as a seeker who takes the first thing it is shown, and as a judge who is always taken with things.
func plays(messages []llmtest.Message, _ int64) string {
	if strings.HasPrefix(messages[0].Content, "You grade") {
		return "interested"
	}
	if last := messages[len(messages)-1].Content; strings.Contains(last, "\n1. ") {
		return `{"say":"I'll take it","decision":"accept","item":1}`
	}
	return `{"say":"a kettle, please","decision":"continue","item":0}`
}

// Models may grade and take the seekers' part when a policy is measured; the figures and the report are then theirs, and
// the report says so. A second run asks nobody.
func TestPolicyWithModels(t *testing.T) {
	server := llmtest.New(t, llmtest.Script{Answer: plays})
	dir := t.TempDir()
	page := filepath.Join(dir, "report.html")
	args := []string{"policy", "-catalog", kettles(t), "-policy", player(t, "p.rsop", "{}", policy.Recommend), "-plain", "-families", "terse", "-n", "2",
		"-judge", "llm", "-seeker", "llm", "-samples", "3", "-llm", server.URL, "-model", "actor", "-cache", filepath.Join(dir, "cache"), "-json", "-report", page}
	text := printed(t, args...)
	for _, r := range results(t, text) {
		// "interested" is .8 on every turn, which falls .2 short of an acceptance
		turns, earned := r.Metrics["avg_t"].Mean, r.Metrics["return"].Mean
		if r.Planner == "trained" && (turns > 4 && r.Metrics["sr10"].Mean == 1 || earned > -.2+1e-9) {
			t.Errorf("the model takes the first thing it is shown and grades it .8: AvgT is %.2f, the return %.2f", turns, earned)
		}
	}
	b, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"played by the language model actor", "graded by llm actor, 3 samples"} {
		if !strings.Contains(string(b), want) {
			t.Errorf("the report doesn't say %q", want)
		}
	}
	if strings.Contains(string(b), "rubric") {
		t.Error("the report speaks of the rubric, which judged nothing")
	}
	asked := server.Requests()
	if asked == 0 {
		t.Error("no model was asked")
	}
	if again := printed(t, args...); again != text || server.Requests() != asked {
		t.Errorf("the second run asks %d times more, and prints %q, want %q", server.Requests()-asked, again, text)
	}
}

// Without models the report says that none judged.
func TestReportSaysWhoJudged(t *testing.T) {
	page := filepath.Join(t.TempDir(), "report.html")
	printed(t, "policy", "-catalog", kettles(t), "-policy", player(t, "p.rsop", "{}", policy.Recommend), "-plain", "-families", "terse", "-n", "2", "-json", "-report", page)
	b, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"graded by the rubric", "no language model judged"} {
		if !strings.Contains(string(b), want) {
			t.Errorf("the report doesn't say %q", want)
		}
	}
}
