package ground

import (
	_ "embed"
	"fmt"

	"rso/core/carried"
)

// The languages are texts, and nothing in the code knows what is in them.
var (
	//go:embed languages/en.txt
	englishText string
	//go:embed languages/de.txt
	germanText string
	//go:embed languages/es.txt
	spanishText string
)

var english, german, spanish carried.Text[*Language]

// English is the English language. It is read once and never changed.
func English() *Language { return english.Read(englishText, ReadLanguage) }

// German is the German language; see [English].
func German() *Language { return german.Read(germanText, ReadLanguage) }

// Spanish is the Spanish language; see [English].
func Spanish() *Language { return spanish.Read(spanishText, ReadLanguage) }

// LanguageOf returns the language with a BCP 47 tag: en, de or es.
func LanguageOf(tag string) (*Language, error) {
	switch tag {
	case "en":
		return English(), nil
	case "de":
		return German(), nil
	case "es":
		return Spanish(), nil
	}
	return nil, fmt.Errorf("no draft is verified in the language %q: choose en, de or es, or write its text after languages/en.txt", tag)
}
