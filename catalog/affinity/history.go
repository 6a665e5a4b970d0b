package affinity

import "slices"

// A History is one dialogue, one window of a dialogue, the ratings of one user, or one order.
type History struct {
	ID     string // of the dialogue, the user or the order; "file:line" when the file gives none
	Origin string // where it was read, or began: "file:line"
	Kind   Kind
	Group  string // Window: histories of one file and one group are of one dialogue; "" stands alone
	Turns  []Turn // of a dialogue in its order, neighbours by different speakers; otherwise one
}

// A Kind says what a history is.
type Kind uint8

const (
	Dialogue Kind = iota // a whole dialogue, with speakers
	Window               // a few neighbouring messages of a dialogue, without speakers
	Ratings              // all that one user rated, the oldest first when the file has times
	Basket               // what was in one order, or one basket
	Kinds                // is how many there are
)

func (k Kind) String() string {
	if k < Kinds {
		return [Kinds]string{"dialogue", "window", "ratings", "basket"}[k]
	}
	return "unknown"
}

// A Speaker says who speaks.
type Speaker uint8

const (
	Unknown     Speaker = iota // the file doesn't tell, or nobody speaks
	Seeker                     // the user
	Recommender                // the system, or who plays it
)

// A Turn is what one speaker said before another spoke: of ratings and orders, only the items.
type Turn struct {
	Speaker Speaker
	Text    string
	Items   []Mention // in the order of their first mention, each once
}

// A Mention is an item that a turn names.
type Mention struct {
	ID      string // the shop's own key, as in the catalog
	Feeling int8   // what the seeker or user thinks of it: 1 liked, -1 disliked, 0 not told
}

// follow appends a turn to a dialogue; a speaker who goes on speaking has one turn.
func follow(turns []Turn, t Turn) []Turn {
	if len(turns) == 0 || turns[len(turns)-1].Speaker != t.Speaker {
		return append(turns, t)
	}
	last := &turns[len(turns)-1]
	if last.Text != "" && t.Text != "" {
		last.Text += " "
	}
	last.Text += t.Text
	for _, m := range t.Items {
		last.Items = mention(last.Items, m.ID)
	}
	return turns
}

// mentions are items, each once, of which nothing is told.
func mentions(ids []string) []Mention {
	var list []Mention
	for _, id := range ids {
		list = mention(list, id)
	}
	return list
}

// mention appends an item that isn't there yet.
func mention(list []Mention, id string) []Mention {
	if slices.ContainsFunc(list, func(m Mention) bool { return m.ID == id }) {
		return list
	}
	return append(list, Mention{ID: id})
}
