package prefer

import (
	"strings"
	"testing"
)

func TestLanguagesRead(t *testing.T) {
	for name, source := range map[string]string{"en": englishText, "de": germanText, "es": spanishText} {
		l, err := ReadLanguage(source)
		if err != nil {
			t.Fatalf("languages/%s.txt: %v", name, err)
		}
		if l.Tag != name {
			t.Errorf("languages/%s.txt is tagged %q", name, l.Tag)
		}
		if of, err := LanguageOf(name); err != nil || of.Tag != name {
			t.Errorf("LanguageOf(%q) is %v, %v", name, of, err)
		}
	}
}

func TestLanguageOfNone(t *testing.T) {
	if _, err := LanguageOf("tlh"); err == nil || !strings.Contains(err.Error(), "en, de or es") {
		t.Errorf("the error is %v", err)
	}
}

func TestReadLanguageErrors(t *testing.T) {
	for source, want := range map[string]string{
		"":                                 "no tag",
		"language xx\nhello":               "line 2",
		"language xx\n[cue choose":         "line 2",
		"language xx\n[cue fly anywhere]":  `"fly"`,
		"language xx\n[words odd]\na b":    `"odd"`,
		"language xx\n[unit g much]\nkilo": `"much"`,
		"language xx\n[more weight]\nmore": `"weight"`,
		"language xx\n[concepts]\nfunny":   "no =",
		"language xx\n[poems]\nroses":      "[poems]",
	} {
		if _, err := ReadLanguage(source); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q gives the error %v, want one with %q", source, err, want)
		}
	}
}

// A language that can be read reads any message.
func FuzzReadLanguage(f *testing.F) {
	f.Add("language xx\n[dimension weight unit=g]\nweight\n[unit g 1]\ng\n[before at_most weight]\nunder\n[forms]\ns = -\n")
	f.Add("language xx\ndecimal comma\n[same]\na; b\n[opposites]\nc = d\n[number 1 1]\none two\n[scale 1e300]\nhuge\n")
	k := newTalk(f, bags)
	f.Fuzz(func(t *testing.T, source string) {
		l, err := ReadLanguage(source)
		if err != nil {
			return
		}
		r := New(k.c, l)
		for _, m := range []string{"under 2 kg", "a blue one, not leather", "two huge", "cheaper than the first", source[:min(len(source), 200)]} {
			r.Understand(m, Context{Asked: -1, Shown: []uint32{0, 1}})
		}
	})
}
