package simulate

import (
	"rso/catalog"
	"rso/policy"
)

// listed is how many items a recommendation shows: as the session's.
const listed = 3

// offer collects the best items that are neither gone nor passed over; when none is left, those passed over again.
func (w *World) offer(found *prospect) (total int, exhausted bool) {
	total = max(found.total-len(w.gone)-len(w.passed), 0)
	for range 2 {
		w.fresh = w.fresh[:0]
		for i := range found.best {
			v := &found.best[i]
			if has(w.gone, v.Item) || !exhausted && has(w.passed, v.Item) {
				continue
			}
			if w.fresh = append(w.fresh, *v); len(w.fresh) == listed {
				break
			}
		}
		if len(w.fresh) > 0 || exhausted {
			break
		}
		exhausted = true
		total = max(found.total-len(w.gone), 0)
	}
	return total, exhausted
}

func has(items []catalog.Item, i catalog.Item) bool {
	for _, j := range items {
		if i == j {
			return true
		}
	}
	return false
}

// reply plays the recommender's turn.
func (w *World) reply() {
	found := w.pool.prospect(w.goal, w.known)
	total, exhausted := w.offer(found)
	column, information := w.question(found)
	market := policy.Market{Known: true, Constraints: w.known.constraints(), Candidates: total, Information: information}
	now := w.situation(market, column >= 0, exhausted)
	moment := w.Without.Moment(&w.history, &now)
	play := w.history.Plan(moment, market, w.decide)
	m := Move{Led: play.Led, Lead: play.Lead, Strategy: play.Strategy, Column: -1}
	w.paths = 0
	if play.Led {
		w.played[0], w.paths = play.Lead, 1
	}
	w.played[w.paths] = play.Strategy
	w.paths++
	news := 0
	switch play.Strategy {
	case policy.OpinionInquiry:
		if m.Column = column; column >= 0 {
			w.closed = append(w.closed, column) // it is not asked twice
		}
	case policy.PreferenceConfirmation, policy.RephrasePreference:
		m.SaysBack = true
	case policy.Recommend:
		if moment.Because == policy.Hesitates {
			w.pass()
			w.offer(found)
		}
		news = w.list(&m)
	case policy.CompareItems:
		m.Items, m.Told = w.shown[:min(2, len(w.shown))], Differences
		w.focus = min(0, len(w.shown)-1)
	case policy.Explain, policy.Credibility, policy.SocialProof, policy.Encouragement:
		if len(w.shown) > 0 {
			w.focus = max(w.focus, 0)
			m.Items = w.shown[w.focus : w.focus+1]
			m.Told = tells(play.Strategy)
		}
	}
	m.SaysBack = m.SaysBack || play.Led && play.Lead == policy.RephrasePreference
	if m.SaysBack {
		m.Misheard = w.pool.goals[w.goal].All() &^ w.known.right
	}
	if w.Without.Facts {
		m.Told = 0
	}
	m.New = news > 0
	w.history.Recommender(play.Strategy, news)
	w.move = m
}

// tells are the facts that a strategy gives.
func tells(s policy.Strategy) Told {
	switch s {
	case policy.Explain:
		return Reasons
	case policy.Credibility:
		return Specs
	case policy.SocialProof:
		return Ratings
	case policy.CompareItems:
		return Differences
	}
	return 0
}

// list puts the best items on the table and counts those that were not there before.
func (w *World) list(m *Move) (news int) {
	m.Again = len(w.fresh) == len(w.shown) && len(w.fresh) > 0
	for i := range w.fresh {
		if i >= len(w.shown) || w.fresh[i].Item != w.shown[i].Item {
			m.Again = false
		}
		old := has(w.passed, w.fresh[i].Item)
		for j := range w.shown {
			old = old || w.shown[j].Item == w.fresh[i].Item
		}
		if !old {
			news++
		}
	}
	w.shown = append(w.shown[:0], w.fresh...)
	w.focus = min(0, len(w.shown)-1)
	m.Items, m.Listed = w.shown, true
	if w.known.constraints() > 0 {
		m.Told = Matches
	}
	return news
}

// question finds the attribute that would be asked about, -1 for none.
func (w *World) question(found *prospect) (column int, information float64) {
	for _, o := range found.open {
		open := true
		for _, c := range w.closed {
			open = open && c != o.Column
		}
		if open {
			return o.Column, o.Information
		}
	}
	return -1, 0
}

// situation puts what the seeker did and what has come about as the session does.
func (w *World) situation(market policy.Market, open, exhausted bool) policy.Situation {
	now := w.now
	now.Market = market
	now.Taken = w.taken
	now.Shown = len(w.shown)
	now.OnTable = len(w.shown) > 0
	now.Rated = w.pool.rated
	now.Blank = w.known.constraints() == 0 && !w.known.loved
	now.Likes = w.known.loved
	now.Open = open
	now.Asked = len(w.closed) > 0
	now.Exhausted = exhausted
	return now
}
