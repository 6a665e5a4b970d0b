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
	feltAt   int  // the token of the feeling
	denies   bool // the feeling is a mere negation
	label    int  // the column named last, -1
	labelAt  int
	retracts int // the token of a retraction that has no object yet, -1

	sameAt, sameSince      int            // the tokens of "the same brand" that has no item yet, -1
	sameOf                 int            // the column that it names
	similarAt              int            // how many constraints there were when something similar was asked for, -1
	lastValue, lastValueAt int            // the constraint of the value named last and the token behind it
	usedLabel              int            // the token of a label behind a number, which is that number's alone; -1
	measuredTo             int            // the token behind the last number: what it is measured in is that one's
	limit                  int            // the last token whose comparison is turned around, -1
	turnedAt               int            // the token behind the last negation
	wordAt                 int            // the token behind the last word that names nothing
	alike                  []catalog.Item // what something similar is asked for
	pointed                []catalog.Item // what was pointed at last
	pointedAt              int
	barAt                  int  // the token of a "but" that ends no negation, -1
	excepts                bool // the negation is an exception: "other than"
	ownedTo                int  // the token behind what the shopper has already, 0
	told                   bool // what is told asks for nothing
	clause, before         int  // how many constraints there were when the clause began, and the one before it
	pending                []pendingTitle
	last                   pendingTitle // the title mentioned last, settled or not
	year                   int          // the token of the year that told titles apart, -1
}

// negationReach is how many words a negation reaches when no clause ends before.
const negationReach = 9

// limitReach is how many words may stand between "can't" and the comparison that it turns around.
const limitReach = 5

// none is a token, a column or a constraint that there isn't; longAgo a token too far back to matter.
const (
	none    = -1
	longAgo = -100
)

func newWeigher(r *Reasoner, ctx Context, s *scanner, u *Understanding) weigher {
	return weigher{
		r: r, ctx: ctx, s: s, u: u,
		negated: none, limit: none, barAt: none, retracts: none,
		feltAt: longAgo, labelAt: longAgo,
		label: none, usedLabel: none, sameAt: none, similarAt: none,
		lastValue: none, year: none,
	}
}

func (w *weigher) weigh(pieces []piece) {
	for k := range pieces {
		p := &pieces[k]
		w.boundary(p)
		if p.first < w.ownedTo {
			continue
		}
		if w.told && p.kind != titles && p.kind != signals && p.kind != refers && p.kind != labelled {
			continue
		}
		switch p.kind {
		case values:
			w.u.Linked = append(w.u.Linked, p.mention...)
			w.value(p.mention[0].Column, entitiesValues(p.mention), p, pieces, k)
			w.lastValueAt = p.last
		case titles:
			w.title(p)
		case conceived:
			w.conceive(p, pieces, k)
		case measured:
			if p.first <= w.year && w.year < p.last {
				continue // "Alien, the 1979 one"
			}
			if k > 0 && pieces[k-1].kind == measured && w.s.is(each, p.first) && w.priced(pieces[k-1].quantity) && w.s.toks[p.first].Gap == 0 {
				continue // "30 euros a kilo"
			}
			w.measure(p, k > 0 && pieces[k-1].kind == orPiece)
			w.measuredTo = p.last
		case onDay:
			w.date(p)
		case flagged:
			w.flag(p)
		case vague:
			if p.dir.none && p.first == w.lastValueAt && w.lastValue >= 0 && w.s.toks[p.first].Gap == 0 {
				w.signal(&piece{first: p.first, last: p.last, kind: signals, signal: out}, false) // "sugar free"
				continue
			}
			w.estimate(p)
		case limited:
			w.limit, w.turnedAt = p.last+limitReach, p.last
		case narrated:
			w.told = true
			w.signalOf(p)
		case pardons:
			w.negated = -1
			w.retracts = p.last
		case refers:
			w.refer(p, pieces, k)
		case negates:
			if (w.denied(p) || p.first <= w.limit) && w.s.is(lacking, p.first) {
				w.negated = none // "I can't live without a toilet"
				continue
			}
			w.negated, w.turnedAt = p.first+negationReach, p.last
			w.excepts = w.s.is(exceptions, p.first)
			w.feel(p)
		case strength:
			if !p.strong && w.soften(p) {
				continue
			}
			if p.strong && k > 0 {
				w.sole(pieces, k)
			}
			w.soft = !p.strong && !w.u.Instead // "on reflection I'd prefer" asks for no less than what it replaces
		case sorted:
			w.sort(p, pieces, k)
		case labelled:
			if !w.grade(p, pieces, k) {
				w.name(p)
			}
		case signals:
			if !w.closes(p, pieces, k) {
				w.signal(p, ahead(w.s.toks, pieces, k))
			}
		case nothing:
			if !w.anyBut(p) {
				w.word(p)
			}
		}
	}
	w.finish()
}

// boundary ends what a clause held.
func (w *weigher) boundary(p *piece) {
	t := w.s.toks[p.first]
	if p.first != w.barAt && (w.s.is(but, p.first) || t.Gap == '.' || t.Gap == ',' && p.kind != values && p.kind != titles && p.kind != conceived && p.kind != flagged) {
		w.negated = -1
	}
	if t.Gap == ',' && w.turnedAt > 0 && w.lastValueAt <= w.turnedAt && w.turnedAt < p.first {
		w.negated = -1 // what was denied stands before the comma, and is nothing that the catalog knows
	}
	if n := len(w.u.Constraints); p.kind == measured && !p.quantity.alone && p.quantity.op != Between && n > 0 && w.lastValue == n-1 && w.u.Constraints[n-1].Op == NotIn {
		w.negated = -1 // "no leather and under 100"
	}
	if w.s.is(but, p.first) || t.Gap != 0 {
		w.told = false
	}
	if w.s.is(but, p.first) || w.s.is(and, p.first) || t.Gap != 0 {
		w.before, w.clause = w.clause, len(w.u.Constraints)
	}
	if t.Gap != 0 {
		w.retracts, w.limit = -1, -1
	}
	if t.Gap == '.' {
		w.soft = false
	}
	if w.s.is(hence, p.first) && p.kind == nothing && p.first > w.turnedAt {
		w.negated, w.limit = -1, -1
	}
}

// sole takes a demand right behind a value as the end of what else was said of its column: "her Spanish is better than mine,
// so English only".
func (w *weigher) sole(pieces []piece, k int) {
	v, p := &pieces[k-1], &pieces[k]
	n := len(w.u.Constraints)
	if v.kind != values || n == 0 || w.lastValue != n-1 || w.s.toks[p.first].Gap != 0 || p.last < len(w.s.toks) && w.s.toks[p.last].Gap == 0 || w.alternative(pieces, k-1) {
		return
	}
	if last := &w.u.Constraints[n-1]; last.Op == In && last.Column == v.mention[0].Column {
		last.Values, last.Span = entitiesValues(v.mention), w.span(v.first, v.last)
	}
}

// soften takes a wish that ends its clause, or is one of its own: it is for what stands before it, "wireless if possible".
// Not for the kind of thing that is looked for.
func (w *weigher) soften(p *piece) bool {
	toks := w.s.toks
	if p.last < len(toks) && toks[p.last].Gap == 0 && !w.s.is(but, p.last) && !w.s.is(and, p.last) {
		return false
	}
	from := w.clause
	if from >= len(w.u.Constraints) && toks[p.first].Gap == ',' {
		from = w.before
	}
	found := false
	for i := min(from, len(w.u.Constraints)); i < len(w.u.Constraints); i++ {
		k := &w.u.Constraints[i]
		if kind := k.Op == In && w.r.c.Column(k.Column).Role == catalog.Category && !w.r.c.Column(k.Column).Many; !kind {
			k.Hard, found = false, true
		}
	}
	return found
}

func (w *weigher) denied(p *piece) bool { return p.first <= w.negated }

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

// How sure the readings are that are no whole names and no comparisons.
const (
	surePart   = .8 // a part of a name, or another word for it
	sureAlone  = .7 // a number without a comparison
	sureVague  = .6 // "well reviewed"
	sureRecord = .7 // a word that names no value
)

func (w *weigher) add(k Constraint) {
	k.Hard, k.Turn = !w.soft, w.ctx.Turn
	if k.Confidence == 0 {
		k.Confidence = 1
	}
	w.u.Constraints = append(w.u.Constraints, k)
}

// bare says whether nothing is named from token i to the end of its clause: "already have it", but not "we have a small desk".
func (w *weigher) bare(i int) bool {
	for ; i < len(w.s.toks) && w.s.toks[i].Gap == 0; i++ {
		if !w.s.is(function, i) && !w.r.l.ordinary(w.s.toks[i].Word) {
			return false
		}
	}
	return true
}

// finish settles what is still open at the end of the message.
func (w *weigher) finish() {
	if w.similarAt >= 0 && len(w.u.Named)+len(w.u.About)+len(w.u.Liked)+len(w.u.Disliked) == 0 { // "a friend has the Suprim RTX, something like it"
		for i := range max(0, w.feltAt) {
			if (w.s.is(articles, i) || w.s.is(possessives, i)) && w.partOfTitle(i, leastSaid+1) {
				w.u.Constraints = slices.DeleteFunc(w.u.Constraints, func(k Constraint) bool { return w.allHave(w.last.items, k) })
				break
			}
		}
	}
	w.described()
	if len(w.pending) > 0 && w.feltAt >= 0 {
		w.settle(w.feeling)
	}
	for _, t := range w.pending {
		w.about(t.items)
		w.model(t)
	}
	if w.u.Wants[surprise] && w.ctx.Asked >= 0 {
		w.drop(w.ctx.Asked)
	}
	if w.u.Wants[retract] && w.retracts >= 0 && len(w.u.Dropped) == 0 && w.ctx.Asked >= 0 {
		w.drop(w.ctx.Asked)
	}
	if w.sameAt >= 0 && w.r.c.Column(w.sameOf).Kind == catalog.Values { // "I like the second one; show me more from the same brand"
		for _, list := range [...][]catalog.Item{w.u.About, w.u.Liked, w.ctx.Focus, w.ctx.Shown} {
			if len(list) > 0 {
				w.same(w.sameOf, list[len(list)-1], w.sameAt, w.sameSince)
				break
			}
		}
	}
	if w.similarAt >= 0 && len(w.u.Liked)+len(w.u.Disliked) == 0 && len(w.u.Named) > 0 { // "just finished the Salt Road, more of that kind"
		add(&w.u.Liked, []catalog.Item{w.best(w.last.items)})
		w.alike = w.last.items
	}
	if w.feltAt > 0 && w.feeling == similar && !w.s.is(verbs, w.feltAt-1) && len(w.u.Named)+len(w.u.About)+len(w.u.Liked) == 0 { // "anything similar?"
		if len(w.ctx.Named) > 0 {
			add(&w.u.Liked, w.ctx.Named[:1]) // "I've just finished Salt Road" - "anything similar?"
			add(&w.u.Seen, w.ctx.Named[:1])
		} else {
			add(&w.u.Liked, w.ctx.Focus)
		}
	}
	w.kind()
	if w.feltAt >= 0 && len(w.u.Named) == 0 && len(w.u.About) == 0 && w.feeling == seen && w.bare(w.feltAt) && len(w.ctx.Focus) > 0 && len(w.u.Constraints) == 0 {
		w.u.Seen = append(w.u.Seen, w.ctx.Focus...)
	}
}
