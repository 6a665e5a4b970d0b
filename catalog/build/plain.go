package build

import (
	"html"
	"strings"
	"unicode"
)

// plainText is what a browser would show of s: without tags, scripts and entities, white space as single spaces.
// A < that begins no tag stays.
func plainText(s string) string {
	if strings.ContainsAny(s, "<&") {
		s = dropTags(html.UnescapeString(dropTags(s)))
	}
	clean := func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }
	return strings.Join(strings.FieldsFunc(s, clean), " ")
}

// dropTags removes tags, and what scripts and styles hold.
func dropTags(s string) string {
	var b strings.Builder
	for {
		before, after, found := strings.Cut(s, "<")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		if after == "" || !(after[0] == '/' || after[0] == '!' || after[0] >= 'a' && after[0] <= 'z' || after[0] >= 'A' && after[0] <= 'Z') {
			b.WriteByte('<')
			s = after
			continue
		}
		tag, rest, closed := strings.Cut(after, ">")
		if !closed { // the text ends within the tag
			return b.String()
		}
		b.WriteByte(' ')
		s = rest
		for _, hidden := range [...]string{"script", "style"} {
			if len(tag) >= len(hidden) && strings.EqualFold(tag[:len(hidden)], hidden) {
				_, s, _ = cutFold(rest, "</"+hidden)
				_, s, _ = strings.Cut(s, ">")
			}
		}
	}
}

// cutFold is strings.Cut for an ASCII separator in any case.
func cutFold(s, separator string) (before, after string, found bool) {
	for i := 0; i+len(separator) <= len(s); i++ {
		if strings.EqualFold(s[i:i+len(separator)], separator) {
			return s[:i], s[i+len(separator):], true
		}
	}
	return s, "", false
}

// isAddress says whether s is an address that a page may show: of the web, or relative to the page's own.
func isAddress(s string) bool {
	scheme, _, ok := strings.Cut(s, ":")
	if !ok || strings.ContainsAny(scheme, "/?#") {
		return true
	}
	return strings.EqualFold(scheme, "https") || strings.EqualFold(scheme, "http")
}
