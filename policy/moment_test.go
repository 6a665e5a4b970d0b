package policy

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// many are more candidates than are shown without a question.
const many = fewCandidates + 1

// among is a market of so many constraints and candidates.
func among(constraints, candidates int) Market {
	return Market{Known: true, Constraints: constraints, Candidates: candidates}
}

// A scene is where a dialogue stands and what its moment is.
type scene struct {
	name   string
	script []any // as of told
	now    Situation
	want   Moment
}

var (
	inquiries = SetOf(OpinionInquiry, ExperienceInquiry)
	aside     = SetOf(Acknowledgment)
	nothing   = SetOf(NoStrategy)
)

// scenes are all the moments that there are, with what sets each apart from its neighbours.
var scenes = []scene{
	{"who is talking", []any{AskItem}, Situation{Market: among(0, many), AsksMachine: true, OnTable: true}, Moment{Because: AskedMachine, Allowed: SetOf(Transparency)}},
	{"starting over", []any{Request}, Situation{Market: among(0, many), Restarts: true}, Moment{Because: StartedOver, Allowed: SetOf(OfferHelp, OpinionInquiry)}},
	{"starting over after questions", []any{Request, OpinionInquiry, Inform, OpinionInquiry, Inform}, Situation{Market: among(0, many), Restarts: true},
		Moment{Because: StartedOver, Allowed: SetOf(OfferHelp)}},

	{"taking an item", []any{Choose}, Situation{Market: among(1, 5), Taken: true, OnTable: true}, Moment{Because: TookItem, Allowed: SetOf(Encouragement), Closes: true}},
	{"taking what isn't there", []any{Choose}, Situation{Market: among(1, 5), Open: true}, Moment{Because: NothingNew, Allowed: SetOf(OpinionInquiry, PreferenceConfirmation, Recommend, OfferHelp), Leads: aside}},

	{"comparing what is shown", []any{Compare}, Situation{Market: among(1, 5), Shown: 2, OnTable: true}, Moment{Because: AskedToCompare, Allowed: SetOf(CompareItems)}},
	{"comparing what is named", []any{Compare}, Situation{Market: among(0, many), Items: 2}, Moment{Because: AskedToCompare, Allowed: SetOf(CompareItems)}},
	{"comparing one", []any{Compare, NoStrategy, Compare}, Situation{Market: among(1, 5), Shown: 1, OnTable: true},
		Moment{Because: Hesitates, Allowed: SetOf(PreferenceConfirmation, Recommend, Encouragement, Explain, Credibility), Leads: aside}},
	{"which is cheapest", []any{Message{Acts: []Act{Compare, Request}}}, Situation{Market: among(0, 5), Shown: 2, OnTable: true, Sorts: true, Sorted: true},
		Moment{Because: WantsItems, Allowed: SetOf(Recommend), Leads: aside}},

	{"about an item", []any{AskItem}, Situation{Market: among(1, 5), OnTable: true}, Moment{Because: AskedAboutItem, Allowed: SetOf(Credibility)}},
	{"about a rated item", []any{AskItem}, Situation{Market: among(1, 5), OnTable: true, Rated: true}, Moment{Because: AskedAboutItem, Allowed: SetOf(Credibility, SocialProof)}},
	{"what others think", []any{AskItem}, Situation{Market: among(1, 5), OnTable: true, Rated: true, AsksOpinion: true}, Moment{Because: AskedAboutItem, Allowed: SetOf(SocialProof)}},
	{"what others think, and nobody said", []any{AskItem}, Situation{Market: among(1, 5), OnTable: true, AsksOpinion: true}, Moment{Because: AskedAboutItem, Allowed: SetOf(Credibility)}},
	{"why", []any{Inform}, Situation{Market: among(1, 5), OnTable: true, Rated: true, AsksWhy: true}, Moment{Because: AskedAboutItem, Allowed: SetOf(Explain)}},
	{"why, and nothing is there", []any{Inform, NoStrategy, Inform}, Situation{Market: among(0, many), AsksWhy: true, Open: true, Blank: true},
		Moment{Because: NothingNew, Allowed: inquiries, Leads: aside}},
	{"is there one in red", []any{AskItem}, Situation{Market: among(1, 5), OnTable: true, Wishes: true, Constrains: true},
		Moment{Because: WantsItems, Allowed: SetOf(Recommend), Leads: aside}},

	{"nothing else is left", []any{Reject}, Situation{Market: among(1, 5), OnTable: true, Exhausted: true}, Moment{Because: TurnedDownAll, Allowed: nothing}},
	{"something else, and there is", []any{Reject}, Situation{Market: among(1, 5), OnTable: true}, Moment{Because: WantsItems, Allowed: SetOf(Recommend), Leads: aside}},

	{"not what was meant", []any{Repair}, Situation{Market: among(1, 5)}, Moment{Because: WasMisunderstood, Allowed: SetOf(PreferenceConfirmation)}},
	{"not what was meant, and nothing is known", []any{Repair}, Situation{Market: among(0, many)}, Moment{Because: WasMisunderstood, Allowed: SetOf(OfferHelp)}},
	{"still not what was meant", []any{Repair, PreferenceConfirmation, Repair}, Situation{Market: among(1, 5)}, Moment{Because: WasMisunderstood, Allowed: SetOf(OfferHelp)}},
	{"what was meant", []any{Repair}, Situation{Market: among(1, 5), Wishes: true, Constrains: true}, Moment{Because: WantsItems, Allowed: SetOf(Recommend), Leads: aside}},

	{"a wish that few satisfy", []any{Request}, Situation{Market: among(1, fewCandidates), Wishes: true, Constrains: true, Open: true}, Moment{Because: WantsItems, Allowed: SetOf(Recommend), Leads: aside}},
	{"two wishes", []any{Inform}, Situation{Market: among(2, 5), Wishes: true, Constrains: true}, Moment{Because: WantsItems, Allowed: SetOf(Recommend), Leads: aside.With(RephrasePreference)}},
	{"a wish with a greeting", []any{Message{Acts: []Act{Request, Greet}}}, Situation{Market: among(2, 5), Wishes: true, Constrains: true},
		Moment{Because: WantsItems, Allowed: SetOf(Recommend), Leads: nothing, Greets: true}},
	{"a wish with a late greeting", []any{Greet, OfferHelp, Message{Acts: []Act{Request, Greet}}}, Situation{Market: among(1, 5), Wishes: true},
		Moment{Because: WantsItems, Allowed: SetOf(Recommend), Leads: aside}},
	{"anything", []any{Request}, Situation{Market: among(0, many), Open: true, Blank: true}, Moment{Because: WantsItemsVaguely, Allowed: inquiries.With(Recommend), Leads: aside}},
	{"a wish that many satisfy", []any{Request}, Situation{Market: among(1, many), Wishes: true, Constrains: true, Open: true},
		Moment{Because: WantsItemsVaguely, Allowed: SetOf(Recommend, OpinionInquiry, PreferenceConfirmation), Leads: aside}},
	{"a wish that many satisfy, and no question is left", []any{Request}, Situation{Market: among(0, many)}, Moment{Because: WantsItemsVaguely, Allowed: SetOf(Recommend), Leads: aside}},
	{"anything, after questions", []any{Request, OpinionInquiry, Inform, ExperienceInquiry, Request}, Situation{Market: among(0, many), Open: true, Blank: true},
		Moment{Because: WantsItems, Allowed: SetOf(Recommend), Leads: aside}},
	{"anything, after an offer that came after questions", []any{Request, OpinionInquiry, Inform, ExperienceInquiry, Inform, 1, Recommend, Request},
		Situation{Market: among(0, many), Open: true, Blank: true}, Moment{Because: WantsItemsVaguely, Allowed: inquiries.With(Recommend), Leads: aside}},
	{"anything, after a question and what was understood", []any{Request, OpinionInquiry, Inform, RephrasePreference, Acknowledgment, Request},
		Situation{Market: among(0, many), Open: true, Blank: true}, Moment{Because: WantsItemsVaguely, Allowed: inquiries.With(Recommend), Leads: aside}},
	{"many wishes", []any{Request}, Situation{Market: among(fewWishes, many), Open: true}, Moment{Because: WantsItems, Allowed: SetOf(Recommend), Leads: aside}},
	{"more like an item", []any{Request}, Situation{Market: among(0, many), Open: true, Likes: true}, Moment{Because: WantsItems, Allowed: SetOf(Recommend), Leads: aside}},
	{"the best of all", []any{Request}, Situation{Market: among(0, many), Open: true, Sorted: true}, Moment{Because: WantsItems, Allowed: SetOf(Recommend), Leads: aside}},
	{"a critique", []any{Critique}, Situation{Market: among(1, many), Open: true}, Moment{Because: WantsItems, Allowed: SetOf(Recommend), Leads: aside}},
	{"seen", []any{Seen}, Situation{Market: among(1, many), Open: true}, Moment{Because: WantsItems, Allowed: SetOf(Recommend), Leads: aside}},
	{"surprise me", []any{Inform}, Situation{Market: among(0, many), Open: true, LeavesChoice: true}, Moment{Because: WantsItems, Allowed: SetOf(Recommend), Leads: aside}},
	{"like that one", []any{Request}, Situation{Market: among(0, many), Open: true, Points: true}, Moment{Because: WantsItems, Allowed: SetOf(Recommend), Leads: aside}},

	{"thanks", []any{Thank}, Situation{Market: among(0, many)}, Moment{Because: SaidThanks, Allowed: nothing}},
	{"thanks for what was taken", []any{Choose, Explain, Thank}, Situation{Market: among(1, 5), Taken: true}, Moment{Because: SaidThanks, Allowed: nothing.With(Encouragement), Closes: true}},
	{"thanks for the encouragement", []any{Choose, Encouragement, Thank}, Situation{Market: among(1, 5), Taken: true}, Moment{Because: SaidThanks, Allowed: nothing}},
	{"goodbye", []any{Message{Acts: []Act{Thank, Bye}}}, Situation{Market: among(0, 0)}, Moment{Because: SaidGoodbye, Allowed: nothing}},

	{"hello", []any{Greet}, Situation{Market: among(0, many), Open: true, Blank: true}, Moment{Because: Greeted, Allowed: inquiries.With(OfferHelp), Leads: nothing, Greets: true}},
	{"hello again", []any{Greet, OfferHelp, Greet}, Situation{Market: among(0, many), Open: true}, Moment{Because: Greeted, Allowed: inquiries.With(OfferHelp), Leads: nothing}},
	{"hello after questions", []any{Greet, OpinionInquiry, Greet, OpinionInquiry, Greet}, Situation{Market: among(0, many), Open: true}, Moment{Because: Greeted, Allowed: SetOf(OfferHelp), Leads: nothing}},

	{"a wish that nothing satisfies", []any{Request}, Situation{Market: among(2, 0), Wishes: true, Constrains: true}, Moment{Because: RuledOutAll, Allowed: nothing}},
	{"nothing is left to speak of", []any{Inform}, Situation{Market: among(2, 0), OnTable: true, Open: true}, Moment{Because: RuledOutAll, Allowed: nothing}},

	{"yes to an item", []any{Request, 1, Recommend, Affirm}, Situation{Market: among(1, 5), Shown: 1, OnTable: true},
		Moment{Because: LikedItem, Allowed: SetOf(Explain, Credibility, Encouragement), Leads: aside}},
	{"yes to a rated one of several", []any{Request, 2, Recommend, Affirm}, Situation{Market: among(1, 5), Shown: 2, OnTable: true, Rated: true},
		Moment{Because: LikedItem, Allowed: SetOf(Explain, Credibility, SocialProof, CompareItems, Encouragement), Leads: aside}},
	{"yes to what was compared", []any{2, Recommend, Compare, CompareItems, Affirm}, Situation{Market: among(1, 5), Shown: 2, OnTable: true},
		Moment{Because: LikedItem, Allowed: SetOf(Explain, Credibility, Encouragement), Leads: aside}},

	{"hmm", []any{2, Recommend, Inform, 2, Recommend, Inform}, Situation{Market: among(1, 5), Shown: 2, OnTable: true, Open: true},
		Moment{Because: Hesitates, Allowed: SetOf(OpinionInquiry, PreferenceConfirmation, Recommend, Encouragement, Explain, Credibility, CompareItems), Leads: aside}},
	{"hmm after questions", []any{Request, 1, Recommend, Inform, OpinionInquiry, Inform, OpinionInquiry, Inform}, Situation{Market: among(1, 5), Shown: 1, OnTable: true, Open: true},
		Moment{Because: Hesitates, Allowed: SetOf(Recommend, Encouragement, Explain, Credibility), Leads: aside}},

	{"an aside with an item on the table", []any{1, Recommend, OffTopic, 1, Recommend, OffTopic}, Situation{Market: among(0, many), Shown: 1, OnTable: true, Open: true, Blank: true, Asked: true},
		Moment{Because: NothingNew, Allowed: SetOf(OpinionInquiry, ExperienceInquiry, Recommend, OfferHelp), Leads: aside}},
	{"nothing to ask and nothing to go by", []any{Greet, ExperienceInquiry, Inform}, Situation{Market: among(0, many), Blank: true},
		Moment{Because: NothingNew, Allowed: SetOf(OfferHelp, Recommend), Leads: aside}},
	{"no answer to two questions", []any{Greet, OpinionInquiry, Inform, OpinionInquiry, Inform}, Situation{Market: among(0, many), Open: true, Blank: true, Asked: true},
		Moment{Because: NothingNew, Allowed: SetOf(Recommend), Leads: aside}},
}

func TestMoment(t *testing.T) {
	var met [numReasons]bool
	for _, s := range scenes {
		got := told(s.script...).Moment(&s.now)
		met[s.want.Because] = true
		if got != s.want {
			t.Errorf("%s: the moment is %+v (allowed %v, leads %v), want %+v (allowed %v, leads %v)", s.name,
				got, got.Allowed.Strategies(), got.Leads.Strategies(), s.want, s.want.Allowed.Strategies(), s.want.Leads.Strategies())
		}
	}
	for r, ok := range met {
		if !ok {
			t.Errorf("no scene shows the reason %q", Reason(r))
		}
	}
}

func TestReasonsHaveNames(t *testing.T) {
	seen := map[string]bool{}
	for r := range numReasons {
		if name := r.String(); name == "" || seen[name] {
			t.Errorf("reason %d is called %q, which says nothing or is taken", r, name)
		} else {
			seen[name] = true
		}
	}
	if got := Reason(200).String(); !seen[got] {
		t.Errorf("an unknown reason is called %q", got)
	}
}

// anyMessage and anySituation draw what may come, sensible or not.
func anyMessage(r *rand.Rand) Message {
	m := Message{Words: r.IntN(20), Question: r.IntN(2) == 0, Positive: r.IntN(3) == 0, Negative: r.IntN(3) == 0}
	m.NamesItem, m.NamesValue = r.IntN(3) == 0, r.IntN(3) == 0
	for range r.IntN(3) {
		m.Acts = append(m.Acts, Act(r.IntN(int(NumActs))))
	}
	return m
}

func anySituation(r *rand.Rand) Situation {
	yes := func(of int) bool { return r.IntN(of) == 0 }
	s := Situation{
		Market:      Market{Known: true, Constraints: r.IntN(5), Candidates: max(r.IntN(150)-20, 0), Information: 3 * r.Float64()},
		AsksMachine: yes(20), Restarts: yes(20), AsksWhy: yes(8), AsksOpinion: yes(5), LeavesChoice: yes(8), Wishes: yes(3), Sorts: yes(8),
		Items: r.IntN(4), Points: yes(5), Taken: yes(4), Shown: r.IntN(4), Rated: yes(2), Blank: yes(2), Likes: yes(4), Sorted: yes(4),
		Open: yes(2), Asked: yes(2), Exhausted: yes(5),
	}
	s.Constrains = s.Wishes && s.Constraints > 0 && yes(2)
	s.OnTable = s.Shown > 0 || yes(4)
	return s
}

// anyHistory draws a dialogue that ends with something the seeker said.
func anyHistory(r *rand.Rand) *History {
	var h History
	for range r.IntN(8) {
		h.Seeker(anyMessage(r))
		for range 1 + r.IntN(2) {
			h.Recommender(Strategy(r.IntN(int(NumStrategies))), r.IntN(3))
		}
	}
	h.Seeker(anyMessage(r))
	return &h
}

// facts say what a strategy can't be played without.
var facts = []struct {
	of   Set
	need string
	has  func(s *Situation, m *Moment) bool
}{
	{SetOf(Recommend), "a candidate", func(s *Situation, _ *Moment) bool { return s.Candidates > 0 }},
	{SetOf(CompareItems), "two items", func(s *Situation, _ *Moment) bool { return s.Shown > 1 || s.Items > 1 }},
	{SetOf(SocialProof), "an item that others have rated", func(s *Situation, _ *Moment) bool { return s.OnTable && s.Rated }},
	{SetOf(Explain, Credibility), "an item on the table", func(s *Situation, _ *Moment) bool { return s.OnTable }},
	{SetOf(Encouragement), "an item on the table or taken", func(s *Situation, _ *Moment) bool { return s.OnTable || s.Taken }},
	{SetOf(PreferenceConfirmation, RephrasePreference), "a constraint", func(s *Situation, _ *Moment) bool { return s.Constraints > 0 }},
	{SetOf(OpinionInquiry), "something to ask, or a beginning", func(s *Situation, m *Moment) bool {
		return s.Open || m.Because == StartedOver || m.Because == Greeted
	}},
}

// expectFacts checks that what is allowed can be played.
func expectFacts(t *testing.T, h *History, s *Situation, m Moment) {
	t.Helper()
	if m.Allowed.Empty() {
		t.Fatalf("nothing is allowed after %+v in %+v", h.Heard, s)
	}
	for _, f := range facts {
		if (m.Allowed|m.Leads)&f.of != 0 && !f.has(s, &m) {
			t.Fatalf("%v is allowed or leads, %v, without %s: %+v", ((m.Allowed | m.Leads) & f.of).Strategies(), m.Because, f.need, s)
		}
	}
	if m.Closes && !s.Taken {
		t.Fatalf("the moment closes, and nothing was taken: %+v", s)
	}
}

func TestMomentHasItsFacts(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 1))
	social := SetOf(Acknowledgment, NoStrategy, RephrasePreference)
	for range 20000 {
		h, s := anyHistory(r), anySituation(r)
		before := s
		m := h.Moment(&s)
		expectFacts(t, h, &s, m)
		if s != before {
			t.Fatalf("asking for the moment made %+v of %+v", s, before)
		}
		if m.Leads&^social != 0 || m.Leads&m.Allowed != 0 {
			t.Fatalf("%v may lead where %v are allowed", m.Leads.Strategies(), m.Allowed.Strategies())
		}
		if m.Greets && (h.Messages != 1 || m.Leads != nothing) {
			t.Fatalf("a greeting is returned in message %d with %v", h.Messages, m.Leads.Strategies())
		}
		// A direct question about an item is answered, unless the message does what matters more.
		asked := (h.Heard.Has(AskItem) || s.AsksWhy) && s.OnTable && !s.Constrains && !s.Sorts
		more := s.AsksMachine || s.Restarts || h.Heard.Has(Choose) || h.Heard.Has(Compare)
		if asked && !more && (m.Because != AskedAboutItem || m.Allowed&^SetOf(Explain, Credibility, SocialProof) != 0) {
			t.Fatalf("a question about an item is answered by %v, %v: %+v", m.Allowed.Strategies(), m.Because, s)
		}
	}
}

func TestFreeHasItsFacts(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 2))
	for range 20000 {
		h, s := anyHistory(r), anySituation(r)
		m := h.Free(&s)
		expectFacts(t, h, &s, m)
		if m.Leads != 0 || m.Greets {
			t.Fatalf("without manners %v may lead", m.Leads.Strategies())
		}
		if took := h.Heard.Has(Choose) && s.Taken; took != (m.Because == TookItem) || took != m.Closes || !took && m.Because != NothingNew {
			t.Fatalf("an item was taken: %v; the moment is %+v", took, m)
		}
	}
}

func TestFree(t *testing.T) {
	always := SetOf(Acknowledgment, OfferHelp, Transparency, NoStrategy, ExperienceInquiry)
	for _, c := range []struct {
		name string
		now  Situation
		more Set
	}{
		{"nothing is there", Situation{}, 0},
		{"something to ask", Situation{Open: true}, SetOf(OpinionInquiry)},
		{"something known", Situation{Market: among(1, 0)}, SetOf(PreferenceConfirmation, RephrasePreference)},
		{"something to recommend", Situation{Market: among(0, 1)}, SetOf(Recommend)},
		{"an item on the table", Situation{OnTable: true}, SetOf(Explain, Credibility, Encouragement)},
		{"a rated item", Situation{OnTable: true, Rated: true}, SetOf(Explain, Credibility, Encouragement, SocialProof)},
		{"ratings of nothing", Situation{Rated: true}, 0},
		{"two items", Situation{Shown: 2}, SetOf(CompareItems)},
		{"a question about nothing", Situation{AsksWhy: true, AsksMachine: true, Restarts: true}, 0},
	} {
		if got := told(Request).Free(&c.now); got.Allowed != always|c.more {
			t.Errorf("%s: without manners %v are allowed, want %v", c.name, got.Allowed.Strategies(), (always | c.more).Strategies())
		}
	}
}

// Nobody is asked more than MaxInquiries times in a row, however fond of questions the choice is. A check whether the belief is
// right after a misunderstanding is no such question, and there is one of these at most.
func TestQuestionsEnd(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 3))
	asks := func(s Strategy) bool { return s.Group() == Elicitation && s != RephrasePreference }
	inquisitive := func(_ State, allowed Set) Strategy {
		list := allowed.Strategies()
		if r.IntN(10) > 0 {
			if i := slices.IndexFunc(list, asks); i >= 0 {
				return list[i]
			}
		}
		return list[r.IntN(len(list))]
	}
	longest := 0
	for range 3000 {
		var h History
		row, checks := 0, 0
		for range 10 {
			h.Seeker(anyMessage(r))
			s := anySituation(r)
			m := h.Moment(&s)
			p := h.Plan(m, s.Market, inquisitive)
			switch {
			case !asks(p.Strategy):
				row, checks = 0, 0
			case m.Because == WasMisunderstood:
				checks++
			default:
				row++
			}
			if row > MaxInquiries || checks > 1 {
				t.Fatalf("question %d in a row, and check %d: %v, because the seeker %v", row, checks, h.Recent, m.Because)
			}
			longest = max(longest, row)
			news := 0
			if p.Strategy == Recommend {
				news = 1
			}
			h.Recommender(p.Strategy, news)
		}
	}
	if longest < MaxInquiries {
		t.Errorf("at most %d questions were asked in a row, which tests nothing", longest)
	}
}

// asked records what a choice was asked with, and answers from a list.
type asked struct {
	answers []Strategy
	allowed []Set
	states  []State
}

func (a *asked) choose(s State, allowed Set) Strategy {
	a.allowed, a.states = append(a.allowed, allowed), append(a.states, s)
	return a.answers[len(a.allowed)-1]
}

func TestPlan(t *testing.T) {
	wants := Moment{Because: WantsItems, Allowed: SetOf(Recommend, OpinionInquiry), Leads: SetOf(Acknowledgment)}
	greets := Moment{Because: Greeted, Allowed: SetOf(OfferHelp, OpinionInquiry), Leads: SetOf(NoStrategy), Greets: true}
	for _, c := range []struct {
		name    string
		moment  Moment
		answers []Strategy
		asked   []Set
		led     bool
		recent  []Strategy
	}{
		{"there is nothing to lead with", Moment{Because: SaidThanks, Allowed: SetOf(NoStrategy, Encouragement)}, []Strategy{Encouragement}, []Set{SetOf(NoStrategy, Encouragement)}, false, nil},
		{"the first choice can carry the turn", wants, []Strategy{Recommend}, []Set{SetOf(Recommend, OpinionInquiry, Acknowledgment)}, false, nil},
		{"the first choice leads", wants, []Strategy{Acknowledgment, OpinionInquiry}, []Set{SetOf(Recommend, OpinionInquiry, Acknowledgment), SetOf(Recommend, OpinionInquiry)}, true, []Strategy{Acknowledgment}},
		{"a greeting comes first", greets, []Strategy{NoStrategy, OfferHelp}, []Set{SetOf(NoStrategy), SetOf(OfferHelp, OpinionInquiry)}, true, []Strategy{NoStrategy}},
		{"a choice out of bounds is asked again", wants, []Strategy{Explain, Recommend}, []Set{SetOf(Recommend, OpinionInquiry, Acknowledgment), SetOf(Recommend, OpinionInquiry)}, false, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			h, a := told(Request), asked{answers: c.answers}
			p := h.Plan(c.moment, among(1, 5), a.choose)
			if !slices.Equal(a.allowed, c.asked) {
				t.Errorf("the choices were asked with %v, want %v", a.allowed, c.asked)
			}
			last := c.answers[len(c.answers)-1]
			if p.Led != c.led || p.Strategy != last || c.led && p.Lead != c.answers[0] {
				t.Errorf("the play is %+v, want it to lead %v and to carry %v", p, c.led, last)
			}
			if !slices.Equal(h.Recent, c.recent) || h.Utterances != len(c.recent) {
				t.Errorf("the history has %v of %d utterances, want %v", h.Recent, h.Utterances, c.recent)
			}
			if !slices.Equal(p.State, a.states[len(a.states)-1]) {
				t.Errorf("the play was chosen in %v, and says %v", a.states[len(a.states)-1], p.State)
			}
			market := among(1, 5)
			market.Moment = c.moment.Because
			if want := told(Request).Observe(market); !slices.Equal(a.states[0], want) {
				t.Errorf("the first choice sees %v, want %v", a.states[0], want)
			}
			if want := h.Observe(market); !slices.Equal(p.State, want) { // the lead has been played
				t.Errorf("the last choice sees %v, want %v", p.State, want)
			}
		})
	}
}

func TestOnly(t *testing.T) {
	for s := range NumStrategies {
		if got, ok := SetOf(s).Only(); !ok || got != s {
			t.Errorf("the only strategy of a set of %v is %v (%v)", s, got, ok)
		}
		if got, ok := (SetOf(s) | ^All).Only(); !ok || got != s { // beyond the last strategy there is none
			t.Errorf("the only strategy of a set of %v and none is %v (%v)", s, got, ok)
		}
	}
	for _, set := range []Set{0, ^All, SetOf(Recommend, Explain), All} {
		if got, ok := set.Only(); ok {
			t.Errorf("the set of %v is said to hold %v alone", set.Strategies(), got)
		}
	}
}
