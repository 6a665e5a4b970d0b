package reward

import (
	"context"

	"rso/policy"
)

// Rubric is the judge that comes with the project: it goes by the reception of the item on the table. It is stricter than
// a guess at what the seeker may feel: what is neither for nor against counts as not interested.
type Rubric struct{}

// Name implements [Judge].
func (Rubric) Name() string { return "rubric" }

// Grade implements [Judge].
func (Rubric) Grade(_ context.Context, e *Exchange) (float64, error) { return rubric(e).Value(), nil }

func rubric(e *Exchange) Grade {
	if e.Left {
		return Rejects
	}
	if e.Items == 0 {
		return NothingYet
	}
	switch e.Reception {
	case policy.Accepted:
		return Accepts
	case policy.Liked, policy.Asked:
		return Interested
	case policy.Declined:
		return Rejects
	}
	return NotInterested
}
