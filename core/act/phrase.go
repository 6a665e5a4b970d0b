package act

import (
	"slices"
	"strings"

	"rso/catalog"
	"rso/catalog/text"
)

// number says what a record has in a column of numbers.
func (l *Language) number(col *catalog.Column, v float64) string {
	n, form := l.nameOf(col), l.form(col, "say")
	if own := l.own(col); own == nil || own.forms["say"] == "" {
		list := Words(col)
		last := list[len(list)-1]
		switch {
		case slices.Contains(list, per) && l.form(col, "rate") != "":
			form = l.form(col, "rate")
		case unitOf(col) != "" && strings.HasSuffix(last, "ed") && l.form(col, "part") != "":
			form = l.form(col, "part")
		case unitOf(col) == "" && strings.HasSuffix(last, "s") && !strings.HasSuffix(last, "ss") && l.form(col, "count") != "":
			form = l.form(col, "count")
		}
	}
	return put(form, "v", l.Value(col, v), "an", l.articled(n), "n", singular(n, v, form))
}

// values says what a record has in a column of values.
func (t *telling) values(col *catalog.Column, values []string) string {
	l, n := t.l, t.l.nameOf(col)
	if isTruth(col) {
		form := [2]string{"hasnt", "has"}
		if l.adjective(n) {
			form = [2]string{"isnt", "is"}
		}
		yes := 0
		if slices.Contains(affirm, text.Fold(values[0])) {
			yes = 1
		}
		return put(l.form(col, form[yes]), "n", n, "an", l.compound(n))
	}
	form, shown := l.form(col, "say"), make([]string, len(values))
	for k, v := range values {
		shown[k] = proper(v)
		if col.Role != catalog.Category {
			shown[k] = t.kind(col, v)
		}
	}
	if col.Role == catalog.Category {
		form, shown = t.category(col, values)
	}
	return put(form, "v", l.listIn(form, shown, "and"), "n", n)
}

// category picks how to say what kind of thing an item is: by the phrases that the language has for kinds, else by whether the
// catalog calls its kinds as one calls many.
func (t *telling) category(col *catalog.Column, values []string) (form string, shown []string) {
	for _, v := range values {
		if k := t.kind(col, v); text.Fold(k) != text.Fold(v) {
			shown = append(shown, k)
		}
	}
	if len(shown) > 0 {
		return t.l.form(col, "kind"), shown // what has no phrase is left out: it says less, and nothing wrong
	}
	for _, v := range values {
		shown = append(shown, t.kind(col, v))
	}
	if slices.ContainsFunc(values, func(v string) bool { return !plural(v) }) {
		return t.l.form(col, "say"), shown
	}
	if ones := t.l.ones(shown); ones != nil {
		return t.l.form(col, "kind"), ones
	}
	if form = t.l.form(col, "many"); form != "" {
		return form, shown
	}
	return t.l.form(col, "say"), shown
}

// kind is the language's phrase for a kind of thing, or its name.
func (t *telling) kind(col *catalog.Column, value string) string {
	return t.l.kindIn(t.s.Catalog, col, value)
}

func (l *Language) kindIn(c *catalog.Catalog, col *catalog.Column, value string) string {
	if own := l.own(col); col.Role != catalog.Category && own != nil && own.small {
		return lowered(value)
	}
	if col.Role != catalog.Category {
		return proper(value)
	}
	if c.With(catalog.People) < 0 {
		return l.counted(value) // the phrases are for what people make: a drama is no household good
	}
	phrase := l.kinds[text.Fold(value)]
	if phrase == "" {
		return proper(value)
	}
	one, _ := l.thingOf(c)
	return put(phrase, "item", one)
}

// nameOf is what a column is called.
func (l *Language) nameOf(col *catalog.Column) string {
	if own := l.own(col); own != nil && own.forms["name"] != "" {
		return own.forms["name"]
	}
	return strings.Join(Words(col), " ")
}
