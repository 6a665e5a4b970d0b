package build

import (
	"math"
	"slices"

	"rso/catalog"
	"rso/catalog/text"
)

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
