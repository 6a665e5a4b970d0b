package simulate

import (
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"sync"

	"rso/policy"
)

// Human is how people reacted in human dialogues: counts, and nothing that anybody said. policy/learn counts them
// (learn.Tendencies); those that come with the package are of INSPIRED's development dialogues.
type Human struct {
	Dialogues int `json:"dialogues"`
	Accepted  int `json:"accepted"` // dialogues that ended with an item taken
	Messages  int `json:"messages"` // of seekers
	// After counts, by the strategy that an utterance played, what came back.
	After map[string]Answers `json:"after"`
	// Words are the deciles of the number of words in a message: eleven of them, the least first.
	Words []int `json:"words"`
}

// Answers counts the messages that answered one strategy.
type Answers struct {
	Messages   int            `json:"messages"`
	Values     int            `json:"values"`     // that named an attribute value
	Items      int            `json:"items"`      // that named an item
	Receptions map[string]int `json:"receptions"` // of the item on the table, where there was one
}

//go:embed human.json
var inspired []byte

// People returns the tendencies that come with the package.
var People = sync.OnceValue(func() *Human {
	h, err := ParseHuman(inspired)
	if err != nil {
		panic("simulate: " + err.Error()) // a broken build
	}
	return h
})

// ParseHuman reads tendencies.
func ParseHuman(text []byte) (*Human, error) {
	var h Human
	if err := json.Unmarshal(text, &h); err != nil {
		return nil, fmt.Errorf("the tendencies can't be read: %w", err)
	}
	if len(h.Words) != 11 {
		return nil, errors.New("the tendencies need eleven deciles of the number of words")
	}
	for name := range h.After {
		if _, ok := policy.ParseStrategy(name); !ok {
			return nil, fmt.Errorf("the tendencies know a strategy %q, and there is none", name)
		}
	}
	return &h, nil
}

// tendencies are what a seeker uses of a Human, with counts made rates. Each is smoothed by the whole, as if it had been
// seen so many more times.
type tendencies struct {
	known     float64                                             // chance that a recommended item is known
	value     float64                                             // chance that a question for an opinion is answered with a value
	item      float64                                             // chance that a question for experience is answered with an item
	undecided [policy.NumStrategies]struct{ asks, likes float64 } // shares among those who don't decide; the rest hesitates
	words     [11]int
}

const smoothing = 20

func (h *Human) tendencies() tendencies {
	t := tendencies{}
	copy(t.words[:], h.Words)
	var all [3]float64 // undecided, asked, liked
	count := func(a Answers) (u, q, l float64) {
		n := func(r policy.Reception) float64 { return float64(a.Receptions[r.String()]) }
		return n(policy.Undecided), n(policy.Asked), n(policy.Liked)
	}
	for s := range policy.NumStrategies {
		u, q, l := count(h.After[s.String()])
		all[0], all[1], all[2] = all[0]+u, all[1]+q, all[2]+l
	}
	sum := max(all[0]+all[1]+all[2], 1)
	for s := range policy.NumStrategies {
		u, q, l := count(h.After[s.String()])
		n := u + q + l + smoothing
		t.undecided[s].asks = (q + smoothing*all[1]/sum) / n
		t.undecided[s].likes = (l + smoothing*all[2]/sum) / n
	}
	rate := func(part, of int) float64 { return (float64(part) + 1) / (float64(of) + 2) }
	rec := h.After[policy.Recommend.String()]
	shown := 0
	for _, n := range rec.Receptions {
		shown += n
	}
	t.known = rate(rec.Receptions[policy.Known.String()], shown)
	o, e := h.After[policy.OpinionInquiry.String()], h.After[policy.ExperienceInquiry.String()]
	t.value = rate(o.Values+o.Items, o.Messages)
	t.item = rate(e.Items, e.Messages)
	return t
}
