package feed

import (
	"strings"
)

// googleRow reads an item of a Google Merchant feed, from XML or TSV. Items of one item_group_id are one item.
func (r *Reader) googleRow(raw Record) (Record, error) {
	in := map[string]Field{}
	for i, f := range raw.Fields {
		f.Name = plainName(f.Name)
		raw.Fields[i].Name = f.Name
		if _, twice := in[f.Name]; !twice {
			in[f.Name] = f
		}
	}
	get := func(name string) string {
		if f, ok := in[name]; ok {
			return f.Values[0]
		}
		return ""
	}
	rec := Record{Line: raw.Line, Group: get("item group id")}
	var own, options []Field
	start, end, _ := strings.Cut(get("sale price effective date"), "/")
	for _, f := range raw.Fields {
		switch f.Name {
		case "price", "availability":
			own = append(own, f)
		case "sale price":
			own = r.addSale(raw.Line, own, f.Values[0], "sale price effective date", start, end)
		case "image link":
			own = appendField(own, "image", f.Values[0])
		case "link":
			own = append(own, f)
		case "color", "size", "pattern", "material":
			if f.Name != "size" { // several colors are written with slashes, by definition
				f.Values, f.List = trimmed(strings.Split(strings.Join(f.Values, "/"), "/")), true
			}
			if len(f.Values) > 0 {
				options = append(options, f)
			}
		}
	}
	id := get("id")
	if rec.Group != "" {
		rec.Add("id", rec.Group)
		r.googleFields(&rec, raw, get)
		rec.Variants = []Variant{{ID: id, Line: raw.Line, Fields: own, Options: options}}
	} else {
		rec.Add("id", id)
		r.googleFields(&rec, raw, get)
		rec.Fields = append(append(rec.Fields, own...), options...)
	}
	if rec.Get("brand") == "" {
		r.report(Problem{Line: raw.Line, Field: "brand", Reason: "the item has no brand", Note: true})
	}
	return rec, nil
}

// googleFields adds what all variants share. Labels, tax and the shop's costs are none of a shopper's business.
func (r *Reader) googleFields(rec *Record, raw Record, get func(string) string) {
	for _, f := range raw.Fields {
		switch f.Name {
		case "id", "item group id", "price", "availability", "sale price", "image link", "link", "color", "size", "pattern", "material",
			"sale price effective date", "availability date", "expiration date", "gtin", "mpn", "identifier exists", "adult", "additional image link",
			"ads redirect", "mobile link", "canonical link", "cost of goods sold", "included destination", "excluded destination", "tax category",
			"promotion id", "is bundle", "shipping label", "guid", "pubdate", "min handling time", "max handling time":
		case "title", "description", "brand":
			rec.Add(f.Name, f.Values[0])
		case "product type":
			rec.Fields = append(rec.Fields, Field{"category", f.Values, f.List})
		case "google product category":
			if v := f.Values[0]; get("product type") == "" && strings.Trim(v, "0123456789") != "" {
				rec.Add("category", v)
			}
		case "shipping weight":
			if get("product weight") == "" {
				rec.Add("weight", f.Values[0])
			}
		case "product weight":
			rec.Add("weight", f.Values[0])
		default:
			if !strings.HasPrefix(f.Name, "custom label") && !strings.HasPrefix(f.Name, "shipping") && !strings.HasPrefix(f.Name, "tax.") {
				rec.Fields = append(rec.Fields, f)
			}
		}
	}
}

// trimmed drops what is empty of a list.
func trimmed(list []string) []string {
	var out []string
	for _, v := range list {
		if v = strings.TrimSpace(v); v != "" {
			out = append(out, v)
		}
	}
	return out
}
