//go:build js && wasm

package main

import (
	"context"
	"encoding/json"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/hack-pad/safejs"

	"rso/catalog"
	"rso/catalog/build"
	"rso/catalog/feed"
	"rso/wasm/boundary"
	"rso/wasm/compiler/frame"
	"rso/wasm/wasmtest"
)

const lamps = "id,title,price,kind\n1,Aurora,19.90,desk\n2,Borealis,29.50,desk\n3,Cirrus,45,floor\n"

// bytesJS makes a Uint8Array.
func bytesJS(t *testing.T, b string) safejs.Value {
	t.Helper()
	return wasmtest.Must(boundary.Uint8Array([]byte(b)))(t)
}

// call calls rso.compile the way JavaScript does.
func call(t *testing.T, args ...any) safejs.Value {
	t.Helper()
	if err := boundary.Export("compile", compile); err != nil {
		t.Fatal(err)
	}
	return wasmtest.Must(wasmtest.Must(safejs.Global().Get("rso"))(t).Call("compile", args...))(t)
}

// compiled is what rso.compile makes of a feed: the file and its report, or what was wrong.
func compiled(t *testing.T, text, options string, more ...any) (file []byte, r frame.Report, fault frame.Fault) {
	t.Helper()
	v := call(t, append([]any{bytesJS(t, text), bytesJS(t, options)}, more...)...)
	if frame, err := boundary.Bytes(v, "frame"); err == nil {
		decode(t, frame, &fault)
		return nil, r, fault
	}
	file = wasmtest.Must(boundary.Bytes(wasmtest.Must(v.Get("catalog"))(t), "catalog"))(t)
	decode(t, wasmtest.Must(boundary.Bytes(wasmtest.Must(v.Get("report"))(t), "report"))(t), &r)
	return file, r, fault
}

func decode(t *testing.T, frame []byte, to any) {
	t.Helper()
	if err := json.Unmarshal(frame, to); err != nil {
		t.Fatalf("the frame is no JSON: %v\n%s", err, frame)
	}
}

func TestCompile(t *testing.T) {
	var stages []string
	listener := wasmtest.Must(safejs.FuncOf(func(_ safejs.Value, args []safejs.Value) any {
		stage := wasmtest.Must(args[0].String())(t)
		done, total := wasmtest.Must(args[1].Int())(t), wasmtest.Must(args[2].Int())(t)
		if done < 0 || done > total {
			t.Errorf("%s is at %d of %d", stage, done, total)
		}
		if !slices.Contains(stages, stage) {
			stages = append(stages, stage)
		}
		return nil
	}))(t)
	file, r, fault := compiled(t, lamps, `{"feed":"lamps.csv"}`, listener)
	if fault.Error != "" {
		t.Fatal(fault.Error)
	}
	c := wasmtest.Must(catalog.Open(file))(t)
	if c.Name() != "lamps" || c.Len() != 3 || c.Title(1) != "Borealis" {
		t.Errorf("%q has %d items, the second is %q", c.Name(), c.Len(), c.Title(1))
	}
	if r.Name != "lamps" || r.Format != "csv" || r.Rows != 3 || r.Items != 3 || r.Bytes != len(file) || r.Identity != c.Identity() || r.Warnings != 0 || len(r.Problems) != 0 {
		t.Errorf("the report says %+v", r)
	}
	price := r.Columns[slices.IndexFunc(r.Columns, func(c frame.Column) bool { return c.Column == "price" })]
	if price.Role != "price" || price.Kind != "number" || price.Why != "its name; nothing says its currency" {
		t.Errorf("the price is %+v", price)
	}
	kind := r.Attributes[slices.IndexFunc(r.Attributes, func(a frame.Attribute) bool { return a.Name == "kind" })]
	if kind.Values != 2 || kind.Kind != "values" {
		t.Errorf("the kind is %+v", kind)
	}
	size := 0
	for _, s := range r.Sections {
		if size += s.Bytes; s.What == "" {
			t.Errorf("what is %q?", s.Name)
		}
	}
	if size == 0 || size > len(file) {
		t.Errorf("the sections have %d bytes, the file %d", size, len(file))
	}
	if want := []string{"reading", "columns", "index", "neighbours", "writing"}; !slices.Equal(stages, want) {
		t.Errorf("the stages are %q", stages)
	}
}

func TestOptions(t *testing.T) {
	const feed = "ean,label,worth,secret\n7,Lamp,5,x\n8,Desk,6,y\n"
	file, r, fault := compiled(t, feed, `{"name":"Furniture","id":"ean","map":["label=title","worth=price:NOK","secret=-"]}`)
	if fault.Error != "" {
		t.Fatal(fault.Error)
	}
	c := wasmtest.Must(catalog.Open(file))(t)
	if price := c.Column(c.With(catalog.Price)); c.Name() != "Furniture" || c.ID(1) != "8" || price.Unit != "NOK" || c.Find("secret") >= 0 {
		t.Errorf("%q, ids like %q, prices in %q", c.Name(), c.ID(1), price.Unit)
	}
	if dropped := r.Columns[3]; !dropped.Dropped || dropped.Why != "left out by -map" {
		t.Errorf("what is to be left out is %+v", dropped)
	}
	whole, _, _ := compiled(t, lamps, `{}`)
	lean, _, _ := compiled(t, lamps, `{"searchOnly":true}`)
	if len(lean) == 0 || len(lean) >= len(whole) {
		t.Errorf("without texts there are %d bytes, with them %d", len(lean), len(whole))
	}
	const cut = `[{"id":1,"title":"A"},` + "\n" + `{"id":2,"title":"B"},{"id":3,`
	if _, r, fault := compiled(t, cut, `{"lenient":true}`); fault.Error != "" || r.Items != 2 || r.Warnings != 1 {
		t.Errorf("leniently there are %d items, %d warnings, %q", r.Items, r.Warnings, fault.Error)
	}
	for options, want := range map[string]string{
		`{"map":["label"]}`:        "is no mapping",
		`{"map":["label=money"]}`:  `there is no role "money"`,
		`{"map":["labl=title"]}`:   `no column "labl" to be mapped`,
		`{"id":"gtin"}`:            `no column "gtin" to be the id`,
		`{"format":"xlsx"}`:        `feed: the format "xlsx" is unknown`,
		`{`:                        "not valid JSON",
		`{"name":3}`:               "not valid JSON",
		`{"feed":"a.csv"}trailing`: "not valid JSON",
	} {
		if _, _, fault := compiled(t, feed, options); !strings.Contains(fault.Error, want) || fault.Problems == nil {
			t.Errorf("%s: the error is %q, want one that says %q", options, fault.Error, want)
		}
	}
}

// feeds are the good and the broken ones that the importers are tested with.
func feeds(t *testing.T) []string {
	t.Helper()
	var all []string
	for _, pattern := range []string{"*.*", "broken/*"} {
		all = append(all, wasmtest.Must(filepath.Glob(filepath.Join("../../catalog/feed/testdata", pattern)))(t)...)
	}
	if len(all) < 20 {
		t.Fatalf("the feeds are %q", all)
	}
	return all
}

// Whatever the feed: the module says what the packages say, problem by problem, and makes the same bytes.
func TestSaysWhatTheImporterSays(t *testing.T) {
	for _, path := range feeds(t) {
		text := wasmtest.Must(os.ReadFile(path))(t)
		name := filepath.Base(path)
		for _, lenient := range []bool{false, true} {
			file, r, fault := compiled(t, string(text), string(wasmtest.Must(json.Marshal(map[string]any{"feed": name, "lenient": lenient}))(t)))
			want, problems, err := direct(string(text), name, lenient)
			if err != nil && fault.Error != err.Error() || err == nil && fault.Error != "" {
				t.Errorf("%s: the error is %q, want %v", name, fault.Error, err)
			}
			if string(file) != string(want) {
				t.Errorf("%s: the file has %d other bytes than the %d", name, len(file), len(want))
			}
			if got := texts(append(r.Problems, fault.Problems...)); !slices.Equal(got, problems) {
				t.Errorf("%s: the problems are\n%s\nwant\n%s", name, strings.Join(got, "\n"), strings.Join(problems, "\n"))
			}
		}
	}
}

// direct compiles a feed as catalog/compile does, and lists its problems, the place where it breaks off last.
func direct(text, name string, lenient bool) (file []byte, problems []string, err error) {
	r, err := feed.OpenWith(strings.NewReader(text), name, feed.Options{Lenient: lenient})
	if err != nil {
		return nil, nil, err
	}
	b := build.New(build.Options{Name: build.NameOf(name)})
	err = b.Read(context.Background(), r)
	all := r.Problems()
	if err == nil {
		var report build.Report
		file, report, err = b.Finish(context.Background())
		all.Append(report.Problems)
	}
	for _, c := range all.Causes {
		for _, p := range c.First {
			problems = append(problems, p.String())
		}
	}
	if broken, ok := err.(feed.Fault); ok {
		problems = append(problems, feed.Problem(broken).String())
	}
	return file, problems, err
}

func texts(list []frame.Problem) []string {
	var all []string
	for _, p := range list {
		all = append(all, p.Text)
	}
	return all
}

// Bytes of any kind give a catalog or an error, and never a fault of the compiler.
func TestForeignBytes(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, path := range feeds(t) {
		text := wasmtest.Must(os.ReadFile(path))(t)
		for range 4 {
			b := slices.Clone(text[:r.IntN(len(text))+1])
			for range 1 + r.IntN(8) {
				b[r.IntN(len(b))] = byte(r.IntN(256))
			}
			file, _, fault := compiled(t, string(b), "", safejs.Null())
			if (file == nil) != (fault.Error != "") || strings.Contains(fault.Error, "the compiler failed") {
				t.Errorf("%s, changed: %d bytes, the error is %q", path, len(file), fault.Error)
			}
		}
	}
}

func TestProblems(t *testing.T) {
	_, r, _ := compiled(t, "id,title,price\n1,A,5\n1,B,6\n2,C,call us\n"+strings.Repeat("2,D,7\n", 30), `{"feed":"a.csv"}`)
	if r.Rows != 33 || r.Items != 2 || r.Skipped != 31 || r.Warnings != 32 || len(r.Problems) != 21 {
		t.Fatalf("%d rows, %d items, %d left out, %d warnings, %d listed", r.Rows, r.Items, r.Skipped, r.Warnings, len(r.Problems))
	}
	want := frame.Problem{Line: 3, Reason: `the id "1" was on line 2 already; the row was left out`, Text: `a.csv: line 3: the id "1" was on line 2 already; the row was left out`, Skipped: true}
	if r.Problems[0] != want || r.Problems[19].More != 11 || r.Problems[20].Field != "price" || r.Problems[20].More != 0 {
		t.Errorf("the problems are %+v", r.Problems)
	}
	_, _, fault := compiled(t, "id,title\n1,A\n2,\"open\n", `{"feed":"a.csv"}`)
	if n := len(fault.Problems); n != 1 || fault.Problems[0].Line != 3 || fault.Problems[0].Field != "title" || fault.Problems[0].Text != fault.Error || fault.Rows != 1 || fault.Format != "csv" {
		t.Errorf("the fault is %+v", fault)
	}
	_, _, fault = compiled(t, "id,title\n1,&nbsp;\n", `{"feed":"a.csv"}`)
	if fault.Error != "no row has a title: there is nothing to compile" || len(fault.Problems) != 1 || fault.Problems[0].Line != 2 {
		t.Errorf("the fault is %+v", fault)
	}
}

// What a page may pass by mistake is an error, and the module goes on.
func TestRefuses(t *testing.T) {
	feed, none := bytesJS(t, lamps), bytesJS(t, "")
	for _, o := range []struct {
		what string
		args []any
		want string
	}{
		{"nothing", nil, "2 arguments"},
		{"one argument", []any{feed}, "2 arguments"},
		{"four arguments", []any{feed, none, none, none}, "2 arguments"},
		{"undefined", []any{safejs.Undefined(), none}, "the feed must be a Uint8Array"},
		{"a string", []any{lamps, none}, "the feed must be a Uint8Array"},
		{"null for options", []any{feed, safejs.Null()}, "the options must be a Uint8Array"},
		{"no bytes", []any{none, none}, "feed is empty"},
		{"a picture", []any{bytesJS(t, "\x89PNG\r\n"), none}, "is not text"},
	} {
		var fault frame.Fault
		decode(t, wasmtest.Must(boundary.Bytes(call(t, o.args...), "frame"))(t), &fault)
		if !strings.Contains(fault.Error, o.want) {
			t.Errorf("%s: the error is %q, want %q", o.what, fault.Error, o.want)
		}
	}
	function := wasmtest.Must(safejs.Global().Get("Function"))(t)
	for _, listener := range []any{"no function", safejs.Null(), wasmtest.Must(function.New("throw new Error('mine')"))(t)} {
		if _, r, fault := compiled(t, lamps, "", listener); r.Items != 3 {
			t.Errorf("with %v to listen the error is %q", listener, fault.Error)
		}
	}
	// The bytes are taken away while they are read.
	away := wasmtest.Must(function.New("stage", "globalThis.feed.buffer.transfer ? globalThis.feed.buffer.transfer() : structuredClone(0, {transfer: [globalThis.feed.buffer]})"))(t)
	long := bytesJS(t, lamps+strings.Repeat("4,Again,5,desk\n", 20_000))
	if err := safejs.Global().Set("feed", long); err != nil {
		t.Fatal(err)
	}
	var fault frame.Fault
	decode(t, wasmtest.Must(boundary.Bytes(call(t, long, none, away), "frame"))(t), &fault)
	if fault.Error == "" {
		t.Error("bytes that are gone give no error")
	}
}
