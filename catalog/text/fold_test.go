package text_test

import (
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"rso/catalog/text"
)

// spelt are the letters that Unicode doesn't decompose, by how people type them.
var spelt = strings.NewReplacer("ß", "ss", "æ", "ae", "œ", "oe", "þ", "th", "ø", "o", "đ", "d", "ð", "d", "ł", "l",
	"ı", "i", "ς", "σ", "ʼ", "")

// reference folds a letter with the full normaliser.
func reference(r rune) string {
	var b strings.Builder
	for _, d := range norm.NFKD.String(strings.ToLower(string(r))) {
		if unicode.IsLetter(d) || unicode.IsDigit(d) {
			b.WriteRune(unicode.ToLower(d))
		}
	}
	return spelt.Replace(b.String())
}

// covered are the blocks of gen.go: Latin, Greek, Cyrillic, ligatures, full-width letters.
var covered = [][2]rune{{0, 0x052F}, {0x1E00, 0x1FFF}, {0xFB00, 0xFB06}, {0xFF10, 0xFF5A}}

func TestFoldIsNFKD(t *testing.T) {
	letters := 0
	for _, block := range covered {
		for r := block[0]; r <= block[1]; r++ {
			if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
				continue
			}
			letters++
			if got, want := text.Fold(string(r)), reference(r); got != want {
				t.Errorf("Fold(%q), %U, is %q, the normaliser says %q", r, r, got, want)
			}
		}
	}
	if letters < 1500 {
		t.Errorf("only %d letters were compared", letters)
	}
}

func TestFoldDecomposed(t *testing.T) {
	for _, s := range []string{"Señor Díaz", "Crème Brûlée", "Ångström", "Škoda", "Việt Nam", "Ζωή Ἀθήνα", "Ёлка й"} {
		want := text.Fold(s)
		for _, form := range []norm.Form{norm.NFC, norm.NFD, norm.NFKC, norm.NFKD} {
			if got := text.Fold(form.String(s)); got != want {
				t.Errorf("Fold(%q) in form %d is %q, not %q", s, form, got, want)
			}
		}
		if got := text.Fold(strings.ToUpper(s)); got != want {
			t.Errorf("Fold(%q) in capitals is %q, not %q", s, got, want)
		}
	}
}

// Every character of Unicode, not only the covered ones, folds to something that folds to itself.
func TestFoldIsIdempotent(t *testing.T) {
	for r := rune(0); r <= unicode.MaxRune; r++ {
		once := text.Fold(string(r))
		if again := text.Fold(once); again != once {
			t.Errorf("Fold(%U) is %q, folded again %q", r, once, again)
		}
		if low := text.Fold(string(unicode.ToLower(r))); low != once {
			t.Errorf("Fold(%U) is %q, of its lower case %q", r, once, low)
		}
	}
}

func TestFolded(t *testing.T) {
	for s, want := range map[string]bool{
		"a": true, "red wine": true, "16 gb": true, "": false, " ": false, " a": false, "a ": false, "a  b": false, "A": false, "é": false, "don't": false,
		"1,5": false, strings.Repeat("a", text.MaxWord): true, strings.Repeat("a", text.MaxWord+1): false, strings.Repeat("a ", 100) + "a": true,
	} {
		if got := text.Folded(s); got != want {
			t.Errorf("Folded(%q) is %v", s, got)
		}
		var words []string
		for _, tok := range text.Tokens(nil, s) {
			words = append(words, tok.Word)
		}
		if plain := strings.Join(words, " "); text.Fold(s) != plain {
			t.Errorf("Fold(%q) is %q, its words are %q", s, text.Fold(s), plain)
		}
	}
}
