// Package prefer is the Preference reasoner: what a person types becomes dialogue acts and constraints with their
// source words, and these a belief that steers everything else.
//
//	r := prefer.New(catalog, prefer.English())
//	u := r.Understand("something funny from the 90s with robbin wiliams", prefer.Context{})
//	belief := r.Update(prefer.Belief{}, u)
//	// genres in (Comedy) «funny» · year between 1990 and 1999 «from the 90s» · cast in (Robin Williams) «robbin wiliams»
//
// It works from the catalog alone: columns, values and units come from the compiled file, everything that depends on
// the language from a [Language] table. A message is read in three steps: acts.go finds dialogue acts; scan.go cuts
// the message into pieces (a mention, a number, a concept, a negation, ...), longest first, left to right; weigh.go
// decides what each piece asks for (titles.go: items and what is felt of them; relative.go: references and critiques;
// measure.go: numbers). update.go changes the belief: the later wins.
package prefer

import (
	"strings"
	"unicode/utf8"

	"rso/catalog"
	"rso/catalog/text"
	"rso/policy"
)

// A Reasoner reads messages about one catalog. It keeps scratch space and belongs to one goroutine.
type Reasoner struct {
	c      *catalog.Catalog
	l      *Language
	linker *catalog.Linker
	plain  *catalog.Linker             // takes nothing for misspelt
	named  phrases                     // columns by their own names
	bound  map[string][]catalog.Entity // entities that the words of concepts name in this catalog
}

// New returns a reasoner for a catalog and a language.
func New(c *catalog.Catalog, l *Language) *Reasoner {
	r := &Reasoner{c: c, l: l, bound: map[string][]catalog.Entity{}}
	for i := range c.Columns() {
		switch col := c.Column(i); col.Role {
		case catalog.ID, catalog.Title, catalog.Image, catalog.Link, catalog.Description:
		default:
			r.named.add(col.Name, i)
		}
	}
	r.link()
	return r
}

func (r *Reasoner) link() {
	r.linker = r.c.NewLinker(func(w string) bool { return r.l.function[w] || r.l.common[w] }, r.l.singular)
	r.plain = r.c.NewLinker(func(string) bool { return true }, nil)
}

// Follow goes on with the catalog as it is after a delta. Beliefs stay true: columns, values and rows keep their numbers.
func (r *Reasoner) Follow(c *catalog.Catalog) {
	r.c, r.bound = c, map[string][]catalog.Entity{}
	r.link()
}

// A Context is what a message may refer to.
type Context struct {
	Turn  int            // number of the message, from 1
	Shown []catalog.Item // the list last shown, in its order
	Focus []catalog.Item // the items last spoken of, normally one
	Asked int            // the column that the last reply asked about, -1 when it asked about none
}

// An Understanding is what one message says.
type Understanding struct {
	Constraints []Constraint
	Dropped     []int           // columns whose constraints no longer matter
	Replaced    []Constraint    // values that no longer hold ("more serious" drops comedy)
	Instead     bool            // the constraints replace earlier ones on their columns
	Reset       bool            // everything said before is void
	Liked       []catalog.Item  // spoken well of
	Disliked    []catalog.Item  // turned down
	Seen        []catalog.Item  // known already
	About       []catalog.Item  // asked about, chosen or pointed at
	Named       []catalog.Item  // named by title, whatever was said of them
	Words       []string        // content words that named nothing
	Sort        *Sort           // "cheapest"
	Wants       map[signal]bool // what a question asks for
	Message     policy.Message  // its acts, most telling first and never none, and what the Planner may know of it
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
	toks := text.Tokens(nil, message)
	if len(toks) > maxWords {
		toks = toks[:maxWords]
	}
	s := scanner{r: r, ctx: ctx, message: message, toks: toks}
	pieces := s.scan()
	u := Understanding{Message: r.l.heard(message, toks), Wants: map[signal]bool{}}
	w := weigher{r: r, ctx: ctx, s: &s, u: &u}
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

// column returns the column that a hint speaks of in this catalog, or -1.
func (r *Reasoner) column(h columnHint) int {
	switch h {
	case priceColumn:
		return r.c.With(catalog.Price)
	case yearColumn:
		return r.c.With(catalog.Year)
	case ratingColumn:
		return r.c.With(catalog.Rating)
	case popularityColumn:
		return r.c.With(catalog.Popularity)
	case peopleColumn:
		return r.c.With(catalog.People)
	case categoryColumn:
		return r.c.With(catalog.Category)
	case makerColumn:
		return r.c.With(catalog.Maker)
	case weightColumn:
		return r.namedColumn("weight", "mass")
	case sizeColumn:
		return r.namedColumn("size", "screen", "display", "height", "length", "width")
	}
	return -1
}

// namedColumn returns the first number column with one of the words in its name, or -1.
func (r *Reasoner) namedColumn(names ...string) int {
	for i := range r.c.Columns() {
		col := r.c.Column(i)
		if col.Kind != catalog.Number {
			continue
		}
		for _, w := range strings.Fields(text.Fold(col.Name)) {
			for _, n := range names {
				if strings.HasPrefix(w, n) {
					return i
				}
			}
		}
	}
	return -1
}

// entities returns what a word of a concept names in this catalog: entries of Values columns only.
func (r *Reasoner) entities(name string) []catalog.Entity {
	if found, ok := r.bound[name]; ok {
		return found
	}
	var found []catalog.Entity
	toks := text.Tokens(nil, name)
	for _, m := range r.plain.Link(nil, toks) {
		if m.Cost > 0 || m.First != 0 || m.Last != len(toks) {
			continue
		}
		for _, e := range m.Entities {
			if r.c.Column(e.Column).Kind == catalog.Values && r.c.Column(e.Column).Role != catalog.People && !e.Alias {
				found = append(found, e)
			}
		}
	}
	r.bound[name] = found
	return found
}
