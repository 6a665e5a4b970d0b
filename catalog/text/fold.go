package text

import (
	"unicode"
	"unicode/utf8"
)

//go:generate go run gen.go

// Fold returns the words of s, folded and joined by single spaces: the form under which phrases are compared.
func Fold(s string) string {
	if Folded(s) {
		return s
	}
	var buf []byte
	var toks [16]Token
	for i, t := range Tokens(toks[:0], s) {
		if i > 0 {
			buf = append(buf, ' ')
		}
		buf = append(buf, t.Word...)
	}
	return string(buf)
}

// Folded says whether s is plainly what folding would make of it: small Latin letters and digits, in words with single
// spaces between.
func Folded(s string) bool {
	word := 0 // letters of the word at hand
	for i := range len(s) {
		switch b := s[i]; {
		case 'a' <= b && b <= 'z', '0' <= b && b <= '9':
			if word++; word > MaxWord {
				return false
			}
		case b == ' ' && word > 0:
			word = 0
		default:
			return false
		}
	}
	return word > 0
}

// appendFold appends the folded form of one letter: nothing for a combining mark, two letters for a ligature. What it
// appends folds to itself.
func appendFold(dst []byte, r rune) []byte {
	if r < 0x80 {
		if 'A' <= r && r <= 'Z' {
			r += 'a' - 'A'
		}
		return append(dst, byte(r))
	}
	switch r { // letters that NFKD keeps whole, by how people type them without the key
	case 'ß', 'ẞ':
		return append(dst, "ss"...)
	case 'æ', 'Æ':
		return append(dst, "ae"...)
	case 'œ', 'Œ':
		return append(dst, "oe"...)
	case 'þ', 'Þ':
		return append(dst, "th"...)
	case 'ø', 'Ø':
		return append(dst, 'o')
	case 'đ', 'Đ', 'ð', 'Ð':
		return append(dst, 'd')
	case 'ł', 'Ł':
		return append(dst, 'l')
	case 'ı', 'İ':
		return append(dst, 'i')
	case 'ς':
		return append(dst, "σ"...)
	}
	if unicode.Is(unicode.Mn, r) {
		return dst
	}
	if r <= 0xFFFF {
		if to, ok := decomposed(uint16(r)); ok {
			return append(dst, to...)
		}
	}
	if low := unicode.ToLower(r); low != r { // the lower case of the sign for Ångström is å, which folds on
		return appendFold(dst, low)
	}
	return utf8.AppendRune(dst, r)
}

// decomposed looks r up in the generated table by binary search.
func decomposed(r uint16) (string, bool) {
	lo, hi := 0, len(foldRanges)
	for lo < hi {
		mid := (lo + hi) / 2
		f := &foldRanges[mid]
		switch {
		case r < f.from:
			hi = mid
		case r >= f.from+uint16(f.n):
			lo = mid + 1
		default:
			i := int(f.at) + int(r-f.from)
			return foldText[foldOffsets[i]:foldOffsets[i+1]], true
		}
	}
	return "", false
}
