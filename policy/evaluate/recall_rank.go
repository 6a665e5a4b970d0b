package main

import (
	"rso/catalog"
	"rso/catalog/affinity"
)

// A ranker says how likely the recommender is to mention each item next. It is asked by several goroutines at a time.
type ranker interface {
	name() string
	// score writes a score for every item to dst, which is 0 before; the higher comes first. The context are the earlier
	// turns of the dialogue, maybe none.
	score(dst []float32, context []catalog.Heard)
}

// rankersOf returns the rankers that there are for a catalog, the baselines first: the last is the one that is measured. The
// popularity of each item, by which all of them break ties, is in how many histories it is mentioned, without any the catalog's prior.
func rankersOf(c *catalog.Catalog, trained [][]affinity.History) (rankers []ranker, popularity []float32) {
	popularity = make([]float32, c.Len())
	for i := range popularity {
		popularity[i] = float32(c.Prior(catalog.Item(i)))
	}
	rankers = []ranker{repeatLast{}, popular{}}
	if len(trained) > 0 {
		rankers = append(rankers, learnBaselines(c, trained, popularity))
	}
	if a := c.Affinity(); a != nil {
		rankers = append(rankers, learned{a})
	}
	return rankers, popularity
}

// learnBaselines counts how many histories mention each item, and which together.
func learnBaselines(c *catalog.Catalog, trained [][]affinity.History, popularity []float32) ranker {
	histories := itemsTogether(c, trained)
	clear(popularity)
	for _, items := range histories {
		for _, i := range items {
			popularity[i]++
		}
	}
	return newCooccurrence(popularity, histories)
}

// itemsTogether returns the items of each history that the catalog has, each once; windows of one group are one history.
func itemsTogether(c *catalog.Catalog, trained [][]affinity.History) [][]catalog.Item {
	var all [][]catalog.Item
	for _, file := range trained {
		place := map[string]int{} // of a group in all
		for _, h := range file {
			k, known := place[h.Group]
			if !known || h.Group == "" {
				k = len(all)
				all = append(all, nil)
				place[h.Group] = k
			}
			all[k] = appendItems(all[k], c, h)
		}
	}
	for k, items := range all {
		all[k] = distinct(items)
	}
	return all
}

// appendItems appends the items that a history mentions.
func appendItems(items []catalog.Item, c *catalog.Catalog, h affinity.History) []catalog.Item {
	for _, t := range h.Turns {
		for _, m := range t.Items {
			if i, ok := c.ByID(m.ID); ok {
				items = append(items, i)
			}
		}
	}
	return items
}

// distinct leaves each item once, where it first stands.
func distinct(items []catalog.Item) []catalog.Item {
	seen := make(map[catalog.Item]bool, len(items))
	kept := items[:0]
	for _, i := range items {
		if !seen[i] {
			seen[i] = true
			kept = append(kept, i)
		}
	}
	return kept
}

// popular ranks by popularity alone: to it all items are equal.
type popular struct{}

func (popular) name() string                         { return "popularity" }
func (popular) score(_ []float32, _ []catalog.Heard) {}

// repeatLast mentions again what was mentioned, the latest first, and then what is popular.
type repeatLast struct{}

func (repeatLast) name() string { return "repeat-last" }

func (repeatLast) score(dst []float32, context []catalog.Heard) {
	items := mentionsOf(context)
	for k, i := range items {
		dst[i] = float32(len(items) - k)
	}
}

// cooccurrence is the item-based top-N recommender of Deshpande and Karypis (2004) with conditional probabilities: the score of
// an item is the sum, over the items i of the context, of the share of the histories with i that mention it too.
type cooccurrence struct {
	histories []float32                  // by item: how many mention it
	together  []map[catalog.Item]float32 // by item: how many mention another one too
}

func newCooccurrence(mentions []float32, histories [][]catalog.Item) *cooccurrence {
	c := &cooccurrence{mentions, make([]map[catalog.Item]float32, len(mentions))}
	for _, items := range histories {
		for _, i := range items {
			if c.together[i] == nil {
				c.together[i] = map[catalog.Item]float32{}
			}
			for _, j := range items {
				if i != j {
					c.together[i][j]++
				}
			}
		}
	}
	return c
}

func (c *cooccurrence) name() string { return "co-occurrence" }

func (c *cooccurrence) score(dst []float32, context []catalog.Heard) {
	for _, i := range mentionsOf(context) {
		for j, n := range c.together[i] {
			dst[j] += n / c.histories[i]
		}
	}
}

// learned is what the catalog was compiled with: the model of package affinity.
type learned struct{ *catalog.Affinity }

func (learned) name() string { return "affinity" }

func (l learned) score(dst []float32, context []catalog.Heard) {
	l.Score(dst, context)
	l.Repeat(dst, context)
}
