package affinity

import (
	"bytes"
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"testing"

	"rso/catalog"
)

// written are the bytes of a model.
func written(t testing.TB, m *Model) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := m.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// The number of processors changes nothing: not even in the last bit.
func TestSameSeedSameBytes(t *testing.T) {
	for _, opt := range []Training{{Least: 1, Dims: 10, Epochs: 2, Seed: 5}, {Least: 1, Dims: 72, Epochs: 1, Seed: 5}, {Least: 1, Dims: 16, Epochs: 1, Seed: 5, Others: 512}} {
		s := newShop(600)
		files := []string{s.dialogues(200), s.ratings(100), s.orders(50)}
		var first []byte
		for _, procs := range []int{1, 2, 4} {
			was := runtime.GOMAXPROCS(procs)
			b := written(t, s.learned(t, opt, files...))
			runtime.GOMAXPROCS(was)
			if first == nil {
				first = b
			}
			if !bytes.Equal(b, first) {
				t.Errorf("%+v: with GOMAXPROCS=%d the model is another", opt, procs)
			}
		}
		opt.Seed++
		if bytes.Equal(first, written(t, s.learned(t, opt, files...))) {
			t.Errorf("%+v: the seed before gives the same model", opt)
		}
	}
}

// fewDims are enough for few kinds.
var fewDims = Training{Least: 1, Dims: 12, Epochs: 60, Seed: 1}

// seekerSays is a turn of the seeker.
func seekerSays(words string, items ...catalog.Item) catalog.Heard {
	return catalog.Heard{Words: strings.Fields(words), Items: items}
}

// row finds an item of the shop.
func row(t *testing.T, c *catalog.Catalog, k int) catalog.Item {
	t.Helper()
	i, ok := c.ByID(itemID(k))
	if !ok {
		t.Fatalf("there is no %s", itemID(k))
	}
	return i
}

// expectKind checks that after a context each item of a kind is likelier than those of the others: of those that somebody mentioned,
// and of those that nobody did.
func (s *invented) expectKind(t *testing.T, c *catalog.Catalog, kind int, context ...catalog.Heard) {
	t.Helper()
	scores := make([]float32, c.Len())
	c.Affinity().Score(scores, context)
	for _, among := range [][2]int{{0, s.items - cold}, {s.items - cold, s.items}} {
		own, other := float32(math.Inf(1)), float32(math.Inf(-1))
		for k := among[0]; k < among[1]; k++ {
			v := scores[row(t, c, k)]
			if k%kinds == kind {
				own = min(own, v)
			} else {
				other = max(other, v)
			}
		}
		if own <= other {
			t.Errorf("after %v an item of kind %d has %.2f, and one of another %.2f, of items %d to %d", context, kind, own, other, among[0], among[1]-1)
		}
	}
}

func TestWordsLeadToItems(t *testing.T) {
	s := newShop(60)
	c := s.catalog(t, s.learned(t, fewDims, s.dialogues(700)))
	for kind, words := range kindWords {
		for _, w := range words {
			s.expectKind(t, c, kind, seekerSays("i want "+w))
		}
		s.expectKind(t, c, kind, seekerSays("hello"), catalog.Heard{Recommender: true, Words: []string{"well"}}, seekerSays(words[0]+" and "+words[1]))
	}
}

func TestItemsLeadToItems(t *testing.T) {
	for name, histories := range map[string]func(*invented) string{
		"dialogues": func(s *invented) string { return s.dialogues(700) },
		"ratings":   func(s *invented) string { return s.ratings(300) },
		"orders":    func(s *invented) string { return s.orders(400) },
	} {
		t.Run(name, func(t *testing.T) {
			s := newShop(60)
			c := s.catalog(t, s.learned(t, fewDims, histories(s)))
			for k := range 2 * kinds {
				s.expectKind(t, c, k%kinds, seekerSays("", row(t, c, k)))
			}
			cold := s.items - 1 // of which only the facts are known
			s.expectKind(t, c, cold%kinds, seekerSays("", row(t, c, cold)))
		})
	}
}

// Who is in it is asked of what was just mentioned, which the answer mentions again.
func TestMentioningAgain(t *testing.T) {
	s := newShop(60)
	c := s.catalog(t, s.learned(t, fewDims, s.dialogues(700)))
	gain := func(words string) float32 {
		item := row(t, c, 0)
		dst := make([]float32, c.Len())
		c.Affinity().Repeat(dst, []catalog.Heard{seekerSays("i want cosy"), {Recommender: true, Items: []catalog.Item{item}}, seekerSays(words)})
		return dst[item]
	}
	if asked, not := gain("who is in it"), gain("something else please"); asked < not+1 {
		t.Errorf("asked about, an item gains %.2f, else %.2f", asked, not)
	}
}

// What is mentioned by many is likely before anything is said.
func TestPopularItems(t *testing.T) {
	s := newShop(60)
	c := s.catalog(t, s.learned(t, fewDims, s.orders(200), strings.Repeat(`{"items":["i0","i1"]}`+"\n", 200)))
	scores := make([]float32, c.Len())
	c.Affinity().Score(scores, nil)
	for k := 2; k < s.items; k++ {
		if scores[row(t, c, k)] >= scores[row(t, c, 0)] {
			t.Errorf("item %d has %v, the most popular one %v", k, scores[row(t, c, k)], scores[row(t, c, 0)])
		}
	}
}

// The catalog computes what the trainer does, but for rounding.
func TestCatalogReadsWhatWasLearned(t *testing.T) {
	s := newShop(24)
	c := s.catalog(t, nil)
	corpus := corpusOf(t, c, s.dialogues(40), longDialogue)
	small := compacted(corpus)
	p := layout(8, small.terms, len(small.mentions), small.facts)
	normal(p.all, .3, rand.New(rand.NewPCG(1, 1)))
	start := slices.Clone(p.start) // to which the model adds role
	m := small.model(c, corpus, p, 8)
	p.start = start
	c = s.catalog(t, m)

	compared := 0
	for _, x := range instances(small.talks, rand.New(rand.NewPCG(1, 1))) {
		if x.itself || !x.talk[x.at].Recommender {
			continue
		}
		compared++
		var context []catalog.Heard
		for _, said := range x.talk[:x.at] {
			h := catalog.Heard{Recommender: said.Recommender}
			for _, k := range said.Terms {
				if !strings.Contains(corpus.Terms[k], " ") { // pairs are made of their words
					h.Words = append(h.Words, corpus.Terms[k])
				}
			}
			for _, i := range said.Items {
				h.Items = append(h.Items, catalog.Item(small.rows[i.Row]))
			}
			context = append(context, h)
		}
		got := make([]float32, c.Len())
		c.Affinity().Score(got, context)
		c.Affinity().Repeat(got, context)
		for i, want := range foreseen(small, p, 8, &x, nil) {
			if v := float64(got[small.rows[i]]); math.Abs(v-want) > .1 {
				t.Fatalf("after %+v item %d has %.3f, want %.3f", context, i, v, want)
			}
		}
	}
	if compared < 50 {
		t.Errorf("only %d mentions were compared", compared)
	}
}

// longDialogue mentions items again, from far away too.
const longDialogue = `{"id":"long","turns":[{"speaker":"seeker","text":"soft","items":["i0","i1"]},{"speaker":"recommender","text":"warm old","items":["i1","i2"]},` +
	`{"speaker":"seeker","text":"fast"},{"speaker":"recommender","text":"","items":["i1"]},{"speaker":"seeker","text":"loud loud","items":["i3","i4"]},` +
	`{"speaker":"recommender","text":"sweet","items":["i5","i6"]},{"speaker":"seeker","text":"old"},{"speaker":"recommender","text":"slow","items":["i2"]},` +
	`{"speaker":"seeker","text":"who is in it"},{"speaker":"recommender","text":"","items":["i2"]},{"speaker":"seeker","text":"small","items":["i7"]},` +
	`{"speaker":"recommender","text":"bright","items":["i0"]},{"speaker":"seeker","text":"round"},{"speaker":"recommender","text":"","items":["i7","i5"]}]}` + "\n"

func TestTrainingEndsEarly(t *testing.T) {
	s := newShop(60)
	c := s.catalog(t, nil)
	corpus := corpusOf(t, c, s.dialogues(300))
	enough := errors.New("enough")
	ctx, cancel := context.WithCancelCause(t.Context())
	last := 0
	m, err := Train(ctx, c, corpus, Training{Least: 1, Dims: 4, Epochs: 1000, Progress: func(_ string, done, total int) {
		if last = done; done == 3 {
			cancel(enough)
		}
	}})
	if m != nil || !errors.Is(err, enough) || last > 4 {
		t.Errorf("the error is %v, after %d steps", err, last)
	}
}

func TestTrainingProgress(t *testing.T) {
	s := newShop(60)
	var told []int
	total := 0
	s.learned(t, Training{Least: 1, Dims: 4, Epochs: 3, Progress: func(stage string, done, of int) {
		if total = of; stage != "affinity" {
			t.Errorf("the stage is %q", stage)
		}
		told = append(told, done)
	}}, s.dialogues(300))
	if !slices.IsSorted(told) || told[0] != 0 || told[len(told)-1] != total || len(told) != total+1 || total < 9 {
		t.Errorf("of %d steps, %v were told", total, told)
	}
}

// Of more mentions a part is learned from, another in each epoch.
func TestMost(t *testing.T) {
	s := newShop(60)
	steps := 0
	s.learned(t, Training{Least: 1, Dims: 4, Epochs: 3, Most: batchSize + 1, Progress: func(_ string, _, total int) { steps = total }}, s.dialogues(300))
	if steps != 3*2 {
		t.Errorf("%d mentions in each of 3 epochs take %d steps", batchSize+1, steps)
	}
}

func TestNothingToLearn(t *testing.T) {
	s := newShop(60)
	c := s.catalog(t, nil)
	expect := func(corpus *Corpus, opt Training, want string) {
		t.Helper()
		if m, err := Train(t.Context(), c, corpus, opt); m != nil || err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("the error is %v, want %q", err, want)
		}
	}
	expect(corpusOf(t, c, "user,item,rating\na,i1,1\nb,nowhere,5\n"), Training{}, "nothing to learn from: the histories mention no item, or only such as are disliked")
	expect(corpusOf(t, c, s.orders(9)), Training{Least: 1, Dims: 257}, "vectors have 1 to 256 dimensions, not 257")
}

// Fewer others than a batch mentions would leave out what is to be foreseen.
func TestFewOthers(t *testing.T) {
	s := newShop(600)
	if m := s.learned(t, Training{Least: 1, Dims: 4, Epochs: 1, Others: 1}, s.dialogues(1000)); len(m.IDs) < 513 {
		t.Errorf("only %d items are told from each other", len(m.IDs))
	}
}

func TestPace(t *testing.T) {
	const steps = 1000
	for step, want := range map[int]float64{0: rate / 50, 24: rate / 2, 49: rate, 524: rate / 2, 523: rate * 476 / 950, 999: rate * leastPace, 1100: rate * leastPace} {
		if got := paceAt(step, steps); math.Abs(got-want) > 1e-9 {
			t.Errorf("the rate of step %d is %v, want %v", step, got, want)
		}
	}
	if got := paceAt(0, 1); got != rate*leastPace {
		t.Errorf("the rate of the only step is %v", got)
	}
}

// Of an unordered talk a part is kept, another in each epoch; of what was seen, only the first mention counts.
func TestInstances(t *testing.T) {
	var long Talk
	for i := range 200 {
		long.Fragments = append(long.Fragments, []Message{message(false, nil, catalog.Item(i%150))})
	}
	rng := rand.New(rand.NewPCG(1, 1))
	of := func() (items []int32) {
		for _, x := range instances([]Talk{long}, rng) {
			if x.weight != seekerWeight || x.ordered || x.itself {
				t.Errorf("an instance is %+v", x)
			}
			items = append(items, x.item)
		}
		return items
	}
	first, second := of(), of()
	if len(first) < longTalk*2/3 || len(first) > longTalk || slices.Equal(first, second) {
		t.Errorf("of 200 messages there are %d instances, then %d", len(first), len(second))
	}
	if slices.Sort(first); len(slices.Compact(first)) != len(first) {
		t.Errorf("an item is foreseen twice: %v", first)
	}
}

// The line through the biases goes on to items without mentions.
func TestColdBias(t *testing.T) {
	line := func(mentions float64) float32 { return float32(2*math.Log(mentions+unmentioned) - 5) }
	if got, want := coldBias([]float32{1, 2, 9, 30}, []float32{line(1), line(2), line(9), line(30)}), line(0); math.Abs(float64(got-want)) > 1e-4 {
		t.Errorf("the bias of cold items is %v, want %v", got, want)
	}
	if got := coldBias([]float32{3, 3}, []float32{-1, -2}); math.Abs(float64(got)+1.5-math.Log(unmentioned/(3+unmentioned))) > 1e-4 {
		t.Errorf("where all are mentioned as often, it is %v: a mention is worth what it is in the beginning", got)
	}
}
