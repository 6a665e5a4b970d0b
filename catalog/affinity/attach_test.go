package affinity

import (
	"math"
	"reflect"
	"testing"

	"rso/catalog"
)

// boutique is a model of two items of one dimension, and two facts.
func boutique() *Model {
	return &Model{
		Dims: 1, IDs: []string{"a", "b", "gone"}, Items: Matrix{.5, []int8{10, -20, 30}}, Bias: []float32{-1, -2, 9}, Cold: -3,
		Facts: []string{"genre=Desk", "genre=Floor"}, FactRows: Matrix{.25, []int8{8, 100}},
		TermRows: Matrix{Scale: 1}, Gates: Matrix{Scale: 1}, Start: make([]float32, starts),
		Together: [][]Companion{{{2, 1}, {1, .5}}, {{0, .25}}, {{0, 1}}},
	}
}

func TestAttach(t *testing.T) {
	c, err := catalog.Open(compiled(t, `{"id":"a","title":"A","genre":["Desk"]}
{"id":"new","title":"New","genre":["Desk","Floor"]}
{"id":"b","title":"B","genre":["Floor"]}
{"id":"odd","title":"Odd","genre":["Attic"]}
`, nil))
	if err != nil {
		t.Fatal(err)
	}
	m := boutique().Attach(c)
	type known struct {
		vector int8
		bias   float32
	}
	rows := map[string]int{}
	for id, want := range map[string]known{
		"a":   {10, -1},
		"b":   {-20, -2},
		"new": {54, -3}, // (8+100)/4 in halves
		"odd": {0, -3},
	} {
		i, _ := c.ByID(id)
		rows[id] = int(i)
		if got := (known{m.Items[i], m.BiasBase + m.BiasStep*float32(m.Bias[i])}); got.vector != want.vector || math.Abs(float64(got.bias-want.bias)) > .01 {
			t.Errorf("%s has %+v, want %+v", id, got, want)
		}
	}
	if m.Cold != -3 || m.ItemScale != .5 {
		t.Errorf("items that the catalog doesn't have get %v, the scale is %v", m.Cold, m.ItemScale)
	}
	want := make([][]catalog.Hit, 4) // without the one that is gone
	want[rows["a"]] = []catalog.Hit{{Item: catalog.Item(rows["b"]), Score: .5}}
	want[rows["b"]] = []catalog.Hit{{Item: catalog.Item(rows["a"]), Score: .25}}
	if !reflect.DeepEqual(m.Together, want) {
		t.Errorf("together are %v, want %v", m.Together, want)
	}
}

// A vector that is longer than those of the model's items ends at the longest byte.
func TestAttachCutsOff(t *testing.T) {
	c, err := catalog.Open(compiled(t, `{"id":"new","title":"New","genre":["Floor"]}`+"\n"+`{"id":"a","title":"A","genre":["Floor"]}`+"\n", nil))
	if err != nil {
		t.Fatal(err)
	}
	model := boutique()
	model.FactRows.Scale = 1
	if i, _ := c.ByID("new"); model.Attach(c).Items[i] != 127 {
		t.Errorf("the vectors are %v", model.Attach(c).Items)
	}
}

// After a year half of the shop is new: what is known of the other half stays, the new items are like those of their kind.
func TestAttachToALaterCatalog(t *testing.T) {
	s := newShop(60)
	m := s.learned(t, fewDims, s.dialogues(700))
	later := newShop(200)
	late, err := catalog.Open(compiled(t, later.lines[len(newShop(30).lines):], m))
	if err != nil {
		t.Fatal(err)
	}
	before := s.catalog(t, m)
	was, is := make([]float32, before.Len()), make([]float32, late.Len())
	context := []catalog.Heard{seekerSays("i want fast")}
	before.Affinity().Score(was, context)
	late.Affinity().Score(is, context)
	own, other := math.Inf(1), math.Inf(-1)
	for k := 30; k < 200; k++ {
		v := float64(is[row(t, late, k)])
		switch {
		case k < 60-cold:
			if w := float64(was[row(t, before, k)]); math.Abs(v-w) > .02 {
				t.Errorf("item %d had %.3f, and has %.3f later", k, w, v)
			}
		case k%kinds == 1:
			own = min(own, v)
		default:
			other = max(other, v)
		}
	}
	if own <= other {
		t.Errorf("a new item of the kind has %.2f, and one of another %.2f", own, other)
	}
}

func TestStepped(t *testing.T) {
	steps, base, step := stepped([]float32{-1, 1, 0, -1})
	if !reflect.DeepEqual(steps, []uint8{0, 255, 128, 0}) && !reflect.DeepEqual(steps, []uint8{0, 255, 127, 0}) || base != -1 || math.Abs(float64(step)-2./255) > 1e-7 {
		t.Errorf("the steps are %v from %v by %v", steps, base, step)
	}
	if steps, base, _ := stepped([]float32{2, 2}); !reflect.DeepEqual(steps, []uint8{0, 0}) || base != 2 {
		t.Errorf("the steps of equal biases are %v from %v", steps, base)
	}
}

func TestQuantised(t *testing.T) {
	m := quantised([]float32{0, 1, -1, .5, 100})
	for k, w := range []float32{0, 1, -1, .5} {
		if got := float32(m.Weights[k]) * m.Scale; math.Abs(float64(got-w)) > float64(m.Scale)/2 {
			t.Errorf("%v becomes %v in units of %v", w, got, m.Scale)
		}
	}
	wild := make([]float32, 1000) // the last is further out than six deviations
	for k := range wild {
		wild[k] = float32(k%2*2 - 1)
	}
	wild[999] = -100
	if m := quantised(wild); m.Weights[999] != -127 || m.Weights[1] < 5 {
		t.Errorf("an outlier becomes %d, others %d", m.Weights[999], m.Weights[1])
	}
	if m := quantised(make([]float32, 3)); m.Scale != 1 || !reflect.DeepEqual(m.Weights, make([]int8, 3)) {
		t.Errorf("nothing becomes %+v", m)
	}
}
