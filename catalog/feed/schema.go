package feed

import (
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"
)

// products collects the products within a JSON-LD value: itself, the nodes of a @graph, the items of a list.
func (r *Reader) products(line int, out []node, n node) []node {
	if n.kind == list {
		for _, kid := range n.kids {
			out = r.products(line, out, kid)
		}
		return out
	}
	switch {
	case n.kind != object:
	case isType(n, "Product", "ProductGroup", "IndividualProduct", "ProductModel", "SomeProducts", "Vehicle", "Book", "Movie"):
		return append(out, n)
	case n.at("@graph").kind != null:
		return r.products(line, out, n.at("@graph"))
	case isType(n, "ItemList", "OfferCatalog"):
		for i, e := range n.at("itemListElement").all() {
			if item := e.at("item"); item.kind == object {
				e = item
			} else if e.kind == scalar || e.first("url", "item") != "" && e.at("name").kind == null {
				r.report(Problem{Line: line, Field: fmt.Sprintf("itemListElement %d", i+1), Reason: "the entry is only a link; it was left out", Skipped: true, Note: true})
				continue
			}
			out = r.products(line, out, e)
		}
	case n.at("mainEntity").kind != null:
		return r.products(line, out, n.at("mainEntity"))
	}
	return out
}

// isType says whether a node has one of some types, with or without schema.org's address.
func isType(n node, types ...string) bool {
	return slices.ContainsFunc(n.at("@type").all(), func(t node) bool { return slices.Contains(types, local(t.text)) })
}

// local is the last part of an address: InStock of https://schema.org/InStock.
func local(s string) string { return path.Base(strings.TrimPrefix(s, "schema:")) }

// schemaProduct makes a record of one product, or of a group and its variants.
func (r *Reader) schemaProduct(line int, n node) Record {
	rec := Record{Line: line}
	rec.Add("id", n.first("productGroupID", "sku", "productID", "gtin13", "gtin", "gtin14", "gtin12", "gtin8", "mpn", "@id", "url"))
	rec.Add("title", n.first("name"))
	rec.Add("description", n.first("description"))
	rec.Add("brand", named(n.at("brand")))
	rec.Add("category", named(n.at("category")))
	rec.Add("link", n.first("url"))
	rec.Add("image", picture(n.at("image")))
	r.offers(&rec.Fields, n.at("offers"))
	r.rating(&rec, n.at("aggregateRating"))
	known := []string{"name", "description", "sku", "productID", "productGroupID", "url", "mpn", "brand", "category", "image"}
	for i, name := range n.names {
		kid := n.kids[i]
		switch {
		case slices.Contains(known, name) || strings.HasPrefix(name, "@") || strings.HasPrefix(name, "gtin"):
		case kid.kind == scalar && !strings.Contains(kid.text, "://"):
			rec.Add(name, kid.text)
		case kid.kind == object && kid.at("value").kind == scalar:
			rec.Add(name, strings.TrimSpace(kid.first("value")+" "+unit(kid)))
		}
	}
	for _, p := range n.at("additionalProperty").all() {
		if name := p.first("name"); name != "" {
			rec.Add(name, strings.TrimSpace(p.first("value")+" "+unit(p)))
		}
	}
	r.schemaVariants(&rec, n)
	return rec
}

// schemaVariants reads the variants of a ProductGroup; what varies are the properties that it names or, failing that,
// the usual ones.
func (r *Reader) schemaVariants(rec *Record, n node) {
	var varies []string
	for _, v := range n.at("variesBy").all() {
		varies = append(varies, local(v.text))
	}
	if len(varies) == 0 {
		varies = []string{"color", "size", "material", "pattern"}
	}
	for i, kid := range n.at("hasVariant").all() {
		if kid.kind != object || kid.at("name").kind == null && kid.at("offers").kind == null {
			continue
		}
		v := Variant{Line: rec.Line, ID: kid.first("sku", "productID", "gtin13", "gtin", "mpn", "@id", "url")}
		for _, name := range varies {
			v.Options = appendField(v.Options, name, kid.first(name))
		}
		if v.ID == "" {
			v.ID = variantName(rec.Get("id"), v.Options, i)
		}
		r.offers(&v.Fields, kid.at("offers"))
		v.Fields = appendField(v.Fields, "image", picture(kid.at("image")))
		v.Fields = appendField(v.Fields, "link", kid.first("url"))
		rec.Variants = append(rec.Variants, v)
	}
}

// offers reads an Offer, an AggregateOffer, or a list of offers: every price with its currency, and whether it is to be
// had.
func (r *Reader) offers(fields *[]Field, n node) {
	var prices, lists, available []string
	condition := ""
	for _, o := range n.all() {
		if o.kind != object {
			continue
		}
		price, list := offerPrice(o)
		prices, lists = append(prices, price), append(lists, list)
		available = append(available, local(o.first("availability")))
		condition = strings.TrimSuffix(local(o.first("itemCondition")), "Condition")
	}
	*fields = appendField(*fields, "price", prices...)
	*fields = appendField(*fields, "list price", lists...)
	for i, a := range available {
		if a == "." {
			available[i] = ""
		}
	}
	*fields = appendField(*fields, "availability", available...)
	if condition != "." && condition != "" {
		*fields = appendField(*fields, "condition", condition)
	}
}

// offerPrice returns an offer's price and the struck-through one, each with its currency.
func offerPrice(o node) (price, list string) {
	with := func(n node) string {
		p, currency := n.first("price", "lowPrice"), n.first("priceCurrency")
		if currency == "" {
			currency = o.first("priceCurrency")
		}
		if p == "" || strings.ContainsAny(p, "$€£¥") {
			return p
		}
		return strings.TrimSpace(p + " " + currency)
	}
	price = with(o)
	for _, spec := range o.at("priceSpecification").all() {
		switch kind := local(spec.first("priceType")); {
		case kind == "ListPrice" || kind == "StrikethroughPrice" || kind == "MSRP" || kind == "SRP":
			list = with(spec)
		case price == "":
			price = with(spec)
		}
	}
	return price, list
}

// rating reads an AggregateRating as stars out of five.
func (r *Reader) rating(rec *Record, n node) {
	value := n.first("ratingValue")
	best := 5.0
	if b, err := strconv.ParseFloat(n.first("bestRating"), 64); err == nil && b > 0 {
		best = b
	}
	if v, err := strconv.ParseFloat(strings.Replace(value, ",", ".", 1), 64); err == nil && best != 5 {
		scaled := strconv.FormatFloat(v*5/best, 'g', 4, 64)
		r.report(Problem{Line: rec.Line, Field: "rating", Note: true, Cause: "scale", Reason: fmt.Sprintf("the rating %s is out of %g; it was read as %s out of 5", value, best, scaled)})
		value = scaled
	}
	rec.Add("rating", value)
	rec.Add("ratings count", n.first("ratingCount", "reviewCount"))
}

// named is the name of a thing, which may be written as its name alone.
func named(n node) string {
	return reference(n, "name")
}

// picture is the address of an image, which may be an ImageObject.
func picture(n node) string {
	return reference(n, "url", "contentUrl")
}

// reference is a text, or a member of the object in its place; of a list the first.
func reference(n node, members ...string) string {
	if n.kind == list && len(n.kids) > 0 {
		n = n.kids[0]
	}
	if n.kind == scalar {
		return n.text
	}
	return n.first(members...)
}

// unit is the unit of a QuantitativeValue.
func unit(n node) string {
	if u := n.first("unitText"); u != "" {
		return u
	}
	switch code := n.first("unitCode"); code { // UN/CEFACT
	case "KGM":
		return "kg"
	case "GRM":
		return "g"
	case "CMT":
		return "cm"
	case "MMT":
		return "mm"
	case "MTR":
		return "m"
	case "INH":
		return "inch"
	case "LBR":
		return "lb"
	case "ONZ":
		return "oz"
	case "LTR":
		return "l"
	case "MLT":
		return "ml"
	case "WTT":
		return "W"
	}
	return ""
}
