package catalog

import (
	"strings"

	"rso/catalog/text"
)

// Names are the words under which a title or a value is known, whole first: "The Lord of the Rings: The Two Towers" is
// also "the lord of the rings", "lord of the rings", "the two towers" and "two towers"; a person is also known without
// middle initials and suffix. The compiler counts them, the linker compares them with what was typed.
func Names(r Role, display string) [][]string {
	words := folded(display)
	if len(words) == 0 || len(words) > maxName {
		words = nil
	}
	all := [][]string{words}
	switch r {
	case Title:
		all = titleNames(all, display)
	case People:
		if short := plainPerson(words); len(short) < len(words) {
			all = append(all, short)
		}
	}
	return all
}

// maxName is the longest name in words that is linked: nobody types a longer one in full.
const maxName = 12

// folded returns the words of s.
func folded(s string) []string {
	var room [maxName + 4]text.Token
	toks := text.Tokens(room[:0], s)
	words := make([]string, len(toks))
	for i, t := range toks {
		words[i] = t.Word
	}
	return words
}

// titleNames appends the ways in which people shorten a title: without its article, the part before or after a colon
// or before a parenthesis.
func titleNames(all [][]string, title string) [][]string {
	bare := func(list []string) {
		if len(list) > 1 && isArticle(list[0]) && (len(list) > 2 || len(list[1]) > 3) {
			all = append(all, list[1:])
		}
	}
	bare(all[0])
	if before, after, ok := strings.Cut(title, ":"); ok {
		for _, part := range [...]string{before, after} {
			if list := folded(part); len(list) > 1 && len(list) <= maxName {
				all = append(all, list)
				bare(list)
			}
		}
	}
	if before, _, ok := strings.Cut(title, "("); ok {
		if list := folded(before); len(list) > 0 && len(list) <= maxName {
			all = append(all, list)
		}
	}
	return all
}

func isArticle(w string) bool { return w == "the" || w == "a" || w == "an" }

// plainPerson is a name without middle initials and without a suffix.
func plainPerson(words []string) []string {
	if n := len(words); n > 2 && (words[n-1] == "jr" || words[n-1] == "sr") {
		words = words[:n-1]
	}
	if len(words) < 3 {
		return words
	}
	short := words[:1:1]
	for _, w := range words[1 : len(words)-1] {
		if len(w) > 1 {
			short = append(short, w)
		}
	}
	return append(short, words[len(words)-1])
}
