package main

import (
	"fmt"
	"os"
	"path/filepath"
)

// replace puts the bytes in place of the named file, in one step: at every moment the file is the old
// one or the new one.
func replace(name string, b []byte) (err error) {
	temporary, err := os.CreateTemp(filepath.Dir(name), ".rsop-*")
	if err != nil {
		return fmt.Errorf("cannot write the policy: %w", err)
	}
	defer func() {
		if err != nil {
			os.Remove(temporary.Name())
			err = fmt.Errorf("cannot write the policy: %w", err)
		}
	}()
	if _, err := temporary.Write(b); err != nil {
		temporary.Close()
		return err
	}
	if err := temporary.Chmod(0o644); err != nil {
		temporary.Close()
		return err
	}
	if err := temporary.Close(); err != nil {
		return err
	}
	return os.Rename(temporary.Name(), name)
}
