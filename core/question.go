package core

import (
	"math/bits"
	"slices"

	"rso/catalog"
	"rso/core/act"
	"rso/core/prefer"
)

// An opening is an attribute that nothing is known of, and how much an answer would tell.
type opening struct {
	column  int
	gain    float64 // bits: the entropy of its values over the candidates (Shannon), all of which an answer takes away
	options []string
}

// openings lists the attributes that the shopper has said nothing of, those that tell most first.
func (s *Session) openings(b *prefer.Belief, cand *candidates) []opening {
	var list []opening
	for k := range s.catalog.Columns() {
		if answered(s.catalog.Column(k)) == 0 || slices.Contains(b.Closed, k) || len(b.On(k)) > 0 {
			continue
		}
		if h, options := s.entropy(k, cand); len(options) > 1 {
			list = append(list, opening{k, h, options})
		}
	}
	for i := 1; i < len(list); i++ { // few
		for j := i; j > 0 && list[j].gain > list[j-1].gain; j-- {
			list[j], list[j-1] = list[j-1], list[j]
		}
	}
	return list
}

// question picks the opening to ask about: the one that would tell most, weighted by how readily people answer. ok is
// false when nothing is left to ask.
func (s *Session) question(openings []opening) (q act.Question, information float64, ok bool) {
	best := 0.0
	for _, o := range openings {
		if worth := s.worth(o); worth > best && !slices.Contains(s.questions, o.column) {
			best, information = worth, o.gain
			q = act.Question{Column: o.column, Options: o.options}
		}
	}
	return q, information, best > 0
}

// worth is what an opening is worth asking about: what an answer would tell, if it is given.
func (s *Session) worth(o opening) float64 { return o.gain * answered(s.catalog.Column(o.column)) }

// answered says how readily a question about a column is answered; 0 is never asked.
func answered(c *catalog.Column) float64 {
	switch c.Role {
	case catalog.Category:
		return 1
	case catalog.Maker, catalog.Price:
		return .7
	case catalog.Year:
		return .6
	case catalog.People:
		return .2
	case catalog.Attribute:
		if c.Kind == catalog.Values && c.NumValues() <= 64 {
			return .5
		}
	}
	return 0
}

// mostOptions is how many answers a question offers.
const mostOptions = 4

// entropy counts the values of a column over the candidates and returns their entropy with the most frequent ones.
// Of a year the decade counts, of a price the power of two.
func (s *Session) entropy(k int, cand *candidates) (float64, []string) {
	col := s.catalog.Column(k)
	if col.Kind == catalog.Text {
		return 0, nil
	}
	counts := s.counts(max(col.NumValues(), 512))
	total := 0
	if col.Kind == catalog.Values {
		total = s.catalog.CountInto(counts, k, cand.set)
	} else {
		for i := range cand.set.Items {
			if x, ok := col.Number(i); ok {
				counts[bucket(col.Role, x)]++
				total++
			}
		}
	}
	if total == 0 {
		return 0, nil
	}
	h := float64(0)
	var top []int
	for v, n := range counts {
		if n == 0 {
			continue
		}
		h += float64(n) / float64(total) * lg(total, int(n))
		top = insert(top, v, counts, mostOptions)
	}
	options := make([]string, len(top))
	for i, v := range top {
		options[i] = s.option(col, v)
	}
	return h, options
}

// counts returns n zeros, from scratch space.
func (s *Session) counts(n int) []int32 {
	if cap(s.scratch) < n {
		s.scratch = make([]int32, n)
	}
	s.scratch = s.scratch[:n]
	clear(s.scratch)
	return s.scratch
}

// insert keeps the most frequent values, most first, and no more than most; of equally frequent ones the first stays first.
func insert(top []int, v int, counts []int32, most int) []int {
	if len(top) == most {
		if counts[v] <= counts[top[most-1]] {
			return top
		}
		top = top[:most-1]
	}
	at := len(top)
	for at > 0 && counts[v] > counts[top[at-1]] {
		at--
	}
	top = append(top, 0)
	copy(top[at+1:], top[at:])
	top[at] = v
	return top
}

// lg is log2(a/b) by whole and quarter bits: exact enough to order questions, and the same on every platform.
func lg(a, b int) float64 {
	x := uint64(a) << 20 / uint64(b)
	n := bits.Len64(x) - 1
	frac := float64(x)/float64(uint64(1)<<n) - 1
	return float64(n-20) + frac*(1.3465-.3465*frac)
}

// bucket numbers the answers to a question about a number.
func bucket(r catalog.Role, x float64) int {
	if r == catalog.Year {
		return min(max(int(x)/10, 0), 511)
	}
	return min(max(bits.Len64(uint64(max(x, 0))), 0), 511)
}

// option writes an answer.
func (s *Session) option(col *catalog.Column, v int) string {
	if col.Kind == catalog.Values {
		return col.Value(uint32(v))
	}
	if col.Role == catalog.Year {
		return s.speaks.Decade(v * 10)
	}
	return s.speaks.Below(col, rounded(uint64(1)<<min(v, 62)))
}

// rounded writes a bound as people name budgets: of 64, 256 and 1024 they are 60, 250 and 1000.
func rounded(v uint64) float64 {
	step := uint64(1)
	for _, s := range [...]struct{ from, step uint64 }{{16, 5}, {32, 10}, {128, 50}, {1024, 500}} {
		if v >= s.from {
			step = s.step
		}
	}
	return float64(v / step * step)
}
