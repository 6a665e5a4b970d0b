package core

import (
	"slices"

	"rso/catalog"
	"rso/core/act"
	"rso/core/ground"
	"rso/core/prefer"
	"rso/policy"
)

// mostShown is how many items a recommendation shows.
const mostShown = 3

// A Session is one conversation. It belongs to one goroutine; the catalog and the policy may be shared.
type Session struct {
	catalog  *catalog.Catalog
	policy   *policy.Policy
	reasoner *prefer.Reasoner
	language string // the tag of the shopper's language
	speaks   *act.Language
	checks   *ground.Language // nil: English
	scores   *catalog.Scores
	affinity affinity
	scratch  []int32
	choose   policy.Choice // nil: the policy's likeliest
	without  Ablation
	free     func(*policy.History, *policy.Situation) policy.Moment // in the place of the moment's rules, without manners

	log        []Gesture // what the shopper said, or did by hand
	talk       []round   // the last of it, with the replies
	made       made      // what the last reply was made of
	turn       int
	belief     prefer.Belief
	history    policy.History
	actor      act.Actor
	greeting   string           // what was said before the first message
	words      int              // that the shopper has written
	offers     int              // recommendations made
	shown      []catalog.Item   // the list last shown, in its order
	focus      []catalog.Item   // what was last spoken of
	named      []catalog.Item   // what the last message named
	passed     []catalog.Item   // shown and passed over: not offered again while there is something else
	more       []catalog.Item   // what would have come behind the list last shown
	introduced []catalog.Item   // ever shown
	accepted   []catalog.Item   // what the shopper took last: none or one
	draft      draft            // a language model's words for the last reply
	verifier   *ground.Verifier // of such words, once there were some
	asked      int              // the column that the last reply asked about, -1 when it asked about none
	questions  []int            // the columns asked about so far
}

// NewSession begins a conversation in English.
func NewSession(c *catalog.Catalog, p *policy.Policy) *Session {
	return newSession(prefer.English(), act.English(), c, p)
}

// NewSessionIn begins a conversation with a shopper who writes a language. Replies are in the same, or in English when the
// Actor doesn't speak it. A program that calls it carries all languages of the Actor and of the verifier.
func NewSessionIn(l *prefer.Language, c *catalog.Catalog, p *policy.Policy) *Session {
	speaks, err := act.LanguageOf(l.Tag)
	if err != nil {
		speaks = act.English()
	}
	s := newSession(l, speaks, c, p)
	if s.checks, err = ground.LanguageOf(l.Tag); err != nil {
		s.checks = nil
	}
	return s
}

func newSession(hears *prefer.Language, speaks *act.Language, c *catalog.Catalog, p *policy.Policy) *Session {
	s := &Session{catalog: c, policy: p, reasoner: prefer.New(c, hears), language: hears.Tag, speaks: speaks, scores: c.NewScores()}
	s.affinity.follow(c, nil)
	s.Reset()
	return s
}

// Reset starts the conversation over.
func (s *Session) Reset() {
	s.log, s.turn, s.belief, s.history, s.actor = nil, 0, prefer.Belief{}, policy.History{}, act.Actor{Language: s.speaks}
	s.words, s.offers = 0, 0
	s.affinity.forget()
	s.greeting = s.actor.Speak(&act.Scene{Catalog: s.catalog, Belief: &s.belief, Strategy: policy.OfferHelp, Occasion: act.Greeting})
	s.shown, s.more, s.focus, s.named, s.passed, s.introduced = nil, nil, nil, nil, nil, nil
	s.accepted, s.asked, s.questions = nil, -1, nil
	s.talk, s.made, s.draft = nil, made{}, draft{}
}

// Turn answers one message of the shopper.
func (s *Session) Turn(text string) Reply {
	s.turn++
	text = remembered(text)
	return s.answer(Gesture{Text: text}, s.Understand(text))
}

// answer answers what was understood of a message or a gesture.
func (s *Session) answer(g Gesture, u prefer.Understanding) Reply {
	if s.log = append(s.log, g); len(s.log) > maxLog {
		s.log = s.log[1:]
	}
	answers := s.asked >= 0 && len(u.Constraints)+len(u.Dropped) > 0
	s.hear(&u)
	s.words += u.Message.Words
	if s.without.Preferences {
		s.belief = prefer.Belief{Disliked: s.belief.Disliked, Seen: s.belief.Seen}
	} else {
		s.affinity.listen(s.catalog, g.Text, &u)
	}
	cand := s.search(&s.belief, s.passed, wanted(&u))
	openings := s.openings(&s.belief, &cand)
	q, information, open := s.question(openings)
	s.history.Seeker(u.Message)
	market := policy.Market{Known: true, Constraints: len(s.belief.Constraints), Candidates: cand.total, Information: information}
	now := s.situation(&u, &cand, market, open)
	m := s.history.Moment(&now)
	if s.free != nil {
		m = s.free(&s.history, &now)
	}
	p := s.plan(m, market)
	if p.moment.Because == policy.Hesitates && p.Strategy == policy.Recommend { // the same again would be no answer
		s.passed = append(s.passed, s.shown...)
		cand = s.search(&s.belief, s.passed, nil)
	}
	if open {
		p.question = &q
	}
	p.openings, p.answers = openings, answers
	r := s.perform(&u, &cand, p)
	s.replied(g.Text, r.Text)
	return r
}

// Understand reads a message where the conversation stands, and changes nothing.
func (s *Session) Understand(text string) prefer.Understanding {
	return s.reasoner.Understand(text, prefer.Context{Turn: s.turn, Named: s.named, Shown: s.shown, More: s.more, Focus: s.focus, Held: s.belief.Constraints, Asked: s.asked})
}

// hear brings the session up to date with what was understood.
func (s *Session) hear(u *prefer.Understanding) {
	if u.Reset {
		log, turn, actor := s.log, s.turn, s.actor
		s.Reset()
		s.log, s.turn, s.actor = log, turn, actor // what was said stays said
	}
	s.named = slices.Clone(u.Named)
	switch {
	case len(u.About) > 0:
		s.focus = slices.Clone(u.About)
	case len(u.Named) > 0:
		s.focus = slices.Clone(u.Named)
	}
	switch Dismisses(u) {
	case Pointed:
		u.Disliked = append(u.Disliked, u.About...)
	case Listed:
		s.passed = append(s.passed, s.shown...)
	}
	s.belief = s.reasoner.Update(s.belief, *u)
	if u.Message.Has(policy.Choose) {
		if i, ok := s.chosen(u); ok {
			s.accepted = []catalog.Item{i}
			s.focus = []catalog.Item{i}
		}
	}
	s.focus = slices.DeleteFunc(s.focus, func(i catalog.Item) bool {
		return slices.Contains(u.Disliked, i) || s.belief.Known(i) && !slices.Contains(u.About, i)
	})
}

// Dismissed is what a message turns down.
type Dismissed uint8

const (
	Nothing Dismissed = iota
	Pointed           // the items that it points at
	Listed            // the list on the table
)

// Dismisses says what a message turns down.
func Dismisses(u *prefer.Understanding) Dismissed {
	rejects := u.Message.Has(policy.Reject)
	switch {
	case rejects && len(u.Named) == 0 && len(u.About) > 0 && (u.Message.Negative || u.Message.Main() == policy.Reject && !u.Message.Positive):
		return Pointed
	case rejects && len(u.Named) == 0, u.LeavesChoice(), u.Message.Has(policy.Critique) && len(u.Constraints) == 0 && u.Hand == nil:
		return Listed
	}
	return Nothing
}

// wanted are the items that the shopper named to see them: neither seen nor liked nor turned down.
func wanted(u *prefer.Understanding) []catalog.Item {
	var items []catalog.Item
	for _, i := range u.About {
		if slices.Contains(u.Named, i) {
			items = append(items, i)
		}
	}
	return items
}

// chosen finds the item that "I'll take it" is about.
func (s *Session) chosen(u *prefer.Understanding) (catalog.Item, bool) {
	for _, list := range [...][]catalog.Item{u.Named, u.About, s.focus, s.shown} {
		if len(list) > 0 {
			return list[0], true
		}
	}
	return 0, false
}

// perform plays a plan and keeps account of it.
func (s *Session) perform(u *prefer.Understanding, cand *candidates, p plan) Reply {
	p.items = s.cast(u, cand, p.Strategy)
	evidence := s.evidence(p.Strategy, p.items)
	scene := act.Scene{
		Catalog: s.catalog, Belief: &s.belief, Strategy: p.Strategy, Items: p.items, Evidence: evidence, Total: cand.total,
		Occasion: s.occasion(u, &p), Accepted: len(s.accepted) > 0 && p.moment.Closes,
		Turn: s.turn, Offers: s.offers, Register: act.RegisterOf(s.words, s.history.Messages),
	}
	if p.Strategy == policy.Recommend {
		scene.Relaxed, scene.Sorted = cand.relaxed, s.extreme(cand, p.items)
		s.offers++
	}
	if p.Strategy == policy.OpinionInquiry {
		scene.Question = p.question
	}
	if scene.First = p.Strategy; p.Led {
		scene.First = p.Lead
	}
	s.made = made{scene: scene, play: p.Play, relaxed: cand.relaxed}
	text := s.tell(&scene)
	for _, i := range wanted(u) {
		if !s.catalog.Available(i) && !slices.Contains(p.items, i) {
			text = s.speaks.SoldOut(s.catalog.Title(i)) + " " + text
			s.made.soldOut = []catalog.Item{i}
			break
		}
	}
	if p.Led {
		first := scene
		first.Strategy, first.Lead = p.Lead, true
		text = s.actor.Speak(&first) + " " + text
	}
	s.remember(p)
	s.follow(p, cand)
	s.draft = draft{}
	return s.reply(u, cand, p, text, evidence)
}

// tell has the template Actor play a scene. It compares two items: of three the first with each of the others.
func (s *Session) tell(scene *act.Scene) string {
	if scene.Strategy != policy.CompareItems || len(scene.Items) < 3 {
		return s.actor.Speak(scene)
	}
	text := ""
	for _, i := range scene.Items[1:] {
		pair := *scene
		pair.Items = []catalog.Item{scene.Items[0], i}
		pair.Evidence = s.evidence(pair.Strategy, pair.Items)
		if text != "" {
			text += " "
		}
		text += s.actor.Speak(&pair)
	}
	return text
}

// evidence returns the facts that a strategy may use.
func (s *Session) evidence(st policy.Strategy, items []catalog.Item) []ground.Evidence {
	evidence := ground.For(s.catalog, st, items, &s.belief)
	if s.without.Facts {
		evidence = ground.Titles(s.catalog, evidence)
	}
	return evidence
}

// extreme says whether the first item of a list has the most or least of what the shopper asked to sort by, of all that fit:
// nothing was left out of the candidates but what doesn't fit.
func (s *Session) extreme(cand *candidates, items []catalog.Item) bool {
	b := &s.belief
	if b.Sort == nil || len(items) == 0 || len(cand.best) == 0 || items[0] != cand.best[0].Item || len(cand.relaxed)+len(s.passed)+len(b.Seen)+len(b.Disliked) > 0 {
		return false
	}
	_, known := s.catalog.Column(b.Sort.Column).Number(items[0])
	return known
}

// cast picks the items that a strategy plays with.
func (s *Session) cast(u *prefer.Understanding, cand *candidates, st policy.Strategy) []catalog.Item {
	switch st {
	case policy.Recommend:
		var items []catalog.Item
		for _, i := range wanted(u) {
			if cand.set.Has(i) && len(items) < mostShown {
				items = append(items, i)
			}
		}
		for _, h := range cand.best {
			if len(items) < mostShown && !slices.Contains(items, h.Item) {
				items = append(items, h.Item)
			}
		}
		return items
	case policy.CompareItems:
		for _, list := range [...][]catalog.Item{u.About, u.Named, s.shown} {
			if len(list) > 1 && u.Hand == nil {
				return list[:2]
			} else if len(list) > 1 {
				return list
			}
		}
	case policy.Encouragement, policy.Explain, policy.Credibility, policy.SocialProof:
		if len(s.accepted) > 0 && st == policy.Encouragement {
			return s.accepted
		}
		for _, list := range [...][]catalog.Item{s.focus, s.shown} {
			if len(list) > 0 {
				return list[:1]
			}
		}
	}
	return nil
}

// remember keeps account of what was played.
func (s *Session) remember(p plan) {
	s.asked = -1
	if p.Strategy == policy.OpinionInquiry && p.question != nil {
		s.asked = p.question.Column
		s.questions = append(s.questions, p.question.Column)
	}
	fresh := 0
	for _, i := range p.items {
		if !slices.Contains(s.introduced, i) {
			s.introduced = append(s.introduced, i)
			fresh++
		}
	}
	s.history.Recommender(p.Strategy, fresh)
	s.affinity.hear(catalog.Heard{Recommender: true, Items: slices.Clone(p.items)})
	switch p.Strategy {
	case policy.Recommend:
		s.shown, s.focus = p.items, p.items[:min(len(p.items), 1)]
	case policy.CompareItems, policy.Explain, policy.Credibility, policy.SocialProof, policy.Encouragement:
		if len(p.items) > 0 {
			s.focus = p.items[:1]
		}
	}
}

// follow notes what would come behind the list on the table, so that a shopper may speak of it by its place. The
// candidates of the turn are that list, while nothing is shown.
func (s *Session) follow(p plan, cand *candidates) {
	if p.Strategy != policy.Recommend && len(s.shown) > 0 {
		return
	}
	s.more = nil
	for _, h := range cand.best {
		if !slices.Contains(s.shown, h.Item) {
			s.more = append(s.more, h.Item)
		}
	}
}
