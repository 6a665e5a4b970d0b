package build_test

import (
	"bytes"
	"context"
	"fmt"
	"math"
	"runtime"
	"strings"
	"testing"

	"rso/catalog"
	"rso/catalog/build"
	"rso/catalog/feed"
	"rso/catalog/text"
)

func Example() {
	r, err := feed.Open(strings.NewReader("id,title,price\n1,Desk lamp,$24.90\n2,Floor lamp,call us\n"), "lamps.csv")
	if err != nil {
		fmt.Println(err)
		return
	}
	b := build.New(build.Options{Name: "lamps"})
	b.Declare(r.Columns())
	for rec, err := range r.Records() {
		if err != nil {
			fmt.Println(err)
			return
		}
		b.Add(rec)
	}
	file, report, err := b.Finish(context.Background())
	if err != nil {
		fmt.Println(err)
		return
	}
	c, err := catalog.Open(file)
	fmt.Println(err, c.Name(), c.Len(), report.Problems.List)
	// Output:
	// <nil> lamps 2 [lamps.csv: line 3, field "price": "call us" is no number; the field was left empty]
}

// expectProblems compiles a feed and checks its problems and how many items are left.
func expectProblems(t *testing.T, src string, items int, want ...string) {
	t.Helper()
	c, report := open(t, build.Options{}, "a.csv", src)
	var got []string
	for _, p := range report.Problems.List {
		got = append(got, p.String())
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") || c.Len() != items || report.Items != items {
		t.Errorf("%q\n got %d items, %q\nwant %d, %q", src, c.Len(), got, items, want)
	}
}

func TestProblems(t *testing.T) {
	expectProblems(t, "id,title\n1,A\n2,B\n", 2)
	expectProblems(t, "id,title\n1,A\n2,\n3,&nbsp;\n", 1,
		`a.csv: line 3, field "title": the row has no title; the row was left out`,
		`a.csv: line 4, field "title": the row has no title; the row was left out`)
	expectProblems(t, "id,title\nx,A\ny,B\nx,C\n", 2, `a.csv: line 4: the id "x" was on line 2 already; the row was left out`)
	expectProblems(t, "id,title\nx,A\n,B\n", 2, `a.csv: line 3, field "id": the row has no id; it got its row number, 2`)
	expectProblems(t, "id,title\nx,<b>A</b>\n", 1, `a.csv: line 2, field "title": the title has markup; it was removed`)
	expectProblems(t, "title,description\nA,"+strings.Repeat("é", 40_000)+"\n", 1,
		`a.csv: line 2, field "description": the text is longer than 64 KB; its end was cut off`)
	expectProblems(t, "title,price\nA,5 EUR\nB,6 USD\nC,7 EUR\n", 3, `a.csv: line 3, field "price": the price is in USD, most are in EUR; it was kept apart, so that it is compared only with others in USD`)
	expectProblems(t, "id,title,price\nx,A,-5\ny,B,6\n", 2, `a.csv: line 2, field "price": "-5" is no price; the field was left empty`)
}

func TestErrors(t *testing.T) {
	for src, want := range map[string]string{
		"id,title\n":           "the feed has no rows",
		"id,colour\n1,red\n":   `no column was recognised as the title: call it "title" or "name", or map one to it (the feed has "id", "colour")`,
		"id,title\n1,\n":       `no row has a title: the column "title" is empty`,
		"id,title\n1,<p></p>":  "no row has a title",
		"a,b,c,d\n1,2,3,4\n":   `"a", "b", "c", "d"`,
		"id,title\n1,&nbsp;\n": "no row has a title",
	} {
		file, _, err := compile(t, build.Options{}, "a.csv", src)
		if err == nil || !strings.Contains(err.Error(), want) || file != nil {
			t.Errorf("%q: %v, want %q", src, err, want)
		}
	}
	b := build.New(build.Options{})
	b.Add(feed.Record{Line: 7})
	if _, _, err := b.Finish(context.Background()); err == nil || !strings.Contains(err.Error(), "the feed has none") {
		t.Errorf("a record without fields: %v", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	b = build.New(build.Options{})
	b.Add(feed.Record{Line: 1, Fields: []feed.Field{{Name: "title", Values: []string{"A"}}}})
	if file, _, err := b.Finish(ctx); err != context.Canceled || file != nil {
		t.Errorf("cancelled: %v", err)
	}
}

// shelf is a feed of n made-up books with shared values.
func shelf(n int) string {
	var b strings.Builder
	b.WriteString("id,title,authors,genres,year,price,rating,ratings count\n")
	for i := range n {
		fmt.Fprintf(&b, "b%d,The Book of %c%d,Ada Fir|Bo Elm %d,G%d|H%d,%d,%d.50,%d,%d\n", i, 'A'+i%26, i, i%17, i%5, i%3, 1950+i%60, 5+i%40, 1+i%5, i*i%977)
	}
	return b.String()
}

func TestSameBytes(t *testing.T) {
	src := shelf(700) // several chunks of work for the neighbours
	var first []byte
	for _, procs := range []int{1, 2, 8, 8} {
		was := runtime.GOMAXPROCS(procs)
		file, _, err := compile(t, build.Options{Name: "shelf"}, "a.csv", src)
		runtime.GOMAXPROCS(was)
		if err != nil {
			t.Fatal(err)
		}
		if first == nil {
			first = file
		}
		if !bytes.Equal(file, first) {
			t.Fatalf("with GOMAXPROCS=%d the file has other bytes", procs)
		}
	}
	other, _, _ := compile(t, build.Options{Name: "shelf"}, "a.csv", strings.Replace(src, "5.50", "5.51", 1))
	if a, b := identity(t, first), identity(t, other); a == b {
		t.Errorf("another price, the same identity %s", a)
	}
}

func identity(t *testing.T, file []byte) string {
	c, err := catalog.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	return c.Identity()
}

func TestNeighbourLimits(t *testing.T) {
	for _, k := range []int{-1, 0, 1, 300} {
		c, _ := open(t, build.Options{Neighbours: k}, "a.csv", shelf(900))
		if got, want := len(c.Similar(0)), map[int]int{-1: 0, 0: 8, 1: 1, 300: 255}[k]; got != want {
			t.Errorf("with %d neighbours asked for, an item has %d, not %d", k, got, want)
		}
	}
}

func TestPrior(t *testing.T) {
	c, _ := open(t, build.Options{}, "a.csv", "title,rating,ratings count\nFew,5,1\nMany,4.8,900\nBad,1,900\nUnknown,,\n")
	if few, many, bad, unknown := c.Prior(0), c.Prior(1), c.Prior(2), c.Prior(3); !(many == 1 && many > bad && bad > unknown && many > few && few > unknown) {
		t.Errorf("few %v, many %v, bad %v, unknown %v", few, many, bad, unknown)
	}
}

// expectAlias says what the words of a message name: "title: The Book" or "" for nothing.
func expectAlias(t *testing.T, c *catalog.Catalog, said, want string) {
	t.Helper()
	var got []string
	for _, m := range c.NewLinker(catalog.Words{}).Link(nil, text.Tokens(nil, said)) {
		for _, e := range m.Entities {
			s := c.Column(e.Column).Name + ": " + c.EntityText(e)
			if e.Alias {
				s += " (alias)"
			}
			got = append(got, s)
		}
	}
	if g := strings.Join(got, ", "); g != want {
		t.Errorf("%q names %q, want %q", said, g, want)
	}
}

func TestAliases(t *testing.T) {
	rows := "title,cast\nThe Glass Orchard: A Winter Tale,Ida B. Marsh|Ned Gudding Jr.\nA Kite,Ida B. Marsh\nThe Kite Runners (restored),Ida B. Marsh|Al Pond\n" +
		"Zebra,Ida B. Marsh|Bo Pond\nYak,Ida B. Marsh\nThe It,Jo Ray\n"
	c, _ := open(t, build.Options{}, "a.csv", rows)
	for said, want := range map[string]string{
		"the glass orchard a winter tale": "title: The Glass Orchard: A Winter Tale",
		"the glass orchard":               "title: The Glass Orchard: A Winter Tale (alias)",
		"glass orchard":                   "title: The Glass Orchard: A Winter Tale (alias)",
		"winter tale":                     "title: The Glass Orchard: A Winter Tale (alias)",
		"kite":                            "title: A Kite (alias)",
		"a kite":                          "title: A Kite",
		"the kite runners":                "title: The Kite Runners (restored) (alias)",
		"ida b marsh":                     "cast: Ida B. Marsh",
		"ida marsh":                       "cast: Ida B. Marsh (alias)",
		"marsh":                           "cast: Ida B. Marsh (alias)",
		"ned gudding":                     "cast: Ned Gudding Jr. (alias)",
		"gudding":                         "", // too few items for a surname alone
		"pond":                            "", // two people
		"it":                              "", // too short for a title without its article
	} {
		expectAlias(t, c, said, want)
	}
}

func TestManyEqualTitles(t *testing.T) {
	var b strings.Builder
	b.WriteString("title,maker\n")
	for range 3000 {
		b.WriteString("The Same: Same Again,Same\n")
	}
	c, _ := open(t, build.Options{Neighbours: 1}, "a.csv", b.String())
	m := c.NewLinker(catalog.Words{}).Link(nil, text.Tokens(nil, "the same same again"))
	if len(m) != 1 || len(m[0].Entities) != 3000 {
		t.Errorf("%d mentions", len(m))
	}
}

func TestWholeNumbersAndNaN(t *testing.T) {
	c, _ := open(t, build.Options{}, "a.csv", "title,price\nA,5\nB,\n")
	col := c.Column(c.With(catalog.Price))
	if lo, hi, ok := col.Range(); lo != 5 || hi != 5 || !ok {
		t.Errorf("the range is %v to %v, %v", lo, hi, ok)
	}
	if v, ok := col.Number(1); ok || !math.IsNaN(v) {
		t.Errorf("a missing price is %v, %v", v, ok)
	}
}
