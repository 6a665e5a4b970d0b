package feed_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"rso/catalog/feed"
)

var update = flag.Bool("update", false, "write the golden files again")

// dump writes everything that a feed says, a line for each field.
func dump(r *feed.Reader) string {
	var b strings.Builder
	fmt.Fprintf(&b, "format %s\n", r.Format())
	for rec, err := range r.Records() {
		if err != nil {
			fmt.Fprintf(&b, "error: %v\n", err)
			break
		}
		fmt.Fprintf(&b, "\nline %d", rec.Line)
		if rec.Group != "" {
			fmt.Fprintf(&b, " of %s", rec.Group)
		}
		b.WriteString("\n")
		for _, f := range rec.Fields {
			fmt.Fprintf(&b, "  %s\n", cell(f))
		}
		for _, v := range rec.Variants {
			fmt.Fprintf(&b, "  * %s\n", v.ID)
			for _, f := range v.Fields {
				fmt.Fprintf(&b, "    %s\n", cell(f))
			}
			for _, f := range v.Options {
				fmt.Fprintf(&b, "    - %s\n", cell(f))
			}
		}
	}
	fmt.Fprintf(&b, "\n%d rows\n", r.Rows())
	for _, p := range r.Problems().List {
		fmt.Fprintf(&b, "%s\n", p)
	}
	return b.String()
}

func cell(f feed.Field) string {
	if f.List {
		return fmt.Sprintf("%s: %q", f.Name, f.Values)
	}
	return fmt.Sprintf("%s: %s", f.Name, strings.Join(strings.Fields(f.Values[0]), " "))
}

// Each sample is read without an option, and again byte by byte.
func TestSamples(t *testing.T) {
	for _, name := range []string{"google_merchant.xml", "google_merchant.tsv", "schema_org_products.html", "woocommerce_export.csv",
		"shopify_products.json", "shopify_export.csv", "products.jsonl", "openai_product_feed.jsonl"} {
		src, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			t.Fatal(err)
		}
		var got [2]string
		for i := range got {
			in := bytes.NewReader(src)
			r, err := feed.Open(in, name)
			if i == 1 {
				in.Reset(src)
				r, err = feed.Open(iotest.OneByteReader(in), name)
			}
			if err != nil {
				t.Fatal(err)
			}
			got[i] = dump(r)
		}
		golden := filepath.Join("testdata", "golden", name+".txt")
		if *update {
			if err := os.WriteFile(golden, []byte(got[0]), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if got[0] != string(want) || got[1] != got[0] {
			t.Errorf("%s is read otherwise than in %s (go test -update writes it again):\n%s", name, golden, got[0])
		}
	}
}

// A format that is forced reads what it would be told as, and other names.
func TestForcedFormat(t *testing.T) {
	for _, c := range []struct{ format, src, want string }{
		{"shopify", "Handle,Title\na,Lamp\n", "2: id=a title=Lamp link=/products/a availability=in stock"},
		{"shopify", `{"products":[{"id":1,"title":"Lamp"}]}`, "1: id=1 title=Lamp"},
		{"google", "id\ttitle\tbrand\n1\tLamp\tLux\n", "2: id=1 title=Lamp brand=Lux"},
		{"google", `[{"id":"1","title":"Lamp","brand":"Lux"}]`, "1: id=1 title=Lamp brand=Lux"},
		{"woocommerce", "ID,Name\n1,Lamp\n", "2: id=1 title=Lamp"},
		{"schema.org", `{"@type":"Product","sku":"1","name":"Lamp"}`, "1: id=1 title=Lamp"},
		{"schema.org", "<p><script type=application/ld+json>{\"@type\":\"Product\",\"sku\":\"1\",\"name\":\"Lamp\"}</script>", "1: id=1 title=Lamp"},
		{"openai", "id,title\n1,Lamp\n", "2: id=1 title=Lamp"},
		{"csv", "[title]\nLamp\n", "2: [title]=Lamp"},
	} {
		r, err := feed.OpenAs(strings.NewReader(c.src), c.format, "x")
		if err != nil {
			t.Errorf("%s %q: %v", c.format, c.src, err)
			continue
		}
		if got := lines(r); len(got) != 1 || got[0] != c.want {
			t.Errorf("%s %q is read as %q, want %q", c.format, c.src, got, c.want)
		}
	}
	for _, c := range []struct{ format, src, want string }{
		{"shopify", "<rss/>", "isn't written as XML or HTML"},
		{"woocommerce", `[{"id":1}]`, "isn't written as json"},
		{"excel", "a,b\n", `the format "excel" is unknown: use one of csv, tsv,`},
	} {
		if _, err := feed.OpenAs(strings.NewReader(c.src), c.format, "x"); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s %q: %v, want %q", c.format, c.src, err, c.want)
		}
	}
}

// Dates of sales count when a day is given.
func TestSaleDates(t *testing.T) {
	src := "ID,Type,SKU,Name,Date sale price starts,Date sale price ends,Sale price,Regular price\n1,simple,A,Lamp,2026-12-01,2026-12-24,8,10\n"
	for day, on := range map[string]bool{"": true, "2026-11-30": false, "2026-12-01": true, "2026-12-24": true, "2026-12-25": false} {
		r, err := feed.OpenWith(strings.NewReader(src), "x.csv", feed.Options{Date: day})
		if err != nil {
			t.Fatal(err)
		}
		for rec, err := range r.Records() {
			if got := rec.Get("sale price") != ""; err != nil || got != on {
				t.Errorf("on %q the sale counts: %v, want %v (%v)", day, got, on, err)
			}
		}
		if p := r.Problems(); (p.Notes == 1) != (day == "") {
			t.Errorf("on %q there are the notes %v", day, p.List)
		}
	}
}

// The same table in any of the usual encodings is the same feed.
func TestCharacterSets(t *testing.T) {
	const table = "id,title\n1,Crème Brûlée “groß”\n2,Älvsborg\n3,plain\n"
	want := []string{"2: id=1 title=Crème Brûlée “groß”", "3: id=2 title=Älvsborg", "4: id=3 title=plain"}
	for name, src := range map[string]string{
		"UTF-8":            table,
		"UTF-8 marked":     "\ufeff" + table,
		"UTF-16LE marked":  encode(t, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String, table),
		"UTF-16BE marked":  encode(t, unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewEncoder().String, table),
		"UTF-16LE":         encode(t, unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewEncoder().String, table),
		"UTF-16BE":         encode(t, unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM).NewEncoder().String, table),
		"Windows-1252":     encode(t, charmap.Windows1252.NewEncoder().String, table),
		"XML, declared":    encode(t, charmap.ISO8859_1.NewEncoder().String, `<?xml version="1.0" encoding="ISO-8859-1"?><r><item><id>1</id><title>Crème</title><brand>x</brand></item></r>`),
		"XML, not so":      encode(t, charmap.Windows1252.NewEncoder().String, `<?xml version="1.0" encoding="UTF-8"?><r><item><id>1</id><title>Crème</title><brand>x</brand></item></r>`),
		"JSON, not UTF-8":  encode(t, charmap.Windows1252.NewEncoder().String, `[{"id":1,"title":"Crème","brand":"x"}]`),
		"HTML, by its tag": encode(t, charmap.ISO8859_15.NewEncoder().String, `<html><meta charset="iso-8859-15"><script type="application/ld+json">{"@type":"Product","sku":"1","name":"Crème","brand":"x"}</script>`),
	} {
		r, err := feed.Open(strings.NewReader(src), "x")
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		expected := want
		if !strings.HasPrefix(name, "UTF") && !strings.HasPrefix(name, "Win") {
			expected = []string{"1: id=1 title=Crème brand=x"}
		}
		if got := lines(r); strings.Join(got, "\n") != strings.Join(expected, "\n") {
			t.Errorf("%s is read as %q", name, got)
		}
	}
}

func encode(t *testing.T, encoder func(string) (string, error), s string) string {
	t.Helper()
	out, err := encoder(s)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// lines writes the records alone, as read does.
func lines(r *feed.Reader) (out []string) {
	for rec, err := range r.Records() {
		if err != nil {
			return append(out, "error: "+err.Error())
		}
		out = append(out, row(rec))
	}
	return out
}
