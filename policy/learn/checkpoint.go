package learn

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/google/renameio/v2/maybe"

	"rso/policy"
)

// A checkpoint is an optimisation under way, as a file. It belongs to one set of settings, one start and one environment.
type checkpoint struct {
	Format   string   `json:"format"`
	Of       string   `json:"of"` // what it belongs to, as a hash
	Progress Progress `json:"progress"`
}

const checkpointFormat = "rso training checkpoint 1"

// Belongs returns what a checkpoint belongs to: the settings, the policy it began at, and whatever else decides what the
// worlds do: hashes of the catalog and the judgements, names of judge and seekers.
func (o Optimisation) Belongs(warm *policy.Policy, more ...string) string {
	h := sha256.New()
	text, err := json.Marshal(o)
	if err != nil {
		panic("learn: the settings have no JSON: " + err.Error()) // numbers and names have
	}
	h.Write(text)
	h.Write(warm.Bytes())
	for _, m := range more {
		fmt.Fprintf(h, "%d %s", len(m), m)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// Save writes how far the optimisation has come to a file, whole or not at all.
func (o *Optimiser) Save(file, belongs string) error {
	text, err := json.Marshal(checkpoint{checkpointFormat, belongs, o.state})
	if err != nil {
		return fmt.Errorf("the checkpoint has no JSON: %w", err)
	}
	if err := maybe.WriteFile(file, text, 0o644); err != nil {
		return fmt.Errorf("cannot write the checkpoint: %w", err)
	}
	return nil
}

// Load goes on from a checkpoint; found says whether there is one. One that belongs to something else is an error, and stays
// as it is.
func (o *Optimiser) Load(file, belongs string) (found bool, err error) {
	text, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("cannot read the checkpoint: %w", err)
	}
	var c checkpoint
	if err := json.Unmarshal(text, &c); err != nil {
		return false, fmt.Errorf("%s is no checkpoint (%w): delete it to begin anew", file, err)
	}
	if c.Format != checkpointFormat || c.Of != belongs {
		return false, fmt.Errorf("%s belongs to a training with other settings or data: delete it to begin anew, or give the same flags to go on", file)
	}
	return true, o.Resume(c.Progress)
}
