package build

import (
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"rso/catalog"
	"rso/catalog/text"
)

// likely tells roles by a word of a column's name, where no column has the whole name of one: a shop of lamps has the
// "fixture_type", the "rrp_gbp" and the "review_avg". Where no name tells, the values do: a title that ends with what an
// item is, and begins with who made it.
var likely = [...]struct {
	role  catalog.Role
	words []string
	last  bool // the word ends the name
	fits  func(c *column, d *Decision, titles *column) bool
}{
	{catalog.Price, words("price, prices, cost, costs, spend, tariff, rrp, msrp, fee, fare, rent, pcm, admission, preis, precio, prix"), false, isAmount},
	{catalog.Year, words("year, built, made, aired, premiered, premiere, debut, started, issued, released, opened, founded, established, launched, vintage, bought, purchased, registered, reg, produced, printed, yr, baujahr, jahr, año, année"), false, isYear},
	{catalog.Rating, words("rating, score, stars, points, pts, review, reviews, verdict, mark, marks, drinkers, buyers, owners, users, customers, guests, visitors, readers, listeners, critics, bewertung, sterne, valoración, note"), false, isScore},
	{catalog.Popularity, words("rev, review, reviews, ratings, votes, sold, sales, downloads, likes, followers, bewertungen, reseñas, avis"), false, isTally},
	{catalog.Category, words("type, category, kind, class, group, section, department, sector, position, occupation, profession, role, job, kategorie, art, categoría, tipo, catégorie"), true, isInTitles},
	{catalog.Category, words("dept, department, section, aisle, strand, topics, topic, themes, theme, subjects, subject, genres, genre, device, dwelling, craft"), true, isValues},
	{catalog.Maker, words("brand, maker, manufacturer, producer, builder, imprint, company, firm, vendor, maison, marque, yard, brewery, roaster, winery, distillery, studio, marke, hersteller, marca, fabricante, marque, fabricant"), true, isNamed},
	{catalog.Category, nil, false, endsTitles},
	{catalog.Maker, nil, false, beginsTitles},
	{catalog.Availability, nil, false, isToBeHad},
	{catalog.Year, nil, false, areYears},
}

// likelyRoles gives roles that no column has to the first attribute whose name has a word for it and whose values fit.
func likelyRoles(cols []*column, out []Decision) {
	var titles *column
	held := map[catalog.Role]bool{}
	for i, d := range out {
		if d.Drop {
			continue
		}
		held[d.Role] = true
		if d.Role == catalog.Title {
			titles = cols[i]
		}
	}
	for _, l := range likely {
		for i, c := range cols {
			d := &out[i]
			if held[l.role] || d.Drop || d.given || c.option || d.Role != catalog.Attribute {
				continue
			}
			name := strings.Fields(plain(c.name))
			if l.last && len(name) > 0 {
				name = name[len(name)-1:]
			}
			if named := l.words == nil || slices.ContainsFunc(name, func(w string) bool {
				return slices.Contains(l.words, w) || l.role == catalog.Price && currencyWord(w) != ""
			}); named && l.fits(c, d, titles) {
				d.Role, d.Kind, d.Why, held[l.role] = l.role, kindOf(l.role), "a word of its name, and its values", true
				if l.words == nil {
					d.Why = "its values"
				}
				if l.role == catalog.Price {
					d.Unit = currencyOf(c.name)
				}
			}
		}
	}
}

func kindOf(r catalog.Role) catalog.Kind {
	if r == catalog.Category || r == catalog.Maker || r == catalog.Availability {
		return catalog.Values
	}
	return catalog.Number
}

func isAmount(_ *column, d *Decision, _ *column) bool { return d.Kind == catalog.Number }

func isYear(c *column, _ *Decision, _ *column) bool {
	s := c.stats()
	return s.years*10 >= s.filled*9 && s.modern*2 >= s.filled
}

// areYears says whether a column's values can be nothing but years: of our time, and no rounder than years are.
func areYears(c *column, d *Decision, _ *column) bool {
	const first, last = 1900, 2100
	if d.Kind != catalog.Number || d.Unit != "" {
		return false
	}
	round, n := 0, 0
	for k, cell := range c.values {
		x, ok := parseNumber(cell)
		if !ok {
			continue
		}
		if !x.whole() || x.value < first || x.value > last {
			return false
		}
		n += c.stats().times[k]
		if math.Mod(x.value, 10) == 0 {
			round += c.stats().times[k]
		}
	}
	return len(c.values) > fewRows && n*10 > c.stats().filled*9 && round*3 < n
}

// isScore says whether a column's values are marks: numbers up to ten of which not all are whole, or such as lie in the upper
// half of a hundred, without a unit.
func isScore(c *column, d *Decision, _ *column) bool {
	if d.Kind != catalog.Number || d.Unit != "" {
		return false
	}
	fractions, small, hundred := false, true, true
	for _, cell := range c.values {
		if x, ok := parseNumber(cell); ok {
			small = small && x.value >= 0 && x.value <= 10
			hundred = hundred && x.value >= 50 && x.value <= 100
			fractions = fractions || !x.whole()
		}
	}
	return small && fractions || hundred
}

// isTally says whether a column counts what buyers did: whole numbers without a unit, many of them large.
func isTally(c *column, d *Decision, _ *column) bool {
	if d.Kind != catalog.Number || d.Unit != "" {
		return false
	}
	large := 0
	for k, cell := range c.values {
		x, ok := parseNumber(cell)
		if ok && !x.whole() {
			return false
		}
		if ok && x.value > 30 {
			large += c.stats().times[k]
		}
	}
	return large*2 > c.stats().filled
}

func isValues(_ *column, d *Decision, _ *column) bool { return d.Kind == catalog.Values }

func isNamed(_ *column, d *Decision, _ *column) bool { return d.Kind == catalog.Values && !d.Many }

// isInTitles says whether a column's values are words of the titles: a "Garden lantern" is what the "Glow Garden
// lantern" is.
func isInTitles(c *column, d *Decision, titles *column) bool {
	return d.share(c, titles, func(title, value string) bool { return len(value) > 2 && strings.Contains(" "+title, " "+value) })*2 > 1
}

// endsTitles says whether titles end with a column's values, which are few: "Grindley narrowboat".
func endsTitles(c *column, d *Decision, titles *column) bool {
	const most = 100
	n := len(c.stats().times)
	return n > 2 && n < most && n*3 < c.stats().filled && d.share(c, titles, strings.HasSuffix) > .6
}

// beginsTitles says whether titles begin with a column's values, which are several and written as names are.
func beginsTitles(c *column, d *Decision, titles *column) bool {
	small := func(v string) bool { r, _ := utf8.DecodeRuneInString(v); return unicode.IsLower(r) }
	if n := len(c.stats().times); n < 4 || n*2 > c.stats().filled || slices.ContainsFunc(c.values, small) {
		return false
	}
	return d.share(c, titles, func(title, value string) bool { return strings.HasPrefix(title, value+" ") }) > .6
}

// isToBeHad says whether a column's values say no more than whether an item is to be had, and in more than a yes and a no.
func isToBeHad(c *column, d *Decision, _ *column) bool {
	return d.Kind == catalog.Values && len(c.values) > 1 && !slices.ContainsFunc(c.values, func(v string) bool {
		_, ok := parseAvailability(v)
		return v != "" && (!ok || len(v) <= len("false"))
	})
}

// share is the part of the items for which a test holds of the title and the value, folded and without the ending of a
// plural; 0 when an item has several values.
func (d *Decision) share(c *column, titles *column, holds func(title, value string) bool) float64 {
	if d.Kind != catalog.Values || d.Many || titles == nil || len(c.rows) == 0 {
		return 0
	}
	in, values := 0, make([]string, len(c.values))
	for k, v := range c.values {
		values[k] = strings.TrimSuffix(text.Fold(v), "s")
	}
	for k, row := range c.rows {
		title, ok := titles.at(row)
		if v := values[c.cells[k]]; ok && v != "" && holds(strings.TrimSuffix(text.Fold(title), "s"), v) {
			in++
		}
	}
	return float64(in) / float64(len(c.rows))
}
