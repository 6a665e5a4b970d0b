package core

import (
	"math"
	"slices"

	"rso/catalog"
	"rso/core/act"
	"rso/core/ground"
	"rso/core/prefer"
	"rso/policy"
)

func (s *Session) ids(items []catalog.Item) []string {
	ids := make([]string, len(items))
	for k, i := range items {
		ids[k] = s.catalog.ID(i)
	}
	return ids
}

// reply puts a turn in a frame.
func (s *Session) reply(u *prefer.Understanding, cand *candidates, p plan, text string, evidence []ground.Evidence) Reply {
	r := Reply{
		Text: text, Strategy: p.Strategy.String(), Strategies: []string{}, Acts: []string{}, Items: []ItemView{},
		Candidates: []Candidate{}, Relaxed: []ConstraintView{}, Belief: s.beliefView(), Suggestions: s.suggestions(p),
	}
	if p.Led {
		r.Strategies = append(r.Strategies, p.Lead.String())
	}
	r.Strategies = append(r.Strategies, r.Strategy)
	for _, a := range u.Message.Acts {
		r.Acts = append(r.Acts, a.String())
	}
	for _, i := range p.items {
		r.Items = append(r.Items, itemView(s.speaks, s.catalog, i, s.belief.Constraints))
	}
	for _, h := range cand.best {
		r.Candidates = append(r.Candidates, Candidate{s.catalog.ID(h.Item), s.catalog.Title(h.Item), Decimal(h.Score)})
	}
	for k := range cand.relaxed {
		r.Relaxed = append(r.Relaxed, constraintView(s.catalog, &cand.relaxed[k]))
	}
	for _, o := range p.openings {
		r.Belief.Open = append(r.Belief.Open, OpenView{s.catalog.Column(o.column).Name, Decimal(o.gain)})
	}
	r.Trace = s.trace(cand, p, evidence)
	return r
}

func (s *Session) trace(cand *candidates, p plan, evidence []ground.Evidence) Trace {
	t := Trace{Turn: s.turn, Total: cand.total, Because: p.moment.Because.String(), Admissible: []string{}, Facts: []FactView{}, Rows: s.rows(p)}
	for _, l := range s.policy.Layout().Describe(p.State) {
		t.State = append(t.State, Label{l.Feature, l.Bucket})
	}
	learned := s.policy.Probabilities(p.State, policy.All, nil)
	for st := range policy.NumStrategies {
		t.Probabilities = append(t.Probabilities, Probability{st.String(), p.probabilities[st]})
		t.Learned = append(t.Learned, Probability{st.String(), learned[st]})
		if p.moment.Allowed.Has(st) {
			t.Admissible = append(t.Admissible, st.String())
		}
	}
	for _, e := range evidence {
		t.Facts = append(t.Facts, FactView{s.catalog.ID(e.Item), s.catalog.Title(e.Item), s.catalog.Column(e.Column).Name, e.Text})
	}
	return t
}

// Of the rows that add up to a strategy's logit, those are shown that a person has the patience for: no more than maxRows,
// and none that changes the odds by less than 5 %.
const (
	maxRows  = 6
	minLogit = .05
)

// rows are what the policy's tables said of the strategy that carried the turn. The few strongest are picked one by one:
// a sort of its own would weigh more in the module than all the rest of this.
func (s *Session) rows(p plan) []RowView {
	said := s.policy.Explain(p.State, p.Strategy)
	views := []RowView{}
	for len(views) < maxRows {
		strongest := 0
		for i, c := range said {
			if math.Abs(c.Logit) > math.Abs(said[strongest].Logit) {
				strongest = i
			}
		}
		if len(said) == 0 || math.Abs(said[strongest].Logit) < minLogit {
			break
		}
		c := &said[strongest]
		views = append(views, RowView{c.Index, c.Row, c.Table, crossed(c.Cell), Decimal(c.Logit), int(c.Visits)})
		c.Logit = 0
	}
	return views
}

// crossed puts a cell in words without its features, which the table's name has.
func crossed(cell []policy.Labelled) string {
	state := "always"
	for i, l := range cell {
		if i == 0 {
			state = l.Bucket
		} else {
			state += " × " + l.Bucket
		}
	}
	return state
}

// itemView projects an item from its record; the constraints say why it fits.
func itemView(l *act.Language, c *catalog.Catalog, i catalog.Item, constraints []prefer.Constraint) ItemView {
	v := ItemView{ID: c.ID(i), Title: c.Title(i), Attributes: []Attribute{}, Why: []string{}}
	number := func(r catalog.Role) float64 {
		if k := c.With(r); k >= 0 {
			if x, ok := c.Column(k).Number(i); ok {
				return x // a missing number is NaN, which JSON can't write
			}
		}
		return 0
	}
	text := func(r catalog.Role) string {
		if k := c.With(r); k >= 0 {
			return c.Column(k).Text(i)
		}
		return ""
	}
	v.Price, v.Year, v.Rating, v.Image, v.URL = number(catalog.Price), number(catalog.Year), number(catalog.Rating), text(catalog.Image), text(catalog.Link)
	if k := c.With(catalog.Price); k >= 0 && v.Price != 0 {
		v.Currency = c.Column(k).Unit
	}
	for k := range c.Columns() {
		col := c.Column(k)
		if col.Kind != catalog.Values {
			continue
		}
		a := Attribute{Name: col.Name}
		for _, x := range col.Values(i) {
			a.Values = append(a.Values, col.Value(x))
		}
		if len(a.Values) > 0 {
			v.Attributes = append(v.Attributes, a)
		}
	}
	for k := range constraints {
		if con := &constraints[k]; con.Fits(c, i) {
			v.Why = append(v.Why, l.Wish(c, con))
		}
	}
	return v
}

func (s *Session) beliefView() BeliefView {
	b := &s.belief
	v := BeliefView{Constraints: []ConstraintView{}, Open: []OpenView{}, Liked: s.ids(b.Liked), Disliked: s.ids(b.Disliked), Seen: s.ids(b.Seen)}
	for k := range b.Constraints {
		v.Constraints = append(v.Constraints, constraintView(s.catalog, &b.Constraints[k]))
	}
	var named []catalog.Item
	for _, list := range [...][]catalog.Item{b.Liked, b.Disliked, b.Seen} {
		for _, i := range list {
			if !slices.Contains(named, i) {
				named = append(named, i)
				v.Names = append(v.Names, Label{s.catalog.ID(i), s.catalog.Title(i)})
			}
		}
	}
	if b.Sort != nil {
		v.Sort = &SortView{s.catalog.Column(b.Sort.Column).Name, b.Sort.Descending}
	}
	return v
}

func constraintViews(c *catalog.Catalog, list []prefer.Constraint) []ConstraintView {
	views := []ConstraintView{}
	for k := range list {
		views = append(views, constraintView(c, &list[k]))
	}
	return views
}

func constraintView(c *catalog.Catalog, k *prefer.Constraint) ConstraintView {
	v := ConstraintView{Attribute: "text", Op: "not contains", Hard: k.Hard, Confidence: Decimal(k.Confidence), Span: k.Span, Turn: k.Turn}
	if k.Column == prefer.Record {
		v.Value.Strings = k.Words[:1]
		return v
	}
	col := c.Column(k.Column)
	v.Attribute = col.Name
	if k.Op == prefer.In || k.Op == prefer.NotIn {
		for _, x := range k.Values {
			v.Value.Strings = append(v.Value.Strings, col.Value(x))
		}
		v.Value.List = len(k.Values) > 1
		switch {
		case v.Value.List && k.Op == prefer.In:
			v.Op = "in"
		case v.Value.List:
			v.Op = "not in"
		case k.Op == prefer.In:
			v.Op = "=="
		default:
			v.Op = "!="
		}
		return v
	}
	switch k.Op {
	case prefer.Less:
		v.Op, v.Value.Numbers = "<", []float64{k.Hi}
	case prefer.AtMost:
		v.Op, v.Value.Numbers = "<=", []float64{k.Hi}
	case prefer.Greater:
		v.Op, v.Value.Numbers = ">", []float64{k.Lo}
	case prefer.AtLeast:
		v.Op, v.Value.Numbers = ">=", []float64{k.Lo}
	case prefer.Outside:
		v.Op, v.Value.Numbers, v.Value.List = "not between", []float64{k.Lo, k.Hi}, true
	default:
		v.Op, v.Value.Numbers, v.Value.List = "between", []float64{k.Lo, k.Hi}, true
		if k.Lo == k.Hi {
			v.Op, v.Value.Numbers, v.Value.List = "==", v.Value.Numbers[:1], false
		}
	}
	return v
}

// suggestions are quick replies to what was just said: the answers of a question, what one asks of items.
func (s *Session) suggestions(p plan) []string {
	switch {
	case p.Strategy == policy.OpinionInquiry && p.question != nil:
		return append(append([]string{}, p.question.Options...), s.speaks.Quick(act.NoMatter))
	case p.Strategy == policy.PreferenceConfirmation, p.Strategy == policy.RephrasePreference:
		return []string{s.speaks.Quick(act.Yes), s.speaks.Quick(act.No)}
	case len(p.items) > 1:
		return []string{s.speaks.Quick(act.Why), s.speaks.Quick(act.Compare), s.speaks.Quick(act.Else)}
	case p.Strategy == policy.Encouragement && len(s.accepted) > 0:
		return []string{s.speaks.Quick(act.Bye), s.speaks.Quick(act.Over)}
	case len(p.items) == 1:
		return []string{s.speaks.Quick(act.Take), s.speaks.Quick(act.More), s.speaks.Quick(act.Else)}
	}
	return s.starters()
}

// starters are things that this catalog can be asked for.
func (s *Session) starters() []string {
	out := []string{}
	for _, r := range [...]catalog.Role{catalog.Category, catalog.People, catalog.Maker} {
		k := s.catalog.With(r)
		if k < 0 || s.catalog.Column(k).Kind != catalog.Values {
			continue
		}
		col := s.catalog.Column(k)
		var top []int
		counts := s.counts(col.NumValues())
		for v := range counts {
			counts[v] = int32(len(col.Having(uint32(v))))
			top = insert(top, v, counts, mostOptions)
		}
		for _, v := range top[:min(len(top), 2)] {
			out = append(out, s.speaks.Starter(r, col.Value(uint32(v))))
		}
	}
	return out
}
