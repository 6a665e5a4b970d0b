package core

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"rso/catalog"
	learned "rso/catalog/affinity"
	"rso/catalog/build"
	"rso/catalog/build/buildtest"
	"rso/catalog/text"
	"rso/policy"
)

var update = flag.Bool("update", false, "write testdata/golden.json anew")

// The demo's catalog and policy.
const (
	demoFilms  = "../web/demo/data/films.jsonl"
	demoLearnt = "../web/demo/data/films.rsoa"
	demoPolicy = "../web/demo/data/films.rsop"
	golden     = "testdata/golden.json"
)

// demo reads the demo's films, once.
var demo = sync.OnceValues(func() (lines string, err error) {
	b, err := os.ReadFile(demoFilms)
	return string(b), err
})

func openDemo(t testing.TB) (*catalog.Catalog, *policy.Policy) {
	t.Helper()
	lines, err := demo()
	if err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(demoPolicy)
	if err != nil {
		t.Fatal(err)
	}
	p, err := policy.Open(b)
	if err != nil {
		t.Fatal(err)
	}
	opt := build.Options{Name: "films", Affinity: func(_ context.Context, c *catalog.Catalog) (*catalog.AffinityModel, error) {
		f, err := os.Open(demoLearnt)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		m, err := learned.ReadModel(f, demoLearnt)
		if err != nil {
			return nil, err
		}
		return m.Attach(c), nil
	}}
	c, err := catalog.Open(buildtest.FileWith(t, opt, lines))
	if err != nil {
		t.Fatal(err)
	}
	return c, p
}

// A film is a line of films.jsonl.
type film struct {
	ID     string   `json:"id"`
	Title  string   `json:"title"`
	Year   int      `json:"year"`
	Genres []string `json:"genres"`
	Cast   []string `json:"cast"`
}

// records reads films.jsonl with the standard decoder: what replies are compared with does not come through our code.
func records(t *testing.T) (byID map[string]film, raw map[string]map[string]any) {
	lines, err := demo()
	if err != nil {
		t.Fatal(err)
	}
	byID, raw = map[string]film{}, map[string]map[string]any{}
	for sc := bufio.NewScanner(strings.NewReader(lines)); sc.Scan(); {
		var f film
		var fields map[string]any
		if err := json.Unmarshal(sc.Bytes(), &f); err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(sc.Bytes(), &fields); err != nil {
			t.Fatal(err)
		}
		byID[f.ID], raw[f.ID] = f, fields
	}
	return byID, raw
}

// recordSays tells whether a record has a value in a field: the field itself, or one of its list. Two spellings that
// differ in punctuation alone are one value in a catalog.
func recordSays(fields map[string]any, name, value string) bool {
	list, ok := fields[name].([]any)
	if !ok {
		list = []any{fields[name]}
	}
	return slices.ContainsFunc(list, func(v any) bool { return v != nil && text.Fold(fmt.Sprint(v)) == text.Fold(value) })
}

var script = []string{
	"hi",
	"something funny from the 90s with Robin Williams",
	"already seen Mrs Doubtfire",
	"why the first one?",
	"something more serious",
	"compare the first two",
	"what about robbin wiliams in the 80s?",
	"are you a robot?",
	"thanks, I'll watch it",
	"bye",
}

// An exchange is an entry of the golden file.
type exchange struct {
	Say   string          `json:"say"`
	Reply json.RawMessage `json:"reply"`
}

// The demo's conversation goes as it went, on every platform, to the byte.
func TestGolden(t *testing.T) {
	c, p := openDemo(t)
	s := NewSession(c, p)
	var replies []Reply
	var out bytes.Buffer
	for i, say := range script {
		r := s.Turn(say)
		holds(t, s, say, r)
		replies = append(replies, r)
		fmt.Fprintf(&out, "%s{\"say\":%q,\"reply\":%s}", map[bool]string{true: "[\n", false: ",\n"}[i == 0], say, frame(r))
	}
	out.WriteString("\n]\n")
	meaning(t, replies)
	if t.Failed() {
		t.Fatalf("%s stays as it is", golden)
	}
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(golden, out.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	var got, old []exchange
	if err := json.Unmarshal(out.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(want, &old); err != nil {
		t.Fatalf("%s: %v", golden, err)
	}
	for i := range got {
		if i >= len(old) || got[i].Say != old[i].Say || !bytes.Equal(got[i].Reply, old[i].Reply) {
			was := "nothing"
			if i < len(old) {
				was = old[i].Say + "\n" + string(old[i].Reply)
			}
			t.Fatalf("turn %d is not what it was (if it is better: go test ./core -run Golden -update)\n%s\n%s\nwas\n%s", i+1, got[i].Say, got[i].Reply, was)
		}
	}
	if len(old) > len(got) {
		t.Errorf("%s has %d turns more", golden, len(old)-len(got))
	}
}

// meaning checks what the conversation must achieve whatever its wording, so that -update can't hide a loss.
func meaning(t *testing.T, replies []Reply) {
	t.Helper()
	films, raw := records(t)
	turn := func(n int) *Reply { return &replies[n-1] }
	plays := func(n int, strategies ...string) {
		t.Helper()
		if !slices.Contains(strategies, turn(n).Strategy) {
			t.Errorf("turn %d: %q is answered by %s: %q", n, script[n-1], turn(n).Strategy, turn(n).Text)
		}
	}
	ids := func(n int) []string {
		var ids []string
		for _, c := range turn(n).Candidates {
			ids = append(ids, c.ID)
		}
		return ids
	}
	for n := range replies {
		for _, item := range replies[n].Items {
			if f, ok := films[item.ID]; !ok || f.Title != item.Title || f.Year != int(item.Year) {
				t.Errorf("turn %d shows %s %q (%v), which is no record", n+1, item.ID, item.Title, item.Year)
			}
		}
		for _, f := range replies[n].Trace.Facts {
			if !recordSays(raw[f.Item], f.Attribute, f.Value) {
				t.Errorf("turn %d: the record of %s has no %s %q", n+1, f.Item, f.Attribute, f.Value)
			}
		}
	}
	plays(1, "offer_help", "opinion_inquiry", "experience_inquiry")
	williams := func(n, from, to int, genre string) {
		t.Helper()
		plays(n, "recommend")
		if len(turn(n).Items) == 0 {
			t.Errorf("turn %d shows nothing", n)
		}
		for _, item := range turn(n).Items {
			f := films[item.ID]
			if genre != "" && !slices.Contains(f.Genres, genre) || f.Year < from || f.Year > to || !slices.Contains(f.Cast, "Robin Williams") {
				t.Errorf("turn %d shows %+v", n, f)
			}
		}
	}
	williams(2, 1990, 1999, "Comedy")
	williams(3, 1990, 1999, "Comedy")
	for n := 3; n <= len(replies); n++ {
		for _, c := range turn(n).Candidates {
			if films[c.ID].Title == "Mrs. Doubtfire" {
				t.Errorf("turn %d: Mrs. Doubtfire is a candidate, though it was seen", n)
			}
		}
	}
	plays(4, "explain")
	if first := turn(3).Items; len(turn(4).Items) == 0 || len(first) == 0 || turn(4).Items[0].ID != first[0].ID {
		t.Errorf("turn 4 explains %+v, the first one was %+v", turn(4).Items, first)
	}
	if len(turn(4).Trace.Facts) < 2 {
		t.Errorf("turn 4 explains with %+v", turn(4).Trace.Facts)
	}
	for _, f := range turn(4).Trace.Facts {
		if f.Item != turn(4).Items[0].ID {
			t.Errorf("turn 4 explains with a fact of another item: %+v", f)
		}
	}
	plays(5, "recommend")
	if slices.Equal(ids(3), ids(5)) {
		t.Error("more serious: the candidates are the same")
	}
	for _, item := range turn(5).Items {
		if !slices.Contains(films[item.ID].Genres, "Drama") {
			t.Errorf("more serious: %+v is shown", films[item.ID])
		}
	}
	plays(6, "compare")
	if a, b := turn(5).Items, turn(6).Items; len(a) < 2 || len(b) != 2 || a[0].ID != b[0].ID || a[1].ID != b[1].ID {
		t.Errorf("turn 6 compares %+v", b)
	}
	williams(7, 1980, 1989, "")
	plays(8, "transparency")
	plays(9, "encouragement")
	if a, b := turn(7).Items, turn(9).Items; len(a) == 0 || len(b) != 1 || a[0].ID != b[0].ID {
		t.Errorf("turn 9 encourages to %+v", b)
	}
	plays(10, "no_strategy", "encouragement")
}

func BenchmarkTurn(b *testing.B) {
	c, p := openDemo(b)
	s := NewSession(c, p)
	b.ReportAllocs()
	for n := 0; b.Loop(); n++ {
		if n%len(script) == 0 {
			s.Reset()
		}
		s.Turn(script[n%len(script)])
	}
}
