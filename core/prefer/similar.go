package prefer

import (
	"slices"

	"rso/catalog"
)

// described takes what was said to be like as the items that it is true of: "something like the Calmera 1 mg gummies" names
// them as well as a title does, when they are few.
func (w *weigher) described() {
	const few = 3
	if w.similarAt < 0 || len(w.u.Named)+len(w.u.About)+len(w.u.Liked)+len(w.u.Disliked) > 0 || w.u.Sort != nil {
		return
	}
	said := w.u.Constraints[w.similarAt:]
	if len(said) == 0 { // "that one was right up my street, similar ones?"
		said, w.similarAt = w.u.Constraints, 0
	}
	set := w.r.c.AllItems()
	for k := range said {
		set.And(said[k].Set(w.r.c))
	}
	if len(said) == 0 || set.Len() == 0 || set.Len() > few {
		return
	}
	items := slices.Collect(set.Items)
	w.u.Constraints = w.u.Constraints[:w.similarAt]
	add(&w.u.Named, items)
	add(&w.u.Seen, items)
	add(&w.u.Liked, []catalog.Item{w.best(items)})
	w.alike = items
}

// kind asks for the kind of thing that something similar is to be like: where an item is of one kind, what is similar to a
// lamp is a lamp.
func (w *weigher) kind() {
	col := w.r.c.With(catalog.Category)
	if len(w.alike) == 0 || col < 0 || w.r.c.Column(col).Many || w.r.c.Column(col).Kind != catalog.Values {
		return
	}
	vs := w.r.c.Column(col).Values(w.best(w.alike))
	if len(vs) == 0 || slices.ContainsFunc(w.u.Constraints, func(k Constraint) bool { return k.Column == col }) || slices.Contains(w.u.Dropped, col) {
		return
	}
	w.soft = false
	w.add(Constraint{Column: col, Op: In, Values: slices.Clone(vs), Confidence: surePart, Span: w.span(max(0, w.feltAt-1), len(w.s.toks))})
}
