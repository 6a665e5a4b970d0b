package act

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

// English is the English of the Actor. It is read once and never changed.
func English() *Language { return english.Read(englishText, read) }

// LanguageOf returns the language with a BCP 47 tag: en, de or es.
func LanguageOf(tag string) (*Language, error) {
	switch tag {
	case "en":
		return English(), nil
	case "de":
		return german.Read(germanText, read), nil
	case "es":
		return spanish.Read(spanishText, read), nil
	}
	return nil, fmt.Errorf("the Actor doesn't speak %q: choose en, de or es, or write its text after act/languages/en.txt", tag)
}
