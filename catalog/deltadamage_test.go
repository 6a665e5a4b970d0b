package catalog_test

import (
	"encoding/binary"
	"slices"
	"testing"

	"rso/catalog"
)

// changed is the smallest delta with every kind of section, for the catalog of smallState.
const changed = "id,title,price,cast,gone\na,,2,,\nb,Bay,3,Ida Marsh|Al New,\nc,Cedar,4,Al New,\nx,,,,yes\n"

const smallState = "id,title,price,cast,availability\na,Ash,1,Ida Marsh|Bo Elm,in stock\nb,Bay Tree,,Bo Elm,\n"

func damaged(t testing.TB) (base *catalog.Catalog, delta []byte) {
	base = open(t, smallState)
	delta, _ = reported(t, base, changed+"d,,,,\n")
	return base, delta
}

func TestEveryTruncationOfADelta(t *testing.T) {
	base, delta := damaged(t)
	for n := range delta {
		if _, err := base.Apply(delta[:n]); err == nil {
			t.Fatalf("the first %d of %d bytes were applied", n, len(delta))
		}
	}
}

func TestEveryBitFlipOfADelta(t *testing.T) {
	base, delta := damaged(t)
	for i := range len(delta) * 8 {
		delta[i/8] ^= 1 << (i % 8)
		if _, err := base.Apply(delta); err == nil {
			t.Fatalf("with bit %d of byte %d flipped, the delta was applied", i%8, i/8)
		}
		delta[i/8] ^= 1 << (i % 8)
	}
}

// survives applies a delta and, if that goes well, a good one on top, and calls every method of both.
func survives(t testing.TB, base *catalog.Catalog, good, b []byte) (applied bool) {
	c, err := base.Apply(b)
	if err != nil {
		return false
	}
	dump(c)
	if c, err = c.Apply(good); err != nil {
		t.Errorf("after a damaged delta a good one is refused: %v", err)
		return true
	}
	dump(c)
	return true
}

// Deltas with a right checksum and wrong content, those of the small catalog inside included.
func TestGarbageInADelta(t *testing.T) {
	base, delta := damaged(t)
	state := deltaOf(t, base, "id,availability\na,out of stock\nb,backorder\n")
	applied, tried := 0, 0
	try := func(b []byte) {
		tried++
		if survives(t, base, delta, b) {
			applied++
		}
	}
	for _, file := range [][]byte{delta, state} {
		places, contents := catalog.Places(file)
		for _, p := range append(places, catalog.Place{Name: "contents", Off: catalog.HeaderSize, Length: contents}) {
			for at := p.Off; at < p.Off+p.Length; at++ {
				for _, v := range []byte{0, 1, 2, 127, 128, 255, file[at] + 1, file[at] - 1} {
					b := slices.Clone(file)
					b[at] = v
					if p.Name == "new" {
						catalog.Seal(b[p.Off : p.Off+p.Length])
					}
					catalog.Seal(b)
					try(b)
				}
				if at%4 == 0 && at+4 <= p.Off+p.Length {
					b := slices.Clone(file)
					binary.LittleEndian.PutUint32(b[at:], 1<<32-1)
					if p.Name == "new" {
						catalog.Seal(b[p.Off : p.Off+p.Length])
					}
					catalog.Seal(b)
					try(b)
				}
			}
		}
	}
	if applied == 0 || applied == tried {
		t.Errorf("%d of %d damaged deltas were applied: nothing was tested", applied, tried)
	}
}

// Sections of a wrong length.
func TestDeltaSectionsOfWrongLength(t *testing.T) {
	base, delta := damaged(t)
	places, _ := catalog.Places(delta)
	for i := range places {
		for how := range 5 {
			survives(t, base, delta, catalog.RewrittenDelta(delta, func(name string, part []byte) []byte {
				if name != places[i].Name {
					return part
				}
				switch how {
				case 0:
					return nil
				case 1:
					return part[:len(part)/2]
				case 2:
					return part[:max(0, len(part)-1)]
				case 3:
					return append(slices.Clone(part), part...)
				}
				return append(slices.Clone(part), 0, 0, 0, 0)
			}))
		}
	}
}

func FuzzApply(f *testing.F) {
	base, delta := damaged(f)
	f.Add(delta)
	f.Add(deltaOf(f, base, "id,availability\na,out of stock\nb,backorder\n"))
	f.Add(deltaOf(f, base, "id,gone\na,yes\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		b = slices.Clone(b)
		if len(b) >= catalog.HeaderSize {
			catalog.ResealDelta(b)
		}
		survives(t, base, delta, b)
	})
}
