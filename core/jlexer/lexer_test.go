package jlexer

import (
	"encoding/json"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	theirs "github.com/mailru/easyjson/jlexer"
)

// value reads any value the way generated code does.
func value(l *Lexer) any {
	switch {
	case l.IsDelim('{') && l.err == nil:
		m := map[string]any{}
		for l.Delim('{'); !l.IsDelim('}'); l.WantComma() {
			key := l.UnsafeFieldName(false)
			l.WantColon()
			m[key] = value(l)
		}
		l.Delim('}')
		return m
	case l.IsDelim('[') && l.err == nil:
		list := []any{}
		for l.Delim('['); !l.IsDelim(']'); l.WantComma() {
			list = append(list, value(l))
		}
		l.Delim(']')
		return list
	case l.IsDelim('"') && l.err == nil:
		return l.String()
	case l.IsNull():
		l.Skip()
		return nil
	case l.peek() == 't' || l.peek() == 'f':
		return l.Bool()
	}
	return l.Float64()
}

var texts = []string{
	`{}`, `[]`, `null`, `true`, `false`, `0`, `-1.5e-3`, `""`, ` { "a" : [ 1 , "b" , null , { } ] , "c":false } `, `"\u0041\n\"\\\/\b\f\r\t"`, `"\ud83c\udfac"`, `"\ud800"`,
	`"\ud800\ud800\udc00"`, `"\udc00x"`, `"é漢🎬"`, "\"\xff\"", `1e999`, `12345678901234567890`, `[[[[1]]]]`, `{"a":{"b":{"c":[]}}}`,
	``, ` `, `{`, `[`, `}`, `]`, `{]`, `[}`, `[1,]`, `{"a":1,}`, `[,1]`, `[1 2]`, `{"a" 1}`, `{a:1}`, `{"a":}`, `"`, `"\`, `"\u12`, `"\u12g4"`, `"\u+123"`, `"\x"`, "\"\n\"", "\"\\n\x00\"",
	`nul`, `nulll`, `tru`, `falsey`, `-`, `-.1`, `-e1`, `e1`, `+1`, `.5`, `1.5.5`, `--1`, `1e`, `x`, `1x`, `{}{}`, `[] 1`, "\x00", `{"a":1}}`, strings.Repeat("[", 5000), strings.Repeat(`{"a":`, 5000),
}

// agrees checks a text against the standard library, which is stricter with numbers.
func agrees(t *testing.T, data []byte) {
	t.Helper()
	if len(data) > 8*maxDepth || !utf8.Valid(data) { // what is no UTF-8 stays so, as easyjson has it
		return
	}
	var want any
	err := json.Unmarshal(data, &want)
	l := Lexer{Data: data}
	got := value(&l)
	l.Consumed()
	switch {
	case err == nil && l.Error() != nil:
		t.Errorf("%.200q can't be read: %v", data, l.Error())
	case err == nil && !reflect.DeepEqual(got, want):
		t.Errorf("%.200q is read as %.200q, not %.200q", data, got, want)
	case err != nil && l.Error() == nil && !lax.Match(data):
		t.Errorf("%.200q can be read, though %v", data, err)
	}
	skip := Lexer{Data: data}
	skip.SkipRecursive()
	skip.Consumed()
	if json.Valid(data) && skip.Error() != nil || l.Error() == nil && skip.Error() != nil {
		t.Errorf("%.200q can't be skipped: %v", data, skip.Error())
	}
	their := theirs.Lexer{Data: data}
	if s := their.String(); their.Error() == nil {
		if our := (Lexer{Data: data}); our.String() != s && our.Error() == nil {
			t.Errorf("%.200q is another string to easyjson: %.200q", data, s)
		}
	}
}

// lax are numbers that are read, though they should be written otherwise: "01", "1.".
var lax = regexp.MustCompile(`(^|[^0-9.])-?0[0-9]|[0-9]\.([^0-9]|$)`)

// After an error everything may still be asked for, as generated code does: nothing is read, and nothing panics.
func TestAfterAnError(t *testing.T) {
	for _, text := range texts {
		l := Lexer{Data: []byte(text)}
		value(&l)
		l.Consumed()
		if l.Error() == nil {
			continue
		}
		first, at := l.Error(), l.GetPos()
		for range 3 {
			l.Delim('{')
			l.WantColon()
			l.WantComma()
			l.Skip()
			l.SkipRecursive()
			l.Consumed()
			if s, n, v, b := l.UnsafeFieldName(false)+l.String(), l.Int(), l.Float64(), l.Bool(); s != "" || n != 0 || v != 0 || b || l.IsNull() || !l.IsDelim('}') {
				t.Errorf("%.40q, after its error, gives %q, %d, %v, %v", text, s, n, v, b)
			}
		}
		if l.Error() != first || l.GetPos() != at {
			t.Errorf("%.40q: after the error %v the lexer went on, to byte %d from %d: %v", text, first, l.GetPos(), at, l.Error())
		}
	}
}

func TestAgrees(t *testing.T) {
	for _, text := range texts {
		agrees(t, []byte(text))
	}
}

func FuzzAgrees(f *testing.F) {
	for _, text := range texts {
		f.Add([]byte(text))
	}
	f.Fuzz(agrees)
}
