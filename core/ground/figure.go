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
		if rd.hidden[i] || rd.used[i] {
			continue
		}
		if f := rd.aYear(i); f != nil {
			rd.figure(f, last)
			i++
			continue
		}
		if !rd.st.Numeric(i) {
			rd.model(i)
			continue
		}
		if rd.worded(i) {
			continue
		}
		read, ok := rd.st.Figure(i)
		if !ok || !read.Decade && rd.modelled(i) {
			rd.model(i)
			continue
		}
		f := new(prefer.Figure)
		if *f = read; rd.vague(f) {
			i = f.Last - 1
			continue
		}
		rd.combine(f)
		rd.scale(f)
		rd.sized(f)
		rd.meant(f)
		rd.lasting(f)
		rd.figure(f, last)
		last = f
		rd.use(f.First, f.Last)
		i = f.Last - 1
	}
}

// aYear reads "a year after the GTR 4", "followed it after just a year", as a number; nil when it is none.
func (rd *reading) aYear(i int) *prefer.Figure {
	if rd.has(i, article) == 0 || i+1 >= len(rd.toks) || rd.has(i+1, years) == 0 || len(rd.mentions) < 2 {
		return nil
	}
	f := &prefer.Figure{First: i, Last: i + 2, Op: prefer.Between, Lo: 1, Hi: 1, Step: 1, Whole: true, Spelled: true, Label: -1}
	if at, ok := rd.relation(f); !ok || rd.has(at, since)+rd.has(at, earlier) == 0 {
		return nil
	}
	return f
}

// worded says whether what is written like a number at token i is a part of something else: of a name, "Laurell K. Hamilton",
// "Grand Oriel Hotels"; of what a column is called, "ratings 5", "5G"; of "the two".
func (rd *reading) worded(i int) bool {
	letter := rd.toks[i].Word[0] > '9'
	if rd.has(i, one) > 0 && i > 0 && rd.v.l.has(rd.toks[i-1:i], 0, the) > 0 && !rd.hyphenates(i) {
		return true // "this one costs …"
	}
	if letter && rd.capital(i) && (len(rd.toks[i].Word) == 1 || !rd.opens(i) && i+1 < len(rd.toks) && rd.capital(i+1) && rd.joined(i+1)) {
		return true
	}
	if i > 0 && rd.hyphenated(i) && rd.capital(i-1) && len(rd.toks[i-1].Word) < 3 {
		return true // "P-90s"
	}
	if i > 0 {
		if _, n := rd.st.Label(i - 1); n > 1 || rd.has(i-1, every) > 1 {
			return true
		}
	}
	columns, n := rd.st.Label(i)
	return n > 0 && rd.says(columns[0])
}

// scale reads what multiplies a number or turns it around: "three decades", "500 BC", "minus 15".
func (rd *reading) scale(f *prefer.Figure) {
	if f.Last < len(rd.toks) && rd.has(f.Last, tenYears) > 0 {
		f.Lo, f.Hi, f.Step, f.Last = f.Lo*10, f.Hi*10, 10, f.Last+1
	}
	if f.Last < len(rd.toks) && rd.has(f.Last, tenths) > 0 {
		f.Lo, f.Hi, f.Step, f.Whole, f.Last = f.Lo/10, f.Hi/10, .1, false, f.Last+rd.has(f.Last, tenths)
	}
	if f.Last < len(rd.toks) && rd.has(f.Last, beforeChrist) > 0 {
		f.Lo, f.Hi, f.Last = -f.Hi, -f.Lo, f.Last+1
	}
	if f.First > 0 && rd.has(f.First-1, minus) > 0 {
		f.Lo, f.Hi = -f.Hi, -f.Lo
	}
}

// model reads a word of letters and digits, "i7" or "4k", as the name of something.
func (rd *reading) model(i int) {
	w := rd.toks[i].Word
	if !digit(w) || rd.st.Ordinal(i) != 0 {
		return
	}
	if f := rd.pence(i); f != nil {
		rd.figure(f, nil)
		rd.use(i, i+1)
		return
	}
	if col := rd.columnWith(w); col >= 0 && !rd.contrasted(i) {
		rd.flag(i, 1, []int{col})
		return
	}
	c := claim{first: i, last: i + 1, kind: WrongAttribute, holds: rd.supported(i, i+1)}
	if lines, ok := strings.CutSuffix(w, "p"); ok && c.holds == 0 { // "1440p" of 2560x1440
		for k, item := range rd.sc.items {
			if rd.v.record(item).measures(lines) {
				c.holds |= 1 << k
			}
		}
	}
	if c.holds == 0 && (rd.contrasted(i) || strings.Contains(rd.sc.belief, " "+w+" ") || w[0] == '1' && len(w) <= 3 || w == "24") {
		return
	}
	if w[0] >= '0' && w[0] <= '9' {
		c.kind = WrongNumber
	}
	rd.use(i, i+1)
	rd.claims = append(rd.claims, c)
}

// pence reads "80p dearer" in a shop in pounds; nil when it is none.
func (rd *reading) pence(i int) *prefer.Figure {
	number, ok := strings.CutSuffix(rd.toks[i].Word, "p")
	price := rd.v.c.With(catalog.Price)
	if !ok || len(number) > 2 || !modelNumber(number) || price < 0 || rd.v.c.Column(price).Unit != "GBP" {
		return nil
	}
	v, _ := strconv.ParseFloat(number, 64)
	f := &prefer.Figure{First: i, Last: i + 1, Op: prefer.Between, Lo: v / 100, Hi: v / 100, Step: .01, Money: true, Label: -1,
		Columns: []prefer.Measured{{Column: price, Factor: 1}}}
	if _, relative := rd.relation(f); !relative {
		return nil // "4K at 60p"
	}
	return f
}

// digit says whether a word has a digit.
func digit(w string) bool {
	for i := range len(w) {
		if w[i] >= '0' && w[i] <= '9' {
			return true
		}
	}
	return false
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

// modelled says whether a number with letters is a name in some record: "4K".
func (rd *reading) modelled(i int) bool {
	w := rd.toks[i].Word
	last := w[len(w)-1]
	return w[0] <= '9' && last > '9' && (rd.supported(i, i+1) != 0 || rd.columnWith(w) >= 0)
}

// vague says whether a number is none: "a day", "several hundred".
func (rd *reading) vague(f *prefer.Figure) bool {
	if rd.has(f.First, near) > f.Last-f.First {
		return true // "a cent short of ten dollars"
	}
	if f.Spelled && rd.has(f.First, article) > 0 && f.Last-f.First < 3 && f.Lo < 20 && !rd.goesOn(f.Last) {
		at, relative := rd.relation(f)
		return !relative || at >= f.Last && rd.has(at, apart) == 0 && !(rd.inYears(f) && (rd.has(at, earlier) > 0 || rd.has(at, since) > 0))
	}
	if f.Spelled && rd.has(f.First, article) > 0 && f.Lo >= 1000 && f.Last < len(rd.toks) && rd.toks[f.Last].Gap == 0 && !rd.function(f.Last) {
		return true // "a grand evening"
	}
	return f.First > 0 && f.Spelled && rd.has(f.First-1, several) > 0
}

// goesOn says whether another number with a unit follows: "an hour and thirty-five minutes".
func (rd *reading) goesOn(i int) bool {
	if i < len(rd.toks) && rd.has(i, and) > 0 {
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
	if f.Money && f.Spelled && f.Whole && at < len(rd.toks) && rd.toks[at].Gap == 0 && rd.toks[at].Word[0] > '9' {
		if v, ok := rd.v.r.Number(rd.toks[at].Word); ok && v >= 5 && v < 100 && (at+1 == len(rd.toks) || rd.toks[at+1].Gap != 0 || rd.function(at+1)) {
			f.Lo, f.Hi, f.Last, f.Whole, f.Step = f.Lo+v/100, f.Hi+v/100, at+1, false, .01 // "sixteen euros ninety"
			return
		}
	}
	if at < len(rd.toks) && rd.has(at, and) > 0 {
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

// sized gives the first of the measures of one thing what the last is in: "286 by 210 cm".
func (rd *reading) sized(f *prefer.Figure) {
	at := f.Last
	for n := 0; n < 2 && !f.Unit && !f.Money && at+1 < len(rd.toks) && rd.has(at, times) > 0; n++ {
		g, ok := rd.st.Figure(at + 1)
		if !ok {
			return
		}
		if g.Unit {
			f.Columns, f.Unit, f.Named, f.Exact = g.Columns, true, false, false
			return
		}
		at = g.Last
	}
}

// lasting measures a number of years by a column beside it that is in another unit of time: "a three year warranty" of
// warranty_months.
func (rd *reading) lasting(f *prefer.Figure) {
	if f.Unit || f.Money || !rd.inYears(f) {
		return
	}
	for k := max(0, f.First-3); k < min(len(rd.toks), f.Last+3); k++ {
		columns, n := rd.st.Label(k)
		if n == 0 || rd.clause[k] != rd.clause[f.First] || rd.has(k, years) > 0 {
			continue
		}
		for _, c := range columns {
			words := rd.v.names[c]
			if factor := max(perYear[rd.v.c.Column(c).Unit], perYear[words[len(words)-1]]); factor > 0 && rd.v.c.Column(c).Kind == catalog.Number {
				f.Columns, f.Unit, f.Named = []prefer.Measured{{Column: c, Factor: factor}}, true, true
				if f.Last < len(rd.toks) && rd.has(f.Last, years) > 0 {
					f.Last++
				}
				return
			}
		}
	}
}

// perYear is how many of a unit a year has.
var perYear = map[string]float64{"months": 12, "month": 12, "monate": 12, "meses": 12, "weeks": 52, "days": 365, "years": 1, "yrs": 1, "yr": 1, "y": 1, "jahre": 1, "anos": 1}

// meant takes a bound for the number itself where it is the item's: "running since 2011", "takes up to twelve people".
func (rd *reading) meant(f *prefer.Figure) {
	if year := rd.v.c.With(catalog.Year); year >= 0 && f.Named && !f.Unit && !f.Spelled && f.Lo >= 1900 && f.Lo < 2100 && f.Label < f.First && f.First > 0 && rd.has(f.First-1, inYear) > 0 {
		f.Columns, f.Named, f.Exact = []prefer.Measured{{Column: year, Factor: 1}}, false, false // "12 GB of RAM and came out in 2024"
	}
	switch {
	case f.Op == prefer.AtMost && !f.Money && !rd.believed(f.Lo) && rd.ends(f.First, upTo),
		(f.Op == prefer.AtLeast || f.Op == prefer.Greater) && kindOf(rd.v.c, f) == WrongYear && !rd.believed(f.Lo) && rd.ends(f.First, datedFrom):
		f.Op = prefer.Between
	}
}

// figure makes a claim of one number; last is the number before it.
func (rd *reading) figure(f, last *prefer.Figure) {
	rd.tally(f)
	c := claim{first: f.First, last: f.Last, kind: kindOf(rd.v.c, f)}
	switch {
	case rd.bounds(f), rd.asks() && len(rd.mentions) == 0, f.Unit && rd.ends(f.First, per) && rd.bearing(f) == 0:
		return // the shopper's own number, or one that is asked about
	case rd.percent(f) && f.Last < len(rd.toks) && rd.has(f.Last, percentOff) > 0: // "15% off"
		c.kind = Discount
		for k, item := range rd.sc.items {
			if r := rd.v.record(item); rd.v.saysAll(r, rd.toks[f.First:f.Last+1]) {
				c.holds |= 1 << k
			}
		}
	case rd.remain(f): // "just three bottles of it are left"
		c.kind = Availability
		for k, item := range rd.sc.items {
			left, counted := rd.stockOf(item)
			if counted && left == f.Lo {
				c.holds |= 1 << k
			}
		}
	case rd.difference(f, &c):
	case rd.unbounded(f):
		c.holds = rd.everyItem() &^ rd.bearing(f) // "it doesn't cost more than €80"
	case f.Spelled && rd.miscounts(f):
	case rd.share(f), f.Spelled && rd.counts(f), rd.total(f), rd.spread(f):
		return
	default:
		if rd.against(f.First) && last != nil { // "27 megapixels to 20"
			c.free = true
			if len(f.Columns) == 0 {
				f.Columns, f.Named = last.Columns, last.Named
			}
		}
		c.free = c.free || len(rd.mentions) > 1 && rd.facing(f.Last)
		c.holds = rd.bearing(f) | rd.otherwise(f)
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
		if c.holds == 0 && (!f.Money && rd.supposed(f.First) || last != nil && rd.converts(f, last)) {
			return // "if it's for a six-year-old"; "47 inches, just shy of four feet"
		}
		c.names = f.Named && f.First > 0 && rd.has(f.First-1, the) > 0 && !(f.First > 1 && rd.has(f.First-2, is) > 0) // "the five-bedroom one"
		if c.holds == 0 && (rd.comparing() && rd.apartBy(f) || rd.sums(f)) {
			return // "a hundred more buys you seven litres"
		}
		c.fact, c.repair = rd.facts(f), rd.repairs(f)
		if !f.Money && rd.closely(f.First, f.First+1) {
			c.holds, c.kind = rd.everyItem()&^c.holds, DeniedAttribute
		}
	}
	rd.claims = append(rd.claims, c)
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
	if !f.Unit && !f.Named && !f.Spelled && f.Lo == math.Trunc(f.Lo) && f.Lo >= 1400 && f.Lo < 2100 {
		return WrongYear
	}
	return WrongNumber
}

// number writes a number as the language does.
func (l *Language) number(v float64, price bool) string {
	if l.comma {
		return strings.Replace(plainNumber(v, price), ".", ",", 1)
	}
	return plainNumber(v, price)
}
