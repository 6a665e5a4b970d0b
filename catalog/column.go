package catalog

import "math"

// Item is the row number of an item, from 0.
type Item = uint32

// A Kind says how a column's cells are stored.
type Kind uint8

const (
	Text   Kind = iota // one string an item, "" when missing
	Number             // one float64 an item, NaN when missing
	Values             // a list of entries of the column's own value table
	numKinds
)

func (k Kind) String() string {
	return name(kindNames[:], int(k))
}

var kindNames = [numKinds]string{"text", "number", "values"}

// A Role says what a column means to a conversation.
type Role uint8

const (
	Attribute    Role = iota // anything else: a color, a screen size
	ID                       // the shop's own key of an item
	Title                    // its name
	Price                    // what it costs; Unit is the currency. There is a column for each currency, the commonest first
	Year                     // when it came out
	Rating                   // how well it is liked, higher is better
	Popularity               // how many rated, bought or mentioned it
	Stock                    // how many are left
	Category                 // what sort of thing it is
	People                   // who made it or is in it
	Maker                    // its brand or publisher
	Image                    // address of a picture
	Link                     // address of its page
	Description              // free text
	Availability             // whether it is to be had: "in stock", "out of stock", "preorder", "backorder" or "discontinued"
	numRoles
)

func (r Role) String() string {
	return name(roleNames[:], int(r))
}

var roleNames = [numRoles]string{"attribute", "id", "title", "price", "year", "rating", "popularity", "stock", "category",
	"people", "maker", "image", "link", "description", "availability"}

func name(names []string, i int) string {
	if i < len(names) {
		return names[i]
	}
	return "unknown"
}

// ParseRole is the inverse of Role.String.
func ParseRole(s string) (Role, bool) {
	for i, n := range roleNames {
		if n == s {
			return Role(i), true
		}
	}
	return 0, false
}

// A Column is one attribute of all items.
type Column struct {
	Name string // as the feed calls it
	Role Role
	Kind Kind
	Unit string // unit or currency of a number, "" when unknown
	Many bool   // of Values: some item has more than one

	text    stringTable // Text: by item. Values: by value, sorted by folded form
	numbers []float64   // Number: by item
	rows    []uint32    // Values: the values of item i are cells[rows[i]:rows[i+1]]
	cells   []uint32
	posts   []uint32 // Values: the items that have value v are items[posts[v]:posts[v+1]], ascending
	items   []uint32
	lo, hi  float64 // Number: smallest and largest; NaN when all are missing
}

// Number returns a cell of a Number column; ok is false when it is missing or the column is of another kind.
func (c *Column) Number(i Item) (v float64, ok bool) {
	if int(i) >= len(c.numbers) {
		return 0, false
	}
	v = c.numbers[i]
	return v, !math.IsNaN(v)
}

// Range returns the smallest and the largest number of the column; ok is false when it has none.
func (c *Column) Range() (lo, hi float64, ok bool) { return c.lo, c.hi, c.lo <= c.hi }

// Text returns a cell of a Text column, "" when it is missing or the column is of another kind.
func (c *Column) Text(i Item) string {
	if c.Kind != Text {
		return ""
	}
	return c.text.at(i)
}

// Values returns the entries of an item in a Values column, in the feed's order.
func (c *Column) Values(i Item) []uint32 {
	if int(i)+1 >= len(c.rows) {
		return nil
	}
	return c.cells[c.rows[i]:c.rows[i+1]]
}

// NumValues is the number of different values of a Values column.
func (c *Column) NumValues() int { return max(len(c.posts)-1, 0) }

// Value returns the display form of an entry.
func (c *Column) Value(v uint32) string {
	if c.Kind != Values {
		return ""
	}
	return c.text.at(v)
}

// FindValue finds an entry by its display form.
func (c *Column) FindValue(text string) (uint32, bool) {
	for v := range uint32(c.NumValues()) {
		if c.text.at(v) == text {
			return v, true
		}
	}
	return 0, false
}

// Having returns the items that have a value, ascending. The slice is the file's own: read only.
func (c *Column) Having(v uint32) []Item {
	if int(v)+1 >= len(c.posts) {
		return nil
	}
	return c.items[c.posts[v]:c.posts[v+1]]
}

// Has says whether an item has a value.
func (c *Column) Has(i Item, v uint32) bool {
	for _, w := range c.Values(i) {
		if w == v {
			return true
		}
	}
	return false
}
