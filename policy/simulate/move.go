package simulate

import "rso/policy"

// Told says what kinds of facts a recommender has given of an item.
type Told uint8

// The kinds of facts.
const (
	Matches     Told = 1 << iota // it meets some wishes
	Reasons                      // why it was chosen, and where it falls short
	Specs                        // who made it, of what, when
	Ratings                      // how others found it
	Differences                  // how it differs from another
)

// A Move is what the recommender did, as the seeker takes it in.
type Move struct {
	Led      bool
	Lead     policy.Strategy // a social utterance before, when Led
	Strategy policy.Strategy
	Column   int    // the attribute it asked about, -1 for none
	Items    []View // what it speaks of, best first; up to three
	Listed   bool   // these are a new list of recommendations
	Told     Told   // of the first item, and of a list of all of them
	Again    bool   // it showed the same list again
	New      bool   // it showed an item that was not there before
	Misheard Set    // wishes that it has told wrong or not at all, when it said what it understood
	SaysBack bool   // it said what it understood
}

// An Asking is what a seeker wants to know.
type Asking uint8

// The questions.
const (
	AsksNothing Asking = iota
	AsksWhy
	AsksOpinion // how others found it
	AsksMore    // who made it, and so on
	AsksMachine
	AsksDifference
)

// A Response is what the seeker does.
type Response struct {
	Act      policy.Act // what it does in the first place: Request, Inform, Affirm, Deny, Choose, Reject, Critique, Seen, AskItem, Compare, Greet, Bye, OffTopic, Repair
	Tells    Set        // wishes that it states
	Drops    Set        // wishes that it takes back
	Loved    bool       // names an item that it loves
	Place    int        // the place in the list of the item it speaks of, from 1; 0 for none
	Asks     Asking
	Closes   bool // the attribute asked about does not matter
	Greets   bool // says hello beside
	Left     bool // gives up, and leaves
	Accepted bool // takes the item at its place
	Words    int  // how many words it takes
}

// Message is the response as a recommender that hears well takes it.
func (r *Response) Message() policy.Message {
	m := policy.Message{Acts: []policy.Act{r.Act}, Words: r.Words, NamesValue: r.Tells != 0, NamesItem: r.Loved}
	switch r.Act {
	case policy.Greet, policy.Request:
		if r.Greets && r.Act == policy.Request {
			m.Acts = append(m.Acts, policy.Greet)
		}
	case policy.Reject, policy.Critique:
		m.Negative = true
		if r.Tells != 0 {
			m.Acts = append(m.Acts, policy.Inform)
		}
	case policy.Choose:
		m.Positive = true
	}
	m.Question = r.Asks != AsksNothing
	return m
}
