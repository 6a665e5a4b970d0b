package catalog_test

import (
	"crypto/sha256"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"rso/catalog"
)

// model makes up a model of n items, with rows of d numbers.
func model(n, d int, terms ...string) *catalog.AffinityModel {
	r := rand.New(rand.NewPCG(uint64(n), uint64(d)))
	bytes := func(n int) []int8 {
		list := make([]int8, n)
		for i := range list {
			list[i] = int8(r.IntN(256) - 128)
		}
		return list
	}
	fill := func(list []float32) {
		for i := range list {
			list[i] = float32(r.NormFloat64())
		}
	}
	m := &catalog.AffinityModel{Dims: d, Start: make([]float32, 8*d), Items: bytes(n * d), Terms: terms}
	m.TermRows, m.Gates = bytes(len(terms)*d), bytes(len(terms)*3)
	m.ItemScale, m.TermScale, m.GateScale, m.BiasBase, m.BiasStep, m.Cold = .011, .013, .017, -9, .03, -10
	for _, list := range [][]float32{m.Start, m.TermWeight[:], m.ItemWeight[:], m.Repeat[:], m.Several[:]} {
		fill(list)
	}
	for i := range n {
		m.Bias = append(m.Bias, uint8(r.IntN(256)))
		m.Together = append(m.Together, nil)
		for j := range i % 4 {
			m.Together[i] = append(m.Together[i], catalog.Hit{Item: catalog.Item((i + j + 1) % n), Score: float64(15-j) / 15})
		}
	}
	return m
}

// learn adds a model to a file.
func learn(file []byte, m *catalog.AffinityModel) []byte {
	var w catalog.Writer
	places, _ := catalog.Places(file)
	for _, p := range places {
		w.Section(p.Name, file[p.Off:p.Off+p.Length])
	}
	w.Affinity(m)
	return w.File(sha256.New())
}

// learned opens the file of a feed with a model.
func learned(t testing.TB, feed string, m *catalog.AffinityModel) *catalog.Catalog {
	t.Helper()
	c, err := catalog.Open(learn(compile(t, feed), m))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// A reference is the model, computed as its formulas say.
type reference struct{ *catalog.AffinityModel }

// bucket is the weights' entry for a turn.
func bucket(h catalog.Heard, distance int) int {
	b := 5
	switch {
	case distance <= 3:
		b = distance - 1
	case distance <= 5:
		b = 3
	case distance <= 8:
		b = 4
	}
	return speaker(h)*6 + b
}

func speaker(h catalog.Heard) int {
	if h.Recommender {
		return 1
	}
	return 0
}

// termsOf are the numbers of the terms in words.
func (m reference) termsOf(words []string) (list []int) {
	for k, w := range words {
		if t := slices.Index(m.Terms, w); t >= 0 {
			list = append(list, t)
		}
		if k > 0 {
			if t := slices.Index(m.Terms, words[k-1]+" "+w); t >= 0 {
				list = append(list, t)
			}
		}
	}
	return list
}

func (m reference) score(context []catalog.Heard) []float64 {
	n, d := len(m.Bias), m.Dims
	terms, items := make([]float64, d), make([]float64, d)
	nw, ni := 0., 0.
	for s, h := range context {
		slot := bucket(h, len(context)-s)
		for _, t := range m.termsOf(h.Words) {
			nw++
			for k := range d {
				terms[k] += float64(m.TermWeight[slot]) * float64(m.TermScale) * float64(m.TermRows[t*d+k])
			}
		}
		for _, i := range h.Items {
			ni++
			for k := 0; k < d && int(i) < n; k++ {
				items[k] += float64(m.ItemWeight[slot]) * float64(m.ItemScale) * float64(m.Items[int(i)*d+k])
			}
		}
	}
	scores := make([]float64, n)
	for i := range scores {
		scores[i] = float64(m.BiasBase) + float64(m.BiasStep)*float64(m.Bias[i])
		for k := range d {
			h := float64(m.Start[min(len(context), 7)*d+k])
			if nw > 0 {
				h += terms[k] / math.Sqrt(nw)
			}
			if ni > 0 {
				h += items[k] / math.Sqrt(ni)
			}
			scores[i] += h * float64(m.ItemScale) * float64(m.Items[i*d+k])
		}
	}
	return scores
}

func (m reference) repeat(scores []float64, context []catalog.Heard) {
	turns := map[catalog.Item][]int{}
	for s, h := range context {
		for _, i := range h.Items {
			if int(i) < len(scores) {
				turns[i] = append(turns[i], s)
			}
		}
	}
	for i, at := range turns {
		first, last := at[0], at[len(at)-1]
		distance := len(context) - last
		k := speaker(context[last])*2 + speaker(context[first])
		k = (k*3+min(len(at), 3)-1)*6 + min(distance, 6) - 1
		gate, terms := 0., m.termsOf(context[len(context)-1].Words)
		for _, t := range terms {
			gate += float64(m.GateScale) * float64(m.Gates[t*3+min(distance, 3)-1]) / math.Sqrt(float64(len(terms)))
		}
		scores[i] += float64(m.Repeat[k]) + float64(m.Several[min(len(turns)/3, 2)]) + gate
	}
}

// expectScores compares the scores of a context with those of the reference.
func expectScores(t *testing.T, what string, c *catalog.Catalog, m *catalog.AffinityModel, context []catalog.Heard) {
	t.Helper()
	got, want := make([]float32, c.Len()), reference{m}.score(context)
	compare := func(what string) {
		t.Helper()
		for i, w := range want {
			if diff := float64(got[i]) - w; !(math.Abs(diff) < 1e-4) {
				t.Errorf("%s: item %d has the score %v, want %v", what, i, got[i], w)
			}
		}
	}
	c.Affinity().Score(got, context)
	compare(what)
	c.Affinity().Repeat(got, context)
	reference{m}.repeat(want, context)
	compare(what + ", repeats")
}

func said(words string, items ...catalog.Item) catalog.Heard {
	return catalog.Heard{Words: strings.Fields(words), Items: items}
}

func replied(words string, items ...catalog.Item) catalog.Heard {
	return catalog.Heard{Recommender: true, Words: strings.Fields(words), Items: items}
}

func TestAffinity(t *testing.T) {
	contexts := map[string][]catalog.Heard{
		"nothing":       nil,
		"silence":       {said("")},
		"unknown words": {said("zebra"), replied("zzz sci zzz fi")},
		"words":         {said("something funny")},
		"pairs":         {said("sci fi sci fi"), replied("funny sci fi and fi sci")},
		"items":         {said("", 3), replied("", 1, 2)},
		"repeats":       {said("like", 3), replied("seen", 1, 3), said("seen it", 1, 0), replied("funny", 3, 4, 5), said("seen it sci fi", 7)},
		"no such item":  {said("it", 3, 8), replied("", math.MaxUint32)},
		"one item":      {replied("", 2), said("seen it")},
	}
	r := rand.New(rand.NewPCG(3, 4))
	for n := range 24 {
		context := make([]catalog.Heard, 1+n)
		for k := range context {
			words := ""
			for range r.IntN(20) {
				words += " " + pickOne(r, "sci", "fi", "funny", "seen", "it", "no", "like", "zebra")
			}
			context[k] = said(words)
			context[k].Recommender = r.IntN(2) == 0
			for _, i := range r.Perm(8)[:r.IntN(5)] {
				context[k].Items = append(context[k].Items, catalog.Item(i))
			}
		}
		contexts[fmt.Sprint(n+1, " turns")] = context
	}
	for _, d := range []int{1, 5, 8, 64, 77, 256} {
		m := model(8, d, "fi", "funny", "it", "sci", "sci fi", "seen", "seen it", "like")
		c := learned(t, films, m)
		for what, context := range contexts {
			expectScores(t, fmt.Sprint(what, ", rows of ", d), c, m, context)
		}
	}
}

// A model without any term is one of mentions.
func TestAffinityWithoutTerms(t *testing.T) {
	m := model(8, 16)
	expectScores(t, "no terms", learned(t, films, m), m, []catalog.Heard{said("sci fi", 1), replied("it", 2, 1)})
}

func TestTogether(t *testing.T) {
	c := learned(t, films, model(8, 4, "it"))
	for i, want := range []string{"[]", "[{2 1}]", "[{3 1} {4 0.9333333333333333}]", "[{4 1} {5 0.9333333333333333} {6 0.8666666666666667}]", "[]"} {
		expect(t, fmt.Sprint("together with ", i), fmt.Sprint(c.Together(catalog.Item(i))), want)
	}
	for _, i := range []catalog.Item{8, math.MaxUint32} {
		expect(t, "beyond the end", fmt.Sprint(c.Together(i)), "[]")
	}
	m := model(8, 4, "it")
	m.Together = nil
	expect(t, "nothing is known", fmt.Sprint(learned(t, films, m).Together(3)), "[]")
}

// What nobody has learned leaves the file as it is.
func TestWithoutAffinity(t *testing.T) {
	file := compile(t, films)
	for _, s := range catalog.Contents(file) {
		if strings.HasPrefix(s.Name, "affinity") {
			t.Errorf("the file has a section %q", s.Name)
		}
	}
	c, err := catalog.Open(file)
	if err != nil || c.Affinity() != nil || c.Together(3) != nil {
		t.Errorf("%v, %v, %v", err, c.Affinity(), c.Together(3))
	}
	if without, err := catalog.Open(learn(file, model(8, 4, "it"))); err != nil || without.Identity() == c.Identity() {
		t.Errorf("%v, the identity is the same with an affinity", err)
	}
}

func TestAffinityAfterADelta(t *testing.T) {
	m := model(4, 24, "oak", "soft")
	base := learned(t, lamps, m)
	c := apply(t, base, deltaOf(t, base, "id,title,price,genres,gone\n"+
		"e,Elder Lantern,70,Outdoor,\nd,,,,yes\na,Ash Lantern,,,no\nb,,21,,\n"))
	row := func(id string) catalog.Item {
		i, ok := c.ByID(id)
		if !ok {
			t.Fatalf("there is no %q", id)
		}
		return i
	}
	context := []catalog.Heard{said("oak", row("c")), replied("soft", row("b"))}
	before, after := make([]float32, base.Len()), make([]float32, c.Len())
	base.Affinity().Score(before, context)
	c.Affinity().Score(after, context)
	if !slices.Equal(before, after[:4]) || after[row("e")] != m.Cold || after[row("a")] != before[0] || row("a") < 4 {
		t.Errorf("before %v, after %v", before, after)
	}
	// A row that took the place of another is heard as that was; one that is new is a mention of which nothing is known.
	now := []catalog.Heard{said("oak", row("a"), row("e"))}
	c.Affinity().Score(after, now)
	base.Affinity().Score(before, []catalog.Heard{said("oak", 0, math.MaxUint32)})
	if !slices.Equal(before, after[:4]) {
		t.Errorf("with rows that a delta brought %v, with those of the file %v", after, before)
	}
	c.Affinity().Repeat(after, now)
	if got, want := after[row("e")], m.Cold+m.Repeat[0]+m.Several[0]+m.GateScale*float32(m.Gates[0]); math.Abs(float64(got-want)) > 1e-5 {
		t.Errorf("what is new and mentioned has %v, want %v", got, want)
	}
	hits := c.Together(2) // of the file: d, which is gone, and a, which has another row
	if len(hits) != 1 || hits[0].Item != row("a") {
		t.Errorf("together with c: %v", hits)
	}
	if c.Together(row("e")) != nil {
		t.Errorf("together with what is new: %v", c.Together(row("e")))
	}
}

// Listening allocates nothing: a page does it with every message, a simulator a million times.
func TestAffinityAllocatesNothing(t *testing.T) {
	c := learned(t, films, model(8, 64, "sci", "sci fi"))
	context := []catalog.Heard{said("something with a long word like antidisestablishmentarianism", 1, 2), replied("sci fi", 3)}
	dst := make([]float32, c.Len())
	if n := testing.AllocsPerRun(10, func() {
		c.Affinity().Score(dst, context)
		c.Affinity().Repeat(dst, context)
	}); n > 0 {
		t.Errorf("%v allocations", n)
	}
}

// BenchmarkAffinity scores a catalog as large as that of the films, after 20 turns of 20 words and 2 items, and after none: the
// difference is what listening costs.
func BenchmarkAffinity(b *testing.B) {
	const n = 14_167
	_, without := warehouse(b, n)
	terms := make([]string, 12_000)
	for k := range terms {
		terms[k] = fmt.Sprint("word", k)
		if k%2 > 0 {
			terms[k] = fmt.Sprint("word", k, " word", k*7%len(terms))
		}
	}
	file := learn(without, model(n, 64, terms...))
	c, err := catalog.Open(file)
	if err != nil {
		b.Fatal(err)
	}
	r := rand.New(rand.NewPCG(1, 2))
	context := make([]catalog.Heard, 20)
	for t := range context {
		context[t].Recommender = t%2 > 0
		context[t].Items = []catalog.Item{catalog.Item(r.IntN(n)), catalog.Item(r.IntN(n))}
		for range 20 {
			context[t].Words = append(context[t].Words, fmt.Sprint("word", 2*r.IntN(8000)))
		}
	}
	dst := make([]float32, n)
	for name, context := range map[string][]catalog.Heard{"20 turns": context, "none": nil} {
		b.Run("score/"+name, func(b *testing.B) {
			for b.Loop() {
				c.Affinity().Score(dst, context)
			}
		})
	}
	b.Run("repeat", func(b *testing.B) {
		for b.Loop() {
			c.Affinity().Repeat(dst, context)
		}
	})
	for name, file := range map[string][]byte{"with": file, "without": without} {
		b.Run("open/"+name, func(b *testing.B) {
			for b.Loop() {
				if _, err := catalog.Open(file); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
