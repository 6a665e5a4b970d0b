package catalog_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"rso/catalog"
	"rso/catalog/build"
	"rso/catalog/feed"
	"rso/catalog/text"
)

// lamps is a shop whose prices and stocks change.
const lamps = `id,title,price,stock,availability,brand,genres,description
a,Ash Lamp,10,3,in stock,Elm,Desk|Floor,Warm light for a desk
b,Bay Lamp,20,0,out of stock,Oak,Desk,A plain lamp
c,Cedar Desk,30,2,in stock,Oak,Furniture,Solid and wide
d,Dune Chair,45.5,9,preorder,Pine,Furniture,Soft
`

// deltaOf compiles a CSV feed to a delta.
func deltaOf(t testing.TB, base *catalog.Catalog, src string) []byte {
	t.Helper()
	file, report := reported(t, base, src)
	for _, p := range report.Problems.List {
		t.Errorf("%q: %v", src, p)
	}
	return file
}

func reported(t testing.TB, base *catalog.Catalog, src string) ([]byte, build.DeltaReport) {
	t.Helper()
	r, err := feed.Open(strings.NewReader(src), "delta.csv")
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
	file, report, err := d.Finish(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return file, report
}

// apply applies deltas, one after the other.
func apply(t testing.TB, c *catalog.Catalog, deltas ...[]byte) *catalog.Catalog {
	t.Helper()
	for _, d := range deltas {
		next, err := c.Apply(d)
		if err != nil {
			t.Fatal(err)
		}
		c = next
	}
	return c
}

// record writes what the record of an item says, "gone" when there is no such item.
func record(c *catalog.Catalog, id string) string {
	i, ok := c.ByID(id)
	if !ok {
		return "gone"
	}
	s := []string{id}
	for _, f := range c.Facts(i) {
		s = append(s, c.Column(f.Column).Name+"="+f.Text)
	}
	if !c.Available(i) {
		s = append(s, "(none)")
	}
	return strings.Join(s, " ")
}

func expectRecord(t *testing.T, c *catalog.Catalog, want string) {
	t.Helper()
	id, _, _ := strings.Cut(want, " ")
	want = strings.TrimSuffix(want, " gone")
	if want == id {
		want = "gone"
	}
	if got := record(c, id); got != want {
		t.Errorf("the record of %s is\n%s, want\n%s", id, got, want)
	}
}

// ids names the items of hits.
func ids(c *catalog.Catalog, hits []catalog.Hit) string {
	var list []string
	for _, i := range found(hits) {
		list = append(list, c.ID(i))
	}
	slices.Sort(list)
	return strings.Join(list, " ")
}

// named says what a message names, by id or value.
func named(c *catalog.Catalog, said string) string {
	var list []string
	for _, m := range c.NewLinker(catalog.Words{}).Link(nil, text.Tokens(nil, said)) {
		for _, e := range m.Entities {
			s := c.EntityText(e)
			if c.Column(e.Column).Role == catalog.Title {
				s = c.ID(e.Value)
			}
			list = append(list, s)
		}
	}
	return strings.Join(list, " ")
}

// having lists the items with a value.
func having(c *catalog.Catalog, column, value string) string {
	col := c.Column(c.Find(column))
	v, ok := col.FindValue(value)
	if !ok {
		return "no such value"
	}
	var list []string
	for _, i := range col.Having(v) {
		if !col.Has(i, v) {
			return "it has and has not"
		}
		list = append(list, c.ID(i))
	}
	slices.Sort(list)
	return strings.Join(list, " ")
}

func all(c *catalog.Catalog) string {
	var list []string
	for i := range c.AllItems().Items {
		list = append(list, c.ID(i))
	}
	slices.Sort(list)
	return strings.Join(list, " ")
}

// expect compares answers.
func expect(t *testing.T, what, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("%s: %q, want %q", what, got, want)
	}
}

func TestDeltaOfNumbers(t *testing.T) {
	base := open(t, lamps)
	c := apply(t, base, deltaOf(t, base, "id,price,stock,availability\na,8,,\nb,,4,in stock\nc,99.5,0,out of stock\n"))
	expectRecord(t, c, "a title=Ash Lamp price=8 stock=3 availability=in stock brand=Elm genres=Desk genres=Floor description=Warm light for a desk")
	expectRecord(t, c, "b title=Bay Lamp price=20 stock=4 availability=in stock brand=Oak genres=Desk description=A plain lamp")
	expectRecord(t, c, "c title=Cedar Desk price=99.5 stock=0 availability=out of stock brand=Oak genres=Furniture description=Solid and wide (none)")
	expectRecord(t, c, "d title=Dune Chair price=45.5 stock=9 availability=preorder brand=Pine genres=Furniture description=Soft")
	if lo, hi, ok := c.Column(c.Find("price")).Range(); lo != 8 || hi != 99.5 || !ok {
		t.Errorf("prices lie between %v and %v", lo, hi)
	}
	expect(t, "in stock", having(c, "availability", "in stock"), "a b")
	s := c.NewSet()
	s.AddBetween(c, c.Find("price"), 5, 20)
	if got := members(s); !slices.Equal(got, []catalog.Item{0, 1}) || c.Len() != base.Len() {
		t.Errorf("5 to 20: %v of %d items", got, c.Len())
	}
	expect(t, "out of stock, but found", ids(c, find(c, "cedar", nil, 9)), "c")
	expect(t, "and named", named(c, "the cedar desk"), "c")
}

func TestDeltaOfItems(t *testing.T) {
	base := open(t, lamps)
	c := apply(t, base, deltaOf(t, base, "id,title,price,brand,genres,gone\ne,Elder Lantern,70,Zorkworks,Outdoor|Desk,\nd,,,,,yes\na,Ash Lantern,,,,no\n"))
	expect(t, "all", all(c), "a b c e")
	expectRecord(t, c, "e title=Elder Lantern price=70 brand=Zorkworks genres=Outdoor genres=Desk")
	expectRecord(t, c, "a title=Ash Lantern price=10 stock=3 availability=in stock brand=Elm genres=Desk genres=Floor description=Warm light for a desk")
	expectRecord(t, c, "d gone")
	for query, want := range map[string]string{"lantern": "a e", "elder": "e", "lantrn": "a e", "zorkworks": "e", "dune": "", "chair": "", "ash": "a", "lamp": "b", "lant": "a e", "soft": "", "warm": "a"} {
		expect(t, "search for "+query, ids(c, find(c, query, nil, 9)), want)
	}
	for said, want := range map[string]string{"the elder lantern": "e", "elder lantrn": "e", "anything by zorkworks": "Zorkworks", "ash lantern": "a", "ash lamp": "", "dune chair": "", "zorkwork": "Zorkworks", "outdoor": "Outdoor", "oak": "Oak"} {
		expect(t, said, named(c, said), want)
	}
	expect(t, "desks", having(c, "genres", "Desk"), "a b e")
	expect(t, "outdoors", having(c, "genres", "Outdoor"), "e")
	expect(t, "furniture", having(c, "genres", "Furniture"), "c")
	expect(t, "pine", having(c, "brand", "Pine"), "")
	if e, _ := c.ByID("e"); ids(c, c.Similar(e)) != "a b" {
		t.Errorf("like e: %q", ids(c, c.Similar(e)))
	}
	if a, _ := c.ByID("a"); strings.Contains(ids(c, c.Similar(a)), "d") || !strings.Contains(ids(c, c.Similar(a)), "b") {
		t.Errorf("like a: %q", ids(c, c.Similar(a)))
	}
	if i, ok := c.Now(0); !ok || c.ID(i) != "a" || c.Title(i) != "Ash Lantern" {
		t.Errorf("row 0 is now row %d, %v", i, ok)
	}
	if _, ok := c.Now(3); ok || c.Lives(3) || c.Available(3) {
		t.Error("row 3 is there still")
	}
	if lo, hi, _ := c.Column(c.Find("price")).Range(); lo != 10 || hi != 70 {
		t.Errorf("prices lie between %v and %v", lo, hi)
	}
	s := c.NewScores()
	c.AddWord(s, "lantern", 1)
	c.AddWord(s, "chair", 1)
	expect(t, "scores", ids(c, s.Top(c, 9)), "a e")
}

// Deltas are made for the file and stack; where two speak of the same, the later one is right.
func TestDeltasStack(t *testing.T) {
	base := open(t, lamps)
	d := func(src string) []byte { return deltaOf(t, base, src) }
	price := func(c *catalog.Catalog, id string) string {
		if i, ok := c.ByID(id); ok {
			v, _ := c.Column(c.Find("price")).Number(i)
			return c.Title(i) + " " + catalog.FormatNumber(v)
		}
		return "gone"
	}
	check := func(what, id, want string, deltas ...string) {
		t.Helper()
		c := base
		for _, src := range deltas {
			file, _ := reported(t, base, src)
			c = apply(t, c, file)
		}
		expect(t, what, price(c, id), want)
	}
	check("the later price", "a", "Ash Lamp 9", "id,price\na,8\n", "id,price\na,9\n")
	check("the file's price again", "a", "Ash Lamp 10", "id,price\na,8\n", "id,price\na,10\n")
	check("a title, then a price", "a", "Ash Lantern 8", "id,title\na,Ash Lantern\n", "id,price\na,8\n")
	check("a price, then a title", "a", "Ash Lantern 8", "id,price\na,8\n", "id,title\na,Ash Lantern\n")
	check("the file's title again", "a", "Ash Lamp 8", "id,title,price\na,Ash Lantern,8\n", "id,title\na,Ash Lamp\n")
	check("two titles", "a", "Ash Light 10", "id,title\na,Ash Lantern\n", "id,title\na,Ash Light\n")
	check("gone and back", "a", "Ash Lamp 8", "id,gone\na,yes\n", "id,price\na,8\n")
	check("renamed, gone and back", "a", "Ash Lantern 8", "id,title\na,Ash Lantern\n", "id,gone\na,yes\n", "id,price\na,8\n")
	check("renamed, gone and back with its old name", "a", "Ash Lamp 10", "id,title\na,Ash Lantern\n", "id,gone\na,yes\n", "id,title\na,Ash Lamp\n")
	check("new and gone", "x", "gone", "id,title,price\nx,Xylophone,5\n", "id,gone\nx,yes\n")
	check("new, then a price", "x", "Xylophone 6", "id,title,price\nx,Xylophone,5\n", "id,price\nx,6\n")
	check("new twice", "x", "Xylo 7", "id,title,price\nx,Xylophone,5\n", "id,title,price\nx,Xylo,7\n")
	check("a price for nothing", "x", "gone", "id,price\nx,6\n")

	c := apply(t, base, d("id,title,brand\nx,Xylophone,Newmade\n"), d("id,title,brand\ny,Yarn,Newmade\n"))
	expect(t, "one new brand", having(c, "brand", "Newmade"), "x y")
	expect(t, "named once", named(c, "newmade"), "Newmade")
	expect(t, "found in both", ids(c, find(c, "newmade", nil, 9)), "x y")
	expect(t, "found misspelt", ids(c, find(c, "xylphone", nil, 9)), "x")
}

func TestDeltaTwice(t *testing.T) {
	base := open(t, lamps)
	one := deltaOf(t, base, "id,title,price,gone\ne,Elder Lantern,70,\nd,,,yes\na,Ash Lantern,7,\n")
	other := deltaOf(t, base, "id,price\nb,21\n")
	once := apply(t, base, one)
	if apply(t, once, one) != once {
		t.Error("applied twice, the delta made another catalog")
	}
	c := apply(t, base, one, other, one)
	for _, id := range []string{"a", "b", "c", "d", "e"} {
		expect(t, "the record of "+id, record(c, id), record(apply(t, base, one, other), id))
	}
	expect(t, "all", all(c), "a b c e")
	expect(t, "lanterns", ids(c, find(c, "lantern", nil, 9)), "a e")
}

// A delta leaves the catalog that it is applied to, and the file, as they were.
func TestDeltaLeavesTheBase(t *testing.T) {
	file := compile(t, lamps)
	copied := slices.Clone(file)
	base, err := catalog.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	first := deltaOf(t, base, "id,title,price,brand,gone\ne,Elder Lantern,70,New,\nd,,,,yes\na,Ash Lantern,7,,\n")
	before := dump(base)
	one := apply(t, base, first)
	then := dump(one)
	apply(t, one, deltaOf(t, base, "id,title,price,brand,gone\ne,Elder,71,Newer,\nd,,3,,\na,Ash Lamp,,,\nb,,,,yes\n"))
	if dump(base) != before || !slices.Equal(file, copied) {
		t.Error("the base is another one")
	}
	if dump(one) != then {
		t.Error("the catalog with one delta is another one")
	}
}

func TestDeltaRefused(t *testing.T) {
	base := open(t, lamps)
	d := deltaOf(t, base, "id,price\na,8\n")
	other := open(t, films)
	refused := func(what string, c *catalog.Catalog, b []byte, says ...string) {
		t.Helper()
		next, err := c.Apply(b)
		if err == nil || next != nil {
			t.Errorf("%s was applied", what)
			return
		}
		for _, s := range says {
			if !strings.Contains(err.Error(), s) {
				t.Errorf("%s: %v, want an error that says %q", what, err, s)
			}
		}
	}
	refused("a delta for another base", other, d, `made for the catalog "films" (identity `+base.Identity(), `this one is "films" (identity `+other.Identity(), "compile -delta")
	refused("a delta for another base, after one for this", apply(t, other, deltaOf(t, other, "id,price\nf1,8\n")), d, base.Identity(), other.Identity())
	refused("a catalog", base, compile(t, lamps), "it is a catalog, not a delta")
	refused("a feed", base, []byte(lamps), "it is not a delta; make one with catalog/compile -delta")
	refused("nothing", base, nil, "fewer than a header")
	refused("half a delta", base, d[:len(d)/2+1], "truncated")
	if _, err := catalog.Open(d); err == nil || !strings.Contains(err.Error(), "it is a delta, not a catalog") {
		t.Errorf("a delta opened as a catalog: %v", err)
	}
}

func TestDeltaProblems(t *testing.T) {
	base := open(t, lamps)
	problems := func(src string, want ...string) *catalog.Catalog {
		t.Helper()
		file, report := reported(t, base, src)
		var got []string
		for _, p := range report.Problems.List {
			got = append(got, p.String())
		}
		expect(t, src, strings.Join(got, "\n"), strings.Join(want, "\n"))
		return apply(t, base, file)
	}
	c := problems("id,price,colour\na,call us,red\n,5,\nb,21,\n",
		`delta.csv: line 2, field "colour": the catalog "films" has no such column; it was left out of all rows`,
		`delta.csv: line 3, field "id": the row has no id, so it can't be told what it changes; it was left out`,
		`delta.csv: line 2, field "price": "call us" is no number; the field was left empty`)
	expectRecord(t, c, "a title=Ash Lamp price=10 stock=3 availability=in stock brand=Elm genres=Desk genres=Floor description=Warm light for a desk")
	problems("id,gone\na,perhaps\n", `delta.csv: line 2, field "gone": "perhaps" is neither yes nor no; the item was taken to be there`)
	problems("id,price\nx,1\n", `delta.csv: line 2: the catalog "films" has no item x, and the row has no title to make one; it only changes an item that an earlier delta brought`)
	// Columns are known by what they mean in the base, and lists by what separates them.
	c = problems("SKU,Sale_Price,Genre\na,7,Desk|Wall\n")
	expectRecord(t, c, "a title=Ash Lamp price=7 stock=3 availability=in stock brand=Elm genres=Desk genres=Wall description=Warm light for a desk")
}

// What a feed says in one column follows for another: no stock means out of stock, and discontinued means gone.
func TestDeltaFollows(t *testing.T) {
	base := open(t, lamps)
	c := apply(t, base, deltaOf(t, base, "id,stock\na,0\nb,4\nd,0\n"))
	for id, want := range map[string]bool{"a": false, "b": true, "d": true} {
		if i, _ := c.ByID(id); c.Available(i) != want {
			t.Errorf("%s is available: %v", id, !want)
		}
	}
	c = apply(t, base, deltaOf(t, base, "id,availability\na,https://schema.org/Discontinued\n"))
	expectRecord(t, c, "a gone")
	sold := open(t, "id,title,stock\na,Ash,3\nb,Bay,2\n")
	sold = apply(t, sold, deltaOf(t, sold, "id,availability\na,https://schema.org/OutOfStock\nb,in stock\n"))
	if sold.Available(0) || !sold.Available(1) {
		t.Error("out of stock, in a catalog that only counts")
	}
	bare := open(t, "id,title,stock\na,Ash,3\nb,Bay,0\nc,Cedar,\n")
	c = apply(t, bare, deltaOf(t, bare, "id,availability,stock\nc,discontinued,\na,,0\nb,,-1\n"))
	expect(t, "all", all(c), "a b")
	if got := c.AvailableItems().Len(); got != 0 || bare.AvailableItems().Len() != 2 {
		t.Errorf("%d are to be had, before it was %d", got, bare.AvailableItems().Len())
	}
}

func ExampleCatalog_Apply() {
	shop := build.New(build.Options{Name: "lamps"})
	shop.Add(feed.Record{Line: 1, Fields: []feed.Field{{Name: "id", Values: []string{"a"}}, {Name: "title", Values: []string{"Desk lamp"}}, {Name: "price", Values: []string{"$20"}}}})
	file, _, _ := shop.Finish(context.Background())
	c, _ := catalog.Open(file)

	d := build.NewDelta(c, build.Options{})
	d.Add(feed.Record{Line: 1, Fields: []feed.Field{{Name: "id", Values: []string{"a"}}, {Name: "price", Values: []string{"15"}}}})
	delta, _, _ := d.Finish(context.Background())

	now, err := c.Apply(delta)
	if err != nil {
		fmt.Println(err)
		return
	}
	i, _ := now.ByID("a")
	fmt.Println(now.FactsOf(i, now.With(catalog.Price))[0].Text, c.FactsOf(i, c.With(catalog.Price))[0].Text)
	// Output: 15 20
}
