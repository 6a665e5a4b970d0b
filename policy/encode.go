package policy

import (
	"encoding/binary"
	"hash/crc32"
	"math"
)

// Bytes returns the policy as an .rsop file. The same policy gives the same bytes.
func (p *Policy) Bytes() []byte {
	sections := []section{
		{sectionStrategies, p.writeStrategies()},
		{sectionLayout, p.writeLayout()},
		{sectionTables, p.writeTables()},
		{sectionManifest, []byte(p.manifest)},
	}
	head := len(magic) + 2 + 2 + 4
	for _, s := range sections {
		head += 2 + len(s.name) + 4 + 4
	}
	w := writer{bytes: []byte(magic)}
	w.u16(formatVersion)
	w.u16(oldestReader)
	w.u32(uint32(len(sections)))
	offset := head
	for _, s := range sections {
		w.text(s.name)
		w.u32(uint32(offset))
		w.u32(uint32(len(s.bytes)))
		offset += len(s.bytes)
	}
	for _, s := range sections {
		w.bytes = append(w.bytes, s.bytes...)
	}
	w.u32(crc32.ChecksumIEEE(w.bytes))
	return w.bytes
}

// section is a named part of the file.
type section struct {
	name  string
	bytes []byte
}

func (p *Policy) writeStrategies() []byte {
	var w writer
	w.u16(uint16(NumStrategies))
	for s := range NumStrategies {
		w.text(s.String())
	}
	return w.bytes
}

func (p *Policy) writeLayout() []byte {
	var w writer
	w.u16(uint16(len(p.layout)))
	for _, f := range p.layout {
		w.text(f.Name)
		w.u16(uint16(len(f.Buckets)))
		for _, b := range f.Buckets {
			w.text(b)
		}
	}
	return w.bytes
}

func (p *Policy) writeTables() []byte {
	var w writer
	w.u16(uint16(len(p.tables)))
	for i, t := range p.tables {
		w.u8(uint8(len(t.Features)))
		for _, f := range t.Features {
			w.u16(uint16(f))
		}
		w.u8(p.shifts[i])
		w.u32(uint32(len(t.Visits)))
		for _, logit := range t.Logits {
			w.u16(uint16(int16(math.Ldexp(logit, int(p.shifts[i])))))
		}
		for _, n := range t.Visits {
			w.u32(n)
		}
	}
	return w.bytes
}

// writer collects bytes; it cannot fail.
type writer struct{ bytes []byte }

func (w *writer) u8(v uint8)   { w.bytes = append(w.bytes, v) }
func (w *writer) u16(v uint16) { w.bytes = binary.LittleEndian.AppendUint16(w.bytes, v) }
func (w *writer) u32(v uint32) { w.bytes = binary.LittleEndian.AppendUint32(w.bytes, v) }

func (w *writer) text(s string) {
	s = s[:min(len(s), math.MaxUint16)]
	w.u16(uint16(len(s)))
	w.bytes = append(w.bytes, s...)
}
