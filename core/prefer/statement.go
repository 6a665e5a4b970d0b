package prefer

import (
	"math"
	"slices"
	"strings"

	"rso/catalog"
	"rso/catalog/text"
)

// A Statement is a sentence that says what items are, as the reasoner reads its parts: numbers, values, comparisons. What
// a message asks for, [Reasoner.Understand] says. It shares the reasoner's scratch space: one at a time.
type Statement struct {
	r      *Reasoner
	s      *scanner
	w      *weigher
	hidden func(token int) bool // words that are read as nothing: those of a title
}

// Statement reads a sentence, whose words are toks.
func (r *Reasoner) Statement(sentence string, toks []text.Token, hidden func(token int) bool) *Statement {
	x := &r.scratch
	x.understood = Understanding{}
	x.scanner = r.scanner(sentence, toks, Context{Asked: -1})
	x.weigher = newWeigher(r, x.scanner.ctx, &x.scanner, &x.understood)
	x.statement = Statement{r, &x.scanner, &x.weigher, hidden}
	return &x.statement
}

// A Figure is a number in a statement.
type Figure struct {
	First, Last int // tokens, with the unit
	Op          Op  // Between for the number itself, Less to AtLeast for a bound, About for roughly
	Lo, Hi      float64
	Step        float64    // the place of its last digit that says something: 100 for 900, .1 for 4.2
	Whole       bool       // it is written without decimals
	Money       bool       // an amount of money
	Decade      bool       // the years of a decade, or a part of one
	Spelled     bool       // in words: "two"
	Unit        bool       // with a unit of measure
	Plus        bool       // "64+"
	Binary      bool       // of memory, where a thousand may be 1024
	Named       bool       // a word beside it says what it measures
	Exact       bool       // and it is a column's own name, or measures what has a unit or a role
	Label       int        // the token of that word, -1 when it is none of the number's own
	Columns     []Measured // the columns that it may be of; none when nothing says
	units       []unit
}

// A Measured is a column, and how many of its units one of a number's is.
type Measured struct {
	Column int
	Factor float64
}

// Numeric says whether a number may begin at token i.
func (st *Statement) Numeric(i int) bool { return st.s.numeric(i) }

// Figure reads the number that begins at token i; ok is false when none does.
func (st *Statement) Figure(i int) (f Figure, ok bool) {
	s := st.s
	if !s.numeric(i) || st.hidden(i) {
		return f, false
	}
	a, ok := s.amountOf(i, false)
	if !ok || a.value >= largest {
		return f, false
	}
	if st.sterling(a.units) { // pounds
		a.money, a.units = true, nil
	}
	f = Figure{First: i, Last: a.last, Op: Between, Lo: a.value, Hi: a.value, Money: a.money, Decade: a.decade, Unit: len(a.units) > 0, Plus: a.plus, Label: none}
	f.Spelled = !s.amountAt(i)
	f.Step, f.Whole = step(a.value)
	if a.decade {
		f.Hi = a.value + a.years
	}
	if a.ish {
		f.Op = About
	}
	q := quantity{lo: f.Lo, hi: f.Hi, units: a.units, column: a.column, op: Between}
	if b, last, ok := st.end(i, a); ok {
		f.Last, f.Hi, f.Money = last, b.value, f.Money || b.money
		if b.decade {
			f.Hi, f.Decade = b.value+b.years, true
		}
		if len(b.units) > 0 {
			q.units, f.Unit = b.units, true
		}
		q.hi = f.Hi
	}
	dim := 0
	if c, ok := st.bound(i, f.Last); ok && !(c.dim != 0 && st.r.l.dimensions[c.dim].role == catalog.Year && !f.Decade && a.value < 1000) {
		f.Op, dim = c.op, c.dim // but "after 246 ratings"
	}
	if a.plus && f.Op == Between {
		f.Op = AtLeast
	}
	f.Columns, f.units = st.columns(&f, q, dim), q.units
	return f, true
}

// sterling says whether units are of money as well as of something else, in a shop whose prices are in pounds.
func (st *Statement) sterling(units []unit) bool {
	price := st.r.c.With(catalog.Price)
	return len(units) > 1 && price >= 0 && st.r.c.Column(price).Unit == "GBP" && slices.ContainsFunc(units, func(u unit) bool { return u.base == money })
}

// end reads the other end of a range: "4 to 6 players", "2-3 kg".
func (st *Statement) end(i int, a amount) (b amount, last int, ok bool) {
	s := st.s
	if a.last >= len(s.toks) {
		return b, 0, false
	}
	if (s.is(to, a.last) || s.is(and, a.last) && st.between(i)) && s.toks[a.last].Gap == 0 {
		if b, ok = s.amount(a.last + 1); ok && b.value > a.value {
			return b, b.last, true
		}
	}
	if between := s.message[s.toks[a.last-1].End:s.toks[a.last].Start]; isDash(strings.Trim(between, " $€£")) {
		if b, ok = s.amount(a.last); ok && b.value > a.value {
			return b, b.last, true
		}
	}
	return b, 0, false
}

// between says whether the number at token i is the first of two that something lies between.
func (st *Statement) between(i int) bool {
	for k := max(0, i-3); k < i; k++ {
		if c, n := st.s.compares(before, k); n > 0 && c.op == Between {
			return true
		}
	}
	return false
}

// bound reads the comparison around a number: "under", "at least", "or more", "about". What a number comes from, "from
// 1979", is no bound.
func (st *Statement) bound(i, last int) (c comparison, ok bool) {
	s := st.s
	for k := max(0, i-4); k < i; k++ {
		if n := int(s.heard[k][before].n); n > 0 && !st.hidden(k) {
			if c, n = s.compares(before, k); k+n <= i && st.filled(k+n, i) && !s.is(sources, k) && c.op != Between {
				return c, true
			}
		}
	}
	if last < len(s.toks) && s.toks[last].Gap == 0 && !st.hidden(last) {
		if c, n := s.compares(behind, last); n > 0 && c.op != Between {
			return c, true
		}
	}
	op, ok := s.signOp(s.toks[i].Start)
	return comparison{op: op}, ok
}

// filled says whether words without content stand in [from, to): "over your 500".
func (st *Statement) filled(from, to int) bool {
	for k := from; k < to; k++ {
		if !st.s.is(function, k) && st.s.fillers(from) < to || st.s.toks[k].Gap != 0 {
			return false
		}
	}
	return true
}

// step is the place of the last digit of a number that says something, and whether it has no decimals.
func step(v float64) (place float64, whole bool) {
	if v == 0 {
		return 1, true
	}
	for place = 1; math.Abs(v/place-math.Round(v/place)) > 1e-6 && place > 1e-6; {
		place /= 10
	}
	whole = place == 1
	for whole && math.Mod(v, place*10) == 0 && place < 1e12 {
		place *= 10
	}
	return place, whole
}

// columns lists the columns that a number may be of.
func (st *Statement) columns(f *Figure, q quantity, dim int) []Measured {
	x := st.r.x
	var list []int
	add := func(cols []int) {
		for _, c := range cols {
			if st.r.c.Column(c).Kind == catalog.Number && !slices.Contains(list, c) {
				list = append(list, c)
			}
		}
	}
	l := st.r.l
	switch {
	case q.column > 0:
		add([]int{q.column - 1})
		f.Named = true
	case f.Money:
		add(st.w.money())
	case f.Decade:
		add(x.of[l.dimension("year")])
	case dim != 0:
		add(x.of[dim])
	}
	if !f.Money && !f.Decade && q.column == 0 {
		if cols, j := st.labels(f); j >= 0 {
			if f.Spelled && f.Whole && !f.Unit && st.unitless(cols) {
				cols = nil // "three storage sizes"
			}
			if len(q.units) > 0 && !st.inUnits(cols, q) {
				cols = nil // "rated to minus 15 degrees"
			} else {
				f.Named, f.Label, f.Exact = true, j, st.exact(j)
			}
			list = list[:0]
			add(cols)
		}
		for k := range q.units {
			u := &q.units[k]
			f.Binary = f.Binary || u.base == "b"
			for i := range x.columns {
				if x.columns[i].unit.base == u.base && !f.Named {
					add([]int{i})
				}
			}
			for d, dim := range l.dimensions {
				if d > 0 && dim.measuredIn(u.base) && !f.Named {
					add(x.of[d])
				}
			}
		}
	}
	out := make([]Measured, 0, len(list))
	for _, c := range list {
		if st.r.c.Column(c).Role == catalog.Year && (f.Lo < 1000 || f.Lo > 2100) {
			continue // "from six years up"
		}
		factor, _ := st.w.factor(c, q)
		if factor != 0 {
			out = append(out, Measured{c, factor})
		}
	}
	return out
}

// labels finds the word that says what a number measures, right behind it or before it in the clause: its columns, and the
// token where it stands, -1 for none.
func (st *Statement) labels(f *Figure) (columns []int, at int) {
	s := st.s
	for j := f.Last; j < min(len(s.toks), f.Last+labelBehind) && s.toks[j].Gap == 0 && !st.hidden(j) && !s.amountAt(j); j++ {
		if columns, n := st.Label(j); n > 0 {
			if next := j + n; next < len(s.toks) && s.toks[next].Gap == 0 && s.numeric(next) {
				break // "4.9 and costs $12": the number that follows is meant
			}
			return columns, j
		}
		if !s.is(links, j) {
			break
		}
	}
	for j := f.First - 1; j >= max(0, f.First-labelBefore-1) && s.toks[j+1].Gap == 0 && !st.hidden(j) && !s.amountAt(j); j-- {
		if columns, n := st.Label(j); n > 0 && j+n <= f.First {
			if j > 0 && s.toks[j].Gap == 0 && (s.amountAt(j-1) || spelled(s, j-1) || j > 1 && s.amountAt(j-2) && len(st.r.l.units[s.toks[j-1].Word]) > 0) {
				break // "30 megapixels and a 4.6": it is the other number's
			}
			if k := j - 1; k >= 0 && s.toks[j].Gap == 0 && !st.hidden(k) {
				if longer, n := st.Label(k); n > 1 {
					return longer, k
				}
			}
			return columns, j
		}
	}
	return nil, -1
}

// inUnits says whether one of some columns may be counted in a quantity's units.
func (st *Statement) inUnits(columns []int, q quantity) bool {
	return len(columns) == 0 || slices.ContainsFunc(columns, func(c int) bool {
		own := st.r.x.columns[c].unit.base
		switch st.r.c.Column(c).Role {
		case catalog.Rating, catalog.Year, catalog.Popularity:
			return false // "a G-rated film of about an hour"
		}
		return own == "" || slices.ContainsFunc(q.units, func(u unit) bool { return u.base == own })
	})
}

// unitless says whether columns are measured in a unit, so that a number without one counts something else.
func (st *Statement) unitless(columns []int) bool {
	return len(columns) > 0 && !slices.ContainsFunc(columns, func(c int) bool { return st.r.x.columns[c].unit.base == "" })
}

// spelled says whether the word at token j is a number word.
func spelled(s *scanner, j int) bool { _, ok := s.r.l.numbers[s.toks[j].Word]; return ok }

// exact says whether the label at token j is sure to be what the number beside it measures: a column's own name, or a
// dimension with a unit or a role. "People" may be players, guests or voters.
func (st *Statement) exact(j int) bool {
	dims, n := st.s.dims(j)
	if _, k := st.r.x.named.At(st.s.toks, j); k > 0 && k >= n {
		return true
	}
	for _, d := range dims {
		if dim := &st.r.l.dimensions[d]; (dim.unit != "" || dim.role != catalog.Attribute) && st.r.x.column(st.r.c, d, catalog.Number) >= 0 {
			return true
		}
	}
	return false
}

// Label reads the words at token i as the name of columns, or as what they measure: the columns, and how many words; 0 when
// they name none here.
func (st *Statement) Label(i int) (columns []int, n int) {
	s := st.s
	if i >= len(s.toks) || st.hidden(i) {
		return nil, 0
	}
	dims, n := s.dims(i)
	if col, k := st.r.x.named.At(s.toks, i); k > 0 && k >= n {
		columns, n = append(columns, col), k
		dims, k = s.dims(i)
		if k < n {
			return columns, n
		}
	}
	for _, d := range dims {
		for _, c := range st.r.x.of[d] {
			if !slices.Contains(columns, c) {
				columns = append(columns, c)
			}
		}
	}
	if len(columns) == 0 && i+1 < len(s.toks) && s.toks[i+1].Gap == 0 {
		if col, ok := st.r.x.named.Joined(s.toks[i].Word, s.toks[i+1].Word); ok { // "Wi-Fi"
			return []int{col}, 2
		}
	}
	if len(columns) == 0 {
		return nil, 0
	}
	return columns, n
}

// Truth says whether a column's values say yes and no, and whether an item's does; known is false when its record doesn't
// say.
func (st *Statement) Truth(column int, item catalog.Item) (truth, yes, known bool) {
	sense := &st.r.x.columns[column]
	if !sense.truth {
		return false, false, false
	}
	col := st.r.c.Column(column)
	for _, v := range col.Values(item) {
		return true, slices.Contains(sense.yes, v), true
	}
	return true, false, false
}

// Spoken says whether people speak of a column: not of ids, titles, addresses.
func (st *Statement) Spoken(column int) bool { return st.r.x.columns[column].plain }

// A Comparison says that an item has more or less of something, or the most or least.
type Comparison struct {
	Columns    []int
	More       []bool // by column: more of it is meant
	Comparison bool   // relative to another item; else the most or least
}

// Compared reads the comparative or superlative at token i; n is 0 when none begins there.
func (st *Statement) Compared(i int) (c Comparison, n int) {
	s := st.s
	k, n := s.phrase(orders, i)
	if n == 0 || st.hidden(i) {
		return c, 0
	}
	d := st.r.l.orderList[k]
	c.Comparison = d.comparative
	for _, dim := range d.dims {
		for _, col := range st.r.x.of[max(dim, -dim)] {
			if st.r.c.Column(col).Kind == catalog.Number {
				c.Columns, c.More = append(c.Columns, col), append(c.More, d.descending == (dim > 0))
			}
		}
	}
	return c, n
}

// Measures lists the columns that a dimension of the language is measured by in this catalog, by its name: "year".
func (st *Statement) Measures(dimension string) []int {
	return st.r.x.of[st.r.l.dimension(dimension)]
}

// Negation returns how many words at token i negate what follows.
func (st *Statement) Negation(i int) int {
	_, n := st.s.phrase(negations, i)
	return n
}

// Ordinal reads a place in a list at token i, from 1, or from -1 at its end; 0 when there is none.
func (st *Statement) Ordinal(i int) int {
	if !st.s.is(placed, i) {
		return 0
	}
	return st.r.l.ordinals[st.s.toks[i].Word]
}

// Content says whether the word at token i is one that says something.
func (st *Statement) Content(i int) bool { return !st.s.is(function, i) }

// Plain says whether a word is an ordinary one of the language.
func (r *Reasoner) Plain(word string) bool { return r.l.plain(word) }

// Function says whether a word carries no content.
func (r *Reasoner) Function(word string) bool { return r.l.is(function, word) }

// Number returns the value of a number word.
func (r *Reasoner) Number(word string) (float64, bool) {
	n, ok := r.l.numbers[word]
	return n.value, ok && !n.scale
}

// mostWorded is the greatest number that one word stands for, but for hundreds and thousands.
const mostWorded = 99

// Words lists the number words with a value, in alphabetical order.
func (r *Reasoner) Words(value float64) (list []string) {
	if value > mostWorded || value != math.Trunc(value) {
		return nil
	}
	for w, n := range r.l.numbers {
		if n.value == value && !n.scale {
			list = append(list, w)
		}
	}
	slices.Sort(list)
	return list
}

// InUnits says whether a number, in one of the units that measure the same, is one for which holds is true: 30 minutes for
// half an hour.
func (st *Statement) InUnits(f *Figure, holds func(value float64, unit string) bool) bool {
	for word, units := range st.r.l.units {
		for _, u := range units {
			for _, own := range f.units {
				if u.base == own.base && holds(math.Round(f.Lo*own.factor/u.factor*1e6)/1e6, word) {
					return true
				}
			}
		}
	}
	return false
}

// Ends returns the column with the other end of a range, "max_players" of "min_players", and whether the column has the least;
// other is -1 when there is none.
func (st *Statement) Ends(column int) (other int, least bool) {
	x := &st.r.x.columns[column]
	return x.beside, x.least
}

// Forms lists other forms of a word: of a plural the singular, of a singular the plural.
func (r *Reasoner) Forms(word string) []string { return r.l.singular(word) }

// Values reads the values that the words at token i name, by their whole names or by other words for them; n is 0 when they
// name none. A flag is the name of a column that says yes or no, turned around when negative.
func (st *Statement) Values(i int) (found []catalog.Entity, part bool, n int) {
	s := st.s
	if st.hidden(i) {
		return nil, false, 0
	}
	if p := s.graded(i); p.kind == values { // "energy class A"
		return p.mention, false, 1
	}
	if s.is(function, i) && !(i+1 < len(s.toks) && s.message[s.toks[i].End:s.toks[i+1].Start] == "-") { // "over-ear"
		return nil, false, 0
	}
	for _, b := range st.r.beginning(s.toks[i].Word) {
		if k := st.spans(i, b.name); k >= n && k > 0 {
			if k > n {
				found, n = found[:0], k
			}
			found = append(found, b.value)
		}
	}
	if n > 0 {
		return found, false, n
	}
	if p := s.concept(i); p.kind == values {
		return p.mention, p.part, p.last - p.first
	}
	if p := s.partly(i); p.kind == values {
		return p.mention, true, p.last - p.first
	}
	return nil, false, 0
}

// Evoked reads an ordinary word at token i that stands for values of the catalog, "Komödie" for Comedy, or for a column that
// says yes or no, "wasserdicht" for waterproof: the values, or else the column, and how many words; 0 when none does.
// Named says that the word is one of the values' own names, and no more than what it brings to mind: "funny".
func (st *Statement) Evoked(i int) (values []catalog.Entity, column int, named bool, n int) {
	s := st.s
	k, n := s.phrase(concepts, i)
	if n == 0 || st.hidden(i) {
		return nil, none, false, 0
	}
	c := &st.r.l.conceptList[k]
	if p := s.concept(i); p.kind == flagged && !c.opposite {
		return nil, p.label, true, n
	}
	for _, w := range c.want {
		values = append(values, st.r.entities(w)...)
	}
	if len(values) == 0 || c.opposite || len(c.drop) > 0 {
		return nil, none, false, 0
	}
	return values, none, slices.Contains(c.want, s.phraseOf(&piece{first: i, last: i + n})), n
}

// A begun is a value whose name begins with a word.
type begun struct {
	value catalog.Entity
	name  []string
}

// beginning lists the values whose names begin with a word, in some form. People are written with capitals, and no values
// here. What was asked for is kept: a text comes back to the same words.
func (r *Reasoner) beginning(word string) []begun {
	if list, ok := r.begun[word]; ok {
		return list
	}
	var list []begun
	for _, form := range append([]string{word}, r.l.singular(word)...) {
		r.c.EachNamed(form, func(column int, v uint32) {
			if x := &r.x.columns[column]; !x.plain || x.truth || r.c.Column(column).Role == catalog.People {
				return
			}
			if name := wordsOf(r.c.Column(column).Value(v)); len(name) > 0 && name[0] == form {
				list = append(list, begun{catalog.Entity{Column: column, Value: v}, name})
			}
		})
	}
	if len(r.begun) >= maxParts || r.begun == nil {
		r.begun = map[string][]begun{}
	}
	r.begun[strings.Clone(word)] = list
	return list
}

// spans counts the words at token i that are a name, of which the first is there; 0 when the others aren't.
func (st *Statement) spans(i int, name []string) int {
	if i+len(name) > len(st.s.toks) {
		return 0
	}
	for k := 1; k < len(name); k++ {
		t := st.s.toks[i+k]
		if t.Gap != 0 || t.Word != name[k] && !slices.Contains(st.r.l.singular(t.Word), name[k]) {
			return 0
		}
	}
	return len(name)
}
