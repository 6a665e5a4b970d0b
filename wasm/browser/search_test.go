//go:build js && wasm && search

package main

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/hack-pad/safejs"

	"rso/catalog/build/buildtest"
)

const shoes = `{"id":"s1","title":"Vento Swift Running Shoes","brand":"Vento","color":"red","price":89.9}
{"id":"s2","title":"Vento Glide Running Shoes","brand":"Vento","color":"blue","price":129}
{"id":"s3","title":"Lino Leather Loafers","brand":"Lino","color":"brown","price":210}
`

// must fails the test when something that always works doesn't.
func must[T any](v T, err error) func(t *testing.T) T {
	return func(t *testing.T) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func bytesJS(t *testing.T, b []byte) safejs.Value {
	t.Helper()
	return must(toJS(b))(t).(safejs.Value)
}

// opened is the small shop, as the page opens it.
func opened(t *testing.T) safejs.Value {
	t.Helper()
	if err := export(); err != nil {
		t.Fatal(err)
	}
	factory := must(safejs.Global().Get("rso"))(t)
	return must(factory.Call("catalog", bytesJS(t, buildtest.File(t, "shoes", shoes))))(t)
}

// asks sends a frame and returns the answer.
func asks(t *testing.T, c safejs.Value, frame string) map[string]any {
	t.Helper()
	answer := must(c.Call("search", bytesJS(t, []byte(frame))))(t)
	var fields map[string]any
	if err := json.Unmarshal(must(bytesOf(answer, "frame"))(t), &fields); err != nil {
		t.Fatal(err)
	}
	return fields
}

func TestSearch(t *testing.T) {
	c := opened(t)
	r := asks(t, c, `{"text":"runing shoes under $100","k":2,"facets":["color"],"filters":[{"attribute":"price","min":10,"max":100}],"items":true}`)
	hits := r["hits"].([]any)
	if len(hits) != 1 || hits[0].(map[string]any)["id"] != "s1" || hits[0].(map[string]any)["item"].(map[string]any)["price"] != 89.9 {
		t.Errorf("the hits are %v", hits)
	}
	if len(r["constraints"].([]any)) != 1 || len(r["facets"].([]any)) != 1 || r["total"] != 1.0 {
		t.Errorf("the answer is %v", r)
	}
	for frame, want := range map[string]string{
		"": "not valid JSON", "{": "not valid JSON", `{"k":"many"}`: "not valid JSON", `{"k":-3}`: "k is -3",
		`{"sort":{"attribute":"size"}}`: `no attribute "size"`,
	} {
		if got, _ := asks(t, c, frame)["error"].(string); !strings.Contains(got, want) {
			t.Errorf("%q: the error is %q, want %q", frame, got, want)
		}
	}
	must(c.Call("close"))(t)
	if got, _ := asks(t, c, "{}")["error"].(string); got != errClosedCatalog.Error() {
		t.Errorf("closed, it answers %q", got)
	}
}

func TestRefuses(t *testing.T) {
	opened(t)
	factory := must(safejs.Global().Get("rso"))(t)
	for _, args := range [][]any{nil, {safejs.Null()}, {bytesJS(t, []byte("no catalog"))}} {
		v := must(factory.Call("catalog", args...))(t)
		e := must(v.Get("error"))(t)
		if e.IsUndefined() || must(e.String())(t) == "" {
			t.Errorf("opened with %v, there is no error", args)
		}
	}
}
