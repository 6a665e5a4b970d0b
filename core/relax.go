package core

import (
	"cmp"
	"math/bits"

	"rso/catalog"
	"rso/core/prefer"
)

// satisfying returns the open items that satisfy the hard constraints, and the constraints that had to be given up: none
// while something satisfies all, else as few as possible; of these rather what a thing is like than what kind of thing it is,
// the least sure, and of these the oldest.
func satisfying(c *catalog.Catalog, open catalog.Set, constraints []prefer.Constraint) (catalog.Set, []prefer.Constraint) {
	var hard []prefer.Constraint
	for _, k := range constraints {
		if k.Hard {
			hard = append(hard, k)
		}
	}
	sets := make([]catalog.Set, len(hard))
	for i := range hard {
		sets[i] = hard[i].Set(c)
	}
	give := uint64(0)
	set := without(open, sets, give)
	if set.Len() == 0 {
		moot := mootOf(c, open, hard, sets)
		for size := 1; set.Len() == 0 && size <= len(hard); size++ {
			set, give = relax(c, open, hard, sets, size, moot)
		}
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

// relax gives up size of the constraints so that something is left; of several ways the one that keeps the kind of
// thing, then the one whose constraints are the least sure, then the one whose were said first. The set is empty when
// there is no way.
func relax(c *catalog.Catalog, open catalog.Set, hard []prefer.Constraint, sets []catalog.Set, size int, moot uint64) (catalog.Set, uint64) {
	if size == len(hard) {
		return open.Clone(), ^uint64(0)
	}
	best, given, least := c.NewSet(), uint64(0), loss{turns: -1}
	for give := range uint64(1) << min(len(hard), maxRelaxed) {
		if bits.OnesCount64(give) != size {
			continue
		}
		if l := lost(c, hard, give, moot); least.turns < 0 || l.below(least) {
			if set := without(open, sets, give); set.Len() > 0 {
				best, given, least = set, give, l
			}
		}
	}
	return best, given
}

// ofKind says whether a constraint is on what kind of thing is wanted, where things are of one kind.
func ofKind(c *catalog.Catalog, k *prefer.Constraint) bool {
	return k.Column != prefer.Record && c.Column(k.Column).Role == catalog.Category && !c.Column(k.Column).Many
}

// mootOf returns the constraints, a bit set, that say nothing of the kind of thing that is wanted: who has gone from wallpaper to paint no
// longer means its pattern. Giving them up costs nothing.
func mootOf(c *catalog.Catalog, open catalog.Set, hard []prefer.Constraint, sets []catalog.Set) (moot uint64) {
	for k := range hard {
		if !ofKind(c, &hard[k]) || hard[k].Op != prefer.In {
			continue
		}
		of := open.Clone()
		of.And(sets[k])
		for i := range hard {
			if hard[i].Column == prefer.Record || of.Len() == 0 || i == k {
				continue
			}
			col, told := c.Column(hard[i].Column), false
			for item := range of.Items {
				if told = !col.Missing(item); told {
					break
				}
			}
			if !told {
				moot |= 1 << i
			}
		}
	}
	return moot
}

// A loss is what it costs to give up constraints: how many surely say what kind of thing is wanted, how sure they were, in
// hundredths, and the turns they were said in.
type loss struct{ kinds, sure, turns int }

func (l loss) below(o loss) bool {
	return cmp.Or(cmp.Compare(l.kinds, o.kinds), cmp.Compare(l.sure, o.sure), cmp.Compare(l.turns, o.turns)) < 0
}

func lost(c *catalog.Catalog, hard []prefer.Constraint, give, moot uint64) loss {
	var l loss
	for i := range hard {
		if give>>i&1 == 1 && moot>>i&1 == 0 {
			if hard[i].Confidence == 1 && ofKind(c, &hard[i]) {
				l.kinds++
			}
			l.sure += int(hard[i].Confidence*100 + .5)
			l.turns += hard[i].Turn
		}
	}
	return l
}

// sorted returns the k items with the most or least of a column, those without a value last; without an order, the best
// by score.
func sorted(c *catalog.Catalog, scores *catalog.Scores, set catalog.Set, by *prefer.Sort, k int) []catalog.Hit {
	if by == nil {
		return c.Best(scores, set, k)
	}
	col := c.Column(by.Column)
	return c.First(scores, set, k, func(a, b catalog.Item) int {
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
