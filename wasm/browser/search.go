//go:build js && wasm && search

package main

import (
	"errors"
	"fmt"

	"github.com/hack-pad/safejs"
	"github.com/mailru/easyjson/jlexer"

	"rso/catalog"
	"rso/core"
	"rso/core/jwriter"
)

// opens is the method of the factory, rso.catalog: the search of a catalog without a conversation.
const opens = "catalog"

func open(args []safejs.Value) (any, error) {
	if len(args) != 1 {
		return nil, fmt.Errorf("rso.catalog takes 1 argument (the catalog), not %d", len(args))
	}
	b, err := bytesOf(args[0], "catalog")
	if err != nil {
		return nil, err
	}
	c, err := catalog.Open(b)
	if err != nil {
		return nil, err
	}
	s := &searching{core.NewSearcher(c)}
	obj, err := object(nil)
	if err != nil {
		return nil, err
	}
	for name, h := range map[string]handler{"search": framed(s.search), "apply": framed(s.apply), "close": s.close} {
		if err := method(obj, name, h); err != nil {
			return nil, err
		}
	}
	return obj, nil
}

// A searching is what the page holds; closed, it has no searcher.
type searching struct{ *core.Searcher }

var errClosedCatalog = errors.New("the catalog is closed: open it again")

// search answers a SearchRequest with a SearchResult.
func (s *searching) search(args []safejs.Value) ([]byte, error) {
	if s.Searcher == nil {
		return nil, errClosedCatalog
	}
	if len(args) != 1 {
		return nil, errors.New(`search takes one frame, {"text": "..."}`)
	}
	b, err := bytesOf(args[0], "frame")
	if err != nil {
		return nil, err
	}
	var q core.SearchRequest
	l := jlexer.Lexer{Data: b}
	q.UnmarshalEasyJSON(&l)
	if err := readAll(&l); err != nil {
		return nil, err
	}
	r, err := s.Search(q)
	if err != nil {
		return nil, err
	}
	var w jwriter.Writer
	r.MarshalEasyJSON(&w)
	return built(&w)
}

// apply brings the catalog up to date with a delta and answers {}.
func (s *searching) apply(args []safejs.Value) ([]byte, error) {
	if s.Searcher == nil {
		return nil, errClosedCatalog
	}
	if len(args) != 1 {
		return nil, errors.New("apply takes the bytes of one delta")
	}
	b, err := bytesOf(args[0], "delta")
	if err != nil {
		return nil, err
	}
	return []byte("{}"), s.Apply(b)
}

func (s *searching) close([]safejs.Value) (any, error) {
	s.Searcher = nil
	return nil, nil
}
