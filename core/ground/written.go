package ground

import (
	"slices"
	"strconv"
	"strings"

	"rso/catalog"
	"rso/catalog/text"
	"rso/core/prefer"
)

// Numbers in the texts of records.

// written says whether a record has the number in one of its texts, in digits or in words, before the word that it stands before
// in the sentence: "a 3 year warranty", "sixty cards".
func (rd *reading) written(f *prefer.Figure, k int) bool {
	if f.Op == prefer.Less || f.Op == prefer.Greater {
		return false
	}
	r := rd.v.record(rd.sc.items[k])
	said := rd.spellings(f)
	numbers := said.numbers
	if said.ends != "" && r.says(said.ends) { // "two to three weeks"
		return true
	}
	if f.Last-f.First > 1 && r.says(said.whole) {
		return true
	}
	if said.unit != "" && slices.ContainsFunc(numbers, func(n string) bool { return r.says(n + said.unit) }) {
		return true // "16 gb" is "16gb"
	}
	next := f.First + 1
	if f.Spelled {
		for next < f.Last && rd.numeric(next) { // "thirty-six patches"
			next++
		}
	}
	if next < len(rd.toks) {
		if same, ok := rd.v.l.same[rd.toks[next].Word]; ok && slices.ContainsFunc(numbers, func(n string) bool { return r.says(n+" "+same) || r.says(n+" "+same+"s") }) {
			return true // "2 Jahre" of a 2 year warranty
		}
	}
	if f.Money {
		return false
	}
	if next < len(rd.toks) && rd.toks[next].Gap == 0 && len(rd.toks[next].Word) > 3 {
		has := false
		for _, form := range append([]string{rd.toks[next].Word}, rd.v.formsOf(rd.toks[next].Word)...) {
			if slices.ContainsFunc(numbers, func(n string) bool { return r.together(n, form) }) {
				return true
			}
			has = has || r.says(form)
		}
		if rd.v.mentions(rd.sc.items[k], rd.toks[next].Word) && slices.ContainsFunc(numbers, func(n string) bool { return n[0] > '9' && rd.mentionsAll(rd.sc.items[k], n) }) {
			return true // "32 pairs" of thirty-two pairs
		}
		if has {
			return false // a 5 year warranty, where there is one of 2 years
		}
	}
	if f.Unit && f.Last < len(rd.toks) && rd.percent(f) && slices.ContainsFunc(numbers, func(n string) bool { return r.says(n + " " + rd.toks[f.Last].Word) }) {
		return true // "40 percent robusta" of 40% robusta
	}
	if f.Unit {
		return r.says(said.whole) || rd.restatedIn(f, rd.sc.items[k])
	}
	if f.First > 0 && r.says(rd.phrase(f.First-1, f.First+1)) {
		return true
	}
	if !f.Spelled && r.measures(said.digits) {
		return true // "5120 by 1440" of 5120x1440
	}
	return !(f.Named && len(f.Columns) > 0) && slices.ContainsFunc(numbers, func(n string) bool { return r.says(n) && (!f.Spelled || n[0] > '9') })
}

// mentionsAll says whether an item was compiled from a record with all the words of a text.
func (rd *reading) mentionsAll(i catalog.Item, words string) bool {
	for _, t := range text.Tokens(nil, words) {
		if !rd.v.mentions(i, t.Word) {
			return false
		}
	}
	return true
}

// percent says whether a number is one of a hundred.
func (rd *reading) percent(f *prefer.Figure) bool {
	return strings.HasPrefix(rd.text[rd.toks[f.Last-1].End:], "%") || f.Unit && rd.st.InUnits(f, func(_ float64, unit string) bool { return unit == "percent" })
}

// A spelling is how a record may write a number.
type spelling struct {
	lo, hi      float64 // of the number
	first, last int
	numbers     []string // in digits and in words, as it was said first
	digits      string   // the number alone, or the lower end of a range
	ends        string   // both ends of a range, "" when it is none
	whole       string   // the words that were said
	unit        string   // those behind the number, "" when there are none
}

// spellings lists how a record may write a number.
func (rd *reading) spellings(f *prefer.Figure) *spelling {
	s := &rd.spelt
	if s.first == f.First && s.last == f.Last && s.lo == f.Lo && s.hi == f.Hi && s.last > 0 {
		return s
	}
	*s = spelling{lo: f.Lo, hi: f.Hi, first: f.First, last: f.Last, numbers: s.numbers[:0], digits: plainNumber(f.Lo, false), whole: rd.phrase(f.First, f.Last)}
	if f.Hi > f.Lo {
		s.ends = s.digits + " " + plainNumber(f.Hi, false)
	}
	if f.Last-f.First > 1 {
		s.unit = rd.phrase(f.First+1, f.Last)
	}
	if !f.Spelled && !rd.v.l.comma {
		s.numbers = append(s.numbers, strings.TrimRight(rd.phrase(f.First, f.First+1), ".,"))
	}
	s.numbers = append(s.numbers, s.digits)
	if f.Spelled {
		last := f.First + 1
		for last < f.Last && rd.numeric(last) {
			last++
		}
		s.numbers = append(s.numbers, rd.phrase(f.First, last))
	}
	s.numbers = append(s.numbers, rd.v.r.Words(f.Lo)...)
	return s
}

// restatedIn says whether the texts of an item have a number in its own unit or in another for the same: "half an hour" of 30
// minutes.
func (rd *reading) restatedIn(f *prefer.Figure, i catalog.Item) bool {
	r := rd.v.record(i)
	return rd.st.InUnits(f, func(value float64, unit string) bool {
		digits := strconv.FormatFloat(value, 'f', -1, 64)
		return rd.inColumn(i, digits, unit) || r.together(digits, unit) || r.says(digits+unit) || rd.v.mentions(i, unit) && rd.v.mentions(i, digits) ||
			slices.ContainsFunc(rd.v.r.Words(value), func(w string) bool { return r.together(w, unit) })
	})
}

// inColumn says whether one of the texts of an item has a number, in a column whose name ends with its unit: "71 x 37 x 30" of
// "Size (W x D x H in)".
func (rd *reading) inColumn(i catalog.Item, digits, unit string) bool {
	for k := range rd.v.c.Columns() {
		col := rd.v.c.Column(k)
		if col.Kind == catalog.Number {
			continue
		}
		words := strings.Fields(text.Fold(spaced(col.Name)))
		if len(words) < 2 || words[len(words)-1] != unit && !(unit == "inch" && words[len(words)-1] == "in") {
			continue
		}
		for _, f := range rd.v.c.FactsOf(i, k) {
			if slices.Contains(strings.Fields(text.Fold(f.Text)), digits) {
				return true
			}
		}
	}
	return false
}
