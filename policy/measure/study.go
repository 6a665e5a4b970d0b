package measure

import (
	"context"

	"rso/policy"
	"rso/policy/learn"
	"rso/policy/reward"
	"rso/policy/simulate"
)

// A Study is the whole evaluation of one policy: against the baselines and its own ablations, with every family of seekers,
// on the catalog that it was learned on and on others.
type Study struct {
	Policy    *policy.Policy
	Warm      *policy.Policy // the human-like one; nil leaves it and what is learned from it out
	Catalogs  []Catalog      // the first is the one that ablations are learned on
	Settings  learn.Optimisation
	Families  []simulate.Family
	Dialogues int
	Seed      uint64
	Workers   int
	Judge     reward.Judge
	Plain     bool // no ablations
}

// Name is what the policy that is studied is called among the planners.
const Name = "trained"

// goals is how many goals a study draws on each catalog.
const goals = 400

// Seed returns the seed of a study of a policy that was learned with a seed: another one.
func Seed(learned uint64) uint64 { return learned ^ 0x5EED0E7A1 }

// Run carries the study out. step, which may be nil, hears what is being done, how many of it are complete, and of how many.
func (s *Study) Run(ctx context.Context, step func(what string, complete, of int)) ([]Run, error) {
	planners := append([]Planner{{Name: Name, Kind: Shipped, About: "the policy that would be shipped", Policy: s.Policy}}, Baselines(s.Warm)...)
	tell := func(what string) func(complete, of int) {
		return func(complete, of int) {
			if step != nil {
				step(what, complete, of)
			}
		}
	}
	if !s.Plain {
		planners = append(planners, Switched(s.Policy)...)
		if s.Warm != nil {
			learned, err := Retrained(ctx, s.Settings, s.Warm, s.Catalogs[0].Catalog, s.Workers, tell("ablation"))
			if err != nil {
				return nil, err
			}
			planners = append(planners, learned...)
		}
	}
	trial := Trial{
		Catalogs: s.Catalogs, Families: s.Families, Dialogues: s.Dialogues, Goals: min(goals, s.Dialogues), Seed: s.Seed, Workers: s.Workers,
		Judge: s.Judge, Terms: reward.Closed(),
	}
	return trial.Run(ctx, planners, tell("measurement"))
}
