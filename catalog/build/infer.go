package build

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"rso/catalog"
)

// A Decision is what was inferred of one column, and from what.
type Decision struct {
	Column string
	Role   catalog.Role
	Kind   catalog.Kind
	Unit   string
	Many   bool
	Drop   bool   // the column is not compiled
	Why    string // one clause, for -explain
}

// roleNames are the names that columns have in shops' feeds, the most usual first: of two columns that could have a
// role, the one with the earlier name gets it.
var roleNames = []struct {
	role  catalog.Role
	names string
}{
	{catalog.ID, "id, item id, product id, handle, sku, asin, isbn, uid, key"},
	{catalog.Title, "title, name, product title, product name, item name, product, label"},
	{catalog.Price, "price, sale price, regular price, variant price, cost, msrp, list price, amount"},
	{catalog.Year, "year, release year, original publication year, publication year, released, release date, published, date"},
	{catalog.Rating, "rating, average rating, avg rating, star rating, stars, score, review score"},
	{catalog.Popularity, "ratings count, rating count, votes, num ratings, reviews count, review count, mentions, popularity, sales, work ratings count, reviews"},
	{catalog.Stock, "stock, quantity, inventory, variant inventory qty, stock quantity"},
	{catalog.Availability, "availability, availability status, stock status"},
	{catalog.Category, "category, categories, genre, genres, product type, product category, type, department"},
	{catalog.People, "cast, actors, authors, author, directors, director, artist, artists, starring, writer, writers, creator"},
	{catalog.Maker, "brand, brands, manufacturer, maker, vendor, publisher, studio"},
	{catalog.Image, "image, thumbnail, image url, image link, picture, images, image src, img, photo, small image url"},
	{catalog.Link, "url, link, permalink, product url, external url, href"},
	{catalog.Description, "description, summary, plot, body, overview, text, long description, body html, synopsis"},
}

// firstTradeCode is the place of the first name of an id that is a code of the trade.
const firstTradeCode = 4

// unnamed ranks a column that has a role for its values, whatever its name.
const unnamed = 100

// several says which roles more than one column may have.
func several(r catalog.Role) bool {
	return r == catalog.Category || r == catalog.People || r == catalog.Description || r == catalog.Attribute || r == catalog.Image || r == catalog.Link
}

// plain writes a column's name in lower case words: "averageRating" and "average_rating" are "average rating".
func plain(name string) string {
	var b strings.Builder
	last := ' '
	for _, r := range name {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			if unicode.IsUpper(r) && unicode.IsLower(last) {
				b.WriteByte(' ')
			}
			b.WriteRune(unicode.ToLower(r))
		case last != ' ':
			b.WriteByte(' ')
			r = ' '
		}
		last = r
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// named returns the role that a column's name suggests and how usual the name is for it (0 best).
func named(name string) (catalog.Role, int) {
	p := plain(name)
	for _, rn := range roleNames {
		if i := slices.Index(strings.Split(rn.names, ", "), p); i >= 0 {
			return rn.role, i
		}
	}
	return catalog.Attribute, 0
}

// infer decides on every column. id names the column that -id asked for, or is empty.
func infer(cols []*column, id string, rows int) []Decision {
	out := make([]Decision, len(cols))
	rank := make([]int, len(cols))
	for i, c := range cols {
		out[i], rank[i] = decide(c, rows)
		if id != "" {
			if c.name == id {
				out[i], rank[i] = Decision{Column: c.name, Role: catalog.ID, Kind: catalog.Text, Why: "named by -id"}, -1
			} else if out[i].Role == catalog.ID {
				out[i].Role, out[i].Drop, out[i].Why = catalog.Attribute, true, "another column is the id"
			}
		}
	}
	if id == "" {
		findKey(cols, out, rank, rows)
	}
	uniqueRoles(cols, out, rank)
	dropPictures(out, rank)
	setCurrency(cols, out)
	return out
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

// setCurrency gives prices the currency that most rows name in a column of its own.
func setCurrency(cols []*column, out []Decision) {
	price := slices.IndexFunc(out, func(d Decision) bool { return d.Role == catalog.Price && !d.Drop })
	k := currencyColumn(cols)
	if price < 0 || k < 0 {
		return
	}
	count := map[string]int{}
	for _, f := range cols[k].cells {
		code := f.Values[0]
		if count[code]++; isCode3(code) && count[code]*2 > len(cols[k].cells) {
			out[price].Unit = code
		}
	}
}

// currencyColumn finds the column that names each row's currency, -1 when there is none.
func currencyColumn(cols []*column) int {
	return slices.IndexFunc(cols, func(c *column) bool {
		p := plain(c.name)
		return p == "currency" || p == "currency code" || p == "price currency"
	})
}

// findKey gives the role of the id to the columns that can be one: those with an id's name that are not half empty,
// and those whose name ends in "id" and that tell all rows apart ("book_id"). The latter rank after "id" and before
// the codes that the trade gives (a sku, an isbn).
func findKey(cols []*column, out []Decision, rank []int, rows int) {
	for i, c := range cols {
		switch {
		case out[i].Role == catalog.ID && len(c.cells)*2 < rows:
			out[i].Role, out[i].Drop, out[i].Why = catalog.Attribute, true, "its values are codes and most rows have none"
		case out[i].Role != catalog.ID && out[i].Role != catalog.Title && strings.HasSuffix(plain(c.name), " id") && c.stats().distinct == rows:
			out[i] = Decision{Column: c.name, Role: catalog.ID, Kind: catalog.Text, Why: "its name, and it tells all rows apart"}
			rank[i] = firstTradeCode
		}
	}
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
		if !taken || rank[j] >= 0 && wins(cols[i], cols[j], rank[i] < rank[j]) {
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

// decide looks at one column alone.
func decide(c *column, rows int) (Decision, int) {
	s := c.stats()
	role, rank := named(c.name)
	d := Decision{Column: c.name, Role: role, Why: "its name"}
	switch {
	case s.filled == 0:
		d.Drop, d.Why = true, "it is empty"
	case role == catalog.ID || role == catalog.Title:
		d.Kind = catalog.Text
	case role == catalog.Image || role == catalog.Link:
		d.Kind = catalog.Text
	case s.addresses == s.filled && s.pictures*2 > s.filled:
		d.Role, d.Kind, d.Why, rank = catalog.Image, catalog.Text, "its values are addresses of pictures", unnamed
	case s.addresses == s.filled:
		d.Drop, d.Why = true, "its values are addresses, and its name doesn't say of what"
	case isCode(c.name, s):
		d.Drop, d.Why = true, "its values are codes that say nothing to a shopper"
	case role == catalog.Year && s.years*10 >= s.filled*9 && s.modern*2 >= s.filled:
		d.Kind = catalog.Number
	case role == catalog.Attribute && s.whole == s.filled && s.distinct*10 > s.filled*9 && s.unit == "":
		d.Drop, d.Why = true, "its values are long numbers, all different, as codes are"
	case isNumber(role, s):
		d.Kind, d.Unit = catalog.Number, s.unit
		if d.Unit == "" {
			d.Unit = unitOf(c.name)
		}
		if role == catalog.Attribute {
			d.Why = "its values are numbers"
		}
		if role == catalog.Year {
			d.Role, d.Why = catalog.Attribute, "its numbers are no years"
		}
	case role == catalog.Price || role == catalog.Year || role == catalog.Rating || role == catalog.Popularity || role == catalog.Stock:
		d.Role, d.Why = catalog.Attribute, "its values are no numbers"
		d.Kind, d.Many = textOrValues(c.name, s)
	case role == catalog.Description:
		d.Kind = catalog.Text
	case role == catalog.Availability:
		d.Kind = catalog.Values
	case role == catalog.Category || role == catalog.People || role == catalog.Maker:
		d.Kind, d.Many = catalog.Values, s.list || role != catalog.Maker && s.separator != ""
	default:
		d.Kind, d.Many = textOrValues(c.name, s)
		d.Why = "its values repeat"
		if d.Kind == catalog.Text {
			d.Why = "its values are all different"
			if s.length > 60 {
				d.Role, d.Why = catalog.Description, "its values are long texts"
			}
		}
	}
	return d, rank
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
