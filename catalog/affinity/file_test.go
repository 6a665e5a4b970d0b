package affinity

import (
	"bytes"
	"errors"
	"io"
	"os"
	"reflect"
	"strings"
	"testing"

	"rso/catalog"
)

// small is a model that is quickly made.
func (s *invented) small(t testing.TB) *Model {
	return s.learned(t, Training{Least: 1, Dims: 4, Epochs: 1, Seed: 3}, s.dialogues(40), s.orders(40))
}

func TestModelFile(t *testing.T) {
	s := newShop(60)
	m := s.small(t)
	file := written(t, m)
	again, err := ReadModel(bytes.NewReader(file), "shop.rsoa")
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(m, again) {
		t.Error("what is read isn't what was written")
	}
	if !bytes.Equal(written(t, again), file) {
		t.Error("written again, it is another file")
	}
	if !bytes.Equal(compiled(t, s.lines, m), compiled(t, s.lines, again)) {
		t.Error("the catalog with it is another")
	}
	if !IsModel(file) || IsModel(file[1:]) || IsModel(nil) {
		t.Error("a file of a model isn't told by how it begins")
	}
}

// Nobody said anything, and nothing is shared.
func TestModelFileWithoutTerms(t *testing.T) {
	m := newShop(1).learned(t, Training{Least: 1, Dims: 1, Epochs: 1}, "order,item\n1,i0\n")
	file := written(t, m)
	again, err := ReadModel(bytes.NewReader(file), "shop.rsoa")
	if err != nil || !bytes.Equal(written(t, again), file) {
		t.Errorf("%+v is read as %+v, %v", m, again, err)
	}
}

// A damaged file is told to be one, or it is the same model: gzip has bits that mean nothing.
func TestDamagedModels(t *testing.T) {
	m := newShop(24).small(t)
	file := written(t, m)
	expect := func(what string, at int, file []byte) {
		got, err := ReadModel(bytes.NewReader(file), "shop.rsoa")
		if (got == nil) == (err == nil) || err == nil && !reflect.DeepEqual(got, m) {
			t.Errorf("%s %d it is read as another model, the error is %v", what, at, err)
		}
		if err != nil && !(strings.HasPrefix(err.Error(), "shop.rsoa: ") && strings.HasSuffix(err.Error(), "learn it again with catalog/compile -affinity-out")) {
			t.Errorf("%s %d the error is %v", what, at, err)
		}
	}
	for n := range file {
		if _, err := ReadModel(bytes.NewReader(file[:n]), "shop.rsoa"); err == nil {
			t.Errorf("of %d bytes, %d are enough", len(file), n)
		}
		for _, bits := range []byte{1, 0x80, 0xff} {
			flipped := bytes.Clone(file)
			flipped[n] ^= bits
			expect("with another byte", n, flipped)
		}
	}
	expect("with more at the end,", 1, append(bytes.Clone(file), 0))
}

func TestReadModelErrors(t *testing.T) {
	s := newShop(24)
	good := written(t, s.small(t))
	expect := func(file []byte, want string) {
		t.Helper()
		if m, err := ReadModel(bytes.NewReader(file), "a.rsoa"); m != nil || err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("the error is %v, want %q", err, want)
		}
	}
	expect(nil, "a.rsoa: it is cut off (EOF)")
	expect([]byte("order,item\n"), `a.rsoa: it is no learned affinity (it begins with "order")`)
	expect(append([]byte("RSOA\x02"), good[5:]...), "a.rsoa: another release wrote it (version 2, this one reads 1)")
	expect(good[:5], "a.rsoa: it is damaged (EOF)")
	expect(good[:len(good)-1], "a.rsoa: it is damaged (unexpected EOF)")
	if _, err := ReadModel(strings.NewReader("RSO"), "a.rsoa"); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("the cause is lost: %v", err)
	}

	for _, damage := range []struct {
		want  string
		spoil func(m *Model)
	}{
		{"it has 0 dimensions, not 1 to 256", func(m *Model) { m.Dims = 0 }},
		{"it has 257 dimensions, not 1 to 256", func(m *Model) { m.Dims = 257 }},
		{"its items don't have one vector each", func(m *Model) { m.IDs = m.IDs[1:] }},
		{"its items don't have one vector each", func(m *Model) { m.Bias = m.Bias[1:] }},
		{"its items don't have one vector each", func(m *Model) { m.Together = m.Together[1:] }},
		{"its terms don't have one vector each", func(m *Model) { m.TermRows.Weights = nil }},
		{"its terms don't have one vector each", func(m *Model) { m.Gates.Weights = m.Gates.Weights[1:] }},
		{"its facts don't have one vector each", func(m *Model) { m.Facts = append(m.Facts, "genre=None") }},
		{"it has no place to start from", func(m *Model) { m.Start = m.Start[4:] }},
		{"its weights have no scale", func(m *Model) { m.Items.Scale = 0 }},
		{"its terms aren't sorted, each once", func(m *Model) { m.Terms[0] = m.Terms[1] }},
		{"its terms aren't sorted, each once", func(m *Model) { m.Terms[0] = strings.Repeat("a", 130) }},
		{"it has companions that are no items", func(m *Model) { m.Together[0] = []Companion{{Item: int32(len(m.IDs)), Weight: 1}} }},
		{"it has companions that are no items", func(m *Model) { m.Together[0] = []Companion{{Item: 1, Weight: 2}} }},
		{"it has too many companions", func(m *Model) { m.Together[0] = make([]Companion, companions+1) }},
	} {
		m := s.small(t)
		damage.spoil(m)
		expect(written(t, m), "a.rsoa: it is damaged ("+damage.want+")")
	}
}

// A full disk is told.
func TestModelThatCannotBeWritten(t *testing.T) {
	m := newShop(24).small(t)
	size := len(written(t, m))
	for _, n := range []int{0, 4, 5, 30, size - 1} {
		if err := m.Write(&room{n}); !errors.Is(err, os.ErrClosed) {
			t.Errorf("with room for %d of %d bytes the error is %v", n, size, err)
		}
	}
}

// room is for some bytes.
type room struct{ left int }

func (r *room) Write(p []byte) (int, error) {
	if len(p) > r.left {
		return 0, os.ErrClosed
	}
	r.left -= len(p)
	return len(p), nil
}

// What is read is a model that a catalog can have.
func FuzzReadModel(f *testing.F) {
	s := newShop(16)
	good := written(f, s.learned(f, Training{Least: 1, Dims: 2, Epochs: 1}, s.dialogues(4)))
	f.Add(good)
	f.Add(good[:len(good)/2])
	f.Add([]byte("RSOA\x01"))
	f.Add([]byte("RSOA\x02 the next release"))
	f.Fuzz(func(t *testing.T, file []byte) {
		m, err := ReadModel(bytes.NewReader(file), "shop.rsoa")
		if err != nil {
			return
		}
		if again, err := ReadModel(bytes.NewReader(written(t, m)), "again.rsoa"); err != nil || !reflect.DeepEqual(m, again) {
			t.Errorf("written again it is %+v, not %+v; %v", again, m, err)
		}
		c := s.catalog(t, m)
		c.Affinity().Score(make([]float32, c.Len()), []catalog.Heard{seekerSays("i want cosy", 0)})
	})
}
