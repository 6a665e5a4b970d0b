package learn

import (
	"bytes"
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"os"
	"reflect"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"rso/catalog"
	"rso/catalog/build/buildtest"
	"rso/policy"
	"rso/policy/report"
	"rso/policy/reward"
	"rso/policy/simulate"
)

var (
	shopOnce   sync.Once
	shopIs     *catalog.Catalog
	ownPool    *simulate.Pool
	othersPool *simulate.Pool
)

// shop is the catalog of the demo's shop; its goals to learn on and others are drawn once for all tests.
func shop(t testing.TB) *catalog.Catalog {
	t.Helper()
	shopOnce.Do(func() {
		lines, err := os.ReadFile("../../web/demo/data/shop.jsonl")
		if err != nil {
			t.Fatal(err)
		}
		shopIs = buildtest.Catalog(t, "shop", string(lines))
		if ownPool, err = simulate.NewPool(shopIs, simulate.People(), 150, 1); err != nil {
			t.Fatal(err)
		}
		if othersPool, err = simulate.NewPool(shopIs, simulate.People(), 100, 2); err != nil {
			t.Fatal(err)
		}
	})
	return shopIs
}

// seekers are the people that a policy learns on.
func seekers() simulate.Setting {
	return simulate.Setting{Families: simulate.Families()[:simulate.Trained], Judge: reward.Rubric{}, Terms: reward.Closed()}
}

// environments are worlds to learn and to look in.
func environments(t testing.TB) (train, held Environment) {
	t.Helper()
	shop(t)
	return func() World { return simulate.NewWorld(ownPool, seekers()) }, func() World { return simulate.NewWorld(othersPool, seekers()) }
}

// brief is an optimisation of a second or less.
func brief(change ...func(*Optimisation)) Optimisation {
	o := Optimisation{
		Groups:   [][]string{{}, {"moment"}, {"told"}, {"moment", "told"}, {"turns", "reception"}},
		Episodes: 6 * 256, Batch: 256, Gamma: .999, Entropy: .01, Step: 8, Ridge: 20, Every: 2, Held: 256, Seed: 1, Terms: reward.Closed(),
	}
	for _, c := range change {
		c(&o)
	}
	return o
}

// favouring is a policy that has these logits in every state, and others where the message is a question.
func favouring(t testing.TB, logits map[policy.Strategy]float64) *policy.Policy {
	t.Helper()
	question, _ := policy.StandardLayout().Index("question")
	always := policy.Table{Logits: make([]float64, policy.NumStrategies), Visits: []uint32{9}}
	asked := policy.Table{Features: []int{question}, Logits: make([]float64, 2*policy.NumStrategies), Visits: []uint32{5, 4}}
	for s, x := range logits {
		always.Logits[s] = x
		asked.Row(1)[s] = -x / 2
	}
	p, err := policy.New([]policy.Table{always, asked}, `{"made":"by a test"}`)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// curious is a warm start that asks too much and explains little.
func curious(t testing.TB) *policy.Policy {
	return favouring(t, map[policy.Strategy]float64{policy.OpinionInquiry: 2, policy.PreferenceConfirmation: 1.5, policy.Acknowledgment: 1, policy.Recommend: .5, policy.Explain: -1})
}

// optimiser makes one from a warm start.
func optimiser(t testing.TB, o Optimisation, warm *policy.Policy, workers int) *Optimiser {
	t.Helper()
	opt, err := NewOptimiser(o, warm, workers)
	if err != nil {
		t.Fatal(err)
	}
	return opt
}

// learned runs an optimisation to its end.
func learned(t testing.TB, o Optimisation, workers int) *Optimiser {
	t.Helper()
	opt := optimiser(t, o, curious(t), workers)
	train, held := environments(t)
	if err := opt.Run(t.Context(), train, held, nil); err != nil {
		t.Fatal(err)
	}
	return opt
}

// bytesOf are the bytes of what was learned.
func bytesOf(t testing.TB, o *Optimiser) []byte {
	t.Helper()
	p, err := o.Policy("{}")
	if err != nil {
		t.Fatal(err)
	}
	return p.Bytes()
}

// earns is the mean return of a policy with held-out seekers, played greedily.
func earns(t testing.TB, p *policy.Policy) float64 {
	t.Helper()
	_, held := environments(t)
	w, sum := held(), 0.
	const dialogues = 800
	for n := range uint64(dialogues) {
		o, err := w.Play(77, n, p.Greedy, nil)
		if err != nil {
			t.Fatal(err)
		}
		sum += o.Return
	}
	return sum / dialogues
}

func TestWorkersDoNotMatter(t *testing.T) {
	one := learned(t, brief(), 1)
	for _, workers := range []int{2, 8} {
		more := learned(t, brief(), workers)
		if !bytes.Equal(bytesOf(t, more), bytesOf(t, one)) || !reflect.DeepEqual(more.Progress(), one.Progress()) {
			t.Errorf("%d workers learn something else than one", workers)
		}
	}
	if bytes.Equal(bytesOf(t, one), curious(t).Bytes()) {
		t.Error("nothing was learned, which tests nothing")
	}
}

func TestSeedsMatter(t *testing.T) {
	if bytes.Equal(bytesOf(t, learned(t, brief(), 2)), bytesOf(t, learned(t, brief(func(o *Optimisation) { o.Seed = 2 }), 2))) {
		t.Error("another seed learns the same")
	}
}

func TestLearningRaisesTheReturn(t *testing.T) {
	o := learned(t, brief(func(o *Optimisation) { o.Episodes, o.Held = 20*256, 512 }), 2)
	p, err := o.Policy(`{"learned":true}`)
	if err != nil {
		t.Fatal(err)
	}
	nothing, err := policy.New(nil, "{}")
	if err != nil {
		t.Fatal(err)
	}
	got := earns(t, p)
	for name, other := range map[string]*policy.Policy{"the warm start": curious(t), "a blank policy": nothing} {
		if e := earns(t, other); got < e+.3 {
			t.Errorf("what was learned earns %.2f, %s %.2f", got, name, e)
		} else {
			t.Logf("%s %.2f, learned %.2f", name, e, got)
		}
	}
	if p.Manifest() != `{"learned":true}` {
		t.Errorf("the manifest is %q", p.Manifest())
	}
	s := o.Progress()
	best := slices.MaxFunc(s.Epochs, func(a, b report.Epoch) int {
		if a.HeldReturn < b.HeldReturn {
			return -1
		}
		return 1
	})
	if s.Top != best.HeldReturn || !best.Best {
		t.Errorf("the best look is %+v, kept is that with %v", best, s.Top)
	}
	kept := 0
	for i, e := range s.Epochs {
		if e.Best {
			kept++
		}
		if want := min(2*(i+1)*o.Batch, o.Episodes); e.Episodes != want || e.SR < 0 || e.SR > 1 || e.HeldAvgT < 1 || e.HeldAvgT > simulate.MaxTurns {
			t.Errorf("look %d is %+v, after %d episodes", i+1, e, want)
		}
	}
	if kept != 1 {
		t.Errorf("%d looks are the best", kept)
	}
}

// Learning starts exactly where the warm start ends: before the first step both answer alike, also where the warm start has
// tables that the optimisation lacks.
func TestStartsAtTheWarmStart(t *testing.T) {
	warm := curious(t)
	o := optimiser(t, brief(), warm, 1)
	p, err := o.Policy("{}")
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(1, 1))
	for range 200 {
		s := anyState(r)
		if got, want := p.Logits(s, nil), warm.Logits(s, nil); !slices.Equal(got, want) {
			t.Fatalf("in %v the logits are %v, the warm start's %v", s, got, want)
		}
	}
}

func anyState(r *rand.Rand) policy.State {
	layout := policy.StandardLayout()
	s := make(policy.State, len(layout))
	for i := range s {
		s[i] = uint8(r.IntN(len(layout[i].Buckets)))
	}
	return s
}

// distance is how far the weights have come from the warm start.
func distance(o *Optimiser) float64 {
	sum := 0.
	for i, w := range o.state.Weights {
		sum += (w - o.start[i]) * (w - o.start[i])
	}
	return math.Sqrt(sum)
}

func TestDivergenceHoldsBack(t *testing.T) {
	with := func(eta float64) *Optimiser {
		return learned(t, brief(func(o *Optimisation) { o.KL, o.Step, o.Episodes = eta, 3, 10*256 }), 2)
	}
	free, held, fast := with(0), with(.5), with(2)
	a, b, c := distance(free), distance(held), distance(fast)
	if a < 1.1*b || b < 1.1*c {
		t.Errorf("with η of 0, .5 and 2 the weights come %.2f, %.2f and %.2f far", a, b, c)
	}
	last := func(o *Optimiser) report.Epoch { return o.state.Epochs[len(o.state.Epochs)-1] }
	if x, y := last(held).KL, last(fast).KL; x < 1.2*y || y <= 0 {
		t.Errorf("with η of .5 and 2 the divergence is %.3f and %.3f", x, y)
	}
}

func TestEntropyIsKept(t *testing.T) {
	entropy := func(beta float64) float64 {
		o := learned(t, brief(func(o *Optimisation) { o.Entropy, o.Step, o.Episodes = beta, 3, 16*256 }), 2)
		return o.state.Epochs[len(o.state.Epochs)-1].Entropy
	}
	low, middle, high := entropy(0), entropy(.2), entropy(1)
	if middle < low+.03 || high < middle+.03 {
		t.Errorf("with β of 0, .2 and 1 the entropy is %.3f, %.3f and %.3f at the end", low, middle, high)
	}
}

// A cell that no dialogue came by keeps the logits of the warm start exactly; one that some did doesn't.
func TestUnvisitedCellsStay(t *testing.T) {
	o := learned(t, brief(), 2)
	const k = int(policy.NumStrategies)
	moved, stayed := 0, 0
	for c, n := range o.state.Visits {
		same := slices.Equal(o.state.Weights[c*k:(c+1)*k], o.start[c*k:(c+1)*k])
		switch {
		case n == 0 && !same:
			t.Errorf("cell %d was never visited, and has moved", c)
		case n == 0:
			stayed++
		case same && n > 20: // a single advantage may be nought
			t.Errorf("cell %d was visited %d times, and has not moved", c, n)
		default:
			moved++
		}
	}
	if moved == 0 || stayed == 0 {
		t.Errorf("%d cells moved and %d stayed, which tests nothing", moved, stayed)
	}
	p, err := o.Policy("{}")
	if err != nil {
		t.Fatal(err)
	}
	for g, table := range p.Tables() {
		if !slices.Equal(table.Visits, o.state.Visits[o.cell[g]:o.cell[g+1]]) {
			t.Errorf("the visits of table %d are not in the policy", g)
		}
	}
}

// routine is a world in which nothing that is done matters.
type routine struct {
	r      *rand.Rand
	plays  *atomic.Int64
	failed error
	after  int64     // plays after which it fails
	met    *sync.Map // the dialogues that were played, by seed and number
}

func (w *routine) Draws() *rand.Rand { return w.r }

func (w *routine) Play(seed, n uint64, choose policy.Choice, earn func(float64)) (simulate.Outcome, error) {
	if played := w.plays.Add(1); w.after > 0 && played > w.after {
		return simulate.Outcome{}, w.failed
	}
	if w.met != nil {
		if _, twice := w.met.LoadOrStore([2]uint64{seed, n}, true); twice && earn != nil {
			return simulate.Outcome{}, errors.New("a dialogue is learned from twice")
		}
	}
	w.r = rand.New(rand.NewPCG(seed, n))
	choose(make(policy.State, len(policy.StandardLayout())), policy.SetOf(policy.Recommend, policy.Explain))
	if earn != nil {
		earn(-1)
	}
	return simulate.Outcome{Turns: 4, Accepted: true, Fits: true, Return: -1}, nil
}

func TestStopsEarly(t *testing.T) {
	for _, c := range []struct{ patience, batches int }{{1, 4}, {3, 8}, {0, 40}} {
		var plays atomic.Int64
		var met sync.Map
		same := func() World { return &routine{plays: &plays, met: &met} }
		o := optimiser(t, brief(func(o *Optimisation) { o.Episodes, o.Batch, o.Held, o.Patience = 40*16, 16, 16, c.patience }), curious(t), 2)
		looks := 0
		if err := o.Run(t.Context(), same, same, func(e report.Epoch, rate float64) {
			if looks++; e.HeldReturn != -1 || e.HeldSR != 1 || e.HeldAvgT != 4 || rate <= 0 {
				t.Errorf("look %d sees %+v at a rate of %v", looks, e, rate)
			}
		}); err != nil {
			t.Fatal(err)
		}
		if o.Progress().Done != c.batches || looks != c.batches/2 || o.Progress().Since != looks-1 {
			t.Errorf("with a patience of %d learning stops after %d batches and %d looks, %d of them without a better one, want %d", c.patience, o.Progress().Done, looks, o.Progress().Since, c.batches)
		}
		seeds := map[uint64]int{}
		met.Range(func(key, _ any) bool { seeds[key.([2]uint64)[0]]++; return true })
		if len(seeds) != 2 || seeds[o.Seed] != c.batches*16 {
			t.Errorf("%v dialogues were played by seed; of the %d batches none is like another, and none like one that is looked at", seeds, c.batches)
		}
		if want := int64(c.batches*16 + looks*16); plays.Load() != want {
			t.Errorf("%d dialogues were played, want %d", plays.Load(), want)
		}
	}
}

func TestErrorsOfWorldsEndLearning(t *testing.T) {
	broken := errors.New("the judge is on holiday")
	for _, inLook := range []bool{false, true} {
		var plays atomic.Int64
		fails := func() World { return &routine{plays: &plays, failed: broken, after: 3} }
		works := func() World { return &routine{plays: new(atomic.Int64)} }
		train, held := fails, works
		if inLook {
			train, held = works, fails
		}
		o := optimiser(t, brief(), curious(t), 2)
		if err := o.Run(t.Context(), train, held, nil); !errors.Is(err, broken) {
			t.Errorf("the error is %v", err)
		}
		if done := o.Progress().Done; inLook && done != 2 || !inLook && done != 0 {
			t.Errorf("the error in a look: %v; %d batches count", inLook, done)
		}
	}
}

func TestNewOptimiserRefuses(t *testing.T) {
	for _, c := range []struct {
		change func(*Optimisation)
		want   string
	}{
		{func(o *Optimisation) { o.Batch = 0 }, "must be at least 1"},
		{func(o *Optimisation) { o.Episodes = 0 }, "must be at least 1"},
		{func(o *Optimisation) { o.Every = 0 }, "must be at least 1"},
		{func(o *Optimisation) { o.Held = -1 }, "must be at least 1"},
		{func(o *Optimisation) { o.Groups = [][]string{{"mood"}} }, `no feature "mood"`},
	} {
		if _, err := NewOptimiser(brief(c.change), curious(t), 1); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("the error is %v, want %q", err, c.want)
		}
	}
	if _, err := NewOptimiser(Standard(), curious(t), 0); err != nil {
		t.Errorf("the standard settings are refused: %v", err)
	}
}

func TestFewer(t *testing.T) {
	few := Standard().Fewer()
	if few.Episodes >= Standard().Episodes || few.Batch >= Standard().Batch || few.Held >= Standard().Held {
		t.Errorf("fewer than the standard are %+v", few)
	}
	own := Standard()
	own.Episodes, own.Batch = 123, 45
	if few = own.Fewer(); few.Episodes != 123 || few.Batch != 45 {
		t.Errorf("what was set is now %+v", few)
	}
}

// Both kinds of environments are made of goals by the seed, and hold other goals out.
func TestEnvironments(t *testing.T) {
	o := brief(func(o *Optimisation) { o.Terms = reward.Loopholes() })
	setting := seekers()
	train, held, err := o.Acts(shop(t), setting)
	if err != nil {
		t.Fatal(err)
	}
	talk, talkHeld, err := o.Words(t.Context(), shop(t), setting, curious(t))
	if err != nil {
		t.Fatal(err)
	}
	for name, env := range map[string][2]Environment{"acts": {train, held}, "words": {talk, talkHeld}} {
		same, differ := 0, 0
		for n := range uint64(8) {
			a, err := env[0]().Play(1, n, curious(t).Greedy, nil)
			b, errB := env[0]().Play(1, n, curious(t).Greedy, nil)
			c, errC := env[1]().Play(1, n, curious(t).Greedy, nil)
			if err = errors.Join(err, errB, errC); err != nil {
				t.Fatal(err)
			}
			if a == b {
				same++
			}
			if a != c {
				differ++
			}
			if a.Return < 0 { // the terms are those of the optimisation: the paper's take nothing
				t.Errorf("a dialogue in %s earns %v", name, a.Return)
			}
		}
		if same != 8 || differ == 0 {
			t.Errorf("of 8 dialogues in %s, %d are the same in another world, %d differ with held-out goals", name, same, differ)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := simulate.NewTalker(ownPool, setting, curious(t)).Under(ctx).Play(1, 1, curious(t).Greedy, nil); err != nil {
		t.Errorf("the rubric asks nobody, and heeds a context: %v", err)
	}
	bare := buildtest.Catalog(t, "bare", `{"id":"1","title":"One"}`+"\n")
	if _, _, err := o.Acts(bare, setting); err == nil || !strings.Contains(err.Error(), "nothing to wish for") {
		t.Errorf("a catalog without anything to wish for gives %v", err)
	}
}
