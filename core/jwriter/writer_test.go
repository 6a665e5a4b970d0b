package jwriter

import (
	"encoding/json"
	"math"
	"testing"
	"unicode/utf8"

	"github.com/mailru/easyjson/jlexer"
)

// reads checks that a string comes back from the standard library and from easyjson's lexer as it was, with U+FFFD for
// bytes that are no UTF-8.
func reads(t *testing.T, s string) {
	t.Helper()
	var w Writer
	w.String(s)
	b, _ := w.BuildBytes()
	want := string([]rune(s))
	var got string
	if err := json.Unmarshal(b, &got); err != nil || got != want {
		t.Errorf("%q is written %s, which encoding/json reads as %q (%v)", s, b, got, err)
	}
	l := jlexer.Lexer{Data: b}
	if got := l.String(); l.Error() != nil || got != want {
		t.Errorf("%q is written %s, which jlexer reads as %q (%v)", s, b, got, l.Error())
	}
	for _, c := range b {
		if c < ' ' || c == '<' || c == '>' || c == '&' {
			t.Errorf("%q is written %s, with %q in it", s, b, c)
		}
	}
	if !utf8.Valid(b) {
		t.Errorf("%q is written as %q, which is no UTF-8", s, b)
	}
}

func TestString(t *testing.T) {
	for _, s := range []string{"", "plain", `"quoted" \ and /`, "tab\tline\nreturn\r", "\x00\x1f\x7f", "</script>&amp;", "é 漢 🎬", "\u2028\u2029", "\ufffd",
		"\xff", "a\xc3", "\xed\xa0\x80", "a\xf0\x9f\x8eb"} {
		reads(t, s)
	}
	for c := rune(0); c <= utf8.MaxRune; c++ {
		if c > 0x3000 && c%251 != 0 {
			continue
		}
		reads(t, "a"+string(c)+"b")
	}
}

func FuzzString(f *testing.F) {
	for _, s := range []string{"plain", `\u0000"`, "\xff<\u2028>"} {
		f.Add(s)
	}
	f.Fuzz(reads)
}

func TestNumbers(t *testing.T) {
	for _, v := range []float64{0, 1, -1, .1, 1.0 / 3, 1e21, 1e-9, 5e-324, math.MaxFloat64, 1992, 1399.99} {
		var w Writer
		w.Float64(v)
		b, _ := w.BuildBytes()
		var got float64
		if err := json.Unmarshal(b, &got); err != nil || got != v {
			t.Errorf("%g is written %s, which reads as %g (%v)", v, b, got, err)
		}
	}
	var w Writer
	w.RawByte('[')
	w.Int(-12)
	w.RawString(",")
	w.Bool(true)
	w.RawByte(']')
	if b, _ := w.BuildBytes(); string(b) != "[-12,true]" {
		t.Errorf("got %s", b)
	}
}
