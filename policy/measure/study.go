package measure

import (
	"context"

	"rso/policy"
	"rso/policy/learn"
	"rso/policy/report"
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
	LLM       *simulate.LLM // takes the seekers' part; nil: simulated
	Plain     bool          // no ablations

	Each func(report.Result) // hears of each measurement when it is complete, one at a time; may be nil
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
		Judge: s.Judge, LLM: s.LLM, Terms: reward.Closed(), Each: s.Each,
	}
	return trial.Run(ctx, planners, tell("measurement"))
}

// Page puts the policy, how it was learned, and how it fared on one page, which says who judged and who the seekers were.
func (s *Study) Page(title string, runs []Run, commands []string) *report.Data {
	d := Page(title, s.Policy, runs, Name, commands)
	who := "simulated people, in words and through the whole session"
	if s.LLM != nil {
		who = "played by the language model " + s.LLM.Client.Model()
	}
	judge := "the " + s.Judge.Name() + " (by what can be observed: acceptance, and how items were received); no language model judged"
	if _, ok := s.Judge.(reward.Rubric); !ok {
		judge = s.Judge.Name()
	}
	d.About = "Seekers: " + who + ". Turns were graded by " + judge + ". Success is an accepted item that fits what the seeker truly wants."
	return d
}
