package learn

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"

	"rso/policy"
	"rso/policy/simulate"
)

// decision is one choice of a rollout.
type decision struct {
	cells   []int32 // by table
	chance  [policy.NumStrategies]float64
	allowed policy.Set
	action  policy.Strategy
	reward  float64 // of the turn, at its last decision
}

// sums are what the dialogues of a chunk add up to.
type sums struct {
	slope    []float64 // of the logits
	value    []float64 // of the baseline
	visits   []uint32
	n        int // decisions
	entropy  float64
	kl       float64
	pulled   int     // decisions that kl is of
	square   float64 // of the advantages
	returns  float64 // undiscounted
	turns    float64
	sold     int
	episodes int
}

func (s *sums) add(o *sums) {
	for i, x := range o.slope {
		s.slope[i] += x
	}
	for i, x := range o.value {
		s.value[i] += x
	}
	for i, x := range o.visits {
		s.visits[i] += x
	}
	s.n, s.entropy, s.kl, s.pulled, s.square = s.n+o.n, s.entropy+o.entropy, s.kl+o.kl, s.pulled+o.pulled, s.square+o.square
	s.returns, s.turns, s.sold, s.episodes = s.returns+o.returns, s.turns+o.turns, s.sold+o.sold, s.episodes+o.episodes
}

// count adds how a dialogue went.
func (s *sums) count(out *simulate.Outcome) {
	s.episodes++
	s.returns += out.Return
	if out.Sold() {
		s.sold++
		s.turns += float64(out.Turns)
	} else {
		s.turns += simulate.MaxTurns
	}
}

func (o *Optimiser) zero() *sums {
	return &sums{slope: make([]float64, len(o.start)), value: make([]float64, len(o.state.Values)), visits: make([]uint32, len(o.state.Visits))}
}

// chunks cuts n dialogues into parts that a worker plays in a row: the units of what is summed, so that the number of
// workers doesn't change a bit of the sums.
func chunks(n int) (size, count int) {
	const most, least = 128, 16 // dialogues in a part, parts
	size = min(most, max(1, n/least))
	return size, (n + size - 1) / size
}

// parallel runs n chunks on the workers and hands their results on in order.
func parallel[T any](ctx context.Context, workers, n int, run func(worker, chunk int) (T, error), take func(T)) error {
	results := make([]T, n)
	errs := make([]error, n)
	next := make(chan int)
	var wait sync.WaitGroup
	var failed atomic.Bool
	for w := range workers {
		wait.Go(func() {
			for c := range next {
				if results[c], errs[c] = run(w, c); errs[c] != nil {
					failed.Store(true)
				}
			}
		})
	}
	var stopped error
	for c := range n {
		if stopped = ctx.Err(); stopped != nil || failed.Load() {
			break
		}
		next <- c
	}
	close(next)
	wait.Wait()
	if err := errors.Join(errs...); err != nil {
		return err
	}
	if stopped != nil {
		return stopped
	}
	for _, r := range results {
		take(r)
	}
	return nil
}
