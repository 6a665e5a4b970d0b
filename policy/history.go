package policy

// Reception is how the seeker took the item on the table.
type Reception uint8

// The receptions. Undecided is an answer that is neither for nor against.
const (
	NoItem    Reception = iota // nothing has been offered yet
	Offered                    // named, and the seeker has not spoken since
	Undecided                  // the seeker spoke of something else
	Asked                      // the seeker asks about it
	Liked                      // the seeker speaks well of it
	Accepted                   // the seeker takes it
	Known                      // the seeker knows it already
	Declined                   // the seeker turns it down

	numReceptions
)

// String returns the name used in the layout and in traces.
func (r Reception) String() string {
	switch r {
	case NoItem:
		return "no item"
	case Offered:
		return "offered"
	case Undecided:
		return "undecided"
	case Asked:
		return "asked"
	case Liked:
		return "liked"
	case Accepted:
		return "accepted"
	case Known:
		return "known"
	case Declined:
		return "declined"
	}
	return "unknown"
}

// History follows a dialogue, utterance by utterance. Sessions and the readers of human dialogues
// drive the same one, so that a feature means the same to both. The zero value is a dialogue in which
// nobody has spoken. All fields are plain data: a saved session stores them as they are.
type History struct {
	Messages   int        // things the seeker said
	Utterances int        // things the recommender said
	Position   int        // things the recommender said since the seeker last spoke
	Recent     []Strategy // the last strategies, the latest first, at most remembered
	Heard      Message    // the last thing the seeker said; zero before the first
	Inquiries  int        // elicitation strategies played
	Items      int        // items the recommender has named
	SinceItem  int        // recommender utterances since one named an item, while Items > 0
	Reception  Reception  // of the item named last
	Accepted   int        // items the seeker took
	Rejected   int        // items the seeker turned down
	Told       Set        // strategies played since an item was named last
}

// remembered is how many strategies a history keeps.
const remembered = 4

// Market is what the catalog says of the belief. Its zero value means unknown: human dialogues have
// no catalog.
type Market struct {
	Known       bool    // whether the other fields hold
	Constraints int     // constraints the seeker has stated
	Candidates  int     // items that satisfy the hard ones
	Information float64 // bits that the best open attribute would tell, at least 0
	Moment      Reason  // why the moment allows what it allows
}

// Seeker records one thing the seeker said.
func (h *History) Seeker(m Message) {
	h.Messages++
	h.Position = 0
	h.Heard = m
	if h.Items == 0 {
		return
	}
	switch {
	case m.Has(Choose):
		h.Reception = Accepted
		h.Accepted++
	case m.Has(Reject):
		h.Reception = Declined
		h.Rejected++
	case m.Has(Seen):
		h.Reception = Known
	case m.Has(AskItem):
		h.Reception = Asked
	case m.Positive && !m.Negative, m.Has(Affirm):
		h.Reception = Liked
	case h.Reception == Offered:
		h.Reception = Undecided
	}
}

// Recommender records one utterance of the recommender: the strategy it played and how many items it
// named for the first time. A turn may have several utterances.
func (h *History) Recommender(s Strategy, newItems int) {
	h.Utterances++
	h.Position++
	recent := make([]Strategy, 0, remembered)
	recent = append(recent, s)
	for _, old := range h.Recent {
		if len(recent) < remembered {
			recent = append(recent, old)
		}
	}
	h.Recent = recent
	if s.Group() == Elicitation {
		h.Inquiries++
	}
	if newItems > 0 {
		h.Items += newItems
		h.Told = 0
		h.SinceItem = 0
		h.Reception = Offered
		return
	}
	if h.Items > 0 {
		h.SinceItem++
		h.Told = h.Told.With(s)
	}
}

// Observe returns the state the dialogue is in, in the [StandardLayout]. It changes nothing.
func (h *History) Observe(m Market) State {
	observers := standard()
	state := make(State, len(observers))
	for i, o := range observers {
		state[i] = uint8(o.bucket(h, m))
	}
	return state
}

// told returns the bucket of what has been told of the item on the table.
func (h *History) told() int {
	bucket := 0
	for i, s := range speaksFor {
		if h.Told.Has(s) {
			bucket |= 1 << i
		}
	}
	return bucket
}

// recent returns the bucket of the strategy played n utterances ago: 0 for none, then the strategies.
func (h *History) recent(n int) int {
	if n < 0 || n >= len(h.Recent) || h.Recent[n] >= NumStrategies {
		return 0
	}
	return 1 + int(h.Recent[n])
}
