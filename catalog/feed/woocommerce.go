package feed

import (
	"fmt"
	"strconv"
	"strings"
)

// wooRows reads WooCommerce's product export. A variation names its parent by "id:201" or by SKU.
type wooRows struct {
	r      *Reader
	parent map[string]string // by SKU, the id of a product that may have variations
	hidden map[string]bool   // ids of products that were left out
}

func (w *wooRows) row(raw Record) (Record, error) {
	in := map[string]string{}
	for _, f := range raw.Fields {
		in[strings.ToLower(f.Name)] = f.Values[0]
	}
	if w.parent == nil {
		w.parent, w.hidden = map[string]string{}, map[string]bool{}
	}
	if in["type"] == "variation" {
		return w.variation(raw.Line, in)
	}
	id := in["id"]
	if sku := in["sku"]; sku != "" && w.parent[sku] == "" {
		w.parent[sku] = id
	}
	switch {
	case in["published"] == "0" || in["published"] == "-1":
		w.hidden[id] = true
		return Record{}, unwanted(raw.Line, "Published", "the product is not published")
	case in["visibility in catalog"] == "hidden":
		w.hidden[id] = true
		return Record{}, unwanted(raw.Line, "Visibility in catalog", "the product is hidden")
	}
	return w.product(raw.Line, id, in), nil
}

func (w *wooRows) product(line int, id string, in map[string]string) Record {
	rec := Record{Line: line}
	if strings.Contains(in["type"], "variable") {
		rec.Group = id
	}
	rec.Add("id", id)
	rec.Add("title", in["name"])
	rec.Add("description", first(unescaped(in["description"]), unescaped(in["short description"])))
	if in["description"] != "" {
		rec.Add("summary", unescaped(in["short description"]))
	}
	rec.Fields = appendCells(rec.Fields, "brand", in["brands"])
	rec.Fields = appendCells(rec.Fields, "category", in["categories"])
	rec.Fields = appendCells(rec.Fields, "tags", in["tags"])
	images, _, _ := strings.Cut(in["images"], ",")
	rec.Add("image", images)
	rec.Add("link", in["external url"])
	if strings.Contains(in["type"], "grouped") {
		w.r.report(Problem{Line: line, Field: "Grouped products", Reason: fmt.Sprintf("the product is a set of others (%.60s); it has no price of its own", in["grouped products"]), Cause: "grouped", Note: true})
	}
	rec.Fields = append(rec.Fields, w.own(line, in)...)
	if rec.Group != "" { // what it costs and whether it is to be had is the variations' to say
		rec.Fields = without(rec.Fields, "availability")
	}
	rec.Fields = append(rec.Fields, attributes(in)...)
	for _, side := range []string{"weight", "length", "width", "height"} {
		rec.Fields = append(rec.Fields, measure(in, side)...)
	}
	return rec
}

func (w *wooRows) variation(line int, in map[string]string) (Record, error) {
	id, byID := strings.CutPrefix(in["parent"], "id:")
	if !byID {
		id = w.parent[in["parent"]]
	}
	if id == "" {
		return Record{}, skip(line, "the variation belongs to %.40q, which is not in the feed before it", in["parent"])
	}
	if w.hidden[id] {
		return Record{}, unwanted(line, "Parent", "the product of the variation was left out")
	}
	if in["published"] == "0" || in["published"] == "-1" {
		return Record{}, unwanted(line, "Published", "the variation is not published")
	}
	images, _, _ := strings.Cut(in["images"], ",")
	v := Variant{ID: in["id"], Line: line, Fields: appendField(w.own(line, in), "image", images), Options: attributes(in)}
	return Record{Line: line, Group: id, Fields: []Field{{Name: "id", Values: []string{id}}}, Variants: []Variant{v}}, nil
}

// own is what a product or a variation costs, and whether it is to be had.
func (w *wooRows) own(line int, in map[string]string) []Field {
	out := appendField(nil, "price", in["regular price"])
	out = w.r.addSale(line, out, in["sale price"], "Date sale price starts", in["date sale price starts"], in["date sale price ends"])
	switch in["in stock?"] {
	case "1":
		out = appendField(out, "availability", "in stock")
	case "0":
		out = appendField(out, "availability", "out of stock")
	default:
		out = appendField(out, "availability", in["in stock?"])
	}
	return appendField(out, "stock", in["stock"])
}

// attributes are the numbered ones, whose values have commas between them.
func attributes(in map[string]string) []Field {
	var out []Field
	for i := 1; i <= 100; i++ {
		prefix := "attribute " + strconv.Itoa(i) + " "
		name, ok := in[prefix+"name"]
		if !ok && in[prefix+"value(s)"] == "" && i > 10 {
			break
		}
		if name != "" {
			out = appendCells(out, name, in[prefix+"value(s)"])
		}
	}
	return out
}

// measure finds a column with a unit in its name: "Weight (kg)".
func measure(in map[string]string, what string) []Field {
	for _, unit := range []string{"kg", "g", "lbs", "oz", "cm", "mm", "m", "in", "yd"} {
		if v := in[what+" ("+unit+")"]; v != "" {
			return appendField(nil, what, v+" "+unit)
		}
	}
	return nil
}

// appendCells adds the values of a cell; a comma within a value is written "\,".
func appendCells(fields []Field, name, cell string) []Field {
	cell = strings.ReplaceAll(cell, `\,`, "\x00")
	values := trimmed(strings.Split(cell, ","))
	for i, v := range values {
		values[i] = strings.ReplaceAll(v, "\x00", ",")
	}
	if len(values) > 0 {
		fields = append(fields, Field{name, values, true})
	}
	return fields
}

// unescaped turns the exporter's literal \n into line breaks.
func unescaped(s string) string { return strings.TrimSpace(strings.ReplaceAll(s, `\n`, "\n")) }
