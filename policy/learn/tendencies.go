package learn

import (
	"fmt"
	"slices"

	"rso/policy"
	"rso/policy/simulate"
)

// Tendencies counts how people reacted to the strategies in human dialogues, for simulated seekers to do likewise. hear is
// that of an [Extractor].
func Tendencies(dialogues []Dialogue, hear func(text string) policy.Message) (*simulate.Human, error) {
	h := &simulate.Human{Dialogues: len(dialogues), After: map[string]simulate.Answers{}}
	e := Extractor{Hear: hear, Labels: Strategies()}
	var words []int
	for _, d := range dialogues {
		if d.Outcome == "accept_new" || d.Outcome == "accepted" {
			h.Accepted++
		}
		if err := e.react(d, h, &words); err != nil {
			return nil, fmt.Errorf("%s: %w", d.Origin, err)
		}
	}
	if len(words) == 0 {
		return nil, fmt.Errorf("no seeker says anything in these dialogues")
	}
	slices.Sort(words)
	for q := range 11 {
		h.Words = append(h.Words, words[min(q*len(words)/10, len(words)-1)])
	}
	h.Messages = len(words)
	return h, nil
}

// react counts the reactions of one dialogue.
func (e Extractor) react(d Dialogue, h *simulate.Human, words *[]int) error {
	var history policy.History
	named := make(map[string]bool)
	for i, turn := range d.Turns {
		if turn.Recommender {
			for j, u := range turn.Utterances {
				items := newItems(turn, j, named)
				s := unlabelled(items)
				if len(u.Strategies) > 0 {
					var err error
					if s, _, err = e.gold(u.Strategies[0], items); err != nil {
						return fmt.Errorf("turns[%d].strategies: %w", i, err)
					}
				}
				history.Recommender(s, items)
			}
			continue
		}
		m := e.hear(turn)
		history.Seeker(m)
		*words = append(*words, m.Words)
		for _, title := range turn.Titles {
			named[bareTitle(title)] = true
		}
		for _, id := range turn.Items {
			named[id] = true
		}
		if len(history.Recent) == 0 {
			continue
		}
		name := history.Recent[0].String()
		a := h.After[name]
		if a.Receptions == nil {
			a.Receptions = map[string]int{}
		}
		a.Messages++
		if m.NamesValue {
			a.Values++
		}
		if m.NamesItem {
			a.Items++
		}
		if history.Items > 0 {
			a.Receptions[history.Reception.String()]++
		}
		h.After[name] = a
	}
	return nil
}

// Transcript makes a dialogue of a simulated conversation, as if people had had it: to count with the same measure.
func Transcript(c *simulate.Conversation, id string) Dialogue {
	d := Dialogue{ID: id, Origin: id}
	if c.Outcome.Accepted {
		d.Outcome = "accepted"
	}
	for _, x := range c.Turns {
		seeker := Turn{Utterances: []Utterance{{Text: x.Said}}, Values: x.Truth.Tells != 0}
		if x.Truth.Loved {
			seeker.Titles = []string{x.Said} // some title, which nobody else names
		}
		d.Turns = append(d.Turns, seeker)
		if x.Reply.Text == "" {
			continue // the seeker's last word
		}
		reply := Turn{Recommender: true, Utterances: []Utterance{{Text: x.Reply.Text, Strategies: []string{x.Reply.Strategy}}}}
		if x.Reply.Strategy == policy.Recommend.String() {
			for _, item := range x.Reply.Items {
				reply.Items = append(reply.Items, item.ID)
			}
		}
		d.Turns = append(d.Turns, reply)
	}
	return d
}
