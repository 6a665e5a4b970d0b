package act

import (
	"fmt"
	"strings"

	"rso/catalog/text"
	"rso/policy"
)

// ReadLanguage reads a language from its text: what a translator writes. A line that begins with # is a comment; the line
// "language TAG" names the language; everything else stands in sections, each with a header in brackets:
//
//	[format]             how numbers, money and lists are written; NAME = FORM
//	[quick] [asks]       quick replies, and words for what can be asked for; NAME = PHRASE
//	[things]             what a catalog holds, by its columns; KEYS = ONE/MANY
//	[kinds]              phrases for kinds of things, by what catalogs call them; NAME = PHRASE
//	[fact KEYS]          how to speak of the columns with a role ("@price"), of a kind ("@number") or with a word in the name;
//	                     "unit" among the keys: only of numbers with a unit; "small": values are written small; NAME = FORM. What is said of an item is a
//	                     predicate: "weighs {v}"
//	[STRATEGY WHEN…]     realisations, one a line (see [line]), for the moments in which all the conditions hold;
//	                     "only" among them: later sections don't count then
//
// A strategy without a realisation, a slot that there isn't or that DESIGN.md's table doesn't allow for the strategy, and an
// unknown condition are refused. An error names the line and what is wrong there.
func ReadLanguage(source string) (*Language, error) {
	l, err := read(source)
	if err == nil {
		err = l.check()
	}
	if err != nil {
		return nil, err
	}
	return l, nil
}

// read reads a language and checks its form alone. The languages of the package have been checked by a test: the page does
// without what [Language.check] weighs.
func read(source string) (*Language, error) {
	r := reader{l: &Language{say: map[string]string{}, kinds: map[string]string{}}}
	for row := range strings.SplitSeq(source, "\n") {
		r.line++
		row = strings.TrimSpace(row)
		tag, isTag := strings.CutPrefix(row, "language ")
		switch {
		case row == "" || row[0] == '#':
		case isTag && r.header == nil:
			r.l.Tag = tag
		case row[0] == '[':
			r.begin(row)
		default:
			r.row(row)
		}
		if r.err != nil {
			return nil, r.err
		}
	}
	return r.l, nil
}

// A reader reads a language; its error sticks.
type reader struct {
	l        *Language
	line     int // the line at hand, from 1
	header   []string
	strategy policy.Strategy
	err      error
}

func (r *reader) fail(format string, args ...any) {
	if r.err == nil {
		r.err = fmt.Errorf("line %d: "+format, append([]any{r.line}, args...)...)
	}
}

// begin begins a section.
func (r *reader) begin(row string) {
	inner, ok := strings.CutSuffix(row[1:], "]")
	r.header = strings.Fields(inner)
	if !ok || len(r.header) == 0 {
		r.fail("%q is no header: it is a name in brackets", row)
		return
	}
	switch r.header[0] {
	case "format", "quick", "asks", "things", "kinds":
		return
	case "fact":
		f := fact{forms: map[string]string{}}
		for _, key := range r.header[1:] {
			switch key {
			case "unit":
				f.unit = true
			case "small":
				f.small = true
			default:
				f.keys = append(f.keys, key)
			}
		}
		r.l.facts = append(r.l.facts, f)
		return
	}
	if r.strategy, ok = policy.ParseStrategy(r.header[0]); !ok {
		r.fail("there is no section %q: it is format, quick, asks, things, kinds, fact or a strategy", r.header[0])
		return
	}
	s := section{row: r.line}
	for _, w := range r.header[1:] {
		if w == "only" {
			s.only = true
		} else {
			s.when = append(s.when, w)
		}
	}
	r.l.scenes[r.strategy] = append(r.l.scenes[r.strategy], s)
}

// row reads a line of a section.
func (r *reader) row(row string) {
	if r.header == nil {
		r.fail("%q stands in no section: a section begins with a header in brackets", row)
		return
	}
	name, value, ok := strings.Cut(row, " = ")
	switch section := r.header[0]; section {
	case "format", "quick", "asks", "things", "kinds", "fact":
		if !ok {
			r.fail("%q is no entry of [%s]: write NAME = PHRASE", row, section)
			return
		}
		r.entry(section, name, value)
	default:
		r.realisation(row)
	}
}

func (r *reader) entry(section, name, value string) {
	switch section {
	case "kinds":
		r.l.kinds[text.Fold(name)] = value
	case "things":
		one, many, _ := strings.Cut(value, "/")
		r.l.things = append(r.l.things, thing{strings.Fields(name), one, many})
	case "fact":
		r.l.facts[len(r.l.facts)-1].forms[name] = value
	default:
		r.l.say[section+" "+name] = value
	}
}

// realisation reads one way to play the strategy at hand.
func (r *reader) realisation(row string) {
	l, err := readLine(row)
	if err != nil {
		r.fail("%q: %v", row, err)
		return
	}
	l.row = r.line
	sections := r.l.scenes[r.strategy]
	last := &sections[len(sections)-1]
	last.lines = append(last.lines, l)
}
