package affinity

import (
	"math"
	"math/rand/v2"
)

// parameters are all that is learned, in one run of numbers, with the views that it is read by. Matrices are row-major; items are those
// that were mentioned, not all rows of the catalog.
type parameters struct {
	all []float32

	terms, own, facts []float32 // vectors: of terms, of items without their facts, of facts
	start             []float32 // starts × dims
	role              []float32 // 2 × dims: who speaks next
	gate              []float32 // terms × gates
	bias              []float32 // by item
	termWeight        []float32
	itemWeight        []float32
	repeat, several   []float32
}

// layout takes numbers apart: for the parameters themselves, their gradients and their averages.
func layout(dims, terms, items, facts int) *parameters {
	p := &parameters{}
	views := []struct {
		to *[]float32
		n  int
	}{
		{&p.terms, terms * dims}, {&p.own, items * dims}, {&p.facts, facts * dims}, {&p.start, starts * dims}, {&p.role, 2 * dims},
		{&p.bias, items}, {&p.termWeight, speakerSlots}, {&p.itemWeight, speakerSlots},
		{&p.gate, terms * gates}, {&p.repeat, repeatSlots}, {&p.several, severalSlots},
	}
	total := 0
	for _, v := range views {
		total += v.n
	}
	p.all = make([]float32, total)
	at := 0
	for _, v := range views {
		*v.to = p.all[at : at+v.n : at+v.n]
		at += v.n
	}
	return p
}

// Standard deviations of the vectors before anything is learned.
const (
	spread     = .05
	factSpread = .025
)

// begin fills in where learning begins: small random vectors, the logarithm of how often an item is mentioned, and the same weight
// for all that is said.
func (p *parameters) begin(rng *rand.Rand, mentions []float32) {
	for _, part := range [][]float32{p.terms, p.own, p.start} {
		normal(part, spread, rng)
	}
	normal(p.facts, factSpread, rng)
	for i, n := range mentions {
		p.bias[i] = float32(math.Log(float64(n)+unmentioned) - 2)
	}
	for k := range p.termWeight {
		p.termWeight[k], p.itemWeight[k] = 1, 1
	}
}

// unmentioned is how many mentions an item without any counts for.
const unmentioned = .3

func normal(to []float32, deviation float64, rng *rand.Rand) {
	for k := range to {
		to[k] = float32(rng.NormFloat64() * deviation)
	}
}

// An optimiser is Adam (Kingma and Ba, 2015) with a running average of the parameters, which is what is kept in the end (Polyak and
// Juditsky, 1992): it is as good as the last parameters of several runs together.
type optimiser struct {
	at, gradient, average *parameters
	first, second         []float32 // moments
	step                  int
	quick                 int // parameters from here on are about mentioning again, which fewer instances teach: they learn quicker
}

// Adam's constants, and what the average forgets in a step.
const (
	decayFirst  = .9
	decaySecond = .999
	epsilon     = 1e-8
	forget      = .002
	quicker     = 3
	shrink      = 1e-5 // L2 penalty on the vectors of terms and items
)

func newOptimiser(at *parameters, gradient, average *parameters) *optimiser {
	n := len(at.all)
	copy(average.all, at.all)
	return &optimiser{at: at, gradient: gradient, average: average, first: make([]float32, n), second: make([]float32, n),
		quick: n - len(at.gate) - len(at.repeat) - len(at.several)}
}

// take makes a step down the gradient, and clears it.
func (o *optimiser) take(rate float64) {
	o.step++
	one, two := 1-math.Pow(decayFirst, float64(o.step)), 1-math.Pow(decaySecond, float64(o.step))
	blend := float32(max(forget, 1/float64(1+o.step)))
	shrunk := len(o.at.terms) + len(o.at.own)
	chunks(len(o.at.all), 1<<14, func(from, to int) {
		x, g, avg, m, v := o.at.all[from:to], o.gradient.all[from:to], o.average.all[from:to], o.first[from:to], o.second[from:to]
		for k := range x {
			grad, by := g[k], rate
			if from+k < shrunk {
				grad += shrink * x[k]
			} else if from+k >= o.quick {
				by *= quicker
			}
			m[k] = decayFirst*m[k] + (1-decayFirst)*grad
			v[k] = decaySecond*v[k] + (1-decaySecond)*grad*grad
			x[k] -= float32(by * (float64(m[k]) / one) / (math.Sqrt(float64(v[k])/two) + epsilon))
			avg[k] += blend * (x[k] - avg[k])
			g[k] = 0
		}
	})
}
