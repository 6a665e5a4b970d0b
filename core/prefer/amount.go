package prefer

import (
	"math"
	"strconv"
	"strings"

	"rso/catalog"
)

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

// amountOf reads one number at toks[j]; one that is compared may be a "one".
func (s *scanner) amountOf(j int, compared bool) (amount, bool) {
	if j >= len(s.toks) || s.toks[j].Start > 0 && s.message[s.toks[j].Start-1] == '#' {
		return amount{}, false
	}
	if s.is(numerals, j) {
		if part, ok := s.r.l.parts[s.toks[j].Word]; ok {
			a, ok := s.amount(j + 1)
			a.value, a.years = a.value+part[0], part[1]-part[0]
			return a, ok && a.decade
		}
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

// fraction reads "half an hour", "an hour", "an hour and a half".
func (s *scanner) fraction(j int, compared bool) (amount, bool) {
	a := amount{value: 1, last: j + 1}
	if !s.is(each, j) && !s.is(halfs, j) && !s.is(quarter, j) && !s.is(counted, j) {
		return a, false
	}
	if s.is(each, j) && j+1 < len(s.toks) && s.toks[j+1].Gap == 0 && (s.is(quarter, j+1) || s.is(halfs, j+1)) {
		j++
		a.last++ // "a quarter of an hour"
	}
	switch w := s.toks[j].Word; {
	case s.is(halfs, j):
		a.value = .5
	case s.is(quarter, j):
		a.value = .25
	case s.is(counted, j): // "kilo y medio"
		part, n := s.andPart(j + 1)
		return amount{value: 1 + part, units: s.r.l.units[w], last: j + 1 + n}, n > 0
	case !s.is(each, j):
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
	part, n := s.andPart(a.last)
	a.value, a.last = a.value+part, a.last+n
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

// number returns the number word at token i, the zero number when it is none.
func (s *scanner) number(i int) number {
	if !s.is(numerals, i) {
		return number{}
	}
	return s.r.l.numbers[s.toks[i].Word]
}

// withUnit reads the unit behind a number, in the same word ("16gb", "1k"), as a sign or in the next word.
func (s *scanner) withUnit(a amount, tail string) amount {
	if tail == "k" {
		a.value, tail = a.value*1000, ""
	}
	if part, n := s.andPart(a.last); tail == "" {
		a.value, a.last = a.value+part, a.last+n // "two and a half hours"
	}
	a.plus = strings.HasPrefix(s.message[s.toks[a.last-1].End:], "+")
	if tail == "" {
		a.units = s.signUnit(s.toks[a.last-1].End)
	}
	if tail == "" && len(a.units) == 0 && a.last < len(s.toks) && (s.toks[a.last].Gap == 0) {
		next := s.toks[a.last].Word
		if n := s.number(a.last); n.scale {
			a.value = min(a.value*n.value, largest)
			a.last++
			return s.withUnit(a, "")
		}
		if s.is(plus, a.last) {
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
	a.money = a.money || s.signed(s.toks[a.last-1].End)
	if col, ok := s.r.x.counted[tail]; ok {
		a.column, tail = col+1, ""
	}
	a.units = append(a.units, s.r.l.units[tail]...)
	if part, n := s.andPart(a.last); len(a.units) > 0 {
		a.value, a.last = a.value+part, a.last+n // "dos horas y media"
	}
	if len(a.units) == 1 && a.units[0].base == money {
		a.money, a.value, a.units = true, a.value*a.units[0].factor, nil
	}
	return a
}

// andPart reads "and a half" or "and a quarter" at j: how much it adds, and how many words it is.
func (s *scanner) andPart(j int) (part float64, n int) {
	if j+1 >= len(s.toks) || !s.is(and, j) {
		return 0, 0
	}
	k := j + 1
	if s.is(each, k) && k+1 < len(s.toks) {
		k++
	}
	switch {
	case s.is(halfs, k) && (k > j+1 || k+1 == len(s.toks) || !s.is(articles, k+1)): // but not "and half the price"
		return .5, k + 1 - j
	case s.is(quarter, k) && k > j+1:
		return .25, k + 1 - j
	}
	return 0, 0
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
	for _, sign := range [...]struct{ sign, unit string }{{"\"", inch}, {"″", inch}, {"”", inch}, {"''", inch}, {"'", foot}, {"%", percent}, {" %", percent}, {"\u00a0%", percent}, {"\u202f%", percent}} {
		if strings.HasPrefix(after, sign.sign) && strings.Count(s.message, sign.sign)%2 == 1 {
			return s.r.l.units[sign.unit]
		}
	}
	return nil
}

// signed says whether a currency sign follows a byte of the message, right away or behind a blank: "349,99 $". A digit behind
// it would make it the next number's.
func (s *scanner) signed(end int) bool {
	after := s.message[end:]
	for _, blank := range [...]string{" ", "\u00a0", "\u202f"} {
		if rest, ok := strings.CutPrefix(after, blank); ok {
			after = rest
			break
		}
	}
	for _, sign := range [...]string{"€", "$", "£"} {
		if rest, ok := strings.CutPrefix(after, sign); ok {
			return len(after) == len(s.message)-end || rest == "" || rest[0] < '0' || rest[0] > '9'
		}
	}
	return false
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
	d, n := s.r.l.eras.At(s.toks, j)
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
