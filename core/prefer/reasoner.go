// Package prefer is the Preference reasoner: what a person types becomes dialogue acts and constraints with their
// source words, and these a belief that steers everything else.
//
//	r := prefer.New(catalog, prefer.English())
//	u := r.Understand("something funny from the 90s with robbin wiliams", prefer.Context{})
//	belief := r.Update(prefer.Belief{}, u)
//	// genres in (Comedy) «funny» · year between 1990 and 1999 «from the 90s» · cast in (Robin Williams) «robbin wiliams»
//
// It works from the catalog alone: columns, values and units come from the compiled file, everything that depends on
// the language from a [Language], which is read from a text (languages/, read.go). What the columns of the catalog are to
// people, lexicon.go says once. A message is then read in three steps:
//
//   - acts.go finds dialogue acts, spell.go the words of the grammar that are misspelt;
//   - scan.go cuts the message into pieces, longest first, left to right: values and titles (mention.go, likely.go), parts
//     of their names (value.go, parts.go), other words for them (synonym.go), numbers (quantity.go, amount.go), days
//     (dates.go), places in the list (reference.go), concepts, negations, signals;
//   - weigh.go goes through the pieces and decides what each asks for: values (constrain.go), numbers (measure.go) and the
//     columns that they are of (column.go), critiques (relative.go), titles (titles.go) and what is felt of them
//     (opinion.go), what is similar (similar.go), other words (words.go).
//
// update.go changes the belief: the later wins. hand.go has what is done to it by hand.
package prefer

import (
	"slices"
	"unicode/utf8"

	"rso/catalog"
	"rso/catalog/text"
	"rso/policy"
)

// A Reasoner reads messages about one catalog. It keeps scratch space and belongs to one goroutine.
type Reasoner struct {
	c        *catalog.Catalog
	l        *Language
	x        *lexicon
	linker   *catalog.Linker
	plain    *catalog.Linker             // takes nothing for misspelt
	letters  map[byte][]string           // words of the columns' names by their first letter, for misspelt ones
	bound    map[string][]catalog.Entity // entities that the words of concepts name in this catalog
	partial  map[string][]named          // values that words stand in the names of
	synonyms map[*concept]piece          // what other words for a thing name
	scratch  scratch
	begun    map[string][]begun // values by the word that their names begin with, once they were asked for
	spelt    map[string]string  // what misspelt words are meant to be, "" for those that are none
}

// New returns a reasoner for a catalog and a language.
func New(c *catalog.Catalog, l *Language) *Reasoner {
	r := &Reasoner{l: l}
	r.Follow(c)
	return r
}

// Follow goes on with the catalog as it is after a delta. Beliefs stay true: columns, values and rows keep their numbers.
func (r *Reasoner) Follow(c *catalog.Catalog) {
	r.c, r.x, r.bound, r.partial = c, newLexicon(c, r.l), map[string][]catalog.Entity{}, map[string][]named{}
	r.linker = c.NewLinker(catalog.Words{
		Function: func(w string) bool { return r.l.is(function, w) },
		Common:   r.l.plain,
		Variants: r.l.singular,
	})
	r.plain = c.NewLinker(catalog.Words{Common: func(string) bool { return true }})
	r.begun = nil
	r.letters, r.spelt, r.synonyms = map[byte][]string{}, map[string]string{}, map[*concept]piece{}
	for i := range r.x.columns {
		for _, w := range r.x.columns[i].name {
			if r.x.columns[i].plain && len(w) >= minSpelt {
				r.letters[w[0]] = append(r.letters[w[0]], w)
			}
		}
	}
}

// A Context is what a message may refer to.
type Context struct {
	Turn  int            // number of the message, from 1
	Shown []catalog.Item // the list last shown, in its order
	Named []catalog.Item // what the message before named
	More  []catalog.Item // what would have come behind it: "#5" of three that were shown
	Focus []catalog.Item // the items last spoken of, normally one
	Held  []Constraint   // what the belief holds: "make it 128" is about the number that was said before
	Asked int            // the column that the last reply asked about, -1 when it asked about none
}

// at returns the n-th item of the list, from 1.
func (c *Context) at(n int) (catalog.Item, bool) {
	if n -= 1; n >= 0 && n < len(c.Shown) {
		return c.Shown[n], true
	}
	if n -= len(c.Shown); n >= 0 && n < len(c.More) {
		return c.More[n], true
	}
	return 0, false
}

// An Understanding is what one message says.
type Understanding struct {
	Constraints []Constraint
	Dropped     []int            // columns whose constraints no longer matter
	Replaced    []Constraint     // values that no longer hold ("more serious" drops comedy)
	Allowed     []Constraint     // what is no longer excluded ("leather is fine too")
	Instead     bool             // the constraints replace earlier ones on their columns
	Reset       bool             // everything said before is void
	Liked       []catalog.Item   // spoken well of
	Disliked    []catalog.Item   // turned down
	Seen        []catalog.Item   // known already
	About       []catalog.Item   // asked about, chosen or pointed at
	Named       []catalog.Item   // named by title, whatever was said of them
	Linked      []catalog.Entity // values that were named, by their names or by other words for them, whatever was said of them
	Words       []string         // content words that named nothing
	Sort        *Sort            // "cheapest"
	Hand        *Hand            // what was done by hand: then nothing is read, and it means no more than it says; nil for words
	Wants       map[signal]bool  // what a question asks for
	Message     policy.Message   // its acts, most telling first and never none, and what the Planner may know of it
}

// AsksWhy says whether the message asks for reasons.
func (u *Understanding) AsksWhy() bool { return u.Wants[why] }

// AsksOpinion says whether the message asks how others find an item.
func (u *Understanding) AsksOpinion() bool { return u.Wants[askGood] }

// AsksMachine says whether the message asks who is talking.
func (u *Understanding) AsksMachine() bool { return u.Wants[machine] }

// LeavesChoice says whether the message leaves the choice to the recommender.
func (u *Understanding) LeavesChoice() bool { return u.Wants[surprise] }

// maxWords bounds what is read of a message: the first words of a pasted page say what the rest would.
const maxWords = 400

// Understand reads a message. Its cost is linear in the length of the message, and bounded.
func (r *Reasoner) Understand(message string, ctx Context) Understanding {
	message = clip(message)
	toks := text.Tokens(r.scratch.toks[:0], message)
	r.scratch.toks = toks
	if len(toks) > maxWords {
		toks = toks[:maxWords]
	}
	toks = r.spell(toks)
	s := r.scanner(message, toks, ctx)
	pieces := s.scan()
	u := Understanding{Message: r.l.heard(message, toks, s.heard), Wants: map[signal]bool{}}
	w := newWeigher(r, ctx, &s, &u)
	w.weigh(pieces)
	if main := u.Message.Main(); u.Message.Question && len(u.About) > 0 && len(u.Constraints) == 0 && (main == policy.Affirm || main == policy.Inform) {
		u.Message.Acts = append([]policy.Act{policy.AskItem}, u.Message.Acts...) // "ok, and the second one?"
	}
	u.Message.NamesItem = len(u.Named) > 0
	u.Message.NamesValue = len(u.Constraints) > 0
	return u
}

// clip bounds the bytes of a message that are looked at.
func clip(message string) string {
	const most = 8000
	if len(message) <= most {
		return message
	}
	end := most
	for end > most-utf8.UTFMax && !utf8.RuneStart(message[end]) {
		end--
	}
	return message[:end]
}

// column returns the number column that a dimension means in this catalog, or -1.
func (r *Reasoner) column(dim int) int { return r.x.column(r.c, dim, catalog.Number) }

// directed returns the number column that the first of several dimensions means, or -1; reversed says whether more of it
// is less of what was said.
func (r *Reasoner) directed(dims []int) (column int, reversed bool) {
	for _, named := range [...]bool{true, false} { // a column that is named after what it measures before one that its unit tells
		for _, d := range dims {
			if col := r.column(max(d, -d)); col >= 0 && (!named || r.x.claimed[max(d, -d)]) {
				return col, d < 0
			}
		}
	}
	return -1, false
}

// entities returns what a word of a concept names in this catalog: entries of Values columns only.
func (r *Reasoner) entities(name string) []catalog.Entity {
	if found, ok := r.bound[name]; ok {
		return found
	}
	var found []catalog.Entity
	toks := text.Tokens(nil, name)
	forms := []string{}
	if n := len(toks); n > 0 {
		forms = append([]string{toks[n-1].Word}, r.l.singular(toks[n-1].Word)...)
	}
	for _, form := range forms {
		toks[len(toks)-1].Word = form
		for _, m := range r.plain.Link(nil, toks) {
			if m.Cost > 0 || m.First != 0 || m.Last != len(toks) {
				continue
			}
			for _, e := range m.Entities {
				if r.c.Column(e.Column).Kind == catalog.Values && r.c.Column(e.Column).Role != catalog.People && !e.Alias && !slices.Contains(found, e) {
					found = append(found, e)
				}
			}
		}
	}
	r.bound[name] = found
	return found
}
