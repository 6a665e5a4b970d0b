package ground

import (
	"strings"

	"rso/catalog/text"
)

// surface finds faults that show before a word is read: markup, links, labels of the prompt.
func (v *Verifier) surface(s string) []Fault {
	var faults []Fault
	add := func(k Kind, start, end int, remove bool) {
		faults = append(faults, Fault{Kind: k, Start: start, End: end, Said: s[start:end], Remove: remove})
	}
	if !suspicious(s) {
		return v.begun(s)
	}
	for _, mark := range [...]string{"http://", "https://", "www.", "](", "</", "<a ", "<b>", "<br", "<p>", "<i>", "<img", "<strong", "<em", "<div", "<span", "<ul", "<li", "<script", "<h", "```", "mailto:", "![", "javascript:", "&nbsp;", "&lt;", "{{", "}}"} {
		if k := indexFold(s, mark); k >= 0 {
			add(Markup, k, k+len(mark), false)
			return faults
		}
	}
	if start, end := domain(s); end > 0 {
		add(Markup, start, end, false)
		return faults
	}
	for _, mark := range [...]string{"<system", "<user", "<assistant", "<|", "[INST", "[/INST", "[title=", "[item", "[facts", "<data", "<facts", "<item", "<reply", "title=", "price=", "\":", "id="} {
		if k := indexFold(s, mark); k >= 0 {
			add(PromptEcho, k, k+len(mark), false)
			return faults
		}
	}
	for _, sign := range [...]byte{'_', '='} {
		if k := strings.IndexByte(s, sign); k > 0 && k+1 < len(s) && letter(s[k-1]) && letter(s[k+1]) {
			add(PromptEcho, k-1, k+2, false) // a name of a program, a field with its value
			return faults
		}
	}
	if faults = v.begun(s); len(faults) > 0 {
		return faults
	}
	for k := 0; k < len(s); { // emphasis is left out, and the words stay
		n := 0
		for k+n < len(s) && (s[k+n] == '*' || s[k+n] == '`' || s[k+n] == '#' && (k == 0 || s[k-1] == '\n' || s[k-1] == '#')) {
			n++
		}
		if n > 0 && s[k] == '#' && k+n < len(s) && s[k+n] == ' ' {
			n++
		}
		if n > 1 || n == 1 && s[k] != '#' && emphasis(s, k) {
			add(Markup, k, k+n, true)
		}
		k += max(n, 1)
	}
	return faults
}

func letter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' || '0' <= c && c <= '9' }

// suspicious says whether a sentence has any sign that links, markup or programs are written with.
func suspicious(s string) bool {
	return strings.ContainsAny(s, "<>[]{}*`#_=@|&\\") || strings.Contains(s, "://") || strings.Contains(s, "www.") || strings.Contains(s, "mailto:") || strings.Contains(s, "\":") || inWord(s, '.')
}

// inWord says whether a sign stands between two letters.
func inWord(s string, sign byte) bool {
	for k := 1; k+1 < len(s); k++ {
		if s[k] == sign && letter(s[k-1]) && letter(s[k+1]) && (s[k-1] > '9' || s[k+1] > '9') {
			return true
		}
	}
	return false
}

// begun finds a label of the prompt, or a sign of a list, that a sentence begins with.
func (v *Verifier) begun(s string) []Fault {
	if k := v.labelled(s); k > 0 {
		return []Fault{{Kind: PromptEcho, End: k, Said: s[:k]}}
	}
	if strings.HasPrefix(s, "- ") || strings.HasPrefix(s, "• ") {
		end := strings.IndexByte(s, ' ') + 1
		return []Fault{{Kind: Markup, End: end, Said: s[:end], Remove: true}}
	}
	return nil
}

// emphasis says whether a star at a byte is set around words, and not between numbers or as a footnote.
func emphasis(s string, k int) bool {
	return k == 0 || k == len(s)-1 || s[k-1] == ' ' || s[k+1] == ' ' || strings.Count(s, s[k:k+1]) > 1
}

// labelled returns the length of a label of the prompt that the sentence begins with, "Strategy:"; 0 when there is none.
func (v *Verifier) labelled(s string) int {
	head, _, ok := strings.Cut(s, ":")
	if !ok || len(head) > 30 {
		return 0
	}
	toks := text.Tokens(nil, head)
	if len(toks) == 0 || len(toks) > 3 || v.l.has(toks, len(toks)-1, echoLabel) == 0 {
		return 0
	}
	if len(toks) > 1 && v.l.has(toks, 0, echoLabel) == 0 {
		return 0 // "Some facts: …"
	}
	return len(head) + 1
}

// domain finds a word like "shop.example" or an address of mail.
func domain(s string) (start, end int) {
	for at := 0; at < len(s); {
		n := strings.IndexAny(s[at:], " \n\t")
		if n < 0 {
			n = len(s) - at
		}
		word := strings.Trim(s[at:at+n], ".,;:!?()\"'“”")
		dot := strings.LastIndexByte(word, '.')
		if strings.Contains(word, "@") && dot > 0 || dot > 0 && topLevel(word[dot+1:]) && len(word) > dot+1 && lettered(word[:dot]) {
			return at + strings.Index(s[at:], word), at + strings.Index(s[at:], word) + len(word)
		}
		if slash := strings.IndexByte(word, '/'); slash > 0 {
			if d := strings.LastIndexByte(word[:slash], '.'); d > 0 && topLevel(word[d+1:slash]) {
				return at, at + n
			}
		}
		at += n + 1
	}
	return 0, 0
}

func topLevel(s string) bool {
	switch s {
	case "com", "org", "net", "io", "de", "es", "example", "shop", "store", "co", "uk", "eu", "app", "info", "biz", "fr", "html", "ai", "test":
		return true
	}
	return false
}

// lettered says whether a text is made of what names of hosts are.
func lettered(s string) bool {
	for i := range len(s) {
		if c := s[i]; !('a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '.' || c == '-') {
			return false
		}
	}
	return s != "" && (s[0] > '9' || s[len(s)-1] > '9')
}

// indexFold finds an ASCII text without regard to case.
func indexFold(s, sub string) int {
	for i := 0; i+len(sub) <= len(s); i++ {
		if strings.EqualFold(s[i:i+len(sub)], sub) {
			return i
		}
	}
	return -1
}
