package build

import (
	"context"
	"crypto/sha256"
	"fmt"
	"slices"

	"rso/catalog"
)

// compile lays out the file, and says of it what only the file can tell.
func (t *table) compile(ctx context.Context, opt Options, report *Report) ([]byte, error) {
	v := t.vocabulary(opt.Progress)
	if to := t.order(ctx, v, opt.Progress); to != nil {
		t.permute(to)
		v.permute(to)
	}
	k := min(opt.Neighbours, t.n-1)
	near, weights := t.neighbours(ctx, v, k, opt.Progress)
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	opt.Progress("writing", 0, t.n)
	var w catalog.Writer
	if opt.SearchOnly {
		t.forget()
	}
	t.writeColumns(&w)
	t.writeVariants(&w)
	t.writeWords(&w, v)
	w.Bytes("norm", v.norm)
	w.Bytes("prior", t.prior())
	w.Neighbours(k, near, weights)
	w.Meta(opt.Name, t.n, len(v.words), k, t.columns)
	file := w.File(sha256.New())
	c, err := catalog.Open(file)
	if err != nil {
		return nil, fmt.Errorf("the compiled catalog can't be opened, which is a fault of the compiler: %w", err)
	}
	if opt.Affinity != nil {
		if file, c, err = withAffinity(ctx, &w, c, opt.Affinity); err != nil {
			return nil, err
		}
	}
	report.Sections, report.Catalog = w.Sizes(), c
	return file, nil
}

// withAffinity adds what was learned about a catalog to its file.
func withAffinity(ctx context.Context, w *catalog.Writer, c *catalog.Catalog, learn func(context.Context, *catalog.Catalog) (*catalog.AffinityModel, error)) ([]byte, *catalog.Catalog, error) {
	m, err := learn(ctx, c)
	if err != nil {
		return nil, nil, err
	}
	w.Affinity(m)
	file := w.File(sha256.New())
	if c, err = catalog.Open(file); err != nil {
		return nil, nil, fmt.Errorf("the compiled catalog can't be opened, which is a fault of the compiler: %w", err)
	}
	return file, c, nil
}

func (t *table) writeColumns(w *catalog.Writer) {
	for i := range t.columns {
		name, col, d := fmt.Sprintf("col%d", i), &t.columns[i], t.data[i]
		switch col.Kind {
		case catalog.Text:
			w.TextColumn(name, col, d.texts)
		case catalog.Number:
			w.NumberColumn(name, col, d.numbers)
		case catalog.Values:
			w.ValuesColumn(name, col, d.values, d.cells)
		}
	}
}

// forget empties the columns that search doesn't read: texts, and lists of keywords too many to filter by. Their words
// are in the dictionary by now.
func (t *table) forget() {
	t.variants = nil
	for i, col := range t.columns {
		switch d := &t.data[i]; {
		case col.Kind == catalog.Text && col.Role != catalog.ID:
			d.texts = make([]string, t.n)
		case col.Kind == catalog.Values && len(d.values) > facetValues && manyValued(d.cells):
			d.values, d.folded, d.cells = nil, nil, make([][]uint32, t.n)
		}
	}
}

// facetValues is how many different values a list of them may have to be worth filtering by.
const facetValues = 1000

// manyValued says whether some item has several values.
func manyValued(cells [][]uint32) bool {
	return slices.ContainsFunc(cells, func(list []uint32) bool { return len(list) > 1 })
}

// writeWords writes the dictionary and what the linker needs of names.
func (t *table) writeWords(w *catalog.Writer, v *vocabulary) {
	names, shortest := t.names(v.words)
	words := make([]catalog.Word, len(v.words))
	for i, text := range v.words {
		word := catalog.Word{Text: text, Body: v.body[i], Names: names[i]}
		for _, p := range v.head[i] {
			word.Head, word.Impacts = append(word.Head, p.item), append(word.Impacts, p.weight)
		}
		words[i] = word
	}
	w.Dictionary(words)
	w.Bytes("names.shortest", shortest)
}

// invert turns values by item into items by value.
func invert(cells [][]uint32, values int) [][]uint32 {
	count := make([]int, values)
	for _, list := range cells {
		for _, v := range list {
			count[v]++
		}
	}
	items := make([][]uint32, values)
	for v, n := range count {
		items[v] = slices.Grow(items[v], n)
	}
	for i, list := range cells {
		for _, v := range list {
			items[v] = append(items[v], uint32(i))
		}
	}
	return items
}
