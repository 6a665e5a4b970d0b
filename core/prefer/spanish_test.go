package prefer

import (
	"fmt"
	"strings"
	"testing"
)

// mochilas is a Spanish shop.
const mochilas = `{"id":"m1","Nombre":"Sierra 20","Marca":"Aneto","Categoría":"Mochila","Precio":"49,90 €","Peso (kg)":0.62,"Valoración":4.4,"Año":2019,"Color":"Azul","Material":"Lona","Pantalla (pulgadas)":13,"Impermeable":"sí"}
{"id":"m2","Nombre":"Sierra 40","Marca":"Aneto","Categoría":"Mochila","Precio":"89,00 €","Peso (kg)":1.15,"Valoración":4.7,"Año":2021,"Color":"Verde","Material":"Lona","Pantalla (pulgadas)":15,"Impermeable":"sí"}
{"id":"m3","Nombre":"Despacho","Marca":"Olivar","Categoría":"Maletín","Precio":"1.299,00 €","Peso (kg)":1.9,"Valoración":4.1,"Año":2015,"Color":"Negro","Material":"Cuero","Pantalla (pulgadas)":17,"Impermeable":"no"}
{"id":"m4","Nombre":"Despacho Fino","Marca":"Olivar","Categoría":"Maletín","Precio":"119,00 €","Peso (kg)":0.99,"Valoración":3.9,"Año":2018,"Color":"Marrón","Material":"Ante","Pantalla (pulgadas)":15,"Impermeable":"no"}
{"id":"m5","Nombre":"Travesía","Marca":"Boreal","Categoría":"Maleta","Precio":"899,00 €","Peso (kg)":3.4,"Valoración":4.6,"Año":2022,"Color":"Azul","Material":"Policarbonato","Pantalla (pulgadas)":0,"Impermeable":"sí"}
{"id":"m6","Nombre":"Travesía Cabina","Marca":"Boreal","Categoría":"Maleta","Precio":"139,00 €","Peso (kg)":2.3,"Valoración":4.2,"Año":2023,"Color":"Rojo","Material":"Policarbonato","Pantalla (pulgadas)":0,"Impermeable":"sí"}
{"id":"m7","Nombre":"Mercado","Marca":"Aneto","Categoría":"Bolso","Precio":"24,50 €","Peso (kg)":0.31,"Valoración":4.0,"Año":2020,"Color":"Rojo","Material":"Lona","Pantalla (pulgadas)":0,"Impermeable":"no"}
{"id":"m8","Nombre":"Velada","Marca":"Olivar","Categoría":"Bolso","Precio":"79,00 €","Peso (kg)":0.54,"Valoración":4.8,"Año":2017,"Color":"Negro","Material":"Cuero","Pantalla (pulgadas)":0,"Impermeable":"no"}
`

func TestSpanishConstraints(t *testing.T) {
	for shop, cases := range map[string][][2]string{films: {
		{"", ""},
		{"solo estoy mirando", ""},
		{"hola, ¿qué tal?", ""},
		{"algo divertido de los 90 con Robin Williams", "genres = Comedy «divertido»; year 1990..1999 «de los 90»; cast = Robin Williams «Robin Williams»"},
		{"un drama", "genres = Drama «drama»"},
		{"una película de terror", "genres = Horror «de terror»"},
		{"quiero ver algo de miedo", "genres = Horror «de miedo»"},
		{"¿y con robbin wiliams?", "cast = Robin Williams «robbin wiliams»"},
		{"una comdia", "genres = Comedy «comdia»"},
		{"comedias", "genres = Comedy «comedias»"},
		{"ciencia ficcion", "genres = Science Fiction «ciencia ficcion»"},
		{"una comedia romántica", "genres = Romance «comedia romántica»; genres = Comedy «comedia romántica»"},
		{"comedias o westerns", "genres = Comedy|Western «comedias o westerns»"},
		{"Robin Williams o Kate Winslet", "cast = Kate Winslet|Robin Williams «Robin Williams o Kate Winslet»"},
		{"cualquier cosa menos terror", "genres != Horror «terror»"},
		{"nada de terror ni suspense", "genres != Horror|Thriller «terror ni suspense»"},
		{"no quiero comedias sino dramas", "genres != Comedy «comedias»; genres = Drama «dramas»"},
		{"un thriller, pero nada de miedo", "genres = Thriller «thriller»; genres != Horror «miedo»"},
		{"sin Robin Williams. Una comedia", "cast != Robin Williams «Robin Williams»; genres = Comedy «comedia»"},
		{"que no sea de vaqueros", "genres != Western «de vaqueros»"},
		{"no me gustan las comedias", "genres != Comedy «comedias»"},
		{"me encantan las películas de acción y aventuras", "genres = Adventure «aventuras»"},
		{"romántica, de los 90 si es posible", "genres = Romance «romántica»; ~year 1990..1999 «de los 90»"},
		{"romántica, a ser posible de los 90", "genres = Romance «romántica»; ~year 1990..1999 «de los 90»"},
		{"quizá una del oeste", "~genres = Western «del oeste»"},
		{"tiene que ser una del oeste", "genres = Western «del oeste»"},
		{"antes de 1990", "year < 1990 «antes de 1990»"},
		{"anterior a 1980", "year < 1980 «anterior a 1980»"},
		{"más antigua que 1980", "year < 1980 «más antigua que 1980»"},
		{"después del 2000", "year > 2000 «después del 2000»"},
		{"a partir de 2009", "year >= 2009 «a partir de 2009»"},
		{"desde 2009", "year >= 2009 «desde 2009»"},
		{"de 2009 en adelante", "year >= 2009 «2009 en adelante»"},
		{"hasta 1990", "year <= 1990 «hasta 1990»"},
		{"sobre 1995", "year 1990..2000 «sobre 1995»"},
		{"alrededor de 1995", "year 1990..2000 «alrededor de 1995»"},
		{"de 1993", "year 1993..1993 «1993»"},
		{"del año 1993", "year 1993..1993 «1993»"},
		{"de 1990 a 1996", "year 1990..1996 «1990 a 1996»"},
		{"entre 1989 y 1995", "year 1989..1995 «entre 1989 y 1995»"},
		{"desde 1990 hasta 1995", "year 1990..1995 «desde 1990 hasta 1995»"},
		{"años 90", "year 1990..1999 «años 90»"},
		{"de los años noventa", "year 1990..1999 «de los años noventa»"},
		{"de los ochenta", "year 1980..1989 «de los ochenta»"},
		{"una peli ochentera", "year 1980..1989 «ochentera»"},
		{"la década de los 60", "year 1960..1969 «la década de los 60»"},
		{"90s", "year 1990..1999 «90s»"},
		{"principios de los 90", "year 1990..1994 «principios de los 90»"},
		{"a finales de los 90", "year 1995..1999 «finales de los 90»"},
		{"de los 70 o los 80", "year 1970..1989 «de los 70 o los 80»"},
		{"de los 70 a los 90", "year 1970..1999 «de los 70 a los 90»"},
		{"entre los 60 y los 80", "year 1960..1989 «entre los 60 y los 80»"},
		{"antes de los 90", "year < 1990 «antes de los 90»"},
		{"que no sea de los 90", "year not 1990..1999 «de los 90»"},
		{"de los 2000", "year 2000..2009 «de los 2000»"},
		{"al menos 8 estrellas", "rating >= 8 «al menos 8 estrellas»"},
		{"con una valoración de más de 8", "rating >= 8 «más de 8»"},
		{"con buenas críticas", "rating >= 8 «buenas críticas»"},
		{"somos 4", ""},
		{"mis 3 hijos", ""},
		{"me encantó Psycho (1960)", ""},
	}, bags: {
		{"una mochila azul de Nordvik", "category = Backpack «mochila»; colour = blue «azul»; brand = Nordvik «Nordvik»"},
		{"mochilas rojas o azules", "category = Backpack «mochilas»; colour = blue|red «rojas o azules»"},
		{"cualquier cosa menos cuero", "material != leather «cuero»"},
		{"ni negro ni marrón", "colour != black|brown «negro ni marrón»"},
		{"de lona, no de cuero", "material = canvas «lona»; material != leather «cuero»"},
		{"menos de 100 dólares", "price <= 100 «menos de 100 dólares»"},
		{"por debajo de $100", "price <= 100 «por debajo de $100»"},
		{"hasta 150", "price <= 150 «hasta 150»"},
		{"80 dólares o menos", "price <= 80 «80 dólares o menos»"},
		{"no más de 60 dólares", "price <= 60 «no más de 60 dólares»"},
		{"no quiero gastar más de 60 dólares", "price < 60 «más de 60 dólares»"},
		{"que no pase de los 80", "price <= 80 «que no pase de los 80»"},
		{"mi presupuesto es de 80", "price <= 80 «mi presupuesto es de 80»"},
		{"por debajo de los 80 euros", "price <= 80 «por debajo de los 80 euros»"},
		{"entre 50 y 120", "price 50..120 «entre 50 y 120»"},
		{"de 50 a 100 euros", "price 50..100 «50 a 100 euros»"},
		{"unos 90 euros", "price 63..117 «unos 90 euros»"},
		{"menos de un kilo", "weight_g <= 1000 «menos de un kilo»"},
		{"menos de un kilo y medio", "weight_g <= 1500 «menos de un kilo y medio»"},
		{"menos de dos kilos y medio", "weight_g <= 2500 «menos de dos kilos y medio»"},
		{"medio kilo como mucho", "weight_g <= 500 «medio kilo como mucho»"},
		{"más ligera que 2 kg", "weight_g < 2000 «más ligera que 2 kg»"},
		{"más de 1 kg y menos de 2 kg", "weight_g >= 1000 «más de 1 kg»; weight_g <= 2000 «menos de 2 kg»"},
		{"como mínimo 10 en stock", "stock >= 10 «como mínimo 10»"},
		{"menos de treinta y cinco euros", "price <= 35 «menos de treinta y cinco euros»"},
		{"entre cuarenta y cinco y ciento veinte euros", "price 45..120 «entre cuarenta y cinco y ciento veinte euros»"},
	}, mochilas: {
		{"una mochila azul de Aneto", "Categoría = Mochila «mochila»; Color = Azul «azul»; Marca = Aneto «Aneto»"},
		{"una mochlia de anteo", "Categoría = Mochila «mochlia»; Marca = Aneto «anteo»"},
		{"maletines negros", "Categoría = Maletín «maletines»; Color = Negro «negros»"},
		{"maletas rojas", "Categoría = Maleta «maletas»; Color = Rojo «rojas»"},
		{"backpack", "Categoría = Mochila «backpack»"},
		{"de piel", "Material = Cuero «piel»"},
		{"un bolso sin cuero ni ante", "Categoría = Bolso «bolso»; Material != Ante|Cuero «cuero ni ante»"},
		{"que no sea de cuero, en rojo", "Material != Cuero «cuero»; Color = Rojo «rojo»"},
		{"negro o marron", "Color = Marrón|Negro «negro o marron»"},
		{"el cuero no me gusta", "Material != Cuero «cuero»"},
		{"menos de 1,5 kg", "Peso (kg) <= 1.5 «menos de 1,5 kg»"},
		{"por menos de 1.299 €", "Precio <= 1299 «por menos de 1.299»"},
		{"menos de 1.299,50 euros", "Precio <= 1299.5 «menos de 1.299,50 euros»"},
		{"ochocientos euros como máximo", "Precio <= 800 «ochocientos euros como máximo»"},
		{"menos de mil doscientos euros", "Precio <= 1200 «menos de mil doscientos euros»"},
		{"que cueste menos de 100 €", "Precio <= 100 «que cueste menos de 100»"},
		{"entre 500 gramos y 1 kilo", "Peso (kg) 0.5..1 «entre 500 gramos y 1 kilo»"},
		{"que pese menos de 900 gramos", "Peso (kg) <= 0.9 «que pese menos de 900 gramos»"},
		{"al menos 15 pulgadas", "Pantalla (pulgadas) >= 15 «al menos 15 pulgadas»"},
		{"a partir de 50 euros", "Precio >= 50 «a partir de 50 euros»"},
		{"100 euros o más", "Precio >= 100 «100 euros o más»"},
		{"alrededor de 100 euros", "Precio 70..130 «alrededor de 100 euros»"},
		{"no más de kilo y medio", "Peso (kg) <= 1.5 «no más de kilo y medio»"},
		{"un bolso que no sea de cuero y que cueste menos de 100 euros", "Categoría = Bolso «bolso»; Material != Cuero «cuero»; Precio <= 100 «que cueste menos de 100 euros»"},
		{"el negro no", "Color != Negro «negro»"},
		{"la de cuero no, la de lona", "Material != Cuero «cuero»; Material = Lona «lona»"},
		{"todo menos maletas", "Categoría != Maleta «maletas»"},
		{"cualquier marca menos Aneto", "Marca != Aneto «Aneto»"},
		{"puedo gastar hasta 90", "Precio <= 90 «puedo gastar hasta 90»"},
		{"de 2019 o más nuevo", "Año >= 2019 «2019 o más nuevo»"},
		{"una mochila verde de segunda mano, máximo 150", "Categoría = Mochila «mochila»; Color = Verde «verde»; Precio <= 150 «máximo 150»"},
		{"impermeable", "Impermeable = yes «impermeable»"},
		{"que no sea impermeable", "Impermeable = no «impermeable»"},
		{"posterior a 2020", "Año > 2020 «posterior a 2020»"},
		{"preferiblemente azul", "~Color = Azul «azul»"},
		{"imprescindible que sea azul", "Color = Azul «azul»"},
		{"si puede ser, de lona", "~Material = Lona «lona»"},
	}} {
		for _, c := range cases {
			k := talkIn(t, Spanish(), shop)
			u := k.says(c[0])
			if got := k.text(u.Constraints); got != c[1] {
				t.Errorf("%q asks for\n\t%s\nwant\n\t%s", c[0], got, c[1])
			}
		}
	}
}

func TestSpanishSorts(t *testing.T) {
	for _, c := range []struct {
		message, column string
		descending      bool
	}{
		{"el más barato", "Precio", false},
		{"lo más barato que tengas", "Precio", false},
		{"la menos cara", "Precio", false},
		{"el más caro", "Precio", true},
		{"las más ligeras", "Peso (kg)", false},
		{"el que menos pese", "Peso (kg)", false},
		{"la mejor valorada", "Valoración", true},
		{"los mejores", "Valoración", true},
		{"el más nuevo", "Año", true},
		{"más ligero", "Peso (kg)", false}, // than what? nothing is on the table
		{"menos peso", "Peso (kg)", false},
		{"muy caro", "Precio", false},
	} {
		talkIn(t, Spanish(), mochilas).sorts(c.message, c.column, c.descending)
	}
}

func TestSpanishAnswers(t *testing.T) {
	for _, c := range []struct{ lines, asked, answer, want string }{
		{mochilas, "Precio", "80", "Precio <= 80 «80»"},
		{mochilas, "Precio", "unos 80", "Precio 56..104 «unos 80»"},
		{mochilas, "Precio", "ochenta como mucho", "Precio <= 80 «ochenta como mucho»"},
		{mochilas, "Peso (kg)", "no más de 1,2", "Peso (kg) <= 1.2 «no más de 1,2»"},
		{mochilas, "Color", "rojo", "Color = Rojo «rojo»"},
		{films, "genres", "drama", "genres = Drama «drama»"},
		{films, "year", "los 90", "year 1990..1999 «los 90»"},
	} {
		talkIn(t, Spanish(), c.lines).asks(c.asked).means(c.answer, c.want)
	}
	k := talkIn(t, Spanish(), films).asks("genres")
	if u := k.says("me da igual"); len(u.Dropped) != 1 || u.Dropped[0] != k.c.Find("genres") {
		t.Errorf("the genre still matters: %v", u.Dropped)
	}
}

func TestSpanishChangesOfMind(t *testing.T) {
	for _, c := range []struct{ lines, messages, want string }{
		{films, "una comedia / de los 90 / con Robin Williams", "cast = Robin Williams; genres = Comedy; year 1990..1999"},
		{films, "una comedia / mejor un drama", "genres = Drama"},
		{films, "de los 90 / de los 80", "year 1980..1989"},
		{films, "con Kate Winslet / mejor con Robin Williams", "cast = Robin Williams"},
		{films, "una comedia / algo más serio", "genres = Drama; ~genres != Comedy"},
		{films, "comedia de los 90 / olvida el año", "genres = Comedy"},
		{films, "de los 80 / que no sea de los 80", "year not 1980..1989"},
		{films, "comedia / empecemos de nuevo / drama", "genres = Drama"},
		{mochilas, "azul / en realidad, rojo", "Color = Rojo"},
		{mochilas, "menos de 100 euros / menos de 150 euros", "Precio <= 150"},
		{mochilas, "de cuero / sin cuero", "Material != Cuero"},
		{mochilas, "sin cuero / el cuero también vale", ""},
		{mochilas, "una mochila azul de menos de 50 euros / el precio da igual", "Categoría = Mochila; Color = Azul"},
		{mochilas, "una mochila azul de menos de 50 euros / no importa el precio", "Categoría = Mochila; Color = Azul"},
		{mochilas, "una mochila azul / cualquier color me vale", "Categoría = Mochila"},
		{mochilas, "mochila de lona / quita lo de la lona", "Categoría = Mochila"},
		{mochilas, "un maletín de menos de 200 euros / empezar de cero", ""},
		{mochilas, "lona en vez de cuero", "Material != Cuero; Material = Lona"},
		{mochilas, "no hace falta que sea azul", ""},
	} {
		k := talkIn(t, Spanish(), c.lines)
		for m := range strings.SplitSeq(c.messages, " / ") {
			k.says(m)
		}
		if got := k.believes(); got != c.want {
			t.Errorf("after %q the belief is\n\t%s\nwant\n\t%s", c.messages, got, c.want)
		}
	}
}

func TestSpanishItems(t *testing.T) {
	for _, c := range []struct{ message, want string }{
		{"he visto Mrs Doubtfire", "liked: disliked: seen:doubtfire about:"},
		{"ya vi mrs. doubtfire", "liked: disliked: seen:doubtfire about:"},
		{"odio Titanic", "liked: disliked:titanic seen: about:"},
		{"no me gustó Titanic", "liked: disliked:titanic seen: about:"},
		{"Titanic no me gustó", "liked: disliked:titanic seen: about:"},
		{"Titanic ya la he visto", "liked: disliked: seen:titanic about:"},
		{"no he visto Titanic", "liked: disliked: seen: about:titanic"},
		{"me gustaron Good Will Hunting y Groundhog Day", "liked:hunting groundhog disliked: seen:hunting groundhog about:"},
		{"algo parecido a Good Will Hunting", "liked:hunting disliked: seen:hunting about:"},
		{"algo como Groundhog Day", "liked:groundhog disliked: seen:groundhog about:"},
		{"me encantó Psycho (1960)", "liked:psycho60 disliked: seen:psycho60 about:"},
		{"¿has visto Unforgiven?", "liked: disliked: seen: about:unforgiven"},
		{"háblame de Unforgiven", "liked: disliked: seen: about:unforgiven"},
		{"¿cuál es mejor, Jumanji o The Birdcage?", "liked: disliked: seen: about:jumanji birdcage"},
		{"el segundo por favor", "liked: disliked: seen: about:poets"},
		{"¿por qué la primera?", "liked: disliked: seen: about:jumanji"},
		{"ya he visto la última", "liked: disliked: seen:birdcage about:birdcage"},
		{"la segunda ya la he visto", "liked: disliked: seen:poets about:poets"},
		{"la segunda no me gusta", "liked: disliked:poets seen: about:poets"},
		{"he visto la primera y la tercera", "liked: disliked: seen:jumanji birdcage about:jumanji birdcage"},
		{"las dos primeras ya las vi", "liked: disliked: seen:jumanji poets about:jumanji poets"},
		{"la tercera no", "liked: disliked:birdcage seen: about:birdcage"},
		{"la vi ayer y no me gustó", "liked: disliked:jumanji seen:jumanji about:"},
		{"la última me encanta pero busco algo más nuevo", "liked:birdcage disliked: seen: about:birdcage"},
		{"me quedo con la segunda", "liked: disliked: seen: about:poets"},
		{"ya la he visto", "liked: disliked: seen:jumanji about:"},
		{"ya la vi", "liked: disliked: seen:jumanji about:"},
		{"no me gusta", "liked: disliked:jumanji seen: about:"},
		{"no me gusta esa", "liked: disliked:jumanji seen: about:jumanji"},
		{"no la he visto", "liked: disliked: seen: about:"},
		{"me encantó la segunda, algo así", "liked:poets disliked: seen: about:poets"},
	} {
		k := talkIn(t, Spanish(), films).shows("jumanji poets birdcage")
		u := k.says(c.message)
		got := fmt.Sprintf("liked:%s disliked:%s seen:%s about:%s", k.ids(u.Liked), k.ids(u.Disliked), k.ids(u.Seen), k.ids(u.About))
		if got != c.want {
			t.Errorf("%q gives\n\t%s\nwant\n\t%s", c.message, got, c.want)
		}
	}
}

func TestSpanishCritiques(t *testing.T) {
	for _, c := range []struct{ lines, shown, message, want string }{
		{mochilas, "m5 m2 m1", "más barato", "Precio < 899 «más barato»"},
		{mochilas, "m5 m2 m1", "algo más ligero", "Peso (kg) < 3.4 «más ligero»"},
		{mochilas, "m5 m2 m1", "más ligero que el segundo", "Peso (kg) < 1.15 «más ligero»"},
		{mochilas, "m5 m2 m1", "más barata que la segunda", "Precio < 89 «más barata»"},
		{mochilas, "m2 m5", "demasiado caro", "Precio < 89 «demasiado caro»"},
		{mochilas, "m2 m5", "es muy pesada", "Peso (kg) < 1.15 «muy pesada»"},
		{mochilas, "m2 m5", "Más barata, y en rojo", "Precio < 89 «Más barata»; Color = Rojo «rojo»"},
		{mochilas, "m5 m2 m1", "como el segundo pero más barato", "Precio < 89 «más barato»"},
		{mochilas, "m5 m2 m1", "¿cuál es más barato?", ""},
		{mochilas, "m5 m2 m1", "en lugar de una maleta quiero una mochila", "Categoría != Maleta «maleta»; Categoría = Mochila «mochila»"},
		{mochilas, "m5 m2 m1", "que no sea tan caro", "Precio < 899 «tan caro»"},
		{mochilas, "m5 m2 m1", "que no sea muy pesada", "Peso (kg) < 3.4 «muy pesada»"},
		{mochilas, "m5 m2 m1", "menos pesado", "Peso (kg) < 3.4 «menos pesado»"},
		{mochilas, "m5 m2 m1", "con mejor nota", "Valoración > 4.6 «con mejor nota»"},
		{mochilas, "m5 m2 m1", "la misma marca que el segundo", "Marca = Aneto «marca que el segundo»"},
		{films, "jumanji poets", "algo más antiguo", "year < 1995 «más antiguo»"},
		{films, "jumanji poets", "más reciente", "year > 1995 «más reciente»"},
		{films, "jumanji poets", "algo más serio", "genres = Drama «más serio»; ~genres != Comedy «más serio»"},
	} {
		talkIn(t, Spanish(), c.lines).shows(c.shown).means(c.message, c.want)
	}
}

func TestSpanishActs(t *testing.T) {
	for _, c := range []struct{ message, want string }{
		{"hola", "greet"},
		{"¡Buenas tardes!", "greet"},
		{"hola, ¿algo divertido?", "request greet"},
		{"recomiéndame una película", "request"},
		{"busco un western", "request"},
		{"¿tienen mochilas azules?", "request"},
		{"me gustan las películas lentas", "inform"},
		{"comedia", "inform"},
		{"¿por qué la primera?", "ask_item"},
		{"¿quién sale?", "ask_item"},
		{"cuéntame más", "ask_item"},
		{"¿cuánto cuesta el segundo?", "ask_item"},
		{"sí", "affirm"},
		{"suena bien", "affirm"},
		{"vale", "affirm"},
		{"no", "deny"},
		{"no estoy segura", "deny"},
		{"más barato", "critique"},
		{"demasiado larga", "critique"},
		{"compara las dos primeras", "compare"},
		{"¿cuál es la diferencia?", "compare"},
		{"me lo quedo", "choose"},
		{"perfecto", "choose"},
		{"gracias, me la llevo", "choose thank"},
		{"no me interesa", "reject"},
		{"otra cosa", "reject"},
		{"no gracias", "reject"},
		{"ya la he visto", "seen"},
		{"muchas gracias", "thank"},
		{"gracias, adiós", "bye thank"},
		{"hasta luego", "bye"},
		{"¿qué tiempo hace hoy?", "off_topic"},
		{"", "inform"},
	} {
		var got []string
		for _, a := range talkIn(t, Spanish(), films).says(c.message).Message.Acts {
			got = append(got, a.String())
		}
		if s := strings.Join(got, " "); s != c.want && !strings.HasPrefix(s, c.want+" ") {
			t.Errorf("%q is %s, want %s", c.message, s, c.want)
		}
	}
}

func TestSpanishQuestions(t *testing.T) {
	for _, c := range []struct {
		message                string
		why, machine, surprise bool
	}{
		{"¿por qué la primera?", true, false, false},
		{"¿eres un robot?", false, true, false},
		{"¿Estoy hablando con una persona?", false, true, false},
		{"sorpréndeme", false, false, true},
		{"elige tú", false, false, true},
		{"¿quién sale?", false, false, false},
		{"una comedia", false, false, false},
	} {
		u := talkIn(t, Spanish(), films).says(c.message)
		if u.AsksWhy() != c.why || u.AsksMachine() != c.machine || u.LeavesChoice() != c.surprise {
			t.Errorf("%q: asks why %v, asks who is talking %v, leaves the choice %v", c.message, u.AsksWhy(), u.AsksMachine(), u.LeavesChoice())
		}
	}
}

func TestSpanishTone(t *testing.T) {
	for _, c := range []struct {
		message            string
		positive, negative bool
	}{
		{"¡me encanta!", true, false},
		{"no es buena", false, true},
		{"no está mal", true, false},
		{"qué aburrida", false, true},
	} {
		m := talkIn(t, Spanish(), films).says(c.message).Message
		if m.Positive != c.positive || m.Negative != c.negative {
			t.Errorf("%q: positive %v, negative %v", c.message, m.Positive, m.Negative)
		}
	}
}

// Words of everyday talk ask for nothing.
func TestSpanishSmallTalk(t *testing.T) {
	for _, message := range []string{
		"hola, estoy buscando un regalo para mi hermana", "mi marido cumple años el viernes", "necesito algo para el fin de semana", "no sé qué comprar",
		"¿me puedes ayudar?", "gracias, muy amable", "es para una boda", "ayer me regalaron una parecida y la perdí", "estuve mirando en otra tienda y no encontré nada",
	} {
		for _, shop := range []string{films, mochilas} {
			k := talkIn(t, Spanish(), shop)
			if u := k.says(message); len(u.Constraints) > 0 || u.Sort != nil || len(u.Named) > 0 || len(u.Words) > 0 {
				t.Errorf("%q asks for %s, sort %v, names %s, searches %v", message, k.text(u.Constraints), u.Sort, k.ids(u.Named), u.Words)
			}
		}
	}
}

// Whatever is typed, in any language, is read without harm.
func TestSpanishAnyMessage(t *testing.T) {
	for _, message := range append([]string{
		"\x00", "kilo y", "kilo y medio", "y medio", "los 90", "los 90 €", "años", "años 90 90 90", "de los", "treinta y", "treinta y cinco y", "entre y", "no", "no no no",
		"sin", "ni ni", "las dos", "las dos primeras", "dos primeras", "1º 2ª 3er", "no me gusta", "y no me gusta", "me gusta pero", "un cuarto de", "media", "mil mil mil", "ñ", "¿¡",
		strings.Repeat("los 90 ", 500), strings.Repeat("y medio ", 500), strings.Repeat("kilo y medio ", 300),
	}, sayings...) {
		for _, lines := range []string{films, mochilas} {
			k := talkIn(t, Spanish(), lines)
			sane(t, k, message)
			k.ctx.Shown = k.items(map[string]string{films: "jumanji poets birdcage", mochilas: "m5 m2 m1"}[lines])
			k.ctx.Focus = k.ctx.Shown[1:2]
			for col := range k.c.Columns() {
				k.ctx.Asked = col
				sane(t, k, message)
			}
		}
	}
}
