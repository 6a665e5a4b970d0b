package measure

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"rso/catalog/build/buildtest"
	"rso/policy"
	"rso/policy/learn"
	"rso/policy/report"
	"rso/policy/reward"
	"rso/policy/simulate"
)

// runs carries a trial out.
func runs(t testing.TB, trial *Trial, list []Planner) []Run {
	t.Helper()
	out, err := trial.Run(t.Context(), list, nil)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestWorkersDoNotMatter(t *testing.T) {
	list := planners(t)
	one := trial(t, 15, "terse", "adversarial")
	one.Workers = 1
	want := runs(t, one, list)
	if len(want) != 2*len(list) {
		t.Fatalf("%d planners and 2 families make %d runs", len(list), len(want))
	}
	for _, workers := range []int{2, 8} {
		more := trial(t, 15, "terse", "adversarial")
		more.Workers = workers
		got := runs(t, more, list)
		if !reflect.DeepEqual(Results(got), Results(want)) {
			t.Errorf("%d workers measure something else than one", workers)
		}
		for i := range got {
			if !reflect.DeepEqual(got[i].Conversations, want[i].Conversations) {
				t.Errorf("with %d workers %s has other conversations with %s seekers", workers, got[i].Planner, got[i].Family)
			}
		}
	}
}

// Every planner meets the same seekers, and every run says who it was.
func TestRunsMeetTheSameSeekers(t *testing.T) {
	list := planners(t)
	tr := trial(t, kept+5, "terse", "chatty")
	out := runs(t, tr, list)
	for i, r := range out {
		family, planner := tr.Families[i/len(list)].Name, list[i%len(list)]
		if r.Planner != planner.Name || r.Kind != planner.Kind || r.Family != family || r.Catalog != "shop" || r.Dialogues != kept+5 || len(r.Conversations) != kept {
			t.Errorf("run %d is %+v with %d conversations, of %s with %s seekers", i, r.Result, len(r.Conversations), planner.Name, family)
		}
		for _, m := range report.Metrics[:2] {
			if _, ok := r.Metrics[m.Name]; !ok {
				t.Errorf("%s is not measured", m.Name)
			}
		}
		for n, c := range r.Conversations {
			first := out[i/len(list)*len(list)].Conversations[n]
			if c.Family != family || c.Goal != first.Goal || c.Turns[0].Said != first.Turns[0].Said {
				t.Errorf("conversation %d of %s is about another goal or begins otherwise", n, r.Planner)
			}
		}
	}
}

// A planner's choices are what is played, and its ablations are in force.
func TestPlannersPlay(t *testing.T) {
	list := append(planners(t), Switched(persuasive(t))...)
	for _, r := range runs(t, trial(t, 20, "cooperative"), list) {
		asked, turns, facts, beliefs := 0, 0, 0, 0
		for _, c := range r.Conversations {
			turns += c.Outcome.Turns
			for _, x := range c.Turns {
				if x.Reply.Strategy == policy.OpinionInquiry.String() {
					asked++
				}
				beliefs += len(x.Reply.Belief.Constraints)
				for _, f := range x.Reply.Trace.Facts {
					if f.Attribute != "title" {
						facts++
					}
				}
			}
		}
		inquisitive := r.Planner == "ask 2, recommend" || r.Planner == "max entropy" || r.Planner == "human-like"
		share := float64(asked) / float64(turns)
		if asked == 0 && inquisitive || share > .1 && (r.Planner == Name || r.Planner == "recommend always") { // one or two are manners
			t.Errorf("%s asks %d questions in %d turns", r.Planner, asked, turns)
		}
		if (facts == 0) != (r.Planner == "no facts") || (beliefs == 0) != (r.Planner == "no preferences") {
			t.Errorf("%s tells %d facts and holds %d beliefs", r.Planner, facts, beliefs)
		}
	}
}

// slow is a judge that takes its time, and fails when it is told to.
type slow struct {
	reward.Rubric
	wait time.Duration
	err  error
}

func (s slow) Grade(ctx context.Context, e *reward.Exchange) (float64, error) {
	select {
	case <-ctx.Done():
		return 0, ctx.Err()
	case <-time.After(s.wait):
	}
	if s.err != nil {
		return 0, s.err
	}
	return s.Rubric.Grade(ctx, e)
}

func TestTrialIsCalledOff(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	tr := trial(t, 100000, "terse", "chatty")
	tr.Judge = slow{wait: time.Millisecond}
	time.AfterFunc(100*time.Millisecond, cancel)
	began := time.Now()
	if _, err := tr.Run(ctx, planners(t), nil); !errors.Is(err, context.Canceled) {
		t.Errorf("a trial that is called off ends with %v", err)
	}
	if took := time.Since(began); took > 3*time.Second {
		t.Errorf("it took %v to call it off", took)
	}
}

func TestErrorsSayWhere(t *testing.T) {
	broken := errors.New("the judge is on holiday")
	tr := trial(t, 3, "terse")
	tr.Judge = slow{err: broken}
	_, err := tr.Run(t.Context(), planners(t)[:1], nil)
	if !errors.Is(err, broken) || !strings.Contains(err.Error(), "trained with terse seekers on shop: ") {
		t.Errorf("the error is %v", err)
	}
	tr.Catalogs = []Catalog{{"bare", buildtest.Catalog(t, "bare", `{"id":"1","title":"One"}`+"\n")}}
	if _, err := tr.Run(t.Context(), planners(t), nil); err == nil || !strings.Contains(err.Error(), "nothing to wish for") {
		t.Errorf("a catalog without anything to wish for gives %v", err)
	}
}

// page is the page of a trial with many kinds of seekers.
func page(t *testing.T) (*report.Data, []Run) {
	t.Helper()
	out := runs(t, trial(t, kept, "cooperative", "sceptical", "impatient"), planners(t)[:2])
	return Page("a page", persuasive(t), out, Name, []string{"go run"}), out
}

// conversation finds the one that a transcript is of.
func conversation(runs []Run, lines []report.Line) *simulate.Conversation {
	for _, r := range runs {
		for _, c := range r.Conversations {
			same := 2*len(c.Turns)-1 == len(lines)
			for n := 0; same && n < len(c.Turns); n++ {
				same = c.Turns[n].Said == lines[2*n].Text
			}
			if same {
				return c
			}
		}
	}
	return nil
}

func TestPage(t *testing.T) {
	d, out := page(t)
	if len(d.Training) != 2 || !d.Training[1].Best || d.Shipped != Name || len(d.Evaluation) != len(out) || len(d.Claims) == 0 {
		t.Errorf("the page has %+v to show of the training, %d results and %d claims", d.Training, len(d.Evaluation), len(d.Claims))
	}
	if len(d.Play.Turns) < 3 || len(d.Play.Turns) > simulate.MaxTurns {
		t.Errorf("the play is of %d turns", len(d.Play.Turns))
	}
	for turn, shares := range d.Play.Turns {
		sum := 0.
		for _, x := range shares {
			sum += x
		}
		if sum < 1-1e-9 || sum > 1+1e-9 || len(shares) != int(policy.NumStrategies) {
			t.Errorf("the shares of turn %d sum to %v", turn+1, sum)
		}
	}
	own := slices.DeleteFunc(slices.Clone(out), func(r Run) bool { return r.Planner != Name })
	if alone := Page("", persuasive(t), own, Name, nil); !reflect.DeepEqual(d.Play, alone.Play) || !reflect.DeepEqual(d.Transcripts, alone.Transcripts) {
		t.Error("others than the shipped planner are in the play or the transcripts")
	}
	if len(d.Transcripts) != 3 {
		t.Fatalf("there are %d transcripts", len(d.Transcripts))
	}
	var texts []string
	for i, tr := range d.Transcripts {
		text := fmt.Sprint(tr.Lines)
		if slices.Contains(texts, text) {
			t.Errorf("transcript %d, %q, is there twice", i+1, tr.Title)
		}
		texts = append(texts, text)
		if !strings.HasPrefix(tr.About, "Wants ") || len(tr.Lines) < 3 {
			t.Errorf("transcript %d is about %q and has %d lines", i+1, tr.About, len(tr.Lines))
		}
		if sold := strings.Contains(tr.Title, "accepted what fits"); sold != (i < 2) {
			t.Errorf("transcript %d is called %q", i+1, tr.Title)
		}
		said := conversation(own, tr.Lines)
		if said == nil {
			t.Fatalf("transcript %d is of no conversation of the shipped planner", i+1)
		}
		for n, l := range tr.Lines {
			if n%2 == 0 && n > 0 && l.Grade != reward.Nearest(said.Turns[n/2-1].Grade).String() {
				t.Errorf("line %d of transcript %d has the grade %q, turn %d had %v", n+1, i+1, l.Grade, n/2, said.Turns[n/2-1].Grade)
			}
			if l.Recommender != (n%2 == 1) || l.Text == "" || l.Recommender && (len(l.Strategies) == 0 || l.Because == "" || l.Chance <= 0) {
				t.Errorf("line %d of transcript %d is %+v", n+1, i+1, l)
			}
			if graded := l.Grade != ""; graded != (n > 0 && n%2 == 0) {
				t.Errorf("line %d of transcript %d has the grade %q", n+1, i+1, l.Grade)
			}
		}
	}
	var html bytes.Buffer
	if err := d.WriteHTML(&html); err != nil || html.Len() < 1000 {
		t.Errorf("the page has %d bytes (%v)", html.Len(), err)
	}
}

// small settings, for what is learned anew.
func small() learn.Optimisation {
	return learn.Optimisation{Groups: [][]string{{}, {"moment"}}, Episodes: 256, Batch: 128, Gamma: .999, Entropy: .01, Step: 8, Ridge: 20, Every: 1, Held: 64, Seed: 1, Terms: reward.Closed()}
}

func TestRetrained(t *testing.T) {
	var heard []int
	list, err := Retrained(t.Context(), small(), favouring(t, policy.OpinionInquiry), shop(t), 2, func(complete, of int) { heard = append(heard, 10*complete+of) })
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(heard, []int{13, 23, 33}) || len(list) != 3 {
		t.Errorf("of %d ablations was heard: %v", len(list), heard)
	}
	for _, p := range list {
		if p.Kind != Ablation || p.Policy == nil || p.About == "" || p.Without.Manners != (p.Name == "loopholes open") {
			t.Errorf("an ablation is %+v", p)
		}
		if tables := p.Policy.Tables(); p.Name == "no strategy" && (len(tables) != 1 || len(tables[0].Features) != 0) {
			t.Errorf("without a strategy there are %d tables", len(tables))
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Retrained(ctx, small(), persuasive(t), shop(t), 2, nil); !errors.Is(err, context.Canceled) || !strings.Contains(err.Error(), `"no strategy"`) {
		t.Errorf("learning that is called off ends with %v", err)
	}
}

func TestStudy(t *testing.T) {
	s := Study{Policy: persuasive(t), Warm: favouring(t, policy.OpinionInquiry), Catalogs: []Catalog{{"shop", shop(t)}}, Settings: small(), Families: simulate.Families()[:1],
		Dialogues: 4, Seed: Seed(1), Workers: 2, Judge: reward.Rubric{}}
	for _, c := range []struct {
		plain bool
		warm  *policy.Policy
		want  int
	}{{true, s.Warm, 6}, {true, nil, 5}, {false, nil, 7}, {false, s.Warm, 11}} {
		s.Plain, s.Warm = c.plain, c.warm
		steps := map[string]int{}
		out, err := s.Run(t.Context(), func(what string, complete, of int) { steps[what]++ })
		if err != nil {
			t.Fatal(err)
		}
		if len(out) != c.want || out[0].Planner != Name || steps["measurement"] != c.want || (steps["ablation"] > 0) != (!c.plain && c.warm != nil) {
			t.Errorf("plain %v, human-like %v: there are %d runs, want %d, in the steps %v", c.plain, c.warm != nil, len(out), c.want, steps)
		}
	}
	if Seed(1) == 1 || Seed(1) == Seed(2) {
		t.Error("a policy is measured with the seed that it was learned with")
	}
}
