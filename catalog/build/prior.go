package build

import (
	"math"

	"rso/catalog"
)

// prior rates every item from 0 to 255: ratings (shrunk to the mean of all where few rated) and popularity on a
// logarithmic scale, as far as the feed has them; how complete the record is decides the rest.
func (t *table) prior() []uint8 {
	own := ratings{t.n, t.role(catalog.Rating), t.role(catalog.Popularity), t.complete}
	y := own.yardstick()
	if t.base != nil {
		all := ratingsOf(t.base)
		y = all.yardstick()
	}
	out := make([]uint8, t.n)
	for i := range out {
		if y.top > 0 {
			out[i] = uint8(min(255, math.Round(255*own.score(&y, i)/y.top)))
		}
	}
	return out
}

// ratings are what items are rated by.
type ratings struct {
	n                  int
	rating, popularity []float64              // by item, NaN where there is none; nil where no item has any
	complete           func(item int) float64 // the share of columns in which an item has something
}

// A yardstick is what the items of a catalog are measured by.
type yardstick struct {
	most         float64 // the largest popularity
	lo, hi, mean float64 // of the ratings; lo is hi when they tell nothing
	top          float64 // the best score
}

func (r *ratings) yardstick() yardstick {
	y := yardstick{}
	for _, v := range r.popularity {
		if v > y.most {
			y.most = v
		}
	}
	lo, hi, sum, n := math.Inf(1), math.Inf(-1), 0.0, 0.0
	for _, v := range r.rating {
		if v == v {
			lo, hi, sum, n = min(lo, v), max(hi, v), sum+v, n+1
		}
	}
	if n > 0 {
		y.lo, y.hi, y.mean = lo, hi, sum/n
	}
	for i := range r.n {
		y.top = max(y.top, r.score(&y, i))
	}
	return y
}

// score adds up .1 for a complete record, .45 for the popularity, and .45 for where the rating lies between the lowest
// and the highest. Where counts are known, a rating counts as if ten more people had given the mean.
func (r *ratings) score(y *yardstick, i int) float64 {
	score := .1 * r.complete(i)
	if r.popularity != nil && y.most > 0 && r.popularity[i] > 0 {
		score += .45 * math.Log1p(r.popularity[i]) / math.Log1p(y.most)
	}
	if r.rating == nil || y.lo == y.hi {
		return score
	}
	v := r.rating[i]
	if v != v {
		v = y.mean
	}
	if r.popularity != nil {
		c := max(0, r.popularity[i])
		if c != c {
			c = 0
		}
		v = (v*c + y.mean*10) / (c + 10)
	}
	return score + .45*(v-y.lo)/(y.hi-y.lo)
}

// ratingsOf reads the ratings of a compiled catalog.
func ratingsOf(c *catalog.Catalog) ratings {
	numbers := func(r catalog.Role) []float64 {
		k := c.With(r)
		if k < 0 || c.Column(k).Kind != catalog.Number {
			return nil
		}
		list := make([]float64, c.Len())
		for i := range list {
			list[i] = math.NaN()
			if v, ok := c.Column(k).Number(catalog.Item(i)); ok {
				list[i] = v
			}
		}
		return list
	}
	return ratings{c.Len(), numbers(catalog.Rating), numbers(catalog.Popularity), func(item int) float64 {
		n := 0
		for k := range c.Columns() {
			if !c.Column(k).Missing(catalog.Item(item)) {
				n++
			}
		}
		return float64(n) / float64(len(c.Columns()))
	}}
}

// role returns the numbers of the column with a role, or nil.
func (t *table) role(r catalog.Role) []float64 {
	for k, c := range t.columns {
		if c.Role == r {
			return t.data[k].numbers
		}
	}
	return nil
}

// complete is the share of columns in which an item has something.
func (t *table) complete(i int) float64 {
	n := 0
	for k := range t.columns {
		d := t.data[k]
		if d.texts != nil && d.texts[i] != "" || d.numbers != nil && d.numbers[i] == d.numbers[i] || d.cells != nil && len(d.cells[i]) > 0 {
			n++
		}
	}
	return float64(n) / float64(len(t.columns))
}
