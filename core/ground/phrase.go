package ground

import (
	"slices"
	"strings"

	"rso/catalog"
)

// phrases makes claims of what shops promise and people live through, and finds echoes of the instructions.
func (rd *reading) phrases() {
	for i := range rd.toks {
		if rd.hidden[i] {
			continue
		}
		n := rd.said[i].n
		if n == 0 || slices.Contains(rd.hidden[i:i+n], true) {
			continue // nothing, or a part of a title: "start with Code of Silence"
		}
		set := rd.v.l.sets[rd.said[i].id]
		is := set.has
		switch {
		case is(echo):
			rd.fault(PromptEcho, i, i+n, "")
		case is(idiom):
			rd.use(i, i+n)
		case is(link):
			rd.fault(Markup, i, i+n, "")
		case is(experience):
			if !rd.withNot(i, i+n) && !rd.aboutData(i+n) {
				rd.fault(HumanExperience, i, i+n, "")
			}
		case is(iSense):
			rd.life(i, i+n)
		case is(my):
			rd.owns(i, i+n)
		}
		switch {
		case rd.used[i]:
		case is(inStock), is(outOfStock), is(scarce), is(plentiful):
			rd.stock(i, n, set)
		case is(shipping), is(returns), is(warranty):
			rd.promise(i, n, Availability)
		case is(discount):
			rd.promise(i, n, Discount)
		}
	}
}

// owns finds what the writer, a program, claims to have: "my terrier". A shop has things, and a program its choice.
func (rd *reading) owns(i, from int) {
	if es, _, k := rd.st.Values(from); k > 1 || k == 1 && i > 0 && rd.has(i-1, outOf) > 0 && rd.v.c.Column(es[0].Column).Role == catalog.Category {
		return // "our kitchen accessories", "the best loved of my candles"
	}
	if n := rd.has(from, kin); n > 0 {
		rd.fault(HumanExperience, i, from+n, "")
		return
	}
	if rd.has(i, shops) > 0 || from >= len(rd.toks) {
		return
	}
	for k := from; k < min(len(rd.toks), from+3); k++ {
		if rd.has(k, myOwn) > 0 {
			return
		}
	}
	rd.fault(HumanExperience, i, from+1, "")
}

// lifeReach is how many words may stand between the writer and what he has done: "I have also always".
const (
	lifeReach = 4
	lifeLast  = 12 // where the verb stands last in its clause
)

// life finds what the writer, a program, claims to have done.
func (rd *reading) life(i, from int) {
	reach := lifeReach
	if rd.v.l.last {
		reach = lifeLast
		if i > 0 && rd.has(i-1, lived) > 0 && !rd.withNot(i, min(from+2, len(rd.toks))) { // "trage ich"
			rd.fault(HumanExperience, i-1, from, "")
			return
		}
	}
	for k := from; k < min(len(rd.toks), from+reach) && (rd.toks[k].Gap == 0 || k == from); k++ {
		if rd.hidden[k] || rd.has(k, works) > 0 {
			return
		}
		n := rd.has(k, lived)
		if n == 0 && rd.v.l.past != "" && len(rd.toks[k].Word) > 4 && strings.HasSuffix(rd.toks[k].Word, rd.v.l.past) && rd.has(k, works) == 0 {
			n = 1
		}
		if n == 0 {
			if !rd.v.l.last && !rd.function(k) && !rd.plain(k) {
				return
			}
			if rd.has(k, modal) > 0 {
				return // "I would wear"
			}
			continue
		}
		if !rd.withNot(i, k) && !rd.aboutData(k+n) && !(rd.v.l.last && rd.near(k, from, k, aboutYou)) {
			rd.fault(HumanExperience, i, k+n, "")
		}
		return
	}
}

// withNot says whether a negation stands in tokens [from, to), or right before them.
func (rd *reading) withNot(from, to int) bool {
	for k := max(0, from-2); k < to; k++ {
		if rd.has(k, never) > 0 {
			return true
		}
	}
	return false
}

// aboutData says whether what the writer did, he did with what he was told: "I read your message".
func (rd *reading) aboutData(k int) bool {
	return rd.has(k, aboutYou) > 0 || k+1 < len(rd.toks) && rd.function(min(k, len(rd.toks)-1)) && rd.has(k+1, aboutYou) > 0
}
