package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"

	"rso/catalog"
	"rso/core/ground"
	"rso/core/prefer"
	"rso/policy/console"
)

// groundingOptions are the flags of evaluate grounding.
type groundingOptions struct {
	catalogs console.List
	drafts   string
	failures bool
	json     bool
}

// A draft is a line of the drafts' file: an Actor's text for a plan, right or with a fault.
type draft struct {
	ID      string      `json:"id"`
	Catalog string      `json:"catalog"` // which catalog it is about, where a file has several
	Items   []draftID   `json:"items"`   // what the plan allows
	Belief  []predicate `json:"belief"`
	Text    string      `json:"text"`
	Label   string      `json:"label"`    // "ok" or "bad", where it is known
	Kind    string      `json:"bad_kind"` // of a bad one
}

// A draftID is an id of an item, written as a text or a number.
type draftID string

func (id *draftID) UnmarshalJSON(b []byte) error {
	*id = draftID(bytes.Trim(b, `"`))
	var s string
	if json.Unmarshal(b, &s) == nil {
		*id = draftID(s)
	}
	return nil
}

// A predicate is one thing that the shopper wants: a column, ==, !=, contains, <, <=, >, >= or between, and a value or a
// pair.
type predicate struct {
	Column string          `json:"col"`
	Op     string          `json:"op"`
	Value  json.RawMessage `json:"value"`
}

// A ruling is what the verifier says of a draft.
type ruling struct {
	ID     string        `json:"id"`
	OK     bool          `json:"ok"`
	Faults []rulingFault `json:"faults"`
	Text   string        `json:"text"` // what would be shown of it
}

type rulingFault struct {
	Kind   string `json:"kind"`
	Span   [2]int `json:"span"` // bytes of the text
	Said   string `json:"said"`
	Fact   string `json:"fact"`
	Mended bool   `json:"mended"`
}

// grounding lets the verifier judge drafts.
func grounding(args []string, stdout, stderr io.Writer) error {
	var o groundingOptions
	flags := flag.NewFlagSet("evaluate grounding", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.Var(&o.catalogs, "catalog", "the compiled catalog `file` that the drafts are about; may be repeated, and drafts name theirs")
	flags.StringVar(&o.drafts, "drafts", "", "judge the drafts in this JSONL `file`")
	flags.BoolVar(&o.failures, "failures", false, "print each wrong verdict before the table")
	flags.BoolVar(&o.json, "json", false, "print one verdict a line instead of the table")
	if err := flags.Parse(args); err != nil {
		return err
	}
	switch {
	case flags.NArg() > 0:
		return fmt.Errorf("%q is no flag: give several catalogs by repeating -catalog", flags.Arg(0))
	case len(o.catalogs) == 0:
		return errors.New("nothing to judge by: name a compiled catalog with -catalog")
	case o.drafts == "":
		return errors.New("nothing to judge: name a file of drafts with -drafts")
	case o.failures && o.json:
		return errors.New("-json prints verdicts and -failures a list for people: give one of the two")
	}
	shelves, err := openShelves(o.catalogs)
	if err != nil {
		return err
	}
	drafts, err := readDrafts(o.drafts)
	if err != nil {
		return err
	}
	return o.judge(shelves, drafts, stdout, stderr)
}

// A shelf is a catalog with what reads and verifies texts about it.
type shelf struct {
	names    []string
	catalog  *catalog.Catalog
	reasoner *prefer.Reasoner
	verifier *ground.Verifier
}

func openShelves(files []string) ([]*shelf, error) {
	var shelves []*shelf
	for _, file := range files {
		c, err := openCatalog(file)
		if err != nil {
			return nil, err
		}
		s := &shelf{catalog: c, reasoner: prefer.New(c, prefer.English())}
		s.names = []string{c.Name(), strings.TrimSuffix(filepath.Base(file), filepath.Ext(file))}
		s.verifier = ground.NewVerifier(c, s.reasoner, ground.English())
		shelves = append(shelves, s)
	}
	return shelves, nil
}

func readDrafts(name string) ([]draft, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, fmt.Errorf("cannot read the drafts: %w", err)
	}
	defer file.Close()
	var drafts []draft
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 1<<20)
	for n := 1; lines.Scan(); n++ {
		if len(bytes.TrimSpace(lines.Bytes())) == 0 {
			continue
		}
		var d draft
		if err := json.Unmarshal(lines.Bytes(), &d); err != nil {
			return nil, fmt.Errorf("%s:%d: a line is one draft as a JSON object: %w", name, n, err)
		}
		if d.ID == "" {
			return nil, fmt.Errorf("%s:%d: the draft has no id", name, n)
		}
		drafts = append(drafts, d)
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return drafts, nil
}

// judge prints a verdict of every draft that is about one of the catalogs. With one catalog, drafts that name none of its
// names are about it too, unless others name it.
func (o *groundingOptions) judge(shelves []*shelf, drafts []draft, stdout, stderr io.Writer) error {
	of := func(d *draft) *shelf {
		for _, s := range shelves {
			if slices.Contains(s.names, d.Catalog) {
				return s
			}
		}
		return nil
	}
	named := slices.ContainsFunc(drafts, func(d draft) bool { return of(&d) != nil })
	w := bufio.NewWriter(stdout)
	defer w.Flush()
	out := json.NewEncoder(w)
	out.SetEscapeHTML(false)
	var t tally
	skipped := 0
	for k := range drafts {
		d := &drafts[k]
		s := of(d)
		if s == nil {
			if named || len(shelves) > 1 {
				skipped++
				continue
			}
			s = shelves[0]
		}
		v, err := s.judge(d)
		if err != nil {
			return fmt.Errorf("%s: draft %s: %w", o.drafts, d.ID, err)
		}
		if o.json {
			if err := out.Encode(v); err != nil {
				return err
			}
		}
		wrong := t.count(d, &v)
		if o.failures && wrong {
			fmt.Fprintf(w, "%s %s [%s] %s\n", d.ID, d.Label, d.Kind, d.Text)
			for _, f := range v.Faults {
				fmt.Fprintf(w, "    %s %q (record: %q)\n", f.Kind, f.Said, f.Fact)
			}
		}
	}
	if skipped > 0 {
		fmt.Fprintf(stderr, "%d drafts are about other catalogs: name those with -catalog too\n", skipped)
	}
	if o.json {
		return nil
	}
	return t.print(w)
}

// judge verifies one draft.
func (s *shelf) judge(d *draft) (ruling, error) {
	b := ground.Brief{Belief: &prefer.Belief{}}
	for _, id := range d.Items {
		i, ok := s.catalog.ByID(string(id))
		if !ok {
			i, _, ok = s.catalog.VariantByID(string(id))
		}
		if !ok {
			return ruling{}, fmt.Errorf("the catalog %s has no item %q", s.catalog.Name(), id)
		}
		b.Items = append(b.Items, i)
	}
	for _, p := range d.Belief {
		b.Belief.Constraints = append(b.Belief.Constraints, s.constraint(p))
	}
	faults, shown := s.verifier.Verify(b, d.Text)
	v := ruling{ID: d.ID, OK: len(faults) == 0, Faults: []rulingFault{}, Text: shown}
	for _, f := range faults {
		v.Faults = append(v.Faults, rulingFault{f.Kind.String(), [2]int{f.Start, f.End}, f.Said, f.Fact, f.Mended})
	}
	return v, nil
}

// constraint reads a predicate. What this catalog has no column or value for is known by its words alone.
func (s *shelf) constraint(p predicate) prefer.Constraint {
	k := prefer.Constraint{Column: prefer.Record, Hard: true, Span: strings.Trim(string(p.Value), `"[]`)}
	column := s.column(p.Column)
	if column < 0 {
		return k
	}
	col := s.catalog.Column(column)
	var numbers []float64
	if json.Unmarshal(p.Value, &numbers) != nil {
		var one float64
		if json.Unmarshal(p.Value, &one) == nil {
			numbers = []float64{one}
		}
	}
	if col.Kind == catalog.Number && len(numbers) > 0 {
		k.Column, k.Lo, k.Hi, k.Op = column, numbers[0], numbers[len(numbers)-1], prefer.Between
		switch p.Op {
		case "<":
			k.Op = prefer.Less
		case "<=":
			k.Op = prefer.AtMost
		case ">":
			k.Op = prefer.Greater
		case ">=":
			k.Op = prefer.AtLeast
		case "!=":
			k.Op = prefer.Outside
		}
		return k
	}
	if v, ok := col.FindFolded(k.Span); col.Kind == catalog.Values && ok {
		k.Column, k.Op, k.Values = column, prefer.In, []uint32{v}
		if p.Op == "!=" {
			k.Op = prefer.NotIn
		}
	}
	return k
}

// column finds a column by its name, its role, or a name that ends with the word: "year" of "original_publication_year".
func (s *shelf) column(name string) int {
	if k := s.catalog.Find(name); k >= 0 {
		return k
	}
	if r, ok := catalog.ParseRole(name); ok && s.catalog.With(r) >= 0 {
		return s.catalog.With(r)
	}
	for k := range s.catalog.Columns() {
		if strings.HasSuffix(s.catalog.Column(k).Name, name) {
			return k
		}
	}
	return -1
}

// A tally counts verdicts on drafts whose label is known.
type tally struct {
	kinds     []string
	hit, bad  map[string]int
	alarm, ok int
	all       int
}

// count counts a verdict and says whether it is wrong.
func (t *tally) count(d *draft, v *ruling) (wrong bool) {
	t.all++
	switch d.Label {
	case "bad":
		if t.bad == nil {
			t.bad, t.hit = map[string]int{}, map[string]int{}
		}
		if t.bad[d.Kind]++; t.bad[d.Kind] == 1 {
			t.kinds = append(t.kinds, d.Kind)
		}
		if !v.OK {
			t.hit[d.Kind]++
		}
		return v.OK
	case "ok":
		t.ok++
		if !v.OK {
			t.alarm++
		}
		return !v.OK
	}
	return false
}

// print prints what was detected of the bad drafts, by kind, and how many of the good ones were taken for bad.
func (t *tally) print(w io.Writer) error {
	tw := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	slices.Sort(t.kinds)
	hit, bad := 0, 0
	for _, k := range t.kinds {
		hit, bad = hit+t.hit[k], bad+t.bad[k]
		fmt.Fprintf(tw, "%s\t%d of %d\t%s\t\n", k, t.hit[k], t.bad[k], percent(t.hit[k], t.bad[k]))
	}
	fmt.Fprintf(tw, "detected\t%d of %d\t%s\t\n", hit, bad, percent(hit, bad))
	fmt.Fprintf(tw, "false alarms\t%d of %d\t%s\t\n", t.alarm, t.ok, percent(t.alarm, t.ok))
	fmt.Fprintf(tw, "drafts\t%d\t\t\n", t.all)
	return tw.Flush()
}

func percent(n, of int) string {
	if of == 0 {
		return "–"
	}
	return fmt.Sprintf("%.1f %%", 100*float64(n)/float64(of))
}
