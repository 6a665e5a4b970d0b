package act

import (
	"slices"
	"strings"

	"rso/catalog"
	"rso/catalog/text"
	"rso/core/prefer"
)

// Wish puts a constraint in words: "a comedy", "not horror", "from 1990 to 1999", "under $300".
func (l *Language) Wish(c *catalog.Catalog, k *prefer.Constraint) string {
	return unmarked(l.wish(c, k))
}

// wish is the same as a part of a text, with the marks around names.
func (l *Language) wish(c *catalog.Catalog, k *prefer.Constraint) string {
	if k.Column == prefer.Record {
		return put(l.general("@record", "never"), "v", k.Words[0])
	}
	col := c.Column(k.Column)
	if col.Kind == catalog.Number {
		return l.bounds(col, k)
	}
	n := l.nameOf(col)
	if isTruth(col) {
		says := slices.Contains(affirm, text.Fold(col.Value(k.Values[0]))) == (k.Op == prefer.In)
		form := "without"
		switch {
		case l.adjective(n) && says:
			form = "wish"
		case l.adjective(n):
			form = "never"
		case says:
			form = "with"
		}
		return put(l.form(col, form), "n", n)
	}
	var names []string
	for _, v := range k.Values {
		names = append(names, l.kindIn(c, col, col.Value(v)))
	}
	form := "wish"
	if k.Op == prefer.NotIn {
		form = "never"
	}
	return put(l.form(col, form), "v", l.listIn(l.form(col, form), names, "or"), "n", n)
}

// bounds puts a constraint on numbers in words.
func (l *Language) bounds(col *catalog.Column, k *prefer.Constraint) string {
	form, v := l.bound(col, k)
	said := l.form(col, form)
	if said == "" {
		said = l.general("@number", form)
	}
	return put(said, "v", l.amount(col, v), "lo", l.amount(col, k.Lo), "hi", l.amount(col, k.Hi), "n", l.nameOf(col))
}

// bound says which form puts a constraint on numbers in words, and its number.
func (l *Language) bound(col *catalog.Column, k *prefer.Constraint) (form string, v float64) {
	form, v = "between", k.Hi
	switch k.Op {
	case prefer.Less:
		form = "below"
	case prefer.AtMost:
		form = "atmost"
	case prefer.Greater:
		form, v = "above", k.Lo
	case prefer.AtLeast:
		form, v = "atleast", k.Lo
	case prefer.Outside:
		form = "outside"
	default:
		decade := int(k.Lo)
		switch {
		case k.Lo == k.Hi:
			form = "exact"
		case col.Role == catalog.Year && k.Hi == k.Lo+9 && decade%10 == 0 && decade >= 1000 && l.form(col, "decade") != "":
			form = "decade"
			v = k.Lo
		}
	}
	return form, v
}

// follows says whether the words of a constraint may stand behind the kind of thing, without a comma: "under $300", but not
// "battery life from 10 h".
func (l *Language) follows(col *catalog.Column, k *prefer.Constraint) bool {
	form := "wish"
	if col.Kind == catalog.Number {
		form, _ = l.bound(col, k)
	}
	own := l.own(col)
	return own != nil && own.forms[form] != ""
}

// wishes puts constraints in words as one wish: the kind of thing first, then what it is to be like, then what it is not to
// be: "a comedy with Robin Williams from the 1990s, not horror".
func (t *telling) wishes(constraints []prefer.Constraint) string {
	var heads, tail []string
	middle := ""
	for i := range constraints {
		k := &constraints[i]
		wish := t.l.wish(t.s.Catalog, k)
		switch {
		case wish == "":
		case k.Column == prefer.Record || k.Op == prefer.NotIn || k.Op == prefer.Outside:
			tail = append(tail, wish)
		case t.s.Catalog.Column(k.Column).Role == catalog.Category:
			heads = append(heads, t.head(k, wish))
		case t.l.follows(t.s.Catalog.Column(k.Column), k):
			middle += " " + wish
		default:
			tail = append(tail, wish)
		}
	}
	head := t.l.list(heads, "and")
	switch {
	case head == "" && middle == "":
		return t.l.list(tail, "and")
	case head == "":
		head = t.l.of("format", "something")
	}
	return strings.Join(append([]string{head + middle}, tail...), ", ")
}

// head puts a wish for a kind of thing so that something may follow it.
func (t *telling) head(k *prefer.Constraint, wish string) string {
	col := t.s.Catalog.Column(k.Column)
	for _, v := range k.Values {
		if name := col.Value(v); !plural(name) && text.Fold(t.kind(col, name)) == text.Fold(proper(name)) {
			return put(t.l.of("format", "among"), "v", wish)
		}
	}
	return wish
}
