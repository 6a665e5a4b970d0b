package console

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestListTakesEachTime(t *testing.T) {
	var l List
	flags := flag.NewFlagSet("test", flag.ContinueOnError)
	flags.Var(&l, "f", "")
	if err := flags.Parse([]string{"-f", "a", "-f", "b, c"}); err != nil || !slices.Equal(l, List{"a", "b, c"}) || l.String() != "a, b, c" {
		t.Errorf("the list is %q (%v)", l, err)
	}
}

// Files and buffers are no terminals, /dev/null is none either: nothing is told there.
func TestOnlyTerminalsAreWatched(t *testing.T) {
	null, err := os.OpenFile(os.DevNull, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer null.Close()
	if Watched(null) || Watched(&bytes.Buffer{}) || Steps(null) != nil || Steps(&bytes.Buffer{}) != nil {
		t.Error("what nobody sees is told of progress")
	}
}

func TestWritable(t *testing.T) {
	dir := t.TempDir()
	old := filepath.Join(dir, "old")
	if err := os.WriteFile(old, []byte("kept"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{old: "", filepath.Join(dir, "new"): "", dir: "is a folder", filepath.Join(dir, "none", "new"): "none"} {
		err := Writable(name)
		if (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("%s: the error is %v, want %q", name, err, want)
		}
	}
	if b, err := os.ReadFile(old); err != nil || string(b) != "kept" {
		t.Errorf("the old file holds %q (%v)", b, err)
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) != 1 {
		t.Errorf("it leaves %v (%v)", left, err)
	}
}
