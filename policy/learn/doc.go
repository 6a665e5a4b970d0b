// Package learn makes policies from dialogues.
//
// The warm start clones what human recommenders did. Three steps, each of which can be used alone:
//
//	dialogues, sources, err := learn.Load("dialogues.jsonl")
//	extractor := learn.Extractor{Hear: prefer.English().Heard, Labels: learn.Strategies()}
//	instances, err := extractor.Extract(dialogues)
//	fit, err := learn.WarmStart()
//	model := fit.Learn(len(extractor.Labels.Names), instances)
//	p, err := model.Policy(manifest)
//
// [CrossValidate] tells how well a learner foresees the recommender's next strategy in dialogues it
// has not seen: see [Score]. Folds are dealt by dialogue, never by utterance.
//
// Then the policy is optimised in conversation, from the warm start on, with simulated seekers and a judge:
//
//	settings := learn.Standard()
//	train, held, err := settings.Acts(catalog, simulate.Setting{Families: families, Judge: reward.Rubric{}})
//	optimiser, err := learn.NewOptimiser(settings, p, 2)
//	err = optimiser.Run(ctx, train, held, nil)
//	p, err = optimiser.Policy(manifest)
//
// [Optimisation] has the objective. [Optimiser.Save] and [Optimiser.Load] keep the way so far, so that an interrupted
// training goes on and ends with the same bytes.
//
// The same dialogues give the same bytes, whatever the order of the files and the number of workers.
// (On one processor architecture: the last bits of an exponential may differ on another.)
package learn
