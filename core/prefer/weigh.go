package prefer

import (
	"slices"
	"strings"

	"rso/catalog"
	"rso/catalog/text"
	"rso/policy"
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
	anyOf, anyAt           int            // the column of which any value will do, and the token behind it
	lastValue, lastValueAt int            // the constraint of the value named last and the token behind it
	usedLabel              int            // the token of a label behind a number, which is that number's alone; -1
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
	pending                []pendingTitle
	last                   pendingTitle // the title mentioned last, settled or not
	year                   int          // the token of the year that told titles apart, -1
}

// negationReach is how many words a negation reaches when no clause ends before.
const negationReach = 9

// limitReach is how many words may stand between "can't" and the comparison that it turns around.
const limitReach = 5

func (w *weigher) weigh(pieces []piece) {
	w.anyAt, w.similarAt = -1, -1
	w.negated, w.feltAt, w.label, w.labelAt, w.retracts, w.year, w.sameAt, w.lastValue, w.usedLabel, w.limit, w.barAt = -1, -100, -1, -100, -1, -1, -1, -1, -1, -1, -1
	for k, p := range pieces {
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
		case flagged:
			w.flag(p)
		case vague:
			if p.dir.none && p.first == w.lastValueAt && w.lastValue >= 0 && w.s.toks[p.first].Gap == 0 {
				w.signal(piece{first: p.first, last: p.last, kind: signals, signal: out}, false) // "sugar free"
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
			w.negated, w.turnedAt = p.first+negationReach, p.last
			w.excepts = w.s.is(exceptions, p.first)
			w.feel(p)
		case strength:
			w.soft = !p.strong
		case sorted:
			w.sort(p, pieces, k)
		case labelled:
			w.name(p)
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
func (w *weigher) boundary(p piece) {
	t := w.s.toks[p.first]
	if p.first != w.barAt && (w.r.l.is(but, t.Word) || t.Gap == '.' || t.Gap == ',' && p.kind != values && p.kind != titles && p.kind != conceived && p.kind != flagged) {
		w.negated = -1
	}
	if n := len(w.u.Constraints); p.kind == measured && !p.quantity.alone && p.quantity.op != Between && n > 0 && w.lastValue == n-1 && w.u.Constraints[n-1].Op == NotIn {
		w.negated = -1 // "no leather and under 100"
	}
	if w.r.l.is(but, t.Word) || t.Gap != 0 {
		w.told = false
	}
	if t.Gap != 0 {
		w.retracts, w.limit = -1, -1
	}
	if t.Gap == '.' {
		w.soft = false
	}
	if w.r.l.is(hence, t.Word) && p.kind == nothing && p.first > w.turnedAt {
		w.negated, w.limit = -1, -1
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
// an item can only have one. Of two names that only have values in common these are meant: "bags for women".
func (w *weigher) value(column int, vs []uint32, p piece, pieces []piece, k int) {
	if w.retracted(column, vs) || p.part && column == w.anyOf && p.first-w.anyAt <= 2 && w.anyAt >= 0 && w.s.toks[p.first].Gap == 0 {
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
	w.contradict(column, op, vs)
	for i := range w.u.Constraints {
		c := &w.u.Constraints[i]
		if c.Column != column || c.Op != op {
			continue
		}
		if slices.Equal(c.Values, vs) {
			return // "a funny comedy"
		}
		if both := common2(c.Values, vs); op == In && !col.Many && len(both) > 0 && !w.alternative(pieces, k) {
			c.Values = both
			c.Span = w.from(c.Span, p.last)
			return
		}
	}
	if n := len(w.u.Constraints); n > 0 {
		last := &w.u.Constraints[n-1]
		joined := w.alternative(pieces, k) || w.s.toks[p.first].Gap == ',' && k > 0 && pieces[k-1].kind == values && w.listed(pieces, k) || !col.Many && op == In && p.first-w.lastValueAt <= besides
		if last.Column == column && last.Op == op && (joined || op == NotIn) {
			for _, v := range vs {
				if !slices.Contains(last.Values, v) {
					last.Values = append(last.Values, v)
				}
			}
			last.Words = append(last.Words, w.said(op, column, p)...)
			last.Span = w.from(last.Span, p.last)
			return
		}
	}
	if at := slices.IndexFunc(w.u.Constraints, func(c Constraint) bool { return c.Column == column && c.Op == In }); at >= 0 && !col.Many && op == In && !w.u.Instead {
		if !w.requested(p.first) {
			return // an item has one of them, and what was asked for first is not given up for what is told later
		}
		w.u.Constraints = slices.Delete(w.u.Constraints, at, at+1)
	}
	w.lastValue = len(w.u.Constraints)
	said := Constraint{Column: column, Op: op, Values: vs, Words: w.said(op, column, p), Span: w.span(p.first, p.last)}
	if p.part || p.kind == conceived {
		said.Confidence = surePart
	}
	w.add(said)
}

// requested says whether something is asked for between the last value and token i.
func (w *weigher) requested(i int) bool {
	for j := max(0, w.lastValueAt); j < i; j++ {
		if k, n := w.s.phrase(cues, j); n > 0 && w.r.l.cueList[k].act == policy.Request {
			return true
		}
	}
	return false
}

// besides is how many words may stand between the parts of a list.
const besides = 5

// contradict drops what the same message said of the same values before: "slim fit isn't for me, so no slim".
func (w *weigher) contradict(column int, op Op, vs []uint32) {
	w.u.Constraints = slices.DeleteFunc(w.u.Constraints, func(c Constraint) bool {
		return c.Column == column && (c.Op == In && op == NotIn || c.Op == NotIn && op == In) && slices.Equal(c.Values, vs)
	})
}

// said returns the word of an exclusion that items may not have anywhere in their records: who wants no leather doesn't
// want what is described as leather either. Who it is by or in, and what kind of thing it is, the columns say.
func (w *weigher) said(op Op, column int, p piece) []string {
	if w.r.c.Column(column).Role != catalog.Attribute || op != NotIn || p.last-p.first != 1 || p.kind == conceived || w.s.strict {
		return nil
	}
	return w.r.forms(w.s.toks[p.first].Word)
}

// forms lists a word and its other forms, as far as the catalog has them.
func (r *Reasoner) forms(word string) []string {
	var list []string
	for _, f := range append([]string{word}, r.l.singular(word)...) {
		if r.c.HasWord(f) {
			list = append(list, f)
		}
	}
	return list
}

// flag takes the name of a column that says yes or no.
func (w *weigher) flag(p piece) {
	sense := &w.r.x.columns[p.label]
	if w.retracts >= 0 {
		w.drop(p.label)
		w.retracts = -1
		return
	}
	vs := sense.yes
	if w.denied(p) != p.strong {
		vs = sense.no
	}
	if len(vs) == 0 {
		return
	}
	for _, c := range w.u.Constraints {
		if c.Column == p.label {
			return
		}
	}
	w.lastValue, w.lastValueAt = len(w.u.Constraints), p.last
	w.add(Constraint{Column: p.label, Op: In, Values: slices.Clone(vs), Span: w.span(p.first, p.last)})
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

// listed says whether piece k is a part of a list that ends in "or": "oak, pine or beech".
func (w *weigher) listed(pieces []piece, k int) bool {
	column := -1
	for j := k; j < len(pieces) && j-k < 2*besides; j++ {
		switch p := pieces[j]; {
		case p.kind == orPiece:
			return j > k
		case p.kind == values && (column < 0 || p.mention[0].Column == column) && (j == k || w.s.toks[p.first].Gap == ',' || pieces[j-1].kind == orPiece):
			column = p.mention[0].Column
		default:
			return false
		}
	}
	return false
}

// alternative says whether only words without content and an "or" stand between piece k and the last constraint.
func (w *weigher) alternative(pieces []piece, k int) bool {
	for j := k - 1; j >= 0 && k-j <= 5; j-- {
		switch p := pieces[j]; {
		case p.kind == orPiece:
			return true
		case p.kind == nothing && w.s.is(function, p.first):
		default:
			return false
		}
	}
	return false
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
			for _, v := range b.values {
				if !slices.Contains(found[n-1].values, v) {
					found[n-1].values = append(found[n-1].values, v)
				}
			}
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
		for _, v := range b.values {
			w.u.Linked = append(w.u.Linked, catalog.Entity{Column: b.column, Value: v})
		}
		w.value(b.column, b.values, p, pieces, k)
	}
	if w.denied(p) {
		return
	}
	for _, name := range p.concept.drop {
		for _, e := range w.r.entities(name) {
			w.u.Replaced = append(w.u.Replaced, Constraint{Column: e.Column, Op: In, Values: []uint32{e.Value}})
			k := Constraint{Column: e.Column, Op: NotIn, Values: []uint32{e.Value}, Confidence: surePart, Span: w.span(p.first, p.last), Turn: w.ctx.Turn}
			k.Hard = len(found) == 0 // "less violent" excludes, "more serious" prefers
			w.u.Constraints = append(w.u.Constraints, k)
		}
	}
}

// signalOf takes the signal that a longer phrase ends with: "I already own" tells what is known.
func (w *weigher) signalOf(p piece) {
	for i := p.first; i < p.last; i++ {
		if v, n := w.s.means(i); n > 0 && i+n == p.last {
			w.signal(piece{first: i, last: p.last, kind: signals, signal: v}, false)
			return
		}
	}
}

// ahead says whether a title follows piece k, with no more than little words between.
func ahead(toks []text.Token, pieces []piece, k int) bool {
	for j := k + 1; j < len(pieces) && j <= k+2; j++ {
		switch p := pieces[j]; {
		case toks[p.first].Gap == '.':
			return false
		case p.kind == titles:
			return true
		case p.kind != nothing:
			return false
		}
	}
	return false
}

// closes takes a feeling that ends its clause: it is for what stands right before it, "el segundo no me gusta", or when the
// clause has nothing else, for the item just spoken of.
func (w *weigher) closes(p piece, pieces []piece, k int) bool {
	toks, to := w.s.toks, (*[]catalog.Item)(nil)
	switch p.signal {
	case likes:
		to = &w.u.Liked
	case dislikes, out:
		to = &w.u.Disliked
	case seen:
		to = &w.u.Seen
	}
	if to == nil || p.last < len(toks) && toks[p.last].Gap == 0 && !w.s.is(but, p.last) || len(w.u.Named) > 0 || w.s.questioned(p.first) {
		return false
	}
	if k == 0 || toks[p.first].Gap != 0 || w.s.is(and, p.first-1) || w.s.is(but, p.first-1) {
		if p.signal != seen && p.signal != out && len(w.u.Constraints)+len(w.u.About) == 0 {
			add(to, w.ctx.Focus)
			return len(w.ctx.Focus) > 0
		}
		return false
	}
	switch prev := pieces[k-1]; {
	case prev.kind == refers:
		add(to, prev.items)
		return true
	case prev.kind == signals && (prev.signal == pointing || prev.signal == pointingAll) && w.pointedAt == prev.last:
		add(to, w.pointed)
		return true
	case prev.kind == values && p.signal == dislikes:
		w.signal(piece{first: p.first, last: p.last, kind: signals, signal: out}, false)
		return true
	}
	return false
}

// signal takes a phrase with one meaning; a feeling is for the title ahead of it, if there is one, and for those before it
// otherwise.
func (w *weigher) signal(p piece, ahead bool) {
	switch p.signal {
	case owns:
		w.own(p.last)
		w.feeling, w.feltAt, w.denies = seen, p.last, false
	case likes, dislikes, seen, similar, unseen:
		if p.signal == similar && w.s.questionLike(p.first) {
			w.feeling, w.feltAt = likes, p.last
			return
		}
		if p.signal == similar && w.feeling == dislikes && !w.denies && p.first-w.feltAt <= 8 {
			return // "I don't like films like that one"
		}
		if p.signal == dislikes || p.signal == seen && w.s.group(p.last) {
			w.negated = p.first + negationReach
		}
		if p.signal == similar && (p.last-p.first > 1 || !w.s.is(verbs, p.first)) {
			w.similarAt = len(w.u.Constraints)
		}
		if ahead && len(w.pending) > 0 {
			w.settle(noSignal)
		}
		if !ahead && len(w.pending) == 0 && w.backwards(p) {
			w.pending = append(w.pending, w.last) // "I saw it and hated it"
		}
		if len(w.pending) > 0 && (p.signal == likes || p.signal == dislikes) {
			w.settle(p.signal)
			return
		}
		w.feeling, w.feltAt = p.signal, p.last
	case out:
		if n := len(w.u.Constraints); n > 0 && w.lastValue == n-1 && p.first == w.lastValueAt && w.u.Constraints[n-1].Op == In {
			w.u.Constraints[n-1].Op = NotIn
		} else if n := len(w.u.Words); n > 0 && w.wordAt > 0 && p.first-w.wordAt <= 3 { // "they have iphones, but we are not doing that"
			w.negated = p.first
			w.exclude(piece{first: w.wordAt - 1, last: w.wordAt})
			w.u.Words = w.u.Words[:n-1]
		}
	case fine:
		if !w.allow(p, true) {
			w.allowWord(p)
		}
	case retract:
		w.u.Wants[retract] = true
		if w.allow(p, false) || w.allowWord(p) {
			return
		}
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
	if w.judge(p) {
		return
	}
	if w.r.l.is(function, t.Word) || len(t.Word) < 3 || w.r.l.ordinary(t.Word) {
		return
	}
	if w.denied(p) || w.lacked(p.last) {
		w.exclude(p)
		return
	}
	said := t.Word
	if forms := w.r.forms(said); len(forms) > 0 {
		said = forms[0] // "dinosaurs", where records have a dinosaur
	}
	if len(w.u.Words) < 16 && !slices.Contains(w.u.Words, said) {
		w.u.Words, w.wordAt = append(w.u.Words, said), p.last
	}
}

// anyBut takes "any colour but white": what stands behind is not wanted, whether or not the catalog has colours.
func (w *weigher) anyBut(p piece) bool {
	if p.first == 0 || !w.s.is(whichever, p.first-1) || p.last >= len(w.s.toks) || !w.s.is(bar, p.last) || w.s.toks[p.last].Gap != 0 || w.s.is(function, p.first) {
		return false
	}
	w.negated, w.barAt = p.last+negationReach, p.last
	return true
}

// lacked says whether what stands before token i is to be missing: "sugar free".
func (w *weigher) lacked(i int) bool {
	if i >= len(w.s.toks) || w.s.toks[i].Gap != 0 {
		return false
	}
	k, n := w.s.phrase(vagues, i)
	return n == 1 && w.r.l.vagueList[k].none
}

// judgement is how many words may stand between an item and what is thought of it.
const judgement = 7

// judge takes praise and blame: "I saw it, and it was great", "that one is boring". What others think, or what it sounds
// like, is no judgement.
func (w *weigher) judge(p piece) bool {
	t := w.s.toks[p.first]
	good, bad := w.r.l.is(praise, t.Word) && !w.r.l.is(verbs, t.Word), w.r.l.is(blame, t.Word)
	items, at := w.last.items, w.last.at
	if len(items) == 0 || w.feeling != seen && at < w.pointedAt {
		items, at = w.pointed, w.pointedAt
	}
	if !good && !bad || len(items) == 0 || p.first-at > judgement || w.s.questioned(p.first) {
		return false
	}
	past := w.feeling == seen
	for j := at; j < p.first; j++ {
		if w.s.is(hearsay, j) {
			return false
		}
		past = past || w.s.is(were, j)
	}
	if good == w.denied(p) {
		add(&w.u.Disliked, items)
		return true
	}
	add(&w.u.Liked, []catalog.Item{w.best(items)})
	if past {
		add(&w.u.Seen, items)
	}
	return true
}

// questioned says whether the sentence around a token asks.
func (s *scanner) questioned(i int) bool {
	end := len(s.message)
	for j := i + 1; j < len(s.toks); j++ {
		if s.toks[j].Gap == '.' {
			end = s.toks[j].Start
			break
		}
	}
	return strings.Contains(s.message[s.toks[i].End:end], "?")
}

// exclude leaves out the items in whose records a word stands that names no value.
func (w *weigher) exclude(p piece) {
	t := w.s.toks[p.first]
	forms := w.r.forms(t.Word)
	if len(forms) == 0 && len(t.Word) > minSpelt {
		forms = w.r.linker.Like(t.Word)
	}
	if len(forms) == 0 || w.r.l.is(common, t.Word) && w.r.c.With(catalog.Description) < 0 {
		return
	}
	if w.retracts >= 0 {
		w.u.Allowed = append(w.u.Allowed, Constraint{Column: Record, Op: NotIn, Words: forms})
		w.retracts = -1
		return
	}
	w.lastValue, w.lastValueAt = len(w.u.Constraints), p.last
	w.add(Constraint{Column: Record, Op: NotIn, Words: forms, Confidence: sureRecord, Span: w.span(p.first, p.last)})
}

// finish settles what is still open at the end of the message.
func (w *weigher) finish() {
	w.described()
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
		add(&w.u.Liked, w.ctx.Focus)
	}
	w.kind()
	if w.feltAt >= 0 && len(w.u.Named) == 0 && len(w.u.About) == 0 && w.feeling == seen && len(w.ctx.Focus) > 0 && len(w.u.Constraints) == 0 {
		w.u.Seen = append(w.u.Seen, w.ctx.Focus...)
	}
}
