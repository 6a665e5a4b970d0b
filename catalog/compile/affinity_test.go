package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"

	"rso/catalog"
)

// lampFeed is a feed of twelve lamps; lampTalks, lampWindows, lampRatings and lampOrders what is known of them.
func lampFeed(t *testing.T) string {
	t.Helper()
	var b strings.Builder
	b.WriteString("id,title,price,genre\n")
	for k := range 12 {
		fmt.Fprintf(&b, "l%d,Model%d,$%d,%s\n", k, k, 10+k, [...]string{"Desk", "Floor"}[k%2])
	}
	return write(t, "lamps.csv", b.String())
}

func lampTalks(t *testing.T) string {
	t.Helper()
	var b strings.Builder
	for k := range 24 {
		fmt.Fprintf(&b, `{"id":%d,"turns":[{"speaker":"seeker","text":"%s please"},{"speaker":"recommender","text":"Model%d","items":["l%d"]}]}`+"\n",
			k, [...]string{"small", "tall"}[k%2], k%10, k%10)
	}
	return write(t, "talks.jsonl", b.String())
}

func lampWindows(t *testing.T) string {
	t.Helper()
	return write(t, "windows.jsonl", `{"group":1,"liked":true,"text":"A small one. Model2 then","items":["l2"]}`+"\n"+`{"group":1,"liked":true,"text":"Model2 then. Or Model4","items":["l4","l2"]}`+"\n"+`{"group":2,"liked":true,"text":"Model2","items":["l2"]}`+"\n")
}

func lampRatings(t *testing.T) string {
	t.Helper()
	return write(t, "ratings.csv", "user,item,rating\nann,l0,5\nann,l2,5\nann,l1,1\nbob,l1,4\nbob,l3,5\ncyd,l2,5\n")
}

func lampOrders(t *testing.T) string {
	t.Helper()
	return write(t, "orders.csv", "order,item\n1,l0\n1,l2\n2,l2\n2,l0\n3,l5\n")
}

func TestAffinity(t *testing.T) {
	for _, c := range []struct{ file, said string }{
		{lampTalks(t), "affinity of 10 items and 3 terms from 24 × dialogue"},
		{lampWindows(t), "affinity of 2 items and 0 terms from 3 × window"},
		{lampRatings(t), "affinity of 4 items and 0 terms from 3 × ratings"},
		{lampOrders(t), "affinity of 3 items and 0 terms from 3 × basket"},
	} {
		out := filepath.Join(t.TempDir(), "lamps.rsoc")
		stdout, stderr, err := compiled("-o", out, "-affinity", c.file, lampFeed(t))
		if err != nil || stderr != "" {
			t.Fatalf("%s: %v, %s", c.file, err, stderr)
		}
		if !regexp.MustCompile(`^` + regexp.QuoteMeta(c.said) + `\n\S+lamps\.rsoc: 12 rows read, 12 items, 0 rows left out, 0 problems, \d+ bytes\n$`).MatchString(stdout) {
			t.Errorf("%s: the summary is %q, want %q", c.file, stdout, c.said)
		}
		lamps := open(t, out)
		if lamps.Affinity() == nil {
			t.Fatalf("%s: the catalog has no affinity", c.file)
		}
		scores := make([]float32, lamps.Len())
		lamps.Affinity().Score(scores, nil)
		if popular, cold := lampAt(t, lamps, "l2"), lampAt(t, lamps, "l11"); scores[popular] <= scores[cold] {
			t.Errorf("%s: what is mentioned has %v, what isn't %v", c.file, scores[popular], scores[cold])
		}
	}
}

func lampAt(t *testing.T, c *catalog.Catalog, id string) catalog.Item {
	t.Helper()
	i, ok := c.ByID(id)
	if !ok {
		t.Fatalf("there is no %s", id)
	}
	return i
}

// Several files are learned from together. All that the catalog has without them, it has with them.
func TestAffinityOfSeveralFiles(t *testing.T) {
	feed := lampFeed(t)
	with, without := filepath.Join(t.TempDir(), "o.rsoc"), filepath.Join(t.TempDir(), "o.rsoc")
	stdout, _, err := compiled("-o", with, "-affinity", lampTalks(t), "-affinity", lampOrders(t), "-affinity", lampRatings(t), feed)
	if err != nil || !strings.HasPrefix(stdout, "affinity of 10 items and 3 terms from 24 × dialogue, 3 × ratings, 3 × basket\n") {
		t.Errorf("%v, the summary is %q", err, stdout)
	}
	if _, _, err := compiled("-o", without, feed); err != nil {
		t.Fatal(err)
	}
	c := open(t, with)
	if hits := c.Together(lampAt(t, c, "l0")); len(hits) != 1 || hits[0].Item != lampAt(t, c, "l2") {
		t.Errorf("with l0 go %v", hits)
	}
	parts := map[string][]byte{}
	for _, s := range catalog.Contents(content(t, with)) {
		parts[s.Name] = s.Part
	}
	old := catalog.Contents(content(t, without))
	for _, s := range old {
		if !bytes.Equal(parts[s.Name], s.Part) {
			t.Errorf("the section %q is another", s.Name)
		}
		if strings.HasPrefix(s.Name, "affinity") {
			t.Errorf("without -affinity there is a section %q", s.Name)
		}
	}
	if len(parts) != len(old)+7 {
		t.Errorf("there are %d sections with affinity, %d without", len(parts), len(old))
	}
	if open(t, without).Affinity() != nil {
		t.Error("without -affinity the catalog has one")
	}
}

// content returns the bytes of a file.
func content(t *testing.T, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// What was learned once is good for every later compilation.
func TestAffinityOut(t *testing.T) {
	feed, dir := lampFeed(t), t.TempDir()
	in := func(name string) string { return filepath.Join(dir, name) }
	learn := func(catalog, model string, more ...string) {
		t.Helper()
		if _, _, err := compiled(append(append([]string{"-o", in(catalog), "-affinity-out", in(model), "-affinity", lampTalks(t)}, more...), feed)...); err != nil {
			t.Fatal(err)
		}
	}
	learn("a.rsoc", "a.rsoa")
	learn("b.rsoc", "b.rsoa", "-seed", "1")
	learn("c.rsoc", "c.rsoa", "-seed", "2")
	stdout, _, err := compiled("-o", in("d.rsoc"), "-affinity", in("a.rsoa"), "-affinity-out", in("d.rsoa"), feed)
	if err != nil || !strings.HasPrefix(stdout, "affinity of 10 items from "+in("a.rsoa")+"\n") {
		t.Errorf("%v, the summary is %q", err, stdout)
	}
	for _, same := range []struct {
		one, other string
		want       bool
	}{{"a.rsoc", "b.rsoc", true}, {"a.rsoa", "b.rsoa", true}, {"a.rsoc", "d.rsoc", true}, {"a.rsoa", "d.rsoa", true}, {"a.rsoc", "c.rsoc", false}, {"a.rsoa", "c.rsoa", false}} {
		if got := bytes.Equal(content(t, in(same.one)), content(t, in(same.other))); got != same.want {
			t.Errorf("that %s and %s are the same is %v", same.one, same.other, got)
		}
	}
	few := write(t, "lamps.csv", "id,title\nl1,Model1\nl77,Model77\n")
	stdout, _, err = compiled("-o", in("few.rsoc"), "-affinity", in("a.rsoa"), few)
	if err != nil || !strings.HasPrefix(stdout, "affinity of 10 items from "+in("a.rsoa")+"; the feed doesn't have 9 of them\n") {
		t.Errorf("%v, the summary is %q", err, stdout)
	}
}

func TestAffinityInspected(t *testing.T) {
	out := filepath.Join(t.TempDir(), "o.rsoc")
	if _, _, err := compiled("-o", out, "-affinity", lampTalks(t), lampFeed(t)); err != nil {
		t.Fatal(err)
	}
	stdout, _, err := compiled("-inspect", out)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, line := range strings.Split(stdout[strings.Index(stdout, "section"):], "\n") {
		if f := strings.Fields(line); len(f) > 0 && strings.HasPrefix(f[0], "affinity") {
			if n++; len(f) < 4 {
				t.Errorf("what is %q?", line)
			}
		}
	}
	if n != 7 {
		t.Errorf("%d sections of affinity are named\n%s", n, stdout)
	}
}

// Ids that the feed doesn't have are no obstacle, as long as it has some.
func TestAffinityOfUnknownItems(t *testing.T) {
	some := write(t, "orders.csv", "order,item\n1,l1\n1,old-7\n2,old-8\n2,old-7\n")
	stdout, _, err := compiled("-o", filepath.Join(t.TempDir(), "o.rsoc"), "-affinity", some, lampFeed(t))
	if err != nil || !strings.HasPrefix(stdout, "affinity of 1 items and 0 terms from 2 × basket; 3 mentions of items that the feed doesn't have were left out (old-7, old-8)\n") {
		t.Errorf("%v, the summary is %q", err, stdout)
	}
}

func TestAffinityErrors(t *testing.T) {
	ctx, feed, orders := context.Background(), lampFeed(t), lampOrders(t)
	model := filepath.Join(t.TempDir(), "lamps.rsoa")
	if _, _, err := compiled("-o", filepath.Join(t.TempDir(), "o.rsoc"), "-affinity", orders, "-affinity-out", model, feed); err != nil {
		t.Fatal(err)
	}
	none := write(t, "orders.csv", "order,item\n1,x\n")
	expectError(t, ctx, "-affinity-out writes what was learned: say from what, with -affinity", "-affinity-out", model+"2", feed)
	expectError(t, ctx, "-search-only leaves out the titles", "-affinity", orders, "-search-only", feed)
	expectError(t, ctx, "a delta changes no affinity", "-affinity", orders, "-delta", "lamps.rsoc", feed)
	expectError(t, ctx, "lamps.rsoa is learned already: give it alone, or what it was learned from", "-affinity", model, "-affinity", orders, feed)
	expectError(t, ctx, "lamps.rsoa is learned already", "-affinity", orders, "-affinity", model, feed)
	expectError(t, ctx, "-affinity: open no-such-orders.csv: no such file", "-affinity", "no-such-orders.csv", feed)
	expectError(t, ctx, "orders.csv: none of the 1 ids that the histories mention", "-affinity", none, feed)
	expectError(t, ctx, "is cut off", "-affinity", write(t, "cut.rsoa", "RSOA"), feed)
	expectError(t, ctx, "cut.rsoa: it is damaged", "-affinity", write(t, "cut.rsoa", string(content(t, model)[:100])), feed)
	expectError(t, ctx, "lamps.csv:1: the format is unknown", "-affinity", feed, feed) // a feed is no history
	expectError(t, ctx, "folder.rsoa", "-affinity", orders, "-affinity-out", filepath.Join(t.TempDir(), "no", "folder.rsoa"), feed)
	if _, _, err := compiled("-affinity", orders, feed); err == nil || !strings.Contains(err.Error(), "say where to write") {
		t.Errorf("without -o: %v", err)
	}
}

// No file that is read is overwritten.
func TestAffinityOverItsSource(t *testing.T) {
	feed, orders, dir := lampFeed(t), lampOrders(t), t.TempDir()
	before := content(t, orders)
	expect := func(want string, args ...string) {
		t.Helper()
		if _, _, err := compiled(append(args, feed)...); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: the error is %v, want %q", args, err, want)
		}
	}
	one := filepath.Join(dir, "one")
	expect("orders.csv is learned from and can't be the output too", "-o", orders, "-affinity", orders)
	expect("orders.csv is read and can't be written too: give -affinity-out another name", "-o", one, "-affinity", orders, "-affinity-out", orders)
	expect("lamps.csv is read and can't be written too: give -affinity-out another name", "-o", one, "-affinity", orders, "-affinity-out", feed)
	expect("-o and -affinity-out are one file", "-o", one, "-affinity", orders, "-affinity-out", filepath.Join(dir, "x", "..", "one"))
	if left, _ := os.ReadDir(dir); len(left) != 0 || !bytes.Equal(content(t, orders), before) {
		t.Errorf("the folder holds %v; the orders are as they were: %v", left, bytes.Equal(content(t, orders), before))
	}
}

// Whenever it is interrupted, the old files stay.
func TestAffinityInterrupted(t *testing.T) {
	feed, talks := lampFeed(t), lampTalks(t)
	model := write(t, "old.rsoa", "the old model")
	patience := int64(0)
	for ; ; patience++ {
		out := write(t, "old.rsoc", "the old catalog")
		ctx := &impatient{Context: context.Background()}
		ctx.left.Store(patience)
		var stdout, stderr bytes.Buffer
		err := run(ctx, []string{"-o", out, "-affinity", talks, "-affinity-out", model, feed}, &stdout, &stderr)
		if err == nil {
			break
		}
		if err.Error() != "interrupted; nothing was written" || string(content(t, out)) != "the old catalog" || string(content(t, model)) != "the old model" {
			t.Fatalf("after %d looks the error is %v, the summary %q", patience, err, stdout.String())
		}
	}
	if patience < 8 { // five are the epochs'
		t.Errorf("the command looks only %d times whether it is interrupted", patience)
	}
}

// impatient is a context that is done when it was asked so often.
type impatient struct {
	context.Context
	left atomic.Int64
}

func (c *impatient) Err() error {
	if c.left.Add(-1) < 0 {
		return context.Canceled
	}
	return nil
}
