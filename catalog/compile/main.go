// Command compile turns a shop's feed into a catalog file.
//
//	go run ./catalog/compile -o shop.rsoc [-id COL] [-map COLUMN=ROLE[:UNIT]]... [-name NAME] [-affinity FILE]... [-explain] FEED...
//	go run ./catalog/compile -inspect shop.rsoc
//	go run ./catalog/compile -delta shop.rsoc -o prices.rsod FEED...
//
// The feed's format is told by its content, and what its columns mean by their names and values; -explain prints what
// was inferred and why, -map overrides it. -affinity learns from dialogues, ratings or orders which items go together, and
// what shoppers say before they are recommended (catalog/affinity). What is wrong with rows is reported on standard error,
// by cause, with line and field, and the rest is compiled; with -strict it isn't. The old output stays until the new one is
// complete.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"time"

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
	out, id, name   string
	delta           string
	maps            mappings
	feed            feed.Options
	explain, strict bool
	neighbours      int
	searchOnly      bool
	affinity        learning
}

// mappings collects the values of -map.
type mappings []build.Mapping

func (m *mappings) String() string { return "" }

func (m *mappings) Set(s string) error {
	one, err := build.ParseMapping(s)
	*m = append(*m, one)
	return err
}

// flags declares the command's flags.
func (o *options) flags(stderr io.Writer) (flags *flag.FlagSet, inspect *string) {
	flags = flag.NewFlagSet("compile", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.StringVar(&o.out, "o", "", "the catalog `file` to write")
	flags.StringVar(&o.id, "id", "", "the `column` that is the id (default: inferred, else the row number)")
	flags.StringVar(&o.name, "name", "", "what the catalog is called (default: the name of the first feed)")
	flags.StringVar(&o.feed.Format, "format", "", "the `format` of the feeds: "+strings.Join(feed.Formats(), ", ")+" (default: told by the content)")
	flags.Var(&o.maps, "map", "what a column means, as `COLUMN=ROLE` or COLUMN=ROLE:UNIT, or COLUMN=- to leave it out (repeatable; -explain shows the columns)")
	flags.StringVar(&o.feed.Date, "date", "", "the `day` that the catalog is for, as 2026-11-25: sales that have dates count only then (default: they always count)")
	flags.BoolVar(&o.explain, "explain", false, "print what every column was taken for, and why")
	flags.BoolVar(&o.strict, "strict", false, "write nothing when there is any problem")
	flags.BoolVar(&o.feed.Lenient, "lenient", false, "keep what can be read of a broken feed: rows before a cut, rows with too many fields, quotes never closed")
	flags.IntVar(&o.neighbours, "neighbours", 8, "similar items kept for each, 0 to 255: what \"more like this\" reads")
	flags.BoolVar(&o.searchOnly, "search-only", false, "leave out what is only shown (titles, texts, addresses, long lists of keywords), for a page that has it already")
	flags.Var(&o.affinity.from, "affinity", "learn which items go together from this `file` of dialogues, windows of dialogues, ratings or orders (repeatable), or take what -affinity-out wrote")
	flags.StringVar(&o.affinity.out, "affinity-out", "", "write what was learned to this `file`, for later compilations")
	flags.Uint64Var(&o.affinity.seed, "seed", 1, "`seed` of the learning")
	flags.StringVar(&o.delta, "delta", "", "write what the feeds change in a compiled catalog `file`, for a page that has it open")
	inspect = flags.String("inspect", "", "print what is in a compiled catalog `file`")
	return flags, inspect
}

func run(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	var o options
	flags, inspect := o.flags(stderr)
	if err := flags.Parse(args); errors.Is(err, flag.ErrHelp) {
		return nil
	} else if err != nil {
		return errors.New("see the flags above")
	}
	if _, err := time.Parse(time.DateOnly, o.feed.Date); err != nil && o.feed.Date != "" {
		return fmt.Errorf("-date %q is no day: write it as 2026-11-25", o.feed.Date)
	}
	if *inspect != "" {
		return describe(*inspect, stdout)
	}
	if o.neighbours < 0 || o.neighbours > 255 {
		return fmt.Errorf("-neighbours %d: give 0 to 255", o.neighbours)
	}
	if o.out == "" || flags.NArg() == 0 {
		return errors.New("say where to write and what to read: compile -o shop.rsoc products.csv")
	}
	if err := o.affinity.check(o, flags.Args()); err != nil {
		return err
	}
	if o.delta != "" {
		return compileDelta(ctx, o, flags.Args(), stdout, stderr)
	}
	return compile(ctx, o, flags.Args(), stdout, stderr)
}

func compile(ctx context.Context, o options, feeds []string, stdout, stderr io.Writer) error {
	if o.name == "" {
		o.name = build.NameOf(feeds[0])
	}
	meter := newMeter(stderr)
	opt := build.Options{Name: o.name, ID: o.id, Map: o.maps, Neighbours: o.neighbours, SearchOnly: o.searchOnly, Progress: meter.show}
	if o.neighbours == 0 {
		opt.Neighbours = -1
	}
	if len(o.affinity.from) > 0 {
		opt.Affinity = func(ctx context.Context, c *catalog.Catalog) (*catalog.AffinityModel, error) {
			return o.affinity.learn(ctx, c, meter.show)
		}
	}
	b := build.New(opt)
	tally, file, decisions, err := read(ctx, b, o, feeds, meter)
	meter.clear()
	if o.explain {
		explain(stdout, decisions)
	}
	tally.print(stderr)
	if ctx.Err() != nil {
		return errors.New("interrupted; nothing was written")
	}
	if err != nil {
		return err
	}
	if n := tally.problems.Count; o.strict && n > 0 {
		return fmt.Errorf("%s: with -strict, nothing was written", tally)
	}
	if err := o.affinity.write(stdout); err != nil { // first: it took long
		return err
	}
	if err := maybe.WriteFile(o.out, file, 0o644); err != nil {
		return err
	}
	fmt.Fprintf(stdout, "%s: %s, %d bytes\n", o.out, tally, len(file))
	return nil
}

// read builds the file from the feeds.
func read(ctx context.Context, b *build.Builder, o options, feeds []string, meter *meter) (t tally, file []byte, decisions []build.Decision, err error) {
	if err := readAll(ctx, feeds, o, meter, &t, b.Read); err != nil {
		return t, nil, nil, err
	}
	file, report, err := b.Finish(ctx)
	t.items, t.variants = report.Items, report.Variants
	t.problems.Append(report.Problems)
	if err != nil {
		err = fmt.Errorf("%s: %w", strings.Join(feeds, ", "), err)
	}
	return t, file, report.Decisions, err
}

// into takes a feed.
type into func(context.Context, *feed.Reader) error

// readAll reads the feeds.
func readAll(ctx context.Context, feeds []string, o options, meter *meter, t *tally, to into) error {
	total := int64(0)
	for _, path := range feeds {
		if st, err := os.Stat(path); err == nil {
			total += st.Size()
		}
	}
	for _, path := range feeds {
		if err := readOne(ctx, path, o, meter, total, t, to); err != nil {
			return err
		}
	}
	return nil
}

func readOne(ctx context.Context, path string, o options, meter *meter, total int64, t *tally, to into) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	if same(path, o.out) {
		return fmt.Errorf("%s is a feed and can't be the output too: give -o another name", path)
	}
	r, err := feed.OpenWith(meter.reading(f, total), filepath.Base(path), o.feed)
	if err != nil {
		return err
	}
	defer func() {
		t.rows += r.Rows()
		t.problems.Append(r.Problems())
	}()
	return to(ctx, r)
}

// same says whether two paths are one file.
func same(a, b string) bool {
	x, err := os.Stat(a)
	y, other := os.Stat(b)
	return err == nil && other == nil && os.SameFile(x, y)
}
