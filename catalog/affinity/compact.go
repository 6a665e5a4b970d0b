package affinity

import (
	"context"
	"fmt"
	"math"
	"slices"

	"rso/catalog"
)

// Train learns which items are mentioned after what. Items that no history mentions get a vector from their facts. It ends early,
// with the cause, when ctx is done.
func Train(ctx context.Context, c *catalog.Catalog, corpus *Corpus, opt Training) (*Model, error) {
	opt = opt.filled()
	if opt.Dims < 1 || opt.Dims > catalog.MaxDims {
		return nil, fmt.Errorf("vectors have 1 to %d dimensions, not %d", catalog.MaxDims, opt.Dims)
	}
	small := compacted(corpus)
	p, err := learn(ctx, small, opt)
	if err != nil {
		return nil, err
	}
	return small.model(c, corpus, p, opt.Dims), nil
}

// compact is a corpus with the items that are mentioned numbered from 0, and the facts that they share.
type compact struct {
	talks     []Talk
	rows      []int32   // by item: its row in the catalog
	mentions  []float32 // by item
	terms     int
	factsOf   [][]int32 // by item
	having    [][]int32 // by fact: the items
	facts     int
	factNames []string
}

// compacted numbers the items of a corpus.
func compacted(corpus *Corpus) *compact {
	c := &compact{terms: len(corpus.Terms)}
	place := make([]int32, corpus.Rows)
	for row, n := range corpus.Mentions {
		if n > 0 {
			place[row] = int32(len(c.rows))
			c.rows, c.mentions = append(c.rows, int32(row)), append(c.mentions, n)
		}
	}
	c.talks = make([]Talk, len(corpus.Talks))
	for k, t := range corpus.Talks {
		c.talks[k] = Talk{Ordered: t.Ordered, Fragments: make([][]Message, len(t.Fragments))}
		for j, messages := range t.Fragments {
			messages = slices.Clone(messages)
			for i := range messages {
				items := slices.Clone(messages[i].Items)
				for n := range items {
					items[n].Row = catalog.Item(place[items[n].Row])
				}
				messages[i].Items = items
			}
			c.talks[k].Fragments[j] = messages
		}
	}
	c.shareFacts(corpus)
	return c
}

// shareFacts keeps the facts that some item has; one that only a single item has is learned with the item.
func (c *compact) shareFacts(corpus *Corpus) {
	count := make([]int, len(corpus.FactNames))
	for _, row := range c.rows {
		for _, f := range corpus.Facts[row] {
			count[f]++
		}
	}
	place := make([]int32, len(count))
	for f, n := range count {
		place[f] = -1
		if n > 1 {
			place[f] = int32(c.facts)
			c.facts++
			c.factNames = append(c.factNames, corpus.FactNames[f])
		}
	}
	c.factsOf, c.having = make([][]int32, len(c.rows)), make([][]int32, c.facts)
	for i, row := range c.rows {
		for _, f := range corpus.Facts[row] {
			if k := place[f]; k >= 0 {
				c.factsOf[i] = append(c.factsOf[i], k)
				c.having[k] = append(c.having[k], int32(i))
			}
		}
	}
}

// vectors writes the vectors of all items to rows: their own and those of their facts.
func (c *compact) vectors(p *parameters, dims int, rows []float32) {
	chunks(len(c.mentions), 256, func(from, to int) {
		for i := from; i < to; i++ {
			row := rows[i*dims : (i+1)*dims]
			copy(row, p.own[i*dims:])
			for _, f := range c.factsOf[i] {
				add(row, 1, p.facts[int(f)*dims:(int(f)+1)*dims])
			}
		}
	})
}

// model folds the facts into the items, and the recommender's part into the start: what is ranked is what a recommender mentions.
func (c *compact) model(from *catalog.Catalog, corpus *Corpus, p *parameters, dims int) *Model {
	rows := make([]float32, len(c.rows)*dims)
	c.vectors(p, dims, rows)
	m := &Model{
		Dims: dims, Terms: corpus.Terms, TermRows: quantised(p.terms), Gates: quantised(p.gate), Facts: c.factNames, FactRows: quantised(p.facts),
		Items: quantised(rows), Bias: p.bias, Cold: coldBias(c.mentions, p.bias), Start: p.start, Together: c.together(),
	}
	for _, row := range c.rows {
		m.IDs = append(m.IDs, from.ID(catalog.Item(row)))
	}
	for k := range starts {
		add(m.Start[k*dims:(k+1)*dims], 1, p.role[dims:])
	}
	copy(m.TermWeight[:], p.termWeight)
	copy(m.ItemWeight[:], p.itemWeight)
	copy(m.Repeat[:], p.repeat)
	copy(m.Several[:], p.several)
	return m
}

// coldBias is the bias of an item that nobody mentioned: where the line through the biases over the logarithms of the mentions is for
// none.
func coldBias(mentions, bias []float32) float32 {
	var n, x, y, xx, xy float64
	for i, b := range bias {
		at := math.Log(float64(mentions[i]) + unmentioned)
		n, x, y, xx, xy = n+1, x+at, y+float64(b), xx+at*at, xy+at*float64(b)
	}
	slope := 1.0 // as begin has it
	if spread := n*xx - x*x; spread > 1e-9 {
		slope = (n*xy - x*y) / spread
	}
	return float32((y-slope*x)/n + slope*math.Log(unmentioned))
}
