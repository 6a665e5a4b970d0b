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
func openLines(in *bufio.Reader, name string) (*Reader, error) {
	r := &Reader{format: "jsonl", name: name}
	line := 0
	r.next = func() (Record, error) {
		for {
			b, err := readLine(in)
			line++
			if len(b) == 0 && err != nil {
				return Record{}, err
			}
			if b = bytes.TrimSpace(b); len(b) == 0 {
				continue
			}
			if len(b) > maxLine {
				return Record{}, skip(line, "the line is longer than %d MB", maxLine>>20)
			}
			if !utf8.Valid(b) {
				b = []byte(r.clean(line, "", string(b)))
			}
			d := json.NewDecoder(bytes.NewReader(b))
			d.UseNumber()
			o := object{r: r, d: d, rec: Record{Line: line}}
			if err = o.read(); err == nil && len(bytes.TrimSpace(b[d.InputOffset():])) > 0 {
				err = errors.New("something follows the object")
			}
			if err != nil {
				return Record{}, skip(line, "not a JSON object: %v", clean(err))
			}
			return o.rec, nil
		}
	}
	return r, nil
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

// drop reads to the end of an object or list that has begun.
func drop(d *json.Decoder) error {
	for depth := 1; depth > 0; {
		t, err := d.Token()
		if err != nil {
			return err
		}
		switch t {
		case json.Delim('{'), json.Delim('['):
			depth++
		case json.Delim('}'), json.Delim(']'):
			depth--
		}
	}
	return nil
}

// An object is read as a record; the order of its keys is kept.
type object struct {
	r   *Reader
	d   *json.Decoder
	rec Record
}

func (o *object) read() error {
	t, err := o.d.Token()
	if err != nil {
		return err
	}
	if t != json.Delim('{') {
		return fmt.Errorf("an object was expected, not %.40v", t)
	}
	return o.fields("", 0)
}

// maxDepth bounds how deep objects of a row are read.
const maxDepth = 5

// fields reads the rest of an object; nested objects become fields with dotted names.
func (o *object) fields(prefix string, depth int) error {
	for o.d.More() {
		key, err := o.d.Token()
		if err != nil {
			return err
		}
		name := prefix + key.(string)
		t, err := o.d.Token()
		if err != nil {
			return err
		}
		switch t {
		case json.Delim('{'):
			if depth == maxDepth {
				o.r.report(Problem{Line: o.rec.Line, Field: name, Reason: "the object is nested too deeply; it was left out"})
				err = drop(o.d)
				break
			}
			err = o.fields(name+".", depth+1)
		case json.Delim('['):
			var list []string
			if list, err = o.elements(name); len(list) > 0 {
				o.rec.Fields = append(o.rec.Fields, Field{name, list, true})
			}
		default:
			if s := o.scalar(name, t); s != "" {
				o.rec.Fields = append(o.rec.Fields, Field{Name: name, Values: []string{s}})
			}
		}
		if err != nil {
			return err
		}
	}
	_, err := o.d.Token()
	return err
}

// elements reads the rest of a list; lists and objects within it say nothing of the item itself (reviews, images)
// and are left out.
func (o *object) elements(name string) ([]string, error) {
	var list []string
	for o.d.More() {
		t, err := o.d.Token()
		if err != nil {
			return nil, err
		}
		switch t {
		case json.Delim('{'), json.Delim('['):
			if err := drop(o.d); err != nil {
				return nil, err
			}
		default:
			if s := o.scalar(name, t); s != "" {
				list = append(list, s)
			}
		}
	}
	_, err := o.d.Token()
	return list, err
}

// scalar writes a JSON value as the feed has it; null is nothing.
func (o *object) scalar(name string, t json.Token) string {
	switch v := t.(type) {
	case string:
		return o.r.clean(o.rec.Line, name, v)
	case json.Number:
		return v.String()
	case bool:
		if v {
			return "true"
		}
		return "false"
	}
	return ""
}

// clean says in words what the decoder means by an early end.
func clean(err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return errors.New("the text ends in the middle (is the file truncated?)")
	}
	return err
}
