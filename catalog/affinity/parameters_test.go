package affinity

import (
	"math"
	"math/rand/v2"
	"testing"
)

// A new optimiser steps by the rate, whatever the gradient: three times that where few instances teach.
func TestFirstStep(t *testing.T) {
	l, _ := tinyLearner(100)
	o := newOptimiser(l.at, l.gradient, l.parameters())
	l.gradient.terms[0], l.gradient.own[1], l.gradient.bias[2] = 1, -.01, 5
	l.gradient.gate[0], l.gradient.repeat[1], l.gradient.several[2] = 1, -1, 1
	o.take(.1)
	for name, v := range map[string][2]float32{
		"terms": {l.at.terms[0], -.1}, "own": {l.at.own[1], .1}, "bias": {l.at.bias[2], -.1}, "gate": {l.at.gate[0], -.3}, "repeat": {l.at.repeat[1], .3},
		"several": {l.at.several[2], -.3}, "what had no part": {l.at.start[0], 0}, "the average": {o.average.terms[0], -.05},
	} {
		if math.Abs(float64(v[0]-v[1])) > 1e-4 {
			t.Errorf("%s: the first step leads from 0 to %v, want %v", name, v[0], v[1])
		}
	}
	for k, g := range l.gradient.all {
		if g != 0 {
			t.Fatalf("gradient %d is %v after the step", k, g)
		}
	}
}

// The average lies where the parameters are in the long run, however they shake; vectors that nothing teaches shrink.
func TestLongRun(t *testing.T) {
	l, _ := tinyLearner(100)
	l.at.terms[1] = .01
	o := newOptimiser(l.at, l.gradient, l.parameters())
	rng := rand.New(rand.NewPCG(1, 1))
	for range 4000 {
		l.gradient.bias[0] = l.at.bias[0] - 2 + float32(rng.NormFloat64())
		o.take(.01)
	}
	if got := o.average.bias[0]; math.Abs(float64(got-2)) > .1 {
		t.Errorf("the average is %v, want 2", got)
	}
	if got := l.at.terms[1]; math.Abs(float64(got)) > .005 {
		t.Errorf("a vector that nothing teaches is %v", got)
	}
}

// Items begin as likely as they are often mentioned, and what anybody says with the same weight.
func TestBegin(t *testing.T) {
	p := layout(4, 100, 3, 50)
	p.begin(rand.New(rand.NewPCG(1, 1)), []float32{1, 10, 100})
	if d := float64(p.bias[2] - p.bias[1]); math.Abs(d-math.Log(100.3/10.3)) > 1e-5 {
		t.Errorf("ten times as often is worth %v", d)
	}
	for name, v := range map[string]struct {
		list []float32
		want float64
	}{"terms": {p.terms, spread}, "facts": {p.facts, factSpread}, "termWeight": {p.termWeight, 1}, "itemWeight": {p.itemWeight, 1}, "role": {p.role, 0}, "gate": {p.gate, 0}, "repeat": {p.repeat, 0}} {
		sum := 0.0
		for _, x := range v.list {
			sum += float64(x) * float64(x)
		}
		if got := math.Sqrt(sum / float64(len(v.list))); math.Abs(got-v.want) > v.want/5 {
			t.Errorf("%s are %v large, want %v", name, got, v.want)
		}
	}
}
