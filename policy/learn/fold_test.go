package learn

import (
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"
)

func ids(n int) []Dialogue {
	var dialogues []Dialogue
	for i := range n {
		dialogues = append(dialogues, Dialogue{ID: fmt.Sprintf("d%03d", i)})
	}
	return dialogues
}

func TestFolds(t *testing.T) {
	dialogues := ids(23)
	folds, err := Folds(dialogues, 5, 1)
	if err != nil {
		t.Fatal(err)
	}
	var size [5]int
	of := make(map[string]int)
	for i, fold := range folds {
		size[fold]++
		of[dialogues[i].ID] = fold
	}
	if size != [5]int{5, 5, 5, 4, 4} {
		t.Errorf("the folds have %v dialogues", size)
	}
	slices.Reverse(dialogues)
	reversed, err := Folds(dialogues, 5, 1)
	if err != nil {
		t.Fatal(err)
	}
	for i, fold := range reversed {
		if of[dialogues[i].ID] != fold {
			t.Fatalf("%s changed its fold with the order of the dialogues", dialogues[i].ID)
		}
	}
	if other, _ := Folds(ids(23), 5, 2); slices.Equal(other, folds) {
		t.Error("another seed dealt the same folds")
	}
	for _, c := range []struct {
		n    int
		want string
	}{{1, "at least 2 folds"}, {-3, "at least 2 folds"}, {24, "-folds 24 is more than the 23 dialogues"}} {
		if _, err := Folds(ids(23), c.n, 1); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("the error is %v, want %q", err, c.want)
		}
	}
}

// No dialogue is measured by a learner that saw it, every instance is measured once, and the number of
// workers changes nothing, not even the last bit.
func TestCrossValidate(t *testing.T) {
	instances, _ := known(2000, 4)
	folds, err := Folds(ids(200), 5, 1)
	if err != nil {
		t.Fatal(err)
	}
	honest := func(seen []Instance) Predictor {
		var known [200]bool
		for _, instance := range seen {
			known[instance.Dialogue] = true
		}
		inner := small(2, nil, []int{0}, []int{1}).Learner(3)(seen)
		return func(instance Instance, dst []float64) {
			if known[instance.Dialogue] {
				t.Error("a dialogue is measured by a learner that saw it")
			}
			inner(instance, dst)
		}
	}
	first := CrossValidate(3, instances, folds, honest, 1, func() {})
	if first.N != len(instances) {
		t.Errorf("%d of %d instances were measured", first.N, len(instances))
	}
	for _, workers := range []int{0, 2, 8} {
		done := 0
		if got := CrossValidate(3, instances, folds, honest, workers, func() { done++ }); !reflect.DeepEqual(got, first) {
			t.Errorf("%d workers gave %+v, one gave %+v", workers, got, first)
		}
		if done != 5 {
			t.Errorf("progress was told %d times", done)
		}
	}
}

func TestScore(t *testing.T) {
	instances := []Instance{{Gold: 0}, {Gold: 1}, {Gold: 3}, {Gold: 4}}
	predict := func(_ Instance, dst []float64) { copy(dst, []float64{0.4, 0.2, 0.2, 0.2, 0}) }
	o := Measure(5, instances, predict)
	got := o.Score()
	if got.Top1 != 0.25 || got.Top3 != 0.5 || got.N != 4 { // of equals the lower ranks first: 3 comes fourth
		t.Errorf("the score is %+v", got)
	}
	if want := (-math.Log(0.4) - 2*math.Log(0.2) - math.Log(1e-9)) / 4; math.Abs(got.NLL-want) > 1e-12 {
		t.Errorf("the NLL is %v, want %v", got.NLL, want)
	}
	if !slices.Equal(o.Gold, []int{1, 1, 0, 1, 1}) || !slices.Equal(o.Found, []int{1, 0, 0, 0, 0}) {
		t.Errorf("the counts are %v of %v", o.Found, o.Gold)
	}
	if (Outcome{}).Score() != (Score{}) {
		t.Error("no instances have a score")
	}
}
