package build

import (
	"cmp"
	"context"
	"math"
	"runtime"
	"slices"
	"sync"

	"rso/catalog"
)

// Items are put in an order in which those that share words lie together: the gaps in the lists of items become small,
// and the file with them. The order is found by recursive graph bisection (Dhulipala, Kabiljo, Karrer, Ottaviano,
// Pupyrev, Shalita: Compressing Graphs and Indexes with Recursive Graph Bisection, KDD 2016): halve the items, exchange
// those that would save bits on the other side until none would, and go on with each half. Gains are whole numbers, so
// that every machine finds the same order.

const (
	ordered  = 1000 // smaller catalogs stay as they are: there is nothing to gain
	leaf     = 16   // smaller parts stay as they are
	exchange = 8    // rounds of exchanges
	gainUnit = 1 << 12

	worthwhile = 4096 // items that are worth another worker
)

// A bisector orders the items of one catalog.
type bisector struct {
	ctx   context.Context
	words [][]uint32 // by item: the words that more than one item has
	log   []int64    // log2 of whole numbers, in gainUnits
	free  chan struct{}
	group sync.WaitGroup
	done  func(items int)
}

// order returns the place of each item, nil when they stay as they are.
func (t *table) order(ctx context.Context, v *vocabulary, progress func(string, int, int)) []uint32 {
	if t.n < ordered {
		return nil
	}
	b := &bisector{ctx: ctx, words: v.forward(t.n), log: make([]int64, t.n+2), free: make(chan struct{}, runtime.GOMAXPROCS(0)-1)}
	for i := 1; i < len(b.log); i++ {
		b.log[i] = int64(math.Round(math.Log2(float64(i)) * gainUnit))
	}
	var mu sync.Mutex
	placed := 0
	b.done = func(items int) {
		mu.Lock()
		placed += items
		progress("order", placed, t.n)
		mu.Unlock()
	}
	items := t.byKind()
	b.split(items, newHalves(len(v.words)))
	b.group.Wait()
	to := make([]uint32, t.n)
	for place, i := range items {
		to[i] = uint32(place)
	}
	return to
}

// forward lists the words of each item that other items have too.
func (v *vocabulary) forward(n int) [][]uint32 {
	words := make([][]uint32, n)
	for w := range v.words {
		if len(v.head[w])+len(v.body[w]) < 2 {
			continue
		}
		for _, p := range v.head[w] {
			words[p.item] = append(words[p.item], uint32(w))
		}
		for _, i := range v.body[w] {
			words[i] = append(words[i], uint32(w))
		}
	}
	return words
}

// byKind starts with the items sorted by category and maker.
func (t *table) byKind() []uint32 {
	items := make([]uint32, t.n)
	for i := range items {
		items[i] = uint32(i)
	}
	var keys [][][]uint32
	for _, r := range [...]catalog.Role{catalog.Category, catalog.Maker} {
		for k, c := range t.columns {
			if c.Role == r && c.Kind == catalog.Values {
				keys = append(keys, t.data[k].cells)
			}
		}
	}
	slices.SortStableFunc(items, func(a, b uint32) int {
		for _, cells := range keys {
			if d := slices.Compare(cells[a], cells[b]); d != 0 {
				return d
			}
		}
		return 0
	})
	return items
}

// halves is scratch space.
type halves struct {
	words []halved
	now   uint32
}

// halved is one word: how many items of either half have it, and what moving an item with it over saves, as of a round.
type halved struct {
	toRight, back int64
	left, right   int32
	round         uint32
}

func newHalves(words int) *halves { return &halves{words: make([]halved, words)} }

// split orders items in place.
func (b *bisector) split(items []uint32, h *halves) {
	if len(items) <= leaf || b.ctx.Err() != nil {
		b.done(len(items))
		return
	}
	left, right := items[:len(items)/2], items[len(items)/2:]
	b.exchange(left, right, h)
	if len(items) < worthwhile {
		b.split(left, h)
		b.split(right, h)
		return
	}
	select {
	case b.free <- struct{}{}: // another worker has time
		b.group.Go(func() {
			b.split(left, newHalves(len(h.words)))
			<-b.free
		})
	default:
		b.split(left, h)
	}
	b.split(right, h)
}

// A mover is an item and what moving it to the other half saves.
type mover struct {
	gain int64
	item uint32
}

// exchange moves items between the halves while that saves bits.
func (b *bisector) exchange(left, right []uint32, h *halves) {
	for _, side := range [...][]uint32{left, right} {
		for _, i := range side {
			for _, w := range b.words[i] {
				h.words[w].left, h.words[w].right = 0, 0
			}
		}
	}
	for _, i := range left {
		for _, w := range b.words[i] {
			h.words[w].left++
		}
	}
	for _, i := range right {
		for _, w := range b.words[i] {
			h.words[w].right++
		}
	}
	from, to := make([]mover, len(left)), make([]mover, len(right))
	for range exchange {
		h.now++
		for k, i := range left {
			from[k] = mover{b.gain(i, h, len(left), len(right), true), i}
		}
		for k, i := range right {
			to[k] = mover{b.gain(i, h, len(left), len(right), false), i}
		}
		slices.SortFunc(from, byGain)
		slices.SortFunc(to, byGain)
		moved := false
		for k := range min(len(from), len(to)) {
			if from[k].gain+to[k].gain <= 0 {
				break
			}
			moved = true
			for _, w := range b.words[from[k].item] {
				h.words[w].left--
				h.words[w].right++
			}
			for _, w := range b.words[to[k].item] {
				h.words[w].left++
				h.words[w].right--
			}
			from[k], to[k] = to[k], from[k]
		}
		for k := range left {
			left[k] = from[k].item
		}
		for k := range right {
			right[k] = to[k].item
		}
		if !moved || b.ctx.Err() != nil {
			return
		}
	}
}

func byGain(a, b mover) int {
	if a.gain != b.gain {
		return cmp.Compare(b.gain, a.gain)
	}
	return cmp.Compare(a.item, b.item)
}

// gain adds up what moving an item's words saves; the gain of a word is computed once a round.
func (b *bisector) gain(item uint32, h *halves, left, right int, toRight bool) int64 {
	sum, words, round := int64(0), h.words, h.now
	for _, w := range b.words[item] {
		word := &words[w]
		if word.round != round {
			word.round = round
			b.weigh(word, left, right)
		}
		if toRight {
			sum += word.toRight
		} else {
			sum += word.back
		}
	}
	return sum
}

// weigh computes what moving a word over saves, either way.
func (b *bisector) weigh(word *halved, left, right int) {
	l, r := int(word.left), int(word.right)
	now := b.cost(left, l) + b.cost(right, r)
	word.toRight, word.back = 0, 0
	if l > 0 {
		word.toRight = now - b.cost(left, l-1) - b.cost(right, r+1)
	}
	if r > 0 {
		word.back = now - b.cost(left, l+1) - b.cost(right, r-1)
	}
}

// cost is about how many bits the gaps of a word's items take, found of n.
func (b *bisector) cost(n, found int) int64 {
	return int64(found) * (b.log[n] - b.log[min(found, n)+1])
}

// permute gives every item its place.
func (t *table) permute(to []uint32) {
	for k := range t.data {
		d := &t.data[k]
		d.texts, d.numbers, d.cells = permuted(d.texts, to), permuted(d.numbers, to), permuted(d.cells, to)
	}
	t.variants = permuted(t.variants, to)
}
