package build_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rso/catalog"
	"rso/catalog/build"
	"rso/catalog/feed"
)

// sample compiles a sample feed as the command does, and returns all problems, notes included, as lines.
func sample(t *testing.T, name string) (*catalog.Catalog, build.Report, string) {
	t.Helper()
	f, err := os.Open(filepath.Join("..", "feed", "testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r, err := feed.Open(f, name)
	if err != nil {
		t.Fatal(err)
	}
	b := build.New(build.Options{Name: name})
	b.Declare(r.Columns())
	for rec, err := range r.Records() {
		if err != nil {
			t.Fatal(err)
		}
		b.Add(rec)
	}
	file, report, err := b.Finish(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	c, err := catalog.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	problems := r.Problems()
	problems.Append(report.Problems)
	var lines strings.Builder
	for _, p := range problems.List {
		fmt.Fprintln(&lines, p)
	}
	return c, report, lines.String()
}

// about writes what some columns say of an item, by its id: "price 199 EUR, list price 249 EUR, color Green|Red".
func about(t *testing.T, c *catalog.Catalog, id string, columns ...string) string {
	t.Helper()
	i, ok := c.ByID(id)
	if !ok {
		return "no such item"
	}
	var out []string
	for _, name := range columns {
		k := c.Find(name)
		if k < 0 {
			t.Fatalf("there is no column %q", name)
		}
		var values []string
		for _, f := range c.FactsOf(i, k) {
			values = append(values, f.Text)
		}
		if s := strings.Join(values, "|"); s != "" {
			if u := c.Column(k).Unit; u != "" {
				s += " " + u
			}
			out = append(out, name+" "+s)
		}
	}
	return strings.Join(out, ", ")
}

// forms writes an item's variants: "FH-1: 199 color=Green size=2P; FH-2: ...", with a ! for those that are not to be had.
func forms(c *catalog.Catalog, id string) string {
	i, _ := c.ByID(id)
	var out []string
	for _, v := range c.Variants(i) {
		s := v.ID + ":"
		if v.HasPrice() {
			s += " " + catalog.FormatNumber(v.Price)
			if u := c.Column(v.Currency).Unit; u != "" {
				s += " " + u
			}
		}
		if v.Stock == v.Stock {
			s += fmt.Sprintf(" (%v left)", v.Stock)
		}
		for _, o := range v.Options {
			s += " " + c.Column(o.Column).Name + "=" + c.Column(o.Column).Value(o.Value)
		}
		if !v.Available {
			s += " !"
		}
		out = append(out, s)
	}
	return strings.Join(out, "; ")
}

// expectSample checks how many items and variants a sample has, what it says of some items, and that each of some
// lines is reported.
func expectSample(t *testing.T, name string, items, variants int, facts [][]string, problems ...string) *catalog.Catalog {
	t.Helper()
	c, report, got := sample(t, name)
	if c.Len() != items || report.Variants != variants {
		t.Errorf("%s has %d items and %d variants, want %d and %d", name, c.Len(), report.Variants, items, variants)
	}
	for _, f := range facts {
		if s := about(t, c, f[0], f[2:]...); s != f[1] {
			t.Errorf("%s: %s is %q, want %q", name, f[0], s, f[1])
		}
	}
	for _, p := range problems {
		if !strings.Contains(got, p) {
			t.Errorf("%s: %q is not in the report\n%s", name, p, got)
		}
	}
	return c
}

func expectForms(t *testing.T, c *catalog.Catalog, id, want string) {
	t.Helper()
	if got := forms(c, id); got != want {
		t.Errorf("%s: the variants of %s are\n%q, want\n%q", c.Name(), id, got, want)
	}
}

func TestGoogleXML(t *testing.T) {
	money := []string{"price", "list price", "price (NOK)", "price (USD)", "price (GBP)", "price (JPY)", "availability"}
	of := func(id, want string) []string { return append([]string{id, want}, money...) }
	c := expectSample(t, "google_merchant.xml", 13, 2, [][]string{
		of("FH-1001", "price 199 EUR, list price 249 EUR, availability in stock"),
		of("FH-1004", "price (NOK) 1049 NOK, availability in stock"),
		of("FH-1005", "price (USD) 189 USD, availability in stock"),
		of("FH-1006", "price (GBP) 9.9 GBP, availability out of stock"),
		of("FH-1007", "price 24.9 EUR, availability in stock"),
		of("FH-1008", "price 34 EUR, availability in stock"), // the first of two
		of("FH-1009", "availability in stock"),
		of("FH-1010", "price (JPY) 4980 JPY, availability preorder"),
		of("FH-1012", "price 79 EUR, availability in stock"),
		of("FH-1013", "price 0 EUR, availability in stock"),
		{"FH-1003", "description Enamel mug & lid (double-encoded on purpose), category Camping|Kitchen", "description", "category"},
		{"FH-1001", "color Green|Red|Grey|Black, size 2P|3P, water column 3000 mm", "color", "size", "water column"},
	}, `line 98: the id "FH-1008" was on line 86 already`, `line 107, field "price": the item has no price`, `line 47, field "price": "1.049,00 NOK" has a decimal comma`,
		`line 125, field "brand": the item has no brand`, `line 133, field "sale price": the sale price 89 is above the price 79; it was ignored`, `line 143, field "price": the price is 0`,
		"line 47, field \"price\": the price is in NOK, most are in EUR", "the price is in USD", "the price is in GBP", "the price is in JPY")
	expectForms(t, c, "FH-1001", "FH-1001-GRN-2P: 199 EUR color=Green size=2P; FH-1001-RED-3P: 299 EUR color=Red color=Grey color=Black size=3P")
}

func TestGoogleTSV(t *testing.T) {
	c := expectSample(t, "google_merchant.tsv", 11, 2, [][]string{
		{"BR-DR", "price 21.5 USD, list price 26 USD, color White|Black", "price", "list price", "color"},
		{"BR-03", "title Burr Grinder \"Mola\", description 40 mm steel burrs, 38 settings", "title", "description"},
		{"BR-07", "price (MXN) 1049 MXN, availability backorder", "price", "price (MXN)", "availability"},
		{"BR-08", "price 19 USD", "price"},
		{"BR-09", `description "Quoted" text with ""doubled"" quotes, which TSV does not require`, "description"},
		{"BR-10", "price (EUR) 45 EUR, condition refurbished", "price", "price (EUR)", "condition"},
		{"BR-14", "price 39.9 USD", "price"},
	}, `line 14: the id "BR-05" was on line 6 already`, "line 12, field \"title\": the row has no title", "line 13, field \"price\": the item has no price",
		"line 9, field \"price\": the price names no currency; it was taken for USD", "line 10, field \"brand\"", "line 15, field \"item_group_id\": the row has 14 fields, the header 18")
	expectForms(t, c, "BR-DR", "BR-01: 24 USD color=White size=4 cups; BR-02: 21.5 USD color=Black size=4 cups")
}

func TestSchemaOrg(t *testing.T) {
	c := expectSample(t, "schema_org_products.html", 12, 2, [][]string{
		{"LL-1", "price 119 EUR, rating 4.6, ratings count 87, description Dimmable desk lamp & USB port. 900 lm", "price", "rating", "ratings count", "description"},
		{"HP", "price 89 EUR, rating 4.55", "price", "rating"},
		{"B-14", "price 3.9 EUR", "price"},
		{"B-10", "price (USD) 6.25 USD", "price", "price (USD)"},
		{"B-SM", "Lumen 806, Dimmable yes", "Lumen", "Dimmable"},
		{"AF-1", "price 349 EUR, price (USD) 379 USD, price (SEK) 3299 SEK", "price", "price (USD)", "price (SEK)"},
		{"VC-9", "availability in stock, condition Used", "availability", "condition"},
		{"CS-1", "price 8.75 EUR, availability in stock", "price", "availability"},
		{"PA-1", "", "price"},
	}, "line 309: the JSON-LD block is no JSON", `line 245: the id "LL-1" was on line 4 already`, `field "itemListElement 5": the entry is only a link`,
		"line 245, field \"price\": the item has no price", "microdata", "the rating 9.1 is out of 10; it was read as 4.55 out of 5")
	expectForms(t, c, "NW", "NW-W: 59 EUR color=White; NW-B: 62 EUR color=Black !")
}

func TestWooCommerce(t *testing.T) {
	c := expectSample(t, "woocommerce_export.csv", 10, 2, [][]string{
		{"201", "price 59, stock 4, availability in stock, Colour Moss|Rust, category Accessories|Scarves|Gifts, description Hand-woven scarf. 100% lambswool 180 × 30 cm", "price", "stock", "availability", "Colour", "category", "description"},
		{"204", "description Line one, line two with a \"quote\" and a third, Size S|M|L, Material Merino, silk blend", "description", "Size", "Material"},
		{"207", "availability in stock", "price", "availability"},
		{"212", "price 1299", "price"},
		{"213", "title Bamboo Needles 4 mm", "title", "price"},
		{"214", "title Älg Sock Yarn, 100 g, price 8.9, list price 11.9, stock 120", "title", "price", "list price", "stock"},
		{"215", "price 140, availability backorder", "price", "availability"},
	}, `line 19: the id "214" was on line 18 already`, "line 13, field \"Published\": the product is not published; the row was left out", "line 14, field \"Published\"",
		"line 15, field \"Visibility in catalog\": the product is hidden", "line 17, field \"price\": the item has no price", `"1.299,00" has a decimal comma`, "line 11, field \"Grouped products\"")
	expectForms(t, c, "201", "202: 59 (4 left) Colour=Moss; 203: 45 (0 left) Colour=Rust !")
}

func TestShopifyJSON(t *testing.T) {
	c := expectSample(t, "shopify_products.json", 12, 24, [][]string{
		{"7000000000001", "price 68, list price 85, availability in stock, Size S|M, Color Sand|Ink", "price", "list price", "availability", "Size", "Color"},
		{"7000000000004", "price 22, availability out of stock", "price", "availability"},
		{"7000000000005", "price 31.5", "price", "list price"},
		{"7000000000006", "price 6.5", "price", "list price"},
		{"7000000000007", "description Woven in a small mill., price 120, list price 160", "description", "price", "list price"},
		{"7000000000008", "price 0", "price"},
		{"7000000000003", "gift card yes", "gift card"},
		{"7000000000011", "price 15, list price 40, availability out of stock", "price", "list price", "availability"},
		{"7000000000012", "", "price", "availability"},
	}, `two variants have the SKU "AT"`, "line 485, field \"price\": the price is 0", "line 790, field \"price\": the item has no price", "line 164: the product is a gift card")
	expectForms(t, c, "7000000000001", "4100000000100: 68 Size=S Color=Sand; 4100000000101: 68 Size=M Color=Sand !; 4100000000102: 85 Size=M Color=Ink")
	expectForms(t, c, "7000000000010", "4100000001000: 9")
}

func TestShopifyCSV(t *testing.T) {
	c := expectSample(t, "shopify_export.csv", 3, 4, [][]string{
		{"fen-coat", "price 120, list price 150, stock 3, availability in stock, Fabric wool|cotton, category Coats, link /products/fen-coat", "price", "list price", "stock", "availability", "Fabric", "category", "link"},
		{"clay-bowl", "price 18, availability in stock", "price", "availability"},
	}, `line 4, field "Variant SKU": the SKU "FEN-M" was there before; the variant is called "fen-coat/L/Rust"`, "line 7, field \"status\": the product is not published")
	expectForms(t, c, "fen-coat", "FEN-S: 120 (3 left) Size=S Color=Moss; FEN-M: 110 (0 left) Size=M Color=Moss !; fen-coat/L/Rust: 130 (0 left) Size=L Color=Rust")
	if c.Find("Cost per item") >= 0 || c.Find("cost per item") >= 0 {
		t.Error("what the shop pays is in the catalog")
	}
}

func TestPlainJSONLines(t *testing.T) {
	c := expectSample(t, "products.jsonl", 15, 2, [][]string{
		{"bg-02", "title Salt & Sextant, price 49 EUR", "title", "price"},
		{"bg-05", "price (USD) 9.99 USD, category Dice|Travel, in_stock out of stock", "price", "price (USD)", "category", "in_stock"},
		{"bg-06", "price (GBP) 22 GBP, width_cm 20 cm", "price (GBP)", "width_cm"},
		{"bg-08", "title Uses name instead of title", "title"},
		{"bg-09", "price 25.9 EUR, language English|Deutsch", "price", "language"},
		{"bg-10", "", "minutes"},
		{"bg-11", "title Padded Title, price 14.5 EUR", "title", "price"},
		{"bg-12", "weight 2.4 kg", "weight"},
		{"bg-14", "price 14 EUR, list price 19 EUR", "price", "list price", "players_max"},
		{"bg-15", "title Nullless? an escaped NUL in the title", "title"},
		{"3", "price 12 EUR", "price"},
	}, `line 12: the id "bg-02" was on line 2 already`, "line 7, field \"price\": the item has no price", `line 11, field "minutes": "60-90" is a range`,
		`line 16, field "players_max": "8+" is a range`, "line 3, field \"price\": the price names no currency; it was taken for EUR", "line 17, field \"title\": the text has NUL bytes", `the row has nothing in "title"; its name is the title`)
	expectForms(t, c, "bg-09", "bg-09-en: 27.9 EUR language=English; bg-09-de: 25.9 EUR language=Deutsch")
}

func TestOpenAI(t *testing.T) {
	c := expectSample(t, "openai_product_feed.jsonl", 9, 2, [][]string{
		{"PT-1", "price 19 USD, rating 4.7, ratings count 231, size S|L, color Teal", "price", "rating", "ratings count", "size", "color"},
		{"PT-2", "price 6.8 USD, list price 8.5 USD", "price", "list price"},
		{"PT-3", "price (EUR) 34 EUR, weight 0.9 kg", "price", "price (EUR)", "weight"},
		{"PT-9", "price 11 USD", "price"},
		{"PT-10", "price (CHF) 9 CHF", "price (CHF)"},
		{"PT-6", "no such item"},
	}, `line 13: the id "PT-2" was on line 3 already`, "line 7, field \"is eligible search\": the product is not for search", "line 8, ", "the title has 180 characters", `"$11" has a sign that several currencies share`)
	expectForms(t, c, "PT-1", "PT-1-S: 19 USD color=Teal size=S; PT-1-L: 23 USD color=Teal size=L")
	if i, place, ok := c.VariantByID("PT-1-L"); !ok || c.ID(i) != "PT-1" || place != 1 {
		t.Errorf("PT-1-L is found as %d of %d, %v", place, i, ok)
	}
}
