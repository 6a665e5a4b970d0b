package feed

import (
	"fmt"
	"strings"
)

// A Problem is something wrong with a row, or worth knowing of it.
type Problem struct {
	Feed    string // the name that the feed was opened under
	Line    int
	Field   string // "" when it concerns the whole row
	Reason  string // a sentence: what is wrong and what was done
	Cause   string // what problems of one kind share; "" when the reason does
	Skipped bool   // the row was left out
	Note    bool   // nothing is wrong: it says how the feed was read, or that a row was left out as the shop wishes
}

func (p Problem) String() string {
	var b strings.Builder
	if p.Feed != "" {
		b.WriteString(p.Feed + ": ")
	}
	fmt.Fprintf(&b, "line %d", p.Line)
	if p.Field != "" {
		fmt.Fprintf(&b, ", field %q", p.Field)
	}
	return b.String() + ": " + p.Reason
}

// A Cause counts the problems of one kind: same feed, same field, same cause.
type Cause struct {
	First []Problem // the first ones, at most 20
	Count int
}

// Problems collects what is wrong with a feed: all are counted, the first are kept. Its zero value is empty.
type Problems struct {
	List    []Problem // at most 1000
	Causes  []Cause   // in the order of their first problems, at most 1000
	Count   int       // notes left out
	Skipped int       // how many left a row out
	Notes   int

	number map[causeKey]int
}

type causeKey struct{ feed, field, cause string }

const (
	maxListed = 1000
	maxFirst  = 20
)

// Add adds problems.
func (p *Problems) Add(list ...Problem) {
	for _, q := range list {
		p.count(q, 1)
		if len(p.List) < maxListed {
			p.List = append(p.List, q)
		}
		if c := p.cause(q); c != nil {
			c.Count++
			if len(c.First) < maxFirst {
				c.First = append(c.First, q)
			}
		}
	}
}

func (p *Problems) count(q Problem, n int) {
	if q.Note {
		p.Notes += n
	} else {
		p.Count += n
	}
	if q.Skipped {
		p.Skipped += n
	}
}

// cause finds the cause that a problem belongs to, nil when there are too many.
func (p *Problems) cause(q Problem) *Cause {
	key := causeKey{q.Feed, q.Field, q.Cause}
	if key.cause == "" {
		key.cause = q.Reason
	}
	i, ok := p.number[key]
	if !ok {
		if len(p.Causes) == maxListed {
			return nil
		}
		if p.number == nil {
			p.number = map[causeKey]int{}
		}
		i = len(p.Causes)
		p.number[key] = i
		p.Causes = append(p.Causes, Cause{})
	}
	return &p.Causes[i]
}

// Append adds all problems of another collection.
func (p *Problems) Append(q Problems) {
	for _, c := range q.Causes {
		if mine := p.cause(c.First[0]); mine != nil {
			mine.Count += c.Count
			mine.First = append(mine.First, c.First[:min(len(c.First), maxFirst-len(mine.First))]...)
		}
	}
	p.List = append(p.List, q.List[:min(len(q.List), maxListed-len(p.List))]...)
	p.Count, p.Skipped, p.Notes = p.Count+q.Count, p.Skipped+q.Skipped, p.Notes+q.Notes
}

// skippedRow is a Problem on its way to the list.
type skippedRow Problem

func (p skippedRow) Error() string { return Problem(p).String() }

func skip(line int, format string, args ...any) error {
	return skippedRow{Line: line, Reason: fmt.Sprintf(format, args...) + "; the row was left out", Cause: format, Skipped: true}
}

// unwanted is a row that the shop itself keeps from shoppers: left out and counted, and nothing is wrong with it.
func unwanted(line int, field, reason string) error {
	return skippedRow{Line: line, Field: field, Reason: reason + "; the row was left out", Skipped: true, Note: true}
}
