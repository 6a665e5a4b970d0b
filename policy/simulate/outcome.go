package simulate

import (
	"rso/policy"
	"rso/policy/reward"
)

// An Outcome is how a dialogue went.
type Outcome struct {
	Family   int     // index into the setting's families
	Turns    int     // of the recommender
	Accepted bool    // the seeker took an item
	Fits     bool    // which truly fits
	Left     bool    // the seeker gave up
	Success  bool    // under the terms
	Return   float64 // sum of rewards, undiscounted

	Rejected     int        // items or lists turned down
	FalseRejects int        // of these, with an item that would have fitted
	Persuasion   Persuasion // of the last item considered
	Credit       float64    // sum of credibilities (1 to 5) over Named turns
	Named        int
	Again        int // turns that repeated something
	Stalled      bool
	Recall       [3]float64 // of what fits, among the first 1, 5 and 10 candidates at the end; only of conversations in words
}

// A Persuasion is intentions from 1 to 5: before, after, and with all facts known.
type Persuasion struct{ Before, After, True float64 }

// Gain returns 1 − (true − after)/(true − before); ok is false where there was nothing to gain.
func (p Persuasion) Gain() (gain float64, ok bool) {
	if p.True-p.Before < .25 {
		return 0, false
	}
	return max(1-(p.True-p.After)/(p.True-p.Before), -1), true
}

// Sold says whether the seeker accepted what fits: success as reports count it.
func (o *Outcome) Sold() bool { return o.Accepted && o.Fits }

// turn brings an outcome up to date with a turn and returns its reward; over says that the dialogue ends with it.
func (o *Outcome) turn(s *Seeker, g *Goal, a *Response, turn int, grade float64, terms reward.Terms) (r float64, over bool) {
	fits := s.Named > 0 && g.Fits(s.item.Broken, s.Live) && !s.item.Known
	if a.Act == policy.Reject {
		o.Rejected++
		if fits {
			o.FalseRejects++
		}
	}
	o.Turns, o.Accepted, o.Left, o.Fits = turn, a.Accepted, a.Left, a.Accepted && fits
	end := reward.Open
	switch {
	case a.Left:
		end = reward.Left
	case a.Accepted && !fits:
		end = reward.Misfit
	case a.Accepted:
		end = reward.Sold
	}
	r = terms.Reward(grade, end, MaxTurns-turn)
	o.Return += r
	o.Stalled = o.Stalled || s.idle >= stalls && !a.Accepted
	o.Success = terms.Succeeds(grade, a.Accepted)
	if !o.Success && !a.Accepted && !a.Left && turn < MaxTurns {
		return r, false
	}
	o.Credit, o.Named, o.Again = s.Credit, s.Named, s.Again
	if s.Named > 0 {
		o.Persuasion = Persuasion{s.first, s.intention(s.facts), 1 + 4*g.Utility(s.item.Broken, s.Live)}
		if a.Accepted {
			o.Persuasion.After = 5
		}
	}
	return r, true
}

// stalls is how many turns in a row are a stall that neither show a new item, nor tell anything new of one, nor bring up a
// wish that was not told before.
const stalls = 3
