package ground

import (
	"math"
	"strconv"
	"strings"

	"rso/catalog"
	"rso/core/prefer"
)

// bounds says whether a number is one that the shopper set, and said as such: "the $500 you named", "your 20 limit". One that
// an item is said to keep, "under your limit of 20", is read as a claim.
func (rd *reading) bounds(f *prefer.Figure) bool {
	if !rd.believed(f.Lo) && !rd.believed(f.Hi) {
		return false
	}
	if len(rd.mentions) == 0 && rd.sc.said == 0 {
		return true // "Something from the 1990s, noted."
	}
	if rd.near(f.First, f.First-3, f.First, limit) {
		return true // "your budget of $50"
	}
	yours := rd.near(f.First, f.First-2, f.Last+2, you)
	if rd.restated(f.First) || yours && rd.near(f.First, f.Last, f.Last+2, limit) {
		return true // "breaks your £15 limit"
	}
	if f.Op == prefer.Between || f.Op == prefer.About {
		return yours || !f.Named && !f.Unit && !f.Money && !(f.First > 0 && rd.has(f.First-1, aux) > 0) && rd.met(f) || rd.near(f.First, f.First-6, f.Last+5, wish) || rd.near(f.First, f.First-5, f.Last+4, limit) || rd.inClause(f.First, wish, 1)
	}
	return rd.near(f.First, f.First-6, f.First, wish) || rd.bearing(f) != 0
}

// met says whether a number is one of the belief's that an item of the plan keeps: "a table of 8 is no problem".
func (rd *reading) met(f *prefer.Figure) bool {
	for n := range rd.sc.Belief.Constraints {
		k := &rd.sc.Belief.Constraints[n]
		if k.Column == prefer.Record || rd.v.c.Column(k.Column).Kind != catalog.Number || k.Lo != f.Lo && k.Hi != f.Lo {
			continue
		}
		for _, i := range rd.sc.Items {
			if k.Fits(rd.v.c, i) {
				return true
			}
		}
	}
	return false
}

// restated says whether the sentence says what the shopper wants, and has named no item since, before token i.
func (rd *reading) restated(i int) bool {
	for k := i - 1; k >= 0 && !rd.hidden[k]; k-- {
		if rd.has(k, wish) > 0 {
			return true
		}
	}
	return false
}

// believed says whether a number is one of the belief's.
func (rd *reading) believed(v float64) bool {
	if rd.sc.Belief == nil {
		return false
	}
	digits := strconv.FormatFloat(v, 'f', -1, 64)
	for _, k := range rd.sc.Belief.Constraints {
		if k.Column != prefer.Record && rd.v.c.Column(k.Column).Kind == catalog.Number {
			bounds := [...]float64{k.Lo, k.Hi}
			for n, b := range bounds {
				if (n == 0) == (k.Op == prefer.Less || k.Op == prefer.AtMost) && k.Op != prefer.Between && k.Op != prefer.Outside {
					continue
				}
				if math.Abs(b-v) < 1e-9 {
					return true
				}
			}
		}
		if strings.Contains(k.Span, digits) {
			return true
		}
	}
	return false
}

// share says whether a number is a part of a saying rather than of the item: "100 %", "4.2 out of 5".
func (rd *reading) share(f *prefer.Figure) bool {
	if f.Lo == 5 || f.Lo == 10 || f.Lo == 100 {
		for k := max(0, f.First-2); k < f.First; k++ {
			if n := rd.has(k, outOf); n > 0 && k+n == f.First {
				return true
			}
		}
		if f.First > 0 && rd.text[rd.toks[f.First-1].End:rd.toks[f.First].Start] == "/" {
			return true
		}
	}
	return f.Lo == 100 && f.Hi == 100 && f.Last < len(rd.toks)+1 && strings.HasPrefix(rd.text[rd.toks[f.Last-1].End:], "%") && !f.Named && rd.bearing(f) == 0
}

// total says whether a number is that of the candidates: "among 9 that fit".
func (rd *reading) total(f *prefer.Figure) bool {
	return f.Whole && f.Op == prefer.Between && f.Lo > 1 && int(f.Lo) == rd.sc.Total && !f.Money && !f.Unit && len(f.Columns) == 0
}

// counts says whether a number counts what the reply is about: the items shown, those that fit, those of a kind. In words a
// small number counts anything.
func (rd *reading) counts(f *prefer.Figure) bool {
	if f.Spelled && f.First == 0 && int(f.Lo) == len(rd.sc.Items) && f.Lo > 1 && !f.Unit && !f.Money {
		return true // "Two cheap beds: …"
	}
	if f.Whole && int(f.Lo) == rd.v.c.AllItems().Len() && !f.Money && !f.Unit {
		return true
	}
	if f.Money || f.Unit || f.Named && f.Exact && f.Label >= f.Last && len(f.Columns) > 0 || f.Lo != f.Hi || f.Lo != math.Trunc(f.Lo) {
		return false
	}
	if rd.timed(f) {
		return false
	}
	n := int(f.Lo)
	switch {
	case f.Spelled && n == len(rd.sc.Items) && n > 1:
		return true
	case f.Spelled && n <= 12:
		return !rd.near(f.First, f.Last, f.Last+3, scarce)
	case n > 0 && (n == len(rd.sc.Items) || n == rd.sc.Total):
		return true
	}
	if f.Last < len(rd.toks) && f.Lo < 1000 { // "five laptops"
		if es, _, k := rd.st.Values(f.Last); k > 0 {
			for _, e := range es {
				if len(rd.v.c.Column(e.Column).Having(e.Value)) == n {
					return true
				}
			}
		}
	}
	return false
}

// boundsOn lists the numbers that the belief has for a column.
func (rd *reading) boundsOn(column int) (list []float64) {
	if rd.sc.Belief == nil {
		return nil
	}
	for _, k := range rd.sc.Belief.Constraints {
		if k.Column == column {
			list = append(list, k.Lo, k.Hi)
		}
	}
	return list
}
