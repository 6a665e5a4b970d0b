package affinity

import (
	"math/rand/v2"

	"rso/catalog"
)

// An instance is one mention to be foreseen: of an item, in a message, from all messages before it.
type instance struct {
	talk    []Message
	at      int   // the message
	item    int32 // of those that are learned
	weight  float32
	ordered bool // the talk is in its order, so that what is mentioned again teaches when that happens
	itself  bool // foreseen from the message itself and what else it mentions, not from those before it
}

// What an instance counts.
const (
	seekerWeight = .5 // a seeker's mention: what is asked for is what recommenders mention
	itselfWeight = .5 // the words that an item is mentioned with
)

// longTalk is how many messages of an unordered talk are kept in an epoch, or a few more: a user with a thousand ratings counts no more
// than one with as many as that.
const longTalk = 50

// instances lists what there is to learn in an epoch. Talks whose order isn't known are shuffled, anew in each epoch.
func instances(talks []Talk, rng *rand.Rand) []instance {
	var all []instance
	for _, t := range talks {
		messages := inOrder(t, rng)
		seen := map[catalog.Item]bool{}
		for at, m := range messages {
			weight := float32(1)
			if !m.Recommender {
				weight = seekerWeight
			}
			for _, i := range m.Items {
				if t.Ordered || !seen[i.Row] {
					all = append(all, instance{talk: messages, at: at, item: int32(i.Row), weight: weight, ordered: t.Ordered})
				}
				if len(m.Terms) > 0 {
					all = append(all, instance{talk: messages, at: at, item: int32(i.Row), weight: itselfWeight, itself: true})
				}
			}
			for _, i := range m.Items {
				seen[i.Row] = true
			}
		}
	}
	rng.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	return all
}

// inOrder returns the messages of a talk in their order, or in one of the orders that they may have had.
func inOrder(t Talk, rng *rand.Rand) []Message {
	if t.Ordered && len(t.Fragments) == 1 {
		return t.Fragments[0]
	}
	var messages []Message
	for _, k := range rng.Perm(len(t.Fragments)) {
		messages = append(messages, t.Fragments[k]...)
		if len(messages) >= longTalk {
			break
		}
	}
	return messages
}

// turn is how many turns there were before an instance.
func (x *instance) turn() int { return min(x.at, starts-1) }

// each calls f with the messages that an instance is foreseen from, oldest first, and how long ago they were.
func (x *instance) each(f func(m *Message, ago int)) {
	if x.itself {
		f(&x.talk[x.at], 1)
		return
	}
	for k := range x.at {
		f(&x.talk[k], x.at-k)
	}
}

// mentioned appends the items mentioned before an instance, in the order of their first mention.
func (x *instance) mentioned(dst []mentioned) []mentioned {
	if x.itself {
		return dst
	}
	x.each(func(m *Message, ago int) {
	items:
		for _, i := range m.Items {
			for k := range dst {
				if d := &dst[k]; d.row == int32(i.Row) {
					d.last, d.ago = m.Recommender, ago
					d.turns++
					continue items
				}
			}
			dst = append(dst, mentioned{row: int32(i.Row), first: m.Recommender, last: m.Recommender, turns: 1, ago: ago})
		}
	})
	return dst
}
