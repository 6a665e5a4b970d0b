package ground

import (
	"fmt"
	"strings"

	"rso/catalog/text"
)

// A sense is what a phrase of a draft says.
type sense uint8

const (
	noSense      sense = iota
	iSense             // the writer
	my                 // what is the writer's
	lived              // verbs of who has lived: behind the writer they claim a human life
	aboutYou           // behind such a verb: it is about the shopper or the data, "I read your message"
	kin                // people and things that a human has: behind "my"
	experience         // claims a human life as it is
	inStock            // the item can be had
	outOfStock         // it can't
	scarce             // few are left, or where it can be had
	shipping           // how it comes
	returns            // how it goes back
	warranty           // what is guaranteed
	urgently           // words that make such a claim more than it was
	discount           // it costs less than it did
	echo               // repeats the instructions
	echoLabel          // names a part of them, before a colon
	unknownSense       // says that something isn't known: what follows claims nothing
	wish               // speaks of what the shopper said
	limit              // words for a bound of the shopper's
	near               // before a number: it is rounded
	earlier            // behind a number of years
	since              // likewise
	apart              // behind a number: a difference
	all                // more than one item is the subject
	every              // all items are
	than               // before what is compared with
	notDenied          // negates nothing
	thatIs             // before a value: it is said of the item
	names              // words with a capital that name nothing here
	opinion            // superlatives that are a matter of taste
	determiner         // before a noun that points at an item
	joins              // within a name: "Lord of the Rings"
	by                 // before who made it
	lacks              // negates, beside what negates in what shoppers write
	inIt               // behind a negation: what stands before it is denied, "is not in it"
	you                // the shopper
	but                // ends what a negation reaches
	modal              // between the writer and a verb: it isn't done
	never              // it was never done
	gap                // words for a difference that stand before it
	the                // before a word that singles an item out
	it                 // the item spoken of
	article            // a number word that is rather an article
	several            // before a number word: how many, isn't said
	outOf              // before the most of a scale
	byHow              // before a difference, behind a comparative
	neither            // of two things
	only               // before a subject: of no other
	versus             // before the other one's number: "27 megapixels to 20"
	dont               // negates what somebody does, and no item's attribute without a subject
	is                 // between a subject and what it is
	noun               // negations that reach no further than the noun
	and                // ends what they reach
	freeOf             // in a column's name: there is none
	other              // points at the items that were not just named
	one                // stands for an item
	shops              // what is a shop's, not a human's
	myOwn              // what a program may call its own: its choice
	works              // what a program may have done: "I picked"
	plentiful          // many are left
	get                // behind a negation of the shopper's: it is the item's
	minus              // before a number below zero
	tenYears           // behind a number
	aux                // verbs that part a subject from what is said of it
	link               // asks to follow one
	idiom              // says nothing of an item
	beforeChrist       // behind a year
	together           // makes a number a sum
	contrast           // before a value: it is not said of the item
	none               // before a word of a record, or first in it: there is none
	upTo               // before a number: it is the most that there can be
	datedFrom          // before a year: it is when something began
	times              // between two measures of one thing: "286 by 210 cm"
	looks              // colors and materials
	wears              // before one: the item has it
	yours              // before a thing of the shopper's
	tenths             // behind a number
	inYear             // before a year
	years              // behind a number: it is one of years
	stuff              // before a material
	per                // before what a rate is per
	ties               // between a number and the item that it is of: "€899 for the X10"
	cannot             // negates what the shopper could do with the item
	conj               // between two that are both meant
	percentOff         // behind a part: a discount
	raters             // who rates
	rates              // what they do
	past               // before a number: it is more
	conditional        // opens a clause that claims nothing
	comesWith          // says that something is in the box
	orSense            // before another of what was said
	reduced            // of discounts: it costs less than it did
	remaining          // behind how many: there are no more
	numSenses
)

// senses is a set of senses.
type senses [2]uint64

func sensesOf(list ...sense) (set senses) {
	for _, s := range list {
		set.add(s)
	}
	return set
}

func (m senses) has(s sense) bool { return m[s/64]>>(s%64)&1 == 1 }

// join adds the senses of another set.
func (m *senses) join(o senses) { m[0], m[1] = m[0]|o[0], m[1]|o[1] }

func (m *senses) add(s sense) { m[s/64] |= 1 << (s % 64) }

// both says whether two sets share a sense, a third one's.
func (m senses) both(o, of senses) bool { return m[0]&o[0]&of[0]|m[1]&o[1]&of[1] != 0 }

// senseNames are the sections of a language's text.
var senseNames = [numSenses]string{"", "i", "my", "lived", "about_you", "kin", "experience", "in_stock", "out_of_stock", "scarce", "shipping", "returns",
	"warranty", "urgent", "discount", "echo", "echo_label", "unknown", "wish", "limit", "near", "earlier", "later", "apart", "all", "every", "than",
	"not_denied", "that_is", "names", "opinion", "determiner", "joins", "by", "lacks", "in_it", "you", "but", "modal", "never", "gap", "the", "it", "article", "several", "out_of", "by_how", "neither", "only", "versus", "dont", "is", "noun", "and", "free_of", "other", "one", "shops", "my_own", "works", "plentiful", "get", "minus", "decades", "aux", "link", "idiom", "bc", "together", "contrast", "none", "up_to", "dated_from", "times", "looks", "wears", "yours", "tenths", "in_year", "years", "made_of", "per", "ties", "cannot", "conj", "percent_off", "raters", "rates", "past", "if", "included", "or", "reduced", "remaining"}

// A Language is what the verifier knows of the language that drafts are in.
type Language struct {
	Tag      string
	senses   text.Phrases
	sets     []senses          // what the numbers of phrases mean: sets of senses
	past     string            // the ending of verbs that tell what was done
	same     map[string]string // words for what records call otherwise: "greek" of what is from Greece
	opposite map[string]string // words that rule one another out: "open" and "closed"
	nouns    bool              // every noun is written with a capital
	last     bool              // verbs and negations stand at the end of their clause: "das habe ich selbst getragen"
	foreign  bool              // catalogs are often in another: ordinary words are read as what they stand for there
	comma    bool              // a comma begins the decimals of a number
	heads    []string          // what ordinary nouns end in, where nouns have capitals: "ung", "film"
	adj      []string          // what adjectives before a noun end in, there
	able     []string          // what is put to a verb for what can be done: "foldable"
}

// has says whether the longest phrase with a sense begins at toks[i], and how many words it has.
func (l *Language) has(toks []text.Token, i int, s sense) (n int) {
	if id, n := l.senses.At(toks, i); n > 0 && l.sets[id].has(s) {
		return n
	}
	return 0
}

// ReadLanguage reads a language from its text. A line that begins with # is a comment, "language TAG" names the language,
// "past ed" the ending of its verbs; "nouns capital", "verbs last", "decimal comma" and "catalogs foreign" say how it is written and what of. Phrases, separated by semicolons, stand in sections under the name of their sense in brackets: the constants above say
// what each means, and [same] pairs words with what records say for them, "greek = greece", [opposites] words that rule one another out, "open = closed"; [heads] and [adjectives] list
// what ordinary nouns, and adjectives before them, end in, [able] what is put to verbs for what can be done. A phrase may stand in several, and go on over the end of a line. An error names the line and what is
// wrong there.
func ReadLanguage(source string) (*Language, error) {
	r := languageReader{l: &Language{sets: []senses{{}}, same: map[string]string{}, opposite: map[string]string{}}, ids: map[string]int{}}
	for line := range strings.SplitSeq(source, "\n") {
		r.line++
		if err := r.read(strings.TrimSpace(line)); err != nil {
			return nil, fmt.Errorf("line %d: %w", r.line, err)
		}
	}
	r.end()
	if r.l.Tag == "" {
		return nil, fmt.Errorf(`the language has no tag: begin it with a line like "language en"`)
	}
	return r.l, nil
}

// A languageReader reads a language; phrases go on over the ends of lines.
type languageReader struct {
	l       *Language
	ids     map[string]int // by phrase: its number
	line    int
	section sense
	pairs   func(word, other string) // where the section is one of pairs of words: [same], [opposites]
	ends    *[]string                // where the section is one of endings: [heads], [adjectives]
	body    strings.Builder
}

func (r *languageReader) read(line string) error {
	tag, isTag := strings.CutPrefix(line, "language ")
	past, isPast := strings.CutPrefix(line, "past ")
	switch {
	case line == "" || line[0] == '#':
	case line[0] == '[':
		r.end()
		r.pairs, r.ends = nil, nil
		switch line {
		case "[same]":
			r.pairs = func(word, other string) { r.l.same[word] = other }
		case "[opposites]":
			r.pairs = func(word, other string) { r.l.opposite[word], r.l.opposite[other] = other, word }
		case "[heads]":
			r.ends = &r.l.heads
		case "[adjectives]":
			r.ends = &r.l.adj
		case "[able]":
			r.ends = &r.l.able
		}
		if r.section = senseOf(strings.Trim(line, "[]")); r.section == noSense && r.pairs == nil && r.ends == nil {
			return fmt.Errorf("there is no section %s", line)
		}
	case isPast && r.section == noSense:
		r.l.past = past
	case isTag && r.section == noSense:
		r.l.Tag = tag
	case line == "nouns capital":
		r.l.nouns = true
	case line == "verbs last":
		r.l.last = true
	case line == "catalogs foreign":
		r.l.foreign = true
	case line == "decimal comma":
		r.l.comma = true
	case r.section == noSense && r.pairs == nil && r.ends == nil:
		return fmt.Errorf("%q stands in no section: a section begins with its name in brackets", line)
	default:
		r.body.WriteString(line)
		r.body.WriteByte(' ')
	}
	return nil
}

// end files the phrases of a section.
func (r *languageReader) end() {
	for phrase := range strings.SplitSeq(r.body.String(), ";") {
		if r.pairs != nil {
			if word, other, ok := strings.Cut(phrase, "="); ok {
				r.pairs(text.Fold(word), text.Fold(other))
			}
			continue
		}
		if phrase = text.Fold(phrase); phrase == "" {
			continue
		}
		if r.ends != nil {
			*r.ends = append(*r.ends, phrase)
			continue
		}
		id, ok := r.ids[phrase]
		if !ok {
			id = len(r.l.sets)
			r.ids[phrase], r.l.sets = id, append(r.l.sets, senses{})
			r.l.senses.Add(phrase, id)
		}
		r.l.sets[id].add(r.section)
	}
	r.body.Reset()
}

func senseOf(name string) sense {
	for s := range numSenses {
		if s > noSense && senseNames[s] == name {
			return s
		}
	}
	return noSense
}
