package text_test

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"rso/catalog/text"
)

func ExampleTokens() {
	for _, t := range text.Tokens(nil, "Señor Díaz's café") {
		fmt.Println(t.Word, t.Start, t.End)
	}
	// Output:
	// senor 0 6
	// diazs 7 14
	// cafe 15 20
}

func ExampleFold() {
	fmt.Println(text.Fold("  The STRAẞE, 2: Œdipus ﬁlms!"))
	// Output: the strasse 2 oedipus films
}

// expectTokens checks the words of s; each stands for its folded form and the text it covers, joined by "=", with
// the punctuation before it in front.
func expectTokens(t *testing.T, s string, want ...string) {
	t.Helper()
	var got []string
	for _, tok := range text.Tokens(nil, s) {
		gap := ""
		if tok.Gap != 0 {
			gap = string(tok.Gap)
		}
		got = append(got, gap+tok.Word+"="+s[tok.Start:tok.End])
	}
	if strings.Join(got, " ") != strings.Join(want, " ") {
		t.Errorf("Tokens(%.60q)\n got %q\nwant %q", s, got, want)
	}
}

func TestTokens(t *testing.T) {
	expectTokens(t, "")
	expectTokens(t, " \t\n")
	expectTokens(t, "Don't", "dont=Don't")
	expectTokens(t, "don’t donʼt", "dont=don’t", "dont=donʼt")
	expectTokens(t, "'twas dogs' 'n'", "twas=twas", "dogs=dogs", "n=n")
	expectTokens(t, "o'", "o=o")
	expectTokens(t, "a''b", "a=a", "b=b")
	expectTokens(t, "$9.99", "9.99=9.99")
	expectTokens(t, "1,000 and 1,000.50", "1,000=1,000", "and=and", "1,000.50=1,000.50")
	expectTokens(t, "under 20.", "under=under", "20=20")
	expectTokens(t, "20. Or 3,4", "20=20", ".or=Or", "3,4=3,4")
	expectTokens(t, "v1.a 1.b a.1", "v1=v1", ".a=a", "1=1", ".b=b", "a=a", ".1=1")
	expectTokens(t, "T-shirt", "t=T", "shirt=shirt")
	expectTokens(t, "first, second; (third)", "first=first", ",second=second", ",third=third")
	expectTokens(t, "no! yes, ok", "no=no", ".yes=yes", ",ok=ok")
	expectTokens(t, ", leading", "leading=leading")
	expectTokens(t, "東京の夜", "東=東", "京=京", "の=の", "夜=夜")
	expectTokens(t, "iPhone用ケース", "iphone=iPhone", "用=用", "ケ=ケ", "ー=ー", "ス=ス")
	expectTokens(t, "ｉＰｈｏｎｅ　１５", "iphone=ｉＰｈｏｎｅ", "15=１５")
	expectTokens(t, "שלום, עולם", "שלום=שלום", ",עולם=עולם")
	expectTokens(t, "سعر ٩٩", "سعر=سعر", "٩٩=٩٩")
	expectTokens(t, "हिन्दी फ़िल्म", "हिनदी=हिन्दी", "फिलम=फ़िल्म")
	expectTokens(t, "Привет ЁЖИК", "привет=Привет", "ежик=ЁЖИК")
	expectTokens(t, "fun 🎉film👍🏽", "fun=fun", "film=film")
	expectTokens(t, "❤️ 1️⃣", "1=1️") // the emoji's marks are no words
	expectTokens(t, "cafe\u0301 \u0301", "cafe=cafe\u0301")
	expectTokens(t, "\u0301abc", "abc=\u0301abc")
	expectTokens(t, "a\x00b", "a=a", "b=b")
	expectTokens(t, "a\xffb\xc3", "a=a", "b=b")
	expectTokens(t, "\xe2\x28\xa1", "")
	expectTokens(t, "x\ufffdy", "x=x", "y=y")
	expectTokens(t, "Ærøskøbing Łódź İzmir ΣΟΦΟΣ", "aeroskobing=Ærøskøbing", "lodz=Łódź", "izmir=İzmir", "σοφοσ=ΣΟΦΟΣ")
}

func TestTokensAppends(t *testing.T) {
	toks := text.Tokens(text.Tokens(nil, "one."), "two")
	if len(toks) != 2 || toks[0].Word != "one" || toks[1].Word != "two" {
		t.Errorf("got %v", toks)
	}
}

func TestLongWords(t *testing.T) {
	for _, s := range []string{
		strings.Repeat("a", 100_000),
		strings.Repeat("é", 100_000),
		strings.Repeat("1,", 100_000) + "1",
		strings.Repeat("a'", 100_000) + "a",
		strings.Repeat("Ⱥ", 100_000), // its lower case is a byte longer
		strings.Repeat("\u0301", 100_000) + "x",
	} {
		toks := text.Tokens(nil, s)
		if len(toks) != 1 || toks[0].Start != 0 || toks[0].End != len(s) {
			t.Fatalf("Tokens(%.12q...) has %d tokens", s, len(toks))
		}
		if n := len(toks[0].Word); n > text.MaxWord {
			t.Errorf("Tokens(%.12q...) has a word of %d bytes", s, n)
		}
		check(t, s)
	}
}

// check holds for every text.
func check(t *testing.T, s string) {
	t.Helper()
	end := 0
	for _, tok := range text.Tokens(nil, s) {
		if tok.Start < end || tok.End <= tok.Start || tok.End > len(s) {
			t.Fatalf("Tokens(%.80q): the span [%d, %d) follows one that ends at %d, of %d bytes", s, tok.Start, tok.End, end, len(s))
		}
		end = tok.End
		if tok.Word == "" || len(tok.Word) > max(text.MaxWord, utf8.UTFMax) || !utf8.ValidString(tok.Word) {
			t.Fatalf("Tokens(%.80q): the word %q", s, tok.Word)
		}
		if tok.Gap != 0 && tok.Gap != ',' && tok.Gap != '.' {
			t.Fatalf("Tokens(%.80q): the gap %q", s, tok.Gap)
		}
	}
	if once := text.Fold(s); text.Fold(once) != once {
		t.Fatalf("Fold(%.80q) is %q, folded again %q", s, once, text.Fold(once))
	}
}

func FuzzTokens(f *testing.F) {
	for _, s := range []string{"", "Don't stop, 9.99!", "1,2.3", "ŉȺǣϲK\u0301", "a\xff.1", "東京 ǅ ʼ'a", strings.Repeat("1,", 40)} {
		f.Add(s)
	}
	f.Fuzz(check)
}
