package act

import (
	"strings"
	"testing"
)

func TestNumbers(t *testing.T) {
	for _, c := range []struct {
		v          float64
		en, de, es string
	}{
		{0, "0", "0", "0"}, {999, "999", "999", "999"}, {1234.5, "1,234.5", "1.234,5", "1.234,5"}, {1234567, "1,234,567", "1.234.567", "1.234.567"}, {-1000.25, "-1,000.25", "-1.000,25", "-1.000,25"},
	} {
		for k, want := range []string{c.en, c.de, c.es} {
			if got := languages(t)[k].Number(c.v); got != want {
				t.Errorf("%v is written %q, want %q", c.v, got, want)
			}
		}
	}
}

func TestMoney(t *testing.T) {
	for _, c := range []struct {
		currency   string
		v          float64
		en, de, es string
	}{
		{"USD", 1399.99, "$1,399.99", "1.399,99 $", "1.399,99 $"}, {"EUR", 49.9, "€49.90", "49,90 €", "49,90 €"}, {"GBP", 20, "£20", "20 £", "20 £"},
		{"SEK", 1200, "1,200 SEK", "1.200 SEK", "1.200 SEK"}, {"", 3.5, "3.50", "3,50", "3,50"},
	} {
		for k, want := range []string{c.en, c.de, c.es} {
			if got := languages(t)[k].Money(c.currency, c.v); got != want {
				t.Errorf("%v %s is written %q, want %q", c.v, c.currency, got, want)
			}
		}
	}
}

func TestLists(t *testing.T) {
	for _, c := range []struct{ words, en, de, es string }{
		{"", "", "", ""}, {"a", "a", "a", "a"}, {"a b", "a and b", "a und b", "a y b"}, {"a b c", "a, b and c", "a, b und c", "a, b y c"},
		{"Ana Inés", "Ana and Inés", "Ana und Inés", "Ana e Inés"}, {"Ana hielo", "Ana and hielo", "Ana und hielo", "Ana y hielo"}, {"Ana Hilda", "Ana and Hilda", "Ana und Hilda", "Ana e Hilda"},
	} {
		for k, want := range []string{c.en, c.de, c.es} {
			if got := languages(t)[k].list(strings.Fields(c.words), "and"); got != want {
				t.Errorf("%q is listed as %q, want %q", c.words, got, want)
			}
		}
	}
}

// Predicates that begin alike share the beginning.
func TestTogether(t *testing.T) {
	for _, c := range []struct{ predicates, want string }{
		{"is red", "is red"},
		{"is red/has a lid", "is red and has a lid"},
		{"is red/weighs 2 kg/has a lid", "is red, weighs 2 kg and has a lid"},
		{"is red/is from Nordvik/weighs 2 kg", "is red and from Nordvik, and weighs 2 kg"},
		{"costs 5, 2 over/has a lid", "costs 5, 2 over, and has a lid"},
	} {
		if got := English().together(strings.Split(c.predicates, "/")); got != c.want {
			t.Errorf("%q together are %q, want %q", c.predicates, got, c.want)
		}
	}
}
