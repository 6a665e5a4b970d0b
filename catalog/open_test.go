package catalog_test

import (
	"context"
	"crypto/sha256"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"rso/catalog"
	"rso/catalog/build"
	"rso/catalog/feed"
	"rso/catalog/text"
)

// films is a small made-up catalog.
const films = `id,title,year,genres,cast,price,votes,plot
f1,The Quiet Harbour,1994,Drama|Crime,Ida Marsh|Tom B. Quill,9.99,900,A keeper of a lighthouse finds a letter
f2,Quiet Harbour Nights,2001,Drama,Ida Marsh|Bo Elm,4.50,20,Nobody sleeps in the harbour
f3,Kite Runners,1999,Comedy|Family,Ann Oak,,350,Two friends race their kites
f4,"Glass Orchard: A Winter Tale",2011,Fantasy|Family,Ann Oak|Ida Marsh,12,75,Apples made of glass
f5,Señor Díaz,,Comedy,Zoë Ångberg,7,,A café and its owner
f6,Harbour,1977,Documentary,,3,5,
f7,Robots of Autumn,2020,Science Fiction,Tom B. Quill|Zoë Ångberg,15,410,Leaves fall on steel
f8,Robot Springs,2022,Science Fiction|Comedy,Bo Elm,15,38,A sequel
`

// compile makes the file of a CSV feed.
func compile(t testing.TB, src string) []byte {
	t.Helper()
	r, err := feed.Open(strings.NewReader(src), "films.csv")
	if err != nil {
		t.Fatal(err)
	}
	b := build.New(build.Options{Name: "films", Neighbours: 3})
	b.Declare(r.Columns())
	for rec, err := range r.Records() {
		if err != nil {
			t.Fatal(err)
		}
		b.Add(rec)
	}
	file, _, err := b.Finish(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return file
}

func open(t testing.TB, src string) *catalog.Catalog {
	t.Helper()
	c, err := catalog.Open(compile(t, src))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func ExampleOpen() {
	b := build.New(build.Options{Name: "films"})
	b.Add(feed.Record{Line: 1, Fields: []feed.Field{
		{Name: "title", Values: []string{"The Quiet Harbour"}},
		{Name: "cast", Values: []string{"Ida Marsh", "Tom B. Quill"}, List: true},
	}})
	file, _, err := b.Finish(context.Background())
	if err != nil {
		fmt.Println(err)
		return
	}

	c, err := catalog.Open(file)
	if err != nil {
		fmt.Println(err)
		return
	}
	linker := c.NewLinker(catalog.Words{})
	for _, m := range linker.Link(nil, text.Tokens(nil, "anything with idda marhs or tom quill?")) {
		fmt.Println(m.Cost, c.EntityText(m.Entities[0]))
	}
	// Output:
	// 2 Ida Marsh
	// 0 Tom B. Quill
}

// dump writes all that a catalog answers. It calls every method with every item, column and value, and some beyond.
func dump(c *catalog.Catalog) string {
	var b strings.Builder
	n := uint32(c.Len())
	items := []uint32{n, n + 1, math.MaxUint32 - 1, math.MaxUint32}
	for i := range min(n, 64) {
		items = append(items, i)
	}
	fmt.Fprintln(&b, c.Name(), c.Identity(), n, c.With(250))
	linker := c.NewLinker(catalog.Words{})
	said := []string{"the quiet harbour with ida marsh", "robotts of autum senor diaz", "tom quil glass orchrad comdy"}
	for k := range c.Columns() {
		col := c.Column(k)
		fmt.Fprintln(&b, col.Name, col.Role, col.Kind, col.Unit, col.Many, col.NumValues(), c.Find(col.Name), c.With(col.Role))
		lo, hi, ok := col.Range()
		fmt.Fprintln(&b, lo, hi, ok)
		values := []uint32{uint32(col.NumValues()), math.MaxUint32}
		for v := range min(uint32(col.NumValues()), 64) {
			values = append(values, v)
		}
		among := c.AllItems()
		for _, v := range values {
			w, ok := col.FindValue(col.Value(v))
			s := c.NewSet()
			s.AddHaving(c, k, v)
			among.AndNot(s)
			fmt.Fprintln(&b, col.Value(v), w, ok, col.Having(v), s.Len(), c.EntityText(catalog.Entity{Column: k, Value: v}))
		}
		for _, i := range items {
			v, ok := col.Number(i)
			fmt.Fprintln(&b, v, ok, col.Text(i), col.Values(i), col.Has(i, 0), c.FactsOf(i, k))
		}
		missing, between := c.NewSet(), c.NewSet()
		missing.AddMissing(c, k)
		between.AddBetween(c, k, 4, 2000)
		fmt.Fprintln(&b, missing.Len(), between.Len(), found(find(c, "harbour", &missing, 3)))
	}
	for _, i := range items {
		j, ok := c.ByID(c.ID(i))
		fmt.Fprintln(&b, c.ID(i), c.Title(i), c.Prior(i), c.Similar(i), c.Facts(i), j, ok, c.Lives(i), c.Available(i))
		now, ok := c.Now(i)
		fmt.Fprintln(&b, now, ok)
		said = append(said, c.Title(i))
		if i < n {
			s := c.NewScores()
			c.AddSimilar(s, i, 1)
			fmt.Fprintln(&b, s.Top(c, 3), s.At(i))
		}
	}
	fmt.Fprintln(&b, found(find(c, "quiet comedy robot", nil, 5)))
	for _, i := range items {
		fmt.Fprintln(&b, c.Together(i))
	}
	if a := c.Affinity(); a != nil {
		dst := make([]float32, n)
		context := []catalog.Heard{{Words: said, Items: items}, {Recommender: true, Words: []string{"bo", "elm", "tree"}, Items: items}}
		a.Score(dst, context)
		a.Repeat(dst, context)
		fmt.Fprintln(&b, dst)
	}
	for _, s := range said {
		for _, m := range linker.Link(nil, text.Tokens(nil, s)) {
			for _, e := range m.Entities {
				fmt.Fprintln(&b, s, m.First, m.Last, m.Cost, e, c.EntityText(e))
			}
		}
	}
	return b.String()
}

func TestOpen(t *testing.T) {
	file := compile(t, films)
	c, err := catalog.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	if c.Name() != "films" || c.Len() != 8 || len(c.Identity()) != 32 {
		t.Errorf("%q has %d items, identity %q", c.Name(), c.Len(), c.Identity())
	}
	for i, id := range []string{"f1", "f2", "f3", "f4", "f5", "f6", "f7", "f8"} {
		if got, ok := c.ByID(id); !ok || got != uint32(i) || c.ID(got) != id {
			t.Errorf("ByID(%q) = %d, %v", id, got, ok)
		}
	}
	for _, id := range []string{"", "f", "f0", "f9", "f11", "z"} {
		if _, ok := c.ByID(id); ok {
			t.Errorf("ByID(%q) found something", id)
		}
	}
	var facts []string
	for _, f := range c.Facts(0) {
		facts = append(facts, c.Column(f.Column).Name+"="+f.Text)
	}
	want := "title=The Quiet Harbour year=1994 genres=Drama genres=Crime cast=Ida Marsh cast=Tom B. Quill price=9.99 votes=900 " +
		"plot=A keeper of a lighthouse finds a letter"
	if got := strings.Join(facts, " "); got != want {
		t.Errorf("the facts are\n%s, want\n%s", got, want)
	}
}

// The same file gives the same answers wherever it lies in memory.
func TestMisaligned(t *testing.T) {
	file := compile(t, films)
	var want string
	for shift := range 9 {
		room := make([]byte, len(file)+16)
		b := room[shift : shift+len(file)]
		copy(b, file)
		c, err := catalog.Open(b)
		if err != nil {
			t.Fatalf("shifted by %d: %v", shift, err)
		}
		if got := dump(c); want == "" {
			want = got
		} else if got != want {
			t.Fatalf("shifted by %d, other answers", shift)
		}
	}
}

// expectRefused checks that a file can't be opened and that the error says why.
func expectRefused(t *testing.T, what string, b []byte, says string) {
	t.Helper()
	c, err := catalog.Open(b)
	if err == nil || c != nil || !strings.HasPrefix(err.Error(), "catalog: ") || !strings.Contains(err.Error(), says) {
		t.Errorf("%s: %v, want an error that says %q", what, err, says)
	}
}

func TestRefused(t *testing.T) {
	file := compile(t, films)
	with := func(off int, bytes ...byte) []byte {
		b := slices.Clone(file)
		copy(b[off:], bytes)
		return b
	}
	expectRefused(t, "nothing", nil, "fewer than a header")
	expectRefused(t, "a header's beginning", file[:20], "20 bytes, fewer than a header")
	expectRefused(t, "a feed", []byte(films), "it is not a compiled catalog")
	expectRefused(t, "a newer file", with(4, 9, 0, 7, 0), "format version 9 and needs a reader of version 7 or newer, this one is 2")
	expectRefused(t, "half a file", file[:len(file)/2], "truncated")
	expectRefused(t, "a longer file", append(slices.Clone(file), 0), "truncated or was changed")
	expectRefused(t, "a changed file", with(len(file)-1, file[len(file)-1]+1), "the file is corrupt")
	newer := with(4, 3, 0)
	expectRefused(t, "a version changed on the way", newer, "the file is corrupt")
	catalog.Seal(newer) // a later writer whose files this reader still understands
	if _, err := catalog.Open(newer); err != nil {
		t.Error(err)
	}
}

func TestSections(t *testing.T) {
	file := learn(compile(t, films), model(8, 3, "glass"))
	sizes := catalog.Contents(file)
	if !slices.IsSortedFunc(sizes, func(a, b catalog.SectionSize) int { return strings.Compare(a.Name, b.Name) }) || len(sizes) < 20 {
		t.Errorf("the contents are %v", sizes)
	}
	if catalog.Contents(file[:100]) != nil {
		t.Error("a damaged file has contents")
	}
	// A section that this reader doesn't know is ignored; a missing one is named.
	places, _ := catalog.Places(file)
	for drop := range places {
		var w, more catalog.Writer
		for i, p := range places {
			part := file[p.Off : p.Off+p.Length]
			more.Section(p.Name, part)
			if i != drop {
				w.Section(p.Name, part)
			}
		}
		more.Section("from the future", []byte{1, 2, 3})
		if places[drop].Name == "affinity" {
			continue // what goes with it is as unknown as a section from the future
		}
		expectRefused(t, "without "+places[drop].Name, w.File(sha256.New()), fmt.Sprintf("section %q is missing", places[drop].Name))
		if _, err := catalog.Open(more.File(sha256.New())); err != nil {
			t.Fatal(err)
		}
	}
}
