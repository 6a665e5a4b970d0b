package ground

import (
	"strings"

	"rso/catalog"
)

// capitals finds the names that are none of the scene's items: runs of words with capitals.
func (rd *reading) capitals() {
	for i := 0; i < len(rd.toks); {
		if rd.used[i] || rd.hidden[i] || !rd.capital(i) {
			i++
			continue
		}
		last := i + 1
		for last < len(rd.toks) && !rd.hidden[last] && !rd.used[last] && rd.continues(last) {
			last++
		}
		for last > i+1 && !rd.capital(last-1) {
			last--
		}
		if rd.v.l.nouns {
			rd.properNames(i, last)
		} else {
			rd.name(i, last)
		}
		i = last
	}
}

// continues says whether token i goes on a run of capitals: it has one, or stands between two, as in "Lord of the Rings".
func (rd *reading) continues(i int) bool {
	if rd.toks[i].Gap != 0 && !rd.joined(i) {
		return false
	}
	if rd.capital(i) || rd.toks[i].Word[0] <= '9' {
		return true
	}
	for k := i; k < min(len(rd.toks), i+3) && rd.toks[k].Gap == 0; k++ {
		if rd.capital(k) {
			return !rd.hidden[k]
		}
		if rd.has(k, joins) == 0 {
			return false
		}
	}
	return false
}

// name makes a claim of the name in tokens [first, last).
func (rd *reading) name(first, last int) {
	if rd.opens(first) && !rd.starts(&first, last) {
		return
	}
	if last-first == 1 && rd.idle(first) && !rd.extends(first) {
		return
	}
	if rd.supported(first, last) == 0 { // "Richard Kind" is a name for all that "kind" is a word
		rd.trim(&first, &last)
	}
	if first == last || rd.toks[first].Word[0] <= '9' && last == first+1 {
		return
	}
	if columns, n := rd.st.Label(first); n == last-first && rd.says(columns[0]) {
		return // read as what an item has or hasn't
	}
	words := rd.phrase(first, last)
	if last-first == 1 && rd.letters(first) && !(last < len(rd.toks) && rd.hyphenated(last)) && rd.supported(first, last) == 0 && !rd.extends(first) && rd.called(first, last, true) == nothing {
		return // "two CDs"
	}
	if rd.v.l.last && rd.unsaid(first) && rd.supported(first, last) == 0 {
		return // "einen Film mit Tom Hanks habe ich nicht gefunden"
	}
	if strings.Contains(rd.sc.belief, " "+words+" ") && (rd.wished(first) || len(rd.mentions) == 0) {
		rd.use(first, last)
		return
	}
	rd.claim(first, last, words)
}

// letters says whether the word at token i is an abbreviation, or several: "LP", "CDs".
func (rd *reading) letters(i int) bool {
	said := rd.text[rd.toks[i].Start:rd.toks[i].End]
	short, plural := strings.CutSuffix(said, "s")
	return len(short) > 1 && (len(short) <= 3 || plural && len(short) == 4) && short == strings.ToUpper(short) && !digit(short)
}

// trim takes off the words at the ends of a name that name nothing.
func (rd *reading) trim(from, to *int) {
	first, last := *from, *to
	for first < last && rd.idle(first) && !rd.extends(first) {
		first++
	}
	for last > first && rd.idle(last-1) && !rd.extends(last-1) && !(last-1 > first && rd.toks[last-1].Gap == 0 && !rd.opens(first) && len(rd.toks[last-1].Word) > 1 && rd.has(last-1, names) == 0) {
		last--
	}
	*from, *to = first, last
}

// extends says whether the word at token i goes on the name of an item, "iPhone SE Plus".
func (rd *reading) extends(i int) bool {
	return i > 0 && rd.hidden[i-1] && rd.clause[i-1] == rd.clause[i] && rd.has(i, names) == 0 && !rd.opens(i)
}

// claim makes a claim of a name, whose words are folded.
func (rd *reading) claim(first, last int, words string) {
	c := claim{first: first, last: last, holds: rd.supported(first, last), fact: nil}
	if c.holds == 0 && (strings.Contains(rd.sc.belief, " "+words+" ") && (rd.asks() || rd.inClause(first, wish, 1)) || rd.columnName(first, last) && !rd.extends(first)) {
		rd.use(first, last)
		return
	}
	if c.holds == 0 && last-first > 1 { // "Bluetooth LE from Sony": each for itself
		if rd.apart(first, last) {
			return
		}
	}
	rd.use(first, last)
	if c.named = c.holds != 0; !c.named {
		c.kind, c.fact = rd.misnamed(first, last)
	}
	c.names = !rd.acts(last) && rd.singles(first, c.named || c.kind == WrongAttribute) || rd.possessive(last-1) && !rd.predicateOf(first)
	if columns := rd.part(first, last); len(columns) > 0 && c.holds != 0 && rd.elsewhere(columns, words) {
		c.holds, c.kind, c.named, c.names = rd.holding(columns, words), WrongPerson, false, false
	}
	c.free = rd.partOf(first)
	if rd.otherPart(&c) {
		c.holds, c.kind, c.named, c.names = 0, WrongPerson, false, false
	}
	if c.kind == WrongAttribute && c.holds == 0 && rd.asks() && len(rd.mentions) == 0 {
		return // "Would you prefer a CD?"
	}
	if last-first == 1 && len(words) < 3 && rd.contrasted(first) && c.holds == 0 {
		return
	}
	if rd.denied(first, last) {
		if rd.lacking(first) {
			return // "without BPA"
		}
		c.holds, c.kind, c.named = rd.everyItem()&^c.holds, DeniedAttribute, false
	}
	rd.claims = append(rd.claims, c)
}

// singles says whether the words at token i may single an item out: behind an article, or as the name of its maker.
func (rd *reading) singles(i int, maker bool) bool {
	if i > 2 && rd.has(i-2, one) > 0 && rd.has(i-3, the) > 0 { // "the one from Husum"
		return true
	}
	if i > 0 && rd.clause[i-1] == rd.clause[i] && (rd.has(i-1, by) > 0 || rd.has(i-1, thatIs) > 0) {
		return false
	}
	if i > 0 && rd.toks[i].Gap == 0 && rd.has(i-1, the) > 0 {
		return true
	}
	if rd.possessive(i) {
		return true
	}
	return maker && rd.ofMaker(i)
}

// possessive says whether the word at token i is one's: "Iris Hollins's studs".
func (rd *reading) possessive(i int) bool {
	said := rd.text[rd.toks[i].Start:rd.toks[i].End]
	return strings.HasSuffix(said, "'s") || strings.HasSuffix(said, "’s")
}

// predicateOf says whether what begins at token i is said of a subject, "is Maud Ellery's", "a Verrel's".
func (rd *reading) predicateOf(i int) bool {
	return i > 0 && rd.clause[i-1] == rd.clause[i] && (rd.has(i-1, by) > 0 || rd.has(i-1, thatIs) > 0)
}

// ofMaker says whether the word at token i begins a maker's name.
func (rd *reading) ofMaker(i int) (maker bool) {
	if rd.v.c.With(catalog.Maker) < 0 {
		return false
	}
	rd.v.c.EachNamed(rd.toks[i].Word, func(column int, _ uint32) {
		maker = maker || rd.v.c.Column(column).Role == catalog.Maker
	})
	return maker
}

// apart claims the words of [first, last) one by one when some item's record has each of them somewhere.
func (rd *reading) apart(first, last int) bool {
	for cut := last - 1; cut > first; cut-- {
		if a, b := rd.supported(first, cut), rd.supported(cut, last); a != 0 && b != 0 {
			for _, part := range [...][2]int{{first, cut}, {cut, last}} {
				c := claim{first: part[0], last: part[1], holds: a & b}
				if c.holds == 0 {
					c.holds = rd.supported(part[0], part[1])
				}
				c.named = true
				c.names = part[0] == first && rd.singles(first, true)
				rd.claims = append(rd.claims, c)
			}
			rd.use(first, last)
			return true
		}
	}
	return false
}

// starts says whether a name begins where the sentence does. Its capital says nothing there, so a word that isn't the
// catalog's is none.
func (rd *reading) starts(first *int, last int) bool {
	i := *first
	word := rd.toks[i].Word
	if rd.supported(i, last) != 0 && last-i > 1 {
		return true
	}
	if last-i > 1 {
		if rd.v.r.Plain(word) || rd.idle(i) || rd.supported(i, i+1) == 0 && rd.supported(i+1, last) != 0 && rd.called(i, last, true) == nothing {
			*first++
		}
		return true
	}
	if rd.v.r.Plain(word) || rd.idle(i) {
		return false
	}
	if rd.supported(i, last) != 0 {
		return false // nothing to find fault with: it is read as a value
	}
	return rd.called(i, last, true) != nothing
}

// idle says whether the word at token i names nothing for all its capital.
func (rd *reading) idle(i int) bool {
	w := rd.toks[i].Word
	return rd.has(i, names) > 0 || rd.v.r.Function(w) || len(w) == 1 && rd.supported(i, i+1) == 0
}

// says says whether a column's values are yes and no.
func (rd *reading) says(column int) bool {
	truth, _, _ := rd.st.Truth(column, 0)
	return truth
}

// columnName says whether words name a column of the catalog, whatever their capitals.
func (rd *reading) columnName(first, last int) bool {
	_, n := rd.st.Label(first)
	return n == last-first
}

// wished says whether what stands at token i is said of what the shopper wants.
func (rd *reading) wished(i int) bool {
	if !rd.senses.has(wish) {
		return false
	}
	for k := range rd.toks[:i] {
		if rd.clause[k] >= rd.clause[i]-1 && rd.has(k, wish) > 0 {
			return true
		}
	}
	return rd.near(i, i+1, i+6, wish)
}
