package catalog

import (
	"encoding/binary"
	"unsafe"
)

// block is how many entries share one place in a table of offsets.
const block = 32

// A stringTable is many strings in one run of bytes; their lengths stand apart, as varints.
type stringTable struct {
	n      int
	heap   []byte
	lens   []byte
	blocks []uint32 // per block: where it begins in heap and in lens
}

// strings slices the table of n strings under a name; n < 0 counts them. Opening a catalog must not read all of it: what the lengths say
// is compared with what there is when a string is asked for.
func (s *sections) strings(name string, n int) stringTable {
	t := stringTable{n: n, heap: s.part(name + ".heap"), lens: s.part(name + ".lens")}
	if n < 0 {
		t.n = 0
		for at := 0; at < len(t.lens); t.n++ {
			_, w := uvarint(t.lens, at)
			if w == 0 {
				s.fail("section %q is damaged at string %d", name+".lens", t.n)
				break
			}
			at += w
		}
	}
	t.blocks = s.places(name+".blocks", t.n, len(t.heap), len(t.lens))
	if s.err != nil {
		return stringTable{}
	}
	return t
}

// places slices a table that says, for each block of n entries, where it begins in each of several sections of so many
// bytes.
func (s *sections) places(name string, n int, lengths ...int) []uint32 {
	blocks := (n + block - 1) / block
	table := numbers[uint32](s, name, blocks*len(lengths))
	for i, at := range table {
		if int64(at) > int64(lengths[i%len(lengths)]) {
			s.fail("section %q: block %d begins beyond the end", name, i/len(lengths))
			return nil
		}
	}
	return table
}

// at returns a string without copying it; "" beyond the end.
func (t *stringTable) at(i uint32) string {
	if int64(i) >= int64(t.n) {
		return ""
	}
	b := i / block
	heap, lens := int(t.blocks[2*b]), int(t.blocks[2*b+1])
	for k := b * block; ; k++ {
		size, w := uvarint(t.lens, lens)
		if w == 0 || int64(size) > int64(len(t.heap)-heap) {
			return ""
		}
		if k == i {
			if size == 0 {
				return ""
			}
			return unsafe.String(&t.heap[heap], int(size))
		}
		heap, lens = heap+int(size), lens+w
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
