package main

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"sync"
	"time"
)

// tags hands out entity tags made of the content, so that a rebuild that changes nothing costs no download. A file
// is read once per version.
type tags struct {
	mu    sync.Mutex
	known map[tagKey]string
}

type tagKey struct {
	name, encoding string
	size           int64
	modified       time.Time
}

func (t *tags) of(f *file) (string, error) {
	key := tagKey{f.name, f.encoding, f.size, f.modified}
	t.mu.Lock()
	tag, ok := t.known[key]
	t.mu.Unlock()
	if ok {
		return tag, nil
	}
	hash := sha256.New()
	if _, err := io.Copy(hash, f); err != nil {
		return "", err
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return "", err
	}
	tag = `"` + hex.EncodeToString(hash.Sum(nil)[:12]) + `"`
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.known == nil {
		t.known = map[tagKey]string{}
	}
	t.known[key] = tag
	return tag, nil
}
