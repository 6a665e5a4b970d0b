package prefer

import (
	"strings"
	"sync"

	"rso/catalog/text"
	"rso/policy"
)

// A table is a language as data: what a translator fills in. Lists of phrases are separated by semicolons, lists of
// words by blanks.
type table struct {
	tag         string
	singular    func(string) []string
	cues        []cueRow
	comparisons []comparisonRow
	units       []unitRow
	numbers     []numberRow
	decades     []placeRow
	ordinals    []placeRow
	parts       []partRow
	signals     []signalRow
	sorts       []sortRow
	labels      []labelRow
	concepts    []conceptRow

	negation, wishes, demands                                     string
	or, and, to, fillers, things, both, verbs, subjects, but, any string
	function, common, praise, blame, not                          string
}

type (
	cueRow struct {
		act     policy.Act
		where   place
		phrases string
	}
	comparisonRow struct {
		op      Op
		after   bool // behind the number
		hint    columnHint
		phrases string
	}
	unitRow struct {
		base   string
		factor float64 // base units in one
		words  string
	}
	numberRow struct {
		from, step float64 // value of the first word, and how much more each next one is
		scale      bool
		words      string
	}
	placeRow struct {
		from, step int
		words      string
	}
	partRow struct {
		first, last float64
		words       string
	}
	signalRow struct {
		signal  signal
		phrases string
	}
	sortRow struct {
		hint                    columnHint
		descending, comparative bool
		phrases                 string
	}
	labelRow struct {
		hint    columnHint
		phrases string
	}
	conceptRow struct {
		phrases, want, drop string
		both                bool
	}
)

// English is the table of the English language. It is built once and never changed.
func English() *Language { return english() }

var english = sync.OnceValue(englishTable.compile)

// compile makes a table fit for reading messages.
func (t *table) compile() *Language {
	l := &Language{
		Tag: t.tag, singular: t.singular, function: words(t.function), common: words(t.common),
		or: words(t.or), and: words(t.and), to: words(t.to), fillers: words(t.fillers), things: words(t.things),
		both: words(t.both), verbs: words(t.verbs), subjects: words(t.subjects), but: words(t.but), any: words(t.any),
		praise: words(t.praise), blame: words(t.blame), not: words(t.not),
	}
	for _, r := range t.cues {
		l.cues.addAll(r.phrases, len(l.cueList))
		l.cueList = append(l.cueList, cue{r.act, r.where})
	}
	for _, r := range t.comparisons {
		if r.after {
			l.behind.add(r.op, r.hint, r.phrases)
		} else {
			l.before.add(r.op, r.hint, r.phrases)
		}
	}
	for _, r := range t.sorts {
		l.sorts.addAll(r.phrases, len(l.sortList))
		l.sortList = append(l.sortList, direction{r.hint, r.descending, r.comparative})
	}
	for _, r := range t.concepts {
		l.concepts.addAll(r.phrases, len(l.conceptList))
		l.conceptList = append(l.conceptList, concept{split(r.want), split(r.drop), r.both})
	}
	for _, r := range t.signals {
		l.signals.addAll(r.phrases, int(r.signal))
	}
	for _, r := range t.labels {
		l.labels.addAll(r.phrases, int(r.hint))
	}
	l.negation.addAll(t.negation, 0)
	l.strength.addAll(t.wishes, 0)
	l.strength.addAll(t.demands, 1)
	t.counting(l)
	return l
}

// counting fills in what has to do with numbers.
func (t *table) counting(l *Language) {
	l.units, l.numbers, l.parts = map[string]unit{}, map[string]number{}, map[string][2]float64{}
	for _, r := range t.units {
		for _, w := range strings.Fields(r.words) {
			l.units[w] = unit{r.base, r.factor}
		}
	}
	for _, r := range t.numbers {
		for i, w := range strings.Fields(r.words) {
			l.numbers[w] = number{r.from + float64(i)*r.step, r.scale}
		}
	}
	for _, r := range t.parts {
		l.parts[r.words] = [2]float64{r.first, r.last}
	}
	l.decades, l.ordinals = places(t.decades), places(t.ordinals)
}

func places(rows []placeRow) map[string]int {
	m := map[string]int{}
	for _, r := range rows {
		for i, w := range strings.Fields(r.words) {
			m[w] = r.from + i*r.step
		}
	}
	return m
}

// words makes a set of a list of words.
func words(list string) map[string]bool {
	set := map[string]bool{}
	for _, t := range text.Tokens(nil, list) {
		set[t.Word] = true
	}
	return set
}

// split cuts a list of phrases.
func split(list string) []string {
	if list == "" {
		return nil
	}
	return strings.Split(list, "; ")
}
