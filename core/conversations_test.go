package core

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"rso/catalog"
	"rso/catalog/build"
	"rso/catalog/feed"
	"rso/core/act"
	"rso/core/prefer"
	"rso/policy"
)

// printed are twenty conversations, to be read aloud: five about each of four catalogs. It holds what the shoppers say
// as well as what is answered, so that who wants another conversation writes one there.
const printed = "testdata/conversations.txt"

// A printing is one conversation of the file. Its headline is
//
//	== CATALOG LANGUAGE: POLICY
//
// where the policy is a file of the demos, films or shop, or strategies that are favoured, the first most.
type printing struct {
	catalog, language, policy string
	said                      []string
	replies                   []Reply
}

func readPrintings(t *testing.T) []printing {
	t.Helper()
	b, err := os.ReadFile(printed)
	if err != nil {
		t.Fatal(err)
	}
	var all []printing
	for line := range strings.Lines(string(b)) {
		line = strings.TrimSpace(line)
		if head, ok := strings.CutPrefix(line, "== "); ok {
			what, taste, _ := strings.Cut(head, ": ")
			shop, language, _ := strings.Cut(what, " ")
			all = append(all, printing{catalog: shop, language: language, policy: taste})
		} else if said, ok := strings.CutPrefix(line, "> "); ok {
			last := &all[len(all)-1]
			last.said = append(last.said, said)
		}
	}
	return all
}

// The catalogs of the conversations, by name: a feed and the currency of its prices.
var printedCatalogs = map[string]struct{ file, currency string }{
	"films":   {demoFilms, ""},
	"shop":    {"../web/demo/data/shop.jsonl", "USD"},
	"books":   {"testdata/books.jsonl", ""},
	"outdoor": {"testdata/outdoor.csv", "EUR"},
}

func openPrinted(t *testing.T, name string) *catalog.Catalog {
	t.Helper()
	from := printedCatalogs[name]
	f, err := os.Open(from.file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r, err := feed.Open(f, name)
	if err != nil {
		t.Fatal(err)
	}
	o := build.Options{Name: name}
	if from.currency != "" {
		o.Map = []build.Mapping{{Column: "price", Role: catalog.Price, Unit: from.currency}}
	}
	b := build.New(o)
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
	c, err := catalog.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// tasteOf opens a policy of the demos, or makes one that favours strategies.
func tasteOf(t *testing.T, name string) *policy.Policy {
	t.Helper()
	if b, err := os.ReadFile("../web/demo/data/" + name + ".rsop"); err == nil {
		p, err := policy.Open(b)
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	var strategies []policy.Strategy
	for word := range strings.FieldsSeq(name) {
		s, ok := policy.ParseStrategy(word)
		if !ok {
			t.Fatalf("%q is neither a policy of the demos nor a strategy", word)
		}
		strategies = append(strategies, s)
	}
	return favouring(t, strategies...)
}

// conversed are the conversations, held once.
var conversed []printing

// converse holds the conversations of the file.
func converse(t *testing.T) []printing {
	t.Helper()
	if conversed != nil {
		return conversed
	}
	all := readPrintings(t)
	catalogs := map[string]*catalog.Catalog{}
	for k := range all {
		p := &all[k]
		if catalogs[p.catalog] == nil {
			catalogs[p.catalog] = openPrinted(t, p.catalog)
		}
		l, err := prefer.LanguageOf(p.language)
		if err != nil {
			t.Fatal(err)
		}
		s := NewSessionIn(l, catalogs[p.catalog], tasteOf(t, p.policy))
		for _, say := range p.said {
			p.replies = append(p.replies, s.Turn(say))
		}
	}
	conversed = all
	return all
}

// The conversations go as they went.
func TestConversations(t *testing.T) {
	all := converse(t)
	var b strings.Builder
	b.WriteString("# Twenty conversations, to be read aloud. core/conversations_test.go replays them; -update writes the replies anew.\n")
	for _, p := range all {
		fmt.Fprintf(&b, "\n== %s %s: %s\n", p.catalog, p.language, p.policy)
		for k, r := range p.replies {
			fmt.Fprintf(&b, "\n> %s\n%s: %s\n", p.said[k], strings.Join(r.Strategies, ", "), r.Text)
		}
	}
	if *update {
		if err := os.WriteFile(printed, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(printed)
	if err != nil {
		t.Fatal(err)
	}
	got, old := strings.Split(b.String(), "\n"), strings.Split(string(want), "\n")
	for k := range got {
		if k >= len(old) || got[k] != old[k] {
			t.Fatalf("line %d of %s is now (if it is better: go test ./core -run Conversations -update)\n%s", k+1, printed, got[k])
		}
	}
	if len(old) != len(got) {
		t.Errorf("%s has %d lines, the conversations have %d", printed, len(old), len(got))
	}
}

// What the conversations must show, whatever their wording.
func TestConversationsAreRich(t *testing.T) {
	all := converse(t)
	count, played := map[string]int{}, map[string]int{}
	for _, p := range all {
		count[p.catalog]++
		count[p.language]++
		if n := len(p.said); n < 5 || n > 9 {
			t.Errorf("%s %s: a conversation has %d turns, not 5 to 9", p.catalog, p.language, n)
		}
		said := map[string]bool{}
		for k, r := range p.replies {
			for _, s := range r.Strategies {
				played[s]++
			}
			for _, sentence := range act.Sentences(r.Text) {
				if said[sentence] {
					t.Errorf("%s %s: %q is said twice", p.catalog, p.language, sentence)
				}
				said[sentence] = true
			}
			if n := len(strings.Fields(r.Text)); n > 60 && r.Strategy != policy.CompareItems.String() {
				t.Errorf("%s %s: %q is answered with %d words", p.catalog, p.language, p.said[k], n)
			}
		}
	}
	for _, name := range []string{"films", "shop", "books", "outdoor"} {
		if count[name] != 5 {
			t.Errorf("%d conversations are about %s, not 5", count[name], name)
		}
	}
	if count["de"] < 4 || count["es"] < 1 {
		t.Errorf("%d conversations are in German, %d in Spanish", count["de"], count["es"])
	}
	for s := range policy.NumStrategies {
		if played[s.String()] == 0 {
			t.Errorf("%v is never played", s)
		}
	}
}

// Whatever number a reply has is in its facts, in the belief, in what the shopper said, or a difference of two of them.
func TestConversationsAreTrue(t *testing.T) {
	for _, p := range converse(t) {
		if p.language != "en" {
			continue // the numbers are written otherwise, the code is the same
		}
		for k, r := range p.replies {
			may := sayable(&p, k)
			for _, n := range numbersIn(r.Text) {
				if !slices.ContainsFunc(may, func(v float64) bool { return v-n < 1e-6 && n-v < 1e-6 }) {
					t.Errorf("%s: %q is answered %q: where is %v from?", p.catalog, p.said[k], r.Text, n)
				}
			}
		}
	}
}
