package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/google/renameio/v2/maybe"

	"rso/catalog"
	"rso/catalog/build"
)

// compileDelta writes what the feeds change in a compiled catalog.
func compileDelta(ctx context.Context, o options, feeds []string, stdout, stderr io.Writer) error {
	if o.id != "" || o.name != "" || o.explain || len(o.maps) > 0 {
		return errors.New("-delta takes the columns and the name from the catalog: leave -id, -name, -map and -explain out")
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
	var t tally
	var file []byte
	var report build.DeltaReport
	if err = readAll(ctx, feeds, o, meter, &t, d.Read); err == nil {
		file, report, err = d.Finish(ctx)
		t.problems.Append(report.Problems)
	}
	meter.clear()
	t.print(stderr)
	if ctx.Err() != nil {
		return errors.New("interrupted; nothing was written")
	}
	if err != nil {
		return err
	}
	if n := t.problems.Count; o.strict && n > 0 {
		return fmt.Errorf("%d problems: with -strict, nothing was written", n)
	}
	if err := maybe.WriteFile(o.out, file, 0o644); err != nil {
		return err
	}
	fmt.Fprintf(stdout, "%s: %d rows read, %d items with new numbers, %d with new texts, %d new, %d gone, %d problems, %d bytes for %s\n",
		o.out, t.rows, report.Changed, report.Replaced, report.New, report.Gone, t.problems.Count, len(file), base.Identity())
	return nil
}
