//go:build js && wasm && search

package main

import (
	"errors"
	"fmt"
	"unsafe"

	"github.com/hack-pad/safejs"
	"rso/core/jlexer"

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
	obj, err := object(map[string]any{"handle": len(searches)})
	if err != nil {
		return nil, err
	}
	searches = append(searches, s)
	go warm(c)
	for name, h := range map[string]handler{"apply": framed(s.apply), "close": s.close} {
		if err := method(obj, name, h); err != nil {
			return nil, err
		}
	}
	return obj, nil
}

// A searching is what the page holds; closed, it has no searcher.
type searching struct{ *core.Searcher }

var errClosedCatalog = errors.New("the catalog is closed: open it again")

// A search is answered a hundred times a second while somebody types, and a call through the factory's objects costs as
// much as the search itself. So it is exported from the module: the page writes the frame into the module's memory and
// reads the answer there. The calls must not wait for anything, and nothing here does.
var (
	searches []*searching // by handle
	room     []byte       // of the frame that comes, and of the answer that goes
)

// makeRoom returns the address of n bytes for a frame.
//
//go:wasmexport makeRoom
func makeRoom(n int32) int32 {
	if n < 0 || n > maxFrame {
		return 0
	}
	if int(n) > len(room) {
		room = make([]byte, n)
	}
	return int32(uintptr(unsafe.Pointer(unsafe.SliceData(room))))
}

// maxFrame is the longest request: nobody types more.
const maxFrame = 1 << 20

// search answers the SearchRequest in the first n bytes of the room with a SearchResult or an error frame, and returns
// its address and, in the upper half, its length.
//
//go:wasmexport search
func search(handle, n int32) int64 {
	answer := answered(handle, n)
	if len(answer) > len(room) {
		room = make([]byte, len(answer))
	}
	copy(room, answer)
	return int64(len(answer))<<32 | int64(uintptr(unsafe.Pointer(unsafe.SliceData(room))))
}

func answered(handle, n int32) (answer []byte) {
	defer func() {
		if r := recover(); r != nil {
			answer = faultFrame(fmt.Errorf("the call failed: %v", r))
		}
	}()
	if handle < 0 || int(handle) >= len(searches) || searches[handle].Searcher == nil {
		return faultFrame(errClosedCatalog)
	}
	if n < 0 || int(n) > len(room) {
		return faultFrame(errors.New("the frame is longer than the room that was made for it"))
	}
	var q core.SearchRequest
	l := jlexer.Lexer{Data: room[:n]}
	q.UnmarshalEasyJSON(&l)
	err := readAll(&l)
	var r core.SearchResult
	if err == nil {
		r, err = searches[handle].Search(q)
	}
	if err != nil {
		return faultFrame(err)
	}
	var w jwriter.Writer
	r.MarshalEasyJSON(&w)
	if answer, err = built(&w); err != nil {
		return faultFrame(err)
	}
	return answer
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
