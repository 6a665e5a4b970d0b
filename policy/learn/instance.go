package learn

import (
	"fmt"
	"strings"

	"rso/policy"
)

// Instance is one utterance of a recommender to learn from: where the dialogue stood before it, and
// what the recommender did.
type Instance struct {
	Dialogue int // index into the dialogues extracted from
	State    policy.State
	Gold     int // a label of the [LabelSpace]
}

// Extractor turns dialogues into instances.
type Extractor struct {
	// Hear tells what the words of a seeker show by themselves; the method of core/prefer.Language in practice.
	Hear func(text string) policy.Message
	// Labels is what the instances' Gold counts in.
	Labels LabelSpace
}

// Extract returns one instance per recommender utterance that has a label, in order. The gold is its
// first label; among the strategies it is recommend when the utterance is the first of the dialogue to
// name an item. The state is that of everything before the utterance, earlier utterances of the same
// turn included. An unknown label is an error that names the file, the line, the field and the label.
func (e Extractor) Extract(dialogues []Dialogue) ([]Instance, error) {
	var instances []Instance
	for i, d := range dialogues {
		followed, err := e.follow(d)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", d.Origin, err)
		}
		for _, instance := range followed {
			instance.Dialogue = i
			instances = append(instances, instance)
		}
	}
	return instances, nil
}

// follow walks through one dialogue.
func (e Extractor) follow(d Dialogue) ([]Instance, error) {
	var instances []Instance
	var history policy.History
	named := make(map[string]bool) // bare titles and ids that either speaker has named
	for i, turn := range d.Turns {
		if !turn.Recommender {
			history.Seeker(e.hear(turn))
			for _, title := range turn.Titles {
				named[bareTitle(title)] = true
			}
			for _, id := range turn.Items {
				named[id] = true
			}
			continue
		}
		for j, u := range turn.Utterances {
			state := history.Observe(policy.Market{})
			items := newItems(turn, j, named)
			if len(u.Strategies) == 0 {
				history.Recommender(unlabelled(items), items)
				continue
			}
			strategy, gold, err := e.gold(u.Strategies[0], items)
			if err != nil {
				return nil, fmt.Errorf("turns[%d].strategies: %w", i, err)
			}
			instances = append(instances, Instance{State: state, Gold: gold})
			history.Recommender(strategy, items)
		}
	}
	return instances, nil
}

// hear turns a seeker's turn into what the Planner may know of it.
func (e Extractor) hear(turn Turn) policy.Message {
	m := e.Hear(turn.Text())
	m.NamesItem = len(turn.Titles)+len(turn.Items) > 0
	m.NamesValue = turn.Values
	return m
}

// gold returns what an utterance with this first label and this many new items did, as a strategy for
// the history and as a label of the space.
func (e Extractor) gold(label string, items int) (policy.Strategy, int, error) {
	strategy, ok := taught(label)
	if !ok {
		return 0, 0, fmt.Errorf("%q is neither a label of INSPIRED nor a strategy", label)
	}
	if items > 0 {
		strategy = policy.Recommend
	}
	name := label
	if e.Labels.Name == Strategies().Name {
		name = strategy.String()
	}
	gold, ok := e.Labels.index(name)
	if !ok {
		return 0, 0, fmt.Errorf("%q is not one of the labels to score (-labels %s)", label, e.Labels.Name)
	}
	return strategy, gold, nil
}

// unlabelled is the strategy the history remembers for an utterance nobody labelled.
func unlabelled(items int) policy.Strategy {
	if items > 0 {
		return policy.Recommend
	}
	return policy.NoStrategy
}

// newItems counts the items that utterance j of the turn is the first of the dialogue to name, and
// marks them as named. Annotated titles tell which utterance names them; ids alone do not, so they
// count for the first.
func newItems(turn Turn, j int, named map[string]bool) int {
	count := 0
	text := strings.ToLower(turn.Utterances[j].Text)
	for _, title := range turn.Titles {
		if bare := bareTitle(title); !named[bare] && names(text, bare) {
			named[bare] = true
			count++
		}
	}
	if len(turn.Titles) == 0 && j == 0 {
		for _, id := range turn.Items {
			if !named[id] {
				named[id] = true
				count++
			}
		}
	}
	return count
}
