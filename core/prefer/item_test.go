package prefer

import (
	"fmt"
	"testing"
)

// files checks where a message puts the items that it speaks of; "jumanji poets birdcage" are on the table.
func files(t *testing.T, message, want string) {
	t.Helper()
	k := newTalk(t, films).shows("jumanji poets birdcage")
	u := k.says(message)
	got := fmt.Sprintf("liked:%s disliked:%s seen:%s about:%s", k.ids(u.Liked), k.ids(u.Disliked), k.ids(u.Seen), k.ids(u.About))
	if got != want {
		t.Errorf("%q gives\n\t%s\nwant\n\t%s", message, got, want)
	}
}

func TestItems(t *testing.T) {
	for _, c := range []struct{ message, want string }{
		// by title
		{"I have seen Mrs Doubtfire", "liked: disliked: seen:doubtfire about:"},
		{"already seen mrs. doubtfire", "liked: disliked: seen:doubtfire about:"},
		{"I hate Titanic", "liked: disliked:titanic seen: about:"},
		{"not Unforgiven please", "liked: disliked:unforgiven seen: about:"},
		{"i liked good will hunting and groundhog day", "liked:hunting groundhog disliked: seen:hunting groundhog about:"},
		{"something like Good Will Hunting", "liked:hunting disliked: seen:hunting about:"},
		{"I loved Groundhog Day but I hated Titanic", "liked:groundhog disliked:titanic seen:groundhog about:"},
		{"i loved Psycho (1960)", "liked:psycho60 disliked: seen:psycho60 about:"},
		{"have you seen Unforgiven?", "liked: disliked: seen: about:unforgiven"}, // the shopper asks, and has not said to have seen it
		{"tell me about Unforgiven", "liked: disliked: seen: about:unforgiven"},
		{"which is better, Jumanji or The Birdcage?", "liked: disliked: seen: about:jumanji birdcage"},
		{"I have seen godd will huntng", "liked: disliked: seen:hunting about:"},
		// by place
		{"the second one please", "liked: disliked: seen: about:poets"},
		{"why the first one?", "liked: disliked: seen: about:jumanji"},
		{"already seen the last one", "liked: disliked: seen:birdcage about:birdcage"},
		{"I have seen the first and the third", "liked: disliked: seen:jumanji birdcage about:jumanji birdcage"},
		{"not the third one", "liked: disliked:birdcage seen: about:birdcage"},
		{"I'll watch the second one", "liked: disliked: seen: about:poets"},
		{"the fifth one", "liked: disliked: seen: about:"}, // there are three
		// by pointing
		{"I've seen that one", "liked: disliked: seen:jumanji about:jumanji"},
		{"I've seen all of them", "liked: disliked: seen:jumanji poets birdcage about:jumanji poets birdcage"},
		{"I don't like it", "liked: disliked:jumanji seen: about:jumanji"},
		{"seen it", "liked: disliked: seen:jumanji about:jumanji"},
		{"I loved the second one, more like that", "liked:poets disliked: seen: about:poets"},
		{"I saw Titanic and hated it", "liked: disliked:titanic seen:titanic about:"},
		{"I haven't seen it", "liked: disliked: seen: about:jumanji"},
	} {
		files(t, c.message, c.want)
	}
}

// Titles that are ordinary words name an item only when they are written like one.
func TestOrdinaryWordsAreNoTitles(t *testing.T) {
	for _, c := range []struct{ message, want string }{
		{"i like her and it heats up", ""},
		{"what is up?", ""},
		{"i want to see it", ""},
		{"turn the heat up in the office space", ""},
		{"do you have it for the holiday", ""},
		{"it is up to her", ""},
		{`I watched "Her" yesterday`, "her"},
		{"I loved Her and Up", "her up"},
		{"have you got Heat?", "heat"},
		{"i liked The Holiday", "holiday"},
		{"have you seen Office Space?", "office"},
		{"It (2017) was great", "it"},
	} {
		k := newTalk(t, films)
		u := k.says(c.message)
		if got := k.ids(u.Named); got != c.want {
			t.Errorf("%q names %q, want %q", c.message, got, c.want)
		}
	}
}

// doubtful has titles that are words, parts of names, and parts of other titles.
const doubtful = `{"id":"black","title":"Black","year":2005}
{"id":"airport","title":"Airport","year":1970}
{"id":"frozen","title":"Frozen","year":2013}
{"id":"zombieland","title":"Zombieland","year":2009}
{"id":"alone","title":"Home Alone","year":1990}
{"id":"coco","title":"Coco","year":2017}
{"id":"groundhog","title":"Groundhog Day","year":1993}
{"id":"italian","title":"The Italian","year":2005}
{"id":"it","title":"It","year":2017}
{"id":"parasite","title":"Parasite","year":2019}
`

func TestDoubtfulTitles(t *testing.T) {
	for message, want := range map[string]string{
		"I like anything with Jack Black":             "",
		"We saw Black":                                "black",
		"they meet at the airport and it goes wrong":  "",
		"Have you seen Airport?":                      "airport",
		"I watched Frozen 2 with my son":              "", // there is none here
		"I watched Frozen 2 times":                    "frozen",
		"I want to watch zombieland":                  "zombieland",
		"Elf, Groundhog Day, Home Alone":              "groundhog alone",
		"Groundhog Day and Home Alone":                "groundhog alone",
		"I was home alone last night":                 "",
		"Disney's Coco":                               "coco",
		"some Italian films please":                   "",
		"I saw The Jungle Book It was great":          "",
		"Didn't see IT.":                              "it",
		"I just saw parasite last night":              "parasite",
		"Is there anything about a parasite in space": "",
		"haven't seen that 1":                         "",
	} {
		k := newTalk(t, doubtful)
		if got := k.ids(k.says(message).Named); got != want {
			t.Errorf("%q names %q, want %q", message, got, want)
		}
	}
}

// Critiques bound an attribute by the item on the table.
func TestCritiques(t *testing.T) {
	for _, c := range []struct{ lines, shown, message, want string }{
		{bags, "b5 b2 b1", "cheaper", "price < 199 «cheaper»"},
		{bags, "b5 b2 b1", "something lighter", "weight_g < 3400 «lighter»"},
		{bags, "b2 b5", "too expensive", "price < 89 «too expensive»"},
		{bags, "b2 b5", "Cheaper, and in red", "price < 89 «Cheaper»; colour = red «red»"},
		{bags, "b5 b2 b1", "like the second one but cheaper", "price < 89 «cheaper»"},
		{bags, "b5 b2 b1", "which is cheaper?", ""},
		{bags, "b5 b2 b1", "the same colour as the second one", "colour = green «colour as the second one»"},
		{films, "jumanji poets", "something older", "year < 1995 «older»"},
		{films, "jumanji poets", "more recent", "year > 1995 «more recent»"},
		{films, "jumanji poets", "more serious", "genres = Drama «more serious»; ~genres != Comedy «more serious»"},
	} {
		newTalk(t, c.lines).shows(c.shown).means(c.message, c.want)
	}
}

// A critique may name the item that it is relative to.
func TestCritiquesOfAReference(t *testing.T) {
	for _, c := range []struct{ lines, shown, message, want string }{
		{bags, "b5 b2 b1", "lighter than the second one", "weight_g < 1150"},
		{bags, "b5 b2 b1", "cheaper than the second one", "price < 89"},
		{films, "jumanji poets", "newer than the second one", "year > 1989"},
	} {
		k := newTalk(t, c.lines).shows(c.shown)
		k.says(c.message)
		if got := k.believes(); got != c.want {
			t.Errorf("with %s on the table, %q asks for\n\t%s\nwant\n\t%s", c.shown, c.message, got, c.want)
		}
	}
}

// Numbers of sequels are written one way in titles, and another by people.
func TestSequels(t *testing.T) {
	k := newTalk(t, `{"id":"f2","title":"Frozen II","year":2019,"genres":["Animation"]}
{"id":"f1","title":"Frozen","year":2013,"genres":["Animation"]}
{"id":"r4","title":"Rocky IV","year":1985,"genres":["Drama"]}
{"id":"r1","title":"Rocky","year":1976,"genres":["Drama"]}
{"id":"t4","title":"Toy Story 4","year":2019,"genres":["Animation"]}
{"id":"t1","title":"Toy Story","year":1995,"genres":["Animation"]}
`)
	for message, want := range map[string]string{
		"we have seen Frozen 2 and rocky 4": "f2 r4",
		"Frozen 2":                          "f2",
		"I have seen Toy Story IV":          "t4",
		"Toy Story 4 and Rocky":             "t4 r1",
		"I have seen Rocky 3":               "", // which there isn't
		"it has 2 parts, 4 hours in all":    "",
	} {
		if u := k.says(message); k.ids(u.Named) != want {
			t.Errorf("%q names %q, want %q", message, k.ids(u.Named), want)
		}
	}
	for w, want := range map[string]string{"2": "ii", "vii": "7", "16": "xvi", "17": "", "1": "", "02": "ii", "i": "", "": ""} {
		if got := numeral(w); got != want {
			t.Errorf("%q is %q otherwise, want %q", w, got, want)
		}
	}
}

// Who has something that the shop doesn't name has said nothing of what was shown.
func TestPossessions(t *testing.T) {
	for message, want := range map[string]string{
		"we already have it": "b1", "seen that": "b1", "we have a small desk": "", "I have two kids": "",
		"we have Reise Cabin and Marked already": "b6 b7",
	} {
		k := newTalk(t, bags).shows("b1 b2 b3")
		if u := k.says(message); k.ids(u.Seen) != want {
			t.Errorf("%q: known are %q, want %q", message, k.ids(u.Seen), want)
		}
	}
}
