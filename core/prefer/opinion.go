package prefer

import (
	"strings"

	"rso/catalog"
	"rso/catalog/text"
)

// signalOf takes the signal that a longer phrase ends with: "I already own" tells what is known.
func (w *weigher) signalOf(p *piece) {
	for i := p.first; i < p.last; i++ {
		if v, n := w.s.means(i); n > 0 && i+n == p.last {
			w.signal(&piece{first: i, last: p.last, kind: signals, signal: v}, false)
			return
		}
	}
}

// ahead says whether a title follows piece k, with no more than little words between.
func ahead(toks []text.Token, pieces []piece, k int) bool {
	for j := k + 1; j < len(pieces) && j <= k+2; j++ {
		switch p := &pieces[j]; {
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
func (w *weigher) closes(p *piece, pieces []piece, k int) bool {
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
	switch prev := &pieces[k-1]; {
	case prev.kind == refers:
		add(to, prev.items)
		return true
	case prev.kind == signals && (prev.signal == pointing || prev.signal == pointingAll) && w.pointedAt == prev.last:
		add(to, w.pointed)
		return true
	case prev.kind == values && p.signal == dislikes:
		w.signal(&piece{first: p.first, last: p.last, kind: signals, signal: out}, false)
		return true
	}
	return false
}

// signal takes a phrase with one meaning; a feeling is for the title ahead of it, if there is one, and for those before it
// otherwise.
func (w *weigher) signal(p *piece, ahead bool) {
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
		if _, points := w.s.means(p.last); p.signal == similar && (p.last-p.first > 1 || !w.s.is(verbs, p.first) || points > 0) {
			w.similarAt = len(w.u.Constraints)
		}
		if ahead && len(w.pending) > 0 {
			w.settle(noSignal)
		}
		if (p.signal == similar || p.signal == seen) && !ahead && len(w.pending) == 0 {
			if w.feeling, w.feltAt = p.signal, p.last; w.partOfTitle(p.last, leastSaid) {
				return
			}
		}
		if p.signal == similar && !ahead && w.similarAt >= 0 && (p.last == len(w.s.toks) || w.s.toks[p.last].Gap != 0) {
			w.settle(similar) // "my old Fjord got stolen, anything similar, but not the same one?"
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
			w.exclude(&piece{first: w.wordAt - 1, last: w.wordAt})
			w.u.Words = w.u.Words[:n-1]
		}
	case fine:
		if !w.allow(p, true) {
			w.allowWord(p)
		}
	case retract:
		w.u.Wants[retract] = true
		listed := w.labelAt >= 0 && p.first-w.labelAt <= 4 && w.label >= 0 && w.labelAt+1 < len(w.s.toks) && w.s.is(and, w.labelAt+1) // "stars and bar don't matter"
		if w.allow(p, false) || w.allowWord(p) {
			if listed {
				w.drop(w.label)
			}
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

// judgement is how many words may stand between an item and what is thought of it.
const judgement = 7

// judge takes praise and blame: "I saw it, and it was great", "that one is boring". What others think, or what it sounds
// like, is no judgement.
func (w *weigher) judge(p *piece) bool {
	good, bad := w.s.is(praise, p.first) && !w.s.is(verbs, p.first), w.s.is(blame, p.first)
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

// feel takes a negation before a title as a feeling: "not Hereditary".
func (w *weigher) feel(p *piece) {
	w.feeling, w.feltAt, w.denies = dislikes, p.last, true
}

// settle puts the titles that wait where a feeling says.
func (w *weigher) settle(f signal) {
	for _, t := range w.pending {
		switch f {
		case seen:
			w.u.Seen = append(w.u.Seen, t.items...)
		case likes, similar:
			w.u.Liked = append(w.u.Liked, w.best(t.items))
			w.u.Seen = append(w.u.Seen, t.items...)
			if f == similar {
				w.alike = t.items
			}
		case dislikes:
			w.u.Disliked = append(w.u.Disliked, t.items...)
		default:
			w.about(t.items)
		}
	}
	w.pending = w.pending[:0]
}

// backwards says whether a feeling is for the title mentioned last: nothing follows it, or "it" does.
func (w *weigher) backwards(p *piece) bool {
	if len(w.last.items) == 0 || p.first-w.last.at > 6 || p.signal != likes && p.signal != dislikes {
		return false
	}
	if p.last == len(w.s.toks) || w.s.toks[p.last].Gap != 0 {
		return true
	}
	v, n := w.s.means(p.last)
	return n > 0 && (v == pointing || v == pointingAll)
}

// felt files items under the feeling just uttered, or as what the message is about.
func (w *weigher) felt(items []catalog.Item, at int) {
	add(&w.u.About, items)
	if at-w.feltAt > 4 {
		return
	}
	switch w.feeling {
	case seen:
		add(&w.u.Seen, items)
	case likes, similar:
		add(&w.u.Liked, items)
	case dislikes:
		add(&w.u.Disliked, items)
	}
}

// point takes "that one", "it", "both": what was felt of it, or that it is spoken of.
func (w *weigher) point(p *piece) {
	items := w.ctx.Focus
	if len(w.u.About) > 0 {
		items = w.u.About // named in this message
	}
	if p.signal == pointingAll && len(w.ctx.Shown) > 0 {
		items = w.ctx.Shown
	}
	if len(items) == 0 || len(w.u.Named) > 0 || w.ownedTo > 0 {
		return
	}
	w.pointed, w.pointedAt = items, p.last
	if w.feeling == dislikes && w.denies && p.first > w.feltAt {
		w.about(items)
		return
	}
	w.felt(items, p.first)
}
