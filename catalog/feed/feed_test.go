package feed_test

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"rso/catalog/feed"
)

func ExampleOpen() {
	r, err := feed.Open(strings.NewReader("id,title,price\n1,Desk lamp,24.90\n2,Floor lamp\n"), "lamps.csv")
	if err != nil {
		fmt.Println(err)
		return
	}
	for rec, err := range r.Records() {
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(rec.Line, rec.Fields[1].Name, rec.Fields[1].Values)
	}
	fmt.Println(r.Problems().List)
	// Output:
	// 2 title [Desk lamp]
	// 3 title [Floor lamp]
	// [lamps.csv: line 3, field "price": the row has 2 fields, the header 3; the missing ones were left empty]
}

// Rows that are one product in several sizes are one group, and its variants.
func ExampleOpen_variants() {
	r, err := feed.Open(strings.NewReader("Handle,Title,Option1 Name,Option1 Value,Variant SKU,Variant Price\n"+
		"tee,Tee,Size,S,T-S,9.00\ntee,,,M,T-M,9.50\n"), "products_export.csv")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(r.Format())
	for rec, err := range r.Records() {
		if err != nil {
			fmt.Println(err)
			return
		}
		for _, v := range rec.Variants {
			fmt.Println(rec.Group, rec.Get("title"), v.ID, v.Fields[0].Values, v.Options[0].Name, v.Options[0].Values)
		}
	}
	// Output:
	// shopify
	// tee Tee T-S [9.00] Size [S]
	// tee  T-M [9.50] Size [M]
}

// read writes a feed's rows, problems and error as lines: "2: id=1 tags=[a|b]", "3!price: reason", "error: ...".
func read(src io.Reader, name string) (format string, lines []string) {
	r, err := feed.Open(src, name)
	if err != nil {
		return "", []string{"error: " + err.Error()}
	}
	for rec, err := range r.Records() {
		if err != nil {
			lines = append(lines, "error: "+err.Error())
			break
		}
		lines = append(lines, row(rec))
	}
	for _, p := range r.Problems().List {
		mark := "!"
		if p.Skipped {
			mark = "!!"
		}
		lines = append(lines, fmt.Sprintf("%d%s%s: %s", p.Line, mark, p.Field, p.Reason))
	}
	return r.Format(), lines
}

// row writes a record as one line.
func row(rec feed.Record) string {
	s := fmt.Sprintf("%d:", rec.Line)
	for _, f := range rec.Fields {
		v := strings.Join(f.Values, "|")
		if f.List {
			v = "[" + v + "]"
		}
		s += " " + f.Name + "=" + v
	}
	return s
}

// expect reads src as the file name, whole and byte by byte. Lines of want that end in "..." are prefixes.
func expect(t *testing.T, name, src, format string, want ...string) {
	t.Helper()
	for _, in := range []io.Reader{strings.NewReader(src), iotest.OneByteReader(strings.NewReader(src))} {
		gotFormat, got := read(in, name)
		ok := gotFormat == format && len(got) == len(want)
		for i := 0; ok && i < len(want); i++ {
			prefix, cut := strings.CutSuffix(want[i], "...")
			ok = got[i] == want[i] || cut && strings.HasPrefix(got[i], prefix)
		}
		if !ok {
			t.Errorf("%s %.80q\n got %s %q\nwant %s %q", name, src, gotFormat, got, format, want)
			return
		}
	}
}

func TestCSV(t *testing.T) {
	expect(t, "a.csv", "id,title\n1,Lamp\n2,Desk\n", "csv", "2: id=1 title=Lamp", "3: id=2 title=Desk")
	expect(t, "crlf.csv", "id,title\r\n1,Lamp\r\n\r\n2,Desk", "csv", "2: id=1 title=Lamp", "4: id=2 title=Desk")
	expect(t, "bom.csv", "\ufeffid,title\n1,Lamp\n", "csv", "2: id=1 title=Lamp")
	expect(t, "semi.csv", "id;title;price\n1;Lamp, small;12,50\n", "csv", "2: id=1 title=Lamp, small price=12,50", "1!: the fields are separated by ';'")
	expect(t, "bars.csv", "id|title\n1|Lamp\n", "csv", "2: id=1 title=Lamp", "1!: the fields are separated by '|'")
	expect(t, "a.tsv", "id\ttitle\n1\tLamp, small\n", "tsv", "2: id=1 title=Lamp, small")
	expect(t, "tab.csv", "id\ttitle\n1\tLamp\n", "tsv", "2: id=1 title=Lamp")
	expect(t, "blank.csv", "\n\nid;title\n\n  \n1;Lamp\n", "csv", "6: id=1 title=Lamp", "3!: the fields are separated by ';'")
	expect(t, "header.csv", "id,title\n", "csv")
	expect(t, "space.csv", " id , title \n 1 ,\tLamp \n", "csv", "2: id=1 title=Lamp")
	expect(t, "empty cells.csv", "id,title,x\n1,,\n,, \n", "csv", "2: id=1", "3!!: the row is empty; the row was left out")
}

func TestCSVQuotes(t *testing.T) {
	expect(t, "a.csv", "id,title\n1,\"Lamp, \"\"big\"\"\"\n", "csv", `2: id=1 title=Lamp, "big"`)
	expect(t, "lines.csv", "id,title\n1,\"two\nlines\"\n2,\"x\r\ny\" ,\n3,z\n", "csv", "2: id=1 title=two\nlines", "4: id=2 title=x\ny", "6: id=3 title=z")
	expect(t, "bare.csv", "id,title\n1,5\" disk\n2,\"5\" disk\"\n", "csv", `2: id=1 title=5" disk`, `3: id=2 title=5" disk`)
	expect(t, "empty.csv", "id,title\n\"\",\"a\"\n", "csv", "2: title=a")
	expect(t, "end.csv", "id,title\n1,\"a\"", "csv", "2: id=1 title=a")
	expect(t, "open.csv", "id,title\n1,Lamp\n2,\"Desk\n3,Chair\n", "csv", "2: id=1 title=Lamp",
		`error: open.csv: line 3, field "title": a quote is opened here and never closed: the rows from there on can't be read; the last complete product is "1"`)
	expect(t, "late.csv", "id,title\n\"a\nb\",\"Desk\n3,Chair\n", "csv", `error: late.csv: line 3, field "title": a quote is opened...`)
	expect(t, "head.csv", "id,\"title\n1,Lamp\n", "", "error: head.csv: the header can't be read: a quote is opened on line 1 and never closed")
	expect(t, "a.tsv", "id\ttitle\tx\n1\t\"Big\" and \"\"red\"\"\t\"q\"\n2\t\"\tb\n3\t\"a\tb\"\tc\n", "tsv",
		`2: id=1 title="Big" and ""red"" x=q`, `3: id=2 title=" x=b`, "4: id=3 title=a\tb x=c")
}

func TestRaggedRows(t *testing.T) {
	expect(t, "a.csv", "id,title,price\n1,Lamp\n2,Desk,9,8\n3,Chair,7,,\n4,Bed,6\n", "csv",
		"2: id=1 title=Lamp", "4: id=3 title=Chair price=7", "5: id=4 title=Bed price=6",
		"2!price: the row has 2 fields, the header 3; the missing ones were left empty",
		"3!!: the row has 4 fields, the header 3 (is a separator inside a field, without quotes?); the row was left out")
	expect(t, "quotes.csv", "id,title,price\n1,\"La\nmp\"\n2\n", "csv", "2: id=1 title=La\nmp", "4: id=2", "2!price...", "4!title...")
}

func TestHeader(t *testing.T) {
	expect(t, "twice.csv", "id,title,price,title\n1,Lamp,5,Lamp again\n", "csv", "2: id=1 title=Lamp price=5",
		"1!title: the columns 2 and 4 have one name; the first is used, the other was left out")
	expect(t, "nameless.csv", "id,,title\n1,x,Lamp\n", "csv", "2: id=1 column 2=x title=Lamp")
	expect(t, "one.csv", "title\nLamp\n", "csv", "2: title=Lamp")
}

func TestEncodings(t *testing.T) {
	expect(t, "latin.csv", "id,title\n1,Caf\xe9 \x80 5\n2,Café\n", "csv", "2: id=1 title=Café € 5", "3: id=2 title=Café",
		"2!title: the text is not UTF-8; it was read as Windows-1252")
	expect(t, "both.csv", "id,title\n1,Café caf\xe9\n", "csv", "2: id=1 title=Café café", "2!title...")
	expect(t, "nul.csv", "id,title\n1,La\x00mp\n\x00\x00\n", "csv", "2: id=1 title=Lamp", "2!title: the text has NUL bytes; they were removed",
		"3!id...", "3!!: the row is empty; the row was left out")
	expect(t, "a.jsonl", "{\"title\":\"Caf\xe9\"}\n{\"title\":\"a\\u0000b\"}\n", "jsonl", "1: title=Café", "2: title=ab",
		"1!: the text is not UTF-8; it was read as Windows-1252", "2!title: the text has NUL bytes; they were removed")
}

func TestJSONLines(t *testing.T) {
	expect(t, "a.jsonl", "{\"id\":1,\"title\":\"Lamp\"}\n\n{\"id\":2,\"title\":\"Desk\"}", "jsonl", "1: id=1 title=Lamp", "3: id=2 title=Desk")
	expect(t, "feed", "\ufeff{\"id\":1}\r\n{\"id\":2}\r\n", "jsonl", "1: id=1", "2: id=2")
	expect(t, "broken.jsonl", "{\"id\":1}\n{\"id\":\n[1]\n{\"id\":4} x\n7\n{\"id\":6}\n{\"id\":7}]\n", "jsonl", "1: id=1", "6: id=6",
		"2!!: not a JSON object: the text ends in the middle (is the file truncated?); the row was left out",
		"3!!: not a JSON object: an object was expected; the row was left out",
		"4!!: not a JSON object: something follows it; the row was left out",
		"5!!: not a JSON object: an object was expected; the row was left out",
		"7!!: not a JSON object: something follows it; the row was left out")
	expect(t, "values.jsonl", `{"t":true,"f":false,"n":null,"e":"","big":12345678901234567890,"x":1.50}`+"\n", "jsonl",
		"1: t=true f=false big=12345678901234567890 x=1.50")
	expect(t, "lists.jsonl", `{"tags":["a"," b ",null,""],"none":[],"reviews":[{"by":"x"},["y"]],"mixed":["k",{"l":1},2]}`+"\n", "jsonl",
		"1: tags=[a|b] mixed=[k|2]")
	expect(t, "nested.jsonl", `{"size":{"width":{"cm":3}},"a.b":{"c":1}}`+"\n", "jsonl", "1: size.width.cm=3 a.b.c=1")
	expect(t, "deep.jsonl", `{"a":{"a":{"a":{"a":{"a":{"a":{"a":1}}}}}},"b":2}`+"\n", "jsonl", "1: b=2",
		"1!a.a.a.a.a.a: the object is nested too deeply; it was left out")
	expect(t, "empty object.jsonl", "{}\n{\"id\":1}\n", "jsonl", "1:", "2: id=1")
}

func TestJSON(t *testing.T) {
	expect(t, "a.json", "[{\"id\":1},{\"id\":2}]", "json", "1: id=1", "1: id=2")
	expect(t, "lines.json", "\n[\n {\"id\":1},\n\n {\n  \"id\":2\n },{\"id\":3}\n]\n", "json", "3: id=1", "5: id=2", "7: id=3")
	expect(t, "bom.json", "\ufeff[\r\n{\"id\":1}]", "json", "2: id=1")
	expect(t, "wrapped.json", "{\"total\": 2, \"tags\": [\"x\"],\n \"products\": [\n{\"id\":1},\n{\"id\":2}], \"skip\": 0}", "json", "3: id=1", "4: id=2")
	expect(t, "oneline", `{"products":[{"id":1},{"id":2}]}`, "json", "1: id=1", "1: id=2")
	expect(t, "oneline.json", `{"total":2,"products":[{"id":1}]}`, "json", "1: id=1")
	expect(t, "deep.json", "{\"data\":\n{\"items\":[{\"id\":1}]}}", "json", "2: id=1")
	expect(t, "others.json", "[{\"id\":1},\n7,[{\"id\":2}],\nnull,{\"id\":3}]", "json", "1: id=1", "3: id=3",
		"2!!: an object was expected, not 7; the row was left out", "2!!: an object was expected, not [; the row was left out",
		"3!!: an object was expected, not <nil>; the row was left out")
	expect(t, "none.json", "[]", "json")
	for _, cut := range []string{"[{\"id\":1},\n{\"id\"", "[{\"id\":1},\n", "[{\"id\":1}\n", "{\"products\":[{\"id\":1}\n"} {
		expect(t, "cut.json", cut, "json", "1: id=1", fmt.Sprintf("error: cut.json: line 2: the text ends in the middle (is the file truncated?) at byte %d: the rows from there on can't be read; the last complete product is \"1\"", len(cut)))
	}
	expect(t, "bad.json", "[{\"id\":1},\n{id:2}]", "json", "1: id=1", "error: bad.json: line 2: invalid character...")
	expect(t, "more.json", "[{\"id\":1}]\n[]", "json", "1: id=1", "error: more.json: line 2: something follows the list: the rows from there on can't be read; the last complete product is \"1\"")
	expect(t, "no list.json", "{\n\"a\":1}", "json", "error: no list.json: line 2: no list of products was found in the object")
	expect(t, "hostile.json", `[{"a":`+strings.Repeat("[", 100_000), "json", "error: hostile.json: line 1: ...")
}

func TestNotAFeed(t *testing.T) {
	for src, want := range map[string]string{
		"":                               "x is empty: it has no rows to import",
		" \r\n\n":                        "x is empty: it has no rows to import",
		"\ufeff":                         "x is empty: it has no rows to import",
		"PK\x03\x04rest":                 "x is a spreadsheet or another zip file: export it as CSV",
		"\x1f\x8b\x08":                   "x is compressed (gzip): unpack it first",
		"\x89PNG\r\n":                    "x is not text (byte 0 begins a PNG picture): a feed is CSV, JSON, XML or HTML",
		"RSOC\x01\x00":                   "x is a compiled catalog already: give the feed that it was made of",
		strings.Repeat("\x01\x02ab", 40): "x is not text (there are control characters from byte 0 on): a feed is CSV, TSV, JSON, XML or HTML",
	} {
		expect(t, "x", src, "", "error: "+want)
	}
	if _, err := feed.OpenAs(strings.NewReader("id\n1\n"), "yaml", "x"); err == nil || !strings.Contains(err.Error(), "use one of csv, tsv, json, jsonl") {
		t.Errorf("an unknown format: %v", err)
	}
	if _, err := feed.Open(iotest.ErrReader(errors.New("the disk is gone")), "x"); err == nil || !strings.Contains(err.Error(), "the disk is gone") {
		t.Errorf("a reader that fails: %v", err)
	}
	fails := io.MultiReader(strings.NewReader("id\n1\n2"), iotest.ErrReader(errors.New("the disk is gone")))
	if _, got := read(fails, "x"); !strings.Contains(strings.Join(got, "\n"), "the disk is gone") {
		t.Errorf("a reader that fails later: %q", got)
	}
}

func TestHugeLines(t *testing.T) {
	big := strings.Repeat("x", 1<<20)
	expect(t, "big.jsonl", `{"id":1,"d":"`+big+`"}`+"\n{\"id\":2}\n", "jsonl", "1: id=1 d=xxx...", "2: id=2")
	huge := strings.Repeat("y", 17<<20)
	for name, src := range map[string]string{
		"a.jsonl": `{"id":1}` + "\n" + `{"id":2,"d":"` + huge + "\"}\n" + `{"id":3}` + "\n",
		"a.csv":   "id,d\n1,\n2," + huge + "\n3,\n",
	} {
		_, got := read(strings.NewReader(src), name)
		if len(got) != 3 || !strings.HasSuffix(got[1], "id=3") && !strings.HasPrefix(got[1], "4: id=3") || !strings.Contains(got[2], "!!: the line is longer than 16 MB") {
			t.Errorf("%s: %.200q", name, got)
		}
	}
}

func TestProblemsAreCounted(t *testing.T) {
	r, err := feed.Open(strings.NewReader("id,title\n"+strings.Repeat("1,2,3\n4\n", 3000)), "many.csv")
	if err != nil {
		t.Fatal(err)
	}
	for range r.Records() {
	}
	p := r.Problems()
	if len(p.List) != 1000 || p.Count != 6000 || p.Skipped != 3000 {
		t.Errorf("%d listed, %d counted, %d skipped", len(p.List), p.Count, p.Skipped)
	}
	var all feed.Problems
	all.Append(p)
	all.Append(p)
	if len(all.List) != 1000 || all.Count != 12000 || all.Skipped != 6000 {
		t.Errorf("twice: %d listed, %d counted, %d skipped", len(all.List), all.Count, all.Skipped)
	}
}
