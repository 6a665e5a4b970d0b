package build_test

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"rso/catalog"
	"rso/catalog/build"
	"rso/catalog/feed"
)

// changed compiles what a feed changes in a catalog.
func changed(t testing.TB, base *catalog.Catalog, name, src string) ([]byte, build.DeltaReport, error) {
	t.Helper()
	r, err := feed.Open(strings.NewReader(src), name)
	if err != nil {
		return nil, build.DeltaReport{}, err
	}
	d := build.NewDelta(base, build.Options{})
	for rec, err := range r.Records() {
		if err != nil {
			return nil, build.DeltaReport{}, err
		}
		d.Add(rec)
	}
	return d.Finish(context.Background())
}

func TestDeltaReport(t *testing.T) {
	c, _ := open(t, build.Options{Name: "shelf"}, "a.csv", shelf(50))
	_, report, err := changed(t, c, "d.csv", "id,title,price,deleted\nb1,,7,\nb2,Another Name,,\nb3,,,true\nnew,The New One,5,\nb4,,6,\nb4,,7,\n")
	if err != nil || report.Records != 6 || report.Changed != 2 || report.Replaced != 1 || report.New != 1 || report.Gone != 1 || report.Problems.Count != 0 {
		t.Errorf("%+v, %v", report, err)
	}
}

// The same changes give the same bytes, and none give a delta that changes nothing.
func TestDeltaBytes(t *testing.T) {
	c, _ := open(t, build.Options{Name: "shelf"}, "a.csv", shelf(50))
	src := "id,title,price,genres\nb9,,7,\nb2,Another Name,,G1|Gnew\nx,New,1,Gnew\ny,Newer,2,Gnew\n"
	one, _, err := changed(t, c, "d.csv", src)
	other, _, _ := changed(t, c, "d.csv", src)
	if err != nil || !bytes.Equal(one, other) {
		t.Errorf("compiled again, the delta has other bytes: %v", err)
	}
	none, _, err := changed(t, c, "d.csv", "id,price\n")
	if err == nil {
		if same, err := c.Apply(none); err != nil || same.Len() != c.Len() {
			t.Errorf("a delta without rows: %v", err)
		}
	}
}

// New items are measured by the base: the best of a few isn't the best of all, and a record that stayed as good as it
// was has the quality that it had.
func TestDeltaQuality(t *testing.T) {
	c, _ := open(t, build.Options{}, "a.csv", "id,title,rating,ratings count\na,Few,5,1\nb,Many,4.8,900\nc,Bad,1,900\nd,Good,4.5,300\n")
	file, _, err := changed(t, c, "d.csv", "id,title,rating,ratings count\ne,Poor,2,3\nd,Better,,\n")
	if err != nil {
		t.Fatal(err)
	}
	now, err := c.Apply(file)
	if err != nil {
		t.Fatal(err)
	}
	of := func(c *catalog.Catalog, id string) float64 {
		i, ok := c.ByID(id)
		if !ok {
			t.Fatalf("there is no %s", id)
		}
		return c.Prior(i)
	}
	if poor, many := of(now, "e"), of(now, "b"); poor > many/2 {
		t.Errorf("the new item has the quality %v, the best %v", poor, many)
	}
	if was, is := of(c, "d"), of(now, "d"); was != is {
		t.Errorf("the quality was %v and is %v", was, is)
	}
}

// What stands in the base is taken over as it is, whatever it looks like.
func TestDeltaKeepsWhatItDoesNotSay(t *testing.T) {
	c, _ := open(t, build.Options{}, "a.csv", "id,title,price,description,tags,image\n"+
		"a,A &amp;lt;b&amp;gt; &amp; C,0.1,x &lt; y,\"Tom, Jr.|R&amp;D\",https://shop.example/a?b=1&c=2\nb,B,1234567.25,,Tom|R&amp;D,\n")
	file, report, err := changed(t, c, "d.csv", "id,description\na,other\nb,one\n")
	if err != nil || report.Problems.Count > 0 {
		t.Fatalf("%v %v", err, report.Problems.List)
	}
	now, err := c.Apply(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{"a", "b"} {
		was, _ := c.ByID(id)
		is, _ := now.ByID(id)
		if was == is {
			t.Errorf("%s has its old row", id)
		}
		for k := range c.Columns() {
			if c.Column(k).Role == catalog.Description {
				continue
			}
			a, b := c.FactsOf(was, k), now.FactsOf(is, k)
			if len(a) != len(b) {
				t.Errorf("%s: %v became %v", id, a, b)
				continue
			}
			for j := range a {
				if a[j].Text != b[j].Text {
					t.Errorf("%s: %q became %q", id, a[j].Text, b[j].Text)
				}
			}
		}
	}
}

// Whatever a feed holds, it is refused with a sentence or compiled into a delta that can be applied, and then every item
// that there is has an id by which it is found.
func FuzzDelta(f *testing.F) {
	base, _ := open(f, build.Options{Name: "shelf"}, "a.csv", shelf(20))
	f.Add("id,title,price\nb1,,7\nb2,Other,\nx,New,1\n", "d.csv")
	f.Add("SKU;Name;deleted\nb1;;yes\nx;;no\n;;\nx;<b></b>;x\n", "d.csv")
	f.Add(`[{"id":"b1","authors":["Ada Fir"],"genres":["G1","Gnew",""]},{"id":"b1","title":"A"},{"id":" b2 ","year":1e99}]`, "d.json")
	f.Fuzz(func(t *testing.T, src, name string) {
		file, report, err := changed(t, base, name, src)
		if err != nil {
			if strings.Contains(err.Error(), "fault of the compiler") {
				t.Fatal(err)
			}
			return
		}
		c, err := base.Apply(file)
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for i := range c.AllItems().Items {
			if j, ok := c.ByID(c.ID(i)); !ok || j != i || c.Title(i) == "" {
				t.Fatalf("item %d has the id %q and the title %q", i, c.ID(i), c.Title(i))
			}
			n++
		}
		if n > base.Len()+report.New || n < base.Len()-report.Gone {
			t.Fatalf("%d items of %d, %+v", n, base.Len(), report)
		}
	})
}
