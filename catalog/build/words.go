package build

import (
	"math"
	"slices"
	"strings"

	"rso/catalog"
	"rso/catalog/text"
)

// A field says what part of a record a column is.
type field uint8

const (
	unsearched field = iota // ids, numbers, addresses
	inHead                  // the title and all values: what an item is called and filed under
	inBody                  // free texts
)

func fieldOf(c catalog.Column) field {
	switch {
	case c.Role == catalog.Availability: // a state that changes from day to day: filtered by, not searched for
		return unsearched
	case c.Role == catalog.Title, c.Kind == catalog.Values:
		return inHead
	case c.Kind == catalog.Number, c.Role == catalog.ID, c.Role == catalog.Image, c.Role == catalog.Link:
		return unsearched
	}
	return inBody
}

// vocabulary is every word of the catalog and where it stands.
type vocabulary struct {
	words []string // sorted
	head  [][]posting
	body  [][]uint32 // items with the word in a free text alone, ascending
	norm  []uint8    // by item
}

// A posting is an item with a word in its head: how often, weighted by field.
type posting struct {
	item   uint32
	weight uint8
}

// A counter counts the words of one item.
type counter struct {
	number map[string]uint32
	words  []string
	toks   []text.Token
	list   []uint32
	found  []uint32 // the item's words, each once
	at     []place  // by word: where the item has it
}

// A place says where one item has a word.
type place struct {
	head   int // how often, weighted by field
	inBody bool
}

// entry is the place of a word, to be changed.
func (k *counter) entry(w uint32) *place {
	for int(w) >= len(k.at) {
		k.at = append(k.at, place{})
	}
	p := &k.at[w]
	if *p == (place{}) {
		k.found = append(k.found, w)
	}
	return p
}

func (k *counter) word(w string) uint32 {
	v, ok := k.number[w]
	if !ok {
		v = uint32(len(k.words))
		w = strings.Clone(w)
		k.number[w] = v
		k.words = append(k.words, w)
	}
	return v
}

// split cuts a text into words; the list is good until the next call.
func (k *counter) split(s string) []uint32 {
	k.toks, k.list = text.Tokens(k.toks[:0], s), k.list[:0]
	for _, tok := range k.toks {
		k.list = append(k.list, k.word(tok.Word))
	}
	return k.list
}

// vocabulary reads all texts and values. Values are cut into words once, however many items have them.
func (t *table) vocabulary(progress func(string, int, int)) *vocabulary {
	k := &counter{number: map[string]uint32{}}
	values := make([][][]uint32, len(t.columns)) // the words of each value
	for c := range t.columns {
		for _, s := range t.data[c].values {
			values[c] = append(values[c], slices.Clone(k.split(s)))
		}
	}
	v := &vocabulary{}
	length := make([]float64, t.n)
	total := 0.0
	for i := range t.n {
		if i%256 == 0 {
			progress("index", i, t.n)
		}
		for c, col := range t.columns {
			d := &t.data[c]
			switch f := fieldOf(col); {
			case f == unsearched:
			case col.Kind == catalog.Values:
				for _, value := range d.cells[i] {
					for _, w := range values[c][value] {
						k.entry(w).head += catalog.ValueWeight
						length[i]++
					}
				}
			case f == inHead:
				for _, w := range k.split(d.texts[i]) {
					k.entry(w).head += catalog.TitleWeight
					length[i]++
				}
			default:
				for _, w := range k.split(d.texts[i]) {
					k.entry(w).inBody = true
					length[i]++
				}
			}
		}
		v.add(k, uint32(i))
		total += length[i]
	}
	items := float64(t.n)
	if t.base != nil {
		items, total = lengths(t.base)
	}
	v.norm = make([]uint8, t.n)
	for i, l := range length {
		v.norm[i] = catalog.Norm(l * items / max(total, 1))
	}
	v.sort(k)
	v.prune(t.n)
	return v
}

// tooCommon is the share of items from which on a word of their free texts is left out of the search: three bits and
// less tell nothing worth its list, which would be one of the longest.
const tooCommon = .125

func (v *vocabulary) prune(n int) {
	for w, items := range v.body {
		if n >= ordered && float64(len(items)) > tooCommon*float64(n) {
			v.body[w] = nil
		}
	}
}

// add enters the words of one item, and forgets them.
func (v *vocabulary) add(k *counter, item uint32) {
	for len(v.head) < len(k.words) {
		v.head, v.body = append(v.head, nil), append(v.body, nil)
	}
	for _, w := range k.found {
		if weight := k.at[w].head; weight > 0 {
			v.head[w] = append(v.head[w], posting{item, uint8(min(weight-1, catalog.MaxImpact))})
		} else {
			v.body[w] = append(v.body[w], item)
		}
		k.at[w] = place{}
	}
	k.found = k.found[:0]
}

// sort puts the words in order; their lists are ascending already.
func (v *vocabulary) sort(k *counter) {
	for len(v.head) < len(k.words) {
		v.head, v.body = append(v.head, nil), append(v.body, nil)
	}
	order := make([]uint32, len(k.words))
	for i := range order {
		order[i] = uint32(i)
	}
	slices.SortFunc(order, func(a, b uint32) int { return strings.Compare(k.words[a], k.words[b]) })
	head, body := make([][]posting, len(order)), make([][]uint32, len(order))
	for to, from := range order {
		v.words = append(v.words, k.words[from])
		head[to], body[to] = v.head[from], v.body[from]
	}
	v.head, v.body = head, body
}

// permute renumbers the items: item i becomes to[i].
func (v *vocabulary) permute(to []uint32) {
	for w := range v.words {
		for j := range v.head[w] {
			v.head[w][j].item = to[v.head[w][j].item]
		}
		slices.SortFunc(v.head[w], func(a, b posting) int { return int(a.item) - int(b.item) })
		for j := range v.body[w] {
			v.body[w][j] = to[v.body[w][j]]
		}
		slices.Sort(v.body[w])
	}
	v.norm = permuted(v.norm, to)
}

// permuted returns list with entry i at to[i].
func permuted[T any](list []T, to []uint32) []T {
	if list == nil {
		return nil
	}
	out := make([]T, len(list))
	for i, x := range list {
		out[to[i]] = x
	}
	return out
}

// information is how much it tells, in bits, that one of n items has what found of them have.
func information(found, n int) float64 {
	return math.Log2(1 + (float64(n)-float64(found)+.5)/(float64(found)+.5))
}

// lengths counts the items of a compiled catalog and the words of all their records, as vocabulary does.
func lengths(c *catalog.Catalog) (items, words float64) {
	var toks []text.Token
	count := func(s string) float64 {
		toks = text.Tokens(toks[:0], s)
		return float64(len(toks))
	}
	for k := range c.Columns() {
		col := c.Column(k)
		switch f := fieldOf(*col); {
		case f == unsearched:
		case col.Kind == catalog.Values:
			for v := range uint32(col.NumValues()) {
				words += count(col.Value(v)) * float64(len(col.Having(v)))
			}
		default:
			for i := range catalog.Item(c.Len()) {
				words += count(col.Text(i))
			}
		}
	}
	return float64(c.Len()), words
}
