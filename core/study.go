package core

import (
	"slices"

	"rso/catalog"
	"rso/core/prefer"
	"rso/policy"
)

// What those need who study a conversation: simulators, learners, evaluations. The page uses none of it.

// An Ablation switches parts of a session off, to measure what they are worth. The zero value leaves all on.
type Ablation struct {
	Preferences bool // nothing is remembered of what the shopper wants; only what was turned down or seen is
	Facts       bool // nothing is told of an item but its title
	Manners     bool // whatever was said, every strategy that has its facts is allowed
}

// Ablate switches parts off.
func (s *Session) Ablate(a Ablation) {
	if s.without, s.free = a, nil; a.Manners {
		s.free = (*policy.History).Free // only from here, so that the page's module is without it
	}
}

// Moment says which strategies can answer, under an ablation.
func (a Ablation) Moment(h *policy.History, now *policy.Situation) policy.Moment {
	if a.Manners {
		return h.Free(now)
	}
	return h.Moment(now)
}

// Choose lets somebody else than the policy's likeliest strategy decide: a draw while learning, a baseline. Nil gives the
// choice back.
func (s *Session) Choose(by policy.Choice) { s.choose = by }

// Asked returns the column that the last reply asked about; -1 when it asked about none.
func (s *Session) Asked() int { return s.asked }

// Belief returns what is known of the shopper.
func (s *Session) Belief() prefer.Belief { return s.belief.Clone() }

// History returns the dialogue as the Planner sees it.
func (s *Session) History() policy.History {
	h := s.history
	h.Recent = slices.Clone(h.Recent)
	return h
}

// An Outlook is what the catalog holds for a belief.
type Outlook struct {
	Total   int            // items that satisfy the hard constraints
	Best    []catalog.Item // the best of them, in the order in which they would be recommended
	Open    []Opening      // attributes to ask about, the one that would be asked first in front
	Relaxed int            // constraints that had to be given up
}

// An Opening is an attribute that nothing is known of.
type Opening struct {
	Column      int
	Information float64 // bits that an answer would tell
}

// Outlook returns what a session of this catalog would find for a belief: at most k of the best items. It changes nothing.
func (s *Session) Outlook(b *prefer.Belief, k int) Outlook {
	cand := candidates{}
	cand.set, cand.relaxed = s.satisfying(b)
	cand.set = s.worded(b, cand.set)
	cand.total = cand.set.Len()
	out := Outlook{Total: cand.total, Relaxed: len(cand.relaxed)}
	for _, h := range s.ranked(b, cand.set, cand.relaxed, nil, k) {
		out.Best = append(out.Best, h.Item)
	}
	list := s.openings(b, &cand)
	for len(list) > 0 {
		best := 0
		for i, o := range list {
			if s.worth(o) > s.worth(list[best]) {
				best = i
			}
		}
		if s.worth(list[best]) <= 0 {
			break
		}
		out.Open = append(out.Open, Opening{list[best].column, list[best].gain})
		list = slices.Delete(list, best, best+1)
	}
	return out
}
