package catalog_test

import (
	"math/rand/v2"
	"testing"

	"github.com/cespare/xxhash/v2"

	"rso/catalog"
)

// The checksum is that of the library, for all lengths and seeds.
func TestChecksum(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	b := make([]byte, 100_000)
	for i := range b {
		b[i] = byte(rng.Uint32())
	}
	for n := range 200 {
		check(t, b[:n], rng.Uint64())
	}
	for _, n := range []int{32<<10 - 1, 32 << 10, 32<<10 + 1, 64<<10 + 8, len(b)} {
		check(t, b[:n], 0)
	}
}

func check(t *testing.T, b []byte, seed uint64) {
	t.Helper()
	d := xxhash.NewWithSeed(seed)
	d.Write(b)
	if got, want := catalog.XXH64(b, seed), d.Sum64(); got != want {
		t.Errorf("%d bytes: %x, want %x", len(b), got, want)
	}
}
