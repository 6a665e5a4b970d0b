package ground

import (
	"rso/catalog"
	"rso/core/prefer"
)

// A Brief is what a draft may speak of.
type Brief struct {
	Items   []catalog.Item // the items of the plan
	Known   []catalog.Item // items that the shopper brought up: liked, seen, turned down
	Belief  *prefer.Belief
	Options []string // answers that a question offers
	Total   int      // candidates
}

// A Verifier checks drafts against a catalog. It belongs to one goroutine.
type Verifier struct {
	c *catalog.Catalog
	r *prefer.Reasoner
}

// NewVerifier returns a verifier of what is written about the catalog of a reasoner, in its language.
func NewVerifier(c *catalog.Catalog, r *prefer.Reasoner) *Verifier { return &Verifier{c, r} }

// A scene is what the sentences of a draft have led to.
type scene struct {
	Brief
	named   bool
	dropped bool
}

func (v *Verifier) scene(b Brief) scene { return scene{Brief: b} }

func (s *scene) keep() { s.dropped = false }

func (v *Verifier) check(s *scene, sentence string) []Fault { return nil }
