package policy

import (
	"errors"
	"math"
	"strconv"
	"strings"
)

// Table is one of the small tables whose sum is the policy.
type Table struct {
	// Features are indices into the layout: none for the overall habit, else one or two.
	Features []int
	// Logits holds one row of NumStrategies per cell; [Layout.Cell] tells which. Every row sums to
	// about zero, so above zero means "more than usual here".
	Logits []float64
	// Visits counts the training instances of each cell.
	Visits []uint32
}

// maxFeatures is how many features one table may cross: more overfits, and nobody can read it.
const maxFeatures = 2

// Name returns the table's features in words: "position × last strategy"; "overall" for none.
func (t Table) Name(l Layout) string {
	if len(t.Features) == 0 {
		return "overall"
	}
	names := make([]string, len(t.Features))
	for i, f := range t.Features {
		names[i] = l[f].Name
	}
	return strings.Join(names, " × ")
}

// Row returns the logits of one cell, one per strategy.
func (t Table) Row(cell int) []float64 {
	return t.Logits[cell*int(NumStrategies) : (cell+1)*int(NumStrategies)]
}

// check says what keeps the table from fitting the layout.
func (t Table) check(l Layout) error {
	if len(t.Features) > maxFeatures {
		return errors.New("crosses " + strconv.Itoa(len(t.Features)) + " features; at most " + strconv.Itoa(maxFeatures) + " are allowed")
	}
	cells := l.Cells(t.Features)
	if cells == 0 {
		return errors.New("refers to a feature that the layout lacks, or is too large")
	}
	if len(t.Logits) != cells*int(NumStrategies) || len(t.Visits) != cells {
		return errors.New("needs " + strconv.Itoa(cells) + " cells of " + strconv.Itoa(int(NumStrategies)) + " logits and one count each")
	}
	for _, logit := range t.Logits {
		if math.IsNaN(logit) || math.IsInf(logit, 0) {
			return errors.New("holds a logit that is not a finite number")
		}
	}
	return nil
}

// finest is the smallest step of a logit, as a power of two: steps of 2⁻¹² with int16 reach ±8.
const finest = 12

// coarsest still reaches ±32,767 in whole steps.
const coarsest = 0

// snapped returns a copy of the table with its rows centred and its logits rounded to the grid of the
// file, and the grid's power of two. A policy in memory therefore answers exactly as the one read back
// from its bytes. The step is a power of two so that sums of logits are exact: every platform agrees
// on every tie.
func (t Table) snapped() (Table, uint8) {
	k := int(NumStrategies)
	logits := make([]float64, len(t.Logits))
	widest := 0.0
	for row := 0; row < len(logits); row += k {
		mean := 0.0
		for _, logit := range t.Logits[row : row+k] {
			mean += logit / float64(k)
		}
		for i, logit := range t.Logits[row : row+k] {
			logits[row+i] = logit - mean
			widest = max(widest, math.Abs(logits[row+i]))
		}
	}
	shift := finest
	for shift > coarsest && math.Ldexp(widest, shift) > math.MaxInt16 {
		shift--
	}
	for i, logit := range logits {
		steps := math.RoundToEven(math.Ldexp(logit, shift))
		logits[i] = math.Ldexp(max(-math.MaxInt16, min(steps, math.MaxInt16)), -shift)
	}
	return Table{
		Features: append([]int(nil), t.Features...),
		Logits:   logits,
		Visits:   append([]uint32(nil), t.Visits...),
	}, uint8(shift)
}
