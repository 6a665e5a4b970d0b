package catalog

import (
	"encoding/binary"
	"hash"
	"slices"
	"strings"
	"unsafe"
)

// A Writer lays out a file: the other half of format.go. The compiler is its only user; the page's module doesn't
// contain it.
type Writer struct {
	names []string
	parts [][]byte
}

// Section adds a part. The bytes are kept, not copied.
func (w *Writer) Section(name string, b []byte) {
	w.names, w.parts = append(w.names, name), append(w.parts, b)
}

// Bytes adds a part of numbers of one byte.
func (w *Writer) Bytes(name string, list []uint8) { w.Section(name, list) }

// Uint32s adds a part of numbers of four bytes.
func (w *Writer) Uint32s(name string, list []uint32) {
	b := make([]byte, 0, 4*len(list))
	for _, v := range list {
		b = binary.LittleEndian.AppendUint32(b, v)
	}
	w.Section(name, b)
}

// Float64s adds a part of numbers of eight bytes; NaN is always written with the same bits.
func (w *Writer) Float64s(name string, list []float64) {
	b := make([]byte, 0, 8*len(list))
	for _, v := range list {
		if v != v {
			b = binary.LittleEndian.AppendUint64(b, 0x7FF8000000000001)
			continue
		}
		b = binary.LittleEndian.AppendUint64(b, *(*uint64)(unsafe.Pointer(&v)))
	}
	w.Section(name, b)
}

// A SectionSize is the place of one part in a file.
type SectionSize struct {
	Name  string
	Bytes int
	Part  []byte // of a file that was read: the bytes themselves
}

// Sizes lists the parts added so far.
func (w *Writer) Sizes() []SectionSize {
	var sizes []SectionSize
	for i, n := range w.names {
		sizes = append(sizes, SectionSize{Name: n, Bytes: len(w.parts[i])})
	}
	return sizes
}

// File returns the whole file: equal parts give equal bytes. The hash is SHA-256, which the compiler brings along: its
// package alone would add 200 KB to the page's module.
func (w *Writer) File(hash hash.Hash) []byte { return w.file(magic, hash) }

func (w *Writer) file(magic string, hash hash.Hash) []byte {
	toc := w.contents(0)
	start := pad(headerSize + len(toc))
	for { // offsets are varints: their own length moves what they point to, until it fits
		toc = w.contents(start)
		if next := pad(headerSize + len(toc)); next != start {
			start = next
			continue
		}
		break
	}
	size := start
	for i, p := range w.parts {
		size = pad(size) + len(p)
		hash.Write([]byte(w.names[i]))
		hash.Write(binary.LittleEndian.AppendUint64(nil, uint64(len(p))))
		hash.Write(p)
	}
	b := make([]byte, headerSize, size)
	copy(b, magic)
	binary.LittleEndian.PutUint16(b[4:], Version)
	binary.LittleEndian.PutUint16(b[6:], Version)
	copy(b[16:32], hash.Sum(nil))
	binary.LittleEndian.PutUint64(b[32:], uint64(size))
	binary.LittleEndian.PutUint32(b[40:], uint32(len(toc)))
	binary.LittleEndian.PutUint32(b[44:], uint32(len(w.parts)))
	b = append(b, toc...)
	for _, p := range w.parts {
		b = append(b, make([]byte, pad(len(b))-len(b))...)
		b = append(b, p...)
	}
	binary.LittleEndian.PutUint64(b[8:], sum(b))
	return b
}

// contents writes the table of contents for sections that begin at start.
func (w *Writer) contents(start int) []byte {
	var b []byte
	for i, name := range w.names {
		start = pad(start)
		b = binary.AppendUvarint(b, uint64(len(name)))
		b = append(b, name...)
		b = binary.AppendUvarint(b, uint64(start))
		b = binary.AppendUvarint(b, uint64(len(w.parts[i])))
		start += len(w.parts[i])
	}
	return b
}

func pad(n int) int { return (n + align - 1) / align * align }

// Contents lists the sections of a file by name; none when the file is damaged.
func Contents(b []byte) []SectionSize {
	s := split(b, magic)
	var list []SectionSize
	if s.err == nil {
		for name, p := range s.parts {
			list = append(list, SectionSize{name, len(p), p})
		}
	}
	slices.SortFunc(list, func(a, b SectionSize) int { return strings.Compare(a.Name, b.Name) })
	return list
}
