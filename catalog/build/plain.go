package build

import (
	"strings"
	"unicode"

	"golang.org/x/net/html"
)

// plainText is what a browser would show of s: without tags, scripts and entities, white space as single spaces.
// A < that begins no tag stays. Markup that was encoded once too often goes too, so that nothing is left that a page
// could take for a tag.
func plainText(s string) string {
	if strings.ContainsAny(s, "<&") {
		s = visible(html.UnescapeString(visible(s)))
	}
	if isTidy(s) {
		return s
	}
	clean := func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }
	return strings.Join(strings.FieldsFunc(s, clean), " ")
}

// isTidy says whether a text has single spaces between words and no others: most have, and need no copy.
func isTidy(s string) bool {
	space := true
	for _, r := range s {
		if r == ' ' && space || r != ' ' && (unicode.IsSpace(r) || unicode.IsControl(r)) {
			return false
		}
		space = r == ' '
	}
	return !space || s == ""
}

// visible is the text of a page in source form, its entities as they are.
func visible(s string) string {
	if !strings.Contains(s, "<") {
		return s
	}
	var b strings.Builder
	z := html.NewTokenizer(strings.NewReader(s))
	hidden := false // the text belongs to a script or style
	for {
		switch z.Next() {
		case html.ErrorToken:
			return b.String()
		case html.TextToken:
			if !hidden {
				b.Write(z.Raw())
			}
		case html.StartTagToken:
			name, _ := z.TagName()
			hidden = string(name) == "script" || string(name) == "style"
			b.WriteByte(' ')
		default:
			hidden = false
			b.WriteByte(' ')
		}
	}
}

// isAddress says whether s is an address that a page may show: of the web, or relative to the page's own.
func isAddress(s string) bool {
	scheme, _, ok := strings.Cut(s, ":")
	if !ok || strings.ContainsAny(scheme, "/?#") {
		return true
	}
	return strings.EqualFold(scheme, "https") || strings.EqualFold(scheme, "http")
}
