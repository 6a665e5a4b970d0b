package catalog_test

import (
	"slices"
	"strings"
	"testing"

	"rso/catalog"
	"rso/catalog/text"
)

// tents is a small shop: makers with lines, and lines that differ by a letter.
const tents = `id,title,brand,category,color,price,description
t1,Skarv Holmen Tunnel Tent,Skarv,Tents,green,249,Two doors and a porch that sheds storms
t2,Skarv Holmen 2 Tunnel Tent,Skarv,Tents,red,299,Three doors for a family
t3,Skarv Vidda Dome Tent,Skarv,Tents,green,199,Freestanding on rock
t4,Fjell Halden Dome Tent,Fjell,Tents,blue,349,Four seasons
t5,Fjell Ember Gas Stove,Fjell,Stoves,black,59,Boils water in three minutes
t6,Lumi Headlamp,Lumi,Lights,black,24,Red light for reading in a tent
t7,Straße Trail Mug,Kopp,Kitchen,red,12,Enamel
t8,折りたたみチェア Folding Chair,Sora,Furniture,blue,49,Aluminium
t9,İzmir Café Kettle,Kopp,Kitchen,silver,31,Whistles
`

// english is as much of the language as the tests need.
var english = catalog.Words{
	Function: func(w string) bool {
		return slices.Contains(strings.Fields("the a is of and for with it my i me you do have any in to this from that would be like about there"), w)
	},
	Common: func(w string) bool {
		return slices.Contains(strings.Fields("sister friend weekend broke told love bought good choice please water light reading red"), w)
	},
	Variants: func(w string) []string {
		if s, ok := strings.CutSuffix(w, "s"); ok {
			return []string{s}
		}
		return []string{w + "s"}
	},
}

// expectFound checks the ids that a text finds, best first.
func expectFound(t *testing.T, f *catalog.Finder, c *catalog.Catalog, query string, want ...string) {
	t.Helper()
	var got []string
	for _, h := range f.Find(catalog.Query{Text: text.Tokens(nil, query), K: len(want)}).Hits {
		got = append(got, c.ID(h.Item))
	}
	if !slices.Equal(got, want) {
		t.Errorf("%q finds %v, want %v", query, got, want)
	}
}

func TestFind(t *testing.T) {
	c := open(t, tents)
	f := c.NewFinder(english)
	for query, want := range map[string]string{
		"skarv holmen":      "t1",
		"skarv holmen 2":    "t2",
		"holmen red":        "t2",
		"fjell tent":        "t4",
		"stoves":            "t5", // another form
		"freestanding tent": "t3", // a word of the description
		"skrav vidda":       "t3", // a letter at another place
		"fjel ember":        "t5",
		"headlmap":          "t6",
		"headl":             "t6", // the beginning of a word
		"haldan dome":       "t4",
		"holden tent":       "t4", // holmen and halden are one letter off; the kind decides nothing, the letter does
		"strasse mug":       "t7",
		"STRASSE":           "t7",
		"折りたたみ":             "t8",
		"チェア":               "t8",
		"folding chair":     "t8",
		"izmir cafe":        "t9",
		"İZMIR KETTLE":      "t9",
		"my sister told me about the skarv vidda and i would love it": "t3",
		"my tent broke, is there a fjell haldn for this weekend":      "t4",
	} {
		expectFound(t, f, c, query, want)
	}
	expectFound(t, f, c, "red light", "t6", "t7") // common words are searched for when items are called so
	for _, nothing := range []string{"", "!?", "zzzzzz"} {
		if a := f.Find(catalog.Query{Text: text.Tokens(nil, nothing), K: 3}); len(a.Hits) > 0 || a.Known != 0 {
			t.Errorf("%q finds %v", nothing, a)
		}
	}
}

// What is there as typed is known; an invented product of a real maker is not, wherever the sentence puts it.
func TestKnown(t *testing.T) {
	c := open(t, tents)
	f := c.NewFinder(english)
	known := func(query string) float64 {
		return f.Find(catalog.Query{Text: text.Tokens(nil, query), K: 3}).Known
	}
	for _, frame := range []string{"X", "do you have the X?", "my sister bought the X from you and it broke", "is the X a good choice for the weekend"} {
		for _, real := range []string{"skarv holmen", "skarv holmen tunnel tent", "fjell halden dome tent", "fjell ember", "vidda dome tent"} {
			if k := known(strings.ReplaceAll(frame, "X", real)); k < .95 {
				t.Errorf("%q in %q is known by %.2f only", real, frame, k)
			}
		}
		for _, invented := range []string{"skarv zobrak tent", "fjell quarnix stove", "lumi wozzle headlamp"} {
			if k := known(strings.ReplaceAll(frame, "X", invented)); k > .8 {
				t.Errorf("%q in %q is known by %.2f", invented, frame, k)
			}
		}
	}
	if a, b := known("skarv holmen"), known("skrav holmen"); b >= a || b < .5 {
		t.Errorf("as typed %.2f, misspelt %.2f", a, b)
	}
	if k := known("my sister told me that it is good"); k > .5 {
		t.Errorf("a sentence that names nothing is known by %.2f", k)
	}
}

func TestFindAmong(t *testing.T) {
	c := open(t, tents)
	f := c.NewFinder(english)
	green, _ := c.Column(c.Find("color")).FindFolded("GREEN")
	among := c.NewSet()
	among.AddHaving(c, c.Find("color"), green)
	a := f.Find(catalog.Query{Text: text.Tokens(nil, "dome tent"), Among: &among, K: 10})
	if len(a.Hits) != 2 || c.ID(a.Hits[0].Item) != "t3" || c.ID(a.Hits[1].Item) != "t1" {
		t.Errorf("among the green: %v", a.Hits)
	}
	if a.Hits[0].Score != 1 || a.Hits[1].Score >= 1 || a.Hits[1].Score <= 0 {
		t.Errorf("the scores are %v", a.Hits)
	}
	f.Find(catalog.Query{Text: text.Tokens(nil, "dome tent"), K: 1, All: true})
	var having []string
	for i := range f.Having().Items {
		having = append(having, c.ID(i))
	}
	if !slices.Equal(having, []string{"t3", "t4"}) {
		t.Errorf("the dome tents are %v", having)
	}
	if a := f.Find(catalog.Query{Text: text.Tokens(nil, "skrav"), K: 3, Exact: true}); len(a.Hits) > 0 {
		t.Errorf("taken as typed, a misspelt word finds %v", a.Hits)
	}
	if a := f.Find(catalog.Query{Text: text.Tokens(nil, "tent"), K: 0}); len(a.Hits) > 0 {
		t.Error("no hits were asked for")
	}
}

// A finder that has worked before answers as a new one, and a hostile text costs no more than its length.
func TestFindAgain(t *testing.T) {
	c := open(t, tents)
	f := c.NewFinder(english)
	f.Find(catalog.Query{Text: text.Tokens(nil, strings.Repeat("skrav holmn tnet ", 3000)), K: 5})
	var many strings.Builder
	for i := range 3000 {
		many.WriteString("hol" + strings.Repeat("m", i%9) + "en ")
	}
	f.Find(catalog.Query{Text: text.Tokens(nil, many.String()), K: 5})
	for _, q := range []string{"skarv holmen", "skrav holmen", "tent"} {
		query := catalog.Query{Text: text.Tokens(nil, q), K: 5}
		if a, b := f.Find(query), c.NewFinder(english).Find(query); !slices.Equal(a.Hits, b.Hits) || a.Known != b.Known {
			t.Errorf("%q: used %v, new %v", q, a, b)
		}
	}
}

func FuzzFind(f *testing.F) {
	c := open(f, tents)
	finder := c.NewFinder(english)
	for _, s := range []string{"", "skrav holmen", "折りたたみ", "İ", "\xff\xfe", "red light under the tent"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		a := finder.Find(catalog.Query{Text: text.Tokens(nil, s), K: 3})
		if len(a.Hits) > 3 || !(a.Known >= 0 && a.Known <= 1) {
			t.Errorf("%q: %v", s, a)
		}
		for _, h := range a.Hits {
			if !(h.Score > 0 && h.Score <= 1.0001) || int(h.Item) >= c.Len() {
				t.Errorf("%q: %v", s, h)
			}
		}
	})
}

func TestFacets(t *testing.T) {
	c := open(t, tents)
	color, price := c.Find("color"), c.Find("price")
	counts := map[string]int32{}
	for v, n := range c.Count(color, c.AllItems()) {
		counts[c.Column(color).Value(uint32(v))] = n
	}
	if counts["green"] != 2 || counts["black"] != 2 || counts["silver"] != 1 {
		t.Errorf("the colors are %v", counts)
	}
	none := c.NewSet()
	for v, n := range c.Count(color, none) {
		if n != 0 {
			t.Errorf("of no items, %d have %q", n, c.Column(color).Value(uint32(v)))
		}
	}
	h := c.Histogram(price, c.AllItems(), 4)
	if h.Low != 12 || h.Width != (349-12)/4. || !slices.Equal(h.Counts, []int{5, 0, 2, 2}) || h.Missing != 0 {
		t.Errorf("the prices are spread %+v", h)
	}
	if h := c.Histogram(price, none, 4); len(h.Counts) != 0 {
		t.Errorf("no items are spread %+v", h)
	}
	one := c.NewSet()
	one.Add(0)
	if h := c.Histogram(price, one, 3); !slices.Equal(h.Counts, []int{1, 0, 0}) {
		t.Errorf("one item is spread %+v", h)
	}
}
