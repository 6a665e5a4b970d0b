package simulate

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"

	"rso/catalog"
	"rso/core/prefer"
)

// MaxWishes is how many wishes a goal has at most.
const MaxWishes = 5

// A Wish is one thing that a seeker wants.
type Wish struct {
	prefer.Constraint
	Weight float64 // of all wishes of a goal together 1
	Must   bool    // an item without it does not fit
}

// A Goal is what a seeker truly wants, and keeps to itself until it tells.
type Goal struct {
	Wishes   []Wish // at least one, the first says what kind of thing
	Loved    catalog.Item
	HasLoved bool    // Loved is an item that it knows, and wants more like it
	Known    float64 // chance that it knows an item already, of one of average renown
	Luck     uint64  // decides which ones
}

// Set is a set of wishes: bit k for the k-th.
type Set uint8

// Has says whether the set has wish k.
func (s Set) Has(k int) bool { return s>>k&1 == 1 }

// misses is how much of the weight of the wishes may be missing in an item that still fits.
const misses = .3

// Fits says whether an item that breaks some wishes fits a seeker for whom some count: it has every must, and little else
// is missing.
func (g *Goal) Fits(broken, live Set) bool {
	return g.musts()&broken&live == 0 && 1-g.Utility(broken, live) <= misses
}

// musts returns the wishes that an item must meet.
func (g *Goal) musts() Set {
	var s Set
	for k := range g.Wishes {
		if g.Wishes[k].Must {
			s |= 1 << k
		}
	}
	return s
}

// Utility returns the weight of the wishes that are met, of those that count: 0 to 1.
func (g *Goal) Utility(broken, live Set) float64 {
	met, all := 0., 0.
	for k := range g.Wishes {
		if live.Has(k) {
			all += g.Wishes[k].Weight
			if !broken.Has(k) {
				met += g.Wishes[k].Weight
			}
		}
	}
	if all == 0 {
		return 1
	}
	return met / all
}

// All returns the set of all wishes.
func (g *Goal) All() Set { return 1<<len(g.Wishes) - 1 }

// A View is an item as a seeker sees it.
type View struct {
	Item    catalog.Item
	Broken  Set // wishes that it breaks
	Visible Set // of these, the ones that show on its card: price, kind, maker, year
	Known   bool
}

// View looks at an item.
func (g *Goal) View(c *catalog.Catalog, i catalog.Item) View {
	v := View{Item: i}
	for k := range g.Wishes {
		w := &g.Wishes[k]
		if w.Constraint.Fits(c, i) {
			continue
		}
		v.Broken |= 1 << k
		switch c.Column(w.Column).Role {
		case catalog.Price, catalog.Category, catalog.Maker, catalog.Year:
			v.Visible |= 1 << k
		}
	}
	v.Known = g.knows(c, i)
	return v
}

// knows says whether the seeker knows an item already: the renowned ones rather.
func (g *Goal) knows(c *catalog.Catalog, i catalog.Item) bool {
	if g.HasLoved && g.Loved == i {
		return true
	}
	return unit(mix(g.Luck^uint64(i)*0x9E3779B97F4A7C15)) < g.Known*(.5+c.Prior(i))
}

// mix scatters the bits of a number (the finaliser of SplitMix64).
func mix(x uint64) uint64 {
	x = (x ^ x>>30) * 0xBF58476D1CE4E5B9
	x = (x ^ x>>27) * 0x94D049BB133111EB
	return x ^ x>>31
}

// unit makes a number from 0 to 1 of scattered bits.
func unit(x uint64) float64 { return float64(x>>11) / (1 << 53) }

// fewest is how many items fit a goal at least: with less there is nothing to converse about.
const fewest = 3

// tries bounds the search for a goal.
const tries = 200

// NewGoal draws a goal that some items of the catalog fit.
func NewGoal(c *catalog.Catalog, people *Human, r *rand.Rand) (Goal, error) {
	open, known := c.AvailableItems(), people.tendencies().known
	for range tries {
		if g, ok := draw(c, open, known, r); ok {
			return g, nil
		}
	}
	return Goal{}, fmt.Errorf("the catalog %q gives seekers nothing to wish for: no kind, maker, price or year that at least %d available items share", c.Name(), fewest)
}

func draw(c *catalog.Catalog, open catalog.Set, known float64, r *rand.Rand) (Goal, bool) {
	target := catalog.Item(r.IntN(c.Len()))
	if other := catalog.Item(r.IntN(c.Len())); c.Prior(other) > c.Prior(target) {
		target = other // what is renowned is wanted more often
	}
	if !open.Has(target) {
		return Goal{}, false
	}
	g := Goal{Luck: r.Uint64(), Known: known}
	most := 2 + r.IntN(MaxWishes-1)
	fit := open.Clone()
	for _, k := range wishable(c, target, r) {
		if len(g.Wishes) == most {
			break
		}
		w, ok := wish(c, k, target, r)
		if !ok {
			continue
		}
		narrowed := fit.Clone()
		narrowed.And(w.Set(c))
		if n := narrowed.Len(); n < 2*fewest && (len(g.Wishes) > 0 || n <= fewest) || n == fit.Len() {
			continue // too much to ask, or nothing
		}
		if kind := c.With(catalog.Category); len(g.Wishes) == 0 && kind >= 0 && k != kind {
			return g, false // people look for some kind of thing
		}
		fit = narrowed
		g.Wishes = append(g.Wishes, w)
	}
	if len(g.Wishes) == 0 {
		return g, false
	}
	g.weigh(r)
	old := 0
	for i := range fit.Items {
		if g.knows(c, i) {
			old++
			if !g.HasLoved && r.Float64() < .5 {
				g.Loved, g.HasLoved = i, true
			}
		}
	}
	return g, fit.Len()-old >= fewest
}

// weigh says how much each wish counts: the first ones more, and what must be.
func (g *Goal) weigh(r *rand.Rand) {
	sum := 0.
	for k := range g.Wishes {
		g.Wishes[k].Weight = math.Pow(.75, float64(k)) * (.5 + r.Float64())
		g.Wishes[k].Must = k == 0 || r.Float64() < .5
		sum += g.Wishes[k].Weight
	}
	for k := range g.Wishes {
		g.Wishes[k].Weight /= sum
	}
}

// measured is how often a seeker cares about one of the measures of things, such as their weight.
const measured = .25

// wishable lists the columns that wishes are made of, in the order in which this seeker cares: the kind of thing first.
func wishable(c *catalog.Catalog, i catalog.Item, r *rand.Rand) []int {
	var first, rest []int
	for k := range c.Columns() {
		col := c.Column(k)
		if col.Missing(i) {
			continue
		}
		switch col.Role {
		case catalog.Category:
			first = append(first, k)
		case catalog.Maker, catalog.Price, catalog.Year, catalog.People, catalog.Rating:
			rest = append(rest, k)
		case catalog.Attribute:
			if col.Kind == catalog.Values && col.NumValues() <= 64 || col.Kind == catalog.Number && r.Float64() < measured {
				rest = append(rest, k)
			}
		}
	}
	r.Shuffle(len(rest), func(a, b int) { rest[a], rest[b] = rest[b], rest[a] })
	return append(first, rest...)
}

// wish makes a wish of one column that an item meets.
func wish(c *catalog.Catalog, k int, i catalog.Item, r *rand.Rand) (Wish, bool) {
	col := c.Column(k)
	w := Wish{Constraint: prefer.Constraint{Column: k, Hard: true, Confidence: 1}}
	if col.Kind == catalog.Values {
		values := slices.Clone(col.Values(i))
		if len(values) == 0 {
			return w, false
		}
		w.Op, w.Values = prefer.In, []uint32{values[r.IntN(len(values))]}
		return w, true
	}
	x, ok := col.Number(i)
	if col.Kind != catalog.Number || !ok {
		return w, false
	}
	switch col.Role {
	case catalog.Price:
		w.Op, w.Hi = prefer.AtMost, round(x*(1.05+.45*r.Float64()))
	case catalog.Year:
		w.Op, w.Lo = prefer.Between, math.Floor(x/10)*10
		w.Hi = w.Lo + 9
	case catalog.Rating:
		w.Op, w.Lo = prefer.AtLeast, math.Floor(x*2)/2
	default:
		w.Op, w.Hi = prefer.AtMost, round(x*(1+.3*r.Float64()))
		if r.Float64() < .5 {
			w.Op, w.Lo, w.Hi = prefer.AtLeast, -round(-x*(1-.3*r.Float64())), 0
		}
	}
	return w, w.Constraint.Fits(c, i)
}

// round gives a number as people say it: two digits, away from zero for a positive one and towards it for a negative one.
func round(x float64) float64 {
	if x == 0 || math.IsInf(x, 0) || math.IsNaN(x) {
		return x
	}
	step := math.Pow(10, math.Floor(math.Log10(math.Abs(x)))-1)
	return math.Round(math.Ceil(x/step-1e-9)*step*1e6) / 1e6
}
