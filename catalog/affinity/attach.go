package affinity

import (
	"math"

	"rso/catalog"
)

// Attach lays a model out for the rows of a catalog: items of the model keep what was learned of them, for others it is what their
// facts tell. Items of the model that the catalog doesn't have are left out.
func (m *Model) Attach(c *catalog.Catalog) *catalog.AffinityModel {
	rowOf := make([]int, len(m.IDs)) // by item of the model, -1 for none
	known := make([]bool, c.Len())
	out := &catalog.AffinityModel{
		AffinityWeights: catalog.AffinityWeights{
			ItemScale: m.Items.Scale, TermScale: m.TermRows.Scale, GateScale: m.Gates.Scale, Cold: m.Cold,
			TermWeight: m.TermWeight, ItemWeight: m.ItemWeight, Repeat: m.Repeat, Several: m.Several,
		},
		Dims: m.Dims, Start: m.Start, Items: make([]int8, c.Len()*m.Dims),
		Terms: m.Terms, TermRows: m.TermRows.Weights, Gates: m.Gates.Weights, Together: make([][]catalog.Hit, c.Len()),
	}
	bias := make([]float32, c.Len())
	for k, id := range m.IDs {
		i, ok := c.ByID(id)
		if !ok {
			rowOf[k] = -1
			continue
		}
		rowOf[k], known[i], bias[i] = int(i), true, m.Bias[k]
		copy(out.Items[int(i)*m.Dims:], m.Items.Weights[k*m.Dims:(k+1)*m.Dims])
	}
	for k, list := range m.Together {
		if rowOf[k] < 0 {
			continue
		}
		for _, t := range list {
			if to := rowOf[t.Item]; to >= 0 {
				out.Together[rowOf[k]] = append(out.Together[rowOf[k]], catalog.Hit{Item: catalog.Item(to), Score: float64(t.Weight)})
			}
		}
	}
	m.fromFacts(c, known, bias, out.Items)
	out.Bias, out.BiasBase, out.BiasStep = stepped(bias)
	return out
}

// fromFacts gives the rows that aren't known the sum of their facts' vectors and the bias of what nobody mentioned.
func (m *Model) fromFacts(c *catalog.Catalog, known []bool, bias []float32, items []int8) {
	place := make(map[string]int, len(m.Facts))
	for k, name := range m.Facts {
		place[name] = k
	}
	factsOf, names := factsOf(c)
	row := make([]float32, m.Dims)
	for i, known := range known {
		if known {
			continue
		}
		bias[i] = m.Cold
		clear(row)
		for _, f := range factsOf[i] {
			if k, ok := place[names[f]]; ok {
				for d, w := range m.FactRows.Weights[k*m.Dims : (k+1)*m.Dims] {
					row[d] += float32(w) * m.FactRows.Scale
				}
			}
		}
		for d, w := range row {
			items[i*m.Dims+d] = m.Items.whole(w)
		}
	}
}

// stepped rounds biases to 256 steps between the least and the most.
func stepped(bias []float32) (steps []uint8, base, step float32) {
	base, most := float32(math.Inf(1)), float32(math.Inf(-1))
	for _, b := range bias {
		base, most = min(base, b), max(most, b)
	}
	step = max((most-base)/255, 1e-6)
	steps = make([]uint8, len(bias))
	for i, b := range bias {
		steps[i] = uint8(max(0, min(255, math.RoundToEven(float64((b-base)/step)))))
	}
	return steps, base, step
}
