package prefer

import (
	"strconv"
	"strings"
)

// A quantity is a number in a sentence with everything that says what it bounds.
type quantity struct {
	op     Op
	lo, hi float64
	hint   columnHint // from the comparison, a currency or the form (a decade is a year)
	base   string     // of its unit, "" without one
	bare   bool       // neither comparison nor unit nor form: a number that may mean nothing
}

// An amount is one number with its unit.
type amount struct {
	value  float64
	base   string
	money  bool
	last   int     // the token behind it
	decade bool    // stands for years from value on
	years  float64 // how many more, of a decade
}

// quantity reads the quantity that begins at toks[i]: an optional comparison, one number or two, an optional
// comparison behind.
func (s *scanner) quantity(i int) piece {
	cmp, n := s.r.l.before.at(s.toks, i)
	j := i + n
	if n > 0 {
		j = s.fillers(j)
	}
	a, ok := s.amount(j)
	if !ok {
		return piece{}
	}
	q := quantity{op: About, lo: a.value, hi: a.value, base: a.base}
	if a.decade {
		q.hi = a.value + a.years
	}
	if a.money {
		q.hint = priceColumn
	}
	if a.decade {
		q.hint = yearColumn
	}
	if n > 0 && cmp.hint != anyColumn {
		q.hint = cmp.hint
	}
	last := a.last
	if b, end, ok := s.second(cmp, n, last); ok {
		q.op, q.hi, last = Between, b.value, end
		if b.decade {
			q.hi += b.years
		}
		if b.base != "" {
			q.base = b.base
			if a.base == "" && a.value < b.value {
				q.lo = a.value * s.factor(end-1)
			}
		}
		if b.money {
			q.hint = priceColumn
		}
		q.lo, q.hi = min(q.lo, q.hi), max(q.lo, q.hi)
		return piece{first: i, last: last, kind: measured, quantity: q}
	}
	if after, k := s.r.l.behind.at(s.toks, last); k > 0 && (n == 0 || cmp.op == Between) {
		cmp, n, last = after, k, last+k
		if after.hint != anyColumn && q.hint == anyColumn {
			q.hint = after.hint
		}
	}
	s.settle(&q, cmp, n, a)
	return piece{first: i, last: last, kind: measured, quantity: q}
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
		q.op = Between
		q.bare = !a.money && a.base == "" && !yearLike(strconv.FormatFloat(a.value, 'f', -1, 64))
	}
}

// second reads the other end of a range that began before toks[j]: "and 1985", "to 2012", "-2012".
func (s *scanner) second(cmp comparison, n, j int) (amount, int, bool) {
	if j >= len(s.toks) {
		return amount{}, 0, false
	}
	joined := false
	switch w := s.toks[j].Word; {
	case s.r.l.to[w], s.r.l.and[w] && n > 0 && cmp.op == Between:
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

func isDash(s string) bool { return s == "-" || s == "–" }

// fillers skips words between a comparison and its number: "under the 90s", "around like 1985".
func (s *scanner) fillers(j int) int {
	for k := 0; k < 2 && j < len(s.toks); k++ {
		if !s.r.l.fillers[s.toks[j].Word] {
			break
		}
		j++
	}
	return j
}

// largest is beyond all numbers that mean something.
const largest = 1e15

// amount reads one number at toks[j].
func (s *scanner) amount(j int) (amount, bool) {
	if j >= len(s.toks) {
		return amount{}, false
	}
	if part, ok := s.r.l.parts[s.toks[j].Word]; ok {
		a, ok := s.amount(j + 1)
		a.value, a.years = a.value+part[0], part[1]-part[0]
		return a, ok && a.decade
	}
	w := s.toks[j].Word
	if d, ok := s.decade(w); ok {
		return amount{value: d, decade: true, years: 9, last: j + 1}, true
	}
	a := amount{last: j + 1}
	num, tail := splitNumber(w)
	switch {
	case num != "":
		v, err := strconv.ParseFloat(plain(num), 64)
		if err != nil {
			return amount{}, false
		}
		a.value = v
	case !s.words(&a, j):
		return amount{}, false
	default:
		tail = ""
	}
	alone := num == "" && a.value < 2 // "one" is more often a pronoun
	a.money = s.sign(s.toks[j].Start)
	a = s.withUnit(a, tail)
	return a, !alone || a.money || a.base != ""
}

// words reads number words: "eight hundred", "two", "a thousand".
func (s *scanner) words(a *amount, j int) bool {
	total, part, any := 0.0, 0.0, false
	for ; j < len(s.toks); j++ {
		n, ok := s.r.l.numbers[s.toks[j].Word]
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
		any = true
		a.last = j + 1
		total, part = min(total, largest), min(part, largest)
	}
	a.value = total + part
	return any
}

// withUnit reads the unit behind a number, in the same word ("16gb", "1k") or the next.
func (s *scanner) withUnit(a amount, tail string) amount {
	if tail == "k" {
		a.value, tail = a.value*1000, ""
	}
	if tail == "" && a.last < len(s.toks) && s.toks[a.last].Gap == 0 {
		next := s.toks[a.last].Word
		if n, ok := s.r.l.numbers[next]; ok && n.scale {
			a.value = min(a.value*n.value, largest)
			a.last++
			return s.withUnit(a, "")
		}
		if _, ok := s.r.l.units[next]; ok && !s.r.l.function[next] {
			tail = next
			a.last++
		}
	}
	if end := s.toks[a.last-1].End; strings.HasPrefix(s.message[end:], "€") || strings.HasPrefix(s.message[end:], "$") || strings.HasPrefix(s.message[end:], " €") {
		a.money = true
	}
	if u, ok := s.r.l.units[tail]; ok {
		if u.base == "money" {
			a.money, a.value = true, a.value*u.factor
		} else {
			a.base, a.value = u.base, a.value*u.factor
		}
	}
	return a
}

// factor returns how many base units one unit at toks[j] counts.
func (s *scanner) factor(j int) float64 {
	_, tail := splitNumber(s.toks[j].Word)
	if tail == "" {
		tail = s.toks[j].Word
	}
	if u, ok := s.r.l.units[tail]; ok && u.base != "money" {
		return u.factor
	}
	return 1
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

// plain drops the commas of a number.
func plain(num string) string {
	out := make([]byte, 0, len(num))
	for i := range len(num) {
		if num[i] != ',' {
			out = append(out, num[i])
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
	if len(w) < 3 || !strings.HasSuffix(w, "s") {
		return 0, false
	}
	n, err := strconv.Atoi(w[:len(w)-1])
	switch {
	case err != nil || n%10 != 0:
		return 0, false
	case n >= 1000 && n <= 2090:
		return float64(n), true
	case len(w) == 3:
		return century(n), true
	}
	return 0, false
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
