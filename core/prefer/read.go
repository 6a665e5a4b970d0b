package prefer

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"sync"

	"rso/catalog"
	"rso/catalog/text"
	"rso/policy"
)

// mostPhrases is about how many phrases and words a language has: with room for them, none is moved while it is read.
const mostPhrases = 5000

// ReadLanguage reads a language from its text: what a translator writes. A line that begins with # is a comment; the
// line "language TAG" names the language, "decimal comma" says how it writes numbers; everything else stands in sections, each with a header in brackets:
//
//	[cue ACT PLACE]         phrases that show a dialogue act: anywhere, opening (a sentence or clause), or alone
//	[dimension NAME …]      words for what a number measures, and words in the names of its columns;
//	                        unit=BASE and bare=at_least, at_most or is say how numbers without more are read;
//	                        or=BASE: it may be measured in units of that base too; but=UNIT: columns that count in that
//	                        unit measure something else
//	[before OP DIMENSION]   phrases before a number: less, at_most, greater, at_least, about, between; the dimension is
//	[behind OP DIMENSION]   optional. And phrases behind one
//	[more DIMENSIONS]       comparatives, relative to what was shown; less likewise. The first dimension that the
//	[most DIMENSIONS]       catalog has counts, turned around behind a "!". And superlatives; least likewise
//	[much DIMENSION]        vague amounts: "well reviewed"; little and none likewise
//	[unit BASE FACTOR DIM]  words for a unit, and how many base units it is; phrases, where there are semicolons. What is
//	                        counted in it is of the dimension, if one is named
//	[number FROM STEP]      number words: the value of the first, and how much more each next one is
//	[scale VALUE]           words that multiply the number before them
//	[decade FROM STEP]      words for decades of a century, or phrases, where there are semicolons
//	[month FROM STEP]       words for the months of a year
//	[ordinal FROM STEP]     words for places in a list
//	[part FIRST LAST]       words for the years of a decade
//	[signal NAME]           phrases with a meaning of their own
//	[concepts]              a line each: phrases = what they ask for; a + between wants asks for all of them, and what
//	                        stands behind a minus is no longer wanted
//	[same]                  a line each: words for the same thing, that one catalog calls so and another otherwise
//	[opposites]             a line each: phrases = words for the opposite, that a column of yes and no is called by
//	[negation] [pardon] [limits] [idle] [narrates] [wishes] [demands]
//	[short]                 a line each: words = the whole word that names of columns cut short so ("wt = weight")
//	[forms] [endings]       rules for other forms of a word: ENDING = REPLACEMENTS, "-" is no ending
//	[words SET]             words of a set
//
// Phrases are separated by semicolons, words by blanks, both written as people write them; where two sections of a kind
// have one phrase, the first counts. An error names the line and what is wrong there.
func ReadLanguage(source string) (*Language, error) {
	r := languageReader{l: &Language{
		dimensions: []dimension{{}}, numbers: map[string]number{}, units: map[string][]unit{}, factors: map[string][]float64{}, ordinals: map[string]int{}, decades: map[string]int{}, months: map[string]int{},
		short: map[string]string{}, parts: map[string][2]float64{}, phrases: book{entries: make([]entry, 0, mostPhrases), uses: make([]use, 0, mostPhrases)},
	}}
	r.l.phrases.Grow(mostPhrases)
	for source != "" && r.err == nil {
		line, rest, _ := strings.Cut(source, "\n")
		source = rest
		r.line++
		line = strings.TrimSpace(line)
		tag, isTag := strings.CutPrefix(line, "language ")
		switch {
		case line == "" || line[0] == '#':
		case line[0] == '[':
			r.end()
			r.begin(line)
		case isTag && r.header == nil:
			r.l.Tag = tag
		case line == "decimal comma" && r.header == nil:
			r.l.commas = true
		case r.header == nil:
			r.fail("%q stands in no section: a section begins with a header in brackets", line)
		case r.byLine():
			r.row(line)
		default:
			r.body.WriteString(line)
			r.body.WriteByte(' ')
		}
	}
	r.end()
	switch {
	case r.err != nil:
		return nil, r.err
	case r.l.Tag == "":
		return nil, fmt.Errorf(`the language has no tag: begin it with a line like "language en"`)
	}
	r.l.inflect()
	r.l.derive()
	r.l.letters = sync.OnceValue(r.l.grammar)
	return r.l, nil
}

// inflect enters the other forms of words for the same thing: who lists "phone" needs no "phones".
func (l *Language) inflect() {
	for k, c := range l.conceptList {
		for _, phrase := range c.want {
			words := wordsOf(phrase)
			if !c.same || len(words) == 0 {
				continue
			}
			for _, form := range l.singular(words[len(words)-1]) {
				if words[len(words)-1] = form; len(words) == 1 && l.is(function, form) {
					continue // "cans" may be headphones, "can" is not
				}
				l.phrases.add(concepts, strings.Join(words, " "), k)
			}
		}
	}
}

// derive enters words of other sections in sets of their own, so that one look-up tells what a word is.
func (l *Language) derive() {
	enterAll(l, numerals, l.numbers)
	enterAll(l, numerals, l.parts)
	enterAll(l, numerals, l.decades)
	enterAll(l, counted, l.units)
	enterAll(l, placed, l.ordinals)
}

func enterAll[T any](l *Language, set wordSet, words map[string]T) {
	for w := range words {
		l.phrases.enter(set, w)
	}
}

// A languageReader reads a language; its error sticks.
type languageReader struct {
	l      *Language
	line   int // the line at hand, from 1
	header []string
	body   strings.Builder
	err    error
}

func (r *languageReader) fail(format string, args ...any) {
	if r.err == nil {
		r.err = fmt.Errorf("line %d: "+format, append([]any{r.line}, args...)...)
	}
}

func (r *languageReader) begin(line string) {
	inner, ok := strings.CutSuffix(line[1:], "]")
	r.header = strings.Fields(inner)
	if !ok || len(r.header) == 0 {
		r.fail("%q is no header: it is a name in brackets", line)
		r.header = nil
	}
}

// byLine says whether every line of the section stands for itself.
func (r *languageReader) byLine() bool {
	switch r.header[0] {
	case "concepts", "same", "opposites", "forms", "endings", "short":
		return true
	}
	return false
}

// arg returns the k-th word of the header behind its name, "" when there is none.
func (r *languageReader) arg(k int) string {
	if k+1 < len(r.header) {
		return r.header[k+1]
	}
	return ""
}

func (r *languageReader) number(k int) float64 {
	v, err := strconv.ParseFloat(r.arg(k), 64)
	if err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
		r.fail("%q is no number in the header [%s]", r.arg(k), strings.Join(r.header, " "))
	}
	return v
}

// end files the section that was read.
func (r *languageReader) end() {
	if r.header == nil || r.err != nil {
		return
	}
	body, l := r.body.String(), r.l
	r.body.Reset()
	switch kind := r.header[0]; kind {
	case "concepts", "same", "opposites", "forms", "endings", "short":
	case "cue":
		l.phrases.addAll(cues, body, len(l.cueList))
		l.cueList = append(l.cueList, cue{lookup(r, policy.NumActs, policy.Act.String, r.arg(0)), lookup(r, numPlaces, place.String, r.arg(1))})
	case "dimension":
		r.dimension(body)
	case "before":
		r.comparison(before, body)
	case "behind":
		r.comparison(behind, body)
	case "more", "less", "most", "least":
		l.phrases.addAll(orders, body, len(l.orderList))
		l.orderList = append(l.orderList, direction{dims: r.dims(), descending: kind[0] == 'm', comparative: kind == "more" || kind == "less"})
	case "much", "little", "none":
		l.phrases.addAll(vagues, body, len(l.vagueList))
		l.vagueList = append(l.vagueList, direction{dims: r.dims(), descending: kind == "much", none: kind == "none"})
	case "unit":
		factor := r.number(1)
		if factor <= 0 {
			r.fail("a unit is more than 0 base units: [%s]", strings.Join(r.header, " "))
		}
		l.factors[r.arg(0)] = append(l.factors[r.arg(0)], factor)
		units := wordsOf(body)
		if strings.Contains(body, ";") {
			units = units[:0]
			for _, phrase := range phrasesOf(body) {
				units = append(units, text.Fold(phrase))
			}
		}
		u := unit{base: r.arg(0), factor: factor}
		if name := r.arg(2); name != "" {
			if u.dim = l.dimension(name); u.dim == 0 {
				r.fail("there is no dimension %q above this line", name)
			}
		}
		for _, w := range units {
			l.units[w] = append(l.units[w], u)
		}
	case "number":
		from, step := r.number(0), r.number(1)
		for i, w := range wordsOf(body) {
			l.numbers[w] = number{from + float64(i)*step, false}
		}
	case "scale":
		value := r.number(0)
		for _, w := range wordsOf(body) {
			l.numbers[w] = number{value, true}
		}
	case "decade":
		if strings.Contains(body, ";") {
			r.eras(body)
			return
		}
		r.places(l.decades, body)
	case "month":
		r.places(l.months, body)
	case "ordinal":
		r.places(l.ordinals, body)
	case "part":
		first, last := r.number(0), r.number(1)
		for _, w := range wordsOf(body) {
			l.parts[w] = [2]float64{first, last}
		}
	case "signal":
		l.phrases.addAll(signaling, body, int(lookup(r, numSignals, func(s signal) string { return signalNames[s] }, r.arg(0))))
	case "negation":
		l.phrases.addAll(negations, body, 0)
	case "pardon":
		l.phrases.addAll(pardonings, body, 0)
	case "limits":
		l.phrases.addAll(limits, body, 0)
	case "idle":
		l.phrases.addAll(idlers, body, 0)
	case "narrates":
		l.phrases.addAll(narratives, body, 0)
	case "wishes":
		l.phrases.addAll(strengths, body, 0)
	case "demands":
		l.phrases.addAll(strengths, body, 1)
	case "words":
		set := lookup(r, numSets, func(s wordSet) string { return setNames[s] }, r.arg(0))
		for _, w := range wordsOf(body) {
			l.phrases.enter(set, w)
		}
	default:
		r.fail("there is no section [%s]", kind)
	}
}

// lookup finds the one of n that has a name.
func lookup[T ~uint8](r *languageReader, n T, name func(T) string, want string) T {
	for v := range n {
		if name(v) == want {
			return v
		}
	}
	r.fail("%q is unknown in the header [%s]", want, strings.Join(r.header, " "))
	return 0
}

func (r *languageReader) dimension(body string) {
	d := dimension{name: r.arg(0), bare: Between}
	switch role, ok := catalog.ParseRole(d.name); {
	case ok:
		d.role = role
	case d.name == "":
		r.fail("the dimension has no name")
	}
	for k := 1; r.arg(k) != ""; k++ {
		switch name, value, _ := strings.Cut(r.arg(k), "="); {
		case name == "unit":
			d.unit = value
		case name == "or":
			d.or = value
		case name == "but":
			d.but = value
		case name == "bare" && value == "at_least":
			d.bare = AtLeast
		case name == "bare" && value == "at_most":
			d.bare = AtMost
		default:
			r.fail("%q is unknown: a dimension has unit=BASE, or=BASE, but=UNIT and bare=at_least or at_most", r.arg(k))
		}
	}
	for phrase := range strings.SplitSeq(body, ";") {
		d.words = append(d.words, text.Fold(phrase))
		toks := wordTokens(phrase)
		k, n := r.l.phrases.at(names, toks, 0)
		if n < len(toks) || n == 0 {
			k = len(r.l.nameDims)
			r.l.phrases.add(names, phrase, k)
			r.l.nameDims = append(r.l.nameDims, nil)
		}
		r.l.nameDims[k] = append(r.l.nameDims[k], len(r.l.dimensions))
	}
	r.l.dimensions = append(r.l.dimensions, d)
}

// dims are the dimensions that the header names from its second word on.
func (r *languageReader) dims() []int {
	var dims []int
	for _, name := range r.header[1:] {
		name, reversed := strings.CutPrefix(name, "!")
		if d := r.l.dimension(name); d > 0 && reversed {
			dims = append(dims, -d)
		} else if d > 0 {
			dims = append(dims, d)
		} else {
			r.fail("there is no dimension %q above this line", name)
		}
	}
	return dims
}

// dimension finds a dimension by its name; 0 when there is none.
func (l *Language) dimension(name string) int {
	for i, d := range l.dimensions {
		if i > 0 && d.name == name {
			return i
		}
	}
	return 0
}

// opNames are the operators of comparisons in a language's text.
var opNames = [About + 1]string{Less: "less", AtMost: "at_most", Greater: "greater", AtLeast: "at_least", Between: "between", About: "about"}

func (r *languageReader) comparison(kind phraseKind, body string) {
	found := comparison{op: lookup(r, About+1, func(o Op) string { return opNames[o] }, r.arg(0))}
	if name := r.arg(1); name != "" {
		if found.dim = r.l.dimension(name); found.dim == 0 {
			r.fail("there is no dimension %q above this line", name)
		}
	}
	r.l.phrases.addAll(kind, body, len(r.l.comparisonList))
	r.l.comparisonList = append(r.l.comparisonList, found)
}

func (r *languageReader) places(to map[string]int, body string) {
	from, step := r.number(0), r.number(1)
	for i, w := range wordsOf(body) {
		to[w] = int(from) + i*int(step)
	}
}

// eras files phrases for decades.
func (r *languageReader) eras(body string) {
	from, step := r.number(0), r.number(1)
	for i, phrase := range phrasesOf(body) {
		r.l.eras.Add(phrase, int(from)+i*int(step))
	}
}

// row reads a line that stands for itself.
func (r *languageReader) row(line string) {
	left, right, isRule := strings.Cut(line, "=")
	switch kind := r.header[0]; {
	case kind == "same":
		r.l.phrases.addAll(concepts, line, len(r.l.conceptList))
		r.l.conceptList = append(r.l.conceptList, concept{want: phrasesOf(line), same: true})
	case !isRule:
		r.fail("%q has no =", line)
	case kind == "short":
		for _, w := range wordsOf(left) {
			r.l.short[w] = text.Fold(strings.TrimSpace(right))
		}
	case kind == "opposites":
		r.l.phrases.addAll(concepts, left, len(r.l.conceptList))
		r.l.conceptList = append(r.l.conceptList, concept{want: phrasesOf(right), opposite: true})
	case kind == "concepts":
		want, drop, _ := strings.Cut(right, " - ")
		c := concept{want: phrasesOf(strings.ReplaceAll(want, "+", ";")), drop: phrasesOf(drop), both: strings.Contains(want, "+")}
		r.l.phrases.addAll(concepts, left, len(r.l.conceptList))
		r.l.conceptList = append(r.l.conceptList, c)
	default:
		ending := func(w string) string { return strings.TrimPrefix(w, "-") }
		var put []string
		for _, w := range strings.Fields(right) {
			put = append(put, ending(w))
		}
		for _, cut := range strings.Fields(left) {
			if rule := (rule{ending(cut), put}); kind == "forms" {
				r.l.forms = append(r.l.forms, rule)
			} else {
				r.l.endings = append(r.l.endings, rule)
			}
		}
	}
}

func wordTokens(s string) []text.Token { return text.Tokens(nil, s) }

// wordsOf lists the words of a text.
func wordsOf(body string) []string {
	if body = strings.TrimSpace(body); text.Folded(body) {
		return strings.Fields(body)
	}
	var list []string
	for _, t := range text.Tokens(nil, body) {
		list = append(list, t.Word)
	}
	return list
}

// phrasesOf cuts a list of phrases, and leaves out those without a word.
func phrasesOf(list string) []string {
	var out []string
	for phrase := range strings.SplitSeq(list, ";") {
		if phrase = strings.TrimSpace(phrase); len(wordsOf(phrase)) > 0 {
			out = append(out, phrase)
		}
	}
	return out
}
