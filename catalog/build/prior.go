package build

import (
	"math"
	"slices"

	"rso/catalog"
)

// prior rates every item from 0 to 255: ratings (shrunk to the mean of all where few rated) and popularity on a
// logarithmic scale, as far as the feed has them; how complete the record is decides the rest.
func (t *table) prior() []uint8 {
	rating, popularity := t.role(catalog.Rating), t.role(catalog.Popularity)
	most := 0.0
	for _, v := range popularity {
		if v > most {
			most = v
		}
	}
	score := make([]float64, t.n)
	for i := range score {
		score[i] = .1 * t.complete(i)
		if popularity != nil && most > 0 && popularity[i] > 0 {
			score[i] += .45 * math.Log1p(popularity[i]) / math.Log1p(most)
		}
	}
	if rating != nil {
		addRatings(score, rating, popularity)
	}
	top := slices.Max(score)
	out := make([]uint8, t.n)
	for i, s := range score {
		if top > 0 {
			out[i] = uint8(math.Round(255 * s / top))
		}
	}
	return out
}

// addRatings adds .45 of where each rating lies between the lowest and the highest. Where counts are known, a rating
// counts as if ten more people had given the mean.
func addRatings(score, rating, count []float64) {
	lo, hi, sum, n := math.Inf(1), math.Inf(-1), 0.0, 0.0
	for _, r := range rating {
		if r == r {
			lo, hi, sum, n = min(lo, r), max(hi, r), sum+r, n+1
		}
	}
	if n == 0 || lo == hi {
		return
	}
	mean := sum / n
	for i, r := range rating {
		if r != r {
			r = mean
		}
		if count != nil {
			c := max(0, count[i])
			if c != c {
				c = 0
			}
			r = (r*c + mean*10) / (c + 10)
		}
		score[i] += .45 * (r - lo) / (hi - lo)
	}
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
