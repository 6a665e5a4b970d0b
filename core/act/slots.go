package act

import (
	"slices"
	"strings"

	"rso/catalog"
	"rso/catalog/text"
	"rso/core/ground"
	"rso/core/prefer"
	"rso/policy"
)

// A telling is a scene told in a language; what its slots stand for is made once.
type telling struct {
	l    *Language
	s    *Scene
	made map[string]string
}

// turn is a number that differs from scene to scene: with it conversations begin differently.
func (t *telling) turn() int {
	n := t.s.Turn
	for k := range t.s.Belief.Constraints {
		n += len(t.s.Belief.Constraints[k].Span)
	}
	if len(t.s.Items) > 0 {
		n += int(t.s.Items[0])
	}
	return n
}

// holds says whether a condition of a section holds: one of the scene, or a slot that can be filled.
func (t *telling) holds(condition string) bool {
	switch condition {
	case "none":
		return t.slot("details") == "" && t.slot("proof") == ""
	case "alike":
		return t.slot("compared") == "" && t.slot("aspects") == ""
	}
	if holds, ok := t.s.has(condition); ok {
		return holds
	}
	return t.slot(condition) != ""
}

// slot returns what a slot stands for, "" when the scene has nothing for it.
func (t *telling) slot(name string) string {
	text, ok := t.made[name]
	if !ok {
		text = t.make(name)
		t.made[name] = text
	}
	return text
}

func (t *telling) make(name string) string {
	s, l := t.s, t.l
	if strings.Contains(name, "/") {
		return either(name, float64(len(s.Items)-1))
	}
	switch name {
	case "best":
		return t.item(0, true)
	case "name":
		return t.item(0, false)
	case "second":
		return t.item(1, false)
	case "others":
		return t.others()
	case "order":
		return t.order()
	case "extreme":
		return t.extreme()
	case "reasons":
		return t.told(0, func(e *ground.Evidence) bool { return e.Constraint >= 0 && e.Satisfies && !t.saidBack(e.Constraint) })
	case "misses":
		return t.told(0, func(e *ground.Evidence) bool { return e.Constraint >= 0 && !e.Satisfies })
	case "details":
		return t.told(0, func(e *ground.Evidence) bool { return e.Constraint < 0 })
	case "proof":
		return t.told(0, func(e *ground.Evidence) bool { return true })
	case "silent":
		return t.silent()
	case "compared":
		return t.compared()
	case "aspects":
		return t.aspects()
	case "wishes":
		return t.wishes(latest(s.Belief.Constraints))
	case "news":
		return t.wishes(t.news())
	case "relaxed":
		return t.quoted(s.Relaxed)
	case "liked":
		for _, i := range slices.Backward(s.Belief.Liked) {
			if len(s.Items) > 0 && i != s.Items[0] && ground.Alike(s.Catalog, i, s.Items[0]) {
				return l.title(s.Catalog.Title(i))
			}
		}
	case "options":
		if s.Question != nil {
			col := s.Catalog.Column(s.Question.Column)
			options := slices.Clone(s.Question.Options)
			for k, o := range options {
				options[k] = t.kind(col, o)
			}
			return l.list(options, "or")
		}
	case "attribute":
		if s.Question != nil {
			return l.nameOf(s.Catalog.Column(s.Question.Column))
		}
	case "total":
		if s.Total > 1 {
			return l.Number(float64(s.Total))
		}
	case "item":
		one, _ := l.thingOf(s.Catalog)
		return one
	case "items":
		_, many := l.thingOf(s.Catalog)
		return many
	case "size":
		one, many := l.thingOf(s.Catalog)
		n := s.Catalog.AllItems().Len()
		return l.Number(float64(n)) + " " + either(one+"/"+many, float64(n))
	case "covers":
		return t.covers()
	}
	return ""
}

// news are the wishes of this turn.
func (t *telling) news() (list []prefer.Constraint) {
	for _, k := range t.s.Belief.Constraints {
		if k.Turn == t.s.Turn && k.Turn > 0 {
			list = append(list, k)
		}
	}
	return list
}

// mostWishes is how many wishes are said back, the latest.
const mostWishes = 5

func latest(list []prefer.Constraint) []prefer.Constraint {
	return list[max(0, len(list)-mostWishes):]
}

// item names the k-th item, with its year and, if asked for, its price where the evidence has them, and says when it is not
// to be had.
func (t *telling) item(k int, price bool) string {
	if k >= len(t.s.Items) {
		return ""
	}
	c, i := t.s.Catalog, t.s.Items[k]
	name := t.l.title(c.Title(i))
	if e := t.evidence(i, c.With(catalog.Year)); e != nil && t.s.Strategy == policy.Recommend {
		if v, ok := c.Column(e.Column).Number(i); ok {
			name += " (" + t.l.Value(c.Column(e.Column), v) + ")"
		}
	}
	if e := t.evidence(i, c.With(catalog.Price)); e != nil && price {
		if v, ok := c.Column(e.Column).Number(i); ok {
			name += " " + put(t.l.form(c.Column(e.Column), "exact"), "v", t.l.Value(c.Column(e.Column), v))
		}
	}
	if !c.Available(i) {
		name += " (" + t.l.of("quick", "sold") + ")"
	}
	return name
}

// evidence returns the evidence of one column of an item, nil when there is none.
func (t *telling) evidence(i catalog.Item, column int) *ground.Evidence {
	for k := range t.s.Evidence {
		if e := &t.s.Evidence[k]; e.Item == i && e.Column == column {
			return e
		}
	}
	return nil
}

// title is what an item is called, as it stands in a sentence: quoted where it would be read as one of its words, "It".
func (l *Language) title(title string) string {
	name := short(title)
	if slices.Contains(strings.Fields(l.of("format", "quoted")), text.Fold(name)) {
		name = "“" + name + "”"
	}
	return named(name)
}

// short cuts the series off a title, "(The Hunger Games, #1)", which nobody would say.
func short(title string) string {
	if at := strings.LastIndexByte(title, '('); at > 0 && strings.HasSuffix(title, ")") && strings.Contains(title[at:], "#") {
		return strings.TrimSpace(title[:at])
	}
	return title
}

// others names the items behind the first. Where a name has a comma in it, all are quoted.
func (t *telling) others() string {
	var names []string
	for k := 1; k < len(t.s.Items); k++ {
		names = append(names, t.item(k, true))
	}
	if len(names) > 1 && slices.ContainsFunc(t.s.Items[1:], func(i catalog.Item) bool { return strings.Contains(short(t.s.Catalog.Title(i)), ", ") }) {
		for k, name := range names {
			names[k] = strings.Replace(strings.Replace(name, opens, opens+"“", 1), closes, "”"+closes, 1)
		}
	}
	return t.l.list(names, "and")
}

// order says what the first item has most or least of, as the shopper asked for.
func (t *telling) order() string {
	by := t.s.Belief.Sort
	if by == nil {
		return ""
	}
	col, form := t.s.Catalog.Column(by.Column), "bottom"
	if by.Descending {
		form = "top"
	}
	return put(t.l.form(col, form), "n", t.l.nameOf(col))
}

// extreme says what the first item has most or least of, of all that fit otherwise, where the shopper wanted more or less than
// that: all that it misses is a bound that it lies on, "cheaper" than itself.
func (t *telling) extreme() string {
	s := t.s
	said := ""
	for n := range s.Evidence {
		e := &s.Evidence[n]
		if e.Item != s.Items[0] || e.Constraint < 0 || e.Satisfies {
			continue
		}
		k := &s.Belief.Constraints[e.Constraint]
		if e.Off != 0 || said != "" || !slices.ContainsFunc(s.Relaxed, func(r prefer.Constraint) bool { return r.Column == k.Column && r.Op == k.Op && r.Turn == k.Turn }) {
			return ""
		}
		col := s.Catalog.Column(k.Column)
		switch k.Op {
		case prefer.Less:
			said = put(t.l.form(col, "bottom"), "n", t.l.nameOf(col))
		case prefer.Greater:
			said = put(t.l.form(col, "top"), "n", t.l.nameOf(col))
		default:
			return ""
		}
	}
	return said
}

// silent names what the shopper asked for and the record doesn't tell.
func (t *telling) silent() string {
	var names []string
	if len(t.s.Items) > 0 && len(t.s.Evidence) > 0 {
		for _, k := range ground.Silent(t.s.Catalog, t.s.Belief, t.s.Items[0]) {
			if name := t.l.nameOf(t.s.Catalog.Column(t.s.Belief.Constraints[k].Column)); !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	return t.l.list(names, "nor")
}

// saidBack says whether the same turn says a wish back first: that an item meets it goes without saying then. What it
// misses never does.
func (t *telling) saidBack(constraint int) bool {
	s := t.s
	if s.Strategy != policy.Recommend || len(s.Relaxed) > 0 || slices.ContainsFunc(s.Evidence, func(e ground.Evidence) bool { return e.Constraint >= 0 && !e.Satisfies }) {
		return false
	}
	return s.First == policy.RephrasePreference || s.First == policy.Acknowledgment && s.Belief.Constraints[constraint].Turn == s.Turn && s.Register != Terse
}

// quoted gives constraints in the shopper's own words; what is not wanted in ours, with the "not".
func (t *telling) quoted(constraints []prefer.Constraint) string {
	var parts []string
	for k := range constraints {
		said := constraints[k].Span
		if constraints[k].Op == prefer.NotIn || constraints[k].Op == prefer.Outside || said == "" {
			said = t.l.wish(t.s.Catalog, &constraints[k])
		}
		if said = opens + "“" + said + "”" + closes; !slices.Contains(parts, said) {
			parts = append(parts, said)
		}
	}
	return t.l.list(parts, "and")
}

// covers tells what the catalog can be asked for.
func (t *telling) covers() string {
	var parts []string
	for _, r := range [...]catalog.Role{catalog.Category, catalog.People, catalog.Maker, catalog.Year, catalog.Price} {
		if t.s.Catalog.With(r) >= 0 {
			parts = append(parts, t.l.of("asks", r.String()))
		}
	}
	return t.l.list(parts, "or")
}
