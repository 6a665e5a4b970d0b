package ground

// look makes a claim of a color or a material behind "in" or "made of" that no record has, be it the catalog's or not: "in
// walnut". It asks for a catalog that has a column for how things look.
func (rd *reading) look(i int) bool {
	if rd.madeOf(i) {
		return true
	}
	if rd.has(i, looks) == 0 || !rd.v.dressed || rd.supported(i, i+1) != 0 || !rd.dressed(i) || rd.spared(i) {
		return false
	}
	if _, _, _, n := rd.st.Evoked(i); n > 0 {
		return false // the catalog's own color, in another language
	}
	rd.use(i, i+1)
	rd.claims = append(rd.claims, claim{first: i, last: i + 1, kind: WrongAttribute})
	return true
}

// madeOf makes a claim of what stands behind "made of" or "filled with" where no record has a word of it.
func (rd *reading) madeOf(i int) bool {
	if i == 0 || rd.function(i) || rd.toks[i].Gap != 0 || !rd.v.dressed || !rd.ends(i, stuff) || rd.spared(i) {
		return false
	}
	last := i
	for ; last < min(len(rd.toks), i+mostStuff) && (last == i || rd.toks[last].Gap == 0) && !rd.function(last); last++ {
		if rd.hidden[last] || rd.numeric(last) || rd.supported(last, last+1) != 0 {
			return false
		}
	}
	if _, _, _, n := rd.st.Evoked(last - 1); n > 0 {
		return false
	}
	rd.use(i, last)
	rd.claims = append(rd.claims, claim{first: i, last: last, kind: WrongAttribute})
	return true
}

// mostStuff is how many words name a material: "recycled waxed canvas".
const mostStuff = 3

// ends says whether a phrase with a sense ends right before token i.
func (rd *reading) ends(i int, s sense) bool {
	for k := max(0, i-3); k < i; k++ {
		if n := rd.has(k, s); n > 0 && k+n == i {
			return true
		}
	}
	return false
}

// dressed says whether a word that says how something looks stands before token i, but for one adjective: "in stained beech".
func (rd *reading) dressed(i int) bool {
	if i > 1 && rd.has(i-1, article) > 0 && rd.clause[i-2] == rd.clause[i] && (rd.has(i-2, thatIs) > 0 || rd.has(i-2, aux) > 0) {
		return true // "with a glass top"
	}
	for k := max(0, i-4); k < i; k++ {
		if n := rd.has(k, wears); n > 0 && rd.clause[k] == rd.clause[i] && (k+n == i || k+n == i-1 && !rd.function(i-1)) {
			return true
		}
	}
	return false
}

// spared says whether what stands at token i is not said of an item: it is denied, wished for, asked about, or what something
// else is like.
func (rd *reading) spared(i int) bool {
	return rd.denied(i, i+1) || rd.wished(i) || rd.asks() || rd.contrasted(i) || rd.unsaid(i)
}

// lookColumns are words in the names of columns for how things look, in the languages that catalogs are in.
var lookColumns = []string{"color", "colour", "material", "fabric", "finish", "shade", "upholstery", "wood", "farbe", "stoff", "holz", "tela", "madera"}

// opposed makes a claim of a word where a record has the opposite: "an open-back headphone" of a closed-back one.
func (rd *reading) opposed(i int) bool {
	if !rd.hyphenates(i) && !(i > 0 && rd.has(i-1, thatIs) > 0) {
		return false
	}
	opposite := rd.v.l.opposite[rd.toks[i].Word]
	if opposite == "" || rd.supported(i, i+1) != 0 || rd.spared(i) {
		return false
	}
	c := claim{first: i, last: i + 1, kind: WrongAttribute, holds: rd.everyItem()}
	for k, item := range rd.sc.items {
		if rd.v.record(item).says(opposite) {
			c.holds &^= 1 << k
		}
	}
	if c.holds == rd.everyItem() {
		return false
	}
	c.fact = func(int) string { return opposite }
	rd.use(i, i+1)
	rd.claims = append(rd.claims, c)
	return true
}
