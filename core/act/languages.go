package act

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

// A once is a language that is read when it is first asked for.
type once struct {
	sync.Once
	l *Language
}

func (o *once) read(source string) *Language {
	o.Do(func() {
		l, err := read(source)
		if err != nil {
			panic(err) // a test has read and checked it before
		}
		o.l = l
	})
	return o.l
}

var english, german, spanish once

// English is the English of the Actor. It is read once and never changed.
func English() *Language { return english.read(englishText) }

// LanguageOf returns the language with a BCP 47 tag: en, de or es.
func LanguageOf(tag string) (*Language, error) {
	switch tag {
	case "en":
		return English(), nil
	case "de":
		return german.read(germanText), nil
	case "es":
		return spanish.read(spanishText), nil
	}
	return nil, fmt.Errorf("the Actor doesn't speak %q: choose en, de or es, or write its text after act/languages/en.txt", tag)
}
