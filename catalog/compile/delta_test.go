package main

import (
	"context"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"rso/catalog"
)

// base compiles a catalog of lamps.
func base(t *testing.T) string {
	t.Helper()
	out := filepath.Join(t.TempDir(), "lamps.rsoc")
	if _, _, err := compiled("-o", out, write(t, "lamps.csv", "id,title,price,genre\n1,Desk lamp,$24.90,Desk\n2,Floor lamp,$30,Floor\n")); err != nil {
		t.Fatal(err)
	}
	return out
}

func TestDelta(t *testing.T) {
	rsoc := base(t)
	out := filepath.Join(t.TempDir(), "lamps.rsod")
	stdout, stderr, err := compiled("-delta", rsoc, "-o", out, write(t, "prices.csv", "id,price,note\n1,19,\n2,30 EUR,x\n"), write(t, "more.jsonl", `{"id":"3","title":"Lava lamp","price":9}`+"\n"))
	if err != nil {
		t.Fatal(err)
	}
	if want := "prices.csv: line 3, field \"note\": the catalog \"lamps\" has no such column; it was left out of all rows\n" +
		"prices.csv: line 3, field \"price\": the price is in EUR, in which the catalog \"lamps\" has none: compile the whole feed again to have it\n"; stderr != want {
		t.Errorf("the problems are\n%s, want\n%s", stderr, want)
	}
	if !regexp.MustCompile(`^\S+lamps\.rsod: 3 rows read, 1 items with new numbers, 0 with new texts, 1 new, 0 gone, 2 problems, \d+ bytes for [0-9a-f]{32}\n$`).MatchString(stdout) {
		t.Errorf("the summary is %q", stdout)
	}
	b, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	c, err := open(t, rsoc).Apply(b)
	if err != nil {
		t.Fatal(err)
	}
	for id, want := range map[string]string{"1": "19", "2": "30", "3": "9"} {
		i, _ := c.ByID(id)
		if f := c.FactsOf(i, c.With(catalog.Price)); len(f) != 1 || f[0].Text != want {
			t.Errorf("%s costs %v, not %s", id, f, want)
		}
	}
}

func TestDeltaErrors(t *testing.T) {
	ctx, rsoc, prices := context.Background(), base(t), write(t, "prices.csv", "id,price\n1,19\n")
	expectError(t, ctx, "no-such.rsoc: no such file", "-delta", "no-such.rsoc", prices)
	expectError(t, ctx, "prices.csv: catalog: the file has 14 bytes", "-delta", prices, prices)
	expectError(t, ctx, "no-such-feed.csv: no such file", "-delta", rsoc, "no-such-feed.csv")
	expectError(t, ctx, "leave -id, -name, -map and -explain out", "-delta", rsoc, "-explain", prices)
	expectError(t, ctx, "say where to write and what to read", "-delta", rsoc)
	if _, _, err := compiled("-delta", rsoc, "-o", rsoc, prices); err == nil || !strings.Contains(err.Error(), "is the catalog that the delta is for") {
		t.Errorf("the base as output: %v", err)
	}
	if _, _, err := compiled("-delta", rsoc, "-o", prices, prices); err == nil || !strings.Contains(err.Error(), "is a feed and can't be the output too") {
		t.Errorf("the feed as output: %v", err)
	}
	cancelled, cancel := context.WithCancel(ctx)
	cancel()
	expectError(t, cancelled, "interrupted; nothing was written", "-delta", rsoc, prices)
}
