package build_test

import (
	"context"
	"strings"
	"testing"

	"rso/catalog"
	"rso/catalog/build"
	"rso/catalog/feed"
)

// Whatever a feed holds, it is refused with a sentence, or compiled into a file that opens and finds every item by its
// id. A feed that is compiled twice gives the same bytes.
func FuzzBuild(f *testing.F) {
	f.Add("id,title,price,cast\n1,Lamp,$5,\"Ida Marsh, Jr., Bo\"\n1,,,\n2,Ä,1e9,;\n", "a.csv", "")
	f.Add("title;year;tags\nThe A: B (c);1994-01-02;x, y\n<b>;-5;\n", "b.csv", "year")
	f.Add(`[{"title":"A","tags":["x","X",""],"d":{"w":1}},{"title":"The A","url":"javascript:1"}]`, "c.json", "")
	f.Add(`{"id":"a","title":"A","price":"5 EUR","variants":[{"id":"v","size":"S","price":4,"stock":0},{"id":"v","size":"M"},{"sku":"w","price":"9 NOK"}]}`, "d.jsonl", "")
	f.Add("Handle,Title,Option1 Name,Option1 Value,Variant Price,Variant SKU\na,A,Size,S,5,1\na,,,M,6,1\nb,,Size,S,5,2\n", "e.csv", "")
	f.Add("title;price;sale price;currency;rating;in stock\nA;1.299;5;€;9/10;0\nB;12,50 NOK;99;;87%;yes\nC;from 5;;;;\n", "f.csv", "")
	f.Fuzz(func(t *testing.T, src, name, id string) {
		once := make([]string, 2)
		for round := range once {
			r, err := feed.Open(strings.NewReader(src), name)
			if err != nil {
				return
			}
			b := build.New(build.Options{ID: id, Neighbours: 2})
			b.Declare(r.Columns())
			for rec, err := range r.Records() {
				if err != nil {
					return
				}
				b.Add(rec)
			}
			file, report, err := b.Finish(context.Background())
			if err != nil {
				if strings.Contains(err.Error(), "fault of the compiler") {
					t.Fatal(err)
				}
				return
			}
			c, err := catalog.Open(file)
			if err != nil {
				t.Fatal(err)
			}
			if c.Len() != report.Items || c.Len() == 0 {
				t.Fatalf("%d items, %d reported", c.Len(), report.Items)
			}
			for i := range uint32(c.Len()) {
				if j, ok := c.ByID(c.ID(i)); !ok || j != i || c.Title(i) == "" {
					t.Fatalf("item %d has the id %q and the title %q", i, c.ID(i), c.Title(i))
				}
				for place, v := range c.Variants(i) {
					if j, at, ok := c.VariantByID(v.ID); !ok || j != i || at != place {
						t.Fatalf("variant %d of item %d, %q, is found as %d of %d, %v", place, i, v.ID, at, j, ok)
					}
				}
			}
			once[round] = string(file)
		}
		if once[0] != once[1] {
			t.Fatal("compiled again, the file has other bytes")
		}
	})
}
