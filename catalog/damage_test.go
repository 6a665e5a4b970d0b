package catalog_test

import (
	"crypto/sha256"
	"encoding/binary"
	"slices"
	"testing"

	"rso/catalog"
)

// small is the smallest feed with every kind of section but those of what was learned.
const small = "id,title,price,cast\na,Ash,1,Ida Marsh|Bo Elm\nb,Bay Tree,,Bo Elm\n"

// smallest is the file of small with every kind of section.
func smallest(t testing.TB) []byte {
	file := compile(t, small)
	return learn(file, model(2, 1, "tree", "bo elm"))
}

func TestEveryTruncation(t *testing.T) {
	file := smallest(t)
	for n := range file {
		if _, err := catalog.Open(file[:n]); err == nil {
			t.Fatalf("the first %d of %d bytes were opened", n, len(file))
		}
	}
}

func TestEveryBitFlip(t *testing.T) {
	file := smallest(t)
	for i := range len(file) * 8 {
		file[i/8] ^= 1 << (i % 8)
		if _, err := catalog.Open(file); err == nil {
			t.Fatalf("with bit %d of byte %d flipped, the file was opened", i%8, i/8)
		}
		file[i/8] ^= 1 << (i % 8)
	}
}

// survive opens a file whose checksum is right and, if that goes well, calls every method: any answer will do, but
// an answer.
func survive(t *testing.T, what string, b []byte) (opened bool) {
	t.Helper()
	defer func() {
		if p := recover(); p != nil {
			t.Errorf("%s: panic: %v", what, p)
		}
	}()
	c, err := catalog.Open(b)
	if err == nil {
		dump(c)
	}
	return err == nil
}

// Files with a right checksum and wrong content: every number of every section is set to values that point
// elsewhere.
func TestGarbageInside(t *testing.T) {
	file := smallest(t)
	places, contents := catalog.Places(file)
	opened, tried := 0, 0
	try := func(what string, b []byte) {
		catalog.Reseal(b)
		tried++
		if survive(t, what, b) {
			opened++
		}
	}
	for _, p := range places {
		for at := p.Off; at+4 <= p.Off+p.Length; at += 4 {
			old := binary.LittleEndian.Uint32(file[at:])
			for _, v := range []uint32{0, 1, 2, 3, old + 1, old - 1, old | 1<<31, 1<<31 - 1, 1<<32 - 1} {
				b := slices.Clone(file)
				binary.LittleEndian.PutUint32(b[at:], v)
				try(p.Name, b)
			}
		}
	}
	for _, p := range append(places, catalog.Place{Name: "contents", Off: catalog.HeaderSize, Length: contents}, catalog.Place{Name: "header", Length: catalog.HeaderSize}) {
		if p.Name != "meta" && p.Name != "contents" && p.Name != "header" {
			continue
		}
		for at := p.Off; at < p.Off+p.Length; at++ {
			for _, v := range []byte{0, 1, 2, 127, 128, 255} {
				b := slices.Clone(file)
				b[at] = v
				try(p.Name, b)
			}
		}
	}
	if opened == 0 || opened == tried {
		t.Errorf("%d of %d damaged files were opened: nothing was tested", opened, tried)
	}
}

// Sections of a wrong length, alone and in pairs of an array and its offsets.
func TestSectionsOfWrongLength(t *testing.T) {
	file := smallest(t)
	places, _ := catalog.Places(file)
	change := func(part []byte, how int) []byte {
		switch how {
		case 0:
			return nil
		case 1:
			return part[:len(part)/2]
		case 2:
			return part[:max(0, len(part)-4)]
		case 3:
			return part[:max(0, len(part)-1)]
		case 4:
			return append(slices.Clone(part), part...)
		}
		return append(slices.Clone(part), 0, 0, 0, 0)
	}
	for i := range places {
		for j := i; j < len(places); j++ {
			for how := range 6 {
				var w catalog.Writer
				for k, p := range places {
					part := file[p.Off : p.Off+p.Length]
					if k == i || k == j {
						part = change(part, how)
					}
					w.Section(p.Name, part)
				}
				survive(t, places[i].Name+" and "+places[j].Name, w.File(sha256.New()))
			}
		}
	}
}

func FuzzOpen(f *testing.F) {
	f.Add([]byte{})
	f.Add(compile(f, small))
	f.Add(smallest(f))
	f.Add(compile(f, "title\nA\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		b = slices.Clone(b)
		if len(b) >= catalog.HeaderSize {
			catalog.Reseal(b)
		}
		if c, err := catalog.Open(b); err == nil {
			dump(c)
		}
	})
}
