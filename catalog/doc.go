// Package catalog is a compiled catalog as it runs in the page: a shop's items, opened from one []byte.
//
// The file (*.rsoc) is made by catalog/build; opening it checks and slices, nothing is parsed or indexed:
//
//	c, err := catalog.Open(bytes)
//	finder := c.NewFinder(prefer.English().Words())
//	a := finder.Find(catalog.Query{Text: text.Tokens(nil, "quiet harbor by ida marsh"), K: 10})
//	fmt.Println(c.Title(a.Hits[0].Item), a.Known) // The Quiet Harbour .96
//	linker := c.NewLinker(catalog.Words{})
//	for _, m := range linker.Link(nil, text.Tokens(nil, "anything with robbin wiliams?")) {
//		fmt.Println(c.EntityText(m.Entities[0])) // Robin Williams
//	}
//
// An item is its row number. What is known of it stands in columns: texts (the title), numbers (the price, NaN
// when missing) and values (genres, people, the brand: entries of the column's own sorted list of values). Words
// of all of them are in one dictionary, which leads to the items and values with the word: free text is found by it
// (find.go), and names are linked in a sentence, misspelt ones too (link.go). Both take the language as functions.
//
// A delta (made by catalog/build) changes prices, stocks and items of an opened catalog. [Catalog.Apply] returns the
// catalog as it is afterwards; both share the file:
//
//	c, err = c.Apply(delta)
//
// Where conversations, ratings or orders taught the compiler what goes together, the file says how likely each item is
// mentioned next:
//
//	scores := make([]float32, c.Len())
//	c.Affinity().Score(scores, []catalog.Heard{{Words: []string{"something", "scary"}, Items: []catalog.Item{7}}})
//
// The package makes no assumption about what is sold: columns have roles (title, price, year, people, ...) that
// the compiler inferred from names and values. It imports no clock, no I/O and nothing heavy: it is on the
// browser's path. A Catalog is read only and may be shared between goroutines; a Finder and a Linker may not.
package catalog
