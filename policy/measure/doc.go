// Package measure puts planners to simulated seekers, in words and through the whole session, and says how they fared: what
// policy/evaluate prints and the report draws.
//
//	planners := append(measure.Baselines(warm), measure.Planner{Name: "trained", Kind: measure.Shipped, Policy: p})
//	results, err := trial.Run(ctx, planners, nil)
//	claims := measure.Claims(results, "trained")
//
// Every planner meets the same seekers: the same families, goals and seeds. Intervals are 95 % percentile bootstraps over
// dialogues (Efron 1979).
package measure
