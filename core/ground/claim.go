package ground

import (
	"math/bits"
)

// A claim is something that a sentence says of its subject.
type claim struct {
	first, last int // tokens
	kind        Kind
	holds       uint32 // the items, by their place in the scene, that it holds for
	free        bool   // it is enough that it holds for some item of the plan
	named       bool   // it is a name: what is wrong with it is found out when it is
	relative    bool   // it compares items: no value of one
	names       bool   // the words may be what the item is called by: "the Xiaomi", "the green one", "the cheaper one"
	fact        func(k int) string
	repair      func(k int) string
}

// A mention is a name of items, or a word that points at them.
type mention struct {
	first, last int    // tokens
	items       uint32 // one item, or several that the words fit
	every       bool   // all of them are meant
	group       int    // mentions that are joined by "and" have the same
}

// A way to find the subject of a claim: people say "the XT costs $349" as well as "$349 for the XT", but within one sentence
// they keep to one order.
type way uint8

const (
	backward way = iota // the item named before the claim, else the one behind it
	forward             // the item named behind it, else the one before it
	within              // the item named in the same clause, else the one before it
	topical             // the item named before it, but for one that is only compared with: "after Frankenstein, in 1847"
	inOrder             // as many claims of a kind as items: the first is about the first, "1995 and 2004"
	numWays
)

// settle finds out what the claims are about, and notes those that don't hold. Of the ways to read the sentence the one
// counts that leaves the fewest faults.
func (rd *reading) settle() {
	best, fewest := backward, 1<<30
	for w := range numWays {
		if fewest == 0 {
			return
		}
		n := 0
		for k := range rd.claims {
			if _, ok := rd.judge(&rd.claims[k], w); !ok {
				n++
			}
		}
		if n < fewest {
			best, fewest = w, n
		}
	}
	for k := range rd.claims {
		c := &rd.claims[k]
		subject, ok := rd.judge(c, best)
		if ok {
			continue
		}
		if c.named {
			c.kind, c.fact = rd.misnamed(c.first, c.last)
		}
		fact, repair := "", ""
		if subject != 0 && bits.OnesCount32(subject) == 1 {
			of := bits.TrailingZeros32(subject)
			if c.fact != nil {
				fact = c.fact(of)
			}
			if c.repair != nil && rd.alone(subject) {
				repair = c.repair(of)
			}
		}
		rd.fault(c.kind, c.first, c.last, fact)
		rd.faults[len(rd.faults)-1].Repair = repair
	}
}

// alone says whether the sentence can only be about one item, so that what is wrong in it can be put right.
func (rd *reading) alone(item uint32) bool {
	for _, m := range rd.mentions {
		if m.items != item {
			return false
		}
	}
	return true
}

// judge says what a claim is about when the sentence is read in a way, and whether it holds for it.
func (rd *reading) judge(c *claim, w way) (subject uint32, ok bool) {
	if w == inOrder {
		if k := rd.place(c); k >= 0 {
			return 1 << k, c.holds>>k&1 == 1
		}
	}
	subject, every := rd.subject(c, w)
	switch {
	case subject == 0:
		return 0, c.holds != 0
	case c.free && c.holds != 0:
		return subject, true
	case rd.only(c) && c.kind != DeniedAttribute && subject&(subject-1) == 0:
		return subject, c.holds&rd.sc.plan() == subject
	case every:
		return subject &^ c.holds, subject&^c.holds == 0
	}
	return subject, subject&c.holds != 0
}

// place returns the item that a claim is about when the claims of its kind are in the order of the items; -1 when there are
// more of the ones than of the others. Claims that "and" joins count as one where that makes them as many: "lemon and verbena
// for 59, gentian and lime for 72".
func (rd *reading) place(c *claim) int {
	list := rd.inTurn()
	for _, joined := range [...]bool{false, true} {
		at, n, last := -1, 0, -1
		for k := range rd.claims {
			o := &rd.claims[k]
			if o.kind != c.kind || o.names || o.relative {
				continue
			}
			if !joined || last < 0 || o.first != last+1 || rd.has(last, conj) == 0 {
				n++
			}
			if last = o.last; o == c {
				at = n - 1
			}
		}
		if n == len(list) && n > 1 && at >= 0 {
			return list[at]
		}
	}
	return -1
}

// inTurn lists the items that the sentence names one by one, else those before it, else those of the plan.
func (rd *reading) inTurn() (list []int) {
	for _, m := range rd.mentions {
		if bits.OnesCount32(m.items) == 1 && (len(list) == 0 || list[len(list)-1] != bits.TrailingZeros32(m.items)) {
			list = append(list, bits.TrailingZeros32(m.items))
		}
	}
	if len(list) < 2 {
		list = rd.sc.listed
	}
	if len(list) < 2 {
		for k := range rd.sc.Items {
			list = append(list, k)
		}
	}
	return list
}

// refer takes claims that single an item out for its name: "the Xiaomi", "the green one", "the cheaper one". What follows is
// about that item.
func (rd *reading) refer() {
	plan := rd.sc.plan()
	rest := rd.claims[:0]
	for _, c := range rd.claims {
		holds := c.holds & plan
		if !c.names || holds == 0 || holds == plan {
			rest = append(rest, c)
			continue
		}
		at := 0
		for at < len(rd.mentions) && rd.mentions[at].first < c.first {
			at++
		}
		m := mention{first: c.first, last: c.last, items: holds, group: -1 - at}
		if at < len(rd.mentions) && rd.mentions[at].first-c.last < 1 && rd.mentions[at].items&holds != 0 { // "the newer Hero11"
			rd.mentions[at].items &= holds
			continue
		}
		rd.mentions = append(rd.mentions[:at], append([]mention{m}, rd.mentions[at:]...)...)
	}
	rd.claims = rest
}

// subject finds the items that a claim is about; every says that it is about each of them.
func (rd *reading) subject(c *claim, w way) (items uint32, every bool) {
	before, behind := -1, -1
	for k := range rd.mentions {
		m := &rd.mentions[k]
		if m.last <= c.first && !((c.relative || w == topical) && rd.compared(m)) {
			before = k
		}
		if m.first >= c.last && behind < 0 {
			behind = k
		}
	}
	at := before
	switch {
	case behind >= 0 && rd.tied(c, &rd.mentions[behind]): // "€899 for the Halden"
		at = behind
	case c.relative && behind >= 0 && rd.equals(c.last, rd.mentions[behind].first): // "the cheapest is the Halden"
		at = behind
	case c.relative && behind >= 0 && rd.apposed(c, &rd.mentions[behind]): // "four years later, Vertigo"
		at = behind
	case c.relative:
	case w == forward && behind >= 0:
		at = behind
	case w == within && before >= 0 && rd.clause[rd.mentions[before].last-1] == rd.clause[c.first]:
	case w == within && behind >= 0 && rd.clause[rd.mentions[behind].first] == rd.clause[c.first]:
		at = behind
	}
	if at < 0 && behind >= 0 {
		at = behind
	}
	if at < 0 {
		return rd.sc.subject, rd.plural(0, c.first) && bits.OnesCount32(rd.sc.subject) > 1
	}
	m := &rd.mentions[at]
	items, every = m.items, m.every
	group, last := m.items, m.last
	for k := range rd.mentions {
		if o := &rd.mentions[k]; o.group == m.group {
			group |= o.items
			last = max(last, o.last)
			every = every || o.every && o.items == m.items // "both Rhinos"
		}
	}
	if group == m.items {
		return items, every
	}
	if at == before && rd.plural(last, c.first) {
		return group, true // "Alien and Blade Runner are both …"
	}
	if at == behind {
		return group, rd.plural(c.last, m.first) || rd.alike(c, m)
	}
	return items, every
}

// ofName says whether a claim is that a name has to do with the item.
func (c *claim) ofName() bool { return c.named || c.kind == WrongPerson }

// alike says whether a name before several items is said of all of them: the only one there, "Derek Ong designed the pouch and
// the bag".
func (rd *reading) alike(c *claim, m *mention) bool {
	if !c.ofName() {
		return false
	}
	for k := range rd.claims {
		if o := &rd.claims[k]; o != c && o.ofName() && o.first < m.first {
			return false
		}
	}
	for k := range rd.mentions {
		if o := &rd.mentions[k]; o.group == m.group && o.first > m.first {
			between := o.first - 1
			if between > 0 && rd.has(between, the) > 0 {
				between--
			}
			return rd.has(between, conj) > 0 || rd.ends(between+1, conj)
		}
	}
	return false
}

// tied says whether a claim of an amount stands right before a mention, with no more between than a word that ties them.
func (rd *reading) tied(c *claim, m *mention) bool {
	if c.kind != WrongPrice || c.relative || c.named || c.last >= len(rd.toks) || rd.has(c.last, ties) == 0 || m.first-c.last > 2 || m.first == c.last {
		return false
	}
	for k := c.last; k <= m.first; k++ {
		if rd.toks[k].Gap != 0 {
			return false
		}
	}
	return true
}

// apposed says whether a comparison stands between commas before a mention: "and, four years later, Vertigo".
func (rd *reading) apposed(c *claim, m *mention) bool {
	if from := c.first; rd.toks[from].Gap != ',' && !(from > 0 && rd.toks[from-1].Gap == ',' && rd.function(from-1)) {
		return false
	}
	at := m.first
	if at > c.last && rd.has(at-1, the) > 0 {
		at--
	}
	return at-c.last <= 2 && rd.toks[at].Gap == ','
}

// equals says whether a verb, and no more than an article, stands between two tokens: what is on its one side is on the other.
func (rd *reading) equals(from, to int) bool {
	verb := false
	for k := from; k < to; k++ {
		verb = verb || rd.has(k, is) > 0
	}
	return verb && to-from <= 3
}

// compared says whether a mention is what another item is compared with: it stands behind "than".
func (rd *reading) compared(m *mention) bool {
	for k := max(0, m.first-3); k < m.first; k++ {
		if _, n := rd.st.Compared(k); n > 0 {
			continue // "the newer Hero11"
		}
		if rd.has(k, than) > 0 || rd.has(k, earlier) > 0 || rd.has(k, since) > 0 {
			return true
		}
	}
	return false
}

// only says whether a claim is made of its subject alone: "only the Reefline has …".
func (rd *reading) only(c *claim) bool {
	for k := range rd.mentions {
		if m := &rd.mentions[k]; m.last <= c.first && rd.clause[m.first] == rd.clause[c.first] && m.first > 0 {
			at := m.first - 1
			if at > 0 && rd.has(at, the) > 0 {
				at--
			}
			return rd.has(at, only) > 0 && rd.clause[at] == rd.clause[m.first]
		}
	}
	return false
}

// plural says whether a word between two tokens makes more than one item the subject.
func (rd *reading) plural(from, to int) bool {
	for k := from; k < to; k++ {
		if rd.has(k, all) > 0 && !rd.hidden[k] && !rd.used[k] {
			return true
		}
	}
	return false
}

// leave notes what the next sentence may go on about.
func (rd *reading) leave() {
	sc := rd.sc
	var named uint32
	var listed []int
	for _, m := range rd.mentions {
		named |= m.items
		if bits.OnesCount32(m.items) == 1 {
			listed = append(listed, bits.TrailingZeros32(m.items))
		}
	}
	if named == 0 {
		return
	}
	sc.named = sc.named || named&sc.plan() != 0
	sc.subject = named
	sc.said++
	if len(listed) > 1 {
		sc.listed = listed
	}
	sc.lost = false
}
