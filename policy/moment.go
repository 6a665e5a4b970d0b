package policy

// A Situation is what a message did and what there is to answer it with: all that the rules of a moment look at, beside
// the [History]. A live session fills it from what the preference reasoner understood, a simulated one from what the
// simulated seeker did, and both get the same answer.
type Situation struct {
	Market

	// The message.
	AsksMachine  bool // asks who is talking
	Restarts     bool // takes back everything said before
	AsksWhy      bool // asks for reasons
	AsksOpinion  bool // asks how others find an item
	LeavesChoice bool // leaves the choice to the recommender
	Wishes       bool // says something new of what is wanted: constraints, an order, more like an item
	Constrains   bool // states at least one constraint
	Sorts        bool // asks for the most or least of something
	Items        int  // items that it names or points at, the larger count
	Points       bool // points at an item

	// What has come about.
	Taken     bool // an item has been taken
	Shown     int  // items in the list last shown
	OnTable   bool // an item is being spoken of, or shown
	Rated     bool // the record of that item tells how others found it
	Blank     bool // nothing is known that a search could start from
	Likes     bool // an item is known to be liked
	Sorted    bool // an order is known
	Open      bool // there is something to ask
	Asked     bool // something has been asked
	Exhausted bool // all that fits has been turned down
}

// A Reason is why a moment allows what it allows.
type Reason uint8

// The reasons.
const (
	NothingNew Reason = iota
	AskedMachine
	StartedOver
	TookItem
	AskedToCompare
	AskedAboutItem
	TurnedDownAll
	WasMisunderstood
	WantsItems
	WantsItemsVaguely
	SaidThanks
	SaidGoodbye
	Greeted
	RuledOutAll
	LikedItem
	Hesitates

	numReasons
)

// String returns the words used in traces.
func (r Reason) String() string {
	return [numReasons]string{
		"said nothing new", "asked who is talking", "started over", "took an item", "asked to compare", "asked about an item",
		"turned down all that fits", "was misunderstood", "wants items", "wants items, while much is open", "said thanks",
		"said goodbye", "greeted", "has ruled everything out", "liked what is on the table", "hesitates",
	}[min(r, numReasons-1)]
}

// A Moment is what can be played now.
type Moment struct {
	Because Reason
	Allowed Set  // the strategies that can carry the reply
	Leads   Set  // social utterances that may come first
	Greets  bool // a greeting is returned, whatever follows
	Closes  bool // an item is taken, and encouragement is about that
}

// MaxInquiries is how many questions in a row a shopper gets before something is shown.
const MaxInquiries = 2

// fewCandidates is how many candidates are few enough to show without a question first, and fewWishes how many
// constraints are enough to.
const (
	fewCandidates = 60
	fewWishes     = 3
)

// Moment says which strategies can answer what was heard last. These are manners, not taste: a direct question is
// answered, a wish for items is met as soon as there is something to go by, nothing is asked for ever, and no strategy is
// played without its facts. What remains is the Planner's to choose.
func (h *History) Moment(s *Situation) Moment {
	has := h.Heard.Has
	switch {
	case s.AsksMachine:
		return Moment{Because: AskedMachine, Allowed: SetOf(Transparency)}
	case s.Restarts:
		m := Moment{Because: StartedOver, Allowed: SetOf(OfferHelp)}
		if h.inquired() < MaxInquiries {
			m.Allowed = m.Allowed.With(OpinionInquiry)
		}
		return m
	case has(Choose) && s.Taken:
		return Moment{Because: TookItem, Allowed: SetOf(Encouragement), Closes: true}
	case has(Compare) && !s.Sorts && (s.Shown > 1 || s.Items > 1):
		return Moment{Because: AskedToCompare, Allowed: SetOf(CompareItems)}
	case (has(AskItem) || s.AsksWhy) && s.OnTable && !s.Constrains && !s.Sorts:
		return Moment{Because: AskedAboutItem, Allowed: s.answers()}
	case s.Exhausted && has(Reject):
		return Moment{Because: TurnedDownAll, Allowed: SetOf(NoStrategy)}
	case has(Repair) && !s.Constrains && s.Items == 0:
		m := Moment{Because: WasMisunderstood}
		if h.inquired() < MaxInquiries {
			m.Allowed = h.confirmation(s)
		}
		if m.Allowed.Empty() {
			m.Allowed = SetOf(OfferHelp)
		}
		return m
	case h.wanted(s) && s.Candidates > 0:
		return h.meet(s)
	case has(Bye) || has(Thank):
		return h.part(s)
	case has(Greet):
		m := Moment{Because: Greeted, Greets: h.Messages == 1, Allowed: SetOf(OfferHelp), Leads: SetOf(NoStrategy)}
		if h.inquired() < MaxInquiries {
			m.Allowed = m.Allowed.With(OpinionInquiry, ExperienceInquiry)
		}
		return m
	case s.Candidates == 0:
		return Moment{Because: RuledOutAll, Allowed: SetOf(NoStrategy)}
	}
	return h.goOn(s)
}

// Free is the moment without manners, for the ablation: whatever was said, every strategy that has its facts is allowed.
func (h *History) Free(s *Situation) Moment {
	m := Moment{Because: NothingNew, Allowed: SetOf(Acknowledgment, OfferHelp, Transparency, NoStrategy, ExperienceInquiry)}
	if h.Heard.Has(Choose) && s.Taken {
		return Moment{Because: TookItem, Allowed: SetOf(Encouragement), Closes: true}
	}
	if s.Open {
		m.Allowed = m.Allowed.With(OpinionInquiry)
	}
	if s.Constraints > 0 {
		m.Allowed = m.Allowed.With(PreferenceConfirmation, RephrasePreference)
	}
	if s.Candidates > 0 {
		m.Allowed = m.Allowed.With(Recommend)
	}
	if s.OnTable {
		m.Allowed = m.Allowed.With(Explain, Credibility, Encouragement)
		if s.Rated {
			m.Allowed = m.Allowed.With(SocialProof)
		}
	}
	if s.Shown > 1 {
		m.Allowed = m.Allowed.With(CompareItems)
	}
	return m
}

// answers are the strategies that answer a question about an item.
func (s *Situation) answers() Set {
	switch {
	case s.AsksWhy:
		return SetOf(Explain)
	case !s.Rated:
		return SetOf(Credibility)
	case s.AsksOpinion:
		return SetOf(SocialProof)
	}
	return SetOf(Credibility, SocialProof)
}

// wanted says whether the message calls for items: it asks for them, says what they should be or not be, or turns down
// those on the table.
func (h *History) wanted(s *Situation) bool {
	has := h.Heard.Has
	return has(Request) || has(Critique) || has(Reject) || has(Seen) || s.Wishes || s.LeavesChoice
}

// meet answers a wish for items: with items, or with a question first while there are many and little is known.
func (h *History) meet(s *Situation) Moment {
	m := Moment{Because: WantsItems, Allowed: SetOf(Recommend), Leads: SetOf(Acknowledgment)}
	vague := !s.Likes && !s.Sorted && s.Constraints < fewWishes && s.Candidates > fewCandidates
	definite := h.Heard.Has(Critique) || h.Heard.Has(Seen) || s.LeavesChoice || s.Points
	if vague && !definite && h.inquired() < MaxInquiries {
		m.Because = WantsItemsVaguely
		if s.Open {
			m.Allowed = m.Allowed.With(OpinionInquiry)
		}
		if s.Blank {
			m.Allowed = m.Allowed.With(ExperienceInquiry)
		}
		m.Allowed |= h.confirmation(s)
	}
	if s.Constrains && s.Constraints > 1 {
		m.Leads = m.Leads.With(RephrasePreference)
	}
	if h.Heard.Has(Greet) && h.Messages == 1 {
		m.Leads, m.Greets = SetOf(NoStrategy), true
	}
	return m
}

// inquired counts the questions at the end of the dialogue so far.
func (h *History) inquired() int {
	n := 0
	for _, st := range h.Recent {
		switch {
		case st == RephrasePreference: // tells, and asks nothing
		case st.Group() == Elicitation:
			n++
		case st.Group() != Social:
			return n
		}
	}
	return n
}

// played says whether a strategy is among the latest.
func (h *History) played(s Strategy) bool {
	for _, r := range h.Recent {
		if r == s {
			return true
		}
	}
	return false
}

// confirmation allows to ask whether the belief is right, once in a while and when there is one.
func (h *History) confirmation(s *Situation) Set {
	if s.Constraints == 0 || h.played(PreferenceConfirmation) {
		return 0
	}
	return SetOf(PreferenceConfirmation)
}

// part answers thanks and goodbyes.
func (h *History) part(s *Situation) Moment {
	m := Moment{Because: SaidThanks, Allowed: SetOf(NoStrategy)}
	if h.Heard.Has(Bye) {
		m.Because = SaidGoodbye
	}
	if s.Taken && h.recent(0) != 1+int(Encouragement) {
		m.Allowed, m.Closes = m.Allowed.With(Encouragement), true
	}
	return m
}

// goOn answers what carries no wish of its own: a yes, a no, an aside.
func (h *History) goOn(s *Situation) Moment {
	m := Moment{Because: NothingNew, Leads: SetOf(Acknowledgment)}
	if s.OnTable && h.Heard.Main() == Affirm {
		m.Because, m.Allowed = LikedItem, h.persuasion(s).With(Encouragement)
		return m
	}
	if h.inquired() < MaxInquiries {
		if s.Open {
			m.Allowed = m.Allowed.With(OpinionInquiry)
		}
		if s.Blank && !h.played(ExperienceInquiry) {
			m.Allowed = m.Allowed.With(ExperienceInquiry)
		}
		m.Allowed |= h.confirmation(s)
	}
	if !s.Blank || h.inquired() >= MaxInquiries || s.Asked {
		m.Allowed = m.Allowed.With(Recommend)
	}
	if s.OnTable && h.Heard.Main() != OffTopic {
		m.Because = Hesitates
		m.Allowed = m.Allowed.With(Recommend, Encouragement) | h.persuasion(s)
	}
	if h.Messages == 1 || h.Heard.Main() == OffTopic {
		m.Allowed = m.Allowed.With(OfferHelp)
	}
	if m.Allowed.Empty() {
		m.Allowed = SetOf(OfferHelp, Recommend)
	}
	return m
}

// persuasion are the strategies that speak for the item on the table.
func (h *History) persuasion(s *Situation) Set {
	m := SetOf(Explain, Credibility)
	if s.Rated {
		m = m.With(SocialProof)
	}
	if s.Shown > 1 && !h.played(CompareItems) {
		m = m.With(CompareItems)
	}
	return m
}

// A Choice picks one of the allowed strategies in a state: [Policy.Greedy], a draw while learning, a rule.
type Choice func(s State, allowed Set) Strategy

// A Play is what a choice made of a moment.
type Play struct {
	Led      bool     // a social utterance comes first
	Lead     Strategy // that utterance
	Strategy Strategy // what carries the reply
	State    State    // in which it was chosen
}

// Plan asks for a choice: first, as people do, for a short social utterance if the moment has room for one, then for
// the strategy that carries the turn. Strategies that the moment can't play are masked out, which leaves the learned
// preferences among the others as they are. A lead is recorded in the history at once; the strategy that carries the
// turn is for the caller to record, with the items that it names.
func (h *History) Plan(m Moment, market Market, choose Choice) Play {
	market.Moment = m.Because
	p := Play{State: h.Observe(market)}
	if m.Leads != 0 {
		allowed := m.Allowed | m.Leads
		if m.Greets {
			allowed = m.Leads
		}
		first := choose(p.State, allowed)
		if m.Allowed.Has(first) {
			p.Strategy = first
			return p
		}
		if m.Leads.Has(first) {
			p.Led, p.Lead = true, first
			h.Recommender(first, 0)
			p.State = h.Observe(market)
		}
	}
	p.Strategy = choose(p.State, m.Allowed)
	return p
}
