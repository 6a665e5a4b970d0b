package simulate

import (
	"math"
	"testing"

	"rso/core"
	"rso/policy"
	"rso/policy/reward"
)

// A turn is what a recommender's turn came to.
type turnOf struct {
	act      policy.Act
	accepted bool
	left     bool
	grade    float64
}

// ends plays turns with a seeker that considers an item which breaks some of three wishes of .5 (a must), .3 and .2, and
// returns the outcome and the rewards.
func ends(t *testing.T, terms reward.Terms, item View, turns ...turnOf) (Outcome, []float64) {
	t.Helper()
	g := handmade(.5, .3, .2)
	s := Seeker{goal: g, Live: g.All(), trust: .5, has: true, item: item, Named: 3, Credit: 7, Again: 2, first: 2}
	var o Outcome
	var rewards []float64
	for n, x := range turns {
		r, over := o.turn(&s, g, &Response{Act: x.act, Accepted: x.accepted, Left: x.left}, n+1, x.grade, terms)
		rewards = append(rewards, r)
		if over != (n == len(turns)-1) {
			t.Fatalf("the dialogue is over in turn %d: %v, of %d turns", n+1, over, len(turns))
		}
	}
	return o, rewards
}

// many repeats a turn.
func many(n int, x turnOf, then ...turnOf) []turnOf {
	var list []turnOf
	for range n {
		list = append(list, x)
	}
	return append(list, then...)
}

func TestOutcomeTurn(t *testing.T) {
	hesitates := turnOf{act: policy.Inform, grade: .4}
	interested := turnOf{act: policy.Affirm, grade: .8}
	rejects := turnOf{act: policy.Reject, grade: .2}
	takes := turnOf{act: policy.Choose, accepted: true, grade: 1}
	leaves := turnOf{act: policy.Bye, left: true, grade: .2}
	fits, misfit, known := View{Broken: 0b100}, View{Broken: 0b001}, View{Known: true}
	terms := reward.Closed()
	for _, c := range []struct {
		name    string
		terms   reward.Terms
		item    View
		turns   []turnOf
		want    Outcome // of the fields that are decided here
		rewards []float64
	}{
		{"sold in turn 2", terms, fits, []turnOf{hesitates, takes}, Outcome{Turns: 2, Accepted: true, Fits: true, Success: true}, []float64{.4 - 1, 0}},
		{"sold what breaks a must", terms, misfit, []turnOf{hesitates, takes}, Outcome{Turns: 2, Accepted: true, Success: true}, []float64{.4 - 1, -2 - .8*8}},
		{"sold what is known", terms, known, []turnOf{takes}, Outcome{Turns: 1, Accepted: true, Success: true}, []float64{-2 - .8*9}},
		{"left in turn 3", terms, fits, []turnOf{hesitates, hesitates, leaves}, Outcome{Turns: 3, Left: true}, []float64{.4 - 1, .4 - 1, .2 - 1 - .8*7}},
		{"left in the last turn", terms, fits, many(9, hesitates, leaves), Outcome{Turns: 10, Left: true}, nil},
		{"time is up", terms, fits, many(10, interested), Outcome{Turns: 10}, nil},
		{"rejects with reason", terms, misfit, []turnOf{rejects, rejects, leaves}, Outcome{Turns: 3, Left: true, Rejected: 2}, nil},
		{"rejects what fits", terms, fits, []turnOf{rejects, rejects, takes}, Outcome{Turns: 3, Accepted: true, Fits: true, Success: true, Rejected: 2, FalseRejects: 2}, nil},
		{"interest is success under the paper's terms", reward.Loopholes(), fits, []turnOf{hesitates, interested}, Outcome{Turns: 2, Success: true}, []float64{.4, .8}},
		{"a misfit costs nothing under the paper's terms", reward.Loopholes(), misfit, []turnOf{takes}, Outcome{Turns: 1, Accepted: true, Success: true}, []float64{1}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, rewards := ends(t, c.terms, c.item, c.turns...)
			sum := 0.
			for n, r := range rewards {
				if sum += r; c.rewards != nil && math.Abs(r-c.rewards[n]) > 1e-9 {
					t.Errorf("turn %d is rewarded with %v, want %v", n+1, r, c.rewards[n])
				}
			}
			if math.Abs(sum-got.Return) > 1e-9 {
				t.Errorf("the return is %v, the rewards sum to %v", got.Return, sum)
			}
			if got.Credit != 7 || got.Named != 3 || got.Again != 2 {
				t.Errorf("the seeker's account is not in the outcome: %+v", got)
			}
			if got.Sold() != (c.want.Accepted && c.want.Fits) {
				t.Errorf("it is sold: %v", got.Sold())
			}
			got.Return, got.Credit, got.Named, got.Again, got.Persuasion = 0, 0, 0, 0, Persuasion{}
			if got != c.want {
				t.Errorf("the outcome is %+v, want %+v", got, c.want)
			}
		})
	}
}

func TestPersuasion(t *testing.T) {
	for _, c := range []struct {
		p    Persuasion
		want float64
		ok   bool
	}{
		{Persuasion{1, 3, 5}, .5, true},
		{Persuasion{2, 5, 5}, 1, true},
		{Persuasion{2, 2, 4}, 0, true},
		{Persuasion{2, 5, 4}, 1.5, true},  // believes more than is true
		{Persuasion{2.5, 1, 3}, -1, true}, // no worse than -1
		{Persuasion{4, 5, 4.1}, 0, false}, // nothing to gain
		{Persuasion{4, 1, 2}, 0, false},   // it is worse than it looks
	} {
		if got, ok := c.p.Gain(); ok != c.ok || math.Abs(got-c.want) > 1e-9 {
			t.Errorf("%+v gains %v (%v), want %v (%v)", c.p, got, ok, c.want, c.ok)
		}
	}
	o, _ := ends(t, reward.Closed(), View{Broken: 0b100}, turnOf{act: policy.Choose, accepted: true, grade: 1})
	if p := o.Persuasion; p.Before != 2 || p.After != 5 || math.Abs(p.True-(1+4*.8)) > 1e-9 {
		t.Errorf("who takes an item that meets .8 of the wishes has the intentions %+v", p)
	}
}

// A stall is three turns in a row without a new item, a new fact or a new wish; who takes the item does not mind.
func TestStalls(t *testing.T) {
	empty := Move{Strategy: policy.OfferHelp, Column: -1}
	news := Move{Strategy: policy.Recommend, Column: -1, New: true}
	fact := Move{Strategy: policy.Explain, Column: -1, Told: Reasons}
	for _, c := range []struct {
		name  string
		moves []Move
		want  bool
	}{
		{"two empty turns", []Move{empty, empty}, false},
		{"three empty turns", []Move{empty, empty, empty}, true},
		{"a new item between", []Move{empty, empty, news, empty, empty}, false},
		{"a new fact between", []Move{empty, empty, fact, empty, empty}, false},
		{"the same fact again", []Move{fact, fact, fact, fact}, true},
	} {
		g := handmade(1)
		s := Seeker{goal: g, Live: g.All()}
		var o Outcome
		for n, m := range c.moves {
			s.bear(&m)
			s.facts |= m.Told
			o.turn(&s, g, &Response{Act: policy.Inform}, n+1, .4, reward.Closed())
		}
		if o.Stalled != c.want {
			t.Errorf("%s stall: %v", c.name, o.Stalled)
		}
	}
	g := handmade(1)
	s := Seeker{goal: g, Live: g.All(), idle: stalls}
	var o Outcome
	if o.turn(&s, g, &Response{Act: policy.Choose, Accepted: true}, 4, 1, reward.Closed()); o.Stalled {
		t.Error("who takes an item at last has stalled")
	}
}

// The trap that the terms close: under the paper's terms a recommender that never recommends earns more than one that sells in
// turn 3. It holds turn by turn and in whole dialogues.
func TestStallingDoesNotPay(t *testing.T) {
	fits := View{}
	sells := []turnOf{{act: policy.Inform, grade: .6}, {act: policy.Inform, grade: .4}, {act: policy.Choose, accepted: true, grade: 1}}
	stalls := many(10, turnOf{act: policy.Inform, grade: .6})
	p := pool(t, shop(t), 100, 9)
	never := func(_ policy.State, allowed policy.Set) policy.Strategy {
		return prefers(policy.Acknowledgment, policy.OfferHelp)(nil, allowed.Without(policy.Recommend))
	}
	earns := func(terms reward.Terms, choose policy.Choice) float64 {
		s := with(t, "cooperative", "chatty")
		s.Terms, s.Without = terms, core.Ablation{Manners: true} // with manners nobody can stall for long
		w := NewWorld(p, s)
		sum := 0.
		for n := range uint64(300) {
			o, err := w.Play(9, n, choose, nil)
			if err != nil {
				t.Fatal(err)
			}
			sum += o.Return
		}
		return sum / 300
	}
	for _, c := range []struct {
		name  string
		terms reward.Terms
		pays  bool
	}{{"the paper's terms", reward.Loopholes(), true}, {"the closed terms", reward.Closed(), false}} {
		sold, _ := ends(t, c.terms, fits, sells...)
		stalled, _ := ends(t, c.terms, fits, stalls...)
		if (stalled.Return > sold.Return) != c.pays {
			t.Errorf("under %s stalling earns %.2f, selling in turn 3 %.2f", c.name, stalled.Return, sold.Return)
		}
		a, b := earns(c.terms, never), earns(c.terms, persuades)
		if (a > b) != c.pays {
			t.Errorf("under %s who never recommends earns %.2f in a dialogue, who recommends and persuades %.2f", c.name, a, b)
		}
	}
}
