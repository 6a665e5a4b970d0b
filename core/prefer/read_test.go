package prefer

import (
	"strings"
	"testing"
)

func TestLanguagesRead(t *testing.T) {
	for name, source := range map[string]string{"en": englishText} {
		l, err := ReadLanguage(source)
		if err != nil {
			t.Fatalf("languages/%s.txt: %v", name, err)
		}
		if l.Tag != name {
			t.Errorf("languages/%s.txt is tagged %q", name, l.Tag)
		}
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
