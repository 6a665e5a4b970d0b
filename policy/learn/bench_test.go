package learn

import (
	"os"
	"runtime"
	"testing"

	"rso/catalog/build/buildtest"
	"rso/policy"
	"rso/policy/reward"
	"rso/policy/simulate"
)

// BenchmarkDialogues learns on the demo's films with as many workers as there are processors: batches of 2,048 dialogues
// played, their slopes summed, a step taken. What the catalog holds for a belief is found in the batches before the clock
// starts, as it is in the first seconds of a training.
func BenchmarkDialogues(b *testing.B) {
	lines, err := os.ReadFile("../../web/demo/data/films.jsonl")
	if err != nil {
		b.Fatal(err)
	}
	blank, err := policy.New(nil, "{}")
	if err != nil {
		b.Fatal(err)
	}
	o := Standard()
	o.Episodes = 1 << 40
	opt, err := NewOptimiser(o, blank, runtime.NumCPU())
	if err != nil {
		b.Fatal(err)
	}
	train, _, err := o.Acts(buildtest.Catalog(b, "films", string(lines)), simulate.Setting{Families: simulate.Families()[:simulate.Trained], Judge: reward.Rubric{}})
	if err != nil {
		b.Fatal(err)
	}
	worlds := make([]World, opt.workers)
	for i := range worlds {
		worlds[i] = train()
	}
	batch := func() {
		sum, err := opt.play(b.Context(), worlds)
		if err != nil {
			b.Fatal(err)
		}
		opt.step(sum)
	}
	for range 40 {
		batch()
	}
	b.ResetTimer()
	n := 0
	for b.Loop() {
		batch()
		n++
	}
	b.ReportMetric(float64(n*o.Batch)/b.Elapsed().Seconds(), "dialogues/s")
}
