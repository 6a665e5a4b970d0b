package act

import (
	"slices"
	"strings"

	"rso/catalog"
	"rso/catalog/text"
	"rso/policy"
)

// A Language is all that the Actor says in one language. [ReadLanguage] makes one of a text; languages/en.txt is the
// example.
type Language struct {
	// Tag is the BCP 47 tag of the language.
	Tag string
	// say are single words and phrases, by section and name: "quick yes".
	say map[string]string
	// things are words for what a catalog holds.
	things []thing
	// kinds are phrases for kinds of things, by their folded names in catalogs: "a comedy".
	kinds map[string]string
	// facts are ways to speak of the columns, the first that is for a column counts.
	facts []fact
	// scenes are the realisations of each strategy, the most telling first.
	scenes [policy.NumStrategies][]section
}

// A section is a list of realisations for the moments in which all its conditions hold.
type section struct {
	when  []string
	only  bool // later sections don't count
	lines []line
	row   int // of its header
}

// A thing is what a catalog holds, if it has a column of one of the roles or names.
type thing struct {
	keys      []string
	one, many string
}

// A fact says how to speak of columns.
type fact struct {
	keys  []string // roles ("@price"), kinds ("@number") and words of names
	unit  bool     // only for numbers with a unit
	small bool     // its values are ordinary words: "Blue" is blue
	forms map[string]string
}

// of returns a phrase, "" when the language has none.
func (l *Language) of(section, name string) string { return l.say[section+" "+name] }

// form returns a way to speak of a column: its own, or that of all columns of its kind.
func (l *Language) form(col *catalog.Column, name string) string {
	if f := l.own(col); f != nil {
		if form := f.forms[name]; form != "" {
			return form
		}
	}
	return l.general(kindOf(col), name)
}

// general returns a way to speak of all columns with a key.
func (l *Language) general(key, name string) string {
	for k := range l.facts {
		if slices.Contains(l.facts[k].keys, key) {
			return l.facts[k].forms[name]
		}
	}
	return ""
}

// own finds what the language says of a column in particular, nil when it says nothing.
func (l *Language) own(col *catalog.Column) *fact {
	name, role := Words(col), "@"+col.Role.String()
	for k := range l.facts {
		f := &l.facts[k]
		if f.unit && (col.Kind != catalog.Number || unitOf(col) == "") {
			continue
		}
		for _, key := range f.keys {
			switch {
			case key == role && role != "@attribute":
				return f
			case key[0] != '@' && (f.unit || col.Kind != catalog.Number) && slices.Contains(name, key) && !isTruth(col):
				return f
			}
		}
	}
	return nil
}

// kindOf is the key of all columns of a column's kind.
func kindOf(col *catalog.Column) string {
	switch {
	case col.Kind == catalog.Number:
		return "@number"
	case isTruth(col):
		return "@truth"
	}
	return "@values"
}

// The values of columns that say whether, folded.
var (
	affirm = []string{"yes", "true", "y", "ja", "si"}
	deny   = []string{"no", "false", "n", "nein"}
)

// isTruth says whether a column says whether: its values are yes and no.
func isTruth(col *catalog.Column) bool {
	if col.Kind != catalog.Values || col.NumValues() == 0 || col.NumValues() > 4 {
		return false
	}
	for v := range uint32(col.NumValues()) {
		if w := text.Fold(col.Value(v)); !slices.Contains(affirm, w) && !slices.Contains(deny, w) {
			return false
		}
	}
	return true
}

// thingOf returns the words for what a catalog holds, for one and for many.
func (l *Language) thingOf(c *catalog.Catalog) (one, many string) {
	for _, t := range l.things {
		for k := range c.Columns() {
			col := c.Column(k)
			if slices.Contains(t.keys, "@"+col.Role.String()) || col.Role == catalog.People && slices.ContainsFunc(Words(col), func(w string) bool { return slices.Contains(t.keys, w) }) {
				return t.one, t.many
			}
		}
	}
	return "", ""
}

// put fills the slots of a form, given as name, text, name, text…
func put(form string, pairs ...string) string {
	for k := 0; k+1 < len(pairs); k += 2 {
		form = strings.ReplaceAll(form, "{"+pairs[k]+"}", pairs[k+1])
	}
	return form
}

// either picks of "one/many" what agrees with a count.
func either(form string, n float64) string {
	one, many, ok := strings.Cut(form, "/")
	if ok && n != 1 {
		return many
	}
	return one
}
