package simulate

import (
	"math"
	"math/bits"

	"rso/policy"
)

// choose looks at a list and takes up the item that seems to fit best.
func (s *Seeker) choose(m *Move) Response {
	if len(m.Items) == 0 {
		return Response{Act: policy.Inform, Tells: s.volunteer(s.Talk)}
	}
	s.length = copy(s.list[:], m.Items)
	best, least := 0, math.Inf(1)
	var sees [3]Set
	known := 0
	for i := range s.length {
		v := &s.list[i]
		sees[i] = s.notice(v.Visible&s.aware, .85) | s.notice(v.Broken&s.aware&^v.Visible, .3)
		bad := 1 - s.goal.Utility(sees[i], s.Live)
		if v.Known {
			known++
			bad += 2
		}
		if bad < least {
			best, least = i, bad
		}
	}
	if m.Again && s.has && s.item.Item == s.list[best].Item {
		s.noticed |= sees[best]
	} else {
		s.has, s.item, s.place, s.facts, s.noticed = true, s.list[best], best+1, 0, sees[best]
		s.first = s.intention(0)
	}
	s.facts |= m.Told
	for k := range s.goal.Wishes { // what it had not thought of, an item that breaks it brings to mind
		if s.item.Visible.Has(k) && !s.aware.Has(k) && s.chance(.4) {
			s.aware |= 1 << k
			s.noticed |= 1 << k
		}
	}
	if known == s.length {
		return Response{Act: policy.Seen, Place: s.place, Tells: s.volunteer(s.Talk * .4)}
	}
	return s.decide(m.Strategy)
}

// notice draws which of some broken wishes are noticed.
func (s *Seeker) notice(broken Set, p float64) Set {
	var seen Set
	for b := broken & s.Live; b != 0; b &= b - 1 {
		if s.chance(p) {
			seen |= b & -b
		}
	}
	return seen
}

// weigh takes in what is said of the item that it considers.
func (s *Seeker) weigh(m *Move) Response {
	if len(m.Items) == 0 || !s.has {
		s.annoyed += .3
		return Response{Act: policy.Inform, Tells: s.volunteer(s.Talk)}
	}
	if m.Items[0].Item != s.item.Item { // spoken of another than it thought of
		for i := range s.length {
			if s.list[i].Item == m.Items[0].Item && !s.list[i].Known {
				s.item, s.place, s.facts, s.noticed = m.Items[0], i+1, 0, s.notice(m.Items[0].Visible&s.aware, .85)
				s.first = s.intention(0)
			}
		}
	}
	if m.Told != 0 && m.Told&^s.facts == 0 {
		s.repeated()
		s.annoyed += .5
	}
	s.facts |= m.Told
	switch {
	case m.Told&Reasons != 0:
		s.noticed |= s.notice(s.item.Broken&s.aware, .95)
		if s.noticed != 0 {
			s.believe(.05) // it said so itself
		}
	case m.Told&Specs != 0:
		s.noticed |= s.notice(s.item.Broken&s.aware, .6)
		s.believe(.03)
	case m.Told&Differences != 0:
		s.noticed |= s.notice(s.item.Broken&s.aware, .7)
	case m.Told&Ratings != 0:
		s.believe(.03)
	}
	return s.decide(m.Strategy)
}

// What each kind of facts adds to the confidence of a seeker who believes all it is told, and what the first sight gives.
const firstSight = .25

var convinces = [...]float64{.15, .25, .20, .20, .15}

// confidence is how sure it is of the item that it considers, 0 to 1.
func (s *Seeker) confidence(facts Told) float64 {
	c := 0.
	for f := facts; f != 0; f &= f - 1 {
		c += convinces[bits.TrailingZeros8(uint8(f))]
	}
	return min(firstSight+s.trust*c, 1)
}

// intention is how much it means to take the item, from 1 to 5.
func (s *Seeker) intention(facts Told) float64 {
	return 1 + 4*s.confidence(facts)*s.goal.Utility(s.noticed, s.Live)
}

// decide takes the item, turns it down, or neither.
func (s *Seeker) decide(after policy.Strategy) Response {
	if s.goal.musts()&s.noticed&s.Live != 0 || 1-s.goal.Utility(s.noticed, s.Live) > misses {
		return s.refuse()
	}
	sure := s.confidence(s.facts) - s.Need
	p := .9 / (1 + math.Exp(-10*sure))
	if after == policy.Encouragement {
		if sure > -.25 {
			p += (1 - p) * .3 * (1 - s.Stubborn)
		} else {
			s.annoyed += .6
			s.believe(-.08)
		}
	}
	if s.chance(p) {
		if s.chance(s.Contrary) {
			return Response{Act: policy.Reject, Place: s.place}
		}
		return Response{Act: policy.Choose, Place: s.place, Accepted: true}
	}
	return s.undecided(after)
}

// refuse says no, and perhaps why.
func (s *Seeker) refuse() Response {
	out := Response{Act: policy.Reject, Place: s.place}
	if s.length > 1 {
		out.Place = 0 // the list
	}
	broken := s.noticed & s.Live
	if why := broken & -broken; s.chance(.25 + .7*s.Talk) {
		out.Tells = why
		if s.told&why != 0 {
			s.repeated()
			s.annoyed += .3
		}
	}
	s.has = false
	s.annoyed += .2
	return out
}

// undecided asks, approves or hesitates, as people do after a strategy.
func (s *Seeker) undecided(after policy.Strategy) Response {
	share := s.rates.undecided[after]
	asks := share.asks * (.4 + 1.2*s.Talk)
	switch x := s.r.Float64(); {
	case x < asks:
		out := Response{Act: policy.AskItem, Place: s.place, Asks: s.wonder()}
		if out.Asks == AsksDifference {
			out.Act = policy.Compare
		}
		return out
	case x < asks+share.likes/max(1-share.asks, .01)*(1-asks):
		return Response{Act: policy.Affirm, Place: s.place}
	case s.chance(.25 * s.Talk):
		if tells := s.volunteer(1); tells != 0 {
			s.has = s.item.Broken&tells == 0
			return Response{Act: policy.Inform, Tells: tells}
		}
	}
	return Response{Act: policy.Inform}
}

// wonder picks what to ask: something that it hasn't been told.
func (s *Seeker) wonder() Asking {
	var open []Asking
	for _, q := range [...]struct {
		told Told
		asks Asking
	}{{Reasons, AsksWhy}, {Ratings, AsksOpinion}, {Specs, AsksMore}} {
		if s.facts&q.told == 0 {
			open = append(open, q.asks)
		}
	}
	if s.length > 1 && s.facts&Differences == 0 {
		open = append(open, AsksDifference)
	}
	if len(open) == 0 {
		return AsksMore
	}
	return open[s.r.IntN(len(open))]
}
