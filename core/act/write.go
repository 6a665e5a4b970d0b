package act

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Names of items stand between two marks while a text is put together, so that the rules of writing leave them as they
// are: "iPhone 13 Pro" begins a sentence small.
const (
	opens  = "\x01"
	closes = "\x02"
)

// named marks a name. Control characters in it are no part of a name.
func named(name string) string {
	for k := range len(name) {
		if name[k] < ' ' { // hardly ever
			name = name[:k] + " " + name[k+1:]
		}
	}
	return opens + name + closes
}

// unmarked takes the marks out.
func unmarked(s string) string {
	return strings.ReplaceAll(strings.ReplaceAll(s, opens, ""), closes, "")
}

// written applies the rules of writing to a text that was put together: sentences begin with a capital, and a name that
// ends with a mark of its own ("Mamma Mia!") gets no full stop behind it.
func written(s string) string {
	var b strings.Builder
	begins, inName := true, false
	last := byte(0)
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case s[i] == opens[0]:
			inName, begins = true, false
		case s[i] == closes[0]:
			inName = false
			if i+1 < len(s) && (last == '.' || last == '!' || last == '?') {
				if next := s[i+1]; next == '.' || next == last {
					n++
					begins = true
				}
			}
		case inName:
			b.WriteRune(r)
			last = s[i+n-1]
		case begins && unicode.IsLetter(r):
			b.WriteRune(unicode.ToUpper(r))
			begins, last = false, 0
		default:
			if unicode.IsLetter(r) || unicode.IsDigit(r) {
				begins = false
			}
			if (r == '.' || r == '?' || r == '!') && (i+n == len(s) || s[i+n] == ' ') {
				begins = true
			}
			b.WriteString(s[i : i+n])
			last = s[i]
		}
		i += n
	}
	return b.String()
}

// Sentences splits a text into its sentences: behind a full stop, a question mark or an exclamation mark that a blank
// follows, but not behind what is cut short.
func Sentences(text string) []string {
	var list []string
	from := 0
	for i := range len(text) {
		if strings.IndexByte(".?!", text[i]) >= 0 && (i+1 == len(text) || text[i+1] == ' ' && !initial(text[from:i+1])) {
			list = append(list, strings.TrimSpace(text[from:i+1]))
			from = i + 1
		}
	}
	if rest := strings.TrimSpace(text[from:]); rest != "" {
		list = append(list, rest)
	}
	return list
}

// initial says whether a full stop at the end of some text cuts a name short: "J.R.R.", "Mrs.".
func initial(text string) bool {
	word := text[strings.LastIndexByte(text, ' ')+1:]
	const longest = 4 // "Mrs."
	return strings.HasSuffix(word, ".") && 'A' <= word[0] && word[0] <= 'Z' && (len(word) <= longest || strings.Count(word, ".") > 1)
}
