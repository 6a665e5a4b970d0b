package affinity

import "slices"

// A vocabulary numbers what is said, and what of it is said often enough to be a term.
type vocabulary struct {
	words []string       // all that are said, in the order of their first time
	terms []string       // the words and pairs that are kept, by bytes
	word  []int32        // by word: its term, -1 for none
	pairs map[pair]int32 // the terms of the pairs that are kept
}

// A pair is two neighbouring words, whatever punctuation stands between.
type pair struct{ first, second int32 }

// newVocabulary numbers the words of drafts, and keeps those words and pairs that are in as many messages as the options say.
func newVocabulary(drafts []draft, opt Options) *vocabulary {
	v := &vocabulary{}
	v.number(drafts)
	counts := v.countWords(drafts)
	kept := v.frequentPairs(drafts, counts, opt.MinPair)
	for w, n := range counts {
		if n >= opt.MinWord {
			v.terms = append(v.terms, v.words[w])
		}
	}
	for _, p := range kept {
		v.terms = append(v.terms, v.text(p))
	}
	slices.Sort(v.terms)
	v.file(kept)
	return v
}

// number gives the words of drafts their numbers.
func (v *vocabulary) number(drafts []draft) {
	numbers := map[string]int32{}
	eachUtterance(drafts, func(_ int, u *utterance) {
		u.words = make([]int32, len(u.said))
		for k, w := range u.said {
			n, known := numbers[w]
			if !known {
				n = int32(len(v.words))
				numbers[w] = n
				v.words = append(v.words, w)
			}
			u.words[k] = n
		}
		u.said = nil
	})
}

// A tally counts messages, each once.
type tally struct {
	count int
	last  int // the message that was counted last, from 1
}

func (t *tally) add(message int) {
	if t.last != message {
		t.last = message
		t.count++
	}
}

// countWords counts by word the messages that it is in.
func (v *vocabulary) countWords(drafts []draft) []int {
	tallies := make([]tally, len(v.words))
	eachUtterance(drafts, func(n int, u *utterance) {
		for _, w := range u.words {
			tallies[w].add(n)
		}
	})
	counts := make([]int, len(tallies))
	for w, t := range tallies {
		counts[w] = t.count
	}
	return counts
}

// frequentPairs returns the pairs that are in some messages at least, in no order. counts are those of the words.
func (v *vocabulary) frequentPairs(drafts []draft, counts []int, least int) []pair {
	place := map[pair]int{}
	var pairs []pair
	var tallies []tally
	eachUtterance(drafts, func(n int, u *utterance) {
		for k := 1; k < len(u.words); k++ {
			p := pair{u.words[k-1], u.words[k]}
			if counts[p.first] < least || counts[p.second] < least {
				continue // nor is the pair in more
			}
			at, met := place[p]
			if !met {
				at = len(pairs)
				place[p] = at
				pairs, tallies = append(pairs, p), append(tallies, tally{})
			}
			tallies[at].add(n)
		}
	})
	return slices.DeleteFunc(pairs, func(p pair) bool { return tallies[place[p]].count < least })
}

// file looks up where the terms stand now that they are sorted.
func (v *vocabulary) file(kept []pair) {
	v.word, v.pairs = make([]int32, len(v.words)), make(map[pair]int32, len(kept))
	for w, text := range v.words {
		v.word[w] = -1
		if at, ok := slices.BinarySearch(v.terms, text); ok {
			v.word[w] = int32(at)
		}
	}
	for _, p := range kept {
		at, _ := slices.BinarySearch(v.terms, v.text(p))
		v.pairs[p] = int32(at)
	}
}

func (v *vocabulary) text(p pair) string { return v.words[p.first] + " " + v.words[p.second] }

// termsOf returns the terms among words, as often as they stand there.
func (v *vocabulary) termsOf(words []int32) []int32 {
	var terms []int32
	for k, w := range words {
		if t := v.word[w]; t >= 0 {
			terms = append(terms, t)
		}
		if k == 0 {
			continue
		}
		if t, ok := v.pairs[pair{words[k-1], w}]; ok {
			terms = append(terms, t)
		}
	}
	return terms
}

// eachUtterance calls f with all messages and their numbers, from 1.
func eachUtterance(drafts []draft, f func(n int, u *utterance)) {
	n := 0
	for k := range drafts {
		for _, fragment := range drafts[k].fragments {
			for j := range fragment {
				n++
				f(n, &fragment[j])
			}
		}
	}
}
