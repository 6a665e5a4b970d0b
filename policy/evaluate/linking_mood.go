package main

import (
	"slices"

	"rso/catalog"
	"rso/core/prefer"
	"rso/policy/learn"
)

// A verdict is what is thought of an item.
type verdict int

const (
	liked verdict = iota
	disliked
	undecided
	verdicts
)

// verdictOf returns what a belief holds of an item.
func verdictOf(b *prefer.Belief, i catalog.Item) verdict {
	switch {
	case slices.Contains(b.Liked, i):
		return liked
	case slices.Contains(b.Disliked, i):
		return disliked
	}
	return undecided
}

// A mood is what a seeker thinks of the items of a dialogue, told by the seeker and taken from the words.
type mood struct {
	opinions []opinion
}

// An opinion is what is thought of one item.
type opinion struct {
	item  catalog.Item
	told  verdict // liked or disliked
	taken verdict
	text  string // the turn that decided it; while none has, the first that answers to the item or names it
}

// newMood takes the opinions that the seeker told. Items told to be both liked and disliked, and items that the
// catalog doesn't have, say nothing of the reasoner.
func newMood(c *catalog.Catalog, d learn.Dialogue) *mood {
	m := &mood{}
	likes, dislikes := itemsByID(c, d.Liked), itemsByID(c, d.Disliked)
	for _, i := range likes {
		if !slices.Contains(dislikes, i) {
			m.opinions = append(m.opinions, opinion{item: i, told: liked, taken: undecided})
		}
	}
	for _, i := range dislikes {
		if !slices.Contains(likes, i) {
			m.opinions = append(m.opinions, opinion{item: i, told: disliked, taken: undecided})
		}
	}
	return m
}

// follow notes what is believed after a turn of the seeker, in which the spoken items are named or answered to.
func (m *mood) follow(text string, spoken []catalog.Item, b *prefer.Belief) {
	for k := range m.opinions {
		o := &m.opinions[k]
		now := verdictOf(b, o.item)
		if now != o.taken || o.text == "" && slices.Contains(spoken, o.item) {
			o.taken, o.text = now, text
		}
	}
}

func (v verdict) String() string { return [...]string{"liked", "disliked", "undecided"}[v] }
