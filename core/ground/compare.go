package ground

import (
	"rso/catalog"
)

// compare makes claims of comparatives and superlatives: "the cheaper one", "X is newer than Y", "the lightest of them".
func (rd *reading) compare() {
	for i := range rd.toks {
		if rd.hidden[i] || rd.used[i] {
			continue
		}
		cmp, n := rd.st.Compared(i)
		if n == 0 || len(cmp.Columns) == 0 || rd.has(i, opinion) > 0 || rd.wished(i) || rd.denied(i, i+n) || rd.asks() && len(rd.mentions) == 0 {
			continue
		}
		c := claim{first: i, last: i + n, kind: WrongNumber}
		if rd.v.c.Column(cmp.Columns[0]).Role == catalog.Price {
			c.kind = WrongPrice
		}
		others := rd.others(i + n)
		if cmp.Comparison && others == 0 {
			if !(i > 0 && rd.has(i-1, the) > 0) { // "the cheaper one"
				continue
			}
			cmp.Comparison = false
		}
		c.relative, c.names = true, i > 0 && rd.has(i-1, the) > 0 && !rd.predicated(i)
		decided := false
		for k, item := range rd.sc.items {
			better, known := true, false
			for o := range rd.sc.items {
				if o == k || cmp.Comparison && others>>o&1 == 0 || !cmp.Comparison && rd.sc.plan()>>o&1 == 0 {
					continue
				}
				any := false
				for m, col := range cmp.Columns {
					x, okX := rd.v.c.Column(col).Number(item)
					y, okY := rd.v.c.Column(col).Number(rd.sc.items[o])
					if okX && okY {
						known = true
						any = any || (x > y) == cmp.More[m] && x != y || x == y && !cmp.Comparison
					}
				}
				better = better && (any || !known)
			}
			decided = decided || known
			if better && (known || others>>k&1 == 0) {
				c.holds |= 1 << k
			}
		}
		if decided {
			rd.claims = append(rd.claims, c)
		}
	}
}

// predicated says whether a comparative is said of a subject before it: "is the newer and the cheaper one".
func (rd *reading) predicated(i int) bool {
	for k := i - 2; k >= max(0, i-5) && rd.clause[k] == rd.clause[i]; k-- {
		if rd.has(k, is) > 0 {
			return true
		}
		if rd.hidden[k] || rd.used[k] {
			return false
		}
	}
	return false
}

// others are the items that something is compared with: those named behind a "than".
func (rd *reading) others(from int) uint32 {
	for k := from; k < min(len(rd.toks), from+3); k++ {
		if rd.has(k, than) == 0 {
			continue
		}
		for _, m := range rd.mentions {
			if m.first > k && m.first <= k+3 {
				return m.items
			}
		}
	}
	return 0
}
