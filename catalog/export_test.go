package catalog

import (
	"crypto/sha256"
	"encoding/binary"
)

var (
	Log2  = log2
	XXH64 = xxh64
)

// Reseal corrects the magic, the versions, the length and the checksum of a file that was changed.
func Reseal(b []byte) {
	copy(b, magic)
	binary.LittleEndian.PutUint16(b[4:], Version)
	binary.LittleEndian.PutUint16(b[6:], reader)
	binary.LittleEndian.PutUint64(b[32:], uint64(len(b)))
	Seal(b)
}

// Seal corrects the checksum alone.
func Seal(b []byte) { binary.LittleEndian.PutUint64(b[8:], sum(b)) }

// HeaderSize is where the table of contents begins.
const HeaderSize = headerSize

// A Place is where a section lies in a file.
type Place struct {
	Name        string
	Off, Length int
}

// Places reads the table of contents of a good file.
func Places(b []byte) (places []Place, contents int) {
	contents = int(binary.LittleEndian.Uint32(b[40:]))
	r := bytesReader{b: b[headerSize : headerSize+contents]}
	for len(r.b) > 0 {
		places = append(places, Place{r.text(), int(r.uvarint()), int(r.uvarint())})
	}
	return places, contents
}

// Near finds the words of a sorted dictionary within limit edits of query, with their costs.
func Near(dict []string, query string, limit int) map[string]int {
	var w Writer
	words := make([]Word, len(dict))
	for i, text := range dict {
		words[i].Text = text
	}
	w.Dictionary(words)
	s := &sections{parts: map[string][]byte{}}
	for i, name := range w.names {
		s.parts[name] = w.parts[i]
	}
	var d dictionary
	d.read(s, len(dict))
	if s.err != nil {
		panic(s.err)
	}
	found := map[string]int{}
	for _, n := range d.near(nil, query, limit) {
		found[d.word(n.word)] = int(n.cost)
	}
	return found
}

// Sized returns a catalog of n items that has nothing but its size and their priors.
func Sized(n int, prior func(i int) uint8) *Catalog {
	c := &Catalog{n: n, prior: make([]uint8, n)}
	for i := range c.prior {
		c.prior[i] = prior(i)
	}
	return c
}

// ResealDelta corrects a delta as Reseal does a catalog, and the catalog of its new items too.
func ResealDelta(b []byte) {
	Reseal(b)
	copy(b, deltaMagic)
	s := &sections{parts: map[string][]byte{}}
	s.contents(b)
	if p := s.parts["new"]; len(p) >= headerSize {
		Reseal(p)
	}
	Seal(b)
}

// RewrittenDelta writes a delta anew with its sections changed.
func RewrittenDelta(b []byte, change func(name string, part []byte) []byte) []byte {
	places, _ := Places(b)
	var w Writer
	for _, p := range places {
		w.Section(p.Name, change(p.Name, b[p.Off:p.Off+p.Length]))
	}
	return w.file(deltaMagic, sha256.New())
}
