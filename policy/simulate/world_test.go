package simulate

import (
	"context"
	"fmt"
	"hash/fnv"
	"math"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"

	"rso/catalog/build/buildtest"
	"rso/policy"
)

// A take is all that can be seen of a dialogue act by act: the outcome, and everything that was chosen in every state.
type take struct {
	outcome Outcome
	trace   uint64
	choices int
}

// plays plays dialogue n in a world, drawing from the world's source of chance.
func plays(t testing.TB, w *World, seed, n uint64) take {
	t.Helper()
	var out take
	h := fnv.New64a()
	draw := anything(w.Draws())
	o, err := w.Play(seed, n, func(s policy.State, allowed policy.Set) policy.Strategy {
		a := draw(s, allowed)
		fmt.Fprintln(h, s, allowed, a)
		out.choices++
		return a
	}, func(r float64) { fmt.Fprintln(h, r) })
	if err != nil {
		t.Fatal(err)
	}
	out.outcome, out.trace = o, h.Sum64()
	return out
}

func TestWorldRepeats(t *testing.T) {
	c, s := shop(t), with(t)
	const dialogues = 60
	var want []take
	w := NewWorld(pool(t, c, 50, 1), s)
	for n := range uint64(dialogues) {
		want = append(want, plays(t, w, 7, n))
	}
	same := func(how string, n uint64, got take) {
		t.Helper()
		if got != want[n] {
			t.Errorf("%s, dialogue %d is %+v, want %+v", how, n, got, want[n])
		}
	}
	different := 0
	for n := range want[1:] {
		if want[n+1] != want[n] {
			different++
		}
	}
	if different < dialogues/2 {
		t.Errorf("of %d dialogues in a row only %d differ", dialogues, different)
	}
	w = NewWorld(pool(t, c, 50, 1), s)
	for n := uint64(dialogues); n > 0; n-- {
		same("backwards", n-1, plays(t, w, 7, n-1))
	}
	for n := range uint64(10) {
		plays(t, w, 8, n) // another seed
		same("after others", n, plays(t, w, 7, n))
	}
	if plays(t, w, 8, 0) == want[0] {
		t.Error("another seed plays the same dialogue")
	}

	// Worlds of several goroutines share a pool, whoever meets what first.
	shared := pool(t, c, 50, 1)
	got := make([]take, dialogues)
	var wait sync.WaitGroup
	for g := range 4 {
		wait.Go(func() {
			w := NewWorld(shared, s)
			for n := g; n < dialogues; n += 4 {
				got[n] = plays(t, w, 7, uint64(n))
			}
		})
	}
	wait.Wait()
	for n := range got {
		same("side by side", uint64(n), got[n])
	}
}

// converses conducts conversation n.
func converses(t testing.TB, talker *Talker, seed, n uint64) *Conversation {
	t.Helper()
	c, err := talker.Converse(context.Background(), seed, n, nil)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestTalkerRepeats(t *testing.T) {
	p, s := pool(t, shop(t), 50, 1), with(t)
	const dialogues = 12
	talker := func() *Talker {
		k := NewTalker(p, s, blank(t))
		k.Choose(anything)
		return k
	}
	var want []*Conversation
	first := talker()
	for n := range uint64(dialogues) {
		want = append(want, converses(t, first, 7, n))
	}
	got := make([]*Conversation, dialogues)
	var wait sync.WaitGroup
	for g := range 2 {
		k := talker()
		wait.Go(func() {
			for n := dialogues - 1 - g; n >= 0; n -= 2 {
				got[n] = converses(t, k, 7, uint64(n))
			}
		})
	}
	wait.Wait()
	for n := range want {
		if !reflect.DeepEqual(got[n], want[n]) {
			t.Errorf("conversation %d is %+v, want %+v", n, got[n].Outcome, want[n].Outcome)
		}
	}
	if reflect.DeepEqual(converses(t, first, 8, 0), want[0]) {
		t.Error("another seed conducts the same conversation")
	}
	o, err := first.Play(7, 3, anything(first.Draws()), nil)
	if err != nil || o != want[3].Outcome {
		t.Errorf("a learner's dialogue comes to %+v (%v), want %+v", o, err, want[3].Outcome)
	}
}

// figures are SR and AvgT.
func figures(outcomes []Outcome) (sr, turns float64) {
	for i := range outcomes {
		if o := &outcomes[i]; o.Sold() {
			sr++
			turns += float64(o.Turns)
		} else {
			turns += MaxTurns
		}
	}
	n := float64(len(outcomes))
	return sr / n, turns / n
}

func stalledShare(outcomes []Outcome) float64 {
	n := 0.
	for i := range outcomes {
		if outcomes[i].Stalled {
			n++
		}
	}
	return n / float64(len(outcomes))
}

// What is learned act by act holds in words: a planner fares about as well in both.
func TestActsAgreeWithWords(t *testing.T) {
	p, s := pool(t, shop(t), 200, 21), with(t)
	s.Families = s.Families[:Trained]
	const dialogues = 400
	for name, choose := range map[string]policy.Choice{"who recommends whenever it may": recommends, "who asks first": asks} {
		w, k := NewWorld(p, s), NewTalker(p, s, blank(t))
		acts, words := make([]Outcome, 3*dialogues), make([]Outcome, dialogues)
		for n := range acts {
			var err error
			if acts[n], err = w.Play(5, uint64(n), choose, nil); err != nil {
				t.Fatal(err)
			}
		}
		var wait sync.WaitGroup
		for g := range 2 {
			k := k
			if g > 0 {
				k = NewTalker(p, s, blank(t))
			}
			wait.Go(func() {
				for n := g; n < dialogues; n += 2 {
					o, err := k.Play(5, uint64(n), choose, nil)
					if err != nil {
						t.Error(err)
					}
					words[n] = o
				}
			})
		}
		wait.Wait()
		srA, tA := figures(acts)
		srW, tW := figures(words)
		t.Logf("%s: SR %.3f and %.3f, AvgT %.2f and %.2f", name, srA, srW, tA, tW)
		if a, b := stalledShare(acts), stalledShare(words); math.Abs(a-b) > .12 {
			t.Errorf("%s stalls in %.3f of the dialogues act by act, in %.3f in words", name, a, b)
		}
		if math.Abs(srA-srW) > .12 || math.Abs(tA-tW) > 1 {
			t.Errorf("%s has SR %.3f and AvgT %.2f act by act, %.3f and %.2f in words", name, srA, tA, srW, tW)
		}
	}
}

// What is heard of a kind of response is the same whoever meets the kind first, also where few goals have such wishes.
func TestHearingDoesNotDependOnOrder(t *testing.T) {
	var lines strings.Builder
	for n := range 400 {
		kind, rare := n%4, ""
		if n < 8 {
			kind, rare = 0, `,"lining":"silk"`
		}
		fmt.Fprintf(&lines, `{"id":"%d","title":"Coat %d","category":"kind %d","color":"shade %d","price":%d%s}`+"\n", n, n, kind, n%7, 10+n, rare)
	}
	c := buildtest.Catalog(t, "coats", lines.String())
	there, back := pool(t, c, 500, 2), pool(t, c, 500, 2)
	column := c.Find("lining")
	place := func(g *Goal) int { return slices.IndexFunc(g.Wishes, func(w Wish) bool { return w.Column == column }) }
	var rare []int // goals with the rare wish, each at another place
	for k := range there.goals {
		at := place(&there.goals[k])
		if at >= 0 && !slices.ContainsFunc(rare, func(o int) bool { return place(&there.goals[o]) == at }) {
			rare = append(rare, k)
		}
	}
	if len(rare) < 2 {
		t.Fatalf("%d goals have the rare wish at different places, which tests nothing", len(rare))
	}
	tells := func(p *Pool, k int) []heard {
		g := &p.goals[k]
		a := Response{Act: policy.Inform, Tells: 1 << place(g)}
		p.hears(k, &a, false, 0)
		return p.heard[kindOf(g, &a, false)]
	}
	forth, again := tells(there, rare[0]), tells(back, rare[1])
	if len(forth) != wordings || !reflect.DeepEqual(forth, again) {
		t.Errorf("of the %d wordings that are listened to, others are heard when another goal comes first", len(forth))
	}
	understood := 0
	for _, h := range forth {
		if h.reads[0] == right {
			understood++
		}
	}
	if understood < wordings/2 {
		t.Errorf("of a wish that few goals have, %d of %d wordings are understood", understood, wordings)
	}
}

// What a seeker turns down is not offered again, mostly. ("I'll pass" may be meant of the item or of the list.)
func TestWhatIsTurnedDownIsGone(t *testing.T) {
	w := NewWorld(pool(t, shop(t), 50, 17), with(t))
	for _, c := range []struct {
		name  string
		place int
		gone  []int // places in the list
	}{{"the first", 1, []int{0}}, {"the second", 2, []int{1}}, {"the list", 0, []int{0, 1, 2}}} {
		const answers = 200
		forgotten, more := 0, 0
		for n := range uint64(answers) {
			w.pcg.Seed(17, n)
			w.reset(recommends)
			opening := w.seeker.Open()
			w.hear(&opening)
			w.reply()
			if len(w.shown) < 3 {
				continue
			}
			w.seeker.has = true
			w.hear(&Response{Act: policy.Reject, Place: c.place, Words: 3})
			for i, v := range w.shown {
				out := has(w.gone, v.Item) || has(w.passed, v.Item)
				if slices.Contains(c.gone, i) && !out {
					forgotten++
					break
				}
				if !slices.Contains(c.gone, i) && out {
					more++
					break
				}
			}
		}
		if forgotten > answers/4 || c.place == 2 && more > answers/4 {
			t.Errorf("%s is turned down: in %d of %d worlds it may be offered again, in %d more is gone", c.name, forgotten, answers, more)
		}
	}
}
