package prefer

import (
	"slices"

	"rso/catalog"
)

// Update returns the belief after a message. What was said later wins: a new bound replaces the old one on its side,
// a new value replaces the old ones where an item can only have one, where the shopper says so ("actually", "make it")
// or where no item has both.
func (r *Reasoner) Update(b Belief, u Understanding) Belief {
	b = b.Clone()
	if u.Reset {
		b = Belief{}
	}
	b.Constraints = slices.DeleteFunc(b.Constraints, func(k Constraint) bool { return slices.Contains(u.Dropped, k.Column) })
	for _, gone := range u.Replaced {
		b.withdraw(gone)
	}
	for _, ok := range u.Allowed {
		b.allow(ok)
	}
	for _, col := range u.Dropped {
		if !slices.Contains(b.Closed, col) {
			b.Closed = append(b.Closed, col)
		}
	}
	if u.Instead {
		b.Constraints = slices.DeleteFunc(b.Constraints, func(k Constraint) bool {
			return slices.ContainsFunc(u.Constraints, func(n Constraint) bool { return n.Column == k.Column && n.Op != NotIn })
		})
	}
	b.undo(&u)
	for _, k := range u.Constraints {
		r.constrain(&b, k, u.revised())
	}
	if u.Sort != nil {
		b.Sort = u.Sort
	}
	b.note(u)
	return b
}

// note files the items and words of a message.
func (b *Belief) note(u Understanding) {
	add(&b.Seen, u.Seen)
	add(&b.Liked, u.Liked)
	add(&b.Disliked, u.Disliked)
	b.Liked = slices.DeleteFunc(b.Liked, func(i catalog.Item) bool { return slices.Contains(u.Disliked, i) })
	b.Disliked = slices.DeleteFunc(b.Disliked, func(i catalog.Item) bool { return slices.Contains(u.Liked, i) })
	for _, w := range u.Words {
		if !slices.Contains(b.Words, w) {
			b.Words = append(b.Words, w)
		}
	}
	if n := len(b.Words); n > 24 {
		b.Words = b.Words[n-24:]
	}
}

// add adds the items that a list doesn't have yet.
func add(list *[]catalog.Item, items []catalog.Item) {
	for _, i := range items {
		if !slices.Contains(*list, i) {
			*list = append(*list, i)
		}
	}
}

// withdraw removes values from the constraints that ask for them.
func (b *Belief) withdraw(gone Constraint) {
	kept := b.Constraints[:0]
	for _, k := range b.Constraints {
		if k.Column == gone.Column && (k.Op == In || k.Op == NotIn) {
			k.Values = slices.DeleteFunc(k.Values, func(v uint32) bool { return slices.Contains(gone.Values, v) })
			if len(k.Values) == 0 {
				continue
			}
		}
		kept = append(kept, k)
	}
	b.Constraints = kept
}

// allow ends the exclusion of values or words.
func (b *Belief) allow(ok Constraint) {
	b.Constraints = slices.DeleteFunc(b.Constraints, func(k Constraint) bool {
		if k.Op != NotIn {
			return false
		}
		overlap := slices.ContainsFunc(k.Words, func(w string) bool { return slices.Contains(ok.Words, w) })
		return overlap || k.Column == ok.Column && slices.ContainsFunc(k.Values, func(v uint32) bool { return slices.Contains(ok.Values, v) })
	})
}

// constrain adds one constraint, or puts it where it was revised by hand; at is -1 for a new one.
func (r *Reasoner) constrain(b *Belief, k Constraint, at int) {
	if at >= 0 {
		b.Constraints[at] = k
	}
	if k.Column == Record {
		if at < 0 && !slices.ContainsFunc(b.Constraints, func(old Constraint) bool { return old.Column == Record && slices.Equal(old.Words, k.Words) }) {
			b.Constraints = append(b.Constraints, k)
		}
		return
	}
	col := r.c.Column(k.Column)
	for i := range b.Constraints {
		if old := &b.Constraints[i]; old.Column == k.Column && col.Role == catalog.Year {
			old.narrow(&k)
		}
	}
	if at < 0 {
		at = len(b.Constraints)
		b.Constraints = append(b.Constraints, k)
	}
	place := -1
	b.Constraints = slices.DeleteFunc(b.Constraints, func(old Constraint) bool {
		if place++; place == at || old.Column != k.Column || old.Turn == k.Turn && k.Turn > 0 && col.Kind == catalog.Values {
			return false
		}
		if col.Kind == catalog.Number {
			return k.upper() && old.upper() || k.lower() && old.lower() || k.apart(&old) || k.excludes(&old)
		}
		return r.replaces(&k, &old, col)
	})
	b.Closed = slices.DeleteFunc(b.Closed, func(c int) bool { return c == k.Column })
}

// narrow leaves of a range the side that a new bound within it doesn't set: of the nineties, "before 1995" leaves the
// years from 1990 on.
func (k *Constraint) narrow(by *Constraint) {
	switch {
	case k.Op != Between || k.Turn == by.Turn:
	case (by.Op == Less || by.Op == AtMost) && by.Hi > k.Lo && by.Hi <= k.Hi:
		k.Op, k.Hi, k.Near = AtLeast, k.Lo, false
	case (by.Op == Greater || by.Op == AtLeast) && by.Lo >= k.Lo && by.Lo < k.Hi:
		k.Op, k.Lo, k.Near = AtMost, k.Hi, false
	}
}

// apart says whether no number satisfies both constraints.
func (k *Constraint) apart(o *Constraint) bool {
	if k.upper() && o.lower() {
		return k.Hi < o.Lo
	}
	return o.upper() && k.lower() && o.Hi < k.Lo
}

// excludes says whether a denied range takes the place of what was said before: "not the 80s".
func (k *Constraint) excludes(o *Constraint) bool {
	return k.Op == Outside && o.Op == Between && k.Lo <= o.Hi && o.Lo <= k.Hi || k.Op == Between && o.Op == Outside && k.Lo >= o.Lo && k.Hi <= o.Hi
}

// replaces says whether a constraint on values takes the place of an earlier one on the same column.
func (r *Reasoner) replaces(k, old *Constraint, col *catalog.Column) bool {
	same := slices.Equal(k.Values, old.Values)
	overlap := slices.ContainsFunc(k.Values, func(v uint32) bool { return slices.Contains(old.Values, v) })
	switch {
	case k.Op != old.Op:
		return overlap
	case k.Op == NotIn:
		return same
	case !col.Many:
		return true
	}
	if same {
		return true
	}
	for _, v := range k.Values { // an item may have several: both hold if some item has both
		for _, i := range col.Having(v) {
			if slices.ContainsFunc(old.Values, func(o uint32) bool { return col.Has(i, o) }) {
				return false
			}
		}
	}
	return true
}
