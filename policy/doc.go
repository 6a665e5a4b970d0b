// Package policy is the Planner as it runs: given where a dialogue stands, it says which
// macro-level strategy the recommender should play next, and with what probability.
//
// Three ideas carry it.
//
// A [History] follows one dialogue, utterance by utterance. A live session and the readers of
// human dialogues drive the same one, so a feature means the same when learning and when
// recommending:
//
//	var h policy.History
//	h.Seeker(policy.Message{Acts: []policy.Act{policy.Request}, Words: 3})
//	state := h.Observe(policy.Market{Known: true, Constraints: 1, Candidates: 240, Information: 2.1})
//
// A [State] is a small vector with one bucket per feature of the [StandardLayout]. Every feature
// can be observed in a live session; [Layout.Describe] puts a state in words.
//
// A [Policy] is a sum of small tables. Each table covers one or two features (or none: the overall
// habit) and holds a row of logits, one per [Strategy], for every cell. The logits of a state are
// the sum of the rows it falls into. That is still a table that a person can read, and it
// generalises where one big table would be empty. Read one from a file and ask it:
//
//	p, err := policy.Open(bytes)
//	if err != nil {
//		return err // whole sentences: truncated, damaged, for another layout, ...
//	}
//	allowed := policy.All.Without(policy.Recommend) // nothing to recommend at this moment
//	s := p.Greedy(state, allowed)
//	h.Recommender(s, 0)
//
// Not everything fits every moment. [History.Moment] says which strategies can answer what was heard: manners, not taste. A
// session and a simulated conversation fill the same [Situation], so that a policy is played as it was learned:
//
//	moment := h.Moment(&situation)
//	play := h.Plan(moment, situation.Market, p.Greedy)
//	h.Recommender(play.Strategy, newItems)
//
// After each utterance of the recommender the history has moved on, so a turn of several utterances
// is the same three calls again: Observe, Greedy (or [Policy.Sample]), Recommender.
//
// [Policy.Explain] tells which cell pushed a strategy up or down and how many times that cell was
// seen in training: the glass box.
//
// The package has no clock, no I/O and no global state, and is small on purpose: it travels to the
// browser. Learning lives in policy/learn, the commands in policy/train and policy/evaluate.
package policy
