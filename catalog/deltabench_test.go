package catalog_test

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"

	"rso/catalog"
	"rso/catalog/build"
	"rso/catalog/feed"
	"rso/catalog/text"
)

// warehouse makes the file of a catalog of n made-up items, and opens it.
func warehouse(t testing.TB, n int) (*catalog.Catalog, []byte) {
	t.Helper()
	r := rand.New(rand.NewPCG(7, uint64(n)))
	b := build.New(build.Options{Name: "warehouse", Neighbours: -1})
	for i := range n {
		b.Add(ware(r, fmt.Sprintf("w%06d", i)))
	}
	file, _, err := b.Finish(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	c, err := catalog.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	return c, file
}

// ware makes up an item. Common words are more common, as in shops.
func ware(r *rand.Rand, id string) feed.Record {
	word := func(kinds int) string { return fmt.Sprintf("word%x", int(float64(kinds)*r.Float64()*r.Float64())) }
	field := func(name string, values ...string) feed.Field {
		return feed.Field{Name: name, Values: values, List: len(values) > 1}
	}
	return feed.Record{Line: 1, Fields: []feed.Field{
		field("id", id), field("title", strings.Join([]string{word(300), word(3000), word(20000)}, " ")),
		field("price", fmt.Sprintf("%d.99", r.IntN(900))), field("stock", fmt.Sprint(r.IntN(50))),
		field("availability", "in stock"), field("brand", word(500)), field("category", "Kind "+word(40), "Sort "+word(300)),
		field("description", strings.Join([]string{word(3000), word(3000), word(3000), word(20000)}, " ")),
	}}
}

// restock is a delta of n rows: prices and stocks, and one row in ten a new or another item or one that is gone.
func restock(t testing.TB, c *catalog.Catalog, n int) []byte {
	t.Helper()
	r := rand.New(rand.NewPCG(8, uint64(n)))
	d := build.NewDelta(c, build.Options{})
	for k := range n {
		id := fmt.Sprintf("w%06d", r.IntN(c.Len()))
		rec := ware(r, id)
		switch k % 30 {
		case 0:
			rec = ware(r, fmt.Sprintf("new%d", k))
		case 10: // another title and another record
		case 20:
			rec.Fields = append(rec.Fields[:1], feed.Field{Name: "gone", Values: []string{"yes"}})
		default:
			rec.Fields = append(rec.Fields[:1], rec.Fields[2:5]...)
		}
		d.Add(rec)
	}
	file, report, err := d.Finish(t.Context())
	if err != nil || report.Problems.Count > 0 || report.New == 0 || report.Gone == 0 || report.Replaced == 0 {
		t.Fatalf("%+v, %v", report, err)
	}
	return file
}

func BenchmarkApply(b *testing.B) {
	base, _ := warehouse(b, 100_000)
	file := restock(b, base, 1000)
	b.Run("1000 of 100000", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := base.Apply(file); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/1e6/float64(b.N), "ms/apply")
	})
	for name, c := range map[string]*catalog.Catalog{"without": base, "with": apply(b, base, file)} {
		f := c.NewFinder(catalog.Words{})
		q := catalog.Query{Text: text.Tokens(nil, "word3 word5f word1a2b"), K: 10}
		b.Run("search "+name+" a delta", func(b *testing.B) {
			for b.Loop() {
				f.Find(q)
			}
		})
	}
}

// A delta costs a small part of the catalog's memory.
func TestDeltaSharesMemory(t *testing.T) {
	base, whole := warehouse(t, 3000)
	file := restock(t, base, 30)
	heap := func() uint64 {
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	const rounds = 20
	before := heap()
	kept := make([]*catalog.Catalog, rounds)
	for k := range kept {
		kept[k] = apply(t, base, file)
	}
	each := (heap() - before) / rounds
	runtime.KeepAlive(kept)
	runtime.KeepAlive(base)
	if each > uint64(len(whole))/4 {
		t.Errorf("a delta of 30 rows takes %d bytes beside a catalog of %d", each, len(whole))
	}
}
