// Package text turns what people type and what catalogs say into the same words.
//
// Both sides of every comparison go through it: the compiler when it builds the dictionary, the page when a
// shopper types. A word is folded (case, accents, ligatures and width removed) and keeps the place where it
// stood, so that whatever is understood can be underlined in the shopper's own message:
//
//	for _, t := range text.Tokens(nil, "Señor Díaz's café") {
//		fmt.Println(t.Word, t.Start, t.End)
//	}
//
// Folding follows Unicode's compatibility decomposition (NFKD) without the marks, from a generated table that
// covers Latin, Greek, Cyrillic and full-width letters: the normaliser of x/text costs 41 KB (brotli) in the
// page, the table about 2 KB. A test compares the two.
package text

import (
	"unicode"
	"unicode/utf8"
)

// A Token is one word of a text.
type Token struct {
	Word       string // folded
	Start, End int    // bytes [Start, End) of the original text
	Gap        byte   // strongest punctuation since the word before: '.' ends a sentence, ',' a clause, 0 neither

	folded int32 // bytes of Word, while the tokens are cut
}

// MaxWord is the longest word kept, in bytes of its folded form; the rest of a longer run of letters is dropped,
// so that a pasted blob costs no more than a word.
const MaxWord = 64

// Tokens appends the words of s to dst. A word is a run of letters, digits and marks; an apostrophe inside it
// is dropped ("don't" is "dont"), a point or comma between digits stays ("9.99", "1,000"), and each Han, Hiragana,
// Katakana or Thai letter is a word by itself. Invalid UTF-8 separates words.
func Tokens(dst []Token, s string) []Token {
	from := len(dst)
	words := make([]byte, 0, len(s)+8) // of all tokens, so that they share one string
	gap := byte(0)
	for i := 0; i < len(s); {
		start, begins := i, len(words)
		for i < len(s) && len(words)-begins < MaxWord {
			b := plain(s[i])
			if b == 0 {
				break
			}
			words = append(words, b)
			i++
		}
		end := i
		switch {
		case i == start: // no letter of ASCII begins here
			r, n := utf8.DecodeRuneInString(s[i:])
			if i += n; !wordRune(r, n) {
				gap = max(gap, gapOf(r))
				continue
			}
			words = appendFold(words, r)
			if end = i; !stands(r) {
				i, end, words = rest(s, i, words, begins)
			}
		case i < len(s) && s[i] != ' ':
			i, end, words = rest(s, i, words, begins)
		}
		if len(words) == begins {
			continue
		}
		if len(dst) == 0 {
			gap = 0
		}
		dst = append(dst, Token{Start: start, End: end, Gap: gapByte(gap), folded: int32(len(words) - begins)})
		gap = 0
	}
	all, at := string(words), 0
	for i := from; i < len(dst); i++ {
		n := int(dst[i].folded)
		dst[i].Word = all[at : at+n]
		at += n
	}
	return dst
}

// rest reads on from i to the end of the word that begins at words[begins].
func rest(s string, i int, words []byte, begins int) (next, end int, folded []byte) {
	end = i
	full := false
	for i < len(s) {
		r, n := utf8.DecodeRuneInString(s[i:])
		if stands(r) {
			break
		}
		if !wordRune(r, n) {
			if !joins(s, i, n, r) {
				break
			}
			if full = full || len(words)-begins+2 > MaxWord; !full && (r == '.' || r == ',') {
				words = append(words, byte(r)) // a digit follows
			}
			i += n
			continue
		}
		i += n
		end = i
		if !full {
			n := len(words)
			words = appendFold(words, r)
			if len(words)-begins > MaxWord {
				words, full = words[:n], true
			}
		}
	}
	return i, end, words
}

// joins says whether the character at i, which is no letter, holds the word together.
func joins(s string, i, n int, r rune) bool {
	if i+n >= len(s) {
		return false
	}
	next, m := utf8.DecodeRuneInString(s[i+n:])
	switch r {
	case '\'', '’', 'ʼ':
		return wordRune(next, m) && unicode.IsLetter(next)
	case '.', ',':
		return digit(s[i-1]) && digit(s[i+1])
	}
	return false
}

// plain folds a letter or digit of ASCII; 0 for any other byte.
func plain(b byte) byte {
	switch {
	case 'a' <= b && b <= 'z', '0' <= b && b <= '9':
		return b
	case 'A' <= b && b <= 'Z':
		return b + 'a' - 'A'
	}
	return 0
}

func digit(b byte) bool { return '0' <= b && b <= '9' }

func wordRune(r rune, n int) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	}
	if r == utf8.RuneError && n == 1 || r == 'ʼ' {
		return false
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Mc, r)
}

// stands says whether a letter is a word by itself, as in scripts that put no spaces between words.
func stands(r rune) bool {
	return r >= 0x0E00 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai)
}

// The strength of punctuation; gapByte turns it into the byte that a Token shows.
const (
	gapNone = iota
	gapClause
	gapSentence
)

func gapOf(r rune) byte {
	switch r {
	case '.', '!', '?', '\n', '…', '。', '！', '？':
		return gapSentence
	case ',', ';', ':', '(', ')', '–', '—', '、', '，':
		return gapClause
	}
	return gapNone
}

func gapByte(g byte) byte {
	return [...]byte{gapNone: 0, gapClause: ',', gapSentence: '.'}[g]
}
