package build

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"rso/catalog"
)

// A Decision is what was inferred of one column, and from what.
type Decision struct {
	Column string // as the feed calls it
	Name   string // as the catalog does
	Role   catalog.Role
	Kind   catalog.Kind
	Unit   string
	Many   bool
	Drop   bool   // the column is not compiled
	Why    string // one clause, for -explain

	given bool // by a flag, not inferred
	part  part // what a column that is not compiled for itself is used for
}

// A part is the use that is made of a column beside the one with the role.
type part uint8

const (
	noPart       part = iota
	salePart          // a price that counts where it is lower
	listPart          // the price that is struck through
	currencyPart      // the currency of each row's price
	titlePart         // a title where the title's column has none
	foreignPart       // the price in another currency, which the column's name says
)

// infer decides on every column.
func infer(cols []*column, opt Options, rows int) []Decision {
	out := make([]Decision, len(cols))
	rank := make([]int, len(cols))
	for i, c := range cols {
		out[i], rank[i] = decide(c)
		if opt.ID != "" {
			if c.name == opt.ID {
				out[i], rank[i] = Decision{Column: c.name, Role: catalog.ID, Kind: catalog.Text, Why: "named by -id", given: true}, -1
			} else if out[i].Role == catalog.ID {
				out[i].Role, out[i].Drop, out[i].Why = catalog.Attribute, true, "another column is the id"
			}
		}
		for _, m := range opt.Map {
			if m.Column == c.name {
				out[i], rank[i] = m.apply(c), -1
			}
		}
	}
	if opt.ID == "" {
		findKey(cols, out, rank, rows)
	}
	uniqueRoles(cols, out, rank)
	findTitle(cols, out, rows)
	likelyRoles(cols, out)
	dropPictures(out, rank)
	companions(cols, out)
	nameColumns(out)
	return out
}

// nameColumns gives the columns the names that shoppers see.
func nameColumns(out []Decision) {
	taken := map[string]int{}
	for _, d := range out {
		if !d.Drop {
			taken[plain(d.Column[strings.LastIndexByte(d.Column, '.')+1:])]++
		}
	}
	for i := range out {
		out[i].Name = shown(out[i].Column, taken)
	}
}

// dropPictures leaves out columns of pictures without a picture's name (a QR code) when one with such a name is there.
func dropPictures(out []Decision, rank []int) {
	named := false
	for i, d := range out {
		named = named || d.Role == catalog.Image && !d.Drop && rank[i] < unnamed
	}
	for i := range out {
		if d := &out[i]; named && d.Role == catalog.Image && rank[i] == unnamed {
			d.Drop, d.Why = true, "its values are addresses of pictures, and another column has a picture's name"
		}
	}
}

// companions finds the columns that say more of the price or the title, and aren't compiled for themselves.
func companions(cols []*column, out []Decision) {
	price := slices.IndexFunc(out, func(d Decision) bool { return d.Role == catalog.Price && !d.Drop })
	title := slices.IndexFunc(out, func(d Decision) bool { return d.Role == catalog.Title && !d.Drop })
	used := map[part]bool{}
	for i, c := range cols {
		d, p := &out[i], withoutUnit(plain(c.name))
		if d.Drop || d.given {
			continue
		}
		role, _ := named(c.name)
		switch use := companion(p, d.Kind); {
		case price >= 0 && i != price && use != noPart && !used[use]:
			d.part, d.Drop, used[use] = use, true, true
			d.Why = map[part]string{
				salePart:     fmt.Sprintf("where it is lower it takes the place of %q, which becomes the list price", cols[price].name),
				listPart:     fmt.Sprintf("where it is above %q it is shown as the list price", cols[price].name),
				currencyPart: fmt.Sprintf("it is the currency of %q", cols[price].name),
			}[use]
		case price >= 0 && i != price && role == catalog.Price && d.Kind == catalog.Number && isForeign(c, cols[price]):
			d.part, d.Drop = foreignPart, true
			d.Why = fmt.Sprintf("it is the price in %s, and is kept as a column of prices like %q", currencyOf(c.name), cols[price].name)
		case title >= 0 && i != title && role == catalog.Title && fillsIn(c, cols[title]):
			d.part, d.Drop = titlePart, true
			d.Why = fmt.Sprintf("it is the title of rows that have none in %q", cols[title].name)
		}
	}
}

// isForeign says whether a column of prices is in another currency than the price, by their names.
func isForeign(c, price *column) bool {
	code := currencyOf(c.name)
	return code != "" && code != currencyOf(price.name)
}

func companion(p string, kind catalog.Kind) part {
	switch {
	case slices.Contains(currencyColumns, p):
		return currencyPart
	case kind != catalog.Number:
	case slices.Contains(saleNames, p):
		return salePart
	case slices.Contains(listNames, p):
		return listPart
	}
	return noPart
}

// fillsIn says whether a column stands in for another: in fewer than a tenth of its rows both have something.
func fillsIn(c, other *column) bool {
	both := 0
	for _, row := range c.rows {
		if _, ok := slices.BinarySearch(other.rows, row); ok {
			both++
		}
	}
	return both*10 < len(c.rows)
}

// keyEndings are the last words of names of columns that number the items, when each row has its own.
var keyEndings = words("id, no, nr, num, number, code, ref, reference, key, sku")

// findKey gives the role of the id to the columns that can be one: those with an id's name that are not half empty,
// and those whose name ends like an id's and that tell all rows apart ("book_id", "article_no"). The latter rank after
// "id" and before the codes that the trade gives (a sku, an isbn). Where there is none, it is the first column, if that
// has a code of its own in every row.
func findKey(cols []*column, out []Decision, rank []int, rows int) {
	found := false
	for i, c := range cols {
		name := plain(c.name)
		ending := name[strings.LastIndexByte(name, ' ')+1:]
		switch {
		case out[i].given || c.option:
		case out[i].Role == catalog.ID && len(c.cells)*2 < rows:
			out[i].Role, out[i].Drop, out[i].Why = catalog.Attribute, true, "its values are codes and most rows have none"
		case out[i].Role != catalog.ID && out[i].Role != catalog.Title && ending != name && slices.Contains(keyEndings, ending) && c.stats().distinct == rows:
			out[i] = Decision{Column: c.name, Role: catalog.ID, Kind: catalog.Text, Why: "its name, and it tells all rows apart"}
			rank[i] = firstTradeCode
		}
		found = found || out[i].Role == catalog.ID && !out[i].Drop
	}
	if len(cols) > 0 && !found && rows >= fewCodes && !out[0].given && out[0].Role != catalog.Title && isCodes(cols[0], rows) {
		out[0] = Decision{Column: cols[0].name, Role: catalog.ID, Kind: catalog.Text, Why: "no column has the name of an id, and it begins each row with a code of its own"}
	}
}

// fewCodes is how many rows tell nothing of what never repeats.
const fewCodes = 20

// isCodes says whether every row of a column has another code: one word with a digit, and no fraction.
func isCodes(c *column, rows int) bool {
	if c.option || c.stats().distinct != rows {
		return false
	}
	for _, cell := range c.values {
		if !strings.ContainsAny(cell, "0123456789") || strings.ContainsAny(cell, " .,:/") {
			return false
		}
	}
	return true
}

// kindNames are columns that name an item by the kind of thing that the shop sells: a feed of wines has the "wine".
var kindNames = words("model, model name, wine, beer, book, album, film, movie, song, track, game, recipe, dish, meal, position, job title, job, vacancy, hotel, property, listing, place, toy, plant, car, bike, variety, headline, label")

// findTitle gives the role of the title, where no column has the name of one, to the column of short texts that is most
// likely it.
func findTitle(cols []*column, out []Decision, rows int) {
	if i := slices.IndexFunc(out, func(d Decision) bool { return !d.Drop && d.Role == catalog.Title }); i >= 0 {
		retitle(cols, out, i, rows)
		return
	}
	best, likeliest := -1, noTitle
	for i, c := range cols {
		l := titleOf(c, &out[i], rows)
		if l > likeliest || l == likeliest && (l == repeated || l == repeatedKind) && c.stats().distinct > cols[best].stats().distinct {
			best, likeliest = i, l
		}
	}
	if best >= 0 {
		out[best].entitle("no column has the name of a title, and its values are short texts, mostly different")
	}
}

// How likely a column is the title, where none has the name of one.
const (
	noTitle      = iota
	withCommas   // texts that are mostly different and could be lists: "Hot Desk, Malmö"
	repeated     // texts that repeat: of several columns the one with most
	repeatedKind // the same, in a column that the shop names after what it sells, as the models of used cars are
	variedTexts  // texts that are mostly different: the first column of them
	kindTexts    // the same, in a column that the shop names after what it sells
)

func titleOf(c *column, d *Decision, rows int) int {
	s, name := c.stats(), plain(c.name)
	kind := slices.Contains(kindNames, name) || strings.HasSuffix(name, " name") || strings.HasSuffix(name, " title")
	different := s.distinct*2 > s.filled
	switch {
	case !shortTexts(c, d, rows) || rows < fewRows && !(kind && different):
		return noTitle
	case kind && different:
		return kindTexts
	case !kind && d.Many:
		if different {
			return withCommas
		}
		return noTitle
	case different:
		return variedTexts
	case d.Role == catalog.Maker:
		return noTitle
	case kind:
		return repeatedKind
	case s.distinct*mostNamesakes > s.filled:
		return repeated
	}
	return noTitle
}

// shortTexts says whether a column has a short text of words for nearly every row, and no other role to play.
func shortTexts(c *column, d *Decision, rows int) bool {
	s := c.stats()
	free := d.Role == catalog.Attribute || d.Role == catalog.Description || d.Role == catalog.Maker
	return free && !d.Drop && !d.given && !c.option && (d.Kind == catalog.Text || d.Kind == catalog.Values && !(d.Many && s.list)) &&
		s.filled*20 >= rows*19 && s.length <= 80 && s.flags < s.filled && s.numbers*2 < s.filled && c.count(wordless)*2 < s.filled
}

// entitle gives a column the role of the title.
func (d *Decision) entitle(why string) {
	d.Role, d.Kind, d.Many, d.Why = catalog.Title, catalog.Text, false, why
}

// retitle takes the title away from a column that only has the name of one: where the "product" is a chainsaw twenty times
// over, and another column has texts that are mostly different and say so too, that one is the title.
func retitle(cols []*column, out []Decision, title, rows int) {
	c, s := cols[title], cols[title].stats()
	if out[title].given || rows < fewCodes || s.distinct*3 > s.filled {
		return
	}
	kind := Decision{Column: c.name, Role: catalog.Category, Kind: catalog.Values, Why: "it has the name of a title, but its values repeat and another column's texts have them"}
	for i, o := range cols {
		if i != title && titleOf(o, &out[i], rows) >= variedTexts && kind.share(c, o, func(title, value string) bool { return strings.Contains(" "+title, " "+value) }) > .5 {
			out[i].entitle("its values are short texts, mostly different, and have those of " + strconv.Quote(c.name))
			out[title] = kind
			return
		}
	}
}

// wordless says whether a cell has no letters: a date names nothing.
func wordless(cell string) bool { return !strings.ContainsFunc(cell, unicode.IsLetter) }

// mostNamesakes is how many items may share a title on the average, in a shop that has no other titles.
const mostNamesakes = 40

// fewRows is how many rows tell nothing of what repeats.
const fewRows = 5

// several says which roles more than one column may have.
func several(r catalog.Role) bool {
	return r == catalog.Category || r == catalog.People || r == catalog.Description || r == catalog.Attribute || r == catalog.Image || r == catalog.Link
}

// uniqueRoles leaves each role that only one column may have to the column with the most usual name; a column that is
// filled more than twice as often goes before a more usual name.
func uniqueRoles(cols []*column, out []Decision, rank []int) {
	best := map[catalog.Role]int{}
	for i := range out {
		r := out[i].Role
		if out[i].Drop || several(r) {
			continue
		}
		j, taken := best[r]
		if !taken || !out[j].given && (out[i].given || wins(cols[i], cols[j], rank[i] < rank[j])) {
			best[r] = i
		}
	}
	for i := range out {
		r := out[i].Role
		if out[i].Drop || several(r) || best[r] == i {
			continue
		}
		why := "column " + strconv.Quote(cols[best[r]].name) + " is the " + r.String()
		out[i].Role, out[i].Why = catalog.Attribute, why
		if r == catalog.ID {
			out[i].Drop = true
		}
	}
}

// wins says whether column a goes before column b; usual says whether its name is the more usual.
func wins(a, b *column, usual bool) bool {
	if usual {
		return len(a.cells)*2 >= len(b.cells)
	}
	return len(a.cells) > len(b.cells)*2
}

// sortColumns keeps the feed's order, but the id and the title come first.
func sortColumns(d []Decision) []int {
	order := make([]int, len(d))
	for i := range order {
		order[i] = i
	}
	first := func(i int) int {
		switch d[i].Role {
		case catalog.ID:
			return 0
		case catalog.Title:
			return 1
		}
		return 2
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(first(a), first(b)) })
	return order
}
