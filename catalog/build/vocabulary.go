package build

import (
	"slices"
	"strings"
	"unicode"

	"rso/catalog"
)

// roleNames are the names that columns have in shops' feeds, in English, German, Spanish and French, the most usual
// first: of two columns that could have a role, the one with the earlier name gets it.
var roleNames = []struct {
	role  catalog.Role
	names string
}{
	{catalog.ID, "id, item id, product id, handle, sku, asin, isbn, uid, key, artikelnummer, art nr, artnr, bestellnummer, referencia, codigo, código, référence, reference, ref, ref no, code, product code, item code, item no, item number, product no, product number, article number, art no, stock code, listing id, ad id, nr"},
	{catalog.Title, "title, name, product title, product name, item name, product, titel, bezeichnung, produktname, artikelname, produkt, artikel, nombre, título, titulo, producto, nom, titre, produit, désignation"},
	{catalog.Price, "price, unit price, variant price, price amount, price value, amount, preis, bruttopreis, einzelpreis, precio, prix, prix ttc, prezzo, regular price, standard price, cost, " +
		"list price, msrp, rrp, uvp, sale price, price per night, nightly price, nightly rate, price per unit, price each, asking price, price per person, rent, monthly rent, monthly rate, weekly rate, daily rate, day rate, night rate, hourly rate, rental rate, room rate, rate per day, rate per month, rate per night, monthly fee, monthly cost, rental fee, entry fee, fee, admission, tuition, fare, preis pro nacht, precio por noche"},
	{catalog.Availability, "availability, availability status, stock status, avail, available, in stock, is in stock, is available, instock, verfügbarkeit, verfügbar, lieferbar, lagerstatus, auf lager, disponibilidad, disponible, en stock, disponibilité"},
	{catalog.Year, "year, release year, original publication year, publication year, released, release date, published, date, jahr, erscheinungsjahr, baujahr, jahrgang, año, añada, année, vintage, model year, launch year, year launched, production year, year of manufacture, registration year, harvest year, published year, year published, year of release, year made, first published, build year, season year, modelljahr, yr"},
	{catalog.Rating, "rating, average rating, avg rating, star rating, customer rating, user rating, guest score, guest rating, points, stars, score, review score, rating rate, rating value, rating average, bewertung, sterne, valoración, valoracion, puntuación, puntuacion, note moyenne, évaluation"},
	{catalog.Popularity, "ratings count, rating count, votes, num ratings, reviews count, review count, number of reviews, num reviews, mentions, popularity, sales, work ratings count, reviews, " +
		"anzahl bewertungen, bewertungen, número de reseñas, reseñas, nombre d avis, avis"},
	{catalog.Stock, "stock, quantity, qty, inventory, inventory quantity, variant inventory qty, stock quantity, stock qty, bestand, lagerbestand, menge, existencias, cantidad, quantité, units left, items left, seats left, tickets left, places left, spaces left, left in stock, remaining, qty on hand, quantity on hand, on hand, stock on hand, units in stock, in stock qty, qty available, available qty, available quantity, quantity available, units available, stock count, stock level, inventory count"},
	{catalog.Category, "category, categories, cat, cats, category name, genre, genres, product type, product category, type, department, kind, cuisine, course, body type, course, device type, item type, vehicle type, plant type, subcategory, sub category, product group, product family, kategorie, kategorien, warengruppe, produkttyp, categoría, categoria, categorías, género, tipo, catégorie, rayon, grp, category grp, product grp"},
	{catalog.People, "cast, actors, designers, designer, band, performer, performers, composer, authors, author, directors, director, artist, artists, starring, writer, writers, creator, autor, autoren, autora, autores, auteur, auteurs, künstler, regisseur, schauspieler, act, by, by line, byline, performed by, written by, read by, narrated by, narrator, narrators"},
	{catalog.Maker, "brand, brands, brand name, manufacturer, maker, make, winery, roaster, brewery, producer, developer, label, record label, vendor, publisher, studio, marke, hersteller, verlag, marca, fabricante, editorial, marque, fabricant, éditeur, mfr, mfg, manuf"},
	{catalog.Image, "image, thumbnail, image url, image link, picture, images, image src, img, photo, small image url, bild, bild url, imagen, foto"},
	{catalog.Link, "url, link, permalink, product url, external url, href, produkt url, enlace, lien"},
	{catalog.Description, "description, desc, descr, summary, plot, body, overview, text, long description, short description, body html, synopsis, beschreibung, produktbeschreibung, kurzbeschreibung, descripción, descripcion"},
}

// firstTradeCode is the place of the first name of an id that is a code of the trade.
const firstTradeCode = 4

// unnamed ranks a column that has a role for its values, whatever its name.
const unnamed = 100

// saleNames and listNames are prices beside the price: what it costs for now, and what it cost or should cost.
var (
	saleNames = words("sale price, special price, discount price, discounted price, offer price, promo price, current price, angebotspreis, aktionspreis, sonderpreis, precio oferta, precio de oferta, prix promo, prix soldé")
	listNames = words("list price, regular price, compare at price, variant compare at price, original price, old price, was price, retail price, msrp, rrp, uvp, strike price, streichpreis, alter preis, precio original, prix barré")
)

// private are names of what a shop keeps to itself.
var private = words("cost per item, cost of goods sold, cost of goods, cogs, cost price, wholesale price, purchase price, margin, supplier price, einkaufspreis, ek preis, marge, precio de coste, prix d achat")

// currencyColumns are names of columns that tell the currency of each row's price.
var currencyColumns = words("currency, currency code, price currency, währung, moneda, devise")

func words(list string) []string { return strings.Split(list, ", ") }

// named returns the role that a column's name suggests and how usual the name is for it (0 best). Of a nested field
// the whole path counts or, where the objects around it only hold the item's own ("attrs.color"), its last part.
func named(name string) (catalog.Role, int) {
	if role, i := roleNamed(plain(name)); role != catalog.Attribute {
		return role, i
	}
	if path := strings.Split(name, "."); len(path) > 1 && holds(path[:len(path)-1]) {
		if role, i := roleNamed(plain(path[len(path)-1])); role != catalog.Attribute {
			return role, i + 1
		}
	}
	return catalog.Attribute, 0
}

func roleNamed(p string) (catalog.Role, int) {
	p = strings.TrimSuffix(withoutUnit(p), " in")
	for _, rn := range roleNames {
		if i := slices.Index(words(rn.names), p); i >= 0 {
			return rn.role, i
		}
	}
	switch {
	case slices.Contains(saleNames, p):
		return catalog.Price, unnamed - 1
	case slices.Contains(listNames, p):
		return catalog.Price, unnamed - 2
	}
	for _, w := range strings.Fields(p) { // "ticket price", "precio adulto"
		if slices.Contains(words("price, preis, precio, prix, prezzo"), w) {
			return catalog.Price, unnamed
		}
	}
	return catalog.Attribute, 0
}

// withoutUnit drops a currency from the end of a name in plain form: "price eur" is "price".
func withoutUnit(p string) string {
	head, last := p, ""
	if i := strings.LastIndexByte(p, ' '); i > 0 {
		head, last = p[:i], p[i+1:]
	}
	if last != "" && currencyWord(last) != "" {
		return head
	}
	return p
}

// currencyWord is the currency that a word of a column's name means. Only the usual codes count: a "hair gel" isn't
// paid in Georgian lari.
func currencyWord(w string) string {
	if code := currencyNames[w]; code != "" {
		return code
	}
	if slices.Contains(words("eur, usd, gbp, chf, sek, nok, dkk, pln, czk, huf, ron, bgn, uah, jpy, cny, inr, krw, aud, cad, nzd, sgd, hkd, brl, mxn, zar, ils, aed, sar, thb"), w) {
		return strings.ToUpper(w)
	}
	return ""
}

// holds says whether objects of these names hold an item's own fields.
func holds(path []string) bool {
	for _, p := range path {
		switch plain(p) {
		case "attrs", "attributes", "attribute", "properties", "props", "specs", "specifications", "details", "data", "product", "fields", "features", "item", "options", "metadata":
		default:
			return false
		}
	}
	return true
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

// unitOf reads a unit from a column's name: "RAM (GB)", "Gewicht [kg]", "weight_g".
func unitOf(name string) string {
	for _, pair := range []string{"()", "[]"} {
		if _, after, ok := strings.Cut(name, pair[:1]); ok {
			if unit, _, ok := strings.Cut(after, pair[1:]); ok {
				if u, ok := canonicalUnit(strings.TrimSpace(strings.TrimPrefix(unit, "in "))); ok {
					return u
				}
			}
		}
	}
	w := strings.Fields(plain(name))
	if len(w) < 2 {
		return "" // a column that is called "pages" says it already
	}
	last := w[len(w)-1]
	u, ok := canonicalUnit(last)
	if !ok || ambiguous(last) && !slices.ContainsFunc(w[:len(w)-1], measures) {
		return ""
	}
	return u
}

// ambiguous says which short units stand at the end of names for something else: players_min, size_m, built_in.
func ambiguous(unit string) bool {
	return slices.Contains([]string{"m", "l", "g", "v", "w", "h", "in", "min", "cc", "hp", "nm", "bar"}, unit)
}

// measures says whether a word of a name is of something that is measured.
func measures(word string) bool {
	return slices.Contains(words("weight, mass, net, gross, length, width, height, depth, size, screen, display, diameter, thickness, volume, capacity, power, voltage, "+
		"time, duration, runtime, gewicht, länge, breite, höhe, tiefe, leistung, dauer, peso, longitud, ancho, alto, poids, longueur, largeur, hauteur, durée"), word)
}

// shown is the name that shoppers see: of a nested field its last part, unless another column is called so.
func shown(name string, taken map[string]int) string {
	last := name[strings.LastIndexByte(name, '.')+1:]
	if last != "" && taken[plain(last)] == 1 {
		return last
	}
	return name
}
