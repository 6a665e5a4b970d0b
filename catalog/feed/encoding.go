package feed

import (
	"bufio"
	"bytes"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// decoded returns a feed's text without its byte order mark: UTF-16 becomes UTF-8, everything else stays as it is.
func decoded(src io.Reader) (*bufio.Reader, error) {
	in := bufio.NewReaderSize(src, 1<<16)
	head, err := in.Peek(64)
	if err != nil && err != io.EOF {
		return nil, err
	}
	if bytes.HasPrefix(head, []byte("\ufeff")) {
		in.Discard(3)
		return in, nil
	}
	order, marked := unicode.LittleEndian, true
	switch {
	case bytes.HasPrefix(head, []byte("\xff\xfe")):
	case bytes.HasPrefix(head, []byte("\xfe\xff")):
		order = unicode.BigEndian
	default:
		if order, marked = unmarked(head); !marked {
			return in, nil
		}
	}
	decoder := unicode.UTF16(order, unicode.UseBOM).NewDecoder()
	return bufio.NewReaderSize(transform.NewReader(in, decoder), 1<<16), nil
}

// unmarked tells UTF-16 without a byte order mark: every other byte of a header in Latin letters is NUL.
func unmarked(head []byte) (unicode.Endianness, bool) {
	var zeros [2]int
	for i, c := range head {
		if c == 0 {
			zeros[i%2]++
		}
	}
	pairs := len(head) / 2
	switch {
	case pairs >= 4 && zeros[1]*10 >= pairs*9 && zeros[0] == 0:
		return unicode.LittleEndian, true
	case pairs >= 4 && zeros[0]*10 >= pairs*9 && zeros[1] == 0:
		return unicode.BigEndian, true
	}
	return unicode.LittleEndian, false
}

// clean trims a value. Bytes that are not UTF-8 are read as Windows-1252, what spreadsheets write when they don't
// write UTF-8 (Latin-1 is the same for letters); NULs are removed. Both are reported.
func (r *Reader) clean(line int, field, v string) string {
	if !utf8.ValidString(v) {
		v = fromWindows(v)
		r.report(Problem{Line: line, Field: field, Reason: notUTF8})
	}
	if strings.Contains(v, "\x00") {
		v = strings.ReplaceAll(v, "\x00", "")
		r.report(Problem{Line: line, Field: field, Reason: "the text has NUL bytes; they were removed"})
	}
	return strings.TrimSpace(v)
}

const notUTF8 = "the text is not UTF-8; it was read as Windows-1252"

// fromWindows keeps what is UTF-8 and reads each other byte as Windows-1252. Two of its bytes may happen to be UTF-8 of
// a far script ("ß”" is): where nothing else is written in one, they are two bytes.
func fromWindows(s string) string {
	var b strings.Builder
	bad, far := 0, 0
	for i := 0; i < len(s); {
		c, n := utf8.DecodeRuneInString(s[i:])
		if c == utf8.RuneError && n == 1 {
			bad++
		} else if n == 2 && c > lastLatin {
			far++
		}
		i += n
	}
	for i := 0; i < len(s); {
		c, n := utf8.DecodeRuneInString(s[i:])
		if c == utf8.RuneError && n == 1 || n == 2 && c > lastLatin && far <= bad {
			c, n = windows1252(s[i]), 1
		}
		b.WriteRune(c)
		i += n
	}
	return b.String()
}

// lastLatin is the last letter of Latin that European languages write in UTF-8.
const lastLatin = 0x17F

// windows1252 reads a byte. The five that the code page leaves open mean their number, as browsers have it.
func windows1252(c byte) rune {
	if r := charmap.Windows1252.DecodeByte(c); r != utf8.RuneError {
		return r
	}
	return rune(c)
}

// mending returns in with each byte that is not UTF-8 read as Windows-1252, for parsers that would refuse or lose it;
// each line with such a byte is reported once.
func (r *Reader) mending(in io.Reader) io.Reader {
	return transform.NewReader(in, &mender{r: r, line: 1})
}

type mender struct {
	r        *Reader
	line     int
	reported int
}

func (m *mender) Reset() {}

func (m *mender) Transform(dst, src []byte, atEOF bool) (nDst, nSrc int, err error) {
	for nSrc < len(src) {
		if nDst+utf8.UTFMax > len(dst) {
			return nDst, nSrc, transform.ErrShortDst
		}
		c, n := utf8.DecodeRune(src[nSrc:])
		if c == utf8.RuneError && n == 1 {
			if !atEOF && !utf8.FullRune(src[nSrc:]) {
				return nDst, nSrc, transform.ErrShortSrc
			}
			c = windows1252(src[nSrc])
			if m.reported != m.line {
				m.reported = m.line
				m.r.report(Problem{Line: m.line, Reason: notUTF8})
			}
		}
		if c == '\n' {
			m.line++
		}
		nDst += utf8.EncodeRune(dst[nDst:], c)
		nSrc += n
	}
	return nDst, nSrc, nil
}
