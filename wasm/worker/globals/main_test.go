package main

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"testing"
)

// A module with a memory, which it exports as "m", and two globals.
var module = []byte("\x00asm\x01\x00\x00\x00" +
	"\x05\x03\x01\x00\x01" + // one memory of a page
	"\x06\x0b\x02\x7f\x01\x41\x00\x0b\x7e\x01\x42\x00\x0b" + // two globals, i32 and i64, which can be set
	"\x07\x05\x01\x01m\x02\x00" + // the memory is exported
	"\x00\x02\x01n") // and a section of somebody's own

func TestExport(t *testing.T) {
	file := filepath.Join(t.TempDir(), "m.wasm")
	if err := os.WriteFile(file, module, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := run(file); err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	want := bytes.Replace(module, []byte("\x07\x05\x01\x01m\x02\x00"), []byte("\x07\x19\x03\x01m\x02\x00\x07global0\x03\x00\x07global1\x03\x01"), 1)
	if !bytes.Equal(got, want) {
		t.Errorf("the module is %q, want %q", got, want)
	}
}

// What is no such module is refused, and left as it is.
func TestExportRefuses(t *testing.T) {
	for n := range module {
		if n == len(module)-4 { // without the section that is somebody's own it is one
			continue
		}
		if _, err := export(module[:n]); !errors.Is(err, errFormat) {
			t.Errorf("of the first %d bytes the error is %v", n, err)
		}
	}
	file := filepath.Join(t.TempDir(), "m.wasm")
	if err := os.WriteFile(file, []byte("no module"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := run(file); err == nil {
		t.Error("a text is taken for a module")
	}
	if b, _ := os.ReadFile(file); string(b) != "no module" {
		t.Errorf("it was overwritten with %q", b)
	}
}
