package feed

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"
)

// maxLine bounds one JSON line: a longer one is no product.
const maxLine = 16 << 20

// openLines reads one JSON object a line.
func (r *Reader) openLines(in *bufio.Reader, product func(int, node) (Record, error)) error {
	line := 0
	r.next = func() (Record, error) {
		for {
			b, err := readLine(in)
			if len(b) == 0 && err != nil {
				return Record{}, err
			}
			line++
			if b = bytes.TrimSpace(b); len(b) == 0 {
				continue
			}
			if len(b) > maxLine {
				return Record{}, skip(line, "the line is longer than %d MB", maxLine>>20)
			}
			if !utf8.Valid(b) {
				b = []byte(r.clean(line, "", string(b)))
			}
			n, err := r.parse(line, b)
			if err == nil && n.kind != object {
				err = errors.New("an object was expected")
			}
			if err != nil {
				return Record{}, skip(line, "not a JSON object: %v", err)
			}
			return product(line, n)
		}
	}
	return nil
}

// parse reads one JSON value, which must be all there is.
func (r *Reader) parse(line int, b []byte) (node, error) {
	d := json.NewDecoder(bytes.NewReader(b))
	d.UseNumber()
	t, err := d.Token()
	if err != nil {
		return node{}, ended(err)
	}
	tr := treeReader{r, d, line}
	n, err := tr.node(t, "", 0)
	if err == nil && len(bytes.TrimSpace(b[d.InputOffset():])) > 0 {
		err = errors.New("something follows it")
	}
	return n, ended(err)
}

// readLine reads one line of any length, the last one without its newline too.
func readLine(in *bufio.Reader) ([]byte, error) {
	var long []byte
	for {
		part, err := in.ReadSlice('\n')
		if len(long) <= maxLine {
			long = append(long, part...)
		}
		if err != bufio.ErrBufferFull {
			return long, err
		}
	}
}

// openJSON reads an array of objects, or the first array of objects within an object ({"products": [...]}).
func (r *Reader) openJSON(in *bufio.Reader, product func(int, node) (Record, error)) error {
	lines := &lineCounter{in: r.mending(in)}
	d := json.NewDecoder(lines)
	d.UseNumber()
	tr := &treeReader{r: r, d: d}
	a := array{tr: tr, d: d, lines: lines}
	r.next = func() (Record, error) {
		line, n, err := a.next()
		if err != nil {
			return Record{}, err
		}
		return product(line, n)
	}
	return nil
}

// An array is the list of products in a JSON text, read one by one.
type array struct {
	tr     *treeReader
	d      *json.Decoder
	lines  *lineCounter
	begun  bool
	inside bool // the brace of the next product was read
	bare   bool // the list is the whole text
}

// next returns the next object of the list.
func (a *array) next() (int, node, error) {
	if !a.begun {
		a.begun = true
		if err := a.begin(); err != nil {
			return 0, node{}, a.fail(err)
		}
	}
	if !a.inside && !a.d.More() {
		return 0, node{}, a.end()
	}
	t := json.Token(json.Delim('{'))
	if !a.inside {
		var err error
		if t, err = a.d.Token(); err != nil {
			return 0, node{}, a.fail(err)
		}
	}
	a.inside = false
	line := a.lines.at(a.d.InputOffset())
	a.tr.line = line
	n, err := a.tr.node(t, "", 1)
	if err != nil {
		return 0, node{}, a.fail(err)
	}
	if n.kind != object {
		return 0, node{}, skip(line, "an object was expected, not %.40v", t)
	}
	return line, n, nil
}

// begin advances to the products: the whole text is their list, or the first list within an object, however deep, that
// begins with an object.
func (a *array) begin() error {
	t, err := a.d.Token()
	if err != nil {
		return err
	}
	if t == json.Delim('[') {
		a.bare = true
		return nil
	}
	if t != json.Delim('{') {
		return fmt.Errorf("a list of objects was expected, not %.40v", t)
	}
	for depth := 1; depth > 0; {
		last := t
		if t, err = a.d.Token(); err != nil {
			return err
		}
		switch t {
		case json.Delim('{'):
			if last == json.Delim('[') {
				a.inside = true
				return nil
			}
			depth++
		case json.Delim('['):
			depth++
		case json.Delim('}'), json.Delim(']'):
			depth--
		}
		if depth > maxNest {
			return fmt.Errorf("the text is nested deeper than %d levels at byte %d", maxNest, a.d.InputOffset())
		}
	}
	return errors.New("no list of products was found in the object")
}

// end reads the end of the list, unless the file ends first.
func (a *array) end() error {
	if _, err := a.d.Token(); err != nil {
		return a.fail(err)
	}
	if a.bare && a.d.More() {
		return a.fail(errors.New("something follows the list"))
	}
	return io.EOF
}

// fail says where the text is broken. What comes from below (a disk that is gone) is passed on.
func (a *array) fail(err error) error {
	at := a.d.InputOffset()
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		at = a.lines.read
		err = fmt.Errorf("%w at byte %d", ended(err), at)
	} else if a.lines.err != nil {
		return a.lines.err
	}
	return &broken{line: a.lines.at(at), reason: err.Error()}
}

// ended says in words what the decoder means by an early end.
func ended(err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return errors.New("the text ends in the middle (is the file truncated?)")
	}
	return err
}

// A lineCounter passes bytes on and remembers where lines begin.
type lineCounter struct {
	in     io.Reader
	read   int64
	breaks []int64
	passed int
	err    error // other than the end
}

func (l *lineCounter) Read(p []byte) (int, error) {
	n, err := l.in.Read(p)
	for i, c := range p[:n] {
		if c == '\n' {
			l.breaks = append(l.breaks, l.read+int64(i))
		}
	}
	l.read += int64(n)
	if err != nil && err != io.EOF {
		l.err = err
	}
	return n, err
}

// at returns the line of an offset, from 1; offsets never go back.
func (l *lineCounter) at(offset int64) int {
	k := 0
	for k < len(l.breaks) && l.breaks[k] < offset {
		k++
	}
	l.passed += k
	l.breaks = l.breaks[k:]
	return l.passed + 1
}
