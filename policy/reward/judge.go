package reward

import (
	"context"

	"rso/policy"
)

// An Exchange is one turn of the recommender with the seeker's answer, and what came before: all that a judge may go by.
// What the seeker hides (which items would truly fit) is not in it.
type Exchange struct {
	Turn       int               // number of the recommender's turn, from 1
	Strategies []policy.Strategy // what the recommender played in it, in order
	Heard      policy.Message    // the seeker's answer
	Reception  policy.Reception  // how the item on the table stands after the answer
	Items      int               // items named in the dialogue so far
	Left       bool              // the seeker gave up and left with this answer
	Lines      []Line            // the dialogue in words up to the answer; nil where it was never put in words
}

// A Line is one message of a dialogue.
type Line struct {
	Recommender bool // who speaks; otherwise the seeker
	Text        string
}

// A Judge grades exchanges. The same exchange gets the same value. Judges may be shared by goroutines.
type Judge interface {
	// Name says in a manifest who judged, such as "rubric" or "llm gpt-x, 10 samples".
	Name() string
	// Grade returns the mean grade of the seeker's answer, .2 to 1. It fails only where a judge has to ask somebody who
	// doesn't answer, and when ctx ends.
	Grade(ctx context.Context, e *Exchange) (float64, error)
}
