package core

import (
	"math"
	"slices"

	"rso/catalog"
	"rso/core/prefer"
)

// How much each kind of evidence counts when candidates are ranked; the prior is at most 1.
const (
	softWeight     = 2.0 // a soft constraint satisfied
	likedWeight    = 3.0 // alike to a liked item (0 to 1)
	besideWeight   = 2.0 // the same, where it is known what else people like who like that item
	kindWeight     = 2.0 // of the kind of the liked item spoken of last, in the same case
	dislikedWeight = 1.0 // alike to a disliked item (0 to 1)
	wordWeight     = 1.0 // a content word of the shopper in the record, at most 1 each
	nearWeight     = 1.0 // right at the number that is asked for "around"
	leadWeight     = 0.3 // an asked-for person is billed first
	approachWeight = 4.0 // right at a bound that was given up
	approachSlope  = 3.0 // how fast that falls: at twice the bound it is a quarter
	shownTop       = 10  // candidates reported
	maxLiked       = 8   // liked and disliked items that count, the latest
)

// candidates is what the catalog offers for a belief.
type candidates struct {
	set       catalog.Set         // satisfies all hard constraints that were kept, nothing seen or turned down
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
	out.set = s.worded(b, out.set)
	out.total = out.set.Len()
	out.best = s.ranked(b, out.set, out.relaxed, alike, shownTop)
	return out
}

// Words narrow the candidates as far as enough items have them in their titles or values: "iphone" names no value, but
// titles. A word that few have, or next to none of a large catalog, is a matter of chance, and only ranks.
const (
	wordItems = 3
	wordShare = 1000 // of the items, one in so many
)

func (s *Session) worded(b *prefer.Belief, set catalog.Set) catalog.Set {
	least := max(wordItems, s.catalog.Len()/wordShare)
	for _, w := range slices.Backward(b.Words) { // the later wins
		having := s.catalog.NewSet()
		having.AddMentioning(s.catalog, w, false)
		if having.Len() < least {
			continue
		}
		having.And(set)
		if having.Len() >= wordItems {
			set = having
		}
	}
	return set
}

// satisfying returns the items that are open and satisfy the hard constraints of a belief.
func (s *Session) satisfying(b *prefer.Belief) (catalog.Set, []prefer.Constraint) {
	open := s.catalog.AvailableItems() // what can't be had is never recommended
	for _, list := range [...][]catalog.Item{b.Seen, b.Disliked} {
		for _, i := range list {
			open.Remove(i)
		}
	}
	return satisfying(s.catalog, open, b.Constraints)
}

// ranked returns the k best items of a set, for which some constraints were given up.
func (s *Session) ranked(b *prefer.Belief, set catalog.Set, relaxed []prefer.Constraint, alike []catalog.Item, k int) []catalog.Hit {
	c, sc := s.catalog, s.scores
	sc.Reset()
	alikeWeight := float32(likedWeight)
	if s.affinity.of != nil {
		alikeWeight = besideWeight
	}
	for _, list := range [...][]catalog.Item{latest(b.Liked), latest(alike)} {
		for _, i := range list {
			c.AddSimilar(sc, i, alikeWeight)
		}
	}
	if n := len(b.Liked); n > 0 && s.affinity.of != nil {
		c.AddKind(sc, b.Liked[n-1], kindWeight)
	}
	for _, i := range latest(b.Disliked) {
		c.AddSimilar(sc, i, -dislikedWeight)
	}
	for _, w := range b.Words {
		c.AddWord(sc, w, wordWeight)
	}
	for n := range b.Constraints {
		s.bonus(&b.Constraints[n], set)
	}
	for n := range relaxed {
		s.approach(&relaxed[n], set)
	}
	for i := range set.Items {
		sc.Add(i, float32(c.Prior(i)))
	}
	s.affinity.add(sc, set)
	if b.Sort != nil {
		return sorted(c, sc, set, b.Sort, k)
	}
	return c.Best(sc, set, k)
}

// bonus scores what a constraint prefers beyond what it demands.
func (s *Session) bonus(k *prefer.Constraint, set catalog.Set) {
	switch {
	case !k.Hard:
		fits := k.Set(s.catalog)
		for i := range fits.Items {
			s.scores.Add(i, softWeight)
		}
	case k.Near && k.Op == prefer.Between && k.Column >= 0:
		col, middle := s.catalog.Column(k.Column), (k.Lo+k.Hi)/2
		for i := range set.Items {
			if v, ok := col.Number(i); ok && k.Hi > k.Lo {
				s.scores.Add(i, nearWeight*float32(1-math.Abs(v-middle)*2/(k.Hi-k.Lo)))
			}
		}
	case k.Op == prefer.In && s.catalog.Column(k.Column).Role == catalog.People:
		col := s.catalog.Column(k.Column)
		for _, v := range k.Values {
			for _, i := range col.Having(v) {
				if set.Has(i) && col.Values(i)[0] == v {
					s.scores.Add(i, leadWeight)
				}
			}
		}
	}
}

// approach scores how near items come to a bound that had to be given up: who has $100 is not shown what costs thousands.
func (s *Session) approach(k *prefer.Constraint, set catalog.Set) {
	if k.Column == prefer.Record || k.Op == prefer.Outside || s.catalog.Column(k.Column).Kind != catalog.Number {
		return
	}
	bound := k.Hi
	if k.Op == prefer.Greater || k.Op == prefer.AtLeast {
		bound = k.Lo
	}
	col, scale := s.catalog.Column(k.Column), max(math.Abs(bound), 1)
	for i := range set.Items {
		if v, ok := col.Number(i); ok {
			s.scores.Add(i, float32(approachWeight/(1+approachSlope*math.Abs(v-bound)/scale)))
		}
	}
}

func latest(items []catalog.Item) []catalog.Item { return items[max(0, len(items)-maxLiked):] }
