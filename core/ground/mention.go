package ground

import (
	"slices"
	"strings"

	"rso/catalog/text"
)

// find finds the names of the scene's items in the sentence, and the words that point at them.
func (rd *reading) find() {
	for i := 0; i < len(rd.toks); {
		items, n := rd.named(i)
		name, all := n > 0, false
		if k := rd.has(i, idiom); n == 0 && k > 0 {
			i += k // "on the other hand" points at nothing
			continue
		}
		if n == 1 && i > 0 && rd.has(i-1, noun) > 0 && !rd.ofMaker(i) {
			n = 0 // "works without GPS"
		}
		if n < 2 {
			if of, k := rd.alluded(i); k > n {
				items, n, name, all = of, k, false, of&(of-1) != 0 // "the wired blue one"
			}
		}
		if n == 0 && !rd.alluding(i) {
			if items, n = rd.pointed(i); n == 0 && rd.someone(i) {
				items, n = rd.sc.plan(), 2
			}
		}
		if n == 0 {
			i++
			continue
		}
		if name && items&(items-1) == 0 {
			items = rd.refined(items, i, i+n)
		}
		rd.mentions = append(rd.mentions, mention{first: i, last: i + n, items: items, every: all || !name && rd.has(i, every) > 0})
		rd.use(i, i+n)
		for k := i; k < i+n && name; k++ {
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
			if !rd.function(j) || rd.has(j, than) > 0 {
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
	if !rd.sc.letters[rd.toks[i].Word[0]] {
		return 0, 0
	}
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
		for k > 1 && from+k < len(title) && rd.function(i+k-1) && !rd.capital(i+k-1) { // "The Lord of"
			k--
		}
		all := k == len(title)-from && (from == 0 || from == 1 && len(title[0].Word) <= 3 && rd.v.r.Function(title[0].Word))
		if k <= n && !(all && k == n) || k == 0 {
			continue
		}
		if next := i + k; from+k < len(title) && next < len(rd.toks) && rd.toks[next].Gap == 0 && rd.joined(next) && modelNumber(title[from+k].Word) && modelNumber(rd.toks[next].Word) && rd.capital(next-1) {
			continue // "the Skerry 4", where there is a Skerry 3
		}
		switch {
		case all && (capitals > 0 || k > 1 || rd.determined(i)):
		case all && rd.opens(i) && rd.capital(i):
		case content == 0:
			continue
		case from == 0 && k < len(title) && title[k].Gap != 0 && rd.opens(i) && rd.capital(i) && i+k < len(rd.toks) && rd.has(i+k, aux) > 0: // "Changes is …" of "Changes (The Dresden Files, #12)"
		case capitals > 0 && content > 0 && rd.tells(i, title[from:from+k]) && !(k == 1 && rd.amid(i)):
		case k >= listedName && content > 1 && (i == 0 || rd.toks[i].Gap != 0 || rd.has(i-1, and) > 0) && rd.tells(i, title[from:from+k]): // "…, chicken in gravy"
		case from+k == len(title) && i > 0 && rd.toks[i].Word[0] > '9' && rd.has(i-1, the) > 0: // "the helmet"
		default:
			continue
		}
		n, whole = k, all
	}
	return n, whole
}

// modelNumber says whether a word is a short number: the one of a model.
func modelNumber(word string) bool {
	return len(word) <= 2 && strings.Trim(word, "0123456789") == ""
}

// listedName is how many words of a title name it in a list without capitals.
const listedName = 3

// amid says whether a word stands beside others with capitals, so that it is a part of their name: "Ryan" in "Meg Ryan".
func (rd *reading) amid(i int) bool {
	beside := func(j int) bool {
		return j >= 0 && j < len(rd.toks) && rd.capital(j) && !rd.hidden[j] && !(rd.opens(j) && rd.plain(j)) && rd.toks[max(i, j)].Gap == 0 && rd.joined(max(i, j))
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
	if word[0] != title[0] {
		return false
	}
	if rest, ok := strings.CutPrefix(title, word); ok && word[0] <= '9' && len(rest) <= 3 && (rest == "" || rest[0] > '9') {
		return true // "28-200" of a 28-200mm lens
	}
	return word == title || len(title) == len(word)+1 && title[len(word):] == "s" && title[:len(word)] == word || len(word) > 3 && slices.Contains(rd.v.formsOf(word), title)
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
	for from := at; from >= max(0, at-2); from-- { // "E. Feist" in "Raymond E. Feist"
		if rd.isValue(from, at+len(words)) {
			return false
		}
	}
	return true
}

// isValue says whether tokens [first, last) are the whole name of a value of the catalog that people would say.
func (rd *reading) isValue(first, last int) (is bool) {
	name := rd.phrase(first, last)
	rd.v.c.EachNamed(rd.toks[first].Word, func(column int, value uint32) {
		is = is || rd.st.Spoken(column) && text.Fold(rd.v.c.Column(column).Value(value)) == name
	})
	return is
}

// pointed reads words that point at items: "both", "the first", "the other one".
func (rd *reading) pointed(i int) (items uint32, n int) {
	sc := rd.sc
	if n = rd.has(i, every); n > 0 && i > 0 && rd.has(i-1, outOf) > 0 {
		return 0, 0 // "the better of these two"
	}
	if n == 1 && i+3 < len(rd.toks) && rd.has(i+1, outOf) > 0 && rd.st.Ordinal(i+3) != 0 {
		if items, k := rd.pointed(i + 3); k > 1 {
			return items, 3 + k // "each of the first two"
		}
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
	if n = rd.has(i, other); n > 0 {
		of := sc.subject
		if len(rd.mentions) > 0 {
			of = rd.mentions[len(rd.mentions)-1].items
		}
		if rest := sc.plan() &^ of; rest != 0 && rest != sc.plan() {
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
	if i+1 < len(rd.toks) && rd.toks[i+1].Gap == 0 { // "the first two"
		if v, ok := rd.v.r.Number(rd.toks[i+1].Word); ok && v >= 2 && int(v) < len(list) {
			from := 0
			if rd.st.Ordinal(i) < 0 {
				from = len(list) - int(v)
			}
			for _, k := range list[from : from+int(v)] {
				items |= 1 << k
			}
			return items, 2
		}
	}
	return 1 << list[place-1], 1
}
