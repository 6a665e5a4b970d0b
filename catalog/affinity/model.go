package affinity

import "math"

// A Model is a linear softmax over the items of a catalog: the words and the items of a conversation are added up to one vector,
// and each item is as likely to be mentioned next as its own vector points the same way. catalog.Affinity has the formulas.
type Model struct {
	Dims int // of every vector

	IDs   []string  // of the items that were mentioned
	Items Matrix    // IDs × Dims: an item's vector, its facts' included
	Bias  []float32 // by item, in nats
	Cold  float32   // the bias of an item that nobody mentioned

	Facts    []string // "column=value", what items share
	FactRows Matrix   // Facts × Dims: what each adds to the vectors of its items, for items that nobody mentioned

	Terms    []string // words and pairs of words, sorted
	TermRows Matrix   // Terms × Dims
	Gates    Matrix   // Terms × gates: how much a term of the last message calls for a mention again, in nats

	Start      []float32             // starts × Dims: the vector of a conversation of so many turns before anything is added
	TermWeight [speakerSlots]float32 // by slot, see slot
	ItemWeight [speakerSlots]float32 // by slot
	Repeat     [repeatSlots]float32  // of an item mentioned before, in nats, see repeatSlot
	Several    [severalSlots]float32 // of an item mentioned before, by how many were, in nats
	Together   [][]Companion         // by item: those that the same histories mention, best first
}

// A Companion is an item that histories mention together with another.
type Companion struct {
	Item   int32   // of the model's
	Weight float32 // 0 to 1
}

// A Matrix has weights of one byte each, row-major, in units of a scale.
type Matrix struct {
	Scale   float32
	Weights []int8
}

// The places of a model's small tables, as catalog.Affinity reads them.
const (
	starts       = 8 // conversations of 0 to 6 turns, and longer ones
	distances    = 6
	speakerSlots = 2 * distances
	repeatSlots  = 2 * 2 * 3 * distances
	severalSlots = 3
	gates        = 3
)

// slot is the place of what was said so many turns ago, 1 for the last.
func slot(recommender bool, ago int) int {
	return side(recommender)*distances + bucket(ago)
}

func side(recommender bool) int {
	if recommender {
		return 1
	}
	return 0
}

// bucket groups distances: the last turn, the one before, the third, 4 to 5, 6 to 8, and what is further away.
func bucket(ago int) int {
	switch {
	case ago <= 3:
		return max(ago, 1) - 1
	case ago <= 5:
		return 3
	case ago <= 8:
		return 4
	}
	return 5
}

// A mentioned item was mentioned in earlier turns.
type mentioned struct {
	row         int32 // of the items that are learned
	first, last bool  // whether the recommender mentioned it first, and last
	turns       int   // in which it is mentioned
	ago         int   // the last of them, 1 for the last turn
}

// repeatSlot is the place of an item mentioned before in Repeat.
func (m *mentioned) repeatSlot() int {
	return ((side(m.last)*2+side(m.first))*3+min(m.turns, 3)-1)*distances + min(m.ago, distances) - 1
}

// gate is the place of an item mentioned before in the gates of a term.
func (m *mentioned) gate() int { return min(m.ago, gates) - 1 }

// severalSlot is the place of a conversation that mentioned so many items in Several.
func severalSlot(items int) int { return min(items/3, severalSlots-1) }

// clip is how many standard deviations the largest weight of a matrix has: rarer ones are cut off.
const clip = 6

// quantised rounds weights to whole numbers from -127 to 127 of a scale.
func quantised(weights []float32) Matrix {
	sum := 0.0
	for _, w := range weights {
		sum += float64(w) * float64(w)
	}
	m := Matrix{1, make([]int8, len(weights))}
	if sum > 0 {
		m.Scale = float32(clip * math.Sqrt(sum/float64(len(weights))) / 127)
	}
	for k, w := range weights {
		m.Weights[k] = m.whole(w)
	}
	return m
}

// whole is a weight in units of the scale.
func (m *Matrix) whole(w float32) int8 {
	return int8(max(-127, min(127, math.RoundToEven(float64(w)/float64(m.Scale)))))
}

// add adds a times x to y.
func add(y []float32, a float32, x []float32) {
	y = y[:len(x)]
	for k, v := range x {
		y[k] += a * v
	}
}

func dot(x, y []float32) float32 {
	y = y[:len(x)]
	s := float32(0)
	for k, v := range x {
		s += v * y[k]
	}
	return s
}
