package build

import (
	"context"
	"crypto/sha256"
	"fmt"
	"math"
	"runtime"
	"slices"
	"strings"
	"sync"

	"rso/catalog"
)

// compile lays out the file. It is written twice: the neighbours are found with the catalog itself.
func (t *table) compile(ctx context.Context, opt Options) ([]byte, []catalog.SectionSize, error) {
	opt.Progress("index", 0, t.n)
	var w catalog.Writer
	t.writeColumns(&w)
	t.writeVariants(&w)
	words := t.writeWords(&w)
	t.writeNames(&w, words)
	w.Bytes("prior", t.prior())
	rest := w
	rest.Meta(opt.Name, t.n, 0, t.columns)
	rest.Uint32s("near.items", nil)
	rest.Bytes("near.weight", nil)
	c, err := catalog.Open(rest.File(sha256.New()))
	if err != nil {
		return nil, nil, fmt.Errorf("the compiled catalog can't be opened, which is a fault of the compiler: %w", err)
	}
	k := min(opt.Neighbours, t.n)
	near, weights := neighbours(ctx, c, k, opt.Progress)
	if err := ctx.Err(); err != nil {
		return nil, nil, err
	}
	w.Meta(opt.Name, t.n, k, t.columns)
	w.Uint32s("near.items", near)
	w.Bytes("near.weight", weights)
	return w.File(sha256.New()), w.Sizes(), nil
}

func (t *table) writeColumns(w *catalog.Writer) {
	for i, col := range t.columns {
		name, d := fmt.Sprintf("col%d", i), t.data[i]
		switch col.Kind {
		case catalog.Text:
			w.Strings(name, d.texts)
			if col.Role == catalog.ID {
				w.Uint32s("ids", sortedItems(d.texts))
			}
		case catalog.Number:
			w.Float64s(name+".num", d.numbers)
		case catalog.Values:
			w.Strings(name, d.values)
			rows, cells := runs(d.cells)
			w.Uint32s(name+".rows", rows)
			w.Uint32s(name+".cells", cells)
			posts, items := runs(invert(d.cells, len(d.values)))
			w.Uint32s(name+".posts", posts)
			w.Uint32s(name+".items", items)
		}
	}
}

// sortedItems numbers the items in the order of their ids.
func sortedItems(ids []string) []uint32 {
	items := make([]uint32, len(ids))
	for i := range items {
		items[i] = uint32(i)
	}
	slices.SortFunc(items, func(a, b uint32) int { return strings.Compare(ids[a], ids[b]) })
	return items
}

// runs flattens lists into where each begins and their entries.
func runs(lists [][]uint32) (start, entries []uint32) {
	start = make([]uint32, 1, len(lists)+1)
	for _, l := range lists {
		entries = append(entries, l...)
		start = append(start, uint32(len(entries)))
	}
	return start, entries
}

// invert turns values by item into items by value.
func invert(cells [][]uint32, values int) [][]uint32 {
	items := make([][]uint32, values)
	for i, list := range cells {
		for _, v := range list {
			items[v] = append(items[v], uint32(i))
		}
	}
	return items
}

// neighbours finds the k items most similar to each, in parallel; the result doesn't depend on the number of workers.
func neighbours(ctx context.Context, c *catalog.Catalog, k int, progress func(string, int, int)) ([]uint32, []uint8) {
	n := c.Len()
	near, weights := make([]uint32, n*k), make([]uint8, n*k)
	const chunk = 256
	var next, done int
	var mu sync.Mutex
	var group sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		group.Go(func() {
			s := c.NewScores()
			for {
				mu.Lock()
				from := next
				next += chunk
				mu.Unlock()
				if from >= n || ctx.Err() != nil {
					return
				}
				for i := from; i < min(from+chunk, n); i++ {
					s.Reset()
					c.AddSimilar(s, uint32(i), 1)
					hits := s.Top(c, k)
					for j := range k {
						near[i*k+j] = uint32(i)
						if j < len(hits) {
							near[i*k+j], weights[i*k+j] = hits[j].Item, uint8(math.Round(255*min(1, hits[j].Score)))
						}
					}
				}
				mu.Lock()
				done += chunk
				progress("neighbours", min(done, n), n)
				mu.Unlock()
			}
		})
	}
	group.Wait()
	return near, weights
}
