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
	"rso/catalog/text"
)

// compile lays out the file. It is written twice: the neighbours are found with the catalog itself.
func (t *table) compile(ctx context.Context, opt Options) ([]byte, []catalog.SectionSize, error) {
	opt.Progress("index", 0, t.n)
	var w catalog.Writer
	t.writeColumns(&w)
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

// searched says how much a word in a column tells of an item; 0 keeps the column out of the dictionary.
func searched(c catalog.Column) float64 {
	switch {
	case c.Role == catalog.Title:
		return 3
	case c.Kind == catalog.Values:
		return 2
	case c.Kind == catalog.Number, c.Role == catalog.ID, c.Role == catalog.Image, c.Role == catalog.Link:
		return 0
	}
	return 1
}

// writeWords writes the dictionary and the postings, and returns the number of each word.
//
// The impact of a word in an item is BM25's (Robertson and Zaragoza 2009) with k1 = 1.2, b = .75 and weighted fields
// (BM25F), in 1/255 of the largest in the catalog.
func (t *table) writeWords(w *catalog.Writer) map[string]uint32 {
	weight := make([]map[string]float64, t.n) // of each word in each item: weighted term frequency
	length := make([]float64, t.n)
	found := map[string]int{} // items with the word
	var toks []text.Token
	for k, col := range t.columns {
		field := searched(col)
		if field == 0 {
			continue
		}
		for i := range t.n {
			for _, s := range t.cellTexts(k, i) {
				toks = text.Tokens(toks[:0], s)
				if weight[i] == nil {
					weight[i] = map[string]float64{}
				}
				for _, tok := range toks {
					if weight[i][tok.Word] == 0 {
						found[tok.Word]++
					}
					weight[i][tok.Word] += field
					length[i]++
				}
			}
		}
	}
	dict := make([]string, 0, len(found))
	for word := range found {
		dict = append(dict, word)
	}
	slices.Sort(dict)
	number := make(map[string]uint32, len(dict))
	for i, word := range dict {
		number[word] = uint32(i)
	}
	w.Strings("words", dict)
	t.writePostings(w, dict, number, weight, length)
	return number
}

func (t *table) writePostings(w *catalog.Writer, dict []string, number map[string]uint32, weight []map[string]float64, length []float64) {
	mean := 0.0
	for _, l := range length {
		mean += l / float64(t.n)
	}
	items := make([][]uint32, len(dict))
	impacts := make([][]float64, len(dict))
	for i, words := range weight {
		for word, tf := range words {
			v := number[word]
			items[v] = append(items[v], uint32(i))
			impacts[v] = append(impacts[v], tf*2.2/(tf+1.2*(.25+.75*length[i]/mean)))
		}
	}
	top := 0.0
	for v := range dict {
		idf := math.Log(1 + (float64(t.n)-float64(len(items[v]))+.5)/(float64(len(items[v]))+.5))
		for k := range impacts[v] {
			impacts[v][k] *= idf
			top = max(top, impacts[v][k])
		}
	}
	var quantised []uint8
	for v := range dict {
		for _, x := range impacts[v] {
			quantised = append(quantised, uint8(max(1, math.Round(255*x/top))))
		}
	}
	start, all := runs(items)
	w.Uint32s("post.start", start)
	w.Uint32s("post.items", all)
	w.Bytes("post.impact", quantised)
}

// cellTexts returns what stands in a cell.
func (t *table) cellTexts(k, i int) []string {
	d := t.data[k]
	switch t.columns[k].Kind {
	case catalog.Text:
		if d.texts[i] != "" {
			return []string{d.texts[i]}
		}
	case catalog.Values:
		var out []string
		for _, v := range d.cells[i] {
			out = append(out, d.values[v])
		}
		return out
	}
	return nil
}

// prior rates every item from 0 to 255: ratings (shrunk to the mean of all where few rated) and popularity on a
// logarithmic scale, as far as the feed has them; how complete the record is decides the rest.
func (t *table) prior() []uint8 {
	rating, popularity := t.role(catalog.Rating), t.role(catalog.Popularity)
	most := 0.0
	for _, v := range popularity {
		if v > most {
			most = v
		}
	}
	score := make([]float64, t.n)
	for i := range score {
		score[i] = .1 * t.complete(i)
		if popularity != nil && most > 0 && popularity[i] > 0 {
			score[i] += .45 * math.Log1p(popularity[i]) / math.Log1p(most)
		}
	}
	if rating != nil {
		addRatings(score, rating, popularity)
	}
	top := slices.Max(score)
	out := make([]uint8, t.n)
	for i, s := range score {
		if top > 0 {
			out[i] = uint8(math.Round(255 * s / top))
		}
	}
	return out
}

// addRatings adds .45 of where each rating lies between the lowest and the highest. Where counts are known, a rating
// counts as if ten more people had given the mean.
func addRatings(score, rating, count []float64) {
	lo, hi, sum, n := math.Inf(1), math.Inf(-1), 0.0, 0.0
	for _, r := range rating {
		if r == r {
			lo, hi, sum, n = min(lo, r), max(hi, r), sum+r, n+1
		}
	}
	if n == 0 || lo == hi {
		return
	}
	mean := sum / n
	for i, r := range rating {
		if r != r {
			r = mean
		}
		if count != nil {
			c := max(0, count[i])
			if c != c {
				c = 0
			}
			r = (r*c + mean*10) / (c + 10)
		}
		score[i] += .45 * (r - lo) / (hi - lo)
	}
}

// role returns the numbers of the column with a role, or nil.
func (t *table) role(r catalog.Role) []float64 {
	for k, c := range t.columns {
		if c.Role == r {
			return t.data[k].numbers
		}
	}
	return nil
}

// complete is the share of columns in which an item has something.
func (t *table) complete(i int) float64 {
	n := 0
	for k := range t.columns {
		d := t.data[k]
		if d.texts != nil && d.texts[i] != "" || d.numbers != nil && d.numbers[i] == d.numbers[i] || d.cells != nil && len(d.cells[i]) > 0 {
			n++
		}
	}
	return float64(n) / float64(len(t.columns))
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
