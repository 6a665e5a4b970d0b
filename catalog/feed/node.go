package feed

import (
	"encoding/json"
	"fmt"
)

// A node is one value of a product that is written as a tree: JSON, JSON-LD or XML.
type node struct {
	kind  nodeKind
	text  string   // of a scalar
	names []string // of an object: its members, in the feed's order
	kids  []node   // of an object or a list
}

type nodeKind uint8

const (
	null nodeKind = iota
	scalar
	object
	list
)

// at returns a member of an object; nothing is null.
func (n node) at(name string) node {
	for i, m := range n.names {
		if m == name {
			return n.kids[i]
		}
	}
	return node{}
}

// all returns the elements of a list, and anything else as a list of one.
func (n node) all() []node {
	switch n.kind {
	case list:
		return n.kids
	case null:
		return nil
	}
	return []node{n}
}

// first returns the text of the first of some members that has one.
func (n node) first(names ...string) string {
	for _, name := range names {
		for _, m := range n.at(name).all() {
			if m.kind == scalar && m.text != "" {
				return m.text
			}
		}
	}
	return ""
}

// add adds a member.
func (n *node) add(name string, kid node) {
	n.kind = object
	n.names, n.kids = append(n.names, name), append(n.kids, kid)
}

// maxNest bounds how deep a product is nested: a deeper one is an attack or a mistake.
const maxNest = 100

// A treeReader reads nodes with encoding/json's tokens, one value after the other, so that neither a long list nor a
// deep one is held or descended into as a whole.
type treeReader struct {
	r    *Reader
	d    *json.Decoder
	line int // of the row, for what is reported
}

// node reads the value that begins with t.
func (tr *treeReader) node(t json.Token, name string, depth int) (n node, err error) {
	switch v := t.(type) {
	case json.Delim:
		if depth >= maxNest {
			return n, fmt.Errorf("the text is nested deeper than %d levels at byte %d", maxNest, tr.d.InputOffset())
		}
		n.kind = list
		if v == '{' {
			n.kind = object
		}
		return n, tr.kids(&n, name, depth)
	case string:
		return node{kind: scalar, text: tr.r.clean(tr.line, name, v)}, nil
	case json.Number:
		return node{kind: scalar, text: v.String()}, nil
	case bool:
		return node{kind: scalar, text: map[bool]string{true: "true", false: "false"}[v]}, nil
	}
	return n, nil
}

// kids reads what an object or a list holds, and its end.
func (tr *treeReader) kids(n *node, name string, depth int) error {
	for tr.d.More() {
		t, err := tr.d.Token()
		if err != nil {
			return err
		}
		if n.kind == object {
			name = t.(string)
			n.names = append(n.names, name)
			if t, err = tr.d.Token(); err != nil {
				return err
			}
		}
		kid, err := tr.node(t, name, depth+1)
		if err != nil {
			return err
		}
		n.kids = append(n.kids, kid)
	}
	_, err := tr.d.Token()
	return err
}
