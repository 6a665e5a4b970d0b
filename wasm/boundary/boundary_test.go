//go:build js && wasm

package boundary

import (
	"errors"
	"strings"
	"testing"

	"github.com/hack-pad/safejs"

	"rso/wasm/wasmtest"
)

// called publishes a handler and calls it as a page does.
func called(t *testing.T, h Handler, args ...any) safejs.Value {
	t.Helper()
	if err := Export("work", h); err != nil {
		t.Fatal(err)
	}
	rso := wasmtest.Must(safejs.Global().Get("rso"))(t)
	if v := wasmtest.Must(wasmtest.Must(rso.Get("version"))(t).String())(t); v != Version {
		t.Errorf("the version is %q", v)
	}
	return wasmtest.Must(rso.Call("work", args...))(t)
}

func TestBytesThereAndBack(t *testing.T) {
	for _, text := range []string{"", "some bytes\x00\xff"} {
		back := called(t, func(args []safejs.Value) (any, error) {
			b, err := Bytes(args[0], "text")
			if err != nil {
				return nil, err
			}
			return Uint8Array(b)
		}, wasmtest.Must(Uint8Array([]byte(text)))(t))
		if b := wasmtest.Must(Bytes(back, "answer"))(t); string(b) != text {
			t.Errorf("%q came back as %q", text, b)
		}
	}
}

func TestFaults(t *testing.T) {
	for name, c := range map[string]struct {
		h    Handler
		want string
	}{
		"an error":      {func([]safejs.Value) (any, error) { return nil, errors.New("no such thing") }, "no such thing"},
		"a panic":       {func(args []safejs.Value) (any, error) { return args[7], nil }, "the call failed: runtime error: index out of range"},
		"another value": {func(args []safejs.Value) (any, error) { return Bytes(args[0], "text") }, "the text must be a Uint8Array"},
	} {
		fault := called(t, c.h, "a string")
		if got := wasmtest.Must(wasmtest.Must(fault.Get("error"))(t).String())(t); !strings.Contains(got, c.want) {
			t.Errorf("%s: the error is %q, want one that says %q", name, got, c.want)
		}
	}
}
