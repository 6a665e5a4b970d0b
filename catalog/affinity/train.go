package affinity

import (
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"slices"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/gonum"
)

// Training says how to learn. Zero values are the defaults.
type Training struct {
	Dims     int                                 // of the vectors, default 64
	Epochs   int                                 // how often all mentions are gone through, default 5
	Least    int                                 // steps of 256 mentions at least, default 300: what there is little of is gone through more often
	Seed     uint64                              // same seed, same histories: same bytes, whatever the number of workers
	Most     int                                 // mentions learned from in an epoch, default 200,000
	Others   int                                 // items that a mention is told from, 512 at least; default 16,384: all, in most catalogs
	Progress func(stage string, done, total int) // called now and then; may be nil
}

func (o Training) filled() Training {
	def := func(v *int, d int) {
		if *v == 0 {
			*v = d
		}
	}
	def(&o.Dims, 64)
	def(&o.Epochs, 5)
	def(&o.Least, 300)
	def(&o.Most, 200_000)
	def(&o.Others, 1<<14)
	o.Others = max(o.Others, 2*batchSize) // a batch is told from its own items too
	if o.Progress == nil {
		o.Progress = func(string, int, int) {}
	}
	return o
}

// How the learning goes. The rates are Adam's; what is left out is left out of each instance anew, which keeps rare words and items
// from being learned by heart (Srivastava et al., 2014).
const (
	batchSize = 256
	rate      = .002
	warm      = .05 // the share of the steps in which the rate rises
	leastPace = .5  // the share of the rate that is left in the end
	leaveOut  = .5  // of the terms, and of the items
	leaveDim  = .4  // of the dimensions of the sum
	leaveOwn  = .1  // of the items' own vectors, so that what is known of an item by its facts alone is worth something too
)

// learn fits the parameters to the mentions of a corpus. It ends early, with the context's error, when ctx is done.
func learn(ctx context.Context, c *compact, opt Training) (*parameters, error) {
	l := newLearner(c, opt)
	rng := rand.New(rand.NewPCG(opt.Seed, 1))
	l.at.begin(rng, c.mentions)
	o := newOptimiser(l.at, l.gradient, l.parameters())
	total, done, epochs := 0, 0, 1
	for epoch := 0; epoch < epochs; epoch++ {
		all := instances(c.talks, rng)
		all = all[:min(len(all), opt.Most)]
		if len(all) == 0 {
			return nil, errors.New("nothing to learn from: the histories mention no item, or only such as are disliked")
		}
		steps := (len(all) + batchSize - 1) / batchSize
		if epoch == 0 {
			epochs = max(opt.Epochs, (opt.Least+steps-1)/steps)
			total = steps * epochs
		}
		for batch := range slices.Chunk(all, batchSize) {
			if ctx.Err() != nil {
				return nil, context.Cause(ctx)
			}
			opt.Progress("affinity", min(done, total), total) // orders that aren't known make epochs of different lengths
			l.look(batch)
			o.take(paceAt(done, total))
			done++
		}
	}
	opt.Progress("affinity", total, total)
	return o.average, nil
}

// paceAt is the rate of a step of so many: it rises from 0, falls as if to 0 again, and stays where a part of it is left.
func paceAt(step, total int) float64 {
	done := float64(step+1) / float64(total)
	if done < warm {
		return rate * done / warm
	}
	return rate * max(leastPace, (1-done)/(1-warm))
}

// A learner finds the gradients of one batch after the other. Its matrices are row-major: the sums and their gradients batch × dims,
// the logits batch × items.
type learner struct {
	c            *compact
	dims         int
	others       int // Training.Others
	at, gradient *parameters
	rng          *rand.Rand // of what is left out, and of which items a batch is told from

	leaveOut float32 // the shares that are left out
	leaveDim float64
	leaveOwn float32
	nameless []bool // by item: whether the batch knows it by its facts alone

	rows, rowGradient []float32 // items × dims: vectors with their facts; the gradient is that of at.own
	sum, sumGradient  []float32
	logits            []float32
	seen              []heard // by instance of the batch

	among        []int32   // the items that the batch is told from; nil: all
	forced       int       // the first of among are the batch's own
	place        []int32   // by item: where it is in among and one, or 0
	some         []float32 // the rows of among
	someGradient []float32
	countsFor    float32 // what the logits of those that aren't the batch's own are more, as each stands for several
}

// heard is what of an instance was summed up: the terms and items that weren't left out, and what it mentioned.
type heard struct {
	seed         uint64 // of what is left out
	terms, items []part
	mentioned    []mentioned
	last         []int32   // the terms of the last message
	kept         []float32 // by dimension: 0 where it was left out, else what makes up for the others
	perTerm      float32   // 1/√ of how many there are
	perItem      float32
	perLast      float32
}

// part is a term or an item with the slot of its weight.
type part struct {
	row  int32
	slot uint8
}

func newLearner(c *compact, opt Training) *learner {
	l := &learner{c: c, dims: opt.Dims, others: opt.Others, rng: rand.New(rand.NewPCG(opt.Seed, 2)), leaveOut: leaveOut, leaveDim: leaveDim, leaveOwn: leaveOwn, nameless: make([]bool, len(c.mentions))}
	n, d := len(c.mentions), opt.Dims
	l.at, l.gradient = l.parameters(), l.parameters()
	l.rows, l.rowGradient = make([]float32, n*d), l.gradient.own
	l.sum, l.sumGradient = make([]float32, batchSize*d), make([]float32, batchSize*d)
	l.seen = make([]heard, batchSize)
	width := n
	if n > opt.Others {
		width = opt.Others
		l.place = make([]int32, n)
		l.some, l.someGradient = make([]float32, width*d), make([]float32, width*d)
	}
	l.logits = make([]float32, batchSize*width)
	return l
}

// parameters returns room for all that is learned.
func (l *learner) parameters() *parameters {
	return layout(l.dims, l.c.terms, len(l.c.mentions), l.c.facts)
}

// look finds the gradients of the loss of a batch, the mean of its mentions' as if it were full. The gradients must be 0 before, as the
// optimiser leaves them.
func (l *learner) look(batch []instance) {
	l.c.vectors(l.at, l.dims, l.rows)
	l.forgetOwn()
	l.choose(batch)
	for q := range batch {
		l.seen[q].seed = l.rng.Uint64()
	}
	chunks(len(batch), 16, func(from, to int) {
		for q := from; q < to; q++ {
			l.listen(&batch[q], q)
		}
	})
	rows, back, width := l.rows, l.rowGradient, len(l.c.mentions)
	if l.among != nil {
		rows, back, width = l.some, l.someGradient, len(l.among)
	}
	var g gonum.Implementation
	d, b := l.dims, len(batch)
	g.Sgemm(blas.NoTrans, blas.Trans, b, width, d, 1, l.sum, d, rows, d, 0, l.logits, width)
	chunks(b, 8, func(from, to int) {
		for q := from; q < to; q++ {
			l.judge(&batch[q], q, l.logits[q*width:(q+1)*width])
		}
	})
	g.Sgemm(blas.Trans, blas.NoTrans, width, d, b, 1, l.logits, width, l.sum, d, 0, back, d)
	g.Sgemm(blas.NoTrans, blas.NoTrans, b, d, width, 1, l.logits, width, rows, d, 0, l.sumGradient, d)
	l.blame(batch, width)
}

// forgetOwn leaves some items to the batch with their facts alone.
func (l *learner) forgetOwn() {
	d := l.dims
	for i := range l.nameless {
		if l.nameless[i] = l.leaveOwn > 0 && l.rng.Float32() < l.leaveOwn; l.nameless[i] {
			add(l.rows[i*d:(i+1)*d], -1, l.at.own[i*d:(i+1)*d])
		}
	}
}

// choose decides what items the batch is told from: all of them, or its own and a sample of the others, which then stand for those
// that aren't in it.
func (l *learner) choose(batch []instance) {
	n := len(l.c.mentions)
	if n <= l.others {
		return
	}
	l.among = l.among[:0]
	clear(l.place)
	take := func(i int32) {
		if l.place[i] == 0 {
			l.among = append(l.among, i)
			l.place[i] = int32(len(l.among))
		}
	}
	for k := range batch {
		take(batch[k].item)
	}
	l.forced = len(l.among)
	for len(l.among) < l.others {
		take(int32(l.rng.IntN(n)))
	}
	l.countsFor = float32(math.Log(float64(n-l.forced) / float64(len(l.among)-l.forced)))
	for k, i := range l.among {
		copy(l.some[k*l.dims:(k+1)*l.dims], l.rows[int(i)*l.dims:])
	}
}

// column is where an item's logit stands in a row of them, -1 when it isn't among those of the batch.
func (l *learner) column(item int32) int {
	if l.among == nil {
		return int(item)
	}
	return int(l.place[item]) - 1
}

// listen sums up what an instance is foreseen from.
func (l *learner) listen(x *instance, q int) {
	h, d, p := &l.seen[q], l.dims, l.at
	rng := rand.New(rand.NewPCG(h.seed, 3))
	h.terms, h.items, h.last = h.terms[:0], h.items[:0], h.last[:0]
	x.each(func(m *Message, ago int) {
		s := uint8(slot(m.Recommender, ago))
		for _, t := range m.Terms {
			if rng.Float32() >= l.leaveOut {
				h.terms = append(h.terms, part{t, s})
			}
		}
		for _, i := range m.Items {
			if !(x.itself && int32(i.Row) == x.item) && rng.Float32() >= l.leaveOut {
				h.items = append(h.items, part{int32(i.Row), s})
			}
		}
	})
	h.mentioned = x.mentioned(h.mentioned[:0])
	if len(h.mentioned) > 0 {
		h.last = append(h.last, x.talk[x.at-1].Terms...)
	}
	h.perTerm, h.perItem, h.perLast = perRoot(len(h.terms)), perRoot(len(h.items)), perRoot(len(h.last))
	sum := l.sum[q*d : (q+1)*d]
	copy(sum, p.start[x.turn()*d:(x.turn()+1)*d])
	speaks := side(x.talk[x.at].Recommender)
	add(sum, 1, p.role[speaks*d:(speaks+1)*d])
	for _, t := range h.terms {
		add(sum, h.perTerm*p.termWeight[t.slot], p.terms[int(t.row)*d:(int(t.row)+1)*d])
	}
	for _, i := range h.items {
		add(sum, h.perItem*p.itemWeight[i.slot], l.rows[int(i.row)*d:(int(i.row)+1)*d])
	}
	h.kept = h.kept[:0]
	all := float32(1 / (1 - l.leaveDim))
	for k := range sum {
		keep := float32(0)
		if rng.Float32() >= float32(l.leaveDim) {
			keep = all
		}
		h.kept = append(h.kept, keep)
		sum[k] *= keep
	}
}

func perRoot(n int) float32 {
	if n == 0 {
		return 0
	}
	return float32(1 / math.Sqrt(float64(n)))
}

// judge turns the products of an instance's sum with the items' vectors into the gradient of its loss: how much likelier each item was
// thought than it is.
func (l *learner) judge(x *instance, q int, logits []float32) {
	h, p := &l.seen[q], l.at
	if l.among == nil {
		for k := range logits {
			logits[k] += p.bias[k]
		}
	} else {
		for k, i := range l.among {
			logits[k] += p.bias[i]
			if k >= l.forced {
				logits[k] += l.countsFor
			}
		}
	}
	for k := range h.mentioned {
		m := &h.mentioned[k]
		at := l.column(m.row)
		switch {
		case at < 0:
		case !x.ordered:
			logits[at] = float32(math.Inf(-1))
		default:
			logits[at] += p.repeat[m.repeatSlot()] + p.several[severalSlot(len(h.mentioned))] + h.perLast*l.gate(h, m.gate())
		}
	}
	most := float32(math.Inf(-1))
	for _, v := range logits {
		most = max(most, v)
	}
	all := float64(0)
	for k, v := range logits {
		e := math.Exp(float64(v - most))
		logits[k] = float32(e)
		all += e
	}
	scale := float32(float64(x.weight) / all / batchSize)
	for k := range logits {
		logits[k] *= scale
	}
	logits[l.column(x.item)] -= x.weight / batchSize
}

// gate sums up what the terms of the last message say of mentioning something again.
func (l *learner) gate(h *heard, k int) float32 {
	s := float32(0)
	for _, t := range h.last {
		s += l.at.gate[int(t)*gates+k]
	}
	return s
}

// blame adds to the gradients what each parameter did to the loss.
func (l *learner) blame(batch []instance, width int) {
	d, g := l.dims, l.gradient
	if l.among != nil {
		for k, i := range l.among {
			copy(l.rowGradient[int(i)*d:], l.someGradient[k*d:(k+1)*d])
		}
	}
	for q := range batch { // few numbers, added in order
		l.blameSmall(&batch[q], q, l.logits[q*width:(q+1)*width])
	}
	const parts = 16 // rows are dealt to workers, so that each is added to in order
	chunks(parts, 1, func(part, _ int) {
		for q := range batch {
			h, back := &l.seen[q], l.sumGradient[q*d:(q+1)*d]
			for _, t := range h.terms {
				if int(t.row)%parts == part {
					add(g.terms[int(t.row)*d:(int(t.row)+1)*d], h.perTerm*l.at.termWeight[t.slot], back)
				}
			}
			for _, i := range h.items {
				if int(i.row)%parts == part {
					add(l.rowGradient[int(i.row)*d:(int(i.row)+1)*d], h.perItem*l.at.itemWeight[i.slot], back)
				}
			}
		}
	})
	chunks(l.c.facts, 64, func(from, to int) {
		for f := from; f < to; f++ {
			row := g.facts[f*d : (f+1)*d]
			for _, i := range l.c.having[f] {
				add(row, 1, l.rowGradient[int(i)*d:(int(i)+1)*d])
			}
		}
	})
	for i, is := range l.nameless {
		if is {
			clear(l.rowGradient[i*d : (i+1)*d])
		}
	}
}

// blameSmall adds an instance's part to the gradients of the small tables, the biases and the weights. It clears the parts of the
// sum's gradient that were left out first.
func (l *learner) blameSmall(x *instance, q int, logits []float32) {
	h, d, g, p := &l.seen[q], l.dims, l.gradient, l.at
	back := l.sumGradient[q*d : (q+1)*d]
	for k, keep := range h.kept {
		back[k] *= keep
	}
	add(g.start[x.turn()*d:(x.turn()+1)*d], 1, back)
	speaks := side(x.talk[x.at].Recommender)
	add(g.role[speaks*d:(speaks+1)*d], 1, back)
	if l.among == nil {
		add(g.bias, 1, logits)
	} else {
		for k, i := range l.among {
			g.bias[i] += logits[k]
		}
	}
	for _, t := range h.terms {
		g.termWeight[t.slot] += h.perTerm * dot(back, p.terms[int(t.row)*d:(int(t.row)+1)*d])
	}
	for _, i := range h.items {
		g.itemWeight[i.slot] += h.perItem * dot(back, l.rows[int(i.row)*d:(int(i.row)+1)*d])
	}
	if !x.ordered {
		return
	}
	var open [gates]float32
	for k := range h.mentioned {
		m := &h.mentioned[k]
		at := l.column(m.row)
		if at < 0 {
			continue
		}
		g.repeat[m.repeatSlot()] += logits[at]
		g.several[severalSlot(len(h.mentioned))] += logits[at]
		open[m.gate()] += logits[at]
	}
	for _, t := range h.last {
		for k, v := range open {
			g.gate[int(t)*gates+k] += h.perLast * v
		}
	}
}
