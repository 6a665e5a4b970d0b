package learn

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// bareTitle returns an annotated title as people say it: without its trailing " (year)", lower case.
func bareTitle(title string) string {
	title = strings.TrimSpace(title)
	if n := len(title); n > 7 && title[n-1] == ')' && title[n-6] == '(' && title[n-7] == ' ' && digits(title[n-5:n-1]) {
		title = title[:n-7]
	}
	return strings.ToLower(strings.TrimSpace(title))
}

// names reports whether the text, in lower case, names the bare title as whole words: "It" is named by
// "I saw it", not by "with".
func names(text, title string) bool {
	if title == "" {
		return false
	}
	for from := 0; ; {
		at := strings.Index(text[from:], title)
		if at < 0 {
			return false
		}
		start, end := from+at, from+at+len(title)
		before, _ := utf8.DecodeLastRuneInString(text[:start])
		after, _ := utf8.DecodeRuneInString(text[end:])
		if !wordy(before) && !wordy(after) {
			return true
		}
		_, size := utf8.DecodeRuneInString(text[start:])
		from = start + size
	}
}

// wordy reports whether r belongs to a word; the error rune stands for the ends of a text.
func wordy(r rune) bool { return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r)) }

// digits reports whether s is all decimal digits.
func digits(s string) bool { return strings.Trim(s, "0123456789") == "" }
