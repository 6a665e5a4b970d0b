package feed

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// openaiProduct reads a product of OpenAI's product feed.
func (r *Reader) openaiProduct(line int, n node) (Record, error) {
	var variant []Field
	for i, name := range n.at("variant_dict").names {
		variant = appendField(variant, plainName(name), n.at("variant_dict").kids[i].text)
	}
	return r.openai(r.flat(line, n), variant)
}

// openaiRow reads a row of the same feed written as CSV or TSV.
func (r *Reader) openaiRow(raw Record) (Record, error) { return r.openai(raw, nil) }

// maxTitle is what the feed's specification allows.
const maxTitle = 150

func (r *Reader) openai(raw Record, options []Field) (Record, error) {
	in := map[string]string{}
	for i, f := range raw.Fields {
		raw.Fields[i].Name = plainName(f.Name)
		in[plainName(f.Name)] = f.Values[0]
	}
	for _, name := range []string{"is eligible search", "enable search"} {
		if in[name] == "false" {
			return Record{}, unwanted(raw.Line, name, "the product is not for search")
		}
	}
	rec := Record{Line: raw.Line, Group: first(in["group id"], in["item group id"])}
	own := r.addSale(raw.Line, nil, in["sale price"], "sale price dates", in["sale price start date"], in["sale price end date"])
	isOption := map[string]bool{}
	for _, o := range options {
		isOption[o.Name] = true
	}
	for _, f := range raw.Fields {
		switch name := f.Name; name {
		case "price", "availability":
			own = append(own, f)
		case "inventory quantity":
			own = appendField(own, "stock", f.Values[0])
		case "image url", "image link":
			own = appendField(own, "image", f.Values[0])
		case "url", "link":
			own = appendField(own, "link", f.Values[0])
		case "title":
			if n := utf8.RuneCountInString(f.Values[0]); n > maxTitle {
				r.report(Problem{Line: raw.Line, Field: name, Note: true, Cause: "long title", Reason: fmt.Sprintf("the title has %d characters, more than the %d that the format allows", n, maxTitle)})
			}
			rec.Fields = append(rec.Fields, f)
		case "star rating", "product review rating":
			rec.Add("rating", f.Values[0])
		case "review count", "product review count":
			rec.Add("ratings count", f.Values[0])
		case "product category":
			rec.Fields = append(rec.Fields, Field{"category", f.Values, f.List})
		case "description", "brand", "material", "weight", "dimensions", "condition", "color", "size", "size system", "gender", "age group", "length", "width", "height":
			if rec.Group != "" && (name == "color" || name == "size") && len(in["variant dict"]) == 0 && !isOption[name] {
				options = append(options, f)
			} else if !isOption[name] {
				rec.Fields = append(rec.Fields, f)
			}
		}
	}
	id := first(in["item id"], in["id"])
	if rec.Group == "" {
		rec.Fields = append(append(append([]Field{{Name: "id", Values: []string{id}}}, rec.Fields...), own...), options...)
		if id == "" {
			rec.Fields = rec.Fields[1:]
		}
		return rec, nil
	}
	rec.Fields = append([]Field{{Name: "id", Values: []string{rec.Group}}}, rec.Fields...)
	rec.Variants = []Variant{{ID: id, Line: raw.Line, Fields: own, Options: options}}
	return rec, nil
}

// first returns the first text that is not empty.
func first(list ...string) string {
	for _, s := range list {
		if s = strings.TrimSpace(s); s != "" {
			return s
		}
	}
	return ""
}
