package ground

import (
	"math"
	"slices"
	"strings"

	"rso/catalog"
	"rso/catalog/text"
	"rso/core/prefer"
)

// against says whether a word before token i sets what follows against the other item's: "27 megapixels to 20".
func (rd *reading) against(i int) bool {
	for k := max(0, i-2); k < i; k++ {
		if n := rd.has(k, versus); n > 0 && k+n == i && !(k > 0 && rd.has(k-1, aux) > 0) { // but "comes to $20"
			return true
		}
	}
	return false
}

// facing says whether the other item's number follows soon behind token i: "$24 against $12", "26 g per 100 g against 14".
func (rd *reading) facing(i int) bool {
	for k := i + 1; k < min(len(rd.toks), i+5); k++ {
		if rd.against(k) && rd.numeric(k) {
			return true
		}
	}
	return false
}

// spoken returns the items that bear a number out in a column that the sentence names, wherever it does: "The deposit is high,
// though: €1,500".
func (rd *reading) spoken(f *prefer.Figure) (items uint32) {
	for k := range min(len(rd.toks), f.Last+3) { // "plus €30 for cleaning" too
		columns, n := rd.st.Label(k)
		if n == 0 || k < f.First && rd.numbered(k) || k >= f.First && (rd.clause[k] != rd.clause[f.First] || k+n < len(rd.toks) && rd.numeric(k+n)) {
			continue
		}
		for _, col := range columns[:1] {
			for at, item := range rd.sc.items {
				if v, ok := rd.v.c.Column(col).Number(item); ok && rd.matches(f, v) {
					items |= 1 << at
				}
			}
		}
	}
	return items
}

// numbered says whether the label at token k has a number of its own beside it.
func (rd *reading) numbered(k int) bool {
	return k > 0 && rd.numeric(k-1) || k+1 < len(rd.toks) && rd.numeric(k+1) || k > 1 && rd.numeric(k-2) && rd.toks[k-1].Gap != ','
}

// sums says whether a number is what the items cost, or weigh, together.
func (rd *reading) sums(f *prefer.Figure) bool {
	said := false
	for k := range rd.toks {
		said = said || rd.has(k, together) > 0
	}
	if !said {
		return false
	}
	for _, m := range rd.measuresOf(f, f.First) {
		sum := 0.0
		for _, i := range rd.sc.Items {
			if v, ok := rd.v.c.Column(m.Column).Number(i); ok {
				sum += v / m.Factor
			}
		}
		if rd.matches(f, sum) {
			return true
		}
	}
	return false
}

// tally takes a number before a word for ratings that is higher than any for how many there are: "1,300 ratings".
func (rd *reading) tally(f *prefer.Figure) {
	column := rd.v.c.With(catalog.Popularity)
	if column >= 0 && f.Whole && !f.Money && rd.inClause(f.First, rates, 0) && rd.near(f.First, f.Last, f.Last+2, raters) {
		f.Columns, f.Named, f.Exact, f.Unit = []prefer.Measured{{Column: column, Factor: 1}}, true, true, false // "900 people have rated it"
		return
	}
	if column < 0 || !f.Named || f.Label < f.Last || !f.Whole || len(f.Columns) == 0 {
		return
	}
	for _, m := range f.Columns {
		col := rd.v.c.Column(m.Column)
		if _, highest, _ := col.Range(); col.Role != catalog.Rating || f.Lo <= highest {
			return
		}
	}
	f.Columns = []prefer.Measured{{Column: column, Factor: 1}}
}

// bearing returns the items whose records bear a number out.
func (rd *reading) bearing(f *prefer.Figure) (items uint32) {
	for k := range rd.sc.items {
		if rd.bears(f, k) {
			items |= 1 << k
		}
	}
	return items
}

func (rd *reading) bears(f *prefer.Figure, k int) bool {
	c, item := rd.v.c, rd.sc.items[k]
	measured := false
	loose := f.Named && f.Label >= 0 && !f.Exact
	for _, m := range f.Columns {
		v, ok := c.Column(m.Column).Number(item)
		if !ok {
			continue
		}
		measured = measured || f.Named && !loose || f.Money || f.Decade
		if ends, ok := rd.spans(f, m, item); ok {
			return ends
		}
		if rd.matches(f, v/m.Factor) {
			return true
		}
	}
	if rd.written(f, k) || f.Named && rd.rated(f, item) || f.Money && rd.sells(f, item) {
		return true
	}
	if measured || f.Money || f.Decade {
		return false
	}
	per := strings.HasPrefix(rd.text[rd.toks[f.Last-1].End:], "/") // "45 km/h" is no distance
	if f.Unit && !per && len(f.Columns) > 0 && f.Op == prefer.Between {
		return false
	}
	for col := range c.Columns() {
		if v, ok := c.Column(col).Number(item); ok && rd.st.Spoken(col) && rd.matches(f, v) && !(f.Named && !loose && len(f.Columns) > 0) {
			return true
		}
	}
	return false
}

// rated says whether a number said with a word for ratings is another rating of the record: "rated 18" of age_rating.
func (rd *reading) rated(f *prefer.Figure, item catalog.Item) bool {
	if !f.Whole || len(f.Columns) == 0 || rd.v.c.Column(f.Columns[0].Column).Role != catalog.Rating {
		return false
	}
	own := rd.v.names[f.Columns[0].Column]
	for k := range rd.v.c.Columns() {
		col := rd.v.c.Column(k)
		if col.Role == catalog.Rating || col.Kind != catalog.Values || !slices.ContainsFunc(rd.v.names[k], func(w string) bool { return slices.Contains(own, w) }) {
			continue
		}
		for _, fact := range rd.v.c.FactsOf(item, k) {
			if slices.Contains(strings.Fields(text.Fold(fact.Text)), plainNumber(f.Lo, false)) {
				return true
			}
		}
	}
	return false
}

// spans says whether a range, "two to six players", has both the ends that the record has in two columns; ok is false when it
// has no two.
func (rd *reading) spans(f *prefer.Figure, m prefer.Measured, item catalog.Item) (holds, ok bool) {
	other, least := rd.st.Ends(m.Column)
	if f.Hi <= f.Lo || f.Op != prefer.Between || other < 0 {
		return false, false
	}
	lo, okLo := rd.v.c.Column(m.Column).Number(item)
	hi, okHi := rd.v.c.Column(other).Number(item)
	if !least {
		lo, hi = hi, lo
	}
	return math.Abs(lo/m.Factor-f.Lo) < 1e-9 && math.Abs(hi/m.Factor-f.Hi) < 1e-9, okLo && okHi
}

// sells says whether a variant of an item has the price, or a column in cents.
func (rd *reading) sells(f *prefer.Figure, item catalog.Item) bool {
	if f.Lo < 10 { // "50 cents" of cost_per_page_ct
		for k := range rd.v.c.Columns() {
			words := rd.v.names[k]
			if last := words[len(words)-1]; last != "ct" && last != "cent" && last != "cents" {
				continue
			}
			if v, ok := rd.v.c.Column(k).Number(item); ok && rd.matches(f, v/100) {
				return true
			}
		}
	}
	for _, x := range rd.v.c.Variants(item) {
		if x.HasPrice() && rd.matches(f, x.Price) {
			return true
		}
	}
	return false
}

// matches says whether a number as it is said fits one of the record: to the digits said, or nearly when it is said to be
// near.
func (rd *reading) matches(f *prefer.Figure, v float64) bool {
	if f.Op != prefer.Between && f.Op != prefer.About && f.Lo == f.Hi && rd.hedged(f) && math.Abs(v-f.Lo) > rd.justBy(f) {
		return false // "just over 550"
	}
	switch f.Op {
	case prefer.Less:
		return v < f.Lo
	case prefer.AtMost:
		return v <= f.Lo
	case prefer.Greater:
		return v > f.Hi
	case prefer.AtLeast:
		return v >= f.Lo || f.Plus && v >= f.Lo
	}
	if f.Hi > f.Lo {
		return v >= f.Lo && v <= f.Hi
	}
	diff := math.Abs(v - f.Lo)
	if f.Op == prefer.About || rd.hedged(f) {
		if kindOf(rd.v.c, f) == WrongYear {
			return diff <= aroundYear
		}
		return diff <= max(.065*math.Abs(v), min(f.Step/2, .12*math.Abs(v)), .05)
	}
	if diff < 1e-9 || f.Binary && diff <= .025*math.Abs(v) {
		return true
	}
	if f.Spelled && f.Money && diff <= spelledMoney*f.Lo {
		return true // "ten euros" of 9.90
	}
	if f.Whole && f.Money || kindOf(rd.v.c, f) == WrongYear {
		return f.Money && diff <= .011*max(1, math.Abs(v)/100) && v > f.Lo-1e9 && diff < 1
	}
	return rounds(f.Lo, v)
}

// justBy is by how much what is "just over" a number may be above it: of a price a tenth, of what is measured, and of what the
// shopper named, a fifth.
func (rd *reading) justBy(f *prefer.Figure) float64 {
	if f.Money && !rd.believed(f.Lo) {
		return f.Lo / 10
	}
	return math.Abs(f.Lo) / 5
}

// spelledMoney is the part by which an amount in words may be off.
const spelledMoney = .015

// aroundYear is how many years "around 1995" may be off.
const aroundYear = 1

// rounds says whether a number, as it is written, is another one rounded: with two digits at least.
func rounds(said, v float64) bool {
	for place := 1e-4; place <= 1e6; place *= 10 {
		if math.Abs(said) < 10*place {
			return false
		}
		if math.Abs(math.Round(v/place)*place-said) < place*1e-6 {
			return math.Abs(v-said) <= .02*math.Abs(v)
		}
	}
	return false
}

// hedged says whether a word before or behind a number says that it is rounded.
func (rd *reading) hedged(f *prefer.Figure) bool {
	for k := max(0, f.First-4); k < f.First; k++ {
		if n := rd.has(k, near); n > 0 && rd.clause[k] == rd.clause[f.First] && k+n >= f.First-1 {
			return true
		}
	}
	return f.Last < len(rd.toks) && rd.toks[f.Last].Gap == 0 && rd.has(f.Last, near) > 0
}
