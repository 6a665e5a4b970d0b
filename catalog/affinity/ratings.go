package affinity

import (
	"cmp"
	"errors"
	"io"
	"math"
	"slices"
	"strconv"
	"time"
)

// A rater is a user with the ratings so far.
type rater struct {
	id, origin string
	ratings    []rating
}

// A rating is one row.
type rating struct {
	item  string
	value float64
	when  float64 // 0 when the file doesn't tell
}

// ratings reads the rows of ratings.
func (t *table) ratings() ([]History, error) {
	var raters []rater
	place := map[string]int{} // of a user among them
	s := scale{lo: math.Inf(1), hi: math.Inf(-1)}
	for {
		row, line, err := t.next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		user, err := t.id(row, userRole, line)
		if err != nil {
			return nil, err
		}
		one, err := t.rating(row, line)
		if err != nil {
			return nil, err
		}
		k, known := place[user]
		if !known {
			k = len(raters)
			place[user] = k
			raters = append(raters, rater{id: user, origin: t.source.at(line)})
		}
		raters[k].ratings = append(raters[k].ratings, one)
		s.lo, s.hi = min(s.lo, one.value), max(s.hi, one.value)
	}
	histories := make([]History, len(raters))
	for k := range raters {
		histories[k] = raters[k].history(s)
	}
	return histories, nil
}

// rating reads what a row says of its item.
func (t *table) rating(row []string, line int) (r rating, err error) {
	if r.item, err = t.id(row, itemRole, line); err != nil {
		return r, err
	}
	text, err := t.cell(row, ratingRole, line)
	if err != nil {
		return r, err
	}
	value, ok := number(text)
	if !ok {
		return r, t.fault(ratingRole, line, excerpt(text)+" is no number: write the rating in digits, with a point before decimals")
	}
	r.value = value
	if t.column[timeRole] < 0 {
		return r, nil
	}
	text, err = t.cell(row, timeRole, line)
	if err != nil {
		return r, err
	}
	if r.when, ok = moment(text); !ok {
		return r, t.fault(timeRole, line, excerpt(text)+" is no time: write a number or a date as 2026-11-25 or 2026-11-25 18:30:00, or give the column another name to do without")
	}
	return r, nil
}

// number reads a finite number.
func number(text string) (float64, bool) {
	v, err := strconv.ParseFloat(text, 64)
	return v, err == nil && !math.IsInf(v, 0) && !math.IsNaN(v)
}

// moment reads a time, as a number that grows with it.
func moment(text string) (float64, bool) {
	if v, ok := number(text); ok {
		return v, true
	}
	for _, layout := range [...]string{time.DateOnly, time.DateTime, time.RFC3339, "2006-01-02T15:04:05", "2006-01-02 15:04:05Z07:00"} {
		if at, err := time.Parse(layout, text); err == nil {
			return float64(at.Unix()) + float64(at.Nanosecond())/1e9, true
		}
	}
	return 0, false
}

// history is what a user rated, with what was thought of it.
func (r *rater) history(s scale) History {
	slices.SortStableFunc(r.ratings, func(a, b rating) int { return cmp.Compare(a.when, b.when) })
	last := map[string]int{} // by item
	for k, one := range r.ratings {
		last[one.item] = k
	}
	mean := 0.0
	for k, one := range r.ratings {
		if last[one.item] == k {
			mean += one.value / float64(len(last))
		}
	}
	var items []Mention
	for k, one := range r.ratings {
		if last[one.item] == k {
			items = append(items, Mention{ID: one.item, Feeling: s.feeling(one.value, mean)})
		}
	}
	return History{ID: r.id, Origin: r.origin, Kind: Ratings, Turns: []Turn{{Items: items}}}
}

// A scale is the range of the ratings in a file.
type scale struct{ lo, hi float64 }

// feeling is what a rating says, by a user whose ratings have a mean. See [Read].
func (s scale) feeling(value, mean float64) int8 {
	if s.lo == s.hi {
		return 0
	}
	rounding := 1e-9 * (math.Abs(s.lo) + math.Abs(s.hi)) // the mean of equal ratings is each of them
	switch {
	case value+rounding >= mean && value > s.lo/2+s.hi/2:
		return 1
	case value <= s.lo+(s.hi/3-s.lo/3)+rounding:
		return -1
	}
	return 0
}
