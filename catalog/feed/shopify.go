package feed

import (
	"strconv"
	"strings"
)

// shopifyRows reads Shopify's product CSV: the first row of a handle is the product and its first variant, the next are
// further variants or pictures alone.
type shopifyRows struct {
	r      *Reader
	handle string
	hidden bool            // the product is kept from shoppers, and so are its variants
	names  [3]string       // of its options
	seen   map[string]bool // the variants' keys
}

// shopifyNames are the columns as the export has called them over the years.
var shopifyNames = map[string]string{
	"url handle": "handle", "body (html)": "description", "product category": "category", "published on online store": "published",
	"sku": "variant sku", "price": "variant price", "compare-at price": "variant compare at price", "inventory tracker": "variant inventory tracker",
	"inventory quantity": "variant inventory qty", "continue selling when out of stock": "oversell", "weight value (grams)": "variant grams",
	"product image url": "image src", "variant image url": "variant image",
}

func (s *shopifyRows) row(raw Record) (Record, error) {
	in := map[string]string{}
	for _, f := range raw.Fields {
		name := strings.ToLower(f.Name)
		if to, ok := shopifyNames[name]; ok {
			name = to
		}
		if in[name] == "" {
			in[name] = f.Values[0]
		}
	}
	rec := Record{Line: raw.Line, Group: in["handle"]}
	if rec.Group == "" {
		return Record{}, skip(raw.Line, "the row has no handle, which says what product it belongs to")
	}
	if rec.Group != s.handle {
		s.begin(in)
		s.product(&rec, raw, in)
	}
	if s.hidden {
		return Record{}, unwanted(raw.Line, "status", "the product is not published")
	}
	if s.handle == rec.Group && in["title"] == "" && in["variant price"] == "" && in["option1 value"] == "" && in["variant sku"] == "" {
		return rec, nil // a picture
	}
	s.variant(&rec, in)
	return rec, nil
}

// begin starts a product.
func (s *shopifyRows) begin(in map[string]string) {
	s.handle = in["handle"]
	s.hidden = strings.EqualFold(in["published"], "false") || in["status"] != "" && !strings.EqualFold(in["status"], "active")
	for i := range s.names {
		s.names[i] = in["option"+strconv.Itoa(i+1)+" name"]
	}
	if s.seen == nil {
		s.seen = map[string]bool{}
	}
}

// product adds what all variants share.
func (s *shopifyRows) product(rec *Record, raw Record, in map[string]string) {
	rec.Add("id", s.handle)
	rec.Add("title", in["title"])
	rec.Add("description", in["description"])
	rec.Add("brand", in["vendor"])
	rec.Add("category", first(in["type"], in["category"], in["google shopping / google product category"]))
	rec.Fields = appendList(rec.Fields, "tags", in["tags"])
	rec.Add("image", in["image src"])
	rec.Add("link", "/products/"+s.handle)
	rec.Add("gender", in["google shopping / gender"])
	rec.Add("age group", in["google shopping / age group"])
	rec.Add("condition", in["google shopping / condition"])
	if strings.EqualFold(in["gift card"], "true") {
		s.r.giftCard(rec)
	}
	for _, f := range raw.Fields { // "Fabric (product.metafields.shopify.fabric)"
		if name, key, ok := strings.Cut(f.Name, " (product.metafields."); ok && !strings.HasPrefix(key, "reviews.") {
			rec.Fields = append(rec.Fields, Field{name, trimmed(strings.Split(f.Values[0], ";")), true})
		}
	}
}

// giftCard marks what is no goods.
func (r *Reader) giftCard(rec *Record) {
	rec.Add("gift card", "yes")
	r.report(Problem{Line: rec.Line, Reason: "the product is a gift card, no goods; it was marked so", Note: true})
}

// variant adds the row's variant. A product in one form only, without a key of its own, is an item
// without variants.
func (s *shopifyRows) variant(rec *Record, in map[string]string) {
	v := Variant{Line: rec.Line, ID: in["variant sku"]}
	for i, name := range s.names {
		value := in["option"+strconv.Itoa(i+1)+" value"]
		if name != "" && value != "Default Title" {
			v.Options = appendField(v.Options, name, value)
		}
	}
	v.Fields = appendField(v.Fields, "price", in["variant price"])
	v.Fields = appendField(v.Fields, "list price", in["variant compare at price"])
	v.Fields = append(v.Fields, shopifyStock(in)...)
	v.Fields = appendField(v.Fields, "image", in["variant image"])
	if grams := in["variant grams"]; grams != "" && grams != "0" && grams != "0.0" {
		v.Fields = appendField(v.Fields, "weight", grams+" g")
	}
	if len(v.Options) == 0 && v.ID == "" {
		rec.Fields = append(rec.Fields, without(v.Fields, "image")...)
		return
	}
	own := variantName(s.handle, v.Options, 0)
	if v.ID == "" {
		v.ID = own
	} else if s.seen[v.ID] {
		s.r.report(Problem{Line: rec.Line, Field: "Variant SKU", Cause: "sku twice", Reason: "the SKU " + strconv.Quote(v.ID) + " was there before; the variant is called " + strconv.Quote(own)})
		v.ID = own
	}
	s.seen[v.ID] = true
	rec.Variants = []Variant{v}
}

// shopifyStock says how many are left and whether it can be bought. What is not tracked always can.
func shopifyStock(in map[string]string) []Field {
	if in["variant inventory tracker"] == "" {
		return appendField(nil, "availability", "in stock")
	}
	n, err := strconv.Atoi(in["variant inventory qty"])
	if err != nil {
		return nil
	}
	state := "in stock"
	if n <= 0 {
		state = "out of stock"
		if in["variant inventory policy"] == "continue" || strings.EqualFold(in["oversell"], "true") {
			state = "backorder"
		}
	}
	return appendField(appendField(nil, "availability", state), "stock", strconv.Itoa(max(n, 0)))
}

// appendList adds a cell of values with commas between them.
func appendList(fields []Field, name, cell string) []Field {
	if values := trimmed(strings.Split(cell, ",")); len(values) > 0 {
		fields = append(fields, Field{name, values, true})
	}
	return fields
}

// without leaves a field out.
func without(fields []Field, name string) []Field {
	var out []Field
	for _, f := range fields {
		if f.Name != name {
			out = append(out, f)
		}
	}
	return out
}

// filled leaves out fields without values.
func filled(fields []Field) []Field {
	var out []Field
	for _, f := range fields {
		if len(f.Values) > 0 {
			out = append(out, f)
		}
	}
	return out
}
