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

// Two items are alike by what they share: values first (a category tells more of the kind of thing than a person in
// it), then words of their texts, each by its information.
const (
	categoryShare = 2
	valueShare    = .75
	personShare   = .5
	titleShare    = .3
	bodyShare     = .5

	budget  = 8 << 10 // list entries read for one item, rarest features first
	closely = 32      // items compared in every value
)

// A feature is a value or a word of an item, with the items that have it.
type feature struct {
	share float32
	items []uint32
}

// features are all items' values and words that others have too, rarest first.
type features struct {
	n    int
	all  []feature
	of   [][]uint32 // by item
	self []float32  // what an item shares with itself
}

func (t *table) features(v *vocabulary) *features {
	fs := &features{n: t.n, of: make([][]uint32, t.n), self: make([]float32, t.n)}
	add := func(share float64, items []uint32) {
		if len(items) < 2 || len(items) == t.n {
			return
		}
		fs.all = append(fs.all, feature{float32(share * information(len(items), t.n)), items})
	}
	for k, c := range t.columns {
		share := valueShare
		switch c.Role {
		case catalog.Category:
			share = categoryShare
		case catalog.People, catalog.Maker:
			share = personShare
		}
		for _, items := range invert(t.data[k].cells, len(t.data[k].values)) {
			add(share, items)
		}
	}
	for w := range v.words {
		if len(v.head[w])+len(v.body[w]) > max(t.n/16, 2) {
			continue
		}
		var titles []uint32
		for _, p := range v.head[w] {
			titles = append(titles, p.item)
		}
		add(titleShare, titles)
		add(bodyShare, v.body[w])
	}
	slices.SortStableFunc(fs.all, func(a, b feature) int { return cmp.Compare(len(a.items), len(b.items)) })
	for k, f := range fs.all {
		for _, i := range f.items {
			fs.of[i] = append(fs.of[i], uint32(k))
			fs.self[i] += f.share
		}
	}
	return fs
}

// neighbours finds the k items most like each, in parallel; the result doesn't depend on the number of workers.
func (t *table) neighbours(ctx context.Context, v *vocabulary, k int, progress func(string, int, int)) ([][]uint32, [][]uint8) {
	near, weights := make([][]uint32, t.n), make([][]uint8, t.n)
	if k == 0 {
		return near, weights
	}
	fs := t.features(v)
	const chunk = 256
	var next, done int
	var mu sync.Mutex
	var group sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		group.Go(func() {
			s := &similar{fs: fs, score: make([]float32, t.n)}
			for {
				mu.Lock()
				from := next
				next += chunk
				mu.Unlock()
				if from >= t.n || ctx.Err() != nil {
					return
				}
				for i := from; i < min(from+chunk, t.n); i++ {
					near[i], weights[i] = s.to(uint32(i), k)
				}
				mu.Lock()
				done += chunk
				progress("neighbours", min(done, t.n), t.n)
				mu.Unlock()
			}
		})
	}
	group.Wait()
	return near, weights
}

// similar finds the neighbours of one item after the other.
type similar struct {
	fs      *features
	score   []float32
	touched []uint32
	kept    []uint64
}

func (s *similar) to(i uint32, k int) (items []uint32, weights []uint8) {
	read, rest := 0, len(s.fs.of[i])
	score, touched := s.score, s.touched // this loop is what most of the time goes into
	for j, f := range s.fs.of[i] {
		list, share := s.fs.all[f].items, s.fs.all[f].share
		if read += len(list); read > budget && j > 0 {
			rest = j
			break
		}
		for _, o := range list {
			before := score[o]
			score[o] = before + share
			if before == 0 && o != i {
				touched = append(touched, o)
			}
		}
	}
	s.touched = touched
	score[i] = 0
	top := s.first(max(k, closely))
	for _, o := range top {
		for _, f := range s.fs.of[i][rest:] {
			if _, has := slices.BinarySearch(s.fs.all[f].items, o); has {
				s.score[o] += s.fs.all[f].share
			}
		}
	}
	slices.SortFunc(top, func(a, b uint32) int { return cmp.Or(cmp.Compare(s.score[b], s.score[a]), cmp.Compare(a, b)) })
	for _, o := range top[:min(k, len(top))] {
		items = append(items, o)
		weights = append(weights, uint8(math.Round(15*min(1, float64(s.score[o]/s.fs.self[i])))))
	}
	for _, o := range s.touched {
		s.score[o] = 0
	}
	s.touched = s.touched[:0]
	return items, weights
}

// first returns the k items with the highest scores, ties by row. Items are compared as single numbers: the bits of a
// positive float32 are in the order of its value.
func (s *similar) first(k int) []uint32 {
	kept := s.kept[:0] // ascending
	least := uint64(0) // what enters must be more
	for _, o := range s.touched {
		key := uint64(math.Float32bits(s.score[o]))<<32 | uint64(^o)
		if key < least {
			continue
		}
		at, _ := slices.BinarySearch(kept, key)
		if len(kept) < k {
			kept = slices.Insert(kept, at, key)
		} else {
			copy(kept, kept[1:at])
			kept[at-1] = key
		}
		if len(kept) == k {
			least = kept[0]
		}
	}
	s.kept = kept
	items := make([]uint32, len(kept))
	for j, key := range kept {
		items[len(kept)-1-j] = ^uint32(key)
	}
	return items
}
