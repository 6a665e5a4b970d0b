package catalog_test

import (
	"encoding/binary"
	"math"
	"slices"
	"testing"

	"rso/catalog"
	"rso/catalog/build/buildtest"
)

// shirts has items with variants, without, and with one that is sold out.
const shirts = `{"id":"a","title":"Tee","currency":"EUR","variants":[{"id":"a-s","size":"S","price":9,"stock":2},{"id":"a-m","size":"M","price":8,"stock":0}]}
{"id":"b","title":"Cap","price":5,"currency":"EUR"}
{"id":"c","title":"Sock","price":4,"currency":"EUR","variants":[{"id":"c-1","size":"L","available":false}]}
`

func TestVariants(t *testing.T) {
	c := buildtest.Catalog(t, "shirts", shirts)
	a, _ := c.ByID("a")
	list := c.Variants(a)
	if len(list) != 2 || list[0].ID != "a-s" || list[1].ID != "a-m" {
		t.Fatalf("the variants are %+v", list)
	}
	s, m := list[0], list[1]
	if s.Price != 9 || s.Stock != 2 || !s.Available || m.Price != 8 || m.Stock != 0 || m.Available {
		t.Errorf("the variants are %+v and %+v", s, m)
	}
	if len(s.Options) != 1 || c.EntityText(s.Options[0]) != "S" || c.Column(s.Options[0].Column).Name != "size" || s.Currency != c.With(catalog.Price) {
		t.Errorf("the options are %+v, the currency is column %d", s.Options, s.Currency)
	}
	// What is to be had decides the item's price, and all of it its stock.
	if price, _ := c.Column(c.With(catalog.Price)).Number(a); price != 9 {
		t.Errorf("the item costs %v", price)
	}
	if stock, _ := c.Column(c.With(catalog.Stock)).Number(a); stock != 2 {
		t.Errorf("there are %v left", stock)
	}
	b, _ := c.ByID("b")
	if list := c.Variants(b); list != nil {
		t.Errorf("an item without variants has %v", list)
	}
	last, _ := c.ByID("c") // its variant has no price of its own
	if v := c.Variants(last)[0]; v.Price != 4 || v.Available || !math.IsNaN(v.Stock) {
		t.Errorf("the variant is %+v", v)
	}
	if list := c.Variants(99); list != nil {
		t.Errorf("an item that is none has %v", list)
	}
}

func TestVariantByID(t *testing.T) {
	c := buildtest.Catalog(t, "shirts", shirts)
	for id, want := range map[string]struct {
		item  string
		place int
	}{"a-s": {"a", 0}, "a-m": {"a", 1}, "c-1": {"c", 0}} {
		i, place, ok := c.VariantByID(id)
		if !ok || c.ID(i) != want.item || place != want.place {
			t.Errorf("%s is variant %d of %s, %v", id, place, c.ID(i), ok)
		}
	}
	for _, id := range []string{"", "a", "b", "a-z", "zz"} {
		if _, _, ok := c.VariantByID(id); ok {
			t.Errorf("there is a variant %q", id)
		}
	}
	none := buildtest.Catalog(t, "none", `{"id":"a","title":"Tee"}`)
	if _, _, ok := none.VariantByID("a"); ok || none.Variants(0) != nil {
		t.Error("a catalog without variants has one")
	}
	for _, s := range catalog.Contents(buildtest.File(t, "none", `{"id":"a","title":"Tee"}`)) {
		if len(s.Name) > 8 && s.Name[:8] == "variants" {
			t.Errorf("a catalog without variants has the section %s", s.Name)
		}
	}
}

// Whatever stands in the sections about variants, the file is refused or answers.
func TestDamagedVariants(t *testing.T) {
	file := buildtest.File(t, "shirts", shirts)
	places, _ := catalog.Places(file)
	opened, tried := 0, 0
	for _, p := range places {
		if len(p.Name) < 8 || p.Name[:8] != "variants" {
			continue
		}
		for at := p.Off; at+4 <= p.Off+(p.Length+3)/4*4; at += 4 {
			old := binary.LittleEndian.Uint32(file[at:])
			for _, v := range []uint32{0, 1, 2, 3, old + 1, old - 1, old | 1<<31, 1<<32 - 1} {
				b := slices.Clone(file)
				binary.LittleEndian.PutUint32(b[at:], v)
				catalog.Reseal(b)
				tried++
				c, err := catalog.Open(b)
				if err != nil {
					continue
				}
				opened++
				for i := range catalog.Item(c.Len()) {
					for _, v := range c.Variants(i) {
						c.VariantByID(v.ID)
						for _, o := range v.Options {
							c.EntityText(o)
						}
					}
				}
			}
		}
	}
	if opened == 0 || opened == tried {
		t.Errorf("%d of %d damaged files were opened: nothing was tested", opened, tried)
	}
}
