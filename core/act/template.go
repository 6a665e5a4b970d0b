package act

import (
	"errors"
	"fmt"
	"strings"
)

// A line is one way to play a strategy, as the language's text has it: words and slots, choices and what may be left out.
//
//	{best}        a slot
//	{is/are}      the first for one of the others, the second for several
//	(How|What)    a choice
//	<: {reasons}> is said when its slots can be filled and the shopper is not brief
type line struct {
	source string
	nodes  []node
	row    int // of the language's text
}

// A node is a piece of a line.
type node struct {
	kind nodeKind
	text string   // words, or the name of a slot
	ways [][]node // of a choice; of what may be left out one
}

type nodeKind uint8

const (
	words nodeKind = iota
	slot
	choice
	optional
)

// A lineReader reads a line from left to right.
type lineReader struct {
	rest string
}

func readLine(source string) (line, error) {
	r := lineReader{source}
	nodes, err := r.until("")
	return line{source: source, nodes: nodes}, err
}

// until reads nodes up to one of the closing bytes, which it leaves.
func (r *lineReader) until(closing string) ([]node, error) {
	var nodes []node
	for {
		at := strings.IndexAny(r.rest, "{(<)|>}")
		if at < 0 {
			at = len(r.rest)
		}
		if at > 0 {
			nodes = append(nodes, node{kind: words, text: r.rest[:at]})
			r.rest = r.rest[at:]
		}
		if r.rest == "" {
			if closing != "" {
				return nil, fmt.Errorf("a bracket is left open: close it with %q", closing[len(closing)-1:])
			}
			return nodes, nil
		}
		b := r.rest[0]
		if strings.IndexByte(closing, b) >= 0 {
			return nodes, nil
		}
		r.rest = r.rest[1:]
		var n node
		var err error
		switch b {
		case '{':
			n.kind = slot
			var ok bool
			if n.text, r.rest, ok = strings.Cut(r.rest, "}"); !ok {
				err = errors.New(`a slot is left open: close it with "}"`)
			}
		case '(':
			n.kind = choice
			n.ways, err = r.ways()
		case '<':
			n.kind = optional
			var way []node
			if way, err = r.until(">"); err == nil {
				n.ways, r.rest = [][]node{way}, r.rest[1:]
			}
		default:
			err = fmt.Errorf("%q closes nothing", string(b))
		}
		if err != nil {
			return nil, err
		}
		nodes = append(nodes, n)
	}
}

// ways reads the alternatives of a choice and its end.
func (r *lineReader) ways() (ways [][]node, err error) {
	for {
		way, err := r.until("|)")
		if err != nil {
			return nil, err
		}
		ways = append(ways, way)
		last := r.rest[0] == ')'
		r.rest = r.rest[1:]
		if last {
			return ways, nil
		}
	}
}
