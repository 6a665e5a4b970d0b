package simulate

import (
	"math/bits"
	"math/rand/v2"

	"rso/policy"
)

// A Seeker is one person in one dialogue. What people say in the data decides how talkative answers are shared out; when a
// person is convinced no data tell, so these are assumptions:
//
//   - an item is as convincing as the kinds of facts that were given of it, each as far as the seeker trusts what it is told;
//   - at its Need for confidence a seeker is as likely to accept as not; encouragement makes it likelier, whether the item
//     fits or not;
//   - what an item breaks is seen at once where its card shows it, mostly, and else when reasons, specifications or
//     differences are told; what was not seen in time is bought by mistake;
//   - every turn annoys a little; questions in a row, being shown what was shown before and being pushed annoy more.
type Seeker struct {
	Temperament
	goal   *Goal
	rates  *tendencies
	r      *rand.Rand
	column []int // of each wish

	Live    Set // wishes that still count
	aware   Set // wishes that it knows of
	told    Set
	trust   float64
	annoyed float64
	inquiry int // questions in a row

	// The item that it considers.
	has     bool
	item    View
	place   int
	facts   Told
	noticed Set
	first   float64 // intention when it only knew the title

	list   [3]View // last shown
	length int
	loved  bool    // has told what it loves
	turned bool    // has taken back a wish
	Credit float64 // sum of credibilities, over Named turns
	Named  int
	Again  int  // turns that repeated something
	again  bool // this one did
	idle   int  // turns in a row that showed, told and brought up nothing new
}

// begin puts a seeker at the beginning of a dialogue.
func (s *Seeker) begin(g *Goal, rates *tendencies, t Temperament, r *rand.Rand) {
	*s = Seeker{Temperament: t, goal: g, rates: rates, r: r, Live: g.All(), trust: t.Trust, column: s.column[:0]}
	for k := range g.Wishes {
		s.column = append(s.column, g.Wishes[k].Column)
		if k == 0 || s.chance(t.Clear) {
			s.aware |= 1 << k
		}
	}
}

func (s *Seeker) chance(p float64) bool { return s.r.Float64() < p }

// Open says the first words.
func (s *Seeker) Open() Response {
	out := Response{Act: policy.Request, Greets: s.chance(.4)}
	if out.Greets && s.chance(.35) {
		out.Act = policy.Greet
	} else if s.chance(.55 + .4*s.Talk) {
		out.Tells = 1
		for k := 1; k < len(s.goal.Wishes); k++ {
			if s.aware.Has(k) && s.chance(s.Talk*s.Talk) {
				out.Tells |= 1 << k
			}
		}
	}
	s.told |= out.Tells
	return s.worded(out)
}

// Respond answers a move.
func (s *Seeker) Respond(m *Move) Response {
	s.bear(m)
	out := s.answer(m)
	if s.has && !out.Accepted && s.chance(s.Wander*.5) && out.Tells == 0 && out.Act == policy.Inform {
		out = Response{Act: policy.OffTopic}
	}
	if !out.Accepted && s.annoyed > s.Patience {
		return s.worded(Response{Act: policy.Bye, Left: true})
	}
	if !s.turned && out.Tells == 0 && !out.Accepted && s.chance(s.Contrary*.15) {
		s.retract(&out)
	}
	if out.Tells&^s.told != 0 {
		s.idle = 0
	}
	s.told |= out.Tells
	return s.worded(out)
}

// bear counts what a move costs in patience and trust.
func (s *Seeker) bear(m *Move) {
	s.annoyed++
	s.again = false
	if s.idle++; m.New || m.Told&^s.facts != 0 {
		s.idle = 0
	}
	again := m.Again
	if m.Strategy.Group() == policy.Elicitation {
		if s.inquiry++; s.inquiry > 1 {
			s.annoyed += .5
		}
		if m.Column >= 0 && s.told != 0 {
			for k, c := range s.column {
				again = again || c == m.Column && s.told.Has(k)
			}
		}
	} else {
		s.inquiry = 0
	}
	if again {
		s.repeated()
		s.annoyed += .7
		s.believe(-.05)
	}
	if m.Led && m.Lead == policy.Acknowledgment {
		s.annoyed -= .15 * s.Talk
	}
	switch m.Strategy {
	case policy.NoStrategy, policy.OfferHelp:
		s.annoyed += .3
	case policy.Transparency:
		s.believe(.1)
	}
	if len(m.Items) > 0 {
		s.Named++
		s.Credit += 1 + 4*s.trust
	}
}

// repeated notes that the turn repeated something: once, however much it did.
func (s *Seeker) repeated() {
	if !s.again {
		s.again = true
		s.Again++
	}
}

func (s *Seeker) believe(more float64) { s.trust = min(max(s.trust+more, 0), 1) }

// answer finds what to say to a move.
func (s *Seeker) answer(m *Move) Response {
	var corrects Set
	if m.SaysBack {
		if wrong := m.Misheard & s.told & s.Live; wrong != 0 && (m.Strategy == policy.PreferenceConfirmation || s.chance(.6)) {
			s.believe(-.03)
			if m.Strategy == policy.PreferenceConfirmation {
				return Response{Act: policy.Deny, Tells: wrong}
			}
			corrects = wrong
		}
	}
	var then Response
	switch m.Strategy {
	case policy.OpinionInquiry:
		then = s.opine(m.Column)
	case policy.ExperienceInquiry:
		then = s.recall()
	case policy.PreferenceConfirmation:
		then = Response{Act: policy.Affirm, Tells: s.volunteer(s.Talk)}
	case policy.Recommend:
		then = s.choose(m)
	case policy.Explain, policy.Credibility, policy.SocialProof, policy.CompareItems, policy.Encouragement:
		then = s.weigh(m)
	default:
		then = Response{Act: policy.Inform, Tells: s.volunteer(.3 + .5*s.Talk)}
		if then.Tells == 0 && s.has {
			then = s.undecided(m.Strategy)
		} else if then.Tells == 0 {
			then.Act = policy.Request
		}
	}
	then.Tells |= corrects
	return then
}

// untold returns the wishes that it knows of and hasn't told.
func (s *Seeker) untold() Set { return s.aware & s.Live &^ s.told }

// volunteer states the weightiest wish that it hasn't told, with a chance.
func (s *Seeker) volunteer(p float64) Set {
	if open := s.untold(); open != 0 && s.chance(p) {
		return open & -open
	}
	return 0
}

// opine answers a question about an attribute.
func (s *Seeker) opine(column int) Response {
	readily := min(s.rates.value*(.6+.8*s.Talk)+.15, .97)
	for k, c := range s.column {
		if c != column || !s.Live.Has(k) {
			continue
		}
		if !s.aware.Has(k) && s.chance(.6) { // it had not thought of that
			s.aware |= 1 << k
		}
		if s.aware.Has(k) && s.chance(readily) {
			return Response{Act: policy.Inform, Tells: 1<<k | s.volunteer(s.Talk*.3)}
		}
		return Response{Act: policy.Inform, Tells: s.volunteer(s.Talk * .3)}
	}
	if tells := s.volunteer(s.Talk * .4); tells != 0 {
		return Response{Act: policy.Inform, Tells: tells, Closes: true}
	}
	return Response{Act: policy.Inform, Closes: true}
}

// recall answers a question about what it knows and likes.
func (s *Seeker) recall() Response {
	if s.goal.HasLoved && !s.loved && s.chance(s.rates.item*(.6+.8*s.Talk)) {
		s.loved = true
		return Response{Act: policy.Inform, Loved: true, Tells: s.volunteer(s.Talk * .2)}
	}
	return Response{Act: policy.Inform, Tells: s.volunteer(s.Talk * .5)}
}

// retract takes back a wish that is no must.
func (s *Seeker) retract(out *Response) {
	for k := len(s.goal.Wishes) - 1; k > 0; k-- {
		if s.told.Has(k) && s.Live.Has(k) && !s.goal.Wishes[k].Must {
			s.Live &^= 1 << k
			s.turned = true
			*out = Response{Act: policy.Inform, Drops: 1 << k}
			return
		}
	}
}

// worded decides how many words a response takes.
func (s *Seeker) worded(out Response) Response {
	q := min(max(s.r.Float64()*.6+.5*(s.Talk-.3), 0), .999) * 10
	at := int(q)
	few, many := s.rates.words[at], s.rates.words[at+1]
	out.Words = few + s.r.IntN(max(many-few, 0)+1)
	if n := 3 * bits.OnesCount8(uint8(out.Tells)); out.Words < n {
		out.Words = n
	}
	return out
}
