package policy

import (
	"errors"
	"math"
	"math/rand/v2"
	"strconv"
)

// Policy says how likely each strategy is in a state: a sum of small tables. It does not change once
// made, so goroutines may share one. Make one with [New] or [Open].
type Policy struct {
	layout   Layout
	tables   []Table
	shifts   []uint8 // per table, the power of two of its logits' grid
	manifest string
}

// New makes a policy of tables for the [StandardLayout]. It copies the tables, centres each row of
// logits (a softmax does not feel it) and rounds them to the grid of the file format: steps of 2⁻¹²
// while a table's logits stay within ±8, coarser ones beyond. The manifest is JSON text that tells where
// the policy comes from; it is kept as it is. New fails when a table does not fit the layout.
func New(tables []Table, manifest string) (*Policy, error) {
	p := &Policy{layout: StandardLayout(), manifest: manifest}
	for i, t := range tables {
		if err := t.check(p.layout); err != nil {
			return nil, errors.New("policy: table " + strconv.Itoa(i+1) + " " + err.Error())
		}
		snapped, shift := t.snapped()
		p.tables = append(p.tables, snapped)
		p.shifts = append(p.shifts, shift)
	}
	return p, nil
}

// Layout returns the features the policy looks at.
func (p *Policy) Layout() Layout { return p.layout }

// Manifest returns the JSON text that tells where the policy comes from.
func (p *Policy) Manifest() string { return p.manifest }

// Tables returns the tables for reading; the caller must not change them.
func (p *Policy) Tables() []Table { return p.tables }

// Logits writes the logits of the strategies in state s to dst, growing it when needed, and returns
// it: NumStrategies values.
func (p *Policy) Logits(s State, dst []float64) []float64 {
	dst = blank(dst)
	for _, t := range p.tables {
		for i, logit := range t.Row(p.layout.Cell(t.Features, s)) {
			dst[i] += logit
		}
	}
	return dst
}

// Probabilities writes the softmax of the logits over the allowed strategies to dst, growing it when
// needed, and returns it: NumStrategies values, 0 for a strategy that is not allowed. They sum to 1,
// or are all 0 when nothing is allowed.
func (p *Policy) Probabilities(s State, allowed Set, dst []float64) []float64 {
	dst = p.Logits(s, dst)
	highest := math.Inf(-1)
	for i, logit := range dst {
		if allowed.Has(Strategy(i)) {
			highest = max(highest, logit)
		}
	}
	sum := 0.0
	for i, logit := range dst {
		dst[i] = 0
		if allowed.Has(Strategy(i)) {
			dst[i] = math.Exp(logit - highest)
			sum += dst[i]
		}
	}
	if sum > 0 {
		for i := range dst {
			dst[i] /= sum
		}
	}
	return dst
}

// Greedy returns the most likely allowed strategy, the lower one of equals; NoStrategy when nothing is
// allowed. Sums of logits are exact, so every platform gives the same answer.
func (p *Policy) Greedy(s State, allowed Set) Strategy {
	var room [NumStrategies]float64
	best, found := NoStrategy, false
	logits := p.Logits(s, room[:0])
	for i, logit := range logits {
		if allowed.Has(Strategy(i)) && (!found || logit > logits[best]) {
			best, found = Strategy(i), true
		}
	}
	return best
}

// Sample draws an allowed strategy by its probability; NoStrategy when nothing is allowed. It takes
// exactly one number from r, so that a run replays.
func (p *Policy) Sample(s State, allowed Set, r *rand.Rand) Strategy {
	var room [NumStrategies]float64
	mark := r.Float64()
	drawn := NoStrategy
	for i, probability := range p.Probabilities(s, allowed, room[:0]) {
		if probability == 0 {
			continue
		}
		drawn = Strategy(i)
		if mark -= probability; mark < 0 {
			break
		}
	}
	return drawn
}

// Contribution is what one table adds to the logit of a strategy in a state.
type Contribution struct {
	Index  int        // the table, as a place in [Policy.Tables]
	Table  string     // its features in words
	Row    int        // the cell the state falls into, as [Layout.Cell] numbers it
	Cell   []Labelled // the cell in words
	Logit  float64    // above 0 speaks for the strategy, below 0 against it
	Visits uint32     // training instances that fell into the cell
}

// Explain returns what each table contributes to the logit of a strategy, in the tables' order. The
// logits add up to the strategy's entry in [Policy.Logits]. It returns nil for no strategy of the list.
func (p *Policy) Explain(s State, strategy Strategy) []Contribution {
	if strategy >= NumStrategies {
		return nil
	}
	contributions := make([]Contribution, len(p.tables))
	for i, t := range p.tables {
		cell := p.layout.Cell(t.Features, s)
		contributions[i] = Contribution{
			Index:  i,
			Table:  t.Name(p.layout),
			Row:    cell,
			Cell:   p.layout.Cross(t.Features, cell),
			Logit:  t.Row(cell)[strategy],
			Visits: t.Visits[cell],
		}
	}
	return contributions
}

// blank returns dst with NumStrategies zeros, in its own memory when that suffices.
func blank(dst []float64) []float64 {
	if cap(dst) < int(NumStrategies) {
		return make([]float64, NumStrategies)
	}
	dst = dst[:NumStrategies]
	clear(dst)
	return dst
}
