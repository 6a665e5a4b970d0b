package core

import (
	"slices"

	"rso/catalog"
	"rso/core/act"
	"rso/core/prefer"
	"rso/policy"
)

// A moment is what the shopper has just done and what could be answered.
type moment struct {
	allowed  policy.Set // the strategies that can carry the reply
	because  string     // why these
	leads    policy.Set // social utterances that may come first
	occasion act.Occasion
	chooses  bool // the shopper takes an item
	greets   bool // a greeting is returned, whatever follows
}

// A plan is what the Planner decided.
type plan struct {
	lead          *policy.Strategy // a social utterance before the one that carries the turn
	strategy      policy.Strategy
	items         []uint32
	question      *act.Question
	openings      []opening
	state         policy.State
	probabilities []float64
	allowed       policy.Set
	because       string
}

// plan asks the Planner: first, as people do, for a short social utterance if the moment has room for one, then for
// the strategy that carries the turn. Strategies that the moment can't play are masked out, which leaves the learned
// preferences among the others as they are.
func (s *Session) plan(m moment, market policy.Market) plan {
	p := plan{allowed: m.allowed, because: m.because}
	state := s.history.Observe(market)
	if m.leads != 0 {
		allowed := m.allowed | m.leads
		if m.greets {
			allowed = m.leads
		}
		first := s.policy.Greedy(state, allowed)
		if m.leads.Has(first) && !m.allowed.Has(first) {
			p.lead = &first
			s.history.Recommender(first, 0)
			state = s.history.Observe(market)
		}
	}
	p.state = state
	p.strategy = s.policy.Greedy(state, m.allowed)
	p.probabilities = s.policy.Probabilities(state, m.allowed, nil)
	return p
}

// maxInquiries is how many questions in a row a shopper gets before something is shown.
const maxInquiries = 2

// fewCandidates is how many candidates are few enough to show without a question first.
const fewCandidates = 60

// moment says which strategies can answer what was understood. A direct question is answered, a request for items is
// met as soon as there is something to go by, nothing is asked for ever, and no strategy is played without its facts.
func (s *Session) moment(u *prefer.Understanding, cand *candidates, open bool) moment {
	m := moment{occasion: act.Other}
	onTable := len(s.focus) > 0 || len(s.shown) > 0
	has := u.Message.Has
	switch {
	case u.AsksMachine():
		m.because, m.allowed = "asked who is talking", policy.SetOf(policy.Transparency)
	case u.Reset:
		m.because, m.allowed, m.occasion = "started over", policy.SetOf(policy.OfferHelp), act.Restart
		if s.inquiries() < maxInquiries {
			m.allowed = m.allowed.With(policy.OpinionInquiry)
		}
	case has(policy.Choose) && len(s.accepted) > 0:
		m.because, m.allowed, m.chooses = "took an item", policy.SetOf(policy.Encouragement), true
	case has(policy.Compare) && u.Sort == nil && (len(s.shown) > 1 || len(u.Named) > 1 || len(u.About) > 1):
		m.because, m.allowed = "asked to compare", policy.SetOf(policy.CompareItems)
	case (has(policy.AskItem) || u.AsksWhy()) && onTable && len(u.Constraints) == 0 && u.Sort == nil:
		m.because, m.allowed = "asked about an item", s.answers(u)
	case cand.exhausted && has(policy.Reject):
		m.because, m.allowed, m.occasion = "turned down all that fits", policy.SetOf(policy.NoStrategy), act.Nothing
	case has(policy.Repair) && len(u.Constraints) == 0 && len(u.Named) == 0:
		m.because = "was misunderstood"
		if m.allowed = s.confirmation(); m.allowed == 0 {
			m.allowed = policy.SetOf(policy.OfferHelp)
		}
	case s.wantsItems(u) && cand.total > 0:
		m = s.meet(u, cand, open)
	case has(policy.Bye) || has(policy.Thank):
		m = s.part(u)
	case has(policy.Greet):
		m.because, m.occasion, m.greets = "greeted", act.Greeting, s.turn == 1
		m.allowed, m.leads = policy.SetOf(policy.OfferHelp), policy.SetOf(policy.NoStrategy)
		if s.inquiries() < maxInquiries {
			m.allowed = m.allowed.With(policy.OpinionInquiry).With(policy.ExperienceInquiry)
		}
	case cand.total == 0:
		m.because, m.allowed, m.occasion = "has ruled everything out", policy.SetOf(policy.NoStrategy), act.Nothing
	default:
		m = s.goOn(u, open)
	}
	return m
}

// answers are the strategies that answer a question about an item.
func (s *Session) answers(u *prefer.Understanding) policy.Set {
	if u.AsksWhy() {
		return policy.SetOf(policy.Explain)
	}
	if !s.rated() {
		return policy.SetOf(policy.Credibility)
	}
	if u.AsksOpinion() {
		return policy.SetOf(policy.SocialProof)
	}
	return policy.SetOf(policy.Credibility, policy.SocialProof)
}

// rated says whether the record of the item in focus tells how others found it.
func (s *Session) rated() bool {
	items := append(slices.Clone(s.focus), s.shown...)
	for _, r := range [...]catalog.Role{catalog.Rating, catalog.Popularity} {
		if k := s.catalog.With(r); k >= 0 && len(items) > 0 && len(s.catalog.FactsOf(items[0], k)) > 0 {
			return true
		}
	}
	return false
}

// wantsItems says whether the message calls for items: it asks for them, says what they should be or not be, or turns
// down those on the table.
func (s *Session) wantsItems(u *prefer.Understanding) bool {
	has := u.Message.Has
	if has(policy.Request) || has(policy.Critique) || has(policy.Reject) || has(policy.Seen) {
		return true
	}
	return len(u.Constraints) > 0 || len(u.Liked) > 0 || len(u.Replaced) > 0 || len(u.Dropped) > 0 || u.Sort != nil || len(u.Named) > 0 || u.LeavesChoice()
}

// meet answers a wish for items: with items, or with a question first while there are many and little is known.
func (s *Session) meet(u *prefer.Understanding, cand *candidates, open bool) moment {
	m := moment{because: "wants items", allowed: policy.SetOf(policy.Recommend)}
	known := len(s.belief.Constraints)
	vague := len(s.belief.Liked) == 0 && (known == 0 || known == 1 && !u.Message.Has(policy.Request)) && cand.total > fewCandidates && s.belief.Sort == nil
	turned := u.Message.Has(policy.Reject) || u.Message.Has(policy.Critique) || u.Message.Has(policy.Seen) || len(s.shown) > 0
	if vague && !turned && !u.LeavesChoice() && len(u.About) == 0 && s.inquiries() < maxInquiries {
		m.because = "wants items, while much is open"
		if open {
			m.allowed = m.allowed.With(policy.OpinionInquiry)
		}
		if s.belief.Empty() {
			m.allowed = m.allowed.With(policy.ExperienceInquiry)
		}
		m.allowed |= s.confirmation()
	}
	m.leads = policy.SetOf(policy.Acknowledgment)
	if len(u.Constraints) > 0 && len(s.belief.Constraints) > 1 {
		m.leads = m.leads.With(policy.RephrasePreference)
	}
	if u.Message.Has(policy.Greet) && s.turn == 1 {
		m.leads, m.occasion, m.greets = policy.SetOf(policy.NoStrategy), act.Greeting, true
	}
	return m
}

// inquiries counts the questions at the end of the dialogue so far.
func (s *Session) inquiries() int {
	n := 0
	for _, st := range s.history.Recent {
		switch {
		case st == policy.RephrasePreference: // tells, and asks nothing
		case st.Group() == policy.Elicitation:
			n++
		case st.Group() != policy.Social:
			return n
		}
	}
	return n
}

// confirmation allows to ask whether the belief is right, once in a while and when there is one.
func (s *Session) confirmation() policy.Set {
	if len(s.belief.Constraints) == 0 || slices.Contains(s.history.Recent, policy.PreferenceConfirmation) {
		return 0
	}
	return policy.SetOf(policy.PreferenceConfirmation)
}

// part answers thanks and goodbyes.
func (s *Session) part(u *prefer.Understanding) moment {
	m := moment{because: "said thanks", allowed: policy.SetOf(policy.NoStrategy), occasion: act.Thanks}
	if u.Message.Has(policy.Bye) {
		m.because, m.occasion = "said goodbye", act.Farewell
	}
	if recent := s.history.Recent; len(s.accepted) > 0 && (len(recent) == 0 || recent[0] != policy.Encouragement) {
		m.allowed, m.chooses = m.allowed.With(policy.Encouragement), true
	}
	return m
}

// goOn answers what carries no wish of its own: a yes, a no, an aside.
func (s *Session) goOn(u *prefer.Understanding, open bool) moment {
	m := moment{because: "said nothing new", leads: policy.SetOf(policy.Acknowledgment)}
	onTable := len(s.focus) > 0 || len(s.shown) > 0
	if main := u.Message.Main(); main == policy.Affirm && onTable {
		m.because = "liked what is on the table"
		m.allowed = policy.SetOf(policy.Encouragement, policy.Explain, policy.Credibility)
		if s.rated() {
			m.allowed = m.allowed.With(policy.SocialProof)
		}
		return m
	}
	if s.inquiries() < maxInquiries {
		if open {
			m.allowed = m.allowed.With(policy.OpinionInquiry)
		}
		if s.belief.Empty() && !slices.Contains(s.history.Recent, policy.ExperienceInquiry) {
			m.allowed = m.allowed.With(policy.ExperienceInquiry)
		}
		m.allowed |= s.confirmation()
	}
	if !s.belief.Empty() || s.inquiries() >= maxInquiries || len(s.questions) > 0 {
		m.allowed = m.allowed.With(policy.Recommend)
	}
	if s.turn == 1 || u.Message.Main() == policy.OffTopic {
		m.allowed = m.allowed.With(policy.OfferHelp)
	}
	if m.allowed == 0 {
		m.allowed = policy.SetOf(policy.OfferHelp, policy.Recommend)
	}
	return m
}
