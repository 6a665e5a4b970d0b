package buildtest

import (
	"strings"
	"testing"

	"rso/catalog"
	"rso/catalog/build"
	"rso/catalog/feed"
)

// Delta compiles what JSON lines change in a catalog. Rows with problems fail the test.
func Delta(t testing.TB, base *catalog.Catalog, lines string) []byte {
	t.Helper()
	r, err := feed.OpenAs(strings.NewReader(lines), "jsonl", "delta")
	if err != nil {
		t.Fatal(err)
	}
	d := build.NewDelta(base, build.Options{})
	for rec, err := range r.Records() {
		if err != nil {
			t.Fatal(err)
		}
		d.Add(rec)
	}
	file, report, err := d.Finish(t.Context())
	if err != nil || report.Problems.Count > 0 {
		t.Fatalf("%v, %v", err, report.Problems.List)
	}
	return file
}
