package affinity

import (
	"cmp"
	"math"
	"slices"
)

// companions is how many items mentioned together with another are kept for each.
const companions = 8

// Few histories say little.
const (
	leastTogether = 2 // histories that mention two items together: one is chance
	damped        = 2 // of as many histories a weight is halved
)

// together finds, for each item, those that the same histories mention. The weight is the cosine between the two, as sets of
// histories (Sarwar, Karypis, Konstan and Riedl, 2001), damped where few histories speak.
func (c *compact) together() [][]Companion {
	of := make([][]int32, len(c.rows)) // by item: its histories
	items := make([][]int32, len(c.talks))
	for k, t := range c.talks {
		items[k] = t.distinct()
		for _, i := range items[k] {
			of[i] = append(of[i], int32(k))
		}
	}
	found := make([][]Companion, len(c.rows))
	chunks(len(c.rows), 64, func(from, to int) {
		count := map[int32]int{}
		for i := from; i < to; i++ {
			clear(count)
			for _, k := range of[i] {
				if len(items[k]) <= widest {
					for _, j := range items[k] {
						count[j]++
					}
				}
			}
			found[i] = c.closest(int32(i), count, of)
		}
	})
	return found
}

// widest is how many items a history may have to say which go together: somebody who rated thousands says nothing of pairs, and costs
// their square.
const widest = 500

func (c *compact) closest(i int32, count map[int32]int, of [][]int32) []Companion {
	type pair struct {
		item   int32
		weight float64
	}
	var pairs []pair
	for j, n := range count {
		if j != i && n >= leastTogether {
			pairs = append(pairs, pair{j, float64(n) / math.Sqrt(float64(len(of[i]))*float64(len(of[j]))) * float64(n) / float64(n+damped)})
		}
	}
	slices.SortFunc(pairs, func(a, b pair) int {
		return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(a.item, b.item))
	})
	var list []Companion
	for _, p := range pairs[:min(companions, len(pairs))] {
		list = append(list, Companion{p.item, float32(p.weight)})
	}
	return list
}

// distinct lists the items of a talk, each once.
func (t *Talk) distinct() []int32 {
	var items []int32
	for _, messages := range t.Fragments {
		for _, m := range messages {
			for _, i := range m.Items {
				items = append(items, int32(i.Row))
			}
		}
	}
	slices.Sort(items)
	return slices.Compact(items)
}
