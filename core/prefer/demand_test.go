package prefer

import (
	"strings"
	"testing"
)

func TestDemand(t *testing.T) {
	k := newTalk(t, bags)
	for said, want := range map[string]string{
		"blue backpack":                         " | blue backpack", // words alone: nothing is demanded
		"":                                      " | ",
		"leather tote under $100":               "material = leather «leather»; category = Tote «tote»; price <= 100 «under $100» | leather tote",
		"backpacks between 40 and 90 dollars":   "category = Backpack «backpacks»; price 40..90 «between 40 and 90 dollars» | backpacks",
		"a bag below 2 kg":                      "weight_g <= 2000 «below 2 kg» | a bag",
		"tote not leather":                      "category = Tote «tote»; material != leather «leather» | tote",
		"suitcase without polycarbonate please": "category = Suitcase «suitcase»; material != polycarbonate «polycarbonate» | suitcase please",
		"cheapest nordvik backpack":             "brand = Nordvik «nordvik»; category = Backpack «backpack»; sort price | nordvik backpack",
		"two canvas totes for my two sisters":   " | two canvas totes for my two sisters", // nothing is bounded, ordered or excluded
		"like the fjell 40 but cheaper":         " | like the fjell 40 but cheaper",
		"fjell 40":                              " | fjell 40", // a number that bounds nothing is a word
		strings.Repeat("x ", 5000) + "$5":       " | " + strings.TrimSpace(strings.Repeat("x ", maxWords)),
	} {
		d := k.r.Demand(said)
		var words []string
		for _, w := range d.Words {
			words = append(words, w.Word)
		}
		got := k.text(d.Constraints)
		if d.Sort != nil {
			got += "; sort " + k.c.Column(d.Sort.Column).Name
		}
		if got += " | " + strings.Join(words, " "); got != want {
			t.Errorf("%q\n got %s\nwant %s", said, got, want)
		}
	}
}

func FuzzDemand(f *testing.F) {
	k := newTalk(f, bags)
	for _, s := range []string{"", "leather under $100", "not 5 but 6 kg", "cheapest\xff", "between - and"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) { k.r.Demand(s) })
}
