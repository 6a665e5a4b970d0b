package build_test

import (
	"strings"
	"testing"

	"rso/catalog"
	"rso/catalog/build"
)

// expectMoney compiles a table and checks the price columns of all items: "5 EUR|6 NOK" for one item.
func expectMoney(t *testing.T, src string, want ...string) {
	t.Helper()
	c, _ := open(t, build.Options{}, "a.csv", src)
	for i := range catalog.Item(c.Len()) {
		var got []string
		for k := range c.Columns() {
			col := c.Column(k)
			if v, ok := col.Number(i); ok && (col.Role == catalog.Price || strings.Contains(col.Name, "list price")) {
				s := strings.TrimSpace(catalog.FormatNumber(v) + " " + col.Unit)
				if col.Role != catalog.Price {
					s = "was " + s
				}
				got = append(got, s)
			}
		}
		if g := strings.Join(got, "|"); int(i) >= len(want) || g != want[i] {
			t.Errorf("%q: item %d costs %q, want %q", src, i, g, want)
		}
	}
}

func TestCurrencies(t *testing.T) {
	expectMoney(t, "title;price\nA;5 EUR\nB;6 USD\nC;€7\nD;8\n", "5 EUR", "6 USD", "7 EUR", "8 EUR")
	expectMoney(t, "title;Price (Euro)\nA;5\nB;6,50\n", "5 EUR", "6.5 EUR")
	expectMoney(t, "title;price_usd\nA;5\n", "5 USD")
	expectMoney(t, "title;Preis in €\nA;5\n", "5 EUR")
	expectMoney(t, "title;price;currency\nA;5;EUR\nB;6;nok\nC;7;€\nD;8;\n", "5 EUR", "6 NOK", "7 EUR", "8 EUR")
	expectMoney(t, "title;price\nA;5 zł\nB;CHF 6\nC;R$ 7\nD;C$8\nE;9 kr\n", "5 PLN", "6 CHF", "7 BRL", "8 CAD", "")
	expectMoney(t, "title;price\nA;12 GB\nB;13\n", "", "13") // no currency is called so
	expectMoney(t, "title;price\nA;1 299,00 €\nB;1'299.00 CHF\nC;1\u00a0299 €\n", "1299 EUR", "1299 CHF", "1299 EUR")
}

// Prices in columns of their own are prices too, each in its currency.
func TestColumnsOfCurrencies(t *testing.T) {
	expectMoney(t, "title;price_eur;price_chf;price_usd\nA;5;4;6\nB;7;;8\nC;;;9\n", "5 EUR|6 USD|4 CHF", "7 EUR|8 USD", "9 USD")
	expectMoney(t, "title;price;price_usd\nA;5;6\nB;7;8\n", "5|6 USD", "7|8 USD")
	_, report := open(t, build.Options{}, "a.csv", "title,price_eur,price_chf\nA,5,4\n")
	if report.Problems.Count != 0 {
		t.Errorf("the problems are %v", report.Problems.List)
	}
}

// A point before three digits stands between thousands where no price of the column has two decimals behind a point.
func TestThousands(t *testing.T) {
	expectMoney(t, "title;price\nA;1.299\nB;12,50\n", "1299", "12.5")
	expectMoney(t, "title;price\nA;1.299\nB;12\n", "1299", "12")
	expectMoney(t, "title;price\nA;1.299\nB;12.50\n", "1.299", "12.5")
	expectMoney(t, "title;price\nA;0.125\nB;12\n", "0.125", "12")
	expectMoney(t, "title;price\nA;KWD 1.299\nB;KWD 12\n", "1.299 KWD", "12 KWD") // a thousand fils to the dinar
}

func TestSales(t *testing.T) {
	expectMoney(t, "title;price;sale price\nA;10;8\nB;10;12\nC;10;\nD;;7\nE;10;0\nF;10;10\n", "8|was 10", "10", "10", "7", "10", "10")
	expectMoney(t, "title;price;compare at price\nA;8;10\nB;8;8\nC;8;0\nD;8;\n", "8|was 10", "8", "8", "8")
	expectMoney(t, "title;price;sale price;list price\nA;10;8;15\nB;10;;15\n", "8|was 15", "10|was 15")
	expectMoney(t, "title;price;sale price\nA;10 EUR;8 USD\nB;10 EUR;9 EUR\n", "10 EUR", "9 EUR|was 10 EUR")
	expectMoney(t, "title;Preis;Angebotspreis\nA;10,00;8,00\n", "8|was 10")
	_, report := open(t, build.Options{}, "a.csv", "title,price,sale price\nA,10,12\nB,,5\nC,,\n")
	var got []string
	for _, p := range report.Problems.List {
		got = append(got, p.String())
	}
	if want := `a.csv: line 2, field "sale price": the sale price 12 is above the price 10; it was ignored` + "\n" +
		`a.csv: line 4, field "price": the item has no price`; strings.Join(got, "\n") != want {
		t.Errorf("the problems are %q", got)
	}
}

// What a shop pays is nobody's business.
func TestPrivateColumns(t *testing.T) {
	expectColumns(t, "costs", "title,price,Cost per item,Einkaufspreis,wholesale_price\nA,5,2,2,3\nB,6,2,2,3\n",
		"title: title text", "price: price number", "Cost per item: -", "Einkaufspreis: -", "wholesale_price: -")
}
