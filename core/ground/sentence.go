package ground

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// longestSentence is where a sentence without an end is cut, in bytes: a person writes none as long.
const longestSentence = 600

// sentence returns the length of the first sentence of a text with the blanks behind it, 0 when more must be read to know
// where it ends. A sentence ends with a mark that blanks and the beginning of another follow, or with its line.
func sentence(s string) int {
	for i, r := range s {
		switch {
		case r == '\n' || r == '\r':
			return blanks(s, i)
		case i >= longestSentence:
			return i
		case !ends(r):
			continue
		}
		end := i + utf8.RuneLen(r)
		for end < len(s) && closes(s[end:]) > 0 {
			end += closes(s[end:])
		}
		next := blanks(s, end)
		if next == len(s) {
			if len(s) >= longestSentence {
				return next
			}
			return 0 // whether another begins, what follows says
		}
		if next > end && begins(s[next:]) && !(r == '.' && (abbreviated(s[:i]) || numbered(s[:i], s[next:]))) {
			return next
		}
	}
	return 0
}

// blanks skips blanks from i on.
func blanks(s string, i int) int {
	for i < len(s) {
		r, n := utf8.DecodeRuneInString(s[i:])
		if !unicode.IsSpace(r) {
			break
		}
		i += n
	}
	return i
}

func ends(r rune) bool {
	switch r {
	case '.', '!', '?', '…', '。', '！', '？':
		return true
	}
	return false
}

// closes returns the length of a mark that belongs to the sentence before it, 0 for none.
func closes(s string) int {
	r, n := utf8.DecodeRuneInString(s)
	switch r {
	case '"', '\'', '”', '’', '»', ')', ']', '*', '_', '`':
		return n
	}
	if ends(r) {
		return n
	}
	return 0
}

// begins says whether a sentence may begin so: not with a small letter, for "approx. five" goes on.
func begins(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return !unicode.IsLower(r) && r != '(' // "Airplane! (1980)"
}

// numbered says whether a number follows a short word with a point: "Vol. 3".
func numbered(before, behind string) bool {
	word := before[strings.LastIndexByte(before, ' ')+1:]
	return behind[0] >= '0' && behind[0] <= '9' && len(word) <= 4 && len(word) > 0 && (word[0] > '9')
}

// abbreviated says whether a text ends, before its point, in a letter alone or a short title: "J", "Dr", "No".
func abbreviated(s string) bool {
	start := len(s)
	for start > 0 {
		r, n := utf8.DecodeLastRuneInString(s[:start])
		if !unicode.IsLetter(r) {
			break
		}
		start -= n
	}
	switch word := s[start:]; word {
	case "Dr", "Mr", "Mrs", "Ms", "St", "Jr", "Sr", "No", "vs", "Vol", "Nr", "Sra", "approx", "incl", "z", "B", "d", "h", "ca", "bzw", "inkl", "p", "ej", "evtl", "ggf", "zzgl", "Std", "Min", "aprox", "Dra", "núm":
		return true
	default:
		r, n := utf8.DecodeRuneInString(word)
		return n > 0 && n == len(word) && unicode.IsUpper(r) && r != 'I' && !strings.HasSuffix(s[:start], "-") // but "over USB-C."
	}
}
