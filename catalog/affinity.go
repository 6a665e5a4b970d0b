package catalog

import (
	"math"
	"unsafe"
)

// An Affinity says how likely each item is mentioned next in a conversation: a linear model of what was said and mentioned,
// learned by catalog/affinity. It can be shared between goroutines. Like a Finder it belongs to the catalog that gave
// it: after a delta, ask the new one.
//
// What was heard becomes a vector h of d numbers, and the logit of an item its bias plus the product of h and its row:
//
//	h = start[min(turns, 7)] + (1/√terms)·Σ weight·row(term) + (1/√mentions)·Σ weight·row(item)
//
// Terms are the words and the pairs of neighbouring words that the model knows. The sums go over all occurrences; the
// weights depend on who spoke and how long ago. The file has these sections, all or none of them:
//
//	affinity        uint32: d and the k of affinity.near; float32: AffinityWeights, then start, d for each of 0 to 7 turns
//	affinity.rows   int8: d an item, then d a term, then three gates a term
//	affinity.bias   uint8: one an item
//	affinity.terms  the terms' hashes, gaps of ascending numbers as varints
//	affinity.near   with .starts and .weight: what is chosen together, in the form of near
//
// Of terms there are only the hashes: they take no more room than the words, and the reader is small and quick. With 12,000
// terms one in 350,000 pairs of words that are none is taken for one.
type Affinity struct {
	c        *Catalog
	d        int // 0 when the file has no affinity
	rows     []int8
	bias     []uint8
	terms    []uint32  // hashes
	weights  []float32 // AffinityWeights, then the start
	together neighbours
}

// Heard is a turn of a conversation: all that one speaker said before the other spoke.
type Heard struct {
	Recommender bool     // else the seeker spoke
	Words       []string // folded, as of [text.Tokens], without the titles of items
	Items       []Item   // that the turn mentions, each once
}

// AffinityWeights are the numbers of the model that stand alone; the file has them in this order.
type AffinityWeights struct {
	ItemScale, TermScale, GateScale float32 // what 1 is worth in rows of items, rows of terms and gates
	BiasBase, BiasStep              float32 // the bias of an item is base + step·its byte
	Cold                            float32 // the logit of an item that the file doesn't have

	// By speaker (the seeker, then the recommender) and how many turns ago: 1 (the last), 2, 3, 4 and 5, 6 to 8, more.
	TermWeight, ItemWeight [2 * 6]float32

	// What an item gains or loses by having been mentioned: by the last speaker who did and the first, by how many turns
	// did (1, 2, more), and by how many turns ago the last was (1 to 5, more). And what all of them do, by how many
	// they are: up to 2, 3 to 5, more.
	Repeat  [2 * 2 * 3 * 6]float32
	Several [3]float32
}

// MaxDims is the longest row of an [AffinityModel].
const MaxDims = 256

const (
	counts = 8                                         // for 0 to 7 turns there is a start
	alone  = int(unsafe.Sizeof(AffinityWeights{}) / 4) // how many numbers the AffinityWeights are
)

// read slices the sections about c. They are absent when nothing was learned.
func (a *Affinity) read(s *sections, c *Catalog) {
	if _, some := s.parts["affinity"]; !some || s.err != nil {
		return
	}
	p, rows := numbers[uint32](s, "affinity", -1), numbers[uint8](s, "affinity.rows", -1)
	d, terms := 0, 0
	if len(p) > 2 {
		d = int(p[0])
		terms = (len(rows) - c.n*d) / (d + 3)
	}
	if d == 0 || d > MaxDims || len(p) != 2+alone+counts*d || len(rows) != c.n*d+terms*(d+3) {
		s.fail("the sections \"affinity\" and \"affinity.rows\" have not the sizes that go together")
		return
	}
	a.c, a.d, a.together.k = c, d, int(min(p[1], 255))
	a.weights = unsafe.Slice((*float32)(unsafe.Pointer(&p[2])), len(p)-2)
	a.rows = unsafe.Slice((*int8)(unsafe.Pointer(unsafe.SliceData(rows))), len(rows))
	a.bias = numbers[uint8](s, "affinity.bias", c.n)
	a.terms = s.gaps("affinity.terms", uint64(terms), 1<<32)
	a.together.read(s, "affinity.near", c.n)
}

// w returns the numbers that stand alone.
func (a *Affinity) w() *AffinityWeights {
	return (*AffinityWeights)(unsafe.Pointer(unsafe.SliceData(a.weights)))
}

// Affinity returns what the file learned from conversations, nil when it has nothing of the kind.
func (c *Catalog) Affinity() *Affinity {
	if c.affinity.d == 0 {
		return nil
	}
	return &c.affinity
}

// Together returns the items most often chosen by those who chose i, best first.
func (c *Catalog) Together(i Item) []Hit {
	hits, _ := c.nearest(&c.affinity.together, i)
	return hits
}

// Score writes how likely each row of the catalog is mentioned next: natural logarithms, up to one constant for all. The
// context is the turns so far, the oldest first; dst has [Catalog.Len] entries. An item whose texts a delta changed is
// as likely as before; of one that a delta brought nothing is known, and it has the score of the least known. What is
// gone has a score like all others.
//
// Of the loops that were measured in Chromium, on 14,167 rows of 64, this one takes .7 ms; with h in integers of 64 bits
// it would be .55, with those of 16 bits and a sum of 32 .7, with several rows or several numbers at once .7 to 1.2.
func (a *Affinity) Score(dst []float32, context []Heard) {
	var terms, items weighted
	a.hear(&terms, &items, context)
	h, rows, w := terms.sum[:a.d], a.rows, a.w()
	for i, b := range a.bias {
		row := rows[:len(h)]
		rows = rows[len(h):]
		sum, k := float32(0), 0
		for ; k+8 <= len(row) && k+8 <= len(h); k += 8 {
			r, q := row[k:k+8], h[k:k+8]
			sum += float32(r[0])*q[0] + float32(r[1])*q[1] + float32(r[2])*q[2] + float32(r[3])*q[3] +
				float32(r[4])*q[4] + float32(r[5])*q[5] + float32(r[6])*q[6] + float32(r[7])*q[7]
		}
		for ; k < len(row); k++ {
			sum += float32(row[k]) * h[k]
		}
		dst[i] = w.BiasBase + w.BiasStep*float32(b) + w.ItemScale*sum
	}
	for i := len(a.bias); i < len(dst); i++ {
		dst[i] = w.Cold
		if filed, known := a.c.filed(Item(i)); known {
			dst[i] = dst[filed]
		}
	}
}

// hear adds up the terms and the items of a context, and makes h of the sum of terms.
func (a *Affinity) hear(terms, items *weighted, context []Heard) {
	const buckets = "\x00\x00\x01\x02\x03\x03\x04\x04\x04\x05" // by how many turns ago, 9 for more
	w := a.w()
	for t := range context {
		slot := context[t].speaker()*6 + int(buckets[min(len(context)-t, 9)])
		terms.addTerms(a, context[t].Words, len(a.bias)*a.d, a.d, w.TermWeight[slot])
		for _, i := range context[t].Items {
			if filed, known := a.c.filed(i); known {
				items.add(a, int(filed)*a.d, a.d, w.ItemWeight[slot])
			} else {
				items.n++ // what is unknown is mentioned all the same
			}
		}
	}
	ofTerms, ofItems := w.TermScale*terms.share(), w.ItemScale*items.share()
	for k, v := range a.weights[alone+min(len(context), counts-1)*a.d:][:a.d] {
		terms.sum[k] = v + ofTerms*terms.sum[k] + ofItems*items.sum[k]
	}
}

// speaker is 0 for the seeker and 1 for the recommender.
func (h *Heard) speaker() int {
	if h.Recommender {
		return 1
	}
	return 0
}

// weighted is a weighted sum of n rows.
type weighted struct {
	sum [MaxDims]float32
	n   int
}

// add adds the row of d numbers that begins at a place.
//
//go:noinline
func (x *weighted) add(a *Affinity, at, d int, weight float32) {
	x.n++
	for k, v := range a.rows[at:][:d] {
		x.sum[k%MaxDims] += weight * float32(v)
	}
}

// addTerms adds the rows of d numbers, from a place on, of the terms in words.
func (x *weighted) addTerms(a *Affinity, words []string, at, d int, weight float32) {
	before := uint32(0)
	for k, word := range words {
		if k > 0 {
			x.addTerm(a, hashOn(hashOn(before, " "), word), at, d, weight)
		}
		before = hashOf(word)
		x.addTerm(a, before, at, d, weight)
	}
}

// addTerm adds the row of a term, should there be one.
//
//go:noinline
func (x *weighted) addTerm(a *Affinity, hash uint32, at, d int, weight float32) {
	lo, hi := 0, len(a.terms)
	for lo < hi {
		mid := (lo + hi) / 2
		switch h := a.terms[mid]; {
		case h == hash:
			x.add(a, at+mid*d, d, weight)
			return
		case h < hash:
			lo = mid + 1
		default:
			hi = mid
		}
	}
}

// share is 1/√n; 1 for n = 0, where there is nothing to share.
//
//go:noinline
func (x *weighted) share() float32 { return float32(1 / math.Sqrt(float64(max(x.n, 1)))) }

// Repeat adds to the scores of the items that the context mentions what they gain or lose by that. How wide the words of
// the last turn open the gates matters: "seen it" speaks of what was just named.
func (a *Affinity) Repeat(dst []float32, context []Heard) {
	w, different := a.w(), 0
	var gates weighted
	if len(context) > 0 {
		gates.addTerms(a, context[len(context)-1].Words, len(a.rows)-3*len(a.terms), 3, w.GateScale)
	}
	for pass := range 2 {
		for t := range context {
			for _, i := range context[t].Items {
				first, last, turns := mentions(context, i)
				switch {
				case first != t || int64(i) >= int64(len(dst)):
				case pass == 0:
					different++
				default:
					ago := len(context) - last
					at := context[last].speaker()*2 + context[first].speaker()
					dst[i] += w.Repeat[(at*3+min(turns, 3)-1)*6+min(ago, 6)-1] + w.Several[min(different/3, 2)] + gates.sum[min(ago, 3)-1]*gates.share()
				}
			}
		}
	}
}

// mentions returns the first and the last turn that mention an item, and how many do.
func mentions(context []Heard, i Item) (first, last, turns int) {
	for t := range context {
		for _, j := range context[t].Items {
			if i != j {
				continue
			}
			if turns == 0 {
				first = t
			}
			last = t
			turns++
		}
	}
	return first, last, turns
}
