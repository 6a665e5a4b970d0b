package prompt

import (
	"strings"
	"unicode/utf8"
)

// Clean makes a text of the catalog or of a shopper fit to stand as data in a message: one line that can neither end the
// quotation it stands in nor look like a part of the message's structure.
//
//   - Quotation marks, back ticks, backslashes and bars become other marks, so that the text can't leave its quotation. This is
//     why data is quoted like strings, and why no escapes are needed: a model needn't decode what it reads, and a title
//     is repeated as it stands.
//   - Brackets become marks that are no markup: "‹b›", "(REC)". With them go our own markers, "<<<" and ">>>", and the
//     tokens of chat templates, "<|im_start|>" and "[INST]", for which models' servers have a special meaning.
//   - Runs of "#" are dropped, the sign before or behind a letter stays: "C#", "#1".
//   - A line that begins with a role's name and a colon loses the colon.
//   - Line breaks and other white space become one space. Characters that nobody sees are dropped: controls, zero widths,
//     directions of writing, variation selectors, tags (U+E0000 and what follows: a whole text can be hidden there).
//     Full-width forms of the signs above are treated as the signs.
//
// It is at most 400 bytes long, and cleaning it again changes nothing. Names that people read stay as they read them:
// "Tom & Jerry", "M*A*S*H", "50% Off: A Memoir".
func Clean(s string) string {
	lines := strings.Split(replaced(s), "\n")
	for i := range lines {
		lines[i] = unrole(strings.TrimSpace(lines[i]))
	}
	s = unrole(strings.Join(strings.Fields(strings.Join(lines, " ")), " "))
	if len(s) <= maxSaid {
		return s
	}
	end := maxSaid - len("…")
	for !utf8.RuneStart(s[end]) {
		end--
	}
	return strings.TrimSpace(s[:end]) + "…"
}

// mostSeen is how many characters of a text are looked at: a text of nothing but spaces isn't read to its end.
const mostSeen = 4 * maxSaid

// replaced maps the characters that people see, and drops the others; every kind of line break is '\n'.
func replaced(s string) string {
	var seen []rune
	for _, c := range s {
		switch c {
		case '\n', '\r', '\v', '\f', 0x85, 0x2028, 0x2029:
			c = '\n'
		case '\t', 0xA0, 0x1680, 0x202F, 0x205F, 0x2800, 0x3000, 0x3164:
			c = ' '
		case '＂', '｀', '＼', '［', '］', '｛', '｝', '＜', '＞', '｜', '＃', '：':
			c += '!' - '！'
		}
		switch {
		case c == '"', c == '`':
			c = '\''
		case c == '\\', c == '|':
			c = '/'
		case c == '[', c == '{':
			c = '('
		case c == ']', c == '}':
			c = ')'
		case c == '<':
			c = '‹'
		case c == '>':
			c = '›'
		case c >= 0x2000 && c <= 0x200A:
			c = ' '
		case c != '\n' && hidden(c):
			continue
		}
		if seen = append(seen, c); len(seen) == mostSeen {
			break
		}
	}
	kept := seen[:0]
	before := ' '
	for i, c := range seen {
		behind := ' '
		if i+1 < len(seen) {
			behind = seen[i+1]
		}
		if c != '#' || before != '#' && behind != '#' && (wordy(before) || wordy(behind)) {
			kept = append(kept, c)
		}
		before = c
	}
	return string(kept)
}

// wordy says whether a character may be of a word, or is a mark for which that doesn't matter.
func wordy(c rune) bool { return c >= 'A' || '0' <= c && c <= '9' }

// hidden says whether a character has no form of its own.
func hidden(c rune) bool {
	switch c {
	case 0xAD, 0x34F, 0x61C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0xFEFF, 0xFFA0:
		return true
	}
	return c < ' ' || c >= 0x7F && c < 0xA0 ||
		c >= 0x180B && c <= 0x180F || c >= 0x200B && c <= 0x200F || c >= 0x202A && c <= 0x202E || c >= 0x2060 && c <= 0x206F ||
		c >= 0xE000 && c <= 0xF8FF || // private: means nothing to others
		c >= 0xFE00 && c <= 0xFE0F || c >= 0xFFF0 && c <= 0xFFFF || // with U+FFFD, which stands for what is no UTF-8
		c >= 0x1BCA0 && c <= 0x1BCA3 || c >= 0x1D173 && c <= 0x1D17A ||
		c >= 0xE0000
}

// roles are what chat formats call those who speak, and what our own messages call them.
const roles = " system developer assistant user human ai model tool function shopper you "

// unrole takes the colon from a role's name that begins a line, whatever signs stand before it.
func unrole(line string) string {
	start := 0
	for start < len(line) && !ascii(line[start]) {
		start++
	}
	end := start
	for end < len(line) && ascii(line[end]) {
		end++
	}
	word := []byte(" " + line[start:end] + " ")
	for i := range word {
		word[i] |= ' ' // its small letter
	}
	between, rest, colon := strings.Cut(line[end:], ":")
	if !colon || !strings.Contains(roles, string(word)) || strings.Trim(between, " '()*_-‹›") != "" {
		return line
	}
	return strings.TrimSpace(line[:end] + " – " + strings.TrimSpace(rest))
}

func ascii(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }
