package learn

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"sync/atomic"
	"testing"

	"rso/policy"
	"rso/policy/report"
	"rso/policy/simulate"
)

// stopping is a world that ends a context after so many dialogues.
type stopping struct {
	World
	plays *atomic.Int64
	after int64
	end   context.CancelFunc
}

func (s stopping) Play(seed, n uint64, choose policy.Choice, earn func(float64)) (simulate.Outcome, error) {
	if s.plays.Add(1) == s.after {
		s.end()
	}
	return s.World.Play(seed, n, choose, earn)
}

// stops makes an environment end a context.
func stops(e Environment, after int64, end context.CancelFunc) Environment {
	var plays atomic.Int64
	return func() World { return stopping{e(), &plays, after, end} }
}

// Learning that is interrupted, saved, loaded and gone on with comes to the same, wherever the interruption fell.
func TestInterruptedLearning(t *testing.T) {
	o := brief()
	whole := learned(t, o, 2)
	train, held := environments(t)
	belongs := o.Belongs(curious(t), "shop")
	for _, c := range []struct {
		name        string
		train, held int64 // dialogues after which it is interrupted; 0: never
		done        int   // batches done by then
	}{{"in the first batch", 100, 0, 0}, {"in a batch", 3*256 + 10, 0, 3}, {"in a look", 0, 256 + 100, 4}, {"in the last look", 0, 2*256 + 10, 6}} {
		t.Run(c.name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "training")
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			first := optimiser(t, o, curious(t), 2)
			if err := first.Run(ctx, stops(train, c.train, cancel), stops(held, c.held, cancel), nil); !errors.Is(err, context.Canceled) {
				t.Fatalf("an interruption ends with %v", err)
			}
			if first.Progress().Done != c.done {
				t.Errorf("%d batches were done, want %d", first.Progress().Done, c.done)
			}
			if err := first.Save(file, belongs); err != nil {
				t.Fatal(err)
			}
			second := optimiser(t, o, curious(t), 1)
			if found, err := second.Load(file, belongs); !found || err != nil {
				t.Fatalf("the checkpoint is found: %v (%v)", found, err)
			}
			if !reflect.DeepEqual(second.Progress(), first.Progress()) {
				t.Error("what is loaded isn't what was saved")
			}
			if err := second.Run(t.Context(), train, held, nil); err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(bytesOf(t, second), bytesOf(t, whole)) || !reflect.DeepEqual(second.Progress(), whole.Progress()) {
				t.Error("after the interruption something else is learned")
			}
		})
	}
}

// Learning may go on in the same optimiser, too, and a finished one has nothing left to do.
func TestRunGoesOn(t *testing.T) {
	whole := learned(t, brief(), 2)
	train, held := environments(t)
	o := optimiser(t, brief(), curious(t), 2)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	looks := 0
	if err := o.Run(ctx, train, held, func(report.Epoch, float64) { looks++; cancel() }); !errors.Is(err, context.Canceled) || looks != 1 {
		t.Errorf("an interruption after look %d ends with %v", looks, err)
	}
	for range 2 {
		if err := o.Run(t.Context(), train, held, func(report.Epoch, float64) { looks++ }); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(bytesOf(t, o), bytesOf(t, whole)) || looks != 3 {
		t.Errorf("after %d looks something else is learned", looks)
	}
}

func TestLoadRefuses(t *testing.T) {
	o, warm := brief(), curious(t)
	belongs := o.Belongs(warm, "shop")
	opt := optimiser(t, o, warm, 1)
	file := filepath.Join(t.TempDir(), "training")
	if found, err := opt.Load(file, belongs); found || err != nil {
		t.Errorf("a checkpoint that isn't there is found: %v (%v)", found, err)
	}
	if err := opt.Save(file, belongs); err != nil {
		t.Fatal(err)
	}
	good, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	others := map[string]string{
		"another seed":        brief(func(o *Optimisation) { o.Seed = 9 }).Belongs(warm, "shop"),
		"another reward":      brief(func(o *Optimisation) { o.Terms.Leaving = 9 }).Belongs(warm, "shop"),
		"other tables":        brief(func(o *Optimisation) { o.Groups = o.Groups[1:] }).Belongs(warm, "shop"),
		"another start":       o.Belongs(favouring(t, nil), "shop"),
		"another catalog":     o.Belongs(warm, "films"),
		"catalogs cut anew":   o.Belongs(warm, "sh", "op"),
		"nothing in addition": o.Belongs(warm),
	}
	seen := map[string]string{belongs: "the same"}
	for name, other := range others {
		if is, ok := seen[other]; ok {
			t.Errorf("%s can't be told from %s", name, is)
		}
		seen[other] = name
		if found, err := opt.Load(file, other); found || err == nil || !strings.Contains(err.Error(), "other settings") || !strings.Contains(err.Error(), file) {
			t.Errorf("a checkpoint of %s is found: %v (%v)", name, found, err)
		}
	}
	less := optimiser(t, brief(func(o *Optimisation) { o.Groups = o.Groups[:2] }), warm, 1)
	if _, err := less.Load(file, belongs); err == nil || !strings.Contains(err.Error(), "other tables") {
		t.Errorf("the weights of other tables are taken: %v", err)
	}
	for name, text := range map[string]string{
		"cut off": string(good[:len(good)/2]), "empty": "", "no JSON": "rso", "a list": "[1,2]", "other types": `{"format":7}`,
	} {
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if found, err := opt.Load(file, belongs); found || err == nil || !strings.Contains(err.Error(), "is no checkpoint") {
			t.Errorf("a file that is %s is found: %v (%v)", name, found, err)
		}
		if left, _ := os.ReadFile(file); string(left) != text {
			t.Errorf("a file that is %s was changed by reading it", name)
		}
	}
	old := bytes.Replace(good, []byte(checkpointFormat), []byte("rso training checkpoint 0"), 1)
	if err := os.WriteFile(file, old, 0o600); err != nil {
		t.Fatal(err)
	}
	if found, err := opt.Load(file, belongs); found || err == nil {
		t.Errorf("another format is found: %v (%v)", found, err)
	}
	if found, err := opt.Load(filepath.Dir(file), belongs); found || err == nil || !strings.Contains(err.Error(), "cannot read") {
		t.Errorf("a directory is found: %v (%v)", found, err)
	}
	if err := opt.Save(filepath.Join(file, "below", "a file"), belongs); err == nil || !strings.Contains(err.Error(), "cannot write") {
		t.Errorf("the checkpoint is written where nothing can be: %v", err)
	}
}

// Whatever a checkpoint holds, it is gone on with or refused, and nothing panics.
func FuzzCheckpoint(f *testing.F) {
	o := brief()
	warm := curious(f)
	of := o.Belongs(warm, "shop")
	good := filepath.Join(f.TempDir(), "good.checkpoint")
	if err := optimiser(f, o, warm, 1).Save(good, of); err != nil {
		f.Fatal(err)
	}
	text, err := os.ReadFile(good)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(text)
	f.Add([]byte(`{"format":"rso training checkpoint 1","of":"` + of + `","progress":{"done":-1,"weights":[1e999]}}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		file := filepath.Join(t.TempDir(), "some.checkpoint")
		if err := os.WriteFile(file, text, 0o600); err != nil {
			t.Fatal(err)
		}
		opt := optimiser(t, o, warm, 1)
		if _, err := opt.Load(file, of); err != nil {
			return
		}
		if _, err := opt.Policy("{}"); err != nil {
			t.Errorf("a checkpoint that was taken makes no policy: %v", err)
		}
	})
}
