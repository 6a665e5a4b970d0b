package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"rso/catalog"
)

const lamps = "id,title,price,genre\n1,Desk lamp,$24.90,Desk\n2,Floor lamp,call us,Floor\n3,,5,\n1,Again,5,\n4\n5,Lava,1,Floor,x\n"

// write makes a file in a new folder and returns its path.
func write(t *testing.T, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// compiled runs the command.
func compiled(args ...string) (stdout, stderr string, err error) {
	var out, errs bytes.Buffer
	err = run(context.Background(), args, &out, &errs)
	return out.String(), errs.String(), err
}

func open(t *testing.T, path string) *catalog.Catalog {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	c, err := catalog.Open(b)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestCompile(t *testing.T) {
	in := write(t, "lamps.csv", lamps)
	out := filepath.Join(filepath.Dir(in), "lamps.rsoc")
	stdout, stderr, err := compiled("-o", out, in)
	if err != nil {
		t.Fatal(err)
	}
	c := open(t, out)
	if c.Name() != "lamps" || c.Len() != 2 {
		t.Errorf("%q has %d items", c.Name(), c.Len())
	}
	want := `lamps.csv: line 6, field "title": the row has 1 fields, the header 4; the missing ones were left empty
lamps.csv: line 7: the row has 5 fields, the header 4 (is a separator inside a field, without quotes?); the row was left out
lamps.csv: line 4, field "title": the row has no title; the row was left out
lamps.csv: line 6, field "title": the row has no title; the row was left out
lamps.csv: line 5: the id "1" was on line 2 already; the row was left out
lamps.csv: line 3, field "price": "call us" is no number; the field was left empty
`
	if stderr != want {
		t.Errorf("the problems are\n%s, want\n%s", stderr, want)
	}
	if !regexp.MustCompile(`^\S+lamps\.rsoc: 6 rows read, 2 items, 4 rows left out, 6 problems, \d+ bytes\n$`).MatchString(stdout) {
		t.Errorf("the summary is %q", stdout)
	}
	left, _ := os.ReadDir(filepath.Dir(in))
	if len(left) != 2 {
		t.Errorf("the folder holds %v", left)
	}
}

func TestOptions(t *testing.T) {
	csv := write(t, "a.csv", "id,code,title\n1,x,Lamp\n")
	more := write(t, "b.jsonl", `{"code":"y","title":"Desk"}`+"\n")
	out := filepath.Join(t.TempDir(), "out.rsoc")
	if _, _, err := compiled("-o", out, "-id", "code", "-name", "Two shops", csv, more); err != nil {
		t.Fatal(err)
	}
	c := open(t, out)
	if c.Name() != "Two shops" || c.Len() != 2 || c.ID(0) != "x" || c.ID(1) != "y" {
		t.Errorf("%q has the items %q and %q", c.Name(), c.ID(0), c.ID(1))
	}
	// The whole feed is read in the format that is asked for, whatever it looks like.
	odd := write(t, "odd", "[title]\n"+strings.Repeat("Lamp\n", 20_000))
	if _, _, err := compiled("-o", out, "-format", "csv", odd); err != nil {
		t.Fatal(err)
	}
	if n := open(t, out).Len(); n != 20_000 {
		t.Errorf("-format csv: %d items", n)
	}
}

func TestExplain(t *testing.T) {
	in := write(t, "lamps.csv", lamps)
	stdout, _, err := compiled("-o", filepath.Join(t.TempDir(), "o.rsoc"), "-explain", in)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"price   price     number  USD   its name", "genre   category  values        its name"} {
		if !strings.Contains(stdout, want) {
			t.Errorf("%q is not in\n%s", want, stdout)
		}
	}
}

func TestInspect(t *testing.T) {
	out := filepath.Join(t.TempDir(), "o.rsoc")
	if _, _, err := compiled("-o", out, write(t, "lamps.csv", lamps)); err != nil {
		t.Fatal(err)
	}
	stdout, _, err := compiled("-inspect", out)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"lamps: 2 items, identity ", "price", "USD", "words.impacts"} {
		if !strings.Contains(stdout, want) {
			t.Errorf("%q is not in\n%s", want, stdout)
		}
	}
	for _, line := range strings.Split(stdout[strings.Index(stdout, "section"):], "\n") { // every section is explained
		if f := strings.Fields(line); len(f) == 3 && f[0] != "all" {
			t.Errorf("what is %q?", line)
		}
	}
	if _, _, err := compiled("-inspect", write(t, "feed.csv", lamps)); err == nil || !strings.Contains(err.Error(), "feed.csv: catalog: ") {
		t.Errorf("inspecting a feed: %v", err)
	}
}

// expectError checks that the command fails, says why, and leaves the old output as it was.
func expectError(t *testing.T, ctx context.Context, want string, args ...string) {
	t.Helper()
	out := write(t, "old.rsoc", "the old catalog")
	var stdout, stderr bytes.Buffer
	err := run(ctx, append([]string{"-o", out}, args...), &stdout, &stderr)
	if err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("%q: the error is %v, want one that says %q", args, err, want)
	}
	if b, _ := os.ReadFile(out); string(b) != "the old catalog" {
		t.Errorf("%q: the old output was changed", args)
	}
	if left, _ := os.ReadDir(filepath.Dir(out)); len(left) != 1 {
		t.Errorf("%q: the folder holds %v", args, left)
	}
}

func TestErrors(t *testing.T) {
	ctx := context.Background()
	good := write(t, "good.csv", lamps)
	expectError(t, ctx, "no-such-feed.csv: no such file", "no-such-feed.csv")
	expectError(t, ctx, "empty.csv is empty", write(t, "empty.csv", ""))
	expectError(t, ctx, "head.csv: the feed has no rows", write(t, "head.csv", "id,title\n"))
	expectError(t, ctx, "call it \"title\" or \"name\"", write(t, "colours.csv", "id,colour\n1,red\n"))
	expectError(t, ctx, `no column "ean" to be the id: it has "id", "title", "price", "genre"`, "-id", "ean", good)
	expectError(t, ctx, `the format "xml" is unknown`, "-format", "xml", good)
	expectError(t, ctx, "line 2: the text ends in the middle", write(t, "cut.json", "[{\"title\":\"A\"},\n{\"ti"))
	expectError(t, ctx, "no-such-feed.csv", good, "no-such-feed.csv")
	expectError(t, ctx, "say where to write and what to read")
	expectError(t, ctx, "see the flags above", "-colour", good)
	if _, _, err := compiled(good); err == nil || !strings.Contains(err.Error(), "say where to write") {
		t.Errorf("without -o: %v", err)
	}
	if _, _, err := compiled("-o", good, good); err == nil || !strings.Contains(err.Error(), "is a feed and can't be the output too") {
		t.Errorf("a feed as output: %v", err)
	}
	if b, _ := os.ReadFile(good); string(b) != lamps {
		t.Error("the feed was overwritten")
	}
	if _, _, err := compiled("-o", filepath.Join(t.TempDir(), "no", "folder.rsoc"), good); err == nil || !strings.Contains(err.Error(), "folder.rsoc") {
		t.Errorf("no folder for the output: %v", err)
	}
	if _, stderr, err := compiled("-h"); err != nil || !strings.Contains(stderr, "-explain") {
		t.Errorf("help: %v, %q", err, stderr)
	}
	cancelled, cancel := context.WithCancel(ctx)
	cancel()
	expectError(t, cancelled, "interrupted; nothing was written", good)
}

// What is wrong is shown also when the feed can't be compiled.
func TestProblemsBeforeAnError(t *testing.T) {
	_, _, err := compiled("-o", filepath.Join(t.TempDir(), "o"), write(t, "a.csv", "id,title\n1,\n2,\"open\n"))
	if err == nil || !strings.Contains(err.Error(), `line 3, field "title": a quote is opened`) {
		t.Errorf("the error is %v", err)
	}
	_, stderr, err := compiled("-o", filepath.Join(t.TempDir(), "o"), write(t, "a.csv", "id,title\n1,&nbsp;\n"))
	if err == nil || !strings.Contains(stderr, "line 2, field \"title\": the row has no title") {
		t.Errorf("%v, the problems are %q", err, stderr)
	}
	_, stderr, _ = compiled("-o", filepath.Join(t.TempDir(), "o"), write(t, "a.csv", "id,title\n"+strings.Repeat("1,A\n", 3000)))
	if n := strings.Count(stderr, "\n"); n != 5 || !strings.Contains(stderr, "and 2995 more of this kind: lines 7, 8, ") {
		t.Errorf("%d lines of problems, the end %q", n, stderr[max(0, len(stderr)-60):])
	}
}
