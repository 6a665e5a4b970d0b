package act

import (
	"strings"
	"unicode"
)

// singular takes the plural ending off the name of what is counted, of one.
func singular(n string, v float64, form string) string {
	if v == 1 && strings.Contains(form, "{v} {n}") {
		return strings.TrimSuffix(n, "s")
	}
	return n
}

// articled puts the indefinite article before a name, where the language has one for all words.
func (l *Language) articled(n string) string {
	a, an, ok := strings.Cut(l.of("format", "article"), "/")
	switch {
	case !ok || n == "":
		return n
	case strings.IndexByte("aeiou", n[0]) >= 0 && !strings.HasPrefix(n, "uni") && !strings.HasPrefix(n, "us"):
		return an + " " + n
	}
	return a + " " + n
}

// counted gives the name of a kind its article, in a language that knows which names have one: "a backpack", but furniture.
func (l *Language) counted(value string) string {
	mass := l.of("format", "mass")
	if mass == "" || strings.ContainsFunc(value, func(r rune) bool { return r != ' ' && r != '-' && !unicode.IsLetter(r) }) {
		return proper(value)
	}
	name := lowered(value)
	if plural(value) {
		return name
	}
	for _, end := range strings.Fields(mass) {
		if strings.HasSuffix(name, end) {
			return name
		}
	}
	return l.articled(name)
}

// lowered writes a name of capitalised words small, as in a sentence; one with capitals inside, "TV stands", stays.
func lowered(name string) string {
	begins := true
	for _, r := range name {
		if unicode.IsUpper(r) && !begins {
			return name
		}
		begins = !unicode.IsLetter(r)
	}
	return lowercase(name)
}

func lowercase(s string) string {
	small := []rune(s)
	for k, r := range small {
		small[k] = unicode.ToLower(r)
	}
	return string(small)
}

// proper marks a name that a full stop or the like is part of, "Cuba Gooding Jr.".
func proper(value string) string {
	if strings.ContainsAny(value, ".!?") {
		return named(value)
	}
	return value
}

// plural says whether a name of a kind is one for many: "smartphones".
func plural(v string) bool {
	return strings.HasSuffix(v, "s") && !strings.HasSuffix(v, "ss") && !strings.HasSuffix(v, "us")
}

// ones are what each of many is called, with its article: "a smartphone" of smartphones, in a language that says how the names
// of many end. They are nil where one of them comes in pairs or is never one, as shoes and groceries.
func (l *Language) ones(names []string) []string {
	var out []string
	for _, many := range names {
		one := l.one(many)
		if one == "" {
			return nil
		}
		out = append(out, l.articled(one))
	}
	return out
}

func (l *Language) one(many string) string {
	for _, end := range strings.Fields(l.of("format", "never_one")) {
		if strings.HasSuffix(many, end) {
			return ""
		}
	}
	for _, rule := range strings.Fields(l.of("format", "one_of_many")) {
		if end, single, _ := strings.Cut(rule, "/"); strings.HasSuffix(many, end) {
			return strings.TrimSuffix(many, end) + single
		}
	}
	return ""
}

// compound is what an item has or lacks: with an article when its name is of several words, the last for one thing.
func (l *Language) compound(n string) string {
	if strings.Contains(n, " ") && !plural(n) {
		return l.articled(n)
	}
	return n
}

// adjective says whether a name says how something is, and not what it has.
func (l *Language) adjective(n string) bool {
	for _, end := range strings.Fields(l.of("format", "adjective")) {
		if strings.HasSuffix(n, end) {
			return true
		}
	}
	return false
}
