package catalog

import (
	"encoding/binary"
	"math/bits"
	"unsafe"
)

// The checksum is XXH64 (Yann Collet, https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md). It is computed
// over 64-bit words in place: a file is checked each time that a page opens it, in code that the browser has not
// optimised yet, and a library's slices of bytes take several times as long there. A test compares the two.
const (
	prime1 uint64 = 11400714785074694791
	prime2 uint64 = 14029467366897019727
	prime3 uint64 = 1609587929392839161
	prime4 uint64 = 9650029242287828579
	prime5 uint64 = 2870177450012600261
)

// sum is the checksum of a file: of all that follows it, with the eight bytes before it as the seed. b begins at a
// multiple of 8 and has a header.
func sum(b []byte) uint64 {
	return xxh64(b[16:], binary.LittleEndian.Uint64(b))
}

// xxh64 hashes bytes that begin at a multiple of 8.
func xxh64(b []byte, seed uint64) uint64 {
	words := unsafe.Slice((*uint64)(unsafe.Pointer(unsafe.SliceData(b))), len(b)/8)
	h := seed + prime5
	rest := words
	if len(b) >= 32 {
		v := [4]uint64{seed + prime1 + prime2, seed + prime2, seed, seed - prime1}
		for len(rest) >= 4 { // in pieces: browsers run a call of a new function in slow code to its end
			n := min(len(rest), 4<<10) &^ 3
			stripes(rest[:n], &v)
			rest = rest[n:]
		}
		h = bits.RotateLeft64(v[0], 1) + bits.RotateLeft64(v[1], 7) + bits.RotateLeft64(v[2], 12) + bits.RotateLeft64(v[3], 18)
		for _, x := range v {
			h = (h^round(0, x))*prime1 + prime4
		}
	}
	h += uint64(len(b))
	for _, w := range rest {
		h = bits.RotateLeft64(h^round(0, w), 27)*prime1 + prime4
	}
	tail := b[len(words)*8:]
	if len(tail) >= 4 {
		h = bits.RotateLeft64(h^uint64(binary.LittleEndian.Uint32(tail))*prime1, 23)*prime2 + prime3
		tail = tail[4:]
	}
	for _, c := range tail {
		h = bits.RotateLeft64(h^uint64(c)*prime5, 11) * prime1
	}
	h = (h ^ h>>33) * prime2
	h = (h ^ h>>29) * prime3
	return h ^ h>>32
}

// stripes takes four words at a time.
func stripes(words []uint64, v *[4]uint64) {
	a, b, c, d := v[0], v[1], v[2], v[3]
	for i := 3; i < len(words); i += 4 {
		a = bits.RotateLeft64(a+words[i-3]*prime2, 31) * prime1
		b = bits.RotateLeft64(b+words[i-2]*prime2, 31) * prime1
		c = bits.RotateLeft64(c+words[i-1]*prime2, 31) * prime1
		d = bits.RotateLeft64(d+words[i]*prime2, 31) * prime1
	}
	*v = [4]uint64{a, b, c, d}
}

func round(acc, word uint64) uint64 {
	return bits.RotateLeft64(acc+word*prime2, 31) * prime1
}
