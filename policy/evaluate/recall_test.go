package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"rso/catalog"
	"rso/catalog/affinity"
	"rso/catalog/build/buildtest"
)

// tales is a catalog of 60 invented books, i0 to i59.
func tales() string {
	var b strings.Builder
	for i := range 60 {
		fmt.Fprintf(&b, `{"id":"i%d","title":"Tale of Lantern %d"}`+"\n", i, i)
	}
	return b.String()
}

// borrowed is what was borrowed together: i0 three times, i1 twice, i2 once, i3 four times.
const borrowed = `{"items":["i0","i1"]}
{"items":["i1","i0","lost"]}
{"items":["i0","i2"]}
{"items":["i3"]}
{"items":["i3"]}
{"items":["i3"]}
{"items":["i3"]}
`

// library are two dialogues with seven instances. The recommender's two messages are one turn with three items, of which the catalog
// doesn't have one; the next turn mentions two items again and a new one. The second dialogue begins with an item.
const library = `{"id":"one","turns":[{"speaker":"seeker","text":"Like Tale of Lantern 0","items":["i0"]},` +
	`{"speaker":"recommender","text":"Tale of Lantern 1?","items":["i1"]},{"speaker":"recommender","text":"Or 2","items":["i2","unwritten"]},` +
	`{"speaker":"seeker","text":"ok"},{"speaker":"recommender","text":"then","items":["i0","i1","i3"]}]}
{"id":"two","turns":[{"speaker":"recommender","text":"hi","items":["i40"]},{"speaker":"seeker","text":"seen it","items":["i5"]}]}
`

// recallArgs are the flags that measure the library.
func recallArgs(t *testing.T, more ...string) []string {
	t.Helper()
	return append([]string{"recall", "-catalog", write(t, "tales.rsoc", string(buildtest.File(t, "tales", tales()))),
		"-dialogues", write(t, "library.jsonl", library), "-train", write(t, "borrowed.jsonl", borrowed)}, more...)
}

// recallLines runs the command with -json and returns what it prints of each ranker, and the last line.
func recallLines(t *testing.T, args []string) (rankers map[string]rankerRecall, last recallColumns) {
	t.Helper()
	lines := strings.SplitAfter(printed(t, append(args, "-json")...), "\n")
	lines = lines[:len(lines)-1] // after the last line there is nothing
	rankers = map[string]rankerRecall{}
	for _, line := range lines[:len(lines)-1] {
		var r rankerRecall
		strictly(t, line, &r)
		rankers[r.Ranker] = r
	}
	strictly(t, lines[len(lines)-1], &last)
	return rankers, last
}

// strictly decodes a line without fields of other names.
func strictly(t *testing.T, line string, into any) {
	t.Helper()
	d := json.NewDecoder(strings.NewReader(line))
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		t.Fatalf("%s: %v", line, err)
	}
}

// expectRecall checks the numbers of hits among 1, 10 and 50, of n.
func expectRecall(t *testing.T, what string, s recallScore, n, r1, r10, r50 int) {
	t.Helper()
	got := []float64{s.R1 * float64(n), s.R10 * float64(n), s.R50 * float64(n)}
	for k, want := range []int{r1, r10, r50} {
		if s.N != n || math.Abs(got[k]-float64(want)) > 1e-9 {
			t.Errorf("%s: %v hits of %d, want %v of %d", what, got, s.N, []int{r1, r10, r50}, n)
			return
		}
	}
}

// The ranks of the instances i1, i2, unwritten | i0, i1, i3 | i40, of which i0 and the second i1 are repeated. Popularity: i3, i0, i1, i2, then
// the rows, so that i40 is the 41st. In brackets the ranks without what was mentioned.
//
//	popularity     3 (2), 4 (3), -  |  2, 3, 1 (1)  |  41 (41)
//	repeat-last    3 (2), 4 (3), -  |  3, 2, 4 (1)  |  41 (41)   of i1 and i2, the last is i2
//	co-occurrence  1 (1), 2 (2), -  |  1, 2, 4 (1)  |  41 (41)   2/3 and 1/3 by i0; then i0 2, i1 2/3, i2 1/3, and i3 the first of the others
func TestRecall(t *testing.T) {
	rankers, last := recallLines(t, recallArgs(t))
	for _, c := range []struct {
		ranker           string
		all, new, masked [3]int
	}{
		{"popularity", [3]int{1, 5, 6}, [3]int{1, 3, 4}, [3]int{1, 3, 4}},
		{"repeat-last", [3]int{0, 5, 6}, [3]int{0, 3, 4}, [3]int{1, 3, 4}},
		{"co-occurrence", [3]int{2, 5, 6}, [3]int{1, 3, 4}, [3]int{2, 3, 4}},
	} {
		r := rankers[c.ranker]
		expectRecall(t, c.ranker+", all", r.All, 7, c.all[0], c.all[1], c.all[2])
		expectRecall(t, c.ranker+", new", r.New, 5, c.new[0], c.new[1], c.new[2])
		expectRecall(t, c.ranker+", masked", r.NewMasked, 5, c.masked[0], c.masked[1], c.masked[2])
		if r.Unknown != 1 {
			t.Errorf("%s: %d targets are unknown, want 1", c.ranker, r.Unknown)
		}
	}
	if len(rankers) != 3 || last != rankers["co-occurrence"].recallColumns {
		t.Errorf("of %d rankers the last line is %+v", len(rankers), last)
	}
}

// Of co-occurrence's hits at 1, 2 of 6 are in the one dialogue and 0 of 1 in the other: p = 2/7, the sum of squares is
// (2 - 12/7)² + (0 - 2/7)² = 8/49, and the error is √(2·8/49)/7 = 4/49.
func TestClusteredErrors(t *testing.T) {
	_, last := recallLines(t, recallArgs(t))
	if want := 4. / 49; math.Abs(last.All.SE1-want) > 1e-12 {
		t.Errorf("the standard error is %v, want %v", last.All.SE1, want)
	}
	hits := func(c *recallCount) (int, int) { return c.all.hits[0], c.all.n }
	one := recallCount{all: hitCount{n: 2, hits: [3]int{1}}}
	for _, counts := range [][]recallCount{nil, {{}}, {one, {}}} {
		if _, se := clustered(counts, hits); se != 0 {
			t.Errorf("of %+v the standard error is %v", counts, se)
		}
	}
}

// Without -train there is only what the catalog knows: the more popular comes first.
func TestRecallUntrained(t *testing.T) {
	const rated = `{"id":"few","title":"Salt Winter","ratings_count":3}
{"id":"many","title":"Copper Lanterns","ratings_count":900}
`
	args := []string{"recall", "-catalog", write(t, "rated.rsoc", string(buildtest.File(t, "rated", rated))),
		"-dialogues", write(t, "d.jsonl", `{"id":"one","turns":[{"speaker":"recommender","text":"This?","items":["many"]}]}`)}
	rankers, last := recallLines(t, args)
	if len(rankers) != 2 || last != rankers["popularity"].recallColumns {
		t.Errorf("of %d rankers the last line is %+v", len(rankers), last)
	}
	expectRecall(t, "popularity", last.All, 1, 1, 1, 1)
}

func TestRecallTable(t *testing.T) {
	out := printed(t, recallArgs(t)...)
	for _, want := range []string{
		"Recall of the items that recommenders mention in 2 dialogues, among 60 ranked items.\nMentions of items that the catalog doesn't have: 1, each a miss.\n",
		"all                                n  Recall@1         Recall@10        Recall@50",
		"co-occurrence                      7  0.2857 ± 0.0816  0.7143 ± ",
		"new: not mentioned earlier         n", "new, mentioned ones masked         n", "co-occurrence                      5  0.4000 ± ",
		"clustered by dialogue",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is missing from\n%s", want, out)
		}
	}
	some := write(t, "some.txt", "i1\ni2\ni3\n")
	if out, want := printed(t, recallArgs(t, "-among", some)...), "in 2 dialogues, among the 3 items of "+some+": mentions of others aren't counted.\n\nall "; !strings.Contains(out, want) {
		t.Errorf("%q is missing from\n%s", want, out)
	}
}

// The figures are the same however many measure.
func TestRecallOfManyWorkers(t *testing.T) {
	var many strings.Builder
	for i := range 50 {
		many.WriteString(strings.ReplaceAll(strings.ReplaceAll(library, `"id":"`, fmt.Sprintf(`"id":"%d `, i)), "i40", fmt.Sprintf("i%d", i)))
	}
	args := recallArgs(t, "-dialogues", write(t, "many.jsonl", many.String()), "-json")
	one := printed(t, append(args, "-workers", "1")...)
	for _, n := range []string{"2", "7", "1000"} {
		if got := printed(t, append(args, "-workers", n)...); got != one {
			t.Errorf("%s workers find\n%s1 finds\n%s", n, got, one)
		}
	}
}

// cut reads a dialogue and cuts it for the protocol.
func cut(t *testing.T, c *catalog.Catalog, dialogue string) talk {
	t.Helper()
	h, err := affinity.Read(strings.NewReader(dialogue), "d.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	return newTalk(c, h[0])
}

// Titles that were mentioned so far are no words, with and without their years; what is mentioned later is not known yet.
func TestTitlesAreMasked(t *testing.T) {
	c := buildtest.Catalog(t, "harbour", harbour)
	talk := cut(t, c, `{"turns":[{"speaker":"seeker","text":"I loved SALT WINTER (2004), not Paper Sparrows","items":["salt","nowhere"]},`+
		`{"speaker":"recommender","text":"Paper Sparrows (1975) is no salt winter!","items":["paper"]}]}`)
	var got []string
	for _, h := range talk.turns {
		got = append(got, fmt.Sprint(h.Recommender, h.Words, h.Items))
	}
	salt, _ := c.ByID("salt")
	paper, _ := c.ByID("paper")
	want := []string{fmt.Sprintf("false [i loved not paper sparrows] [%d]", salt), fmt.Sprintf("true [is no] [%d]", paper)}
	if !slices.Equal(got, want) {
		t.Errorf("heard is %q, want %q", got, want)
	}
}

// scored is a ranker with given scores.
type scored []float32

func (scored) name() string                             { return "scored" }
func (s scored) score(dst []float32, _ []catalog.Heard) { copy(dst, s) }

// Of equal scores the more popular comes first, then the earlier row. NaN is the lowest score.
func TestRanksOfTies(t *testing.T) {
	nan, inf := float32(math.NaN()), float32(math.Inf(-1))
	for _, c := range []struct {
		scores, popularity []float32
		mentioned          []bool
		want, masked       []int
	}{
		{[]float32{0, 0, 0, 0}, []float32{1, 2, 2, 3}, []bool{false, false, false, true}, []int{4, 2, 3, 1}, []int{3, 1, 2, 1}},
		{[]float32{1, 3, 3, -1}, []float32{9, 1, 2, 9}, make([]bool, 4), []int{3, 2, 1, 4}, []int{3, 2, 1, 4}},
		{[]float32{nan, inf, nan, 0}, []float32{1, 1, 2, 0}, []bool{false, false, true, false}, []int{3, 4, 2, 1}, []int{2, 3, 2, 1}},
	} {
		f := forecast{scores: c.scores, popularity: c.popularity, mentioned: c.mentioned}
		for i := range c.scores {
			if got, want := f.ranks(target{item: catalog.Item(i), known: true}), (ranks{c.want[i], c.masked[i]}); got != want {
				t.Errorf("%v with the popularity %v: item %d has the ranks %v, want %v", c.scores, c.popularity, i, got, want)
			}
		}
	}
}

// What one context marks, the next doesn't see.
func TestContextsAreApart(t *testing.T) {
	f := forecast{scores: make([]float32, 3), popularity: make([]float32, 3), mentioned: make([]bool, 3)}
	talk := talk{turns: []catalog.Heard{{Items: []catalog.Item{0, 1}}}, quests: []quest{{context: 1, targets: []target{{item: 2, known: true}}}}}
	got := f.count(scored{3, 2, 1}, &talk)
	if got.all.hits[0] != 0 || got.masked.hits[0] != 1 || slices.Contains(f.mentioned, true) {
		t.Errorf("counted is %+v, and marked stays %v", got, f.mentioned)
	}
}

// Windows of one group are one history, in one file; those without a group and dialogues stand alone.
func TestItemsTogether(t *testing.T) {
	c := buildtest.Catalog(t, "tales", tales())
	var trained [][]affinity.History
	for _, text := range []string{
		`{"group":0,"liked":true,"text":"","items":["i1","i2"]}
{"group":1,"text":"","items":["i3"]}
{"text":"","items":["i4"]}
{"group":0,"liked":false,"text":"","items":["i5","i1","lost"]}
{"text":"","items":["i4"]}`,
		`{"group":0,"text":"","items":["i6"]}`,
		`{"turns":[{"speaker":"seeker","items":["i7"]},{"speaker":"recommender","items":["i8","i7"]}]}`,
	} {
		histories, err := affinity.Read(strings.NewReader(text), "train.jsonl")
		if err != nil {
			t.Fatal(err)
		}
		trained = append(trained, histories)
	}
	if got, want := fmt.Sprint(itemsTogether(c, trained)), "[[1 2 5] [3] [4] [4] [6] [7 8]]"; got != want {
		t.Errorf("together are %s, want %s", got, want)
	}
}

// Three items are ranked, whatever their order in the file, and the targets are i1, i2 | i1, i3. By popularity their ranks are 2, 3 | 2, 1.
// What isn't ranked is mentioned all the same: by i0 co-occurrence foresees i1 before i2.
func TestRecallAmong(t *testing.T) {
	rankers, last := recallLines(t, recallArgs(t, "-among", write(t, "some.txt", "i2\n\n  i3\r\ni1\ni3")))
	for _, c := range []struct {
		ranker           string
		all, new, masked int // hits at 1
	}{{"popularity", 1, 1, 1}, {"repeat-last", 0, 0, 1}, {"co-occurrence", 2, 1, 2}} {
		r := rankers[c.ranker]
		expectRecall(t, c.ranker+", all", r.All, 4, c.all, 4, 4)
		expectRecall(t, c.ranker+", new", r.New, 3, c.new, 3, 3)
		expectRecall(t, c.ranker+", masked", r.NewMasked, 3, c.masked, 3, 3)
		if r.Unknown != 0 {
			t.Errorf("%s: %d targets are unknown, but are to be left out", c.ranker, r.Unknown)
		}
	}
	if last != rankers["co-occurrence"].recallColumns {
		t.Errorf("the last line is %+v", last)
	}
}

// Whoever ranks all items has ranked among all.
func TestRecallAmongAll(t *testing.T) {
	var all strings.Builder
	for i := range 60 {
		fmt.Fprintf(&all, "i%d\n", i)
	}
	_, some := recallLines(t, recallArgs(t, "-among", write(t, "all.txt", all.String())))
	_, want := recallLines(t, recallArgs(t))
	hits := func(s recallScore) [3]float64 {
		n := float64(s.N)
		return [3]float64{math.Round(s.R1 * n), math.Round(s.R10 * n), math.Round(s.R50 * n)}
	}
	if hits(some.All) != hits(want.All) || some.All.N != want.All.N-1 { // but for the one that is unknown
		t.Errorf("among all %+v is found, without -among %+v", some.All, want.All)
	}
}

// Figures on dialogues that were learned from are flattering; the reader is told.
func TestTrainedDialoguesAreNamed(t *testing.T) {
	args := recallArgs(t, "-train", write(t, "again.jsonl", strings.SplitAfter(library, "\n")[0]))
	var stderr bytes.Buffer
	if err := run(context.Background(), args, &bytes.Buffer{}, &stderr); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(stderr.String(), "1 of the 2 dialogues are in the files of -train") {
		t.Errorf("it says %q", stderr.String())
	}
}

func TestRecallInterrupted(t *testing.T) {
	ctx, stop := context.WithCancel(context.Background())
	stop()
	var stdout bytes.Buffer
	if err := run(ctx, recallArgs(t), &stdout, &bytes.Buffer{}); err == nil || !strings.Contains(err.Error(), "interrupted") || stdout.Len() > 0 {
		t.Errorf("the error is %v, and printed %q", err, stdout.String())
	}
}

func TestRecallErrors(t *testing.T) {
	shop := write(t, "tales.rsoc", string(buildtest.File(t, "tales", tales())))
	data := write(t, "library.jsonl", library)
	const mute = `{"turns":[{"speaker":"seeker","items":["i1"]},{"speaker":"recommender"}]}`
	nowhere := filepath.Join(t.TempDir(), "nowhere.jsonl")
	measured := "recall -catalog " + shop + " -dialogues " + data
	expectErrors(t, map[string][]string{
		"recall -dialogues " + data:                                               {"name a compiled catalog with -catalog"},
		"recall -catalog " + shop:                                                 {"name a file of human dialogues with -dialogues"},
		measured + " -workers 0":                                                  {"-workers 0: give at least 1"},
		measured + " more.jsonl":                                                  {"repeating -dialogues or -train"},
		"recall -dialogues " + data + " -catalog " + nowhere:                      {"cannot read the catalog"},
		"recall -catalog " + shop + " -dialogues " + nowhere:                      {"-dialogues: cannot read the file", "nowhere.jsonl"},
		measured + " -among " + nowhere:                                           {"-among: cannot read the file", "nowhere.jsonl"},
		measured + " -among " + write(t, "some.txt", "i1\n\ni99\ni98\n"):          {`some.txt:3: the catalog has no item with the id "i99": give`},
		measured + " -among " + write(t, "blank.txt", "\n \n"):                    {"blank.txt: there is nothing in it"},
		measured + " -among " + write(t, "other.txt", "i58\ni59\n"):               {"no recommender mentions one of the 2 items of", "other.txt"},
		measured + " -train " + nowhere:                                           {"-train: cannot read the file"},
		measured + " -dialogues " + data:                                          {`library.jsonl:1: id: "one" was used at library.jsonl:1 already`},
		measured + " -dialogues " + write(t, "bad.jsonl", `{"turns":[]}`):         {"bad.jsonl:1: turns: a dialogue needs"},
		measured + " -dialogues " + write(t, "orders.jsonl", borrowed):            {"orders.jsonl:1: this is a basket, which doesn't tell"},
		measured + " -train " + write(t, "x.csv", "a,b\n1,2\n"):                   {"x.csv:1: the format is unknown"},
		"recall -catalog " + shop + " -dialogues " + write(t, "mute.jsonl", mute): {"no recommender mentions an item"},
	})
}
