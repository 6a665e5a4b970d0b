package ground

import (
	"strings"

	"rso/catalog"
	"rso/catalog/text"
)

// A record is what is known of one item, as text to be looked up: " |a title |value one |value two |".
type record struct {
	item   catalog.Item
	text   string
	parts  []part // what of the text stands in which column
	words  sieve  // of the text
	senses senses // of what it promises, once it was read
	read   bool
}

// A sieve tells most words that a text hasn't from those that it may have.
type sieve [16]uint64

func (s *sieve) add(word string) { b := text.Mark(word) >> 22; s[b/64] |= 1 << (b % 64) }

func (s *sieve) has(word string) bool { b := text.Mark(word) >> 22; return s[b/64]>>(b%64)&1 == 1 }

// A part is one value of a record: what it says between two bars.
type part struct{ column, start, end int }

// record reads the record of an item.
func (v *Verifier) record(i catalog.Item) *record {
	for _, r := range v.records {
		if r.item == i {
			return r
		}
	}
	var b strings.Builder
	var parts []part
	b.WriteString(" |")
	for k := range v.c.Columns() {
		switch v.c.Column(k).Role {
		case catalog.ID, catalog.Image, catalog.Link:
			continue
		}
		for _, f := range v.c.FactsOf(i, k) {
			from := b.Len()
			b.WriteByte(' ')
			b.WriteString(text.Fold(f.Text))
			b.WriteString(" |")
			parts = append(parts, part{k, from, b.Len() - 1})
		}
	}
	for _, x := range v.c.Variants(i) {
		for _, o := range x.Options {
			b.WriteByte(' ')
			b.WriteString(text.Fold(v.c.EntityText(o)))
			b.WriteString(" |")
		}
	}
	r := &record{item: i, text: b.String(), parts: parts}
	for word := range strings.FieldsSeq(r.text) {
		r.words.add(word)
	}
	if len(v.records) >= mostRecords {
		v.records = v.records[:0]
	}
	v.records = append(v.records, r)
	return r
}

// mostRecords bounds the records that are kept: those of a draft.
const mostRecords = 32

// says whether folded words stand in a row within one of the record's texts.
func (r *record) says(words string) bool {
	first, _, _ := strings.Cut(words, " ")
	return r.words.has(first) && strings.Contains(r.text, " "+words+" ")
}

// measures says whether a record has a number as one of two that "x" joins: 1440 of "2560x1440".
func (r *record) measures(number string) bool {
	return strings.Contains(r.text, " "+number+"x") || strings.Contains(r.text, "x"+number+" ")
}

// together says whether one of the record's texts has both of two folded words: "120 vegan recipes" 120 and recipes.
func (r *record) together(a, b string) bool {
	if !r.says(a) || !r.says(b) {
		return false
	}
	for part := range strings.SplitSeq(r.text, "|") {
		if strings.Contains(part, " "+a+" ") && strings.Contains(part, " "+b+" ") {
			return true
		}
	}
	return false
}

// none says whether a folded text begins with a word that says that there is none: "no return policy".
func (v *Verifier) none(s string) bool {
	first, _, _ := strings.Cut(s, " ")
	return v.l.has([]text.Token{{Word: first}}, 0, none) > 0
}

// lacksWords says whether a record has folded words behind one that says that there is none.
func (v *Verifier) lacksWords(r *record, words string) bool {
	for rest := r.text; ; {
		at := strings.Index(rest, " "+words+" ")
		if at < 0 {
			return false
		}
		if v.none(rest[strings.LastIndexByte(rest[:at], ' ')+1 : at]) {
			return true
		}
		rest = rest[at+1:]
	}
}

// begins whether a word of the record begins so.
func (r *record) begins(stem string) bool { return strings.Contains(r.text, " "+stem) }

// saysAll says whether the record has each of some words somewhere, in one of its forms.
func (v *Verifier) saysAll(r *record, words []text.Token) bool {
	for _, w := range words {
		if !v.saysWord(r, w.Word) {
			return false
		}
	}
	return true
}

// saysWord says whether a record has a word, in one of its forms: in its texts, or anywhere that the catalog was compiled
// from.
func (v *Verifier) saysWord(r *record, word string) bool {
	if r.says(word) {
		return true
	}
	forms := v.formsOf(word)
	for _, f := range forms {
		if r.says(f) {
			return true
		}
	}
	return v.mentions(r.item, word) || len(word) > 4 && r.begins(word)
}

// mentions says whether the catalog was compiled from a record of an item with a word: descriptions aren't kept, but their
// words are.
func (v *Verifier) mentions(i catalog.Item, word string) bool {
	set, ok := v.body[word]
	if !ok {
		if len(v.body) >= mostWords {
			clear(v.body)
		}
		set = v.c.NewSet()
		set.AddMentioning(v.c, word, true)
		for _, f := range v.formsOf(word) {
			set.AddMentioning(v.c, f, true)
		}
		v.body[strings.Clone(word)] = set
	}
	return set.Has(i)
}

const mostWords = 64
