package act

import (
	"math"
	"slices"
	"strings"
	"unicode"

	"rso/catalog"
	"rso/catalog/text"
	"rso/core/ground"
	"rso/core/prefer"
	"rso/policy"
)

// told puts the facts of the k-th item that are to be used in one predicate: "is from 1993, stars Robin Williams".
func (t *telling) told(k int, use func(*ground.Evidence) bool) string {
	if k >= len(t.s.Items) {
		return ""
	}
	var predicates []string
	for _, c := range t.columns() {
		var facts []*ground.Evidence
		for n := range t.s.Evidence {
			if e := &t.s.Evidence[n]; e.Item == t.s.Items[k] && e.Column == c && use(e) {
				facts = append(facts, e)
			}
		}
		role := t.s.Catalog.Column(c).Role
		beside := t.s.Strategy == policy.Recommend && role == catalog.Year && len(facts) > 0 && facts[0].Satisfies // the name has the year
		if len(facts) == 0 || role == catalog.Title || beside {
			continue
		}
		if p := t.predicate(facts); p != "" && !slices.Contains(predicates, p) {
			predicates = append(predicates, p)
		}
	}
	return t.l.together(predicates)
}

// columns lists the catalog's columns in the order in which they are spoken of: what an item is comes first.
func (t *telling) columns() []int {
	var first, rest []int
	for c := range t.s.Catalog.Columns() {
		if t.s.Catalog.Column(c).Role == catalog.Category {
			first = append(first, c)
		} else {
			rest = append(rest, c)
		}
	}
	return append(first, rest...)
}

// predicate puts the facts of one column of one item in words, with what they mean for the shopper.
func (t *telling) predicate(facts []*ground.Evidence) string {
	e := facts[0]
	col := t.s.Catalog.Column(e.Column)
	if col.Kind == catalog.Number {
		v, _ := col.Number(e.Item)
		said := t.l.number(col, v)
		switch {
		case e.Constraint < 0:
		case e.Satisfies:
			if form := t.l.form(col, "fits"); form != "" && t.s.Belief.Constraints[e.Constraint].Op <= prefer.AtMost {
				return put(form, "v", t.l.Value(col, v))
			}
		default:
			return t.off(col, &t.s.Belief.Constraints[e.Constraint], e.Off, v, said)
		}
		return said
	}
	var values []string
	for _, f := range facts {
		if !slices.Contains(values, f.Text) {
			values = append(values, f.Text)
		}
	}
	said := t.values(col, values)
	if e.Constraint < 0 || e.Satisfies || isTruth(col) {
		return said
	}
	con := &t.s.Belief.Constraints[e.Constraint]
	form := "not"
	if con.Op == prefer.NotIn {
		form = "avoid"
	}
	var asked []string
	for _, v := range con.Values {
		asked = append(asked, t.kind(col, col.Value(v)))
	}
	for k, v := range values {
		values[k] = t.kind(col, v)
	}
	return put(t.l.form(col, form), "f", said, "v", t.l.listIn(t.l.form(col, form), values, "and"), "w", t.l.list(asked, "or"), "n", t.l.nameOf(col))
}

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

// off says by how much a number misses what was asked for. In a recommendation the year and the price stand beside the name
// already.
func (t *telling) off(col *catalog.Column, k *prefer.Constraint, off, v float64, said string) string {
	l := t.l
	name := "over"
	switch {
	case k.Op == prefer.Outside:
		name = "out"
	case off < 0 || off == 0 && k.Op == prefer.Greater && col.Role == catalog.Year:
		name = "under"
	case off == 0 && col.Role != catalog.Year:
		name = "edge"
	}
	if col.Role == catalog.Year { // 1990 is a year too late for "before 1990"
		switch k.Op {
		case prefer.Less:
			off++
		case prefer.Greater:
			off--
		}
	}
	form := ""
	if t.s.Strategy == policy.Recommend {
		form = l.form(col, name+"_said")
	}
	if form == "" {
		form = l.form(col, name)
	}
	if form == "" {
		return said
	}
	return put(form, "f", said, "v", l.Value(col, v), "gap", l.gap(col, off), "years", l.gapYears(off), "n", l.nameOf(col), "an", l.articled(l.nameOf(col)))
}

// gap writes a difference of two numbers of a column, without its sign.
func (l *Language) gap(col *catalog.Column, v float64) string {
	return l.amount(col, clean(math.Abs(v)))
}

func (l *Language) gapYears(v float64) string {
	n := math.Round(math.Abs(v))
	return put(either(l.of("format", "years"), n), "v", l.Number(n))
}

// clean rounds away what a subtraction leaves in the last digits.
func clean(v float64) float64 { return math.Round(v*1e6) / 1e6 }

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
		if k := t.kind(col, v); k != proper(v) && !plural(v) {
			shown = append(shown, k)
		}
	}
	if len(shown) > 0 {
		return t.l.form(col, "kind"), shown // what has no phrase is left out: it says less, and nothing wrong
	}
	if form = t.l.form(col, "many"); form != "" && !slices.ContainsFunc(values, func(v string) bool { return !plural(v) }) {
		for _, v := range values {
			shown = append(shown, t.kind(col, v))
		}
		return form, shown
	}
	return t.l.form(col, "say"), values
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

// nameOf is what a column is called.
func (l *Language) nameOf(col *catalog.Column) string {
	if own := l.own(col); own != nil && own.forms["name"] != "" {
		return own.forms["name"]
	}
	return strings.Join(Words(col), " ")
}

// together joins predicates. Those that begin with the same word share it: "is red", "is from 1990" and "weighs 2 kg" are "is
// red and from 1990, and weighs 2 kg".
func (l *Language) together(predicates []string) string {
	var groups [][]string
	for _, p := range predicates {
		first, rest, _ := strings.Cut(p, " ")
		k := slices.IndexFunc(groups, func(g []string) bool {
			begins, _, _ := strings.Cut(g[0], " ")
			return begins == first
		})
		if k < 0 {
			groups = append(groups, []string{p})
		} else {
			groups[k] = append(groups[k], rest)
		}
	}
	var parts []string
	nested := false
	for _, g := range groups {
		nested = nested || len(g) > 1 || strings.Contains(g[0], ", ")
		parts = append(parts, l.list(g, "and"))
	}
	if nested && len(parts) > 1 {
		last := len(parts) - 1
		return strings.Join(parts[:last], ", ") + l.of("format", "also") + " " + parts[last]
	}
	return l.list(parts, "and")
}
