package affinity

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"rso/catalog"
)

// message is one with its terms and items.
func message(recommender bool, terms []int32, items ...catalog.Item) Message {
	m := Message{Recommender: recommender, Terms: terms}
	for _, i := range items {
		m.Items = append(m.Items, Named{Row: i})
	}
	return m
}

// tiny is a corpus of 8 items, 5 terms and 3 facts: a long dialogue in which items are mentioned again, by who mentioned them and
// by the other, and a talk in no order.
func tiny() *compact {
	return &compact{
		talks: []Talk{
			{Ordered: true, Fragments: [][]Message{{
				message(false, []int32{0, 1, 0}, 0, 3), message(true, []int32{2}, 1, 2), message(false, []int32{3, 4}, 1), message(true, nil, 1, 0),
				message(false, []int32{1}), message(true, []int32{4, 2}, 4, 5, 6), message(false, []int32{0}, 2), message(true, []int32{1}, 7, 1),
				message(false, []int32{2, 2}), message(true, nil, 4), message(false, []int32{3}, 3), message(true, []int32{0}, 0),
			}}},
			{Fragments: [][]Message{{message(false, []int32{1, 3}, 2), message(true, nil, 3, 4)}, {message(false, []int32{0}, 2, 5)}, {message(false, nil, 6)}, {message(false, nil, 0)}}},
		},
		mentions: []float32{2, 1, 2, 2, 2, 2, 2, 1},
		terms:    5,
		factsOf:  [][]int32{{0}, {0, 1}, {}, {1, 2}, {2}, {0, 1, 2}, {}, {1}},
		having:   [][]int32{{0, 1, 5}, {1, 3, 5, 7}, {3, 4, 5}},
		facts:    3,
	}
}

// foreseen are the logits of all items, as the formulas say it: see catalog.Affinity.
func foreseen(c *compact, p *parameters, d int, x *instance, kept []float32) []float64 {
	h := make([]float64, d)
	addRow := func(to []float64, factor float64, rows []float32, row int32) {
		for k := range to {
			to[k] += factor * float64(rows[int(row)*d+k])
		}
	}
	vectors := make([][]float64, len(c.mentions))
	for i := range vectors {
		vectors[i] = make([]float64, d)
		addRow(vectors[i], 1, p.own, int32(i))
		for _, f := range c.factsOf[i] {
			addRow(vectors[i], 1, p.facts, f)
		}
	}
	who := map[bool]int{true: 1}
	addRow(h, 1, p.start, int32(min(x.at, 7)))
	addRow(h, 1, p.role, int32(who[x.talk[x.at].Recommender]))

	context := x.talk[:x.at]
	if x.itself {
		context = x.talk[x.at : x.at+1]
	}
	terms, items := make([]float64, d), make([]float64, d)
	numTerms, numItems := 0, 0
	type history struct{ first, last, turns, at int }
	mentioned := map[int32]history{}
	for t, m := range context {
		slot := who[m.Recommender]*6 + [...]int{0, 0, 1, 2, 3, 3, 4, 4, 4, 5}[min(len(context)-t, 9)]
		for _, k := range m.Terms {
			addRow(terms, float64(p.termWeight[slot]), p.terms, k)
			numTerms++
		}
		for _, i := range m.Items {
			row := int32(i.Row)
			if x.itself && row == x.item {
				continue
			}
			for k, v := range vectors[row] {
				items[k] += float64(p.itemWeight[slot]) * v
			}
			numItems++
			before, again := mentioned[row]
			if !again {
				before.first = who[m.Recommender]
			}
			mentioned[row] = history{before.first, who[m.Recommender], before.turns + 1, t}
		}
	}
	logits := make([]float64, len(vectors))
	for k := range h {
		h[k] += terms[k]/math.Sqrt(float64(max(1, numTerms))) + items[k]/math.Sqrt(float64(max(1, numItems)))
		if kept != nil {
			h[k] *= float64(kept[k])
		}
	}
	for i, v := range vectors {
		logits[i] = float64(p.bias[i])
		for k := range v {
			logits[i] += v[k] * h[k]
		}
	}
	if x.itself {
		return logits
	}
	for i, m := range mentioned {
		if !x.ordered {
			logits[i] = math.Inf(-1)
			continue
		}
		ago := len(context) - m.at
		logits[i] += float64(p.repeat[((m.last*2+m.first)*3+min(m.turns, 3)-1)*6+min(ago, 6)-1]) + float64(p.several[min(len(mentioned)/3, 2)])
		last := context[len(context)-1].Terms
		for _, t := range last {
			logits[i] += float64(p.gate[int(t)*3+min(ago, 3)-1]) / math.Sqrt(float64(len(last)))
		}
	}
	return logits
}

// loss is what the learner's gradients are of, for the items and the dimensions that it left.
func (l *learner) loss(batch []instance) float64 {
	sum := 0.0
	for q := range batch {
		x := &batch[q]
		logits := foreseen(l.c, l.at, l.dims, x, l.seen[q].kept)
		all := 0.0
		for i, v := range logits {
			switch k := slices.Index(l.among, int32(i)); {
			case l.among == nil || k >= 0 && k < l.forced:
				all += math.Exp(v)
			case k >= l.forced:
				all += math.Exp(v + float64(l.countsFor))
			}
		}
		sum += float64(x.weight) * (math.Log(all) - logits[x.item])
	}
	return sum
}

// expectGradients compares the gradients of a batch with what the loss does when a parameter is a little larger and smaller.
func expectGradients(t *testing.T, l *learner, batch []instance) {
	t.Helper()
	normal(l.at.all, .5, rand.New(rand.NewPCG(1, 1)))
	l.look(batch)
	for _, group := range []struct {
		name         string
		at, gradient []float32
	}{
		{"terms", l.at.terms, l.gradient.terms}, {"own", l.at.own, l.gradient.own}, {"facts", l.at.facts, l.gradient.facts},
		{"start", l.at.start, l.gradient.start}, {"role", l.at.role, l.gradient.role}, {"bias", l.at.bias, l.gradient.bias},
		{"gate", l.at.gate, l.gradient.gate}, {"termWeight", l.at.termWeight, l.gradient.termWeight},
		{"itemWeight", l.at.itemWeight, l.gradient.itemWeight}, {"repeat", l.at.repeat, l.gradient.repeat}, {"several", l.at.several, l.gradient.several},
	} {
		steep := 0
		for k, was := range group.at {
			const little = 1.0 / 512
			group.at[k] = was + little
			more := l.loss(batch)
			group.at[k] = was - little
			want := (more - l.loss(batch)) / float64(was+little-group.at[k])
			group.at[k] = was
			if got := float64(group.gradient[k]) * batchSize; math.Abs(got-want) > 1e-3*max(.1, math.Abs(want)) {
				t.Errorf("the gradient of %s[%d] is %v, want %v", group.name, k, got, want)
			}
			if math.Abs(want) > .001 {
				steep++
			}
		}
		if steep < 2 {
			t.Errorf("only %d gradients of %s are more than 0", steep, group.name)
		}
	}
}

// tinyLearner leaves nothing out, and has all that tiny teaches in an epoch.
func tinyLearner(others int) (*learner, []instance) {
	c := tiny()
	l := newLearner(c, Training{Least: 1, Dims: 3, Others: others, Seed: 1})
	l.leaveOut, l.leaveDim, l.leaveOwn = 0, 0, 0
	return l, instances(c.talks, rand.New(rand.NewPCG(1, 1)))
}

func TestGradients(t *testing.T) {
	l, batch := tinyLearner(100)
	count := map[[2]bool]int{}
	for _, x := range batch {
		count[[2]bool{x.ordered, x.itself}]++
	}
	if len(count) != 3 { // in order, in none, and itself
		t.Fatalf("there are instances %v", count)
	}
	expectGradients(t, l, batch)
}

// What is left of the sum counts for what isn't.
func TestGradientsOfWhatIsLeft(t *testing.T) {
	l, batch := tinyLearner(100)
	l.leaveDim = leaveDim
	expectGradients(t, l, batch)
	kept, sum := 0.0, 0.0
	for q := range batch {
		for _, v := range l.seen[q].kept {
			if sum += float64(v); v > 0 {
				kept++
			}
		}
	}
	n := float64(3 * len(batch))
	if share := kept / n; math.Abs(share-(1-leaveDim)) > .15 || math.Abs(sum/n-1) > .25 {
		t.Errorf("%.2f of the dimensions are kept, the mean factor is %.2f", share, sum/n)
	}
}

// The others are told from some: each counts for several.
func TestGradientsWithSomeOthers(t *testing.T) {
	l, batch := tinyLearner(6)
	batch = slices.DeleteFunc(batch, func(x instance) bool { return x.item > 3 })
	expectGradients(t, l, batch)
	if len(l.among) != 6 || l.forced != 4 || math.Abs(float64(l.countsFor)-math.Log(2)) > 1e-6 {
		t.Errorf("of 8 items the batch is told from %v, %d are its own, the others count e^%v", l.among, l.forced, l.countsFor)
	}
	first := slices.Clone(l.among)
	clear(l.gradient.all)
	for range 20 {
		l.choose(batch)
		if sorted := slices.Compact(slices.Sorted(slices.Values(l.among))); len(sorted) != 6 {
			t.Fatalf("the batch is told from %v", l.among)
		}
		if !slices.Equal(l.among[:4], first[:4]) {
			t.Errorf("the batch's own are %v, then %v", first[:4], l.among[:4])
		}
	}
}

// About half of the terms and items are left out, others each time.
func TestLeavingOut(t *testing.T) {
	l, batch := tinyLearner(100)
	l.look(batch)
	all := l.heardOf(batch)
	l.leaveOut = leaveOut
	l.look(batch)
	once := l.heardOf(batch)
	l.look(batch)
	again := l.heardOf(batch)
	if share := float64(len(once)) / float64(len(all)); math.Abs(share-(1-leaveOut)) > .1 {
		t.Errorf("%d of %d are left", len(once), len(all))
	}
	if slices.Equal(once, again) {
		t.Error("the same are left out")
	}
}

// heardOf lists what was summed up of a batch.
func (l *learner) heardOf(batch []instance) (all []part) {
	for q := range batch {
		all = append(append(all, l.seen[q].terms...), l.seen[q].items...)
	}
	return all
}
