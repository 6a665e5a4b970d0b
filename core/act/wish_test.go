package act

import (
	"testing"

	"rso/catalog"
	"rso/catalog/build/buildtest"
	"rso/core/prefer"
)

const gadgets = `{"id":"g1","name":"Slate 13","battery_life_h":12,"backlit_keyboard":"yes","vegetarian":"no","aged_months":18,"eur_per_kg":7.5,"screen_size_in":13.3,"weight_kg":1.62,"finish":"matte","seats":1,"price":"1399.99 EUR","colour":"silver"}
{"id":"g2","name":"Slate 15","battery_life_h":9,"backlit_keyboard":"no","vegetarian":"yes","aged_months":6,"eur_per_kg":12,"screen_size_in":15.6,"weight_kg":2.1,"finish":"glossy","seats":4,"price":"949 EUR","colour":"black"}
`

const books = `{"id":"b1","title":"The Hobbit","authors":["J.R.R. Tolkien"],"year":1937}
{"id":"b2","title":"Emma","authors":["Jane Austen"],"year":1815}
`

func TestWish(t *testing.T) {
	for _, c := range []struct{ lines, message, want string }{
		{films, "a comedy", "a comedy"},
		{films, "a comedy or a western", "a comedy or a western"},
		{films, "anything but comedies", "not a comedy"},
		{films, "with Robin Williams", "with Robin Williams"},
		{films, "from the 90s", "from the 1990s"},
		{films, "from 1991 to 1994", "from 1991 to 1994"},
		{films, "before 1990", "from before 1990"},
		{films, "since 1990", "from 1990 or later"},
		{films, "after 1990", "from after 1990"},
		{films, "in 1995", "from 1995"},
		{films, "rated above 7.5", "rated 7.5 or better"},
		{bags, "under $49.90", "for up to $49.90"},
		{bags, "between $20 and $100", "for $20 to $100"},
		{bags, "in blue", "in blue"},
		{bags, "anything but leather", "not made of leather"},
		{bags, "at most 1.5 kg", "weighing up to 1,500 g"},
		{gadgets, "at least 10 hours of battery", "battery life from 10 h"},
		{gadgets, "with a backlit keyboard", "with backlit keyboard"},
		{gadgets, "vegetarian", "vegetarian"},
		{books, "something by J.R.R. Tolkien", "by J.R.R. Tolkien"}, // without the marks that names have inside of a text
	} {
		cat := buildtest.Catalog(t, "fixture", c.lines)
		u := prefer.New(cat, prefer.English()).Understand(c.message, prefer.Context{Turn: 1, Asked: -1})
		if len(u.Constraints) != 1 {
			t.Fatalf("%q asks for %+v", c.message, u.Constraints)
		}
		if got := English().Wish(cat, &u.Constraints[0]); got != c.want {
			t.Errorf("%q is a wish for %q, want %q", c.message, got, c.want)
		}
	}
}

// saysOf checks what is said of a column of an item.
func saysOf(t *testing.T, l *Language, c *catalog.Catalog, id, column, want string) {
	t.Helper()
	i, ok := c.ByID(id)
	k := c.Find(column)
	if !ok || k < 0 {
		t.Fatalf("there is no %s of %s", column, id)
	}
	tell := telling{l: l, s: &Scene{Catalog: c, Belief: &prefer.Belief{}}}
	got := ""
	if col := c.Column(k); col.Kind == catalog.Number {
		v, _ := col.Number(i)
		got = l.number(col, v)
	} else {
		var values []string
		for _, f := range c.FactsOf(i, k) {
			values = append(values, f.Text)
		}
		got = tell.values(col, values)
	}
	if got != want {
		t.Errorf("%s: %s of %s: %q, want %q", l.Tag, column, id, got, want)
	}
}

// The name of a column gives the phrase.
func TestPredicates(t *testing.T) {
	g, f, b := buildtest.Catalog(t, "fixture", gadgets), buildtest.Catalog(t, "fixture", films), buildtest.Catalog(t, "fixture", bags)
	en := English()
	saysOf(t, en, g, "g1", "battery_life_h", "has a battery life of 12 h")
	saysOf(t, en, g, "g1", "backlit_keyboard", "has a backlit keyboard")
	saysOf(t, en, g, "g2", "backlit_keyboard", "has no backlit keyboard")
	saysOf(t, en, g, "g1", "vegetarian", "is not vegetarian")
	saysOf(t, en, g, "g1", "aged_months", "is aged 18 months")
	saysOf(t, en, g, "g1", "eur_per_kg", "comes to 7.5 eur per kg")
	saysOf(t, en, g, "g1", "screen_size_in", "has a 13.3 in screen")
	saysOf(t, en, g, "g1", "weight_kg", "weighs 1.62 kg")
	saysOf(t, en, g, "g1", "finish", "lists matte as its finish")
	saysOf(t, en, g, "g1", "seats", "has 1 seat")
	saysOf(t, en, g, "g2", "seats", "has 4 seats")
	saysOf(t, en, g, "g1", "price", "costs €1,399.99")
	saysOf(t, en, g, "g1", "colour", "comes in silver")
	saysOf(t, en, f, "f1", "genres", "is an adventure film and a family film")
	saysOf(t, en, f, "f1", "cast", "stars Robin Williams, Kirsten Dunst and Bonnie Hunt")
	saysOf(t, en, f, "f1", "votes", "has 380 votes")
	saysOf(t, en, b, "b1", "category", "is a backpack")
	saysOf(t, en, b, "b1", "rating", "is rated 4.4 out of 5")
	for _, l := range languages(t)[1:] {
		saysOf(t, l, g, "g1", "price", map[string]string{"de": "kostet 1.399,99 €", "es": "cuesta 1.399,99 €"}[l.Tag])
		saysOf(t, l, g, "g1", "weight_kg", map[string]string{"de": "wiegt 1,62 kg", "es": "pesa 1,62 kg"}[l.Tag])
	}
}
