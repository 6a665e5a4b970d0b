package reward

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
)

// Distilled is a judge fitted to the judgements of another: the mean grade, and how much each observable feature of an
// exchange moves it. It is what makes millions of turns affordable, and it is as good as its held-out [Agreement], which
// goes with it. Make one with [Fit], or read one from JSON.
type Distilled struct {
	judge     string // who was listened to
	agreement Agreement
	name      string
	mean      float64
	values    [numFeatures][]float64 // by feature and bucket; 0 where too little was seen
}

// Name implements [Judge]: it says who was listened to, and how well it agrees on dialogues that it wasn't fitted to.
func (d *Distilled) Name() string { return d.name }

// Agreement returns how well the judge agrees with the one that it was fitted to, on dialogues held out.
func (d *Distilled) Agreement() Agreement { return d.agreement }

// Grade implements [Judge]. It allocates nothing.
func (d *Distilled) Grade(_ context.Context, e *Exchange) (float64, error) {
	if d.name == "" {
		return 0, errors.New("reward: this distilled judge was fitted to nothing; make one with Fit")
	}
	return d.sum(buckets(e)), nil
}

// sum returns the grade of what was observed.
func (d *Distilled) sum(observed [numFeatures]int) float64 {
	sum := d.mean
	for f, b := range observed {
		sum += d.values[f][b]
	}
	return min(max(sum, Rejects.Value()), Accepts.Value())
}

// finish puts the name together.
func (d *Distilled) finish() {
	a := d.agreement
	d.name = fmt.Sprintf("distilled from %s, held-out agreement: kappa %.2f, same grade in %.1f %% of %d turns",
		d.judge, a.Kappa, 100*a.Accuracy, a.HeldOut)
}

// stored is the form of a distilled judge in JSON.
type stored struct {
	Judge     string                        `json:"judge"`
	Agreement Agreement                     `json:"agreement"`
	Mean      float64                       `json:"mean"`
	Features  map[string]map[string]float64 `json:"features"` // by the names of feature and bucket; what is 0 is left out
}

// MarshalJSON writes the judge so that [Distilled.UnmarshalJSON] returns one that grades the same.
func (d *Distilled) MarshalJSON() ([]byte, error) {
	if d.name == "" {
		return nil, errors.New("reward: a distilled judge that was fitted to nothing can't be written")
	}
	s := stored{Judge: d.judge, Agreement: d.agreement, Mean: d.mean, Features: map[string]map[string]float64{}}
	for f, values := range d.values {
		row := map[string]float64{}
		for b, value := range values {
			if value != 0 {
				row[features[f].buckets[b]] = value
			}
		}
		s.Features[features[f].name] = row
	}
	return json.Marshal(s)
}

// UnmarshalJSON reads a judge. It refuses features and buckets that it can't observe, and names them.
func (d *Distilled) UnmarshalJSON(text []byte) error {
	var s stored
	if err := json.Unmarshal(text, &s); err != nil {
		return fmt.Errorf("reward: the distilled judge can't be read: %w", err)
	}
	if s.Judge == "" {
		return errors.New("reward: the distilled judge doesn't say whom it was fitted to: judge is missing")
	}
	read := Distilled{judge: s.Judge, agreement: s.Agreement, mean: s.Mean}
	for f, feature := range features {
		read.values[f] = make([]float64, len(feature.buckets))
		for b, name := range feature.buckets {
			if value, ok := s.Features[feature.name][name]; ok {
				read.values[f][b] = value
				delete(s.Features[feature.name], name)
			}
		}
		for name := range s.Features[feature.name] {
			return fmt.Errorf("reward: the distilled judge has a value for %q of the feature %q, which this build can't observe; fit it again",
				name, feature.name)
		}
		delete(s.Features, feature.name)
	}
	for name := range s.Features {
		return fmt.Errorf("reward: the distilled judge goes by the feature %q, which this build can't observe; fit it again", name)
	}
	read.finish()
	*d = read
	return nil
}

// fit returns the mean and the values that are nearest to the grades: least squares with a ridge, feature by feature and
// again until nothing moves. The order of the judgements doesn't matter beyond rounding.
func fit(samples []sample, judge string) *Distilled {
	d := &Distilled{judge: judge}
	var counts [numFeatures][]float64
	for f, feature := range features {
		d.values[f] = make([]float64, len(feature.buckets))
		counts[f] = make([]float64, len(feature.buckets))
	}
	left := make([]float64, len(samples)) // what is not explained yet
	for i, s := range samples {
		d.mean += s.grade / float64(len(samples))
		for f, b := range s.buckets {
			counts[f][b]++
		}
		left[i] = s.grade
	}
	for i := range left {
		left[i] -= d.mean
	}
	for pass, moved := 0, 1.0; pass < mostPasses && moved > stillness; pass++ {
		moved = 0
		for f := range features {
			sums := make([]float64, len(d.values[f]))
			for i, s := range samples {
				sums[s.buckets[f]] += left[i]
			}
			for b, n := range counts[f] {
				if n < fewest {
					sums[b] = 0
					continue
				}
				// The value that is best when the others stay: what is left with its own share put back, drawn to 0.
				step := (sums[b]+n*d.values[f][b])/(n+ridge) - d.values[f][b]
				d.values[f][b] += step
				sums[b] = step
				moved = max(moved, math.Abs(step))
			}
			for i, s := range samples {
				left[i] -= sums[s.buckets[f]]
			}
		}
	}
	return d
}

// How the values are fitted: a bucket seen less often than fewest stays at the mean; the ridge counts as so many exchanges
// with the mean grade in each bucket; passes end when no value moves by more than stillness.
const (
	fewest     = 5
	ridge      = 1.0
	mostPasses = 200
	stillness  = 1e-7
)
