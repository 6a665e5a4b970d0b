package learn

import (
	"fmt"

	"rso/policy"
)

// WarmStart returns how the warm start is fitted: behaviour cloning of the human strategy sequences.
// The tables and ridges were chosen by cross-validation on INSPIRED's development dialogues: more tables
// over the features that follow from these (items named, inquiries, rejections) only overfit there.
// Those features, and the market's, which human dialogues know nothing of, wait for learning by
// conversation.
func WarmStart() (Fit, error) {
	tables := [][]string{
		{},
		{"last strategy"},
		{"strategy before"},
		{"position"},
		{"turns"},
		{"act"},
		{"act beside"},
		{"question"},
		{"length"},
		{"names"},
		{"reception"},
		{"since item"},
		{"position", "last strategy"},
		{"position", "act"},
		{"position", "reception"},
		{"position", "question"},
		{"act", "last strategy"},
	}
	return NewFit(tables, Ridge{0.1, 12, 24}, 40)
}

// Majority returns the baseline that always expects the overall frequencies.
func Majority() (Fit, error) { return NewFit([][]string{{}}, Ridge{1, 1, 1}, 40) }

// Previous returns the baseline of one table on the previous strategy.
func Previous() (Fit, error) {
	return NewFit([][]string{{}, {"last strategy"}}, Ridge{1, 1, 1}, 40)
}

// NewFit returns a fit of tables over the named features of the standard layout.
func NewFit(tables [][]string, ridge Ridge, sweeps int) (Fit, error) {
	layout := policy.StandardLayout()
	fit := Fit{Layout: layout, Ridge: ridge, Sweeps: sweeps}
	for _, names := range tables {
		group := []int{}
		for _, name := range names {
			f, ok := layout.Index(name)
			if !ok {
				return Fit{}, fmt.Errorf("the layout has no feature %q", name)
			}
			group = append(group, f)
		}
		fit.Groups = append(fit.Groups, group)
	}
	return fit, nil
}

// Learner returns the fit as a learner over so many labels.
func (f Fit) Learner(labels int) Learner {
	return func(instances []Instance) Predictor {
		m := f.Learn(labels, instances)
		return func(instance Instance, dst []float64) { m.Probabilities(instance.State, dst) }
	}
}

// Policy returns a model of the Planner's strategies as a policy with the given manifest.
func (m *Model) Policy(manifest string) (*policy.Policy, error) {
	if m.labels != int(policy.NumStrategies) {
		return nil, fmt.Errorf("a model of %d labels is no policy: it takes the %d strategies", m.labels, policy.NumStrategies)
	}
	var tables []policy.Table
	for _, t := range m.tables {
		tables = append(tables, policy.Table{Features: t.features, Logits: t.weights, Visits: t.visits})
	}
	return policy.New(tables, manifest)
}

// Plays returns the predictor that a policy is, over the Planner's strategies.
func Plays(p *policy.Policy) Predictor {
	return func(instance Instance, dst []float64) {
		copy(dst, p.Probabilities(instance.State, policy.All, dst))
	}
}
