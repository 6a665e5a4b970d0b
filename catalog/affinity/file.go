package affinity

import (
	"bytes"
	"compress/gzip"
	"encoding/gob"
	"errors"
	"fmt"
	"io"

	"rso/catalog"
	"rso/catalog/text"
)

// A file of a model is the magic, a version, and the model in encoding/gob, compressed. It is for the compiler: what a page reads is
// in the catalog.
const (
	fileMagic   = "RSOA"
	fileVersion = 1
)

// Write writes a model for later compilations. The same model gives the same bytes.
func (m *Model) Write(w io.Writer) error {
	if _, err := w.Write(append([]byte(fileMagic), fileVersion)); err != nil {
		return err
	}
	z, err := gzip.NewWriterLevel(w, gzip.BestCompression)
	if err != nil {
		return err
	}
	if err := gob.NewEncoder(z).Encode(m); err != nil {
		return err
	}
	return z.Close()
}

// IsModel says whether a file that begins so is a model.
func IsModel(head []byte) bool { return bytes.HasPrefix(head, []byte(fileMagic)) }

// largest is how many bytes a model may have: a damaged file must not fill the memory.
const largest = 1 << 30

// ReadModel reads what Write wrote; name is the file's, for errors.
func ReadModel(r io.Reader, name string) (*Model, error) {
	again := func(what string, err error) error {
		return fmt.Errorf("%s: %s (%w): learn it again with catalog/compile -affinity-out", name, what, err)
	}
	head := make([]byte, len(fileMagic)+1)
	if _, err := io.ReadFull(r, head); err != nil {
		return nil, again("it is cut off", err)
	}
	if !IsModel(head) {
		return nil, again("it is no learned affinity", fmt.Errorf("it begins with %q", head))
	}
	if v := head[len(fileMagic)]; v != fileVersion {
		return nil, again("another release wrote it", fmt.Errorf("version %d, this one reads %d", v, fileVersion))
	}
	z, err := gzip.NewReader(r)
	if err != nil {
		return nil, again("it is damaged", err)
	}
	m := &Model{}
	if err := gob.NewDecoder(io.LimitReader(z, largest)).Decode(m); err != nil {
		return nil, again("it is damaged", err)
	}
	if _, err := io.Copy(io.Discard, z); err != nil { // the checksum is at the end
		return nil, again("it is damaged", err)
	}
	if err := m.check(); err != nil {
		return nil, again("it is damaged", err)
	}
	return m, nil
}

// longest is how many bytes a term may have: two words with a space between.
const longest = 2*text.MaxWord + 1

// check says what of a model doesn't belong together.
func (m *Model) check() error {
	items, terms := len(m.IDs), len(m.Terms)
	switch {
	case m.Dims < 1 || m.Dims > catalog.MaxDims:
		return fmt.Errorf("it has %d dimensions, not 1 to %d", m.Dims, catalog.MaxDims)
	case len(m.Items.Weights) != items*m.Dims || len(m.Bias) != items || len(m.Together) != items:
		return errors.New("its items don't have one vector each")
	case len(m.TermRows.Weights) != terms*m.Dims || len(m.Gates.Weights) != terms*gates:
		return errors.New("its terms don't have one vector each")
	case len(m.FactRows.Weights) != len(m.Facts)*m.Dims:
		return errors.New("its facts don't have one vector each")
	case len(m.Start) != starts*m.Dims:
		return errors.New("it has no place to start from")
	case !(m.Items.Scale > 0 && m.TermRows.Scale > 0 && m.FactRows.Scale > 0 && m.Gates.Scale > 0):
		return errors.New("its weights have no scale")
	}
	for k, t := range m.Terms {
		if k > 0 && t <= m.Terms[k-1] || len(t) > longest {
			return errors.New("its terms aren't sorted, each once")
		}
	}
	for _, list := range m.Together {
		if len(list) > companions {
			return errors.New("it has too many companions")
		}
		for _, c := range list {
			if c.Item < 0 || int(c.Item) >= items || !(c.Weight >= 0 && c.Weight <= 1) {
				return errors.New("it has companions that are no items")
			}
		}
	}
	return nil
}
