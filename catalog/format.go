package catalog

import (
	"encoding/binary"
	"fmt"
	"unsafe"
)

// The file, all numbers little-endian:
//
//	offset  size  what
//	0       4     magic "RSOC"
//	4       2     format version
//	6       2     oldest reader version that can read the file
//	8       8     XXH64 of all that follows, seeded with the eight bytes before
//	16      16    identity: the first half of the SHA-256 of all sections; deltas name their base by it
//	32      8     length of the file
//	40      4     length of the table of contents
//	44      4     number of sections
//	48      ...   table of contents: per section uvarint length of name, name, uvarint offset, uvarint length
//	...           sections, each at a multiple of 8, gaps filled with zeros
//
// A section is a slice of the file and used as it stands. Two things decide its form: it has to be small on the wire,
// where brotli sees it, and quick to read in place. So numbers are as narrow as their column allows and split into
// planes of bytes (codes.go), texts have their lengths apart (strings.go), the dictionary is front-coded and lists of
// items are gaps in varints (dictionary.go); a table of offsets leads to every sixteenth entry. A reader ignores
// sections that it doesn't know; a change that old readers would misread raises the second version. Two groups of sections
// are optional and old readers do without them: those of variants (variant.go) and of what conversations teach
// (affinity.go).
const (
	// Version is the version that this package writes.
	//
	//	1  first version
	//	2  items in the order of a graph bisection; varint postings, planes of bytes, titles linked by postings
	Version = 2
	// reader is the version of this reader: it reads files whose oldest reader version is not above it, from oldest on.
	reader = 2
	oldest = 2

	magic      = "RSOC"
	deltaMagic = "RSOD" // of a delta, which has the same frame (delta.go)
	headerSize = 48
	align      = 8
)

// What opens a file runs once: it isn't inlined, which would make the module larger for nothing.

// sections gives the parts of a file by name, as typed slices, and remembers the first fault: callers read on
// with zero values and look at err once.
type sections struct {
	parts map[string][]byte
	err   error
}

// fail keeps the first fault.
//
//go:noinline
func (s *sections) fail(format string, args ...any) {
	if s.err == nil {
		s.err = fmt.Errorf("catalog: "+format, args...)
	}
}

// split checks the frame of a file that shall begin with a magic and finds its sections. b must begin at an address that
// is a multiple of 8.
func split(b []byte, magic string) *sections {
	s := &sections{parts: map[string][]byte{}}
	if len(b) < headerSize {
		s.fail("the file has %d bytes, fewer than a header (%d): it is truncated or not a catalog; compile it again", len(b), headerSize)
		return s
	}
	if string(b[:4]) != magic {
		s.fail("the file begins with %q, not with %q: %s", b[:4], magic, mistaken(string(b[:4]), magic))
		return s
	}
	switch v, needs := binary.LittleEndian.Uint16(b[4:]), binary.LittleEndian.Uint16(b[6:]); {
	case needs > reader:
		s.fail("the file has format version %d and needs a reader of version %d or newer, this one is %d: update RSO or compile the feed with this release", v, needs, reader)
		return s
	case v < oldest:
		s.fail("the file has format version %d, this reader reads version %d and newer: compile the feed again with this release", v, oldest)
		return s
	}
	if n := binary.LittleEndian.Uint64(b[32:]); n != uint64(len(b)) {
		s.fail("the file has %d bytes, its header says %d: it is truncated or was changed on the way; fetch or compile it again", len(b), n)
		return s
	}
	if got, want := sum(b), binary.LittleEndian.Uint64(b[8:]); got != want {
		s.fail("checksum %016x, the header says %016x: the file is corrupt; fetch or compile it again", got, want)
		return s
	}
	s.contents(b)
	return s
}

// mistaken says what a file is that isn't what it was taken for, and what to do.
func mistaken(is, magic string) string {
	switch {
	case is == deltaMagic:
		return "it is a delta, not a catalog; open the catalog that it was made for and apply it to that"
	case is == "RSOC":
		return "it is a catalog, not a delta; open it, or make a delta with catalog/compile -delta"
	case magic == deltaMagic:
		return "it is not a delta; make one with catalog/compile -delta"
	}
	return "it is not a compiled catalog (.rsoc); compile the feed with catalog/compile"
}

// contents reads the table of contents.
func (s *sections) contents(b []byte) {
	size, n := binary.LittleEndian.Uint32(b[40:]), binary.LittleEndian.Uint32(b[44:])
	if uint64(size) > uint64(len(b)-headerSize) {
		s.fail("the table of contents (%d bytes) is longer than the file", size)
		return
	}
	r := bytesReader{b: b[headerSize : headerSize+int(size)]}
	for i := range n {
		name := r.text()
		off, length := r.uvarint(), r.uvarint()
		if r.bad {
			s.fail("the table of contents ends within entry %d of %d", i+1, n)
			return
		}
		if off%align != 0 || off > uint64(len(b)) || length > uint64(len(b))-off {
			s.fail("section %q (offset %d, length %d) is outside the file of %d bytes", name, off, length, len(b))
			return
		}
		s.parts[name] = b[off : off+length : off+length]
	}
}

// part returns a section; a missing one is a fault.
//
//go:noinline
func (s *sections) part(name string) []byte {
	p, ok := s.parts[name]
	if !ok {
		s.fail("section %q is missing", name)
	}
	return p
}

// numbers returns a section as n numbers, without copying; n < 0 takes what is there.
//
//go:noinline
func numbers[T uint32 | float64 | uint8](s *sections, name string, n int) []T {
	p := s.part(name)
	var zero T
	size := int(unsafe.Sizeof(zero))
	if s.err == nil && (len(p)%size != 0 || n >= 0 && len(p) != n*size) {
		s.fail("section %q has %d bytes, %d numbers of %d bytes were expected", name, len(p), n, size)
	}
	if s.err != nil || len(p) == 0 {
		return nil
	}
	return unsafe.Slice((*T)(unsafe.Pointer(&p[0])), len(p)/size)
}

// starts returns a section that says where each of n runs begins in an array of total entries, and checks it.
func (s *sections) starts(name string, n, total int) []uint32 {
	off := numbers[uint32](s, name, n+1)
	if s.err != nil {
		return nil
	}
	last := uint32(0)
	for i, o := range off {
		if o < last || i == 0 && o != 0 {
			s.fail("section %q: entry %d is out of order", name, i)
			return nil
		}
		last = o
	}
	if int(last) != total {
		s.fail("section %q ends at %d, the array has %d entries", name, last, total)
		return nil
	}
	return off
}

// below returns a section of n numbers that must all be smaller than bound; n < 0 takes what is there.
func (s *sections) below(name string, n int, bound uint32) []uint32 {
	list := numbers[uint32](s, name, n)
	for i, v := range list {
		if v >= bound {
			s.fail("section %q: entry %d is %d, not below %d", name, i, v, bound)
			return nil
		}
	}
	return list
}

// A bytesReader reads a stream of varints and short strings; bad stays true after the first fault.
type bytesReader struct {
	b   []byte
	bad bool
}

//go:noinline
func (r *bytesReader) uvarint() uint64 {
	v, n := binary.Uvarint(r.b)
	if n <= 0 {
		r.bad, r.b = true, nil
		return 0
	}
	r.b = r.b[n:]
	return v
}

//go:noinline
func (r *bytesReader) text() string {
	n := r.uvarint()
	if n > uint64(len(r.b)) {
		r.bad, r.b = true, nil
		return ""
	}
	s := string(r.b[:n])
	r.b = r.b[n:]
	return s
}
