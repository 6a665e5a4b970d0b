package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"

	"rso/policy"
	"rso/policy/learn"
)

// manifestFormat names the shape of the manifest: raise it when a field changes its meaning.
const manifestFormat = "rso policy manifest 1"

// manifest tells where a policy comes from. It holds no time and no path, so that the same input gives
// the same bytes anywhere.
type manifest struct {
	Format          string         `json:"format"`
	Learner         learner        `json:"learner"`
	Seed            uint64         `json:"seed"`
	Episodes        int            `json:"episodes"`
	Data            []learn.Source `json:"data"`
	Catalog         *file          `json:"catalog,omitempty"`
	Counts          counts         `json:"counts"`
	CrossValidation *validation    `json:"cross_validation,omitempty"`
	Labels          []taught       `json:"labels"`
}

// learner is the method and its hyper-parameters.
type learner struct {
	Name   string      `json:"name"`
	Tables []string    `json:"tables"`
	Ridge  learn.Ridge `json:"ridge"` // by the number of features a table crosses
	Sweeps int         `json:"sweeps"`
}

// file is a file by its content.
type file struct {
	Name   string `json:"name"`
	SHA256 string `json:"sha256"`
}

// counts says how much was learned from.
type counts struct {
	Dialogues  int            `json:"dialogues"`
	Instances  int            `json:"instances"`
	Strategies map[string]int `json:"strategies"`
}

// validation is how well the method foresees dialogues it has not seen.
type validation struct {
	Folds int `json:"folds"`
	learn.Score
}

// taught says which strategy an annotator's label taught.
type taught struct {
	Label    string `json:"label"`
	Strategy string `json:"strategy"`
}

func (m manifest) text() (string, error) {
	text, err := json.Marshal(m)
	return string(text), err
}

// describe puts a fit in the manifest's words.
func describe(fit learn.Fit) learner {
	l := learner{Name: "warm start: behaviour cloning", Ridge: fit.Ridge, Sweeps: fit.Sweeps}
	for _, group := range fit.Groups {
		l.Tables = append(l.Tables, policy.Table{Features: group}.Name(fit.Layout))
	}
	return l
}

// count counts what the instances did.
func count(labels learn.LabelSpace, dialogues int, instances []learn.Instance) counts {
	c := counts{Dialogues: dialogues, Instances: len(instances), Strategies: make(map[string]int)}
	for _, instance := range instances {
		c.Strategies[labels.Names[instance.Gold]]++
	}
	return c
}

func mapping() []taught {
	var labels []taught
	for _, m := range learn.InspiredMapping() {
		labels = append(labels, taught{m.Label, m.Strategy.String()})
	}
	return labels
}

// hashed reads a file for its hash.
func hashed(name string) (*file, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, fmt.Errorf("cannot read the catalog: %w", err)
	}
	defer f.Close()
	hash := sha256.New()
	if _, err := io.Copy(hash, f); err != nil {
		return nil, fmt.Errorf("cannot read the catalog: %w", err)
	}
	return &file{Name: filepath.Base(name), SHA256: hex.EncodeToString(hash.Sum(nil))}, nil
}

// rounded keeps four decimals: more is noise.
func rounded(s learn.Score) learn.Score {
	for _, figure := range []*float64{&s.Top1, &s.Top3, &s.NLL} {
		*figure = math.Round(*figure*1e4) / 1e4
	}
	return s
}
