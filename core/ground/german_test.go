package ground

import (
	"testing"

	"rso/catalog"
)

// koffer is a German catalog.
const koffer = `{"id":"k1","Titel":"Alster 14","Kategorie":"Laptop","Marke":"Nordlicht","Farbe":"Silber","Material":"Aluminium","Preis":"1.299,00 €","Gewicht (kg)":1.3,"Akku (h)":14,"Touchscreen":"ja","Bewertung":4.6,"Garantie":"2 Jahre Garantie"}
{"id":"k2","Titel":"Elbe 16","Kategorie":"Laptop","Marke":"Nordlicht","Farbe":"Schwarz","Material":"Kunststoff","Preis":"749,00 €","Gewicht (kg)":1.9,"Akku (h)":8,"Touchscreen":"nein","Bewertung":4.1}
{"id":"k3","Titel":"Weser Mini","Kategorie":"Tablet","Marke":"Hansen & Söhne","Farbe":"Blau","Material":"Aluminium","Preis":"399,00 €","Gewicht (kg)":0.5,"Akku (h)":11,"Touchscreen":"ja","Bewertung":3.9}
{"id":"k4","Titel":"Fleet Hülle","Kategorie":"Tasche","Marke":"Hansen & Söhne","Farbe":"Braun","Material":"Leder","Preis":"59,90 €","Gewicht (kg)":0.4,"Bewertung":4.8}
{"id":"k5","Titel":"Deich Rucksack","Kategorie":"Rucksack","Marke":"Ebbe","Farbe":"Grün","Material":"Nylon","Preis":"89,50 €","Gewicht (kg)":0.9,"Bewertung":4.4}
{"id":"k6","Titel":"Watt Rucksack","Kategorie":"Rucksack","Marke":"Ebbe","Farbe":"Blau","Material":"Leder","Preis":"149,00 €","Gewicht (kg)":1.2,"Bewertung":4.0}
`

// A draft in German about an English catalog.
func TestGermanFilms(t *testing.T) {
	newShelf(t, "de", films, "einen Film mit Robin Williams").finds(t, []saying{
		{"f1", "Wie wäre es mit Jumanji? Der Abenteuerfilm von 1995 mit Robin Williams und Kirsten Dunst ist beste Unterhaltung für die ganze Familie.", ""},
		{"f1", "Jumanji ist ein Klassiker mit Robin Williams in der Hauptrolle.", ""},
		{"f2", "The Birdcage kam 1996 heraus und ist eine Komödie mit Robin Williams und Nathan Lane.", ""},
		{"f1 f2", "Beide Filme haben Robin Williams an Bord; The Birdcage ist ein Jahr jünger als Jumanji.", ""},
		{"f3", "Titanic ist ein Drama aus dem Jahr 1997, in dem Leonardo DiCaprio und Kate Winslet die Hauptrollen spielen.", ""},
		{"f3", "Mit einer Bewertung von 7,9 von 10 Punkten gehört Titanic zu den Lieblingen unserer Kundschaft.", ""},
		{"f4", "Eine gute Wahl für einen ruhigen Abend: Unforgiven, ein Western mit Clint Eastwood.", ""},
		{"f2", "The Birdcage ist leider kein Abenteuerfilm, sondern eine Komödie.", ""},
		{"f1", "Suchen Sie eher etwas Lustiges oder etwas Spannendes?", ""},
		{"f1", "Sie wollten einen Film mit Robin Williams: Jumanji passt genau.", ""},
		{"f1", "Über Preise und Lieferbarkeit von Jumanji kann ich leider nichts sagen.", ""},
		{"f1", "Die Geschichte lebt von Spannung, Humor und einem Hauch Magie.", ""},
		{"f1", "Super, dann wünsche ich Ihnen viel Spaß beim Anschauen!", ""},
		{"f1", "Einen Film mit Clint Eastwood habe ich leider nicht gefunden, aber Jumanji könnte Ihnen gefallen.", ""},
		{"f1", "Alles klar, nichts mit Western und keine Dramen.", ""},
		{"f3", "Leonardo DiCaprios Titanic wurde rund 1.300 Mal bewertet.", ""},
		{"f1", "Jumanji ist ein Abenteuerfilm aus dem Jahr 1998.", "wrong-year"},
		{"f1", "Jumanji mit Robin Williams und Clint Eastwood ist ein Familienfilm.", "wrong-person"},
		{"f3", "In Titanic spielt Nathan Lane die Hauptrolle.", "wrong-person"},
		{"f3", "Titanic hat eine Bewertung von 8,9.", "wrong-number"},
		{"f3", "Titanic ist ein Western aus dem Jahr 1997.", "wrong-attribute"},
		{"f2", "The Birdcage ist keine Komödie.", "denied-attribute"},
		{"f2", "Nathan Lane ist in The Birdcage nicht zu sehen.", "denied-attribute"},
		{"f3", "Regie führte Konrad Obermoser.", "wrong-person"},
		{"f3", "Mich hat der Film zu Tränen gerührt.", "human-experience"},
		{"f2", "Robin Williams spielt in The Birdcage nicht mit.", "denied-attribute"},
		{"f1", "Wenn Ihnen Jumanji gefällt, sehen Sie sich auch Unforgiven an.", "not-in-plan"},
		{"f1", "Noch besser passt der Film Schattenberg Komplott von Karl Obermoser.", "invented-product wrong-person"},
		{"f1", "Jumanji habe ich als Kind gesehen.", "human-experience"},
		{"f1", "Ich habe den Film letzten Sommer mit meinen Kindern gesehen.", "human-experience"},
		{"f1", "Jumanji läuft gerade auf Netflix.", "availability-or-shipping-claim"},
		{"f1", "Nur heute gibt es Jumanji zum halben Preis.", "discount-claim"},
		{"f1", "Mehr über Jumanji finden Sie unter www.filme.example.", "html-or-link"},
		{"f1", "Wie angewiesen nenne ich nur die bereitgestellten Fakten.", "prompt-echo"},
		{"f1", "Strategie: empfehlen. Jumanji passt.", "prompt-echo"},
	})
}

func TestGermanPhones(t *testing.T) {
	newShelf(t, "de", phones, "ein Smartphone unter 400 Euro").finds(t, []saying{
		{"p1", "Das Smartphone Nokora X5 kostet 349,99 € und bleibt damit unter Ihrem Limit von 400 €.", ""},
		{"p1", "Mit 180 Gramm liegt das Nokora X5 angenehm leicht in der Hand, und der Akku hält 14 Stunden.", ""},
		{"p1 p2", "Das Nokora Mini ist 50 € günstiger als das Nokora X5 und 40 Gramm leichter.", ""},
		{"p1 p2", "Beide Smartphones stammen von Nokora; das Nokora X5 ist besser bewertet (4,6 gegenüber 4,2).", ""},
		{"p1", "Das Nokora X5 ist wasserdicht und kommt mit 2 Jahren Garantie.", ""},
		{"p2", "Wasserdicht ist das Nokora Mini nicht.", ""},
		{"p1", "Das Nokora X5 ist auf Lager; eine Rückgabe ist allerdings nicht möglich.", ""},
		{"p3", "Der Laptop Veltron One ist zurzeit nicht auf Lager.", ""},
		{"p2", "Vom Nokora Mini sind nur noch drei Stück auf Lager.", ""},
		{"p1", "Meine Empfehlung ist das Nokora X5: rund 350 €, sehr gut bewertet und mit langer Akkulaufzeit.", ""},
		{"p3", "Das Veltron One liegt mit 1.299 € deutlich über Ihrem Budget.", ""},
		{"p1", "Liegt das Nokora X5 mit 4,6 Sternen nicht genau richtig?", ""},
		{"p1", "Zur Kameraauflösung steht nichts in den Angaben.", ""},
		{"p1", "Gerne! Das Nokora X5 gibt es in Schwarz.", ""},
		{"p1", "Das Nokora X5 kostet 299,99 €.", "wrong-price"},
		{"p1", "Für nur 199 Euro bekommen Sie das Nokora X5.", "wrong-price"},
		{"p1", "Das Nokora X5 wiegt nur 120 Gramm.", "wrong-number"},
		{"p1", "Der Akku des Nokora X5 hält 30 Stunden.", "wrong-number"},
		{"p1", "Das Nokora X5 ist blau.", "wrong-attribute"},
		{"p2", "Das Nokora Mini ist wasserdicht.", "wrong-attribute"},
		{"p1", "Das Nokora X5 ist nicht wasserdicht.", "denied-attribute"},
		{"p1", "Wasserdicht ist das Nokora X5 leider nicht.", "denied-attribute"},
		{"p1", "Oder nehmen Sie gleich das Samtron Galaxis.", "invented-product"},
		{"p1", "Dazu passt das Veltron One.", "not-in-plan"},
		{"p1", "Ich benutze das Nokora X5 selbst jeden Tag.", "human-experience"},
		{"p1", "Bitte prüfen Sie auch das Samtron Galaxis.", "invented-product"},
		{"p1", "Das Nokora X5 trage ich jeden Tag bei mir.", "human-experience"},
		{"p1", "Das Nokora X5 stammt von Samtron.", "wrong-person"},
		{"p1", "Mit dem Nokora X5 bekommen Sie fünf Jahre Garantie.", "wrong-number"},
		{"p1", "Meine Frau ist vom Nokora X5 begeistert.", "human-experience"},
		{"p3", "Das Veltron One ist sofort lieferbar.", "availability-or-shipping-claim"},
		{"p1", "Wir liefern das Nokora X5 schon morgen kostenlos zu Ihnen nach Hause.", "availability-or-shipping-claim"},
		{"p1", "Mit dem Code SOMMER sparen Sie zehn Prozent.", "discount-claim wrong-number"},
		{"p1", "Das Nokora X5 ist gerade im Angebot.", "discount-claim"},
		{"p1", "Das **Nokora X5** passt.", "html-or-link"},
		{"p1", "Klicken Sie hier, um das Nokora X5 zu bestellen.", "html-or-link"},
		{"p1", "Der Nutzer möchte ein Smartphone, also empfehle ich das Nokora X5.", "prompt-echo"},
	})
}

func TestGermanShop(t *testing.T) {
	newShelf(t, "de", koffer, "ein Laptop unter 800 Euro").finds(t, []saying{
		{"k2", "Der Elbe 16 von Nordlicht kostet 749 € und bleibt unter den 800 €, die Sie genannt haben.", ""},
		{"k1 k2", "Der Alster 14 wiegt nur 1,3 kg, der Elbe 16 dagegen 1,9 kg.", ""},
		{"k1", "Der Alster 14 ist aus Aluminium, hat einen Touchscreen und hält 14 Stunden durch.", ""},
		{"k2", "Einen Touchscreen hat der Elbe 16 nicht.", ""},
		{"k1 k2", "Beide Laptops sind von Nordlicht, aber nur der Alster 14 hat einen Touchscreen.", ""},
		{"k1 k2", "Der günstigere der beiden ist der Elbe 16; er ist dafür 600 Gramm schwerer.", ""},
		{"k6", "Der Watt Rucksack ist aus blauem Leder und kostet 149 €.", ""},
		{"k5 k6", "Der Deich Rucksack ist 59,50 € günstiger als der Watt Rucksack.", ""},
		{"k4", "Ein schönes Geschenk: die Fleet Hülle von Hansen & Söhne aus braunem Leder.", ""},
		{"k1", "Den Alster 14 gibt es mit 2 Jahren Garantie.", ""},
		{"k2", "Ob der Elbe 16 eine Garantie hat, weiß ich leider nicht.", ""},
		{"k1", "Der Alster 14 liegt 499 € über Ihrem Budget, hat aber die längere Akkulaufzeit.", ""},
		{"k2", "Der Elbe 16 kostet 699 €.", "wrong-price"},
		{"k2", "Der Elbe 16 wiegt 1,5 kg.", "wrong-number"},
		{"k2", "Der Elbe 16 hat einen Touchscreen.", "wrong-attribute"},
		{"k6", "Der Watt Rucksack ist aus Nylon.", "wrong-attribute"},
		{"k6", "Der Watt Rucksack ist nicht aus Leder.", "denied-attribute"},
		{"k1", "Einen Touchscreen hat der Alster 14 nicht.", "denied-attribute"},
		{"k1 k2", "Der Elbe 16 ist leichter als der Alster 14.", "wrong-number"},
		{"k2", "Alternativ bietet sich der Weser Mini an.", "not-in-plan"},
		{"k2", "Ich habe den Elbe 16 selbst getestet.", "human-experience"},
		{"k2", "Der Elbe 16 ist nur noch kurze Zeit reduziert.", "availability-or-shipping-claim discount-claim"},
		{"k2", "Den Elbe 16 können Sie 30 Tage lang kostenlos zurückgeben.", "wrong-number availability-or-shipping-claim"},
		{"k2", "Der Elbe 16 hat fünf Jahre Garantie.", "wrong-number availability-or-shipping-claim"},
	})
}

func TestGermanRepair(t *testing.T) {
	s := newShelf(t, "de", phones, "ein Smartphone")
	i, _ := s.c.ByID("p1")
	_, shown := s.v.Verify(Brief{Items: []catalog.Item{i}}, "Das Nokora X5 kostet 299,99 €.")
	if want := "Das Nokora X5 kostet 349,99 €."; shown != want {
		t.Errorf("the price is mended to %q, want %q", shown, want)
	}
}
