package feed_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rso/catalog/feed"
)

// check reads whatever it is given: a reader may refuse it, but what it yields must be whole.
func check(t *testing.T, src, name string, opt feed.Options) {
	t.Helper()
	r, err := feed.OpenWith(strings.NewReader(src), name, opt)
	if err != nil {
		return
	}
	lines, last := strings.Count(strings.ToValidUTF8(strings.ReplaceAll(src, "\x00", ""), ""), "\n")+1, 0
	if strings.Contains(src, "\x00") || strings.HasPrefix(src, "\xff") || strings.HasPrefix(src, "\xfe") {
		lines = len(src) + 1 // UTF-16, it may be
	}
	for rec, err := range r.Records() {
		if err != nil {
			break
		}
		if rec.Line < last || rec.Line > lines {
			t.Fatalf("a record on line %d follows one on line %d, of %d", rec.Line, last, lines)
		}
		last = rec.Line
		whole(t, rec.Fields)
		for _, v := range rec.Variants {
			whole(t, v.Fields)
			whole(t, v.Options)
		}
	}
	p := r.Problems()
	count := 0
	for _, c := range p.Causes {
		if count += c.Count; len(c.First) == 0 {
			t.Fatal("a cause without a problem")
		}
	}
	if len(p.Causes) < 1000 && count != p.Count+p.Notes {
		t.Fatalf("%d problems and %d notes in causes that count %d", p.Count, p.Notes, count)
	}
	for _, p := range p.List {
		if p.Line < 1 || p.Line > lines || p.Reason == "" {
			t.Fatalf("the problem %v, of %d lines", p, lines)
		}
	}
}

// whole says whether fields have values, and those no bytes that a page would choke on.
func whole(t *testing.T, fields []feed.Field) {
	t.Helper()
	for _, f := range fields {
		if len(f.Values) == 0 || !f.List && len(f.Values) != 1 {
			t.Fatalf("the field %q has %d values", f.Name, len(f.Values))
		}
		for _, v := range f.Values {
			if v == "" || v != strings.ToValidUTF8(strings.TrimSpace(v), "") || strings.Contains(v, "\x00") {
				t.Fatalf("the field %q has the value %q", f.Name, v)
			}
		}
	}
}

// fuzz reads anything in one format, strictly and leniently, from the samples on.
func fuzz(f *testing.F, format string, samples []string, seeds ...string) {
	for _, name := range samples {
		b, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(b))
	}
	for _, s := range seeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, src string) {
		for _, lenient := range []bool{false, true} {
			check(t, src, "x", feed.Options{Format: format, Lenient: lenient, Date: "2026-11-25"})
		}
	})
}

// FuzzRead leaves the format to be told.
func FuzzRead(f *testing.F) {
	for _, s := range []string{"id,title\n1,\"a\n\"\n", "\ufeffid;t\n1;\x00\n", "a\tb\n\"\t\"x\"\t\n", `{"products":[{"id":1,"a":{"b":[1,{}]}}]}`,
		"{\"id\":1}\n{\"id\":[\n", "[{\"id\":1},\n7,{}", "a,a,,b\n1\n1,2,3,4,5\n", "id|t\n\xff|\"\n", "\xff\xfei\x00d\x00\n\x00", "<rss><item>"} {
		for _, name := range []string{"x", "x.csv", "x.json", "x.jsonl"} {
			f.Add(s, name)
		}
	}
	f.Fuzz(func(t *testing.T, src, name string) { check(t, src, name, feed.Options{}) })
}

func FuzzCSV(f *testing.F) {
	fuzz(f, "csv", []string{"broken/14_unclosed_quote.csv", "broken/05_duplicate_headers.csv", "broken/07_nul_bytes.csv"}, "a,b\n\"\"\"\n\",\"\n")
}

func FuzzTSV(f *testing.F) { fuzz(f, "tsv", []string{"google_merchant.tsv"}) }

func FuzzJSON(f *testing.F) {
	fuzz(f, "json", []string{"broken/01_truncated.json"}, `{"a":[[{"id":1}]],"products":[{"variants":[{"id":1,"price":{"amount":1,"currency":"EUR"}}],"tags":[{"name":"a","value":"b"}]}]}`)
}

func FuzzJSONLines(f *testing.F) {
	fuzz(f, "jsonl", []string{"products.jsonl", "broken/13_script_titles.jsonl"})
}

func FuzzShopifyCSV(f *testing.F) { fuzz(f, "shopify", []string{"shopify_export.csv"}) }

func FuzzShopifyJSON(f *testing.F) {
	fuzz(f, "shopify", nil, `{"products":[{"id":1,"title":"A","handle":"a","tags":"x, y","options":["Size",{"name":"Color"}],"variants":[{"id":2,"option1":"S","grams":0},{"option1":"M","sku":"q"},{"sku":"q"}],"images":[{"src":"x"}]}]}`)
}

func FuzzGoogleXML(f *testing.F) {
	fuzz(f, "google", []string{"broken/15_bad_xml.xml"}, `<?xml version="1.0" encoding="ISO-8859-1"?><feed xmlns:g="x"><entry><link href="a"/><g:id>1</g:id><g:product_detail><g:attribute_name>a</g:attribute_name><g:attribute_value>b</g:attribute_value></g:product_detail><g:sale_price_effective_date>/</g:sale_price_effective_date></entry></feed>`,
		"<a><item>&b</item><!DOCTYPE a></a>", "<a><item><![CDATA[x]]><b/></item></a><c/>")
}

func FuzzGoogleTSV(f *testing.F) { fuzz(f, "google", []string{"google_merchant.tsv"}) }

func FuzzWooCommerce(f *testing.F) { fuzz(f, "woocommerce", []string{"woocommerce_export.csv"}) }

func FuzzSchemaOrg(f *testing.F) {
	fuzz(f, "schema.org", []string{"schema_org_products.html"}, `<script type="application/ld+json">[{"@type":["Product"],"offers":[{"price":[1]}],"brand":[{}],"image":{"url":"x"}},{"@graph":[{"@type":"ItemList","itemListElement":["x",{"item":{"@type":"Product"}}]}]}]</script>`,
		`{"@type":"ProductGroup","hasVariant":[{"name":"a"},{"offers":{}}],"aggregateRating":{"ratingValue":"4,5","bestRating":-1}}`)
}

func FuzzOpenAI(f *testing.F) { fuzz(f, "openai", []string{"openai_product_feed.jsonl"}) }
