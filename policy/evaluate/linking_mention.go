package main

import (
	"slices"
	"strings"

	"rso/catalog"
	"rso/catalog/text"
	"rso/core/prefer"
	"rso/policy/learn"
)

// A mentionKind is one kind of thing that people name. Both sides of the comparison become sets of keys, one set a
// turn: equal keys are one mention, however often and of whichever of several namesakes it is made.
type mentionKind struct {
	name      string
	annotated func(learn.Turn) bool
	gold      func(learn.Turn) keys // what the annotation names and the catalog has
	found     func(*prefer.Understanding) keys
}

// keys are the different names of one kind in a turn.
type keys map[string]bool

// mentionKinds returns what a catalog has names for.
func mentionKinds(c *catalog.Catalog) []mentionKind {
	kinds := []mentionKind{titleMentions(c)}
	if c.With(catalog.Category) >= 0 {
		kinds = append(kinds, genreMentions(c))
	}
	if c.With(catalog.People) >= 0 {
		kinds = append(kinds, peopleMentions(c))
	}
	return kinds
}

// titleMentions compares titles. Which of several films with one title is meant a turn often can't tell: they share a
// key.
func titleMentions(c *catalog.Catalog) mentionKind {
	known := keys{}
	for i := range c.AllItems().Items {
		known[titleKey(c.Title(i))] = true
	}
	delete(known, "")
	return mentionKind{
		name:      "titles",
		annotated: func(t learn.Turn) bool { return t.Titles != nil || t.Items != nil },
		gold: func(t learn.Turn) keys {
			gold := keys{}
			for _, title := range t.Titles {
				if key := titleKey(withoutYear(title)); known[key] {
					gold[key] = true
				}
			}
			for _, i := range itemsByID(c, t.Items) {
				gold[titleKey(c.Title(i))] = true
			}
			return gold
		},
		found: func(u *prefer.Understanding) keys {
			found := keys{}
			for _, i := range u.Named {
				found[titleKey(c.Title(i))] = true
			}
			return found
		},
	}
}

// titleKey is a title as it is compared: folded, without a leading article.
func titleKey(title string) string {
	words := text.Fold(title)
	first, rest, more := strings.Cut(words, " ")
	if more && (first == "the" || first == "a" || first == "an") {
		return rest
	}
	return words
}

// withoutYear cuts the year off "Title (year)".
func withoutYear(title string) string {
	title = strings.TrimSpace(title)
	n := len(title) - len("(1999)")
	if n > 0 && title[n] == '(' && title[n+5] == ')' && strings.Trim(title[n+1:n+5], "0123456789") == "" {
		return strings.TrimSpace(title[:n])
	}
	return title
}

// genreMentions compares values of the category columns with genres as annotators call them.
func genreMentions(c *catalog.Catalog) mentionKind {
	known := valuesOf(c, catalog.Category, text.Fold)
	return mentionKind{
		name:      "genres",
		annotated: func(t learn.Turn) bool { return t.Genres != nil },
		gold: func(t learn.Turn) keys {
			gold := keys{}
			for _, name := range t.Genres {
				if genre, ok := genreIn(known, text.Fold(name)); ok {
					gold[genre] = true
				}
			}
			return gold
		},
		found: linkedTo(c, catalog.Category, text.Fold),
	}
}

// sameGenre are different words for one genre, folded. Catalogs and annotators differ in which they use.
var sameGenre = [][]string{
	{"sci fi", "scifi", "science fiction"},
	{"animation", "animated", "cartoon"},
	{"romance", "romantic"},
	{"history", "historical"},
	{"biography", "biographical", "biopic"},
	{"music", "musical"},
	{"comedy", "comedic", "comedies"},
	{"documentary", "documentaries"},
	{"mystery", "mysteries"},
	{"family", "families", "kids", "children"},
	{"independent", "indie"},
}

// genreIn returns the known genre that a folded word stands for: the same word, another word for it, or the only one
// that begins like it ("sport", "westerns").
func genreIn(known keys, word string) (genre string, ok bool) {
	if known[word] {
		return word, true
	}
	for _, words := range sameGenre {
		if !slices.Contains(words, word) {
			continue
		}
		if i := slices.IndexFunc(words, func(w string) bool { return known[w] }); i >= 0 {
			return words[i], true
		}
	}
	const telling = 4 // letters: "war" begins "warehouse"
	for k := range known {
		if min(len(k), len(word)) < telling || !strings.HasPrefix(k, word) && !strings.HasPrefix(word, k) {
			continue
		}
		if genre != "" {
			return "", false
		}
		genre = k
	}
	return genre, genre != ""
}

// peopleMentions compares people.
func peopleMentions(c *catalog.Catalog) mentionKind {
	known := valuesOf(c, catalog.People, personKey)
	return mentionKind{
		name:      "people",
		annotated: func(t learn.Turn) bool { return t.People != nil },
		gold: func(t learn.Turn) keys {
			gold := keys{}
			for _, name := range t.People {
				if key := personKey(name); known[key] {
					gold[key] = true
				}
			}
			return gold
		},
		found: linkedTo(c, catalog.People, personKey),
	}
}

// personKey is a name as it is compared: folded, without middle initials and suffix.
func personKey(name string) string {
	names := catalog.Names(catalog.People, name)
	return strings.Join(names[len(names)-1], " ")
}

// valuesOf returns the keys of all values in the columns with a role.
func valuesOf(c *catalog.Catalog, role catalog.Role, key func(string) string) keys {
	known := keys{}
	for i := range c.Columns() {
		col := c.Column(i)
		if col.Role != role {
			continue
		}
		for v := range col.NumValues() {
			known[key(col.Value(uint32(v)))] = true
		}
	}
	delete(known, "")
	return known
}

// linkedTo returns the keys of the linked values in the columns with a role.
func linkedTo(c *catalog.Catalog, role catalog.Role, key func(string) string) func(*prefer.Understanding) keys {
	return func(u *prefer.Understanding) keys {
		found := keys{}
		for _, e := range u.Linked {
			if col := c.Column(e.Column); col.Role == role {
				found[key(col.Value(e.Value))] = true
			}
		}
		return found
	}
}
