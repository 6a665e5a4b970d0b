package learn

import (
	"math"
	"math/rand/v2"
	"slices"
	"sync/atomic"
	"testing"

	"rso/policy"
)

// exact returns the softmax of weights over the allowed strategies in a cell of each table, worked out another way.
func exact(weights []float64, cells []int32, allowed policy.Set) []float64 {
	const k = int(policy.NumStrategies)
	p := make([]float64, k)
	sum := 0.
	for s := range k {
		if !allowed.Has(policy.Strategy(s)) {
			continue
		}
		z := 0.
		for _, c := range cells {
			z += weights[int(c)*k+s]
		}
		p[s] = math.Exp(z)
		sum += p[s]
	}
	for s := range p {
		p[s] /= sum
	}
	return p
}

// objective is what the slopes are those of, for decisions whose advantages are held.
func objective(o *Optimiser, weights []float64, steps []decision, advantages []float64, beta float64) float64 {
	sum := 0.
	for i, d := range steps {
		p, warm := exact(weights, d.cells, d.allowed), exact(o.start, d.cells, d.allowed)
		sum += advantages[i] * math.Log(p[d.action])
		for s := range p {
			if p[s] > 0 {
				sum -= beta*p[s]*math.Log(p[s]) + o.KL*p[s]*math.Log(p[s]/warm[s])
			}
		}
	}
	return sum
}

// The slope of every logit is the derivative of Â·log π + β·H − η·KL.
func TestSlopeIsTheDerivative(t *testing.T) {
	for _, c := range []struct{ entropy, kl float64 }{{0, 0}, {.5, 0}, {0, .7}, {.3, .4}} {
		r := rand.New(rand.NewPCG(5, 5))
		o := optimiser(t, brief(func(o *Optimisation) { o.Entropy, o.KL, o.Gamma = c.entropy, c.kl, .9 }), curious(t), 1)
		for i := range o.state.Weights { // somewhere else than at the start
			o.state.Weights[i] += .5 * r.NormFloat64()
		}
		for i := range o.state.Values {
			o.state.Values[i] = .3 * r.NormFloat64()
		}
		o.state.Mean, o.state.Spread = -1.5, 2
		roll := o.newRollout(&routine{r: r, plays: new(atomic.Int64)})
		states := []policy.State{anyState(r), anyState(r), anyState(r), anyState(r)}
		sets := []policy.Set{policy.All, policy.SetOf(policy.Recommend, policy.Explain, policy.NoStrategy), policy.SetOf(policy.OpinionInquiry, policy.Recommend), policy.All.Without(policy.Recommend)}
		for i := range states {
			roll.choose(states[i], sets[i])
			roll.steps[roll.n-1].reward = []float64{-.4, 0, -.8, 1}[i]
		}
		roll.steps[0].reward -= 40 // a return out of the way counts for three deviations at most

		advantages := make([]float64, roll.n) // of the returns that the steps lead to, by hand
		after := 0.
		for i := roll.n - 1; i >= 0; i-- {
			after = roll.steps[i].reward + .9*after
			base := -1.5
			for _, cell := range roll.steps[i].cells {
				base += o.state.Values[cell]
			}
			advantages[i] = min(max((after-base)/2, -3), 3)
		}
		if !slices.Contains(advantages, -3) {
			t.Fatalf("the advantages are %v, and none is out of the way", advantages)
		}
		steps := roll.steps[:roll.n]
		roll.learn()

		const k, h = int(policy.NumStrategies), 1e-5
		visited, moved := map[int]bool{}, 0
		for _, d := range steps {
			for _, cell := range d.cells {
				visited[int(cell)] = true
			}
		}
		for cell := range o.state.Visits {
			for i := cell * k; i < (cell+1)*k; i++ {
				if !visited[cell] {
					if roll.sum.slope[i] != 0 {
						t.Fatalf("cell %d was not visited and has the slope %v", cell, roll.sum.slope[i])
					}
					continue
				}
				w := slices.Clone(o.state.Weights)
				w[i] += h
				above := objective(o, w, steps, advantages, c.entropy)
				w[i] -= 2 * h
				below := objective(o, w, steps, advantages, c.entropy)
				want := (above - below) / (2 * h)
				if math.Abs(roll.sum.slope[i]-want) > 1e-6*(1+math.Abs(want)) {
					t.Errorf("β %v, η %v: the slope of logit %d in cell %d is %v, the derivative %v", c.entropy, c.kl, i-cell*k, cell, roll.sum.slope[i], want)
				}
				if want != 0 {
					moved++
				}
			}
		}
		if moved < 20 || roll.sum.n != 4 {
			t.Errorf("%d decisions have %d slopes", roll.sum.n, moved)
		}
		if (roll.sum.kl > 0) != (c.kl > 0) || roll.sum.entropy <= 0 {
			t.Errorf("the sums of entropy and divergence are %v and %v", roll.sum.entropy, roll.sum.kl)
		}
	}
}

// What is drawn while learning follows the policy at hand; a moment with one strategy is no decision.
func TestDrawsFollowThePolicy(t *testing.T) {
	o := optimiser(t, brief(), curious(t), 1)
	r := rand.New(rand.NewPCG(6, 6))
	p, err := o.Policy("{}")
	if err != nil {
		t.Fatal(err)
	}
	roll := o.newRollout(&routine{r: r})
	if got := roll.choose(anyState(r), policy.SetOf(policy.Explain)); got != policy.Explain || roll.n != 0 {
		t.Errorf("of one strategy %v is drawn, in %d decisions", got, roll.n)
	}
	state, allowed := anyState(r), policy.SetOf(policy.OpinionInquiry, policy.Recommend, policy.Acknowledgment, policy.Explain)
	want := p.Probabilities(state, allowed, nil)
	const draws = 20000
	var drawn [policy.NumStrategies]float64
	for range draws {
		roll.n = 0
		a := roll.choose(state, allowed)
		if d := roll.steps[0]; d.action != a || d.allowed != allowed {
			t.Fatalf("%v was drawn, and %+v is remembered", a, d)
		}
		drawn[a]++
	}
	for s := range want {
		if math.Abs(drawn[s]/draws-want[s]) > .015 {
			t.Errorf("%v is drawn at a rate of %.3f, want %.3f", policy.Strategy(s), drawn[s]/draws, want[s])
		}
		if math.Abs(roll.steps[0].chance[s]-want[s]) > 1e-9 {
			t.Errorf("%v has the chance %v, want %v", policy.Strategy(s), roll.steps[0].chance[s], want[s])
		}
	}
}

// The softmax bears large logits.
func TestMasked(t *testing.T) {
	logits := [policy.NumStrategies]float64{policy.Recommend: 900, policy.Explain: 899, policy.Credibility: 1e4}
	var p [policy.NumStrategies]float64
	masked(&p, &logits, policy.SetOf(policy.Recommend, policy.Explain, policy.OpinionInquiry))
	if want := 1 / (1 + math.Exp(-1)); math.IsNaN(p[policy.Recommend]) || math.Abs(p[policy.Recommend]-want) > 1e-12 || p[policy.Credibility] != 0 || p[policy.OpinionInquiry] > 1e-300 {
		t.Errorf("the chances are %v", p)
	}
}

// However many dialogues there are, the parts hold each once, and there are enough of them for several workers.
func TestChunks(t *testing.T) {
	for n := 1; n < 5000; n += 1 + n/7 {
		size, count := chunks(n)
		if size < 1 || size*count < n || size*(count-1) >= n {
			t.Errorf("%d dialogues are cut into %d parts of %d", n, count, size)
		}
		if n >= 16 && count < 16 {
			t.Errorf("%d dialogues are cut into %d parts only", n, count)
		}
	}
}

// Each dialogue is learned from once, and counts once in the cells that it came by.
func TestEpisodesCountOnce(t *testing.T) {
	o := optimiser(t, brief(), curious(t), 1)
	roll := o.newRollout(&routine{plays: new(atomic.Int64)})
	for n := range uint64(5) {
		if err := roll.episode(1, n); err != nil {
			t.Fatal(err)
		}
	}
	if s := roll.sum; s.n != 5 || s.episodes != 5 || s.returns != -5 || s.sold != 5 || s.turns != 20 || s.visits[0] != 5 {
		t.Errorf("five dialogues of one decision are summed up as %d decisions, %+v, and %d visits", s.n, s, s.visits[0])
	}
}

// A cell that a batch did not come by stays as it is, wherever earlier batches have brought it.
func TestStepLeavesTheRest(t *testing.T) {
	o := learned(t, brief(), 2)
	before := slices.Clone(o.state.Weights)
	if o.step(o.zero()); !slices.Equal(o.state.Weights, before) {
		t.Error("a batch without a decision moves the weights")
	}
}
