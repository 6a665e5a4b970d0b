package act

import (
	"strings"
	"testing"
)

// refused checks that a change of the English text is refused, with the words of the error.
func refused(t *testing.T, old, new string, want ...string) {
	t.Helper()
	if !strings.Contains(englishText, old) {
		t.Fatalf("the English text has no %q", old)
	}
	_, err := ReadLanguage(strings.Replace(englishText, old, new, 1))
	if err == nil {
		t.Fatalf("%q in the place of %q is accepted", new, old)
	}
	for _, w := range append(want, "line") {
		if !strings.Contains(err.Error(), w) {
			t.Errorf("%q in the place of %q: the error says %q, not %q", new, old, err, w)
		}
	}
}

func TestReadLanguageRefuses(t *testing.T) {
	refused(t, "{name} {proof}.", "{name} {prof}.", "no slot {prof}")
	refused(t, "{name} {proof}.", "{name} {details}.", "social_proof may not use {details}")
	refused(t, "My pleasure.", "My pleasure, {name}.", "acknowledgment may not use {name}")
	refused(t, "[social_proof]", "[social_prof]", "no section")
	refused(t, "[recommend sorted only]", "[recommend sorter only]", "no condition")
	refused(t, "yes = Yes", "yes Yes", "NAME = PHRASE")
	refused(t, "yes = Yes", "# nothing", `lacks the line "yes`)
	refused(t, "(Goodbye, and enjoy|", "(Goodbye, and enjoy}", "closes nothing")
	refused(t, "{name} {details}.", "{name {details.", "left open")
	refused(t, "[fact @truth]", "[fact @lie]", "[fact @truth]")
	refused(t, "[format]", "[format", "no header")
	refused(t, "say = costs {v}", "say = costs {value}", "a slot {value}")
	begin, end := strings.Index(englishText, "[social_proof]"), strings.Index(englishText, "[compare]")
	refused(t, englishText[begin:end], "", "no line for social_proof")
	if _, err := ReadLanguage("hello"); err == nil || !strings.Contains(err.Error(), "no section") {
		t.Errorf("of a text without sections it says %v", err)
	}
}

// Whatever is read, it is read or refused, and what is read speaks.
func FuzzReadLanguage(f *testing.F) {
	f.Add(englishText)
	f.Add("language xx\n[format]\ndecimal = .\n[recommend only]\n(a|b)<c {best}>\n")
	for _, bad := range []string{"[", "[]", "[recommend]\n(((", "[recommend]\n<a", "[fact]\nx = {", "[things]\na = b", "language \n"} {
		f.Add(bad)
	}
	f.Fuzz(func(t *testing.T, source string) {
		l, err := ReadLanguage(source)
		if (l == nil) == (err == nil) {
			t.Errorf("it gives %v and %v", l, err)
		}
	})
}

func TestRegister(t *testing.T) {
	for _, c := range []struct {
		words, messages int
		want            Register
	}{{1, 1, Plain}, {2, 2, Plain}, {6, 3, Terse}, {12, 3, Plain}, {42, 3, Chatty}, {0, 0, Plain}} {
		if got := RegisterOf(c.words, c.messages); got != c.want {
			t.Errorf("%d words in %d messages are %v, want %v", c.words, c.messages, got, c.want)
		}
	}
}
