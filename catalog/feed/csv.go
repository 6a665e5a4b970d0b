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
func (r *Reader) openCSV(in *bufio.Reader, comma byte, dialect string) error {
	if comma == 0 {
		head, _ := in.Peek(headSize)
		line, _, _ := strings.Cut(strings.TrimLeft(string(head), "\r\n"), "\n")
		comma = mostOf(line)[0]
	}
	rows := &rowReader{in: in, comma: comma}
	header, line, err := rows.read()
	if err == io.EOF {
		return fmt.Errorf("%s is empty: it has no header line", r.name)
	}
	if err != nil {
		return fmt.Errorf("%s: the header can't be read: %w", r.name, err)
	}
	if comma != ',' && comma != '\t' {
		r.noteOnce(line, "", fmt.Sprintf("the fields are separated by %q", comma))
	}
	names := r.columnNames(line, header)
	if dialect == "" {
		for _, n := range names {
			if n != "" {
				r.columns = append(r.columns, n)
			}
		}
	}
	columnAt := func(i int) string {
		if i < len(names) {
			return names[i]
		}
		return fmt.Sprintf("column %d", i+1)
	}
	if r.opt.Lenient {
		rows.mended = func(u unclosed) {
			r.report(Problem{Line: u.line, Field: columnAt(u.field), Reason: "a quote is opened here and never closed; it was left out"})
		}
	}
	plain := rowDialect(r, dialect)
	r.next = func() (Record, error) {
		row, line, err := rows.read()
		if open := (unclosed{}); errors.As(err, &open) {
			return Record{}, &broken{open.line, columnAt(open.field), "a quote is opened here and never closed"}
		}
		if err != nil {
			return Record{}, err
		}
		rec, err := r.csvRow(line, names, row)
		if err != nil {
			return Record{}, err
		}
		return plain(rec)
	}
	return nil
}

// csvRow makes a record of one row; a row of another length than the header's is mended where that loses nothing.
func (r *Reader) csvRow(line int, names, row []string) (Record, error) {
	for len(row) > len(names) && strings.TrimSpace(row[len(row)-1]) == "" {
		row = row[:len(row)-1]
	}
	if surplus := len(row) - len(names); surplus > 0 {
		if !r.opt.Lenient {
			return Record{}, skip(line, "the row has %d fields, the header %d (is a separator inside a field, without quotes?)", len(row), len(names))
		}
		r.report(Problem{Line: line, Reason: fmt.Sprintf("the row has %d fields, the header %d; the surplus was left out", len(row), len(names))})
		row = row[:len(names)]
	}
	rec := Record{Line: line, Fields: make([]Field, 0, len(row))}
	values := make([]string, len(row)) // one array for the values of all cells
	for i, v := range row {
		if names[i] == "" {
			continue
		}
		if v = r.clean(line, names[i], v); v != "" {
			values[i] = v
			rec.Fields = append(rec.Fields, Field{Name: names[i], Values: values[i : i+1 : i+1]})
		}
	}
	if len(rec.Fields) == 0 {
		return Record{}, skip(line, "the row is empty")
	}
	if len(row) < len(names) {
		r.report(Problem{Line: line, Field: names[len(row)], Cause: "short row",
			Reason: fmt.Sprintf("the row has %d fields, the header %d; the missing ones were left empty", len(row), len(names))})
	}
	return rec, nil
}

// columnNames cleans the header: a nameless column gets its number, a name that was there before becomes "", which
// leaves the column out.
func (r *Reader) columnNames(line int, header []string) []string {
	names := make([]string, len(header))
	first := map[string]int{}
	for i, h := range header {
		if h = r.clean(line, fmt.Sprintf("column %d", i+1), h); h == "" {
			h = fmt.Sprintf("column %d", i+1)
		}
		if k, twice := first[h]; twice {
			r.report(Problem{Line: line, Field: h, Reason: fmt.Sprintf("the columns %d and %d have one name; the first is used, the other was left out", k+1, i+1)})
			continue
		}
		first[h], names[i] = i, h
	}
	return names
}

// mostOf returns the separator that a header line has most of, outside of quotes.
func mostOf(line string) string {
	var count [256]int
	quoted := false
	for _, c := range []byte(line) {
		if c == '"' {
			quoted = !quoted
		} else if !quoted {
			count[c]++
		}
	}
	best := byte(',')
	for _, c := range []byte(";\t|") {
		if count[c] > count[best] {
			best = c
		}
	}
	return string(best)
}
