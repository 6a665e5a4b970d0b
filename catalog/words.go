package catalog

// HasWord says whether a folded word stands in any record.
func (c *Catalog) HasWord(word string) bool {
	_, ok := c.lookup(word)
	return ok
}

// EachNamed calls f with the values that have a folded word in their names, column by column.
func (c *Catalog) EachNamed(word string, f func(column int, value uint32)) {
	e, ok := c.lookup(word)
	if !ok {
		return
	}
	e.eachName(c.values, func(v uint32) { f(c.valueOf(v)) })
}

// AddMentioning adds the items in whose record a folded word stands: in the title, in a value or, with body, in a free
// text.
func (s Set) AddMentioning(c *Catalog, word string, body bool) {
	e, ok := c.lookup(word)
	if !ok {
		return
	}
	e.eachHead(c.n, func(i Item, _ uint8) { s.Add(i) })
	if body {
		e.eachBody(c.n, s.Add)
	}
}

// Spelt returns the words of values' names that a word that is none may be a misspelling of: those with the fewest wrong
// letters.
func (l *Linker) Spelt(w string) []string {
	var found []string
	cost := uint8(far)
	for _, n := range l.speller.spelt(w) { // closest first
		if n.cost > cost {
			break
		}
		if e := l.c.spelling(n); e.named() {
			cost, found = n.cost, append(found, l.c.spelledAs(n))
		}
	}
	return found
}

// Like returns the words of the catalog that w may be a misspelling of: those with the fewest wrong letters.
func (l *Linker) Like(w string) []string {
	var found []string
	cost := uint8(far)
	for _, n := range l.speller.spelt(w) { // closest first
		if n.cost > cost {
			break
		}
		cost, found = n.cost, append(found, l.c.spelledAs(n))
	}
	return found
}

// named says whether any value has the word in its name.
func (e *entry) named() bool {
	for ; e != nil; e = e.more {
		if e.names.n > 0 {
			return true
		}
	}
	return false
}

// spelledAs returns the word that a spelling stands for.
func (c *Catalog) spelledAs(s spelling) string {
	if s.of != nil {
		return s.of.dict.word(s.word)
	}
	return c.dict.word(s.word)
}
