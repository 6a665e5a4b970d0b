package build_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"rso/catalog"
	"rso/catalog/build"
	"rso/catalog/feed"
)

// shirts is a shop whose items come in sizes.
const shirts = `{"id":"a","title":"Tide Shirt","price":"60 EUR","category":"Shirts","variants":[{"id":"a-s","size":"S","price":"60 EUR","stock":3},{"id":"a-m","size":"M","price":"68 EUR","stock":0}]}
{"id":"b","title":"Reef Shirt","category":"Shirts","variants":[{"id":"b-s","size":"S","price":"45 EUR","stock":1},{"id":"b-l","size":"L","price":"50 EUR","stock":2}]}
{"id":"c","title":"Plain Belt","price":"20 EUR","category":"Belts","stock":5}
`

// reshirted applies what a feed says to the shop of shirts.
func reshirted(t *testing.T, lines string) (c *catalog.Catalog, problems string) {
	t.Helper()
	base, _ := open(t, build.Options{Name: "shirts"}, "shirts.jsonl", shirts)
	d := build.NewDelta(base, build.Options{})
	r, err := feed.OpenAs(strings.NewReader(lines), "jsonl", "changes.jsonl")
	if err != nil {
		t.Fatal(err)
	}
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
	if c, err = base.Apply(file); err != nil {
		t.Fatal(err)
	}
	if twice, err := c.Apply(file); err != nil || sizesOf(twice, "a") != sizesOf(c, "a") {
		t.Errorf("applied twice: %v, %s", err, sizesOf(twice, "a"))
	}
	for _, p := range report.Problems.List {
		problems += p.String() + "\n"
	}
	return c, problems
}

// sizesOf writes an item's price and its variants: "60: S 60 3 left, M 68 none".
func sizesOf(c *catalog.Catalog, id string) string {
	i, ok := c.ByID(id)
	if !ok {
		return "gone"
	}
	price, _ := c.Column(c.With(catalog.Price)).Number(i)
	var list []string
	for _, v := range c.Variants(i) {
		s := ""
		for _, o := range v.Options {
			s += c.EntityText(o) + " "
		}
		s += fmt.Sprint(v.Price)
		if !v.Available {
			s += " sold out"
		}
		list = append(list, s)
	}
	return fmt.Sprintf("%v: %s", price, strings.Join(list, ", "))
}

func TestDeltaOfVariants(t *testing.T) {
	for _, o := range []struct{ what, lines, a, b string }{
		{"nothing", `{"id":"c","price":"19 EUR"}`, "60: S 60, M 68 sold out", "45: S 45, L 50"},
		{"a row of a variant", `{"id":"a-s","price":"55 EUR"}`, "55: S 55, M 68 sold out", "45: S 45, L 50"},
		{"the cheapest is sold out", `{"id":"b-s","stock":0}`, "60: S 60, M 68 sold out", "50: S 45 sold out, L 50"},
		{"an item's variants", `{"id":"a","variants":[{"id":"a-s","price":"70 EUR"},{"id":"a-m","stock":4}]}`, "68: S 70, M 68", "45: S 45, L 50"},
		{"the item says otherwise", `{"id":"a","price":"66 EUR","variants":[{"id":"a-s","price":"66 EUR"}]}`, "66: S 66, M 68 sold out", "45: S 45, L 50"},
		{"a sale", `{"id":"a","price":"64 EUR","sale price":"59 EUR"}`, "59: S 60, M 68 sold out", "45: S 45, L 50"},
		{"a sale that is none", `{"id":"a","price":"64 EUR","sale price":"79 EUR"}`, "64: S 60, M 68 sold out", "45: S 45, L 50"},
		{"another title", `{"id":"b","title":"Reef Shirt II","variants":[{"id":"b-l","price":"44 EUR"}]}`, "60: S 60, M 68 sold out", "44: S 45, L 44"},
	} {
		c, problems := reshirted(t, o.lines)
		if a, b := sizesOf(c, "a"), sizesOf(c, "b"); a != o.a || b != o.b || problems != "" {
			t.Errorf("%s: a is %q, b %q, problems %q; want %q and %q", o.what, a, b, problems, o.a, o.b)
		}
		if i, place, ok := c.VariantByID("b-l"); !ok || c.ID(i) != "b" || place != 1 {
			t.Errorf("%s: b-l is variant %d of %q", o.what, place, c.ID(i))
		}
	}
	c, problems := reshirted(t, `{"id":"b","variants":[{"id":"b-xl","price":"52 EUR"},{"id":"b-s","price":"3 NOK"}]}
{"id":"d","title":"Dune Shirt","category":"Shirts","variants":[{"id":"d-m","size":"M","price":"33 EUR","stock":1},{"id":"d-xl","size":"XL","price":"31 EUR","stock":1}]}
`)
	if got := sizesOf(c, "d"); got != "31: M 33, XL 31" {
		t.Errorf("the new item comes as %q", got)
	}
	if i, place, ok := c.VariantByID("d-xl"); !ok || c.ID(i) != "d" || place != 1 {
		t.Errorf("d-xl is variant %d of %q, %v", place, c.ID(i), ok)
	}
	if !strings.Contains(problems, `no variant "b-xl"`) || !strings.Contains(problems, "in NOK, it was in EUR") {
		t.Errorf("the problems are %s", problems)
	}
}
