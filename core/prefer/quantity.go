package prefer

import (
	"math"
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

// An amount is one number with its unit.
type amount struct {
	value  float64
	units  []unit
	money  bool
	column int     // the column that counts in its unit, plus one: "35 ppm"
	last   int     // the token behind it
	decade bool    // stands for years from value on
	years  float64 // how many more, of a decade
	plus   bool    // "4.5+"
	ish    bool    // "450ish"
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
	if !ok && n > 0 && j < len(s.toks) {
		a, ok = s.fraction(j, true) // "at least a metre", though "a metre" alone says little
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
	w := s.toks[i].Word
	if w[0] >= '0' && w[0] <= '9' || s.is(each, i) || s.is(halfs, i) || s.is(quarter, i) || len(s.r.l.units[w]) > 0 && s.andHalf(i+1) > 0 {
		return true
	}
	if _, ok := s.r.l.numbers[w]; ok {
		return true
	}
	if _, ok := s.r.l.parts[w]; ok {
		return true
	}
	if _, ok := s.r.l.decades[w]; ok {
		return true
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
		p := s.label(min(j, len(s.toks)-1))
		if j >= len(s.toks) || p.kind != labelled || s.toks[j].Gap != 0 {
			return c, 0, 0
		}
		skipped, j = skipped+p.last-from, p.last
	}
	year := c.dim != 0 && s.r.l.dimensions[c.dim].role == catalog.Year
	if n == 0 || year && !a.decade && (a.value < 1000 || a.value > 2100 || len(a.units) > 0 || a.money) {
		return c, 0, 0
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

// amountOf reads one number at toks[j]; one that is compared may be a "one".
func (s *scanner) amountOf(j int, compared bool) (amount, bool) {
	if j >= len(s.toks) || s.toks[j].Start > 0 && s.message[s.toks[j].Start-1] == '#' {
		return amount{}, false
	}
	if part, ok := s.r.l.parts[s.toks[j].Word]; ok {
		a, ok := s.amount(j + 1)
		a.value, a.years = a.value+part[0], part[1]-part[0]
		return a, ok && a.decade
	}
	if d, n := s.era(j); n > 0 {
		return amount{value: d, decade: true, years: 9, last: j + n}, true
	}
	w := s.toks[j].Word
	if d, ok := s.decade(w); ok {
		return amount{value: d, decade: true, years: 9, last: j + 1}, true
	}
	if a, ok := s.fraction(j, false); ok {
		return a, true
	}
	a := amount{last: j + 1}
	num, tail := splitNumber(w)
	switch {
	case num != "":
		v, err := strconv.ParseFloat(s.plain(num, tail), 64)
		if err != nil {
			return amount{}, false
		}
		a.value = v
		if s.negative(s.toks[j].Start) {
			a.value = -v
		}
	case !s.words(&a, j):
		return amount{}, false
	default:
		tail = ""
	}
	alone := num == "" && a.value < 2 && (!compared || j > 0 && s.is(pointers, j-1)) // "one" is more often a pronoun
	a.money = s.sign(s.toks[j].Start)
	a = s.withUnit(a, tail)
	if s.r.l.is(ish, tail) {
		a.ish, tail = true, ""
	}
	if num != "" && tail != "" && len(a.units) == 0 && !a.money && !a.plus && tail != "k" && !ordinalTail(tail) {
		return amount{}, false // "4k" is a number, "b2" and "27er" are names
	}
	if ordinalTail(tail) {
		return amount{}, false
	}
	if alone && a.last < len(s.toks) && s.toks[a.last].Gap == 0 { // "one bedroom"
		p := s.label(a.last)
		alone = a.value < 1 || p.kind != labelled || p.label < 0 || s.r.c.Column(p.label).Kind != catalog.Number
	}
	return a, !alone || a.money || len(a.units) > 0
}

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

// fraction reads "half an hour", "an hour", "an hour and a half".
func (s *scanner) fraction(j int, compared bool) (amount, bool) {
	a := amount{value: 1, last: j + 1}
	if s.is(each, j) && j+1 < len(s.toks) && s.toks[j+1].Gap == 0 && (s.is(quarter, j+1) || s.is(halfs, j+1)) {
		j++
		a.last++ // "a quarter of an hour"
	}
	switch w := s.toks[j].Word; {
	case s.r.l.is(halfs, w):
		a.value = .5
	case s.r.l.is(quarter, w):
		a.value = .25
	case len(s.r.l.units[w]) > 0 && s.andHalf(j+1) > 0: // "kilo y medio"
		return amount{value: 1.5, units: s.r.l.units[w], last: j + 1 + s.andHalf(j+1)}, true
	case !s.r.l.is(each, w):
		return a, false
	}
	for a.value < 1 && a.last < len(s.toks) && (s.is(each, a.last) || s.is(links, a.last)) {
		a.last++
	}
	if a.last+1 < len(s.toks) && s.is(full, a.last) {
		a.last++ // "a full kilo"
	}
	if a.last >= len(s.toks) || s.toks[a.last].Gap != 0 {
		return a, false
	}
	if n := s.r.l.numbers[s.toks[a.last].Word]; n.scale || a.value < 1 && n.value > 0 { // "a hundred and ten", "half a dozen"
		of := amount{}
		s.words(&of, a.last)
		a.value, a.last = a.value*of.value, of.last
		a.money = s.sign(s.toks[j].Start)
		a = s.withUnit(a, "")
		return a, true
	}
	a = s.withUnit(a, "")
	if a.money {
		return a, a.value != 1 // "a tenner"
	}
	if len(a.units) == 0 || a.units[0].factor == 1 && a.value == 1 && !compared {
		return a, false // "a gram of sense"
	}
	if n := s.andHalf(a.last); n > 0 {
		a.value, a.last = a.value+.5, a.last+n
	}
	return a, true
}

// words reads number words: "eight hundred", "two", "a thousand".
func (s *scanner) words(a *amount, j int) bool {
	total, part, any, scaled := 0.0, 0.0, false, false
	for ; j < len(s.toks); j++ {
		n, ok := s.r.l.numbers[s.toks[j].Word]
		if any && !ok && (scaled || s.tens(j-1) && s.digit(j+1)) && s.is(and, j) && s.tail(j+1) {
			continue // "a hundred and fifty", "treinta y cinco"
		}
		if !ok || any && s.toks[j].Gap != 0 {
			break
		}
		switch {
		case !n.scale:
			part += n.value
		case n.value >= 1000:
			total, part = total+max(part, 1)*n.value, 0
		default:
			part = max(part, 1) * n.value
		}
		any, scaled = true, n.scale
		a.last = j + 1
		total, part = min(total, largest), min(part, largest)
	}
	a.value = total + part
	return any
}

// tens says whether the number word at j is one that a digit follows, "thirty".
func (s *scanner) tens(j int) bool {
	v := s.r.l.numbers[s.toks[j].Word].value
	return v >= 20 && v < 100 && math.Mod(v, 10) == 0
}

// digit says whether the number word at j is below ten.
func (s *scanner) digit(j int) bool {
	if j >= len(s.toks) {
		return false
	}
	v := s.r.l.numbers[s.toks[j].Word].value
	return v > 0 && v < 10
}

// tail says whether the number word at j ends a number, and begins no other: "a hundred and fifty", but not "between one
// hundred and two hundred".
func (s *scanner) tail(j int) bool {
	if j >= len(s.toks) {
		return false
	}
	n, known := s.r.l.numbers[s.toks[j].Word]
	for j++; known && !n.scale && n.value < 100 && j < len(s.toks); j++ {
		next, more := s.r.l.numbers[s.toks[j].Word]
		if !more || next.scale {
			return !more
		}
	}
	return known && !n.scale && n.value < 100
}

// withUnit reads the unit behind a number, in the same word ("16gb", "1k"), as a sign or in the next word.
func (s *scanner) withUnit(a amount, tail string) amount {
	if tail == "k" {
		a.value, tail = a.value*1000, ""
	}
	if n := s.andHalf(a.last); tail == "" && n > 0 {
		a.value, a.last = a.value+.5, a.last+n // "two and a half hours"
	}
	a.plus = strings.HasPrefix(s.message[s.toks[a.last-1].End:], "+")
	if tail == "" {
		a.units = s.signUnit(s.toks[a.last-1].End)
	}
	if tail == "" && len(a.units) == 0 && a.last < len(s.toks) && (s.toks[a.last].Gap == 0) {
		next := s.toks[a.last].Word
		if n, ok := s.r.l.numbers[next]; ok && n.scale {
			a.value = min(a.value*n.value, largest)
			a.last++
			return s.withUnit(a, "")
		}
		if s.r.l.is(plus, next) {
			a.plus = true
			a.last++
			return s.withUnit(a, "")
		}
		if a.last+1 < len(s.toks) && !a.money { // "square metres"
			if _, ok := s.r.l.units[next+" "+s.toks[a.last+1].Word]; ok {
				next += " " + s.toks[a.last+1].Word
				a.last++
			}
		}
		if col, ok := s.r.x.counted[next]; ok && !a.money {
			a.column = col + 1
			a.last++
		}
		if _, ok := s.r.l.units[next]; ok && !a.money {
			tail = next
			a.last++
			a.plus = a.plus || strings.HasPrefix(s.message[s.toks[a.last-1].End:], "+")
		}
	}
	if end := s.toks[a.last-1].End; strings.HasPrefix(s.message[end:], "€") || strings.HasPrefix(s.message[end:], "$") || strings.HasPrefix(s.message[end:], "£") || strings.HasPrefix(s.message[end:], " €") {
		a.money = true
	}
	if col, ok := s.r.x.counted[tail]; ok {
		a.column, tail = col+1, ""
	}
	a.units = append(a.units, s.r.l.units[tail]...)
	if n := s.andHalf(a.last); n > 0 && len(a.units) > 0 {
		a.value, a.last = a.value+.5, a.last+n // "dos horas y media"
	}
	if len(a.units) == 1 && a.units[0].base == money {
		a.money, a.value, a.units = true, a.value*a.units[0].factor, nil
	}
	return a
}

// andHalf counts the words of "and a half" at j.
func (s *scanner) andHalf(j int) int {
	switch {
	case j+1 >= len(s.toks) || !s.is(and, j):
	case s.is(halfs, j+1) && (j+2 == len(s.toks) || !s.is(articles, j+2)): // but not "and half the price"
		return 2
	case j+2 < len(s.toks) && s.is(each, j+1) && s.is(halfs, j+2):
		return 3
	}
	return 0
}

// Units with signs are called by these words in every language.
const (
	inch    = "inch"
	foot    = "ft"
	percent = "percent"
)

// signUnit reads a unit that is written as a sign: 15", 5%.
func (s *scanner) signUnit(end int) []unit {
	after := s.message[end:]
	for _, sign := range [...]struct{ sign, unit string }{{"\"", inch}, {"″", inch}, {"”", inch}, {"''", inch}, {"'", foot}, {"%", percent}, {" %", percent}} {
		if strings.HasPrefix(after, sign.sign) && strings.Count(s.message, sign.sign)%2 == 1 {
			return s.r.l.units[sign.unit]
		}
	}
	return nil
}

// sign says whether a currency sign stands before a byte of the message.
func (s *scanner) sign(at int) bool {
	before := strings.TrimRight(s.message[:at], " ")
	for _, c := range [...]string{"$", "€", "£", "¥", "₹"} {
		if strings.HasSuffix(before, c) {
			return true
		}
	}
	return false
}

// plain writes a number without what separates its thousands. A comma or a point separates thousands when three digits
// follow it, and no other mark; what the language uses for decimals separates them otherwise.
func (s *scanner) plain(num, tail string) string {
	last := strings.LastIndexAny(num, ".,")
	if last < 0 {
		return num
	}
	decimal := len(num)-last-1 != 3 || num[last] == '.' && !s.r.l.commas
	if strings.Count(num, num[last:last+1]) > 1 {
		decimal = false
	}
	out := make([]byte, 0, len(num))
	for i := range len(num) {
		switch {
		case num[i] != ',' && num[i] != '.':
			out = append(out, num[i])
		case i == last && decimal:
			out = append(out, '.')
		}
	}
	return string(out)
}

// splitNumber cuts "16gb" into "16" and "gb".
func splitNumber(w string) (num, tail string) {
	i := 0
	for i < len(w) && (w[i] >= '0' && w[i] <= '9' || w[i] == '.' || w[i] == ',') {
		i++
	}
	return w[:i], w[i:]
}

// decade reads "90s", "1990s", "nineties": the first of its ten years. Two digits mean this century up to the 20s.
func (s *scanner) decade(w string) (float64, bool) {
	if d, ok := s.r.l.decades[w]; ok {
		return century(d), true
	}
	num, tail := splitNumber(w)
	if !s.r.l.is(decades, tail) {
		return 0, false
	}
	n, err := strconv.Atoi(num)
	switch {
	case err != nil || n%10 != 0:
		return 0, false
	case n >= 1000 && n <= 2090:
		return float64(n), true
	case len(num) == 2:
		return century(n), true
	}
	return 0, false
}

// era reads a phrase for a decade, "los 90", where there are years and it counts nothing: "los 90 euros" is a price.
func (s *scanner) era(j int) (year float64, n int) {
	d, n := s.r.l.eras.at(s.toks, j)
	if n == 0 || s.r.c.With(catalog.Year) < 0 {
		return 0, 0
	}
	if a := s.withUnit(amount{last: j + n}, ""); a.money || len(a.units) > 0 || a.last > j+n {
		return 0, 0
	}
	if d >= 1000 {
		return float64(d), n
	}
	return century(d), n
}

func century(n int) float64 {
	if n >= 30 {
		return float64(1900 + n)
	}
	return float64(2000 + n)
}

// yearLike says whether a word could be a year.
func yearLike(w string) bool {
	n, err := strconv.Atoi(w)
	return err == nil && len(w) == 4 && n >= 1400 && n < 2100
}
