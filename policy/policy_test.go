package policy

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// random returns a policy of a few random tables; wide makes some logits large.
func random(t *testing.T, r *rand.Rand, wide float64) *Policy {
	t.Helper()
	layout := StandardLayout()
	var tables []Table
	for range 1 + r.IntN(5) {
		var features []int
		for range r.IntN(3) {
			features = append(features, r.IntN(len(layout)))
		}
		cells := layout.Cells(features)
		table := Table{Features: features, Logits: make([]float64, cells*int(NumStrategies)), Visits: make([]uint32, cells)}
		for i := range table.Logits {
			table.Logits[i] = r.NormFloat64() * wide
		}
		for i := range table.Visits {
			table.Visits[i] = r.Uint32N(100)
		}
		tables = append(tables, table)
	}
	p, err := New(tables, `{"made":"by a test"}`)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// favouring returns a policy that has these logits in every state.
func favouring(t *testing.T, logits map[Strategy]float64) *Policy {
	t.Helper()
	table := Table{Logits: make([]float64, NumStrategies), Visits: []uint32{7}}
	for s, logit := range logits {
		table.Logits[s] = logit
	}
	p, err := New([]Table{table}, "{}")
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func randomState(r *rand.Rand) State {
	state := make(State, len(StandardLayout()))
	for i := range state {
		state[i] = uint8(r.IntN(256))
	}
	return state
}

func TestProbabilities(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 200 {
		p := random(t, r, 3)
		allowed := Set(r.IntN(1<<NumStrategies-1) + 1)
		probabilities := p.Probabilities(randomState(r), allowed, nil)
		sum := 0.0
		for i, probability := range probabilities {
			if allowed.Has(Strategy(i)) != (probability > 0) {
				t.Fatalf("%v has probability %v with %v allowed", Strategy(i), probability, allowed.Strategies())
			}
			sum += probability
		}
		if math.Abs(sum-1) > 1e-12 || len(probabilities) != int(NumStrategies) {
			t.Fatalf("%d probabilities sum to %v", len(probabilities), sum)
		}
	}
}

func TestProbabilitiesAreTheSoftmax(t *testing.T) {
	p := favouring(t, map[Strategy]float64{Recommend: 2, Explain: 1})
	got := p.Probabilities(nil, SetOf(Recommend, Explain), nil)
	if want := 1 / (1 + math.Exp(-1)); math.Abs(got[Recommend]-want) > 1e-3 {
		t.Errorf("recommend has probability %v, want %v", got[Recommend], want)
	}
}

func TestGreedy(t *testing.T) {
	p := favouring(t, map[Strategy]float64{Recommend: 1, Explain: 1, Encouragement: 2})
	for _, c := range []struct {
		allowed Set
		want    Strategy
	}{
		{All, Encouragement},
		{All.Without(Encouragement), Recommend}, // ties go to the lower
		{SetOf(Explain, Transparency), Explain},
		{SetOf(Transparency, OfferHelp), OfferHelp},
		{SetOf(), NoStrategy},
		{Set(1 << 15), NoStrategy}, // beyond the last strategy
	} {
		if got := p.Greedy(nil, c.allowed); got != c.want {
			t.Errorf("of %v, Greedy takes %v, want %v", c.allowed.Strategies(), got, c.want)
		}
	}
}

func TestSampleFollowsProbabilities(t *testing.T) {
	p := favouring(t, map[Strategy]float64{Recommend: 1, Explain: 0.3, Encouragement: -1})
	allowed := SetOf(Recommend, Explain, Encouragement)
	want := p.Probabilities(nil, allowed, nil)
	r := rand.New(rand.NewPCG(5, 6))
	const draws = 40000
	var drawn [NumStrategies]int
	for range draws {
		drawn[p.Sample(nil, allowed, r)]++
	}
	for s, n := range drawn {
		if got := float64(n) / draws; math.Abs(got-want[s]) > 0.01 {
			t.Errorf("%v was drawn at a rate of %.3f, want %.3f", Strategy(s), got, want[s])
		}
	}
	if got := p.Sample(nil, 0, r); got != NoStrategy {
		t.Errorf("of nothing, Sample takes %v", got)
	}
}

func TestExplainAddsUp(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	for range 50 {
		p, state := random(t, r, 1), randomState(r)
		logits := p.Logits(state, nil)
		for s := range NumStrategies {
			sum := 0.0
			for i, c := range p.Explain(state, s) {
				sum += c.Logit
				if table := p.Tables()[c.Index]; c.Index != i || table.Row(c.Row)[s] != c.Logit || table.Visits[c.Row] != c.Visits {
					t.Fatalf("contribution %d to %v says that it is row %d of table %d, which it isn't: %+v", i, s, c.Row, c.Index, c)
				}
			}
			if sum != logits[s] {
				t.Fatalf("the contributions to %v add up to %v, its logit is %v", s, sum, logits[s])
			}
		}
	}
	if random(t, r, 1).Explain(nil, NumStrategies) != nil {
		t.Error("a strategy that isn't was explained")
	}
}

func TestRowsAreCentred(t *testing.T) {
	p := favouring(t, map[Strategy]float64{Recommend: 14})
	if got := p.Logits(nil, nil); math.Abs(got[Recommend]-13) > 0.01 || math.Abs(got[Explain]+1) > 0.01 {
		t.Errorf("the logits are %v", got)
	}
}

func TestNewRefuses(t *testing.T) {
	row := make([]float64, NumStrategies)
	bad := slices.Clone(row)
	bad[3] = math.NaN()
	for _, c := range []struct {
		table Table
		want  string
	}{
		{Table{Features: []int{0, 1, 2}}, "crosses 3 features"},
		{Table{Features: []int{99}}, "a feature that the layout lacks"},
		{Table{Logits: row}, "needs 1 cells"},
		{Table{Logits: bad, Visits: []uint32{0}}, "not a finite number"},
	} {
		if _, err := New([]Table{c.table}, ""); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("the error is %v, want %q", err, c.want)
		}
	}
}

func TestAskingDoesNotAllocate(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 10))
	p, state := random(t, r, 1), randomState(r)
	dst := make([]float64, NumStrategies)
	if n := testing.AllocsPerRun(100, func() {
		p.Probabilities(state, All, dst)
		p.Greedy(state, All)
		p.Sample(state, All, r)
	}); n != 0 {
		t.Errorf("asking allocates %v times", n)
	}
}

func BenchmarkTurn(b *testing.B) {
	h := told(Greet, OfferHelp, Request, 1, Recommend, AskItem)
	p, err := New([]Table{{Logits: make([]float64, NumStrategies), Visits: []uint32{0}}}, "")
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		p.Greedy(h.Observe(Market{Known: true, Candidates: 40}), All)
	}
}
