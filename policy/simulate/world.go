package simulate

import (
	"context"
	"math/rand/v2"

	"rso/catalog"
	"rso/core"
	"rso/policy"
	"rso/policy/reward"
)

// MaxTurns is how many turns a recommender has, as in the paper.
const MaxTurns = 10

// A Setting is how a world is set up.
type Setting struct {
	Families []Family
	Terms    reward.Terms
	Judge    reward.Judge
	Without  core.Ablation
	LLM      *LLM // takes the seeker's part in conversations in words; nil: the simulated seeker itself
}

// A World plays dialogues act by act. It keeps scratch space and belongs to one goroutine.
type World struct {
	Setting
	pool   *Pool
	pcg    *rand.PCG
	r      *rand.Rand
	seeker Seeker

	history  policy.History
	goal     int
	known    belief
	closed   []int // columns that don't matter, or were asked about
	shown    []View
	focus    int // place in shown, -1 for none
	passed   []catalog.Item
	gone     []catalog.Item // seen, or turned down
	taken    bool
	move     Move
	end      Outcome
	decide   policy.Choice
	played   [2]policy.Strategy
	paths    int // strategies in played
	fresh    []View
	now      policy.Situation // what the last answer does
	exchange reward.Exchange
}

// NewWorld returns a world over a pool.
func NewWorld(p *Pool, s Setting) *World {
	w := &World{Setting: s, pool: p, pcg: rand.NewPCG(0, 0)}
	w.r = rand.New(w.pcg)
	return w
}

// Draws returns the world's source of chance, for a choice that draws.
func (w *World) Draws() *rand.Rand { return w.r }

// Play plays dialogue number n of a seed. choose decides for the recommender; earn, which may be nil, hears the reward of
// each turn after its decisions. The only errors are the judge's.
func (w *World) Play(seed, n uint64, choose policy.Choice, earn func(reward float64)) (Outcome, error) {
	w.pcg.Seed(seed, n)
	w.reset(choose)
	answer := w.seeker.Open()
	w.hear(&answer)
	for turn := 1; ; turn++ {
		w.reply()
		answer = w.seeker.Respond(&w.move)
		w.hear(&answer)
		over, err := w.judge(turn, &answer, earn)
		if over || err != nil {
			return w.end, err
		}
	}
}

// reset draws a seeker.
func (w *World) reset(choose policy.Choice) {
	w.goal = w.r.IntN(len(w.pool.goals))
	family := w.r.IntN(len(w.Families))
	w.seeker.begin(&w.pool.goals[w.goal], &w.pool.rates, w.Families[family].Draw(w.r), w.r)
	w.history = policy.History{}
	w.known = belief{wrong: -1}
	w.closed, w.shown, w.focus, w.passed, w.gone, w.taken = w.closed[:0], w.shown[:0], -1, w.passed[:0], w.gone[:0], false
	w.move = Move{Column: -1}
	w.end = Outcome{Family: family}
	w.decide = choose
}

// hear takes in what the seeker did, as a session would.
func (w *World) hear(a *Response) {
	h := w.pool.hears(w.goal, a, w.seeker.has, w.r.Float64())
	w.history.Seeker(h.message)
	w.now = h.now
	n := 0
	for k := range w.pool.goals[w.goal].Wishes {
		if a.Tells.Has(k) {
			w.learn(k, h.reads[min(n, 1)])
			n++
		}
		if a.Drops.Has(k) && h.closed {
			w.forget(k)
		}
	}
	w.known.loved = w.known.loved || a.Loved && h.liked
	if w.Without.Preferences {
		w.known = belief{wrong: -1}
	}
	if a.Place > 0 && a.Place <= len(w.shown) && (h.now.Points || a.Place == 1) {
		w.focus = a.Place - 1
	}
	if h.message.Has(policy.Choose) && len(w.shown) > 0 {
		w.taken = true
	}
	switch {
	case h.refuses > 1:
		for i := range w.shown {
			w.gone = append(w.gone, w.shown[i].Item)
		}
		w.focus = -1
	case h.dismisses == core.Pointed || h.seen || h.refuses > 0:
		if w.focus >= 0 && w.focus < len(w.shown) {
			w.gone = append(w.gone, w.shown[w.focus].Item)
			w.focus = -1
		}
	case h.dismisses == core.Listed:
		w.pass()
	}
}

// learn hears wish k: right, wrong or not at all.
func (w *World) learn(k int, as reading) {
	switch {
	case as == right:
		w.known.right |= 1 << k
		if int(w.known.wrong) == k {
			w.known.wrong = -1
		}
	case as == misread && w.known.wrong < 0:
		w.known.wrong = int8(k)
		w.known.right &^= 1 << k
	}
}

func (w *World) forget(k int) {
	w.known.right &^= 1 << k
	if int(w.known.wrong) == k {
		w.known.wrong = -1
	}
}

// pass passes over the list on the table.
func (w *World) pass() {
	for i := range w.shown {
		w.passed = append(w.passed, w.shown[i].Item)
	}
}

// judge grades the turn and says whether the dialogue is over.
func (w *World) judge(turn int, a *Response, earn func(float64)) (over bool, err error) {
	w.exchange = reward.Exchange{
		Turn: turn, Strategies: w.played[:w.paths], Heard: w.history.Heard, Reception: w.history.Reception,
		Items: w.history.Items, Left: a.Left,
	}
	grade, err := w.Judge.Grade(context.Background(), &w.exchange)
	if err != nil {
		return true, err
	}
	r, over := w.end.turn(&w.seeker, &w.pool.goals[w.goal], a, turn, grade, w.Terms)
	if earn != nil {
		earn(r)
	}
	return over, nil
}
