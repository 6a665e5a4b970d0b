package affinity

import (
	"errors"
	"fmt"

	"rso/catalog"
)

// A Corpus is what histories say, in numbers: what a trainer reads.
type Corpus struct {
	Terms     []string  // words, and pairs of neighbouring words ("sci fi"), sorted by bytes
	Talks     []Talk    // in the order in which their histories begin
	Facts     [][]int32 // by row: what the catalog says of it, places in FactNames, ascending
	FactNames []string  // "genres=Comedy", "year=1990s", "price=10..19.99 EUR", sorted by bytes; two rows at least have each
	Rows      int       // of the catalog
	Mentions  []float32 // by row: how many talks mention it
	Unknown   Missing
}

// A Talk is a dialogue, what is left of one, what one user rated, or one order.
type Talk struct {
	Ordered   bool // the turns stand in their order and the speakers are known: there is one fragment
	Fragments [][]Message
}

// A Message is what somebody said. Its neighbours in a fragment are those that it had in the talk.
type Message struct {
	Recommender bool    // who speaks, or most probably does
	Terms       []int32 // places in Corpus.Terms, as often as they were said; a pair comes after its second word
	Items       []Named // each once
}

// Named is an item that a message names.
type Named struct {
	Row     catalog.Item
	Feeling int8 // what the seeker thinks of it: 1 liked, -1 disliked, 0 not told
}

// Missing are the ids of histories that the catalog doesn't have.
type Missing struct {
	IDs      int      // different ones
	Mentions int      // of all of them together
	First    []string // the first few
}

// Options say what a corpus keeps.
type Options struct {
	MinWord int // messages that a word is in at least, 0 for 5
	MinPair int // messages that a pair of words is in at least, 0 for 15
}

func (o Options) filled() Options {
	if o.MinWord <= 0 {
		o.MinWord = 5
	}
	if o.MinPair <= 0 {
		o.MinPair = 15
	}
	return o
}

// NewCorpus makes a corpus of the histories of several files, each as [Read] returns it, and of the catalog whose ids they
// mention, of items or of their variants. Mentions of other ids are left out and counted.
//
//   - A dialogue is a talk in its order.
//   - The windows of one file and group are a talk: those that overlap are joined to fragments, in which each item stands with the
//     messages that name it; in what order the fragments were said isn't known. See windows.go. Who speaks is guessed from the
//     words, as the dialogues whose speakers are known teach it; where there are none it is the seeker.
//   - The ratings of one user and the items of one order are a talk, each item a fragment of one message of the seeker without words.
//     What the user dislikes is left out.
//
// Terms are those of the texts without the titles of the items that the message and the fragment before it mention, see [Mask].
// The same histories make the same corpus, whatever the number of processors.
func NewCorpus(c *catalog.Catalog, files [][]History, opt Options) (*Corpus, error) {
	g := &gatherer{catalog: c, place: make([]int32, c.Len()), missing: map[string]bool{}}
	for _, histories := range files {
		g.gather(histories)
	}
	if err := g.check(); err != nil {
		return nil, err
	}
	t := titles{catalog: c, year: c.With(catalog.Year)}
	each(len(g.drafts), func(k int) { g.drafts[k].prepare(t) })
	v := newVocabulary(g.drafts, opt.filled())
	l := newListener(g.drafts, len(v.words))
	corpus := &Corpus{Terms: v.terms, Talks: make([]Talk, len(g.drafts)), Rows: c.Len(), Unknown: g.unknown}
	each(len(g.drafts), func(k int) { corpus.Talks[k] = g.drafts[k].finish(v, l) })
	corpus.Mentions = mentionsOf(corpus.Talks, c.Len())
	corpus.Facts, corpus.FactNames = factsOf(c)
	return corpus, nil
}

// mentionsOf counts the talks that mention each row.
func mentionsOf(talks []Talk, rows int) []float32 {
	counts, last := make([]float32, rows), make([]int, rows) // last: the number of the last talk that did, from 1
	for k, t := range talks {
		for _, fragment := range t.Fragments {
			for _, m := range fragment {
				for _, i := range m.Items {
					if last[i.Row] != k+1 {
						last[i.Row] = k + 1
						counts[i.Row]++
					}
				}
			}
		}
	}
	return counts
}

// A draft is a talk that is being made: of ratings and orders the talk itself, of windows those of its group.
type draft struct {
	talk      Talk
	windows   []window
	fragments [][]utterance
}

// An utterance is a message that is being made.
type utterance struct {
	speaker Speaker
	text    string
	items   []Named
	said    []string // its words without titles
	words   []int32  // those, as numbers
}

// prepare makes the fragments, and takes the words out of their texts.
func (d *draft) prepare(t titles) {
	if len(d.windows) > 0 {
		d.fragments = t.fragments(d.windows)
	}
	for _, fragment := range d.fragments {
		t.hear(fragment)
	}
}

// finish returns the talk.
func (d *draft) finish(v *vocabulary, l *listener) Talk {
	if d.fragments == nil {
		return d.talk
	}
	t := Talk{Ordered: d.talk.Ordered, Fragments: make([][]Message, len(d.fragments))}
	for k, fragment := range d.fragments {
		t.Fragments[k] = make([]Message, len(fragment))
		for j := range fragment {
			u := &fragment[j]
			t.Fragments[k][j] = Message{Recommender: l.recommender(u), Terms: v.termsOf(u.words), Items: u.items}
		}
	}
	return t
}

// A gatherer finds the talks in histories, and their items in the catalog.
type gatherer struct {
	catalog *catalog.Catalog
	drafts  []draft
	known   bool            // some id is in the catalog
	place   []int32         // by row: its place in the list at hand, from 1
	missing map[string]bool // ids that aren't in the catalog
	unknown Missing
}

// gather takes the histories of one file.
func (g *gatherer) gather(histories []History) {
	groups := map[string]int{} // the draft of each
	for _, h := range histories {
		switch h.Kind {
		case Window:
			k, begun := groups[h.Group]
			if !begun || h.Group == "" {
				k = len(g.drafts)
				groups[h.Group] = k
				g.drafts = append(g.drafts, draft{})
			}
			for _, t := range h.Turns {
				g.drafts[k].windows = append(g.drafts[k].windows, window{t.Text, g.rows(t.Items)})
			}
		case Ratings, Basket:
			g.drafts = append(g.drafts, draft{talk: g.singles(h)})
		default:
			g.drafts = append(g.drafts, g.dialogue(h))
		}
	}
}

// dialogue takes a dialogue.
func (g *gatherer) dialogue(h History) draft {
	ordered, turns := true, make([]utterance, len(h.Turns))
	for k, t := range h.Turns {
		turns[k] = utterance{speaker: t.Speaker, text: t.Text, items: g.rows(t.Items)}
		ordered = ordered && t.Speaker != Unknown
	}
	return draft{talk: Talk{Ordered: ordered}, fragments: [][]utterance{turns}}
}

// singles takes ratings or an order.
func (g *gatherer) singles(h History) Talk {
	var all []Named
	for _, t := range h.Turns {
		for _, i := range g.rows(t.Items) {
			if i.Feeling >= 0 {
				all = append(all, i)
			}
		}
	}
	messages, fragments := make([]Message, len(all)), make([][]Message, len(all))
	for k := range all {
		messages[k].Items = all[k : k+1 : k+1]
		fragments[k] = messages[k : k+1 : k+1]
	}
	return Talk{Fragments: fragments}
}

// rows finds mentioned items in the catalog. Of an item with several ids, as variants have, it counts what was told last.
func (g *gatherer) rows(mentions []Mention) []Named {
	var list []Named
	for _, m := range mentions {
		row, ok := g.find(m.ID)
		if !ok {
			g.miss(m.ID)
			continue
		}
		if g.place[row] == 0 {
			list = append(list, Named{Row: row})
			g.place[row] = int32(len(list))
		}
		if at := g.place[row] - 1; m.Feeling != 0 {
			list[at].Feeling = m.Feeling
		}
	}
	for _, i := range list {
		g.place[i.Row] = 0
	}
	g.known = g.known || len(list) > 0
	return list
}

// find finds an item by its id, or by that of a variant, which is what orders have.
func (g *gatherer) find(id string) (catalog.Item, bool) {
	if row, ok := g.catalog.ByID(id); ok {
		return row, true
	}
	row, _, ok := g.catalog.VariantByID(id)
	return row, ok
}

// miss counts an id that the catalog doesn't have.
func (g *gatherer) miss(id string) {
	const few = 5
	g.unknown.Mentions++
	if g.missing[id] {
		return
	}
	g.missing[id] = true
	g.unknown.IDs++
	if len(g.unknown.First) < few {
		g.unknown.First = append(g.unknown.First, id)
	}
}

// check says whether there is anything to learn from.
func (g *gatherer) check() error {
	switch {
	case g.known:
		return nil
	case g.unknown.IDs == 0:
		return errors.New("the histories mention no item: give turns, windows and orders the ids of their items")
	}
	var own []string // ids of the catalog, to compare
	for i := range min(3, g.catalog.Len()) {
		own = append(own, g.catalog.ID(catalog.Item(i)))
	}
	return fmt.Errorf("none of the %d ids that the histories mention, %s, ... is in the catalog, whose ids are %s, ...: compile it with -id COLUMN, the column of the feed that has theirs",
		g.unknown.IDs, list(g.unknown.First), list(own))
}
