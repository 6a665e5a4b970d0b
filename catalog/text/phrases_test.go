package text

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"strings"
	"testing"
)

// A Phrases finds what going through all phrases finds.
func TestPhrases(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 5))
	words := []string{"a", "b", "ab", "abcdef", "abddef", "ñandú", "of", "the", "wi", "fi", "wifi"}
	sequence := func() string {
		var s []string
		for range 1 + random.IntN(3) {
			s = append(s, words[random.IntN(len(words))])
		}
		return strings.Join(s, " ")
	}
	for round := range 50 {
		var p Phrases
		want := map[string]int{}
		for k := range random.IntN(200) {
			s := sequence()
			p.Add(s, k)
			if _, ok := want[Fold(s)]; !ok {
				want[Fold(s)] = k
			}
		}
		if got := maps.Collect(p.All()); !maps.Equal(got, want) {
			t.Fatalf("round %d: all are %v, want %v", round, got, want)
		}
		for range 200 {
			s := sequence() + []string{" ", ". "}[random.IntN(2)] + sequence()
			toks := Tokens(nil, s)
			id, n := 0, 0
			for last := 1; last <= len(toks) && (last == 1 || toks[last-1].Gap != '.'); last++ {
				var b []string
				for _, tok := range toks[:last] {
					b = append(b, tok.Word)
				}
				if k, ok := want[strings.Join(b, " ")]; ok {
					id, n = k, last
				}
			}
			if gotID, gotN := p.At(toks, 0); gotID != id || gotN != n {
				t.Fatalf("round %d: %q begins with phrase %d of %d words, want %d of %d", round, s, gotID, gotN, id, n)
			}
			for _, f := range []func() (int, bool, string){
				func() (int, bool, string) { id, ok := p.Number(Fold(s)); return id, ok, Fold(s) },
				func() (int, bool, string) {
					id, ok := p.Joined(toks[0].Word, toks[1].Word)
					return id, ok, toks[0].Word + toks[1].Word
				},
			} {
				got, ok, of := f()
				if k, has := want[of]; ok != has || ok && got != k {
					t.Fatalf("round %d: the number of %q is %d, %v, want %d, %v", round, of, got, ok, k, has)
				}
			}
		}
	}
}

// A number that is set takes the place of the one before, and a phrase of no words is none.
func TestPhrasesSet(t *testing.T) {
	var p Phrases
	if _, ok := p.Number("the"); ok {
		t.Error("an empty set has a word")
	}
	p.Set("the end", 4)
	p.Set("the end", 5)
	p.Set("", 6)
	if got := fmt.Sprint(maps.Collect(p.All())); got != "map[the end:5]" {
		t.Errorf("all are %s", got)
	}
	if _, ok := p.Number("the"); ok {
		t.Error("what begins a phrase is none")
	}
}
