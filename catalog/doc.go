// Package catalog is a compiled catalog as it runs in the page: a shop's items, opened from one []byte.
//
// The file (*.rsoc) is made by catalog/build; opening it validates and slices, nothing is parsed or indexed:
//
//	c, err := catalog.Open(bytes)
//	linker := c.NewLinker(nil, nil)
//	for _, m := range linker.Link(nil, text.Tokens(nil, "anything with robbin wiliams?")) {
//		fmt.Println(c.EntityText(m.Entities[0])) // Robin Williams
//	}
//
// An item is its row number. What is known of it stands in columns: texts (the title), numbers (the price, NaN
// when missing) and values (genres, people, the brand: entries of the column's own sorted list of values). Words
// of all of them are in one dictionary, with postings for free-text search; names are in a trie over that
// dictionary, which links mentions, misspelt ones too.
//
// A delta (made by catalog/build) changes prices, stocks and items of an opened catalog. [Catalog.Apply] returns the
// catalog as it is afterwards; both share the file:
//
//	c, err = c.Apply(delta)
//
// The package makes no assumption about what is sold: columns have roles (title, price, year, people, ...) that
// the compiler inferred from names and values. It imports no clock, no I/O and nothing heavy: it is on the
// browser's path. A Catalog is read only and may be shared between goroutines; a Linker may not.
package catalog
