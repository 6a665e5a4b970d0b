package feed

import (
	"strconv"
	"strings"
)

// shopifyProduct reads a product of products.json.
func (r *Reader) shopifyProduct(line int, n node) (Record, error) {
	rec := Record{Line: line}
	rec.Add("id", first(n.first("id"), n.first("handle")))
	rec.Add("title", n.first("title"))
	rec.Add("description", n.first("body_html"))
	rec.Add("brand", n.first("vendor"))
	rec.Add("category", n.first("product_type"))
	if tags := n.at("tags"); tags.kind == list {
		var values []string
		for _, t := range tags.kids {
			values = append(values, t.text)
		}
		rec.Fields = append(rec.Fields, Field{"tags", trimmed(values), true})
	} else {
		rec.Fields = appendList(rec.Fields, "tags", tags.text)
	}
	if images := n.at("images").all(); len(images) > 0 {
		rec.Add("image", images[0].first("src"))
	}
	if handle := n.first("handle"); handle != "" {
		rec.Add("link", "/products/"+handle)
	}
	if kind := n.first("product_type"); strings.HasPrefix(strings.ToLower(kind), "gift card") {
		r.giftCard(&rec)
	}
	rec.Fields = filled(rec.Fields)
	var names []string
	for _, o := range n.at("options").all() {
		names = append(names, first(o.first("name"), o.text))
	}
	r.shopifyVariants(&rec, n, names)
	return rec, nil
}

// shopifyVariants adds the variants of products.json.
func (r *Reader) shopifyVariants(rec *Record, n node, names []string) {
	skus := map[string]bool{}
	for i, kid := range n.at("variants").all() {
		v := Variant{Line: rec.Line, ID: first(kid.first("id"), kid.first("sku"))}
		for k, name := range names {
			if value := kid.first("option" + strconv.Itoa(k+1)); value != "Default Title" {
				v.Options = appendField(v.Options, name, value)
			}
		}
		v.Fields = appendField(v.Fields, "price", kid.first("price"))
		v.Fields = appendField(v.Fields, "list price", kid.first("compare_at_price"))
		v.Fields = appendField(v.Fields, "availability", kid.first("available"))
		v.Fields = appendField(v.Fields, "stock", kid.first("inventory_quantity"))
		v.Fields = appendField(v.Fields, "image", kid.at("featured_image").first("src"))
		if grams := kid.first("grams"); grams != "" && grams != "0" {
			v.Fields = appendField(v.Fields, "weight", grams+" g")
		}
		if sku := kid.first("sku"); sku != "" && skus[sku] {
			r.report(Problem{Line: rec.Line, Field: "sku", Reason: "two variants have the SKU " + strconv.Quote(sku) + "; they are told apart by their ids", Note: true})
		} else {
			skus[sku] = true
		}
		if v.ID == "" {
			v.ID = variantName(rec.Get("id"), v.Options, i)
		}
		rec.Variants = append(rec.Variants, v)
	}
}
