package act

import (
	"strings"
	"testing"
)

// The languages are texts: what is wrong with one must fail the build, not a shopper's page.
func TestLanguagesAreComplete(t *testing.T) {
	for tag, source := range map[string]string{"en": englishText, "de": germanText, "es": spanishText} {
		l, err := ReadLanguage(source)
		if err != nil {
			t.Errorf("languages/%s.txt: %v", tag, err)
			continue
		}
		if l.Tag != tag {
			t.Errorf("languages/%s.txt calls itself %q", tag, l.Tag)
		}
		if got, err := LanguageOf(tag); err != nil || got.Tag != tag {
			t.Errorf("LanguageOf(%q): %v, %v", tag, got, err)
		}
	}
	if _, err := LanguageOf("xx"); err == nil || !strings.Contains(err.Error(), "choose en, de or es") {
		t.Errorf("of xx it says %v", err)
	}
}
