package prefer

import (
	"rso/catalog"
	"rso/catalog/text"
)

// A Language is everything that depends on the language a shopper writes, as tables. Phrases in a list are
// separated by semicolons and written as people write them; they are folded like messages are.
type Language struct {
	// Tag is the BCP 47 tag of the language.
	Tag string
	// cues show dialogue acts.
	cues    phrases
	cueList []cue
	// function words carry no content: they are never searched for, and never taken for a misspelt name.
	function map[string]bool
	// common words are ordinary words: alone and unmarked, they don't name an item even when a title is spelt so.
	common map[string]bool
	// concepts are ordinary words for values that a catalog may name otherwise ("funny": Comedy).
	concepts    phrases
	conceptList []concept
	// before and behind are the phrases before and behind a number ("under", "or less").
	before, behind comparisons
	// numbers are number words, with their value.
	numbers map[string]number
	// units of measure and currencies, with the unit they count in.
	units map[string]unit
	// negation turns what follows it into an exclusion.
	negation phrases
	// strength says whether what follows is binding (1) or a wish (0).
	strength phrases
	// sorts are superlatives and comparatives of numeric columns.
	sorts    phrases
	sortList []direction
	// signals are phrases with one meaning each for the belief; a phrase's number is its signal.
	signals phrases
	// ordinals name the place of an item in the list just shown.
	ordinals map[string]int
	// decades are words for the ten years that begin with their value, within the century ("nineties": 90).
	decades map[string]int
	// parts are words for a part of a decade, with its first and last year ("early": 0, 4).
	parts map[string][2]float64
	// small sets of words with a part in the grammar of a constraint: between alternatives, between the ends of a
	// range, between a comparison and its number, behind an ordinal, and around a verb that may also compare.
	or, and, to, fillers, things, both, verbs, subjects, but, any map[string]bool
	// praise and blame give a message its tone, not turns it round.
	praise, blame, not map[string]bool
	// labels are words for columns ("budget": the price); a phrase's number is its columnHint.
	labels phrases
	// singular returns the forms under which a catalog may have a word.
	singular func(string) []string
}

// A concept is what an ordinary word asks for, in words that catalogs use.
type concept struct {
	want []string // any one of each: "sci-fi" is "science fiction" here and "sci fi" there
	drop []string // values that it replaces: who says "more serious" no longer wants a comedy
	both bool     // all of want, not one of them: "rom-com"
}

// An Op compares an item's attribute with a constraint's value.
type Op uint8

const (
	In      Op = iota // has one of the values
	NotIn             // has none of them
	Less              // is below Hi
	AtMost            // is at most Hi
	Greater           // is above Lo
	AtLeast           // is at least Lo
	Between           // lies in [Lo, Hi]
	Outside           // doesn't lie in [Lo, Hi]
	About             // of a comparison: lies near its number; a constraint has Between instead
)

// A comparison is what a phrase beside a number says.
type comparison struct {
	op   Op
	hint columnHint
}

// comparisons finds comparisons by their phrases.
type comparisons struct {
	phrases phrases
	list    []comparison
}

func (c *comparisons) add(op Op, hint columnHint, list string) {
	c.phrases.addAll(list, len(c.list))
	c.list = append(c.list, comparison{op, hint})
}

// at returns the comparison that begins at toks[i].
func (c *comparisons) at(toks []text.Token, i int) (found comparison, n int) {
	k, n := c.phrases.at(toks, i)
	if n > 0 {
		found = c.list[k]
	}
	return found, n
}

// A columnHint is the column that a phrase speaks of, before it is known which columns there are.
type columnHint uint8

const (
	anyColumn columnHint = iota
	priceColumn
	yearColumn
	ratingColumn
	popularityColumn
	weightColumn
	sizeColumn
	peopleColumn
	categoryColumn
	makerColumn
)

// A number is the value of a number word.
type number struct {
	value float64
	scale bool // multiplies what comes before it ("two hundred")
}

// A unit counts factor times the base unit.
type unit struct {
	base   string
	factor float64
}

// A direction is what a superlative or comparative asks of a numeric column.
type direction struct {
	hint        columnHint
	descending  bool // more is wanted
	comparative bool // relative to what was shown
}

// A signal is a phrase with a meaning of its own.
type signal uint8

const (
	noSignal    signal = iota
	likes              // what follows (or came before) is liked
	dislikes           // it is disliked
	seen               // it is known already
	unseen             // what follows is not known, or we are asked whether we know it
	similar            // something like what follows is wanted
	retract            // what follows no longer matters
	reset              // nothing said so far matters
	instead            // what follows replaces what was said
	why                // asks for reasons
	machine            // asks who is talking
	pointing           // the item just spoken of
	pointingAll        // all items just shown
	askGood            // asks how others find it
	surprise           // leaves the choice to us
)

// signalAt returns the signal that begins at toks[i].
func (l *Language) signalAt(toks []text.Token, i int) (signal, int) {
	k, n := l.signals.at(toks, i)
	return signal(k), n
}

// Words is what the catalog's search needs of the language.
func (l *Language) Words() catalog.Words {
	more := everyday()[l.Tag]
	return catalog.Words{
		Function: func(w string) bool { return l.function[w] },
		Common:   func(w string) bool { return l.common[w] || isEveryday(more, w) },
		Variants: l.singular,
	}
}
