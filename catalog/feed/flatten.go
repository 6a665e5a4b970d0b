package feed

import (
	"strconv"
	"strings"
)

// plainProduct makes a record of an object with fields of any names.
func (r *Reader) plainProduct(line int, n node) (Record, error) { return r.flat(line, n), nil }

// flat writes a tree as fields: nested objects become fields with dotted names.
func (r *Reader) flat(line int, n node) Record {
	f := flattener{r: r, rec: Record{Line: line}}
	f.members(n, "", 0)
	return f.rec
}

// maxDepth bounds how deep objects of a row are read.
const maxDepth = 5

type flattener struct {
	r   *Reader
	rec Record
}

func (f *flattener) members(n node, prefix string, depth int) {
	for i, name := range n.names {
		full, kid := prefix+name, n.kids[i]
		switch kid.kind {
		case scalar:
			f.rec.Add(full, kid.text)
		case list:
			if depth == 0 && isVariants(name) && f.variants(kid) {
				continue
			}
			f.list(full, kid)
		case object:
			if m := money(kid); m != "" {
				f.rec.Add(full, m)
			} else if depth == maxDepth {
				f.r.report(Problem{Line: f.rec.Line, Field: full, Reason: "the object is nested too deeply; it was left out"})
			} else {
				f.members(kid, full+".", depth+1)
			}
		}
	}
}

// list writes a list of plain values as one field, and a list of names with values as a field each. Other objects in a
// list say nothing of the item itself (reviews, images) and are left out.
func (f *flattener) list(full string, n node) {
	var values []string
	for _, kid := range n.kids {
		switch {
		case kid.kind == scalar && kid.text != "":
			values = append(values, kid.text)
		case kid.kind == object:
			if name, value := kid.first("name", "key", "label"), kid.first("value"); name != "" && value != "" {
				f.rec.Add(name, value)
			} else if name != "" && namesThings(full) {
				values = append(values, name)
			}
		}
	}
	if len(values) > 0 {
		f.rec.Fields = append(f.rec.Fields, Field{full, values, true})
	}
}

// namesThings says whether the objects in a list of that name stand for what they are called ({"id": 7, "name": "Hats"}).
func namesThings(name string) bool {
	switch plainName(name) {
	case "categories", "category", "tags", "genres", "brands", "collections", "cast", "actors", "directors", "authors", "artists":
		return true
	}
	return false
}

// money writes an object with an amount and a currency as "9.99 USD"; "" when it is none.
func money(n node) string {
	amount := n.first("amount", "value", "price")
	currency := n.first("currency", "currencyCode", "currency_code", "priceCurrency")
	if amount == "" || currency == "" || len(n.names) > 4 {
		return ""
	}
	return amount + " " + currency
}

func isVariants(name string) bool {
	switch plainName(name) {
	case "variants", "variations", "skus":
		return true
	}
	return false
}

// variants reads a list of objects as the item's variants; false when it is none.
func (f *flattener) variants(n node) bool {
	for _, kid := range n.kids {
		if kid.kind != object {
			return false
		}
	}
	for i, kid := range n.kids {
		inner := flattener{r: f.r, rec: Record{Line: f.rec.Line}}
		inner.members(kid, "", 0)
		v := Variant{Line: f.rec.Line}
		for _, field := range inner.rec.Fields {
			name := plainName(strings.TrimPrefix(strings.TrimPrefix(field.Name, "options."), "attributes."))
			switch {
			case name == "id" || name == "sku" || name == "variant id":
				if v.ID == "" {
					v.ID = field.Values[0]
				}
			case ofVariant(name):
				v.Fields = append(v.Fields, field)
			case name == "title", name == "name", name == "barcode", name == "gtin", name == "ean", name == "upc", strings.HasSuffix(name, " at"):
			default:
				field.Name = name
				v.Options = append(v.Options, field)
			}
		}
		if v.ID == "" {
			v.ID = variantName(f.rec.Get("id"), v.Options, i)
		}
		f.rec.Variants = append(f.rec.Variants, v)
	}
	return len(n.kids) > 0
}

// ofVariant says which fields a variant has of its own, in any feed.
func ofVariant(name string) bool {
	switch name {
	case "price", "sale price", "list price", "regular price", "compare at price", "currency", "availability", "available", "in stock",
		"stock", "quantity", "inventory quantity", "inventory", "image", "image url", "link", "url":
		return true
	}
	return false
}

// variantName makes a key of a variant that has none: the item's, with what tells it apart from the others, so that it
// is the same whatever the order.
func variantName(item string, options []Field, place int) string {
	name := item
	for _, o := range options {
		name += "/" + strings.Join(o.Values, "+")
	}
	if len(options) == 0 {
		name += "/" + strconv.Itoa(place+1)
	}
	return name
}
