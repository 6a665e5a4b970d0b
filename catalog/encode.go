package catalog

import (
	"encoding/binary"
	"math"
	"strconv"
	"strings"
)

// Strings adds a table of strings.
func (w *Writer) Strings(name string, list []string) {
	var heap, lens []byte
	var blocks []uint32
	for i, s := range list {
		if i%block == 0 {
			blocks = append(blocks, uint32(len(heap)), uint32(len(lens)))
		}
		heap = append(heap, s...)
		lens = binary.AppendUvarint(lens, uint64(len(s)))
	}
	w.Section(name+".heap", heap)
	w.Section(name+".lens", lens)
	w.Uint32s(name+".blocks", blocks)
}

// codes adds numbers in planes and returns their width.
func (w *Writer) codes(name string, list []uint32, most uint32) int {
	width := widthOf(most)
	w.Section(name, planes(list, width))
	return width
}

// TextColumn adds the texts of a column. Ids that are one prefix and a number are stored as numbers.
func (w *Writer) TextColumn(name string, col *Column, texts []string) {
	if numbers, most, ok := col.key.split(texts); ok && col.Role == ID {
		col.key.codes.width = w.codes(name+".key", numbers, most)
		return
	}
	col.key = keys{}
	w.Strings(name, texts)
}

// split turns ids of one prefix into their numbers; ok is false when some id is no such thing.
func (k *keys) split(ids []string) (numbers []uint32, most uint32, ok bool) {
	if len(ids) == 0 {
		return nil, 0, false
	}
	k.prefix = strings.TrimRight(ids[0], "0123456789")
	k.digits = len(ids[0])
	for _, id := range ids {
		k.digits = min(k.digits, len(id)-len(k.prefix))
	}
	if k.digits < 1 || k.digits > 9 || len(k.prefix) > 16 {
		return nil, 0, false
	}
	for _, id := range ids {
		number, found := strings.CutPrefix(id, k.prefix)
		v, err := strconv.ParseUint(number, 10, 31)
		if !found || err != nil || number[0] == '+' || len(number) > k.digits && number[0] == '0' {
			return nil, 0, false
		}
		numbers, most = append(numbers, uint32(v)), max(most, uint32(v))
	}
	return numbers, most, true
}

// NumberColumn adds the numbers of a column; NaN is a missing one.
func (w *Writer) NumberColumn(name string, col *Column, list []float64) {
	for digits := range 7 {
		if codes, base, most, width, ok := scaled(list, digits); ok {
			col.number = fixed{codes: widthOnly(width), base: base, most: most, divisor: float64(digits)}
			w.Section(name+".num", planes(codes, width))
			return
		}
	}
	col.number = fixed{codes: widthOnly(8)}
	w.Float64s(name+".num", list)
}

// widthOnly remembers a width until the column's description is written.
func widthOnly(width int) codes { return codes{width: width} }

// scaled writes numbers as what they exceed the smallest by, in units of 10^-digits; ok is false when that loses
// anything.
func scaled(list []float64, digits int) (codes []uint32, base, most float64, width int, ok bool) {
	scale := math.Pow10(digits)
	lo, hi := math.Inf(1), math.Inf(-1)
	for _, v := range list {
		if v != v {
			continue
		}
		whole := math.Round(v * scale)
		if math.Abs(whole) > 1<<52 || whole/scale != v || v == 0 && math.Signbit(v) {
			return nil, 0, 0, 0, false
		}
		lo, hi = min(lo, whole), max(hi, whole)
	}
	most = hi - lo + 1
	if lo > hi {
		lo, hi, most = 0, 0, 0
	}
	if hi-lo > math.MaxUint32-2 {
		return nil, 0, 0, 0, false
	}
	width = max(1, widthOf(uint32(hi-lo)+1))
	missing := uint32(1<<(8*width) - 1)
	for _, v := range list {
		if v != v {
			codes = append(codes, missing)
			continue
		}
		codes = append(codes, uint32(math.Round(v*scale)-lo))
	}
	return codes, lo, most, width, true
}

// ValuesColumn adds the values of a column and, for each item, which of them it has.
func (w *Writer) ValuesColumn(name string, col *Column, values []string, items [][]uint32) {
	w.Strings(name, values)
	col.Many = false
	for _, list := range items {
		col.Many = col.Many || len(list) > 1
	}
	var cells, starts []uint32
	var counts []uint8
	for i, list := range items {
		list = list[:min(len(list), MaxValues)]
		if i%block == 0 {
			starts = append(starts, uint32(len(cells)))
		}
		counts = append(counts, uint8(len(list)))
		for _, v := range list {
			cells = append(cells, v+1)
		}
		if !col.Many && len(list) == 0 {
			cells = append(cells, 0)
		}
	}
	if col.Many {
		w.Bytes(name+".counts", counts)
		w.Uint32s(name+".starts", starts)
	}
	col.text.n = len(values)
	col.rows.cells.width = w.codes(name+".cells", cells, uint32(len(values)))
}

// Meta adds what the file says of itself. k is the number of neighbours per item; the columns are as the writer left
// them.
func (w *Writer) Meta(name string, items, words, k int, columns []Column) {
	var b []byte
	text := func(s string) {
		b = binary.AppendUvarint(b, uint64(len(s)))
		b = append(b, s...)
	}
	number := func(v uint64) { b = binary.AppendUvarint(b, v) }
	text(name)
	for _, v := range [...]int{items, words, len(columns), k} {
		number(uint64(v))
	}
	for _, c := range columns {
		text(c.Name)
		text(c.Unit)
		number(uint64(c.Role))
		number(uint64(c.Kind))
		many := uint64(0)
		if c.Many {
			many = 1
		}
		number(many)
		number(uint64(c.NumValues()))
		number(uint64(max(c.key.codes.width, c.number.codes.width, c.rows.cells.width)))
		base := int64(c.number.base)
		number(uint64(base<<1 ^ base>>63))
		number(uint64(c.number.most))
		number(uint64(max(c.key.digits, int(c.number.divisor))))
		text(c.key.prefix)
	}
	w.Section("meta", b)
}

// A Word is a word of the dictionary with where it stands: ascending numbers of items and of values.
type Word struct {
	Text              string
	Head, Body, Names []uint32
	Impacts           []uint8 // of Head, 0 to MaxImpact
}

// Dictionary adds the words, which must be sorted.
func (w *Writer) Dictionary(words []Word) {
	var front, counts, lists []byte
	var impacts []uint8
	var blocks []uint32
	before := ""
	for i, word := range words {
		if i%block == 0 {
			blocks = append(blocks, uint32(len(front)), uint32(len(counts)), uint32(len(lists)), uint32(len(impacts)))
			before = ""
		}
		shared := common([]byte(before), []byte(word.Text))
		front = append(front, byte(shared), byte(len(word.Text)-shared))
		front = append(front, word.Text[shared:]...)
		before = word.Text
		for _, list := range [...][]uint32{word.Head, word.Body, word.Names} {
			from := len(lists)
			lists = appendGaps(lists, list)
			counts = binary.AppendUvarint(counts, uint64(len(list)))
			if len(list) > short {
				counts = binary.AppendUvarint(counts, uint64(len(lists)-from))
			}
		}
		impacts = append(impacts, word.Impacts...)
	}
	w.Section("words", front)
	w.Section("words.counts", counts)
	w.Section("words.lists", lists)
	w.Bytes("words.impacts", impacts)
	w.Uint32s("words.blocks", blocks)
}

// appendGaps packs ascending numbers.
func appendGaps(dst []byte, list []uint32) []byte {
	next := uint32(0)
	for _, v := range list {
		dst = binary.AppendUvarint(dst, uint64(v-next))
		next = v + 1
	}
	return dst
}

// Neighbours adds, for each item, the items most like it and how much: best first, at most k, weights 0 to 15.
func (w *Writer) Neighbours(k int, near [][]Item, weights [][]uint8) {
	w.neighbours("near", k, near, weights)
}

func (w *Writer) neighbours(name string, k int, near [][]Item, weights [][]uint8) {
	var list []byte
	var starts []uint32
	packed := make([]uint8, (len(near)*k+1)/2)
	for i, items := range near {
		if i%block == 0 {
			starts = append(starts, uint32(len(list)))
		}
		for j := range k {
			d := int32(0)
			if j < len(items) {
				d = int32(items[j]) - int32(i)
				slot := i*k + j
				packed[slot/2] |= weights[i][j] << (slot % 2 * 4)
			}
			list = binary.AppendUvarint(list, uint64(uint32(d<<1)^uint32(d>>31)))
		}
	}
	w.Section(name, list)
	w.Uint32s(name+".starts", starts)
	w.Bytes(name+".weight", packed)
}

// common is the length of the common prefix of a and b.
func common(a, b []byte) int {
	n := min(len(a), len(b))
	for i := range n {
		if a[i] != b[i] {
			return i
		}
	}
	return n
}
