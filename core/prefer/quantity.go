package prefer

import (
	"strconv"
	"strings"

	"rso/catalog"
)

// A quantity is a number in a sentence with everything that says what it bounds.
type quantity struct {
	op     Op
	lo, hi float64
	dim    int    // from the comparison, a currency or the form (a decade is a year); 0 when nothing says
	units  []unit // that it may count in; none without one
	column int    // the column that counts in the word behind the number, plus one; 0 when none does
	annual bool   // counts years, by the word behind it
	alone  bool   // without a comparison, so that its dimension says what it bounds
	bare   bool   // neither comparison nor unit nor form: a number that may mean nothing
}

// quantity reads the quantity that begins at toks[i]: an optional comparison, one number or two, an optional
// comparison behind.
func (s *scanner) quantity(i int) piece {
	if s.heard[i][before].n == 0 && !s.numeric(i) {
		return piece{}
	}
	cmp, n := s.compares(before, i)
	j := i + n
	if n > 0 {
		inner, k := s.compares(before, j)
		if k > 0 && inner.dim == 0 && cmp.dim != 0 && cmp.op == AtMost { // "spend about 300"
			cmp.op = inner.op
			j += k
		}
		j = s.fillers(j)
	} else if op, ok := s.signOp(s.toks[i].Start); ok {
		cmp, n = comparison{op: op}, 1
	}
	a, ok := s.amountOf(j, n > 0)
	if !ok && j < len(s.toks) { // "at least a metre", "a metre at the most", though "a metre" alone says little
		if a, ok = s.fraction(j, true); ok && n == 0 {
			_, behind, _ := s.behind(a.last, a)
			ok = behind > 0
		}
	}
	if !ok {
		return piece{}
	}
	if m := s.mention(j); m.kind == titles && m.last > a.last && len(a.units) == 0 && !a.money {
		return piece{} // "close to 50 First Dates"
	}
	if a.ish && n == 0 {
		cmp, n = comparison{op: About}, 1
	}
	q := quantity{op: About, lo: a.value, hi: a.value, units: a.units, column: a.column}
	if len(a.units) > 0 {
		q.dim = a.units[0].dim
	}
	q.annual = a.last < len(s.toks) && s.toks[a.last].Gap == 0 && s.is(years, a.last)
	if a.decade {
		q.hi = a.value + a.years
		q.dim = s.r.l.dimension("year")
	}
	if n > 0 && cmp.dim != 0 {
		q.dim = cmp.dim
	}
	if a.money {
		q.dim = s.r.l.dimension("price")
	}
	last := a.last
	if b, end, ok := s.second(cmp, n, last); ok {
		from := last
		q.op, q.hi, last = Between, b.value, end
		if b.decade {
			q.hi += b.years
			q.dim = s.r.l.dimension("year")
		}
		if b.column > 0 {
			q.column = b.column
		}
		if len(b.units) > 0 {
			if q.units = b.units; len(a.units) > 0 && a.units[0] != b.units[0] && a.units[0].base == b.units[0].base {
				q.lo *= a.units[0].factor / b.units[0].factor
			}
		}
		if b.money {
			q.dim = s.r.l.dimension("price")
		}
		if a.value < b.value/1000 && s.thousands(from, end) {
			q.lo *= 1000 // "5-10k", "between nine and fifteen thousand"
		}
		q.lo, q.hi = min(q.lo, q.hi), max(q.lo, q.hi)
		return piece{first: i, last: last, kind: measured, quantity: &q}
	}
	after, k, skipped := s.behind(last, a)
	if k > 0 && (n == 0 || cmp.op == Between || cmp.op == About) {
		last += skipped
		cmp, n, last = after, k, last+k
		if after.dim != 0 && q.dim == 0 {
			q.dim = after.dim
		}
	} else if a.plus && n == 0 {
		cmp, n = comparison{op: AtLeast}, 1
	}
	s.settle(&q, cmp, n, a)
	return piece{first: i, last: last, kind: measured, quantity: &q}
}

// numeric says whether an amount may begin at token i.
func (s *scanner) numeric(i int) bool {
	if s.amountAt(i) || s.is(numerals, i) || s.is(each, i) || s.is(halfs, i) || s.is(quarter, i) {
		return true
	}
	if s.is(counted, i) {
		if _, n := s.andPart(i + 1); n > 0 {
			return true
		}
	}
	_, n := s.era(i)
	return n > 0
}

// behind reads the comparison behind an amount, which a word for what it measures may stand before: "2 m long or longer",
// "a 5 year warranty or longer".
func (s *scanner) behind(j int, a amount) (c comparison, n, skipped int) {
	for range 3 {
		if c, n = s.compares(behind, j); n > 0 {
			break
		}
		from := j
		if n := s.each(j); n > 0 {
			j += n // "32 hours a week or less"
			skipped += n
			continue
		}
		if j+1 < len(s.toks) && s.is(links, j) && s.toks[j].Gap == 0 {
			j++ // "16 gigs of ram or more"
		}
		if _, k := s.compares(behind, j+1); k > 0 && skipped == 0 && len(a.units) > 0 && j < len(s.toks) && s.toks[j].Gap == 0 && !s.is(function, j) && !s.numeric(j) && s.toks[j+1].Gap == 0 {
			j, skipped = j+1, 1 // "10 inch wheels or bigger"
			continue
		}
		p := s.label(min(j, len(s.toks)-1))
		if j >= len(s.toks) || p.kind != labelled || s.toks[j].Gap != 0 {
			return c, 0, 0
		}
		skipped, j = skipped+p.last-from, p.last
	}
	year := c.dim != 0 && s.r.l.dimensions[c.dim].role == catalog.Year
	if age := s.r.l.dimension("age"); year && n > 0 && !a.decade && a.value < 1000 && !a.money && len(s.r.x.of[age]) > 0 && (c.op == AtMost || c.op == AtLeast) {
		year, c.dim = false, age // "10 years or older"
		if c.op == AtMost {
			c.op = AtLeast
		} else {
			c.op = AtMost
		}
	}
	if n == 0 || year && !a.decade && (a.value < 1000 || a.value > 2100 || len(a.units) > 0 || a.money) {
		return c, 0, 0
	}
	if _, m := s.compares(before, j); m > n {
		return c, 0, 0 // "over 4, no more than 40"
	}
	if s.toks[j].Gap != 0 {
		if _, number := s.amount(s.fillers(j + n)); number {
			return c, 0, 0 // "from the 70s, at least 4 stars"
		}
	}
	return c, n, skipped
}

// each counts the words at j that name what a number is counted by: "a week", "per night", "apiece".
func (s *scanner) each(j int) (n int) {
	switch {
	case j == 0 || j >= len(s.toks) || s.toks[j].Gap != 0:
	case s.is(apiece, j):
		return 1
	case j+1 < len(s.toks) && (s.is(each, j) || s.is(per, j)) && s.toks[j+1].Gap == 0 && (len(s.r.l.units[s.toks[j+1].Word]) > 0 || s.is(times, j+1) || s.is(heads, j+1)):
		return 2
	}
	return 0
}

// thousands says whether the number in tokens [from, to) counts in thousands.
func (s *scanner) thousands(from, to int) bool {
	for _, t := range s.toks[from:to] {
		if n := s.r.l.numbers[t.Word]; n.scale && n.value == 1000 || strings.HasSuffix(t.Word, "k") && t.Word[0] <= '9' {
			return true
		}
	}
	return false
}

// signOp reads a sign of comparison right before a byte of the message.
func (s *scanner) signOp(at int) (Op, bool) {
	before := strings.TrimRight(s.message[:at], " $€£")
	for _, c := range [...]struct {
		sign string
		op   Op
	}{{"<=", AtMost}, {"=<", AtMost}, {">=", AtLeast}, {"=>", AtLeast}, {"≤", AtMost}, {"≥", AtLeast}, {"<", Less}, {">", Greater}, {"~", About}, {"≈", About}} {
		if strings.HasSuffix(before, c.sign) {
			return c.op, true
		}
	}
	return 0, false
}

// settle turns a comparison and one amount into bounds.
func (s *scanner) settle(q *quantity, cmp comparison, n int, a amount) {
	switch {
	case n > 0 && cmp.op != Between && cmp.op != About:
		q.op = cmp.op
		if a.decade && cmp.op == Greater {
			q.lo = q.hi // after the 90s: from 2000 on
		}
		if a.decade && cmp.op == Less {
			q.hi = q.lo // before the 90s
		}
	case a.decade:
		q.op = Between
		if n > 0 && cmp.op == About {
			q.lo, q.hi = q.lo-2, q.hi+2
		}
	case n > 0 && cmp.op == About:
		q.op = About
	default:
		q.op, q.alone = Between, true
		q.bare = !a.money && len(a.units) == 0 && a.column == 0 && !yearLike(strconv.FormatFloat(a.value, 'f', -1, 64))
	}
}

// second reads the other end of a range that began before toks[j]: "and 1985", "to 2012", "-2012".
func (s *scanner) second(cmp comparison, n, j int) (amount, int, bool) {
	if j >= len(s.toks) {
		return amount{}, 0, false
	}
	joined := false
	switch w := s.toks[j].Word; {
	case s.r.l.is(to, w), s.r.l.is(and, w) && n > 0 && cmp.op == Between:
		joined = true
	case s.isUpTo(j) && n > 0 && cmp.op == Between:
		j++
		joined = true
	case j > 0:
		between := s.message[s.toks[j-1].End:s.toks[j].Start]
		if b, ok := s.amount(j); ok && isDash(strings.Trim(between, " $€£¥₹")) {
			return b, b.last, true
		}
	}
	if !joined {
		return amount{}, 0, false
	}
	b, ok := s.amount(s.fillers(j + 1))
	return b, b.last, ok
}

// isUpTo says whether a comparison of two words, "up to", ends a range: "from 25 up to 60".
func (s *scanner) isUpTo(j int) bool {
	c, n := s.compares(before, j)
	return n == 2 && c.op == AtMost
}

func isDash(s string) bool { return s == "-" || s == "–" || s == "—" }

// fillers skips words between a comparison and its number: "under the 90s", "around like 1985".
func (s *scanner) fillers(j int) int {
	for k := 0; k < 2 && j < len(s.toks); k++ {
		if _, n := s.era(j); n > 0 || !s.is(fillers, j) || s.is(each, j) && j+1 < len(s.toks) && (len(s.r.l.units[s.toks[j+1].Word]) > 0 || s.r.l.numbers[s.toks[j+1].Word].scale) {
			break
		}
		j++
	}
	return j
}

// largest is beyond all numbers that mean something.
const largest = 1e15

// amount reads one number at toks[j].
func (s *scanner) amount(j int) (amount, bool) { return s.amountOf(j, false) }

// negative says whether a minus sign stands right before a byte of the message, and no word before it.
func (s *scanner) negative(at int) bool {
	before := s.message[:at]
	for _, sign := range [...]string{"-", "−"} {
		if rest, ok := strings.CutSuffix(before, sign); ok {
			return rest == "" || strings.HasSuffix(rest, " ")
		}
	}
	return false
}

// ordinalTail says whether a number ends like a place: "2nd".
func ordinalTail(tail string) bool {
	return tail == "st" || tail == "nd" || tail == "rd" || tail == "th"
}

// splitNumber cuts "16gb" into "16" and "gb".
func splitNumber(w string) (num, tail string) {
	i := 0
	for i < len(w) && (w[i] >= '0' && w[i] <= '9' || w[i] == '.' || w[i] == ',') {
		i++
	}
	return w[:i], w[i:]
}

// yearLike says whether a word could be a year.
func yearLike(w string) bool {
	return len(w) == 4 && digits(w) && w >= "1400" && w < "2100"
}
