package prefer

import (
	"slices"
	"strings"

	"rso/catalog"
	"rso/catalog/text"
)

// A lexicon is what a reasoner knows of a catalog's columns before the first message: the names under which people speak
// of them, what they measure, which say yes and no. It is made from the catalog alone.
type lexicon struct {
	columns []columnSense
	named   text.Phrases        // columns by their own names and the words of these; a phrase's number is its column
	of      [][]int             // by dimension: the columns that measure it, the likeliest first
	dates   []calendar          // the columns of dates
	claimed []bool              // by dimension: whether a column is named after it, or has its role
	parts   []string            // words of the names of values, for words that are a part of one ("phone": smartphones)
	words   map[string]bool     // all of them
	begins  map[string]bool     // what they begin with, for words that are written as two ("smart watch")
	initial map[byte][]string   // the words by their first letter
	short   map[string][]named  // values by the first letters of their words: an "ssd" is a solid state drive
	counted map[string]int      // words that a column counts in and no language knows: "ppm"
	joined  map[string][]string // two words of a name, written as one ("screwcap": screw cap)
}

// A columnSense is what is known of one column.
type columnSense struct {
	name    []string // the words of its name, without units
	truth   bool     // its values say yes and no
	yes     []uint32 // those that say yes, and those that say no
	no      []uint32
	none    []uint32 // those of a column of more than yes and no that say there is none: "none" beside "low" and "high"
	high    []uint32 // and those that say that there is much
	unit    unit     // of a Number column: base "" when its unit is unknown
	counted string   // the word of its name for its unit
	rate    bool     // it is so much per something: "hours_per_week"
	least   bool     // its numbers are the least of something ("min_players"), or the most
	most    bool
	beside  int  // the column with the other end, -1
	plain   bool // a person would speak of it: no id, title, address or free text
}

// mostParts bounds the values whose words are kept: a catalog with more makers than that is asked for by whole names.
const mostParts = 4096

func newLexicon(c *catalog.Catalog, l *Language) *lexicon {
	x := &lexicon{columns: make([]columnSense, len(c.Columns())), of: make([][]int, len(l.dimensions))}
	for i := range c.Columns() {
		x.columns[i] = senseOf(c.Column(i), l)
	}
	x.pair()
	x.count(c, l)
	x.name(c, l)
	for d := range l.dimensions {
		if d > 0 {
			x.measure(c, l, d)
		}
	}
	for d := range x.of {
		x.claimed = append(x.claimed, len(x.of[d]) > 0)
	}
	x.unclaimed(l)
	x.calendars(c)
	x.collect(c)
	return x
}

func senseOf(col *catalog.Column, l *Language) columnSense {
	s := columnSense{beside: -1}
	switch col.Role {
	case catalog.ID, catalog.Title, catalog.Image, catalog.Link, catalog.Description:
		return s
	}
	s.plain = col.Kind != catalog.Text
	s.name = nameWords(col.Name)
	for k, w := range s.name {
		if whole := l.short[w]; whole != "" {
			s.name[k] = whole
		}
	}
	s.trim(col, l)
	if col.Kind == catalog.Number {
		if u, ok := l.unitNamed(col.Unit); ok {
			s.unit = u
		}
		return s
	}
	s.truth = col.Kind == catalog.Values && col.NumValues() > 0
	for v := range uint32(col.NumValues()) {
		switch w := text.Fold(col.Value(v)); {
		case l.is(yes, w):
			s.yes = append(s.yes, v)
		case l.is(no, w):
			s.no = append(s.no, v)
		default:
			s.truth = false
		}
		if v > 8 {
			s.truth = false
		}
		if !s.truth {
			break
		}
	}
	if !s.truth && col.NumValues() <= mostGrades {
		s.none, s.high = valuesIn(col, l, no), valuesIn(col, l, high)
	}
	return s
}

// valuesIn lists the values of a column that are a word of a set.
func valuesIn(col *catalog.Column, l *Language, set wordSet) (vs []uint32) {
	for v := range uint32(col.NumValues()) {
		if l.is(set, text.Fold(col.Value(v))) {
			vs = append(vs, v)
		}
	}
	return vs
}

// trim takes the words off a column's name that say how it is measured, and keeps what people call it: "min_age",
// "weight_kg", "has_cab" and "hours_per_week" are age, weight, cab and hours.
func (s *columnSense) trim(col *catalog.Column, l *Language) {
	if k := slices.IndexFunc(s.name, func(w string) bool { return l.is(per, w) }); k > 0 {
		s.name, s.rate = s.name[:k], true
	}
	n := len(s.name)
	first, last := s.name[0], s.name[n-1]
	switch {
	case n == 1:
	case l.is(minimum, first):
		s.least, s.name = true, s.name[1:]
	case l.is(maximum, first):
		s.most, s.name = true, s.name[1:]
	case l.is(states, first):
		s.name = s.name[1:]
	case col.Kind != catalog.Number:
	case l.is(maximum, last):
		s.most, s.name = true, s.name[:n-1]
	case l.is(minimum, last) && !l.timed(s.name[:n-1], last): // "salary_min", but "cook_time_min"
		s.least, s.name = true, s.name[:n-1]
	}
	if col.Kind != catalog.Number {
		return
	}
	if n = len(s.name); col.Role == catalog.Year && n > 1 {
		return // "released_in" counts no inches
	} else if n > 1 && s.name[n-1] == "in" && len(l.units[inch]) > 0 {
		s.unit, s.name = l.units[inch][0], s.name[:n-1] // "rim_in"
	} else if n > 1 && s.name[n-1] == text.Fold(col.Unit) {
		s.name, s.counted = s.name[:n-1], s.name[n-1]
	} else if us := l.units[s.name[n-1]]; len(us) > 0 {
		if us[0].base != money && col.Unit == "" {
			s.unit = us[0]
		}
		s.name, s.counted = s.name[:max(1, n-1)], s.name[n-1]
	} else if us := l.units[s.name[0]]; len(us) > 0 && len(s.name[0]) > 1 && !l.is(links, s.name[0]) && us[0].base != money && col.Unit == "" {
		s.unit = us[0] // "hours_to_beat"
	}
}

// unitNamed finds the unit that a catalog names.
func (l *Language) unitNamed(name string) (unit, bool) {
	switch name {
	case `"`:
		name = inch
	case "%":
		name = percent
	}
	us := l.units[text.Fold(name)]
	if len(us) == 0 || us[0].base == money {
		return unit{}, false
	}
	return us[0], true
}

// measuredIn says whether units of a base may measure a dimension.
func (d *dimension) measuredIn(base string) bool { return base == d.unit || base == d.or }

// counts says whether a unit is the one that a word names.
func (l *Language) counts(word string, u unit) bool {
	return slices.ContainsFunc(l.units[word], func(o unit) bool { return o.base == u.base && o.factor == u.factor })
}

// timed says whether words name something that is measured in what a word is a unit of, or nothing that is known.
func (l *Language) timed(words []string, in string) bool {
	us, known := l.units[in], false
	if len(us) == 0 {
		return false
	}
	for _, d := range l.dimensions {
		for _, phrase := range d.words {
			if contains(words, strings.Fields(phrase)) {
				if known = true; d.measuredIn(us[0].base) { // "walk_to_metro_min"
					return true
				}
			}
		}
	}
	return !known
}

// nameWords are the words of a column's name: "batteryLife (h)" is "battery life".
func nameWords(name string) []string {
	if before, _, ok := strings.Cut(name, "("); ok && strings.TrimSpace(before) != "" {
		name = before
	}
	var b strings.Builder
	for i := range len(name) {
		if i > 0 && 'A' <= name[i] && name[i] <= 'Z' && 'a' <= name[i-1] && name[i-1] <= 'z' {
			b.WriteByte(' ')
		}
		if name[i] == '_' || name[i] == '.' {
			b.WriteByte(' ')
			continue
		}
		b.WriteByte(name[i])
	}
	if w := wordsOf(b.String()); len(w) > 0 {
		return w
	}
	return []string{""}
}

// pair finds the columns that hold both ends of a range: min_players and max_players.
func (x *lexicon) pair() {
	for i := range x.columns {
		for j := range x.columns {
			if a, b := &x.columns[i], &x.columns[j]; a.least && b.most && slices.Equal(a.name, b.name) {
				a.beside, b.beside = j, i
			}
		}
	}
}

// count finds the columns of numbers whose name ends with a short word that is nothing else: "print_speed_ppm".
func (x *lexicon) count(c *catalog.Catalog, l *Language) {
	const shortest, longest = 2, 5
	x.counted = map[string]int{}
	for i := range x.columns {
		s := &x.columns[i]
		n := len(s.name)
		if !s.plain || c.Column(i).Kind != catalog.Number || s.unit.base != "" || n < 2 {
			continue
		}
		w := s.name[n-1]
		if len(w) < shortest || len(w) > longest || l.plain(w) || len(l.units[w]) > 0 {
			continue
		}
		if _, label := l.phrases.at(names, wordTokens(w), 0); label == 0 {
			x.counted[w] = i
		}
	}
}

// name enters the columns' names: whole ones first, then their words as far as they tell columns apart.
func (x *lexicon) name(c *catalog.Catalog, l *Language) {
	enter := func(phrase string, i int) {
		x.named.Add(phrase, i)
		for _, form := range l.singular(phrase) {
			x.named.Add(form, i)
		}
	}
	for i := range x.columns {
		if x.columns[i].plain {
			x.named.Add(c.Column(i).Name, i)
			enter(strings.Join(x.columns[i].name, " "), i)
		}
	}
	count := map[string]int{}
	for i := range x.columns {
		for _, w := range x.columns[i].name {
			count[w]++
		}
	}
	counted := map[string]int{}
	for i := range x.columns {
		counted[x.columns[i].counted]++
	}
	for i := range x.columns { // "can be engraved", where a column says whether there is engraving; "less climbing"
		if s := &x.columns[i]; (s.truth || s.plain && c.Column(i).Kind == catalog.Number) && len(s.name) == 1 {
			for _, form := range l.derived(s.name[0]) {
				if _, n := x.named.At(wordTokens(form), 0); n == 0 && !l.plain(form) {
					x.named.Add(form, i)
				}
			}
		}
	}
	for i := range x.columns {
		s := &x.columns[i]
		if s.plain && len(s.counted) > 2 && counted[s.counted] == 1 {
			enter(s.counted, i) // "fewer hours"
		}
		for k, w := range s.name {
			if s.plain && len(s.name) > 1 && len(w) > 2 && count[w] == 1 && !l.is(function, w) && len(l.units[w]) == 0 {
				enter(w, i)
			}
			if s.plain && k > 0 { // "touch screen" is "touchscreen" too
				x.named.Add(s.name[k-1]+w, i)
			}
		}
	}
}

// measure finds the columns that measure a dimension: the one with its role, then those with its words in their names,
// the more usual word first, then those in its unit.
func (x *lexicon) measure(c *catalog.Catalog, l *Language, d int) {
	dim := &l.dimensions[d]
	add := func(i int) {
		if i >= 0 && !slices.Contains(x.of[d], i) {
			x.of[d] = append(x.of[d], i)
		}
	}
	if dim.role != catalog.Attribute {
		add(c.With(dim.role))
	}
	for _, phrase := range dim.words {
		words := strings.Fields(phrase)
		for i := range x.columns {
			s := &x.columns[i]
			other := s.unit.base != "" && (dim.unit != "" && !dim.measuredIn(s.unit.base) || l.counts(dim.but, s.unit)) // engine hours are no power
			if s.plain && !other && c.Column(i).Kind == catalog.Number && contains(s.name, words) {
				add(i)
			}
		}
	}
	for _, phrase := range dim.words { // a dimension of values: the cuisine of a dish
		words := strings.Fields(phrase)
		for i := range x.columns {
			if s := &x.columns[i]; s.plain && c.Column(i).Kind == catalog.Values && slices.Equal(s.name, words) {
				add(i)
			}
		}
	}
}

// unclaimed gives the dimensions that no column is named after the columns in their units, as far as these are named after
// no other.
func (x *lexicon) unclaimed(l *Language) {
	var claimed []int
	for _, columns := range x.of {
		claimed = append(claimed, columns...)
	}
	for d, dim := range l.dimensions {
		for i := range x.columns {
			if dim.unit != "" && len(x.of[d]) == 0 && !x.columns[i].rate && x.columns[i].unit.base == dim.unit && !slices.Contains(claimed, i) {
				x.of[d] = append(x.of[d], i)
			}
		}
	}
}

// contains says whether words stand in a row in a name.
func contains(name, words []string) bool {
	for i := 0; i+len(words) <= len(name); i++ {
		if slices.Equal(name[i:i+len(words)], words) {
			return true
		}
	}
	return false
}

// collect keeps the words of the names of values.
func (x *lexicon) collect(c *catalog.Catalog) {
	total := 0
	for i := range x.columns {
		if col := c.Column(i); x.columns[i].partial(col) {
			total += col.NumValues()
		}
	}
	if total > mostParts {
		return
	}
	seen := map[string]bool{}
	x.initial = map[byte][]string{}
	x.short, x.joined, x.words, x.begins = map[string][]named{}, map[string][]string{}, map[string]bool{}, map[string]bool{}
	for i := range x.columns {
		col := c.Column(i)
		if !x.columns[i].partial(col) {
			continue
		}
		for v := range uint32(col.NumValues()) {
			words := wordsOf(col.Value(v))
			if short := firstLetters(words); short != "" {
				x.short[short] = append(x.short[short], named{i, []uint32{v}})
			}
			for k, w := range words {
				if !x.words[w] {
					x.initial[w[0]] = append(x.initial[w[0]], w)
				}
				x.words[w] = true
				for n := 2; n <= len(w)-2; n++ {
					x.begins[w[:n]] = true
				}
				if k > 0 {
					x.joined[words[k-1]+w] = words[k-1 : k+1]
				}
				if !seen[w] && len(w) > minPart {
					seen[w] = true
					x.parts = append(x.parts, w)
				}
			}
		}
	}
}

// minPart is how many letters a part of a word has at least.
const minPart = 4

// partial says whether values of the column may be named by a part of their names.
func (s *columnSense) partial(col *catalog.Column) bool {
	return s.plain && col.Kind == catalog.Values && !s.truth && col.Role != catalog.People && col.Role != catalog.Availability
}

// column returns the column that a dimension means in this catalog, of the kind asked for; -1 when there is none.
func (x *lexicon) column(c *catalog.Catalog, d int, kind catalog.Kind) int {
	for _, i := range x.of[d] {
		if c.Column(i).Kind == kind {
			return i
		}
	}
	return -1
}
