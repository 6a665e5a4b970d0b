package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"runtime"
	"sync"
	"sync/atomic"

	"github.com/google/renameio/v2/maybe"

	"rso/catalog"
	"rso/policy"
	"rso/policy/console"
	"rso/policy/llm"
	"rso/policy/reward"
	"rso/policy/simulate"
)

// judging are the flags of evaluate judgements.
type judging struct {
	catalog, policy     string
	out                 string
	exported, imported  string
	n, samples, workers int
	seed                uint64
	llm                 llm.Options
	batch               bytes.Buffer
}

// judgements lets a language model grade simulated conversations and stores what it said.
func judgements(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	return judgementsWith(ctx, args, stdout, stderr, llm.Options{})
}

// judgementsWith is judgements with the settings of the model's client that are no flags.
func judgementsWith(ctx context.Context, args []string, stdout, stderr io.Writer, client llm.Options) error {
	j := judging{llm: client}
	flags := flag.NewFlagSet("evaluate judgements", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.StringVar(&j.catalog, "catalog", "", "converse about this compiled catalog `file`")
	flags.StringVar(&j.policy, "policy", "", "the recommender plays the policy in this `file`, drawn by its probabilities")
	flags.StringVar(&j.out, "o", "", "write the judgements to this JSONL `file`")
	flags.StringVar(&j.exported, "export", "", "write the requests that the cache does not answer to this `file`, in the form of an OpenAI batch, and send nothing")
	flags.StringVar(&j.imported, "import", "", "first read the results of a batch from this `file` into the cache")
	flags.IntVar(&j.n, "n", 200, "`dialogues` to grade")
	flags.IntVar(&j.samples, "samples", reward.DefaultSamples, "`answers` to a turn, which are averaged")
	flags.Uint64Var(&j.seed, "seed", 1, "`seed` of the dialogues")
	flags.IntVar(&j.workers, "workers", 2*runtime.NumCPU(), "`number` of dialogues to grade at a time; does not change the result")
	j.llm.Flags(flags)
	if err := flags.Parse(args); err != nil {
		return err
	}
	switch {
	case flags.NArg() > 0:
		return fmt.Errorf("%q is no flag: give the names of files and all else with one", flags.Arg(0))
	case j.catalog == "":
		return errors.New("nothing to converse about: name a compiled catalog with -catalog")
	case j.policy == "":
		return errors.New("nobody recommends: name a policy with -policy")
	case j.out == "" && j.exported == "":
		return errors.New("no file to write to: name one with -o, or with -export for a batch")
	case j.exported != "" && j.out != "":
		return errors.New("-export only collects requests: the judgements come with -import and -o, once they are answered")
	case (j.exported != "" || j.imported != "") && j.llm.Cache == "":
		return errors.New("-export and -import need the folder that answers are kept in: name it with -cache")
	case j.n < 1 || j.samples < 1 || j.workers < 1:
		return errors.New("-n, -samples and -workers must be at least 1")
	}
	if err := askable(&j.llm); err != nil {
		return err
	}
	for flag, name := range map[string]string{"-o": j.out, "-export": j.exported} {
		if name != "" {
			if err := writable(name, console.List{j.catalog, j.policy, j.imported}); err != nil {
				return fmt.Errorf("%s: cannot write: %w; name another file", flag, err)
			}
		}
	}
	return j.run(ctx, stdout, stderr)
}

// run opens the files, and grades.
func (j *judging) run(ctx context.Context, stdout, stderr io.Writer) error {
	if j.exported != "" {
		j.llm.Batch = &j.batch
	}
	c, err := openCatalog(j.catalog)
	if err != nil {
		return err
	}
	p, err := open(j.policy)
	if err != nil {
		return err
	}
	client, err := llm.New(j.llm)
	if err != nil {
		return err
	}
	if j.imported != "" {
		if err := read(client, j.imported, stderr); err != nil {
			return err
		}
	}
	judgements, err := j.grade(ctx, client, c, p, console.Steps(stderr))
	if err != nil {
		return err
	}
	if j.exported != "" {
		if err := maybe.WriteFile(j.exported, j.batch.Bytes(), 0o644); err != nil {
			return fmt.Errorf("cannot write the batch: %w; name another file with -export", err)
		}
		_, err := fmt.Fprintf(stdout, "%d requests\n", client.Collected())
		return err
	}
	var text bytes.Buffer
	if err := reward.WriteJudgements(&text, judgements...); err != nil {
		return err
	}
	if err := maybe.WriteFile(j.out, text.Bytes(), 0o644); err != nil {
		return fmt.Errorf("cannot write the judgements: %w; name another file with -o", err)
	}
	calls, hits, tokens := client.Stats()
	if _, err := fmt.Fprintf(stdout, "%d judgements, %d calls, %d answers from the cache, %d tokens\n", len(judgements), calls, hits, tokens); err != nil {
		return err
	}
	_, agreement, err := reward.Fit(judgements, j.seed)
	if err != nil {
		fmt.Fprintf(stderr, "The judgements are written, and too few to be distilled: %v.\n", err)
		return nil
	}
	_, err = fmt.Fprintln(stdout, agreement)
	return err
}

// read imports a batch's results; lines that can't be used are told, and asked for again.
func read(client *llm.Client, name string, stderr io.Writer) error {
	f, err := os.Open(name)
	if err != nil {
		return fmt.Errorf("cannot read the batch's results: %w", err)
	}
	defer f.Close()
	n, err := client.Import(f)
	if n == 0 && err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	if err != nil {
		fmt.Fprintf(stderr, "%s: %d answers are in the cache, and these are not:\n%v\n", name, n, err)
	}
	return nil
}

// keeping is a judge that keeps what another said. Where requests are only collected, it says something and goes on.
type keeping struct {
	reward.Judge
	halted   *atomic.Bool // another dialogue failed
	dialogue string
	list     []reward.Judgement
}

// Grade implements [reward.Judge]. What is being asked when another dialogue fails is not cut off: it is paid for, and kept.
func (k *keeping) Grade(ctx context.Context, e *reward.Exchange) (float64, error) {
	if k.halted.Load() {
		return 0, context.Canceled
	}
	grade, err := k.Judge.Grade(ctx, e)
	if errors.Is(err, llm.ErrCollected) {
		return reward.NotInterested.Value(), nil
	}
	if err == nil {
		k.list = append(k.list, reward.NewJudgement(k.dialogue, e, grade, k.Name()))
	}
	return grade, err
}

// grade lets the model grade conversations. What is said in them does not depend on the grades.
func (j *judging) grade(ctx context.Context, client *llm.Client, c *catalog.Catalog, p *policy.Policy, step func(string, int, int)) ([]reward.Judgement, error) {
	pool, err := simulate.NewPool(c, simulate.People(), j.n, j.seed)
	if err != nil {
		return nil, err
	}
	lists, errs := make([][]reward.Judgement, j.n), make([]error, j.n)
	next := make(chan int)
	var wait sync.WaitGroup
	var telling sync.Mutex
	done := 0
	judge := reward.NewLLM(client, j.samples)
	var halted atomic.Bool
	for range j.workers {
		wait.Go(func() {
			keeper := &keeping{Judge: judge, halted: &halted}
			talker := simulate.NewTalker(pool, simulate.Setting{Families: simulate.Families(), Terms: reward.Closed(), Judge: keeper}, p)
			talker.Choose(drawn(p))
			for n := range next {
				keeper.dialogue, keeper.list = fmt.Sprintf("%d-%d", j.seed, n), nil
				if _, errs[n] = talker.Converse(ctx, j.seed, uint64(n), nil); errs[n] != nil {
					halted.Store(true)
				}
				lists[n] = keeper.list
				telling.Lock()
				if done++; step != nil {
					step("dialogue", done, j.n)
				}
				telling.Unlock()
			}
		})
	}
	for n := 0; n < j.n && ctx.Err() == nil && !halted.Load(); n++ {
		next <- n
	}
	close(next)
	wait.Wait()
	var all []reward.Judgement
	for n := range j.n {
		if err := errs[n]; err != nil && !errors.Is(err, context.Canceled) {
			return nil, j.stopped(fmt.Errorf("dialogue %d: %w", n+1, err))
		}
		all = append(all, lists[n]...)
	}
	if ctx.Err() != nil {
		return nil, j.stopped(errors.New("interrupted"))
	}
	return all, nil
}

// stopped says how to go on.
func (j *judging) stopped(why error) error {
	if j.llm.Cache == "" {
		return fmt.Errorf("%w; nothing is kept of what the model said: name a folder for it with -cache", why)
	}
	return fmt.Errorf("%w; what was answered is in %s, and the same flags go on from there", why, j.llm.Cache)
}

// drawn plays a policy by its probabilities, so that states that it would not seek out are judged too.
func drawn(p *policy.Policy) func(*rand.Rand) policy.Choice {
	return func(r *rand.Rand) policy.Choice {
		return func(s policy.State, allowed policy.Set) policy.Strategy { return p.Sample(s, allowed, r) }
	}
}
