package reward

// Terms turn grades into rewards.
type Terms struct {
	TurnCost       float64 `json:"turn_cost"`       // taken from every turn's grade: at 1, only an acceptance is free
	Leaving        float64 `json:"leaving"`         // taken when the seeker leaves without anything, for each turn that was left
	OverPersuasion float64 `json:"over_persuasion"` // taken when the seeker accepts what does not fit, beside what leaving costs
	Threshold      float64 `json:"threshold"`       // a mean grade above this is a success and ends the dialogue; 0: only acceptance does
}

// Closed are the terms that policies are trained with: every turn without an acceptance costs what it falls short of one,
// so that stalling never pays; a seeker who leaves costs as much as one who rejects on every turn that was left; and selling
// what does not fit is worse than selling nothing.
func Closed() Terms { return Terms{TurnCost: 1, Leaving: .8, OverPersuasion: 2} }

// Loopholes are the paper's own terms, for the ablation: the grades are summed as they are, and an interested seeker is a
// success like one who has accepted (a mean above .7).
func Loopholes() Terms { return Terms{Threshold: .7} }

// An End is how a turn ended a dialogue.
type End uint8

const (
	Open   End = iota // it goes on, or time was up
	Sold              // accepted, and it fits
	Misfit            // accepted what does not fit
	Left              // the seeker gave up
)

// Reward returns the reward of a turn: its grade under the terms. turns is how many were left.
func (t Terms) Reward(grade float64, end End, turns int) float64 {
	r := grade - t.TurnCost
	switch end {
	case Left:
		r -= t.Leaving * float64(turns)
	case Misfit:
		r -= t.OverPersuasion
		if t.OverPersuasion > 0 {
			r -= t.Leaving * float64(turns)
		}
	}
	return r
}

// Succeeds says whether a dialogue ends in success with a turn: on acceptance, or under a threshold by the grade alone.
func (t Terms) Succeeds(grade float64, accepted bool) bool {
	return accepted || t.Threshold > 0 && grade > t.Threshold
}
