//go:build js && wasm

package main

import (
	"errors"

	"rso/catalog"
	"rso/catalog/build"
	"rso/catalog/feed"
	"rso/core/jwriter"
	"rso/wasm/boundary"
	"rso/wasm/compiler/frame"
)

// A writer is a frame.
type writer interface{ MarshalEasyJSON(w *jwriter.Writer) }

// built is a frame in a Uint8Array.
func built(f writer) (any, error) {
	var w jwriter.Writer
	f.MarshalEasyJSON(&w)
	b, err := w.BuildBytes()
	if err != nil {
		return nil, err
	}
	return boundary.Uint8Array(b)
}

// done is the object {catalog, report}.
func (j *job) done(file []byte, r build.Report) (any, error) {
	if r.Catalog == nil {
		return nil, errors.New("there is no catalog")
	}
	f := frame.Report{
		Name: r.Catalog.Name(), Format: j.format, Rows: j.rows, Items: r.Items, Variants: r.Variants,
		Skipped: j.problems.Skipped, Warnings: j.problems.Count, Notes: j.problems.Notes, Bytes: len(file), Identity: r.Catalog.Identity(),
		Columns: explained(r.Decisions), Attributes: attributes(r.Catalog), Sections: sections(r), Problems: listed(j.problems),
	}
	bytes, err := boundary.Uint8Array(file)
	if err != nil {
		return nil, err
	}
	report, err := built(f)
	if err != nil {
		return nil, err
	}
	return boundary.Object(map[string]any{"catalog": bytes, "report": report})
}

// explained says what each column of the feed was taken for.
func explained(decisions []build.Decision) []frame.Column {
	list := make([]frame.Column, len(decisions))
	for i, d := range decisions {
		list[i] = frame.Column{Column: d.Column, Dropped: d.Drop, Why: d.Why}
		if !d.Drop {
			list[i].Name, list[i].Role, list[i].Kind, list[i].Unit, list[i].Many = d.Name, d.Role.String(), d.Kind.String(), d.Unit, d.Many
		}
	}
	return list
}

// attributes says what is in the catalog.
func attributes(c *catalog.Catalog) []frame.Attribute {
	list := make([]frame.Attribute, len(c.Columns()))
	for i := range list {
		col := c.Column(i)
		list[i] = frame.Attribute{Name: col.Name, Role: col.Role.String(), Kind: col.Kind.String(), Unit: col.Unit, Values: col.NumValues()}
	}
	return list
}

func sections(r build.Report) []frame.Section {
	list := make([]frame.Section, len(r.Sections))
	for i, s := range r.Sections {
		list[i] = frame.Section{Name: s.Name, Bytes: s.Bytes, What: build.Contents(r.Catalog, s.Name)}
	}
	return list
}

// listed are the problems by cause: the first of each, and how many more there are.
func listed(p feed.Problems) []frame.Problem {
	list := []frame.Problem{}
	for _, c := range p.Causes {
		for _, q := range c.First {
			list = append(list, problem(q))
		}
		list[len(list)-1].More = c.Count - len(c.First)
	}
	return list
}

func problem(p feed.Problem) frame.Problem {
	return frame.Problem{Line: p.Line, Field: p.Field, Reason: p.Reason, Text: p.String(), Skipped: p.Skipped, Note: p.Note}
}
