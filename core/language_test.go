package core

import (
	"os"
	"strings"
	"testing"

	"rso/catalog/build/buildtest"
	"rso/core/ground"
	"rso/core/prefer"
)

// pack is the pack of a language, as build.sh writes it.
func pack(t testing.TB, tag string) string {
	t.Helper()
	var b strings.Builder
	for k, room := range [...]string{"prefer", "act", "ground"} {
		text, err := os.ReadFile(room + "/languages/" + tag + ".txt")
		if err != nil {
			t.Fatal(err)
		}
		b.WriteString(packed[k] + "\n")
		b.Write(text)
	}
	return b.String()
}

// A session whose language is read from a pack goes as one whose language the program carries.
func TestLanguagePack(t *testing.T) {
	c := buildtest.Catalog(t, "films", films)
	l, err := ReadLanguage(pack(t, "de"))
	if err != nil {
		t.Fatal(err)
	}
	_, _, checks, err := Unpack(pack(t, "de"))
	if err != nil {
		t.Fatal(err)
	}
	if l.Checks, err = ground.ReadLanguage(checks); err != nil {
		t.Fatal(err)
	}
	packed, carried := NewSessionOf(l, c, uniform(t)), NewSessionIn(prefer.German(), c, uniform(t))
	for _, say := range []string{"Hallo", "eine Komödie mit Robin Williams", "warum der erste?", "ich nehme ihn"} {
		got, want := packed.Turn(say), carried.Turn(say)
		if got.Text != want.Text || got.Text == "" {
			t.Errorf("%q is answered with %q, by a program that carries German with %q", say, got.Text, want.Text)
		}
	}
	if text := packed.Finish("Ich habe ihn selbst gesehen."); strings.Contains(text, "selbst") {
		t.Errorf("a draft in German is not checked: %q is shown", text)
	}
}

func TestLanguagePackRefused(t *testing.T) {
	whole := pack(t, "es")
	for what, text := range map[string]string{
		"nothing":       "",
		"no pack":       "<html>404</html>",
		"half a pack":   whole[:len(whole)/3],
		"a wrong order": strings.Replace(whole, "=== hears", "=== checks", 1),
		"a broken part": strings.Replace(whole, "=== speaks\n", "=== speaks\n[nonsense]\n", 1),
		"two languages": pack(t, "de")[:strings.Index(pack(t, "de"), packed[1])] + whole[strings.Index(whole, packed[1]):],
	} {
		if _, err := ReadLanguage(text); err == nil {
			t.Errorf("%s is read", what)
		}
	}
}
