package build

import (
	"fmt"
	"slices"
	"strings"

	"rso/catalog"
	"rso/catalog/feed"
)

// A meaning is what a column of a delta's feed is in the base.
type meaning struct {
	use    use
	column int
	rank   rank
}

// A use is what is made of a column of a delta's feed.
type use uint8

const (
	unknownUse        use = iota // nothing: the base has no such column
	isColumn                     // it is a column of the base
	marksGone                    // it says whether the item is gone
	namesCurrency                // it names the currency of the row's price
	tellsAvailability            // it says whether the item is to be had, and the base doesn't
)

// A rank says how a column was recognised, the surest first: of two that are the same column of the base, the surer
// counts.
type rank uint8

const (
	byName      rank = iota // it has the name of the base's column
	byPlainName             // but for case and punctuation
	byRole                  // its name says the same
)

// meaning finds out what a column means; that it means nothing is reported once.
func (d *Delta) meaning(name string, rec feed.Record) meaning {
	if m, ok := d.columns[name]; ok {
		return m
	}
	m := meaningIn(d.base, name)
	if m.use == unknownUse {
		d.problems.Add(feed.Problem{Feed: rec.Feed, Line: rec.Line, Field: name, Reason: fmt.Sprintf("the catalog %q has no such column; it was left out of all rows", d.base.Name())})
	}
	d.columns[name] = m
	return m
}

func meaningIn(base *catalog.Catalog, name string) meaning {
	if k := base.Find(name); k >= 0 {
		return meaning{isColumn, k, byName}
	}
	p := plain(name)
	for k := range base.Columns() {
		if plain(base.Column(k).Name) == p {
			return meaning{isColumn, k, byPlainName}
		}
	}
	switch p {
	case "gone", "deleted", "removed":
		return meaning{use: marksGone}
	case "currency", "currency code", "price currency":
		return meaning{use: namesCurrency}
	}
	role, _ := named(name)
	if role == catalog.Attribute {
		return meaning{}
	}
	same := slices.Collect(func(yield func(int) bool) {
		for k := range base.Columns() {
			if base.Column(k).Role == role && !yield(k) {
				return
			}
		}
	})
	switch {
	case len(same) == 1:
		return meaning{isColumn, same[0], byRole}
	case role == catalog.Availability:
		return meaning{use: tellsAvailability}
	}
	return meaning{}
}

// yes reads the mark of an item that is gone; ok is false when it is neither yes nor no.
func yes(mark string) (answer, ok bool) {
	switch strings.ToLower(mark) {
	case "yes", "y", "true", "1", "x", "gone", "deleted", "removed":
		return true, true
	case "", "no", "n", "false", "0":
		return false, true
	}
	return false, false
}

// isDiscontinued says whether an availability means that the item won't come back, isSoldOut whether there is none now.
func isDiscontinued(cell string) bool { return is(cell, discontinued) }

func isSoldOut(cell string) bool { return is(cell, outOfStock) }

func is(cell string, want availability) bool {
	a, ok := parseAvailability(cell)
	return ok && a == want
}

// decisionsOf are the decisions that lead to the columns of a compiled catalog.
func decisionsOf(c *catalog.Catalog) []Decision {
	var list []Decision
	for k := range c.Columns() {
		col := c.Column(k)
		list = append(list, Decision{Column: col.Name, Name: col.Name, Role: col.Role, Kind: col.Kind, Unit: col.Unit, Many: col.Many, Why: "as in " + c.Name()})
	}
	return list
}
