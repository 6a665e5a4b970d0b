package feed

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"
)

// openCSV reads comma-, semicolon-, bar- or tab-separated rows under a header line. comma 0 takes the separator that
// the header has most of.
func openCSV(in *bufio.Reader, comma byte, name string) (*Reader, error) {
	if comma == 0 {
		comma = separator(in)
	}
	r := &Reader{format: "csv", name: name}
	if comma == '\t' {
		r.format = "tsv"
	}
	rows := &rowReader{in: in, comma: comma}
	header, line, err := rows.read()
	if err == io.EOF {
		return nil, fmt.Errorf("%s is empty: it has no header line", name)
	}
	if err != nil {
		return nil, fmt.Errorf("%s: the header can't be read: %w", name, err)
	}
	names := r.columnNames(line, header)
	for _, n := range names {
		if n != "" {
			r.columns = append(r.columns, n)
		}
	}
	r.next = func() (Record, error) {
		row, line, err := rows.read()
		if open := (unclosed{}); errors.As(err, &open) {
			field := fmt.Sprintf("column %d", open.field+1)
			if open.field < len(names) {
				field = names[open.field]
			}
			return Record{}, fmt.Errorf("%s: line %d, field %q: a quote is opened here and never closed: the rows from there on can't be read", name, open.line, field)
		}
		if err != nil {
			return Record{}, err
		}
		return r.csvRow(line, names, row)
	}
	return r, nil
}

// csvRow makes a record of one row; a row of another length than the header's is mended where that loses nothing.
func (r *Reader) csvRow(line int, names, row []string) (Record, error) {
	for len(row) > len(names) && strings.TrimSpace(row[len(row)-1]) == "" {
		row = row[:len(row)-1]
	}
	if len(row) > len(names) {
		return Record{}, skip(line, "the row has %d fields, the header %d (is a separator inside a field, without quotes?)", len(row), len(names))
	}
	rec := Record{Line: line}
	for i, v := range row {
		if names[i] == "" {
			continue
		}
		if v = r.clean(line, names[i], v); v != "" {
			rec.Fields = append(rec.Fields, Field{Name: names[i], Values: []string{v}})
		}
	}
	if len(rec.Fields) == 0 {
		return Record{}, skip(line, "the row is empty")
	}
	if len(row) < len(names) {
		r.report(Problem{Line: line, Field: names[len(row)],
			Reason: fmt.Sprintf("the row has %d fields, the header %d; the missing ones were left empty", len(row), len(names))})
	}
	return rec, nil
}

// columnNames cleans the header: a nameless column gets its number, a name that was there before becomes "", which
// leaves the column out.
func (r *Reader) columnNames(line int, header []string) []string {
	names := make([]string, len(header))
	seen := map[string]bool{}
	for i, h := range header {
		column := fmt.Sprintf("column %d", i+1)
		if h = r.clean(line, column, h); h == "" {
			h = column
		}
		if seen[h] {
			r.report(Problem{Line: line, Field: h, Reason: fmt.Sprintf("the header names the column twice; the first is used, %s was left out", column)})
			continue
		}
		seen[h], names[i] = true, h
	}
	return names
}

// separator guesses the separator from the header line.
func separator(in *bufio.Reader) byte {
	head, _ := in.Peek(1 << 14)
	line, _, _ := strings.Cut(strings.TrimLeft(string(head), "\r\n"), "\n")
	best := byte(',')
	for _, c := range []byte(";\t|") {
		if strings.Count(line, string(c)) > strings.Count(line, string(best)) {
			best = c
		}
	}
	return best
}

// A rowReader splits rows into fields. It forgives what shops' exports do: a quote inside a field stands for itself,
// and so does, between tabs, one at the beginning of a field that isn't quoted by the book (a TSV needs no quotes). But a quote that is
// opened and never closed ends the reading: it would swallow the rest of the feed as one field.
type rowReader struct {
	in    *bufio.Reader
	comma byte
	line  int // lines read
}

// unclosed says where a quote was opened that is never closed.
type unclosed struct{ line, field int }

func (u unclosed) Error() string {
	return fmt.Sprintf("a quote is opened on line %d and never closed", u.line)
}

// read returns the next row that is not blank, and the line where it begins.
func (r *rowReader) read() (row []string, line int, err error) {
	text := ""
	for strings.Trim(text, " ") == "" {
		if text, err = r.readLine(); err != nil {
			return nil, 0, err
		}
	}
	line = r.line
	for more := true; more; {
		var field string
		if field, text, more, err = r.field(text); err != nil {
			if u, ok := err.(unclosed); ok {
				err = unclosed{u.line, len(row)}
			}
			return nil, line, err
		}
		row = append(row, field)
	}
	return row, line, nil
}

// readLine returns the next line without its end.
func (r *rowReader) readLine() (string, error) {
	b, err := readLine(r.in)
	if len(b) == 0 && err != nil {
		return "", err
	}
	r.line++
	if len(b) > maxLine {
		return "", skip(r.line, "the line is longer than %d MB", maxLine>>20)
	}
	return strings.TrimSuffix(strings.TrimSuffix(string(b), "\n"), "\r"), nil
}

// field returns the first field of text; more says that another follows in rest.
func (r *rowReader) field(text string) (field, rest string, more bool, err error) {
	if text == "" || text[0] != '"' || r.comma == '\t' && !r.closed(text[1:]) {
		field, rest, more = strings.Cut(text, string(r.comma))
		return field, rest, more, nil
	}
	var b strings.Builder
	line := r.line
	text = text[1:]
	for {
		before, after, found := strings.Cut(text, `"`)
		b.WriteString(before)
		if !found {
			if b.WriteByte('\n'); b.Len() > maxLine {
				return "", "", false, unclosed{line: line}
			}
			if text, err = r.readLine(); err == io.EOF {
				err = unclosed{line: line}
			}
			if err != nil {
				return "", "", false, err
			}
			continue
		}
		if end, more := r.ends(after); end {
			_, rest, _ = strings.Cut(after, string(r.comma))
			return b.String(), rest, more, nil
		}
		b.WriteByte('"')
		text = strings.TrimPrefix(after, `"`)
	}
}

// ends says whether a quote before text ends its field, and whether another field follows.
func (r *rowReader) ends(text string) (end, more bool) {
	text = strings.TrimLeft(text, " ")
	return text == "" || text[0] == r.comma, text != ""
}

// closed says whether a quote in text ends the field on the same line, all quotes before it being doubled.
func (r *rowReader) closed(text string) bool {
	for {
		_, after, found := strings.Cut(text, `"`)
		if !found {
			return false
		}
		if end, _ := r.ends(after); end {
			return true
		}
		if text, found = strings.CutPrefix(after, `"`); !found {
			return false
		}
	}
}
