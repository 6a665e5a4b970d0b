package catalog

// How much a word says of an item follows BM25F (Robertson and Zaragoza 2009, equations 3.15 and 3.21), k1 = 1.2 and
// b = .75: the frequencies of a word in the fields of a record, weighted by field, are added up before they saturate.
// The compiler stores that sum as an impact of four bits, and the length of the record as another four; the rest is a
// table.

// MaxImpact is the largest impact of a word in an item's head: a weighted frequency of 16 or more.
const MaxImpact = 15

// Weights of fields in the sum of frequencies.
const (
	TitleWeight = 3
	ValueWeight = 2
)

// inBody is the row of saturation for a word of a free text.
const inBody = MaxImpact + 1

// saturation[impact][norm] is f/(f + k1·(1-b+b·length/mean)), 0 to 1.
var saturation = saturate()

func saturate() (table [inBody + 1][16]float32) {
	const thirds = 1.2599210498948732 // 2^(1/3)
	for norm := range 16 {
		length := 1.0 // in means
		for range max(norm-8, 0) {
			length *= thirds
		}
		for range max(8-norm, 0) {
			length /= thirds
		}
		k := 1.2 * (.25 + .75*length)
		for impact := range MaxImpact + 1 {
			f := float64(impact + 1)
			table[impact][norm] = float32(f / (f + k))
		}
		table[inBody][norm] = float32(.5 / (.5 + k))
	}
	return table
}

// Norm returns what a record of a length, in units of the mean of all, is stored as: the nearest of sixteen steps of a
// third of an octave.
func Norm(length float64) uint8 {
	const sixth = 1.122462048309373 // 2^(1/6)
	norm, at := 0, 1/(4*1.5874010519681994*sixth)
	for ; norm < 15 && length > at; norm++ {
		at *= sixth * sixth
	}
	return uint8(norm)
}

// information is how much it tells, in bits, that an item has a word.
func (c *Catalog) information(e entry) float32 {
	found := float64(min(e.found, c.n))
	return float32(log2(1 + (float64(c.n)-found+.5)/(found+.5)))
}

// most is the information of a word that no item has.
//
//go:noinline
func (c *Catalog) most() float32 { return float32(log2(1 + (float64(c.n)+.5)/.5)) }
