package core

import (
	"fmt"
	"slices"

	"rso/catalog"
	"rso/core/prefer"
)

// Choices returns what a constraint of the belief, by its place, may be changed to: of its column what the candidates have
// that satisfy all other hard constraints, or as many as can be satisfied. It names at most so many values, and a number
// below 1 stands for mostCounts.
func (s *Session) Choices(at, most int) (Choices, error) {
	b := s.belief.Clone()
	if at < 0 || at >= len(b.Constraints) {
		return Choices{}, fmt.Errorf("there is no constraint %d: the belief has %d, counted from 0", at, len(b.Constraints))
	}
	k := b.Constraints[at]
	b.Constraints = slices.Delete(b.Constraints, at, at+1)
	set, _ := s.satisfying(&b)
	c := Choices{Attribute: constraintView(s.catalog, &k).Attribute, Kind: "text", Values: []CountView{}, Total: set.Len()}
	if k.Column == prefer.Record {
		return c, nil
	}
	col := s.catalog.Column(k.Column)
	if c.Kind, c.Unit = "value", col.Unit; col.Kind == catalog.Number {
		c.Kind = "number"
		s.spread(&c, col, set)
		return c, nil
	}
	if most < 1 {
		most = mostCounts
	}
	counts := s.counts(col.NumValues())
	s.catalog.CountInto(counts, k.Column, set)
	var top []int
	for v, n := range counts {
		if n > 0 {
			top = insert(top, v, counts, most)
		}
	}
	for _, v := range top {
		c.Values = append(c.Values, CountView{col.Value(uint32(v)), int(counts[v])})
	}
	return c, nil
}

// spread notes the least and the greatest number of the items in a set.
func (s *Session) spread(c *Choices, col *catalog.Column, set catalog.Set) {
	for i := range set.Items {
		v, ok := col.Number(i)
		switch {
		case !ok:
		case c.Low == nil:
			low, high := v, v
			c.Low, c.High = &low, &high
		default:
			*c.Low, *c.High = min(*c.Low, v), max(*c.High, v)
		}
	}
}
