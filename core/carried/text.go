// Package carried is for what a program carries as text and reads when it is first asked for: the languages.
package carried

import "sync"

// A Text is made of an embedded text once. It has no initialiser, so that the linker leaves out the texts that nobody asks
// for: the page has English alone, and without a language model no text that drafts are checked by.
type Text[T any] struct {
	once sync.Once
	made T
}

// Read returns what read makes of the source, the first time that it is called. A test has read the source before: an error
// is a panic.
func (t *Text[T]) Read(source string, read func(string) (T, error)) T {
	t.once.Do(func() {
		made, err := read(source)
		if err != nil {
			panic(err)
		}
		t.made = made
	})
	return t.made
}
