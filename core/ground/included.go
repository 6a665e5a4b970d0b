package ground

import (
	"strings"

	"rso/catalog/text"
)

// What is said to be in the box.

// left makes a claim of what is said to be in the box, where a column says whether: "its battery is included".
func (rd *reading) left(i, n int, columns []int) bool {
	if !rd.senses.has(comesWith) || rd.denied(i, i+n) || !rd.inClause(i, comesWith, 0) || rd.spared(i) {
		return false
	}
	for _, col := range columns {
		if words := rd.v.names[col]; rd.v.l.has([]text.Token{{Word: words[len(words)-1]}}, 0, comesWith) == 0 {
			continue
		}
		c := claim{first: i, last: i + n, kind: WrongAttribute, fact: rd.valuesOf(col)}
		for k, item := range rd.sc.items {
			if rd.fills(item, []int{col}) || len(rd.v.c.FactsOf(item, col)) == 0 {
				c.holds |= 1 << k
			}
		}
		rd.claims = append(rd.claims, c)
		return true
	}
	return false
}

// leavesOut says whether some record says that something isn't in the box.
func (rd *reading) leavesOut() bool {
	for _, item := range rd.sc.items {
		words := strings.Fields(rd.v.record(item).text)
		for k := 1; k < len(words); k++ {
			if rd.v.none(words[k-1]) && rd.v.l.has([]text.Token{{Word: words[k]}}, 0, comesWith) > 0 {
				return true
			}
		}
		for _, no := range denying {
			if rd.v.mentions(item, no) {
				return true // in a description, of which the words are kept
			}
		}
	}
	return false
}
