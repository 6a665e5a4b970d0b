// Package affinity learns which items go together from what is known of that: human dialogues, windows cut out of them, ratings
// and orders. Whatever the file, it becomes histories:
//
//	histories, err := affinity.Read(file, "ratings.csv")
//	for _, h := range histories {
//		for _, t := range h.Turns {
//			for _, m := range t.Items {
//				fmt.Println(h.ID, m.ID, m.Feeling) // ann b17 1
//			}
//		}
//	}
//
// The format is told by the content. [Mask] takes titles out of what was said, so that who learns from words learns
// what is said about items and not what they are called.
//
// [NewCorpus] turns them into numbers, which a trainer reads: windows are joined to what is left of their dialogues, what was said
// becomes terms, and rows of the catalog have facts:
//
//	corpus, err := affinity.NewCorpus(c, [][]affinity.History{histories}, affinity.Options{})
//	for _, t := range corpus.Talks {
//		for _, m := range slices.Concat(t.Fragments...) {
//			fmt.Println(m.Recommender, len(m.Terms), m.Items) // false 7 [{12 1}]
//		}
//	}
//
// [Train] learns from them which items are mentioned after what, and [Model.Attach] lays that out for a catalog, which ranks by it
// (catalog.Affinity). [Model.Write] keeps it for later feeds of the shop:
//
//	model, err := affinity.Train(ctx, c, corpus, affinity.Training{Seed: 1})
//	b := build.New(build.Options{Affinity: func(_ context.Context, c *catalog.Catalog) (*catalog.AffinityModel, error) {
//		return model.Attach(c), nil
//	}})
//
// The package is for commands: it is not on the browser's path.
package affinity
