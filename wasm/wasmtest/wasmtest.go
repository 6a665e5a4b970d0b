// Package wasmtest has what the tests of the programs for WebAssembly share.
package wasmtest

import "testing"

// Must fails the test when something that always works doesn't: Must(v.Get("x"))(t).
func Must[T any](v T, err error) func(t *testing.T) T {
	return func(t *testing.T) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}
