package ground

import (
	"slices"
	"strings"
	"unicode"

	"rso/catalog"
	"rso/catalog/text"
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
	if _, _, k := rd.st.Values(from); k > 1 {
		return // "our kitchen accessories"
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
			if !rd.v.l.last && !rd.v.r.Function(rd.toks[k].Word) && !rd.v.r.Plain(rd.toks[k].Word) {
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
	return rd.has(k, aboutYou) > 0 || k+1 < len(rd.toks) && rd.v.r.Function(rd.toks[min(k, len(rd.toks)-1)].Word) && rd.has(k+1, aboutYou) > 0
}

// stock makes a claim of what can be had.
func (rd *reading) stock(i, n int, said senses) {
	in, out, plenty := said.has(inStock), said.has(outOfStock), said.has(plentiful)
	if rd.noneOf(i) && !out {
		in, out, plenty = false, true, false // "none are left in stock"
	}
	if rd.isUnknown(i) || rd.asks() && len(rd.mentions) == 0 {
		return
	}
	c := claim{first: i, last: i + n, kind: Availability}
	for k, item := range rd.sc.items {
		left, counted := rd.stockOf(item)
		said := counted || rd.availability(item) != ""
		open := rd.v.c.Available(item) && (!counted || left > 0) && !comesLater(rd.availability(item))
		switch {
		case in && said && open, out && said && !open, plenty && open && (!counted || left > fewLeft):
			c.holds |= 1 << k
		case !in && !out && !plenty && counted && left > 0 && left <= fewLeft, !in && !out && !plenty && rd.v.saysAll(rd.v.record(item), rd.toks[i:i+n]):
			c.holds |= 1 << k
		}
	}
	c.fact = func(k int) string {
		if left, counted := rd.stockOf(rd.sc.items[k]); counted {
			return plainNumber(left, false)
		}
		return rd.availability(rd.sc.items[k])
	}
	rd.use(i, i+n)
	rd.claims = append(rd.claims, c)
}

// comesLater says whether a state says that an item can be ordered and comes later.
func comesLater(state string) bool {
	switch text.Fold(state) {
	case "backorder", "back order", "on backorder", "preorder", "pre order", "made to order":
		return true
	}
	return false
}

// noneOf says whether a negation stands before token i in its clause.
func (rd *reading) noneOf(i int) bool {
	for k := i - 1; k >= 0 && rd.clause[k] == rd.clause[i]; k-- {
		if rd.has(k, never) > 0 || rd.has(k, lacks) > 0 {
			return true
		}
	}
	return false
}

// fewLeft is how many of an item are few.
const fewLeft = 10

func (rd *reading) stockOf(i catalog.Item) (left float64, ok bool) {
	for _, k := range rd.st.Measures("stock") {
		if rd.v.c.Column(k).Kind == catalog.Number {
			return rd.v.c.Column(k).Number(i)
		}
	}
	return 0, false
}

func (rd *reading) availability(i catalog.Item) string {
	if k := rd.v.c.With(catalog.Availability); k >= 0 {
		for _, f := range rd.v.c.FactsOf(i, k) {
			return f.Text
		}
	}
	return ""
}

// promise makes a claim of what a shop promises: it holds when the record has its words, and every word that makes more of
// it.
func (rd *reading) promise(i, n int, kind Kind) {
	if rd.used[i] || rd.isUnknown(i) || rd.asks() && len(rd.mentions) == 0 {
		return
	}
	c := claim{first: i, last: i + n, kind: kind}
	for k, item := range rd.sc.items {
		r := rd.v.record(item)
		holds := rd.v.saysAll(r, rd.toks[i:i+n]) || rd.hasColumn(item, i, n) || rd.v.speaks(r, rd.v.l.sets[rd.said[i].id])
		for j := range rd.toks {
			if rd.clause[j] == rd.clause[i] && !rd.hidden[j] && rd.has(j, urgently) > 0 && !rd.v.saysWord(r, rd.toks[j].Word) && j != i {
				holds = false
			}
		}
		if holds {
			c.holds |= 1 << k
		}
	}
	if rd.denied(i, i+n) {
		c.kind, c.holds = DeniedAttribute, 0
		for k, item := range rd.sc.items {
			if !rd.v.speaks(rd.v.record(item), rd.v.l.sets[rd.said[i].id]) || rd.literal(i, i+n) {
				c.holds |= 1 << k
			}
		}
	}
	rd.claims = append(rd.claims, c)
}

// hasColumn says whether the n words at token i name a column that an item's record fills, or speak of the same: "guaranteed
// for five years" of warranty_years.
func (rd *reading) hasColumn(item catalog.Item, i, n int) bool {
	if columns, k := rd.st.Label(i); k == n && rd.fills(item, columns) {
		return true
	}
	for col := range rd.v.c.Columns() {
		name := text.Tokens(nil, spaced(rd.v.c.Column(col).Name))
		for k := range name {
			if id, n := rd.v.l.senses.At(name, k); n > 0 && rd.v.l.sets[id].both(rd.v.l.sets[rd.said[i].id], promises()) && rd.fills(item, []int{col}) {
				return true
			}
		}
	}
	return false
}

// spaced writes the name of a column as words: delivery_days, deliveryDays.
func spaced(name string) string {
	var b strings.Builder
	small := false
	for _, r := range name {
		if r == '_' || small && unicode.IsUpper(r) {
			b.WriteByte(' ')
		}
		if r != '_' {
			b.WriteRune(r)
		}
		small = unicode.IsLower(r)
	}
	return b.String()
}

// promises are the senses of what a record may say of how an item comes and goes.
func promises() senses { return sensesOf(shipping, returns, warranty) }

// speaks says whether a record promises what has one of some senses: "can be returned" of a record with a return policy.
func (v *Verifier) speaks(r *record, of senses) bool {
	if !r.read {
		toks := text.Tokens(nil, r.text)
		for k := range toks {
			if id, n := v.l.senses.At(toks, k); n > 0 && !(k > 0 && v.l.has(toks, k-1, noun) > 0) {
				for _, s := range [...]sense{shipping, returns, warranty} {
					if v.l.sets[id].has(s) {
						r.senses.add(s)
					}
				}
			}
		}
		r.read = true
	}
	return r.senses.both(of, promises())
}

// surface finds faults that show before a word is read: markup, links, labels of the prompt.
func (v *Verifier) surface(s string) []Fault {
	var faults []Fault
	add := func(k Kind, start, end int, remove bool) {
		faults = append(faults, Fault{Kind: k, Start: start, End: end, Said: s[start:end], Remove: remove})
	}
	if !suspicious(s) {
		return v.begun(s)
	}
	for _, mark := range [...]string{"http://", "https://", "www.", "](", "</", "<a ", "<b>", "<br", "<p>", "<i>", "<img", "<strong", "<em", "<div", "<span", "<ul", "<li", "<script", "<h", "```", "mailto:", "![", "javascript:", "&nbsp;", "&lt;", "{{", "}}"} {
		if k := indexFold(s, mark); k >= 0 {
			add(Markup, k, k+len(mark), false)
			return faults
		}
	}
	if start, end := domain(s); end > 0 {
		add(Markup, start, end, false)
		return faults
	}
	for _, mark := range [...]string{"<system", "<user", "<assistant", "<|", "[INST", "[/INST", "[title=", "[item", "[facts", "<data", "<facts", "<item", "<reply", "title=", "price=", "\":", "id="} {
		if k := indexFold(s, mark); k >= 0 {
			add(PromptEcho, k, k+len(mark), false)
			return faults
		}
	}
	for _, sign := range [...]byte{'_', '='} {
		if k := strings.IndexByte(s, sign); k > 0 && k+1 < len(s) && letter(s[k-1]) && letter(s[k+1]) {
			add(PromptEcho, k-1, k+2, false) // a name of a program, a field with its value
			return faults
		}
	}
	if faults = v.begun(s); len(faults) > 0 {
		return faults
	}
	for k := 0; k < len(s); { // emphasis is left out, and the words stay
		n := 0
		for k+n < len(s) && (s[k+n] == '*' || s[k+n] == '`' || s[k+n] == '#' && (k == 0 || s[k-1] == '\n' || s[k-1] == '#')) {
			n++
		}
		if n > 0 && s[k] == '#' && k+n < len(s) && s[k+n] == ' ' {
			n++
		}
		if n > 1 || n == 1 && s[k] != '#' && emphasis(s, k) {
			add(Markup, k, k+n, true)
		}
		k += max(n, 1)
	}
	return faults
}

func letter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' || '0' <= c && c <= '9' }

// suspicious says whether a sentence has any sign that links, markup or programs are written with.
func suspicious(s string) bool {
	return strings.ContainsAny(s, "<>[]{}*`#_=@|&\\") || strings.Contains(s, "://") || strings.Contains(s, "www.") || strings.Contains(s, "mailto:") || strings.Contains(s, "\":") || inWord(s, '.')
}

// inWord says whether a sign stands between two letters.
func inWord(s string, sign byte) bool {
	for k := 1; k+1 < len(s); k++ {
		if s[k] == sign && letter(s[k-1]) && letter(s[k+1]) && (s[k-1] > '9' || s[k+1] > '9') {
			return true
		}
	}
	return false
}

// begun finds a label of the prompt, or a sign of a list, that a sentence begins with.
func (v *Verifier) begun(s string) []Fault {
	if k := v.labelled(s); k > 0 {
		return []Fault{{Kind: PromptEcho, End: k, Said: s[:k]}}
	}
	if strings.HasPrefix(s, "- ") || strings.HasPrefix(s, "• ") {
		end := strings.IndexByte(s, ' ') + 1
		return []Fault{{Kind: Markup, End: end, Said: s[:end], Remove: true}}
	}
	return nil
}

// emphasis says whether a star at a byte is set around words, and not between numbers or as a footnote.
func emphasis(s string, k int) bool {
	return k == 0 || k == len(s)-1 || s[k-1] == ' ' || s[k+1] == ' ' || strings.Count(s, s[k:k+1]) > 1
}

// labelled returns the length of a label of the prompt that the sentence begins with, "Strategy:"; 0 when there is none.
func (v *Verifier) labelled(s string) int {
	head, _, ok := strings.Cut(s, ":")
	if !ok || len(head) > 30 {
		return 0
	}
	toks := text.Tokens(nil, head)
	if len(toks) == 0 || len(toks) > 3 || v.l.has(toks, len(toks)-1, echoLabel) == 0 {
		return 0
	}
	if len(toks) > 1 && v.l.has(toks, 0, echoLabel) == 0 {
		return 0 // "Some facts: …"
	}
	return len(head) + 1
}

// domain finds a word like "shop.example" or an address of mail.
func domain(s string) (start, end int) {
	for at := 0; at < len(s); {
		n := strings.IndexAny(s[at:], " \n\t")
		if n < 0 {
			n = len(s) - at
		}
		word := strings.Trim(s[at:at+n], ".,;:!?()\"'“”")
		dot := strings.LastIndexByte(word, '.')
		if strings.Contains(word, "@") && dot > 0 || dot > 0 && topLevel(word[dot+1:]) && len(word) > dot+1 && lettered(word[:dot]) {
			return at + strings.Index(s[at:], word), at + strings.Index(s[at:], word) + len(word)
		}
		if slash := strings.IndexByte(word, '/'); slash > 0 {
			if d := strings.LastIndexByte(word[:slash], '.'); d > 0 && topLevel(word[d+1:slash]) {
				return at, at + n
			}
		}
		at += n + 1
	}
	return 0, 0
}

func topLevel(s string) bool {
	switch s {
	case "com", "org", "net", "io", "de", "es", "example", "shop", "store", "co", "uk", "eu", "app", "info", "biz", "fr", "html", "ai", "test":
		return true
	}
	return false
}

// lettered says whether a text is made of what names of hosts are.
func lettered(s string) bool {
	for i := range len(s) {
		if c := s[i]; !('a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '.' || c == '-') {
			return false
		}
	}
	return s != "" && (s[0] > '9' || s[len(s)-1] > '9')
}

// indexFold finds an ASCII text without regard to case.
func indexFold(s, sub string) int {
	for i := 0; i+len(sub) <= len(s); i++ {
		if strings.EqualFold(s[i:i+len(sub)], sub) {
			return i
		}
	}
	return -1
}
