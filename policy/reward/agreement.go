package reward

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"slices"
)

// Agreement says how well a distilled judge agrees with the one it was fitted to, on the turns of dialogues that were held
// out from the fit. Two grades are the same when the means are nearest to the same one of the five.
type Agreement struct {
	N        int     `json:"n"`        // judgements there were
	HeldOut  int     `json:"held_out"` // of them held out: what the figures are of
	MAE      float64 `json:"mae"`      // mean absolute difference of the grades
	Accuracy float64 `json:"accuracy"` // how often they are the same, 0 to 1
	Kappa    float64 `json:"kappa"`    // Cohen's, quadratically weighted: 1 always the same, 0 as by chance; 0 when all grades are one
	Majority float64 `json:"majority"` // the accuracy of always giving the grade that is commonest outside of the held-out turns
	Rubric   float64 `json:"rubric"`   // the accuracy of the rubric on the same turns
}

// String puts the figures in a sentence.
func (a Agreement) String() string {
	return fmt.Sprintf("on %d of %d judgements, held out by dialogue: mean difference %.3f, same grade %.1f %% "+
		"(always the commonest grade: %.1f %%, the rubric: %.1f %%), quadratically weighted kappa %.2f",
		a.HeldOut, a.N, a.MAE, 100*a.Accuracy, 100*a.Majority, 100*a.Rubric, a.Kappa)
}

// A sample is a judgement as the fit sees it.
type sample struct {
	buckets [numFeatures]int
	grade   float64
	rubric  Grade
}

// Fit distils the judgements of one judge. A fifth of the dialogues, dealt by the seed and their ids, is held out to
// measure the agreement; the judge that is returned is fitted to all. Same judgements and seed, same judge. It fails when
// the judgements have no or several judges, or come from fewer than five dialogues.
func Fit(judgements []Judgement, seed uint64) (*Distilled, Agreement, error) {
	if len(judgements) == 0 {
		return nil, Agreement{}, errors.New("reward: there are no judgements to distil")
	}
	judge := judgements[0].Judge
	for i := range judgements {
		j := &judgements[i]
		if err := j.check(); err != nil {
			return nil, Agreement{}, fmt.Errorf("reward: judgement %d can't be distilled: %w", i+1, err)
		}
		if j.Judge != judge {
			return nil, Agreement{}, fmt.Errorf("reward: the judgements are by %q and by %q; distil one judge at a time", judge, j.Judge)
		}
	}
	held, err := holdOut(judgements, seed)
	if err != nil {
		return nil, Agreement{}, err
	}
	var all, seen, unseen []sample
	for i := range judgements {
		e := judgements[i].Exchange()
		s := sample{buckets(&e), judgements[i].Grade, rubric(&e)}
		all = append(all, s)
		if held[judgements[i].Dialogue] {
			unseen = append(unseen, s)
		} else {
			seen = append(seen, s)
		}
	}
	agreement := measure(fit(seen, judge), seen, unseen)
	d := fit(all, judge)
	d.agreement = agreement
	d.finish()
	return d, agreement, nil
}

// holdOut returns the ids of a fifth of the dialogues, rounded up.
func holdOut(judgements []Judgement, seed uint64) (map[string]bool, error) {
	const least = 5
	keys := map[string][sha256.Size]byte{}
	var ids []string
	for i := range judgements {
		id := judgements[i].Dialogue
		if _, known := keys[id]; !known {
			keys[id] = sha256.Sum256(append(binary.LittleEndian.AppendUint64(nil, seed), id...))
			ids = append(ids, id)
		}
	}
	if len(ids) < least {
		return nil, fmt.Errorf("reward: the judgements come from %d dialogues; to hold out a fifth, judge %d or more", len(ids), least)
	}
	slices.SortFunc(ids, func(a, b string) int {
		ka, kb := keys[a], keys[b]
		return cmp.Or(slices.Compare(ka[:], kb[:]), cmp.Compare(a, b))
	})
	held := map[string]bool{}
	for _, id := range ids[:(len(ids)+4)/5] {
		held[id] = true
	}
	return held, nil
}

// measure compares a judge with the one it was fitted to.
func measure(d *Distilled, seen, unseen []sample) Agreement {
	var commonest [numGrades]int
	for _, s := range seen {
		commonest[Nearest(s.grade)]++
	}
	majority := Rejects
	for g := range numGrades {
		if commonest[g] > commonest[majority] {
			majority = g
		}
	}
	a := Agreement{N: len(seen) + len(unseen), HeldOut: len(unseen)}
	var pairs [numGrades][numGrades]float64
	for _, s := range unseen {
		given := d.sum(s.buckets)
		want, got := Nearest(s.grade), Nearest(given)
		pairs[want][got]++
		a.MAE += math.Abs(given - s.grade)
		a.Accuracy += float64(flag(got == want))
		a.Majority += float64(flag(majority == want))
		a.Rubric += float64(flag(s.rubric == want))
	}
	for _, sum := range []*float64{&a.MAE, &a.Accuracy, &a.Majority, &a.Rubric} {
		*sum /= float64(len(unseen))
	}
	a.Kappa = kappa(pairs)
	return a
}

// kappa returns Cohen's kappa with quadratic weights, of how often each pair of grades came up.
func kappa(pairs [numGrades][numGrades]float64) float64 {
	var rows, columns [numGrades]float64
	n := 0.0
	for i := range pairs {
		for j, count := range pairs[i] {
			rows[i] += count
			columns[j] += count
			n += count
		}
	}
	seen, chance := 0.0, 0.0
	for i := range pairs {
		for j, count := range pairs[i] {
			weight := float64((i - j) * (i - j))
			seen += weight * count
			chance += weight * rows[i] * columns[j] / n
		}
	}
	if chance == 0 {
		return 0 // one grade throughout: there is nothing to agree about
	}
	return 1 - seen/chance
}
