package prefer

import (
	"slices"

	"rso/catalog"
)

// word keeps a content word for free-text search. Praise behind a title that was seen is for the title.
func (w *weigher) word(p *piece) {
	t := w.s.toks[p.first]
	if w.judge(p) {
		return
	}
	if w.s.is(function, p.first) || len(t.Word) < 3 || w.r.l.ordinary(t.Word) {
		return
	}
	if w.denied(p) || w.lacked(p.last) {
		w.exclude(p)
		return
	}
	said := w.r.meaning(t.Word)
	if len(w.u.Words) < 16 && !slices.Contains(w.u.Words, said) {
		w.u.Words, w.wordAt = append(w.u.Words, said), p.last
	}
}

// meaning returns the form of a word that most records have: of "dinosaurs" the "dinosaur" in titles. A word that no record
// has is read as the one that it is misspelt from.
func (r *Reasoner) meaning(word string) string {
	forms := r.forms(word)
	if len(forms) == 0 && len(word) > minSpelt+1 {
		for _, like := range r.linker.Like(word) {
			if like[0] == word[0] && (len(word) >= longSpelt || catalog.Edits(word, like) < 2) {
				forms = append(forms, like)
			}
		}
	}
	if len(forms) == 1 {
		return forms[0]
	}
	best, most := word, 0
	for k, form := range forms {
		having := r.c.NewSet()
		having.AddMentioning(r.c, form, false)
		if n := having.Len(); k == 0 || n > most {
			best, most = form, n
		}
	}
	return best
}

// anyBut takes "any colour but white": what stands behind is not wanted, whether or not the catalog has colours.
func (w *weigher) anyBut(p *piece) bool {
	if p.first == 0 || !w.s.is(whichever, p.first-1) || p.last >= len(w.s.toks) || !w.s.is(bar, p.last) || w.s.toks[p.last].Gap != 0 || p.kind == nothing && w.s.is(function, p.first) {
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

// exclude leaves out the items in whose records a word stands that names no value.
func (w *weigher) exclude(p *piece) {
	t := w.s.toks[p.first]
	forms := w.r.forms(t.Word)
	if len(forms) == 0 && len(t.Word) > minSpelt {
		forms = w.r.linker.Like(t.Word)
	}
	if len(forms) == 0 || w.s.is(common, p.first) && w.r.c.With(catalog.Description) < 0 {
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
