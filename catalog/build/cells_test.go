package build_test

import (
	"fmt"
	"strings"
	"testing"

	"rso/catalog"
	"rso/catalog/build"
)

// expectValues checks the values of one column of a CSV feed, by item.
func expectValues(t *testing.T, src, column string, want ...string) {
	t.Helper()
	c, _ := open(t, build.Options{}, "a.csv", src)
	k := c.Find(column)
	if k < 0 {
		t.Fatalf("%.60q has no column %q", src, column)
	}
	for i := range c.Len() {
		var got []string
		for _, f := range c.FactsOf(catalog.Item(i), k) {
			got = append(got, f.Text)
		}
		if g := strings.Join(got, "|"); i >= len(want) || g != want[i] {
			t.Errorf("%.80q: item %d has the %s %q, want %q", src, i, column, g, want)
		}
	}
}

func TestListsAreSplit(t *testing.T) {
	head := "title,cast\n"
	expectValues(t, head+"A,Ida Marsh|Tom Quill\nB,Ida Marsh\n", "cast", "Ida Marsh|Tom Quill", "Ida Marsh")
	expectValues(t, head+"A,Ida Marsh; Tom  Quill;\nB,x\n", "cast", "Ida Marsh|Tom Quill", "x")
	expectValues(t, head+"A,\"Ned Gudding, Jr., Tom Quill\"\nB,\"Tom Quill, Ned Gudding, Jr.\"\n", "cast", "Ned Gudding, Jr.|Tom Quill", "Tom Quill|Ned Gudding, Jr.")
	expectValues(t, head+"A,\"Ned Gudding, Jr.|Tom Quill\"\nB,Ann Oak\n", "cast", "Ned Gudding, Jr.|Tom Quill", "Ann Oak")
	expectValues(t, head+"A,ida marsh|Ida Marsh|IDA MÁRSH\nB,Ida Marsh\n", "cast", "ida marsh", "ida marsh")
	expectValues(t, "title,brand\nA,\"Reed, Oak & Co\"\nB,Reed\n", "brand", "Reed, Oak & Co", "Reed")
	expectValues(t, "title,color\nA,\"black, matte\"\nB,\"white; red\"\n", "color", "black, matte", "white|red")
	expectValues(t, "title,Tags\nA,\"warm, red\"\nB,red\n", "Tags", "warm|red", "red")
	expectValues(t, head+"A,\"|; ,\"\nB,!!!\n", "cast", "; ,", "!!!")
}

// A value that only rows had that were left out is none.
func TestValuesOfRowsLeftOut(t *testing.T) {
	c, _ := open(t, build.Options{}, "a.csv", "id,title,brand\n1,A,Reed\n1,B,Oak\n2,,Elm\n")
	if col := c.Column(c.With(catalog.Maker)); col.NumValues() != 1 || col.Value(0) != "Reed" {
		t.Errorf("the brands are %d, the first %q", col.NumValues(), col.Value(0))
	}
}

func TestNumbers(t *testing.T) {
	for cell, want := range map[string]string{
		"5": "5", "5.50": "5.5", "$5": "5", "5 €": "5", "€ 14,50": "14.5", "19.00 USD": "19", "USD 19": "19", "£1,299.00": "1299",
		"1.299,00": "1299", "1,299": "1299", "1.299.000": "1299000", "12,5": "12.5", "0,125": "0.125", "1,00,000": "100000",
		"1e3": "1000", "+5": "5", ".5": "0.5", "0": "0", " 7 ": "7",
		"-6": "", "free": "", "12.5O": "", "19.99 - 29.99": "", "1,2,3": "", "12,34,5": "", "inf": "", "-Inf": "", "NaN": "", "1e400": "",
		"0x1p4": "", "1_000": "", "--5": "", "$": "", "99999999999999999999": "", "5 apples": "", "€5 USD": "", "1e999999999": "",
	} {
		expectValues(t, "title;price\nA;"+cell+"\nB;1\n", "price", want, "1")
	}
	expectValues(t, "title;price\nA;5 USD\nB;6 USD\nC;7 EUR\nD;8\n", "price", "5", "6", "", "8") // never mixed
	expectValues(t, "title;price;currency\nA;5;EUR\nB;6;EUR\nC;7;USD\nD;$8;\n", "price", "5", "6", "", "")
	expectValues(t, "title;price\nA;5\nB;6\nC;€7\n", "price", "5", "6", "7")
	expectValues(t, "title;screen\nA;13 cm\nB;14 cm\nC;15 in\n", "screen", "13 cm", "14 cm", "15 in")
}

func TestYears(t *testing.T) {
	for cell, want := range map[string]string{
		"1994": "1994", "1994-09-10": "1994", "1994-09-10T10:00:00Z": "1994", "10.09.1994": "1994", "Sep 10, 1994": "1994", "(1994)": "1994",
		"-700": "-700", "2001.0": "2001", "1994-1996": "", "20010203": "", "soon": "", "12345": "", "94-09-10": "", "1994.5": "",
	} {
		var rows strings.Builder
		for i := range 19 { // one odd cell doesn't change the role
			fmt.Fprintf(&rows, "T%d;%d\n", i, 1980+i)
		}
		c, _ := open(t, build.Options{}, "a.csv", "title;released\nA;"+cell+"\n"+rows.String())
		got := ""
		if v, ok := c.Column(c.With(catalog.Year)).Number(0); ok {
			got = catalog.FormatNumber(v)
		}
		if got != want {
			t.Errorf("the year of %q is %q, not %q", cell, got, want)
		}
	}
}

func TestPlainText(t *testing.T) {
	for cell, want := range map[string]string{
		"Bread &amp; Tin": "Bread & Tin", "<b>Bold</b> lamp": "Bold lamp", "a<br/>b": "a b", "Tin < 20 cm & deep > 5": "Tin < 20 cm & deep > 5",
		"<script>alert(1)</script>Tin": "Tin", "Tin<SCRIPT src=x>alert(1)": "Tin", "Tin &lt;script&gt;alert(1)&lt;/script&gt;": "Tin",
		"Tin<img src=x onerror=y>": "Tin", "Tin<!-- note -->": "Tin", "Tin <unclosed": "Tin", "Tin <": "Tin <", "two\u00a0 words": "two words", "a\x01b": "a b",
	} {
		c, _ := open(t, build.Options{}, "a.tsv", "id\ttitle\n1\t"+cell+"\n")
		if got := c.Title(0); got != want {
			t.Errorf("the title %q became %q, not %q", cell, got, want)
		}
	}
	c, report := open(t, build.Options{}, "a.csv", "title,url,image\nA,javascript:alert(1),JavaScript:x\nB,https://x.example,/b.png?a=b:c\n")
	if c.Column(c.With(catalog.Link)).Text(0)+c.Column(c.With(catalog.Image)).Text(0) != "" || report.Problems.Count != 2 {
		t.Errorf("a script is no address: %v", report.Problems.List)
	}
	if c.Column(c.With(catalog.Link)).Text(1) == "" || c.Column(c.With(catalog.Image)).Text(1) == "" {
		t.Error("an address was lost")
	}
}
