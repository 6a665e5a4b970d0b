package prefer

import (
	"slices"

	"rso/catalog"
	"rso/catalog/text"
)

// A pendingTitle is a title mentioned before it was said what of it.
type pendingTitle struct {
	items []catalog.Item
	at    int // its last token
}

// describes says whether a value only describes the title before it: "Unforgiven with Clint Eastwood".
func (w *weigher) describes(column int, vs []uint32, p *piece) bool {
	t := &w.last
	if len(t.items) == 0 || p.first-t.at > 3 || w.s.toks[p.first].Gap != 0 {
		return false
	}
	var of []catalog.Item
	for _, i := range t.items {
		if slices.ContainsFunc(vs, func(v uint32) bool { return w.r.c.Column(column).Has(i, v) }) {
			of = append(of, i)
		}
	}
	if len(of) > 0 {
		w.only(t, of)
	}
	return len(of) > 0
}

// only keeps some of the items with the title mentioned last.
func (w *weigher) only(t *pendingTitle, items []catalog.Item) {
	for _, list := range [...]*[]catalog.Item{&w.u.Named, &w.u.Liked, &w.u.Disliked, &w.u.Seen} {
		had := slices.ContainsFunc(*list, func(i catalog.Item) bool { return slices.Contains(t.items, i) })
		*list = slices.DeleteFunc(*list, func(i catalog.Item) bool { return slices.Contains(t.items, i) && !slices.Contains(items, i) })
		if had && !slices.ContainsFunc(*list, func(i catalog.Item) bool { return slices.Contains(items, i) }) {
			*list = append(*list, w.best(items))
		}
	}
	if len(w.pending) > 0 {
		w.pending[len(w.pending)-1].items = items
	}
	t.items = items
}

// title notes items named by their title; what is felt about them may come before or after.
func (w *weigher) title(p *piece) {
	var items []catalog.Item
	for _, e := range p.mention {
		items = append(items, e.Value)
	}
	items = w.ofYear(items, p.last)
	if n := len(w.u.Constraints); n > 0 && w.lastValue == n-1 && w.lastValueAt == p.first && w.s.toks[p.first].Gap == 0 && w.allHave(items, w.u.Constraints[n-1]) {
		w.u.Constraints = w.u.Constraints[:n-1] // "the Moonridge Tempest": who made it only says which one is meant
		w.lastValue = -1
	}
	w.u.Named = append(w.u.Named, items...)
	w.last = pendingTitle{items, p.last}
	w.pending = append(w.pending, w.last)
	if w.sameAt >= 0 && p.first-w.sameAt <= sameReach && w.same(w.sameOf, w.best(items), w.sameAt, p.last) {
		return // "in the same style as the Tempest"
	}
	switch reach := p.first - w.feltAt; {
	case w.denies && w.feeling == dislikes && w.excepts && reach <= 2:
		w.settle(seen) // anything other than that one: it is known, which says nothing of how it was
	case w.denies && w.feeling == dislikes:
		if reach <= 1 {
			w.settle(dislikes)
		}
	case reach <= 8:
		w.settle(w.feeling)
	}
}

// allHave says whether all items satisfy a constraint on values.
func (w *weigher) allHave(items []catalog.Item, k Constraint) bool {
	if k.Column == Record || k.Op != In {
		return false
	}
	return !slices.ContainsFunc(items, func(i catalog.Item) bool {
		return !slices.ContainsFunc(k.Values, func(v uint32) bool { return w.r.c.Column(k.Column).Has(i, v) })
	})
}

// ofYear keeps the items of the year that stands behind a title: "Psycho (1960)", "Alien, the 1979 one".
func (w *weigher) ofYear(items []catalog.Item, at int) []catalog.Item {
	year := w.r.c.With(catalog.Year)
	if len(items) < 2 || year < 0 {
		return items
	}
	for j := at; j < min(at+4, len(w.s.toks)); j++ {
		if !yearLike(w.s.toks[j].Word) {
			continue
		}
		var of []catalog.Item
		for _, i := range items {
			if v, ok := w.r.c.Column(year).Number(i); ok && catalog.FormatNumber(v) == w.s.toks[j].Word {
				of = append(of, i)
			}
		}
		if len(of) > 0 {
			w.year = j
			return of
		}
	}
	return items
}

// mostAlike is how many items have the same title at most, so that one of them is meant.
const mostAlike = 2

// model takes the title of many items for what is looked for: "do you have a Fiat 500".
func (w *weigher) model(t pendingTitle) {
	if len(t.items) <= mostAlike {
		return
	}
	for _, word := range wordsOf(w.r.c.Title(t.items[0])) {
		if !slices.Contains(w.u.Words, word) {
			w.u.Words = append(w.u.Words, word)
		}
	}
}

// about notes what the message speaks of, of several items with one title the best known first.
func (w *weigher) about(items []catalog.Item) {
	add(&w.u.About, []catalog.Item{w.best(items)})
	add(&w.u.About, items)
}

// best returns the best known of items with the same title.
func (w *weigher) best(items []catalog.Item) catalog.Item {
	best := items[0]
	for _, i := range items[1:] {
		if w.r.c.Prior(i) > w.r.c.Prior(best) {
			best = i
		}
	}
	return best
}

// own takes what stands behind "I already have": "the Fenix 8", "a monstera and a snake plant". People leave out what all
// titles of a kind begin or end with, so that some words of a title name the items that have them all.
func (w *weigher) own(i int) {
	for i < len(w.s.toks) {
		from := i
		for from < len(w.s.toks) && (w.s.is(each, from) || w.s.is(pointers, from) || w.s.is(both, from)) {
			from++
		}
		items, to := w.inTitle(from)
		if m := w.s.mention(min(from, len(w.s.toks)-1)); len(items) == 0 || m.kind == values && m.last == to && w.r.c.Column(m.mention[0].Column).Role != catalog.Maker { // "I have a PC too"
			return
		}
		add(&w.u.Seen, items)
		w.ownedTo = to
		if to >= len(w.s.toks) || !w.s.is(and, to) {
			return
		}
		i = to + 1
	}
}

// inTitle returns the items that the words from a token on are in the titles of, as many words as possible, and the token
// behind them: few items, and words that are no ordinary ones and no whole title.
func (w *weigher) inTitle(from int) (items []catalog.Item, to int) {
	const most = 8
	if from >= len(w.s.toks) || w.s.is(function, from) || w.s.mention(from).kind == titles {
		return nil, 0
	}
	set, telling := w.r.c.AllItems(), false
	for end := from + 1; end <= min(len(w.s.toks), from+most) && (end == from+1 || w.s.toks[end-1].Gap == 0); end++ {
		t := w.s.toks[end-1]
		of := w.r.c.NewSet()
		of.AddMentioning(w.r.c, t.Word, false)
		set.And(of)
		n := set.Len()
		if n == 0 {
			break
		}
		telling = telling || end > from+1 || !w.r.l.plain(t.Word) && len(t.Word) > 2 || w.s.capital(t) && !w.s.ordinary
		if w.s.is(function, end-1) || !telling || n > mostOwned || n*4 > w.r.c.Len() {
			continue // "Isle of Skerra"
		}
		if found := w.titled(set, from, end); len(found) > 0 {
			items, to = found, end
		}
	}
	return items, to
}

// Of what is known or what something is to be like, so many words of a title must be said, and so few items have them.
const (
	leastSaid = 2
	mostMeant = 6
)

// partOfTitle takes some words of a title behind "we finished", "something like": "the Glen Torran Peated Cask", of which there are
// two sizes. Words that all name values only describe.
func (w *weigher) partOfTitle(from, least int) bool {
	for from < len(w.s.toks) && (w.s.is(articles, from) || w.s.is(possessives, from)) {
		from++
	}
	items, to := w.inTitle(from)
	if to-from < least || len(items) > mostMeant {
		return false
	}
	told := false
	for j := from; j < to; j++ {
		if m := w.s.mention(j); m.kind == values || m.kind == titles {
			j = m.last - 1
			continue
		}
		told = told || len(w.s.partsAt(j)) == 0 && !w.s.is(function, j)
	}
	if !told {
		return false
	}
	w.u.Named = append(w.u.Named, items...)
	w.last = pendingTitle{items, to}
	w.pending, w.ownedTo = append(w.pending, w.last), to
	w.settle(w.feeling)
	if to+1 < len(w.s.toks) && w.s.is(and, to) {
		w.partOfTitle(to+1, least) // "Marble Hall and Swallow Hall"
	}
	return true
}

// mostOwned is how many items at most go by some words of their titles.
const mostOwned = 24

// titled returns the items of a set that have all words of [from, to) in their titles.
func (w *weigher) titled(set catalog.Set, from, to int) (items []catalog.Item) {
	for i := range set.Items {
		words := wordsOf(w.r.c.Title(i))
		if !slices.ContainsFunc(w.s.toks[from:to], func(t text.Token) bool { return !slices.Contains(words, t.Word) }) {
			items = append(items, i)
		}
	}
	return items
}
