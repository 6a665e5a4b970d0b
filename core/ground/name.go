package ground

import (
	"slices"
	"strings"

	"rso/catalog"
	"rso/catalog/text"
)

// find finds the names of the scene's items in the sentence, and the words that point at them.
func (rd *reading) find() {
	for i := 0; i < len(rd.toks); {
		items, n := rd.named(i)
		if k := rd.has(i, idiom); n == 0 && k > 0 {
			i += k // "on the other hand" points at nothing
			continue
		}
		if n == 0 {
			items, n = rd.pointed(i)
			if n == 0 {
				i++
				continue
			}
			rd.mentions = append(rd.mentions, mention{first: i, last: i + n, items: items, every: rd.has(i, every) > 0})
			rd.use(i, i+n)
			i += n
			continue
		}
		rd.mentions = append(rd.mentions, mention{first: i, last: i + n, items: items})
		rd.use(i, i+n)
		for k := i; k < i+n; k++ {
			rd.hidden[k] = true
		}
		i += n
	}
	rd.join()
}

// join gives mentions that nothing but "and", "or" and commas separate the same group.
func (rd *reading) join() {
	for k := range rd.mentions {
		rd.mentions[k].group = k
		if k == 0 {
			continue
		}
		joined := true
		for j := rd.mentions[k-1].last; j < rd.mentions[k].first; j++ {
			if !rd.v.r.Function(rd.toks[j].Word) || rd.has(j, than) > 0 {
				joined = false
			}
		}
		between := rd.text[rd.toks[rd.mentions[k-1].last-1].End:rd.toks[rd.mentions[k].first].Start]
		if joined && !strings.ContainsAny(between, "(;:.") {
			rd.mentions[k].group = rd.mentions[k-1].group
		}
	}
}

// named reads the name of an item at token i: a whole title, or as much of one as tells what is meant. Of several the
// longest counts; items that it fits equally well are all meant.
func (rd *reading) named(i int) (items uint32, n int) {
	whole := false
	for k, title := range rd.sc.titles {
		length, all := rd.run(i, title)
		if length == 0 || length < n || length == n && whole && !all {
			continue
		}
		if length > n || all && !whole {
			items, n, whole = 0, length, all
		}
		items |= 1 << k
	}
	if n == 1 && rd.has(i, it) > 0 && !rd.dated(i+1) {
		items |= rd.sc.subject // the film "It", or what was spoken of
	}
	return items, n
}

// run counts the words from token i on that stand in a row in a title, when they are enough to name it; whole says that
// they are all of it but an article.
func (rd *reading) run(i int, title []text.Token) (n int, whole bool) {
	for from := range title {
		k := 0
		content, capitals := 0, 0
		for from+k < len(title) && i+k < len(rd.toks) && rd.same(rd.toks[i+k].Word, title[from+k].Word) && (k == 0 || rd.bound(i+k, title[from+k])) {
			if !rd.v.r.Function(title[from+k].Word) || rd.capital(i+k) && (!rd.opens(i+k) || rd.dated(i+k+1)) && len(title[from+k].Word) > 1 {
				content++ // "Night Watch", though people watch things at night
			}
			if w := rd.toks[i+k].Word; rd.capital(i+k) && (!(k == 0 && rd.opens(i) && rd.v.r.Plain(w)) || rd.dated(i+k+1)) && !(rd.v.l.nouns && rd.ordinary(i+k)) || w[0] <= '9' {
				capitals++
			}
			k++
		}
		for k > 1 && from+k < len(title) && rd.v.r.Function(rd.toks[i+k-1].Word) && !rd.capital(i+k-1) { // "The Lord of"
			k--
		}
		all := k == len(title)-from && (from == 0 || from == 1 && len(title[0].Word) <= 3 && rd.v.r.Function(title[0].Word))
		if k <= n && !(all && k == n) || k == 0 {
			continue
		}
		switch {
		case all && (capitals > 0 || k > 1 || rd.determined(i)):
		case all && rd.opens(i) && rd.capital(i):
		case content == 0:
			continue
		case capitals > 0 && content > 0 && rd.tells(i, title[from:from+k]) && !(k == 1 && rd.amid(i)):
		case from+k == len(title) && i > 0 && rd.toks[i].Word[0] > '9' && rd.has(i-1, the) > 0: // "the helmet"
		default:
			continue
		}
		n, whole = k, all
	}
	return n, whole
}

// amid says whether a word stands beside others with capitals, so that it is a part of their name: "Ryan" in "Meg Ryan".
func (rd *reading) amid(i int) bool {
	beside := func(j int) bool {
		return j >= 0 && j < len(rd.toks) && rd.capital(j) && !rd.hidden[j] && !(rd.opens(j) && rd.v.r.Plain(rd.toks[j].Word)) && rd.toks[max(i, j)].Gap == 0 && rd.joined(max(i, j))
	}
	return beside(i-1) || beside(i+1)
}

// dated says whether a year in parentheses stands before token i, behind what must be a title: "Other good ones: It (1986)".
func (rd *reading) dated(i int) bool {
	if i == 0 || i >= len(rd.toks) {
		return false
	}
	w := rd.toks[i].Word
	return strings.TrimLeft(rd.text[rd.toks[i-1].End:rd.toks[i].Start], "\"”»’' ") == "(" && len(w) == 4 && w[0] <= '9' && w[3] <= '9'
}

// bound says whether token i may go on a name: what stands before it in the sentence doesn't end one.
func (rd *reading) bound(i int, of text.Token) bool {
	t := rd.toks[i]
	return t.Gap == 0 || of.Gap != 0 || rd.joined(i)
}

// same says whether a written word is a word of a title, in some form.
func (rd *reading) same(word, title string) bool {
	if rest, ok := strings.CutPrefix(title, word); ok && word[0] <= '9' && len(rest) <= 3 && (rest == "" || rest[0] > '9') {
		return true // "28-200" of a 28-200mm lens
	}
	return word == title || len(title) == len(word)+1 && title[len(word):] == "s" && title[:len(word)] == word || len(word) > 3 && word[0] == title[0] && slices.Contains(rd.v.formsOf(word), title)
}

// determined says whether an article or the like stands before token i: "the helmet", "this one".
func (rd *reading) determined(i int) bool {
	return i > 0 && rd.toks[i].Gap == 0 && rd.has(i-1, determiner) > 0
}

// tells says whether some words of a title name its item: not when they are the name of a value, a maker or a person, that
// other items have as well, unless there is a number among them.
func (rd *reading) tells(at int, words []text.Token) bool {
	if len(words) == 1 && words[0].Word[0] <= '9' { // "the 870", but not "18 inches"
		f, ok := rd.st.Figure(at)
		return rd.determined(at) && !(ok && (f.Unit || f.Money)) || words[0].Word[len(words[0].Word)-1] > '9'
	}
	named := false
	rd.v.c.EachNamed(words[0].Word, func(column int, value uint32) {
		named = named || rd.st.Spoken(column) && text.Fold(rd.v.c.Column(column).Value(value)) == rd.phrase(at, at+len(words))
	})
	return !named
}

// pointed reads words that point at items: "both", "the first", "the other one".
func (rd *reading) pointed(i int) (items uint32, n int) {
	sc := rd.sc
	if n = rd.has(i, every); n > 0 && i > 0 && rd.has(i-1, outOf) > 0 {
		return 0, 0 // "the better of these two"
	}
	if n > 0 {
		for _, m := range rd.mentions {
			if m.items&(m.items-1) != 0 && !m.every {
				return m.items, n // "the other two …, and both"
			}
		}
		if of := sc.subject; of&(of-1) != 0 {
			return of, n
		}
		if plan := sc.plan(); plan&(plan-1) != 0 {
			return plan, n
		}
		return 0, 0
	}
	if n = rd.has(i, other); n > 0 && len(rd.mentions) > 0 {
		if rest := sc.plan() &^ rd.mentions[len(rd.mentions)-1].items; rest != 0 && rest != sc.plan() {
			return rest, n
		}
	}
	if i >= 2 && rd.has(i, it) > 0 && len(rd.mentions) == 0 && rd.has(i, the) == 0 && sc.said > 0 {
		return sc.subject, 1
	}
	if i >= 2 && rd.has(i, it) > 0 && len(rd.mentions) > 0 && rd.has(i, the) == 0 {
		for _, m := range rd.mentions {
			items |= m.items
		}
		return items, 1
	}
	if i < 2 && rd.has(i, it) > 0 && sc.subject != 0 && len(sc.listed) < 2 && sc.named {
		return sc.subject, 1
	}
	place := rd.st.Ordinal(i)
	if place == 0 || !rd.determined(i) {
		return 0, 0
	}
	list := sc.listed
	if len(list) == 0 {
		for k := range sc.Items {
			list = append(list, k)
		}
	}
	if place < 0 {
		place += len(list) + 1
	}
	if place < 1 || place > len(list) || len(list) < 2 {
		return 0, 0
	}
	return 1 << list[place-1], 1
}

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
	if last-first == 1 && rd.idle(first) {
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
	if rd.v.l.last && rd.unsaid(first) && rd.supported(first, last) == 0 {
		return // "einen Film mit Tom Hanks habe ich nicht gefunden"
	}
	if strings.Contains(rd.sc.belief, " "+words+" ") && (rd.wished(first) || len(rd.mentions) == 0) {
		rd.use(first, last)
		return
	}
	rd.claim(first, last, words)
}

// trim takes off the words at the ends of a name that name nothing.
func (rd *reading) trim(from, to *int) {
	first, last := *from, *to
	for first < last && rd.idle(first) && !(first > 0 && rd.hidden[first-1] && rd.clause[first-1] == rd.clause[first]) { // but "iPhone SE Plus"
		first++
	}
	for last > first && rd.idle(last-1) {
		last--
	}
	*from, *to = first, last
}

// claim makes a claim of a name, whose words are folded.
func (rd *reading) claim(first, last int, words string) {
	c := claim{first: first, last: last, holds: rd.supported(first, last), fact: nil}
	if c.holds == 0 && (strings.Contains(rd.sc.belief, " "+words+" ") && (rd.asks() || rd.inClause(first, wish, 1)) || rd.columnName(first, last)) {
		rd.use(first, last)
		return
	}
	if c.holds == 0 && last-first > 1 { // "Bluetooth LE from Sony": each for itself
		if rd.apart(first, last) {
			return
		}
	}
	rd.use(first, last)
	c.kind, c.fact = rd.misnamed(first, last)
	c.names = rd.singles(first, c.kind == WrongAttribute)
	if columns := rd.part(first, last); len(columns) > 0 && c.holds != 0 && rd.elsewhere(columns, words) {
		c.holds, c.kind, c.names = rd.holding(columns, words), WrongPerson, false
	}
	if c.kind == WrongAttribute && c.holds == 0 && rd.asks() && len(rd.mentions) == 0 {
		return // "Would you prefer a CD?"
	}
	if last-first == 1 && len(words) < 3 && rd.contrasted(first) && c.holds == 0 {
		return
	}
	if rd.denied(first, last) {
		c.holds, c.kind = rd.everyItem()&^c.holds, DeniedAttribute
	}
	rd.claims = append(rd.claims, c)
}

// part returns the columns of values that the words right before or behind a name say that it is of: "read by", "wrote".
func (rd *reading) part(first, last int) []int {
	for k := max(0, first-3); k < first; k++ {
		if columns, n := rd.st.Label(k); n > 0 && k+n == first && !strings.ContainsAny(rd.text[rd.toks[first-1].End:rd.toks[first].Start], "–—") {
			return rd.valued(columns)
		}
	}
	if last < len(rd.toks) && rd.clause[last] == rd.clause[last-1] {
		if columns, n := rd.st.Label(last); n > 0 {
			return rd.valued(columns)
		}
	}
	return nil
}

func (rd *reading) valued(columns []int) (list []int) {
	for _, c := range columns {
		if rd.v.c.Column(c).Kind == catalog.Values && !rd.says(c) {
			list = append(list, c)
		}
	}
	return list
}

// elsewhere says whether some column of people or makers, none of those, is the one that has a name: who reads a book didn't
// write it.
func (rd *reading) elsewhere(columns []int, name string) bool {
	for c := range rd.v.c.Columns() {
		if col := rd.v.c.Column(c); col.Kind == catalog.Values && !slices.Contains(columns, c) && rd.holding([]int{c}, name) != 0 {
			return true
		}
	}
	return false
}

// holding returns the items that have a name among the values of some columns.
func (rd *reading) holding(columns []int, name string) (items uint32) {
	for k, i := range rd.sc.items {
		for _, c := range columns {
			for _, f := range rd.v.c.FactsOf(i, c) {
				if strings.Contains(" "+text.Fold(f.Text)+" ", " "+name+" ") {
					items |= 1 << k
				}
			}
		}
	}
	return items
}

// singles says whether the words at token i may single an item out: behind an article, or as the name of its maker.
func (rd *reading) singles(i int, maker bool) bool {
	if i > 0 && rd.clause[i-1] == rd.clause[i] && (rd.has(i-1, by) > 0 || rd.has(i-1, thatIs) > 0) {
		return false
	}
	if i > 0 && rd.toks[i].Gap == 0 && rd.has(i-1, the) > 0 {
		return true
	}
	if i > 2 && rd.has(i-2, one) > 0 && rd.has(i-3, the) > 0 { // "the one from Husum"
		return true
	}
	if end := rd.text[rd.toks[i].Start:rd.toks[i].End]; strings.HasSuffix(end, "'s") || strings.HasSuffix(end, "’s") {
		return true
	}
	return maker && rd.ofMaker(i)
}

// ofMaker says whether the word at token i begins a maker's name.
func (rd *reading) ofMaker(i int) (maker bool) {
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
				c.kind, c.fact = rd.misnamed(part[0], part[1])
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
		if rd.v.r.Plain(word) || rd.idle(i) || rd.supported(i, i+1) == 0 && rd.supported(i+1, last) != 0 {
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

// supported returns the items whose records have the words of [first, last) in a row.
func (rd *reading) supported(first, last int) (items uint32) {
	words := rd.phrase(first, last)
	if last-first == 1 {
		if same, ok := rd.v.l.same[words]; ok {
			for k, i := range rd.sc.items {
				if rd.v.record(i).says(same) {
					items |= 1 << k
				}
			}
		}
		if short := rd.text[rd.toks[first].Start:rd.toks[first].End]; items == 0 && len(short) < 5 && short == strings.ToUpper(short) && len(short) > 1 {
			items = rd.shortened(words)
		}
		if one, ok := strings.CutSuffix(words, "s"); ok && len(one) > 1 && rd.capital(first) && items == 0 { // "two HPs"
			for k, i := range rd.sc.items {
				if rd.v.record(i).says(one) {
					items |= 1 << k
				}
			}
		}
	} else if one, ok := strings.CutSuffix(words, "s"); ok && rd.v.l.nouns { // "Frank Herberts"
		for k, i := range rd.sc.items {
			if rd.v.record(i).says(one) {
				items |= 1 << k
			}
		}
	}
	for k, i := range rd.sc.items {
		r := rd.v.record(i)
		if r.says(words) || last-first == 1 && rd.v.saysWord(r, words) {
			items |= 1 << k
		}
	}
	return items
}

// shortened returns the items whose records have a word that some capitals may stand for: "VW" for Volkswagen.
func (rd *reading) shortened(letters string) (items uint32) {
	for k, i := range rd.sc.items {
		for word := range strings.FieldsSeq(rd.v.record(i).text) {
			if len(word) > 2*len(letters) && word[0] == letters[0] && subsequence(letters, word) {
				items |= 1 << k
			}
		}
	}
	return items
}

func subsequence(letters, word string) bool {
	for k := 0; k < len(letters); k++ {
		at := strings.IndexByte(word, letters[k])
		if at < 0 {
			return false
		}
		word = word[at+1:]
	}
	return true
}

// everyItem is the set of all items of the scene.
func (rd *reading) everyItem() uint32 { return 1<<len(rd.sc.items) - 1 }

// A calling is what the catalog calls by a name.
type calling uint8

const (
	nothing calling = iota
	another         // an item
	person          // a person
	value           // another value
)

// called looks a name up in the whole catalog.
func (rd *reading) called(first, last int, whole bool) calling {
	v := rd.v
	if v.linker == nil {
		v.linker = v.c.NewLinker(catalog.Words{Common: func(string) bool { return true }})
	}
	kind := nothing
	toks := slices.Clone(rd.toks[first:last])
	for _, m := range v.linker.Link(nil, toks) {
		if m.Cost > 0 || whole && m.Last-m.First < len(toks) {
			continue
		}
		for _, e := range m.Entities {
			if whole && e.Alias {
				continue
			}
			switch role := v.c.Column(e.Column).Role; {
			case role == catalog.Title:
				return another
			case role == catalog.People:
				kind = person
			case kind == nothing:
				kind = value
			}
		}
	}
	return kind
}

// misnamed says what is wrong with a name that no record of the plan bears out.
func (rd *reading) misnamed(first, last int) (Kind, func(int) string) {
	switch rd.called(first, last, false) {
	case another:
		return NotInPlan, nil
	case person:
		return WrongPerson, rd.factsOf(catalog.People)
	case value:
		return WrongAttribute, nil
	}
	if first > 0 && (rd.has(first-1, by) > 0 || rd.v.l.nouns && rd.made(first)) {
		return WrongPerson, rd.factsOf(catalog.People)
	}
	return InventedProduct, nil
}

// mostNamed bounds the people that a fault's fact names: those first billed.
const mostNamed = 3

// factsOf returns what the record of an item says in the columns with a role.
func (rd *reading) factsOf(r catalog.Role) func(int) string {
	return func(k int) string {
		col := rd.v.c.With(r)
		if col < 0 {
			return ""
		}
		var list []string
		for _, f := range rd.v.c.FactsOf(rd.sc.items[k], col) {
			if len(list) < mostNamed {
				list = append(list, f.Text)
			}
		}
		return strings.Join(list, ", ")
	}
}

// wished says whether what stands at token i is said of what the shopper wants.
func (rd *reading) wished(i int) bool {
	for k := range rd.toks[:i] {
		if rd.clause[k] >= rd.clause[i]-1 && rd.has(k, wish) > 0 {
			return true
		}
	}
	return rd.near(i, i+1, i+6, wish)
}
