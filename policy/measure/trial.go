package measure

import (
	"context"
	"fmt"
	"runtime"
	"sync"

	"rso/catalog"
	"rso/policy/report"
	"rso/policy/reward"
	"rso/policy/simulate"
)

// A Catalog is one to measure on.
type Catalog struct {
	Name string
	*catalog.Catalog
}

// A Trial is what planners are put to.
type Trial struct {
	Catalogs  []Catalog
	Families  []simulate.Family
	Dialogues int    // with each family on each catalog
	Goals     int    // different goals on each catalog
	Seed      uint64 // of goals and seekers; not that of training
	Workers   int    // does not change the results; 0: one for each processor
	Judge     reward.Judge
	LLM       *simulate.LLM // takes the seekers' part; nil: simulated
	Terms     reward.Terms
	Each      func(report.Result) // hears of each run when it is complete, one at a time; may be nil
}

// A Run is what one planner did with one family on one catalog.
type Run struct {
	report.Result
	Conversations []*simulate.Conversation // the first few, for transcripts
	Goals         *simulate.Pool
}

// kept is how many conversations of a run are kept.
const kept = 40

// job is one planner, family and catalog.
type job struct{ planner, family, catalog int }

// Run lets every planner converse with every family on every catalog. done, which may be nil, hears of each run that is
// complete, and how many there are. The number of workers doesn't change the results.
func (t *Trial) Run(ctx context.Context, planners []Planner, done func(complete, of int)) ([]Run, error) {
	var jobs []job
	for c := range t.Catalogs {
		for f := range t.Families {
			for p := range planners {
				jobs = append(jobs, job{p, f, c})
			}
		}
	}
	pools := make([]*simulate.Pool, len(t.Catalogs))
	for c := range t.Catalogs {
		pool, err := simulate.NewPool(t.Catalogs[c].Catalog, simulate.People(), t.Goals, t.Seed)
		if err != nil {
			return nil, err
		}
		pools[c] = pool
	}
	runs := make([]Run, len(jobs))
	errs := make([]error, len(jobs))
	next := make(chan int)
	var wait sync.WaitGroup
	var telling sync.Mutex
	complete := 0
	workers := t.Workers
	if workers < 1 {
		workers = runtime.NumCPU()
	}
	for range workers {
		wait.Go(func() {
			for n := range next {
				runs[n], errs[n] = t.run(ctx, jobs[n], planners[jobs[n].planner], pools[jobs[n].catalog])
				telling.Lock()
				if t.Each != nil && errs[n] == nil {
					t.Each(runs[n].Result)
				}
				if complete++; done != nil {
					done(complete, len(jobs))
				}
				telling.Unlock()
			}
		})
	}
	for n := range jobs {
		if ctx.Err() != nil {
			break
		}
		next <- n
	}
	close(next)
	wait.Wait()
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	for n, err := range errs {
		if err != nil {
			return nil, fmt.Errorf("%s with %s seekers on %s: %w", planners[jobs[n].planner].Name, t.Families[jobs[n].family].Name, t.Catalogs[jobs[n].catalog].Name, err)
		}
	}
	return runs, nil
}

// run lets one planner converse with one family on one catalog.
func (t *Trial) run(ctx context.Context, j job, p Planner, pool *simulate.Pool) (Run, error) {
	family := t.Families[j.family]
	out := Run{Goals: pool, Result: report.Result{Planner: p.Name, Kind: p.Kind, Family: family.Name, Catalog: t.Catalogs[j.catalog].Name, Dialogues: t.Dialogues}}
	talker := simulate.NewTalker(pool, simulate.Setting{Families: []simulate.Family{family}, Terms: t.Terms, Judge: t.Judge, Without: p.Without, LLM: t.LLM}, p.Policy)
	talker.Choose(p.Choose)
	var s sample
	for n := range t.Dialogues {
		if err := ctx.Err(); err != nil {
			return out, err
		}
		c, err := talker.Converse(ctx, t.Seed, uint64(n), nil)
		if err != nil {
			return out, err
		}
		s.add(&c.Outcome)
		if len(out.Conversations) < kept {
			out.Conversations = append(out.Conversations, c)
		}
	}
	out.Metrics = s.intervals(t.Seed)
	return out, nil
}

// Results returns the figures of the runs.
func Results(runs []Run) []report.Result {
	list := make([]report.Result, len(runs))
	for i := range runs {
		list[i] = runs[i].Result
	}
	return list
}
