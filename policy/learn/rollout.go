package learn

import (
	"math"

	"rso/policy"
)

// rollout plays dialogues with drawn strategies and sums what they teach.
type rollout struct {
	o     *Optimiser
	world World
	sum   *sums
	steps []decision
	n     int     // steps in use
	beta  float64 // weight of the entropy in this batch

	watched bool // the divergence from the warm start is looked at in this dialogue
}

func (o *Optimiser) newRollout(w World) *rollout {
	return &rollout{o: o, world: w, sum: o.zero(), beta: o.Entropy * o.left()}
}

// watch is every how many dialogues the divergence from the warm start is looked at, where it is no part of the objective.
const watch = 16

// episode plays one dialogue.
func (r *rollout) episode(seed, n uint64) error {
	r.n, r.watched = 0, n%watch == 0
	out, err := r.world.Play(seed, n, r.choose, func(reward float64) {
		if r.n > 0 {
			r.steps[r.n-1].reward += reward
		}
	})
	if err != nil {
		return err
	}
	r.sum.count(&out)
	r.learn()
	return nil
}

// choose draws a strategy and remembers the decision. A moment with one strategy is no decision.
func (r *rollout) choose(s policy.State, allowed policy.Set) policy.Strategy {
	if only, ok := allowed.Only(); ok {
		return only
	}
	if r.n == len(r.steps) {
		r.steps = append(r.steps, decision{cells: make([]int32, len(r.o.groups))})
	}
	d := &r.steps[r.n]
	r.n++
	d.allowed, d.reward = allowed, 0
	const k = int(policy.NumStrategies)
	var logits [policy.NumStrategies]float64
	for g, features := range r.o.groups {
		cell := r.o.cell[g] + r.o.layout.Cell(features, s)
		d.cells[g] = int32(cell)
		for i, w := range r.o.state.Weights[cell*k : cell*k+k] {
			logits[i] += w
		}
	}
	masked(&d.chance, &logits, allowed)
	mark := r.world.Draws().Float64()
	for i, p := range d.chance {
		if p > 0 {
			d.action = policy.Strategy(i)
			if mark -= p; mark < 0 {
				break
			}
		}
	}
	return d.action
}

// masked writes the softmax over the allowed strategies.
func masked(dst, logits *[policy.NumStrategies]float64, allowed policy.Set) {
	highest := math.Inf(-1)
	for i, l := range logits {
		if allowed.Has(policy.Strategy(i)) {
			highest = max(highest, l)
		}
	}
	sum := 0.
	for i, l := range logits {
		dst[i] = 0
		if allowed.Has(policy.Strategy(i)) {
			dst[i] = math.Exp(l - highest)
			sum += dst[i]
		}
	}
	for i := range dst {
		dst[i] /= sum
	}
}

// learn adds up the slopes of an episode's decisions, the last first.
func (r *rollout) learn() {
	const k = int(policy.NumStrategies)
	o, sum := r.o, r.sum
	after := 0.
	for i := r.n - 1; i >= 0; i-- {
		d := &r.steps[i]
		after = d.reward + o.Gamma*after
		base := o.state.Mean
		for _, c := range d.cells {
			base += o.state.Values[c]
		}
		advantage := after - base
		entropy := 0.
		for _, p := range d.chance {
			if p > 0 {
				entropy -= p * math.Log(p)
			}
		}
		sum.n++
		sum.entropy += entropy
		sum.square += advantage * advantage
		var slope [policy.NumStrategies]float64
		scaled := min(max(advantage/o.state.Spread, -3), 3) // one dialogue out of the way moves no more than three
		for s, p := range d.chance {
			if p == 0 {
				continue
			}
			slope[s] = -p*scaled - r.beta*p*(math.Log(p)+entropy)
		}
		slope[d.action] += scaled
		if o.KL > 0 || r.watched {
			sum.kl += r.pull(d, &slope)
			sum.pulled++
		}
		for _, c := range d.cells {
			row := sum.slope[int(c)*k : int(c)*k+k]
			for s := range slope {
				row[s] += slope[s]
			}
			sum.value[c] += advantage
			sum.visits[c]++
		}
	}
}

// pull adds the slope of −η·KL(π‖π₀) and returns the divergence.
func (r *rollout) pull(d *decision, slope *[policy.NumStrategies]float64) float64 {
	const k = int(policy.NumStrategies)
	var logits, warm [policy.NumStrategies]float64
	for _, c := range d.cells {
		for i, w := range r.o.start[int(c)*k : int(c)*k+k] {
			logits[i] += w
		}
	}
	masked(&warm, &logits, d.allowed)
	kl := 0.
	for s, p := range d.chance {
		if p > 0 {
			kl += p * math.Log(p/warm[s])
		}
	}
	for s, p := range d.chance {
		if p > 0 {
			slope[s] -= r.o.KL * p * (math.Log(p/warm[s]) - kl)
		}
	}
	return kl
}
