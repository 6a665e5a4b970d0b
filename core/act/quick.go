package act

import (
	"strconv"

	"rso/catalog"
)

// A Quick is a quick reply: what a shopper may say next, in words that the preference reasoner of the language understands.
type Quick string

// The quick replies, by their names in the language's text.
const (
	Yes      Quick = "yes"
	No       Quick = "no"
	Why      Quick = "why"
	Compare  Quick = "compare"
	Else     Quick = "else"
	Take     Quick = "take"
	More     Quick = "more"
	Bye      Quick = "bye"
	Over     Quick = "over"
	NoMatter Quick = "matter"
)

// Quick returns a quick reply.
func (l *Language) Quick(q Quick) string { return l.of("quick", string(q)) }

// SoldOut says of an item that was asked for by its name, and isn't in the reply, that it is not to be had.
func (l *Language) SoldOut(title string) string {
	return written(put(l.of("quick", "sold_out"), "v", l.title(title)))
}

// Starter is a wish for a value of a column with a role, to begin with.
func (l *Language) Starter(r catalog.Role, value string) string {
	if r == catalog.People {
		return put(l.of("quick", "with"), "v", value)
	}
	return put(l.of("quick", "show"), "v", value)
}

// Decade writes ten years as an answer to a question: "the 1990s".
func (l *Language) Decade(year int) string {
	return put(l.of("quick", "decade"), "v", strconv.Itoa(year), "end", strconv.Itoa(year+9))
}

// Below writes an upper bound as an answer to a question.
func (l *Language) Below(col *catalog.Column, v float64) string {
	return put(l.of("quick", "under"), "v", l.amount(col, v))
}
