package affinity

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Mask takes titles out of a text and leaves a space for each. A title is given as "Title" or as "Title (year)", and found as
// either, with any year: whole words, whatever their case and however many spaces stand between them. Where several titles begin,
// the longest goes. The rest of the text stays as it is.
func Mask(text string, titles []string) string {
	names := bareTitles(titles)
	var b strings.Builder
	kept := 0 // how much of the text is in b
	for i := 0; i < len(text); {
		if n := titleAt(text, i, names); n > 0 {
			b.WriteString(text[kept:i])
			b.WriteByte(' ')
			i += n
			kept = i
			continue
		}
		_, n := utf8.DecodeRuneInString(text[i:])
		i += n
	}
	b.WriteString(text[kept:])
	return b.String()
}

// bareTitles returns titles without their years, the longest first.
func bareTitles(titles []string) []string {
	var names []string
	for _, t := range titles {
		t = strings.TrimSpace(t)
		if n := len(t) - len("(1999)"); n > 0 && year(t[n:]) == len("(1999)") {
			t = strings.TrimSpace(t[:n])
		}
		if t != "" {
			names = append(names, t)
		}
	}
	slices.SortFunc(names, func(a, b string) int { return cmp.Or(len(b)-len(a), cmp.Compare(a, b)) })
	return slices.Compact(names)
}

// titleAt returns how many bytes the first of the titles that stands at text[i:] takes there, with its year; 0 when none does.
func titleAt(text string, i int, names []string) int {
	before, _ := utf8.DecodeLastRuneInString(text[:i])
	for _, name := range names {
		n := prefix(text[i:], name)
		if n == 0 {
			continue
		}
		first, _ := utf8.DecodeRuneInString(name)
		last, _ := utf8.DecodeLastRuneInString(name)
		after, _ := utf8.DecodeRuneInString(text[i+n:])
		if inWord(before) && inWord(first) || inWord(last) && inWord(after) {
			continue
		}
		return n + year(text[i+n:])
	}
	return 0
}

// prefix returns how many bytes of the text are the title that it begins with; 0 when it doesn't.
func prefix(text, title string) int {
	at := 0
	for k, r := range title {
		if unicode.IsSpace(r) {
			if k+utf8.RuneLen(r) < len(title) && spaces(title[k+utf8.RuneLen(r):]) > 0 {
				continue // of several spaces the last counts
			}
			n := spaces(text[at:])
			if n == 0 {
				return 0
			}
			at += n
			continue
		}
		said, n := utf8.DecodeRuneInString(text[at:])
		if n == 0 || said != r && lower(said) != lower(r) {
			return 0
		}
		at += n
	}
	return at
}

// year returns how many bytes the text begins with that are a year in parentheses, with the space before it.
func year(text string) int {
	at := spaces(text)
	if rest := text[at:]; len(rest) >= len("(1999)") && rest[0] == '(' && rest[5] == ')' && digits(rest[1:5]) {
		return at + len("(1999)")
	}
	return 0
}

// spaces returns how many bytes of space the text begins with.
func spaces(text string) int { return len(text) - len(strings.TrimLeftFunc(text, unicode.IsSpace)) }

func digits(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool { return r < '0' || r > '9' })
}

func lower(r rune) rune { return unicode.ToLower(unicode.ToUpper(r)) }

// inWord says whether a word may go on with a letter; that there is none is utf8.RuneError.
func inWord(r rune) bool { return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsNumber(r)) }
