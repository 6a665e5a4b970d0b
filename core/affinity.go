package core

import (
	"slices"

	"rso/catalog"
	"rso/catalog/text"
	"rso/core/prefer"
)

// What was learned of a catalog (catalog.Affinity) hears a conversation as the dialogues that it was learned from: who said which
// words, without titles, and which items came up. How likely each item is to come up next is a part of its rank.
const (
	maxHeard       = 24  // turns that it hears of, the latest
	affinityWeight = 0.7 // of a nat that an item is likelier
	farBelow       = 12  // nats below the likeliest that make no difference any more
)

// affinity is what a session keeps of it.
type affinity struct {
	of     *catalog.Affinity // nil: nothing was learned
	heard  []catalog.Heard
	likely []float32 // by row, in nats, up to a constant
	least  float32   // what is less likely is all the same
	known  bool      // likely and least are of all that was heard
}

// listen tells the affinity of a message.
func (a *affinity) listen(c *catalog.Catalog, message string, u *prefer.Understanding) {
	if a.of == nil {
		return
	}
	h, named := catalog.Heard{}, []catalog.Item(nil)
	for _, list := range [...][]catalog.Item{u.Named, u.Liked, u.About, u.Disliked} {
		for _, i := range list {
			if slices.Contains(named, i) {
				continue
			}
			if named = append(named, i); !slices.Contains(u.Disliked, i) {
				h.Items = append(h.Items, i)
			}
		}
	}
	if u.Hand == nil {
		h.Words = wordsBeside(c, message, named)
	}
	a.hear(h)
}

// hear tells the affinity of a turn.
func (a *affinity) hear(h catalog.Heard) {
	if a.of == nil {
		return
	}
	if a.heard = append(a.heard, h); len(a.heard) > maxHeard {
		a.heard = a.heard[1:]
	}
	a.known = false
}

// wordsBeside returns the words of a message without the titles of items.
func wordsBeside(c *catalog.Catalog, message string, items []catalog.Item) []string {
	said := wordsOf(message)
	for _, i := range items {
		title := wordsOf(c.Title(i))
		for at := 0; at+len(title) <= len(said); at++ {
			if len(title) > 0 && slices.Equal(said[at:at+len(title)], title) {
				said = append(said[:at], said[at+len(title):]...)
			}
		}
	}
	return said
}

func wordsOf(message string) []string {
	var words []string
	for _, t := range text.Tokens(nil, message) {
		words = append(words, t.Word)
	}
	return words
}

// add adds to the scores of a set how likely its items are to come up next.
func (a *affinity) add(s *catalog.Scores, set catalog.Set) {
	if a.of == nil {
		return
	}
	if !a.known {
		a.of.Score(a.likely, a.heard)
		a.known, a.least = true, a.likely[0]-farBelow
		for _, v := range a.likely {
			a.least = max(a.least, v-farBelow)
		}
		for _, h := range a.heard { // what was mentioned is like itself, and no news
			for _, i := range h.Items {
				a.likely[i] = a.least
			}
		}
	}
	for i := range set.Items {
		s.Add(i, affinityWeight*max(a.likely[i]-a.least, 0))
	}
}

// follow makes the affinity that of a catalog, whose items have moved, and keeps what was heard.
func (a *affinity) follow(c *catalog.Catalog, now func(catalog.Item) catalog.Item) {
	if a.of, a.known = c.Affinity(), false; a.of == nil {
		return
	}
	a.likely = make([]float32, c.Len())
	for _, h := range a.heard {
		for k, i := range h.Items {
			h.Items[k] = now(i)
		}
	}
}

// forget begins anew.
func (a *affinity) forget() { a.heard, a.known = nil, false }
