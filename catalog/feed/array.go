package feed

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// openJSON reads an array of objects, or the first array of objects within an object ({"products": [...]}).
func openJSON(in *bufio.Reader, name string) (*Reader, error) {
	lines := &lineCounter{in: in}
	d := json.NewDecoder(lines)
	d.UseNumber()
	inside, bare, err := toArray(d)
	if err != nil {
		return nil, fmt.Errorf("%s: line %d: %w", name, lines.at(d.InputOffset()), clean(err))
	}
	r := &Reader{format: "json", name: name}
	fail := func(err error) error {
		at := d.InputOffset()
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			at = lines.read
		}
		return fmt.Errorf("%s: line %d: %w: the rows from there on can't be read", name, lines.at(at), clean(err))
	}
	r.next = func() (Record, error) {
		if !inside && !d.More() {
			if _, err := d.Token(); err != nil { // the list's end, unless the file ends first
				return Record{}, fail(err)
			}
			if bare && d.More() {
				return Record{}, fail(errors.New("something follows the list"))
			}
			return Record{}, io.EOF
		}
		o := object{r: r, d: d}
		if !inside {
			t, err := d.Token()
			if t == json.Delim('[') {
				err = drop(d)
			}
			if err != nil {
				return Record{}, fail(err)
			}
			if t != json.Delim('{') {
				return Record{}, skip(lines.at(d.InputOffset()), "an object was expected, not %.40v", t)
			}
		}
		inside = false
		o.rec.Line = lines.at(d.InputOffset())
		if err := o.fields("", 0); err != nil {
			return Record{}, fail(err)
		}
		return o.rec, nil
	}
	return r, nil
}

// toArray advances to the array of rows: the whole text, or the first list within an object, however deep, that
// begins with an object. inside says that the first row's brace was read too, bare that the array is the whole text.
func toArray(d *json.Decoder) (inside, bare bool, err error) {
	t, err := d.Token()
	if err != nil || t == json.Delim('[') {
		return false, true, err
	}
	if t != json.Delim('{') {
		return false, false, fmt.Errorf("a list of objects was expected, not %.40v", t)
	}
	for depth := 1; depth > 0; {
		last := t
		if t, err = d.Token(); err != nil {
			return false, false, err
		}
		switch t {
		case json.Delim('{'):
			if last == json.Delim('[') {
				return true, false, nil
			}
			depth++
		case json.Delim('['):
			depth++
		case json.Delim('}'), json.Delim(']'):
			depth--
		}
	}
	return false, false, errors.New("no list of products was found in the object")
}

// A lineCounter passes bytes on and remembers where lines begin.
type lineCounter struct {
	in     io.Reader
	read   int64
	breaks []int64
	passed int
}

func (l *lineCounter) Read(p []byte) (int, error) {
	n, err := l.in.Read(p)
	for i, c := range p[:n] {
		if c == '\n' {
			l.breaks = append(l.breaks, l.read+int64(i))
		}
	}
	l.read += int64(n)
	return n, err
}

// at returns the line of an offset, from 1; offsets never go back.
func (l *lineCounter) at(offset int64) int {
	for l.passed < len(l.breaks) && l.breaks[l.passed] < offset {
		l.passed++
	}
	return l.passed + 1
}
