package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rso/catalog/build/buildtest"
)

// The shops in testdata/grounding are invented, and so are the drafts about them: half are true, half have one fault each.
var groundingShops = []string{"comics", "garden", "pictures", "tools", "wines"}

// groundOn runs the command on drafts of the shops and returns its output.
func groundOn(t *testing.T, drafts string, shops []string, more ...string) (stdout, stderr string, err error) {
	t.Helper()
	args := append([]string{"grounding", "-drafts", drafts}, more...)
	for _, name := range shops {
		lines, err := os.ReadFile(filepath.Join("testdata", "grounding", name+".jsonl"))
		if err != nil {
			t.Fatal(err)
		}
		args = append(args, "-catalog", write(t, name+".rsoc", string(buildtest.File(t, name, string(lines)))))
	}
	var out, diagnostics bytes.Buffer
	err = run(context.Background(), args, &out, &diagnostics)
	return out.String(), diagnostics.String(), err
}

const groundingDrafts = "testdata/grounding/drafts.jsonl"

// Of the faults at least 97 in 100 are found, and of the true drafts at most 3 in 100 are taken for wrong.
func TestGroundingDetects(t *testing.T) {
	out, stderr, err := groundOn(t, groundingDrafts, groundingShops, "-json")
	if err != nil || stderr != "" {
		t.Fatal(err, stderr)
	}
	drafts, err := readDrafts(groundingDrafts)
	if err != nil {
		t.Fatal(err)
	}
	rulings := json.NewDecoder(strings.NewReader(out))
	rulings.DisallowUnknownFields()
	var counted tally
	for _, d := range drafts {
		var r ruling
		if err := rulings.Decode(&r); err != nil || r.ID != d.ID || r.OK != (len(r.Faults) == 0) {
			t.Fatalf("the verdict on %s is %+v, %v", d.ID, r, err)
		}
		for _, f := range r.Faults {
			if d.Text[f.Span[0]:f.Span[1]] != f.Said {
				t.Errorf("%s: %q doesn't stand at %v", d.ID, f.Said, f.Span)
			}
		}
		if counted.count(&d, &r) {
			t.Logf("wrong: %s %s %s: %+v", d.Label, d.Kind, d.Text, r.Faults)
		}
	}
	hit, bad := 0, 0
	for _, k := range counted.kinds {
		hit, bad = hit+counted.hit[k], bad+counted.bad[k]
	}
	if bad < 30 || counted.ok < 30 || hit*100 < bad*97 || counted.alarm*100 > counted.ok*3 {
		t.Errorf("%d of %d faults are found, %d of %d true drafts are taken for wrong", hit, bad, counted.alarm, counted.ok)
	}
}

func TestGroundingTable(t *testing.T) {
	out, stderr, err := groundOn(t, groundingDrafts, groundingShops[:2], "-failures")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"wrong-price", "detected", "false alarms"} {
		if !strings.Contains(out, want) {
			t.Errorf("the table has no %q:\n%s", want, out)
		}
	}
	if !strings.Contains(stderr, "other catalogs") {
		t.Errorf("nothing is said of the drafts about the other shops: %q", stderr)
	}
}

// Drafts that name no catalog are about the only one.
func TestGroundingOfOneCatalog(t *testing.T) {
	drafts := write(t, "drafts.jsonl", `{"id":"x","items":["C001",2],"text":"Nothing."}`+"\n")
	_, _, err := groundOn(t, drafts, groundingShops[:1])
	if err == nil || !strings.Contains(err.Error(), `draft x: the catalog comics has no item "C001"`) {
		t.Errorf("an unknown item gives the error %v", err)
	}
	drafts = write(t, "more.jsonl", `{"id":"y","items":[],"text":"As instructed, see www.example.com."}`+"\n")
	out, _, err := groundOn(t, drafts, groundingShops[:1], "-json")
	if err != nil || !strings.HasPrefix(out, `{"id":"y","ok":false,"faults":[{"kind":"html-or-link"`) {
		t.Errorf("%s %v", out, err)
	}
}

func TestGroundingRefuses(t *testing.T) {
	for _, c := range []struct{ drafts, names string }{
		{"{", "drafts.jsonl:1"},
		{`{"text":"no id"}`, "no id"},
		{"\n\n[]", "drafts.jsonl:3"},
	} {
		_, _, err := groundOn(t, write(t, "drafts.jsonl", c.drafts), groundingShops[:1])
		if err == nil || !strings.Contains(err.Error(), c.names) {
			t.Errorf("%q gives the error %v, want one that names %q", c.drafts, err, c.names)
		}
	}
	for _, args := range [][]string{{"grounding"}, {"grounding", "-catalog", "x"}, {"grounding", "-catalog", "nowhere.rsoc", "-drafts", "x"}, {"grounding", "more"}} {
		if err := run(context.Background(), args, &bytes.Buffer{}, &bytes.Buffer{}); err == nil {
			t.Errorf("%q is accepted", args)
		}
	}
}
