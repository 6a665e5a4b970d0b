//go:build !js

package llm

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/google/renameio/v2/maybe"
)

// An entry is one file of the cache: what was asked, and what is known of the answer. With fewer texts than the request
// wants it is incomplete, and the rest is asked for.
type entry struct {
	Key     string   `json:"key"`
	Model   string   `json:"model,omitempty"`   // not known when the answer was imported
	Request *Request `json:"request,omitempty"` // not known when the answer was imported
	Texts   []string `json:"texts"`
	Usage   usage    `json:"usage"`
	Lines   []string `json:"lines,omitempty"` // hashes of the batch lines that went into it: each counts once
}

// usage is what an answer cost, in tokens.
type usage struct {
	Prompt     int `json:"prompt"`
	Completion int `json:"completion"`
}

// A reply is what one request brought.
type reply struct {
	texts []string
	usage usage
}

func (e *entry) add(r reply) {
	e.Texts = append(e.Texts, r.texts...)
	e.Usage.Prompt += r.usage.Prompt
	e.Usage.Completion += r.usage.Completion
}

// path returns the file of a key. The files are dealt to 256 folders: some systems are slow with more in one.
func (c *Client) path(key string) string {
	return filepath.Join(c.options.Cache, key[:2], key+".json")
}

// load returns what the cache knows; an entry without texts when it knows nothing.
func (c *Client) load(key string) (*entry, error) {
	e := &entry{Key: key}
	if c.options.Cache == "" {
		return e, nil
	}
	path := c.path(key)
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return e, nil
	}
	if err != nil {
		return nil, fmt.Errorf("llm: the cache can't be read: %w", err)
	}
	if err := json.Unmarshal(text, e); err != nil {
		return nil, fmt.Errorf("llm: the file %s of the cache is damaged (%w); delete it to ask again", path, err)
	}
	if e.Key != key {
		return nil, fmt.Errorf("llm: the file %s of the cache holds the answer %q, which is another; delete it to ask again", path, e.Key)
	}
	return e, nil
}

// store writes an entry, the whole file or nothing.
func (c *Client) store(key string, e *entry) error {
	if c.options.Cache == "" {
		return nil
	}
	text, err := json.MarshalIndent(e, "", "\t")
	if err != nil {
		return fmt.Errorf("llm: the answer %s can't be written as JSON: %w", key, err)
	}
	path := c.path(key)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return fmt.Errorf("llm: the answer can't be kept: %w", err)
	}
	if err := maybe.WriteFile(path, append(text, '\n'), 0o644); err != nil {
		return fmt.Errorf("llm: the answer can't be kept: %w", err)
	}
	return nil
}
