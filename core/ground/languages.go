package ground

import (
	_ "embed"
	"fmt"
	"sync"
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

// A once is a language that is read when it is first asked for. It has no initialiser, so that the linker leaves out the texts
// that nobody asks for: the page without a language model has none.
type once struct {
	sync.Once
	l *Language
}

func (o *once) read(source string) *Language {
	o.Do(func() { o.l = mustRead(source) })
	return o.l
}

var english, german, spanish once

// English is the English language. It is read once and never changed.
func English() *Language { return english.read(englishText) }

// German is the German language; see [English].
func German() *Language { return german.read(germanText) }

// Spanish is the Spanish language; see [English].
func Spanish() *Language { return spanish.read(spanishText) }

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

// mustRead reads a language that a test has read before.
func mustRead(source string) *Language {
	l, err := ReadLanguage(source)
	if err != nil {
		panic(err)
	}
	return l
}
