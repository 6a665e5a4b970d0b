package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"math"
	"path/filepath"
	"slices"

	"rso/policy"
	"rso/policy/learn"
	"rso/policy/report"
)

// manifestFormat names the shape of the manifest: raise it when a field changes its meaning.
const manifestFormat = "rso policy manifest 2"

// manifest tells where a policy comes from. It holds no time and no path, so that the same input gives
// the same bytes anywhere. What a policy was not learned from is left out.
type manifest struct {
	Format          string         `json:"format"`
	Seed            uint64         `json:"seed"`
	Catalog         *file          `json:"catalog,omitempty"`
	Start           *file          `json:"start,omitempty"` // the policy that learning started at, when it was not the warm start told here
	Learner         *learner       `json:"learner,omitempty"`
	Data            []learn.Source `json:"data,omitempty"`
	Counts          *counts        `json:"counts,omitempty"`
	CrossValidation *validation    `json:"cross_validation,omitempty"`
	Labels          []taught       `json:"labels,omitempty"`
	Optimisation    *optimisation  `json:"optimisation,omitempty"`
}

// optimisation is the second stage: its method and settings, who judged, who the seekers were, and how it went.
type optimisation struct {
	Method string `json:"method"`
	learn.Optimisation
	Judge     string         `json:"judge"`
	Agreement string         `json:"agreement,omitempty"` // of a distilled judge with the one that it was distilled from
	Seekers   string         `json:"seekers"`
	Goals     int            `json:"goals"`
	Played    int            `json:"played"` // conversations
	Epochs    []report.Epoch `json:"epochs"`
}

// shortened keeps of each figure what is more than noise.
func shortened(epochs []report.Epoch) []report.Epoch {
	list := slices.Clone(epochs)
	for i := range list {
		e := &list[i]
		for _, x := range [...]*float64{&e.SR, &e.AvgT, &e.Return, &e.Entropy, &e.KL, &e.HeldSR, &e.HeldAvgT, &e.HeldReturn} {
			*x = math.Round(*x*1e4) / 1e4
		}
	}
	return list
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
func describe(fit learn.Fit) *learner {
	l := &learner{Name: "warm start: behaviour cloning", Ridge: fit.Ridge, Sweeps: fit.Sweeps}
	for _, group := range fit.Groups {
		l.Tables = append(l.Tables, policy.Table{Features: group}.Name(fit.Layout))
	}
	return l
}

// count counts what the instances did.
func count(labels learn.LabelSpace, dialogues int, instances []learn.Instance) *counts {
	c := &counts{Dialogues: dialogues, Instances: len(instances), Strategies: make(map[string]int)}
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

// hashOf tells a file by its content.
func hashOf(name string, content []byte) *file {
	sum := sha256.Sum256(content)
	return &file{Name: filepath.Base(name), SHA256: hex.EncodeToString(sum[:])}
}

// rounded keeps four decimals: more is noise.
func rounded(s learn.Score) learn.Score {
	for _, figure := range []*float64{&s.Top1, &s.Top3, &s.NLL} {
		*figure = math.Round(*figure*1e4) / 1e4
	}
	return s
}
