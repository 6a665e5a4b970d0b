package policy

import (
	"encoding/binary"
	"errors"
	"hash/crc32"
	"math"
	"strconv"
)

// Open reads an .rsop file. It refuses, with an error that says why, bytes that are no policy file,
// truncated, damaged, written for a newer reader, or trained for other strategies or another feature
// layout than this build's. It never panics and allocates no more than a small multiple of len(b). The
// policy keeps no reference to b.
func Open(b []byte) (*Policy, error) {
	sections, err := contents(b)
	if err != nil {
		return nil, errors.New("policy: " + err.Error())
	}
	r := reader{}
	if err := r.strategies(sections[sectionStrategies]); err != nil {
		return nil, errors.New("policy: " + err.Error())
	}
	layout := r.layout(sections[sectionLayout])
	if r.err != nil {
		return nil, errors.New("policy: " + r.err.Error())
	}
	standard := StandardLayout()
	if difference := standard.Difference(layout); difference != "" {
		return nil, errors.New("policy: this policy was trained for another feature layout: " + difference +
			"; train it again with this build's policy/train")
	}
	p := &Policy{layout: standard, manifest: string(sections[sectionManifest])}
	r.tables(sections[sectionTables], p)
	if r.err != nil {
		return nil, errors.New("policy: " + r.err.Error())
	}
	return p, nil
}

// contents checks the frame of the file and returns its sections, which share b's memory.
func contents(b []byte) (map[string][]byte, error) {
	if len(b) < len(magic) || string(b[:len(magic)]) != magic {
		return nil, errors.New(`this is not a policy file: it does not start with "RSOP"`)
	}
	const least = len(magic) + 2 + 2 + 4 + 4
	if len(b) < least {
		return nil, errors.New("this policy file is truncated: it has " + strconv.Itoa(len(b)) + " bytes")
	}
	r := reader{rest: b[len(magic) : len(b)-4], part: "table of contents"}
	r.u16() // the version that wrote it; only the oldest reader matters
	if oldest := r.u16(); oldest > formatVersion {
		return nil, errors.New("this policy file needs a reader of format version " + strconv.Itoa(int(oldest)) +
			", and this build reads up to " + strconv.Itoa(formatVersion) + ": update RSO, or train the policy with this build")
	}
	if crc32.ChecksumIEEE(b[:len(b)-4]) != binary.LittleEndian.Uint32(b[len(b)-4:]) {
		return nil, errors.New("this policy file is truncated or damaged: its checksum does not match")
	}
	sections := make(map[string][]byte)
	for n := r.u32(); n > 0 && r.err == nil; n-- {
		name, offset, length := r.text(), r.u32(), r.u32()
		if r.err == nil && uint64(offset)+uint64(length) > uint64(len(b)-4) {
			return nil, errors.New("the section " + quote(name) + " reaches past the end of the file")
		}
		if r.err == nil {
			sections[name] = b[offset : offset+length : offset+length]
		}
	}
	if r.err != nil {
		return nil, r.err
	}
	for _, name := range []string{sectionStrategies, sectionLayout, sectionTables, sectionManifest} {
		if _, ok := sections[name]; !ok {
			return nil, errors.New("the section " + quote(name) + " is missing")
		}
	}
	return sections, nil
}

// reader takes values off the front of a section. After its first error it returns zeros, so that the
// layout of the file reads without a check on every line.
type reader struct {
	rest []byte
	part string // what is being read, for errors
	err  error
}

func (r *reader) fail(why string) {
	if r.err == nil {
		r.err = errors.New("the " + r.part + " of this policy file " + why)
	}
}

func (r *reader) take(n int) []byte {
	if r.err != nil || n > len(r.rest) {
		r.fail("ends too early")
		return nil
	}
	taken := r.rest[:n]
	r.rest = r.rest[n:]
	return taken
}

func (r *reader) u8() uint8 {
	if b := r.take(1); b != nil {
		return b[0]
	}
	return 0
}

func (r *reader) u16() uint16 {
	if b := r.take(2); b != nil {
		return binary.LittleEndian.Uint16(b)
	}
	return 0
}

func (r *reader) u32() uint32 {
	if b := r.take(4); b != nil {
		return binary.LittleEndian.Uint32(b)
	}
	return 0
}

func (r *reader) text() string { return string(r.take(int(r.u16()))) }

// texts reads a count and that many names; each takes at least two bytes, which bounds the count.
func (r *reader) texts() []string {
	n := int(r.u16())
	if n*2 > len(r.rest) {
		r.fail("announces more names than it holds")
		return nil
	}
	names := make([]string, n)
	for i := range names {
		names[i] = r.text()
	}
	return names
}

// end fails when the section holds more than was read.
func (r *reader) end() {
	if r.err == nil && len(r.rest) > 0 {
		r.fail("is followed by " + strconv.Itoa(len(r.rest)) + " stray bytes")
	}
}

// strategies checks that the file's strategies are this build's.
func (r *reader) strategies(b []byte) error {
	r.rest, r.part = b, "list of strategies"
	names := r.texts()
	r.end()
	if r.err != nil {
		return r.err
	}
	if len(names) != int(NumStrategies) {
		return errors.New("this policy was trained for " + strconv.Itoa(len(names)) + " strategies, and this build has " +
			strconv.Itoa(int(NumStrategies)) + "; train it again with this build's policy/train")
	}
	for s := range NumStrategies {
		if names[s] != s.String() {
			return errors.New("this policy was trained for other strategies: number " + strconv.Itoa(int(s)+1) + " is " +
				quote(names[s]) + " instead of " + quote(s.String()) + "; train it again with this build's policy/train")
		}
	}
	return nil
}

// layout reads the features and their buckets.
func (r *reader) layout(b []byte) Layout {
	r.rest, r.part = b, "feature layout"
	n := int(r.u16())
	var layout Layout
	for range n {
		f := Feature{Name: r.text(), Buckets: r.texts()}
		if r.err != nil {
			return nil
		}
		layout = append(layout, f)
	}
	r.end()
	return layout
}

// tables reads the tables into p, whose layout is set.
func (r *reader) tables(b []byte, p *Policy) {
	r.rest, r.part = b, "tables"
	for n := r.u16(); n > 0 && r.err == nil; n-- {
		var t Table
		features := int(r.u8())
		if features > maxFeatures {
			r.fail("cross too many features")
			return
		}
		for range features {
			t.Features = append(t.Features, int(r.u16()))
		}
		shift := r.u8()
		cells := int(r.u32())
		if r.err == nil && (shift > finest || cells == 0 || cells != p.layout.Cells(t.Features)) {
			r.fail("do not fit the feature layout")
		}
		const perCell = 2*int(NumStrategies) + 4
		if r.err == nil && cells*perCell > len(r.rest) {
			r.fail("announce more cells than they hold")
		}
		if r.err != nil {
			return
		}
		t.Logits = make([]float64, cells*int(NumStrategies))
		for i := range t.Logits {
			t.Logits[i] = math.Ldexp(float64(int16(r.u16())), -int(shift))
		}
		t.Visits = make([]uint32, cells)
		for i := range t.Visits {
			t.Visits[i] = r.u32()
		}
		p.tables = append(p.tables, t)
		p.shifts = append(p.shifts, shift)
	}
	r.end()
}
