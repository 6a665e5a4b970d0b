package prefer

import (
	"strconv"
	"strings"

	"rso/catalog"
)

// A calendar is a column of dates: of values like "2026-08-18", or of numbers like 20260818.
type calendar struct {
	column int
	days   []int // of values, by value: the day as yyyymmdd, 0 when it is none
}

// calendars finds the columns of dates.
func (x *lexicon) calendars(c *catalog.Catalog) {
	for i := range x.columns {
		col := c.Column(i)
		switch {
		case !x.columns[i].plain:
		case col.Kind == catalog.Number:
			if lo, hi, ok := col.Range(); ok && lo < hi && isDay(int(lo)) && isDay(int(hi)) && col.Role != catalog.Price {
				x.dates = append(x.dates, calendar{column: i})
			}
		case col.NumValues() > 0 && dayOf(col.Value(0)) > 0:
			cal, no := calendar{column: i, days: make([]int, col.NumValues())}, 0
			for v := range cal.days {
				if cal.days[v] = dayOf(col.Value(uint32(v))); cal.days[v] == 0 {
					no++
				}
			}
			if no*10 <= len(cal.days) {
				x.dates = append(x.dates, cal)
			}
		}
	}
}

// dayOf reads a date, "2026-08-18", "2026-08-18T20:00" or "18.08.2026", as 20260818; 0 when it is none.
func dayOf(s string) int {
	if len(s) < len("2006-01-02") {
		return 0
	}
	number := func(digits string) int {
		n, err := strconv.Atoi(digits)
		if err != nil || n < 0 {
			return 0
		}
		return n
	}
	day := 0
	switch rest := s[10:]; {
	case rest != "" && rest[0] != 'T' && rest[0] != ' ':
	case s[4] == s[7] && strings.IndexByte("-/.", s[4]) >= 0:
		day = number(s[:4])*10000 + number(s[5:7])*100 + number(s[8:10])
	case s[2] == '.' && s[5] == '.':
		day = number(s[6:10])*10000 + number(s[3:5])*100 + number(s[:2])
	}
	if !isDay(day) {
		return 0
	}
	return day
}

// isDay says whether a number is a day as yyyymmdd.
func isDay(n int) bool {
	month, day := n/100%100, n%100
	return n >= 1900_00_00 && n < 2200_00_00 && month >= 1 && month <= 12 && day >= 1 && day <= 31
}

// A period is a stretch of days, or what is before or behind one.
type period struct {
	op       Op  // Between, or the side of the period
	from, to int // its first and its last day, as mmdd
	year     int // 0 for any
}

// dated reads days and months: "in June", "from July to August", "after 1 May 2026".
func (s *scanner) dated(i int) piece {
	if len(s.r.x.dates) == 0 || s.strict {
		return piece{}
	}
	cmp, n := s.compares(before, i)
	at := i
	if at += n; n > 0 {
		at = s.fillers(at)
	}
	d, last, clear := s.day(at)
	if last == 0 {
		return piece{}
	}
	d.op = Between
	if n > 0 && cmp.op != About {
		d.op = cmp.op
	}
	clear = clear || n > 0 || i > 0 && s.is(links, i-1)
	if j := last; d.op == Between && j < len(s.toks) && s.toks[j].Gap != '.' {
		joined := s.is(to, j) || s.is(and, j) || s.is(or, j)
		if joined {
			j++
		}
		if end, behind, _ := s.day(j); behind > 0 && (joined || s.dash(j)) {
			d.to, d.year, last, clear = end.to, max(d.year, end.year), behind, true
		}
	}
	if after, k := s.compares(behind, last); k > 0 && d.op == Between && (after.op == AtLeast || after.op == AtMost) {
		d.op, last = after.op, last+k
	}
	if !clear {
		return piece{} // "may" and "march" are more often something else
	}
	return piece{first: i, last: last, kind: onDay, period: &d}
}

// dash says whether a dash stands right before token j.
func (s *scanner) dash(j int) bool {
	return j > 0 && j < len(s.toks) && isDash(strings.TrimSpace(s.message[s.toks[j-1].End:s.toks[j].Start]))
}

// day reads a month or a day at token i, with its year; last is the token behind it, 0 when there is none. It is clear when
// nothing else could be meant.
func (s *scanner) day(i int) (d period, last int, clear bool) {
	j, day := i, s.dayNumber(i)
	if day > 0 {
		if j++; j < len(s.toks) && s.is(links, j) {
			j++ // "the 14th of June"
		}
	}
	if j >= len(s.toks) || j > i && s.toks[j].Gap != 0 && !(s.r.l.commas && j == i+1) { // "14. Juni"
		return d, 0, false
	}
	month := s.r.l.months[s.toks[j].Word]
	if month == 0 {
		return d, 0, false
	}
	w := s.toks[j].Word
	clear = day > 0 || !s.r.l.is(function, w) && !s.r.l.is(common, w) && !s.r.l.is(nouns, w)
	last = j + 1
	if day == 0 && last < len(s.toks) && s.toks[last].Gap == 0 && !yearLike(s.toks[last].Word) {
		if day = s.dayNumber(last); day > 0 { // "June 14th"
			last, clear = last+1, true
		}
	}
	d.from, d.to = month*100+1, month*100+31
	if day > 0 {
		d.from, d.to = month*100+day, month*100+day
	}
	if last < len(s.toks) && s.toks[last].Gap != '.' && yearLike(s.toks[last].Word) {
		d.year, _ = strconv.Atoi(s.toks[last].Word)
		last, clear = last+1, true
	}
	return d, last, clear
}

// dayNumber reads the number of a day at token i, "14" or "14th"; 0 when there is none.
func (s *scanner) dayNumber(i int) int {
	if i >= len(s.toks) {
		return 0
	}
	num, tail := splitNumber(s.toks[i].Word)
	if n, err := strconv.Atoi(num); err == nil && n >= 1 && n <= 31 && (tail == "" || ordinalTail(tail)) {
		return n
	}
	return 0
}

// holds says whether a day, as yyyymmdd, is in the period or on its side.
func (d *period) holds(day int) bool {
	at, from, to := day%10000, d.from, d.to
	if d.year > 0 {
		at, from, to = day, d.year*10000+from, d.year*10000+to
	}
	switch d.op {
	case Less:
		return at < from
	case AtMost:
		return at <= to
	case Greater:
		return at > to
	case AtLeast:
		return at >= from
	}
	if from > to { // "from November to February"
		return at >= from || at <= to
	}
	return at >= from && at <= to
}

// date turns a period into a constraint on the column of dates that is named beside it, or on the first.
func (w *weigher) date(p *piece) {
	cal := w.r.x.dates[0]
	for _, c := range w.r.x.dates[1:] {
		for j := max(0, p.first-labelBefore); j < min(len(w.s.toks), p.last+labelBehind); j++ {
			if l := w.s.label(j); l.kind == labelled && l.label == c.column {
				cal = c
			}
		}
	}
	k := Constraint{Column: cal.column, Op: In, Span: w.span(p.first, p.last)}
	if cal.days == nil {
		w.between(&k, *p.period)
	}
	for v, day := range cal.days {
		if day > 0 && p.period.holds(day) {
			k.Values = append(k.Values, uint32(v))
		}
	}
	switch {
	case cal.days != nil && len(k.Values) == 0:
		return // no day is, and what is never to be had bounds nothing
	case w.denied(p) && k.Op == In:
		k.Op = NotIn
	case w.denied(p):
		w.opposite(&k)
	}
	w.add(k)
}

// between bounds a column of days that are numbers: of a period of any year, in the last year that has a day in it.
func (w *weigher) between(k *Constraint, d period) {
	col := w.r.c.Column(k.Column)
	for i := range catalog.Item(w.r.c.Len()) {
		if v, ok := col.Number(i); ok && d.year == 0 && d.holds(int(v)) {
			k.Lo = max(k.Lo, v)
		}
	}
	if d.year == 0 {
		d.year = int(k.Lo) / 10000
	}
	from, to := float64(d.year*10000+d.from), float64(d.year*10000+d.to)
	k.Op, k.Lo, k.Hi = d.op, from, to
	switch d.op {
	case Less:
		k.Lo, k.Hi = from, from
	case AtMost, Greater:
		k.Lo, k.Hi = to, to
	case AtLeast:
		k.Lo, k.Hi = from, from
	default:
		if k.Lo > k.Hi {
			k.Lo -= 10000 // "from November to February"
		}
	}
}
