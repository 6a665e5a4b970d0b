package learn

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"slices"
	"sync"
)

// Folds deals the dialogues into n folds of nearly equal size and returns the fold of each. The deal
// depends on the seed and the dialogues' ids alone, not on their order.
func Folds(dialogues []Dialogue, n int, seed uint64) ([]int, error) {
	if n < 2 {
		return nil, fmt.Errorf("-folds %d: cross-validation needs at least 2 folds", n)
	}
	if n > len(dialogues) {
		return nil, fmt.Errorf("-folds %d is more than the %d dialogues there are; give fewer folds or more dialogues",
			n, len(dialogues))
	}
	order := make([]int, len(dialogues))
	keys := make([][sha256.Size]byte, len(dialogues))
	for i, d := range dialogues {
		order[i] = i
		keys[i] = sha256.Sum256(append(binary.LittleEndian.AppendUint64(nil, seed), d.ID...))
	}
	slices.SortFunc(order, func(a, b int) int {
		return cmp.Or(slices.Compare(keys[a][:], keys[b][:]), cmp.Compare(dialogues[a].ID, dialogues[b].ID))
	})
	folds := make([]int, len(dialogues))
	for place, i := range order {
		folds[i] = place % n
	}
	return folds, nil
}

// Learner makes a predictor of the instances.
type Learner func(instances []Instance) Predictor

// CrossValidate learns on all folds but one and measures on that one, for each fold; the outcome is
// the sum. folds tells the fold of each dialogue, see [Folds]. At most workers folds run at a time; their number does not change the outcome. done is
// called after each fold, one call at a time.
func CrossValidate(labels int, instances []Instance, folds []int, learn Learner, workers int, done func()) Outcome {
	if len(folds) == 0 {
		return Outcome{}
	}
	outcomes := make([]Outcome, slices.Max(folds)+1)
	turn := make(chan struct{}, max(1, workers))
	var wait sync.WaitGroup
	var reporting sync.Mutex
	for fold := range outcomes {
		wait.Go(func() {
			turn <- struct{}{}
			defer func() { <-turn }()
			var seen, held []Instance
			for _, instance := range instances {
				if folds[instance.Dialogue] == fold {
					held = append(held, instance)
				} else {
					seen = append(seen, instance)
				}
			}
			outcomes[fold] = Measure(labels, held, learn(seen))
			reporting.Lock()
			defer reporting.Unlock()
			done()
		})
	}
	wait.Wait()
	var sum Outcome
	for _, o := range outcomes {
		sum.Add(o)
	}
	return sum
}
