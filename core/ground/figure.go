package ground

import (
	"math"
	"strconv"
	"strings"

	"rso/catalog"
	"rso/catalog/text"
	"rso/core/prefer"
)

// figures makes claims of the numbers in the sentence.
func (rd *reading) figures() {
	var last *prefer.Figure
	for i := 0; i < len(rd.toks); i++ {
		if rd.hidden[i] || rd.used[i] || len(rd.toks[i].Word) == 1 && rd.toks[i].Word[0] > '9' && rd.capital(i) {
			continue // "Laurell K. Hamilton"
		}
		if rd.toks[i].Word[0] > '9' && rd.capital(i) && !rd.opens(i) && i+1 < len(rd.toks) && rd.capital(i+1) && rd.joined(i+1) {
			continue // "Grand Oriel Hotels"
		}
		if _, n := rd.st.Label(max(0, i-1)); i > 0 && n > 1 {
			continue // a column called "ratings 5"
		}
		if i > 0 && rd.has(i-1, every) > 1 {
			continue // "the two"
		}
		f, ok := rd.st.Figure(i)
		if columns, n := rd.st.Label(i); n > 0 && ok {
			if rd.says(columns[0]) {
				continue // a column called "5G"
			}
		}
		if !ok || !f.Decade && rd.modelled(i) {
			rd.model(i)
			continue
		}
		if rd.vague(&f) {
			i = f.Last - 1
			continue
		}
		rd.combine(&f)
		if f.Last < len(rd.toks) && rd.has(f.Last, tenYears) > 0 {
			f.Lo, f.Hi, f.Step, f.Last = f.Lo*10, f.Hi*10, 10, f.Last+1 // "three decades"
		}
		if f.Last < len(rd.toks) && rd.has(f.Last, beforeChrist) > 0 {
			f.Lo, f.Hi, f.Last = -f.Hi, -f.Lo, f.Last+1
		}
		if i > 0 && rd.has(i-1, minus) > 0 {
			f.Lo, f.Hi = -f.Hi, -f.Lo
		}
		rd.figure(&f, last)
		last = &f
		rd.use(f.First, f.Last)
		i = f.Last - 1
	}
}

// model reads a word of letters and digits, "i7" or "4k", as the name of something.
func (rd *reading) model(i int) {
	w := rd.toks[i].Word
	if !strings.ContainsAny(w, "0123456789") || rd.st.Ordinal(i) != 0 {
		return
	}
	if col := rd.columnWith(w); col >= 0 && !rd.contrasted(i) {
		rd.flag(i, 1, []int{col})
		return
	}
	c := claim{first: i, last: i + 1, kind: WrongAttribute, holds: rd.supported(i, i+1)}
	if c.holds == 0 && (rd.contrasted(i) || strings.Contains(rd.sc.belief, " "+w+" ") || w[0] == '1' && len(w) <= 3 || w == "24") {
		return
	}
	if w[0] >= '0' && w[0] <= '9' {
		c.kind = WrongNumber
	}
	rd.use(i, i+1)
	rd.claims = append(rd.claims, c)
}

// columnWith finds a column that says yes or no and has a word in its name: "4K" of "uhd_4k".
func (rd *reading) columnWith(word string) int {
	for k := range rd.v.c.Columns() {
		for _, t := range text.Tokens(nil, strings.ReplaceAll(rd.v.c.Column(k).Name, "_", " ")) {
			if t.Word == word && rd.says(k) {
				return k
			}
		}
	}
	return -1
}

// against says whether a word before token i sets what follows against the other item's: "27 megapixels to 20".
func (rd *reading) against(i int) bool {
	for k := max(0, i-2); k < i; k++ {
		if n := rd.has(k, versus); n > 0 && k+n == i {
			return true
		}
	}
	return false
}

// spoken returns the items that bear a number out in a column that the sentence names, wherever it does: "The deposit is high,
// though: €1,500".
func (rd *reading) spoken(f *prefer.Figure) (items uint32) {
	for k := 0; k < f.First; k++ {
		columns, n := rd.st.Label(k)
		if n == 0 || rd.numbered(k) {
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

// modelled says whether a number with letters is a name in some record: "4K".
func (rd *reading) modelled(i int) bool {
	w := rd.toks[i].Word
	last := w[len(w)-1]
	return w[0] <= '9' && last > '9' && (rd.supported(i, i+1) != 0 || rd.columnWith(w) >= 0)
}

// vague says whether a number is none: "a day", "several hundred".
func (rd *reading) vague(f *prefer.Figure) bool {
	if f.Spelled && rd.has(f.First, article) > 0 && f.Last-f.First < 3 && f.Lo < 20 && !rd.goesOn(f.Last) {
		at, relative := rd.relation(f)
		return !relative || at >= f.Last && rd.has(at, apart) == 0
	}
	return f.First > 0 && f.Spelled && rd.has(f.First-1, several) > 0
}

// goesOn says whether another number with a unit follows: "an hour and thirty-five minutes".
func (rd *reading) goesOn(i int) bool {
	if i < len(rd.toks) && rd.has(i, joins) > 0 {
		i++
	}
	if i >= len(rd.toks) {
		return false
	}
	g, ok := rd.st.Figure(i)
	return ok && g.Unit
}

// combine adds the smaller unit to a number: "1 hour 35 minutes", "six feet two inches".
func (rd *reading) combine(f *prefer.Figure) {
	at := f.Last
	if at < len(rd.toks) && rd.has(at, joins) > 0 {
		at++
	}
	if at >= len(rd.toks) || !f.Unit || rd.hidden[at] || rd.clause[at] != rd.clause[f.First] {
		return
	}
	g, ok := rd.st.Figure(at)
	if !ok || !g.Unit || len(f.Columns) == 0 || len(g.Columns) == 0 {
		return
	}
	for _, a := range f.Columns {
		for _, b := range g.Columns {
			if a.Column == b.Column && b.Factor < a.Factor {
				more := g.Lo * b.Factor / a.Factor
				f.Lo, f.Hi, f.Last, f.Step, f.Whole = f.Lo+more, f.Hi+more, g.Last, b.Factor/a.Factor, false
				return
			}
		}
	}
}

// figure makes a claim of one number; last is the number before it.
func (rd *reading) figure(f, last *prefer.Figure) {
	rd.tally(f)
	c := claim{first: f.First, last: f.Last, kind: kindOf(rd.v.c, f)}
	switch {
	case rd.bounds(f), rd.asks() && len(rd.mentions) == 0:
		return // the shopper's own number, or one that is asked about
	case rd.difference(f, &c):
	case rd.share(f), f.Spelled && rd.counts(f), rd.total(f):
		return
	default:
		if rd.against(f.First) && last != nil { // "27 megapixels to 20"
			c.free = true
			if len(f.Columns) == 0 {
				f.Columns, f.Named = last.Columns, last.Named
			}
		}
		c.holds = rd.bearing(f)
		if c.holds == 0 && rd.counts(f) {
			return
		}
		if c.holds == 0 && last != nil && !f.Unit && !f.Money && !f.Exact && len(last.Columns) > 0 { // "six hours; … for nearly twenty-three"
			like := *f
			like.Columns, like.Named = last.Columns, true
			c.holds = rd.bearing(&like)
		}
		if c.holds == 0 {
			c.holds = rd.spoken(f)
		}
		c.names = f.Named && f.First > 0 && rd.has(f.First-1, the) > 0 // "the five-bedroom one"
		if c.holds == 0 && (rd.comparing() && rd.apartBy(f) || rd.sums(f)) {
			return // "a hundred more buys you seven litres"
		}
		c.fact, c.repair = rd.facts(f), rd.repairs(f)
		if !f.Money && rd.closely(f.First) {
			c.holds, c.kind = rd.everyItem()&^c.holds, DeniedAttribute
		}
	}
	rd.claims = append(rd.claims, c)
}

// tally takes a number before a word for ratings that is higher than any for how many there are: "1,300 ratings".
func (rd *reading) tally(f *prefer.Figure) {
	column := rd.v.c.With(catalog.Popularity)
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

// kindOf says what is wrong when a number is.
func kindOf(c *catalog.Catalog, f *prefer.Figure) Kind {
	switch {
	case f.Money:
		return WrongPrice
	case f.Decade:
		return WrongYear
	}
	for _, m := range f.Columns {
		switch c.Column(m.Column).Role {
		case catalog.Price:
			return WrongPrice
		case catalog.Year:
			return WrongYear
		}
	}
	if !f.Unit && !f.Named && f.Lo == math.Trunc(f.Lo) && f.Lo >= 1400 && f.Lo < 2100 {
		return WrongYear
	}
	return WrongNumber
}

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
	if rd.restated(f.First) {
		return true
	}
	if f.Op == prefer.Between || f.Op == prefer.About {
		return yours || rd.near(f.First, f.First-6, f.Last+5, wish) || rd.near(f.First, f.First-5, f.Last+4, limit) || rd.inClause(f.First, wish, 1)
	}
	return rd.near(f.First, f.First-6, f.First, wish) || rd.bearing(f) != 0
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
		if strings.Contains(k.Span, strconv.FormatFloat(v, 'f', -1, 64)) {
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
		if rd.matches(f, v/m.Factor) {
			return true
		}
	}
	if rd.written(f, k) || f.Money && rd.sells(f, item) {
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

// sells says whether a variant of an item has the price.
func (rd *reading) sells(f *prefer.Figure, item catalog.Item) bool {
	for _, x := range rd.v.c.Variants(item) {
		if x.HasPrice() && rd.matches(f, x.Price) {
			return true
		}
	}
	return false
}

// written says whether a record has the number in one of its texts, before the word that it stands before in the sentence:
// "a 3 year warranty".
func (rd *reading) written(f *prefer.Figure, k int) bool {
	r := rd.v.record(rd.sc.items[k])
	number := rd.phrase(f.First, f.First+1)
	if f.Spelled || rd.v.l.comma {
		number = strconv.FormatFloat(f.Lo, 'f', -1, 64)
	} else {
		number = strings.TrimRight(number, ".,")
	}
	if f.Op != prefer.Between && f.Op != prefer.About && f.Op != prefer.AtLeast {
		return false
	}
	if f.Hi > f.Lo && r.says(plainNumber(f.Lo, false)+" "+plainNumber(f.Hi, false)) { // "two to three weeks"
		return true
	}
	whole := rd.phrase(f.First, f.Last)
	if f.Last-f.First > 1 && (r.says(whole) || r.says(number+rd.phrase(f.First+1, f.Last))) { // "16 gb" is "16gb"
		return true
	}
	next := f.First + 1
	if next < len(rd.toks) {
		if same, ok := rd.v.l.same[rd.toks[next].Word]; ok && (r.says(number+" "+same) || r.says(number+" "+same+"s")) {
			return true // "2 Jahre" of a 2 year warranty
		}
	}
	if next < len(rd.toks) && rd.toks[next].Gap == 0 && len(rd.toks[next].Word) > 3 {
		w := rd.toks[next].Word
		for _, form := range append([]string{w}, rd.v.formsOf(w)...) {
			if r.says(number + " " + form) {
				return true
			}
		}
		if f.Unit && r.says(number) || rd.v.saysWord(r, w) {
			return false // a 5 year warranty, where there is one of 2 years
		}
	}
	if f.Unit {
		return r.says(whole)
	}
	if f.Money {
		return false
	}
	if f.First > 0 && r.says(rd.phrase(f.First-1, f.First+1)) {
		return true
	}
	return !(f.Named && len(f.Columns) > 0) && !f.Spelled && (r.says(number) || rd.v.mentions(rd.sc.items[k], rd.toks[f.First].Word))
}

// matches says whether a number as it is said fits one of the record: to the digits said, or nearly when it is said to be
// near.
func (rd *reading) matches(f *prefer.Figure, v float64) bool {
	switch f.Op {
	case prefer.Less:
		return v < f.Lo && !rd.far(f, v)
	case prefer.AtMost:
		return v <= f.Lo && !rd.far(f, v)
	case prefer.Greater:
		return v > f.Hi && !rd.far(f, v)
	case prefer.AtLeast:
		return v >= f.Lo || f.Plus && v >= f.Lo
	}
	if f.Hi > f.Lo {
		return v >= f.Lo && v <= f.Hi
	}
	diff := math.Abs(v - f.Lo)
	if f.Op == prefer.About || rd.hedged(f) {
		return diff <= max(.065*math.Abs(v), min(f.Step/2, .12*math.Abs(v)), .05)
	}
	if diff < 1e-9 || f.Binary && diff <= .025*math.Abs(v) {
		return true
	}
	if f.Whole && f.Money || kindOf(rd.v.c, f) == WrongYear {
		return f.Money && diff <= .011*max(1, math.Abs(v)/100) && v > f.Lo-1e9 && diff < 1
	}
	return rounds(f.Lo, v)
}

// far says whether a bound is so far from a number that nobody would say it: "over 10" of a million.
func (rd *reading) far(f *prefer.Figure, v float64) bool { return false }

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

// difference reads a number as a difference: "$50 cheaper", "six years later", "40 over your budget". ok is false when it is
// none.
func (rd *reading) difference(f *prefer.Figure, c *claim) bool {
	at, relative := rd.relation(f)
	if !relative {
		return false
	}
	columns := rd.measuresOf(f, at)
	holds := uint32(0)
	for _, m := range columns {
		col := rd.v.c.Column(m.Column)
		for a, item := range rd.sc.items {
			x, ok := col.Number(item)
			if !ok {
				continue
			}
			for b, other := range rd.sc.items {
				if y, ok := col.Number(other); ok && a != b && rd.matches(f, math.Abs(x-y)/m.Factor) && rd.directed(at, m.Column, x, y) {
					holds |= 1 << a
				}
			}
			for _, bound := range rd.boundsOn(m.Column) {
				if rd.matches(f, math.Abs(x-bound)/m.Factor) {
					holds |= 1 << a
				}
			}
		}
	}
	if holds == 0 && rd.bearing(f) != 0 {
		return false // "before 1995" has nothing to do with another item
	}
	c.holds, c.free, c.relative = holds, !rd.comparative(at), true
	return true
}

// empty says whether tokens [from, to) have no content, but for words that say that a number is rounded.
func (rd *reading) empty(from, to int) bool {
	for k := from; k < to; k++ {
		if n := rd.has(k, near); n > 0 {
			k += n - 1
		} else if !rd.v.r.Function(rd.toks[k].Word) {
			return false
		}
	}
	return true
}

// comparing says whether the sentence sets items against each other.
func (rd *reading) comparing() bool {
	for k := range rd.toks {
		if !rd.hidden[k] && (rd.has(k, apart) > 0 || rd.has(k, gap) > 0 && rd.has(k, byHow) == 0 || rd.has(k, than) > 0) {
			return true
		}
	}
	return false
}

// apartBy says whether two items, or two variants of one, differ by a number.
func (rd *reading) apartBy(f *prefer.Figure) bool {
	for _, m := range rd.measuresOf(f, f.First) {
		col := rd.v.c.Column(m.Column)
		var seen []float64
		for _, item := range rd.sc.items {
			if x, ok := col.Number(item); ok {
				seen = append(seen, x)
			}
			if col.Role == catalog.Price {
				for _, v := range rd.v.c.Variants(item) {
					if v.HasPrice() {
						seen = append(seen, v.Price)
					}
				}
			}
		}
		for a, x := range seen {
			for _, y := range seen[:a] {
				if x != y && rd.matches(f, math.Abs(x-y)/m.Factor) {
					return true
				}
			}
		}
	}
	return false
}

// relation finds the word that makes a number a difference.
func (rd *reading) relation(f *prefer.Figure) (at int, ok bool) {
	if f.Op == prefer.Less || f.Op == prefer.Greater || f.Decade {
		return 0, false
	}
	for k := f.Last; k < min(len(rd.toks), f.Last+3) && rd.toks[k].Gap == 0; k++ {
		if rd.has(k, apart) > 0 && !(k+1 < len(rd.toks) && rd.numeric(k+1)) || (f.Lo < 1000 && (rd.has(k, earlier) > 0 || rd.has(k, since) > 0)) {
			return k, true
		}
		if rd.comparative(k) {
			return k, true
		}
		if rd.hidden[k] || rd.used[k] {
			break
		}
	}
	for k := max(0, f.First-5); k < f.First; k++ { // "a difference of $50", "saves you $50"
		if rd.clause[k] == rd.clause[f.First] && rd.has(k, gap) > 0 {
			if rd.has(k, byHow) == 0 {
				return k, true
			}
			if !rd.empty(k+1, f.First) {
				continue // "by Corvo"
			}
			for j := range k { // "the lighter of the two by roughly 370 grams"
				if _, n := rd.st.Compared(j); n > 0 && rd.clause[j] == rd.clause[k] {
					return j, true
				}
			}
			return k, true
		}
	}
	return 0, false
}

// comparative says whether the word at a token compares items in one direction.
func (rd *reading) comparative(at int) bool {
	c, n := rd.st.Compared(at)
	return n > 0 && c.Comparison
}

// measuresOf lists the columns that a difference may be of.
func (rd *reading) measuresOf(f *prefer.Figure, at int) []prefer.Measured {
	var list []prefer.Measured
	add := func(columns []int) {
		for _, c := range columns {
			if rd.v.c.Column(c).Kind == catalog.Number {
				list = append(list, prefer.Measured{Column: c, Factor: 1})
			}
		}
	}
	if columns, n := rd.st.Label(at + 1); n > 0 && at >= f.Last { // "188 less reviews"
		add(columns)
	}
	if len(f.Columns) > 0 && (f.Money || f.Named) {
		return append(list, f.Columns...)
	}
	list = append(list, f.Columns...)
	if c, n := rd.st.Compared(at); n > 0 {
		add(c.Columns)
	}
	if year := rd.v.c.With(catalog.Year); year >= 0 && !f.Money {
		add([]int{year})
	}
	if len(f.Columns) == 0 {
		for c := range rd.v.c.Columns() {
			if rd.st.Spoken(c) {
				add([]int{c})
			}
		}
	}
	return list
}

// directed says whether x is to y as the word at a token says: cheaper, later.
func (rd *reading) directed(at, column int, x, y float64) bool {
	if c, n := rd.st.Compared(at); n > 0 && c.Comparison {
		for k, col := range c.Columns {
			if col == column {
				return (x > y) == c.More[k]
			}
		}
	}
	return true
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

// facts returns what the record of an item says in the place of a number.
func (rd *reading) facts(f *prefer.Figure) func(int) string {
	return func(k int) string {
		for _, m := range f.Columns {
			for _, fact := range rd.v.c.FactsOf(rd.sc.items[k], m.Column) {
				return fact.Text
			}
		}
		if kindOf(rd.v.c, f) == WrongYear {
			return rd.factsOf(catalog.Year)(k)
		}
		return ""
	}
}

// repairs returns what to write in the place of a wrong price or year: where the record has just one, and the number stands
// alone.
func (rd *reading) repairs(f *prefer.Figure) func(int) string {
	return func(k int) string {
		if f.Op != prefer.Between || f.Hi != f.Lo || f.Spelled || rd.hedged(f) {
			return ""
		}
		kind := kindOf(rd.v.c, f)
		role := catalog.Price
		switch {
		case kind == WrongYear:
			role = catalog.Year
		case kind == WrongNumber && f.Named && len(f.Columns) > 0 && rd.v.c.Column(f.Columns[0].Column).Role == catalog.Rating:
			role = catalog.Rating
		case kind != WrongPrice:
			return ""
		}
		col := rd.v.c.With(role)
		if col < 0 {
			return ""
		}
		v, ok := rd.v.c.Column(col).Number(rd.sc.items[k])
		if !ok {
			return ""
		}
		said := rd.text[rd.toks[f.First].Start:rd.toks[f.First].End]
		start := strings.Index(rd.text[rd.toks[f.First].Start:rd.toks[f.Last-1].End], said)
		if start != 0 {
			return ""
		}
		return rd.v.l.number(v, role == catalog.Price) + rd.text[rd.toks[f.First].End:rd.toks[f.Last-1].End]
	}
}

// number writes a number as the language does.
func (l *Language) number(v float64, price bool) string {
	if l.comma {
		return strings.Replace(plainNumber(v, price), ".", ",", 1)
	}
	return plainNumber(v, price)
}

// plainNumber writes a number as catalogs do, a price with cents where it has any.
func plainNumber(v float64, price bool) string {
	if price && v != math.Trunc(v) {
		return strconv.FormatFloat(v, 'f', 2, 64)
	}
	return strconv.FormatFloat(v, 'f', -1, 64)
}
