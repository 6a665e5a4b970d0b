package core

import "rso/catalog"

// Apply changes the session's catalog by a delta, in the middle of the conversation: the next reply uses the new prices,
// and what is gone or out of stock is not recommended any more. What was said and believed stays. On an error nothing has
// changed.
func (s *Session) Apply(delta []byte) error {
	c, err := s.catalog.Apply(delta)
	if err != nil || c == s.catalog {
		return err
	}
	s.catalog, s.scores = c, c.NewScores()
	s.reasoner.Follow(c)
	s.verifier, s.draft = nil, draft{} // a draft under way was about the old prices
	now := func(i catalog.Item) catalog.Item {
		if moved, ok := c.Now(i); ok {
			return moved
		}
		return i
	}
	s.belief.Move(now)
	s.affinity.follow(c, now)
	for _, list := range [...][]catalog.Item{s.shown, s.more, s.focus, s.named, s.passed, s.introduced, s.accepted, s.made.scene.Items, s.made.soldOut} {
		for k, i := range list {
			list[k] = now(i)
		}
	}
	return nil
}
