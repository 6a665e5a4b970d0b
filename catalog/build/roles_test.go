package build_test

import (
	"fmt"
	"strings"
	"testing"

	"rso/catalog/build"
)

func TestOtherLanguages(t *testing.T) {
	expectColumns(t, "de", "Artikelnummer;Titel;Marke;Kategorie;Preis (Euro);Gewicht in kg;Lieferbar;Dimmbar;Beschreibung;Bewertung\n"+
		"a1;Stehlampe;Lux;Lampen;12,50;1,2;ja;nein;Eine Lampe;4,5\na2;Tischlampe;Lux;Lampen;1.018,00;0,8;nein;ja;Noch eine;3,5\n",
		"Artikelnummer: id text", "Titel: title text", "Marke: maker values", "Kategorie: category values", "Preis (Euro): price number EUR",
		"Gewicht in kg: attribute number kg", "Lieferbar: availability values", "Dimmbar: attribute values", "Beschreibung: description text", "Bewertung: rating number")
	expectColumns(t, "es", "referencia,nombre,marca,precio,categoría,descripción,disponible\nr1,Lámpara,Luz,12 €,Casa,Una lámpara,sí\nr2,Mesa,Luz,20 €,Casa,Una mesa,no\n",
		"referencia: id text", "nombre: title text", "marca: maker values", "precio: price number EUR", "categoría: category values", "descripción: description text", "disponible: availability values")
	expectColumns(t, "fr", "référence,titre,marque,prix TTC,catégorie,quantité\nr1,Lampe,Lux,\"12,50 €\",Maison,3\nr2,Table,Lux,\"20,00 €\",Maison,0\n",
		"référence: id text", "titre: title text", "marque: maker values", "prix TTC: price number EUR", "catégorie: category values", "quantité: stock number")
}

func TestUnits(t *testing.T) {
	expectColumns(t, "names", "title,RAM (GB),weight_g,Length [cm],size_m,players_min,Power in W,Runtime (min)\nA,8,200,10,5,1,60,90\nB,16,300,20,6,2,40,95\n",
		"title: title text", "RAM (GB): attribute number GB", "weight_g: attribute number g", "Length [cm]: attribute number cm", "size_m: attribute number m",
		"players_min: attribute number", "Power in W: attribute number W", "Runtime (min): attribute number min")
	expectColumns(t, "values", "title,weight,screen,disk\nA,450 g,13 inch,512 GB\nB,1.9 kg,15 inch,1 TB\nC,300 grams,14 in,2 TB\n",
		"title: title text", "weight: attribute number g", "screen: attribute values", "disk: attribute number GB")
	expectValues(t, "title,weight\nA,450 g\nB,1.9 kg\nC,300 grams\nD,2.1 lb\n", "weight", "450", "1900", "300", "952.544")
	expectValues(t, "title,weight\nA,450 g\nB,1.9 kg\nC,2.5 kg\n", "weight", "0.45", "1.9", "2.5")
}

func TestNestedNames(t *testing.T) {
	c, _ := open(t, build.Options{}, "a.jsonl", `{"id":1,"title":"A","attrs":{"color":"red","desc":"long"},"seller":{"name":"S","color":"x"},"specs":{"brand":"Lux"},"size":{"w":3}}`+"\n")
	for _, name := range []string{"attrs.color", "seller.color", "name", "brand", "w", "desc"} { // two colors: neither is short
		if c.Find(name) < 0 {
			t.Errorf("there is no column %q in %v", name, c.Columns())
		}
	}
	if c.Title(0) != "A" {
		t.Errorf("the title is %q", c.Title(0))
	}
}

func TestAvailability(t *testing.T) {
	for cell, want := range map[string]string{
		"in_stock": "in stock", "In Stock": "in stock", "https://schema.org/InStock": "in stock", "http://schema.org/OutOfStock": "out of stock", "true": "in stock", "false": "out of stock",
		"1": "in stock", "0": "out of stock", "Low Stock": "in stock", "preorder": "preorder", "Pre-order": "preorder", "PreOrder": "preorder", "backorder": "backorder", "BackOrder": "backorder",
		"discontinued": "discontinued", "sold out": "out of stock", "LimitedAvailability": "in stock", "ausverkauft": "out of stock", "next week": "",
	} {
		expectValues(t, "title;availability\nA;"+cell+"\nB;in stock\nC;in stock\n", "availability", want, "in stock", "in stock")
	}
	expectColumns(t, "flags", "title,avail\nA,true\nB,false\n", "title: title text", "avail: availability values")
	expectColumns(t, "counts", "title,available\nA,5\nB,0\nC,12\n", "title: title text", "available: stock number")
	expectColumns(t, "words", "title,availability\nA,Monday\nB,Tuesday\n", "title: title text", "availability: attribute values")
	expectColumns(t, "both", "title,availabilityStatus,stock\nA,In Stock,5\nB,Out of Stock,0\n", "title: title text", "availabilityStatus: availability values", "stock: stock number")
}

func TestFlags(t *testing.T) {
	expectValues(t, "title,dimmable\nA,true\nB,FALSE\nC,yes\nD,\n", "dimmable", "yes", "no", "yes", "")
	expectValues(t, "title,dimmable\nA,true\nB,maybe\n", "dimmable", "true", "maybe")
}

func TestRatings(t *testing.T) {
	expectValues(t, "title,rating\nA,4.5\nB,9.1/10\nC,4 out of 5\nD,\"4,5 von 5\"\nE,87%\nF,good\nG,12/10\n", "rating", "4.5", "4.55", "4", "4.5", "4.35", "", "")
}

func TestSpareTitles(t *testing.T) {
	expectColumns(t, "fills in", "id,title,name\n1,A,\n2,,B\n3,C,\n", "id: id text", "title: title text", "name: -")
	expectColumns(t, "says more", "id,title,name\n1,A,x\n2,B,y\n3,C,x\n", "id: id text", "title: title text", "name: attribute text")
}

func TestIDsAreDifferent(t *testing.T) {
	c, _ := open(t, build.Options{}, "a.csv", "id,title\n2,A\n,B\n3,C\n")
	if c.Len() != 3 || c.ID(1) != "row 2" {
		t.Errorf("%d items, the second is %q", c.Len(), c.ID(1))
	}
}

// Where no column has the name of a role, a word of a name tells it, or the values and the titles do.
func TestLikelyRoles(t *testing.T) {
	var boats, teas strings.Builder
	boats.WriteString("hull_id,listing,yard,form,guide_eur,energy_class,under_offer,verdict,rent_pcm\n")
	teas.WriteString("code,label,house,family,pack_price,left_handed,shelf,bought_yr\n")
	for k := range 24 {
		yard := []string{"Grindley", "Kittiwake", "Merrow", "Halcyon"}[k%4]
		craft := []string{"narrowboat", "dinghy", "day sailer"}[k%3]
		fmt.Fprintf(&boats, "h%d,%s %s,%s,%s,%d,%s,%s,%.1f,%d\n", k, yard, craft, yard, craft, 3000+700*k, []string{"A", "B", "C"}[k%3], []string{"yes", "no"}[k%2], 3.1+float64(k%15)/10, 400+k)
		fmt.Fprintf(&teas, "l%d,%s No %d,%s,%s,%.2f,%s,%s,%d\n", k, yard, k, yard, []string{"green tea", "black tea"}[k%2], 3+float64(k)/4, []string{"Y", "N"}[k%2], []string{"in stock", "sold out", "preorder"}[k%3], 2001+k)
	}
	expectColumns(t, "boats", boats.String(), "hull_id: id text", "listing: title text", "yard: maker values", "form: category values", "guide_eur: price number EUR",
		"energy_class: attribute values", "under_offer: attribute values", "verdict: rating number", "rent_pcm: attribute number")
	var desks strings.Builder // titles with commas, and years that no name tells
	desks.WriteString("ref,listing,perks,out,steps\n")
	for k := range 24 {
		fmt.Fprintf(&desks, "r%d,\"%s Desk, No %d\",\"wifi, %s\",%d,%d\n", k, []string{"Signal", "Compass"}[k%2], k, []string{"parking", "printer"}[k%2], 1971+2*k, 1900+5*k)
	}
	expectColumns(t, "desks", desks.String(), "ref: id text", "listing: title text", "perks: attribute values*", "out: year number", "steps: attribute number")
	var sheds strings.Builder // a "product" that repeats is a kind of thing, and the articles are the titles
	sheds.WriteString("art_no,article,product,aisle,price,availability\n")
	for k := range 24 {
		product := []string{"chainsaw", "watering can", "leaf blower"}[k%3]
		fmt.Fprintf(&sheds, "a%d,Pro %d %s,%s,%s,%d,%s\n", k, 20+k, product, product, []string{"Lawn", "Beds"}[k%2], 10+k, []string{"in stock", "2-3 days"}[k%2])
	}
	expectColumns(t, "sheds", sheds.String(), "art_no: id text", "article: title text", "product: category values", "aisle: attribute values", "price: price number", "availability: availability values")
	expectColumns(t, "teas", teas.String(), "code: id text", "label: title text", "house: maker values", "family: attribute values", "pack_price: price number",
		"left_handed: attribute values", "shelf: availability values", "bought_yr: year number")
}

// In a small shop short names may all be different, and be what things are made of; codes and sentences are no values, and in a big
// one such a column is text.
func TestShortNames(t *testing.T) {
	stuff := []string{"oak", "ash", "wool", "silk", "waxed canvas", "steel", "brass", "cork", "jute", "linen", "hemp", "felt"}
	finish := []string{"raw", "oiled", "painted", "matt", "gloss", "stained"}
	shop := func(rows int) string {
		var b strings.Builder
		b.WriteString("sku,title,material,top_notes,part,care\n")
		for k := range rows {
			name := finish[k/len(stuff)%len(finish)] + " " + stuff[k%len(stuff)] + strings.Repeat("y", k/len(stuff)/len(finish))
			fmt.Fprintf(&b, "s%d,Thing %d,%s,\"%s, %s\",XK-%d4,Wipe it with a cloth and dry it well after use %d.\n", k, k, name, stuff[k%12], finish[k%6], k, k)
		}
		return b.String()
	}
	expectColumns(t, "a small shop", shop(36), "sku: id text", "title: title text", "material: attribute values", "top_notes: attribute values*", "part: attribute text", "care: attribute text")
	expectColumns(t, "a big shop", shop(400), "sku: id text", "title: title text", "material: attribute text", "top_notes: attribute values*", "part: attribute text", "care: attribute text")
}
