// Package affinity reads what is known of which items go together: human dialogues, windows cut out of them, ratings
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
// The package is for commands: it is not on the browser's path.
package affinity
