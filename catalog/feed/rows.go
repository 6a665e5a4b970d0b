package feed

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// A rowReader splits rows into fields. It forgives what shops' exports do: a quote inside a field stands for itself,
// and so does, between tabs, one at the beginning of a field that isn't quoted by the book (a TSV needs no quotes). But a quote that is
// opened and never closed ends the reading: it would swallow the rest of the feed as one field.
//
// This is not encoding/csv, whose choice is all or nothing: strict, it gives up rows with 5" in a field and doesn't say
// which field an open quote is in; lazy, it swallows the rest of the feed without a word.
type rowReader struct {
	in    *bufio.Reader
	comma byte
	line  int // lines read

	mended    func(unclosed) // set: an open quote stands for itself, and is reported
	literal   bool           // quotes must be closed on their own line
	swallowed []string       // lines read since the last quote was opened
	pushed    []string       // lines to be read again
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
		if r.literal && strings.HasPrefix(text, `"`) && !r.closed(text[1:]) {
			r.mended(unclosed{r.line, len(row)})
			text = text[1:]
		}
		whole := text
		field, text, more, err = r.field(text)
		if u, ok := err.(unclosed); ok {
			u.field = len(row)
			if err = u; r.mended != nil {
				r.mended(u)
				r.line, r.pushed, r.literal = u.line, append(r.swallowed, r.pushed...), true
				field, text, more = strings.Cut(strings.TrimPrefix(whole, `"`), string(r.comma))
				err = nil
			}
		}
		if err != nil {
			return nil, line, err
		}
		row = append(row, field)
	}
	return row, line, nil
}

// readLine returns the next line without its end.
func (r *rowReader) readLine() (string, error) {
	if len(r.pushed) > 0 {
		text := r.pushed[0]
		r.pushed = r.pushed[1:]
		r.line++
		return text, nil
	}
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
	if text == "" || text[0] != '"' || (r.comma == '\t' || r.literal) && !r.closed(text[1:]) {
		field, rest, more = strings.Cut(text, string(r.comma))
		return field, rest, more, nil
	}
	var b strings.Builder
	line := r.line
	text = text[1:]
	r.swallowed = r.swallowed[:0:0]
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
			if r.mended != nil {
				r.swallowed = append(r.swallowed, text)
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
