package prefer

import (
	"slices"
	"strings"

	"rso/catalog"
	"rso/catalog/text"
)

// A Language is everything that depends on the language a shopper writes, as tables. [ReadLanguage] makes one of a text;
// languages/en.txt is the example.
type Language struct {
	// Tag is the BCP 47 tag of the language.
	Tag string
	// phrases are the phrases of every kind, and the words with a part in the grammar; the lists below say what the number of one
	// means.
	phrases book
	cueList []cue
	// dimensions are what numbers measure; the first is none. nameDims are those that a name stands for.
	dimensions []dimension
	nameDims   [][]int
	// concepts are words for values that a catalog may name otherwise ("funny": Comedy).
	conceptList []concept
	// comparisons stand before and behind numbers ("under", "or less").
	comparisonList []comparison
	// orders are superlatives and comparatives, vague words "much" and "little" of a dimension ("well reviewed").
	orderList, vagueList []direction
	// numbers are number words, with their value.
	numbers map[string]number
	// units of measure and currencies, with the unit they count in; a word may stand for several.
	units map[string][]unit
	// factors are the sizes of the units of each base, in the order of the text: the likelier first.
	factors map[string][]float64
	// ordinals name the place of an item in the list just shown.
	ordinals map[string]int
	// decades are words for the ten years that begin with their value, within the century ("nineties": 90).
	months  map[string]int // by word: the month, from 1
	decades map[string]int
	// eras are phrases for decades ("años 90").
	eras text.Phrases
	// parts are words for a part of a decade, with its first and last year ("early": 0, 4).
	parts map[string][2]float64
	// forms are the rules by which other forms of a word are made, endings those by which ordinary words are known.
	forms, endings []rule
	// short are words that names of columns cut short, with the whole ones ("wt": weight).
	short map[string]string
	// commas says whether a comma begins the decimals of a number and a point separates thousands.
	commas bool
	// letters are the words of the grammar by their first letter, for misspelt ones: made when the first comes.
	letters func() map[byte][]string
}

// A wordSet is a set of words with a part in the grammar of a sentence.
type wordSet uint8

const (
	function  wordSet = iota // carry no content: never searched for, and never taken for a misspelt name
	common                   // ordinary words: alone and unmarked, they don't name an item even when a title is spelt so
	everyday                 // words that people use around what they look for: no word of an item
	or                       // between alternatives
	and                      // between parts that all hold
	to                       // between the ends of a range
	fillers                  // between a comparison and its number: "under the 90s"
	things                   // behind an ordinal: "the second one"
	both                     // before two titles
	verbs                    // that may also compare: "like"
	subjects                 // before such a verb: "I like"
	but                      // ends what a negation reaches
	whichever                // any value will do
	praise                   // gives a message its tone
	blame                    // gives a message its tone
	not                      // turns praise into blame
	more                     // before the name of a column: "more ram", "less", "most", "least" likewise
	less
	most
	least
	same        // before the name of a column: "the same brand"
	yes         // values of a column that says whether an item has something
	no          // and of those that it hasn't
	each        // one of a unit: "an hour"
	halfs       // a half: "half an hour"
	quarter     // a quarter
	ish         // behind a number: about that
	prefixes    // that turn the name of a column around: "unfurnished"
	plus        // behind a number: at least
	full        // between "a" and its unit: "a full hour"
	times       // behind "last": a time
	numbering   // before the number of an item: "option 2"
	links       // between a number and the column that it is of: "16 gigs of ram"
	agents      // endings that make another thing of a word
	hearsay     // verbs of what is heard of an item: "sounds good"
	were        // verbs of what was: "it was good"
	bar         // between "any color" and the one that is not wanted
	exceptions  // first words of negations that make an exception
	possessives // before what somebody has: "my family"
	articles    // that titles begin with
	pointers    // before a word for an item just shown: "the Dell"
	decades     // endings of a number that is a decade: "90s"
	too         // begin a complaint, which a negation doesn't turn around: "not too expensive"
	minimum     // in the name of a column: the least of something ("min_players"), and the most
	maximum
	states      // begin the name of a column that says whether: "has_cab"
	nouns       // ordinary things that films and books are called after: alone and unmarked they name none
	others      // before the name of a column: not the one of the item spoken of
	hence       // begin a reason or what follows from one, where a negation ends: "I don't drive, so"
	years       // behind a number: so many years, of something else than time
	heads       // what a price may be counted by: "a head"
	apiece      // behind a price: for each
	sources     // before what something comes from: "from the brand of the first"
	per         // in the name of a column, before what it is counted by: "hours_per_week"
	corrections // before what is not meant, where what is meant follows: "not red, blue"
	lacking     // before what is missing: behind another negation it is demanded, "nothing without a zip"
	beats       // between what is preferred and what is not: "beige over white"
	whose       // before the name of a column: that of the item spoken of
	high        // says that there is much of something: a value, and before the name of a column
	plenty      // before the name of a column: there is to be much of it
	numSets
)

// Sets that no text lists: they follow from the words of other sections.
const (
	numerals wordSet = numSets + iota // number words, parts of decades and decades
	counted                           // units of measure
	placed                            // ordinals
)

// setNames are the names of the sets in a language's text.
var setNames = [numSets]string{"function", "common", "everyday", "or", "and", "to", "fillers", "things", "both", "verbs", "subjects", "but", "any",
	"praise", "blame", "not", "more", "less", "most", "least", "same", "yes", "no", "each", "half", "quarter", "ish", "prefixes", "plus", "full",
	"times", "numbering", "links", "agents", "hearsay", "were", "bar", "exceptions", "possessives", "articles", "pointers", "decades", "too",
	"minimum", "maximum", "states", "nouns", "others", "hence", "years", "heads", "apiece", "sources", "per", "corrections", "lacking", "beats", "whose", "high", "plenty"}

// is says whether a word is in a set.
func (l *Language) is(s wordSet, w string) bool { return l.phrases.setsOf(w).has(s) }

// wordSets are the sets that a word is in.
type wordSets uint64

func (m wordSets) has(s wordSet) bool { return m>>s&1 == 1 }

// A dimension is what a number measures: money, weight, the number of players. Which column of a catalog has it, the
// lexicon of a reasoner says.
type dimension struct {
	name  string
	role  catalog.Role // the role of its column; Attribute when there is none
	unit  string       // the base unit that it is measured in, "" for none
	or    string       // another base that it may be measured in, "" for none: a way in minutes
	but   string       // the unit of that kind that counts something else, "" for none: no battery lasts minutes
	bare  Op           // what a number without a comparison says: Between for that number, AtLeast, AtMost
	words []string     // that stand in the names of its columns, the most usual first
}

// A concept is what an ordinary word asks for, in words that catalogs use.
type concept struct {
	want     []string // any one of each: "sci-fi" is "science fiction" here and "sci fi" there
	drop     []string // values that it replaces: who says "more serious" no longer wants a comedy
	both     bool     // all of want, not one of them: "rom-com"
	same     bool     // want are other words for the same thing
	opposite bool     // want are words for the opposite: "outdoors" is not "indoors"
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
	op  Op
	dim int // the dimension that it speaks of, 0 for any
}

// A number is the value of a number word.
type number struct {
	value float64
	scale bool // multiplies what comes before it ("two hundred")
}

// A unit counts factor times the base unit.
type unit struct {
	base   string
	factor float64
	dim    int // the dimension that what is counted in it is of, 0 for any
}

// money is the base of currencies.
const money = "money"

// A direction is what a superlative, a comparative or a vague amount asks for.
type direction struct {
	dims        []int // the dimensions that it may speak of: the first that the catalog has; -d when more of d is less of it
	descending  bool  // more is wanted
	comparative bool  // relative to what was shown
	none        bool  // of a vague amount: none at all
	column      int   // in a sentence: the column that it speaks of here
}

// A rule makes other forms of a word: its ending is replaced.
type rule struct {
	cut string
	put []string // none: a word with that ending has no other form
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
	fine               // what came before is no longer excluded: "leather is fine too"
	out                // what came before is excluded: "suede is out"
	owns               // the shopper has what follows already
	either             // what follows will do as well as what came before: "could also live with black"
	numSignals
)

// signalNames are the names of the signals in a language's text.
var signalNames = [numSignals]string{"", "likes", "dislikes", "seen", "unseen", "similar", "retract", "reset", "instead", "why", "machine", "pointing",
	"pointing_all", "ask_good", "surprise", "fine", "out", "owns", "either"}

// singular lists the forms under which a catalog may have a word: of a plural the singular, of a singular the plural.
func (l *Language) singular(w string) []string {
	for _, r := range l.forms {
		stem, ok := cutEnding(w, r.cut)
		if !ok {
			continue
		}
		var forms []string
		for _, end := range r.put {
			forms = append(forms, stem+end)
		}
		return forms
	}
	return nil
}

// derived lists other words from the stem of one, as far as rules for endings go: of "engraving" "engraved".
func (l *Language) derived(w string) []string {
	const shortest = 5 // letters of a stem that says what is meant
	var list []string
	for _, o := range l.endings { // "climbing"
		if len(w) >= shortest && !l.agent(o.cut) {
			list = append(list, w+o.cut)
		}
	}
	for _, r := range l.endings {
		stem, ok := cutEnding(w, r.cut)
		if !ok {
			continue
		}
		for _, end := range r.put { // "wipe", of what is wipeable
			if len(r.cut) >= shortest-1 && len(stem) >= shortest-1 {
				list = append(list, stem+end)
			}
		}
		if len(stem) < shortest {
			continue
		}
		for _, o := range l.endings {
			if form := stem + o.cut; form != w && !slices.Contains(list, form) && !l.agent(o.cut) {
				list = append(list, form)
			}
		}
	}
	return list
}

// ordinary says whether a word is one that people use around what they look for, in any of its forms.
func (l *Language) ordinary(w string) bool {
	if l.is(everyday, w) {
		return true
	}
	for _, r := range l.endings {
		stem, ok := cutEnding(w, r.cut)
		if !ok || l.agent(r.cut) {
			continue // a carrier is a thing that shops sell, whatever people carry
		}
		for _, end := range r.put {
			if l.is(everyday, stem+end) {
				return true
			}
			if n := len(stem); end == "" && stem[n-1] == stem[n-2] && l.is(everyday, stem[:n-1]) { // "stopped", "running"
				return true
			}
		}
	}
	return false
}

// plain says whether a word is one that has no special sense in a sentence, in any of its forms.
func (l *Language) plain(w string) bool {
	if l.is(function, w) || l.is(common, w) || l.is(everyday, w) {
		return true
	}
	for _, r := range l.endings {
		if stem, ok := cutEnding(w, r.cut); ok && !l.agent(r.cut) {
			for _, end := range r.put {
				if l.is(common, stem+end) || l.is(everyday, stem+end) || l.is(function, stem+end) && len(stem) > 3 {
					return true
				}
			}
		}
	}
	return false
}

// noun says whether a word is an ordinary thing, or several of them.
func (l *Language) noun(w string) bool {
	return l.is(nouns, w) || slices.ContainsFunc(l.singular(w), func(f string) bool { return l.is(nouns, f) })
}

// agent says whether an ending makes another thing of a word: a joker is no joke.
func (l *Language) agent(ending string) bool { return l.is(agents, ending) }

// does says whether a word is who or what does another, "riders" of "ride".
func (l *Language) does(w, verb string) bool {
	for _, form := range append([]string{w}, l.singular(w)...) {
		for _, r := range l.endings {
			stem, ok := cutEnding(form, r.cut)
			if ok && l.agent(r.cut) && slices.ContainsFunc(r.put, func(end string) bool { return stem+end == verb }) {
				return true
			}
		}
	}
	return false
}

// cutArticle cuts the article off a folded title.
func (l *Language) cutArticle(title string) (article, rest string) {
	if before, after, ok := strings.Cut(title, " "); ok && l.is(articles, before) && !strings.Contains(after, " ") {
		return before, after
	}
	return "", title
}

// cutEnding cuts an ending off a word, when enough is left of it to be a word.
func cutEnding(w, end string) (stem string, ok bool) {
	n := len(w) - len(end)
	if n < 2 || n < 3 && len(end) < 3 || w[n:] != end { // "boxes", but not "yes"
		return "", false
	}
	return w[:n], true
}

// Words is what the catalog's search needs of the language.
func (l *Language) Words() catalog.Words {
	return catalog.Words{
		Function: func(w string) bool { return l.is(function, w) },
		Common:   func(w string) bool { return l.is(common, w) || l.ordinary(w) },
		Variants: l.singular,
	}
}
