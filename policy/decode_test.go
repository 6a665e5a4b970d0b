package policy

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// sealed returns the bytes with a right checksum.
func sealed(b []byte) []byte {
	return binary.LittleEndian.AppendUint32(slices.Clone(b), crc32.ChecksumIEEE(b))
}

// expectRefused checks that Open refuses the bytes with an error that says why.
func expectRefused(t *testing.T, b []byte, why string) {
	t.Helper()
	if _, err := Open(b); err == nil || !strings.Contains(err.Error(), why) {
		t.Errorf("Open says %v, want %q", err, why)
	}
}

// What is read back answers exactly as what was written, in every state, also with logits so wide that
// the grid gets coarser.
func TestSaveOpenSameAnswers(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 12))
	for round := range 60 {
		p := random(t, r, []float64{0.1, 2, 900, 1e9}[round%4])
		b := p.Bytes()
		back, err := Open(b)
		if err != nil {
			t.Fatal(err)
		}
		if back.Manifest() != p.Manifest() || back.Layout().Difference(p.Layout()) != "" || len(back.Tables()) != len(p.Tables()) {
			t.Fatal("manifest, layout or tables changed")
		}
		if !bytes.Equal(back.Bytes(), b) || !bytes.Equal(p.Bytes(), b) {
			t.Fatal("the same policy gave other bytes")
		}
		for range 50 {
			state := randomState(r)
			if got, want := back.Logits(state, nil), p.Logits(state, nil); !slices.Equal(got, want) {
				t.Fatalf("state %v has logits %v, had %v", state, got, want)
			}
			if !slices.Equal(back.Explain(state, Recommend)[0].Cell, p.Explain(state, Recommend)[0].Cell) {
				t.Fatal("the explanation changed")
			}
		}
	}
}

// Logits survive to the precision that the format promises.
func TestGridIsFine(t *testing.T) {
	p := favouring(t, map[Strategy]float64{Recommend: 1.23456})
	got := p.Logits(nil, nil)
	if gap := got[Recommend] - got[Explain]; gap < 1.2343 || gap > 1.2348 {
		t.Errorf("a logit of 1.23456 became %v", gap)
	}
}

func TestOpenRefusesEveryTruncation(t *testing.T) {
	b := random(t, rand.New(rand.NewPCG(13, 14)), 1).Bytes()
	for n := range b {
		if _, err := Open(b[:n:n]); err == nil {
			t.Fatalf("the first %d of %d bytes were accepted", n, len(b))
		}
	}
	expectRefused(t, b[:len(b)/2], "truncated or damaged")
	expectRefused(t, b[:9], "truncated: it has 9 bytes")
	expectRefused(t, append(slices.Clone(b), 0), "truncated or damaged")
}

func TestOpenRefusesEveryFlippedBit(t *testing.T) {
	b := favouring(t, nil).Bytes()
	for i := range b {
		for bit := range 8 {
			b[i] ^= 1 << bit
			if _, err := Open(b); err == nil {
				t.Fatalf("bit %d of byte %d was flipped and accepted", bit, i)
			}
			b[i] ^= 1 << bit
		}
	}
}

func TestOpenRefuses(t *testing.T) {
	good := favouring(t, nil)
	expectRefused(t, nil, "not a policy file")
	expectRefused(t, []byte("<!doctype html><title>Not found</title>"), "not a policy file")

	newer := good.Bytes()
	newer = newer[:len(newer)-4]
	binary.LittleEndian.PutUint16(newer[6:], formatVersion+1)
	expectRefused(t, sealed(newer), "needs a reader of format version 2")

	other := *good
	other.layout = slices.Clone(good.layout)
	other.layout[3].Name = "phase of the moon"
	expectRefused(t, other.Bytes(), `another feature layout: its feature 4 is "phase of the moon" instead of "turns"`)

	other.layout = StandardLayout()
	other.layout[8].Buckets[2] = "a star"
	expectRefused(t, other.Bytes(), `bucket 3 of its feature "names" is "a star" instead of "an item"`)

	renamed := bytes.Replace(good.Bytes(), []byte("recommend"), []byte("recommand"), 1)
	expectRefused(t, sealed(renamed[:len(renamed)-4]), `other strategies: number 5 is "recommand" instead of "recommend"`)

	lacking := bytes.Replace(good.Bytes(), []byte("manifest"), []byte("manifold"), 1)
	expectRefused(t, sealed(lacking[:len(lacking)-4]), `section "manifest" is missing`)
}

// A later version may add sections; this reader skips them.
func TestOpenSkipsUnknownSections(t *testing.T) {
	good := favouring(t, map[Strategy]float64{Explain: 1}).Bytes()
	at := len(magic) + 4
	added := slices.Clone(good[:len(good)-4])
	binary.LittleEndian.PutUint32(added[at:], binary.LittleEndian.Uint32(added[at:])+1)
	entry := writer{}
	entry.text("weather")
	entry.u32(0)
	entry.u32(4)
	// Entries point past the table of contents, which grows by the new one.
	r := reader{rest: added[at+4:]}
	for range 4 {
		r.text()
		offset := r.rest[:4]
		binary.LittleEndian.PutUint32(offset, binary.LittleEndian.Uint32(offset)+uint32(len(entry.bytes)))
		r.take(8)
	}
	end := len(added) - len(r.rest)
	added = slices.Insert(added, end, entry.bytes...)
	p, err := Open(sealed(added))
	if err != nil {
		t.Fatal(err)
	}
	if got := p.Greedy(nil, All); got != Explain {
		t.Errorf("the policy plays %v", got)
	}
}

// FuzzOpen feeds foreign bytes, raw and with a right checksum, so that the fuzzer gets past it.
func FuzzOpen(f *testing.F) {
	layout := StandardLayout()
	cells := layout.Cells([]int{2, 7})
	p, err := New([]Table{
		{Logits: make([]float64, NumStrategies), Visits: []uint32{1}},
		{Features: []int{2, 7}, Logits: make([]float64, cells*int(NumStrategies)), Visits: make([]uint32, cells)},
	}, "{}")
	if err != nil {
		f.Fatal(err)
	}
	good := p.Bytes()
	f.Add(good)
	f.Add(good[:len(good)-4])
	f.Add([]byte(magic))
	f.Fuzz(func(t *testing.T, b []byte) {
		for _, b := range [][]byte{b, sealed(b)} {
			p, err := Open(b)
			if err != nil {
				continue
			}
			state := State{255, 0, 7}
			p.Probabilities(state, All, nil)
			p.Explain(state, p.Greedy(state, All))
			if _, err := Open(p.Bytes()); err != nil {
				t.Fatalf("what was opened can't be opened again: %v", err)
			}
		}
	})
}

// A small file that announces a lot must not make Open allocate a lot.
func TestOpenAllocatesByTheInput(t *testing.T) {
	good := favouring(t, nil).Bytes()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	tried := 0
	for i := len(magic) + 4; i < len(good)-8; i++ {
		b := slices.Clone(good[:len(good)-4])
		copy(b[i:], []byte{0xff, 0xff, 0xff, 0x7f})
		Open(sealed(b))
		tried++
	}
	runtime.ReadMemStats(&after)
	if each := (after.TotalAlloc - before.TotalAlloc) / uint64(tried); each > 32*uint64(len(good)) {
		t.Errorf("Open allocates %d bytes for a file of %d", each, len(good))
	}
}
