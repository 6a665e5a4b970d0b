package prefer

import (
	"slices"

	"rso/catalog"
)

// A weigher decides what the pieces of a message ask for. It goes through them once, left to right, and keeps what
// still holds: a negation until the clause ends, a hint at the column of the next number, the last feeling uttered.
type weigher struct {
	r   *Reasoner
	ctx Context
	s   *scanner
	u   *Understanding

	negated  int  // the last token that the negation reaches; -1 when none does
	soft     bool // what was said last is a wish
	feeling  signal
	feltAt   int // the token of the feeling
	label    int // the column named last, -1
	labelAt  int
	retracts int // the token of a retraction that has no object yet, -1
	pending  []pendingTitle
	last     pendingTitle // the title mentioned last, settled or not
	year     int          // the token of the year that told titles apart, -1
}

// negationReach is how many words a negation reaches when no clause ends before.
const negationReach = 9

func (w *weigher) weigh(pieces []piece) {
	w.negated, w.feltAt, w.label, w.labelAt, w.retracts, w.year = -1, -100, -1, -100, -1, -1
	for k, p := range pieces {
		w.boundary(p)
		switch p.kind {
		case values:
			w.value(p.mention[0].Column, entitiesValues(p.mention), p, pieces, k)
		case titles:
			w.title(p)
		case conceived:
			w.conceive(p, pieces, k)
		case measured:
			if p.first <= w.year && w.year < p.last {
				continue // "Alien, the 1979 one"
			}
			w.measure(p, k > 0 && pieces[k-1].kind == or)
		case refers:
			w.refer(p, pieces, k)
		case negates:
			w.negated = p.first + negationReach
			w.feel(p)
		case strength:
			w.soft = !p.strong
		case sorted:
			w.sort(p, pieces, k)
		case labelled:
			w.name(p)
		case signals:
			w.signal(p)
		case nothing:
			w.word(p)
		}
	}
	w.finish()
}

// boundary ends what a clause held.
func (w *weigher) boundary(p piece) {
	t := w.s.toks[p.first]
	if w.r.l.but[t.Word] || t.Gap == '.' || t.Gap == ',' && p.kind != values && p.kind != titles && p.kind != conceived {
		w.negated = -1
	}
	if t.Gap == '.' {
		w.soft = false
		w.retracts = -1
	}
}

func (w *weigher) denied(p piece) bool { return p.first <= w.negated }

// entitiesValues lists the values of entities that are all of one column.
func entitiesValues(es []catalog.Entity) []uint32 {
	var out []uint32
	for _, e := range es {
		if !slices.Contains(out, e.Value) {
			out = append(out, e.Value)
		}
	}
	return out
}

// span returns the words of pieces as they were typed.
func (w *weigher) span(first, last int) string {
	return w.s.message[w.s.toks[first].Start:w.s.toks[last-1].End]
}

// value adds a constraint on a column of values. "A or B" widens the constraint before it; so does "A and B" where
// an item can only have one.
func (w *weigher) value(column int, vs []uint32, p piece, pieces []piece, k int) {
	if w.retracted(column, vs) {
		return
	}
	if w.describes(column, vs, p) {
		return
	}
	op := In
	if w.denied(p) {
		op = NotIn
	}
	col := w.r.c.Column(column)
	for _, c := range w.u.Constraints {
		if c.Column == column && c.Op == op && slices.Equal(c.Values, vs) {
			return // "a funny comedy"
		}
	}
	if n := len(w.u.Constraints); n > 0 {
		last := &w.u.Constraints[n-1]
		joined := w.alternative(pieces, k) || !col.Many && op == In
		if last.Column == column && last.Op == op && (joined || op == NotIn) {
			for _, v := range vs {
				if !slices.Contains(last.Values, v) {
					last.Values = append(last.Values, v)
				}
			}
			last.Span = w.from(last.Span, p.last)
			return
		}
	}
	w.add(Constraint{Column: column, Op: op, Values: vs, Span: w.span(p.first, p.last)})
}

// from widens a span that ended earlier to token last.
func (w *weigher) from(span string, last int) string {
	end := w.s.toks[last-1].End
	for start := end - len(span); start >= 0; start-- {
		if w.s.message[start:start+len(span)] == span {
			return w.s.message[start:end]
		}
	}
	return span
}

// alternative says whether only words without content and an "or" stand between piece k and the last constraint.
func (w *weigher) alternative(pieces []piece, k int) bool {
	for j := k - 1; j >= 0 && k-j <= 5; j-- {
		switch p := pieces[j]; {
		case p.kind == or:
			return true
		case p.kind == nothing && w.r.l.function[w.s.toks[p.first].Word]:
		default:
			return false
		}
	}
	return false
}

func (w *weigher) add(k Constraint) {
	k.Hard, k.Turn = !w.soft, w.ctx.Turn
	w.u.Constraints = append(w.u.Constraints, k)
}

// conceive adds what a concept wants and drops what it replaces.
func (w *weigher) conceive(p piece, pieces []piece, k int) {
	type bound struct {
		column int
		values []uint32
	}
	var found []bound
	for _, name := range p.concept.want {
		es := w.r.entities(name)
		if len(es) == 0 {
			continue
		}
		b := bound{es[0].Column, entitiesValues(sameColumn(es))}
		if n := len(found); n > 0 && !p.concept.both && found[n-1].column == b.column {
			found[n-1].values = append(found[n-1].values, b.values...)
			continue
		} else if n > 0 && !p.concept.both {
			continue
		}
		found = append(found, b)
	}
	if p.concept.both && len(found) != len(p.concept.want) {
		return
	}
	for _, b := range found {
		w.value(b.column, b.values, p, pieces, k)
	}
	if w.denied(p) {
		return
	}
	for _, name := range p.concept.drop {
		for _, e := range w.r.entities(name) {
			w.u.Replaced = append(w.u.Replaced, Constraint{Column: e.Column, Op: In, Values: []uint32{e.Value}})
			k := Constraint{Column: e.Column, Op: NotIn, Values: []uint32{e.Value}, Span: w.span(p.first, p.last), Turn: w.ctx.Turn}
			k.Hard = len(found) == 0 // "less violent" excludes, "more serious" prefers
			w.u.Constraints = append(w.u.Constraints, k)
		}
	}
}

// signal takes a phrase with one meaning.
func (w *weigher) signal(p piece) {
	switch p.signal {
	case likes, dislikes, seen, similar, unseen:
		if p.signal == similar && w.s.questionLike(p.first) {
			w.feeling, w.feltAt = likes, p.last
			return
		}
		if p.signal == dislikes {
			w.negated = p.first + negationReach
		}
		if len(w.pending) == 0 && w.backwards(p) {
			w.pending = append(w.pending, w.last) // "I saw it and hated it"
		}
		if len(w.pending) > 0 && (p.signal == likes || p.signal == dislikes) {
			w.settle(p.signal)
			return
		}
		w.feeling, w.feltAt = p.signal, p.last
	case retract:
		w.u.Wants[retract] = true
		if w.labelAt >= 0 && p.first-w.labelAt <= 3 {
			w.drop(w.label)
			return
		}
		w.retracts = p.last
	case reset:
		w.u.Reset = true
	case instead:
		w.u.Instead = true
	case pointing, pointingAll:
		w.point(p)
	default:
		w.u.Wants[p.signal] = true
	}
}

// word keeps a content word for free-text search. Praise behind a title that was seen is for the title.
func (w *weigher) word(p piece) {
	t := w.s.toks[p.first]
	if len(w.last.items) > 0 && w.feeling == seen && p.first-w.last.at < 10 && w.r.l.praise[t.Word] && !w.r.l.verbs[t.Word] {
		if w.denied(p) {
			w.u.Disliked = append(w.u.Disliked, w.last.items...)
		} else {
			w.u.Liked = append(w.u.Liked, w.best(w.last.items))
		}
		return
	}
	if w.r.l.function[t.Word] || w.denied(p) || len(t.Word) < 3 || len(w.u.Words) >= 16 || slices.Contains(w.u.Words, t.Word) {
		return
	}
	w.u.Words = append(w.u.Words, t.Word)
}

// finish settles what is still open at the end of the message.
func (w *weigher) finish() {
	if len(w.pending) > 0 && w.feltAt >= 0 {
		w.settle(w.feeling)
	}
	for _, t := range w.pending {
		w.about(t.items)
	}
	if w.u.Wants[surprise] && w.ctx.Asked >= 0 {
		w.drop(w.ctx.Asked)
	}
	if w.u.Wants[retract] && w.retracts >= 0 && len(w.u.Dropped) == 0 && w.ctx.Asked >= 0 {
		w.drop(w.ctx.Asked)
	}
	if w.feltAt >= 0 && len(w.u.Named) == 0 && len(w.u.About) == 0 && w.feeling == seen && len(w.ctx.Focus) > 0 && len(w.u.Constraints) == 0 {
		w.u.Seen = append(w.u.Seen, w.ctx.Focus...)
	}
}
