package catalog

import (
	"encoding/binary"
	"unsafe"
)

// block is how many entries share one place in a table of offsets. Such tables are not in the file: to check it, every
// entry is read once when it is opened, and where each block begins is noted on the way.
const block = 16

// A stringTable is many strings in one run of bytes; their lengths stand apart, as varints.
type stringTable struct {
	n      int
	heap   []byte
	lens   []byte
	blocks []uint32 // per block: where it begins in heap and in lens
}

// strings reads and checks the table of n strings under a name; n < 0 takes as many as there are.
func (s *sections) strings(name string, n int) stringTable {
	t := stringTable{heap: s.part(name + ".heap"), lens: s.part(name + ".lens")}
	if n < 0 {
		n = len(t.lens)
	}
	t.blocks = make([]uint32, 0, (min(n, len(t.lens))+block-1)/block*2)
	heap, lens := 0, 0
	for s.err == nil && t.n < n && lens < len(t.lens) {
		if t.n%block == 0 {
			t.blocks = append(t.blocks, uint32(heap), uint32(lens))
		}
		size, w := uvarint(t.lens, lens)
		if w == 0 || size > uint32(len(t.heap)-heap) {
			s.fail("section %q is damaged at string %d, or longer than its bytes", name+".lens", t.n)
			break
		}
		heap, lens, t.n = heap+int(size), lens+w, t.n+1
	}
	if s.err == nil && (heap != len(t.heap) || lens != len(t.lens) || t.n < n && n != len(t.lens)) {
		s.fail("section %q has other lengths than its %d strings", name, t.n)
	}
	if s.err != nil {
		return stringTable{}
	}
	return t
}

// at returns a string without copying it; "" beyond the end.
func (t *stringTable) at(i uint32) string {
	if int64(i) >= int64(t.n) {
		return ""
	}
	b := i / block
	heap, lens := t.blocks[2*b], int(t.blocks[2*b+1])
	for k := b * block; ; k++ {
		size, w := uvarint(t.lens, lens)
		if k == i {
			if size == 0 {
				return ""
			}
			return unsafe.String(&t.heap[heap], int(size))
		}
		heap, lens = heap+size, lens+w
	}
}

// uvarint reads a varint of at most 32 bits at b[at:] and says how many bytes it takes, 0 when there is none.
func uvarint(b []byte, at int) (v uint32, w int) {
	if at < len(b) && b[at] < 0x80 {
		return uint32(b[at]), 1
	}
	return longVarint(b, at)
}

func longVarint(b []byte, at int) (uint32, int) {
	if at >= len(b) {
		return 0, 0
	}
	v, w := binary.Uvarint(b[at:])
	if w <= 0 || v > 1<<32-1 {
		return 0, 0
	}
	return uint32(v), w
}
