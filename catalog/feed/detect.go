package feed

import (
	"bufio"
	"fmt"
	"io"
	"path"
	"strings"
)

// Formats lists the names that OpenAs takes.
func Formats() []string { return []string{"csv", "tsv", "json", "jsonl"} }

// Open reads a feed whose form is told by its first bytes and, failing that, by the extension of name.
func Open(src io.Reader, name string) (*Reader, error) { return OpenAs(src, "", name) }

// OpenAs reads a feed of a given format; "" tells it as Open does.
func OpenAs(src io.Reader, format, name string) (*Reader, error) {
	in := bufio.NewReaderSize(src, 1<<16)
	if head, _ := in.Peek(3); string(head) == "\ufeff" {
		in.Discard(3)
	}
	head, err := in.Peek(1 << 14)
	if err != nil && err != io.EOF {
		return nil, fmt.Errorf("%s can't be read: %w", name, err)
	}
	if strings.TrimSpace(string(head)) == "" && err == io.EOF {
		return nil, fmt.Errorf("%s is empty: it has no rows to import", name)
	}
	if what := foreign(string(head)); what != "" {
		return nil, fmt.Errorf("%s %s", name, what)
	}
	if format == "" {
		format = detect(string(head), name)
	}
	switch format {
	case "csv":
		return openCSV(in, 0, name)
	case "tsv":
		return openCSV(in, '\t', name)
	case "json":
		return openJSON(in, name)
	case "jsonl":
		return openLines(in, name)
	}
	return nil, fmt.Errorf("%s: the format %q is unknown: use one of %s", name, format, strings.Join(Formats(), ", "))
}

// foreign says what a file is that can't be read, and what to do; "" when it looks like text.
func foreign(head string) string {
	for _, f := range [...]struct{ magic, what string }{
		{"PK\x03\x04", "is a spreadsheet or another zip file: export it as CSV"},
		{"\x1f\x8b", "is compressed (gzip): unpack it first"},
		{"\xff\xfe", "is UTF-16 text: save it as UTF-8"},
		{"\xfe\xff", "is UTF-16 text: save it as UTF-8"},
		{"\x89PNG", "is a picture (PNG), not a feed"},
		{"%PDF", "is a PDF: export the products as CSV"},
		{"RSOC", "is a compiled catalog already: give the feed that it was made of"},
	} {
		if strings.HasPrefix(head, f.magic) {
			return f.what
		}
	}
	if strings.HasPrefix(strings.TrimSpace(head), "<") {
		return "is XML or HTML, which is not read: export the products as CSV or JSON"
	}
	control := 0
	for _, c := range []byte(head) {
		if c < ' ' && c != '\t' && c != '\n' && c != '\r' {
			control++
		}
	}
	if control > 16 && control*20 > len(head) {
		return "is not text: a feed is CSV, TSV, JSON or JSON lines"
	}
	return ""
}

// detect tells a feed's format.
func detect(head, name string) string {
	head = strings.TrimSpace(head)
	ext := strings.ToLower(path.Ext(name))
	if strings.HasPrefix(head, "[") {
		return "json"
	}
	line, _, more := strings.Cut(head, "\n")
	if strings.HasPrefix(head, "{") {
		return detectObject(strings.TrimSpace(line), more, ext)
	}
	if ext == ".jsonl" || ext == ".ndjson" {
		return "jsonl"
	}
	if strings.Count(line, "\t") > max(strings.Count(line, ","), strings.Count(line, ";")) {
		return "tsv"
	}
	return "csv"
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
