package main

import (
	"math"
	"slices"

	"rso/catalog"
	"rso/catalog/affinity"
	"rso/catalog/text"
)

// A talk is one dialogue, cut for the protocol.
type talk struct {
	turns  []catalog.Heard
	quests []quest
}

// A quest is one turn of the recommender that mentions items: they are the targets, each of them one instance.
type quest struct {
	context int // how many turns are known
	targets []target
}

// A target is an item to foresee.
type target struct {
	item     catalog.Item
	known    bool // the catalog has it
	repeated bool // an earlier turn mentions it
}

// newTalk cuts a dialogue, whose turns are merged already.
func newTalk(c *catalog.Catalog, d affinity.History) talk {
	var t talk
	var titles []string
	mentioned := map[string]bool{}
	for n, turn := range d.Turns {
		h := catalog.Heard{Recommender: turn.Speaker == affinity.Recommender}
		q := quest{context: n}
		for _, m := range turn.Items {
			item, known := c.ByID(m.ID)
			q.targets = append(q.targets, target{item, known, mentioned[m.ID]})
			if known {
				h.Items = append(h.Items, item)
				titles = append(titles, c.Title(item))
			}
		}
		if h.Recommender && len(q.targets) > 0 {
			t.quests = append(t.quests, q)
		}
		for _, m := range turn.Items {
			mentioned[m.ID] = true
		}
		for _, w := range text.Tokens(nil, affinity.Mask(turn.Text, titles)) {
			h.Words = append(h.Words, w.Word)
		}
		t.turns = append(t.turns, h)
	}
	return t
}

// keep leaves out the targets that aren't among some items.
func (t *talk) keep(some among) {
	if some == nil {
		return
	}
	for k := range t.quests {
		q := &t.quests[k]
		q.targets = slices.DeleteFunc(q.targets, func(t target) bool { return !t.known || !some[t.item] })
	}
	t.quests = slices.DeleteFunc(t.quests, func(q quest) bool { return len(q.targets) == 0 })
}

// A forecast is the scratch space of one worker.
type forecast struct {
	scores     []float32 // by item
	popularity []float32 // by item; shared
	among      among     // shared
	mentioned  []bool    // by item: in the context
}

// count lets a ranker foresee the targets of a dialogue.
func (f *forecast) count(k ranker, t *talk) (sum recallCount) {
	for _, q := range t.quests {
		context := t.turns[:q.context]
		clear(f.scores)
		k.score(f.scores, context)
		f.mention(context, true)
		for _, target := range q.targets {
			sum.add(target, f.ranks(target))
		}
		f.mention(context, false)
	}
	return sum
}

// mention marks the items of a context.
func (f *forecast) mention(context []catalog.Heard, is bool) {
	for _, h := range context {
		for _, i := range h.Items {
			f.mentioned[i] = is
		}
	}
}

// missed is the rank of what the catalog doesn't have.
const missed = math.MaxInt

// ranks returns the ranks of a target, from 1: one and how many other items come before it, of all that are ranked and without those
// that the context mentions. Of equal scores the more popular item comes first, of these the earlier row; NaN is the lowest.
func (f *forecast) ranks(t target) (r ranks) {
	if !t.known {
		return ranks{missed, missed}
	}
	r = ranks{1, 1}
	at := int(t.item)
	score := lowest(f.scores[at])
	for i, s := range f.scores {
		if s < score || i == at {
			continue
		}
		if s = lowest(s); s < score || s == score && !f.firstOfEqual(i, at) {
			continue
		}
		if f.among != nil && !f.among[i] {
			continue
		}
		r.of++
		if !f.mentioned[i] {
			r.masked++
		}
	}
	return r
}

// firstOfEqual says whether item a comes before item b, whose score is equal.
func (f *forecast) firstOfEqual(a, b int) bool {
	if f.popularity[a] != f.popularity[b] {
		return f.popularity[a] > f.popularity[b]
	}
	return a < b
}

// lowest puts NaN below all numbers.
func lowest(score float32) float32 {
	if score != score {
		return float32(math.Inf(-1))
	}
	return score
}

// ranks are where a target stands among all items, and among those not mentioned earlier.
type ranks struct{ of, masked int }

// cutoffs are the k of Recall@k.
var cutoffs = [...]int{1, 10, 50}

// A hitCount counts instances, and those whose target is among the first k.
type hitCount struct {
	n    int
	hits [len(cutoffs)]int
}

func (h *hitCount) add(rank int) {
	h.n++
	for i, k := range cutoffs {
		if rank <= k {
			h.hits[i]++
		}
	}
}

// A recallCount is what was found in one dialogue.
type recallCount struct {
	all, fresh, masked hitCount
	unknown            int // targets that the catalog doesn't have
}

func (r *recallCount) add(t target, at ranks) {
	r.all.add(at.of)
	if !t.repeated {
		r.fresh.add(at.of)
		r.masked.add(at.masked)
	}
	if !t.known {
		r.unknown++
	}
}

// mentionsOf returns the items that a context mentions, the latest first, each once at its latest place.
func mentionsOf(context []catalog.Heard) []catalog.Item {
	var items []catalog.Item
	for _, h := range slices.Backward(context) {
		for _, i := range slices.Backward(h.Items) {
			if !slices.Contains(items, i) {
				items = append(items, i)
			}
		}
	}
	return items
}
