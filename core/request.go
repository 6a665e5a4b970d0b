package core

import (
	"slices"
	"strings"

	"rso/catalog"
	"rso/core/act"
	"rso/core/act/prompt"
	"rso/core/ground"
	"rso/core/prefer"
	"rso/policy"
)

// made is what the last reply was made of.
type made struct {
	scene   act.Scene
	play    policy.Play
	relaxed []prefer.Constraint // given up, since nothing satisfies all
	soldOut []catalog.Item      // asked for by name, and not to be had
}

// How long a reply may be: what a person reads in a chat. A comparison may take more.
var (
	usual      = prompt.Limits{Sentences: 3, Words: 60, Tokens: 200}
	comparison = prompt.Limits{Sentences: 4, Words: 90, Tokens: 280}
)

// Request returns what a language model needs to say the last reply in words of its own: the Planner's strategy, and of
// the catalog what that strategy may use, no more. It is within the bounds of [prompt.Request.Check]. Before the first turn
// it is nil.
func (s *Session) Request() *prompt.Request {
	if len(s.talk) == 0 {
		return nil
	}
	scene := &s.made.scene
	r := &prompt.Request{
		Version: prompt.Version, Language: prompt.Spoken(s.language), Tone: "friendly", Limits: usual,
		Strategy: scene.Strategy.String(), Occasion: occasionName(scene.Occasion), Accepted: scene.Accepted, Total: scene.Total,
		Wishes: s.wishes(s.belief.Constraints), Relaxed: s.wishes(s.made.relaxed),
		Liked: s.titles(s.belief.Liked), Disliked: s.titles(s.belief.Disliked), SoldOut: s.titles(s.made.soldOut),
		Items: []prompt.Item{}, History: s.recent(),
	}
	if s.made.play.Led {
		r.Lead = s.made.play.Lead.String()
	}
	if scene.Strategy == policy.CompareItems {
		r.Limits = comparison
	}
	if q := scene.Question; q != nil {
		r.Question = &prompt.Question{Attribute: spoken(s.catalog.Column(q.Column)), Options: slices.Clone(q.Options)}
	}
	evidence := s.evidence(scene.Strategy, scene.Items)
	for _, i := range scene.Items {
		item := prompt.Item{Title: s.catalog.Title(i), Facts: s.facts(i, evidence), Fits: []string{}, Misses: []string{}}
		if weighs(scene.Strategy) && !s.without.Facts {
			s.weigh(i, &item)
		}
		r.Items = append(r.Items, item)
	}
	r.Cut()
	return r
}

// recent returns the last things said; the message to answer is the last of them.
func (s *Session) recent() []prompt.Turn {
	var turns []prompt.Turn
	for k := range s.talk {
		turns = append(turns, prompt.Turn{Role: prompt.Seeker, Text: s.talk[k].message})
		if k+1 < len(s.talk) {
			turns = append(turns, prompt.Turn{Role: prompt.Recommender, Text: s.talk[k].shown()})
		}
	}
	return turns
}

// facts returns the evidence about an item, column by column, and first that it is not to be had. Its title stands above.
func (s *Session) facts(i catalog.Item, evidence []ground.Evidence) []prompt.Fact {
	facts := []prompt.Fact{}
	if !s.catalog.Available(i) {
		facts = append(facts, prompt.Fact{Attribute: "availability", Value: "sold out"})
	}
	for c := range s.catalog.Columns() {
		col := s.catalog.Column(c)
		var values []string
		for _, e := range evidence {
			if e.Item != i || e.Column != c || col.Role == catalog.Title {
				continue
			}
			if v := s.value(e); !slices.Contains(values, v) { // two constraints may have one fact
				values = append(values, v)
			}
		}
		if len(values) > 0 {
			facts = append(facts, prompt.Fact{Attribute: spoken(col), Value: strings.Join(values, ", ")})
		}
	}
	return facts
}

// value puts a fact's value as people read it, with its unit or currency.
func (s *Session) value(e ground.Evidence) string {
	col := s.catalog.Column(e.Column)
	v, ok := col.Number(e.Item)
	switch {
	case ok && col.Role == catalog.Price:
		return s.speaks.Value(col, v)
	case ok && col.Unit != "":
		return e.Text + " " + col.Unit
	}
	return e.Text
}

// weighs says whether a strategy speaks of the wishes that an item satisfies.
func weighs(s policy.Strategy) bool {
	return policy.SetOf(policy.Recommend, policy.Explain, policy.CompareItems, policy.Encouragement).Has(s)
}

// weigh notes the wishes that an item satisfies, as far as its record says so, and those that it doesn't.
func (s *Session) weigh(i catalog.Item, item *prompt.Item) {
	for k := range s.belief.Constraints {
		con := &s.belief.Constraints[k]
		silent := con.Column != prefer.Record && len(s.catalog.FactsOf(i, con.Column)) == 0
		wish, list := s.speaks.Wish(s.catalog, con), &item.Fits
		if !con.Fits(s.catalog, i) {
			list = &item.Misses
			if silent {
				wish += " (not on record)"
			}
		} else if silent {
			continue
		}
		*list = append(*list, wish)
	}
}

// wishes puts constraints in words.
func (s *Session) wishes(constraints []prefer.Constraint) []string {
	words := []string{}
	for k := range constraints {
		words = append(words, s.speaks.Wish(s.catalog, &constraints[k]))
	}
	return words
}

func (s *Session) titles(items []catalog.Item) []string {
	titles := []string{}
	for _, i := range items {
		titles = append(titles, s.catalog.Title(i))
	}
	return titles
}

// spoken writes a column's name as words.
func spoken(col *catalog.Column) string { return strings.ReplaceAll(col.Name, "_", " ") }

// occasionName is what requests call an occasion, "" for none.
func occasionName(o act.Occasion) string {
	switch o {
	case act.Greeting:
		return "greeting"
	case act.Thanks:
		return "thanks"
	case act.Farewell:
		return "farewell"
	case act.Restart:
		return "restart"
	case act.Nothing:
		return "nothing"
	}
	return ""
}
