package feed

import (
	"strings"
	"unicode/utf8"
)

// clean trims a value. Bytes that are not UTF-8 are read as Windows-1252, what spreadsheets write when they don't
// write UTF-8; NULs are removed. Both are reported.
func (r *Reader) clean(line int, field, v string) string {
	if !utf8.ValidString(v) {
		v = fromWindows(v)
		r.report(Problem{Line: line, Field: field, Reason: "the text is not UTF-8; it was read as Windows-1252"})
	}
	if strings.Contains(v, "\x00") {
		v = strings.ReplaceAll(v, "\x00", "")
		r.report(Problem{Line: line, Field: field, Reason: "the text has NUL bytes; they were removed"})
	}
	return strings.TrimSpace(v)
}

// windows is what the bytes 0x80 to 0x9F mean in Windows-1252; the others mean their number.
var windows = [...]rune{
	'€', 0x81, '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', 0x8D, 'Ž', 0x8F,
	0x90, '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', 0x9D, 'ž', 'Ÿ',
}

// fromWindows keeps what is UTF-8 and reads each other byte as Windows-1252.
func fromWindows(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); {
		c, n := utf8.DecodeRuneInString(s[i:])
		if c == utf8.RuneError && n == 1 {
			if c = rune(s[i]); 0x80 <= c && c < 0xA0 {
				c = windows[c-0x80]
			}
		}
		b.WriteRune(c)
		i += n
	}
	return b.String()
}
