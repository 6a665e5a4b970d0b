package reward

import (
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"rso/policy"
)

// corpus returns the judgements of so many dialogues of random exchanges.
func corpus(dialogues int, seed uint64, grade func(*Exchange, *rand.Rand) float64) []Judgement {
	random := rand.New(rand.NewPCG(seed, 0))
	var judgements []Judgement
	for d := range dialogues {
		for turn := 1; turn <= 10; turn++ {
			e := Exchange{
				Turn:       turn,
				Strategies: []policy.Strategy{policy.Strategy(random.IntN(int(policy.NumStrategies)))},
				Heard: policy.Message{Acts: []policy.Act{policy.Act(random.IntN(int(policy.NumActs))), policy.Act(random.IntN(4))},
					Positive: random.IntN(2) == 0, Negative: random.IntN(4) == 0},
				Reception: policy.Reception(random.IntN(8)),
				Items:     random.IntN(5),
				Left:      turn == 10 && random.IntN(2) == 0,
			}
			judgements = append(judgements, NewJudgement(fmt.Sprint("d", d), &e, grade(&e, random), "llm test, 10 samples"))
		}
	}
	return judgements
}

// known is a rule that a sum of features can say.
func known(e *Exchange, _ *rand.Rand) float64 {
	g := .5 + .1*float64(flag(e.Heard.Positive)) - .1*float64(flag(e.Heard.Negative))
	switch e.Reception {
	case policy.Accepted:
		g += .3
	case policy.Declined:
		g -= .15
	}
	return g
}

// distil fits, and fails the test when that fails.
func distil(t *testing.T, judgements []Judgement, seed uint64) (*Distilled, Agreement) {
	t.Helper()
	d, a, err := Fit(judgements, seed)
	if err != nil {
		t.Fatal(err)
	}
	return d, a
}

func TestDistilledRecoversARule(t *testing.T) {
	judgements := corpus(200, 1, known)
	d, a := distil(t, judgements, 1)
	if a.N != 2000 || a.HeldOut != 400 || a.MAE > .01 || a.Accuracy < .95 || a.Kappa < .95 || a.Accuracy < a.Majority || a.Accuracy < a.Rubric {
		t.Errorf("agreement %s", a)
	}
	for i := range judgements {
		e := judgements[i].Exchange()
		if got, err := d.Grade(t.Context(), &e); err != nil || math.Abs(got-judgements[i].Grade) > .02 {
			t.Fatalf("%+v: %v (%v), want %v", judgements[i], got, err, judgements[i].Grade)
		}
	}
	if d.Agreement() != a || !strings.HasPrefix(d.Name(), "distilled from llm test, 10 samples, held-out agreement: kappa") {
		t.Errorf("the name is %q", d.Name())
	}
	for _, part := range []string{"on 400 of 2000 judgements", "kappa", "rubric", "commonest"} {
		if !strings.Contains(a.String(), part) {
			t.Errorf("%q doesn't say %q", a, part)
		}
	}
}

func TestDistilledIsHonestAboutNoise(t *testing.T) {
	// The grades have nothing to do with the exchanges, but half of them are one: that is easy to guess.
	judgements := corpus(200, 2, func(_ *Exchange, r *rand.Rand) float64 {
		if r.IntN(2) == 0 {
			return .4
		}
		return Grade(r.IntN(5)).Value()
	})
	_, a := distil(t, judgements, 1)
	if math.Abs(a.Kappa) > .1 || a.Accuracy > a.Majority+.05 || math.Abs(a.Majority-.6) > .08 {
		t.Errorf("agreement %s", a)
	}
	// A judge who gives one grade leaves nothing to agree about.
	_, a = distil(t, corpus(20, 3, func(*Exchange, *rand.Rand) float64 { return .8 }), 1)
	if a.Kappa != 0 || a.Accuracy != 1 || a.Majority != 1 || a.MAE > 1e-9 {
		t.Errorf("agreement %s", a)
	}
}

func TestDistilledFitsTheRubric(t *testing.T) {
	judgements := corpus(100, 4, func(e *Exchange, _ *rand.Rand) float64 { return rubric(e).Value() })
	if _, a := distil(t, judgements, 1); a.Rubric != 1 {
		t.Errorf("agreement %s", a)
	}
}

func TestRareBucketsStayAtTheMean(t *testing.T) {
	judgements := corpus(50, 5, func(*Exchange, *rand.Rand) float64 { return .4 })
	for i := range judgements {
		judgements[i].Reception = policy.Offered.String()
	}
	for i := range fewest - 1 {
		judgements[i*10].Reception, judgements[i*10].Grade = policy.Accepted.String(), 1
	}
	d, _ := distil(t, judgements, 1)
	if v := d.values[ofReception][policy.Accepted]; v != 0 {
		t.Errorf("%d exchanges moved a value to %v", fewest-1, v)
	}
}

func TestDistilledIsTheSameAgain(t *testing.T) {
	judgements := corpus(40, 6, known)
	d, a := distil(t, judgements, 1)
	again, b := distil(t, judgements, 1)
	if !reflect.DeepEqual(d, again) || a != b {
		t.Error("the same judgements and seed give another judge")
	}
	_, other := distil(t, judgements, 2)
	if a == other {
		t.Error("another seed holds out the same dialogues")
	}
	shuffled := slices.Clone(judgements)
	rand.New(rand.NewPCG(1, 1)).Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
	if _, b := distil(t, shuffled, 1); b.HeldOut != a.HeldOut || math.Abs(a.MAE-b.MAE) > 1e-9 {
		t.Errorf("another order holds out other dialogues: %s, and %s", a, b)
	}
}

func TestDistilledSaved(t *testing.T) {
	judgements := corpus(40, 7, known)
	d, _ := distil(t, judgements, 1)
	text, err := json.Marshal(map[string]any{"judge": d})
	if err != nil {
		t.Fatal(err)
	}
	var manifest struct{ Judge *Distilled }
	if err := json.Unmarshal(text, &manifest); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(manifest.Judge, d) {
		t.Errorf("saved %+v, loaded %+v", d, manifest.Judge)
	}
	for _, c := range []struct{ old, new, want string }{
		{`"judge":"llm`, `"judges":"llm`, "judge is missing"},
		{`"accepted"`, `"eaten"`, `"eaten" of the feature "reception"`},
		{`"tone"`, `"voice"`, `feature "voice"`},
		{`"mean":`, `"mean":"x`, "can't be read"},
	} {
		var loaded Distilled
		err := json.Unmarshal([]byte(strings.Replace(string(text[9:len(text)-1]), c.old, c.new, 1)), &loaded)
		if c.want == "can't be read" { // the JSON itself is broken, and encoding/json says so
			c.want = "invalid"
		}
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s for %s: %v, want an error with %q", c.new, c.old, err, c.want)
		}
	}
	var empty Distilled
	if _, err := empty.Grade(t.Context(), &Exchange{}); err == nil {
		t.Error("a judge that was fitted to nothing grades")
	}
	if _, err := json.Marshal(&empty); err == nil {
		t.Error("a judge that was fitted to nothing is written")
	}
}

func TestFitErrors(t *testing.T) {
	refused := func(judgements []Judgement, want string) {
		t.Helper()
		if _, _, err := Fit(judgements, 1); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want an error with %q", err, want)
		}
	}
	refused(nil, "no judgements")
	refused(corpus(4, 1, known), "4 dialogues")
	two := corpus(5, 1, known)
	two[7].Judge = "rubric"
	refused(two, `by "llm test, 10 samples" and by "rubric"`)
	two[7].Grade = math.NaN()
	refused(two, "judgement 8")
}

func TestKappa(t *testing.T) {
	// Two who agree by halves, as in any book: each pair once is chance; the diagonal alone is 1.
	var chance, same, opposite [numGrades][numGrades]float64
	for i := range 2 {
		for j := range 2 {
			chance[i][j] = 1
		}
		same[i][i], opposite[i][1-i] = 3, 3
	}
	if kappa(chance) != 0 || kappa(same) != 1 || kappa(opposite) != -1 {
		t.Errorf("kappas %v, %v, %v", kappa(chance), kappa(same), kappa(opposite))
	}
}

func TestDistilledAllocatesNothing(t *testing.T) {
	judgements := corpus(10, 8, known)
	d, _ := distil(t, judgements, 1)
	var j Judge = d
	e, ctx := judgements[3].Exchange(), t.Context()
	if n := testing.AllocsPerRun(100, func() {
		if _, err := j.Grade(ctx, &e); err != nil {
			t.Fatal(err)
		}
	}); n != 0 {
		t.Errorf("a grade allocates %v times", n)
	}
}

func BenchmarkDistilled(b *testing.B) {
	judgements := corpus(10, 8, known)
	d, _, err := Fit(judgements, 1)
	if err != nil {
		b.Fatal(err)
	}
	e, ctx := judgements[3].Exchange(), b.Context()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := d.Grade(ctx, &e); err != nil {
			b.Fatal(err)
		}
	}
}
