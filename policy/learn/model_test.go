package learn

import (
	"bytes"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"rso/policy"
)

// known draws instances whose label follows softmax(a[s0]+b[s1]) over three labels, and returns the
// true probabilities too.
func known(n int, seed uint64) ([]Instance, func(policy.State) []float64) {
	a := [][]float64{{0, 0, 0}, {2, 0, -1}, {-1, 1, 0}}
	b := [][]float64{{0, 0, 0}, {0, 1.5, 0}}
	truth := func(s policy.State) []float64 {
		p := make([]float64, 3)
		for k := range p {
			p[k] = a[s[0]][k] + b[s[1]][k]
		}
		softmax(p, p)
		return p
	}
	r := rand.New(rand.NewPCG(seed, 1))
	var instances []Instance
	for i := range n {
		s := policy.State{uint8(r.IntN(3)), uint8(r.IntN(2))}
		mark, gold := r.Float64(), 0
		for k, p := range truth(s) {
			gold = k
			if mark -= p; mark < 0 {
				break
			}
		}
		instances = append(instances, Instance{Dialogue: i / 10, State: s, Gold: gold})
	}
	return instances, truth
}

// small is a fit of one table on each of two features.
func small(ridge float64, groups ...[]int) Fit {
	return Fit{
		Layout: policy.Layout{{Name: "mood", Buckets: []string{"x", "y", "z"}}, {Name: "asked", Buckets: []string{"no", "yes"}}},
		Groups: groups, Ridge: Ridge{ridge, ridge, ridge}, Sweeps: 60,
	}
}

func TestRecoversKnownProbabilities(t *testing.T) {
	instances, truth := known(60000, 1)
	m := small(1, nil, []int{0}, []int{1}).Learn(3, instances)
	got := make([]float64, 3)
	for mood := range 3 {
		for asked := range 2 {
			s := policy.State{uint8(mood), uint8(asked)}
			m.Probabilities(s, got)
			for k, want := range truth(s) {
				if math.Abs(got[k]-want) > 0.015 {
					t.Errorf("in %v label %d has probability %.3f, want %.3f", s, k, got[k], want)
				}
			}
		}
	}
}

// A cell never seen does as the coarser tables say; one seen often does as seen.
func TestBacksOff(t *testing.T) {
	var instances []Instance
	for i := range 3000 {
		// In mood x the label is 0 unless asked, when it is 1; in mood y it is 2, and nobody asked.
		s, gold := policy.State{uint8(i % 2), 0}, 2*(i%2)
		if i%2 == 0 && i%4 == 0 {
			s[1], gold = 1, 1
		}
		instances = append(instances, Instance{State: s, Gold: gold})
	}
	coarse := small(5, nil, []int{0}, []int{1}).Learn(3, instances)
	fine := small(5, nil, []int{0}, []int{1}, []int{0, 1}).Learn(3, instances)
	for _, w := range fine.tables[3].weights[3*3 : 4*3] { // mood y, asked: never seen
		if w != 0 {
			t.Errorf("a cell that was never seen has the weight %v", w)
		}
	}
	a, b := make([]float64, 3), make([]float64, 3)
	fine.Probabilities(policy.State{0, 1}, a)
	coarse.Probabilities(policy.State{0, 1}, b)
	if a[1] < b[1] || a[1] < 0.95 {
		t.Errorf("a cell seen often has probability %.3f, without its table %.3f", a[1], b[1])
	}
	if got := fine.tables[3].visits; !slices.Equal(got, []uint32{750, 750, 1500, 0, 0, 0}) {
		t.Errorf("the visits are %v", got)
	}
}

// Each sweep is a step of the likelihood under the ridge; more sweeps can't be worse.
func TestSweepsRaiseTheLikelihood(t *testing.T) {
	instances, _ := known(500, 2)
	last := math.Inf(1)
	for sweeps := range 12 {
		fit := small(2, nil, []int{0}, []int{1}, []int{0, 1})
		fit.Sweeps = sweeps
		m := fit.Learn(3, instances)
		loss := Measure(3, instances, func(i Instance, dst []float64) { m.Probabilities(i.State, dst) }).Surprise
		for _, table := range m.tables {
			for _, w := range table.weights {
				loss += w * w // ridge 2, halved
			}
		}
		if loss > last+1e-9 {
			t.Fatalf("after %d sweeps the loss is %v, before it was %v", sweeps, loss, last)
		}
		last = loss
	}
}

func TestPolicyAnswersLikeTheModel(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 3))
	layout := policy.StandardLayout()
	var instances []Instance
	for range 400 {
		s := make(policy.State, len(layout))
		for f := range s {
			s[f] = uint8(r.IntN(len(layout[f].Buckets)))
		}
		instances = append(instances, Instance{State: s, Gold: r.IntN(int(policy.NumStrategies))})
	}
	fit, err := WarmStart()
	if err != nil {
		t.Fatal(err)
	}
	m := fit.Learn(int(policy.NumStrategies), instances)
	p, err := m.Policy("{}")
	if err != nil {
		t.Fatal(err)
	}
	again, err := fit.Learn(int(policy.NumStrategies), instances).Policy("{}")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(p.Bytes(), again.Bytes()) {
		t.Error("the same instances gave other bytes")
	}
	want := make([]float64, policy.NumStrategies)
	for _, instance := range instances {
		m.Probabilities(instance.State, want)
		for k, got := range p.Probabilities(instance.State, policy.All, nil) {
			if math.Abs(got-want[k]) > 2e-3 {
				t.Fatalf("the policy says %v, the model %v", got, want[k])
			}
		}
	}
	if _, err := small(1, nil).Learn(3, nil).Policy("{}"); err == nil {
		t.Error("a model of three labels became a policy")
	}
}

func TestNewFitRefusesUnknownFeatures(t *testing.T) {
	if _, err := NewFit([][]string{{"phase of the moon"}}, Ridge{}, 1); err == nil {
		t.Error("a table on an unknown feature was accepted")
	}
}
