package prefer

import (
	_ "embed"
	"sync"
)

//go:embed languages/en.txt
var englishText string

// English is the English language. It is read once and never changed.
func English() *Language { return english() }

var english = sync.OnceValue(func() *Language { return mustRead(englishText) })

// mustRead reads a language that a test has read before.
func mustRead(source string) *Language {
	l, err := ReadLanguage(source)
	if err != nil {
		panic(err)
	}
	return l
}
