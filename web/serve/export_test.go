package main

import (
	"testing"

	"go.etcd.io/bbolt"
)

// windows counts the windows that are kept.
func (c *counts) windows(t *testing.T) (n int) {
	t.Helper()
	err := c.db.View(func(tx *bbolt.Tx) error {
		n = tx.Bucket(countsBucket).Stats().KeyN
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}
