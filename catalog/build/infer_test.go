package build_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"rso/catalog"
	"rso/catalog/build"
	"rso/catalog/feed"
)

// compile builds a feed; name decides its format where the content doesn't.
func compile(t testing.TB, opt build.Options, name, src string) ([]byte, build.Report, error) {
	t.Helper()
	r, err := feed.Open(strings.NewReader(src), name)
	if err != nil {
		t.Fatal(err)
	}
	b := build.New(opt)
	b.Declare(r.Columns())
	for rec, err := range r.Records() {
		if err != nil {
			t.Fatal(err)
		}
		b.Add(rec)
	}
	return b.Finish(context.Background())
}

// open builds a feed and opens the file.
func open(t testing.TB, opt build.Options, name, src string) (*catalog.Catalog, build.Report) {
	t.Helper()
	file, report, err := compile(t, opt, name, src)
	if err != nil {
		t.Fatal(err)
	}
	c, err := catalog.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	return c, report
}

// expectColumns compiles a CSV feed and checks each column: "name: role kind unit", with * for several values an
// item; a column that is not compiled is "name: -".
func expectColumns(t *testing.T, trade, src string, want ...string) {
	t.Helper()
	c, report := open(t, build.Options{}, trade+".csv", src)
	var got []string
	for _, d := range report.Decisions {
		s := d.Column + ": -"
		if k := c.Find(d.Column); k >= 0 {
			col := c.Column(k)
			if s = fmt.Sprintf("%s: %s %s", col.Name, col.Role, col.Kind); col.Many {
				s += "*"
			}
			if col.Unit != "" {
				s += " " + col.Unit
			}
		}
		if d.Why == "" {
			t.Errorf("%s: column %q is decided without a reason", trade, d.Column)
		}
		got = append(got, s)
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("%s\n got %q\nwant %q", trade, got, want)
	}
}

func TestInfer(t *testing.T) {
	expectColumns(t, "films", `id,title,year,genres,cast,mentions,poster,plot
f1,The Quiet Harbour,1994,Drama|Crime,Ida Marsh|Tom Quill,12,https://x.example/1.jpg,A lighthouse keeper finds a letter
f2,Harbour II,2001,Drama,Ida Marsh,,https://x.example/2.jpg,She answers it
`, "id: id text", "title: title text", "year: year number", "genres: category values*", "cast: people values*",
		"mentions: popularity number", "poster: image text", "plot: description text")

	expectColumns(t, "laptops", `SKU,Product Name,Brand,Price,RAM,Storage,Screen (inch),weight_kg,Stock Quantity,EAN,Colour
L-1,Nimbus 13,Nimbus,"$1,299.00",16 GB,512 GB,13.3,1.2,4,4006381333931,silver
L-2,Nimbus 15,Nimbus,$999.00,8GB,1 TB,15.6,1.9,0,4006381333948,silver
L-3,Orbit Pro,Orbit,$1499.50,32 gb,2 TB,14,1.4,11,4006381333955,black
`, "SKU: id text", "Product Name: title text", "Brand: maker values", "Price: price number USD", "RAM: attribute number GB",
		"Storage: attribute number GB", "Screen (inch): attribute number inch", "weight_kg: attribute number kg",
		"Stock Quantity: stock number", "EAN: -", "Colour: attribute values")

	expectColumns(t, "books", `book_id,work_id,isbn,title,authors,published,pages,average_rating,ratings_count,publisher
1,900,,Salt Roads,"Mira Thorn, Ole Bly",2001-03-04,320,4.1,1000,Alder & Sons
2,901,0140449132,The Iliad of Ants,Homer Ant,-700,500,3.9,50,Alder & Sons
3,901,0140449133,Winter Keys,Mira Thorn,4 May 1999,210,4.4,,Fennel Press
`, "book_id: id text", "work_id: -", "isbn: -", "title: title text", "authors: people values*", "published: year number",
		"pages: attribute number", "average_rating: rating number", "ratings_count: popularity number", "publisher: maker values")

	expectColumns(t, "groceries", `name;category;price;net_weight_g;organic;barcode
Oat milk;Drinks;1,99;1000;true;5901234123457
Rye bread;Bakery;2,49;500;false;5901234123464
Honey;Pantry;5,90;250;true;5901234123471
`, "name: title text", "category: category values", "price: price number", "net_weight_g: attribute number g",
		"organic: attribute values", "barcode: -")

	expectColumns(t, "shoes", "handle,title,vendor,type,price,sale price,created_at,serial\n"+
		"a,Trail Runner,Fleet,Shoes,80.00 EUR,,2024-01-01,100200300\nb,Road Runner,Fleet,Shoes,75.00 EUR,60.00 EUR,2024-01-02,100200301\n",
		"handle: id text", "title: title text", "vendor: maker values", "type: category values", "price: price number EUR",
		"sale price: -", "created_at: -", "serial: -", "list price: attribute number EUR")

	expectColumns(t, "mostly without a sale", "id,title,sale price,regular price\n1,A,,5\n2,B,3,4\n3,C,,9\n",
		"id: id text", "title: title text", "sale price: -", "regular price: price number", "list price: attribute number")

	expectColumns(t, "half the ids", "title,sku,size id\nA,,1\nB,,1\nC,s3,2\n", "title: title text", "sku: -", "size id: -")

	expectColumns(t, "words where numbers should be", "title,price,rating,year,stock\nA,call us,good,soon,yes\nB,free,bad,later,no\n",
		"title: title text", "price: attribute values", "rating: attribute values", "year: attribute values", "stock: availability values")

	expectColumns(t, "an empty column", "id,title,colour\n1,A,\n2,B,\n", "id: id text", "title: title text", "colour: -")

	expectColumns(t, "addresses", "title,qr,image,page,url\nA,https://x.example/q.png,/a.png,https://x.example/p,https://x.example/a\n",
		"title: title text", "qr: -", "image: image text", "page: -", "url: link text")

	expectColumns(t, "flags", "title,published,currency,price\nA,1,EUR,5\nB,0,EUR,6\n",
		"title: title text", "published: attribute number", "currency: -", "price: price number EUR")

	expectColumns(t, "camel case", "itemId,productTitle,averageRating,imageUrl\n1,A,4.5,/a.png\n2,B,4,/b.png\n",
		"itemId: id text", "productTitle: title text", "averageRating: rating number", "imageUrl: image text")
}

func TestKeyColumn(t *testing.T) {
	src := "id,code,title\n1,x,Lamp\n2,y,Desk\n"
	for key, want := range map[string]string{"": "2", "code": "y", "id": "2"} {
		c, _ := open(t, build.Options{ID: key}, "a.csv", src)
		if got := c.ID(1); got != want {
			t.Errorf("-id %q: the second item is %q, not %q", key, got, want)
		}
	}
	_, _, err := compile(t, build.Options{ID: "ean"}, "a.csv", src)
	if err == nil || !strings.Contains(err.Error(), `no column "ean"`) || !strings.Contains(err.Error(), `"code"`) {
		t.Errorf("-id of an unknown column: %v", err)
	}
	c, _ := open(t, build.Options{}, "a.csv", "title\nLamp\nDesk\n")
	if _, ok := c.ByID("2"); !ok {
		t.Error("without an id column, the row's number is no id")
	}
}
