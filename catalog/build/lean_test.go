package build_test

import (
	"fmt"
	"runtime"
	"strings"
	"testing"

	"rso/catalog/build"
	"rso/catalog/feed"
)

// A million rows must fit in memory: a cell that repeats costs eight bytes, and the room that the slices grow into.
func TestCellsAreLean(t *testing.T) {
	const rows, columns = 20_000, 20
	b := build.New(build.Options{})
	heap := func() uint64 {
		var m runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	before := heap()
	for i := range rows {
		rec := feed.Record{Line: i + 2}
		for k := range columns {
			rec.Add(fmt.Sprintf("column %d", k), strings.Repeat("x", 20)+fmt.Sprint(i%50))
		}
		b.Add(rec)
	}
	if each := (heap() - before) / (rows * columns); each > 16 {
		t.Errorf("a cell costs %d bytes", each)
	}
	if b.Rows() != rows {
		t.Errorf("%d rows", b.Rows())
	}
}
