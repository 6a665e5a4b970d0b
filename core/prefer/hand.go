package prefer

import (
	"slices"

	"rso/catalog"
	"rso/catalog/text"
)

// A Hand is what a shopper takes back or changes by hand, where it stands in the belief.
type Hand struct {
	Revised int            // the place of the constraint that Constraints have as it is now, or don't have any more; -1 for none
	Unsaid  []catalog.Item // nothing is thought of them any more
	Unsort  bool           // no order is asked for any more
}

// revised returns the place of the constraint that was revised by hand, -1 when none was.
func (u *Understanding) revised() int {
	if u.Hand == nil {
		return -1
	}
	return u.Hand.Revised
}

// undo takes back what was taken back by hand.
func (b *Belief) undo(u *Understanding) {
	if h := u.Hand; h != nil {
		for _, list := range [...]*[]catalog.Item{&b.Liked, &b.Disliked, &b.Seen} {
			*list = slices.DeleteFunc(*list, func(i catalog.Item) bool { return slices.Contains(h.Unsaid, i) })
		}
		if h.Revised >= 0 && len(u.Constraints) == 0 {
			b.Constraints = slices.Delete(b.Constraints, h.Revised, h.Revised+1)
		}
		if h.Unsort {
			b.Sort = nil
		}
	}
}

// Name gives a constraint on values other ones, by their names as people write them. A name that no value has is returned.
func (r *Reasoner) Name(k *Constraint, names []string) (unknown string, ok bool) {
	words := len(k.Words) > 0
	k.Values, k.Words = nil, nil
	for _, name := range names {
		v, ok := r.named(k.Column, name)
		if !ok {
			return name, false
		}
		if slices.Contains(k.Values, v) {
			continue
		}
		k.Values = append(k.Values, v)
		if said := wordsOf(r.c.Column(k.Column).Value(v)); words && len(said) == 1 {
			k.Words = append(k.Words, r.forms(said[0])...)
		}
	}
	return "", true
}

// named finds the value of a column that goes by a name.
func (r *Reasoner) named(column int, name string) (value uint32, ok bool) {
	if value, ok = r.c.Column(column).FindValue(name); ok {
		return value, true
	}
	toks := text.Tokens(nil, clip(name))
	for _, m := range r.linker.Link(nil, toks) {
		for _, e := range m.Entities {
			if e.Column == column && m.First == 0 && m.Last == len(toks) {
				return e.Value, true
			}
		}
	}
	return 0, false
}
