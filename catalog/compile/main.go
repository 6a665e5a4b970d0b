// Command compile turns a shop's feed into a catalog file.
//
//	go run ./catalog/compile -o shop.rsoc [-id COL] [-name NAME] [-explain] FEED...
//	go run ./catalog/compile -inspect shop.rsoc
//	go run ./catalog/compile -delta shop.rsoc -o prices.rsod FEED...
//
// What is wrong with rows is reported with line and field, the rest is compiled. The old output stays until the new
// one is complete.
package main

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"text/tabwriter"

	"github.com/google/renameio/v2/maybe"

	"rso/catalog"
	"rso/catalog/build"
	"rso/catalog/feed"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	context.AfterFunc(ctx, stop) // a second interrupt ends the program at once
	if err := run(ctx, os.Args[1:], os.Stdout, os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, "compile:", err)
		os.Exit(1)
	}
}

type options struct {
	out, id, name, format string
	delta                 string
	explain               bool
}

func run(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	var o options
	flags := flag.NewFlagSet("compile", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.StringVar(&o.out, "o", "", "the catalog `file` to write")
	flags.StringVar(&o.id, "id", "", "the `column` that is the id (default: inferred, else the row number)")
	flags.StringVar(&o.name, "name", "", "what the catalog is called (default: the name of the first feed)")
	flags.StringVar(&o.format, "format", "", "the `format` of the feeds: "+strings.Join(feed.Formats(), ", ")+" (default: told by the content)")
	flags.BoolVar(&o.explain, "explain", false, "print what every column was taken for, and why")
	flags.StringVar(&o.delta, "delta", "", "write what the feeds change in a compiled catalog `file`, for a page that has it open")
	inspect := flags.String("inspect", "", "print what is in a compiled catalog `file`")
	if err := flags.Parse(args); errors.Is(err, flag.ErrHelp) {
		return nil
	} else if err != nil {
		return errors.New("see the flags above")
	}
	if *inspect != "" {
		return describe(*inspect, stdout)
	}
	if o.out == "" || flags.NArg() == 0 {
		return errors.New("say where to write and what to read: compile -o shop.rsoc products.csv")
	}
	if o.delta != "" {
		return compileDelta(ctx, o, flags.Args(), stdout, stderr)
	}
	return compile(ctx, o, flags.Args(), stdout, stderr)
}

func compile(ctx context.Context, o options, feeds []string, stdout, stderr io.Writer) error {
	if o.name == "" {
		o.name = strings.TrimSuffix(filepath.Base(feeds[0]), filepath.Ext(feeds[0]))
	}
	meter := newMeter(stderr)
	b := build.New(build.Options{Name: o.name, ID: o.id, Progress: meter.show})
	problems, file, report, err := read(ctx, b, o, feeds, meter)
	meter.clear()
	if o.explain {
		explain(stdout, report.Decisions)
	}
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
	fmt.Fprintf(stdout, "%s: %d rows read, %d items, %d rows left out, %d problems, %d bytes\n", o.out, b.Rows(), report.Items, problems.Skipped, problems.Count, len(file))
	return nil
}

// show prints the first problems.
func show(stderr io.Writer, problems feed.Problems) {
	const shown = 20
	for _, p := range problems.List[:min(shown, len(problems.List))] {
		fmt.Fprintln(stderr, p)
	}
	if problems.Count > shown {
		fmt.Fprintf(stderr, "... and %d more\n", problems.Count-shown)
	}
}

// read builds the file from the feeds.
func read(ctx context.Context, b *build.Builder, o options, feeds []string, meter *meter) (feed.Problems, []byte, build.Report, error) {
	var problems feed.Problems
	for _, f := range feeds {
		p, err := add(ctx, b, f, o, meter)
		problems.Append(p)
		if err != nil {
			return problems, nil, build.Report{}, err
		}
	}
	file, report, err := b.Finish(ctx)
	problems.Append(report.Problems)
	if err != nil {
		err = fmt.Errorf("%s: %w", strings.Join(feeds, ", "), err)
	}
	return problems, file, report, err
}

// add reads one feed into the builder.
func add(ctx context.Context, b *build.Builder, path string, o options, meter *meter) (feed.Problems, error) {
	f, err := os.Open(path)
	if err != nil {
		return feed.Problems{}, err
	}
	defer f.Close()
	if same(path, o.out) {
		return feed.Problems{}, fmt.Errorf("%s is a feed and can't be the output too: give -o another name", path)
	}
	r, err := feed.OpenAs(f, o.format, filepath.Base(path))
	if err != nil {
		return feed.Problems{}, err
	}
	b.Declare(r.Columns())
	for rec, err := range r.Records() {
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return r.Problems(), err
		}
		b.Add(rec)
		meter.show("read", b.Rows(), 0)
	}
	return r.Problems(), nil
}

// same says whether two paths are one file.
func same(a, b string) bool {
	x, err := os.Stat(a)
	y, other := os.Stat(b)
	return err == nil && other == nil && os.SameFile(x, y)
}

func explain(w io.Writer, decisions []build.Decision) {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "column\trole\tkind\tunit\twhy")
	for _, d := range decisions {
		if d.Drop {
			fmt.Fprintf(t, "%s\t(left out)\t\t\t%s\n", d.Column, d.Why)
			continue
		}
		fmt.Fprintf(t, "%s\t%s\t%s\t%s\t%s\n", d.Column, d.Role, d.Kind, d.Unit, d.Why)
	}
	t.Flush()
}

// describe prints what is in a compiled catalog.
func describe(path string, stdout io.Writer) error {
	b, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	c, err := catalog.Open(b)
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	w := bufio.NewWriter(stdout)
	fmt.Fprintf(w, "%s: %d items, identity %s, %d bytes\n\n", c.Name(), c.Len(), c.Identity(), len(b))
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "column\trole\tkind\tunit\tvalues")
	for i := range c.Columns() {
		col := c.Column(i)
		fmt.Fprintf(t, "%s\t%s\t%s\t%s\t%d\n", col.Name, col.Role, col.Kind, col.Unit, col.NumValues())
	}
	fmt.Fprintln(t, "\nsection\tbytes")
	for _, s := range catalog.Contents(b) {
		fmt.Fprintf(t, "%s\t%d\n", s.Name, s.Bytes)
	}
	t.Flush()
	return w.Flush()
}
