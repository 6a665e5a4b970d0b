package core

import (
	"slices"

	"rso/catalog"
	"rso/core/ground"
	"rso/core/prefer"
	"rso/policy"
)

// A DraftView is what has become of a language model's draft so far: the frame of the page's draft.
//
//easyjson:json
type DraftView struct {
	Text   string      `json:"text"`   // what may be shown: it only ever grows at its end
	Faults []FaultView `json:"faults"` // those found since the last piece
	Full   bool        `json:"full"`   // no more of the draft is read
	Source string      `json:"source"` // whose words these are: "actor", "mixed" or "template"
}

// A FaultView is something in a draft that the catalog doesn't bear out.
//
//easyjson:json
type FaultView struct {
	Kind   string `json:"kind"`
	Span   [2]int `json:"span"` // bytes of the draft, in UTF-8, from the first to behind the last
	Said   string `json:"said"`
	Fact   string `json:"fact"`   // what the record says instead, "" when it says nothing
	Mended bool   `json:"mended"` // the sentence is shown, with the fact in the place of what was said
}

// A draft is a text that is verified in the place of the template's.
type draft struct {
	*ground.Draft
	told int // faults that were reported
}

// Draft takes the next piece of a language model's draft for the last reply, and returns what of it may be shown. The
// first piece after a turn begins it.
func (s *Session) Draft(piece string) DraftView {
	s.beginDraft()
	s.draft.Write(piece)
	return s.draftView(s.draft.Text(), "actor")
}

// EndDraft ends the draft: what is shown in the end is its sentences that hold, completed by the template's where they don't
// carry the plan. A draft that was cut off loses its last sentence.
func (s *Session) EndDraft(cut bool) DraftView {
	s.beginDraft()
	s.draft.Close(cut)
	text, source := s.draft.Text(), "actor"
	switch template := s.template(); {
	case text == "":
		text, source = template, "template"
	case !s.carried():
		text, source = text+" "+template, "mixed"
	}
	v := s.draftView(text, source)
	s.draft = draft{}
	s.Said(text)
	return v
}

// Finish verifies a whole draft for the last reply and returns what is shown in the end.
func (s *Session) Finish(draft string) string {
	s.Draft(draft)
	return s.EndDraft(false).Text
}

// Expect gets ready for a draft of the last reply: what can be looked up before the model has written a word, is.
func (s *Session) Expect() { s.beginDraftBy((*ground.Verifier).Expect) }

// beginDraft begins a draft for the last reply, unless one has begun.
func (s *Session) beginDraft() { s.beginDraftBy((*ground.Verifier).Draft) }

func (s *Session) beginDraftBy(begin func(*ground.Verifier, ground.Brief) *ground.Draft) {
	if s.verifier == nil {
		s.verifier = s.newVerifier()
	}
	if s.draft.Draft == nil {
		s.draft.Draft = begin(s.verifier, s.brief())
	}
}

// newVerifier verifies in the language of the session; what nobody can read in it is asked for in English, and read as that.
func (s *Session) newVerifier() *ground.Verifier {
	r, l := s.reasoner, s.checks
	if l == nil {
		if l = ground.English(); s.language != l.Tag {
			r = prefer.New(s.catalog, prefer.English())
		}
	}
	return ground.NewVerifier(s.catalog, r, l)
}

// template returns the last reply in the template Actor's words.
func (s *Session) template() string {
	if len(s.talk) == 0 {
		return ""
	}
	return s.talk[len(s.talk)-1].reply
}

func (s *Session) draftView(text, source string) DraftView {
	v := DraftView{Text: text, Source: source, Full: s.draft.Full(), Faults: []FaultView{}}
	for _, f := range s.draft.Faults()[s.draft.told:] {
		v.Faults = append(v.Faults, FaultView{f.Kind.String(), [2]int{f.Start, f.End}, f.Said, f.Fact, f.Mended})
		s.draft.told++
	}
	return v
}

// brief says what a draft of the last reply may speak of.
func (s *Session) brief() ground.Brief {
	scene := &s.made.scene
	b := ground.Brief{Items: scene.Items, Belief: &s.belief, Total: scene.Total}
	for _, list := range [...][]catalog.Item{s.belief.Liked, s.belief.Seen, s.belief.Disliked, s.named, s.made.soldOut} {
		for _, i := range list {
			if !slices.Contains(b.Items, i) && !slices.Contains(b.Known, i) {
				b.Known = append(b.Known, i)
			}
		}
	}
	if scene.Question != nil {
		b.Options = scene.Question.Options
	}
	return b
}

// carried says whether what holds of a draft does what the plan asked for: it names an item, or asks.
func (s *Session) carried() bool {
	switch scene := &s.made.scene; {
	case len(scene.Items) > 0:
		return s.draft.Names()
	case scene.Strategy.Group() == policy.Elicitation && scene.Strategy != policy.RephrasePreference:
		return s.draft.Asks()
	}
	return true
}
