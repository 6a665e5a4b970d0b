package measure

import (
	"math"
	"math/rand/v2"
	"reflect"
	"testing"

	"rso/policy/report"
	"rso/policy/simulate"
)

func TestShares(t *testing.T) {
	sold := simulate.Outcome{Turns: 4, Accepted: true, Fits: true, Return: -1.5, Rejected: 3, FalseRejects: 1, Credit: 7, Named: 2, Again: 1,
		Persuasion: simulate.Persuasion{Before: 2, After: 3, True: 4}, Recall: [3]float64{1, .4, .2}}
	misfit := simulate.Outcome{Turns: 2, Accepted: true, Return: -8, Persuasion: simulate.Persuasion{Before: 4, After: 5, True: 3}}
	left := simulate.Outcome{Turns: 7, Left: true, Rejected: 2, Stalled: true, Again: 7}
	for _, c := range []struct {
		name               string
		sold, misfit, gone share
	}{
		{"sr3", share{0, 1}, share{0, 1}, share{0, 1}},
		{"sr5", share{1, 1}, share{0, 1}, share{0, 1}},
		{"sr10", share{1, 1}, share{0, 1}, share{0, 1}},
		{"avg_t", share{4, 1}, share{10, 1}, share{10, 1}},
		{"return", share{-1.5, 1}, share{-8, 1}, share{0, 1}},
		{"recall1", share{1, 1}, share{0, 1}, share{0, 1}},
		{"recall5", share{.4, 1}, share{0, 1}, share{0, 1}},
		{"recall10", share{.2, 1}, share{0, 1}, share{0, 1}},
		{"true_accept", share{1, 1}, share{0, 1}, share{0, 1}},
		{"false_accept", share{0, 1}, share{1, 1}, share{0, 1}},
		{"true_reject", share{2, 4}, share{0, 1}, share{2, 2}},
		{"false_reject", share{1, 4}, share{0, 1}, share{0, 2}},
		{"persuasiveness", share{.5, 1}, share{}, share{}}, // nothing to gain
		{"credibility", share{7, 2}, share{}, share{}},
		{"repetition", share{1, 4}, share{0, 2}, share{7, 7}},
		{"stall", share{0, 1}, share{0, 1}, share{1, 1}},
		{"no such metric", share{}, share{}, share{}},
	} {
		for i, o := range []*simulate.Outcome{&sold, &misfit, &left} {
			if got, want := shareOf(c.name, o), [...]share{c.sold, c.misfit, c.gone}[i]; got != want {
				t.Errorf("the %s of dialogue %d is %v, want %v", c.name, i+1, got, want)
			}
		}
	}
	for _, m := range report.Metrics {
		if shareOf(m.Name, &sold) == (share{}) {
			t.Errorf("%s is a column and is not measured", m.Name)
		}
	}
}

// sampled adds up outcomes.
func sampled(outcomes ...simulate.Outcome) *sample {
	var s sample
	for i := range outcomes {
		s.add(&outcomes[i])
	}
	return &s
}

// expectMean checks the mean of a metric, and that its interval is around it.
func expectMean(t *testing.T, of map[string]report.Interval, name string, want float64) report.Interval {
	t.Helper()
	x, ok := of[name]
	if !ok || math.Abs(x.Mean-want) > 1e-9 || x.Low > x.Mean || x.High < x.Mean {
		t.Errorf("%s is %+v (%v), want the mean %v within", name, x, ok, want)
	}
	return x
}

// A dialogue counts by its turns where the metric is about turns: metrics are sums over sums.
func TestMeansAreRatios(t *testing.T) {
	got := sampled(
		simulate.Outcome{Turns: 2, Accepted: true, Fits: true, Again: 1, Credit: 4, Named: 1, Rejected: 1},
		simulate.Outcome{Turns: 10, Again: 2, Credit: 20, Named: 8, Rejected: 5, FalseRejects: 4},
		simulate.Outcome{Turns: 4, Left: true, Stalled: true},
	).intervals(1)
	for name, want := range map[string]float64{
		"sr10": 1. / 3, "avg_t": 22. / 3, "repetition": 3. / 16, "credibility": 24. / 9, "false_reject": 4. / 7, "true_reject": 2. / 7, "stall": 1. / 3,
	} {
		expectMean(t, got, name, want)
	}
	if x, ok := got["persuasiveness"]; ok {
		t.Errorf("nobody had anything to gain, and persuasiveness is %+v", x)
	}
}

func TestConstantSamplesHaveNoWidth(t *testing.T) {
	var same []simulate.Outcome
	for range 30 {
		same = append(same, simulate.Outcome{Turns: 3, Accepted: true, Fits: true, Return: -1, Again: 1, Credit: 6, Named: 2})
	}
	for name, x := range sampled(same...).intervals(1) {
		if x.Low != x.Mean || x.High != x.Mean {
			t.Errorf("all dialogues are alike, and %s is %+v", name, x)
		}
	}
}

// drawn makes outcomes of which a share is sold, in turns that differ.
func drawn(n int, sold float64, seed uint64) []simulate.Outcome {
	r := rand.New(rand.NewPCG(seed, 1))
	var list []simulate.Outcome
	for range n {
		ok := r.Float64() < sold
		list = append(list, simulate.Outcome{Turns: 1 + r.IntN(9), Accepted: ok, Fits: ok, Return: -5 * r.Float64(), Again: r.IntN(2), Credit: 5 * r.Float64(), Named: 1 + r.IntN(3)})
	}
	return list
}

// The intervals are about as wide as the theory has it, and four times the dialogues make them half as wide.
func TestIntervals(t *testing.T) {
	few, many := sampled(drawn(100, .3, 5)...).intervals(2), sampled(drawn(1600, .3, 5)...).intervals(2)
	for name, x := range many {
		y := few[name]
		if x.Low > x.Mean || x.High < x.Mean || y.Low > y.Mean || y.High < y.Mean {
			t.Errorf("%s lies outside of %+v or %+v", name, x, y)
		}
		if wide, narrow := y.High-y.Low, x.High-x.Low; wide > 0 && (narrow > .4*wide || narrow < .12*wide) {
			t.Errorf("%s is %.4f wide of 100 dialogues, %.4f of 1600", name, wide, narrow)
		}
	}
	x := many["sr10"]
	half := 1.96 * math.Sqrt(x.Mean*(1-x.Mean)/1600)
	if math.Abs(x.Mean-half-x.Low) > .15*half || math.Abs(x.Mean+half-x.High) > .15*half {
		t.Errorf("the interval of %+v should be about %.4f to either side", x, half)
	}
}

// The intervals hold what they promise: of many samples of one kind, 95 % have the truth within.
func TestIntervalsCover(t *testing.T) {
	const samples = 120
	within := 0
	for n := range uint64(samples) {
		if x := sampled(drawn(80, .4, 100+n)...).intervals(n)["sr10"]; x.Low <= .4 && x.High >= .4 {
			within++
		}
	}
	if share := float64(within) / samples; share < .88 {
		t.Errorf("a share of %.2f of the intervals holds the truth", share)
	}
}

func TestIntervalsRepeat(t *testing.T) {
	a, b, c := sampled(drawn(200, .5, 6)...).intervals(4), sampled(drawn(200, .5, 6)...).intervals(4), sampled(drawn(200, .5, 6)...).intervals(5)
	if !reflect.DeepEqual(a, b) {
		t.Errorf("the same sample has the intervals %+v and %+v", a, b)
	}
	if reflect.DeepEqual(a, c) {
		t.Error("another seed draws the same")
	}
}
