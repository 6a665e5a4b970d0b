package main

import (
	"html"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"rso/policy/measure"
	"rso/policy/simulate"
)

// text returns what a page says: without tags, with one space between words.
func text(page string) string {
	page = regexp.MustCompile(`(?s)<style>.*?</style>|<script>.*?</script>|<[^>]*>`).ReplaceAllString(page, " ")
	return strings.Join(strings.Fields(html.UnescapeString(page)), " ")
}

func TestReport(t *testing.T) {
	t.Parallel()
	dir, catalog, other := t.TempDir(), shop(t), lamps(t)
	out, drawn := filepath.Join(dir, "shop.rsop"), filepath.Join(dir, "report.html")
	warm := write(t, dir, "my warm.rsop", string(trained(t, "-dialogues", write(t, dir, "kites.jsonl", kites(6)))))
	args := append([]string{"-catalog", catalog, "-warm", warm, "-o", out, "-report", drawn, "-also", other, "-n", "2"}, little...)
	stderr, err := attempt(t.Context(), args...)
	if err != nil || stderr != "" {
		t.Fatalf("%v, %q", err, stderr)
	}
	page := readFile(t, drawn)
	if !strings.HasPrefix(page, "<!doctype html>") || !strings.HasSuffix(strings.TrimSpace(page), "</html>") {
		t.Errorf("the page is %.60q … %q", page, page[max(0, len(page)-60):])
	}
	said := text(page)
	want := []string{
		"shop.rsop: a policy for shop", "claims hold", "(shop) ", "(lamps (not trained on)) ",
		`beats "random"`, `beats "human-like"`, "human-like baseline", sum(t, catalog), sum(t, warm), manifestFormat,
		"go run ./policy/train -catalog shop.rsoc -warm 'my warm.rsop' -episodes 192 -batch 16 -held 32 -seed 1 -also lamps.rsoc -n 2 -o shop.rsop -report report.html",
	}
	for _, p := range measure.Switched(nil) {
		want = append(want, p.Name+" ablation")
	}
	for _, f := range simulate.Families() {
		want = append(want, "Seekers: "+f.Name+"; catalog: shop; 2 dialogues", "Seekers: "+f.Name+"; catalog: lamps (not trained on)")
	}
	for _, w := range want {
		if !strings.Contains(said, w) {
			t.Errorf("the page doesn't say %q", w)
		}
	}
	for _, path := range []string{dir, filepath.Dir(catalog), filepath.Dir(other)} {
		if strings.Contains(page, path) {
			t.Errorf("the page names %s", path)
		}
	}

	if string(trained(t, append([]string{"-catalog", catalog, "-warm", warm}, little...)...)) != readFile(t, out) {
		t.Error("with a report something else was learned")
	}
}

// The warm start alone is measured against the rules, not against itself.
func TestReportOfTheWarmStart(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	out, drawn := filepath.Join(dir, "warm.rsop"), filepath.Join(dir, "report.html")
	data := write(t, t.TempDir(), "kites.jsonl", kites(6))
	args := []string{"-catalog", shop(t), "-dialogues", data, "-episodes", "0", "-o", out, "-report", drawn, "-n", "2"}
	if _, err := attempt(t.Context(), args...); err != nil {
		t.Fatal(err)
	}
	said := text(readFile(t, drawn))
	if !strings.Contains(said, `beats "random"`) || strings.Contains(said, "human-like") || strings.Contains(said, measure.Switched(nil)[0].Name) {
		t.Error("the page compares the warm start with other planners than the rules")
	}
	if !strings.Contains(said, "-dialogues kites.jsonl -episodes 0 -seed 1") || !strings.Contains(said, sum(t, data)) {
		t.Error("the page doesn't say how the warm start was learned")
	}

	// Interrupted while measuring, nothing is written.
	for _, name := range []string{out, drawn} {
		if err := os.Remove(name); err != nil {
			t.Fatal(err)
		}
	}
	_, err := attempt(endsAfter(t, 20), args...)
	expectError(t, err, "interrupted while measuring", out+" is as it was")
	if strings.Contains(err.Error(), "checkpoint") {
		t.Errorf("a warm start has no checkpoint, and the error is %q", err)
	}
	if entries, err := os.ReadDir(dir); err != nil || len(entries) != 0 {
		t.Errorf("the folder holds %v (%v)", entries, err)
	}
}

// Interrupted while measuring, what was learned is kept.
func TestInterruptedWhileMeasuring(t *testing.T) {
	t.Parallel()
	dir, catalog := t.TempDir(), lamps(t)
	out, drawn := filepath.Join(dir, "shop.rsop"), filepath.Join(dir, "report.html")
	args := append([]string{"-catalog", catalog, "-o", out}, little...)
	counted := endsAfter(t, 1<<40)
	if _, err := attempt(counted, args...); err != nil {
		t.Fatal(err)
	}
	b := readFile(t, out)
	if err := os.Remove(out); err != nil {
		t.Fatal(err)
	}
	_, err := attempt(endsAfter(t, 1<<40-int(counted.left.Load())+10), append(args, "-report", drawn, "-n", "2")...)
	expectError(t, err, "interrupted while measuring", "the same flags go on from "+out+".checkpoint")
	if stderr, err := attempt(t.Context(), args...); err != nil || !strings.HasPrefix(stderr, "Going on from ") || readFile(t, out) != b {
		t.Errorf("it says %q, and gone on with it made the same bytes: %v (%v)", stderr, readFile(t, out) == b, err)
	}
	if entries, err := os.ReadDir(dir); err != nil || len(entries) != 1 {
		t.Errorf("the folder holds %v (%v)", entries, err)
	}
}
