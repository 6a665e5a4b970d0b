package learn

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
)

// Source is one file that was learned from or measured on.
type Source struct {
	Name      string `json:"name"`   // base name
	SHA256    string `json:"sha256"` // of the file's bytes
	Dialogues int    `json:"dialogues"`
}

// Load reads all dialogues of the named files, ordered by id, so that the order of lines and files
// does not matter to what is learned. The same id twice is an error: a dialogue in two folds would
// test on what was learned.
func Load(files ...string) ([]Dialogue, []Source, error) {
	var dialogues []Dialogue
	var sources []Source
	first := make(map[string]string) // id -> where it was seen
	for _, name := range files {
		source, read, err := load(name, first)
		if err != nil {
			return nil, nil, err
		}
		dialogues = append(dialogues, read...)
		sources = append(sources, source)
	}
	if len(dialogues) == 0 {
		return nil, nil, errors.New("there is no dialogue in the files given with -dialogues")
	}
	slices.SortFunc(dialogues, func(a, b Dialogue) int { return cmp.Compare(a.ID, b.ID) })
	return dialogues, sources, nil
}

// load reads one file.
func load(name string, first map[string]string) (Source, []Dialogue, error) {
	file, err := os.Open(name)
	if err != nil {
		return Source{}, nil, fmt.Errorf("cannot read the dialogues: %w", err)
	}
	defer file.Close()
	hash := sha256.New()
	reader := NewReader(io.TeeReader(file, hash), name)
	var dialogues []Dialogue
	for {
		d, err := reader.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return Source{}, nil, err
		}
		if before, seen := first[d.ID]; seen {
			return Source{}, nil, fmt.Errorf("%s: id: %q was used at %s already; give every dialogue its own, and every file once",
				d.Origin, d.ID, before)
		}
		first[d.ID] = d.Origin
		dialogues = append(dialogues, d)
	}
	return Source{
		Name:      filepath.Base(name),
		SHA256:    hex.EncodeToString(hash.Sum(nil)),
		Dialogues: len(dialogues),
	}, dialogues, nil
}
