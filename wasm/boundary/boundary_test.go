//go:build js && wasm

package boundary

import (
	"errors"
	"strings"
	"testing"

	"github.com/hack-pad/safejs"
)

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

// called publishes a handler and calls it as a page does.
func called(t *testing.T, h Handler, args ...any) safejs.Value {
	t.Helper()
	if err := Export("work", h); err != nil {
		t.Fatal(err)
	}
	rso := must(safejs.Global().Get("rso"))(t)
	if v := must(must(rso.Get("version"))(t).String())(t); v != Version {
		t.Errorf("the version is %q", v)
	}
	return must(rso.Call("work", args...))(t)
}

func TestBytesThereAndBack(t *testing.T) {
	for _, text := range []string{"", "some bytes\x00\xff"} {
		back := called(t, func(args []safejs.Value) (any, error) {
			b, err := Bytes(args[0], "text")
			if err != nil {
				return nil, err
			}
			return Uint8Array(b)
		}, must(Uint8Array([]byte(text)))(t))
		if b := must(Bytes(back, "answer"))(t); string(b) != text {
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
		if got := must(must(fault.Get("error"))(t).String())(t); !strings.Contains(got, c.want) {
			t.Errorf("%s: the error is %q, want one that says %q", name, got, c.want)
		}
	}
}
