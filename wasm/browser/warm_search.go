//go:build js && wasm && search

package main

import (
	"strings"
	"time"

	"rso/catalog"
	"rso/core"
)

// Browsers run new code slowly and optimise what is called often. So that the first searches of a page are as quick as
// the later ones, the module asks its catalog a few hundred times while nobody types: in slices of a few milliseconds,
// with pauses between them in which the page has the thread to itself.
const (
	warmStart = 25 * time.Millisecond // open has answered by then, and what the page asks at once
	warmSlice = 4 * time.Millisecond
	warmPause = time.Millisecond
	warmTexts = 24
	warmTurns = 6 // of all texts
)

func warm(c *catalog.Catalog) {
	defer func() { _ = recover() }() // nobody has asked for this: it may not fail aloud
	time.Sleep(warmStart)
	s := core.NewSearcher(c)
	texts := said(c)
	began := time.Now()
	for range warmTurns {
		for _, text := range texts {
			s.Search(core.SearchRequest{Text: text})
			if time.Since(began) > warmSlice {
				time.Sleep(warmPause)
				began = time.Now()
			}
		}
	}
}

// said makes texts of what some items have: names of values, one of them misspelt, one with a price.
func said(c *catalog.Catalog) []string {
	var texts []string
	for k := range warmTexts {
		i := catalog.Item(k * c.Len() / warmTexts)
		var words []string
		for j := range c.Columns() {
			col := c.Column(j)
			if list := col.Values(i); len(list) > 0 && len(words) < 3 {
				words = append(words, col.Value(list[len(list)-1]))
			}
		}
		text := strings.ToLower(strings.Join(words, " "))
		switch {
		case k%6 == 4 && len(text) > 8:
			text = text[:4] + text[5:]
		case k%6 == 5:
			text += " under 100"
		}
		texts = append(texts, text)
	}
	return texts
}
