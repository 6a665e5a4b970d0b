package prefer

import (
	"strings"
	"testing"
)

// asksFor checks the constraints that a message gives at the beginning of a conversation.
func asksFor(t *testing.T, lines, message, want string) {
	t.Helper()
	newTalk(t, lines).means(message, want)
}

func TestConstraintsOnFilms(t *testing.T) {
	for _, c := range []struct{ message, want string }{
		{"", ""},
		{"I'm just looking around", ""},
		{"something funny from the 90s with Robin Williams", "genres = Comedy «funny»; year 1990..1999 «from the 90s»; cast = Robin Williams «Robin Williams»"},
		// values and their plurals, misspelt ones too
		{"a drama", "genres = Drama «drama»"},
		{"Westerns please", "genres = Western «Westerns»"},
		{"what about robbin wiliams?", "cast = Robin Williams «robbin wiliams»"},
		{"kate winslett comedys", "cast = Kate Winslet «kate winslett»; genres = Comedy «comedys»"},
		{"sci-fi", "genres = Science Fiction «sci-fi»"},
		{"something scary", "genres = Horror «scary»"},
		{"a romcom", "genres = Romance «romcom»; genres = Comedy «romcom»"},
		// alternatives, and both
		{"comedies or westerns", "genres = Comedy|Western «comedies or westerns»"},
		{"Robin Williams or Kate Winslet", "cast = Kate Winslet|Robin Williams «Robin Williams or Kate Winslet»"},
		{"with Robin Williams and Kate Winslet", "cast = Robin Williams «Robin Williams»; cast = Kate Winslet «Kate Winslet»"},
		// negation, and where it ends
		{"anything but horror", "genres != Horror «horror»"},
		{"no horror or thrillers", "genres != Horror|Thriller «horror or thrillers»"},
		{"not a comedy but a drama", "genres != Comedy «comedy»; genres = Drama «drama»"},
		{"a thriller, no horror", "genres = Thriller «thriller»; genres != Horror «horror»"},
		{"no Robin Williams. A comedy", "cast != Robin Williams «Robin Williams»; genres = Comedy «comedy»"},
		// wishes rank, demands filter
		{"romance, preferably from the 90s", "genres = Romance «romance»; ~year 1990..1999 «from the 90s»"},
		{"from the 90s, not a drama if possible", "year 1990..1999 «from the 90s»; ~genres != Drama «drama»"},
		{"maybe a western", "~genres = Western «western»"},
		{"it must be a western", "genres = Western «western»"},
		// times
		{"before 1990", "year < 1990 «before 1990»"},
		{"older than 1980", "year < 1980 «older than 1980»"},
		{"after 2000", "year > 2000 «after 2000»"},
		{"newer than 2000", "year > 2000 «newer than 2000»"},
		{"since 2009", "year >= 2009 «since 2009»"},
		{"nothing after 1995", "year <= 1995 «nothing after 1995»"},
		{"nothing before 1990", "year >= 1990 «nothing before 1990»"},
		{"up to 1990", "year <= 1990 «up to 1990»"},
		{"around 1995", "year 1990..2000 «around 1995»"},
		{"in 1993", "year 1993..1993 «1993»"},
		{"from 1990 to 1996", "year 1990..1996 «from 1990 to 1996»"},
		{"between 1989 and 1995", "year 1989..1995 «between 1989 and 1995»"},
		{"1990-1995", "year 1990..1995 «1990-1995»"},
		{"not from the 90s", "year not 1990..1999 «90s»"},
		{"the nineties", "year 1990..1999 «nineties»"},
		{"a 90's film", "year 1990..1999 «90's»"},
		{"2000s", "year 2000..2009 «2000s»"},
		{"early 90s", "year 1990..1994 «early 90s»"},
		{"mid-nineties", "year 1993..1997 «mid-nineties»"},
		{"late 90s", "year 1995..1999 «late 90s»"},
		{"70s or 80s", "year 1970..1989 «70s or 80s»"},
		{"from the 70s to the 90s", "year 1970..1999 «from the 70s to the 90s»"},
		// ratings
		{"at least 8 stars", "rating >= 8 «at least 8 stars»"},
		{"rated above 8", "rating >= 8 «above 8»"},
		// numbers that bound nothing
		{"there are 4 of us", ""},
		{"my 3 kids", ""},
		{"i loved Psycho (1960)", ""}, // the year tells which Psycho
	} {
		asksFor(t, films, c.message, c.want)
	}
}

func TestConstraintsOnBags(t *testing.T) {
	for _, c := range []struct{ message, want string }{
		{"a blue Nordvik backpack", "colour = blue «blue»; brand = Nordvik «Nordvik»; category = Backpack «backpack»"},
		{"a nordvic backpak", "brand = Nordvik «nordvic»; category = Backpack «backpak»"},
		{"blue or red", "colour = blue|red «blue or red»"},
		{"blue and red", "colour = blue|red «blue and red»"}, // no bag has two colours
		{"anything but leather", "material != leather «leather»"},
		{"not black, brown", "colour != black|brown «black, brown»"},
		{"not leather but canvas", "material != leather «leather»; material = canvas «canvas»"},
		{"canvas, not leather", "material = canvas «canvas»; material != leather «leather»"},
		{"not blue, and under $100", "colour != blue «blue»; price <= 100 «under $100»"},
		{"do you have anything from Vellum?", "brand = Vellum «Vellum»"},
		// money
		{"under $100", "price <= 100 «under $100»"},
		{"under 100", "price <= 100 «under 100»"},
		{"up to 150 bucks", "price <= 150 «up to 150 bucks»"},
		{"80 dollars or less", "price <= 80 «80 dollars or less»"},
		{"no more than $60", "price <= 60 «no more than $60»"},
		{"not over $60", "price <= 60 «not over $60»"},
		{"not under $60", "price >= 60 «not under $60»"},
		{"between $50 and $120", "price 50..120 «between $50 and $120»"},
		{"from 50 to 100 euros", "price 50..100 «from 50 to 100 euros»"},
		{"around $90", "price 63..117 «around $90»"},
		{"my budget is 80", "price <= 80 «my budget is 80»"},
		{"ideally under $100", "~price <= 100 «under $100»"},
		// other units
		{"less than 1 kg", "weight_g <= 1000 «less than 1 kg»"},
		{"lighter than 2 pounds", "weight_g < 907.18474 «lighter than 2 pounds»"},
		{"over 1kg and under 2kg", "weight_g >= 1000 «over 1kg»; weight_g <= 2000 «under 2kg»"},
		{"between 1 and 2 kg", "weight_g 1000..2000 «between 1 and 2 kg»"},
		{"1,000 g or less", "weight_g <= 1000 «1,000 g or less»"},
		{"anything heavier than 2 kg", "weight_g > 2000 «heavier than 2 kg»"},
		{"at least 10 in stock", "stock >= 10 «at least 10»"},
		{"1.5 kg max", "weight_g <= 1500 «1.5 kg max»"},
		{"under two kilos", "weight_g <= 2000 «under two kilos»"},
		{"at least one kilo", "weight_g >= 1000 «at least one kilo»"},
		{"under two hundred dollars", "price <= 200 «under two hundred dollars»"},
		{"$80-$120", "price 80..120 «80-$120»"},
		{"under " + strings.Repeat("hundred ", 200) + "dollars", ""}, // beyond all numbers
		{"under $5 " + strings.Repeat("million ", 60), ""},
		{"at least 4.5 stars", "rating >= 4.5 «at least 4.5 stars»"},
	} {
		asksFor(t, bags, c.message, c.want)
	}
}

// A catalog without prices and years takes no number for one.
func TestNumbersNeedAColumn(t *testing.T) {
	const teas = `{"title":"Morning","kind":"black"}
{"title":"Evening","kind":"herbal"}
{"title":"Noon","kind":"black"}
`
	for _, message := range []string{"under $5", "from the 90s", "less than 2 kg", "at least 4 stars", "cheapest", "newest", "2 kg", "no less than 5"} {
		k := newTalk(t, teas)
		if u := k.says(message); len(u.Constraints) > 0 || u.Sort != nil {
			t.Errorf("%q asks for %s, sort %v", message, k.text(u.Constraints), u.Sort)
		}
	}
}

func TestSorts(t *testing.T) {
	for _, c := range []struct {
		message, column string
		descending      bool
	}{
		{"the cheapest one", "price", false},
		{"most expensive", "price", true},
		{"the lightest", "weight_g", false},
		{"the heaviest one", "weight_g", true},
		{"best rated", "rating", true},
		{"lighter", "weight_g", false}, // than what? nothing is on the table
	} {
		newTalk(t, bags).sorts(c.message, c.column, c.descending)
	}
}

// The answer to a question may be bare.
func TestAnswers(t *testing.T) {
	for _, c := range []struct{ lines, asked, answer, want string }{
		{bags, "price", "80", "price <= 80 «80»"},
		{bags, "price", "under 80", "price <= 80 «under 80»"},
		{bags, "price", "under $64", "price <= 64 «under $64»"},
		{bags, "weight_g", "at most 900", "weight_g <= 900 «at most 900»"},
		{bags, "colour", "red", "colour = red «red»"},
		{films, "genres", "Drama", "genres = Drama «Drama»"},
		{films, "year", "the 1990s", "year 1990..1999 «1990s»"},
	} {
		newTalk(t, c.lines).asks(c.asked).means(c.answer, c.want)
	}
}

// A number below zero is that number.
func TestNegativeNumbers(t *testing.T) {
	k := newTalk(t, teas).asks("scorch")
	if u := k.says("-9"); k.text(u.Constraints) != "scorch -9..-9 «9»" {
		t.Errorf("-9 is %s", k.text(u.Constraints))
	}
}
