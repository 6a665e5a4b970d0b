package core

import (
	"cmp"
	"math/bits"

	"rso/catalog"
	"rso/core/prefer"
)

// How much each kind of evidence counts when candidates are ranked; the prior is at most 1.
const (
	softWeight     = 2.0 // a soft constraint satisfied
	likedWeight    = 3.0 // alike to a liked item (0 to 1)
	dislikedWeight = 1.0 // alike to a disliked item (0 to 1)
	wordWeight     = 0.6 // a content word of the shopper in the record, at most 1 each
	leadWeight     = 0.3 // an asked-for person is billed first
	shownTop       = 10  // candidates reported
	maxLiked       = 8   // liked and disliked items that count, the latest
)

// candidates is what the catalog offers for a belief.
type candidates struct {
	set       catalog.Set         // satisfies all hard constraints that were kept, nothing known already
	total     int                 // its size
	best      []catalog.Hit       // the shownTop best
	exhausted bool                // all of them were passed over before
	relaxed   []prefer.Constraint // hard constraints that had to be given up
}

// search finds and ranks the candidates for a belief. avoid is left out too while something else remains; items like
// those in alike are preferred.
func (s *Session) search(b *prefer.Belief, avoid, alike []catalog.Item) candidates {
	var out candidates
	out.set, out.relaxed = s.satisfying(b)
	if len(avoid) > 0 {
		rest := out.set.Clone()
		for _, i := range avoid {
			rest.Remove(i)
		}
		if rest.Len() > 0 {
			out.set = rest
		} else {
			out.exhausted = true
		}
	}
	out.total = out.set.Len()
	out.best = s.rank(b, out.set, alike)
	return out
}

// satisfying returns the items that satisfy the hard constraints, giving up as few as possible when none does.
func (s *Session) satisfying(b *prefer.Belief) (catalog.Set, []prefer.Constraint) {
	open := s.catalog.AvailableItems() // what can't be had is never recommended
	for _, list := range [...][]catalog.Item{b.Seen, b.Disliked, b.Liked} {
		for _, i := range list {
			open.Remove(i)
		}
	}
	var hard []prefer.Constraint
	for _, k := range b.Constraints {
		if k.Hard {
			hard = append(hard, k)
		}
	}
	sets := make([]catalog.Set, len(hard))
	for i := range hard {
		sets[i] = hard[i].Set(s.catalog)
	}
	give := uint64(0)
	set := without(open, sets, give)
	for size := 1; set.Len() == 0 && size <= len(hard); size++ {
		set, give = s.relax(open, hard, sets, size)
	}
	var relaxed []prefer.Constraint
	for i := range hard {
		if give>>i&1 == 1 {
			relaxed = append(relaxed, hard[i])
		}
	}
	return set, relaxed
}

// without returns the open items that satisfy all constraints but those given up, a bit set.
func without(open catalog.Set, sets []catalog.Set, give uint64) catalog.Set {
	set := open.Clone()
	for i := range sets {
		if give>>i&1 == 0 {
			set.And(sets[i])
		}
	}
	return set
}

// maxRelaxed bounds the constraints among which the smallest relaxation is looked for: the oldest. When giving up
// some of them doesn't help, all are given up.
const maxRelaxed = 10

// relax gives up size of the constraints so that something is left; of several ways the one whose constraints were
// said first. The set is empty when there is no way.
func (s *Session) relax(open catalog.Set, hard []prefer.Constraint, sets []catalog.Set, size int) (catalog.Set, uint64) {
	if size == len(hard) {
		return open.Clone(), ^uint64(0)
	}
	best, given, oldest := s.catalog.NewSet(), uint64(0), -1
	for give := range uint64(1) << min(len(hard), maxRelaxed) {
		if bits.OnesCount64(give) != size {
			continue
		}
		if a := age(hard, give); oldest < 0 || a < oldest {
			if set := without(open, sets, give); set.Len() > 0 {
				best, given, oldest = set, give, a
			}
		}
	}
	return best, given
}

// age adds up the turns in which the given-up constraints were said: less is older.
func age(hard []prefer.Constraint, give uint64) int {
	sum := 0
	for i := range hard {
		if give>>i&1 == 1 {
			sum += hard[i].Turn
		}
	}
	return sum
}

// rank returns the best items of a set.
func (s *Session) rank(b *prefer.Belief, set catalog.Set, alike []catalog.Item) []catalog.Hit {
	c, sc := s.catalog, s.scores
	sc.Reset()
	for _, list := range [...][]catalog.Item{latest(b.Liked), latest(alike)} {
		for _, i := range list {
			c.AddSimilar(sc, i, likedWeight)
		}
	}
	for _, i := range latest(b.Disliked) {
		c.AddSimilar(sc, i, -dislikedWeight)
	}
	for _, w := range b.Words {
		c.AddWord(sc, w, wordWeight)
	}
	for k := range b.Constraints {
		s.bonus(&b.Constraints[k], set)
	}
	for i := range set.Items {
		sc.Add(i, float32(c.Prior(i)))
	}
	if b.Sort != nil {
		return s.sorted(b.Sort, set)
	}
	return c.Best(sc, set, shownTop)
}

// bonus scores what a constraint prefers beyond what it demands.
func (s *Session) bonus(k *prefer.Constraint, set catalog.Set) {
	col := s.catalog.Column(k.Column)
	switch {
	case !k.Hard:
		fits := k.Set(s.catalog)
		for i := range fits.Items {
			s.scores.Add(i, softWeight)
		}
	case k.Op == prefer.In && col.Role == catalog.People:
		for _, v := range k.Values {
			for _, i := range col.Having(v) {
				if set.Has(i) && col.Values(i)[0] == v {
					s.scores.Add(i, leadWeight)
				}
			}
		}
	}
}

func latest(items []catalog.Item) []catalog.Item { return items[max(0, len(items)-maxLiked):] }

// sorted returns the items with the most or least of a column; those without a value come last.
func (s *Session) sorted(by *prefer.Sort, set catalog.Set) []catalog.Hit {
	col := s.catalog.Column(by.Column)
	return s.catalog.First(s.scores, set, shownTop, func(a, b catalog.Item) int {
		x, okX := col.Number(a)
		y, okY := col.Number(b)
		switch {
		case okX != okY && okX:
			return -1
		case okX != okY:
			return 1
		case !okX:
			return 0
		case by.Descending:
			return cmp.Compare(y, x)
		}
		return cmp.Compare(x, y)
	})
}
