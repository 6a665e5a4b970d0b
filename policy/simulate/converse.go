package simulate

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"

	"rso/catalog"
	"rso/core"
	"rso/core/prefer"
	"rso/policy"
	"rso/policy/reward"
)

// A Conversation is a dialogue in words between a seeker and a session.
type Conversation struct {
	Goal    int
	Family  string
	Outcome Outcome
	Turns   []Exchange
}

// An Exchange is one turn: what the seeker wrote, what the recommender replied, and how the seeker's answer was graded.
type Exchange struct {
	Said  string
	Reply core.Reply
	Grade float64
	Truth Response // what the seeker meant to say with Said
}

// A Talker conducts conversations in words over the goals of a pool. It belongs to one goroutine.
type Talker struct {
	Setting
	pool    *Pool
	session *core.Session
	pcg     *rand.PCG
	r       *rand.Rand
	seeker  Seeker
	ctx     context.Context // of Play
	listen  func(*core.Session, *core.Reply)
}

// A person takes the seeker's part in a conversation.
type person interface {
	// open says the first words.
	open(ctx context.Context) (text string, truth Response, err error)
	// answer answers a move; so is the conversation so far, with the reply that the move was made of last.
	answer(ctx context.Context, m *Move, so []Exchange) (text string, truth Response, err error)
}

// simulated is a person made of a Seeker and a speaker.
type simulated struct {
	*Seeker
	speaker speaker
}

func (p *simulated) open(context.Context) (string, Response, error) {
	a := p.Seeker.Open()
	return p.speaker.say(&a, false, false), a, nil
}

func (p *simulated) answer(_ context.Context, m *Move, _ []Exchange) (string, Response, error) {
	a := p.Respond(m)
	return p.speaker.say(&a, p.has, m.Strategy.Group() == policy.Elicitation), a, nil
}

// NewTalker returns a talker for a policy.
func NewTalker(p *Pool, s Setting, plays *policy.Policy) *Talker {
	t := &Talker{Setting: s, pool: p, session: core.NewSession(p.catalog, plays), pcg: rand.NewPCG(0, 0)}
	t.r = rand.New(t.pcg)
	t.session.Ablate(s.Without)
	return t
}

// Choose lets somebody else than the policy decide; nil gives the choice back to the policy. Draws is the source of chance of
// a choice that draws.
func (t *Talker) Choose(by func(draws *rand.Rand) policy.Choice) {
	if by == nil {
		t.session.Choose(nil)
		return
	}
	t.session.Choose(by(t.r))
}

// Listen has somebody hear every reply, with the session as it is then; nil sends them away.
func (t *Talker) Listen(to func(*core.Session, *core.Reply)) { t.listen = to }

// Converse conducts conversation number n of a seed. earn, which may be nil, hears of each turn's reward. The errors are the judge's.
func (t *Talker) Converse(ctx context.Context, seed, n uint64, earn func(float64)) (*Conversation, error) {
	t.pcg.Seed(seed, n)
	t.session.Reset()
	goal := t.r.IntN(len(t.pool.goals))
	family := t.r.IntN(len(t.Families))
	g := &t.pool.goals[goal]
	t.seeker.begin(g, &t.pool.rates, t.Families[family].Draw(t.r), t.r)
	d := &dialogue{Talker: t, goal: g, out: &Conversation{Goal: goal, Family: t.Families[family].Name}, seeker: &t.seeker}
	d.out.Outcome.Family = family
	speaker := speaker{c: t.pool.catalog, goal: g, r: t.r, t: &t.seeker.Temperament}
	var who person = &simulated{&t.seeker, speaker}
	if t.LLM != nil {
		who = t.LLM.person(&t.seeker, &speaker, t.Families[family].Name, n)
	}
	text, answer, err := who.open(ctx)
	if err != nil {
		return d.out, err
	}
	for turn := 1; ; turn++ {
		reply := t.session.Turn(text)
		if t.listen != nil {
			t.listen(t.session, &reply)
		}
		move := d.take(&reply)
		d.out.Turns = append(d.out.Turns, Exchange{Said: text, Reply: reply, Truth: answer})
		if text, answer, err = who.answer(ctx, &move, d.out.Turns); err != nil {
			return d.out, fmt.Errorf("turn %d: %w", turn, err)
		}
		over, err := d.judge(ctx, turn, &answer, text, earn)
		if err != nil {
			return d.out, err
		}
		if over {
			d.out.Turns = append(d.out.Turns, Exchange{Said: text, Truth: answer})
			d.finish(goal)
			return d.out, nil
		}
	}
}

// Play is Converse for a learner: it gives the outcome alone. Its context is that of [Talker.Under].
func (t *Talker) Play(seed, n uint64, choose policy.Choice, earn func(reward float64)) (Outcome, error) {
	t.session.Choose(choose)
	ctx := t.ctx
	if ctx == nil {
		ctx = context.Background()
	}
	c, err := t.Converse(ctx, seed, n, earn)
	return c.Outcome, err
}

// Under sets the context of Play.
func (t *Talker) Under(ctx context.Context) *Talker {
	t.ctx = ctx
	return t
}

// Draws returns the talker's source of chance, for a choice that draws.
func (t *Talker) Draws() *rand.Rand { return t.r }

// dialogue is a conversation under way.
type dialogue struct {
	*Talker
	goal   *Goal
	seeker *Seeker
	out    *Conversation
	list   []catalog.Item // last shown
	met    []catalog.Item // ever shown
}

// take makes a move of a reply: what the seeker takes in of it.
func (d *dialogue) take(r *core.Reply) Move {
	m := Move{Column: -1}
	m.Strategy, _ = policy.ParseStrategy(r.Strategy)
	if len(r.Strategies) > 1 {
		m.Led = true
		m.Lead, _ = policy.ParseStrategy(r.Strategies[0])
	}
	c := d.pool.catalog
	var items []catalog.Item
	news := 0
	for _, v := range r.Items {
		if i, ok := c.ByID(v.ID); ok {
			items = append(items, i)
			m.Items = append(m.Items, d.goal.View(c, i))
			if !slices.Contains(d.met, i) {
				d.met = append(d.met, i)
				news++
			}
		}
	}
	m.New = news > 0
	facts := false // beside the title
	for _, f := range r.Trace.Facts {
		facts = facts || c.Find(f.Attribute) != c.With(catalog.Title)
	}
	switch m.Strategy {
	case policy.OpinionInquiry:
		m.Column = d.session.Asked()
	case policy.PreferenceConfirmation, policy.RephrasePreference:
		m.SaysBack = true
	case policy.Recommend:
		m.Listed, m.Again = true, slices.Equal(items, d.list) && len(items) > 0
		d.list = items
		if facts && len(r.Items) > 0 && len(r.Items[0].Why) > 0 {
			m.Told = Matches
		}
	default:
		if facts {
			m.Told = tells(m.Strategy)
		}
	}
	m.SaysBack = m.SaysBack || m.Led && m.Lead == policy.RephrasePreference
	if m.SaysBack {
		m.Misheard = d.misheard()
	}
	return m
}

// misheard returns the wishes that the session's belief has wrong, or not at all.
func (d *dialogue) misheard() Set {
	var missing Set
	b := d.session.Belief()
	for k := range d.goal.Wishes {
		if !slices.ContainsFunc(b.On(d.goal.Wishes[k].Column), func(c prefer.Constraint) bool { return meets(&c, &d.goal.Wishes[k].Constraint) }) {
			missing |= 1 << k
		}
	}
	return missing
}

// meets says whether a constraint that is held is the one that was meant.
func meets(held, meant *prefer.Constraint) bool {
	if meant.Op == prefer.In {
		return held.Op == prefer.In && slices.Contains(held.Values, meant.Values[0])
	}
	near := func(a, b float64) bool { return math.Abs(a-b) <= .02*math.Abs(b) }
	switch meant.Op {
	case prefer.AtMost:
		return (held.Op == prefer.AtMost || held.Op == prefer.Less || held.Op == prefer.Between) && near(held.Hi, meant.Hi)
	case prefer.AtLeast:
		return (held.Op == prefer.AtLeast || held.Op == prefer.Greater || held.Op == prefer.Between) && near(held.Lo, meant.Lo)
	}
	return held.Op == prefer.Between && near(held.Lo, meant.Lo) && near(held.Hi, meant.Hi)
}

// judge grades a turn by what could be observed of it, and says whether the dialogue is over.
func (d *dialogue) judge(ctx context.Context, turn int, a *Response, text string, earn func(float64)) (over bool, err error) {
	h := d.session.History()
	u := d.session.Understand(text)
	h.Seeker(u.Message)
	last := &d.out.Turns[len(d.out.Turns)-1]
	e := reward.Exchange{Turn: turn, Heard: u.Message, Reception: h.Reception, Items: h.Items, Left: a.Left}
	for _, name := range last.Reply.Strategies {
		s, _ := policy.ParseStrategy(name)
		e.Strategies = append(e.Strategies, s)
	}
	for _, x := range d.out.Turns {
		e.Lines = append(e.Lines, reward.Line{Text: x.Said}, reward.Line{Recommender: true, Text: x.Reply.Text})
	}
	e.Lines = append(e.Lines, reward.Line{Text: text})
	if last.Grade, err = d.Judge.Grade(ctx, &e); err != nil {
		return true, err
	}
	r, over := d.out.Outcome.turn(d.seeker, d.goal, a, turn, last.Grade, d.Terms)
	if earn != nil {
		earn(r)
	}
	return over, nil
}

// finish counts how much of what fits the last candidates hold.
func (d *dialogue) finish(goal int) {
	last := d.out.Turns[len(d.out.Turns)-2]
	fit := d.pool.fits(goal)
	found := 0
	ks := [...]int{1, 5, 10}
	for i, c := range last.Reply.Candidates {
		if item, ok := d.pool.catalog.ByID(c.ID); ok && fit.Has(item) {
			found++
		}
		for n, k := range ks {
			if i < k {
				d.out.Outcome.Recall[n] = float64(found) / float64(min(k, max(fit.Len(), 1)))
			}
		}
	}
}
