package policy

import "strconv"

// Feature is one thing the Planner looks at, cut into buckets.
type Feature struct {
	Name    string
	Buckets []string
}

// Layout is the list of features a policy was trained for.
type Layout []Feature

// State holds one bucket per feature of the layout. A bucket past the end counts as the feature's last
// one, and a missing one as its first, so that no state makes a policy fail.
type State []uint8

// Labelled is one feature of a state in words.
type Labelled struct{ Feature, Bucket string }

// Describe puts a state in words, in the layout's order.
func (l Layout) Describe(s State) []Labelled {
	labels := make([]Labelled, len(l))
	for i, f := range l {
		labels[i].Feature = f.Name
		if b := l.bucket(s, i); b < len(f.Buckets) {
			labels[i].Bucket = f.Buckets[b]
		}
	}
	return labels
}

// Cells returns how many cells a table over the given features has: the product of their buckets, 1
// for none. It returns 0 when a feature is not in the layout or the product is beyond any sane table.
func (l Layout) Cells(features []int) int {
	cells := 1
	for _, f := range features {
		if f < 0 || f >= len(l) {
			return 0
		}
		cells *= len(l[f].Buckets)
		if cells > maxCells {
			return 0
		}
	}
	return cells
}

// maxCells bounds one table: 14 logits and a count for each cell stay below 4 MB.
const maxCells = 1 << 16

// Cell returns the cell that a state falls into in a table over the given features, the last feature
// varying fastest. The features must be those of a table with [Layout.Cells] above 0.
func (l Layout) Cell(features []int, s State) int {
	cell := 0
	for _, f := range features {
		cell = cell*len(l[f].Buckets) + l.bucket(s, f)
	}
	return cell
}

// Cross puts a cell in words: the inverse of [Layout.Cell].
func (l Layout) Cross(features []int, cell int) []Labelled {
	labels := make([]Labelled, len(features))
	for i := len(features) - 1; i >= 0; i-- {
		f := l[features[i]]
		labels[i] = Labelled{Feature: f.Name, Bucket: f.Buckets[cell%len(f.Buckets)]}
		cell /= len(f.Buckets)
	}
	return labels
}

// Index returns the place of the named feature; it reports whether there is one.
func (l Layout) Index(name string) (int, bool) {
	for i, f := range l {
		if f.Name == name {
			return i, true
		}
	}
	return 0, false
}

// Difference says in words where other first departs from l; "" when they are the same.
func (l Layout) Difference(other Layout) string {
	for i, f := range l {
		if i >= len(other) {
			return "it lacks the feature " + quote(f.Name)
		}
		o := other[i]
		if f.Name != o.Name {
			return "its feature " + strconv.Itoa(i+1) + " is " + quote(o.Name) + " instead of " + quote(f.Name)
		}
		for j, b := range f.Buckets {
			if j >= len(o.Buckets) {
				return "its feature " + quote(f.Name) + " lacks the bucket " + quote(b)
			}
			if o.Buckets[j] != b {
				return "bucket " + strconv.Itoa(j+1) + " of its feature " + quote(f.Name) + " is " +
					quote(o.Buckets[j]) + " instead of " + quote(b)
			}
		}
		if len(o.Buckets) > len(f.Buckets) {
			return "its feature " + quote(f.Name) + " has one bucket too many, " + quote(o.Buckets[len(f.Buckets)])
		}
	}
	if len(other) > len(l) {
		return "it has one feature too many, " + quote(other[len(l)].Name)
	}
	return ""
}

// bucket returns feature f of the state, forced into the feature's range.
func (l Layout) bucket(s State, f int) int {
	if f >= len(s) {
		return 0
	}
	return max(0, min(int(s[f]), len(l[f].Buckets)-1))
}

// quote puts a name in quotation marks for an error, cut when a foreign file made it long.
func quote(name string) string {
	if len(name) > 64 {
		name = name[:64] + "…"
	}
	return strconv.Quote(name)
}
