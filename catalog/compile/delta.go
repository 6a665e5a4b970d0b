package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/google/renameio/v2/maybe"

	"rso/catalog"
	"rso/catalog/build"
	"rso/catalog/feed"
)

// compileDelta writes what the feeds change in a compiled catalog.
func compileDelta(ctx context.Context, o options, feeds []string, stdout, stderr io.Writer) error {
	if o.id != "" || o.name != "" || o.explain {
		return errors.New("-delta takes the columns and the name from the catalog: leave -id, -name and -explain out")
	}
	if same(o.delta, o.out) {
		return fmt.Errorf("%s is the catalog that the delta is for and can't be the output too: give -o another name", o.delta)
	}
	b, err := os.ReadFile(o.delta)
	if err != nil {
		return err
	}
	base, err := catalog.Open(b)
	if err != nil {
		return fmt.Errorf("%s: %w", o.delta, err)
	}
	meter := newMeter(stderr)
	d := build.NewDelta(base, build.Options{Progress: meter.show})
	problems, err := readDelta(ctx, d, o, feeds, meter)
	var file []byte
	var report build.DeltaReport
	if err == nil {
		file, report, err = d.Finish(ctx)
		problems.Append(report.Problems)
	}
	meter.clear()
	show(stderr, problems)
	if ctx.Err() != nil {
		return errors.New("interrupted; nothing was written")
	}
	if err != nil {
		return err
	}
	if err := maybe.WriteFile(o.out, file, 0o644); err != nil {
		return err
	}
	fmt.Fprintf(stdout, "%s: %d rows read, %d items with new numbers, %d with new texts, %d new, %d gone, %d problems, %d bytes for %s\n",
		o.out, report.Records, report.Changed, report.Replaced, report.New, report.Gone, problems.Count, len(file), base.Identity())
	return nil
}

// readDelta adds the rows of the feeds.
func readDelta(ctx context.Context, d *build.Delta, o options, feeds []string, meter *meter) (feed.Problems, error) {
	var problems feed.Problems
	for _, path := range feeds {
		if same(path, o.out) {
			return problems, fmt.Errorf("%s is a feed and can't be the output too: give -o another name", path)
		}
		p, err := addTo(ctx, d, path, o.format, meter)
		problems.Append(p)
		if err != nil {
			return problems, err
		}
	}
	return problems, nil
}

func addTo(ctx context.Context, d *build.Delta, path, format string, meter *meter) (feed.Problems, error) {
	f, err := os.Open(path)
	if err != nil {
		return feed.Problems{}, err
	}
	defer f.Close()
	r, err := feed.OpenAs(f, format, filepath.Base(path))
	if err != nil {
		return feed.Problems{}, err
	}
	for rec, err := range r.Records() {
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return r.Problems(), err
		}
		d.Add(rec)
		meter.show("read", d.Records(), 0)
	}
	return r.Problems(), nil
}
