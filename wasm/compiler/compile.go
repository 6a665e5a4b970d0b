//go:build js && wasm

package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	"github.com/hack-pad/safejs"
	"rso/core/jlexer"

	"rso/catalog/build"
	"rso/catalog/feed"
	"rso/wasm/boundary"
	"rso/wasm/compiler/frame"
)

// A job is one feed on its way to a catalog.
type job struct {
	opt      build.Options
	format   string
	rows     int
	problems feed.Problems
}

// compile answers rso.compile. What goes wrong, a panic too, is a frame.
func compile(args []safejs.Value) (result any, err error) {
	var j job
	defer func() {
		if r := recover(); r != nil {
			result, err = j.fault(fmt.Errorf("the compiler failed: %v", r))
		}
	}()
	if len(args) != 2 && len(args) != 3 {
		return j.fault(fmt.Errorf("rso.compile takes 2 arguments (feed, options) and perhaps a function for the progress, not %d", len(args)))
	}
	n, err := boundary.Length(args[0], "feed")
	if err != nil {
		return j.fault(err)
	}
	o, err := readOptions(args[1])
	if err != nil {
		return j.fault(err)
	}
	o.Feed = cmp.Or(o.Feed, "feed") // what a feed without a name is called in what is said of it
	var m meter
	if len(args) == 3 {
		m.call = args[2]
	}
	if j.opt, err = steered(o, m.show); err != nil {
		return j.fault(err)
	}
	src := &source{bytes: args[0], n: n, show: m.show}
	file, report, err := j.run(src, o)
	if err != nil {
		return j.fault(err)
	}
	return j.done(file, report)
}

// readOptions reads the options; an empty array stands for none.
func readOptions(v safejs.Value) (o frame.Options, err error) {
	b, err := boundary.Bytes(v, "options")
	if err != nil || len(b) == 0 {
		return o, err
	}
	l := jlexer.Lexer{Data: b}
	o.UnmarshalEasyJSON(&l)
	l.Consumed()
	if err := l.Error(); err != nil {
		return o, fmt.Errorf("the frame is not valid JSON: %w", err)
	}
	return o, nil
}

// steered are the builder's options.
func steered(o frame.Options, show func(string, int, int)) (build.Options, error) {
	opt := build.Options{Name: cmp.Or(o.Name, build.NameOf(o.Feed)), ID: o.ID, SearchOnly: o.SearchOnly, Progress: show}
	for _, s := range o.Map {
		m, err := build.ParseMapping(s)
		if err != nil {
			return opt, err
		}
		opt.Map = append(opt.Map, m)
	}
	return opt, nil
}

// run compiles the feed.
func (j *job) run(src *source, o frame.Options) (file []byte, report build.Report, err error) {
	r, err := feed.OpenWith(src, o.Feed, feed.Options{Format: o.Format, Lenient: o.Lenient})
	if err != nil {
		return nil, report, err
	}
	j.format = r.Format()
	b := build.New(j.opt)
	err = b.Read(context.Background(), r)
	j.rows = r.Rows()
	j.problems.Append(r.Problems())
	if err != nil {
		return nil, report, err
	}
	file, report, err = b.Finish(context.Background())
	j.problems.Append(report.Problems)
	return file, report, err
}

// fault is the frame of an error. Of a feed that can't be read on, the place is the last of the problems.
func (j *job) fault(err error) (any, error) {
	f := frame.Fault{Error: err.Error(), Format: j.format, Rows: j.rows, Problems: listed(j.problems)}
	if broken := (feed.Fault{}); errors.As(err, &broken) {
		f.Problems = append(f.Problems, problem(feed.Problem(broken)))
	}
	return built(f)
}
