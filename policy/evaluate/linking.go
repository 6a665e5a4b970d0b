package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

	"rso/catalog"
	"rso/core/prefer"
	"rso/policy/console"
	"rso/policy/learn"
)

// linkingOptions are the flags of evaluate linking.
type linkingOptions struct {
	catalog   string
	dialogues console.List
	limit     int
	failures  bool
	json      bool
}

// linking measures what the preference reasoner finds in the words of seekers.
func linking(args []string, stdout, stderr io.Writer) error {
	var o linkingOptions
	flags := flag.NewFlagSet("evaluate linking", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.StringVar(&o.catalog, "catalog", "", "link to the compiled catalog in this `file`")
	flags.Var(&o.dialogues, "dialogues", "measure on the human dialogues in this JSONL `file`; may be repeated")
	flags.IntVar(&o.limit, "limit", 0, "read only the first `number` of dialogues of each file; 0 reads all")
	flags.BoolVar(&o.failures, "failures", false, "print each miss and false alarm before the tables")
	flags.BoolVar(&o.json, "json", false, "print one JSON object instead of tables")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if flags.NArg() > 0 {
		return fmt.Errorf("%q is no flag: give several files by repeating -dialogues", flags.Arg(0))
	}
	if err := o.check(); err != nil {
		return err
	}
	r, err := o.measure()
	if err != nil {
		return err
	}
	if o.json {
		return json.NewEncoder(stdout).Encode(r.scores())
	}
	if o.failures {
		r.printFailures(stdout)
	}
	return r.print(stdout)
}

// check says what is wrong with the flags and how to put it right.
func (o linkingOptions) check() error {
	switch {
	case o.catalog == "":
		return errors.New("nothing to link to: name a compiled catalog with -catalog")
	case len(o.dialogues) == 0:
		return errors.New("nothing to measure on: name a file of human dialogues with -dialogues")
	case o.limit < 0:
		return fmt.Errorf("-limit %d is less than no dialogue: give a positive number, or 0 to read all", o.limit)
	case o.failures && o.json:
		return errors.New("-json prints one object and -failures a list for people: give one of the two")
	}
	return nil
}

// measure puts the reasoner to the dialogues, one file after the other: what is annotated may differ between them.
func (o linkingOptions) measure() (*linkingReport, error) {
	c, err := openCatalog(o.catalog)
	if err != nil {
		return nil, err
	}
	l := newListener(c)
	for _, name := range o.dialogues {
		dialogues, err := readFirst(name, o.limit)
		if err != nil {
			return nil, err
		}
		l.hearFile(dialogues)
	}
	if l.report.empty() {
		return nil, errors.New("nothing that this catalog has is annotated in these dialogues: " +
			"give ones with titles, items, genres, people, liked or disliked in -dialogues, or their own -catalog")
	}
	return &l.report, nil
}

// openCatalog reads a compiled catalog.
func openCatalog(name string) (*catalog.Catalog, error) {
	b, err := os.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("cannot read the catalog: %w", err)
	}
	c, err := catalog.Open(b)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return c, nil
}

// readFirst reads the first dialogues of a file in the file's order, all of them when limit is 0.
func readFirst(name string, limit int) ([]learn.Dialogue, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, fmt.Errorf("cannot read the dialogues: %w", err)
	}
	defer file.Close()
	reader := learn.NewReader(file, name)
	var dialogues []learn.Dialogue
	for limit == 0 || len(dialogues) < limit {
		d, err := reader.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		dialogues = append(dialogues, d)
	}
	return dialogues, nil
}

// A listener plays the seekers' turns to the reasoner and compares what it makes of them with the annotations.
type listener struct {
	c        *catalog.Catalog
	reasoner *prefer.Reasoner
	kinds    []mentionKind
	report   linkingReport
}

func newListener(c *catalog.Catalog) *listener {
	return &listener{c: c, reasoner: prefer.New(c, prefer.English()), kinds: mentionKinds(c)}
}

// hearFile measures the dialogues of one file. A kind of mention that the file annotates nowhere is not measured
// there: everything found would be a false alarm.
func (l *listener) hearFile(dialogues []learn.Dialogue) {
	var kinds []mentionKind
	for _, k := range l.kinds {
		if annotates(dialogues, k) {
			kinds = append(kinds, k)
		}
	}
	for _, d := range dialogues {
		l.hear(d, kinds)
	}
}

// annotates says whether some turn has annotations of a kind, be it an empty list.
func annotates(dialogues []learn.Dialogue, k mentionKind) bool {
	for _, d := range dialogues {
		for _, t := range d.Turns {
			if k.annotated(t) {
				return true
			}
		}
	}
	return false
}

// hear plays one dialogue to the reasoner. On the table is what the recommender last spoke of.
func (l *listener) hear(d learn.Dialogue, kinds []mentionKind) {
	l.report.dialogues++
	mood := newMood(l.c, d)
	ctx := prefer.Context{Asked: -1}
	var belief prefer.Belief
	for _, turn := range d.Turns {
		if turn.Recommender {
			ctx.Shown = itemsByID(l.c, turn.Items)
			ctx.Focus = ctx.Shown
			continue
		}
		ctx.Turn++
		l.report.turns++
		u := l.reasoner.Understand(turn.Text(), ctx)
		belief = l.reasoner.Update(belief, u)
		for _, k := range kinds {
			l.report.mention(k.name, d.ID, turn, k.gold(turn), k.found(&u))
		}
		mood.follow(turn.Text(), append(itemsByID(l.c, turn.Items), ctx.Shown...), &belief)
	}
	l.report.sentiment(l.c, d.ID, mood)
}

// itemsByID returns the items with the given ids that the catalog has.
func itemsByID(c *catalog.Catalog, ids []string) []catalog.Item {
	var items []catalog.Item
	for _, id := range ids {
		if i, ok := c.ByID(id); ok {
			items = append(items, i)
		}
	}
	return items
}
