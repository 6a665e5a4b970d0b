package catalog

import (
	"cmp"
	"encoding/binary"
	"math"
	"slices"
)

// An AffinityModel is what was learned from conversations, as an [Affinity] uses it: the other half of affinity.go. Lists
// by item have an entry for each item of the catalog, in its order.
type AffinityModel struct {
	AffinityWeights

	Dims  int       // numbers of a row, 1 to MaxDims
	Start []float32 // Dims for each of 0 to 7 turns
	Items []int8    // Dims an item, in units of ItemScale
	Bias  []uint8   // of each item, in units of BiasStep

	Terms    []string // words, and two words with a space between, each once
	TermRows []int8   // Dims a term, in units of TermScale
	Gates    []int8   // three a term, in units of GateScale: for what the last turn mentioned, the one before, earlier ones

	Together [][]Hit // by item: what is chosen with it, best first, at most 255, scores 0 to 1; nil when nothing is known of it
}

// Affinity adds what was learned from conversations.
func (w *Writer) Affinity(m *AffinityModel) {
	k := 0
	near, weights := make([][]Item, len(m.Bias)), make([][]uint8, len(m.Bias))
	for i, hits := range m.Together {
		k = max(k, len(hits))
		for _, h := range hits {
			near[i] = append(near[i], h.Item)
			weights[i] = append(weights[i], uint8(math.Round(15*min(max(h.Score, 0), 1))))
		}
	}
	hashes, rows, gates := m.terms()
	w.Section("affinity", m.numbers(k))
	w.Section("affinity.rows", bytesOf(m.Items, rows, gates))
	w.Bytes("affinity.bias", m.Bias)
	w.Section("affinity.terms", appendGaps(nil, hashes))
	w.neighbours("affinity.near", k, near, weights)
}

// terms returns the hashes of the terms, ascending, and their rows and gates in this order. Of two terms with one hash the
// second is left out.
func (m *AffinityModel) terms() (hashes []uint32, rows, gates []int8) {
	order := make([]int, len(m.Terms))
	for t := range order {
		order[t] = t
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(hashOf(m.Terms[a]), hashOf(m.Terms[b])) })
	for _, t := range order {
		if h := hashOf(m.Terms[t]); len(hashes) == 0 || h != hashes[len(hashes)-1] {
			hashes = append(hashes, h)
			rows = append(rows, m.TermRows[t*m.Dims:][:m.Dims]...)
			gates = append(gates, m.Gates[t*3:][:3]...)
		}
	}
	return hashes, rows, gates
}

// numbers are those that stand alone, and the start.
func (m *AffinityModel) numbers(k int) []byte {
	b := binary.LittleEndian.AppendUint32(nil, uint32(m.Dims))
	b = binary.LittleEndian.AppendUint32(b, uint32(k))
	b, _ = binary.Append(b, binary.LittleEndian, &m.AffinityWeights) // a struct of numbers always has a size
	for _, v := range m.Start {
		b = binary.LittleEndian.AppendUint32(b, math.Float32bits(v))
	}
	return b
}

func bytesOf(lists ...[]int8) []byte {
	var b []byte
	for _, list := range lists {
		for _, v := range list {
			b = append(b, byte(v))
		}
	}
	return b
}
