package learn

import (
	"math"

	"rso/policy"
)

// Model is a sum of small tables over a label space, as it is learned. A model of the Planner's
// strategies becomes a [policy.Policy].
type Model struct {
	layout policy.Layout
	labels int
	tables []table
}

// table is one table of a model.
type table struct {
	features []int
	weights  []float64 // cells × labels
	visits   []uint32  // per cell
}

// Ridge is how strongly the weights of a table are pulled to zero, by the number of its features: as
// if every cell had been seen that many more times, doing what the other tables say. It is what makes
// rare cells back off to the coarser tables.
type Ridge [3]float64

// Fit is how a model is fitted.
type Fit struct {
	Layout policy.Layout
	Groups [][]int // the features of each table
	Ridge  Ridge
	Sweeps int // passes over all tables
}

// Learn fits a model to the instances: the weights of maximum likelihood under the ridge. It raises
// the likelihood table by table; within a table the cells are independent, and a step bounded by the
// curvature of the softmax (Böhning 1992: at most a half) can't overshoot, so no step size is to be
// tuned. The sums run in the instances' order, so the same instances give the same weights.
func (f Fit) Learn(labels int, instances []Instance) *Model {
	m := &Model{layout: f.Layout, labels: labels}
	cells := make([][]int, len(f.Groups)) // by table and instance
	for g, features := range f.Groups {
		n := f.Layout.Cells(features)
		t := table{features: features, weights: make([]float64, n*labels), visits: make([]uint32, n)}
		cells[g] = make([]int, len(instances))
		for i, instance := range instances {
			cells[g][i] = f.Layout.Cell(features, instance.State)
			t.visits[cells[g][i]]++
		}
		m.tables = append(m.tables, t)
	}
	scores := make([]float64, len(instances)*labels)
	chance := make([]float64, labels)
	for range f.Sweeps {
		for g := range m.tables {
			t := &m.tables[g]
			slope := make([]float64, len(t.weights))
			for i, instance := range instances {
				softmax(chance, scores[i*labels:(i+1)*labels])
				row := slope[cells[g][i]*labels:][:labels]
				for k, p := range chance {
					row[k] -= p
				}
				row[instance.Gold]++
			}
			ridge := f.Ridge[len(t.features)]
			for i := range slope {
				slope[i] = (slope[i] - ridge*t.weights[i]) / (float64(t.visits[i/labels])/2 + ridge)
				t.weights[i] += slope[i]
			}
			for i := range instances {
				row := slope[cells[g][i]*labels:][:labels]
				for k, delta := range row {
					scores[i*labels+k] += delta
				}
			}
		}
	}
	return m
}

// Probabilities writes the probability of each label in the state to dst, which has one entry for each.
func (m *Model) Probabilities(s policy.State, dst []float64) {
	clear(dst)
	for _, t := range m.tables {
		cell := m.layout.Cell(t.features, s)
		for k, w := range t.weights[cell*m.labels:][:m.labels] {
			dst[k] += w
		}
	}
	softmax(dst, dst)
}

// softmax writes the softmax of the scores to dst, which may be the scores themselves.
func softmax(dst, scores []float64) {
	highest := math.Inf(-1)
	for _, s := range scores {
		highest = max(highest, s)
	}
	sum := 0.0
	for k, s := range scores {
		dst[k] = math.Exp(s - highest)
		sum += dst[k]
	}
	for k := range dst {
		dst[k] /= sum
	}
}
