package simulate

import (
	"math/bits"
	"math/rand/v2"
	"slices"
	"sync"
	"sync/atomic"

	"rso/catalog"
	"rso/core"
	"rso/core/prefer"
	"rso/policy"
)

// A Pool is a catalog with many goals over it. What the catalog holds for a goal and what is known of it is found once, by
// the session's own search, and remembered: that is what makes worlds fast. Goroutines may share a pool.
type Pool struct {
	catalog *catalog.Catalog
	rates   tendencies
	rated   bool // the catalog tells how others found an item
	goals   []Goal
	seen    [][]atomic.Pointer[prospect]  // by goal and belief
	target  []atomic.Pointer[catalog.Set] // by goal
	search  sync.Pool                     // sessions to search with
	readers sync.Pool                     // preference reasoners to hear with
	mutex   sync.RWMutex
	heard   hearing
}

// NewPool draws goals over a catalog. The same seed draws the same goals.
func NewPool(c *catalog.Catalog, people *Human, goals int, seed uint64) (*Pool, error) {
	p := &Pool{catalog: c, rates: people.tendencies(), heard: hearing{}}
	p.rated = c.With(catalog.Rating) >= 0 || c.With(catalog.Popularity) >= 0
	blank, err := policy.New(nil, "{}")
	if err != nil {
		return nil, err
	}
	p.readers.New = func() any { return prefer.New(c, prefer.English()) }
	p.search.New = func() any { return core.NewSession(c, blank) }
	p.target = make([]atomic.Pointer[catalog.Set], goals)
	for n := range goals {
		g, err := NewGoal(c, people, rand.New(rand.NewPCG(seed, uint64(n)))) // one by one: more goals leave the first as they are
		if err != nil {
			return nil, err
		}
		p.goals = append(p.goals, g)
		p.seen = append(p.seen, make([]atomic.Pointer[prospect], beliefs))
	}
	return p, nil
}

// Goals returns the goals; the caller must not change them.
func (p *Pool) Goals() []Goal { return p.goals }

// A belief is what a world knows of a goal: the wishes that were told and heard, the one that was heard wrong, and whether the
// loved item was told.
type belief struct {
	right Set
	wrong int8 // -1: none
	loved bool
}

// beliefs is how many there are.
const beliefs = (1 << MaxWishes) * (MaxWishes + 1) * 2

func (b belief) index() int {
	i := (int(b.right)*(MaxWishes+1) + int(b.wrong) + 1) * 2
	if b.loved {
		i++
	}
	return i
}

// constraints counts what is known.
func (b belief) constraints() int {
	n := bits.OnesCount8(uint8(b.right))
	if b.wrong >= 0 {
		n++
	}
	return n
}

// A prospect is what the catalog holds for a belief.
type prospect struct {
	total int
	best  []View
	open  []core.Opening
}

// depth is how many of the best items a prospect remembers: those that ten turns can show.
const depth = 40

// prospect returns what the catalog holds for a goal as far as it is known.
func (p *Pool) prospect(goal int, b belief) *prospect {
	slot := &p.seen[goal][b.index()]
	if found := slot.Load(); found != nil {
		return found
	}
	g := &p.goals[goal]
	s := p.search.Get().(*core.Session)
	defer p.search.Put(s)
	held := g.held(p.catalog, b)
	o := s.Outlook(&held, depth)
	found := &prospect{total: o.Total, open: o.Open}
	for _, i := range o.Best {
		found.best = append(found.best, g.View(p.catalog, i))
	}
	slot.Store(found) // whoever is first: all find the same
	return found
}

// held puts what is known of a goal as the preference reasoner holds it.
func (g *Goal) held(c *catalog.Catalog, b belief) prefer.Belief {
	var held prefer.Belief
	for k := range g.Wishes {
		if b.right.Has(k) {
			held.Constraints = append(held.Constraints, g.Wishes[k].Constraint)
		}
	}
	if b.wrong >= 0 {
		held.Constraints = append(held.Constraints, misheard(c, g.Wishes[b.wrong].Constraint))
	}
	if b.loved && g.HasLoved {
		held.Liked = []catalog.Item{g.Loved}
		held.Seen = []catalog.Item{g.Loved}
	}
	return held
}

// misheard makes of a constraint what it may be taken for: the next value of the column, a bound that is much too wide.
func misheard(c *catalog.Catalog, k prefer.Constraint) prefer.Constraint {
	if k.Op == prefer.In {
		k.Values = slices.Clone(k.Values)
		for i, v := range k.Values {
			k.Values[i] = (v + 1) % uint32(max(c.Column(k.Column).NumValues(), 1))
		}
		return k
	}
	k.Lo, k.Hi = k.Lo/2, k.Hi*2
	return k
}

// Describe puts a goal in words, the weightiest wish first.
func (p *Pool) Describe(goal int) string {
	g := &p.goals[goal]
	s := speaker{c: p.catalog, goal: g, r: rand.New(rand.NewPCG(0, 0)), t: &Temperament{}}
	text := ""
	for k := range g.Wishes {
		if k > 0 {
			text += ", "
		}
		text += s.wish(&g.Wishes[k], k == 0)
		if g.Wishes[k].Must {
			text += " (a must)"
		}
	}
	return text
}

// fits returns the available items that fit a goal and aren't known: the hidden target set. The caller must not change it.
func (p *Pool) fits(goal int) catalog.Set {
	if found := p.target[goal].Load(); found != nil {
		return *found
	}
	g, c := &p.goals[goal], p.catalog
	may := c.AvailableItems()
	for k := range g.Wishes {
		if g.Wishes[k].Must {
			may.And(g.Wishes[k].Set(c))
		}
	}
	set := c.NewSet()
	for i := range may.Items {
		if v := g.View(c, i); g.Fits(v.Broken, g.All()) && !v.Known {
			set.Add(i)
		}
	}
	p.target[goal].Store(&set)
	return set
}
