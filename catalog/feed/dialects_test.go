package feed_test

import (
	"strings"
	"testing"

	"rso/catalog/feed"
)

func TestXML(t *testing.T) {
	expect(t, "a.xml", "<?xml version=\"1.0\"?>\n<products>\n<product><id>1</id><name>Salt & Pepper</name><brand>x</brand></product></products>\n", "google", "3: id=1 name=Salt & Pepper brand=x")
	expect(t, "atom.xml", `<feed xmlns="http://www.w3.org/2005/Atom" xmlns:g="x"><title>Shop</title><entry><g:id>1</g:id><g:title>Lamp</g:title><link href="https://x.example/1"/><g:brand>Lux</g:brand></entry></feed>`,
		"google", "1: id=1 title=Lamp brand=Lux link=https://x.example/1")
	expect(t, "cdata.xml", "<r><item><id>1</id><title><![CDATA[<b>A</b> & B]]></title><brand>x</brand></item></r>", "google", "1: id=1 title=<b>A</b> & B brand=x")
	expect(t, "none.xml", "<r><other/></r>", "google")
	expect(t, "prefix.xml", "<r xmlns:g=\"x\"><item><g:id>1</g:id><title>A</title><gg:brand>x</gg:brand></item></r>", "google", "1: id=1 title=A brand=x",
		`1!gg:brand: the prefix "gg" is declared nowhere; it was taken for Google's`)
	expect(t, "cut.xml", "<r>\n<item><id>1</id><title>A</title><brand>x</brand></item>\n<item><id>2", "google", "2: id=1 title=A brand=x",
		`error: cut.xml: line 3: the text ends in the middle (is the file truncated?): <id> is never closed: the rows from there on can't be read; the last complete product is "1"`)
	expect(t, "page.xml", "<r></r>\n<html>504</html>", "google", "error: page.xml: line 2: <html> follows the end of the feed (is it the page of a server's error?)")
	expect(t, "tags.xml", "<r>\n<item><title>A</b></item></r>", "google", "error: tags.xml: line 2: <title> is closed by </b>")
	expect(t, "end.xml", "<?xml version=\"1.0\"?>", "google", "error: end.xml: line 1: the text has no element: it is no feed")
	expect(t, "set.xml", "<?xml version=\"1.0\" encoding=\"klingon\"?><r/>", "", `error: set.xml: the XML declaration names the encoding "klingon", which is unknown: save the feed as UTF-8`)
}

func TestShapesOfJSON(t *testing.T) {
	expect(t, "a.jsonl", `{"id":1,"price":{"amount":9.9,"currency":"EUR"},"attributes":[{"name":"Color","value":"red"},{"name":"Fit","value":"slim"}],"categories":[{"id":7,"name":"Hats"},{"id":8,"name":"Wool"}],"reviews":[{"name":"A.","text":"ok"}]}`+"\n",
		"jsonl", "1: id=1 price=9.9 EUR Color=red Fit=slim categories=[Hats|Wool]")
	expect(t, "deep.json", `{"data":{"products":[{"id":1,"seller":{"name":"S"}}]}}`, "json", "1: id=1 seller.name=S")
}

func TestPages(t *testing.T) {
	block := func(s string) string {
		return "<!DOCTYPE html>\n<html><script type=\"application/ld+json\">\n" + s + "</script></html>"
	}
	expect(t, "a.html", block(`{"@type":"Product","name":"Lamp","sku":"1","weight":{"value":2,"unitCode":"KGM"},"offers":{"price":5,"priceCurrency":"EUR","itemCondition":"NewCondition"}}`), "schema.org",
		"3: id=1 title=Lamp price=5 EUR condition=New weight=2 kg")
	expect(t, "list.html", block(`{"@type":"Product","name":"Lamp","sku":"1","offers":{"priceSpecification":[{"price":9,"priceCurrency":"EUR","priceType":"https://schema.org/ListPrice"},{"price":7,"priceCurrency":"EUR"}]}}`), "schema.org",
		"3: id=1 title=Lamp price=7 EUR list price=9 EUR")
	expect(t, "none.html", block(`{"@type":"Organization","name":"x"}`), "schema.org",
		`error: none.html has no product in JSON-LD (<script type="application/ld+json">): give the shop's feed, or a page that has`)
	expect(t, "file.json", `{"@context":"https://schema.org","@type":"ItemList","itemListElement":[{"@type":"ListItem","item":{"@type":"Product","name":"A","sku":"1"}},{"item":{"@type":"Product","name":"B","sku":"2"}}]}`, "schema.org",
		"1: id=1 title=A", "1: id=2 title=B")
	expect(t, "cut.json", `{"@context":"https://schema.org","@type":"Product",`, "schema.org", "error: cut.json has no product...",
		"1!!: the JSON-LD block is no JSON: the text ends in the middle (is the file truncated?); the row was left out")
}

// Shopify's export has called its columns otherwise of late.
func TestNewShopifyColumns(t *testing.T) {
	expect(t, "a.csv", "Title,URL handle,Description,Vendor,Product category,Published on online store,Status,SKU,Option1 name,Option1 value,Price,Compare-at price,Cost per item,Inventory tracker,Inventory quantity,Continue selling when out of stock,Product image URL\n"+
		"Bowl,bowl,<p>Clay</p>,Kiln,Home > Bowls,TRUE,Active,,,,18.00,20.00,5,shopify,0,TRUE,https://x.example/b.jpg\n", "shopify",
		"2: id=bowl title=Bowl description=<p>Clay</p> brand=Kiln category=Home > Bowls image=https://x.example/b.jpg link=/products/bowl price=18.00 list price=20.00 availability=backorder stock=0")
}

func TestOpenAITable(t *testing.T) {
	expect(t, "a.csv", "item_id,title,price,availability,is_eligible_search,url,color\n1,Lamp,5 USD,in_stock,true,https://x.example/1,red\n2,Desk,6 USD,in_stock,false,,\n", "openai",
		"2: id=1 title=Lamp color=red price=5 USD availability=in_stock link=https://x.example/1", "3!!is eligible search: the product is not for search; the row was left out")
}

func TestWooVariations(t *testing.T) {
	head := "ID,Type,SKU,Name,Published,Visibility in catalog,In stock?,Regular price,Parent,Weight (kg),Attribute 1 name,Attribute 1 value(s)\n"
	expect(t, "orphan.csv", head+"2,variation,,A - S,1,visible,1,5,GONE,,Size,S\n", "woocommerce",
		`2!!: the variation belongs to "GONE", which is not in the feed before it; the row was left out`)
	expect(t, "hidden.csv", head+"1,variable,A,A,0,visible,1,,,,Size,\"S, M\"\n2,variation,,A - S,1,visible,1,5,A,,Size,S\n", "woocommerce",
		"2!!Published: the product is not published; the row was left out", "3!!Parent: the product of the variation was left out; the row was left out")
	expect(t, "simple.csv", head+"1,simple,A,A,1,visible,0,5,,1.5,Fit,\"slim\\, short, wide\"\n", "woocommerce",
		"2: id=1 title=A price=5 availability=out of stock Fit=[slim, short|wide] weight=1.5 kg")
}

// A broken feed is kept as far as it can be read, when that is asked for.
func TestLenient(t *testing.T) {
	for name, c := range map[string]struct{ src, want string }{
		"a.json": {"[{\"id\":1},{\"id\":2},\n{\"id", "1: id=1|1: id=2"},
		"a.csv":  {"id,title\n1,A,x\n2,\"B\n3,C\n4,D\n5,\"E\n", "2: id=1 title=A|3: id=2 title=B|4: id=3 title=C|5: id=4 title=D|6: id=5 title=E"},
		"a.xml":  {"<r><item><id>1</id><brand>x</brand></item><item>", "1: id=1 brand=x"},
	} {
		r, err := feed.OpenWith(strings.NewReader(c.src), name, feed.Options{Lenient: true})
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(lines(r), "|"); got != c.want || r.Problems().Count == 0 {
			t.Errorf("%s is read as %q with the problems %v, want %q", name, got, r.Problems().List, c.want)
		}
	}
}
