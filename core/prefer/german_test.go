package prefer

import (
	"strings"
	"testing"
)

// koffer is a German catalog: its columns, values and decimals are German.
const koffer = `{"id":"k1","Titel":"Alster 14","Kategorie":"Laptop","Marke":"Nordlicht","Farbe":"Silber","Material":"Aluminium","Preis":"1.299,00 €","Gewicht (kg)":1.3,"Akku (h)":14,"Touchscreen":"ja","Bewertung":4.6}
{"id":"k2","Titel":"Elbe 16","Kategorie":"Laptop","Marke":"Nordlicht","Farbe":"Schwarz","Material":"Kunststoff","Preis":"749,00 €","Gewicht (kg)":1.9,"Akku (h)":8,"Touchscreen":"nein","Bewertung":4.1}
{"id":"k3","Titel":"Weser Mini","Kategorie":"Tablet","Marke":"Hansen & Söhne","Farbe":"Blau","Material":"Aluminium","Preis":"399,00 €","Gewicht (kg)":0.5,"Akku (h)":11,"Touchscreen":"ja","Bewertung":3.9}
{"id":"k4","Titel":"Fleet Hülle","Kategorie":"Tasche","Marke":"Hansen & Söhne","Farbe":"Braun","Material":"Leder","Preis":"59,90 €","Gewicht (kg)":0.4,"Bewertung":4.8}
{"id":"k5","Titel":"Deich Rucksack","Kategorie":"Rucksack","Marke":"Ebbe","Farbe":"Grün","Material":"Nylon","Preis":"89,50 €","Gewicht (kg)":0.9,"Bewertung":4.4}
{"id":"k6","Titel":"Watt Rucksack","Kategorie":"Rucksack","Marke":"Ebbe","Farbe":"Blau","Material":"Leder","Preis":"149,00 €","Gewicht (kg)":1.2,"Bewertung":4.0}
`

func TestGermanConstraints(t *testing.T) {
	for _, c := range []struct{ lines, message, want string }{
		{koffer, "Hallo, ich schaue mich nur um", ""},
		// values, in any form and misspelt
		{koffer, "ein blauer Rucksack", "Farbe = Blau «blauer»; Kategorie = Rucksack «Rucksack»"},
		{koffer, "Rucksäcke aus Leder", "Kategorie = Rucksack «Rucksäcke»; Material = Leder «Leder»"},
		{koffer, "habt ihr Taschen?", "Kategorie = Tasche «Taschen»"},
		{koffer, "einen Rucksak von Ebbe", "Kategorie = Rucksack «Rucksak»; Marke = Ebbe «Ebbe»"},
		{koffer, "ein Notebook von Hansen", "Kategorie = Laptop «Notebook»; Marke = Hansen & Söhne «Hansen»"},
		{koffer, "etwas in gruen", "Farbe = Grün «gruen»"},
		{koffer, "mit Touchscreen", "Touchscreen = yes «Touchscreen»"},
		{koffer, "ohne Touchscreen bitte", "Touchscreen = no «Touchscreen»"},
		// wishes before and behind what is wished for, and what is never to be missing
		{koffer, "ein Rucksack, möglichst in Blau", "Kategorie = Rucksack «Rucksack»; ~Farbe = Blau «Blau»"},
		{koffer, "ein Rucksack in Blau, wenn möglich", "Kategorie = Rucksack «Rucksack»; ~Farbe = Blau «Blau»"},
		{koffer, "nicht ohne Touchscreen", "Touchscreen = yes «Touchscreen»"},
		// alternatives and negations, and where these end
		{koffer, "blau oder schwarz", "Farbe = Blau|Schwarz «blau oder schwarz»"},
		{koffer, "kein Leder", "Material != Leder «Leder»"},
		{koffer, "nicht aus Leder oder Nylon", "Material != Leder|Nylon «Leder oder Nylon»"},
		{koffer, "nicht aus Leder, sondern aus Nylon", "Material != Leder «Leder»; Material = Nylon «Nylon»"},
		{koffer, "alles außer Leder", "Material != Leder «Leder»"},
		{koffer, "kein Leder, aber unter 100 Euro", "Material != Leder «Leder»; Preis <= 100 «unter 100 Euro»"},
		{koffer, "Leder kommt nicht in Frage", "Material != Leder «Leder»"},
		{koffer, "Ich hätte gerne einen Laptop mit Touchscreen unter tausend Euro", "Kategorie = Laptop «Laptop»; Touchscreen = yes «Touchscreen»; Preis <= 1000 «unter tausend Euro»"}, // no "hatte"
		// money
		{koffer, "höchstens 1.299 €", "Preis <= 1299 «höchstens 1.299»"},
		{koffer, "achthundert Euro maximal", "Preis <= 800 «achthundert Euro maximal»"},
		{koffer, "zwischen 50 und 100 Euro", "Preis 50..100 «zwischen 50 und 100 Euro»"},
		{koffer, "von 50 bis 100 Euro", "Preis 50..100 «von 50 bis 100 Euro»"},
		{koffer, "ungefähr 90 Euro", "Preis 63..117 «ungefähr 90 Euro»"},
		{koffer, "bis zu fünfundsiebzig Euro", "Preis <= 75 «bis zu fünfundsiebzig Euro»"},
		{koffer, "mein Budget liegt bei 400", "Preis <= 400 «mein Budget liegt bei 400»"},
		{koffer, "nicht mehr als 59,90 Euro", "Preis <= 59.9 «nicht mehr als 59,90 Euro»"},
		{koffer, "am liebsten unter 100 Euro", "~Preis <= 100 «unter 100 Euro»"},
		// other units
		{koffer, "unter 1,5 kg", "Gewicht (kg) <= 1.5 «unter 1,5 kg»"},
		{koffer, "leichter als anderthalb Kilo", "Gewicht (kg) < 1.5 «leichter als anderthalb Kilo»"},
		{koffer, "weniger als 900 Gramm", "Gewicht (kg) <= 0.9 «weniger als 900 Gramm»"},
		{koffer, "mindestens 10 Stunden Akku", "Akku (h) >= 10 «mindestens 10 Stunden»"},
		{koffer, "Bewertung mindestens 4,5", "Bewertung >= 4.5 «mindestens 4,5»"},
		{koffer, "gut bewertet", "Bewertung >= 4 «gut bewertet»"},
		// an English catalog
		{bags, "ein blauer Rucksack", "colour = blue «blauer»; category = Backpack «Rucksack»"},
		{bags, "Koffer, aber kein roter", "category = Suitcase «Koffer»; colour != red «roter»"},
		{films, "eine lustige Komödie mit Robin Williams", "genres = Comedy «lustige»; cast = Robin Williams «Robin Williams»"},
		{films, "etwas Gruseliges aus den 90ern", "genres = Horror «Gruseliges»; year 1990..1999 «aus den 90ern»"},
		{films, "Western oder Dramen", "genres = Drama|Western «Western oder Dramen»"},
		{films, "die neunziger", "year 1990..1999 «neunziger»"},
		{films, "ein Film der 1990er", "year 1990..1999 «1990er»"},
		{films, "Anfang der 90er Jahre", "year 1990..1994 «Anfang der 90er Jahre»"},
		{films, "späte 90er", "year 1995..1999 «späte 90er»"},
		{films, "vor 1990", "year < 1990 «vor 1990»"},
		{films, "nach 2000, kein Horror", "year > 2000 «nach 2000»; genres != Horror «Horror»"},
		{films, "seit 2009", "year >= 2009 «seit 2009»"},
		{films, "älter als 1980", "year < 1980 «älter als 1980»"},
		{films, "aus dem Jahr 1993", "year 1993..1993 «aus dem Jahr 1993»"},
		{films, "mindestens 8 Sterne", "rating >= 8 «mindestens 8 Sterne»"},
		{films, "wir sind zu viert", ""},
	} {
		talkIn(t, German(), c.lines).means(c.message, c.want)
	}
}

func TestGermanSorts(t *testing.T) {
	for _, c := range []struct {
		message, column string
		descending      bool
	}{
		{"am billigsten", "Preis", false},
		{"der günstigste", "Preis", false},
		{"der teuerste bitte", "Preis", true},
		{"das leichteste", "Gewicht (kg)", false},
		{"am besten bewertet", "Bewertung", true},
		{"leichter", "Gewicht (kg)", false}, // als was? nothing is on the table
	} {
		talkIn(t, German(), koffer).sorts(c.message, c.column, c.descending)
	}
}

func TestGermanConversations(t *testing.T) {
	for _, c := range []struct{ lines, shown, messages, want string }{
		{koffer, "k1 k2 k3", "leichter als der zweite", "Gewicht (kg) < 1.9"},
		{koffer, "k1 k2 k3", "billiger", "Preis < 1299"},
		{koffer, "k1 k2 k3", "der erste ist zu teuer", "Preis < 1299"},
		{koffer, "k2 k1 k3", "längere Akkulaufzeit", "Akku (h) > 8"},
		{koffer, "k1 k2 k3", "die gleiche Marke wie der dritte", "Marke = Hansen & Söhne"},
		{koffer, "", "ein grüner Rucksack / doch lieber blau", "Farbe = Blau; Kategorie = Rucksack"},
		{koffer, "", "Rucksack / unter 100 Euro / der Preis ist egal", "Kategorie = Rucksack"},
		{koffer, "", "ein blauer Rucksack / die Farbe spielt keine Rolle", "Kategorie = Rucksack"},
		{koffer, "", "ein blauer Rucksack / vergiss die Farbe", "Kategorie = Rucksack"},
		{koffer, "", "kein Leder / Leder ist doch ok", ""},
		{koffer, "", "ein Laptop unter 800 Euro / von vorne", ""},
		{films, "", "Komödie / doch lieber ein Drama", "genres = Drama"},
		{films, "", "aus den 90ern / aus den 80ern", "year 1980..1989"},
		{films, "", "eine Komödie / lieber etwas Ernsteres", "genres = Drama; ~genres != Comedy"},
	} {
		k := talkIn(t, German(), c.lines).shows(c.shown)
		for m := range strings.SplitSeq(c.messages, " / ") {
			k.says(m)
		}
		if got := k.believes(); got != c.want {
			t.Errorf("after %q the belief is\n\t%s\nwant\n\t%s", c.messages, got, c.want)
		}
	}
}

func TestGermanFeelings(t *testing.T) {
	for _, c := range []struct{ message, liked, disliked, seen string }{
		{"Ich mag Titanic", "titanic", "", "titanic"},
		{"Titanic fand ich toll", "titanic", "", "titanic"},
		{"etwas wie Jumanji", "jumanji", "", "jumanji"},
		{"Ich hasse Unforgiven", "", "unforgiven", ""},
		{"Titanic hat mir nicht gefallen", "", "titanic", ""},
		{"Titanic habe ich schon gesehen", "", "", "titanic"},
		{"Ich habe Groundhog Day gesehen", "", "", "groundhog"},
		{"den habe ich schon gesehen", "", "", "doubtfire"},
	} {
		k := talkIn(t, German(), films).shows("doubtfire poets")
		u := k.says(c.message)
		if l, d, s := k.ids(u.Liked), k.ids(u.Disliked), k.ids(u.Seen); l != c.liked || d != c.disliked || s != c.seen {
			t.Errorf("%q: liked %q, disliked %q, seen %q; want %q, %q, %q", c.message, l, d, s, c.liked, c.disliked, c.seen)
		}
		if len(u.Constraints) > 0 {
			t.Errorf("%q asks for %s", c.message, k.text(u.Constraints))
		}
	}
}

func TestGermanActs(t *testing.T) {
	for _, c := range []struct{ message, want string }{
		{"Hallo!", "greet"},
		{"Guten Tag, ich suche einen Western", "request greet"},
		{"Können Sie mir etwas empfehlen?", "request"},
		{"Ich mag langsame Filme", "inform"},
		{"Danke schön", "thank"},
		{"Danke, tschüss", "bye thank"},
		{"Auf Wiedersehen", "bye"},
		{"Den nehme ich", "choose"},
		{"Perfekt", "choose"},
		{"Ich nehme den zweiten, danke", "choose thank"},
		{"etwas anderes", "reject"},
		{"Gefällt mir nicht", "reject"},
		{"nein danke", "reject"},
		{"Wer spielt mit?", "ask_item"},
		{"Wie viel kostet der zweite?", "ask_item"},
		{"Warum der erste?", "ask_item"},
		{"Was ist der Unterschied?", "compare"},
		{"ja gerne", "affirm"},
		{"klingt gut", "affirm"},
		{"nein", "deny"},
		{"billiger", "critique"},
		{"zu lang", "critique"},
		{"schon gesehen", "seen"},
		{"Das habe ich nicht gesagt", "repair"},
		{"Wie ist das Wetter?", "off_topic"},
	} {
		var got []string
		for _, a := range talkIn(t, German(), films).says(c.message).Message.Acts {
			got = append(got, a.String())
		}
		if s := strings.Join(got, " "); s != c.want && !strings.HasPrefix(s, c.want+" ") {
			t.Errorf("%q is %s, want %s", c.message, s, c.want)
		}
	}
	k := talkIn(t, German(), films)
	machine, why, choice := k.says("Bist du ein Roboter?"), k.says("Warum der erste?"), k.says("Überrasch mich")
	if !machine.AsksMachine() || !why.AsksWhy() || !choice.LeavesChoice() {
		t.Error("questions about the talk are not understood")
	}
}

// How much there is of something is said in every language.
func TestGermanGrades(t *testing.T) {
	const tee = `{"id":"t1","Titel":"Frühlingstee","Sorte":"Schwarztee","Koffein":"hoch","Preis":"7,50 €"}
{"id":"t2","Titel":"Abendruhe","Sorte":"Kräutertee","Koffein":"nein","Preis":"5,50 €"}
{"id":"t3","Titel":"Sencha","Sorte":"Grüntee","Koffein":"niedrig","Preis":"9,50 €"}
{"id":"t4","Titel":"Oolong","Sorte":"Schwarztee","Koffein":"hoch","Preis":"12,50 €"}
{"id":"t5","Titel":"Minze","Sorte":"Kräutertee","Koffein":"nein","Preis":"4,50 €"}
`
	for message, want := range map[string]string{
		"viel Koffein": "Koffein = hoch «Koffein»",
		"ohne Koffein": "Koffein = nein «Koffein»",
	} {
		talkIn(t, German(), tee).means(message, want)
	}
}
