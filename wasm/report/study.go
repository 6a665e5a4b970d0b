//go:build js && wasm

package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/hack-pad/safejs"

	"rso/catalog"
	"rso/policy"
	"rso/policy/measure"
	"rso/policy/report"
	"rso/policy/reward"
	"rso/policy/simulate"
	"rso/wasm/boundary"
)

// Options say what to measure.
type Options struct {
	Name      string   `json:"name"`     // of the catalog's and the policy's files, without what stands behind the dot
	Families  []string `json:"families"` // of seekers; none: all
	Dialogues int      `json:"dialogues"`
	Seed      uint64   `json:"seed"`      // of goals and seekers; 0: that of policy/evaluate
	Ablations bool     `json:"ablations"` // the policy with a part of the session switched off, too
}

// A Step is one measurement.
type Step struct {
	Complete int           `json:"complete"`
	Of       int           `json:"of"`
	Result   report.Result `json:"result"`
}

// A Report is the end.
type Report struct {
	Report string `json:"report"` // a page in one file
}

// A Fault is the end, too.
type Fault struct {
	Error string `json:"error"`
}

// start reads what is to be measured, and begins.
func start(args []safejs.Value) (any, error) {
	if len(args) != 4 {
		return nil, fmt.Errorf("rso.report takes 4 arguments (catalog, policy, options, tell), not %d", len(args))
	}
	if args[3].Type() != safejs.TypeFunction {
		return nil, errors.New("the last argument must be a function, which is told how it goes")
	}
	var files [3][]byte
	for i, what := range [...]string{"catalog", "policy", "options"} {
		var err error
		if files[i], err = boundary.Bytes(args[i], what); err != nil {
			return nil, err
		}
	}
	var o Options
	if err := json.Unmarshal(files[2], &o); err != nil {
		return nil, fmt.Errorf("the options are not valid JSON: %w", err)
	}
	s, err := o.study(files[0], files[1])
	if err != nil {
		return nil, err
	}
	go run(s, o, listener{args[3]})
	return nil, nil
}

// study makes a study of the options.
func (o *Options) study(catalogBytes, policyBytes []byte) (*measure.Study, error) {
	c, err := catalog.Open(catalogBytes)
	if err != nil {
		return nil, err
	}
	p, err := policy.Open(policyBytes)
	if err != nil {
		return nil, err
	}
	if o.Dialogues < 1 {
		return nil, errors.New("there is nothing to measure without dialogues: ask for at least 1")
	}
	if o.Seed == 0 {
		o.Seed = measure.Seed(1)
	}
	s := &measure.Study{
		Policy: p, Catalogs: []measure.Catalog{{Name: c.Name(), Catalog: c}}, Dialogues: o.Dialogues, Seed: o.Seed, Workers: 1,
		Judge: reward.Rubric{}, Plain: !o.Ablations,
	}
	for _, name := range o.Families {
		f, err := simulate.FamilyNamed(name)
		if err != nil {
			return nil, err
		}
		if slices.ContainsFunc(s.Families, func(other simulate.Family) bool { return other.Name == name }) {
			return nil, fmt.Errorf("%s is there twice: name each family once", name)
		}
		s.Families = append(s.Families, f)
	}
	if len(o.Families) == 0 {
		s.Families = simulate.Families()
	}
	return s, nil
}

// run carries a study out and tells how it goes.
func run(s *measure.Study, o Options, l listener) {
	if _, err := boundary.Guard(func() (any, error) { return nil, tell(s, o, l) }); err != nil {
		if err := l.hears(Fault{err.Error()}); err != nil {
			println("rso: " + err.Error())
		}
	}
}

func tell(s *measure.Study, o Options, l listener) error {
	var last report.Result
	var lost error // nobody listens any more
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	s.Each = func(r report.Result) { last = r }
	runs, err := s.Run(ctx, func(_ string, complete, of int) {
		if err := l.hears(Step{complete, of, last}); err != nil {
			lost = err
			stop()
		}
	})
	if lost != nil {
		return lost
	}
	if err != nil {
		return err
	}
	var page bytes.Buffer
	if err := s.Page(o.title(s), runs, []string{o.command()}).WriteHTML(&page); err != nil {
		return err
	}
	return l.hears(Report{page.String()})
}

// title and command are those of policy/evaluate, so that the report is the same.
func (o *Options) title(s *measure.Study) string {
	return fmt.Sprintf("%s.rsop: a policy for %s", o.Name, s.Catalogs[0].Name)
}

func (o *Options) command() string {
	c := fmt.Sprintf("go run ./policy/evaluate policy -catalog %[1]s.rsoc -policy %[1]s.rsop", o.Name)
	if len(o.Families) > 0 {
		c += " -families " + strings.Join(o.Families, ",")
	}
	if !o.Ablations {
		c += " -plain"
	}
	return fmt.Sprintf("%s -n %d -seed %d -report %s.report.html", c, o.Dialogues, o.Seed, o.Name)
}

// A listener is told by frames how it goes.
type listener struct{ tell safejs.Value }

func (l listener) hears(frame any) error {
	b, err := json.Marshal(frame)
	if err != nil {
		return err
	}
	v, err := boundary.Uint8Array(b)
	if err != nil {
		return err
	}
	_, err = l.tell.Invoke(v)
	return err
}
