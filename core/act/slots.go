package act

import (
	"slices"
	"strconv"
	"strings"

	"rso/catalog"
	"rso/catalog/text"
	"rso/core/ground"
	"rso/core/prefer"
)

// slot returns what a slot stands for, "" when the scene has nothing for it.
func (s *Scene) slot(name string) string {
	switch name {
	case "best":
		return s.item(0)
	case "name":
		if len(s.Items) > 0 {
			return s.Catalog.Title(s.Items[0])
		}
	case "others":
		return s.others()
	case "second":
		return s.item(1)
	case "reasons":
		return s.reasons(0, true)
	case "misses":
		return s.reasons(0, false)
	case "details":
		return s.about(0)
	case "proof":
		return s.proof(0)
	case "contrast":
		return s.contrast()
	case "wishes":
		return s.wishes(s.Belief.Constraints)
	case "words":
		return quoted(s.Belief.Constraints)
	case "relaxed":
		return quoted(s.Relaxed)
	case "liked":
		if n := len(s.Belief.Liked); n > 0 {
			return s.Catalog.Title(s.Belief.Liked[n-1])
		}
	case "options":
		if s.Question != nil {
			return list(s.Question.Options, "or")
		}
	case "attribute":
		if s.Question != nil {
			return words(s.Catalog.Column(s.Question.Column).Name)
		}
	case "total":
		if s.Total > 1 {
			return grouped(s.Total)
		}
	case "size":
		return grouped(s.Catalog.AllItems().Len())
	case "covers":
		return s.covers()
	}
	return ""
}

// item names the k-th item, with its year where the catalog has one and its price, and says when it is not to be had.
func (s *Scene) item(k int) string {
	if k >= len(s.Items) {
		return ""
	}
	i := s.Items[k]
	name := s.Catalog.Title(i)
	if col := s.Catalog.With(catalog.Year); col >= 0 {
		if v, ok := s.Catalog.Column(col).Number(i); ok {
			name += " (" + catalog.FormatNumber(v) + ")"
		}
	}
	if col := s.Catalog.With(catalog.Price); col >= 0 {
		if v, ok := s.Catalog.Column(col).Number(i); ok {
			name += " for " + money(s.Catalog.Column(col).Unit, v)
		}
	}
	if !s.Catalog.Available(i) {
		name += " (" + soldOut + ")"
	}
	return name
}

func (s *Scene) others() string {
	var names []string
	for k := 1; k < len(s.Items); k++ {
		names = append(names, s.item(k))
	}
	return list(names, "and")
}

// reasons tells which constraints the k-th item satisfies, or violates, by its facts.
func (s *Scene) reasons(k int, satisfies bool) string {
	return s.tell(k, func(e ground.Evidence) bool { return e.Constraint >= 0 && e.Satisfies == satisfies })
}

// about tells the k-th item's facts that answer no constraint.
func (s *Scene) about(k int) string {
	return s.tell(k, func(e ground.Evidence) bool { return e.Constraint < 0 })
}

// tell joins the phrases of an item's facts, column by column; its title is no fact worth telling.
func (s *Scene) tell(k int, use func(ground.Evidence) bool) string {
	if k >= len(s.Items) {
		return ""
	}
	var phrases []string
	for c := range s.Catalog.Columns() {
		col := s.Catalog.Column(c)
		if col.Role == catalog.Title {
			continue
		}
		var values []string
		met := false
		for _, e := range s.Evidence {
			if e.Item == s.Items[k] && e.Column == c && use(e) && !slices.Contains(values, e.Text) {
				values = append(values, e.Text)
				met = e.Satisfies
			}
		}
		switch {
		case len(values) == 0:
		case col.Role == catalog.Price && met: // the price itself stands beside the name
			phrases = append(phrases, withinBudget)
		default:
			phrases = append(phrases, phrase(col, values))
		}
	}
	return list(phrases, "and")
}

// proof tells how others found the k-th item.
func (s *Scene) proof(k int) string {
	var rating, count string
	known := false
	for _, e := range s.Evidence {
		if k >= len(s.Items) || e.Item != s.Items[k] {
			continue
		}
		switch col := s.Catalog.Column(e.Column); col.Role {
		case catalog.Rating:
			rating = "rated " + e.Text
			if _, hi, ok := col.Range(); ok && hi <= 5 {
				rating += " out of 5"
			}
		case catalog.Popularity:
			count = e.Text + " " + words(col.Name)
			known = wellKnown(col, s.Items[k], s.Catalog.Len())
		}
	}
	switch {
	case rating != "" && count != "":
		return rating + " (" + count + ")"
	case rating != "":
		return rating
	case count != "" && known:
		return "among the best known here, with " + count
	case count != "":
		return "on record with " + count
	}
	return ""
}

// wellKnown says whether fewer than a tenth of n items are above an item in a column.
func wellKnown(col *catalog.Column, item catalog.Item, n int) bool {
	v, ok := col.Number(item)
	above := 0
	for i := range catalog.Item(n) {
		if x, has := col.Number(i); has && x > v {
			above++
		}
	}
	return ok && above*10 < n
}

// contrast tells how the first two items differ.
func (s *Scene) contrast() string {
	if len(s.Items) < 2 {
		return ""
	}
	var parts []string
	for c := range s.Catalog.Columns() {
		col := s.Catalog.Column(c)
		if col.Role == catalog.Title {
			continue
		}
		var sides []string
		for _, i := range s.Items[:2] {
			var values []string
			for _, e := range s.Evidence {
				if e.Item == i && e.Column == c {
					values = append(values, e.Text)
				}
			}
			if len(values) > 0 {
				sides = append(sides, s.Catalog.Title(i)+" is "+phrase(col, values))
			}
		}
		if len(sides) == 2 {
			parts = append(parts, strings.Join(sides, ", "))
		}
	}
	return strings.Join(parts[:min(len(parts), 3)], "; ")
}

// wishes puts constraints in words.
func (s *Scene) wishes(constraints []prefer.Constraint) string {
	var parts []string
	for k := range constraints {
		parts = append(parts, Wish(s.Catalog, &constraints[k]))
	}
	return list(parts, "and")
}

// quoted gives constraints in the shopper's own words.
func quoted(constraints []prefer.Constraint) string {
	var parts []string
	for k := range constraints {
		parts = append(parts, "“"+constraints[k].Span+"”")
	}
	return list(parts, "and")
}

// covers tells what the catalog can be asked for.
func (s *Scene) covers() string {
	var parts []string
	for _, r := range [...]catalog.Role{catalog.Category, catalog.People, catalog.Maker, catalog.Year, catalog.Price} {
		if s.Catalog.With(r) >= 0 {
			parts = append(parts, askable(r))
		}
	}
	return list(parts, "or")
}

// list joins words as one says them: "a, b and c".
func list(parts []string, and string) string {
	switch n := len(parts); n {
	case 0:
		return ""
	case 1:
		return parts[0]
	default:
		return strings.Join(parts[:n-1], ", ") + " " + and + " " + parts[n-1]
	}
}

// words writes a column's name as words: "languageCode" and "language_code" are "language code".
func words(name string) string {
	var b strings.Builder
	for i := range len(name) {
		if i > 0 && 'A' <= name[i] && name[i] <= 'Z' && 'a' <= name[i-1] && name[i-1] <= 'z' {
			b.WriteByte(' ')
		}
		b.WriteByte(name[i])
	}
	return text.Fold(b.String())
}

// grouped writes a count with thousands separated.
func grouped(n int) string {
	if n < 1000 {
		return strconv.Itoa(n)
	}
	return grouped(n/1000) + "," + strconv.Itoa(1000 + n%1000)[1:]
}

// money writes a price with its currency.
func money(unit string, v float64) string {
	text := catalog.FormatNumber(v)
	if whole, frac, ok := strings.Cut(text, "."); ok && len(frac) == 1 {
		text = whole + "." + frac + "0"
	}
	switch unit {
	case "USD", "":
		return "$" + text
	case "EUR":
		return "€" + text
	case "GBP":
		return "£" + text
	}
	return text + " " + unit
}
