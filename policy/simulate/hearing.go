package simulate

import (
	"math/bits"
	"math/rand/v2"
	"slices"

	"rso/catalog"
	"rso/core"
	"rso/core/prefer"
	"rso/policy"
)

// A hearing is how the preference reasoner takes what seekers mean: for every kind of response what it understood of
// wordings of that kind, with their slips. A world draws from these, so that it hears as a session does, mistakes included.
type hearing map[kind][]heard

// A kind is a response less what differs from goal to goal.
type kind struct {
	act       policy.Act
	asks      Asking
	place     uint8 // 0 none, 1 the first, 2 another
	told      uint8 // wishes told: 0, 1, 2 or more
	column    int   // of the first, -1 for none
	loved     bool
	drops     bool
	closes    bool
	greets    bool
	considers bool // an item is being considered
}

// heard is what was understood of one wording.
type heard struct {
	message   policy.Message
	now       policy.Situation // what the message does
	dismisses core.Dismissed
	seen      bool       // knows the item
	refuses   int        // items that it turns down one by one
	liked     bool       // an item that it loves was understood
	closed    bool       // understood that an attribute doesn't matter
	reads     [2]reading // of the first wish told, and of another
}

// A reading is what became of a wish that was told.
type reading uint8

const (
	unheard reading = iota
	misread
	right
)

// wordings is how many wordings of each kind are listened to.
const wordings = 24

// kindOf tells the kind of a response over a goal.
func kindOf(g *Goal, a *Response, considers bool) kind {
	k := kind{
		act: a.Act, asks: a.Asks, place: uint8(min(a.Place, 2)), told: uint8(min(bits.OnesCount8(uint8(a.Tells)), 2)), column: -1,
		loved: a.Loved, drops: a.Drops != 0, closes: a.Closes, greets: a.Greets && a.Act == policy.Request, considers: considers,
	}
	if a.Tells != 0 {
		k.column = g.Wishes[bits.TrailingZeros8(uint8(a.Tells))].Column
	}
	return k
}

// A listener listens to wordings.
type listener struct {
	pool     *Pool
	reasoner *prefer.Reasoner
	r        *rand.Rand
	families []Family
}

// listener returns one for a pool.
func (p *Pool) listener(seed uint64) *listener {
	return &listener{p, p.readers.Get().(*prefer.Reasoner), rand.New(rand.NewPCG(seed, 0x1157E4)), Families()[:Trained]}
}

// listen words a response of a goal anew and reads it.
func (l *listener) listen(g *Goal, a *Response, considers bool) heard {
	t := l.families[l.r.IntN(len(l.families))].Draw(l.r)
	s := speaker{c: l.pool.catalog, goal: g, r: l.r, t: &t}
	a.Words = l.pool.rates.words[1+l.r.IntN(9)]
	ctx := prefer.Context{Turn: 2, Asked: -1}
	if considers {
		for len(ctx.Shown) < listed {
			ctx.Shown = append(ctx.Shown, catalog.Item(l.r.IntN(l.pool.catalog.Len())))
		}
		ctx.Focus = ctx.Shown[:1]
	}
	if a.Closes || a.Act == policy.Inform && !considers && a.Tells != 0 {
		ctx.Asked = g.Wishes[l.r.IntN(len(g.Wishes))].Column
		if a.Tells != 0 && !a.Closes {
			ctx.Asked = g.Wishes[bits.TrailingZeros8(uint8(a.Tells))].Column
		}
	}
	u := l.reasoner.Understand(s.say(a, considers, !considers), ctx)
	out := heard{
		message: u.Message, now: core.Heard(&u), dismisses: core.Dismisses(&u), seen: len(u.Seen) > 0, refuses: len(u.Disliked), liked: len(u.Liked) > 0,
		closed: len(u.Dropped) > 0,
	}
	n := 0
	for k := range g.Wishes {
		if a.Tells.Has(k) && n < len(out.reads) {
			out.reads[n] = read(&u, &g.Wishes[k].Constraint)
			n++
		}
	}
	if n == 1 {
		out.reads[1] = out.reads[0]
	}
	return out
}

// read tells what became of a wish.
func read(u *prefer.Understanding, meant *prefer.Constraint) reading {
	on := slices.DeleteFunc(slices.Clone(u.Constraints), func(c prefer.Constraint) bool { return c.Column != meant.Column })
	switch {
	case slices.ContainsFunc(on, func(c prefer.Constraint) bool { return meets(&c, meant) }):
		return right
	case len(on) > 0:
		return misread
	}
	return unheard
}

// hears returns what was heard of one response of a goal: of a kind that is met for the first time, wordings are listened to.
func (p *Pool) hears(goal int, a *Response, considers bool, x float64) *heard {
	g := &p.goals[goal]
	k := kindOf(g, a, considers)
	p.mutex.RLock()
	list := p.heard[k]
	p.mutex.RUnlock()
	if list == nil {
		list = p.listenTo(k)
	}
	return &list[int(x*float64(len(list)))]
}

// listenTo listens to a kind of response: to goals that have such wishes, the first ones, so that it doesn't depend on who
// met the kind first.
func (p *Pool) listenTo(k kind) []heard {
	seed := uint64(k.act)<<56 ^ uint64(k.asks)<<48 ^ uint64(k.place)<<40 ^ uint64(k.told)<<32 ^ uint64(uint8(k.column))<<24
	for i, b := range [...]bool{k.loved, k.drops, k.closes, k.greets, k.considers} {
		if b {
			seed ^= 1 << i
		}
	}
	l := p.listener(mix(seed))
	defer p.readers.Put(l.reasoner)
	var list []heard
	for n := 0; len(list) < wordings; n++ { // it ends: one goal has them, the one that met the kind
		g := &p.goals[n%len(p.goals)]
		a := Response{Act: k.act, Asks: k.asks, Place: int(k.place), Loved: k.loved, Closes: k.closes, Greets: k.greets}
		if l.prototype(g, k, &a) {
			list = append(list, l.listen(g, &a, k.considers))
		}
	}
	p.mutex.Lock()
	defer p.mutex.Unlock()
	if found := p.heard[k]; found != nil {
		return found
	}
	p.heard[k] = list
	return list
}

// prototype gives a response of a kind the wishes of a goal; ok is false when the goal has none such.
func (l *listener) prototype(g *Goal, k kind, a *Response) (ok bool) {
	if k.loved && !g.HasLoved {
		return false
	}
	if k.drops {
		a.Drops = 1 << l.r.IntN(len(g.Wishes))
	}
	if k.told == 0 {
		return true
	}
	at := slices.IndexFunc(g.Wishes, func(w Wish) bool { return w.Column == k.column })
	if at < 0 || k.told > 1 && at+1 >= len(g.Wishes) {
		return false
	}
	a.Tells = 1 << at
	if k.told > 1 {
		a.Tells |= 1 << (at + 1 + l.r.IntN(len(g.Wishes)-at-1))
	}
	return true
}
