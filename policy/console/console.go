// Package console is what the commands of the Planner share at a terminal: repeated flags, progress for people, and looking
// ahead whether a file can be written.
package console

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/term"
)

// List is a flag that may be repeated.
type List []string

// String implements flag.Value.
func (l *List) String() string { return strings.Join(*l, ", ") }

// Set implements flag.Value.
func (l *List) Set(value string) error {
	*l = append(*l, value)
	return nil
}

// Watched says whether somebody watches what is written: whether w is a terminal.
func Watched(w io.Writer) bool {
	file, ok := w.(*os.File)
	return ok && term.IsTerminal(int(file.Fd()))
}

// Steps returns a function that tells on a terminal what is being done, and how much of it is; nil elsewhere.
func Steps(w io.Writer) func(what string, complete, of int) {
	if !Watched(w) {
		return nil
	}
	return func(what string, complete, of int) {
		fmt.Fprintf(w, "\r%s %d of %d ", what, complete, of)
		if complete == of {
			fmt.Fprintln(w)
		}
	}
}

// Writable says why a file can't be written, as far as can be known before. It leaves nothing behind.
func Writable(name string) error {
	if info, err := os.Stat(name); err == nil && info.IsDir() {
		return fmt.Errorf("%s is a folder", name)
	}
	probe, err := os.CreateTemp(filepath.Dir(name), ".writable-*")
	var at *os.PathError
	if errors.As(err, &at) {
		return fmt.Errorf("in the folder %s: %w", filepath.Dir(name), at.Err)
	}
	if err != nil {
		return err
	}
	return errors.Join(probe.Close(), os.Remove(probe.Name()))
}
