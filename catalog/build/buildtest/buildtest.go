// Package buildtest makes small catalogs for tests.
package buildtest

import (
	"strings"
	"testing"

	"rso/catalog"
	"rso/catalog/build"
	"rso/catalog/feed"
)

// Catalog compiles and opens a catalog of JSON lines, one item each.
func Catalog(t testing.TB, name, lines string) *catalog.Catalog {
	t.Helper()
	c, err := catalog.Open(File(t, name, lines))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// File compiles a catalog of JSON lines. Rows with problems fail the test.
func File(t testing.TB, name, lines string) []byte {
	t.Helper()
	return FileWith(t, build.Options{Name: name}, lines)
}

// FileWith does so with other options.
func FileWith(t testing.TB, opt build.Options, lines string) []byte {
	t.Helper()
	r, err := feed.OpenAs(strings.NewReader(lines), "jsonl", opt.Name)
	if err != nil {
		t.Fatal(err)
	}
	b := build.New(opt)
	if err := b.Read(t.Context(), r); err != nil {
		t.Fatal(err)
	}
	file, _, err := b.Finish(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return file
}
