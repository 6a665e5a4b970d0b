package ground

import (
	"slices"
	"strings"

	"rso/catalog"
)

// Which part somebody has in an item: who wrote a book didn't read it.

// part returns the columns of values that the words right before or behind a name say that it is of: "read by", "wrote".
func (rd *reading) part(first, last int) []int {
	for k := max(0, first-3); k < first; k++ {
		columns, n := rd.st.Label(k)
		if n == 0 || k+n != first {
			continue
		}
		if _, _, named := rd.st.Values(k); named > 0 {
			continue // "a firm Full"
		}
		if !strings.ContainsAny(rd.text[rd.toks[first-1].End:rd.toks[first].Start], "–—") {
			return rd.valued(rd.namesakes(columns, rd.toks[k].Word))
		}
	}
	if first > 0 && rd.has(first-1, is) > 0 { // "the chef at the Almirante is …"
		for k := first - 2; k >= 0 && rd.clause[k] == rd.clause[first]; k-- {
			columns, n := rd.st.Label(k)
			if columns = rd.valued(columns); n > 0 && len(columns) > 0 && k > 0 && rd.has(k-1, the) > 0 {
				return columns
			}
		}
	}
	if last < len(rd.toks) && rd.clause[last] == rd.clause[last-1] && !rd.hyphenated(last) && !rd.possessive(last-1) { // but "a Brie-style cheese"
		if columns, n := rd.st.Label(last); n > 0 {
			return rd.valued(append(rd.agents(rd.toks[last].Word), columns...))
		}
		return rd.agents(rd.toks[last].Word)
	}
	return nil
}

// agents lists the columns of who does what a verb says: of "designed" the designer, of "makes" the winemaker.
func (rd *reading) agents(verb string) (list []int) {
	stem := strings.TrimSuffix(strings.TrimSuffix(verb, "s"), "ed")
	if len(stem) < shortestStem || rd.v.r.Function(verb) {
		return nil
	}
	for k := range rd.v.c.Columns() {
		col := rd.v.c.Column(k)
		if col.Kind == catalog.Values && slices.ContainsFunc(rd.v.names[k], func(w string) bool {
			return w != verb && (strings.HasSuffix(w, stem+"r") || strings.HasSuffix(w, stem+"er") || strings.HasSuffix(w, stem+"or"))
		}) {
			list = append(list, k)
		}
	}
	return list
}

// shortestStem is how many letters of a verb tell who does what it says.
const shortestStem = 4

// acts says whether what somebody has done for the items named behind it follows at token i: "Lorna Tate produced Low Tide".
func (rd *reading) acts(i int) bool {
	return i < len(rd.toks) && rd.toks[i].Gap == 0 && len(rd.agents(rd.toks[i].Word)) > 0 &&
		slices.ContainsFunc(rd.mentions, func(m mention) bool { return m.first > i && rd.clause[m.first] == rd.clause[i] })
}

// otherPart says whether a name has another part in the item than the name that it is said with: "by A and B", where A sings and
// B is the producer.
func (rd *reading) otherPart(c *claim) bool {
	n := len(rd.claims)
	if n == 0 || c.holds == 0 || c.first == 0 || rd.has(c.first-1, conj) == 0 {
		return false
	}
	a := &rd.claims[n-1]
	if !a.named || a.last != c.first-1 || a.first == 0 || rd.has(a.first-1, by) == 0 || a.holds&c.holds == 0 {
		return false
	}
	one, two := " "+rd.phrase(a.first, a.last)+" ", " "+rd.phrase(c.first, c.last)+" "
	other := false
	for k, i := range rd.sc.items {
		if a.holds&c.holds>>k&1 == 0 {
			continue
		}
		r := rd.v.record(i)
		for _, p := range r.parts {
			if !strings.Contains(r.text[p.start:p.end], one) || rd.v.c.Column(p.column).Kind != catalog.Values {
				continue
			}
			for _, q := range r.parts {
				if strings.Contains(r.text[q.start:q.end], two) && rd.v.c.Column(q.column).Kind == catalog.Values {
					if q.column == p.column {
						return false
					}
					other = true
				}
			}
		}
	}
	return other
}

// namesakes keeps of some columns those whose names begin like a word, if there are any: of "directed" the director.
func (rd *reading) namesakes(columns []int, word string) []int {
	stem := word[:min(len(word), 4)]
	var list []int
	for _, c := range columns {
		if slices.ContainsFunc(rd.v.names[c], func(w string) bool { return strings.HasPrefix(w, stem) }) {
			list = append(list, c)
		}
	}
	if len(list) == 0 {
		return columns
	}
	return list
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
	padded := " " + name + " "
	for k, i := range rd.sc.items {
		if r := rd.v.record(i); slices.ContainsFunc(r.parts, func(p part) bool {
			return slices.Contains(columns, p.column) && strings.Contains(r.text[p.start:p.end], padded)
		}) {
			items |= 1 << k
		}
	}
	return items
}
