package prefer

import (
	"math"
	"slices"

	"rso/catalog"
)

// Record is the column of a constraint on the words of the whole record.
const Record = -1

// A Constraint is one thing that a shopper wants of an attribute.
type Constraint struct {
	Column int // Record for the words of the record
	Op     Op
	Values []uint32 // entries of a Values column, for In and NotIn
	Words  []string // folded words that the record may not have anywhere, for NotIn
	Lo, Hi float64  // bounds of a Number column, for the other operators
	Near   bool     // of Between: the middle is meant, "around 300"; what is closer to it ranks higher
	Hard   bool     // filters; a soft constraint ranks
	// Confidence says how sure it is that the shopper meant this, from 0 to 1: a whole name is surer than a part of one, and
	// a number with a comparison surer than one alone. What is less sure is given up first.
	Confidence float64
	Span       string // the shopper's own words
	Turn       int    // when it was said, from 1
}

// Fits says whether an item satisfies the constraint. A missing number satisfies nothing, a missing value only NotIn.
func (k *Constraint) Fits(c *catalog.Catalog, i catalog.Item) bool {
	if len(k.Words) > 0 && k.mentioning(c).Has(i) {
		return false
	}
	if k.Column == Record {
		return true
	}
	col := c.Column(k.Column)
	if col.Kind == catalog.Values {
		has := slices.ContainsFunc(k.Values, func(v uint32) bool { return col.Has(i, v) })
		return has == (k.Op == In)
	}
	v, ok := col.Number(i)
	if !ok {
		return false
	}
	switch k.Op {
	case Less:
		return v < k.Hi
	case AtMost:
		return v <= k.Hi
	case Greater:
		return v > k.Lo
	case AtLeast:
		return v >= k.Lo
	}
	return (v >= k.Lo && v <= k.Hi) == (k.Op == Between)
}

// Set returns the items that satisfy the constraint.
func (k *Constraint) Set(c *catalog.Catalog) catalog.Set {
	set := c.NewSet()
	if k.Column == Record {
		set = c.AllItems()
		set.AndNot(k.mentioning(c))
		return set
	}
	col := c.Column(k.Column)
	if col.Kind == catalog.Values {
		for _, v := range k.Values {
			set.AddHaving(c, k.Column, v)
		}
		set.Or(k.mentioning(c))
		if k.Op == NotIn {
			all := c.AllItems()
			all.AndNot(set)
			return all
		}
		return set
	}
	below, above := math.Inf(-1), math.Inf(1)
	switch k.Op {
	case Less:
		set.AddBetween(c, k.Column, below, math.Nextafter(k.Hi, below))
	case AtMost:
		set.AddBetween(c, k.Column, below, k.Hi)
	case Greater:
		set.AddBetween(c, k.Column, math.Nextafter(k.Lo, above), above)
	case AtLeast:
		set.AddBetween(c, k.Column, k.Lo, above)
	case Outside:
		set.AddBetween(c, k.Column, below, math.Nextafter(k.Lo, below))
		set.AddBetween(c, k.Column, math.Nextafter(k.Hi, above), above)
	default:
		set.AddBetween(c, k.Column, k.Lo, k.Hi)
	}
	return set
}

// mentioning returns the items whose record has one of the constraint's words.
func (k *Constraint) mentioning(c *catalog.Catalog) catalog.Set {
	set := c.NewSet()
	for _, w := range k.Words {
		set.AddMentioning(c, w, true)
	}
	return set
}

// upper and lower say which bounds of a number the constraint sets.
func (k *Constraint) upper() bool { return k.Op == Less || k.Op == AtMost || k.Op == Between }
func (k *Constraint) lower() bool { return k.Op == Greater || k.Op == AtLeast || k.Op == Between }

// A Sort is a wish for the most or least of a numeric column.
type Sort struct {
	Column     int
	Descending bool
}

// A Belief is what is known of a shopper: it only changes by [Reasoner.Update].
type Belief struct {
	Constraints []Constraint
	Liked       []catalog.Item // spoken well of; more like them is wanted
	Disliked    []catalog.Item // turned down or spoken ill of
	Seen        []catalog.Item // known already
	Words       []string       // content words that name nothing, for free-text search
	Sort        *Sort
	Closed      []int // columns that don't matter to the shopper: not to be asked about
}

// Clone returns a copy that shares nothing.
func (b *Belief) Clone() Belief {
	c := *b
	c.Constraints = slices.Clone(b.Constraints)
	for i := range c.Constraints {
		c.Constraints[i].Values = slices.Clone(b.Constraints[i].Values)
		c.Constraints[i].Words = slices.Clone(b.Constraints[i].Words)
	}
	c.Liked, c.Disliked, c.Seen = slices.Clone(b.Liked), slices.Clone(b.Disliked), slices.Clone(b.Seen)
	c.Words, c.Closed = slices.Clone(b.Words), slices.Clone(b.Closed)
	if b.Sort != nil {
		s := *b.Sort
		c.Sort = &s
	}
	return c
}

// Move puts other rows in the place of those that a delta moved; now returns the row of an item, the same for most.
func (b *Belief) Move(now func(catalog.Item) catalog.Item) {
	for _, list := range [...][]catalog.Item{b.Liked, b.Disliked, b.Seen} {
		for k, i := range list {
			list[k] = now(i)
		}
	}
}

// Known says whether an item is out of the question: disliked or seen already. One that was shown and liked is not.
func (b *Belief) Known(i catalog.Item) bool {
	return slices.Contains(b.Disliked, i) || slices.Contains(b.Seen, i)
}

// Empty says whether nothing is known that a search could start from.
func (b *Belief) Empty() bool {
	return len(b.Constraints) == 0 && len(b.Liked) == 0 && len(b.Words) == 0 && b.Sort == nil
}

// On returns the constraints on a column.
func (b *Belief) On(column int) []Constraint {
	var on []Constraint
	for _, k := range b.Constraints {
		if k.Column == column {
			on = append(on, k)
		}
	}
	return on
}
