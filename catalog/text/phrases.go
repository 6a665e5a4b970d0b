package text

import (
	"iter"
	"slices"
)

// Phrases finds the longest of a set of word sequences at a place in a sentence. Each phrase has a number of at least 0, which
// its owner gives a meaning. Its zero value is empty. (One type for all meanings: a generic one would be compiled once for
// each, 40 KB of the page's module.)
//
// Every word of every sentence is looked up in several of them, and few are there: a small table of their marks knows that
// mostly from one place in memory, without the calls for a hash that a map takes under WebAssembly.
type Phrases struct {
	slots []slot // a power of two, with open addressing: at most two thirds are taken
	list  []phrase
}

// A slot holds one phrase.
type slot struct {
	mark uint32
	at   uint32 // its place in the list, from 1; 0 when the slot is free
}

// A phrase is one of a set, or what longer ones begin with.
type phrase struct {
	folded string
	id     int32 // its number, none when it only begins longer ones
	longer bool  // others begin with it
}

// none is the number of words that are no phrase, or only begin one.
const none = -1

// Mark returns 32 bits that tell most words apart, at the price of reading five letters of one.
func Mark[T string | []byte](word T) uint32 {
	n := len(word)
	if n == 0 {
		return 0
	}
	return mix(n, word[0], word[n/3], word[n/2], word[n-1-n/4], word[n-1])
}

func mix(n int, a, b, c, d, e byte) uint32 {
	ends := uint32(a) | uint32(e)<<8 | uint32(n)<<16
	within := uint32(b) | uint32(c)<<8 | uint32(d)<<16
	m := (ends*0x9E3779B1 ^ within) * 0x85EBCA6B
	return m ^ m>>15
}

// markJoined is the mark of two words written as one.
func markJoined(a, b string) uint32 {
	n := len(a) + len(b)
	at := func(i int) byte {
		if i < len(a) {
			return a[i]
		}
		return b[i-len(a)]
	}
	return mix(n, at(0), at(n/3), at(n/2), at(n-1-n/4), at(n-1))
}

// find returns a folded phrase, nil when it isn't there.
func find[T string | []byte](p *Phrases, mark uint32, folded T) *phrase {
	if len(p.slots) == 0 {
		return nil
	}
	for at := p.home(mark); p.slots[at].at > 0; at = (at + 1) & (len(p.slots) - 1) {
		if p.slots[at].mark == mark {
			if f := &p.list[p.slots[at].at-1]; f.folded == string(folded) {
				return f
			}
		}
	}
	return nil
}

// home is the slot where the search for a mark begins.
func (p *Phrases) home(mark uint32) int { return int(mark) & (len(p.slots) - 1) }

// enter returns a folded phrase, which is there from now on.
func (p *Phrases) enter(folded string) *phrase {
	mark := Mark(folded)
	if f := find(p, mark, folded); f != nil {
		return f
	}
	p.Grow(len(p.list) + 1)
	p.list = append(p.list, phrase{folded: folded, id: none})
	p.put(mark, len(p.list))
	return &p.list[len(p.list)-1]
}

func (p *Phrases) put(mark uint32, at int) {
	k := p.home(mark)
	for p.slots[k].at > 0 {
		k = (k + 1) & (len(p.slots) - 1)
	}
	p.slots[k] = slot{mark, uint32(at)}
}

// Grow makes room for n phrases in all.
func (p *Phrases) Grow(n int) {
	if 3*n <= 2*len(p.slots) {
		return
	}
	size := max(8, len(p.slots))
	for 3*n > 2*size {
		size *= 2
	}
	p.slots, p.list = make([]slot, size), slices.Grow(p.list, n-len(p.list))
	for i := range p.list {
		p.put(Mark(p.list[i].folded), i+1)
	}
}

// Add enters a phrase; the first number entered for a phrase stays. Number returns it.
func (p *Phrases) Add(phrase string, id int) {
	if s := p.whole(Fold(phrase)); s != nil && s.id == none {
		s.id = int32(id)
	}
}

// Set enters a folded phrase, with a number in the place of the one it has.
func (p *Phrases) Set(folded string, id int) {
	if s := p.whole(folded); s != nil {
		s.id = int32(id)
	}
}

// whole enters a folded phrase and what it begins with, and returns its place; nil for no words.
func (p *Phrases) whole(folded string) *phrase {
	if folded == "" {
		return nil
	}
	for end := range folded {
		if folded[end] == ' ' {
			p.enter(folded[:end]).longer = true
		}
	}
	return p.enter(folded)
}

// Number returns the number of a folded phrase.
func (p *Phrases) Number(folded string) (id int, ok bool) {
	f := find(p, Mark(folded), folded)
	if f == nil {
		return 0, false
	}
	return int(f.id), f.id >= 0
}

// All goes through the folded phrases with their numbers, in the order in which their words were entered.
func (p *Phrases) All() iter.Seq2[string, int] {
	return func(yield func(string, int) bool) {
		for i := range p.list {
			if f := &p.list[i]; f.id >= 0 && !yield(f.folded, int(f.id)) {
				return
			}
		}
	}
}

// At returns the number of the longest phrase that begins at toks[i], and how many words it has; 0 when none does.
// No phrase reaches over the end of a sentence.
func (p *Phrases) At(toks []Token, i int) (id, n int) {
	p.From(toks, i, func(k, words int) { id, n = k, words })
	return id, n
}

// From calls found with the number of each phrase that begins at toks[i], and how many words it has: the shortest first.
func (p *Phrases) From(toks []Token, i int, found func(id, n int)) {
	if i >= len(toks) {
		return
	}
	f := find(p, Mark(toks[i].Word), toks[i].Word)
	if f == nil {
		return
	}
	if f.id >= 0 {
		found(int(f.id), 1)
	}
	if !f.longer {
		return
	}
	var room [64]byte
	words := append(room[:0], toks[i].Word...)
	for j := i + 1; j < len(toks) && toks[j].Gap != '.' && f.longer; j++ {
		words = append(append(words, ' '), toks[j].Word...)
		if f = find(p, Mark(words), words); f == nil {
			return
		}
		if f.id >= 0 {
			found(int(f.id), j-i+1)
		}
	}
}

// Joined returns the number of a phrase of one word, by two that it is made of.
func (p *Phrases) Joined(a, b string) (id int, ok bool) {
	if len(p.slots) == 0 || len(a)+len(b) == 0 {
		return 0, false
	}
	mark := markJoined(a, b)
	for at := p.home(mark); p.slots[at].at > 0; at = (at + 1) & (len(p.slots) - 1) {
		if p.slots[at].mark == mark {
			if f := &p.list[p.slots[at].at-1]; len(f.folded) == len(a)+len(b) && f.folded[:len(a)] == a && f.folded[len(a):] == b {
				return int(f.id), f.id >= 0
			}
		}
	}
	return 0, false
}
