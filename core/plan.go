package core

import (
	"slices"

	"rso/catalog"
	"rso/core/act"
	"rso/core/prefer"
	"rso/policy"
)

// A plan is what the Planner decided.
type plan struct {
	policy.Play
	items         []uint32
	question      *act.Question
	openings      []opening
	probabilities []float64
	moment        policy.Moment
	answers       bool // the message answers a question
}

// plan asks the Planner what to play.
func (s *Session) plan(m policy.Moment, market policy.Market) plan {
	choose := s.choose
	if choose == nil {
		choose = s.policy.Greedy
	}
	p := plan{moment: m, Play: s.history.Plan(m, market, choose)}
	p.probabilities = s.policy.Probabilities(p.State, m.Allowed, nil)
	return p
}

// Heard says what a message did, as the rules of the moment look at it: the first half of a situation.
func Heard(u *prefer.Understanding) policy.Situation {
	return policy.Situation{
		AsksMachine:  u.AsksMachine(),
		Restarts:     u.Reset,
		AsksWhy:      u.AsksWhy(),
		AsksOpinion:  u.AsksOpinion(),
		LeavesChoice: u.LeavesChoice(),
		Wishes:       len(u.Constraints) > 0 || len(u.Liked) > 0 || len(u.Replaced) > 0 || len(u.Dropped) > 0 || u.Sort != nil || len(u.Named) > 0,
		Constrains:   len(u.Constraints) > 0,
		Sorts:        u.Sort != nil,
		Items:        max(len(u.Named), len(u.About)),
		Points:       len(u.About) > 0,
	}
}

// situation says what the message did and what there is to answer it with.
func (s *Session) situation(u *prefer.Understanding, cand *candidates, market policy.Market, open bool) policy.Situation {
	now := Heard(u)
	now.Market = market
	now.Taken = len(s.accepted) > 0
	now.Shown = len(s.shown)
	now.OnTable = len(s.focus) > 0 || len(s.shown) > 0
	now.Rated = s.rated()
	now.Blank = s.belief.Empty()
	now.Likes = len(s.belief.Liked) > 0
	now.Sorted = s.belief.Sort != nil
	now.Open = open
	now.Asked = len(s.questions) > 0
	now.Exhausted = cand.exhausted
	return now
}

// occasion is what the utterances of a turn answer to.
func (s *Session) occasion(u *prefer.Understanding, p *plan) act.Occasion {
	switch p.moment.Because {
	case policy.StartedOver:
		return act.Restart
	case policy.TurnedDownAll, policy.RuledOutAll:
		return act.Nothing
	case policy.SaidThanks:
		return act.Thanks
	case policy.SaidGoodbye:
		return act.Farewell
	case policy.Greeted:
		return act.Greeting
	}
	heard := u.Message.Has
	switch {
	case p.moment.Greets:
		return act.Greeting
	case p.answers:
		return act.Answered
	case len(p.items) > 0 && slices.Contains(wanted(u), p.items[0]):
		return act.Named
	case s.offers == 0:
		return act.Other
	case heard(policy.Seen):
		return act.Seen
	case heard(policy.Critique):
		return act.Critique
	case heard(policy.Reject):
		return act.Rejected
	}
	return act.Other
}

// rated says whether the record of the item in focus tells how others found it.
func (s *Session) rated() bool {
	items := append(slices.Clone(s.focus), s.shown...)
	for _, r := range [...]catalog.Role{catalog.Rating, catalog.Popularity} {
		if k := s.catalog.With(r); k >= 0 && len(items) > 0 && len(s.catalog.FactsOf(items[0], k)) > 0 {
			return true
		}
	}
	return false
}
