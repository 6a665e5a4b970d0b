package measure

import (
	"context"
	"fmt"

	"rso/catalog"
	"rso/core"
	"rso/policy"
	"rso/policy/learn"
	"rso/policy/reward"
	"rso/policy/simulate"
)

// Retrained learns the ablations that a policy has to be learned anew for, on the same catalog with the same settings but one.
func Retrained(ctx context.Context, o learn.Optimisation, warm *policy.Policy, c *catalog.Catalog, workers int, done func(complete, of int)) ([]Planner, error) {
	blank, err := policy.New(nil, "{}")
	if err != nil {
		return nil, err
	}
	list := []struct {
		Planner
		start  *policy.Policy
		change func(*learn.Optimisation, *simulate.Setting)
	}{
		{Planner{Name: "no strategy", About: "one row for all states, learned the same way: the Planner does not look where the dialogue stands"}, blank,
			func(o *learn.Optimisation, _ *simulate.Setting) { o.Groups = [][]string{{}} }},
		{Planner{Name: "no entropy", About: "the same without the entropy in the objective (β = 0)"}, warm,
			func(o *learn.Optimisation, _ *simulate.Setting) { o.Entropy = 0 }},
		{Planner{Name: "loopholes open", About: "the paper's reward as it is (a turn costs nothing, .6 while nothing is recommended, an interested seeker is a success), and no manners that would stop it from stalling", Without: core.Ablation{Manners: true}}, warm,
			func(o *learn.Optimisation, s *simulate.Setting) {
				o.Terms = reward.Loopholes()
				s.Without = core.Ablation{Manners: true}
			}},
	}
	var planners []Planner
	for i, a := range list {
		settings, seekers := o, simulate.Setting{Families: simulate.Families()[:simulate.Trained], Judge: reward.Rubric{}}
		a.change(&settings, &seekers)
		opt, err := learn.NewOptimiser(settings, a.start, workers)
		if err != nil {
			return nil, err
		}
		train, held, err := settings.Acts(c, seekers)
		if err != nil {
			return nil, err
		}
		if err := opt.Run(ctx, train, held, nil); err != nil {
			return nil, fmt.Errorf("while learning the ablation %q: %w", a.Name, err)
		}
		p, err := opt.Policy("{}")
		if err != nil {
			return nil, err
		}
		a.Kind, a.Planner.Policy = Ablation, p
		planners = append(planners, a.Planner)
		if done != nil {
			done(i+1, len(list))
		}
	}
	return planners, nil
}
