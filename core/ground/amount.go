package ground

import (
	"rso/catalog"
	"rso/core/prefer"
)

// What a number is said for, where no record bears it out as it stands.

// otherwise returns the items that bear a number out as people put it: "for 39", of a price; "run past 300 pages".
func (rd *reading) otherwise(f *prefer.Figure) (items uint32) {
	like := *f
	if price := rd.v.c.With(catalog.Price); price >= 0 && !f.Unit && !f.Spelled && rd.ends(f.First, ties) {
		like.Columns, like.Money, like.Named = []prefer.Measured{{Column: price, Factor: 1}}, true, true
		items |= rd.bearing(&like)
	}
	if f.Op == prefer.Between && f.Hi == f.Lo && !f.Money && rd.ends(f.First, past) {
		like = *f
		like.Op = prefer.Greater
		items |= rd.bearing(&like)
	}
	return items
}

// remain says whether a number is how many are left in stock, and not how many items still fit.
func (rd *reading) remain(f *prefer.Figure) bool {
	if f.Money || f.Unit || !f.Whole || int(f.Lo) == rd.sc.Total || int(f.Lo) == len(rd.sc.Items) || !rd.senses.has(remaining) {
		return false
	}
	return rd.near(f.First, f.Last, f.Last+remainReach, remaining) && !rd.near(f.First, f.Last, f.Last+remainReach, apart)
}

// remainReach is how many words may stand between how many there are and that they are left.
const remainReach = 6

// supposed says whether the clause of token i only supposes something, "if it's a six-year-old who reads", or says whom something
// is for: "for a five-year-old".
func (rd *reading) supposed(i int) bool {
	if i > 1 && rd.has(i-1, article) > 0 && rd.has(i-2, ties) > 0 && i+1 < len(rd.toks) && rd.hyphenated(i+1) && rd.has(i+1, years) > 0 {
		return true
	}
	for k := i; k >= 0 && rd.clause[k] == rd.clause[i]; k-- {
		if rd.has(k, conditional) > 0 && !rd.hidden[k] && (k == 0 || rd.clause[k-1] != rd.clause[k]) {
			return true
		}
	}
	return false
}

// unbounded says whether what a bound says is denied: "isn't over €80", but not "not more than €80", which is a bound itself.
func (rd *reading) unbounded(f *prefer.Figure) bool {
	if f.Op == prefer.Between || f.Op == prefer.About || !rd.senses.has(lacks) {
		return false
	}
	for k := f.First - 1; k >= max(0, f.First-unboundedReach); k-- {
		if rd.denies(k) > 0 {
			return k != f.First-3
		}
		if _, n := rd.st.Label(k); n == 0 && !rd.function(k) {
			return false
		}
	}
	return false
}

// unboundedReach is how far before a number a denial of its bound may stand.
const unboundedReach = 4

// converts says whether a number gives again, in another unit, the one that stands before it.
func (rd *reading) converts(f, last *prefer.Figure) bool {
	return f.Unit && last.Unit && rd.clause[f.First]-rd.clause[last.First] <= 1 && rd.st.InUnits(f, func(value float64, unit string) bool {
		return unit == rd.toks[last.Last-1].Word && rd.matches(f, f.Lo*last.Lo/max(value, 1e-9))
	})
}

// spread says whether an amount is what the price comes to for each of many: "roughly 19 cents a day".
func (rd *reading) spread(f *prefer.Figure) bool {
	at := f.Last
	if !f.Money || at+1 >= len(rd.toks) || rd.toks[at].Gap != 0 || rd.has(at, article) == 0 && rd.has(at, per) == 0 {
		return false
	}
	price := rd.v.c.With(catalog.Price)
	for _, i := range rd.sc.Items {
		if v, ok := rd.v.c.Column(max(price, 0)).Number(i); price < 0 || !ok || f.Lo*partOfPrice > v {
			return false
		}
	}
	return rd.bearing(f) == 0
}

// partOfPrice is how often an amount for one of many goes into the price at least.
const partOfPrice = 3

// timed says whether a number is how long a promise holds, in a word that records have in another language: "fünf Jahre
// Garantie" of a 3 year warranty.
func (rd *reading) timed(f *prefer.Figure) bool {
	if f.Last >= len(rd.toks) {
		return false
	}
	_, ok := rd.v.l.same[rd.toks[f.Last].Word]
	for k := max(0, f.First-4); k < min(len(rd.toks), f.Last+4) && ok; k++ {
		if rd.said[k].n > 0 && rd.clause[k] == rd.clause[f.First] && rd.v.l.sets[rd.said[k].id].both(promises(), promises()) {
			return true
		}
	}
	return false
}
