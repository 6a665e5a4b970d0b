package catalog_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"rso/catalog"
	"rso/catalog/text"
)

// link writes the mentions of a message: the words, the edits if any, and what they name.
func link(l *catalog.Linker, c *catalog.Catalog, said string) string {
	toks := text.Tokens(nil, said)
	var all []string
	for _, m := range l.Link(nil, toks) {
		s := said[toks[m.First].Start:toks[m.Last-1].End]
		if m.Cost > 0 {
			s += fmt.Sprint("~", m.Cost)
		}
		var names []string
		for _, e := range m.Entities {
			names = append(names, c.EntityText(e))
		}
		all = append(all, s+" = "+strings.Join(names, " / "))
	}
	return strings.Join(all, ", ")
}

func TestLink(t *testing.T) {
	c := open(t, films)
	function := func(w string) bool { return slices.Contains([]string{"with", "the", "of", "and", "not", "any"}, w) }
	singular := func(w string) []string {
		if s, ok := strings.CutSuffix(w, "ies"); ok {
			return []string{s + "y"}
		}
		if s, ok := strings.CutSuffix(w, "s"); ok {
			return []string{s}
		}
		return nil
	}
	l := c.NewLinker(catalog.Words{Function: function, Variants: singular})
	for said, want := range map[string]string{
		"":                     "",
		"hello there":          "",
		"with the and of":      "",
		"Ida Marsh":            "Ida Marsh = Ida Marsh",
		"IDA MARSH, please":    "IDA MARSH = Ida Marsh",
		"ida marhs":            "ida marhs~1 = Ida Marsh",
		"iad marsh":            "iad marsh~1 = Ida Marsh",
		"zoe angberg":          "zoe angberg = Zoë Ångberg",
		"zoe angbreg":          "zoe angbreg~1 = Zoë Ångberg",
		"tom quill":            "tom quill = Tom B. Quill",
		"tom b. quill":         "tom b. quill = Tom B. Quill",
		"tom quil":             "tom quil~1 = Tom B. Quill",
		"senor diaz":           "senor diaz = Señor Díaz",
		"harbour":              "harbour = Harbour",
		"harbor":               "harbor~1 = Harbour",
		"quiet harbour":        "quiet harbour = The Quiet Harbour",
		"quiet harbour nights": "quiet harbour nights = Quiet Harbour Nights",
		"the quiet harbour":    "the quiet harbour = The Quiet Harbour",
		"quiet harbor nigths":  "quiet harbor nigths~2 = Quiet Harbour Nights",
		"a winter tale":        "a winter tale = Glass Orchard: A Winter Tale",
		"comedies and dramas":  "comedies = Comedy, dramas = Drama",
		"science fiction":      "science fiction = Science Fiction",
		"scince ficton film":   "scince ficton~2 = Science Fiction",
		"comdy":                "comdy~1 = Comedy",
		"cmdy":                 "", // too short to be told from other words
		"robots of autumn with ida marsh but not bo elm": "robots of autumn = Robots of Autumn, ida marsh = Ida Marsh, bo elm = Bo Elm",
		"kite runner":                            "kite runner~1 = Kite Runners",
		"drama comedy":                           "drama = Drama, comedy = Comedy",
		strings.Repeat("x", 200) + " marshmarsh": "",
	} {
		if got := link(l, c, said); got != want {
			t.Errorf("%q\n got %s\nwant %s", said, got, want)
		}
	}
}

func TestLinkLongMessages(t *testing.T) {
	c := open(t, films)
	l := c.NewLinker(catalog.Words{})
	filler := strings.Fields("i would really like something calm tonight because work was hard and my sister visits us later so please think about")
	said := strings.Join(slices.Concat(filler, strings.Fields("quite harbour nights with idda marsh"), filler[:18]), " ")
	if n := len(strings.Fields(said)); n < 40 {
		t.Fatalf("only %d words", n)
	}
	got := link(l, c, said)
	if !strings.Contains(got, "= Quiet Harbour Nights") || !strings.Contains(got, "= Ida Marsh") {
		t.Errorf("%q\n got %s", said, got)
	}
	// A hostile message costs no more than its length: no name is that long, no word is tried twice.
	l.Link(nil, text.Tokens(nil, strings.Repeat("quiet harbor nigths the ", 5000)))
	var many strings.Builder
	for i := range 5000 {
		fmt.Fprintf(&many, "harbou%d ", i)
	}
	l.Link(nil, text.Tokens(nil, many.String()))
}

// Link appends to what it is given, and a linker that has worked before answers as a new one.
func TestLinkAgain(t *testing.T) {
	c := open(t, films)
	l := c.NewLinker(catalog.Words{})
	first := l.Link(nil, text.Tokens(nil, "ida marsh"))
	both := l.Link(slices.Clone(first), text.Tokens(nil, "comdy"))
	if len(first) != 1 || len(both) != 2 || both[0].Entities[0] != first[0].Entities[0] {
		t.Errorf("got %v and %v", first, both)
	}
	if a, b := link(l, c, "robtos of autumn"), link(c.NewLinker(catalog.Words{}), c, "robtos of autumn"); a != b || a == "" {
		t.Errorf("used %q, new %q", a, b)
	}
}

// Every title and value links to itself, whole, and to itself with two letters swapped.
func TestEveryNameLinks(t *testing.T) {
	c := open(t, films)
	l := c.NewLinker(catalog.Words{})
	check := func(said, name string) {
		t.Helper()
		if got := link(l, c, said); !strings.Contains(got, name) {
			t.Errorf("%q names %q, not %s", said, got, name)
		}
	}
	for k := range c.Columns() {
		col := c.Column(k)
		var names []string
		for v := range uint32(col.NumValues()) {
			names = append(names, col.Value(v))
		}
		if col.Role == catalog.Title {
			for i := range uint32(c.Len()) {
				names = append(names, c.Title(i))
			}
		}
		for _, name := range names {
			check(name, name)
			check(strings.ToUpper(name)+"?!", name)
			folded := []byte(text.Fold(name))
			if n := len(folded); n > 7 && folded[n-2] != folded[n-3] && folded[n-3] != ' ' {
				folded[n-2], folded[n-3] = folded[n-3], folded[n-2]
				check(string(folded), name)
			}
		}
	}
}

// distance is the optimal string alignment distance by its textbook recurrence.
func distance(a, b string) int {
	d := make([][]int, len(a)+1)
	for i := range d {
		d[i] = make([]int, len(b)+1)
		for j := range d[i] {
			switch {
			case i == 0 || j == 0:
				d[i][j] = i + j
			default:
				change := 1
				if a[i-1] == b[j-1] {
					change = 0
				}
				d[i][j] = min(d[i-1][j]+1, d[i][j-1]+1, d[i-1][j-1]+change)
				if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
					d[i][j] = min(d[i][j], d[i-2][j-2]+1)
				}
			}
		}
	}
	return d[len(a)][len(b)]
}

func TestNearWords(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	word := func(letters, longest int) string {
		b := make([]byte, 1+rng.IntN(longest))
		for i := range b {
			b[i] = byte('a' + rng.IntN(letters))
		}
		return string(b)
	}
	for round := range 300 {
		letters, longest := 2+rng.IntN(4), 1+rng.IntN(12)
		if round%10 == 0 {
			longest = 30
		}
		var dict []string
		for range rng.IntN(200) {
			dict = append(dict, word(letters, longest))
		}
		slices.Sort(dict)
		dict = slices.Compact(dict)
		for range 5 {
			query, limit := word(letters, min(longest, 24)), rng.IntN(3)
			got := catalog.Near(dict, query, limit)
			for _, w := range dict {
				d, allowed := distance(w, query), limit
				if w[0] != query[0] && w[0] != query[min(1, len(query)-1)] { // two letters may be wrong where the first is right
					allowed = min(limit, 1)
				}
				cost, found := got[w]
				if found != (d > 0 && d <= allowed) || found && cost != d {
					t.Fatalf("%q is %d edits from %q (limit %d): found %v at %d, in %q", w, d, query, limit, found, cost, dict)
				}
				delete(got, w)
			}
			if len(got) > 0 {
				t.Fatalf("%v are not in the dictionary", got)
			}
		}
	}
	if got := catalog.Near([]string{"", "a"}, "", 1); len(got) != 0 {
		t.Errorf("nothing is near %v", got)
	}
	if got := catalog.Near([]string{strings.Repeat("a", 25)}, strings.Repeat("a", 25), 1); len(got) != 0 {
		t.Error("a word of 25 letters is no misspelt name")
	}
}
