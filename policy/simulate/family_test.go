package simulate

import (
	"math/bits"
	"math/rand/v2"
	"strings"
	"testing"

	"rso/core"
	"rso/policy"
)

// traits are what can be measured of a family in a few hundred dialogues.
type traits struct {
	opens      float64 // wishes told in the first message
	aware      float64 // share of its wishes that a seeker knows of at the beginning
	leaves     float64 // turn in which it leaves a recommender that is of no use
	facts      float64 // kinds of facts that it has been given when it takes an item
	retracts   float64 // answers in which it takes a wish back
	refuses    float64 // dialogues in which it turns down what would have fitted
	answers    float64 // words in a message
	convinced  float64 // chance that a seeker with an item that breaks nothing takes it after reasons, when encouraged
	unprompted float64 // the same before anything is told
}

// measureTraits measures a family.
func measureTraits(t testing.TB, p *Pool, name string) traits {
	t.Helper()
	s := with(t, name)
	f := s.Families[0]
	var out traits
	const dialogues = 400
	r := rand.New(rand.NewPCG(3, 9))
	for n := range dialogues {
		g := &p.goals[n%len(p.goals)]
		var k Seeker
		k.begin(g, &p.rates, f.Draw(r), r)
		out.aware += float64(bits.OnesCount8(uint8(k.aware))) / float64(len(g.Wishes))
		a := k.Open()
		out.opens += float64(bits.OnesCount8(uint8(a.Tells)))
		out.answers += float64(a.Words)
		for _, facts := range []Told{0, Matches | Reasons} {
			k.has, k.item, k.noticed, k.facts = true, View{}, 0, facts
			if b := k.decide(policy.Encouragement); b.Accepted && facts != 0 {
				out.convinced++
			} else if b.Accepted {
				out.unprompted++
			}
		}
	}
	const answers = 4000
	for range answers {
		var k Seeker
		g := handmade(.5, .3, .2)
		k.begin(g, &p.rates, f.Draw(r), r)
		k.told, k.aware = g.All(), g.All()
		if a := k.Respond(&Move{Strategy: policy.NoStrategy, Column: -1}); a.Drops != 0 {
			if out.retracts += 1. / answers; a.Drops&^0b110 != 0 || k.Live != g.All()&^a.Drops {
				t.Fatalf("a %s seeker takes back %b, and %b count", name, a.Drops, k.Live)
			}
		}
	}
	w := NewWorld(p, s)
	useless := s
	useless.Without = core.Ablation{Manners: true}
	u := NewWorld(p, useless)
	took := 0.
	for n := range uint64(dialogues) {
		if o, err := u.Play(1, n, prefers(policy.OfferHelp), nil); err != nil {
			t.Fatal(err)
		} else if o.Left {
			out.leaves += float64(o.Turns)
		} else {
			out.leaves += MaxTurns + 1
		}
		o, err := w.Play(2, n, persuades, nil)
		if err != nil {
			t.Fatal(err)
		}
		if o.Accepted {
			took++
			out.facts += float64(bits.OnesCount8(uint8(w.seeker.facts)))
		}
		if o.FalseRejects > 0 {
			out.refuses++
		}
	}
	out.facts /= max(took, 1)
	for _, x := range []*float64{&out.opens, &out.aware, &out.leaves, &out.refuses, &out.answers, &out.convinced, &out.unprompted} {
		*x /= dialogues
	}
	return out
}

// The families differ as their names say, by clear margins.
func TestFamiliesDiffer(t *testing.T) {
	p := pool(t, shop(t), 200, 4)
	of := map[string]traits{}
	for _, f := range Families() {
		of[f.Name] = measureTraits(t, p, f.Name)
		t.Logf("%s: %+v", f.Name, of[f.Name])
	}
	for _, c := range []struct {
		what       string
		less, more string
		by         float64
		trait      func(t traits) float64
	}{
		{"wishes in the first message", "terse", "chatty", .5, func(t traits) float64 { return t.opens }},
		{"wishes in the first message", "terse", "cooperative", .2, func(t traits) float64 { return t.opens }},
		{"words in the first message", "terse", "chatty", 3, func(t traits) float64 { return t.answers }},
		{"turns before it leaves who is of no use", "impatient", "cooperative", 1.5, func(t traits) float64 { return t.leaves }},
		{"turns before it leaves who is of no use", "cooperative", "chatty", .5, func(t traits) float64 { return t.leaves }},
		{"facts before it takes an item", "cooperative", "sceptical", .3, func(t traits) float64 { return t.facts }},
		{"chance to be convinced by reasons", "sceptical", "cooperative", .1, func(t traits) float64 { return t.convinced }},
		{"chance to be convinced by reasons", "adversarial", "cooperative", .1, func(t traits) float64 { return t.convinced }},
		{"chance to be talked into what it knows nothing of", "sceptical", "cooperative", .1, func(t traits) float64 { return t.unprompted }},
		{"wishes that it is aware of", "undecided", "cooperative", .1, func(t traits) float64 { return t.aware }},
		{"answers in which a wish is taken back", "cooperative", "adversarial", .01, func(t traits) float64 { return t.retracts }},
		{"dialogues in which what fits is turned down", "cooperative", "adversarial", .02, func(t traits) float64 { return t.refuses }},
	} {
		if a, b := c.trait(of[c.less]), c.trait(of[c.more]); b-a < c.by {
			t.Errorf("%s: %.2f of %s seekers, %.2f of %s ones, want a difference of %v", c.what, a, c.less, b, c.more, c.by)
		}
	}
}

// People of a family differ, around its middle, and stay what a temperament can be.
func TestDraw(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 5))
	for _, f := range Families() {
		const people = 500
		var sum Temperament
		distinct := map[float64]bool{}
		for range people {
			p := f.Draw(r)
			for _, x := range []float64{p.Talk, p.Trust, p.Need, p.Stubborn, p.Clear, p.Contrary, p.Wander, p.Slip} {
				if x < 0 || x > 1 {
					t.Fatalf("one of the %s people is %+v", f.Name, p)
				}
			}
			if p.Patience < .5*f.Patience || p.Patience > 1.5*f.Patience {
				t.Fatalf("the patience of one of the %s people is %v", f.Name, p.Patience)
			}
			distinct[p.Talk] = true
			sum.Talk, sum.Need, sum.Patience = sum.Talk+p.Talk, sum.Need+p.Need, sum.Patience+p.Patience
		}
		for what, x := range map[string][2]float64{"talk": {sum.Talk / people, f.Talk}, "need": {sum.Need / people, f.Need}, "patience": {sum.Patience / people / 10, f.Patience / 10}} {
			if d := x[0] - x[1]; d > .05 || d < -.05 {
				t.Errorf("the %s of %s people is %.2f in the middle, want %.2f", what, f.Name, x[0], x[1])
			}
		}
		if len(distinct) < people/2 {
			t.Errorf("of %d %s people only %d differ", people, f.Name, len(distinct))
		}
	}
}

func TestFamilyNamed(t *testing.T) {
	names := map[string]bool{}
	for _, f := range Families() {
		got, err := FamilyNamed(f.Name)
		if err != nil || got != f || names[f.Name] {
			t.Errorf("the family %q is found as %+v (%v)", f.Name, got, err)
		}
		names[f.Name] = true
	}
	if _, err := FamilyNamed("nice"); err == nil || !strings.Contains(err.Error(), `no family of seekers "nice"`) || !strings.Contains(err.Error(), "sceptical") {
		t.Errorf("a family that isn't is refused with %v", err)
	}
	if Trained < 1 || Trained >= len(Families()) {
		t.Errorf("%d of %d families are trained on, so that none is held out", Trained, len(Families()))
	}
}
