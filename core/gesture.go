package core

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"rso/catalog"
	"rso/catalog/text"
	"rso/core/prefer"
	"rso/policy"
)

// Act answers what a shopper has done by hand. It is a turn like one of words, but nothing has to be read: the gesture says
// what it means. An error says what would be right; nothing has changed then.
func (s *Session) Act(g Gesture) (Reply, error) {
	g.Text = remembered(g.Text)
	u, err := s.meant(&g)
	if err != nil {
		return Reply{}, err
	}
	s.turn++
	return s.answer(g, u), nil
}

// done counts what is done with a gesture: nothing with a message.
func (g *Gesture) done() (n int) {
	for _, is := range [...]bool{g.Revise != nil, len(g.Compare) > 0, g.Opinion != nil, g.Unsort, g.Choose != "", g.About != ""} {
		if is {
			n++
		}
	}
	return n
}

// meant says what a gesture means.
func (s *Session) meant(g *Gesture) (u prefer.Understanding, err error) {
	if g.Text == "" || g.done() != 1 {
		return u, errors.New("a gesture has a text, which is shown as the shopper's message, and one of revise, compare, opinion, sort, choose and about")
	}
	act := policy.Critique
	u.Hand = &prefer.Hand{Revised: -1}
	switch {
	case g.Revise != nil:
		err = s.revise(&u, g)
	case g.Opinion != nil:
		act, err = s.opinion(&u, g.Opinion)
	case g.Unsort:
		if u.Hand.Unsort = true; s.belief.Sort == nil {
			err = errors.New("no order was asked for that could be removed")
		}
	case g.Choose != "":
		act = policy.Choose
		err = s.point(&u, g.Choose)
	case g.About != "":
		act = policy.AskItem
		err = s.point(&u, g.About)
	default:
		act = policy.Compare
		if err = s.point(&u, g.Compare...); err == nil && (len(u.About) < 2 || len(u.About) > mostShown) {
			err = fmt.Errorf("compare takes the ids of two or three items that differ, not of %d", len(u.About))
		}
	}
	u.Message.Acts, u.Message.Words = []policy.Act{act}, len(text.Tokens(nil, g.Text))
	u.Message.NamesItem, u.Message.NamesValue = len(u.About) > 0, len(u.Constraints) > 0
	return u, err
}

// point notes the items that a gesture is about.
func (s *Session) point(u *prefer.Understanding, ids ...string) error {
	for _, id := range ids {
		i, ok := s.catalog.ByID(id)
		if !ok {
			return fmt.Errorf("the catalog has no item with the id %.60q", id)
		}
		if !slices.Contains(u.About, i) {
			u.About = append(u.About, i)
		}
	}
	return nil
}

// opinion notes what is thought of an item, and returns how that is said.
func (s *Session) opinion(u *prefer.Understanding, o *Opinion) (policy.Act, error) {
	err := s.point(u, o.Item)
	switch o.Of {
	case "like":
		u.Liked, u.Message.Positive = u.About, true
		return policy.Inform, err
	case "dislike":
		u.Disliked, u.Message.Negative = u.About, true
		return policy.Reject, err
	case "seen":
		u.Seen = u.About
		return policy.Seen, err
	case "none":
		u.Hand.Unsaid = u.About
		return policy.Critique, err
	}
	return policy.NoAct, fmt.Errorf("an opinion is of like, dislike, seen or none, not of %.60q", o.Of)
}

// revise notes the change of a constraint; in the gesture its value is then as the catalog writes it.
func (s *Session) revise(u *prefer.Understanding, g *Gesture) error {
	v := *g.Revise
	if v.At < 0 || v.At >= len(s.belief.Constraints) {
		return fmt.Errorf("there is no constraint %d to revise: the belief has %d, counted from 0", v.At, len(s.belief.Constraints))
	}
	k := s.belief.Constraints[v.At]
	on := constraintView(s.catalog, &k).Attribute
	if v.Attribute != "" && v.Attribute != on {
		return fmt.Errorf("constraint %d is on %q, not on %.60q", v.At, on, v.Attribute)
	}
	if v.Remove == (v.Value != nil || v.Hard != nil) {
		return fmt.Errorf("the constraint on %q may be revised by a value, by hard, by both, or by remove alone", on)
	}
	u.Hand.Revised = v.At
	if !v.Remove {
		k.Confidence = 1
		if v.Hard != nil {
			k.Hard = *v.Hard
		}
		if v.Value != nil {
			if err := s.put(&k, v.Value, v.At); err != nil {
				return err
			}
			now := constraintView(s.catalog, &k).Value
			v.Value = &now
		}
		u.Constraints = []prefer.Constraint{k}
	}
	v.Attribute = on
	g.Revise = &v
	return nil
}

// put gives a constraint another value. Its words are those that the value has in a reply: nobody has said others.
func (s *Session) put(k *prefer.Constraint, v *Value, at int) error {
	numbers := 0
	switch {
	case k.Column == prefer.Record || s.catalog.Column(k.Column).Kind == catalog.Values:
	case k.Op == prefer.Outside || k.Op == prefer.Between && k.Lo != k.Hi:
		numbers = 2
	default:
		numbers = 1
	}
	if k.Column == prefer.Record || len(v.Numbers) != numbers || (numbers == 0) != (len(v.Strings) > 0) || slices.ContainsFunc(v.Numbers, func(n float64) bool { return n-n != 0 }) {
		return s.unfit(at, numbers)
	}
	if numbers > 0 {
		k.Lo, k.Hi = slices.Min(v.Numbers), slices.Max(v.Numbers)
	} else if name, ok := s.reasoner.Name(k, v.Strings); !ok {
		return fmt.Errorf("no value is called %.60q: %w", name, s.unfit(at, 0))
	}
	k.Near, k.Turn, k.Span = false, s.turn+1, s.speaks.Wish(s.catalog, k)
	if numbers == 0 {
		k.Span = strings.Join(constraintView(s.catalog, k).Value.Strings, ", ")
	}
	return nil
}

// unfit is the error of a value that a constraint can't have: it says which it can.
func (s *Session) unfit(at, numbers int) error {
	c, err := s.Choices(at, mostOptions)
	var names []string
	for _, v := range c.Values {
		names = append(names, v.Value)
	}
	what := "no value: it can be made a must or a wish, or taken back"
	switch {
	case err != nil:
		return err
	case c.Kind == "value":
		what = "names of its values, such as " + strings.Join(names, ", ")
	case numbers == 1:
		what = "one number"
	case numbers == 2:
		what = "two numbers, [low, high]"
	}
	if c.Low != nil {
		what += ", between " + catalog.FormatNumber(*c.Low) + " and " + catalog.FormatNumber(*c.High)
	}
	return fmt.Errorf("the constraint on %q takes %s", c.Attribute, what)
}
