package text

import "strings"

// Phrases finds the longest of a set of word sequences at a place in a sentence. Each phrase has a number, which its
// owner gives a meaning. Its zero value is empty. (One type for all meanings: a generic one would be compiled once for
// each, 40 KB of the page's module.)
type Phrases struct {
	ids   map[string]int32 // by folded phrase: its number or, when it only begins longer ones, begins
	first [128]uint32      // by the first letter of first words: how long they are, to know most others without a look-up
}

// opens says whether a first word may be one that begins with a letter and has so many bytes.
func (p *Phrases) opens(letter byte, n int) bool { return p.first[letter%128]>>min(n, 31)&1 == 1 }

// begins is the number of words that only begin a phrase.
const begins = -1

// Add enters a phrase; the first number entered for a phrase stays.
func (p *Phrases) Add(phrase string, id int) {
	whole := Fold(phrase)
	if whole == "" {
		return
	}
	if p.ids == nil {
		p.ids = map[string]int32{}
	}
	word, _, _ := strings.Cut(whole, " ")
	p.first[word[0]%128] |= 1 << min(len(word), 31)
	for end := range whole {
		if whole[end] != ' ' {
			continue
		}
		if _, ok := p.ids[whole[:end]]; !ok {
			p.ids[whole[:end]] = begins
		}
	}
	if old, ok := p.ids[whole]; !ok || old == begins {
		p.ids[whole] = int32(id)
	}
}

// At returns the number of the longest phrase that begins at toks[i], and how many words it has; 0 when none does.
// No phrase reaches over the end of a sentence.
func (p *Phrases) At(toks []Token, i int) (id, n int) {
	if i >= len(toks) {
		return 0, 0
	}
	word := toks[i].Word
	if !p.opens(word[0], len(word)) {
		return 0, 0
	}
	v, ok := p.ids[word]
	if !ok {
		return 0, 0
	}
	if v != begins {
		id, n = int(v), 1
	}
	var room [64]byte
	words := append(room[:0], toks[i].Word...)
	for j := i + 1; j < len(toks) && toks[j].Gap != '.'; j++ {
		words = append(append(words, ' '), toks[j].Word...)
		if v, ok = p.ids[string(words)]; !ok {
			break
		}
		if v != begins {
			id, n = int(v), j-i+1
		}
	}
	return id, n
}

// Joined returns the number of a phrase of one word, by two that it is made of.
func (p *Phrases) Joined(a, b string) (id int, ok bool) {
	if !p.opens(a[0], len(a)+len(b)) {
		return 0, false
	}
	var room [64]byte
	v, ok := p.ids[string(append(append(room[:0], a...), b...))]
	return int(v), ok && v != begins
}
