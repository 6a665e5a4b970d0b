package learn

import (
	"context"
	"errors"
	"math"
	"runtime"
	"slices"
	"time"

	"rso/policy"
	"rso/policy/report"
)

// Optimiser carries an optimisation out.
type Optimiser struct {
	Optimisation
	layout  policy.Layout
	groups  [][]int
	cell    []int     // the first cell of each table
	start   []float64 // the warm start's logits, as far as its tables are among these
	workers int
	state   Progress
}

// Progress is how far an optimisation has come: all that is needed to go on.
type Progress struct {
	Done    int            `json:"done"`   // batches
	Looked  int            `json:"looked"` // batches at the last look
	Now     report.Epoch   `json:"now"`    // of the last batch
	Weights []float64      `json:"weights"`
	Values  []float64      `json:"values"` // of the baseline
	Visits  []uint32       `json:"visits"`
	Spread  float64        `json:"spread"` // standard deviation of the advantages of the last batch
	Mean    float64        `json:"mean"`   // of the returns
	Best    []float64      `json:"best"`
	Top     float64        `json:"top"` // held-out return of the best
	Since   int            `json:"since"`
	Epochs  []report.Epoch `json:"epochs"`
}

// NewOptimiser returns an optimiser that starts at a policy. Tables of the policy that the optimisation lacks are added to it,
// so that learning starts exactly where the warm start ends.
func NewOptimiser(o Optimisation, warm *policy.Policy, workers int) (*Optimiser, error) {
	if o.Batch < 1 || o.Episodes < 1 || o.Every < 1 || o.Held < 1 {
		return nil, errors.New("the numbers of episodes, of a batch, of batches between looks and of held-out dialogues must be at least 1")
	}
	opt := &Optimiser{Optimisation: o, layout: policy.StandardLayout(), workers: workers}
	if workers < 1 {
		opt.workers = runtime.NumCPU()
	}
	fit, err := NewFit(o.Groups, Ridge{}, 0)
	if err != nil {
		return nil, err
	}
	opt.groups = fit.Groups
	for _, t := range warm.Tables() {
		if !slices.ContainsFunc(opt.groups, func(g []int) bool { return slices.Equal(g, t.Features) }) {
			opt.groups = append(opt.groups, t.Features)
		}
	}
	cells := 0
	for _, g := range opt.groups {
		opt.cell = append(opt.cell, cells)
		cells += opt.layout.Cells(g)
	}
	opt.cell = append(opt.cell, cells)
	const k = int(policy.NumStrategies)
	opt.start = make([]float64, cells*k)
	for _, t := range warm.Tables() {
		g := slices.IndexFunc(opt.groups, func(g []int) bool { return slices.Equal(g, t.Features) })
		copy(opt.start[opt.cell[g]*k:], t.Logits)
	}
	opt.state = Progress{Weights: slices.Clone(opt.start), Values: make([]float64, cells), Visits: make([]uint32, cells), Spread: 1}
	return opt, nil
}

// Progress returns how far the optimisation has come.
func (o *Optimiser) Progress() *Progress { return &o.state }

// Resume goes on from where another optimiser of the same settings had come.
func (o *Optimiser) Resume(p Progress) error {
	if p.Done < 0 || p.Done > o.batches() {
		return errors.New("the checkpoint is of a batch that there is not: delete it to begin anew")
	}
	if len(p.Weights) != len(o.start) || len(p.Values) != len(o.state.Values) || len(p.Visits) != len(o.state.Visits) || p.Best != nil && len(p.Best) != len(o.start) {
		return errors.New("the checkpoint is of an optimisation with other tables: delete it to begin anew")
	}
	o.state = p
	return nil
}

// A Look is told after each look at held-out seekers.
type Look func(e report.Epoch, rate float64)

// Run learns until the episodes are used up, the held-out return has stopped rising, or ctx ends. Then it returns the error of ctx, and Run
// may be called again to go on. train and held make the worlds to learn and to look in.
func (o *Optimiser) Run(ctx context.Context, train, held Environment, look Look) error {
	looks, worlds := make([]World, o.workers), make([]World, o.workers)
	for i := range worlds {
		worlds[i], looks[i] = train(), held()
	}
	batches := o.batches()
	began, played := time.Now(), 0
	for p := &o.state; ; {
		if p.Done > 0 && p.Looked != p.Done && (p.Done%o.Every == 0 || p.Done == batches) {
			if err := o.look(ctx, looks); err != nil {
				return err
			}
			if look != nil {
				look(p.Epochs[len(p.Epochs)-1], float64(played)/time.Since(began).Seconds())
			}
		}
		if p.Done == batches || o.Patience > 0 && p.Since >= o.Patience {
			return nil
		}
		sum, err := o.play(ctx, worlds)
		if err != nil {
			return err
		}
		played += o.Batch
		o.step(sum)
	}
}

// play plays one batch.
func (o *Optimiser) play(ctx context.Context, worlds []World) (*sums, error) {
	total := o.zero()
	first := o.state.Done * o.Batch
	chunk, count := chunks(o.Batch)
	err := parallel(ctx, o.workers, count, func(w, c int) (*sums, error) {
		r := o.newRollout(worlds[w])
		for e := c * chunk; e < min((c+1)*chunk, o.Batch); e++ {
			if err := r.episode(o.Seed, uint64(first+e)); err != nil {
				return nil, err
			}
		}
		return r.sum, nil
	}, total.add)
	return total, err
}

// batches is how many there are at most.
func (o *Optimiser) batches() int { return (o.Episodes + o.Batch - 1) / o.Batch }

// left is the share of the batches that is still to come.
func (o *Optimiser) left() float64 { return 1 - float64(o.state.Done)/float64(o.batches()) }

// step moves the weights.
func (o *Optimiser) step(s *sums) {
	const k = int(policy.NumStrategies)
	p := &o.state
	rate := o.Step * (.1 + .9*o.left()) / math.Sqrt(float64(len(o.groups)))
	for c, n := range s.visits {
		if n == 0 {
			continue
		}
		p.Visits[c] += n
		of := float64(n) + o.Ridge
		for i := c * k; i < (c+1)*k; i++ {
			p.Weights[i] = bounded(p.Weights[i] + rate*(s.slope[i]-o.Ridge*.01*(p.Weights[i]-o.start[i]))/of)
		}
		p.Values[c] += .3 / math.Sqrt(float64(len(o.groups))) * s.value[c] / of
	}
	p.Spread = max(math.Sqrt(s.square/float64(max(s.n, 1))), 1e-3)
	p.Mean = s.returns / float64(max(s.episodes, 1))
	p.Done++
	n, of := float64(max(s.episodes, 1)), float64(max(s.n, 1))
	p.Now = report.Epoch{Episodes: p.Done * o.Batch, SR: float64(s.sold) / n, AvgT: s.turns / n, Return: s.returns / n, Entropy: s.entropy / of, KL: s.kl / float64(max(s.pulled, 1))}
}

// bounded keeps a logit where the file's finest grid reaches.
func bounded(x float64) float64 { return min(max(x, -7.5), 7.5) }

// look plays held-out seekers, greedily, and keeps the best weights.
func (o *Optimiser) look(ctx context.Context, worlds []World) error {
	s := &o.state
	now, err := o.policyOf(s.Weights, "{}")
	if err != nil {
		return err
	}
	var total sums
	chunk, count := chunks(o.Held)
	err = parallel(ctx, o.workers, count, func(w, c int) (*sums, error) {
		part := &sums{}
		for i := c * chunk; i < min((c+1)*chunk, o.Held); i++ {
			out, err := worlds[w].Play(^o.Seed, uint64(i), now.Greedy, nil)
			if err != nil {
				return nil, err
			}
			part.count(&out)
		}
		return part, nil
	}, total.add)
	if err != nil {
		return err
	}
	e, n := s.Now, float64(o.Held)
	e.HeldSR, e.HeldAvgT, e.HeldReturn = float64(total.sold)/n, total.turns/n, total.returns/n
	if s.Looked, s.Since = s.Done, s.Since+1; s.Best == nil || e.HeldReturn > s.Top {
		s.Top, s.Since, s.Best = e.HeldReturn, 0, slices.Clone(s.Weights)
		for i := range s.Epochs {
			s.Epochs[i].Best = false
		}
		e.Best = true
	}
	s.Epochs = append(s.Epochs, e)
	return nil
}

// Policy returns the best policy of the looks, or the one at hand before the first, with a manifest.
func (o *Optimiser) Policy(manifest string) (*policy.Policy, error) {
	if o.state.Best != nil {
		return o.policyOf(o.state.Best, manifest)
	}
	return o.policyOf(o.state.Weights, manifest)
}

func (o *Optimiser) policyOf(weights []float64, manifest string) (*policy.Policy, error) {
	const k = int(policy.NumStrategies)
	var tables []policy.Table
	for g, features := range o.groups {
		tables = append(tables, policy.Table{
			Features: features,
			Logits:   weights[o.cell[g]*k : o.cell[g+1]*k],
			Visits:   o.state.Visits[o.cell[g]:o.cell[g+1]],
		})
	}
	return policy.New(tables, manifest)
}
