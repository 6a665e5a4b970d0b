package learn

import (
	"context"
	"math/rand/v2"

	"rso/catalog"
	"rso/policy"
	"rso/policy/reward"
	"rso/policy/simulate"
)

// Optimisation is entropy-regularised policy optimisation (arXiv 2509.26093, its second stage) for a policy that is a sum of
// tables: REINFORCE on return-to-go, in simulated dialogues, from the warm start on.
//
// Per decision the logits are moved along
//
//	Â·∇log π(a|s) + β·∇H(π(·|s)) − η·∇KL(π(·|s) ‖ π₀(·|s))
//
// where Â is the return-to-go less a baseline (a sum of tables of values over the same cells), over the standard deviation of
// the batch before. The step of a cell is its mean over the cell's visits in the batch, drawn to the warm start by a ridge as
// if it had been seen so many more times without effect: a step size per state, and what is rarely seen backs off to the
// coarser tables.
type Optimisation struct {
	Groups   [][]string   `json:"groups"`   // the features of each table
	Episodes int          `json:"episodes"` // simulated dialogues at most
	Batch    int          `json:"batch"`    // of these between two steps
	Gamma    float64      `json:"gamma"`    // discount of the return-to-go
	Entropy  float64      `json:"entropy"`  // β
	KL       float64      `json:"kl"`       // η
	Step     float64      `json:"step"`     // of the first batch; falls to a tenth linearly
	Ridge    float64      `json:"ridge"`
	Every    int          `json:"every"`    // batches between two looks at held-out seekers
	Held     int          `json:"held"`     // held-out dialogues in a look
	Patience int          `json:"patience"` // looks without a better one after which learning stops; 0: never
	Seed     uint64       `json:"seed"`
	Terms    reward.Terms `json:"terms"`
}

// Standard returns the settings that the shipped policies were learned with.
func Standard() Optimisation {
	return Optimisation{
		Groups: [][]string{
			{}, {"moment"}, {"told"}, {"last strategy"}, {"strategy before"}, {"turns"}, {"act"}, {"act beside"}, {"length"}, {"names"},
			{"reception"}, {"items"}, {"since item"}, {"inquiries"}, {"rejections"}, {"constraints"}, {"candidates"}, {"information"},
			{"moment", "told"}, {"moment", "last strategy"}, {"moment", "act"}, {"told", "act"}, {"told", "reception"}, {"moment", "length"},
			{"moment", "turns"}, {"moment", "candidates"}, {"moment", "constraints"}, {"moment", "information"}, {"moment", "rejections"},
			{"candidates", "constraints"}, {"information", "inquiries"}, {"turns", "reception"},
		},
		Episodes: 1_000_000, Batch: 2048, Gamma: .999, Entropy: .01, KL: 0, Step: 8, Ridge: 20,
		Every: 10, Held: 4096, Patience: 12, Seed: 1, Terms: reward.Closed(),
	}
}

// Fewer returns the settings for conversations with a language model, which cost a call a turn: small batches, and looks at
// few held-out seekers. What was set to something else than the standard stays.
func (o Optimisation) Fewer() Optimisation {
	s := Standard()
	if o.Episodes == s.Episodes {
		o.Episodes = 1024
	}
	if o.Batch == s.Batch {
		o.Batch = 64
	}
	o.Every, o.Held, o.Step = 4, 64, 3
	return o
}

// A World is somewhere to play dialogues: a [simulate.World], act by act, or a [simulate.Talker], in words. Dialogue n of a
// seed is the same in all worlds of an environment, whatever was played before.
type World interface {
	Play(seed, n uint64, choose policy.Choice, earn func(reward float64)) (simulate.Outcome, error)
	Draws() *rand.Rand // the source of chance of the dialogue that is being played
}

// An Environment makes worlds, one for each worker.
type Environment func() World

// Goals is how many goals a policy learns on, and HeldGoals on how many others it is looked at.
const (
	Goals     = 1500
	HeldGoals = 500
)

// Acts returns environments to learn in act by act on a catalog, and to look at held-out seekers in: other goals, other
// people of the same families.
func (o Optimisation) Acts(c *catalog.Catalog, s simulate.Setting) (train, held Environment, err error) {
	return o.on(c, func(p *simulate.Pool) Environment {
		s.Terms = o.Terms
		return func() World { return simulate.NewWorld(p, s) }
	})
}

// Words returns environments to learn and to look in whole conversations.
func (o Optimisation) Words(ctx context.Context, c *catalog.Catalog, s simulate.Setting, warm *policy.Policy) (train, held Environment, err error) {
	return o.on(c, func(p *simulate.Pool) Environment {
		s.Terms = o.Terms
		return func() World { return simulate.NewTalker(p, s, warm).Under(ctx) }
	})
}

// on makes environments over two pools of goals.
func (o Optimisation) on(c *catalog.Catalog, over func(*simulate.Pool) Environment) (train, held Environment, err error) {
	own, err := simulate.NewPool(c, simulate.People(), Goals, o.Seed)
	if err != nil {
		return nil, nil, err
	}
	others, err := simulate.NewPool(c, simulate.People(), HeldGoals, ^o.Seed)
	if err != nil {
		return nil, nil, err
	}
	return over(own), over(others), nil
}
