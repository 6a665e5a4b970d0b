package affinity

import "math"

// A listener tells who speaks by what is said: how much likelier each word is in a message of the recommender than in one of
// the seeker (naive Bayes, over the words that a message has). The zero value holds everybody for the seeker.
type listener struct {
	words []float64 // by word: the logarithm of the ratio
	item  float64   // the same for mentioning an item at all
}

// newListener learns from the messages whose speakers are known.
func newListener(drafts []draft, words int) *listener {
	var messages [2]int
	var items [2]int
	counts := [2][]int{make([]int, words), make([]int, words)} // messages of the seeker and of the recommender, by word
	last := make([]int, words)
	eachUtterance(drafts, func(n int, u *utterance) {
		if u.speaker == Unknown {
			return
		}
		r := 0
		if u.speaker == Recommender {
			r = 1
		}
		messages[r]++
		if len(u.items) > 0 {
			items[r]++
		}
		for _, w := range u.words {
			if last[w] != n {
				last[w] = n
				counts[r][w]++
			}
		}
	})
	if messages[0] == 0 || messages[1] == 0 {
		return &listener{}
	}
	ratio := func(seeker, recommender int) float64 {
		return math.Log(float64(recommender+1)/float64(messages[1]+2)) - math.Log(float64(seeker+1)/float64(messages[0]+2))
	}
	l := &listener{words: make([]float64, words), item: ratio(items[0], items[1])}
	for w := range l.words {
		l.words[w] = ratio(counts[0][w], counts[1][w])
	}
	return l
}

// recommender says whether the recommender speaks, as it is known or most probable.
func (l *listener) recommender(u *utterance) bool {
	if u.speaker != Unknown || l.words == nil {
		return u.speaker == Recommender
	}
	sum := 0.0
	if len(u.items) > 0 {
		sum = l.item
	}
	seen := make(map[int32]bool, len(u.words))
	for _, w := range u.words {
		if !seen[w] {
			seen[w] = true
			sum += l.words[w]
		}
	}
	return sum > 0
}
