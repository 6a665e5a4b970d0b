//go:build js && wasm && search

package main

import (
	"encoding/json"
	"strings"
	"testing"
	"unsafe"

	"github.com/hack-pad/safejs"

	"rso/catalog/build/buildtest"
	"rso/wasm/wasmtest"
)

const shoes = `{"id":"s1","title":"Vento Swift Running Shoes","brand":"Vento","color":"red","price":89.9}
{"id":"s2","title":"Vento Glide Running Shoes","brand":"Vento","color":"blue","price":129}
{"id":"s3","title":"Lino Leather Loafers","brand":"Lino","color":"brown","price":210}
`

func bytesJS(t *testing.T, b []byte) safejs.Value {
	t.Helper()
	return wasmtest.Must(toJS(b))(t).(safejs.Value)
}

// opened is the small shop, as the page opens it.
func opened(t *testing.T) safejs.Value {
	t.Helper()
	if err := export(); err != nil {
		t.Fatal(err)
	}
	factory := wasmtest.Must(safejs.Global().Get("rso"))(t)
	return wasmtest.Must(factory.Call("catalog", bytesJS(t, buildtest.File(t, "shoes", shoes))))(t)
}

// asks writes a frame into the module's memory, as the page does, and reads the answer there.
func asks(t *testing.T, c safejs.Value, frame string) map[string]any {
	t.Helper()
	handle := wasmtest.Must(wasmtest.Must(c.Get("handle"))(t).Int())(t)
	here := func() int32 { return int32(uintptr(unsafe.Pointer(unsafe.SliceData(room)))) }
	if at := makeRoom(int32(len(frame))); at != here() || len(room) < len(frame) {
		t.Fatalf("the room is at %d, %d bytes long, not at %d", here(), len(room), at)
	}
	copy(room, frame)
	packed := search(int32(handle), int32(len(frame)))
	if int32(packed) != here() {
		t.Fatalf("the answer is at %d, not at %d", int32(packed), here())
	}
	answer := room[:packed>>32]
	var fields map[string]any
	if err := json.Unmarshal(answer, &fields); err != nil {
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
	if makeRoom(-1) != 0 || makeRoom(maxFrame+1) != 0 {
		t.Error("there is room for anything")
	}
	for _, call := range [][2]int32{{-1, 0}, {999, 0}, {0, -1}, {0, 1 << 30}} {
		if packed := search(call[0], call[1]); packed>>32 < 10 {
			t.Errorf("search%v answers %d bytes", call, packed>>32)
		}
	}
	wasmtest.Must(c.Call("close"))(t)
	if got, _ := asks(t, c, "{}")["error"].(string); got != errClosedCatalog.Error() {
		t.Errorf("closed, it answers %q", got)
	}
}

func TestRefuses(t *testing.T) {
	opened(t)
	factory := wasmtest.Must(safejs.Global().Get("rso"))(t)
	for _, args := range [][]any{nil, {safejs.Null()}, {bytesJS(t, []byte("no catalog"))}} {
		v := wasmtest.Must(factory.Call("catalog", args...))(t)
		e := wasmtest.Must(v.Get("error"))(t)
		if e.IsUndefined() || wasmtest.Must(e.String())(t) == "" {
			t.Errorf("opened with %v, there is no error", args)
		}
	}
}
