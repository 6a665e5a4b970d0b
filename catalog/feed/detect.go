package feed

import (
	"fmt"
	"path"
	"slices"
	"strings"
)

// headSize is how much of a feed is looked at to tell its format.
const headSize = 1 << 14

// A form is how rows are written and, where the content tells it, whose fields they are.
type form struct {
	container string // csv, tsv, json, jsonl, xml, html
	dialect   string // shopify, google, woocommerce, schema.org, openai; "" for any shop's own fields
}

func (f form) String() string {
	if f.dialect != "" {
		return f.dialect
	}
	return f.container
}

// force is the form that -format asks for; how the rows of a dialect are written is told by the content.
func force(format string, seen form) (form, error) {
	tree := seen.container == "json" || seen.container == "jsonl"
	row := seen.container == "csv" || seen.container == "tsv"
	markup := seen.container == "xml" || seen.container == "html"
	wrong := ""
	switch format {
	case "csv", "tsv", "json", "jsonl":
		return form{container: format}, nil
	case "shopify", "openai":
		if markup {
			wrong = "XML or HTML"
		}
	case "google":
		if markup {
			seen.container = "xml"
		}
	case "woocommerce":
		if !row {
			wrong = seen.container
		}
	case "schema.org":
		if !tree {
			seen.container = "html"
		}
	default:
		return form{}, fmt.Errorf("the format %q is unknown: use one of %s", format, strings.Join(Formats(), ", "))
	}
	if wrong != "" {
		return form{}, fmt.Errorf("the format %s isn't written as %s, which this file is: leave -format out to have it told by the content", format, wrong)
	}
	return form{seen.container, format}, nil
}

// foreign says what a file is that can't be read, and what to do; "" when it looks like text.
func foreign(head string) string {
	for _, f := range [...]struct{ magic, what string }{
		{"PK\x03\x04", "is a spreadsheet or another zip file: export it as CSV"},
		{"\x1f\x8b", "is compressed (gzip): unpack it first"},
		{"\x89PNG", "is not text (byte 0 begins a PNG picture): a feed is CSV, JSON, XML or HTML"},
		{"%PDF", "is a PDF: export the products as CSV"},
		{"RSOC", "is a compiled catalog already: give the feed that it was made of"},
	} {
		if strings.HasPrefix(head, f.magic) {
			return f.what
		}
	}
	control, first := 0, 0
	for i, c := range []byte(head) {
		if c < ' ' && c != '\t' && c != '\n' && c != '\r' {
			if control == 0 {
				first = i
			}
			control++
		}
	}
	if control > 16 && control*20 > len(head) {
		return fmt.Sprintf("is not text (there are control characters from byte %d on): a feed is CSV, TSV, JSON, XML or HTML", first)
	}
	return ""
}

// detect tells a feed's form.
func detect(head, name string) form {
	head = strings.TrimSpace(head)
	ext := strings.ToLower(path.Ext(name))
	line, _, more := strings.Cut(head, "\n")
	switch {
	case strings.HasPrefix(head, "<"):
		return detectMarkup(strings.ToLower(head), ext)
	case isJSONArray(head):
		return form{"json", detectMembers(head)}
	case strings.HasPrefix(head, "{"):
		return form{detectObject(strings.TrimSpace(line), more, ext), detectMembers(head)}
	case ext == ".jsonl" || ext == ".ndjson":
		return form{container: "jsonl"}
	}
	separator := mostOf(line)
	container := "csv"
	if separator == "\t" {
		container = "tsv"
	}
	return form{container, detectHeader(strings.Split(strings.TrimSpace(line), separator))}
}

// isJSONArray says whether a text begins as a list in JSON does; "[title]" may be the header of a CSV.
func isJSONArray(head string) bool {
	rest, ok := strings.CutPrefix(head, "[")
	rest = strings.TrimSpace(rest)
	return ok && (rest == "" || strings.ContainsAny(rest[:1], `{[]"-0123456789`))
}

// detectMarkup tells a page from a feed in XML: by its first tag, by the JSON-LD that it holds, or by its name.
func detectMarkup(head, ext string) form {
	for strings.HasPrefix(head, "<!--") {
		_, rest, _ := strings.Cut(head, "-->")
		head = strings.TrimSpace(rest)
	}
	isPage := ext == ".html" || ext == ".htm" || !strings.HasPrefix(head, "<?xml") && strings.Contains(head, "application/ld+json")
	for _, first := range []string{"<!doctype html", "<html", "<head", "<body", "<script"} {
		isPage = isPage || strings.HasPrefix(head, first)
	}
	if isPage {
		return form{"html", "schema.org"}
	}
	return form{"xml", "google"}
}

// detectObject tells objects a line from one object that holds the rows.
func detectObject(line string, more bool, ext string) string {
	_, value, _ := strings.Cut(line, ":")
	value = strings.TrimSpace(value)
	switch {
	case ext == ".jsonl" || ext == ".ndjson":
		return "jsonl"
	case strings.HasPrefix(value, "[") && strings.HasPrefix(strings.TrimSpace(value[1:]), "{"):
		return "json" // {"products": [{
	case !more && ext == ".json":
		return "json"
	case !more || strings.HasSuffix(line, "}"):
		return "jsonl"
	}
	return "json"
}

// detectMembers tells whose fields the first objects of a JSON feed have.
func detectMembers(head string) string {
	has := func(names ...string) bool {
		return !slices.ContainsFunc(names, func(n string) bool { return !strings.Contains(head, `"`+n+`"`) })
	}
	switch {
	case has("is_eligible_search") || has("enable_search", "availability"):
		return "openai"
	case has("@context", "@type") || has("@graph"):
		return "schema.org"
	case has("body_html", "vendor") || has("product_type", "variants", "handle"):
		return "shopify"
	}
	return ""
}

// detectHeader tells whose columns a header has.
func detectHeader(header []string) string {
	names := map[string]bool{}
	for _, h := range header {
		names[plainName(strings.Trim(strings.TrimSpace(h), `"`))] = true
	}
	has := func(list ...string) bool {
		return !slices.ContainsFunc(list, func(n string) bool { return !names[n] })
	}
	switch {
	case has("handle", "title") && (names["variant price"] || names["option1 name"]), has("url handle", "title", "option1 name"):
		return "shopify"
	case has("id", "type", "sku", "name", "regular price"):
		return "woocommerce"
	case names["is eligible search"] || has("enable search", "availability"):
		return "openai"
	case has("id", "title", "price", "availability") && (names["image link"] || names["item group id"] || names["google product category"]):
		return "google"
	}
	return ""
}

// plainName writes a column's name in lower case words, without the prefix of Google's namespace.
func plainName(s string) string {
	s = strings.TrimPrefix(strings.ToLower(s), "g:")
	return strings.Join(strings.Fields(strings.ReplaceAll(s, "_", " ")), " ")
}
