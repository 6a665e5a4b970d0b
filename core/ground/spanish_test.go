package ground

import (
	"testing"

	"rso/catalog"
)

// maletas is a Spanish catalog.
const maletas = `{"id":"m1","Título":"Alba 20","Categoría":"Mochila","Marca":"Sierra Norte","Color":"azul","Material":"lona","Precio":"49,90 €","Peso (kg)":0.6,"Impermeable":"sí","Valoración":4.4,"Garantía":"2 años de garantía"}
{"id":"m2","Título":"Ronda","Categoría":"Maletín","Marca":"Duero","Color":"negro","Material":"cuero","Precio":"149,00 €","Peso (kg)":1.9,"Impermeable":"no","Valoración":4.1}
{"id":"m3","Título":"Cierzo Grande","Categoría":"Maleta","Marca":"Duero","Color":"azul","Material":"aluminio","Precio":"199,50 €","Peso (kg)":3.4,"Impermeable":"sí","Valoración":3.8}
{"id":"m4","Título":"Lince","Categoría":"Mochila","Marca":"Sierra Norte","Color":"rojo","Material":"nailon","Precio":"24,50 €","Peso (kg)":0.5,"Impermeable":"no","Valoración":4.7}
`

// A draft in Spanish about an English catalog.
func TestSpanishFilms(t *testing.T) {
	newShelf(t, "es", films, "una película con Robin Williams").finds(t, []saying{
		{"f1", "¿Qué te parece Jumanji? Es una película de aventuras de 1995 con Robin Williams y Kirsten Dunst, ideal para toda la familia.", ""},
		{"f1", "Jumanji es un clásico protagonizado por Robin Williams.", ""},
		{"f2", "The Birdcage se estrenó en 1996 y es una comedia con Robin Williams y Nathan Lane.", ""},
		{"f1 f2", "En ambas sale Robin Williams; The Birdcage es un año más reciente que Jumanji.", ""},
		{"f3", "Titanic es un drama de 1997 en el que actúan Leonardo DiCaprio y Kate Winslet.", ""},
		{"f3", "Con una nota de 7,9 sobre 10, Titanic está entre las mejor valoradas.", ""},
		{"f4", "Para una noche tranquila, una buena opción es Unforgiven, un western con Clint Eastwood.", ""},
		{"f2", "The Birdcage no es un western, sino una comedia.", ""},
		{"f1", "¿Prefieres algo divertido o algo más serio?", ""},
		{"f1", "Buscabas algo con Robin Williams: Jumanji encaja muy bien.", ""},
		{"f1", "¡Perfecto, que disfrutes de la película!", ""},
		{"f1", "No he encontrado ninguna con Clint Eastwood, pero Jumanji podría gustarte.", ""},
		{"f1", "Tomo nota: nada de dramas.", ""},
		{"f1 f2", "¿Cuál de las dos te apetece más?", ""},
		{"f3", "Titanic cuenta con unas 1.300 valoraciones.", ""},
		{"f1", "Lo siento, no puedo decirte si Jumanji está disponible.", ""},
		{"f1", "Jumanji es una película de 1998.", "wrong-year"},
		{"f1", "Jumanji, con Robin Williams y Clint Eastwood, es ideal para la familia.", "wrong-person"},
		{"f3", "Titanic está protagonizada por Nathan Lane.", "wrong-person"},
		{"f3", "Titanic tiene una nota de 8,9.", "wrong-number"},
		{"f3", "Titanic es un western de 1997.", "wrong-attribute"},
		{"f2", "The Birdcage no es una comedia.", "denied-attribute"},
		{"f2", "Nathan Lane no aparece en The Birdcage.", "denied-attribute"},
		{"f2", "Robin Williams no sale en The Birdcage.", "denied-attribute"},
		{"f1", "Si te gusta Jumanji, prueba también Unforgiven.", "not-in-plan"},
		{"f1", "Aún mejor es El Conjuro Escarlata, de Lope Montero.", "invented-product wrong-person"},
		{"f1", "Vi Jumanji en casa cuando era niño.", "human-experience"},
		{"f1", "La he visto tres veces con mis hijos.", "human-experience"},
		{"f1", "Jumanji me hizo reír muchísimo.", "human-experience"},
		{"f1", "Jumanji está ahora mismo en Netflix.", "availability-or-shipping-claim"},
		{"f1", "Solo hoy, Jumanji a mitad de precio.", "discount-claim"},
		{"f1", "Tienes más detalles de Jumanji en www.pelis.example.", "html-or-link"},
		{"f1", "Según mis instrucciones, solo uso los datos proporcionados.", "prompt-echo"},
		{"f1", "Estrategia: recomendar. Jumanji encaja.", "prompt-echo"},
	})
}

func TestSpanishPhones(t *testing.T) {
	newShelf(t, "es", phones, "un móvil por menos de 400 euros").finds(t, []saying{
		{"p1", "El Nokora X5 cuesta 349,99 € y queda por debajo de su límite de 400 €.", ""},
		{"p1", "Pesa solo 180 gramos y la batería dura 14 horas.", ""},
		{"p1 p2", "El Nokora Mini es 50 € más barato que el Nokora X5 y pesa 40 gramos menos.", ""},
		{"p1 p2", "Los dos son de Nokora, pero el Nokora X5 está mejor valorado: 4,6 frente a 4,2.", ""},
		{"p1", "El Nokora X5 es impermeable y tiene 2 años de garantía.", ""},
		{"p2", "El Nokora Mini no es impermeable.", ""},
		{"p1", "Sí, el Nokora X5 está en stock, aunque no admite devoluciones.", ""},
		{"p3", "El Veltron One está agotado en este momento.", ""},
		{"p2", "Del Nokora Mini solo quedan tres unidades.", ""},
		{"p1", "Mi recomendación es el Nokora X5: unos 350 €, muy bien valorado y con una batería que dura.", ""},
		{"p3", "Con 1.299 €, el Veltron One se sale bastante de su presupuesto.", ""},
		{"p1", "No sé cuántas cámaras lleva el Nokora X5.", ""},
		{"p1", "¡Claro! El Nokora X5 viene en color negro.", ""},
		{"p1", "El Nokora X5 cuesta 299,99 €.", "wrong-price"},
		{"p1", "Por solo 199 euros te llevas el Nokora X5.", "wrong-price"},
		{"p1", "El Nokora X5 pesa solo 120 gramos.", "wrong-number"},
		{"p1", "La batería del Nokora X5 dura 30 horas.", "wrong-number"},
		{"p1", "El Nokora X5 es azul.", "wrong-attribute"},
		{"p2", "El Nokora Mini es impermeable.", "wrong-attribute"},
		{"p1", "El Nokora X5 no es impermeable.", "denied-attribute"},
		{"p1", "También puedes llevarte el Samtron Galaxis.", "invented-product"},
		{"p1", "Le va muy bien el Veltron One.", "not-in-plan"},
		{"p1", "Yo mismo uso el Nokora X5 todos los días.", "human-experience"},
		{"p1", "Llevo un año usando el Nokora X5.", "human-experience"},
		{"p2", "El Nokora Mini no se puede devolver.", "denied-attribute"},
		{"p1", "A mi mujer le encanta el Nokora X5.", "human-experience"},
		{"p3", "El Veltron One está disponible de inmediato.", "availability-or-shipping-claim"},
		{"p1", "El Nokora X5 te llega mañana con envío gratis.", "availability-or-shipping-claim"},
		{"p1", "Con el código VERANO ahorras un montón.", "discount-claim invented-product"},
		{"p1", "El Nokora X5 está de oferta.", "discount-claim"},
		{"p1", "El **Nokora X5** encaja.", "html-or-link"},
		{"p1", "Haz clic aquí para pedir el Nokora X5.", "html-or-link"},
		{"p1", "El usuario busca un móvil, así que recomiendo el Nokora X5.", "prompt-echo"},
	})
}

func TestSpanishShop(t *testing.T) {
	newShelf(t, "es", maletas, "una mochila por menos de 60 euros").finds(t, []saying{
		{"m1", "La Alba 20 de Sierra Norte cuesta 49,90 € y no llega a los 60 € que mencionaste.", ""},
		{"m1 m2", "La Alba 20 pesa 0,6 kg y el Ronda, 1,9 kg.", ""},
		{"m1", "Es una mochila azul de lona, impermeable y con 2 años de garantía.", ""},
		{"m2", "El Ronda es de cuero negro, pero no es impermeable.", ""},
		{"m1 m4", "Ambas son de Sierra Norte; la más barata es la Lince, por 24,50 €.", ""},
		{"m1 m4", "La Lince cuesta 25,40 € menos que la Alba 20.", ""},
		{"m3", "La maleta Cierzo Grande es de aluminio y pesa 3,4 kilos.", ""},
		{"m2", "No sé si el Ronda tiene garantía.", ""},
		{"m2", "El Ronda se pasa 89 € de tu presupuesto.", ""},
		{"m1", "La Alba 20 cuesta 39,90 €.", "wrong-price"},
		{"m3", "La Cierzo Grande pesa 2,1 kg.", "wrong-number"},
		{"m2", "El Ronda es impermeable.", "wrong-attribute"},
		{"m2", "El Ronda es de nailon.", "wrong-attribute"},
		{"m2", "El Ronda no es de cuero.", "denied-attribute"},
		{"m1 m4", "La Alba 20 es más ligera que la Lince.", "wrong-number"},
		{"m1", "Otra opción es la Cierzo Grande.", "not-in-plan"},
		{"m1", "La llevé en mi último viaje y aguantó todo.", "human-experience"},
		{"m1", "La Alba 20 tiene un 20 % de descuento.", "discount-claim"},
		{"m1", "Puedes devolver la Alba 20 gratis durante un mes.", "availability-or-shipping-claim"},
	})
}

func TestSpanishRepair(t *testing.T) {
	s := newShelf(t, "es", phones, "un móvil")
	i, _ := s.c.ByID("p1")
	_, shown := s.v.Verify(Brief{Items: []catalog.Item{i}}, "El Nokora X5 cuesta 299,99 €.")
	if want := "El Nokora X5 cuesta 349,99 €."; shown != want {
		t.Errorf("the price is mended to %q, want %q", shown, want)
	}
}
